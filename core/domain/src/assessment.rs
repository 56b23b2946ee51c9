use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};

use crate::answer::{Answer, Value};
use crate::check_in::FactId;
use crate::disposition::Disposition;
use crate::gate::Gate;

/// What triage answered, with everything needed to give the same answer again.
#[derive(Clone, PartialEq, Eq)]
pub struct Assessment {
    /// What was known. Absent facts were not asked.
    pub facts: BTreeMap<FactId, Answer<Value>>,
    /// The most urgent disposition of all fired rules.
    pub disposition: Disposition,
    /// The most restrictive gate of all fired rules.
    pub gate: Gate,
    /// Every rule that fired, and why.
    pub fired: Vec<FiredRule>,
    /// Required facts that were not asked.
    pub missing: Vec<FactId>,
    /// What is due, and when.
    pub tasks: Vec<Task>,
    /// The rule pack that answered.
    pub pack: PackRef,
}

/// A rule that fired.
#[derive(Clone, PartialEq, Eq)]
pub struct FiredRule {
    /// The rule's name in its pack.
    pub id: String,
    /// Whether its condition holds, or may hold for all that is known.
    pub certainty: Certainty,
    /// What it asks for, doubt already taken into account.
    pub disposition: Disposition,
    /// The gate it sets, doubt already taken into account.
    pub gate: Gate,
    /// On what it rests.
    pub basis: Basis,
    /// Statements and clinical rows it cites, such as `S16` or `C2.1`.
    pub sources: Vec<String>,
    /// Key of the advice text.
    pub advice: String,
}

/// Whether a rule's condition holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// It may hold: an answer that decides it is unknown.
    Doubt,
    /// It holds.
    Yes,
}

/// On what a number or a rule rests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Basis {
    /// Found in the named source.
    Sourced,
    /// General knowledge, to be verified before a clinic relies on it.
    General,
    /// Proposed by the makers; a clinician must sign it off.
    Proposal,
}

/// Something to do by a date: reach the clinic, answer again.
#[derive(Clone, PartialEq, Eq)]
pub struct Task {
    /// Key of the text that says what.
    pub what: String,
    /// By when.
    pub due: DateTime<FixedOffset>,
    /// The rules that ask for it.
    pub rules: Vec<String>,
}

/// Which rule pack answered.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PackRef {
    /// Its version, as it says.
    pub version: String,
    /// SHA-256 of its exact bytes.
    pub hash: [u8; 32],
    /// Whether a clinician has signed it off.
    pub signed_off: bool,
}

impl PackRef {
    /// The hash as 64 lower-case hexadecimal digits.
    pub fn hash_hex(&self) -> String {
        self.hash.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl Basis {
    /// The word in files: `sourced`, `general`, `proposal`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Sourced => "sourced",
            Self::General => "general",
            Self::Proposal => "proposal",
        }
    }

    /// Every basis with its word in files, for [`crate::document::Field::choice`].
    pub const WORDS: [(&'static str, Self); 3] =
        [("sourced", Self::Sourced), ("general", Self::General), ("proposal", Self::Proposal)];
}

crate::unprinted!(Assessment, FiredRule, Task);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_packs_hash_is_written_as_64_digits() {
        let mut hash = [0; 32];
        (hash[0], hash[31]) = (0x0a, 0xff);
        let pack = PackRef { version: "danger-1".into(), hash, signed_off: false };
        assert_eq!(pack.hash_hex(), format!("0a{}ff", "0".repeat(60)));
    }
}
