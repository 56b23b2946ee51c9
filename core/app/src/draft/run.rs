use gradus_domain::{AdjunctUse, Bleeding, CheckItem, PainScore, RunDetails, RunEvent, SessionPain, Sign};

use super::choice::{Choice, word};
use super::device::device_used;
use super::fields::{Fields, quoted};
use super::session::{LONGEST_NOTE, MOST_ADJUNCTS, adjunct};
use crate::AppError;
use crate::view::RunDetailsDraft;

impl Choice for CheckItem {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("whole", Self::Whole),
        ("base", Self::Base),
        ("depth_mark", Self::DepthMark),
        ("clean", Self::Clean),
        ("lubricant", Self::Lubricant),
        ("relaxed", Self::Relaxed),
    ];
}

impl Choice for Sign {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("said_stop", Self::SaidStop),
        ("cannot_pass", Self::CannotPass),
        ("sharp_pain", Self::SharpPain),
        ("stuck", Self::Stuck),
        ("faint", Self::Faint),
    ];
}

/// Events that are one word, apart from signs.
const PLAIN: [(&str, RunEvent); 6] = [
    ("in", RunEvent::In),
    ("out", RunEvent::Out),
    ("pause", RunEvent::Pause),
    ("resume", RunEvent::Resume),
    ("stop", RunEvent::Stop),
    ("after_care_done", RunEvent::AfterCareDone),
];

/// An event, as a word or as a word with what it needs: `in`, `tick:whole`, `pain:3`, `blood:streak`.
pub(crate) fn run_event(text: &str) -> Result<RunEvent, AppError> {
    let mut fields = Fields::default();
    let event = match text.split_once(':') {
        Some(("tick", item)) => fields.choice("event", item).map(RunEvent::Ticked),
        Some(("pain", score)) => pain(&mut fields, score),
        Some(("blood", amount)) => fields.choice::<Bleeding>("event", amount).map(RunEvent::Blood),
        _ => one_word(text),
    };
    if event.is_none() && !fields.is_wrong("event") {
        let signs = Sign::WORDS.iter().map(|(word, _)| *word);
        let words: Vec<_> = PLAIN.iter().map(|(word, _)| *word).chain(signs).collect();
        let right = format!("write {}, tick:ITEM, pain:0 to pain:10, or blood:AMOUNT", words.join(", "));
        fields.wrong("event", format!("{} is no event", quoted(text)), right);
    }
    fields.finish(event)
}

fn one_word(text: &str) -> Option<RunEvent> {
    let plain = PLAIN.iter().find(|(word, _)| *word == text).map(|(_, event)| event.clone());
    let sign = Sign::WORDS.iter().find(|(word, _)| *word == text);
    plain.or(sign.map(|(_, sign)| RunEvent::Sign(*sign)))
}

fn pain(fields: &mut Fields, text: &str) -> Option<RunEvent> {
    let score = text.parse().ok().and_then(|score| PainScore::new(score).ok());
    if score.is_none() {
        fields.wrong("event", format!("{} is no pain score", quoted(text)), "write pain:0 to pain:10");
    }
    score.map(RunEvent::Pain)
}

/// Every event of one word, with the word.
pub(crate) fn run_words() -> impl Iterator<Item = (&'static str, RunEvent)> {
    let signs = Sign::WORDS.iter().map(|(word, sign)| (*word, RunEvent::Sign(*sign)));
    PLAIN.into_iter().chain(signs)
}

/// The word of an event that has one.
pub(crate) fn run_word(event: &RunEvent) -> &'static str {
    let found = run_words().find(|(_, known)| known == event);
    found.map(|(word, _)| word).expect("only what needs an amount has no word")
}

/// The word of a sign.
pub(crate) fn sign(sign: Sign) -> String {
    word(sign).to_owned()
}

/// What the person says at the end.
pub(crate) fn run_details(draft: &RunDetailsDraft) -> Result<RunDetails, AppError> {
    let mut fields = Fields::default();
    let pain = SessionPain {
        before: fields.pain("pain_before", draft.pain_before.as_deref()),
        peak: fields.pain("pain_peak", draft.pain_peak.as_deref()),
        after: fields.pain("pain_after", draft.pain_after.as_deref()),
        minutes_to_baseline: fields.minutes("pain_minutes", draft.pain_minutes.as_deref()),
    };
    let details = RunDetails {
        ease: draft.ease.as_deref().and_then(|text| fields.choice("ease", text)),
        pain,
        bleeding: draft.bleeding.as_deref().and_then(|text| fields.known("bleeding", text)),
        bleeding_stopped_after_min: fields.minutes("bleeding_minutes", draft.bleeding_minutes.as_deref()),
        lubricant: draft.lubricant.as_deref().and_then(|text| fields.choice("lubricant", text)),
        adjuncts: adjuncts(&mut fields, draft.adjuncts.as_deref()),
        stopped: draft.stop_reason.as_deref().and_then(|text| fields.choice("stop_reason", text)),
        note: draft.note.as_deref().and_then(|text| fields.text("note", text, LONGEST_NOTE)),
        device: draft.device.as_deref().and_then(|text| device_used(&mut fields, text)),
        cleaned: draft.cleaned,
    };
    fields.finish(Some(details))
}

fn adjuncts(fields: &mut Fields, text: Option<&str>) -> Vec<AdjunctUse> {
    let parts: Vec<&str> = text.iter().flat_map(|text| text.split(',')).map(str::trim).collect();
    let parts = fields.list("adjuncts", &parts, MOST_ADJUNCTS).iter();
    parts.filter_map(|part| adjunct(fields, part)).collect()
}
