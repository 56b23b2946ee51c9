//! What do the entries add up to?
//!
//! The fold walks the entries in causal order (Lamport number, then identity), so its result depends on the set alone:
//! not on the order of arrival, not on duplicates. A late or imported entry simply takes its place; everything is
//! folded anew. Effective time only sorts the lists of a [`History`].
//!
//! # Amendments
//!
//! An amendment puts a new body and a new effective time in the place of a first entry. It supersedes the entries that
//! it names as targets and every earlier amendment of the same first entry by the same writer. What nobody superseded
//! was written concurrently: all of it is kept and listed as a [`Conflict`], and the most cautious stands until
//! somebody amends again, naming all of them ([`Folded::versions`]).
//!
//! | kind | more cautious is |
//! |---|---|
//! | session | greater bleeding; then greater peak of pain; then worse ease; what is not known or not asked counts as the worst |
//! | check-in | more answers that are yes or not known |
//! | observation | a temperature further from the normal range; more blood with stool, unknown the most; a greater score |
//! | visit | smaller size set |
//! | care of a device | put away before looked at, and the more of its questions without a yes before fewer |
//! | any, if equal | later in causal order |
//!
//! An amendment can also take an entry out ([`Statement::TakenOut`]). It yields to every concurrent one that does not, and
//! while it stands the entry is in no list of its person: [`Folded::taken_out`] keeps what was said to be a slip. An answer of the
//! triage that was written with it goes with it where it found nothing, and stays where it found something.
//!
//! Only persons, sessions, skips, check-ins, observations, pauses, visits, devices and what is done with them are amended ([`Kind::is_amendable`]). What the clinic said, what
//! triage answered, a plan and a step stay as they are; the next of them says what is right.
//!
//! # Erasures
//!
//! Only sessions, skips, check-ins, observations, pauses and amendments are erased ([`Kind::is_erasable`]): the rest closes gates and sets
//! sizes, and an erasure must lift nothing.
//!
//! When a first entry is erased, its amendments count for nothing; an erasure must name them as well, for their
//! bodies to go.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, FixedOffset};
use gradus_domain::sorting;
use gradus_domain::{EntryId, Former, Gate, History, Logged, OlderState, Origin, PersonId};

use crate::caution::compare;
use crate::entry::Entry;
use crate::head::VAULT_ITSELF;
use crate::kind::Kind;
use crate::set::EntrySet;
use crate::wire::{Statement, decode};

/// What a set of entries adds up to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folded {
    /// The history of each person.
    pub people: BTreeMap<PersonId, History>,
    /// Entries that were a slip and were taken out again, each as it was and with when it was taken out as
    /// [`Logged::amended`]; in the order of the journal.
    pub taken_out: Vec<Logged<Statement>>,
    /// Amendments written without knowledge of each other.
    pub conflicts: Vec<Conflict>,
    /// Entries that this version cannot read; each person's [`History::unknown_kinds`] counts theirs and the vault's.
    pub unreadable: Vec<EntryId>,
    /// Entries about a person of whom no readable entry tells who it is, and amendments whose target is not here.
    pub adrift: Vec<EntryId>,
    /// The least header epoch that is accepted; 0 when none was recorded.
    pub least_header_epoch: u64,
    /// When somebody last accepted an older state of the vault, in the order of the journal; each history carries it, too.
    pub older_state_accepted: Option<DateTime<FixedOffset>>,
    versions: BTreeMap<EntryId, Vec<EntryId>>,
}

/// Several concurrent amendments of one entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The first entry.
    pub entry: EntryId,
    /// Whom it is about.
    pub person: PersonId,
    /// The version that stands: the most cautious.
    pub stands: EntryId,
    /// The other versions, in causal order.
    pub others: Vec<EntryId>,
}

impl Folded {
    /// A first entry and all amendments of it, in causal order: what an amendment or an erasure names as targets.
    /// Empty when the entry is not here, is an amendment itself, or was erased.
    pub fn versions(&self, entry: &EntryId) -> &[EntryId] {
        self.versions.get(entry).map_or(&[], Vec::as_slice)
    }
}

