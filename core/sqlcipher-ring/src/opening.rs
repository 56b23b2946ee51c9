//! Which pragmas an opening issues, in which order, and what each of them guards.

use std::error::Error;
use std::fmt;

use crate::{CIPHER_VERSION, PROVIDER_NAME, PROVIDER_VERSION};

/// One setting: a statement that makes it, if any, and a question that proves it.
struct Step {
    set: Option<&'static str>,
    question: &'static str,
    answer: &'static str,
}

const fn expect(question: &'static str, answer: &'static str) -> Step {
    Step { set: None, question, answer }
}

const fn set(set: &'static str, question: &'static str, answer: &'static str) -> Step {
    Step { set: Some(set), question, answer }
}

const BEFORE_KEY: &[Step] = &[
    // Anything but SQLCipher answers nothing, and would ignore the key and write plain text.
    expect("PRAGMA cipher_version", CIPHER_VERSION),
    // From here on SQLite overwrites what it frees, the text of the key pragma included.
    set("PRAGMA cipher_memory_security = ON", "PRAGMA cipher_memory_security", "1"),
];

const AFTER_KEY: &[Step] = &[
    // Another library linked in our place, or a build without our configuration.
    expect("PRAGMA cipher_provider", PROVIDER_NAME),
    expect("PRAGMA cipher_provider_version", PROVIDER_VERSION),
    // The file format, whatever defaults a later SQLCipher or other code in the process has chosen.
    set("PRAGMA cipher_compatibility = 4", "PRAGMA cipher_page_size", "4096"),
    expect("PRAGMA cipher_use_hmac", "1"),
    expect("PRAGMA cipher_hmac_algorithm", "HMAC_SHA512"),
    expect("PRAGMA cipher_kdf_algorithm", "PBKDF2_HMAC_SHA512"),
    expect("PRAGMA kdf_iter", "256000"),
    // Nothing of page 1 lies in plain text.
    expect("PRAGMA cipher_plaintext_header_size", "0"),
    // Before the first read, so that a WAL needs no shared memory file; a second program is turned away.
    set("PRAGMA locking_mode = EXCLUSIVE", "PRAGMA locking_mode", "exclusive"),
    // Sorts and temporary tables never reach a disk; the build says so too (SQLITE_TEMP_STORE=3).
    set("PRAGMA temp_store = MEMORY", "PRAGMA temp_store", "2"),
    // A doctored schema cannot call functions with side effects, and malformed cells are noticed early.
    set("PRAGMA trusted_schema = OFF", "PRAGMA trusted_schema", "0"),
    set("PRAGMA cell_size_check = ON", "PRAGMA cell_size_check", "1"),
];

const AFTER_FIRST_READ: &[Step] = &[
    // With auto-vacuum SQLCipher takes a page of zeros for a short read and lets it pass unauthenticated.
    expect("PRAGMA auto_vacuum", "0"),
    // A commit is one append, and an interrupted one leaves the file whole.
    set("PRAGMA journal_mode = WAL", "PRAGMA journal_mode", "wal"),
    // An acknowledged commit survives a loss of power; Apple's fsync alone does not promise that.
    set("PRAGMA synchronous = FULL", "PRAGMA synchronous", "2"),
    set("PRAGMA fullfsync = ON", "PRAGMA fullfsync", "1"),
    set("PRAGMA checkpoint_fullfsync = ON", "PRAGMA checkpoint_fullfsync", "1"),
    // Deleted content is overwritten within its page, so that an old key does not read what was erased.
    set("PRAGMA secure_delete = ON", "PRAGMA secure_delete", "1"),
    set("PRAGMA foreign_keys = ON", "PRAGMA foreign_keys", "1"),
];

/// A step of the opening did not hold. The connection has to be closed unused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpeningError<E> {
    /// A statement failed.
    Sql {
        /// The statement.
        statement: &'static str,
        /// The caller's error.
        source: E,
    },
    /// A question was answered otherwise than it has to be, or not at all.
    Answer {
        /// The question.
        question: &'static str,
        /// The only acceptable answer.
        expected: &'static str,
        /// The answer given; `None` where there was no row.
        found: Option<String>,
    },
}

impl<E: fmt::Display> fmt::Display for OpeningError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sql { statement, source } => write!(f, "`{statement}` failed: {source}"),
            Self::Answer { question, expected, found: Some(found) } => {
                write!(f, "`{question}` answered `{found}`; it has to answer `{expected}`")
            }
            Self::Answer { question, expected, found: None } => {
                write!(f, "`{question}` answered nothing; it has to answer `{expected}`")
            }
        }
    }
}

