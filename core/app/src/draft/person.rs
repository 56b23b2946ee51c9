use chrono::NaiveDate;
use gradus_domain::{Background, Condition, Fact, Moment, Person, PersonId, Surgery};

use super::fields::{Fields, quoted};
use crate::AppError;
use crate::view::PersonDraft;

const LONGEST_NAME: usize = 60;
/// More conditions, and more operations, than anybody has.
const MOST_PARTS: usize = 100;
/// Says that nothing of the list of conditions holds.
const NONE: &str = "none";

/// A person from the form.
pub(crate) fn person(id: PersonId, draft: &PersonDraft, now: &Moment) -> Result<Person, AppError> {
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
    let conditions = conditions(&mut fields, &draft.background);
    let surgeries = fields.list("operations", &draft.operations, MOST_PARTS).iter();
    let surgeries = surgeries.filter_map(|text| surgery(&mut fields, text, born, now)).collect();
    let person = name.zip(born).zip(role).map(|((name, born), role)| Person {
        id,
        name,
        born,
        role,
        background: Background { conditions, surgeries },
    });
    fields.finish(person)
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
