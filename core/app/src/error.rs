use thiserror::Error;

/// One thing that is wrong with what was handed in.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{}{field}: {wrong}; {right}", line.map(|line| format!("line {line}, ")).unwrap_or_default())]
pub struct Problem {
    /// Line in the file, the first being 1; `None` where there is no file.
    pub line: Option<u32>,
    /// The field, as `ladder.goal_mm`.
    pub field: String,
    /// What is wrong.
    pub wrong: String,
    /// What would be right.
    pub right: String,
}

/// Why a verb of the app did not do what it was asked. Nothing half-done is left behind.
///
/// No arm ever carries a secret or words that the person logged.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum AppError {
    /// The vault is locked; ask for the passcode and call again.
    #[error("the vault is locked")]
    Locked,
    /// The passcode or the recovery code is not the one of this vault.
    #[error("that is not the passcode of this vault")]
    WrongSecret,
    /// There is no such thing, or more than one.
    #[error("not found: {what}{}", after(right))]
    NotFound {
        /// What was looked for.
        what: String,
        /// What would be right: the names that there are, or what to do first. It may hold names of people, and has no
        /// place in a log file.
        right: String,
    },
    /// What was handed in is wrong in these places. All of them are named, not only the first.
    #[error("{}", problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Invalid {
        /// The places.
        problems: Vec<Problem>,
    },
    /// It is understood and not allowed: a size above the ceiling, a step that was not proposed.
    #[error("{why}")]
    Refused {
        /// Why, in a sentence that says what would be allowed.
        why: String,
    },
    /// A later version of Gradus wrote this file. It was not touched.
    #[error("{file} was written by a newer version of Gradus (format {found}, this one reads up to {known})")]
    NewerVersion {
        /// The file's name.
        file: String,
        /// Version found.
        found: u32,
        /// Newest version this build reads.
        known: u32,
    },
    /// The folder holds no vault.
    #[error("there is no vault here: {why}")]
    NotAVault {
        /// What was found instead.
        why: String,
    },
    /// The folder already holds something.
    #[error("{what} is already there; choose an empty place")]
    AlreadyExists {
        /// What is in the way.
        what: String,
    },
    /// Bytes of a file are not what was written. Nothing was changed.
    #[error("{what}")]
    Damaged {
        /// The file's name.
        file: String,
        /// What does not hold and what can be done.
        what: String,
        /// Whether `mend` can put it right without losing an entry.
        mendable: bool,
    },
    /// A file ends too early. Nothing was changed.
    #[error("{what}")]
    Truncated {
        /// The file's name.
        file: String,
        /// What is missing.
        what: String,
        /// Whether `mend` can put it right without losing an entry.
        mendable: bool,
    },
    /// A file of the vault is gone. Nothing was changed.
    #[error("{file} is missing")]
    Missing {
        /// The file's name.
        file: String,
        /// Whether `mend` can put it right without losing an entry.
        mendable: bool,
    },
    /// The vault is older than its own mark says: entries that were saved are no longer there.
    #[error("{what}")]
    RolledBack {
        /// What is known to be missing.
        what: String,
    },
    /// Another program has this vault open.
    #[error("another program has this vault open; close it there and try again")]
    Busy,
    /// The device refused to read or write.
    #[error("could not use {file}: {what}")]
    Storage {
        /// The file's name.
        file: String,
        /// What the system said, in its own words.
        what: String,
    },
    /// A fault of this program. What was asked may have been written or not: open the vault again and look.
    #[error("an internal fault: {what}")]
    Internal {
        /// Where it happened; never user data.
        what: String,
    },
}

/// What would be right, after what is wrong.
fn after(right: &str) -> String {
    if right.is_empty() { String::new() } else { format!("; {right}") }
}

impl AppError {
    /// A stable word for programs: `wrong_secret`, `damaged`, `truncated`, `missing`, `newer_version` and so on.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Locked => "locked",
            Self::WrongSecret => "wrong_secret",
            Self::NotFound { .. } => "not_found",
            Self::Invalid { .. } => "invalid",
            Self::Refused { .. } => "refused",
            Self::NewerVersion { .. } => "newer_version",
            Self::NotAVault { .. } => "not_a_vault",
            Self::AlreadyExists { .. } => "already_exists",
            Self::Damaged { .. } => "damaged",
            Self::Truncated { .. } => "truncated",
            Self::Missing { .. } => "missing",
            Self::RolledBack { .. } => "rolled_back",
            Self::Busy => "busy",
            Self::Storage { .. } => "storage",
            Self::Internal { .. } => "internal",
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// One error of each arm. A new arm fails to compile in `kind` until it is named, and here until it is listed.
    fn all() -> Vec<AppError> {
        let text = || "x".to_owned();
        vec![
            AppError::Locked,
            AppError::WrongSecret,
            AppError::NotFound { what: text(), right: text() },
            AppError::Invalid { problems: Vec::new() },
            AppError::Refused { why: text() },
            AppError::NewerVersion { file: text(), found: 2, known: 1 },
            AppError::NotAVault { why: text() },
            AppError::AlreadyExists { what: text() },
            AppError::Damaged { file: text(), what: text(), mendable: true },
            AppError::Truncated { file: text(), what: text(), mendable: true },
            AppError::Missing { file: text(), mendable: true },
            AppError::RolledBack { what: text() },
            AppError::Busy,
            AppError::Storage { file: text(), what: text() },
            AppError::Internal { what: text() },
        ]
    }

    #[test]
    fn every_arm_has_a_kind_of_its_own_and_the_kinds_are_frozen() {
        let kinds: Vec<_> = all().iter().map(AppError::kind).collect();
        let frozen = [
            "locked",
            "wrong_secret",
            "not_found",
            "invalid",
            "refused",
            "newer_version",
            "not_a_vault",
            "already_exists",
            "damaged",
            "truncated",
            "missing",
            "rolled_back",
            "busy",
            "storage",
            "internal",
        ];
        assert_eq!(kinds, frozen);
        assert_eq!(kinds.iter().collect::<BTreeSet<_>>().len(), kinds.len());
    }

    #[test]
    fn a_problem_names_its_line_only_where_there_is_one() {
        let problem =
            |line| Problem { line, field: "a.b".into(), wrong: "is wrong".into(), right: "do".into() };
        assert_eq!(problem(None).to_string(), "a.b: is wrong; do");
        assert_eq!(problem(Some(7)).to_string(), "line 7, a.b: is wrong; do");
        let both = AppError::Invalid { problems: vec![problem(None), problem(Some(7))] };
        assert_eq!(both.to_string(), "a.b: is wrong; do\nline 7, a.b: is wrong; do");
    }
}
