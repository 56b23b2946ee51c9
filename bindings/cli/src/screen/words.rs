//! Closed words of the views as people read them.

use chrono::{DateTime, NaiveDate};
use gradus_app::view::{
    BasisWord, Certainty, ContactView, DispositionWord, GateView, GateWord, ProposalKind, SizeLimit,
    TriageView,
};

use crate::page::Ink;

/// Urgency in words, with the hours it leaves. What leaves none is late, and the instant beside it says since when.
pub fn urgency(disposition: DispositionWord, within_hours: Option<u32>) -> String {
    let within = within_hours.filter(|hours| *hours > 0).map(span);
    match (disposition, within) {
        (DispositionWord::Emergency, _) => "Emergency care now".into(),
        (DispositionWord::SameDay, Some(within)) => {
            format!("A clinician today, day or night, within {within}")
        }
        (DispositionWord::SameDay, None) => "A clinician today, day or night".into(),
        (DispositionWord::Contact, Some(within)) => format!("Speak with the clinic within {within}"),
        (DispositionWord::Contact, None) => "Speak with the clinic".into(),
        (DispositionWord::PauseAndRecheck, Some(within)) => {
            format!("Rest, then answer the questions again in {within}")
        }
        (DispositionWord::PauseAndRecheck, None) => "Rest, then answer the questions again".into(),
        (DispositionWord::Continue, _) => "Continue".into(),
    }
}

/// Whom the plan names to call, in its order.
pub fn clinic(contacts: &[ContactView]) -> String {
    let one = |contact: &ContactView| {
        let hours = contact.hours.as_ref().map(|hours| format!(" ({hours})")).unwrap_or_default();
        let note = contact
            .note
            .as_ref()
            .map(|note| format!(" [{}]", note.trim_end_matches('.')))
            .unwrap_or_default();
        format!("{}, {}{hours}{note}", contact.name, contact.phone)
    };
    match contacts {
        [] => "the number is not in the plan".into(),
        contacts => contacts.iter().map(one).collect::<Vec<_>>().join("; or "),
    }
}

/// Red is for danger, and for nothing else.
pub fn urgency_ink(disposition: DispositionWord) -> Ink {
    match disposition {
        DispositionWord::Emergency | DispositionWord::SameDay => Ink::Danger,
        DispositionWord::Contact | DispositionWord::PauseAndRecheck => Ink::Caution,
        DispositionWord::Continue => Ink::Strong,
    }
}

/// The next session in words.
pub fn gate_words(gate: GateWord, until: Option<&str>, size: SizeLimit, sizes_down: u8) -> String {
    let time = match (gate, until) {
        (GateWord::Blocked, _) => "not until a clinician releases it".to_owned(),
        (GateWord::Wait, Some(until)) => {
            format!("not before {}, and only after answering again", instant(until))
        }
        (GateWord::Wait, None) => "none before a plan has begun".into(),
        (GateWord::Allow | GateWord::SameSize | GateWord::StepDown, _) => String::new(),
    };
    let size = match (size, sizes_down) {
        (SizeLimit::Step, _) => "",
        (SizeLimit::Same, _) => "at the present size, no step up",
        (SizeLimit::Down, 0) => "the clinic is asked first: the plan has no smaller size",
        (SizeLimit::Down, 1) => "one size down",
        (SizeLimit::Down, 2) => "two sizes down",
        (SizeLimit::Down, _) => "several sizes down",
        (SizeLimit::Start, _) => "from the size the plan began with",
    };
    match (time.is_empty(), size.is_empty()) {
        (true, true) => "as the plan says".into(),
        (true, false) => size.into(),
        (false, true) => time,
        // While a clinician has yet to release the session, its size is theirs to say.
        (false, false) if gate == GateWord::Blocked => time,
        (false, false) => format!("{time}; then {size}"),
    }
}

/// The gate of Today in words.
pub fn gate_of_day(gate: &GateView) -> String {
    gate_words(gate.gate, gate.until.as_deref(), gate.size, gate.sizes_down)
}

/// The gate of an answer in words.
pub fn gate_of_answer(answer: &TriageView) -> String {
    gate_words(answer.gate, answer.until.as_deref(), answer.size, answer.sizes_down)
}

/// One word of a gate, for tables.
pub fn gate_name(gate: GateWord) -> &'static str {
    match gate {
        GateWord::Allow => "as planned",
        GateWord::SameSize => "same size",
        GateWord::StepDown => "smaller size",
        GateWord::Wait => "wait",
        GateWord::Blocked => "blocked",
    }
}

/// What is proposed, as a title.
pub fn proposal_title(kind: ProposalKind) -> &'static str {
    match kind {
        ProposalKind::Advance => "One size up is proposed",
        ProposalKind::Hold => "Stay at this size",
        ProposalKind::StepBack => "A smaller size is proposed",
        ProposalKind::AtGoal => "The goal is reached",
        ProposalKind::AskClinic => "The clinic decides",
    }
}

