//! What somebody began and has not written down yet, one text for each person.

use gradus_journal::{PersonId, VAULT_ITSELF};
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use zeroize::Zeroize;

use crate::error::{In, StoreError};
use crate::rows;
use crate::store::Store;

/// A session that is going on, in the text form of [`gradus_journal::wire::encode_run`].
const RUN: &str = "run";

/// A check-in that is not over, in the text form of [`gradus_journal::wire::encode_interview`].
const INTERVIEW: &str = "interview";

/// The key to what is noted while the vault is locked, and how far that was taken in. It is of nobody.
const INBOX: &str = "inbox";

/// A kept text and the version of its form.
#[derive(Clone, PartialEq, Eq)]
pub struct KeptRun {
    /// The version of the form.
    pub version: u16,
    /// The text.
    pub body: String,
}

impl Store {
    /// The session of this person that is going on, as it was kept last.
    ///
    /// # Errors
    /// [`StoreError::Damaged`], [`StoreError::Io`].
    pub fn run(&self, person: &PersonId) -> Result<Option<KeptRun>, StoreError> {
        self.kept(person, RUN)
    }

    /// The check-in of this person that is not over, as it was kept last.
    ///
    /// # Errors
    /// As [`Store::run`].
    pub fn interview(&self, person: &PersonId) -> Result<Option<KeptRun>, StoreError> {
        self.kept(person, INTERVIEW)
    }

    /// Keeps a check-in that is not over, in place of what was kept of this person before. When this returns it is on the
    /// medium.
    ///
    /// # Errors
    /// As [`Store::keep_run`].
    pub fn keep_interview(&mut self, person: &PersonId, kept: &KeptRun) -> Result<(), StoreError> {
        self.change(|transaction| keep(transaction, person, INTERVIEW, kept))
    }

    /// Throws away what was kept of this person's check-in.
    ///
    /// # Errors
    /// As [`Store::keep_run`].
    pub fn drop_interview(&mut self, person: &PersonId) -> Result<(), StoreError> {
        self.change(|transaction| remove(transaction, person, INTERVIEW))
    }

    /// The key to the inbox, and how far it was taken in, as it was kept last.
    ///
    /// # Errors
    /// As [`Store::run`].
    pub fn inbox(&self) -> Result<Option<KeptRun>, StoreError> {
        self.kept(&VAULT_ITSELF, INBOX)
    }

    /// Keeps that, in place of what was kept before. When this returns it is on the medium.
    ///
    /// # Errors
    /// As [`Store::keep_run`].
    pub fn keep_inbox(&mut self, kept: &KeptRun) -> Result<(), StoreError> {
        self.change(|transaction| keep(transaction, &VAULT_ITSELF, INBOX, kept))
    }

    /// Keeps it in the very transaction that comes next, whatever that writes: a note is taken in and known to be, or neither.
    /// With `None` nothing is to be kept any more. Answers with what was waiting for a transaction that never came.
    pub fn keep_inbox_beside(&mut self, kept: Option<KeptRun>) -> Option<KeptRun> {
        std::mem::replace(&mut self.beside, kept)
    }

    fn kept(&self, person: &PersonId, what: &str) -> Result<Option<KeptRun>, StoreError> {
        read(&self.connection, person, what).map_err(|error| In(&self.file).sql(error))
    }

    /// Keeps a session that is going on, in place of what was kept of this person before. When this returns it is on the
    /// medium.
    ///
    /// # Errors
    /// [`StoreError::DiskFull`], [`StoreError::Io`], [`StoreError::Interrupted`]; what was kept before stands then.
    pub fn keep_run(&mut self, person: &PersonId, run: &KeptRun) -> Result<(), StoreError> {
        self.change(|transaction| keep_run(transaction, person, run))
    }

    /// Throws away what was kept of this person's session.
    ///
    /// # Errors
    /// As [`Store::keep_run`].
    pub fn drop_run(&mut self, person: &PersonId) -> Result<(), StoreError> {
        self.change(|transaction| drop_run(transaction, person))
    }

    fn change(
        &mut self,
        act: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<()>,
    ) -> Result<(), StoreError> {
        if self.stopper.is_stopped() {
            return Err(StoreError::Interrupted);
        }
        let failed = |error| In(&self.file).sql(error);
        let transaction = self.connection.transaction().map_err(failed)?;
        act(&transaction).map_err(failed)?;
        keep_beside(&transaction, self.beside.as_ref()).map_err(failed)?;
        transaction.commit().map_err(failed)?;
        self.beside = None;
        Ok(())
    }
}

pub(crate) fn keep_run(
    transaction: &Transaction<'_>,
    person: &PersonId,
    run: &KeptRun,
) -> rusqlite::Result<()> {
    keep(transaction, person, RUN, run)
}

/// Writes what is to be kept in the same transaction as something else.
pub(crate) fn keep_beside(transaction: &Transaction<'_>, kept: Option<&KeptRun>) -> rusqlite::Result<()> {
    kept.map_or(Ok(()), |kept| keep(transaction, &VAULT_ITSELF, INBOX, kept))
}

/// How many sessions and check-ins go on.
pub(crate) fn begun(connection: &Connection) -> rusqlite::Result<u64> {
    let sql = "SELECT count(*) FROM draft WHERE what IN (?1, ?2)";
    connection.query_row(sql, [RUN, INTERVIEW], |row| rows::unsigned(row, 0))
}

/// The key to the inbox and how far it was taken in.
pub(crate) fn inbox(connection: &Connection) -> rusqlite::Result<Option<KeptRun>> {
    read(connection, &VAULT_ITSELF, INBOX)
}

fn read(connection: &Connection, person: &PersonId, what: &str) -> rusqlite::Result<Option<KeptRun>> {
    let sql = "SELECT version, body FROM draft WHERE person = ?1 AND what = ?2";
    let row = |row: &rusqlite::Row<'_>| Ok(KeptRun { version: row.get(0)?, body: row.get(1)? });
    connection.prepare_cached(sql)?.query_row(params![person.0, what], row).optional()
}

fn keep(
    transaction: &Transaction<'_>,
    person: &PersonId,
    what: &str,
    kept: &KeptRun,
) -> rusqlite::Result<()> {
    let sql = "INSERT INTO draft (person, what, version, body) VALUES (?1, ?2, ?3, ?4) \
               ON CONFLICT (person, what) DO UPDATE SET version = ?3, body = ?4";
    transaction.execute(sql, params![person.0, what, kept.version, kept.body]).map(drop)
}

pub(crate) fn drop_run(transaction: &Transaction<'_>, person: &PersonId) -> rusqlite::Result<()> {
    remove(transaction, person, RUN)
}

fn remove(transaction: &Transaction<'_>, person: &PersonId, what: &str) -> rusqlite::Result<()> {
    let sql = "DELETE FROM draft WHERE person = ?1 AND what = ?2";
    transaction.execute(sql, params![person.0, what]).map(drop)
}

impl Drop for KeptRun {
    /// What was told, or a key, does not stay in memory that was given back.
    fn drop(&mut self) {
        self.body.zeroize();
    }
}

impl std::fmt::Debug for KeptRun {
    /// Its version: the text holds what was told.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "KeptRun(version {})", self.version)
    }
}
