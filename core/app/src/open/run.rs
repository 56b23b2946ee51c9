//! A session that goes on: begun, told of, written down, or left.

mod answer;
mod going;
mod kept;

use gradus_domain::plan::Phase;
use gradus_domain::{
    Assessment, GateTime, History, Logged, Millimetres, Moment, OccurrenceId, Origin, Plan, Run, RunEvent,
    Script, SlotStatus, Unfinished, next_session_size, not_before, slots_of_day,
};
use gradus_journal::Statement;
use gradus_journal::wire::decode_run;
use gradus_triage::standing;

use self::answer::{is_new, own_answers, tasks_of, without_answers};
pub(super) use self::going::Running;
use self::kept::{is_newer, kept_as};
use super::about::with_session;
use super::amount::enough;
use super::device_use::NOT_LISTED;
use super::record::{recorded, refused};
use super::session::{open_occurrence, open_slot};
use super::{App, person_ref};
use crate::draft::{self, Fields};
use crate::view::{RunDetailsDraft, RunDraft, RunRecorded, RunView, TriageView};
use crate::{AppError, show};

impl App {
    /// Begins a session of this person: what the plan asks for now, at the size that gate and log leave open. It is kept from
    /// now on, whatever happens to this program, until it is written down or left.
    ///
    /// # Errors
    /// `Refused` with the reason while sessions are stopped or wait, before the plan's least gap is over, beyond the sessions
    /// that the plan allows on a day, above the size, and while a session of this person goes on; `Invalid`; `NotFound`; `Storage`.
    pub fn start_run(&mut self, person: &str, draft: &RunDraft, now: &Moment) -> Result<RunView, AppError> {
        let history = &*self.history(person, now)?;
        if self.kept_run(history)?.is_some() {
            return Err(refused(&self.words.run_already(&history.person.name)));
        }
        let mut fields = Fields::default();
        let asked = draft.size.as_deref().and_then(|text| fields.size("size", text));
        let named = draft.occurrence.as_deref().and_then(|text| fields.occurrence("occurrence", text));
        fields.finish(Some(()))?;
        let allowed = self.allowed_now(history, now)?;
        let size = asked.unwrap_or(allowed);
        if size > allowed {
            return Err(refused(&self.words.run_above(allowed)));
        }
        let occurrence = self.slot_of(history, named, now)?;
        let (plan, phase) = phase_now(history, now).ok_or_else(|| self.closed(history, now))?;
        let script = Script::of(plan, phase, size, history.person.role, occurrence)
            .map_err(|error| refused(&error.to_string()))?;
        let script = match draft.device.as_deref() {
            Some(NOT_LISTED) => script,
            Some(named) => {
                let device = self.chosen_device(history, named, size, now)?;
                self.check_warm_up(history, &script, device, now)?;
                script.for_device(device.id, device.value.retention())
            }
            None => {
                self.check_unnamed(history, size, now)?;
                script
            }
        };
        let run = Run::begin(script, *now);
        self.keep_run(history.person.id, &run)?;
        self.show_neutral();
        self.run_view(person, &run, None, now)
    }

    /// The session of this person that goes on, as it stands; `None` where none does.
    ///
    /// # Errors
    /// `NotFound`; `Refused` for one that a newer version began, or that is damaged: it is kept; `Storage`.
    pub fn run(&self, person: &str, now: &Moment) -> Result<Option<RunView>, AppError> {
        let history = &*self.history(person, now)?;
        let Some(run) = self.kept_run(history)? else { return Ok(None) };
        let answer = self.answer_to(history, &run, &run.state(now), now)?;
        self.run_view(person, &run, answer, now).map(Some)
    }

    /// Tells what happened just now: `tick:ITEM`, `in`, `out`, `pause`, `resume`, `pain:0` to `pain:10`, `blood:AMOUNT`,
    /// `sharp_pain`, `cannot_pass`, `stuck`, `faint`, `said_stop`, `stop` or `after_care_done`. No sign and no stop is ever
    /// refused. When this returns it is on the disk. One that was remembered, as by a phone that was locked, is told with the
    /// moment at which it happened, and stands there.
    ///
    /// # Errors
    /// `Invalid` for what is no event; `Refused` for what cannot happen now, such as `in` while sessions are stopped;
    /// `NotFound`; `Storage`. Nothing is changed then.
    pub fn run_event(&mut self, person: &str, event: &str, now: &Moment) -> Result<RunView, AppError> {
        let event = draft::run_event(event)?;
        let mut run = self.going_on(&*self.history(person, now)?)?;
        let (had, goes_in) = (run.events().len(), event == RunEvent::In);
        run.tell(event, *now).map_err(|error| refused(&error.to_string()))?;
        if goes_in {
            self.check_insertion(&*self.history(person, now)?, &run, now)?;
        }
        let answer = self.keep_told(person, &run, had, now, now)?;
        self.show_neutral();
        self.run_view(person, &run, answer, now)
    }