/// What a rule rests on, in words.
pub fn basis(basis: BasisWord, sources: &[String]) -> String {
    let named = if sources.is_empty() { String::new() } else { format!(" ({})", sources.join(", ")) };
    match basis {
        BasisWord::Sourced => format!("sourced{named}"),
        BasisWord::General => format!("general medical knowledge{named}, for a clinic to verify"),
        BasisWord::Proposal => format!("a proposal{named} that a clinician has yet to sign"),
    }
}

/// Whether a rule fired on an answer or on a doubt.
pub fn certainty(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Yes => "on an answer",
        Certainty::Doubt => "on a doubt",
    }
}

/// Tenths of a millimetre as millimetres.
pub fn millimetres(tenths: u16) -> String {
    match (tenths / 10, tenths % 10) {
        (whole, 0) => format!("{whole} mm"),
        (whole, tenth) => format!("{whole}.{tenth} mm"),
    }
}

/// An instant as it is read by the clock of the place it was written in; as it stands if it is none.
pub fn instant(text: &str) -> String {
    DateTime::parse_from_rfc3339(text)
        .map_or_else(|_| text.to_owned(), |at| at.format("%-d %B %Y, %H:%M").to_string())
}

/// A civil date with its day of the week; as it stands if it is none.
pub fn date(text: &str) -> String {
    text.parse::<NaiveDate>()
        .map_or_else(|_| text.to_owned(), |date| date.format("%A, %-d %B %Y").to_string())
}

/// A civil date without its day of the week.
pub fn short_date(text: &str) -> String {
    text.parse::<NaiveDate>().map_or_else(|_| text.to_owned(), |date| date.format("%-d %B %Y").to_string())
}

/// Hours in words, as days where they are whole days.
fn span(hours: u32) -> String {
    match hours {
        1 => "1 hour".into(),
        24 => "1 day".into(),
        hours if hours > 24 && hours % 24 == 0 => format!("{} days", hours / 24),
        hours => format!("{hours} hours"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urgency_is_said_in_words_with_its_time() {
        for (word, hours, said) in [
            (DispositionWord::Emergency, Some(0), "Emergency care now"),
            (DispositionWord::SameDay, Some(1), "A clinician today, day or night, within 1 hour"),
            (DispositionWord::SameDay, Some(4), "A clinician today, day or night, within 4 hours"),
            (DispositionWord::Contact, Some(24), "Speak with the clinic within 1 day"),
            (DispositionWord::Contact, Some(168), "Speak with the clinic within 7 days"),
            (DispositionWord::PauseAndRecheck, Some(36), "Rest, then answer the questions again in 36 hours"),
            (DispositionWord::Continue, None, "Continue"),
        ] {
            assert_eq!(urgency(word, hours), said);
        }
    }

    #[test]
    fn a_gate_says_both_time_and_size_and_a_block_leaves_the_size_to_the_clinician() {
        let until = Some("2026-03-14T20:40:00+01:00");
        let said = gate_words;
        assert_eq!(said(GateWord::Allow, None, SizeLimit::Step, 0), "as the plan says");
        assert_eq!(said(GateWord::SameSize, None, SizeLimit::Same, 0), "at the present size, no step up");
        assert_eq!(said(GateWord::StepDown, None, SizeLimit::Down, 2), "two sizes down");
        assert_eq!(
            said(GateWord::Wait, until, SizeLimit::Down, 1),
            "not before 14 March 2026, 20:40, and only after answering again; then one size down"
        );
        assert_eq!(
            said(GateWord::Wait, until, SizeLimit::Down, 0),
            "not before 14 March 2026, 20:40, and only after answering again; then the clinic is asked first: the plan \
             has no smaller size"
        );
        assert_eq!(said(GateWord::Blocked, None, SizeLimit::Same, 0), "not until a clinician releases it");
    }

    #[test]
    fn dates_sizes_and_instants_read_as_people_write_them() {
        assert_eq!(instant("2026-03-04T07:05:00+01:00"), "4 March 2026, 07:05");
        assert_eq!(date("2026-03-14"), "Saturday, 14 March 2026");
        assert_eq!((instant("soon"), date("soon")), ("soon".into(), "soon".into()));
        assert_eq!((millimetres(120), millimetres(125)), ("12 mm".into(), "12.5 mm".into()));
    }

    #[test]
    fn only_danger_is_red() {
        assert_eq!(urgency_ink(DispositionWord::SameDay), Ink::Danger);
        assert_ne!(urgency_ink(DispositionWord::Contact), Ink::Danger);
    }
}
