//! What can be put right, and only when somebody asks.

use std::path::Path;

use gradus_crypto::{Entropy, EntropyError, make_bytes};
use gradus_journal::{Arrivals, Draft, EntryError, EntrySet, Moment, Pen, Statement, VAULT_ITSELF};
use gradus_vault::{Mark, MarkFile, OlderState, Opened, OtherCopy, VaultError};
use rusqlite::Connection;

use crate::error::{In, StoreError};
use crate::files::close_folder_to_others;
use crate::hold::Hold;
use crate::medium::Medium;
use crate::problem::Problem;
use crate::rows;
use crate::scan::{Scan, scan};
use crate::store::{ReadOut, Store, expected, least_epoch, read_out, refusal};
use crate::verify::medium;

/// What [`Store::mend`] did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoreMended {
    /// An older state may have been accepted: the mark was gone, or knew of entries that are not there. The vault begins a
    /// new life from what is there, under a new writer.
    pub began_new_life: bool,
    /// How many entries the mark had seen; `None` when nothing of it could be read.
    pub marked: Option<u64>,
    /// The mark was written anew, for a new life or because one of its slots was damaged.
    pub rewrote_mark: bool,
    /// Index columns were written anew from the entries.
    pub rebuilt_index: bool,
}

impl Store {
    /// Opens a vault whose mark or index is not right, and puts that right. Never do it unasked.
    ///
    /// A mark of which one slot is whole and continues into the journal is written anew. A mark that is gone, or that knew
    /// of entries that are not there, is how a vault tells that an older state was put back: only with
    /// [`OlderState::Accept`] does that state count from now on.
    ///
    /// Entries, chains and signed heads must hold: nothing mends those but a backup.
    ///
    /// # Errors
    /// [`StoreError`] as [`Store::open`]; then nothing was written.
    pub fn mend(
        dir: &Path,
        vault: &Opened,
        older: OlderState,
        now: &Moment,
        entropy: &dyn Entropy,
    ) -> Result<(Self, EntrySet, StoreMended), StoreError> {
        let hold = Hold::take(dir)?;
        let file = vault.header().database_file();
        let (mut read, rebuild_index) = read_whole(dir, vault)?;
        let marked = MarkFile::salvage(dir, vault.keys())?;
        let is_whole = MarkFile::read(dir, vault.keys()).map(drop);
        // A writing torn by a crash follows a commit, so that the journal is ahead of the slot that is left. Where it is
        // not, the spoilt slot may have known of an entry that is gone.
        let ahead = |mark: &Mark| is_whole.is_ok() || read.scan.arrivals().count() > mark.arrival_number;
        let continues = marked.is_some_and(|mark| read.scan.continues(&mark) && ahead(&mark));
        let begin_new_life = !continues;
        if begin_new_life {
            if older == OlderState::Refuse {
                return Err(older_state(marked, is_whole, &read));
            }
            // First the new life, then the mark: a crash between the two leaves a mark that asks to be mended again. The
            // journal itself says from its first commit on that something may be missing.
            let failed = |error| In(file).sql(error);
            let draft = Draft::new(VAULT_ITSELF, now.wall, &Statement::OlderStateAccepted)?;
            let first = Some((draft, now));
            renew(&mut read.connection, &read.scan, first, entropy).map_err(|error| error.in_file(file))?;
            read.scan = scan(&read.connection, &expected(vault)).map_err(failed)?;
        }
        let rewrite_mark = begin_new_life || is_whole.is_err();
        let mark = match rewrite_mark {
            true => MarkFile::mend(dir, vault.keys(), &read.scan.mark())?,
            false => MarkFile::open(dir, vault.keys())?,
        };
        close_folder_to_others(dir);
        let medium = Medium::folder(dir, mark, hold);
        let (mut store, entries) = Self::take_up(file, expected(vault), read, medium)?;
        if rebuild_index {
            store.rebuild_index()?;
        }
        let mended = StoreMended {
            began_new_life: begin_new_life,
            marked: marked.map(|mark| mark.arrival_number),
            rewrote_mark: rewrite_mark,
            rebuilt_index: rebuild_index,
        };
        Ok((store, entries, mended))
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
            renew(&mut self.connection, &before, None, entropy).map_err(|error| error.in_file(&self.file))?;
        (self.vault.incarnation, self.pen, self.arrivals) = (incarnation, pen, arrivals);
        let mark = self.current_mark();
        Ok(self.medium.replace_mark(vault.keys(), &mark)?)
    }
}

