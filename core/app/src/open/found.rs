//! An entry of the log that can be put right or taken out again, found by its id.

use gradus_domain::device::{Device, DeviceCare};
use gradus_domain::{CheckIn, EntryId, History, Logged, Observation, Session, Skip, Visit};
use gradus_journal::Statement;

use super::record::refused;
use super::{App, not_found};
use crate::AppError;
use crate::draft::Fields;

/// Said of an entry that nobody rewrites.
pub(super) const STAYS: &str = "what the clinic said, what triage answered, plans and steps stay as they are, and a pause is ended; write down what is \
                     right now beside it";

/// Said of an entry that is no more.
const IS_OUT: &str = "that entry was taken out; write down anew what is right";

/// An entry that can be put right.
pub(super) enum Found<'h> {
    Session(&'h Logged<Session>),
    Skip(&'h Logged<Skip>),
    CheckIn(&'h Logged<CheckIn>),
    Observation(&'h Logged<Observation>),
    Visit(&'h Logged<Visit>),
    Device(&'h Logged<Device>),
    DeviceCare(&'h Logged<DeviceCare>),
}

impl App {
    /// # Errors
    /// `NotFound`; `Refused` for an entry that stays as it is, and for one that was taken out.
    pub(super) fn find<'h>(&self, history: &'h History, entry: &str) -> Result<Found<'h>, AppError> {
        fn one<T>(all: &[Logged<T>], id: EntryId) -> Option<&Logged<T>> {
            all.iter().find(|logged| logged.id == id)
        }
        let missing = || not_found("an entry of this person", "give the id of one as the timeline shows it");
        let id: EntryId = entry.parse().map_err(|_| missing())?;
        let session = one(&history.sessions, id).map(Found::Session);
        let found = session
            .or_else(|| one(&history.skips, id).map(Found::Skip))
            .or_else(|| one(&history.check_ins, id).map(Found::CheckIn))
            .or_else(|| one(&history.observations, id).map(Found::Observation))
            .or_else(|| one(&history.visits, id).map(Found::Visit))
            .or_else(|| one(&history.devices, id).map(Found::Device))
            .or_else(|| one(&history.device_care, id).map(Found::DeviceCare));
        let here =
            |entry: &gradus_journal::Entry| entry.id() == id && entry.head().person == history.person.id;
        match found {
            Some(found) => Ok(found),
            None if !self.entries.iter().any(here) => Err(missing()),
            None if self.folded.taken_out.iter().any(|slip| slip.id == id) => Err(refused(IS_OUT)),
            None => Err(refused(STAYS)),
        }
    }
}

impl Found<'_> {
    /// As the journal has it.
    pub(super) fn stated(&self) -> Logged<Statement> {
        match self {
            Self::Session(one) => one.with(Statement::Session(one.value.clone())),
            Self::Skip(one) => one.with(Statement::Skip(one.value.clone())),
            Self::CheckIn(one) => one.with(Statement::CheckIn(one.value.clone())),
            Self::Observation(one) => one.with(Statement::Observation(one.value.clone())),
            Self::Visit(one) => one.with(Statement::Visit(one.value.clone())),
            Self::Device(one) => one.with(Statement::Device(one.value.clone())),
            Self::DeviceCare(one) => one.with(Statement::DeviceCare(one.value.clone())),
        }
    }

    /// Said where it is to be put right by a form of another kind.
    pub(super) fn other_kind(&self) -> AppError {
        let is = self.stated().value.kind();
        let mut fields = Fields::default();
        let right = format!("give a {is}, as the entry is one");
        fields.wrong("change", "is of another kind than the entry", right);
        fields.finish::<()>(None).expect_err("a field is wrong")
    }
}
