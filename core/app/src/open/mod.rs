//! An open vault: one file per screen or verb, each loading, deciding purely, appending, and answering with a view.

mod day;
mod diary;
mod plan;
mod record;
mod report;
mod session;
mod standing;
mod vault;

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};
use gradus_crypto::Entropy;
use gradus_domain::{EntryId, History, Moment, PersonId};
use gradus_journal::{Draft, EntrySet, Folded, Kind, Statement, fold};
use gradus_store::Store;
use gradus_triage::{Pack, Texts};
use gradus_words::Words;

use crate::AppError;
use crate::view::PersonRef;

pub(crate) use vault::builtin_pack;
pub use vault::{Secret, Stretch};

/// An open vault and the one handle on it. Every verb is given the moment at which it is called.
///
/// Dropping it without [`App::shut`] loses nothing that was recorded: each `record` is on the disk when it returns.
pub struct App {
    store: Store,
    entropy: Box<dyn Entropy>,
    entries: EntrySet,
    folded: Folded,
    pack: Pack,
    texts: Texts,
    words: Words,
}

/// One entry as it was written: its identity and its place in the order of arrival.
#[derive(Debug, Clone, Copy)]
struct Written {
    id: EntryId,
    arrival: u64,
}

impl App {
    /// Everybody in this vault, by name.
    pub fn people(&self) -> Vec<PersonRef> {
        let mut people: Vec<_> = self.histories().values().map(person_ref).collect();
        people.sort_by(|one, other| (&one.name, &one.id).cmp(&(&other.name, &other.id)));
        people
    }

    /// One person by id or by name; without either, the only one.
    ///
    /// # Errors
    /// `NotFound` when nobody or several fit.
    pub fn person(&self, name_or_id: Option<&str>) -> Result<PersonRef, AppError> {
        let people = self.people();
        let mut fitting = people
            .iter()
            .filter(|person| name_or_id.is_none_or(|wanted| person.id == wanted || person.name == wanted));
        match (fitting.next(), fitting.next()) {
            (Some(only), None) => Ok(only.clone()),
            (None, _) if people.is_empty() => Err(not_found("a person; add one first")),
            (None, _) => Err(not_found("a person of that name")),
            (Some(_), Some(_)) => Err(not_found("one person: several fit; say which by name or id")),
        }
    }

    fn histories(&self) -> &BTreeMap<PersonId, History> {
        &self.folded.people
    }

    /// The folded log of a person named by id or by name.
    fn history(&self, name_or_id: &str) -> Result<&History, AppError> {
        let person = self.person(Some(name_or_id))?;
        let found = self.histories().values().find(|history| history.person.id.to_string() == person.id);
        found.ok_or_else(|| not_found("a person of that name"))
    }

    /// Writes statements about one person, all of them or none, and folds them in. `imported` marks sessions; what the
    /// core adds to them is its own.
    fn write(
        &mut self,
        person: PersonId,
        statements: &[(DateTime<FixedOffset>, Statement)],
        imported: bool,
        now: &Moment,
    ) -> Result<Vec<Written>, AppError> {
        let clock_suspect = self.clock_went_back(now);
        let drafts = statements.iter().map(|(effective, statement)| {
            let draft =
                Draft::new(person, *effective, statement).map_err(|_| internal("a statement has no body"))?;
            Ok(Draft { imported: imported && draft.kind == Kind::Session, clock_suspect, ..draft })
        });
        let drafts = drafts.collect::<Result<Vec<_>, AppError>>()?;
        let appended = self.store.append(drafts, now, &*self.entropy)?;
        let written =
            appended.iter().map(|one| Written { id: one.entry.id(), arrival: one.arrival }).collect();
        for arrived in appended {
            self.entries.insert(arrived.entry);
        }
        self.folded = fold(&self.entries);
        Ok(written)
    }

    /// Whether the wall clock shows less than when something was last written down.
    fn clock_went_back(&self, now: &Moment) -> bool {
        self.entries.iter().any(|entry| entry.head().recorded > now.wall)
    }
}

fn person_ref(history: &History) -> PersonRef {
    PersonRef { id: history.person.id.to_string(), name: history.person.name.clone() }
}

fn not_found(what: &str) -> AppError {
    AppError::NotFound { what: what.to_owned() }
}

fn internal(what: &str) -> AppError {
    AppError::Internal { what: what.to_owned() }
}
