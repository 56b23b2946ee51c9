//! An open vault: one file per screen or verb, each loading, deciding purely, appending, and answering with a view.

mod about;
mod amend;
mod amount;
mod changes;
mod contacts;
mod day;
mod device;
mod device_name;
mod device_task;
mod device_use;
mod diary;
mod erase;
mod found;
mod import;
mod inbox;
mod interview;
mod interview_kept;
mod lead;
mod next_action;
mod notices;
mod observe;
mod operation;
mod pause;
mod plan;
mod practice;
mod preview;
mod record;
mod reminders;
mod replay;
mod report;
mod rotation;
mod run;
mod salvage;
mod secret;
mod session;
mod setting;
mod stage;
mod standing;
mod take_out;
mod unfit;
mod vault;
mod ways;

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};
use gradus_crypto::Entropy;
use gradus_domain::sorting;
use gradus_domain::{EntryId, History, Locale, Moment, PersonId, was_ahead};
use gradus_journal::{Draft, EntrySet, Folded, Kind, Statement, fold};
use gradus_store::{Arrived, KeptRun, RotationLeft, Store};
use gradus_triage::{Pack, Texts};
use gradus_words::Words;

use crate::view::{PersonDraft, PersonRef};
use crate::{AppError, draft};
use inbox::Door;
use replay::OldPacks;

pub use changes::Stopper;
pub use salvage::Salvage;
pub use secret::{NewPasscode, Secret, Stretch, check_passcode, passcode_warning, stretch_trial};
pub(crate) use vault::{builtin_pack, builtin_setting, builtin_setting_texts, builtin_texts, builtin_words};

/// An open vault and the one handle on it. Every verb is given the moment at which it is called.
///
/// Dropping it without [`App::shut`] loses nothing that was recorded: each `record` is on the disk when it returns.
pub struct App {
    store: Store,
    entropy: Box<dyn Entropy>,
    entries: EntrySet,
    folded: Folded,
    pack: &'static Pack,
    /// Other packs that gave an answer in this vault, read when one of them is first asked for.
    older: OnceCell<OldPacks>,
    texts: &'static Texts,
    words: &'static Words,
    /// What is to be told of a renewal of the key.
    rotation: Option<RotationLeft>,
    inbox: Option<Door>,
    /// Notes could not all be taken in, or the place for new ones not be made. It is told, and tried at the next opening.
    inbox_waits: bool,
}

/// One entry as it was written: its identity and its place in the order of arrival.
#[derive(Debug, Clone, Copy)]
struct Written {
    id: EntryId,
    arrival: u64,
}

impl App {
    /// Chooses the language in which everything is said from now on; it is English before. It is kept in this handle, and
    /// in no vault: a diary may be read in two languages.
    pub fn set_language(&mut self, locale: Locale) {
        self.texts = builtin_texts(locale);
        self.words = builtin_words(locale);
    }

    /// An error in the language of this handle: why something is refused is told to a person. What is wrong with a field is
    /// told to whoever fills it in, in English.
    #[must_use]
    pub fn told(&self, error: AppError) -> AppError {
        match error {
            AppError::Refused { why } => {
                AppError::Refused { why: self.words.refusal(builtin_words(Locale::En), &why) }
            }
            other => other,
        }
    }

    /// Everybody in this vault, by name.
    pub fn people(&self) -> Vec<PersonRef> {
        let mut people: Vec<_> = self.histories().values().map(person_ref).collect();
        sorting::sort_by(&mut people, |one, other| (&one.name, &one.id).cmp(&(&other.name, &other.id)));
        people
    }

    /// One person by id or by name, capitals and spaces around it aside; without either, the only one.
    ///
    /// The beginning of a name is not enough: a diary must not go to the wrong child because the two names begin alike.
    ///
    /// # Errors
    /// `NotFound` when nobody or several fit.
    pub fn person(&self, name_or_id: Option<&str>) -> Result<PersonRef, AppError> {
        let people = self.people();
        let fitting: Vec<&PersonRef> = match name_or_id.map(str::trim) {
            None => people.iter().collect(),
            Some(wanted) => fits_best(&people, wanted),
        };
        match fitting[..] {
            [only] => Ok(only.clone()),
            [] if people.is_empty() => {
                Err(not_found("a person", "this vault holds nobody yet; add one first"))
            }
            [] => {
                let are = if people.len() == 1 { "is" } else { "are" };
                Err(not_found("a person of that name", &format!("here {are} {}", names(&people))))
            }
            [..] => {
                let right = format!("several fit: {}; name one of them, or give the id", with_ids(&fitting));
                Err(not_found("one person", &right))
            }
        }
    }

    /// What is told about one person, named by id or by name, as it would be entered. To change some of it, hand it to
    /// [`Command::ChangePerson`](crate::view::Command::ChangePerson) with the changes made.
    ///
    /// # Errors
    /// `NotFound` when nobody or several fit.
    pub fn person_details(&self, person: &str) -> Result<PersonDraft, AppError> {
        Ok(draft::entered(&self.as_written(person)?.person))
    }

    fn histories(&self) -> &BTreeMap<PersonId, History> {
        &self.folded.people
    }