    /// Keeps what was told at `at` of a run that had so many events before, and writes down what triage answers to it.
    pub(super) fn keep_told(
        &mut self,
        person: &str,
        run: &Run,
        had: usize,
        at: &Moment,
        now: &Moment,
    ) -> Result<Option<(Assessment, TriageView)>, AppError> {
        let history = &*self.history(person, at)?;
        // In one transaction: a sign that was told is never on the disk without the gate it closes.
        let (id, answer) = (history.person.id, self.answer_to(history, run, &run.state(at), at)?);
        let told = answer.as_ref().filter(|_| run.events().len() > had).map(|(answer, _)| answer);
        match told.filter(|told| is_new(history, run, told)).cloned() {
            Some(told) => {
                let told = (at.wall, Statement::Assessment(told));
                drop(self.write_run(id, &[told], Some(&kept_as(run)), now)?);
            }
            None => self.keep_run(id, run)?,
        }
        Ok(answer)
    }

    /// Writes down a session that is over, what was reached of it and why it ended, and assesses it as every session. In one
    /// transaction it is in the diary and no longer goes on.
    ///
    /// # Errors
    /// `Invalid` with every field that is wrong; `Refused` while it goes on, and where nothing went in; `NotFound`; `Storage`.
    pub fn finish_run(
        &mut self,
        person: &str,
        details: &RunDetailsDraft,
        now: &Moment,
    ) -> Result<RunRecorded, AppError> {
        let mut details = draft::run_details(details)?;
        let history = &*self.history(person, now)?;
        details.device = self.settle_device(history, details.device.take(), now)?;
        let (id, run) = (history.person.id, self.going_on(history)?);
        let session = run.session(details, now).map_err(unfinished)?;
        let (state, at) = (run.state(now), run.started().wall.min(now.wall));
        let notices = self.session_notices(history, &session, at, false, now);
        let told = show::told_by(&state, &session);
        let after = with_session(without_answers(history, &run), at, &session, Origin::Live, now);
        let answer = self.assess_session_with(&after, show::signs_of(&state), now)?;
        let others = tasks_of(own_answers(history, &run));
        let said = (at, Statement::Session(session));
        let write = |app: &mut Self, all: &[_]| app.write_run(id, all, None, now);
        let (written, triage) = self.write_with(id, said, answer, &others, write, now)?;
        self.show_neutral();
        Ok(RunRecorded { recorded: recorded(id, &written, triage, notices), check_in: show::answers(&told) })
    }

    /// Leaves a session in which nothing went in and nothing was told: no trace of it is kept. Of one that this version
    /// cannot read nobody knows what was told in it: it is left as a check-in of which every question is open.
    ///
    /// # Errors
    /// `Refused` for every other one: it is ended and written down; `NotFound`; `Storage`.
    pub fn abandon_run(&mut self, person: &str, now: &Moment) -> Result<(), AppError> {
        let history = self.history(person, now)?.into_owned();
        let id = history.person.id;
        if let Some(kept) = self.store.run(&id)?.filter(|kept| decode_run(&kept.body).is_err()) {
            self.leave_unread(&history, is_newer(&kept), now)?;
            self.show_neutral();
            return Ok(());
        }
        if !self.going_on(&history)?.state(now).is_empty {
            return Err(refused(&self.words.run_not_empty()));
        }
        self.store.drop_run(&id)?;
        self.show_neutral();
        Ok(())
    }

    fn going_on(&self, history: &History) -> Result<Run, AppError> {
        self.kept_run(history)?.ok_or_else(|| refused(&self.words.run_none(&history.person.name)))
    }

    /// The size that may go in now.
    fn allowed_now(&self, history: &History, now: &Moment) -> Result<Millimetres, AppError> {
        let gate = standing(history, now).gate;
        if let Some(from) = not_before(history, now).filter(|from| *from > now.wall)
            && gate.time == GateTime::Now
        {
            return Err(refused(&self.words.pause(from)));
        }
        let size = next_session_size(history, gate, now).filter(|_| phase_now(history, now).is_some());
        let size = size.ok_or_else(|| self.closed(history, now))?;
        match enough(history, now) {
            Some(enough) => Err(refused(&self.words.run_enough(enough))),
            None => Ok(size),
        }
    }

