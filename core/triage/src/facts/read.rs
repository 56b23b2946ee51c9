//! Answers as text, read against the vocabulary.

use std::collections::BTreeMap;

use gradus_domain::{Answer, FactId, Moment, Value};

use super::age::with_age;
use crate::carried::{carried, carried_error, carries, supplied};
use crate::definition::FactError;
use crate::vocabulary::Vocabulary;

/// Reads raw answers by name, for [`gradus_domain::CheckIn`] and for [`crate::Facts::join`].
///
/// # Errors
/// Every answer that names no fact, comes twice, or is none of that fact's answers; and what only the log carries over,
/// such as `still_unknown.faint`.
pub fn read_answers<'a>(
    vocabulary: &Vocabulary,
    raw: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Result<BTreeMap<FactId, Answer<Value>>, Vec<FactError>> {
    read_by(vocabulary, raw, |vocabulary, name, text| match carried(vocabulary, name) {
        Some(id) => Err(supplied(&id)),
        None => read_one(vocabulary, name, text),
    })
}

/// As [`read_answers`], where no vault knows the person: the day of birth may stand among the answers under
/// [`crate::BORN`], and is their age on this day.
///
/// # Errors
/// As [`read_answers`]; a day of birth that is none, after today, more than 120 years ago, or beside an age.
pub fn read_told_answers<'a>(
    vocabulary: &Vocabulary,
    raw: impl IntoIterator<Item = (&'a str, &'a str)>,
    now: &Moment,
) -> Result<BTreeMap<FactId, Answer<Value>>, Vec<FactError>> {
    with_age(raw, now, |told| read_answers(vocabulary, told))
}

pub(super) type ReadOne = fn(&Vocabulary, &str, &str) -> Result<(FactId, Answer<Value>), FactError>;

pub(super) fn read_by<'a>(
    vocabulary: &Vocabulary,
    raw: impl IntoIterator<Item = (&'a str, &'a str)>,
    read_one: ReadOne,
) -> Result<BTreeMap<FactId, Answer<Value>>, Vec<FactError>> {
    let (mut answers, mut errors) = (BTreeMap::new(), Vec::new());
    for (name, text) in raw {
        match read_one(vocabulary, name, text) {
            Err(error) => errors.push(error),
            Ok((id, answer)) => {
                if answers.insert(id, answer).is_some() {
                    let right = "answer each fact once".to_owned();
                    errors.push(FactError {
                        fact: name.to_owned(),
                        wrong: "answered twice".to_owned(),
                        right,
                    });
                }
            }
        }
    }
    if errors.is_empty() { Ok(answers) } else { Err(errors) }
}

pub(super) fn read_one(
    vocabulary: &Vocabulary,
    name: &str,
    text: &str,
) -> Result<(FactId, Answer<Value>), FactError> {
    if let Some(id) = carried(vocabulary, name) {
        let answer = match text {
            "true" | "false" => Answer::Known(Value::YesNo(text == "true")),
            number => Answer::Known(Value::Number(number.parse().map_err(|_| carried_error(name))?)),
        };
        return check(vocabulary, None, &id, &answer).map(|()| (id, answer));
    }
    let fact = vocabulary.want(name)?;
    Ok((fact.id.clone(), fact.read(text)?))
}

/// Checks an answer to the fact at this place; without one, to something that is carried over.
pub(super) fn check(
    vocabulary: &Vocabulary,
    place: Option<usize>,
    id: &FactId,
    answer: &Answer<Value>,
) -> Result<(), FactError> {
    match (place.map(|place| &vocabulary.facts()[place]), answer) {
        (Some(_), Answer::Unknown) => Ok(()),
        (Some(fact), Answer::Known(value)) => fact.measure(value).map(|_| ()),
        (None, _) if carried(vocabulary, id.as_str()).is_some() => carries(id, answer),
        (None, _) => vocabulary.want(id.as_str()).map(|_| ()),
    }
}
