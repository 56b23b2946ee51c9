//! Where a plan stands: the taper opened, gone on with, gone back in or ended, on somebody's word.

use chrono::{DateTime, Utc};
use gradus_domain::{
    EntryId, GateTime, History, Logged, Moment, Plan, Stage, StageTaken, StageWhy, Stamp, interruption,
    propose_stage,
};
use gradus_journal::Statement;
use gradus_triage::{Standing, open_answers, standing};

use super::App;
use super::record::{recorded, refused};
use crate::draft::Fields;
use crate::view::{Recorded, StageView};
use crate::{AppError, show};

impl App {
    pub(super) fn take_stage(
        &mut self,
        person: &str,
        stage: &str,
        clinic_said: bool,
        now: &Moment,
    ) -> Result<Recorded, AppError> {
        let mut fields = Fields::default();
        let read = stage.trim().parse::<Stage>();
        if read.is_err() {
            fields.wrong("stage", "is no stage of a plan", "write full:1, taper:1, or done");
        }
        let stage = fields.finish(read.ok())?;
        let history = &*self.history(person, now)?;
        let id = history.person.id;
        let plan = history.plan_in_force(now.date()).ok_or_else(|| refused("there is no plan to move in"))?;
        let standing = standing(history, now);
        let why = match clinic_said {
            true => self.clinic_word(history, plan, stage, &standing, now)?,
            false => self.proposed(history, plan, stage, &standing, now)?,
        };
        let from = now.date().succ_opt().ok_or_else(|| refused("the calendar ends today"))?;
        let taken = StageTaken { plan: plan.id, stage, from, why };
        let written = self.write(id, &[(now.wall, Statement::Stage(taken))], false, now)?;
        Ok(recorded(id, &written, None, vec![self.words.stage_from(from)]))
    }

    fn proposed(
        &self,
        history: &History,
        plan: &Logged<Plan>,
        stage: Stage,
        standing: &Standing,
        now: &Moment,
    ) -> Result<StageWhy, AppError> {
        let proposal = propose_stage(history, standing.gate_for_steps(), now)
            .ok_or_else(|| refused("the plan has no other stage to go to"))?;
        match proposal.to {
            Some(to) if to == stage => Ok(StageWhy::Proposed),
            Some(_) => {
                let why = self.words.stage_proposal(&plan.value, &proposal);
                Err(refused(&format!("{why} Only that can be taken, or what the clinic said.")))
            }
            None => Err(refused(&self.words.stage_with_reasons(&plan.value, &proposal))),
        }
    }

    /// The clinic's word for another stage: the last talk or visit since the plan stands where it stands, and since everything
    /// that the clinic would have to know of. It opens nothing while sessions are stopped or to wait, or under a clock that
    /// cannot say when that was.
    fn clinic_word(
        &self,
        history: &History,
        plan: &Logged<Plan>,
        stage: Stage,
        standing: &Standing,
        now: &Moment,
    ) -> Result<StageWhy, AppError> {
        if !plan.value.has_stage(stage) {
            return Err(refused("the plan has no such stage"));
        }
        let closed = match standing.gate.time {
            GateTime::Now => None,
            GateTime::WaitUntil(_) => {
                Some("a session is to wait first; answer the questions again when it is over")
            }
            GateTime::Blocked => {
                Some("sessions are stopped; write down the talk in which the clinic releases them")
            }
        };
        if let Some(closed) = closed {
            return Err(refused(closed));
        }
        if self.clock_went_back(now) {
            return Err(refused("the clock of this device went back; set it right first"));
        }
        let word = last_word(history, plan, now).ok_or_else(|| {
            refused("no talk and no visit since then is written down; log what the clinic said first")
        })?;
        if !open_since(history, word.0, standing, now).iter().all(|open| word.1.follows(open)) {
            return Err(refused("something came up after the clinic spoke; log what it says to that first"));
        }
        Ok(StageWhy::Clinic(word.0))
    }

    /// Where the plan stands today, and what is proposed.
    pub(super) fn stage_view(&self, history: &History, now: &Moment) -> Option<StageView> {
        let plan = history.plan_in_force(now.date())?;
        let stretch = history.course(plan).on(now.date())?;
        let proposal = propose_stage(history, standing(history, now).gate_for_steps(), now);
        let reasons = proposal.iter().flat_map(|proposal| &proposal.reasons);
        Some(StageView {
            stage: stretch.stage.to_string(),
            sentence: self.words.stage(&plan.value, stretch.stage),
            since: stretch.from.to_string(),
            proposed: proposal.as_ref().and_then(|proposal| proposal.to).map(|to| to.to_string()),
            proposal: proposal.as_ref().map(|proposal| self.words.stage_proposal(&plan.value, proposal)),
            reasons: reasons.map(|reason| show::reason_view(self.words, reason)).collect(),
        })
    }

    /// A move that is proposed, for the first screen.
    pub(super) fn stage_notice(
        &self,
        history: &History,
        standing: &Standing,
        now: &Moment,
    ) -> Option<String> {
        let plan = history.plan_in_force(now.date())?;
        let proposal = propose_stage(history, standing.gate_for_steps(), now)?;
        self.words.stage_notice(&plan.value, &proposal)
    }
}

/// The last talk that lets dilation go on, or visit, since the plan came and since it was last moved.
fn last_word(history: &History, plan: &Logged<Plan>, now: &Moment) -> Option<(EntryId, Stamp)> {
    let moved = history.stage_words().map(|word| word.effective).filter(|moved| *moved <= now.wall).max();
    let since = moved.map_or(plan.effective, |moved| moved.max(plan.effective));
    let talks = history.contacts.iter().filter(|talk| talk.value.outcome.goes_on());
    let talks = talks.map(|talk| (talk.id, talk.stamp()));
    let visits = history.visits.iter().map(|visit| (visit.id, visit.stamp()));
    let told = talks.chain(visits).filter(|(_, at)| at.told_of >= since && at.told_of <= now.wall);
    told.max_by_key(|(_, at)| at.told_of)
}

/// What a word of the clinic has to come after: every answer and other word that still narrows something or calls for
/// somebody, a child's interruption, an older state of the vault, and the time of everything that is overdue.
fn open_since(history: &History, word: EntryId, standing: &Standing, now: &Moment) -> Vec<Stamp> {
    let answers = open_answers(history, now);
    let is_open = |id: EntryId| {
        id != word
            && (answers.iter().any(|(open, _)| *open == id)
                || standing.because.iter().any(|(open, _)| *open == id))
    };
    let assessments = history.assessments.iter().filter(|one| is_open(one.id)).map(Logged::stamp);
    let talks = history.contacts.iter().filter(|one| is_open(one.id)).map(Logged::stamp);
    let older = history.older_state.iter().map(|older| older.accepted.min(now.wall));
    let times = interruption(history, now).map(|found| found.since).into_iter().chain(older);
    let times = times.chain(standing.overdue.iter().map(|task| task.due));
    // A time that nobody wrote down stands before the journal: only what is told of a later time follows it.
    let times =
        times.map(|at| Stamp { told_of: at, recorded: DateTime::<Utc>::MIN_UTC.fixed_offset(), place: 0 });
    assessments.chain(talks).chain(times).collect()
}
