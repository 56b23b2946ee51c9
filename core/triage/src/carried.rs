//! Facts that carry something over from earlier answers: no question asks for them, and the log supplies them.

use std::collections::BTreeMap;

use gradus_domain::{Answer, Decimal, FactId, Value};

use crate::definition::FactError;
use crate::vocabulary::Vocabulary;

/// Says that the fact behind it was unknown at the check-in before.
pub(crate) const STILL_UNKNOWN: &str = "still_unknown.";
/// Says that rules of the family behind it asked for the clinic within 72 hours.
pub(crate) const EARLIER_CONTACT: &str = "earlier_contact.";

/// Says that somebody was not sure of the fact behind it, beside what the log knows of it.
pub(crate) const NOT_SURE: &str = "not_sure.";
/// Says that a check-in that was broken off left the question behind it open.
pub(crate) const LEFT_OPEN: &str = "left_open.";

/// Says for how many minutes the rule behind it still waits for what the log has told it before.
pub(crate) const WAITING: &str = "waiting.";
/// The longest wait of a rule, in minutes.
pub(crate) const LONGEST_WAIT: i32 = 72 * 60;

/// What somebody could not say, by name: what is not known, and of what the log knows that of which they were not sure.
pub(crate) fn not_known(facts: &BTreeMap<FactId, Answer<Value>>) -> impl Iterator<Item = &str> {
    facts.iter().filter_map(|(id, answer)| match answer {
        Answer::Unknown => Some(id.as_str()),
        Answer::Known(_) => id.as_str().strip_prefix(NOT_SURE),
    })
}

/// The id if it is one of those that carry something over from earlier assessments.
pub(crate) fn carried(vocabulary: &Vocabulary, name: &str) -> Option<FactId> {
    let of_fact =
        [STILL_UNKNOWN, NOT_SURE, LEFT_OPEN].into_iter().find_map(|prefix| name.strip_prefix(prefix));
    let unknown = of_fact.is_some_and(|rest| vocabulary.slot(rest).is_some());
    let contact = name.strip_prefix(EARLIER_CONTACT);
    let contact = contact.is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|b| b.is_ascii_lowercase()));
    let waiting = name.strip_prefix(WAITING).is_some_and(is_rule);
    (unknown || contact || waiting).then(|| FactId::new(name).ok())?
}

/// A rule's name in small letters, such as `p1b`.
fn is_rule(name: &str) -> bool {
    let number = name.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let (family, digits) = number.split_at(number.len().min(1));
    family.bytes().all(|b| b.is_ascii_lowercase())
        && !digits.is_empty()
        && digits.bytes().all(|b| b.is_ascii_digit())
}

fn is_wait_of(minutes: Decimal) -> bool {
    minutes.tenths() % 10 == 0 && (0..=i64::from(LONGEST_WAIT) * 10).contains(&minutes.tenths())
}

pub(crate) fn carried_error(name: &str) -> FactError {
    let (wrong, right) = if name.starts_with(WAITING) {
        ("no number of minutes", "write whole minutes, 0 to 4320")
    } else {
        ("neither yes nor no", "write true or false")
    };
    FactError { fact: name.to_owned(), wrong: wrong.to_owned(), right: right.to_owned() }
}

/// Why a person cannot say it.
pub(crate) fn supplied(id: &FactId) -> FactError {
    let (wrong, right) = ("carried over from earlier check-ins", "leave it out; the log supplies it");
    FactError { fact: id.to_string(), wrong: wrong.to_owned(), right: right.to_owned() }
}

/// Whether the answer is one that something carried over takes.
pub(crate) fn carries(id: &FactId, answer: &Answer<Value>) -> Result<(), FactError> {
    let is_wait = id.as_str().starts_with(WAITING);
    match answer {
        Answer::Known(Value::YesNo(_)) if !is_wait => Ok(()),
        Answer::Known(Value::Number(minutes)) if is_wait && is_wait_of(*minutes) => Ok(()),
        _ => Err(carried_error(id.as_str())),
    }
}
