//! The way out of last resort: a vault that nothing mends gives out what holds of it, into a new one.
//!
//! ```text
//!  old folder --copy--> pages, rows --journal::holding--> what holds --> new vault: another key, another writer
//!  (never written)                                      `-> the rest --> told, and the new vault is as cautious
//!                                                                        as after an older state was accepted
//! ```

use std::collections::BTreeMap;
use std::path::Path;

use chrono::{DateTime, FixedOffset, TimeZone};
use gradus_crypto::{Entropy, Hash, make_bytes, sha256};
use gradus_journal::{
    Arrivals, Draft, Entry, EntryError, EntrySet, Gap, Holding, Kind, MAX_TARGETS, Moment, Pen, PersonId,
    Statement, VAULT_ITSELF, holding,
};
use gradus_vault::{Created, Mark, MarkFile, Opened, VaultError};
use rusqlite::{Connection, params};

use crate::create::{NewVault, furnish, make, take_away};
use crate::draft::KeptRun;
use crate::error::{In, StoreError};
use crate::hold::Hold;
use crate::problem::Problem;
use crate::rotation_left::note_rotation;
use crate::rows::{self, EntryRow, VaultRow};
use crate::schema;
use crate::store::{Store, expected, least_epoch, refusal};
use crate::wreck::{Indexed, read_wreck};

/// A new vault with what was saved, open.
#[derive(Debug)]
pub struct Salvaged {
    /// It, with its recovery code. Until [`Store::recovery_code_noted`] is called, every opening tells that the code may not
    /// have been read.
    pub vault: NewVault,
    /// What was saved and what was not.
    pub report: SalvageReport,
}

/// What a damaged vault gave out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SalvageReport {
    /// How many entries about each person are in the new vault, those of the vault itself under [`VAULT_ITSELF`].
    pub saved: BTreeMap<PersonId, u64>,
    /// What is known of each entry that is not, by arrival.
    pub lost: Vec<Lost>,
    /// The same as each writer counted: entries that are not in the new vault.
    pub gaps: Vec<Gap>,
    /// Rule packs that could not be read: what they once answered stands, and cannot be worked out again. `None` where nobody
    /// knows how many.
    pub lost_packs: Option<u64>,
    /// Sessions and check-ins that were going on. They are never taken over. `None` where nobody knows.
    pub begun: Option<u64>,
    /// Nothing is missing, and that is proven: then the new vault is as cautious as the old one, and no more.
    pub is_whole: bool,
}

/// An entry that was not saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lost {
    /// Its place among everything that ever reached the vault, from 1.
    pub arrival: u64,
    /// What it was about, where that is known.
    pub kind: Option<Kind>,
    /// Whom, where that is known.
    pub person: Option<PersonId>,
    /// When it happened, where that is known. Only the index may have known, in which no offset stands: then that of `now`.
    pub effective: Option<DateTime<FixedOffset>>,
    /// Why.
    pub why: LostWhy,
}

/// Why an entry was not saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LostWhy {
    /// The place where it lay cannot be read.
    Unreadable,
    /// It is not what was written.
    Changed(EntryError),
    /// It can be read, and what its writer wrote before it cannot, or is not what was signed: among that may be what it hangs on.
    BeyondBreak,
    /// It was kept, and what it said is gone, although no order to erase that is left.
    BodyGone,
}

