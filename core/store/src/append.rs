//! How entries come in: all of them or none.

use gradus_crypto::{Entropy, make_bytes};
use gradus_journal::{Draft, Kind, Moment, PersonId};
use rusqlite::TransactionBehavior;

use crate::draft::{KeptRun, drop_run, keep_beside, keep_run};
use crate::error::{In, StoreError};
use crate::rows;
use crate::store::{Arrived, Store, least_epoch};

impl Store {
    /// Adds entries: all of them or none. When this returns they are on the medium; `vault.mark` follows without waiting
    /// for it. The bodies of entries that an erase entry names are removed in the same transaction.
    ///
    /// # Errors
    /// [`StoreError::Entry`], [`StoreError::Entropy`], [`StoreError::DiskFull`], [`StoreError::Io`],
    /// [`StoreError::Interrupted`]; nothing was written then.
    pub fn append(
        &mut self,
        drafts: Vec<Draft>,
        now: &Moment,
        entropy: &dyn Entropy,
    ) -> Result<Vec<Arrived>, StoreError> {
        self.append_all(drafts, None, now, entropy)
    }

    /// As [`Store::append`]; in the same transaction the session of `person` that is going on is kept as `kept`, or, without
    /// it, thrown away: written down and gone, or neither.
    ///
    /// # Errors
    /// As [`Store::append`].
    pub fn append_run(
        &mut self,
        drafts: Vec<Draft>,
        person: &PersonId,
        kept: Option<&KeptRun>,
        now: &Moment,
        entropy: &dyn Entropy,
    ) -> Result<Vec<Arrived>, StoreError> {
        self.append_all(drafts, Some((person, kept)), now, entropy)
    }

    fn append_all(
        &mut self,
        drafts: Vec<Draft>,
        run: Option<(&PersonId, Option<&KeptRun>)>,
        now: &Moment,
        entropy: &dyn Entropy,
    ) -> Result<Vec<Arrived>, StoreError> {
        if drafts.is_empty() {
            return Ok(Vec::new());
        }
        if self.stopper.is_stopped() {
            return Err(StoreError::Interrupted);
        }
        let (pen_mark, arrivals) = (self.pen.mark(), self.arrivals);
        let appended = self.append_in_one_transaction(drafts, run, now, entropy);
        match &appended {
            Ok(arrived) => {
                self.least_header_epoch =
                    self.least_header_epoch.max(least_epoch(arrived.iter().map(|arrived| &arrived.entry)));
                // What is stored is stored. The next writing tries again; `verify` and `shut` try too, and tell.
                drop(self.catch_up());
            }
            Err(_) => {
                self.pen.rewind(pen_mark);
                self.arrivals = arrivals;
            }
        }
        appended
    }

    fn append_in_one_transaction(
        &mut self,
        drafts: Vec<Draft>,
        run: Option<(&PersonId, Option<&KeptRun>)>,
        now: &Moment,
        entropy: &dyn Entropy,
    ) -> Result<Vec<Arrived>, StoreError> {
        let failed = |error| In(&self.file).sql(error);
        let transaction =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
        let mut arrived = Vec::with_capacity(drafts.len());
        for draft in drafts {
            let entry = self.pen.seal(draft, now.wall, make_bytes(entropy)?)?;
            self.arrivals = self.arrivals.then(&entry.id());
            rows::insert_entry(&transaction, &entry, &self.arrivals).map_err(failed)?;
            if entry.head().kind == Kind::Erase {
                let mut targets = entry.head().targets.iter();
                targets.try_for_each(|id| rows::erase_body(&transaction, id)).map_err(failed)?;
            }
            arrived.push(Arrived { entry, arrival: self.arrivals.count() });
        }
        match run {
            Some((person, Some(kept))) => keep_run(&transaction, person, kept).map_err(failed)?,
            Some((person, None)) => drop_run(&transaction, person).map_err(failed)?,
            None => {}
        }
        rows::update_writer(&transaction, &self.pen).map_err(failed)?;
        keep_beside(&transaction, self.beside.as_ref()).map_err(failed)?;
        transaction.commit().map_err(failed)?;
        self.beside = None;
        Ok(arrived)
    }
}
