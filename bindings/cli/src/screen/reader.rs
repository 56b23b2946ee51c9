//! Who reads a page, and when: facts in their words, instants as they are near or far.

use chrono::{DateTime, NaiveDate};
use gradus_app::ask::Speaking;
use gradus_app::view::{FactQuestion, PersonRef};
use gradus_app::{Locale, Moment};

use super::{said, words};

/// Whoever reads an answer. Facts are named to them by their questions, never by their ids.
#[derive(Debug)]
pub struct Reader {
    about: bool,
    in_vault: bool,
    why: bool,
    today: NaiveDate,
    asks: Speaking,
    questions: Vec<FactQuestion>,
}

impl Reader {
    /// A reader of what concerns this person: a caregiver reads about somebody else.
    pub fn of(person: &PersonRef, now: &Moment) -> Self {
        Self { about: person.role == "caregiver", in_vault: true, ..Self::of_a_file(now) }
    }

    /// A reader of a facts file, which says nothing of who it is about.
    pub fn of_a_file(now: &Moment) -> Self {
        let asks = Speaking::default();
        Self { about: true, in_vault: false, why: false, today: now.date(), asks, questions: asks.facts() }
    }

    /// The same, who answers for themselves, or for somebody else.
    #[must_use]
    pub fn for_somebody(self, about: bool) -> Self {
        Self { about, ..self }
    }

    /// The same, who reads this language.
    #[must_use]
    pub fn speaking(self, asks: Speaking) -> Self {
        Self { asks, questions: asks.facts(), ..self }
    }

    /// What a rule of the pack is called.
    pub fn title(&self, rule: &str) -> Option<String> {
        self.asks.rules().into_iter().find(|known| known.id == rule).map(|known| known.title)
    }

    /// The same, who asks for the rules behind an answer, or does not.
    #[must_use]
    pub fn asking_why(mut self, why: bool) -> Self {
        self.why = why;
        self
    }

    /// Whether the rules behind an answer are asked for.
    pub fn asks_why(&self) -> bool {
        self.why
    }

    /// Whether it is about somebody in a vault, who has or lacks a plan with a number to call.
    pub fn is_in_vault(&self) -> bool {
        self.in_vault
    }

    /// Whether it is about somebody else.
    pub fn is_about_somebody(&self) -> bool {
        self.about
    }

    /// Whether a fact is one that somebody is asked, and not told by the log or the background.
    pub fn is_asked(&self, id: &str) -> bool {
        self.questions.iter().any(|question| question.id == id && question.source == "asked")
    }

    /// The question behind a fact, as this reader is asked it.
    pub fn question(&self, id: &str) -> String {
        let found = self.questions.iter().find(|question| question.id == id);
        found.map_or_else(|| id.replace('_', " "), |question| question_for(question, self.about).to_owned())
    }

    /// An answer in words: yes and no, a number with its unit, the words of a level.
    pub fn answer(&self, id: &str, value: &str) -> String {
        let question = self.questions.iter().find(|question| question.id == id);
        match (value, question) {
            ("unknown", _) => said::NOT_SURE.by(self.locale()).into(),
            ("true", _) => said::YES.by(self.locale()).into(),
            ("false", _) => said::NO.by(self.locale()).into(),
            (number, Some(question)) if question.kind == "number" => {
                format!("{number}{}", unit(self.locale(), question))
            }
            (level, Some(question)) => level_words(question, level),
            (other, None) => other.replace('_', " "),
        }
    }

    /// Whether an answer says that there is nothing: no, none at all, the mildest level.
    pub fn is_nothing(&self, id: &str, value: &str) -> bool {
        let mildest = self.questions.iter().find(|question| question.id == id);
        let mildest = mildest.and_then(|question| question.levels.first());
        matches!(value, "false" | "0") || mildest.is_some_and(|level| level == value)
    }