    /// Why no session may be held: what the first screen says.
    fn closed(&self, history: &History, now: &Moment) -> AppError {
        let slots = slots_of_day(history, now.date(), now);
        refused(&self.words.headline(history, &slots, &standing(history, now), now))
    }

    /// The log may have changed since the start: what goes in must still be allowed.
    fn check_insertion(&self, history: &History, run: &Run, now: &Moment) -> Result<(), AppError> {
        if let Some(why) = self.chosen_is_barred(history, run, now) {
            return Err(refused(&why));
        }
        let allowed = self.allowed_now(history, now)?;
        match run.state(now).insertion {
            Some(next) if next.size > allowed => Err(refused(&self.words.run_above(allowed))),
            _ => Ok(()),
        }
    }

    /// Why the device that was chosen goes in no more.
    fn chosen_is_barred(&self, history: &History, run: &Run, now: &Moment) -> Option<String> {
        let device = run.script().device().and_then(|id| history.device(id))?;
        let barred = self.barred(history, device, now);
        barred.or_else(|| self.unfit(history, &device.value, now).into_iter().next())
    }

    fn slot_of(
        &self,
        history: &History,
        named: Option<OccurrenceId>,
        now: &Moment,
    ) -> Result<Option<OccurrenceId>, AppError> {
        let Some(named) = named else { return Ok(open_slot(history, now)) };
        if named.date > now.date() {
            return Err(refused(&self.words.run_not_open()));
        }
        let known = open_occurrence(history, named, now.wall, now)?;
        let slot = slots_of_day(history, named.date, now);
        let is_early =
            slot.iter().any(|slot| slot.occurrence.id == known && slot.status == SlotStatus::Upcoming);
        if is_early { Err(refused(&self.words.run_not_open())) } else { Ok(Some(known)) }
    }

    /// `answer`: what triage answers to what was told so far.
    fn run_view(
        &self,
        person: &str,
        run: &Run,
        answer: Option<(Assessment, TriageView)>,
        now: &Moment,
    ) -> Result<RunView, AppError> {
        let history = &*self.history(person, now)?;
        let state = run.state(now);
        let so_far = self.so_far(history, run, answer, now)?;
        let chosen = run.script().device().and_then(|id| history.device(id));
        let plan = history.plan_in_force(now.date());
        let stop_mm = plan.and_then(|plan| plan.value.depth_stop_mm());
        let is_own = plan.is_some_and(|plan| plan.value.is_own_practice());
        let told = (person_ref(history), chosen, (stop_mm, is_own));
        let actions = show::run_actions((self.words, self.texts), (run, &state, now));
        let mut view = show::run(self.words, told, (run, &state, now), actions, so_far);
        if self.chosen_is_barred(history, run, now).is_some() {
            view.events.retain(|event| event != "in");
            view.actions.retain(|action| action.event != "in");
        }
        let size = run.script().size();
        let lacking = self.words.device_lacking(&[size]).filter(|_| history.lacks_device(size, now));
        if let Some(first) = view.checks.first_mut().filter(|_| chosen.is_none()) {
            match lacking {
                Some(lacking) => first.sentence = format!("{lacking} {}", first.sentence),
                None if history.devices.is_empty() => {}
                None => first.sentence = self.words.run_unnamed(&first.sentence),
            }
        }
        Ok(view)
    }
}

/// What the plan in force asks for on this day. The one place where a run asks for its phase.
pub(super) fn phase_now<'h>(history: &'h History, now: &Moment) -> Option<(&'h Plan, &'h Phase)> {
    let Logged { value: plan, .. } = history.plan_in_force(now.date())?;
    history.stretch_on(now.date()).map(|stretch| (plan, stretch.phase))
}

fn unfinished(error: Unfinished) -> AppError {
    let field = match error {
        Unfinished::GoesOn | Unfinished::Empty => return refused(&error.to_string()),
        Unfinished::EaseMissing => "ease",
        Unfinished::PainTold | Unfinished::SharpPainTold => "pain_peak",
        Unfinished::BloodTold => "bleeding",
    };
    let (text, mut fields) = (error.to_string(), Fields::default());
    let (wrong, right) = text.split_once("; ").unwrap_or((&text, ""));
    fields.wrong(field, wrong, right);
    fields.finish::<()>(None).expect_err("a field is wrong")
}

#[cfg(test)]
mod tests;
