use std::io;

use chrono::NaiveDate;
use gradus_app::view::{Command, FactAnswer, FactQuestion, PersonRef, Recorded};
use gradus_app::{Moment, ask};

use crate::args::CheckinArgs;
use crate::failure::Failure;
use crate::files::Source;
use crate::interview::Interview;
use crate::patient::{record, with_person};
use crate::screen::{self, Reader};
use crate::shell::Shell;
use crate::spoken;

/// `gradus checkin`: answers from a file, or asked for one by one.
pub fn run(shell: &Shell, args: CheckinArgs) -> Result<(), Failure> {
    let from_input = args.facts.as_ref().is_some_and(Source::is_input);
    let note = spoken::optional(shell, "--note", args.note, from_input)?;
    let (person, view) = match &args.facts {
        Some(source) => from_file(shell, source, note)?,
        None => from_person(shell, note)?,
    };
    let reader = Reader::of(&person, &shell.moment());
    shell.show(&view, |page| screen::recorded(page, "The check-in is in the log.", &view, &reader))
}

fn from_file(shell: &Shell, source: &Source, note: Option<String>) -> Result<(PersonRef, Recorded), Failure> {
    let name = source.name();
    let text = source.read()?;
    let file = crate::ask::triage::read(&text, &shell.moment()).map_err(|failure| failure.about(&name))?;
    let answers = file.answers.clone();
    record(shell, |person| Command::CheckIn { person, answers, note }).map_err(|failure| match failure {
        Failure::App { error, .. } => Failure::from(file.place(error)).about(&name),
        other => other,
    })
}

fn from_person(shell: &Shell, note: Option<String>) -> Result<(PersonRef, Recorded), Failure> {
    if !shell.can_ask() {
        return Err(Failure::Usage(
            "there is nobody to ask; give the answers with --facts FILE, or - for standard input".into(),
        ));
    }
    with_person(shell, |app, person, now| {
        let answers = asked(shell, person, now)?.ok_or(Failure::Left)?;
        let command = Command::CheckIn { person: person.id.clone(), answers, note };
        // The moment of the last answer: somebody may have sat over the questions for a while.
        Ok((person.clone(), app.record(command, &shell.moment())?))
    })
}

/// What only a person can say. Age, dates, background and sessions are in the vault already.
fn asked(shell: &Shell, person: &PersonRef, now: &Moment) -> Result<Option<Vec<FactAnswer>>, Failure> {
    let mut questions = ask::facts();
    questions.retain(|question| question.source == "asked");
    let age = age(person, now);
    let needs = |answers: &[FactAnswer]| needed(answers, &age, &questions, now);
    let page = || shell.page();
    let interview =
        Interview { questions: &questions, about: person.role == "caregiver", needs: &needs, page: &page };
    let asked = interview.run(&mut io::stdin().lock(), &mut shell.asking());
    asked.map_err(|error| Failure::of_file("the terminal", &error))
}

/// What triage says it still misses beside these answers, of what can be asked.
fn needed(
    answers: &[FactAnswer],
    age: &Option<FactAnswer>,
    questions: &[FactQuestion],
    now: &Moment,
) -> Vec<String> {
    let all = answers.iter().chain(age).cloned().collect();
    // An answer that triage refuses is refused when it is recorded, in triage's own words.
    let mut missing = ask::triage(all, now).map(|view| view.missing).unwrap_or_default();
    missing.retain(|id| questions.iter().any(|question| question.id == *id && !question.required));
    missing
}

fn age(person: &PersonRef, now: &Moment) -> Option<FactAnswer> {
    let born: NaiveDate = person.born.parse().ok()?;
    let days = (now.date() - born).num_days();
    Some(FactAnswer { id: "age_days".into(), answer: days.to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock;
    use crate::screen::samples;

    #[test]
    fn a_temperature_asks_for_the_medicine_that_may_hide_a_fever() {
        let questions = ask::facts();
        let now = clock::moment(None);
        let given = |id: &str, answer: &str| FactAnswer { id: id.into(), answer: answer.into() };
        let asks = |answers: &[FactAnswer]| needed(answers, &None, &questions, &now);
        assert!(!asks(&[]).iter().any(|id| id == "hours_since_antipyretic"));
        let measured = given("temperature_c", "37.0");
        assert!(asks(std::slice::from_ref(&measured)).iter().any(|id| id == "hours_since_antipyretic"));
        let both = [measured, given("hours_since_antipyretic", "240")];
        assert!(!asks(&both).iter().any(|id| id == "hours_since_antipyretic"));
    }

    #[test]
    fn the_age_is_counted_in_days_from_birth() {
        let at = chrono::DateTime::parse_from_rfc3339("2026-01-10T23:59:00+01:00").expect("an instant");
        let age = age(&samples::person(), &clock::moment(Some(at)));
        assert_eq!(age.map(|given| given.answer).as_deref(), Some("2"));
    }
}
