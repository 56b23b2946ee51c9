use std::fmt;

use thiserror::Error;

/// One thing that is wrong with what was handed in.
#[derive(Clone, PartialEq, Eq, Error)]
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
/// No arm ever carries a secret or words that the person logged. What the person typed just now may stand in it, and the
/// names of people: that is for the person at the form. In `{:?}`, which is what a log or a panic prints, only the kind is.
#[derive(Clone, PartialEq, Eq, Error)]
pub enum AppError {
    /// The vault is locked; ask for the passcode and call again.
    #[error("the vault is locked")]
    Locked,
    /// The passcode or the recovery code is not the one of this vault.
    #[error("that is not the passcode of this vault")]
    WrongSecret,
    /// Too many wrong passcodes in a row, and the next one has to wait. Nothing was tried. The recovery code opens all the
    /// same.
    #[error("too many wrong passcodes: the next one can be tried in {}", span(*wait_seconds))]
    TooManyTries {
        /// How long until the next one, rounded up.
        wait_seconds: u64,
    },
    /// The passcode opens this vault only together with the secret that the keystore of its device held: none was given, or
    /// that of another device, as after a reinstallation or on a new phone. Nothing was tried. Ask for the recovery code.
    #[error("this passcode opens the vault only on the device on which it was set; use the recovery code")]
    DeviceSecretGone,
    /// That was one wrong passcode more than the owner of this vault wanted to allow. It was erased on this device, and nothing
    /// opens it any more.
    #[error("the vault was erased after as many wrong passcodes as its owner had chosen")]
    Erased,
    /// The passcode that is to be set can be tried out. Nothing was changed.
    #[error("this passcode {}", easy(*guesses, *per_hour, *seconds))]
    EasyPasscode {
        /// How many passcodes of its kind there are, at most.
        guesses: u64,
        /// How many of them somebody tries in an hour: on a strong machine with a copy of the vault, or, beside a device
        /// secret, 1, on the device.
        per_hour: u64,
        /// How long it takes to try all of them.
        seconds: u64,
    },
    /// What was asked makes the lock weaker, or begins a count of wrong passcodes anew. Nothing was changed: ask for the passcode
    /// or the recovery code, and hand it in.
    #[error("this makes the lock weaker; give the passcode or the recovery code for it")]
    SecretNeeded,
    /// This way into the vault stays: nothing else that lies in a head or on paper would open it. A recovery code can be
    /// renewed.
    #[error(
        "this way into the vault stays: a phone forgets, and nothing else would open it then. A recovery code can be renewed"
    )]
    LastWay,
    /// There is no such thing, or more than one.
    #[error("not found: {what}")]
    NotFound {
        /// What was looked for.
        what: String,
        /// What would be right: the names that there are, or what to do first. It may hold names of people: show it to
        /// the person who asked. The error's own text leaves it out, so that it reaches no log.
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
    /// So much was noted while the vault was locked that no more fits. Nothing of it is lost: unlock the vault.
    #[error("no more can be noted while the vault is locked; unlock it")]
    InboxFull,
    /// The vault lies where it cannot be written: on a write-protected medium, or in a folder of somebody else.
    #[error(
        "{file} may not be read and written here: the medium or the folder is protected. Nothing was changed"
    )]
    ReadOnly {
        /// The file's name; `.` for the folder.
        file: String,
    },
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

/// The arithmetic of a passcode that can be tried out, and what would last.
pub(crate) fn easy(guesses: u64, per_hour: u64, seconds: u64) -> String {
    let (who, better) = if per_hour > 1 {
        ("whoever copies the vault", "take five words chosen at random")
    } else {
        ("whoever has the device", "take six digits that are no run, or more")
    };
    format!(
        "can be guessed: there are at most {guesses} of its kind, {who} tries {per_hour} in an hour, and all \
         of them in {}; {better}",
        long_span(seconds)
    )
}

/// A time as it is said, in the largest unit of which there is one.
fn long_span(seconds: u64) -> String {
    let units = [(31_557_600, "year"), (86_400, "day"), (3600, "hour"), (60, "minute"), (1, "second")];
    let unit = units.iter().find(|(size, _)| seconds >= *size);
    unit.map_or_else(
        || "less than a second".to_owned(),
        |(size, name)| match seconds / size {
            1 => format!("one {name}"),
            many => format!("{many} {name}s"),
        },
    )
}

/// A wait as it is said: in seconds up to two minutes, then in minutes begun.
fn span(seconds: u64) -> String {
    match seconds {
        1 => "1 second".to_owned(),
        0..=120 => format!("{seconds} seconds"),
        _ => format!("{} minutes", seconds.div_ceil(60)),
    }
}

impl fmt::Debug for Problem {
    /// The place alone: what is wrong with it may quote what was typed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "Problem(line {line})"),
            None => f.write_str("Problem"),
        }
    }
}

impl fmt::Debug for AppError {
    /// The kind, and the words where they speak of files and not of a person.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid { problems } => write!(f, "AppError(invalid: {problems:?})"),
            Self::NotFound { .. } | Self::Refused { .. } => write!(f, "AppError({})", self.kind()),
            _ => write!(f, "AppError({}: {self})", self.kind()),
        }
    }
}

