use std::fmt;

use serde::Serialize;

/// Who a view is about.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct PersonRef {
    /// Id of the person, in hex.
    pub id: String,
    /// The name the family uses.
    pub name: String,
    /// `self`, `caregiver` (the user looks after this person, most often a child) or `teen`.
    pub role: String,
    /// Birth date, `YYYY-MM-DD`.
    pub born: String,
}

/// A person as they are entered, and as they stand.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct PersonDraft {
    /// The name the family uses: 1 to 60 characters.
    pub name: String,
    /// Birth date, `YYYY-MM-DD`.
    pub born: String,
    /// `self`, `caregiver` (the user looks after this person) or `teen`.
    pub role: String,
    /// Background conditions by their names, such as `hirschsprung` or `anticoagulant`; `none` says that none of them
    /// holds. Must not be empty: what nobody asked is not a no. Each optionally with
    /// `=YYYY-MM-DD` for its beginning. `preterm:WEEKS` carries the completed weeks at birth. When a person is changed, what
    /// stood here and no longer holds is named with `withdrawn:` before it, such as `withdrawn:stoma`; left out unsaid, it
    /// makes the change refused.
    pub background: Vec<String>,
    /// Operations, each `KIND=YYYY-MM-DD`, such as `psarp=2026-02-10`, or `KIND` alone where nobody knows the day. One that
    /// stood here by mistake is taken out as a condition is: `withdrawn:psarp`.
    pub operations: Vec<String>,
}

impl fmt::Debug for PersonDraft {
    /// A person's name and health have no place in a log file.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PersonDraft").finish_non_exhaustive()
    }
}

gradus_domain::unprinted!(PersonRef);
