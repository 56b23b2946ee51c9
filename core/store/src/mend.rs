//! What can be put right, and only when somebody asks.

use std::path::Path;

use gradus_crypto::{Entropy, EntropyError, make_bytes};
use gradus_journal::{Arrivals, EntrySet, Pen};
use gradus_vault::{MarkFile, Opened, VaultError};
use rusqlite::Connection;

use crate::error::{In, StoreError};
use crate::problem::Problem;
use crate::rows;
use crate::scan::{Scan, scan};
use crate::store::{ReadOut, Store, expected, least_epoch, read_out, refusal};
use crate::verify::medium;

/// What [`Store::mend`] did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoreMended {
    /// The mark was missing, damaged, or knew of entries that are not there; the vault begins a new life from what is
    /// there, under a new writer.
    pub began_new_life: bool,
    /// Index columns were written anew from the entries.
    pub rebuilt_index: bool,
}

impl Store {
    /// Opens a vault whose mark or index is not right, and puts that right. Never do it unasked: a mark that disagrees
    /// is how a vault tells that an older state was put back, and mending accepts that state.
    ///
    /// Entries, chains and signed heads must hold: nothing mends those but a backup.
    ///
    /// # Errors
    /// [`StoreError`] as [`Store::open`], the mark's own errors aside; then nothing was written.
    pub fn mend(
        dir: &Path,
        vault: &Opened,
        entropy: &dyn Entropy,
    ) -> Result<(Self, EntrySet, StoreMended), StoreError> {
        let file = vault.header().database_file();
        let mut read = read_out(dir, vault)?;
        // Nothing is written into a database with a bad page, also where no row lies on it.
        let medium = medium(&read.connection).map_err(|error| In(file).sql(error))?;
        if let Some(problem) = medium.into_iter().next() {
            return Err(refusal(file, problem));
        }
        let before = read.scan.problems.len();
        read.scan.problems.retain(|problem| !matches!(problem, Problem::IndexColumns { .. }));
        let rebuilt_index = read.scan.problems.len() < before;
        if let Some(problem) = read.scan.problems.drain(..).next() {
            return Err(refusal(file, problem));
        }
        vault.check_epoch(least_epoch(&read.scan.entries))?;
        let is_known = compare_with_mark(dir, vault, &mut read)?;
        let began_new_life = !is_known || !read.scan.problems.is_empty();
        let mark = if began_new_life {
            // First the new life, then the mark: a crash between the two leaves a mark that asks to be mended again.
            let failed = |error| In(file).sql(error);
            renew(&mut read.connection, &read.scan, entropy).map_err(|error| error.in_file(file))?;
            read.scan = scan(&read.connection, &expected(vault)).map_err(failed)?;
            MarkFile::mend(dir, vault.keys(), &read.scan.mark())?
        } else {
            MarkFile::open(dir, vault.keys())?
        };
        let (mut store, entries) = Self::take_up(dir, vault, read, mark)?;
        if rebuilt_index {
            store.rebuild_index()?;
        }
        Ok((store, entries, StoreMended { began_new_life, rebuilt_index }))
    }

    /// Begins a new life of this vault: a new writer, a new incarnation, and the arrival chain counted anew. For a
    /// restored backup and an accepted older state, because a copy elsewhere may go on writing under the old ones.
    /// Freshness marks of the life before answer `Unknown` from now on.
    ///
    /// # Errors
    /// [`StoreError::Entropy`], [`StoreError::Io`], [`StoreError::DiskFull`].
    pub fn begin_new_life(&mut self, vault: &Opened, entropy: &dyn Entropy) -> Result<(), StoreError> {
        let failed = |error| In(&self.file).sql(error);
        let before = scan(&self.connection, &self.expected).map_err(failed)?;
        let (incarnation, pen, arrivals) =
            renew(&mut self.connection, &before, entropy).map_err(|error| error.in_file(&self.file))?;
        (self.vault.incarnation, self.pen, self.arrivals) = (incarnation, pen, arrivals);
        self.mark = MarkFile::mend(&self.dir, vault.keys(), &self.current_mark())?;
        Ok(())
    }
}

/// Whether there is a mark that can be read; where there is, what it says is held against the journal.
fn compare_with_mark(dir: &Path, vault: &Opened, read: &mut ReadOut) -> Result<bool, StoreError> {
    match MarkFile::read(dir, vault.keys()) {
        Ok(mark) => {
            read.scan.compare(&mark);
            Ok(true)
        }
        Err(error @ (VaultError::NewerVersion { .. } | VaultError::Io { .. })) => Err(error.into()),
        Err(_) => Ok(false),
    }
}

enum RenewError {
    Sql(rusqlite::Error),
    Entropy(EntropyError),
}

impl RenewError {
    fn in_file(self, file: &str) -> StoreError {
        match self {
            Self::Sql(error) => In(file).sql(error),
            Self::Entropy(error) => error.into(),
        }
    }
}

/// New incarnation, new writer, and every arrival chained anew, in one transaction.
fn renew(
    connection: &mut Connection,
    scan: &Scan,
    entropy: &dyn Entropy,
) -> Result<([u8; 16], Pen, Arrivals), RenewError> {
    let incarnation = make_bytes(entropy).map_err(RenewError::Entropy)?;
    let pen = Pen::make(entropy, scan.lamport()).map_err(RenewError::Entropy)?;
    let mut arrivals = Arrivals::start(&scan.vault.vault_id, &incarnation);
    let mut write = || {
        let transaction = connection.transaction()?;
        rows::update_incarnation(&transaction, &incarnation)?;
        for entry in &scan.entries {
            arrivals = arrivals.then(&entry.id());
            rows::rechain_entry(&transaction, &arrivals)?;
        }
        rows::insert_writer(&transaction, &pen)?;
        transaction.commit()
    };
    write().map_err(RenewError::Sql)?;
    Ok((incarnation, pen, arrivals))
}
