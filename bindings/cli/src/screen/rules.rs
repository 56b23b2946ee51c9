//! Rules as their readers and writers see them.

use gradus_app::Locale;
use gradus_app::desk::{
    ChangeView, ChangedRule, DifferenceView, EvidenceView, ExampleView, PackChecked, PackSigned, RuleInFull,
    SettingRuleInFull, ShortAnswer, SideWord,
};
use gradus_app::view::{DispositionWord, RuleExplained, SettingWord};

use super::words::{self, urgency, urgency_ink};
use crate::page::{Ink, Page};

/// So many cases of a difference stand on a screen; the page and JSON hold all.
const CASES: usize = 20;

/// Every rule, in the order of the pack.
pub fn rules(page: &mut Page, rules: &[RuleExplained]) {
    page.title("Rules of triage");
    let rows: Vec<_> = rules
        .iter()
        .map(|rule| {
            let gate = words::gate_name(Locale::En, rule.gate).to_owned();
            vec![
                rule.id.clone(),
                urgency_short(rule.disposition, rule.within_hours),
                gate,
                rule.title.clone(),
            ]
        })
        .collect();
    page.table(0, &["Rule", "Whom to see", "Next session", "About"], &rows);
    page.gap();
    page.line(
        Ink::Quiet,
        "`gradus rules explain ID` tells when a rule fires, what it rests on and what it advises.",
    );
}

fn urgency_short(disposition: DispositionWord, within_hours: Option<u32>) -> String {
    let hours = within_hours.unwrap_or(0);
    match disposition {
        DispositionWord::Emergency => "emergency".into(),
        DispositionWord::SameDay => format!("today ({hours} h)"),
        DispositionWord::Contact => format!("clinic ({} d)", hours / 24),
        DispositionWord::PauseAndRecheck => format!("rest ({hours} h)"),
        DispositionWord::Continue => "none asked for".into(),
    }
}

/// One rule in full.
pub fn rule(page: &mut Page, full: &RuleInFull) {
    let rule = &full.rule;
    page.title(&format!("{} · {}", rule.id, rule.title));
    page.line(urgency_ink(rule.disposition), &urgency(Locale::En, rule.disposition, rule.within_hours));
    page.gap();
    let mut fields = vec![
        ("Advice", rule.advice.clone()),
        ("Fires when", full.in_words.clone()),
        ("As written", rule.condition.clone()),
        ("Next session", words::gate_name(Locale::En, rule.gate).to_owned()),
        ("Rests on", words::basis(Locale::En, rule.basis, &rule.sources)),
    ];
    fields.extend(full.note.clone().map(|note| ("Note", note)));
    page.fields(2, &fields);
    if !full.macros_in_words.is_empty() {
        page.heading("Abbreviations in the condition");
        for line in &full.macros_in_words {
            page.item(Ink::Quiet, "  -", line);
        }
    }
    page.heading("What it asks");
    for asked in &full.asks {
        page.item(Ink::Quiet, "  -", &asked.question);
        page.indented(4, Ink::Quiet, &asked.thresholds.join(", "));
    }
    sources(page, &full.evidence);
    examples(page, &full.examples);
}

/// One rule of the setting in full.
pub fn setting_rule(page: &mut Page, rule: &SettingRuleInFull) {
    page.title(&format!("{} · {}", rule.id, rule.title));
    let asks_for = match rule.setting {
        SettingWord::SelfDirected => "an own practice",
        SettingWord::Home => "at home, led by a clinic",
        SettingWord::Professional => "with a clinician",
        SettingWord::NotNow => "not now",
    };
    let holds =
        if rule.condition.is_empty() { "a question that matters has no answer" } else { &rule.condition };
    let mut fields = vec![("Asks for", asks_for.to_owned()), ("Holds when", holds.to_owned())];
    fields.extend(rule.only_for.clone().map(|reason| ("Only for", reason)));
    fields.push(("Rests on", words::basis(Locale::En, rule.basis, &rule.sources)));
    fields.push(("Rules", rule.pack.clone()));
    page.fields(2, &fields);
    if !rule.macros.is_empty() {
        page.heading("Abbreviations in the condition");
        rule.macros.iter().for_each(|line| page.item(Ink::Quiet, "  -", line));
    }
    if !rule.asks.is_empty() {
        page.heading("What it asks");
        for asked in &rule.asks {
            page.item(Ink::Quiet, "  -", &format!("{} ({})", asked.question, asked.fact));
        }
    }
    sources(page, &rule.evidence);
}

fn sources(page: &mut Page, evidence: &[EvidenceView]) {
    page.heading("What its sources say");
    for row in evidence {
        page.item(Ink::Strong, &format!("  {}", row.id), &row.says);
        page.indented(4, Ink::Quiet, &row.firmness);
    }
}

