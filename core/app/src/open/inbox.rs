//! Takes in what was noted while the diary was locked, and shows outside what may be known of a session meanwhile.

mod held;
mod key;
mod told;

use std::path::{Path, PathBuf};

use gradus_domain::{History, Moment, OccurrenceId, PersonId, Run, RunEvent, SkipReason};
use gradus_journal::wire::{
    InboxRow, KeptBack, Letter, NeutralName, Said, WireError, decode_inbox, decode_letter, encode_inbox,
    encode_neutral,
};
use gradus_store::KeptRun;
use gradus_vault::{Inbox, InboxKeys, Opening, VaultError, VaultFile, VaultId, set_aside};
use gradus_words::InboxDoubt;

use self::held::{is_told_again, slot_of_skip};
use self::key::{BEFORE_THE_FIRST, keys_of};
use self::told::{Told, Why, doubt};
use super::App;
use super::record::refused;
use crate::AppError;
use crate::view::InboxView;

/// A file of notes that the medium does not give out is put aside once it was asked for at so many openings in a row, of which the
/// last came so long after the first. A proposal: a restart and a night lie between.
const KEPT_BACK_OPENINGS: u32 = 3;
const KEPT_BACK_MS: i64 = 24 * 3600 * 1000;

/// The way in for notes: the key to them, and what whoever lacks it can see just now.
pub(super) struct Door {
    dir: PathBuf,
    keys: InboxKeys,
    row: InboxRow,
    neutral: Vec<u8>,
    /// Something lies in the file that is not taken in: nothing is written over it.
    is_held: bool,
}