/// Folds a set of entries.
pub fn fold(entries: &EntrySet) -> Folded {
    let mut folding = Folding::default();
    for entry in entries.iter() {
        folding.take(entry, entries);
    }
    folding.finish()
}

/// One reading of an entry.
#[derive(Clone)]
struct Version<'e> {
    entry: &'e Entry,
    statement: Statement,
    /// It says that the entry is a slip.
    is_out: bool,
}

#[derive(Default)]
struct Folding<'e> {
    /// First entries in causal order.
    order: Vec<EntryId>,
    /// Each with its versions, itself first, in causal order.
    versions: BTreeMap<EntryId, Vec<Version<'e>>>,
    /// From an amendment to the first entries it replaces, through other amendments.
    firsts: BTreeMap<EntryId, BTreeSet<EntryId>>,
    unknown: BTreeMap<PersonId, usize>,
    /// How many first entries came before an older state was last accepted.
    before_older_state: u64,
    folded: Folded,
}

impl<'e> Folding<'e> {
    fn take(&mut self, entry: &'e Entry, all: &EntrySet) {
        if matches!(entry.head().kind, Kind::Unknown(_)) {
            return self.unreadable(entry);
        }
        if all.is_erased(entry) {
            return self.leave_out(entry, all);
        }
        match decode(entry) {
            Err(_) => self.unreadable(entry),
            Ok(Statement::Erase) => {}
            Ok(Statement::LeastHeaderEpoch(epoch)) => {
                self.folded.least_header_epoch = self.folded.least_header_epoch.max(epoch);
            }
            Ok(Statement::OlderStateAccepted | Statement::Salvaged(_)) => {
                self.folded.older_state_accepted = Some(entry.head().recorded);
                self.before_older_state = self.order.len() as u64;
            }
            Ok(Statement::Amendment(statement)) => {
                self.amend(Version { entry, statement: *statement, is_out: false }, all);
            }
            Ok(Statement::TakenOut(statement)) => {
                self.amend(Version { entry, statement: *statement, is_out: true }, all);
            }
            Ok(statement) => {
                self.order.push(entry.id());
                self.versions.insert(entry.id(), vec![Version { entry, statement, is_out: false }]);
            }
        }
    }

    /// What was erased says nothing any more. Where it corrected something that cannot be erased, nobody knows how that
    /// stood: it counts as unreadable, which forbids steps.
    fn leave_out(&mut self, entry: &Entry, all: &EntrySet) {
        let head = entry.head();
        let of_lasting =
            |first: &&Entry| head.targets.contains(&first.id()) && !first.head().kind.is_erasable();
        if head.kind == Kind::Amendment && all.iter().any(|first| of_lasting(&first)) {
            self.unreadable(entry);
        }
    }

    fn unreadable(&mut self, entry: &Entry) {
        self.folded.unreadable.push(entry.id());
        *self.unknown.entry(entry.head().person).or_default() += 1;
    }

    fn amend(&mut self, version: Version<'e>, all: &EntrySet) {
        let entry = version.entry;
        let mut firsts = BTreeSet::new();
        for target in &entry.head().targets {
            match self.firsts.get(target) {
                Some(through) => firsts.extend(through),
                // An erased amendment no longer says what it replaced, and asks for nothing.
                None if all.is_named(target) => {}
                None => firsts.extend([*target]),
            }
        }
        let mut is_adrift = entry.head().targets.is_empty();
        for first in &firsts {
            match self.versions.get_mut(first).filter(|versions| fits(&versions[0], &version)) {
                Some(versions) => versions.push(version.clone()),
                None => is_adrift = true,
            }
        }
        if is_adrift {
            self.folded.adrift.push(entry.id());
        }
        self.firsts.insert(entry.id(), firsts);
    }

