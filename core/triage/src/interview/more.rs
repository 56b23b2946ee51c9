//! What is said of anything else that is different: whether there is anything, and what it is about.

use std::collections::BTreeSet;
use std::fmt;

use super::{ANYTHING_ELSE, Reply};
use crate::definition::FactError;
use crate::suggestion::did_you_mean;
use crate::topic::{NOTHING_MORE, offered};
use crate::vocabulary::Vocabulary;

/// Stands before the turn, counted from 1, in the id under which it is answered what something else is about. It is no
/// fact: it decides what else is asked.
pub const ABOUT: &str = "about.";

/// What something else is said to be about, at one turn.
#[derive(Clone, PartialEq, Eq)]
pub enum About {
    /// One of the topics of the vocabulary.
    Topic(String),
    /// None of them, or no further one.
    NothingMore,
    /// "Not sure", or no answer: it may be about any of them.
    NotSure,
}

/// What a check-in is told of anything else that is different.
#[derive(Clone, PartialEq, Eq, Default)]
pub enum More {
    /// Nothing is.
    #[default]
    Nothing,
    /// Something is, and it may be about anything.
    Anything,
    /// Something is, and it is about these topics, or about what none of them names.
    About(BTreeSet<String>),
}

impl More {
    /// Whether something is said to be different.
    pub fn is_told(&self) -> bool {
        *self != Self::Nothing
    }

    /// Whether the question at this place belongs to it.
    pub(super) fn asks(&self, vocabulary: &Vocabulary, slot: usize) -> bool {
        match self {
            Self::Nothing => false,
            Self::Anything => true,
            Self::About(named) => {
                let mut topics = vocabulary.topics().iter();
                topics.any(|topic| (topic.always || named.contains(&topic.id)) && topic.asks(slot))
            }
        }
    }

    pub(super) fn of(replies: &[Reply]) -> Self {
        let mut named = BTreeSet::new();
        let (mut is_told, mut turns) = (false, 0);
        for reply in replies {
            match reply {
                Reply::AnythingElse(more) => is_told |= more,
                Reply::About(_, About::NotSure) => return Self::Anything,
                Reply::About(_, about) => {
                    turns += 1;
                    if let About::Topic(id) = about {
                        named.insert(id.clone());
                    }
                }
                Reply::Fact(..) | Reply::Again(..) => (),
            }
        }
        match (is_told || !named.is_empty(), turns) {
            (false, _) => Self::Nothing,
            (true, 0) => Self::Anything,
            (true, _) => Self::About(named),
        }
    }
}

/// Reads what is said at a turn, behind [`ABOUT`].
pub(super) fn read(vocabulary: &Vocabulary, turn: &str, said: Option<&str>) -> Result<Reply, FactError> {
    let id: String = format!("{ABOUT}{turn}").chars().take(40).flat_map(char::escape_debug).collect();
    let offered = offered(vocabulary.topics());
    let number = turn.parse::<usize>().ok().filter(|number| number.to_string() == turn);
    let Some(turn) = number.filter(|number| (1..=offered.len() + 1).contains(number)) else {
        let right = format!("count the turns from 1 to {}: {ABOUT}1, {ABOUT}2", offered.len() + 1);
        return Err(error(&id, "no turn of a check-in", right));
    };
    let about = match said.map(str::trim) {
        None | Some("unknown") => About::NotSure,
        Some(NOTHING_MORE) => About::NothingMore,
        Some(topic) if offered.contains(topic) => About::Topic(topic.to_owned()),
        Some(other) => {
            let meant = did_you_mean(other, offered.iter().copied());
            let all = offered.iter().copied().collect::<Vec<_>>().join(", ");
            let right = if meant.is_empty() { format!("write one of {all}, {NOTHING_MORE}") } else { meant };
            return Err(error(&id, "no topic", right));
        }
    };
    Ok(Reply::About(turn, about))
}

impl fmt::Display for About {
    /// As it is read.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Topic(id) => id,
            Self::NothingMore => NOTHING_MORE,
            Self::NotSure => "unknown",
        })
    }
}

/// Whether this is answered here, and no fact.
pub(super) fn is_id(id: &str) -> bool {
    id == ANYTHING_ELSE || id.starts_with(ABOUT)
}

fn error(fact: &str, wrong: &str, right: String) -> FactError {
    FactError { fact: fact.to_owned(), wrong: wrong.to_owned(), right }
}

gradus_domain::unprinted!(About, More);
