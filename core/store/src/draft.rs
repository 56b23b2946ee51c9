//! What somebody began and has not written down yet, one text for each person.

use gradus_journal::PersonId;
use rusqlite::{OptionalExtension, Transaction, params};

use crate::error::{In, StoreError};
use crate::store::Store;

/// A session that is going on, in the text form of [`gradus_journal::wire::encode_run`].
const RUN: &str = "run";

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
        let sql = "SELECT version, body FROM draft WHERE person = ?1 AND what = ?2";
        let read = |row: &rusqlite::Row<'_>| Ok(KeptRun { version: row.get(0)?, body: row.get(1)? });
        let mut statement = self.connection.prepare_cached(sql).map_err(|error| In(&self.file).sql(error))?;
        let kept = statement.query_row(params![person.0, RUN], read).optional();
        kept.map_err(|error| In(&self.file).sql(error))
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
        transaction.commit().map_err(failed)
    }
}

pub(crate) fn keep_run(
    transaction: &Transaction<'_>,
    person: &PersonId,
    run: &KeptRun,
) -> rusqlite::Result<()> {
    let sql = "INSERT INTO draft (person, what, version, body) VALUES (?1, ?2, ?3, ?4) \
               ON CONFLICT (person, what) DO UPDATE SET version = ?3, body = ?4";
    transaction.execute(sql, params![person.0, RUN, run.version, run.body]).map(drop)
}

pub(crate) fn drop_run(transaction: &Transaction<'_>, person: &PersonId) -> rusqlite::Result<()> {
    let sql = "DELETE FROM draft WHERE person = ?1 AND what = ?2";
    transaction.execute(sql, params![person.0, RUN]).map(drop)
}

impl std::fmt::Debug for KeptRun {
    /// Its version: the text holds what was told.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "KeptRun(version {})", self.version)
    }
}