fn examples(page: &mut Page, examples: &[ExampleView]) {
    page.heading("Tried at its thresholds");
    if examples.is_empty() {
        return page.indented(
            2,
            Ink::Quiet,
            "It counts what other rules ask for; no facts of its own tell that.",
        );
    }
    for example in examples {
        page.gap();
        page.indented(2, Ink::Strong, &example.compared);
        let rows: Vec<_> = example
            .cases
            .iter()
            .map(|case| {
                let side = match case.side {
                    SideWord::Short => "short of it",
                    SideWord::At => "at it",
                    SideWord::Beyond => "beyond it",
                };
                let fires = if case.fires { "fires" } else { "silent" };
                let value = case.facts.answer(&example.fact).unwrap_or_default();
                vec![side.to_owned(), value, fires.to_owned(), answered(&case.answer)]
            })
            .collect();
        page.columns(4, &rows);
    }
    page.gap();
    page.line(
        Ink::Quiet,
        "With --json each case stands as a whole facts file, ready for `gradus triage --facts -`.",
    );
}

fn answered(answer: &ShortAnswer) -> String {
    let asks = urgency_short(answer.disposition, answer.within_hours);
    let rules =
        if answer.rules.is_empty() { String::new() } else { format!(" ({})", answer.rules.join(", ")) };
    format!("{asks}; {}{rules}", words::gate_name(Locale::En, answer.gate))
}

/// A pack in which nothing wrong was found.
pub fn pack_checked(page: &mut Page, checked: &PackChecked) {
    page.title(&format!("Rule pack {}", checked.version));
    page.line(Ink::Accent, "No mistake was found that can be found without a patient.");
    page.gap();
    page.fields(
        2,
        &[
            ("Rules", checked.rules.to_string()),
            ("In force from", checked.effective.clone()),
            ("Sign-off", checked.sign_off.clone()),
            ("Texts", checked.languages.join(", ")),
            ("SHA-256", checked.hash.clone()),
        ],
    );
}

/// What was signed, and with which key.
pub fn signed(page: &mut Page, file: &str, key: &str) {
    page.line(Ink::Plain, "The signature is written:");
    page.verbatim(Ink::Accent, &format!("  {file}"));
    page.gap();
    page.fields(2, &[("Public key, for whoever checks it", key.to_owned())]);
}

/// A pack of which it is known who signed it.
pub fn pack_signed(page: &mut Page, told: &PackSigned) {
    page.title(&format!("Rule pack {}", told.version));
    page.line(Ink::Accent, "The text is the one that was signed with this key.");
    page.gap();
    page.fields(
        2,
        &[
            ("In force from", told.effective.clone()),
            ("Sign-off", told.sign_off.clone()),
            ("Key", told.key.clone()),
            ("SHA-256", told.hash.clone()),
        ],
    );
}

/// What changes from one pack to another.
pub fn difference(page: &mut Page, said: &DifferenceView) {
    page.title(&format!("{} → {}", said.old, said.new));
    let changes = said.answers.len();
    let verdict = match (said.milder, changes) {
        (0, 0) => "No case is answered in another way.".to_owned(),
        (0, _) => format!("{changes} cases are answered more strictly, none more mildly."),
        (milder, _) => {
            format!("{milder} cases are answered more mildly, {} more strictly.", changes - milder)
        }
    };
    page.line(if said.milder > 0 { Ink::Danger } else { Ink::Strong }, &verdict);
    page.indented(
        2,
        Ink::Quiet,
        &format!("{} cases at the thresholds of both packs were put to both.", said.tried),
    );
    for (title, ids) in [("Rules taken out", &said.removed), ("Rules added", &said.added)] {
        if !ids.is_empty() {
            page.heading(&format!("{title} ({})", ids.len()));
            page.indented(2, Ink::Plain, &ids.join(", "));
        }
    }
    if !said.head.is_empty() {
        page.heading("The pack itself");
        said.head.iter().for_each(|change| field(page, change));
    }
    let changed = |page: &mut Page, title: String, one: &ChangedRule| {
        page.heading(&title);
        one.fields.iter().for_each(|change| field(page, change));
    };
    said.facts.iter().for_each(|one| changed(page, format!("Facts: {}", one.id), one));
    said.changed.iter().for_each(|one| changed(page, format!("Rule {}", one.id), one));
    cases(page, said);
}

fn field(page: &mut Page, change: &ChangeView) {
    let shown = |text: &str| if text.is_empty() { "(none)".to_owned() } else { text.to_owned() };
    page.indented(2, Ink::Strong, &change.field);
    page.fields(4, &[("before", shown(&change.old)), ("now", shown(&change.new))]);
}

fn cases(page: &mut Page, said: &DifferenceView) {
    if said.answers.is_empty() {
        return;
    }
    page.heading("Cases whose answer changes");
    for change in said.answers.iter().take(CASES) {
        let mark = if change.milder { "MILDER" } else { "stricter" };
        page.item(
            if change.milder { Ink::Danger } else { Ink::Quiet },
            &format!("  {mark}"),
            &format!("{} at {}", change.rule, change.compared),
        );
        page.indented(4, Ink::Plain, &format!("before: {}", answered(&change.old)));
        page.indented(4, Ink::Plain, &format!("now: {}", answered(&change.new)));
    }
    if said.answers.len() > CASES {
        let left = said.answers.len() - CASES;
        page.indented(2, Ink::Quiet, &format!("and {left} more; --json and --out show all of them"));
    }
}