impl Store {
    /// Reads whatever can be read of the vault in `from`, in which not a byte is written, and makes a new vault at `into` with
    /// every entry that holds: whose bytes are what was written, and before which nothing of its writer is missing. `build` makes
    /// the new header in the folder that it is given, for an epoch after the one that it is given, by
    /// [`gradus_vault::create_after`]. `is_more_missing` is asked, with what the database knew of the notes
    /// made while it was locked ([`Store::inbox`]), whether something besides it may be lost.
    ///
    /// Unless it is proven that nothing is missing, the new vault is as cautious as one whose older state was accepted: sessions
    /// wait until every question was answered again, and no step is taken until the clinic was spoken to.
    ///
    /// # Errors
    /// [`StoreError::AlreadyExists`], [`StoreError::InDamagedFolder`] for a place that will not do; [`StoreError::Busy`];
    /// [`StoreError::Missing`], [`StoreError::Foreign`], and [`StoreError::Damaged`] or [`StoreError::Truncated`] when not even
    /// the first page can be read; [`StoreError::NewerVersion`]; [`VaultError::RolledBack`] when the header is older than the
    /// journal knows; [`StoreError::Io`], [`StoreError::DiskFull`] (it needs space for two more databases for a while).
    /// Nothing is left behind then. A crash leaves the old folder as it was, and at `into` nothing beside what [`Store::create`]
    /// leaves (begin anew), or the whole new vault, which then says that nobody may have read its recovery code.
    pub fn salvage(
        from: &Path,
        vault: &Opened,
        into: &Path,
        is_more_missing: impl FnOnce(Option<&KeptRun>) -> bool,
        now: &Moment,
        entropy: &dyn Entropy,
        build: impl FnOnce(&Path, u64) -> Result<Created, VaultError>,
    ) -> Result<Salvaged, StoreError> {
        let _hold = Hold::take(from)?;
        if lies_in(into, from) {
            return Err(StoreError::InDamagedFolder);
        }
        let mut report = None;
        let mut vault = make(into, entropy, |workshop| {
            let saved = Saved::read(from, vault, workshop, is_more_missing, now)?;
            let created = build(workshop, saved.least_epoch)?;
            let created = furnish(workshop, created, |connection, opened| {
                saved.write(connection, opened, now, entropy)
            })?;
            report = Some(saved.report);
            Ok(created)
        })?;
        if let Some(problem) = vault.store.verify()?.problems.into_iter().next() {
            let file = vault.store.file.clone();
            drop(vault);
            take_away(into, &file);
            return Err(refusal(&file, problem));
        }
        Ok(Salvaged { vault, report: report.expect("furnished, so that it was told") })
    }
}

/// Whether a place is in a folder, or is that folder.
fn lies_in(place: &Path, folder: &Path) -> bool {
    let Ok(folder) = folder.canonicalize() else { return false };
    let absolute = std::path::absolute(place).unwrap_or_else(|_| place.to_owned());
    let there = absolute.ancestors().find_map(|part| part.canonicalize().ok());
    there.is_some_and(|there| there.starts_with(&folder))
}

/// What is to be written into the new vault.
struct Saved {
    created_ms: Option<i64>,
    /// In the order of arrival.
    entries: Vec<Entry>,
    holding: Holding,
    packs: Vec<String>,
    /// The greatest Lamport number that was read, kept or not.
    lamport: u64,
    least_epoch: u64,
    report: SalvageReport,
}

impl Saved {
    fn read(
        from: &Path,
        vault: &Opened,
        workshop: &Path,
        is_more_missing: impl FnOnce(Option<&KeptRun>) -> bool,
        now: &Moment,
    ) -> Result<Self, StoreError> {
        let file = vault.header().database_file();
        let marked = MarkFile::remains(from, vault.keys())?;
        let wreck = read_wreck(from, file, vault.keys(), workshop)?;
        let expected = expected(vault);
        if wreck.vault.is_some_and(|row| row.vault_id != expected.vault_id) {
            return Err(In(file).damaged(Problem::OtherVault));
        }
        let mark = MarkFile::read(from, vault.keys()).ok();
        let (mut read, changed) = parse(wreck.rows);
        if let Some((arrival, error)) = changed.iter().find(|(_, error)| is_newer(error)) {
            return Err(In(file).damaged(Problem::Entry { arrival: *arrival, error: *error }));
        }
        let holding = holding(read.iter().map(|found| &found.entry), &wreck.heads);
        // Whatever is kept: an old header is told by all that was ever recorded.
        let epoch = least_epoch(read.iter().map(|found| &found.entry));
        vault.check_epoch(epoch)?;
        let is_more_missing = is_more_missing(wreck.inbox.as_ref());
        let nothing_else = wreck.begun == Some(0) && !is_more_missing && changed.is_empty();
        let is_complete = is_complete(wreck.vault.as_ref(), &read, mark.as_ref());
        let losses = Losses { read: &read, changed: &changed, index: &wreck.index, holding: &holding, now };
        let report = SalvageReport {
            saved: count(&read, &holding),
            lost: losses.tell(marked.map_or(0, |mark| mark.arrival_number)),
            gaps: holding.gaps.clone(),
            lost_packs: wreck.lost_packs,
            begun: wreck.begun,
            is_whole: nothing_else && is_complete && holding.is_whole(),
        };
        let lamport = read.iter().map(|found| found.entry.head().lamport).max().unwrap_or(0);
        read.retain(|found| holding.kept.contains(&found.entry.id()));
        let entries = without_erased(read.into_iter().map(|found| found.entry).collect());
        let created_ms = wreck.vault.map(|row| row.created_ms);
        Ok(Self { created_ms, entries, holding, packs: wreck.packs, lamport, least_epoch: epoch, report })
    }