/// Reads a database in which everything holds but, perhaps, the index columns; and whether those do not.
fn read_whole(dir: &Path, vault: &Opened) -> Result<(ReadOut, bool), StoreError> {
    let file = vault.header().database_file();
    let mut read = read_out(dir, vault)?;
    // Nothing is written into a database with a bad page, also where no row lies on it.
    let medium = medium(&read.connection).map_err(|error| In(file).sql(error))?;
    if let Some(problem) = medium.into_iter().next() {
        return Err(refusal(file, problem));
    }
    let before = read.scan.problems.len();
    read.scan.problems.retain(|problem| !matches!(problem, Problem::IndexColumns { .. }));
    let wrong_index = read.scan.problems.len() < before;
    if let Some(problem) = read.scan.problems.drain(..).next() {
        return Err(refusal(file, problem));
    }
    vault.check_epoch(least_epoch(&read.scan.entries))?;
    Ok((read, wrong_index))
}

/// Why the state that is there is not taken for the newest one unasked.
fn older_state(marked: Option<Mark>, reading: Result<(), VaultError>, read: &ReadOut) -> StoreError {
    match (reading, marked) {
        // Mending unasked is over here, whatever the other slot looks like.
        (Err(VaultError::Damaged { file, what, .. }), _) => {
            VaultError::Damaged { file, what, other_copy: OtherCopy::None }.into()
        }
        (Err(error), _) => error.into(),
        (Ok(()), marked) => StoreError::RolledBack {
            marked: marked.map_or(0, |mark| mark.arrival_number),
            found: read.scan.entries.len() as u64,
        },
    }
}

enum RenewError {
    Sql(rusqlite::Error),
    Entropy(EntropyError),
    Entry(EntryError),
}

impl RenewError {
    fn in_file(self, file: &str) -> StoreError {
        match self {
            Self::Sql(error) => In(file).sql(error),
            Self::Entropy(error) => error.into(),
            Self::Entry(error) => error.into(),
        }
    }
}

/// New incarnation, new writer, every arrival chained anew, and perhaps a first word of the new writer, in one transaction.
fn renew(
    connection: &mut Connection,
    scan: &Scan,
    first: Option<(Draft, &Moment)>,
    entropy: &dyn Entropy,
) -> Result<([u8; 16], Pen, Arrivals), RenewError> {
    let incarnation = make_bytes(entropy).map_err(RenewError::Entropy)?;
    let mut pen = Pen::make(entropy, scan.lamport()).map_err(RenewError::Entropy)?;
    let mut said = None;
    if let Some((draft, now)) = first {
        let salt = make_bytes(entropy).map_err(RenewError::Entropy)?;
        said = Some(pen.seal(draft, now.wall, salt).map_err(RenewError::Entry)?);
    }
    let mut arrivals = Arrivals::start(&scan.vault.vault_id, &incarnation);
    let mut write = || {
        let transaction = connection.transaction()?;
        rows::update_incarnation(&transaction, &incarnation)?;
        for entry in &scan.entries {
            arrivals = arrivals.then(&entry.id());
            rows::rechain_entry(&transaction, &arrivals)?;
        }
        if let Some(entry) = &said {
            arrivals = arrivals.then(&entry.id());
            rows::insert_entry(&transaction, entry, &arrivals)?;
        }
        rows::insert_writer(&transaction, &pen)?;
        transaction.commit()
    };
    write().map_err(RenewError::Sql)?;
    Ok((incarnation, pen, arrivals))
}