    fn finish(mut self) -> Folded {
        let mut standing = Vec::with_capacity(self.order.len());
        for (place, first) in (0..).zip(std::mem::take(&mut self.order)) {
            let versions = self.versions.remove(&first).expect("each first entry has at least itself");
            let ids = versions.iter().map(|version| version.entry.id()).collect();
            self.folded.versions.insert(first, ids);
            standing.push(self.settle(versions, place));
        }
        self.introduce(&standing);
        let mut slip = None;
        for standing in standing {
            let is_quiet = slip.as_ref().is_some_and(|slip| is_quiet_answer(slip, &standing.logged));
            slip = standing.is_out.then(|| standing.logged.clone());
            if !is_quiet {
                self.place(standing);
            }
        }
        let of_the_vault = self.unknown.get(&VAULT_ITSELF).copied().unwrap_or(0);
        for (id, history) in &mut self.folded.people {
            history.unknown_kinds = of_the_vault + self.unknown.get(id).copied().unwrap_or(0);
            let place = self.before_older_state;
            history.older_state =
                self.folded.older_state_accepted.map(|accepted| OlderState { accepted, place });
            sort(history);
        }
        self.folded
    }

    /// The version that stands, and a conflict if it does not stand alone.
    fn settle(&mut self, mut versions: Vec<Version<'e>>, number: u64) -> Standing {
        let head = versions[0].entry.head();
        let (first, person, recorded) = (versions[0].entry.id(), head.person, head.recorded);
        let (imported, suspect) = (head.imported, head.clock_suspect);
        let open: Vec<usize> = (0..versions.len()).filter(|at| !is_superseded(&versions, *at)).collect();
        let cautious = |left: &&usize, right: &&usize| {
            let (one, other) = (&versions[**left], &versions[**right]);
            let stays = other.is_out.cmp(&one.is_out);
            stays.then(compare(&one.statement, &other.statement)).then(left.cmp(right))
        };
        let stands = *open.iter().max_by(cautious).expect("the last version is superseded by none");
        if open.len() > 1 {
            let others = open.iter().filter(|at| **at != stands).map(|at| versions[*at].entry.id());
            let others = others.collect();
            self.folded.conflicts.push(Conflict {
                entry: first,
                person,
                stands: versions[stands].entry.id(),
                others,
            });
        }
        let Version { entry, statement, is_out } = versions.remove(stands);
        let former = versions.into_iter().map(|Version { entry, statement, .. }| Former {
            entry: entry.id(),
            effective: entry.head().effective,
            written: entry.head().recorded,
            value: statement,
        });
        let head = entry.head();
        let origin = if imported || head.imported { Origin::Imported } else { Origin::Live };
        Standing {
            place: (head.lamport, entry.id()),
            is_out,
            logged: Logged {
                id: first,
                person,
                effective: head.effective,
                recorded,
                origin,
                clock_suspect: suspect || head.clock_suspect,
                place: number,
                value: statement,
                amended: (entry.id() != first).then_some(head.recorded),
                former: former.collect(),
            },
        }
    }

    /// Begins a history for each person; of several entries about one person the latest stands.
    fn introduce(&mut self, standing: &[Standing]) {
        let mut places: BTreeMap<PersonId, (u64, EntryId)> = BTreeMap::new();
        for Standing { place, logged, .. } in standing {
            let Statement::Person(person) = &logged.value else { continue };
            if logged.person != VAULT_ITSELF && places.get(&logged.person).is_none_or(|known| known < place) {
                places.insert(logged.person, *place);
                self.folded.people.insert(logged.person, History::new(person.clone()));
            }
        }
    }

