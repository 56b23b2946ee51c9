use gradus_app::AppError;

/// One thing that is wrong with what was handed in.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct WrongField {
    /// Line in the file, the first being 1; absent where there is no file.
    pub line: Option<u32>,
    /// The field, as `ladder.goal_mm`.
    pub field: String,
    /// What is wrong.
    pub wrong: String,
    /// What would be right.
    pub right: String,
}

/// Why a call did not do what it was asked. Nothing half-done is left behind, and no arm carries a secret.
#[derive(Clone, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum GradusError {
    /// The vault is locked; ask for the passcode and open it again.
    #[error("the vault is locked")]
    Locked,
    /// The passcode or the recovery code is not the one of this vault.
    #[error("wrong secret")]
    WrongSecret,
    /// Too many wrong passcodes in a row, and the next one has to wait. Nothing was tried. The recovery code opens all the
    /// same.
    #[error("too many wrong passcodes")]
    TooManyTries {
        /// How long until the next one, in whole seconds.
        wait_seconds: u64,
    },
    /// The passcode opens this vault only together with the secret that the keystore of its device held: none was given, or
    /// that of another device, as after a reinstallation or on a new phone. Nothing was tried, and nothing counted. Ask for
    /// the recovery code; after it a new passcode can be set for this device.
    #[error("the secret of the device is gone")]
    DeviceSecretGone,
    /// That was one wrong passcode more than the owner of this vault wanted to allow (`set_lock_policy`). It was erased on this
    /// device, and nothing opens it any more.
    #[error("the vault was erased")]
    Erased,
    /// The passcode that is to be set can be tried out. Nothing was changed. Say the arithmetic, and what would last: five
    /// words chosen at random, or six digits that are no run on a device whose keystore holds a secret beside them.
    #[error("the passcode can be guessed")]
    EasyPasscode {
        /// How many passcodes of its kind there are, at most; a name, a date or a word is found much sooner.
        guesses: u64,
        /// How many of them somebody tries in an hour: a strong machine with a copy of the vault, or, beside a device secret,
        /// 1 by whoever has the device.
        per_hour: u64,
        /// How long it takes to try all of them, in seconds.
        seconds: u64,
    },
    /// What was asked makes the lock weaker, or begins a count of wrong passcodes anew. Nothing was changed: ask for the passcode
    /// or the recovery code, and hand it in.
    #[error("a secret is needed")]
    SecretNeeded,
    /// So much was noted while the vault was locked that no more fits. Nothing that waits is lost: ask for the passcode, and write
    /// this down in the open diary.
    #[error("no more fits into the inbox")]
    InboxFull,
    /// This way into the vault stays: nothing else that lies in a head or on paper would open it. A recovery code can be
    /// renewed.
    #[error("the last way into the vault")]
    LastWay,
    /// There is no such thing.
    #[error("not found: {what}")]
    NotFound {
        /// What was looked for.
        what: String,
        /// What would be right. It may hold names of people, and has no place in a log file.
        right: String,
    },
    /// What was handed in is wrong in these places.
    #[error("{} wrong fields", fields.len())]
    Invalid {
        /// The places, all of them.
        fields: Vec<WrongField>,
    },
    /// Understood and not allowed, or a folder that holds no vault or is not empty.
    #[error("{why}")]
    Refused {
        /// Why, and what would be allowed.
        why: String,
    },
    /// A newer version of Gradus wrote this file. It was not touched.
    #[error("{file} is of a newer version")]
    NewerVersion {
        /// The file's name.
        file: String,
    },
    /// A file of the vault is damaged, cut short, missing or older than its mark. Nothing was changed.
    #[error("{file}: {kind}")]
    Damaged {
        /// The file's name.
        file: String,
        /// `damaged`, `truncated`, `missing` or `rolled_back`.
        kind: String,
        /// What does not hold.
        what: String,
        /// Whether mending can put it right without losing an entry.
        mendable: bool,
    },
    /// Another program has this vault open.
    #[error("busy")]
    Busy,
    /// The device refused to read or write.
    #[error("could not use {file}")]
    Storage {
        /// The file's name.
        file: String,
        /// What the system said.
        what: String,
    },
    /// A fault of this library. What was asked may have been written or not. A vault whose call broke off is locked already; lock
    /// any other that was open, open it again and look.
    #[error("internal: {what}")]
    Internal {
        /// Where it happened; never user data.
        what: String,
    },
}

impl std::fmt::Debug for GradusError {
    /// The text, but for the arms that quote what was typed or why a person may not: those say their name alone.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotFound { .. } => f.write_str("GradusError(not found)"),
            Self::Refused { .. } => f.write_str("GradusError(refused)"),
            _ => write!(f, "GradusError({self})"),
        }
    }
}

impl std::fmt::Debug for WrongField {
    /// The type alone.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("WrongField")
    }
}

