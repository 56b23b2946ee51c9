//! What triage answers to what was told in a session, before it is in the diary.

use gradus_domain::{Assessment, Ease, History, Logged, Moment, Origin, Run, RunDetails, RunState, Task};

use crate::open::App;
use crate::open::about::with_session;
use crate::view::TriageView;
use crate::{AppError, show};

impl App {
    /// That answer in the light of the whole log.
    pub(super) fn so_far(
        &self,
        history: &History,
        run: &Run,
        answer: Option<(Assessment, TriageView)>,
        now: &Moment,
    ) -> Result<Option<TriageView>, AppError> {
        let Some((answer, view)) = answer else { return Ok(None) };
        let own = tasks_of([&answer].into_iter().chain(own_answers(history, run)));
        self.in_its_place(view, &own, &history.person.id.to_string(), now).map(Some)
    }

    /// What triage answers to what was told so far, as if it were written down now.
    pub(super) fn answer_to(
        &self,
        history: &History,
        run: &Run,
        state: &RunState,
        now: &Moment,
    ) -> Result<Option<(Assessment, TriageView)>, AppError> {
        let details = RunDetails { ease: Some(Ease::Firm), ..RunDetails::default() };
        let session = run.session(details, now).ok().filter(|_| run.has_told());
        let Some(session) = session else { return Ok(None) };
        let at = run.started().wall.min(now.wall);
        let after = with_session(without_answers(history, run), at, &session, Origin::Live, now);
        self.assess_session_with(&after, show::signs_of(state), now)
    }
}

/// Whether the last answer that was written down for this run is another one.
pub(super) fn is_new(history: &History, run: &Run, answer: &Assessment) -> bool {
    let rules = |one: &Assessment| {
        let fired = one.fired.iter();
        fired.map(|rule| (rule.id.clone(), rule.certainty, rule.disposition)).collect::<Vec<_>>()
    };
    own_answers(history, run).last().map(rules) != Some(rules(answer))
}

/// The log without the answers that were written down while this run went on: they are about the session that is being
/// assessed, and no sign of another day.
pub(super) fn without_answers(history: &History, run: &Run) -> History {
    let others = history.assessments.iter().filter(|one| !is_own_answer(history, run, one));
    History { assessments: others.cloned().collect(), ..history.clone() }
}

pub(super) fn own_answers<'h>(history: &'h History, run: &Run) -> impl Iterator<Item = &'h Assessment> {
    let own = history.assessments.iter().filter(|one| is_own_answer(history, run, one));
    own.map(|one| &one.value)
}

fn is_own_answer(history: &History, run: &Run, one: &Logged<Assessment>) -> bool {
    let told = run.events().iter().any(|told| told.at.wall == one.effective);
    told && !history.check_ins.iter().any(|check_in| check_in.effective == one.effective)
}

pub(super) fn tasks_of<'a>(answers: impl Iterator<Item = &'a Assessment>) -> Vec<Task> {
    answers.flat_map(|answer| answer.tasks.iter().cloned()).collect()
}
