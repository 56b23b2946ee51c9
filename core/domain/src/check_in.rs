use std::collections::BTreeMap;
use std::fmt;

use crate::answer::{Answer, Value};

/// The name of a fact that questions ask for and rules read, such as `bleed.amount`. Names are never reused.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactId(String);

/// The text is not a fact's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a fact's name; write lower-case letters, digits, `_` and `.`, such as bleed.amount")]
pub struct FactIdError;

impl FactId {
    /// From a name of 1 to 64 lower-case letters, digits, underscores and inner dots.
    ///
    /// # Errors
    /// [`FactIdError`] for anything else.
    pub fn new(name: impl Into<String>) -> Result<Self, FactIdError> {
        let name = name.into();
        let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        let part = |part: &str| !part.is_empty() && part.bytes().all(fits);
        if name.len() <= 64 && name.split('.').all(part) { Ok(Self(name)) } else { Err(FactIdError) }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FactId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for FactId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FactId({})", self.0)
    }
}

impl std::borrow::Borrow<str> for FactId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// Answers to questions of the rule pack. A fact that is absent was not asked.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct CheckIn {
    /// What was asked and what was said.
    pub answers: BTreeMap<FactId, Answer<Value>>,
    /// Free words. No rule reads them.
    pub note: Option<String>,
}

crate::unprinted!(CheckIn);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_facts_are_plain() {
        for name in ["bleed.amount", "fever", "a.b.c", "x_1", &"a".repeat(64)] {
            let id = FactId::new(name).expect("a name");
            assert_eq!((id.as_str(), id.to_string().as_str()), (name, name));
            assert_eq!(format!("{id:?}"), format!("FactId({name})"));
        }
        for name in ["", ".", "a.", ".a", "a..b", "A", "a b", "é", &"a".repeat(65)] {
            assert_eq!(FactId::new(name), Err(FactIdError), "{name}");
        }
    }

    #[test]
    fn answers_are_found_by_plain_names() {
        let id = FactId::new("fever").expect("a name");
        let check_in = CheckIn { answers: [(id, Answer::Unknown)].into(), note: None };
        assert_eq!(check_in.answers.get("fever"), Some(&Answer::Unknown));
    }
}
