//! Which file names belong to a vault, so that nothing else is ever taken for a part of one?

use crate::error::VaultFile;

/// The name of the database file in a new vault.
pub const FIRST_DATABASE_FILE: &str = "vault.db";

/// Files that are written by replacement or in place; some of them are of later versions.
pub(crate) const RESERVED_NAMES: [&str; 7] =
    ["vault.hdr", "vault.hdr2", "vault.mark", "vault.mark2", "vault.tries", "vault.lock", "vault.inbox"];

/// What a replacement appends while it is under way.
pub(crate) const REPLACEMENT_END: &str = ".tmp";

const ASIDE_START: &str = "vault.inbox.";

/// What SQLite appends to the name of a database.
pub(crate) const DATABASE_ENDS: [&str; 3] = ["-wal", "-shm", "-journal"];

/// The database of one key generation, counted from 1: `vault.db`, then `vault.g2.db` and so on.
pub fn database_file(generation: u32) -> String {
    match generation {
        1 => FIRST_DATABASE_FILE.to_owned(),
        later => format!("vault.g{later}.db"),
    }
}

/// Of which key generation a file is the database; `None` where it is none.
pub fn generation_of(name: &str) -> Option<u32> {
    if name == FIRST_DATABASE_FILE {
        return Some(1);
    }
    let digits = name.strip_prefix("vault.g")?.strip_suffix(".db")?;
    let generation = digits.parse().ok().filter(|generation| *generation > 1)?;
    // One spelling for each: `vault.g02.db` and `vault.g+2.db` are somebody else's.
    (database_file(generation) == name).then_some(generation)
}

/// The mark of one key generation. Odd and even ones have a file each, so that the mark of the next lies ready before the
/// header names it.
pub fn mark_file(generation: u32) -> VaultFile {
    if generation % 2 == 1 { VaultFile::Mark } else { VaultFile::SecondMark }
}

/// Where an inbox goes that could not be read: `vault.inbox.1` and so on.
pub(crate) fn aside_name(number: u32) -> String {
    format!("{ASIDE_START}{number}")
}

fn is_aside(name: &str) -> bool {
    let number = name.strip_prefix(ASIDE_START).and_then(|digits| digits.parse().ok());
    number.is_some_and(|number| number > 0 && aside_name(number) == name)
}

/// Whether this program gives such a name to a file of a vault.
pub(crate) fn is_of_a_vault(name: &str) -> bool {
    let without =
        |ends: &[&str]| ends.iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name).to_owned();
    RESERVED_NAMES.contains(&without(&[REPLACEMENT_END]).as_str())
        || is_aside(name)
        || generation_of(&without(&DATABASE_ENDS)).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_generation_has_one_name_and_a_name_one_generation() {
        for generation in [1, 2, 3, 10, u32::MAX] {
            assert_eq!(generation_of(&database_file(generation)), Some(generation));
        }
        let foreign = ["vault.g1.db", "vault.g0.db", "vault.g02.db", "vault.g+2.db", "vault.g4294967296.db"];
        for name in
            foreign.into_iter().chain(["vault.g2.db-wal", "vault.gx.db", "vault.g.db", "vault.db2", ""])
        {
            assert_eq!(generation_of(name), None, "{name}");
        }
    }

    #[test]
    fn files_of_a_vault_are_known_by_name_and_others_are_not() {
        let ours =
            ["vault.hdr", "vault.hdr2.tmp", "vault.mark2", "vault.db", "vault.db-wal", "vault.g7.db-shm"];
        for name in ours.into_iter().chain(["vault.inbox.1", "vault.inbox.20"]) {
            assert!(is_of_a_vault(name), "{name}");
        }
        let foreign =
            ["vault", "vault.zip", "vault.hdr-wal", "vault.db.tmp", "vault.g1.db", "Vault.db", "notes.txt"];
        for name in foreign.into_iter().chain(["vault.inbox.0", "vault.inbox.01", "vault.inbox."]) {
            assert!(!is_of_a_vault(name), "{name}");
        }
    }

    #[test]
    fn marks_of_neighbouring_generations_lie_apart() {
        assert_eq!(
            [1, 2, 3].map(|generation| mark_file(generation).name()),
            ["vault.mark", "vault.mark2", "vault.mark"]
        );
    }
}