impl<E: Error + 'static> Error for OpeningError<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Sql { source, .. } => Some(source),
            Self::Answer { .. } => None,
        }
    }
}

/// Is this SQLCipher in the known release? Switches on the wiping of freed memory. Ask on a new connection, before `PRAGMA key`.
///
/// `ask` runs one statement and answers the first column of its first row as text (numbers in decimal), `None` if there is no row.
///
/// # Errors
///
/// [`OpeningError`]; with a library that does not encrypt, `PRAGMA cipher_version` answers nothing.
pub fn before_key<E>(
    ask: impl FnMut(&'static str) -> Result<Option<String>, E>,
) -> Result<(), OpeningError<E>> {
    carry_out(BEFORE_KEY, ask)
}

/// Is the provider ours, and is this format 4? Also settles locking and schema trust. Ask after `PRAGMA key`; the file is not read.
///
/// # Errors
///
/// [`OpeningError`]; under another provider, `PRAGMA cipher_provider` answers its name, `openssl` for example.
pub fn after_key<E>(
    ask: impl FnMut(&'static str) -> Result<Option<String>, E>,
) -> Result<(), OpeningError<E>> {
    carry_out(AFTER_KEY, ask)
}

/// Settles durability and deletion. Ask once a first read has shown that the key fits.
///
/// # Errors
///
/// [`OpeningError`]; on a file that somebody made with auto-vacuum, on one that cannot be written, or inside a transaction.
pub fn after_first_read<E>(
    ask: impl FnMut(&'static str) -> Result<Option<String>, E>,
) -> Result<(), OpeningError<E>> {
    carry_out(AFTER_FIRST_READ, ask)
}

fn carry_out<E>(
    steps: &[Step],
    mut ask: impl FnMut(&'static str) -> Result<Option<String>, E>,
) -> Result<(), OpeningError<E>> {
    for step in steps {
        if let Some(statement) = step.set {
            ask(statement).map_err(|source| OpeningError::Sql { statement, source })?;
        }
        let found =
            ask(step.question).map_err(|source| OpeningError::Sql { statement: step.question, source })?;
        if found.as_deref() != Some(step.answer) {
            return Err(OpeningError::Answer { question: step.question, expected: step.answer, found });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Answers every question as it has to be answered, but one.
    fn all_but(
        wrong: &'static str,
        found: Option<&'static str>,
    ) -> impl FnMut(&'static str) -> Result<Option<String>, fmt::Error> {
        move |statement| {
            if statement == wrong {
                return Ok(found.map(str::to_owned));
            }
            let step = [BEFORE_KEY, AFTER_KEY, AFTER_FIRST_READ].into_iter().flatten();
            let step = step.into_iter().find(|step| step.question == statement);
            Ok(step.map(|step| step.answer.to_owned()))
        }
    }

    #[test]
    fn every_question_counts() {
        for steps in [BEFORE_KEY, AFTER_KEY, AFTER_FIRST_READ] {
            assert_eq!(carry_out(steps, all_but("no such question", None)), Ok(()));
            for step in steps {
                for found in [None, Some("something else"), Some("")] {
                    let refused = carry_out(steps, all_but(step.question, found));
                    let found = found.map(str::to_owned);
                    assert_eq!(
                        refused,
                        Err(OpeningError::Answer { question: step.question, expected: step.answer, found })
                    );
                }
            }
        }
    }

    #[test]
    fn a_library_without_encryption_is_refused_before_it_hears_the_key() {
        let plain_sqlite = |_: &'static str| Ok::<_, fmt::Error>(None);
        let refused = before_key(plain_sqlite).expect_err("no answer");
        assert_eq!(
            refused.to_string(),
            "`PRAGMA cipher_version` answered nothing; it has to answer `4.19.0 community`"
        );
    }

    #[test]
    fn another_provider_is_named() {
        let refused = after_key(all_but("PRAGMA cipher_provider", Some("openssl"))).expect_err("not ours");
        assert_eq!(
            refused.to_string(),
            "`PRAGMA cipher_provider` answered `openssl`; it has to answer `gradus-ring`"
        );
        assert!(refused.source().is_none());
    }

    #[test]
    fn a_failing_statement_is_named_with_its_error() {
        let refused = after_first_read(|_| Err::<Option<String>, _>(fmt::Error)).expect_err("nothing works");
        assert_eq!(refused, OpeningError::Sql { statement: "PRAGMA auto_vacuum", source: fmt::Error });
        assert!(refused.to_string().starts_with("`PRAGMA auto_vacuum` failed: "));
        assert!(refused.source().is_some());
    }
}
