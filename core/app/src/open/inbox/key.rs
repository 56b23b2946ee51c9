//! Which key pair the inbox has, and how another takes its place once the vault has another key.
//!
//! ```text
//!  notes taken in by the old pair -> the database has both -> file of the new pair -> the database has the new one alone
//!  `---------- a crash here: the file is of the old pair ----------'`---- a crash here: the file is of the new pair ----
//! ```

use std::path::Path;

use gradus_crypto::Secret;
use gradus_journal::wire::{InboxKey, InboxRow};
use gradus_vault::{InboxKeys, Opening, VaultId};

use super::super::App;
use crate::AppError;

/// The round of a row whose key is known and whose file may not stand yet.
pub(super) const BEFORE_THE_FIRST: u64 = 0;
const FIRST_ROUND: u64 = 1;

/// What is in the file, by the pair that it was written for, and what is known of it.
pub(super) fn read(dir: &Path, id: VaultId, row: &InboxRow) -> (InboxRow, InboxKeys, Opening) {
    let by = |key: &InboxKey, round| {
        let keys = keys_of(id, key);
        let opening = Opening::read(dir, &keys, round);
        (keys, opening)
    };
    if let Some(key) = &row.next {
        let (keys, opening) = by(key, FIRST_ROUND);
        if opening.is_for_key || opening.refused.is_some() {
            return (begun_with(key.clone(), row), keys, opening);
        }
    }
    let (keys, opening) = by(&row.key, row.round);
    (row.clone(), keys, opening)
}

pub(super) fn keys_of(id: VaultId, key: &InboxKey) -> InboxKeys {
    InboxKeys::from_bytes(id, key.secret())
}

/// What is known of the first file of a pair. What nobody was told of yet stays to be told.
fn begun_with(key: InboxKey, before: &InboxRow) -> InboxRow {
    let (round, merged, taken_in, told) = (FIRST_ROUND, 0, before.taken_in, before.told.clone());
    InboxRow { key, next: None, round, merged, taken_in, told, judged: None, kept_back: None }
}

impl App {
    /// What is to be known of the first inbox that this vault has, before its file is written.
    pub(super) fn first_row(&self) -> Result<InboxRow, AppError> {
        let (key, round) = (self.make_key()?, BEFORE_THE_FIRST);
        let (next, told, judged, kept_back) = (None, Vec::new(), None, None);
        Ok(InboxRow { key, next, round, merged: 0, taken_in: 0, told, judged, kept_back })
    }

    /// Whether whoever has a copy of the vault under an earlier key has this key as well.
    pub(super) fn is_of_an_earlier_key(&self, row: &InboxRow) -> bool {
        row.key.generation != self.store.key_generation()
    }

    /// What is to be known of the file that takes the place of this one, all of which is taken in: the next round, or the first
    /// of a new pair where this one is of an earlier key. When this returns, that pair is in the database already.
    pub(super) fn next_row(&mut self, row: &InboxRow) -> Result<InboxRow, AppError> {
        if !self.is_of_an_earlier_key(row) {
            let round = row.round.saturating_add(1);
            return Ok(InboxRow { round, merged: 0, judged: None, ..row.clone() });
        }
        let key = self.make_key()?;
        self.keep_row(InboxRow { next: Some(key.clone()), ..row.clone() })?;
        Ok(begun_with(key, row))
    }

    fn make_key(&self) -> Result<InboxKey, AppError> {
        let keys = InboxKeys::make(self.store.vault_id(), &*self.entropy)?;
        Ok(InboxKey { private: Secret::from_bytes(*keys.expose()), generation: self.store.key_generation() })
    }
}
