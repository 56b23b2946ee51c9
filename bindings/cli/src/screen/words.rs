//! Closed words of the views as people read them.

use chrono::{DateTime, Datelike, NaiveDate};
use gradus_app::Locale;
use gradus_app::view::{
    BasisWord, Certainty, ContactView, DispositionWord, GateView, GateWord, ProposalKind, SizeLimit,
    TriageView,
};

use super::said;
use crate::page::Ink;

/// Urgency in words, with the hours it leaves. What leaves none is late, and the instant beside it says since when.
pub fn urgency(locale: Locale, disposition: DispositionWord, within_hours: Option<u32>) -> String {
    let within = within_hours.filter(|hours| *hours > 0).map(|hours| span(locale, hours));
    let (alone, timed) = match disposition {
        DispositionWord::Emergency => (said::EMERGENCY, said::EMERGENCY),
        DispositionWord::SameDay => (said::SAME_DAY, said::SAME_DAY_WITHIN),
        DispositionWord::Contact => (said::CONTACT, said::CONTACT_WITHIN),
        DispositionWord::PauseAndRecheck => (said::REST, said::REST_WITHIN),
        DispositionWord::Continue => (said::CONTINUE, said::CONTINUE),
    };
    match within {
        Some(within) => timed.with(locale, &[("within", &within)]),
        None => alone.by(locale).to_owned(),
    }
}

