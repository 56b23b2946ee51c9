use chrono::NaiveDate;
use gradus_domain::{Background, Condition, Fact, Moment, Person, PersonId, Surgery, SurgeryKind};

use super::choice::{Choice, word};
use super::fields::{Fields, quoted};
use crate::AppError;
use crate::view::PersonDraft;

const LONGEST_NAME: usize = 60;
/// More conditions, and more operations, than anybody has.
const MOST_PARTS: usize = 100;
/// Says that nothing of the list of conditions holds.
const NONE: &str = "none";
/// Before the name of what stood there and no longer holds.
const WITHDRAWN: &str = "withdrawn:";
const PRETERM: &str = "preterm";

/// A person from the form, in place of the background that stands: of that nothing may be left out unsaid, because without
/// it signs are judged more mildly.
pub(crate) fn person(
    id: PersonId,
    stands: &Background,
    draft: &PersonDraft,
    now: &Moment,
) -> Result<Person, AppError> {
    let mut fields = Fields::default();
    let name = fields.label("name", &draft.name, LONGEST_NAME);
    if draft.name.trim().is_empty() {
        fields.wrong("name", "is empty", "write the name your family uses; it stays on this device");
    }
    let born = fields.date("born", &draft.born);
    if let Some(born) = born
        && (born > now.date() || born < now.date() - chrono::TimeDelta::days(365 * 120))
    {
        fields.wrong(
            "born",
            "is not a birth date of somebody living",
            "write the day of birth, such as 2026-01-14",
        );
    }
    let role = fields.choice("role", &draft.role);
    let (holds, gone) = parted(&draft.background);
    let (held, undone) = parted(&draft.operations);
    let conditions = conditions(&mut fields, &holds);
    let surgeries = fields.list("operations", &held, MOST_PARTS).iter();
    let surgeries = surgeries.filter_map(|text| surgery(&mut fields, text, born, now)).collect();
    let background = Background { conditions, surgeries };
    let missing = stands.conditions_missing_in(&background).into_iter().map(condition_word).collect();
    withdrawn(&mut fields, "background", missing, &gone);
    let missing = stands.operations_missing_in(&background).into_iter().map(word).collect();
    withdrawn(&mut fields, "operations", missing, &undone);
    let person = name.zip(born).zip(role);
    fields.finish(person.map(|((name, born), role)| Person { id, name, born, role, background }))
}

/// A person as they would be entered.
pub(crate) fn entered(person: &Person) -> PersonDraft {
    let dated = |word: String, on: Option<NaiveDate>| match on {
        Some(on) => format!("{word}={on}"),
        None => word,
    };
    let condition = |fact: &Fact| match fact.what {
        Condition::Preterm { weeks } => dated(format!("{PRETERM}:{weeks}"), fact.since),
        what => dated(word(what).to_owned(), fact.since),
    };
    let Background { conditions, surgeries } = &person.background;
    let mut background: Vec<String> = conditions.iter().map(condition).collect();
    if background.is_empty() {
        background.push(NONE.to_owned());
    }
    PersonDraft {
        name: person.name.clone(),
        born: person.born.to_string(),
        role: word(person.role).to_owned(),
        background,
        operations: surgeries.iter().map(|one| dated(word(one.kind).to_owned(), one.on)).collect(),
    }
}

/// What a list holds, and the names of what it takes out.
fn parted(list: &[String]) -> (Vec<String>, Vec<&str>) {
    let holds = list.iter().filter(|text| !text.starts_with(WITHDRAWN)).cloned().collect();
    (holds, list.iter().filter_map(|text| text.strip_prefix(WITHDRAWN)).collect())
}

fn condition_word(what: Condition) -> &'static str {
    match what {
        Condition::Preterm { .. } => PRETERM,
        what => word(what),
    }
}

/// Compares what a list leaves out with what it says to take out. Where the list cannot be read that is told alone. What
/// stands in the vault is counted and not named: an error may end in a file.
fn withdrawn(fields: &mut Fields, field: &str, mut missing: Vec<&'static str>, gone: &[&str]) {
    if fields.is_wrong(field) {
        return;
    }
    for name in gone {
        // Two words of one operation are read as one.
        let kind = SurgeryKind::WORDS.iter().find(|(one, _)| one == name);
        let known = kind.map_or(*name, |(_, kind)| word(*kind));
        match missing.iter().position(|other| *other == known) {
            Some(place) => drop(missing.swap_remove(place)),
            None => fields.wrong(
                field,
                format!("{} says so of what does not stand here, or is entered as well", quoted(&format!("{WITHDRAWN}{name}"))),
                "write withdrawn: and the name alone, such as withdrawn:stoma, of what stood here and no longer holds",
            ),
        }
    }
    if !missing.is_empty() {
        fields.wrong(
            field,
            format!("leaves out {} that stood here", missing.len()),
            "enter everything that still holds, and write withdrawn: before the name of what no longer does",
        );
    }
}

/// The listed conditions. Somebody must have gone through the list: a rule for people on blood thinners cannot wait for
/// the day on which they bleed.
fn conditions(fields: &mut Fields, words: &[String]) -> Vec<Fact> {
    match words {
        [] => {
            fields.wrong(
                "background",
                "is empty",
                "name what holds, or write none after going through the list",
            );
            Vec::new()
        }
        [none] if none == NONE => Vec::new(),
        words if words.iter().any(|word| word == NONE) => {
            fields.wrong("background", "says none and something else", "write none alone, or leave it out");
            Vec::new()
        }
        words => {
            let words = fields.list("background", words, MOST_PARTS);
            words.iter().filter_map(|text| condition(fields, text)).collect()
        }
    }
}

fn condition(fields: &mut Fields, text: &str) -> Option<Fact> {
    let (word, since) = match text.split_once('=') {
        Some((word, date)) => (word, Some(fields.date("background", date)?)),
        None => (text, None),
    };
    let what = match word.strip_prefix("preterm:") {
        Some(weeks) => preterm(fields, weeks)?,
        None => fields.choice("background", word)?,
    };
    Some(Fact { what, since })
}

fn preterm(fields: &mut Fields, weeks: &str) -> Option<Condition> {
    let read = weeks.parse().ok().filter(|weeks| (22..=39).contains(weeks));
    if read.is_none() {
        let wrong = format!("{} weeks cannot be", quoted(weeks));
        fields.wrong("background", wrong, "write preterm: and the completed weeks at birth, 22 to 39");
    }
    read.map(|weeks| Condition::Preterm { weeks })
}

fn surgery(fields: &mut Fields, text: &str, born: Option<NaiveDate>, now: &Moment) -> Option<Surgery> {
    let (word, on) = match text.split_once('=') {
        Some((word, date)) => (word, Some(fields.date("operations", date)?)),
        None => (text, None),
    };
    if on.is_some_and(|on| on > now.date() || born.is_some_and(|born| on < born)) {
        fields.wrong(
            "operations",
            format!("{} lies before birth or in the future", quoted(text)),
            "write the day of the operation",
        );
        return None;
    }
    Some(Surgery { kind: fields.choice("operations", word)?, on })
}