impl From<AppError> for GradusError {
    fn from(error: AppError) -> Self {
        let kind = error.kind().to_owned();
        match error {
            AppError::Locked => Self::Locked,
            AppError::WrongSecret => Self::WrongSecret,
            AppError::TooManyTries { wait_seconds } => Self::TooManyTries { wait_seconds },
            AppError::DeviceSecretGone => Self::DeviceSecretGone,
            AppError::EasyPasscode { guesses, per_hour, seconds } => {
                Self::EasyPasscode { guesses, per_hour, seconds }
            }
            AppError::Erased => Self::Erased,
            AppError::SecretNeeded => Self::SecretNeeded,
            AppError::InboxFull => Self::InboxFull,
            AppError::LastWay => Self::LastWay,
            AppError::NotFound { what, right } => Self::NotFound { what, right },
            AppError::Invalid { problems } => Self::Invalid {
                fields: problems
                    .into_iter()
                    .map(|p| WrongField { line: p.line, field: p.field, wrong: p.wrong, right: p.right })
                    .collect(),
            },
            AppError::Refused { why } => Self::Refused { why },
            AppError::NotAVault { why } => Self::Refused { why },
            AppError::AlreadyExists { what } => Self::Refused { why: format!("{what} is already there") },
            AppError::NewerVersion { file, .. } => Self::NewerVersion { file },
            AppError::Damaged { file, what, mendable } | AppError::Truncated { file, what, mendable } => {
                Self::Damaged { file, kind, what, mendable }
            }
            AppError::Missing { file, mendable } => {
                Self::Damaged { what: format!("{file} is gone"), file, kind, mendable }
            }
            AppError::RolledBack { what } => {
                Self::Damaged { file: "vault.db".to_owned(), kind, what, mendable: false }
            }
            AppError::Busy => Self::Busy,
            AppError::ReadOnly { ref file } => Self::Storage { file: file.clone(), what: error.to_string() },
            AppError::Storage { file, what } => Self::Storage { file, what },
            AppError::Internal { what } => Self::Internal { what },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> String {
        text.to_owned()
    }

    #[test]
    fn every_arm_of_the_app_has_one_here_and_loses_nothing_a_shell_needs() {
        let (file, what) = (text("vault.hdr"), text("w"));
        let damaged = |kind: &str, mendable| GradusError::Damaged {
            file: text("vault.hdr"),
            kind: text(kind),
            what: text("w"),
            mendable,
        };
        let problem =
            gradus_app::Problem { line: Some(3), field: text("f"), wrong: text("w"), right: text("r") };
        let wrong = WrongField { line: Some(3), field: text("f"), wrong: text("w"), right: text("r") };
        let table = [
            (AppError::Locked, GradusError::Locked),
            (AppError::WrongSecret, GradusError::WrongSecret),
            (AppError::TooManyTries { wait_seconds: 30 }, GradusError::TooManyTries { wait_seconds: 30 }),
            (AppError::DeviceSecretGone, GradusError::DeviceSecretGone),
            (
                AppError::EasyPasscode { guesses: 10, per_hour: 1, seconds: 36_000 },
                GradusError::EasyPasscode { guesses: 10, per_hour: 1, seconds: 36_000 },
            ),
            (AppError::Erased, GradusError::Erased),
            (AppError::SecretNeeded, GradusError::SecretNeeded),
            (AppError::InboxFull, GradusError::InboxFull),
            (AppError::LastWay, GradusError::LastWay),
            (
                AppError::NotFound { what: what.clone(), right: text("r") },
                GradusError::NotFound { what: what.clone(), right: text("r") },
            ),
            (AppError::Invalid { problems: vec![problem] }, GradusError::Invalid { fields: vec![wrong] }),
            (AppError::Refused { why: text("y") }, GradusError::Refused { why: text("y") }),
            (AppError::NotAVault { why: text("y") }, GradusError::Refused { why: text("y") }),
            (
                AppError::AlreadyExists { what: what.clone() },
                GradusError::Refused { why: text("w is already there") },
            ),
            (
                AppError::NewerVersion { file: file.clone(), found: 2, known: 1 },
                GradusError::NewerVersion { file: file.clone() },
            ),
            (
                AppError::Damaged { file: file.clone(), what: what.clone(), mendable: true },
                damaged("damaged", true),
            ),
            (
                AppError::Truncated { file: file.clone(), what: what.clone(), mendable: false },
                damaged("truncated", false),
            ),
            (
                AppError::Missing { file: file.clone(), mendable: true },
                GradusError::Damaged {
                    file: file.clone(),
                    kind: text("missing"),
                    what: text("vault.hdr is gone"),
                    mendable: true,
                },
            ),
            (
                AppError::RolledBack { what: what.clone() },
                GradusError::Damaged {
                    file: text("vault.db"),
                    kind: text("rolled_back"),
                    what: what.clone(),
                    mendable: false,
                },
            ),
            (AppError::Busy, GradusError::Busy),
            (
                AppError::ReadOnly { file: file.clone() },
                GradusError::Storage {
                    what: AppError::ReadOnly { file: file.clone() }.to_string(),
                    file: file.clone(),
                },
            ),
            (
                AppError::Storage { file: file.clone(), what: what.clone() },
                GradusError::Storage { file, what: what.clone() },
            ),
            (AppError::Internal { what: what.clone() }, GradusError::Internal { what }),
        ];
        for (app, here) in table {
            assert!(!here.to_string().is_empty());
            assert_eq!(GradusError::from(app), here);
        }
    }
}