/// Whom the plan names to call, in its order.
pub fn clinic(locale: Locale, contacts: &[ContactView]) -> String {
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
        [] => said::NO_NUMBER.by(locale).into(),
        contacts => contacts.iter().map(one).collect::<Vec<_>>().join(&format!(";{}", said::OR.by(locale))),
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
pub fn gate_words(
    locale: Locale,
    gate: GateWord,
    until: Option<&str>,
    size: SizeLimit,
    sizes_down: u8,
) -> String {
    let time = match (gate, until) {
        (GateWord::Blocked, _) => said::BLOCKED.by(locale).to_owned(),
        (GateWord::Wait, Some(until)) => said::NOT_BEFORE.with(locale, &[("until", &instant(locale, until))]),
        (GateWord::Wait, None) => said::NONE_BEFORE_PLAN.by(locale).to_owned(),
        (GateWord::Allow | GateWord::SameSize | GateWord::StepDown, _) => String::new(),
    };
    let size = match (size, sizes_down) {
        (SizeLimit::Step, _) => "",
        (SizeLimit::Same, _) => said::SAME_SIZE.by(locale),
        (SizeLimit::Down, 0) => said::ASK_FIRST.by(locale),
        (SizeLimit::Down, 1) => said::ONE_DOWN.by(locale),
        (SizeLimit::Down, 2) => said::TWO_DOWN.by(locale),
        (SizeLimit::Down, _) => said::SEVERAL_DOWN.by(locale),
        (SizeLimit::Start, _) => said::FROM_START.by(locale),
    };
    match (time.is_empty(), size.is_empty()) {
        (true, true) => said::AS_PLANNED.by(locale).to_owned(),
        (true, false) => size.to_owned(),
        (false, true) => time,
        // While a clinician has yet to release the session, its size is theirs to say.
        (false, false) if gate == GateWord::Blocked => time,
        (false, false) => said::THEN.with(locale, &[("time", &time), ("size", size)]),
    }
}

/// The gate of Today in words.
pub fn gate_of_day(locale: Locale, gate: &GateView) -> String {
    gate_words(locale, gate.gate, gate.until.as_deref(), gate.size, gate.sizes_down)
}

/// The gate of an answer in words.
pub fn gate_of_answer(locale: Locale, answer: &TriageView) -> String {
    gate_words(locale, answer.gate, answer.until.as_deref(), answer.size, answer.sizes_down)
}

/// One word of a gate, for tables.
pub fn gate_name(locale: Locale, gate: GateWord) -> &'static str {
    let word = match gate {
        GateWord::Allow => said::GATE_ALLOW,
        GateWord::SameSize => said::GATE_SAME,
        GateWord::StepDown => said::GATE_DOWN,
        GateWord::Wait => said::GATE_WAIT,
        GateWord::Blocked => said::GATE_BLOCKED,
    };
    word.by(locale)
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
pub fn basis(locale: Locale, basis: BasisWord, sources: &[String]) -> String {
    let ids = if sources.is_empty() { String::new() } else { format!(" ({})", sources.join(", ")) };
    let words = match basis {
        BasisWord::Sourced => said::SOURCED,
        BasisWord::General => said::GENERAL,
        BasisWord::Proposal => said::PROPOSAL,
    };
    words.with(locale, &[("ids", &ids)])
}

/// Whether a rule fired on an answer or on a doubt.
pub fn certainty(locale: Locale, certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Yes => said::ON_ANSWER.by(locale),
        Certainty::Doubt => said::ON_DOUBT.by(locale),
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
pub fn instant(locale: Locale, text: &str) -> String {
    let Ok(at) = DateTime::parse_from_rfc3339(text) else { return text.to_owned() };
    format!("{}, {}", day(locale, at.date_naive()), at.format("%H:%M"))
}

/// A civil date without its day of the week, in this language; as it stands if it is none.
pub fn day_of(locale: Locale, text: &str) -> String {
    text.parse::<NaiveDate>().map_or_else(|_| text.to_owned(), |date| day(locale, date))
}

fn day(locale: Locale, date: NaiveDate) -> String {
    match said::month(locale, date.month()) {
        Some(month) => format!("{} de {month} de {}", date.day(), date.year()),
        None => date.format("%-d %B %Y").to_string(),
    }
}

/// A civil date with its day of the week, in this language; as it stands if it is none.
pub fn date(locale: Locale, text: &str) -> String {
    let Ok(date) = text.parse::<NaiveDate>() else { return text.to_owned() };
    let weekday = said::weekday(locale, date.weekday().num_days_from_monday());
    let weekday = weekday.map_or_else(|| date.format("%A").to_string(), str::to_owned);
    format!("{weekday}, {}", day(locale, date))
}

/// A civil date without its day of the week.
pub fn short_date(text: &str) -> String {
    text.parse::<NaiveDate>().map_or_else(|_| text.to_owned(), |date| date.format("%-d %B %Y").to_string())
}

/// Hours in words, as days where they are whole days.
fn span(locale: Locale, hours: u32) -> String {
    let of = |words: said::Said, n: u32| words.with(locale, &[("n", &n.to_string())]);
    match hours {
        1 => said::HOUR.by(locale).to_owned(),
        24 => said::DAY.by(locale).to_owned(),
        hours if hours > 24 && hours % 24 == 0 => of(said::DAYS, hours / 24),
        hours => of(said::HOURS, hours),
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
            assert_eq!(urgency(Locale::En, word, hours), said);
        }
    }

    #[test]
    fn a_gate_says_both_time_and_size_and_a_block_leaves_the_size_to_the_clinician() {
        let until = Some("2026-03-14T20:40:00+01:00");
        let said = |gate, until, size, down| gate_words(Locale::En, gate, until, size, down);
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
        assert_eq!(instant(Locale::En, "2026-03-04T07:05:00+01:00"), "4 March 2026, 07:05");
        assert_eq!(instant(Locale::Es, "2026-03-04T07:05:00+01:00"), "4 de marzo de 2026, 07:05");
        assert_eq!(day_of(Locale::Es, "2026-12-01"), "1 de diciembre de 2026");
        assert_eq!(date(Locale::En, "2026-03-14"), "Saturday, 14 March 2026");
        assert_eq!(date(Locale::Es, "2026-03-14"), "sábado, 14 de marzo de 2026");
        assert_eq!((instant(Locale::Es, "soon"), date(Locale::Es, "soon")), ("soon".into(), "soon".into()));
        assert_eq!((millimetres(120), millimetres(125)), ("12 mm".into(), "12.5 mm".into()));
    }

    #[test]
    fn only_danger_is_red() {
        assert_eq!(urgency_ink(DispositionWord::SameDay), Ink::Danger);
        assert_ne!(urgency_ink(DispositionWord::Contact), Ink::Danger);
    }
}