    /// An instant: its time alone where it is today or tomorrow, otherwise with its date.
    pub fn instant(&self, text: &str) -> String {
        let Ok(at) = DateTime::parse_from_rfc3339(text) else { return text.to_owned() };
        let time = at.format("%H:%M").to_string();
        match (at.date_naive() - self.today).num_days() {
            0 => said::TODAY.with(self.locale(), &[("time", &time)]),
            1 => said::TOMORROW.with(self.locale(), &[("time", &time)]),
            -1 => said::YESTERDAY.with(self.locale(), &[("time", &time)]),
            _ => words::instant(self.locale(), text),
        }
    }

    /// The language that they read.
    pub fn locale(&self) -> Locale {
        self.asks.0
    }
}

/// The question as it is put to the person themselves, or to whoever looks after them.
pub fn question_for(question: &FactQuestion, about: bool) -> &str {
    if about && !question.question_about.is_empty() { &question.question_about } else { &question.question }
}

/// The words of a level; its name as words where the pack gives none.
pub fn level_words(question: &FactQuestion, level: &str) -> String {
    let found = question.level_words.iter().find(|known| known.id == level);
    found.map_or_else(|| level.replace('_', " "), |known| known.words.clone())
}

fn unit(locale: Locale, question: &FactQuestion) -> String {
    question.unit.as_deref().map_or_else(String::new, |unit| format!(" {}", said::unit(locale, unit)))
}

#[cfg(test)]
mod tests {
    use gradus_app::ask;

    use super::*;
    use crate::clock;
    use crate::screen::samples;

    fn at(text: &str) -> Moment {
        clock::moment(Some(DateTime::parse_from_rfc3339(text).expect("an instant")))
    }

    #[test]
    fn a_caregiver_reads_about_the_child_and_a_patient_about_themselves() {
        let now = at("2026-03-14T19:20:00+01:00");
        let mut person = samples::person();
        let said = |person: &PersonRef| Reader::of(person, &now).question("faint");
        assert!(said(&person).starts_with("Have they fainted"), "{}", said(&person));
        for role in ["self", "teen"] {
            person.role = role.into();
            assert!(said(&person).starts_with("Have you fainted"), "{}", said(&person));
        }
    }

    #[test]
    fn no_fact_and_no_level_is_shown_by_its_id() {
        let reader = Reader::of_a_file(&at("2026-03-14T19:20:00+01:00"));
        for question in ask::facts() {
            assert!(!reader.question(&question.id).contains('_'), "{}", question.id);
            for level in &question.levels {
                let words = reader.answer(&question.id, level);
                assert!(!words.contains('_') && !words.is_empty(), "{} {level}", question.id);
            }
        }
        for (id, value, words) in [
            ("temperature_c", "38.1", "38.1 °C"),
            ("faint", "true", "yes"),
            ("faint", "false", "no"),
            ("bleeding", "unknown", "not sure"),
            ("no_such_fact", "some_value", "some value"),
        ] {
            assert_eq!(reader.answer(id, value), words);
        }
        assert_eq!(reader.question("no_such_fact"), "no such fact");
    }

    #[test]
    fn only_no_and_the_mildest_level_say_that_there_is_nothing() {
        let reader = Reader::of_a_file(&at("2026-03-14T19:20:00+01:00"));
        for (id, value, nothing) in [
            ("faint", "false", true),
            ("bleeding", "none", true),
            ("session_bleeds_24h", "0", true),
            ("faint", "true", false),
            ("faint", "unknown", false),
            ("bleeding", "streak", false),
            ("age_days", "84", false),
        ] {
            assert_eq!(reader.is_nothing(id, value), nothing, "{id} {value}");
        }
    }

    #[test]
    fn what_is_near_is_said_by_its_time_and_what_is_far_by_its_date() {
        let reader = Reader::of_a_file(&at("2026-03-14T19:20:00+01:00"));
        for (text, said) in [
            ("2026-03-14T21:20:00+01:00", "today, 21:20"),
            ("2026-03-15T00:00:00+01:00", "tomorrow, 00:00"),
            ("2026-03-13T23:59:00+01:00", "yesterday, 23:59"),
            ("2026-03-16T19:20:00+01:00", "16 March 2026, 19:20"),
            ("soon", "soon"),
        ] {
            assert_eq!(reader.instant(text), said);
        }
    }
}