    fn place(&mut self, Standing { logged, is_out, .. }: Standing) {
        let Some(history) = self.folded.people.get_mut(&logged.person) else {
            self.folded.adrift.push(logged.id);
            return;
        };
        if is_out {
            return self.folded.taken_out.push(logged);
        }
        /// Adds what is of one kind to its list.
        macro_rules! add {
            ($list:ident, $kind:ident) => {
                history.$list.extend(typed(logged, |statement| match statement {
                    Statement::$kind(value) => Some(value),
                    _ => None,
                }))
            };
        }
        match logged.value {
            Statement::Plan(_) => history.plans.extend(typed(logged, |statement| match statement {
                Statement::Plan(plan) => Some(plan.plan().clone()),
                _ => None,
            })),
            Statement::Session(_) => add!(sessions, Session),
            Statement::Skip(_) => add!(skips, Skip),
            Statement::Observation(_) => add!(observations, Observation),
            Statement::Pause(_) => add!(pauses, Pause),
            Statement::CheckIn(_) => add!(check_ins, CheckIn),
            Statement::Assessment(_) => add!(assessments, Assessment),
            Statement::Contact(_) => add!(contacts, Contact),
            Statement::Visit(_) => add!(visits, Visit),
            Statement::Step(_) => add!(steps, Step),
            Statement::Stage(_) => add!(stages, Stage),
            Statement::Device(_) => add!(devices, Device),
            Statement::DeviceCare(_) => add!(device_care, DeviceCare),
            Statement::Person(_)
            | Statement::Amendment(_)
            | Statement::TakenOut(_)
            | Statement::Erase
            | Statement::LeastHeaderEpoch(_)
            | Statement::OlderStateAccepted
            | Statement::Salvaged(_) => {}
        }
    }
}

/// What stands for one first entry, and the causal place of the version that stands.
struct Standing {
    place: (u64, EntryId),
    is_out: bool,
    logged: Logged<Statement>,
}

/// Whether triage found nothing in a slip: an answer to something that counts for nothing. One that found something stays.
fn is_quiet_answer(slip: &Logged<Statement>, other: &Logged<Statement>) -> bool {
    let Statement::Assessment(answer) = &other.value else { return false };
    let written_with =
        (other.person, other.place, other.recorded) == (slip.person, slip.place + 1, slip.recorded);
    written_with && answer.fired.is_empty() && answer.tasks.is_empty() && answer.gate == Gate::OPEN
}

/// Whether an amendment can replace this first entry: same kind, same person.
fn fits(first: &Version<'_>, amendment: &Version<'_>) -> bool {
    let person = |version: &Version<'_>| version.entry.head().person;
    first.statement.kind() == amendment.statement.kind() && person(first) == person(amendment)
}

/// The first entry yields to any amendment, an amendment to those that name it or come later from its writer.
fn is_superseded(versions: &[Version<'_>], at: usize) -> bool {
    let (id, head) = (versions[at].entry.id(), versions[at].entry.head());
    let later = versions[at + 1..].iter().map(|version| version.entry.head());
    let mut superseding = later.filter(|other| {
        at == 0 || other.targets.contains(&id) || (other.writer == head.writer && other.seq > head.seq)
    });
    superseding.next().is_some()
}

/// An entry of one kind, every form of it; `None` for another kind.
fn typed<T>(logged: Logged<Statement>, take: impl Fn(Statement) -> Option<T>) -> Option<Logged<T>> {
    let Logged { id, person, effective, recorded, origin, clock_suspect, place, value, amended, former } =
        logged;
    let form = |Former { entry, effective, written, value }| {
        take(value).map(|value| Former { entry, effective, written, value })
    };
    let former = former.into_iter().filter_map(form).collect();
    let value = take(value)?;
    Some(Logged { id, person, effective, recorded, origin, clock_suspect, place, value, amended, former })
}

/// Orders every list by effective time; what happened at the same instant stays in causal order.
fn sort(history: &mut History) {
    sorting::sort_by_key(&mut history.plans, |logged| logged.effective);
    sorting::sort_by_key(&mut history.sessions, |logged| logged.effective);
    sorting::sort_by_key(&mut history.skips, |logged| logged.effective);
    sorting::sort_by_key(&mut history.observations, |logged| logged.effective);
    sorting::sort_by_key(&mut history.pauses, |logged| logged.effective);
    sorting::sort_by_key(&mut history.check_ins, |logged| logged.effective);
    sorting::sort_by_key(&mut history.assessments, |logged| logged.effective);
    sorting::sort_by_key(&mut history.contacts, |logged| logged.effective);
    sorting::sort_by_key(&mut history.visits, |logged| logged.effective);
    sorting::sort_by_key(&mut history.steps, |logged| logged.effective);
    sorting::sort_by_key(&mut history.stages, |logged| logged.effective);
    sorting::sort_by_key(&mut history.devices, |logged| logged.effective);
    sorting::sort_by_key(&mut history.device_care, |logged| logged.effective);
}
