//! Is everything still what was written?

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use gradus_crypto::sha256;
use rusqlite::{Connection, ErrorCode};

use crate::error::{In, StoreError};
use crate::files::beside;
use crate::log::pages_in;
use crate::pack::packs;
use crate::problem::{Problem, VerifyOutcome};
use crate::scan::scan;
use crate::schema;
use crate::store::Store;

impl Store {
    /// Checks everything: each page's authentication code, the structure of tables and indexes, the schema, every entry
    /// and its index columns, every chain and signed head, the arrival chain, the rule packs, and `vault.mark`.
    ///
    /// Stops at the first of these that fails. Pages are read anew from the disk, not from memory. A connection that met a
    /// bad page should be closed: when problems are found, drop this store.
    ///
    /// Changes nothing but a mark that does not know of the newest entries, where everything is sound: it is written again.
    ///
    /// # Errors
    /// [`StoreError::Io`], [`StoreError::Interrupted`]; [`StoreError::Vault`] when everything is sound and `vault.mark` could
    /// not be written, so that an older state put back may go unseen. Damage is no error here but a problem in the outcome.
    pub fn verify(&mut self) -> Result<VerifyOutcome, StoreError> {
        let outcome = self.check()?;
        if outcome.is_sound() {
            self.catch_up()?;
        }
        Ok(outcome)
    }

    /// What [`Store::verify`] finds; nothing is written.
    pub(crate) fn check(&mut self) -> Result<VerifyOutcome, StoreError> {
        let mut outcome = VerifyOutcome::default();
        self.connection.execute_batch("PRAGMA shrink_memory").map_err(|error| In(&self.file).sql(error))?;
        for check in [Self::verify_medium, Self::verify_journal, Self::verify_packs] {
            // Between two statements SQLite would forget that somebody wants this to end.
            if self.stopper.is_stopped() {
                return Err(StoreError::Interrupted);
            }
            match check(self, &mut outcome) {
                Ok(()) => {}
                Err(error) if is_damage(&error) => outcome.problems.push(Problem::Unreadable),
                Err(error) => return Err(In(&self.file).sql(error)),
            }
            // One bad page poisons a connection: what it says afterwards proves nothing.
            if !outcome.is_sound() {
                break;
            }
        }
        outcome.problems.dedup();
        Ok(outcome)
    }

    fn verify_medium(&self, outcome: &mut VerifyOutcome) -> rusqlite::Result<()> {
        outcome.problems.append(&mut medium(&self.connection)?);
        Ok(())
    }

    fn verify_journal(&self, outcome: &mut VerifyOutcome) -> rusqlite::Result<()> {
        let mut scan = scan(&self.connection, &self.expected)?;
        scan.compare(self.medium.mark());
        // What this store has written must be there too, whatever the mark says.
        if scan.problems.is_empty() && scan.arrivals() != self.arrivals {
            let (marked, found) = (self.arrivals.count(), scan.arrivals().count());
            scan.problems.push(Problem::RolledBack { marked, found });
        }
        outcome.problems.append(&mut scan.problems);
        outcome.entries = scan.chains.entries;
        outcome.writers = scan.chains.writers;
        outcome.unknown_kinds = scan.chains.unknown_kinds;
        outcome.erased = scan.chains.erased;
        outcome.equivocations = scan.chains.equivocations;
        outcome.last = scan.entries.last().map(|entry| entry.id());
        Ok(())
    }

    fn verify_packs(&self, outcome: &mut VerifyOutcome) -> rusqlite::Result<()> {
        let packs = packs(&self.connection)?;
        outcome.packs = packs.len() as u64;
        if packs.iter().any(|(hash, text)| sha256(&[text.as_bytes()]) != *hash) {
            outcome.problems.push(Problem::Pack);
        }
        Ok(())
    }

    /// Writes the index columns anew from the heads. For a vault whose only problem is
    /// [`Problem::IndexColumns`]; see [`Store::mend`].
    pub(crate) fn rebuild_index(&mut self) -> Result<(), StoreError> {
        let entries = self.entries()?;
        let failed = |error| In(&self.file).sql(error);
        let transaction = self.connection.transaction().map_err(failed)?;
        for (at, entry) in entries.iter().enumerate() {
            crate::rows::index_entry(&transaction, at as u64 + 1, entry).map_err(failed)?;
        }
        transaction.execute_batch("REINDEX").map_err(failed)?;
        transaction.commit().map_err(failed)
    }
}

/// What is wrong with pages, with the structure over them, and with the schema; whatever the rows say.
pub(crate) fn medium(connection: &Connection) -> rusqlite::Result<Vec<Problem>> {
    let mut bad = texts(connection, "PRAGMA cipher_integrity_check")?;
    if !bad.is_empty() {
        let of_the_log = pages_of_the_log(connection);
        bad.retain(|said| !page_named(said).is_some_and(|page| of_the_log.contains(&page)));
    }
    let mut problems: Vec<_> = bad.into_iter().map(Problem::Page).collect();
    if !problems.is_empty() {
        return Ok(problems);
    }
    let found = texts(connection, "PRAGMA integrity_check(100)")?;
    if found != ["ok"] {
        problems.push(Problem::Structure(found.len()));
    }
    if !schema::is_exact(connection)? {
        problems.push(Problem::Schema);
    }
    Ok(problems)
}

/// Pages that are read from the log beside the database, and not from its file. What cannot be read holds none.
fn pages_of_the_log(connection: &Connection) -> BTreeSet<u32> {
    let log = connection.path().map(|path| beside(Path::new(path), "-wal"));
    pages_in(&log.and_then(|log| fs::read(log).ok()).unwrap_or_default())
}

/// The 5 of `HMAC verification failed for page 5`.
fn page_named(said: &str) -> Option<u32> {
    said.rsplit_once(" page ").and_then(|(_, number)| number.parse().ok())
}

fn texts(connection: &Connection, question: &str) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection.prepare(question)?;
    let rows = statement.query_map([], |row| row.get(0))?;
    rows.collect()
}

pub(crate) fn is_damage(error: &rusqlite::Error) -> bool {
    match error {
        rusqlite::Error::SqliteFailure(failure, _) => {
            matches!(failure.code, ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)
        }
        rusqlite::Error::FromSqlConversionFailure(..)
        | rusqlite::Error::InvalidColumnType(..)
        | rusqlite::Error::IntegralValueOutOfRange(..)
        | rusqlite::Error::QueryReturnedNoRows => true,
        _ => false,
    }
}
