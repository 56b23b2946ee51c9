//! Triage inside a vault: what the log adds to the answers, and which gate stands.

use std::collections::BTreeMap;

use gradus_domain::{Answer, Assessment, CheckIn, FactId, History, Moment, Task, Value, slots_of_day};
use gradus_journal::Statement;
use gradus_triage::{Facts, Told, derive, read_told, standing};

use super::App;
use super::day::word_of_day;
use super::record::recorded;
use crate::AppError;
use crate::draft;
use crate::show;
use crate::view::{DispositionWord, FactAnswer, Recorded, TriageView};

impl App {
    /// Answers of a check-in: written down, assessed together with what the log says, and the assessment written
    /// down in the same transaction.
    pub(super) fn check_in(
        &mut self,
        person: &str,
        answers: &[FactAnswer],
        note: Option<&str>,
        now: &Moment,
    ) -> Result<Recorded, AppError> {
        let note = draft::note(note)?;
        let raw = answers.iter().map(FactAnswer::raw);
        let Told { answers: asked, more } =
            read_told(self.pack.vocabulary(), raw).map_err(show::fact_errors)?;
        let history = &*self.history(person, now)?;
        let id = history.person.id;
        let beside = self.beside_kept(history, &asked, now)?;
        let concluded = self.pack.conclude(asked.clone(), &more, derive(&beside, now), now);
        let (facts, assessment) = concluded.map_err(show::fact_errors)?;
        let view = self.answer(&beside, &assessment, &facts, now);
        let said = (now.wall, Statement::CheckIn(CheckIn { answers: asked, note }));
        let write = |app: &mut Self, all: &[_]| app.write(id, all, false, now);
        let (written, view) = self.write_with(id, said, Some((assessment, view)), &[], write, now)?;
        let view = view.map(|view| show::unfinished(self.pack, self.texts, view));
        Ok(recorded(id, &written, view, Vec::new()))
    }

    /// An answer that was just written down, in the light of the whole log: quiet answers end no call that is open from
    /// before, and open no gate. `own`: what the answer by itself leaves to do.
    pub(super) fn in_its_place(
        &self,
        mut view: TriageView,
        own: &[Task],
        person: &str,
        now: &Moment,
    ) -> Result<TriageView, AppError> {
        let history = &*self.history(person, now)?;
        let standing = standing(history, now);
        if let Some(call) = show::open_call(&standing.tasks, view.disposition, own, now) {
            let slots = slots_of_day(history, now.date(), now);
            view.sentence = match call.disposition {
                DispositionWord::Emergency | DispositionWord::SameDay => {
                    self.words.headline(history, &slots, &standing, now)
                }
                _ => self.texts.task(call.duty).to_owned(),
            };
            view.disposition = match gradus_words::is_only_interrupted(history, &standing, now) {
                // Late, and to be told by day all the same: nothing that happened asks for a night call.
                true => view.disposition.max(call.disposition.min(DispositionWord::Contact)),
                false => call.disposition,
            };
            view.within_hours = Some(call.within_hours);
        }
        (view.gate, view.until) = (word_of_day(history, &standing, now), show::until(&standing.gate));
        (view.size, view.sizes_down) = show::size_open(history, standing.gate, now);
        for sentence in &mut view.advice {
            *sentence = self.texts.not_under(sentence, standing.gate.time);
        }
        view.tasks = self.tasks(history, &standing, now);
        Ok(view)
    }

    /// Assesses what the log alone says, `history` holding the session that is about to be written down. Without a sign
    /// there is no assessment: a session that went well is not a reassurance.
    pub(super) fn assess_session(
        &self,
        history: &History,
        now: &Moment,
    ) -> Result<Option<(Assessment, TriageView)>, AppError> {
        self.assess_session_with(history, BTreeMap::new(), now)
    }

    /// The same with signs that were told during it and that a session cannot hold.
    pub(super) fn assess_session_with(
        &self,
        history: &History,
        told: BTreeMap<FactId, Answer<Value>>,
        now: &Moment,
    ) -> Result<Option<(Assessment, TriageView)>, AppError> {
        let facts = self.facts(history, told, now)?;
        let assessment = self.pack.assess_session(&facts, now);
        if assessment.fired.is_empty() {
            return Ok(None);
        }
        let view = self.answer(history, &assessment, &facts, now);
        Ok(Some((assessment, view)))
    }

    pub(super) fn answer(
        &self,
        history: &History,
        assessment: &Assessment,
        facts: &Facts,
        now: &Moment,
    ) -> TriageView {
        let derived = |fact: &FactId| facts.is_derived(fact);
        let voice = (self.texts, self.words);
        show::triage(self.pack, voice, assessment, derived, self.contacts(history, now), now)
    }

    pub(super) fn facts(
        &self,
        history: &History,
        asked: BTreeMap<FactId, Answer<Value>>,
        now: &Moment,
    ) -> Result<Facts, AppError> {
        Facts::join(self.pack.vocabulary(), asked, derive(history, now)).map_err(show::fact_errors)
    }
}
