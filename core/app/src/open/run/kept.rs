//! What is kept of a session beside the journal, until it is written down or left.

use std::collections::BTreeMap;

use gradus_domain::{CheckIn, EntryId, History, Logged, Moment, PersonId, Run, Session};
use gradus_journal::wire::{RUN_VERSION, decode_run, encode_run};
use gradus_journal::{Kind, Statement, WireError};
use gradus_store::KeptRun;
use gradus_triage::{More, derive};

use crate::open::App;
use crate::open::record::refused;
use crate::{AppError, show};

impl App {
    /// What is kept of this person, unless the journal tells of it already: then an old page was put back.
    pub(in crate::open) fn kept_run(&self, history: &History) -> Result<Option<Run>, AppError> {
        let id = history.person.id;
        let Some(kept) = self.store.run(&id)? else { return Ok(None) };
        let unread = || if is_newer(&kept) { self.words.run_newer() } else { self.words.run_damaged() };
        let run = decode_run(&kept.body).map_err(|_| refused(&unread()))?;
        Ok(Some(run).filter(|run| !self.is_written(history, run)))
    }

    /// Whether the journal has this run. Of a session that was erased nothing but its time is left: that hides nothing in
    /// which a sign was told.
    fn is_written(&self, history: &History, run: &Run) -> bool {
        let began = run.started().wall;
        let is_it = |one: &Logged<Session>| {
            let mut forms = one.former.iter().map(|former| &former.value).chain([&one.value]);
            one.effective == began && forms.any(|session| run.is_written_as(session))
        };
        if history.sessions.iter().any(is_it) {
            return true;
        }
        let mut erased = self.entries.iter().filter(|entry| !run.has_told() && self.entries.is_erased(entry));
        erased.any(|entry| {
            let head = entry.head();
            head.kind == Kind::Session && head.person == history.person.id && head.effective == began
        })
    }

    pub(super) fn keep_run(&mut self, person: PersonId, run: &Run) -> Result<(), AppError> {
        Ok(self.store.keep_run(&person, &kept_as(run))?)
    }

    /// Whether a session with this device goes on.
    pub(in crate::open) fn is_running_with(&self, history: &History, device: EntryId) -> bool {
        // Of a run that this version cannot read nobody knows what is in use.
        self.kept_run(history)
            .map_or(true, |run| run.is_some_and(|run| run.script().device() == Some(device)))
    }

    /// In one transaction: what cannot be read is gone, and somebody is asked for what it may have told.
    pub(super) fn leave_unread(
        &mut self,
        history: &History,
        is_newer: bool,
        now: &Moment,
    ) -> Result<(), AppError> {
        let concluded = self.pack.conclude(BTreeMap::new(), &More::Anything, derive(history, now), now);
        let (_, assessment) = concluded.map_err(show::fact_errors)?;
        let check_in = CheckIn { answers: BTreeMap::new(), note: Some(self.words.run_left_unread(is_newer)) };
        let statements =
            [(now.wall, Statement::CheckIn(check_in)), (now.wall, Statement::Assessment(assessment))];
        self.write_run(history.person.id, &statements, None, now).map(drop)
    }
}

/// Whether a newer version kept this, as far as it says which.
pub(super) fn is_newer(kept: &KeptRun) -> bool {
    kept.version > RUN_VERSION || matches!(decode_run(&kept.body), Err(WireError::NewerBody { .. }))
}

pub(super) fn kept_as(run: &Run) -> KeptRun {
    KeptRun { version: RUN_VERSION, body: encode_run(run) }
}