impl AppError {
    /// A stable word for programs: `wrong_secret`, `damaged`, `truncated`, `missing`, `newer_version` and so on.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Locked => "locked",
            Self::WrongSecret => "wrong_secret",
            Self::TooManyTries { .. } => "too_many_tries",
            Self::DeviceSecretGone => "device_secret_gone",
            Self::Erased => "erased",
            Self::EasyPasscode { .. } => "easy_passcode",
            Self::SecretNeeded => "secret_needed",
            Self::LastWay => "last_way",
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
            Self::InboxFull => "inbox_full",
            Self::ReadOnly { .. } => "read_only",
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
            AppError::TooManyTries { wait_seconds: 30 },
            AppError::DeviceSecretGone,
            AppError::Erased,
            AppError::EasyPasscode { guesses: 1_000_000, per_hour: 3_600_000, seconds: 1000 },
            AppError::SecretNeeded,
            AppError::LastWay,
            AppError::NotFound { what: text(), right: text() },
            AppError::Invalid { problems: Vec::new() },
            AppError::Refused { why: text() },
            AppError::NewerVersion { file: text(), found: 2, known: 1 },
            AppError::NotAVault { why: text() },
            AppError::AlreadyExists { what: text() },
            AppError::Damaged { file: text(), what: text(), mendable: true },
            AppError::Truncated { file: text(), what: text(), mendable: true },
            AppError::Missing { file: text(), mendable: true },
            AppError::InboxFull,
            AppError::RolledBack { what: text() },
            AppError::Busy,
            AppError::ReadOnly { file: text() },
            AppError::Storage { file: text(), what: text() },
            AppError::Internal { what: text() },
        ]
    }

    #[test]
    fn an_easy_passcode_is_refused_with_its_arithmetic() {
        let said =
            |guesses, per_hour, seconds| AppError::EasyPasscode { guesses, per_hour, seconds }.to_string();
        assert_eq!(
            said(1_000_000, 3_600_000, 1000),
            "this passcode can be guessed: there are at most 1000000 of its kind, whoever copies the vault tries 3600000 in \
             an hour, and all of them in 16 minutes; take five words chosen at random"
        );
        assert_eq!(
            said(10_000, 1, 36_000_000),
            "this passcode can be guessed: there are at most 10000 of its kind, whoever has the device tries 1 in an hour, \
             and all of them in one year; take six digits that are no run, or more"
        );
        let spans = [0, 1, 2, 119, 3600, 86_399, 172_800, 63_115_200].map(long_span);
        let expected = [
            "less than a second",
            "one second",
            "2 seconds",
            "one minute",
            "one hour",
            "23 hours",
            "2 days",
            "2 years",
        ];
        assert_eq!(spans, expected);
    }

    #[test]
    fn every_arm_has_a_kind_of_its_own_and_the_kinds_are_frozen() {
        let kinds: Vec<_> = all().iter().map(AppError::kind).collect();
        let frozen = [
            "locked",
            "wrong_secret",
            "too_many_tries",
            "device_secret_gone",
            "erased",
            "easy_passcode",
            "secret_needed",
            "last_way",
            "not_found",
            "invalid",
            "refused",
            "newer_version",
            "not_a_vault",
            "already_exists",
            "damaged",
            "truncated",
            "missing",
            "inbox_full",
            "rolled_back",
            "busy",
            "read_only",
            "storage",
            "internal",
        ];
        assert_eq!(kinds, frozen);
        assert_eq!(kinds.iter().collect::<BTreeSet<_>>().len(), kinds.len());
    }

    #[test]
    fn a_wait_is_said_in_seconds_or_minutes_never_too_short() {
        for (seconds, said) in [
            (1, "1 second"),
            (30, "30 seconds"),
            (120, "120 seconds"),
            (121, "3 minutes"),
            (3600, "60 minutes"),
        ] {
            let said = format!("too many wrong passcodes: the next one can be tried in {said}");
            assert_eq!(AppError::TooManyTries { wait_seconds: seconds }.to_string(), said);
        }
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

    #[test]
    fn the_names_that_there_are_stay_out_of_the_text_of_an_error() {
        let error = AppError::NotFound { what: "a person of that name".into(), right: "here are Mia".into() };
        assert_eq!(error.to_string(), "not found: a person of that name");
        assert_eq!(format!("{error:?}"), "AppError(not_found)");
    }

    #[test]
    fn in_print_an_error_says_neither_what_was_typed_nor_why_a_person_may_not() {
        let typed = || "Zimtstern".to_owned();
        let problem = Problem { line: Some(3), field: typed(), wrong: typed(), right: typed() };
        let no_file = Problem { line: None, ..problem.clone() };
        for (error, printed) in [
            (
                AppError::Invalid { problems: vec![problem, no_file] },
                "AppError(invalid: [Problem(line 3), Problem])",
            ),
            (AppError::Refused { why: typed() }, "AppError(refused)"),
            (AppError::NotFound { what: typed(), right: typed() }, "AppError(not_found)"),
            (
                AppError::Missing { file: "vault.db".into(), mendable: false },
                "AppError(missing: vault.db is missing)",
            ),
        ] {
            assert_eq!(format!("{error:?}"), printed);
        }
    }
}
