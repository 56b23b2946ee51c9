use chrono::{DateTime, FixedOffset};
use gradus_domain::{AdjunctUse, Moment, OccurrenceId, Session, SessionPain, SkipReason};

use super::device::device_used;
use super::fields::{Fields, quoted};
use crate::AppError;
use crate::view::SessionDraft;

pub(super) const LONGEST_NOTE: usize = 4000;
pub(super) const LONGEST_LABEL: usize = 60;
/// Longer than any hold of any protocol: 24 hours.
const LONGEST_HOLD_S: u32 = 86_400;
/// More insertions than any protocol asks for.
const MOST_INSERTIONS: usize = 50;
/// More than is taken or applied before any session.
pub(super) const MOST_ADJUNCTS: usize = 20;

/// A session from the form, and when it was held.
pub(crate) fn session(
    draft: &SessionDraft,
    now: &Moment,
) -> Result<(DateTime<FixedOffset>, Session), AppError> {
    let mut fields = Fields::default();
    let at = fields.past("at", draft.at.as_deref(), now);
    let occurrence = draft.occurrence.as_deref().and_then(|text| fields.occurrence("occurrence", text));
    let size = fields.size("size", &draft.size);
    let warm_up = fields.list("warm_up", &draft.warm_up, MOST_INSERTIONS).iter();
    let warm_up = warm_up.filter_map(|text| fields.size("warm_up", text)).collect();
    holds(&mut fields, &draft.holds_s);
    let ease = fields.choice("ease", &draft.ease);
    let pain = SessionPain {
        before: fields.pain("pain_before", draft.pain_before.as_deref()),
        peak: fields.pain("pain_peak", draft.pain_peak.as_deref()),
        after: fields.pain("pain_after", draft.pain_after.as_deref()),
        minutes_to_baseline: fields.minutes("pain_minutes", draft.pain_minutes.as_deref()),
    };
    let bleeding = draft.bleeding.as_deref().and_then(|text| fields.known("bleeding", text));
    let stopped_after = fields.minutes("bleeding_minutes", draft.bleeding_minutes.as_deref());
    let lubricant = draft.lubricant.as_deref().and_then(|text| fields.choice("lubricant", text));
    let adjuncts = fields.list("adjuncts", &draft.adjuncts, MOST_ADJUNCTS).iter();
    let adjuncts = adjuncts.filter_map(|text| adjunct(&mut fields, text)).collect();
    let stopped = draft.stop_reason.as_deref().and_then(|text| fields.choice("stop_reason", text));
    let note = draft.note.as_deref().and_then(|text| fields.text("note", text, LONGEST_NOTE));
    let device = draft.device.as_deref().and_then(|text| device_used(&mut fields, text));
    let session = at.zip(size).zip(ease).map(|((at, size), ease)| {
        let session = Session {
            occurrence,
            size,
            warm_up,
            holds_s: draft.holds_s.clone(),
            ease,
            pain,
            bleeding,
            bleeding_stopped_after_min: stopped_after,
            lubricant,
            adjuncts,
            stopped,
            note,
            device,
            cleaned: draft.cleaned,
            untold: Vec::new(),
            guided: false,
        };
        (at, session)
    });
    fields.finish(session)
}

/// A planned session that is named.
pub(crate) fn occurrence(text: &str) -> Result<OccurrenceId, AppError> {
    let mut fields = Fields::default();
    let read = fields.occurrence("occurrence", text);
    fields.finish(read)
}

/// Words beside answers.
pub(crate) fn note(text: Option<&str>) -> Result<Option<String>, AppError> {
    let mut fields = Fields::default();
    let note = text.and_then(|text| fields.text("note", text, LONGEST_NOTE));
    fields.finish(Some(note))
}

/// Why a session was not held.
pub(crate) fn skip_reason(text: &str) -> Result<SkipReason, AppError> {
    let mut fields = Fields::default();
    let reason = fields.choice("reason", text);
    fields.finish(reason)
}

fn holds(fields: &mut Fields, holds_s: &[u32]) {
    if holds_s.len() > MOST_INSERTIONS {
        fields.wrong(
            "holds_s",
            format!("{} insertions", holds_s.len()),
            format!("write at most {MOST_INSERTIONS}"),
        );
    }
    if let Some(long) = holds_s.iter().find(|hold| **hold > LONGEST_HOLD_S) {
        fields.wrong(
            "holds_s",
            format!("a hold of {long} s"),
            format!("write seconds from 0 to {LONGEST_HOLD_S}"),
        );
    }
}

pub(super) fn adjunct(fields: &mut Fields, text: &str) -> Option<AdjunctUse> {
    let (word, after) = text.split_once(':').map_or((text, None), |(word, after)| (word, Some(after)));
    let kind = fields.choice("adjuncts", word)?;
    if after.is_some_and(|after| after != "prescribed") {
        // Here the word is known to be one of ours, and may be repeated.
        let right = format!("write {word} or {word}:prescribed");
        fields.wrong("adjuncts", format!("{} cannot be read", quoted(text)), right);
        return None;
    }
    Some(AdjunctUse { kind, prescribed: after.is_some() })
}