    /// What was saved, and a writer who says what is missing, in one transaction.
    fn write(
        &self,
        connection: &mut Connection,
        opened: &Opened,
        now: &Moment,
        entropy: &dyn Entropy,
    ) -> Result<Mark, StoreError> {
        let (header, file) = (opened.header(), opened.header().database_file());
        let row = VaultRow {
            vault_id: header.vault_id().0,
            incarnation: make_bytes(entropy)?,
            created_ms: self.created_ms.unwrap_or(now.wall.timestamp_millis()),
            key_generation: header.key_generation(),
        };
        let mut pen = Pen::make(entropy, self.lamport)?;
        let mut said = Vec::new();
        for draft in self.drafts(header.epoch(), now)? {
            said.push(pen.seal(draft, now.wall, make_bytes(entropy)?)?);
        }
        let failed = |error| In(file).sql(error);
        let mut arrivals = Arrivals::start(&row.vault_id, &row.incarnation);
        let transaction = connection.transaction().map_err(failed)?;
        schema::make(&transaction).map_err(failed)?;
        rows::insert_vault(&transaction, &row).map_err(failed)?;
        for head in &self.holding.heads {
            rows::insert_head(&transaction, head).map_err(failed)?;
        }
        rows::insert_writer(&transaction, &pen).map_err(failed)?;
        for entry in self.entries.iter().chain(&said) {
            arrivals = arrivals.then(&entry.id());
            rows::insert_entry(&transaction, entry, &arrivals).map_err(failed)?;
        }
        for text in &self.packs {
            let sql = "INSERT INTO pack (hash, text) VALUES (?1, ?2)";
            transaction.execute(sql, params![sha256(&[text.as_bytes()]), text]).map_err(failed)?;
        }
        note_rotation(&transaction, file).map_err(failed)?;
        transaction.commit().map_err(failed)?;
        Ok(Mark {
            incarnation: row.incarnation,
            arrival_number: arrivals.count(),
            arrival_head: *arrivals.head(),
        })
    }

    /// What the new vault's own writer says: its header's epoch, that something is missing, and once more what was erased.
    fn drafts(&self, epoch: u64, now: &Moment) -> Result<Vec<Draft>, StoreError> {
        let of_the_vault = |statement: &Statement| Draft::new(VAULT_ITSELF, now.wall, statement);
        let mut drafts = vec![of_the_vault(&Statement::LeastHeaderEpoch(epoch))?];
        if !self.report.is_whole {
            drafts.push(of_the_vault(&self.holding.statement())?);
        }
        for targets in self.holding.bodiless.chunks(MAX_TARGETS) {
            drafts.push(Draft { targets: targets.to_vec(), ..of_the_vault(&Statement::Erase)? });
        }
        Ok(drafts)
    }
}

