//! Old answers of the rules: the packs that gave them, and whether they give them again.

use std::collections::BTreeMap;

use gradus_crypto::Hash;
use gradus_domain::Assessment;
use gradus_journal::wire::decode;
use gradus_journal::{EntrySet, Kind, Statement};
use gradus_store::Store;
use gradus_triage::Pack;

use super::{App, builtin_pack};
use crate::AppError;
use crate::view::VerifyView;

#[cfg(test)]
mod tests;

/// Packs other than the one that this version carries, by the hash of their text. Of one that is not kept, that was changed,
/// or that this version cannot read, there is none.
#[derive(Default)]
pub(super) struct OldPacks(BTreeMap<Hash, Option<Pack>>);

impl OldPacks {
    fn of(&mut self, store: &Store, hash: Hash) -> Option<&Pack> {
        if hash == builtin_pack().reference().hash {
            return Some(builtin_pack());
        }
        let read = || Pack::parse(&store.pack(&hash).ok()??, hash).ok();
        self.0.entry(hash).or_insert_with(read).as_ref()
    }
}

impl App {
    /// The pack that gave an answer; where that cannot be read, the one of today.
    pub(super) fn pack_for(&self, answer: &Assessment) -> &Pack {
        if answer.pack.hash == self.pack.reference().hash {
            return self.pack;
        }
        let older = self.older.get_or_init(|| {
            let mut older = OldPacks::default();
            for one in self.folded.people.values().flat_map(|history| &history.assessments) {
                older.of(&self.store, one.value.pack.hash);
            }
            older
        });
        older.0.get(&answer.pack.hash).and_then(Option::as_ref).unwrap_or(self.pack)
    }
}

/// Works out again every answer that is kept, each as its entry has it and by the pack that gave it, and tells in `view` how
/// they came out. What was erased by order is no answer any more.
pub(super) fn answer_again(
    store: &Store,
    entries: &EntrySet,
    view: &mut VerifyView,
    may_go_on: impl Fn() -> Result<(), AppError>,
) -> Result<(), AppError> {
    let mut packs = OldPacks::default();
    for entry in entries.iter().filter(|entry| entry.head().kind == Kind::Assessment) {
        may_go_on()?;
        if entries.is_erased(entry) {
            continue;
        }
        let Ok(Statement::Assessment(kept)) = decode(entry) else {
            view.answers_unread += 1;
            continue;
        };
        let pack = packs.of(store, kept.pack.hash);
        match pack.map(|pack| pack.gives_again(&kept, entry.head().effective)) {
            Some(Ok(true)) => view.answers_same += 1,
            Some(Ok(false)) => {
                view.answers_otherwise += 1;
                let (entry, version) = (entry.id(), &kept.pack.version);
                view.problems
                    .push(format!("entry {entry}: it is not the answer that {version} gives to its facts"));
            }
            Some(Err(_)) | None => view.answers_unread += 1,
        }
    }
    Ok(())
}