impl App {
    /// What became of the notes that were made while the diary was locked. Each is told once: what this answers is not told
    /// again.
    ///
    /// # Errors
    /// `Storage`; then it is told again.
    pub fn inbox_news(&mut self) -> Result<InboxView, AppError> {
        let waits = std::mem::take(&mut self.inbox_waits);
        let still = waits.then(|| self.words.inbox_waits());
        let Some(door) = &mut self.inbox else {
            return Ok(InboxView { taken_in: 0, sentences: still.into_iter().collect(), alarming: waits });
        };
        let told: Vec<_> = door.row.told.iter().filter_map(|text| text.parse::<Told>().ok()).collect();
        let taken_in = door.row.taken_in;
        let some = (taken_in > 0).then(|| self.words.inbox_taken_in(taken_in as usize));
        let sentences = told.iter().map(|one| one.sentence(self.words)).chain(some).chain(still).collect();
        let view = InboxView { taken_in, sentences, alarming: waits || !told.is_empty() };
        if taken_in > 0 || !door.row.told.is_empty() {
            let row = InboxRow { taken_in: 0, told: Vec::new(), ..door.row.clone() };
            match self.store.keep_inbox(&kept(&row)) {
                Ok(()) => door.row = row,
                // Where nothing can be written, being told twice is the smaller harm.
                Err(_) if waits => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(view)
    }

    /// Opens the inbox of a vault that lies in a folder: makes one where there is none, and takes in what lies in it.
    pub(super) fn open_inbox(&mut self, now: &Moment) -> Result<(), AppError> {
        let (id, dir) = (self.store.vault_id(), self.store.folder().map(Path::to_owned));
        let Some(dir) = dir else { return Ok(()) };
        let Some(known) = self.store.inbox()? else { return self.first_inbox(dir, id) };
        let kept = decode_inbox(&known.body).map_err(|error| unread_row(error, known.version))?;
        let read = key::read(&dir, id, &kept);
        self.open_read(dir, kept, read, now)
    }

    /// The same, as it was read: `kept` is what the database knows of it.
    fn open_read(
        &mut self,
        dir: PathBuf,
        kept: InboxRow,
        (mut row, keys, opening): (InboxRow, InboxKeys, Opening),
        now: &Moment,
    ) -> Result<(), AppError> {
        if let Some(kind) = opening.refused
            && !self.is_kept_back_for_good(&kept, now)
        {
            // Nothing is known of what lies there: it waits, and is neither put aside nor written over.
            return Err(VaultError::Io { file: VaultFile::Inbox, kind }.into());
        }
        row.kept_back = None;
        if opening.round > row.round {
            // A crash came between emptying the file and noting so here, or this database is older than the file.
            row = InboxRow { round: opening.round, merged: 0, ..row };
        }
        if row.round == BEFORE_THE_FIRST && !opening.is_there {
            // Making it broke off between its key and the file. Nothing is missing.
            return self.begin_inbox(dir, keys, row);
        }
        let is_held = !opening.letters.is_empty() || !opening.troubles.is_empty();
        let (is_due, neutral) = (self.is_of_an_earlier_key(&row), opening.neutral.clone());
        self.inbox = Some(Door { dir: dir.clone(), keys, row: row.clone(), neutral, is_held });
        if !is_held && !is_due {
            if row != kept {
                self.keep_row(row)?;
            }
            self.show_neutral();
            return Ok(());
        }
        self.take_in_all(&opening, now)?;
        if opening.has_unread() {
            set_aside(&dir)?;
        }
        self.empty_inbox()
    }

    /// Whether the medium kept the file back for so long that nobody waits for it any more. One that fails for a moment, or for an
    /// evening, loses no note so; one that never gives the file out does not keep notes from being made for ever. It is put
    /// aside then and not removed: other tools may still read it. Never while its key is being changed: nobody knows then for
    /// which of the two keys it is, and giving up would drop the only one that opens it.
    fn is_kept_back_for_good(&mut self, kept: &InboxRow, now: &Moment) -> bool {
        let now_ms = now.wall.timestamp_millis();
        let known = kept.kept_back.unwrap_or(KeptBack { since_ms: now_ms, openings: 0 });
        // A clock that was ahead begins the day anew.
        let since_ms = known.since_ms.min(now_ms);
        let openings = known.openings.saturating_add(1);
        let is_for_good = openings >= KEPT_BACK_OPENINGS && now_ms - since_ms >= KEPT_BACK_MS;
        if is_for_good && kept.next.is_none() {
            return true;
        }
        let row = InboxRow { kept_back: Some(KeptBack { since_ms, openings }), ..kept.clone() };
        // Where nothing can be written either, it is waited for all the longer.
        drop(self.store.keep_inbox(&self::kept(&row)));
        false
    }

    /// The database has the key before any file is sealed to it: where it cannot be kept, no file stands and no note is accepted.
    fn first_inbox(&mut self, dir: PathBuf, id: VaultId) -> Result<(), AppError> {
        let mut row = self.first_row()?;
        match Inbox::read(&dir) {
            Err(VaultError::Missing { .. }) => {}
            // Of this vault as it was later, before an older database was put back; and nobody noted anything.
            Ok(left) if left.vault_id() == id && left.waiting() == 0 => {}
            _ => {
                row = with_told(row, &Told::Doubt(InboxDoubt::Unreadable));
                set_aside(&dir)?;
            }
        }
        self.store.keep_inbox(&kept(&row))?;
        let keys = keys_of(id, &row.key);
        self.begin_inbox(dir, keys, row)
    }

    /// Writes the first file of a key that the database has already.
    fn begin_inbox(&mut self, dir: PathBuf, keys: InboxKeys, row: InboxRow) -> Result<(), AppError> {
        self.inbox = Some(Door { dir, keys, row, neutral: Vec::new(), is_held: true });
        self.empty_inbox()
    }

    /// Each note in its order, and what it leads to, in one transaction with the count of notes that are taken in: whatever
    /// breaks off here, each is taken in once.
    fn take_in_all(&mut self, opening: &Opening, now: &Moment) -> Result<(), AppError> {
        for (number, letter) in opening.letters.iter().enumerate() {
            let Some(door) = &self.inbox else { return Ok(()) };
            let merged = u32::try_from(number + 1).unwrap_or(u32::MAX);
            let Some(bytes) = letter.as_ref().filter(|_| merged > door.row.merged) else { continue };
            let row = InboxRow { merged, ..door.row.clone() };
            match decode_letter(bytes.expose()) {
                Ok(letter) => {
                    let again = is_told_again(&opening.letters[..number], &letter.said);
                    self.take_in(letter, again, row, now)?;
                }
                Err(_) => self.keep_row(with_told(row, &Told::Unread))?,
            }
        }
        let Some(door) = &self.inbox else { return Ok(()) };
        // A file that was put aside before a crash was judged, too.
        let is_judged = |hash| !opening.is_there || hash == opening.hash;
        if opening.troubles.is_empty() || door.row.judged.is_some_and(is_judged) {
            return Ok(());
        }
        let row = InboxRow { judged: Some(opening.hash), ..door.row.clone() };
        let troubles = opening.troubles.iter().map(|trouble| Told::Doubt(doubt(*trouble)));
        self.keep_row(troubles.fold(row, |row, told| with_told(row, &told)))
    }

    /// `again`: an earlier note of the same file says the same of the same planned session.
    fn take_in(&mut self, letter: Letter, again: bool, row: InboxRow, now: &Moment) -> Result<(), AppError> {
        // Nothing that was noted is still to come.
        let at = letter.at.at(letter.at.wall.min(now.wall));
        let taken = InboxRow { taken_in: row.taken_in.saturating_add(1), ..row.clone() };
        drop(self.store.keep_inbox_beside(Some(kept(&taken))));
        let done = match letter.said {
            Said::Run { run, event } => self.take_in_event(run, event, &at, now),
            Said::Done { person, occurrence } => self.take_in_done(person, (occurrence, again), &at, now),
            Said::Skipped { person, occurrence } => self.take_in_skip(person, occurrence, &at, now),
        };
        let unwritten = self.store.keep_inbox_beside(None);
        match done.map_err(Why::of) {
            Ok(()) => match unwritten {
                // It says what was told before: one sign that is told twice is one note.
                Some(_) => self.keep_row(row),
                None => {
                    self.know_row(taken);
                    Ok(())
                }
            },
            Err(Ok(why)) => self.keep_row(with_told(row, &Told::LeftOut { at: at.wall, why })),
            Err(Err(error)) => Err(error),
        }
    }

    fn take_in_event(
        &mut self,
        name: NeutralName,
        event: RunEvent,
        at: &Moment,
        now: &Moment,
    ) -> Result<(), AppError> {
        let Some((person, mut run)) = self.run_of(name)? else { return Err(refused(Why::NO_SESSION)) };
        let event = event.of_neutral(run.script()).ok_or_else(|| refused(Why::NO_SESSION))?;
        let had = run.events().len();
        run.tell_while_locked(event, *at).map_err(|error| refused(&error.to_string()))?;
        if run.events().len() == had {
            return Ok(());
        }
        self.keep_told(&person.to_string(), &run, had, at, now).map(drop)
    }

    fn take_in_skip(
        &mut self,
        person: PersonId,
        occurrence: Option<OccurrenceId>,
        at: &Moment,
        now: &Moment,
    ) -> Result<(), AppError> {
        let occurrence = slot_of_skip(&*self.history_of(person, at)?, occurrence, at)?;
        self.write_skip(&person.to_string(), Some(occurrence), SkipReason::Other, at, now).map(drop)
    }

    fn history_of(&self, person: PersonId, at: &Moment) -> Result<std::borrow::Cow<'_, History>, AppError> {
        let known = self.histories().contains_key(&person);
        if known { self.history(&person.to_string(), at) } else { Err(refused(Why::NOBODY)) }
    }

    /// Empties the file: a fresh one under the next round or another key pair, and then the database knows of it.
    fn empty_inbox(&mut self) -> Result<(), AppError> {
        let Some(before) = self.inbox.as_ref().map(|door| door.row.clone()) else { return Ok(()) };
        let row = self.next_row(&before)?;
        let keys = keys_of(self.store.vault_id(), &row.key);
        let neutral = self.neutral(&keys);
        let Some(door) = &mut self.inbox else { return Ok(()) };
        let mut fresh = Inbox::fresh(&keys, row.round);
        fresh.set_neutral(neutral.clone())?;
        fresh.write(&door.dir)?;
        (door.keys, door.neutral, door.is_held) = (keys, neutral, false);
        // The file is ahead of the database now; a later round is known by its key.
        self.know_row(row.clone());
        self.keep_row(row)
    }

    /// Shows outside how the sessions that go on stand. They themselves are on the disk already: where this cannot be written,
    /// whoever looks at a locked vault sees them as they stood one event before.
    pub(super) fn show_neutral(&mut self) {
        let Some(neutral) = self.inbox.as_ref().map(|door| self.neutral(&door.keys)) else { return };
        let Some(door) = &mut self.inbox else { return };
        if door.is_held || door.neutral == neutral {
            return;
        }
        let mut inbox = Inbox::fresh(&door.keys, door.row.round);
        if inbox.set_neutral(neutral.clone()).and_then(|()| inbox.write(&door.dir)).is_ok() {
            door.neutral = neutral;
        }
    }

    /// Every session that goes on, as times and steps.
    fn neutral(&self, keys: &InboxKeys) -> Vec<u8> {
        let runs = self.histories().values().filter_map(|history| {
            let run = self.kept_run(history).ok().flatten()?;
            Some((name_of(keys, history.person.id, &run), run.neutral()))
        });
        let runs: Vec<_> = runs.collect();
        if runs.is_empty() { Vec::new() } else { encode_neutral(&runs).into_bytes() }
    }

    fn run_of(&self, name: NeutralName) -> Result<Option<(PersonId, Run)>, AppError> {
        let Some(door) = &self.inbox else { return Ok(None) };
        for history in self.histories().values() {
            let run = match self.kept_run(history) {
                // Of another person's session that this version cannot read; nothing is noted of that one.
                Err(AppError::Refused { .. }) => continue,
                other => other?,
            };
            if let Some(run) = run.filter(|run| name_of(&door.keys, history.person.id, run) == name) {
                return Ok(Some((history.person.id, run)));
            }
        }
        Ok(None)
    }

    fn keep_row(&mut self, row: InboxRow) -> Result<(), AppError> {
        self.store.keep_inbox(&kept(&row))?;
        self.know_row(row);
        Ok(())
    }

    fn know_row(&mut self, row: InboxRow) {
        if let Some(door) = &mut self.inbox {
            door.row = row;
        }
    }
}

/// The same for a session from its start to its end, or until the vault has another key, and telling nothing without the key.
fn name_of(keys: &InboxKeys, person: PersonId, run: &Run) -> NeutralName {
    let started = run.started().wall.timestamp_millis().to_be_bytes();
    NeutralName(keys.neutral_name(&[&person.0[..], &started].concat()))
}

/// How many notes wait in the folder of a damaged vault, by what its database still knows of them. `None` where nobody can tell
/// whether all are there, or where something about them was still to be told: then some may be missing.
pub(super) fn waiting_notes(dir: &Path, id: VaultId, known: Option<&KeptRun>) -> Option<usize> {
    let kept = decode_inbox(&known?.body).ok()?;
    let (_, _, opening) = key::read(dir, id, &kept);
    let holds = opening.troubles.is_empty() && kept.told.is_empty();
    holds.then_some(opening.letters.len())
}

fn kept(row: &InboxRow) -> KeptRun {
    KeptRun { version: gradus_journal::wire::INBOX_VERSION, body: encode_inbox(row) }
}

/// What is told once is not told twice, also where it is found twice because something broke off.
fn with_told(mut row: InboxRow, told: &Told) -> InboxRow {
    let text = told.to_string();
    if !row.told.contains(&text) {
        row.told.push(text);
    }
    row
}

fn unread_row(error: WireError, version: u16) -> AppError {
    let file = "vault.db".to_owned();
    match error {
        WireError::NewerBody { .. } => AppError::NewerVersion {
            file,
            found: version.into(),
            known: gradus_journal::wire::INBOX_VERSION.into(),
        },
        _ => AppError::Damaged {
            file,
            what: "the key to the inbox cannot be read".to_owned(),
            mendable: false,
        },
    }
}

#[cfg(test)]
mod first_tests;
#[cfg(test)]
mod tests;