/// Whether every arrival is there up to what the mark has seen, in one chain.
fn is_complete(vault: Option<&VaultRow>, read: &[Found], mark: Option<&Mark>) -> bool {
    let (Some(vault), Some(mark)) = (vault, mark) else { return false };
    let mut arrivals = Arrivals::start(&vault.vault_id, &vault.incarnation);
    let mut heads = vec![*arrivals.head()];
    for found in read {
        arrivals = arrivals.then(&found.entry.id());
        if found.arrival != arrivals.count() || found.arrival_head != *arrivals.head() {
            return false;
        }
        heads.push(*arrivals.head());
    }
    let marked = usize::try_from(mark.arrival_number).unwrap_or(usize::MAX);
    heads.get(marked) == Some(&mark.arrival_head) && mark.incarnation == vault.incarnation
}

/// An entry that could be read.
struct Found {
    arrival: u64,
    arrival_head: Hash,
    entry: Entry,
}

/// A later version reads it: it is no loss, and this version is not the one to save it.
fn is_newer(error: &EntryError) -> bool {
    matches!(error, EntryError::NewerVersion { .. })
}

/// What is an entry, and what is none.
fn parse(rows: Vec<EntryRow>) -> (Vec<Found>, BTreeMap<u64, EntryError>) {
    let (mut read, mut changed) = (Vec::new(), BTreeMap::new());
    for EntryRow { arrival, head, body, arrival_head, .. } in rows {
        match Entry::parse(head, body) {
            Ok(entry) => read.push(Found { arrival, arrival_head, entry }),
            Err(error) => drop(changed.insert(arrival, error)),
        }
    }
    (read, changed)
}

fn count(read: &[Found], holding: &Holding) -> BTreeMap<PersonId, u64> {
    let mut saved = BTreeMap::new();
    for found in read.iter().filter(|found| holding.kept.contains(&found.entry.id())) {
        *saved.entry(found.entry.head().person).or_default() += 1;
    }
    saved
}

/// The bodies that a kept entry erases do not come along.
fn without_erased(mut entries: Vec<Entry>) -> Vec<Entry> {
    let set: EntrySet = entries.iter().cloned().collect();
    entries.iter_mut().filter(|entry| set.is_erased(entry)).for_each(Entry::erase);
    entries
}

struct Losses<'a> {
    read: &'a [Found],
    changed: &'a BTreeMap<u64, EntryError>,
    index: &'a BTreeMap<u64, Indexed>,
    holding: &'a Holding,
    now: &'a Moment,
}

impl Losses<'_> {
    /// What is known of every arrival that was not kept, up to the last that anything tells of.
    fn tell(&self, marked: u64) -> Vec<Lost> {
        let read: BTreeMap<u64, &Entry> =
            self.read.iter().map(|found| (found.arrival, &found.entry)).collect();
        let ends = [
            read.keys().next_back().copied(),
            self.changed.keys().next_back().copied(),
            self.index.keys().next_back().copied(),
        ];
        let last = ends.into_iter().flatten().max().unwrap_or(0).max(marked);
        (1..=last).filter_map(|arrival| self.judge(arrival, read.get(&arrival).copied())).collect()
    }

    fn judge(&self, arrival: u64, read: Option<&Entry>) -> Option<Lost> {
        let Some(entry) = read else {
            let changed = self.changed.get(&arrival).copied();
            return Some(self.unread(arrival, changed.map_or(LostWhy::Unreadable, LostWhy::Changed)));
        };
        let why = match self.holding.kept.contains(&entry.id()) {
            true if self.holding.bodiless.contains(&entry.id()) => LostWhy::BodyGone,
            true => return None,
            false => LostWhy::BeyondBreak,
        };
        let head = entry.head();
        let (kind, person) = (Some(head.kind), Some(head.person));
        Some(Lost { arrival, kind, person, effective: Some(head.effective), why })
    }

    fn unread(&self, arrival: u64, why: LostWhy) -> Lost {
        let indexed = self.index.get(&arrival);
        let time = |ms| self.now.wall.offset().timestamp_millis_opt(ms).single();
        Lost {
            arrival,
            kind: indexed.map(|indexed| indexed.kind),
            person: indexed.map(|indexed| indexed.person),
            effective: indexed.and_then(|indexed| time(indexed.effective_ms)),
            why,
        }
    }
}