    /// The folded log of a person named by id or by name, with what a wrong clock misplaced put right.
    fn history(&self, name_or_id: &str, now: &Moment) -> Result<Cow<'_, History>, AppError> {
        Ok(self.as_written(name_or_id)?.put_right(now.wall))
    }

    /// The same log by the clocks that were there.
    fn as_written(&self, name_or_id: &str) -> Result<&History, AppError> {
        let person = self.person(Some(name_or_id))?;
        let found = self.histories().values().find(|history| history.person.id.to_string() == person.id);
        found.ok_or_else(|| internal("a person without a log"))
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
        let drafts = self.drafts(person, statements, imported)?;
        self.append(drafts, now)
    }

    /// As [`Self::write`]; in the same transaction the session of this person that went on is kept as it is now, or gone.
    fn write_run(
        &mut self,
        person: PersonId,
        statements: &[(DateTime<FixedOffset>, Statement)],
        kept: Option<&KeptRun>,
        now: &Moment,
    ) -> Result<Vec<Written>, AppError> {
        let drafts = self.suspected(self.drafts(person, statements, false)?, now);
        let appended = self.store.append_run(drafts, &person, kept, now, &*self.entropy)?;
        Ok(self.fold_in(appended))
    }

    /// As [`Self::write`]; the first statement takes the place of `targets`.
    fn write_amendment(
        &mut self,
        person: PersonId,
        statements: &[(DateTime<FixedOffset>, Statement)],
        targets: Vec<EntryId>,
        now: &Moment,
    ) -> Result<Vec<Written>, AppError> {
        let mut drafts = self.drafts(person, statements, false)?;
        if let Some(amendment) = drafts.first_mut() {
            amendment.targets = targets;
        }
        self.append(drafts, now)
    }

    fn drafts(
        &self,
        person: PersonId,
        statements: &[(DateTime<FixedOffset>, Statement)],
        imported: bool,
    ) -> Result<Vec<Draft>, AppError> {
        let drafts = statements.iter().map(|(effective, statement)| {
            let draft = drafted(person, *effective, statement)?;
            Ok(Draft { imported: imported && draft.kind == Kind::Session, ..draft })
        });
        drafts.collect()
    }

    /// Marks what is written under a clock that went back.
    fn suspected(&self, drafts: Vec<Draft>, now: &Moment) -> Vec<Draft> {
        let clock_suspect = self.clock_went_back(now);
        drafts.into_iter().map(|draft| Draft { clock_suspect, ..draft }).collect()
    }

    fn append(&mut self, drafts: Vec<Draft>, now: &Moment) -> Result<Vec<Written>, AppError> {
        let appended = self.store.append(self.suspected(drafts, now), now, &*self.entropy)?;
        Ok(self.fold_in(appended))
    }

    fn fold_in(&mut self, appended: Vec<Arrived>) -> Vec<Written> {
        let written =
            appended.iter().map(|one| Written { id: one.entry.id(), arrival: one.arrival }).collect();
        for arrived in appended {
            self.entries.insert(arrived.entry);
        }
        self.folded = fold(&self.entries);
        written
    }

    /// Whether the wall clock shows less than when something was written down. What a clock that was ahead wrote is left out,
    /// once something that was written after it shows that.
    fn clock_went_back(&self, now: &Moment) -> bool {
        let recorded = || self.entries.iter().map(|entry| entry.head().recorded);
        if recorded().all(|recorded| recorded <= now.wall) {
            return false;
        }
        let written: Vec<gradus_domain::Written> = (0..).zip(recorded()).collect();
        let mut ahead = written.iter().filter(|(_, recorded)| *recorded > now.wall);
        ahead.any(|one| !was_ahead(&written, *one))
    }
}

fn drafted(
    person: PersonId,
    effective: DateTime<FixedOffset>,
    statement: &Statement,
) -> Result<Draft, AppError> {
    Draft::new(person, effective, statement).map_err(|_| internal("a statement has no body"))
}

fn person_ref(history: &History) -> PersonRef {
    let person = &history.person;
    PersonRef {
        id: person.id.to_string(),
        name: person.name.clone(),
        role: draft::word(person.role).to_owned(),
        born: person.born.to_string(),
    }
}

/// By id or by the very name; failing that, by the name however it is capitalised.
fn fits_best<'p>(people: &'p [PersonRef], wanted: &str) -> Vec<&'p PersonRef> {
    let exact = people.iter().filter(|person| person.id == wanted || person.name == wanted);
    let exact: Vec<_> = exact.collect();
    if !exact.is_empty() {
        return exact;
    }
    let wanted = wanted.to_lowercase();
    people.iter().filter(|person| person.id == wanted || same_name(&person.name, &wanted)).collect()
}

/// Whether two names differ by capitals at most.
fn same_name(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

fn names(people: &[PersonRef]) -> String {
    people.iter().map(|person| person.name.as_str()).collect::<Vec<_>>().join(", ")
}

fn with_ids(people: &[&PersonRef]) -> String {
    people.iter().map(|person| format!("{} ({})", person.name, person.id)).collect::<Vec<_>>().join(", ")
}

fn not_found(what: &str, right: &str) -> AppError {
    AppError::NotFound { what: what.to_owned(), right: right.to_owned() }
}

fn internal(what: &str) -> AppError {
    AppError::Internal { what: what.to_owned() }
}
