//! What was said so far in an interview, and what is left of it to be written down.

use std::collections::BTreeMap;

use gradus_domain::sorting;
use gradus_domain::{Answer, FactId, Moment, Value};

use super::again::is_doubted;
use super::more::{self, ABOUT, About, More};
use crate::carried::{carried, supplied};
use crate::definition::{FactError, Source};
use crate::facts::{AGE, BORN, read_answers, with_age};
use crate::vocabulary::Vocabulary;

/// The id under which "is anything else different?" is answered. It is no fact: it decides what else is asked.
pub const ANYTHING_ELSE: &str = "anything_else";

/// Stands before the id of a question that is put once more, because it was answered with "not sure".
pub const AGAIN: &str = "again.";

const MORE: &str = "write true, false or \"unknown\"; what it is goes into the note of a check-in, and into the answers to the other questions";

/// What was said to one question.
#[derive(Clone, PartialEq, Eq)]
pub enum Reply {
    /// An answer; "not sure" is one, and so is none: a question that was put and not answered is not known.
    Fact(FactId, Answer<Value>),
    /// What somebody who was not sure said when they looked again: this one counts.
    Again(FactId, Answer<Value>),
    /// Whether anything else is different. "Not sure", or no answer, says that it is.
    AnythingElse(bool),
    /// What it is about, at this turn.
    About(usize, About),
}

/// What was said so far, in the order of asking; nothing is said to one question twice.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Replies(pub(super) Vec<Reply>);

impl Reply {
    /// What it answers: a fact, and whether that was looked at again.
    fn question(&self) -> Option<(&FactId, bool)> {
        match self {
            Self::Fact(id, _) => Some((id, false)),
            Self::Again(id, _) => Some((id, true)),
            Self::AnythingElse(_) | Self::About(..) => None,
        }
    }

    /// Whether both answer the same.
    fn repeats(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::About(turn, _), Self::About(other, _)) => turn == other,
            (Self::About(..), _) | (_, Self::About(..)) => false,
            _ => self.question() == other.question(),
        }
    }
}

impl Replies {
    /// Reads raw replies: the id of a fact that a person is asked, [`ANYTHING_ELSE`] or a turn behind [`ABOUT`], and its answer; `None` where it
    /// was put and not answered, which counts as "not sure". After a "not sure" the same id behind [`AGAIN`] says what was
    /// seen when somebody looked again.
    ///
    /// # Errors
    /// Every reply that names no question, comes twice, or is none of that question's answers.
    pub fn read<'a>(
        vocabulary: &Vocabulary,
        raw: impl IntoIterator<Item = (&'a str, Option<&'a str>)>,
    ) -> Result<Self, Vec<FactError>> {
        Self::read_of(vocabulary, raw, &[Source::Asked])
    }

    /// As [`Replies::read`], where no vault knows the person: the background may stand among the replies, and in place of
    /// the age the day of birth (see [`crate::BORN`]).
    ///
    /// # Errors
    /// As [`Replies::read`], and those of a day of birth.
    pub fn read_with_background<'a>(
        vocabulary: &Vocabulary,
        raw: impl IntoIterator<Item = (&'a str, Option<&'a str>)>,
        now: &Moment,
    ) -> Result<Self, Vec<FactError>> {
        let is_of_age = |(id, said): &(&str, Option<&str>)| said.is_some() && [BORN, AGE].contains(id);
        let (of_age, others): (Vec<_>, Vec<_>) = raw.into_iter().partition(is_of_age);
        let of_age = of_age.into_iter().filter_map(|(id, said)| Some((id, said?)));
        with_age(of_age, now, |age| {
            let age = age.into_iter().map(|(id, said)| (id, Some(said)));
            Self::read_of(vocabulary, age.chain(others), &[Source::Asked, Source::Background])
        })
    }

    fn read_of<'a>(
        vocabulary: &Vocabulary,
        raw: impl IntoIterator<Item = (&'a str, Option<&'a str>)>,
        from: &[Source],
    ) -> Result<Self, Vec<FactError>> {
        let (mut replies, mut errors) = (Vec::<Reply>::new(), Vec::new());
        for (id, said) in raw {
            match read(vocabulary, id, said, from) {
                Ok(reply) if replies.iter().any(|one| one.repeats(&reply)) => {
                    errors.push(error(id, "answered twice", "answer each question once"));
                }
                Ok(Reply::Again(fact, _)) if !is_doubted(&replies, &fact) => {
                    errors.push(error(id, NOT_UNSURE, "answer the question itself"));
                }
                Ok(reply) => replies.push(reply),
                Err(wrong) => errors.push(wrong),
            }
        }
        if errors.is_empty() { Ok(Self(replies)) } else { Err(errors) }
    }

    /// The answers alone: what a check-in writes down.
    pub fn answers(&self) -> BTreeMap<FactId, Answer<Value>> {
        let given = self.0.iter().filter_map(|reply| match reply {
            Reply::Fact(id, answer) | Reply::Again(id, answer) => Some((id.clone(), answer.clone())),
            Reply::AnythingElse(_) | Reply::About(..) => None,
        });
        // What was looked at again comes later, and stands.
        sorting::map(given)
    }

    /// What is said of anything else that is different.
    pub fn more(&self) -> More {
        More::of(&self.0)
    }

    /// What that is answered with, by the ids of its questions: what a check-in hands on beside [`Self::answers`].
    pub fn told_of_more(&self) -> impl Iterator<Item = (String, String)> {
        self.0.iter().filter_map(|reply| match reply {
            Reply::AnythingElse(true) => Some((ANYTHING_ELSE.to_owned(), true.to_string())),
            Reply::About(turn, about) => Some((format!("{ABOUT}{turn}"), about.to_string())),
            Reply::AnythingElse(false) | Reply::Fact(..) | Reply::Again(..) => None,
        })
    }

    /// How often it was answered what something else is about, and whether nothing more is to be named.
    pub(super) fn turns(&self) -> (usize, bool) {
        let abouts = self.0.iter().filter_map(|reply| match reply {
            Reply::About(_, about) => Some(about),
            _ => None,
        });
        let is_over = abouts.clone().any(|about| !matches!(about, About::Topic(_)));
        (abouts.count(), is_over)
    }

    pub(super) fn has(&self, id: &str) -> bool {
        self.0.iter().any(|reply| reply.question().is_some_and(|(fact, _)| fact.as_str() == id))
    }

    pub(super) fn is_known(&self, id: &FactId) -> bool {
        let known = |reply: &Reply| match reply {
            Reply::Fact(fact, Answer::Known(_)) | Reply::Again(fact, Answer::Known(_)) => fact == id,
            _ => false,
        };
        self.0.iter().any(known)
    }

    pub(super) fn anything_else(&self) -> Option<bool> {
        self.0.iter().find_map(|reply| match reply {
            Reply::AnythingElse(more) => Some(*more),
            Reply::Fact(..) | Reply::Again(..) | Reply::About(..) => None,
        })
    }
}

impl std::fmt::Debug for Reply {
    /// Which sort of reply, and no more: health facts have no place in a log file.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Fact(..) => "Fact",
            Self::Again(..) => "Again",
            Self::AnythingElse(_) => "AnythingElse",
            Self::About(..) => "About",
        })
    }
}

impl std::fmt::Debug for Replies {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Replies({})", self.0.len())
    }
}

/// What an interview left to be written down.
pub struct Told {
    /// The answers by name.
    pub answers: BTreeMap<FactId, Answer<Value>>,
    /// What was said of anything else that is different.
    pub more: More,
}

/// Reads what an interview left to be written down: answers by name, behind [`AGAIN`] what was seen when somebody looked
/// again, under [`ANYTHING_ELSE`] whether there is more, and behind [`ABOUT`] what that is about.
///
/// # Errors
/// As [`read_answers`], what is neither yes nor no under [`ANYTHING_ELSE`], and what is no topic behind [`ABOUT`].
pub fn read_told<'a>(
    vocabulary: &Vocabulary,
    raw: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Result<Told, Vec<FactError>> {
    let (more, facts): (Vec<_>, Vec<_>) = raw.into_iter().partition(|(id, _)| more::is_id(id));
    let (again, facts): (Vec<_>, Vec<_>) = facts.into_iter().partition(|(id, _)| id.starts_with(AGAIN));
    let more = Replies::read(vocabulary, more.into_iter().map(|(id, said)| (id, Some(said))));
    let answers = read_answers(vocabulary, facts).and_then(|first| looked_at_again(vocabulary, first, again));
    match (answers, more) {
        (Ok(answers), Ok(more)) => Ok(Told { answers, more: more.more() }),
        (answers, more) => Err([answers.err(), more.err()].into_iter().flatten().flatten().collect()),
    }
}

/// The answers, with what was looked at again in the place of "not sure".
fn looked_at_again(
    vocabulary: &Vocabulary,
    mut answers: BTreeMap<FactId, Answer<Value>>,
    again: Vec<(&str, &str)>,
) -> Result<BTreeMap<FactId, Answer<Value>>, Vec<FactError>> {
    let mut errors = Vec::new();
    for (id, said) in again {
        match read(vocabulary, id, Some(said), &[Source::Asked]) {
            Ok(Reply::Again(fact, answer)) if answers.get(&fact) == Some(&Answer::Unknown) => {
                answers.insert(fact, answer);
            }
            Ok(_) => errors.push(error(id, NOT_UNSURE, "answer the question itself")),
            Err(wrong) => errors.push(wrong),
        }
    }
    if errors.is_empty() { Ok(answers) } else { Err(errors) }
}

const NOT_UNSURE: &str = "nobody was unsure of it";

fn read(vocabulary: &Vocabulary, id: &str, said: Option<&str>, from: &[Source]) -> Result<Reply, FactError> {
    if let Some(id) = id.strip_prefix(AGAIN) {
        return match read(vocabulary, id, said, &[Source::Asked])? {
            Reply::Fact(id, answer) => Ok(Reply::Again(id, answer)),
            _ => Err(error(id, "no question that is put again", "answer the question itself")),
        };
    }
    if let Some(turn) = id.strip_prefix(ABOUT) {
        return more::read(vocabulary, turn, said);
    }
    if id == ANYTHING_ELSE {
        return match said.map(str::trim) {
            Some("true" | "unknown") | None => Ok(Reply::AnythingElse(true)),
            Some("false") => Ok(Reply::AnythingElse(false)),
            Some(_) => Err(error(id, "neither yes nor no", MORE)),
        };
    }
    if let Some(id) = carried(vocabulary, id) {
        return Err(supplied(&id));
    }
    let fact = vocabulary.want(id)?;
    if !from.contains(&fact.source) {
        let right = match fact.source {
            Source::Background => "leave it out; the background of the person says it",
            _ => "leave it out; the log supplies it",
        };
        return Err(error(id, "no question of an interview", right));
    }
    if said.is_none() && fact.source != Source::Asked {
        return Err(error(id, "no answer", "leave it out where it is not known"));
    }
    let answer = said.map_or(Ok(Answer::Unknown), |said| fact.read(said))?;
    Ok(Reply::Fact(fact.id.clone(), answer))
}

fn error(fact: &str, wrong: &str, right: &str) -> FactError {
    FactError { fact: fact.to_owned(), wrong: wrong.to_owned(), right: right.to_owned() }
}
