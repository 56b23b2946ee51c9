//! The first screen: what to do today, and why.

use chrono::{DateTime, FixedOffset};
use gradus_domain::{
    GateTime, History, Moment, Occurrence, OccurrenceId, Pause, Slot, SlotStatus as Status, calibration_due,
    next_session_size, next_visit, not_before, on_ladder, over_before_plan, propose, slots_of_day,
};
use gradus_triage::{CALIBRATION, Standing, standing};
use gradus_words::Words;

use super::run::Running;
use super::session::is_same;
use super::{App, person_ref};
use crate::view::{
    GateView, GateWord, NextPlanView, PauseView, ProposalView, SlotStatus, SlotView, TodayView,
};
use crate::{AppError, draft, show};

impl App {
    /// Everything that the first screen shows about one person.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn today(&self, person: &str, now: &Moment) -> Result<TodayView, AppError> {
        let history = &*self.history(person, now)?;
        let standing = standing(history, now);
        let plan = history.plan_in_force(now.date());
        let begins = plan.and_then(|plan| plan.value.first_day()).filter(|first| *first > now.date());
        let begun = plan.filter(|plan| plan.value.first_day().is_some_and(|first| first <= now.date()));
        let slots = slots_of_day(history, now.date(), now);
        let next_size = next_session_size(history, standing.gate, now);
        // A wait that is over ends by answering the questions again, and not before.
        let ready = standing.gate.time == GateTime::Now && next_size.is_some();
        let running = self.running(history, now)?;
        let headline = self.headline(history, &slots, &standing, running.as_ref(), now);
        let (running, held) = running.map(|Running { sentence, slot, .. }| (sentence, slot)).unzip();
        let held = held.flatten();
        let pause = not_before(history, now).filter(|from| *from > now.wall);
        let notices = self.day_notices(history, &standing, pause, &headline, now);
        let over = over_before_plan(history, now.date()..=now.date());
        let over = over.iter().map(|occurrence| self.over_view(occurrence));
        let asked = slots.iter().map(|slot| {
            let view = self.slot_view(history, slot, ready, pause, now);
            of_running(view, slot, held.as_ref())
        });
        let slots: Vec<_> = over.chain(asked).collect();
        let (gate, contacts) = (self.gate_of_day(history, &standing, now), self.contacts(history, now));
        let stands = (running.is_some(), !contacts.is_empty());
        Ok(TodayView {
            person: person_ref(history),
            date: now.date().to_string(),
            headline,
            next_action: self.next_action(history, &standing, (&gate, &slots), stands, now),
            running,
            pause: history.paused_on(now.date()).map(|pause| self.pause_view(&pause.value)),
            contacts,
            lead: self.lead(history, &standing, now),
            plan: plan.map(|plan| self.words.of_plan(plan.value.title()).to_owned()),
            plan_begins: begins.map(|first| first.to_string()),
            next_plan: next_plan(self.words, history, now),
            size_tenths_mm: begun.and(history.current_size(now.wall)).map(|size| size.tenths()),
            next_size_tenths_mm: begun.and(next_size).filter(|_| ready).map(|size| size.tenths()),
            goal_tenths_mm: begun.map(|plan| plan.value.ladder().goal().tenths()),
            not_before: pause.map(|from| from.to_rfc3339()),
            slots,
            gate,
            proposal: begun.and_then(|_| self.proposal(history, &standing, now)),
            tasks: self
                .tasks(history, &standing, now)
                .into_iter()
                .chain(self.unfit_task(history, now))
                .chain(self.operation_task(history, now))
                .chain(self.device_tasks(history, now))
                .collect(),
            notices,
        })
    }

    /// What is proposed for the size, and why.
    ///
    /// # Errors
    /// `NotFound`; `Refused` while there is no plan.
    pub fn progress(&self, person: &str, now: &Moment) -> Result<ProposalView, AppError> {
        let history = &*self.history(person, now)?;
        let proposal = self.proposal(history, &standing(history, now), now);
        proposal.ok_or_else(|| {
            super::record::refused("there is no plan yet; import the one from the clinic first")
        })
    }

    fn proposal(&self, history: &History, standing: &Standing, now: &Moment) -> Option<ProposalView> {
        let from = history.current_size(now.wall)?;
        Some(show::proposal(self.words, &propose(history, standing.gate_for_steps(), now), from))
    }

    fn gate_of_day(&self, history: &History, standing: &Standing, now: &Moment) -> GateView {
        GateView {
            gate: word_of_day(history, standing, now),
            ..show::gate(self.words, history, standing, now)
        }
    }

    /// Whoever has something inside is not asked to begin, and hears all the same what comes before every session. Only an
    /// emergency comes before something that has been in for too long.
    fn headline(
        &self,
        history: &History,
        slots: &[Slot],
        standing: &Standing,
        running: Option<&Running>,
        now: &Moment,
    ) -> String {
        match running {
            None => self.words.headline(history, slots, standing, now),
            Some(running) if running.asks_if_out && !self.words.is_emergency(history, standing) => {
                running.sentence.clone()
            }
            Some(running) => {
                self.words.before_sessions(history, standing, now).unwrap_or_else(|| running.sentence.clone())
            }
        }
    }

    fn pause_view(&self, pause: &Pause) -> PauseView {
        PauseView {
            reason: draft::word(pause.reason).to_owned(),
            since: pause.first.to_string(),
            until: pause.last.map(|last| last.to_string()),
            sentence: self.words.paused(pause),
        }
    }

    fn over_view(&self, occurrence: &Occurrence) -> SlotView {
        SlotView {
            occurrence: occurrence.id.to_string(),
            at: clock(occurrence),
            status: SlotStatus::Skipped,
            sentence: self.words.slot_over_before_plan(),
        }
    }

    /// `ready`: whether the gate is open and nobody has to be asked before the next session. `pause`: until when the plan's
    /// least gap runs.
    fn slot_view(
        &self,
        history: &History,
        slot: &Slot,
        ready: bool,
        pause: Option<DateTime<FixedOffset>>,
        now: &Moment,
    ) -> SlotView {
        let open =
            matches!(slot.status, Status::Due | Status::Optional | Status::LateWindow | Status::Upcoming);
        let idle = ready && (open || slot.status == Status::Missed) && is_excused(history, slot, open, now);
        let pause = pause.filter(|from| open && ready && from.naive_local() > slot.occurrence.window().opens);
        let status = match slot.status {
            _ if open && !ready => SlotStatus::Gated,
            _ if pause.is_some() => SlotStatus::Upcoming,
            Status::Upcoming => SlotStatus::Upcoming,
            Status::Due => SlotStatus::Due,
            Status::Optional => SlotStatus::Optional,
            Status::LateWindow => SlotStatus::Late,
            Status::Missed => SlotStatus::Missed,
            Status::Skipped(_) | Status::Tried { .. } => SlotStatus::Skipped,
            Status::Done { .. } => SlotStatus::Done,
        };
        SlotView {
            occurrence: slot.occurrence.id.to_string(),
            at: clock(&slot.occurrence),
            status,
            sentence: match pause {
                _ if idle => self.words.slot_in_pause(),
                Some(from) => self.words.slot_paused(from),
                None => self.words.slot(slot, status == SlotStatus::Gated),
            },
        }
    }

    /// From when on another plan holds. What the headline says of the only one is not said again.
    fn coming_notices(&self, history: &History, now: &Moment) -> Vec<String> {
        let present = history.plan_in_force(now.date());
        let going = present.is_some_and(|plan| plan.value.last_day().is_none_or(|last| last >= now.date()));
        let coming = history.plans_to_come(now.date()).into_iter();
        let others = coming.filter(|(plan, _)| present.is_none_or(|present| present.id != plan.id));
        others.map(|(plan, begins)| self.words.plan_to_come(&plan.value, begins, going)).collect()
    }

    /// What the person should know beside: a clock that went back, a gap that must be kept, what the plan leaves out. What
    /// the headline says is not said again.
    fn day_notices(
        &self,
        history: &History,
        standing: &Standing,
        pause: Option<DateTime<FixedOffset>>,
        headline: &str,
        now: &Moment,
    ) -> Vec<String> {
        let mut notices = Vec::new();
        if self.clock_went_back(now) {
            notices.push(self.words.clock_went_back());
        }
        // In the log as it was written: what is put right has no step of a wrong clock any more.
        let written = self.histories().get(&history.person.id);
        let aside = written.and_then(|written| written.set_aside(now.wall));
        notices.extend(aside.map(|aside| self.words.clock_was_ahead(&aside, now.here(aside.last))));
        if history.unknown_kinds > 0 {
            notices.push(self.words.app_outdated(history.unknown_kinds));
        }
        notices.extend(self.coming_notices(history, now));
        notices.extend(self.ceiling_notices(history, now));
        let is_task = standing.tasks.iter().any(|task| task.rules.iter().any(|rule| rule == CALIBRATION));
        let due = calibration_due(history, now).filter(|_| !is_task);
        notices.extend(due.map(|due| self.words.calibration_due(due, now.date())));
        let to_come = next_visit(history, now).filter(|day| *day >= now.date());
        notices.extend(to_come.map(|day| self.words.next_visit(day)));
        let is_paused = history.paused_on(now.date()).is_some();
        // Where the gate stays shut for longer, the end of the pause would read as leave to begin.
        let opens_after = |from| match standing.gate.time {
            GateTime::Now => false,
            GateTime::WaitUntil(until) => until >= from,
            GateTime::Blocked => true,
        };
        let told = |from| is_paused || opens_after(from) || headline == self.words.pause(from);
        if let Some(from) = pause.filter(|from| !told(*from)) {
            notices.push(self.words.not_before(from));
        }
        let lacking = next_session_size(history, standing.gate, now);
        let lacking = lacking.filter(|size| history.lacks_device(*size, now));
        notices.extend(lacking.and_then(|size| self.words.device_lacking(&[size])));
        notices.extend(self.stage_notice(history, standing, now));
        if standing.gate.time == GateTime::Now
            && let Some(plan) = history.plan_in_force(now.date())
        {
            notices.extend(plan.value.missing().into_iter().map(|missing| self.words.missing(missing)));
        }
        notices
    }
}

/// The slot whose session goes on says so, unless the gate closed meanwhile.
fn of_running(view: SlotView, slot: &Slot, held: Option<&(OccurrenceId, String)>) -> SlotView {
    match held {
        Some((id, said)) if is_same(*id, slot.occurrence.id) && view.status != SlotStatus::Gated => {
            SlotView { sentence: said.clone(), ..view }
        }
        _ => view,
    }
}

/// The gate of the day as one word, beside which nothing tells another story: an open gate opens nothing before a plan
/// has begun, nor before a clinic that must be asked first.
pub(super) fn word_of_day(history: &History, standing: &Standing, now: &Moment) -> GateWord {
    let word = show::gate_word(&on_ladder(history, standing.gate, now));
    let plan = history.plan_in_force(now.date());
    let first = plan.and_then(|plan| plan.value.first_day());
    match word {
        GateWord::Wait | GateWord::Blocked => word,
        _ if plan.is_some_and(|plan| !plan.value.has_home_sessions()) => GateWord::Wait,
        _ if first.is_none_or(|first| first > now.date()) => GateWord::Wait,
        _ if propose(history, standing.gate_for_steps(), now).ask_first().is_some() => GateWord::Blocked,
        _ => word,
    }
}

/// Whether a pause keeps a slot from counting as missed: one that is open, because today is paused; one that is over,
/// because of any of its days, as the account of what was held has it.
fn is_excused(history: &History, slot: &Slot, open: bool, now: &Moment) -> bool {
    let days = match open {
        true => now.date()..=now.date(),
        false => slot.occurrence.id.date..=slot.occurrence.last_day(),
    };
    !history.paused_days(&days).is_empty()
}

/// The next plan that takes the place of the one in force.
fn next_plan(words: &Words, history: &History, now: &Moment) -> Option<NextPlanView> {
    let present = history.plan_in_force(now.date()).map(|plan| plan.id);
    let coming = history.plans_to_come(now.date()).into_iter();
    let (plan, begins) =
        coming.filter(|(plan, _)| Some(plan.id) != present).min_by_key(|(_, begins)| *begins)?;
    Some(NextPlanView { title: words.of_plan(plan.value.title()).to_owned(), begins: begins.to_string() })
}

/// The planned civil time of a session, where the plan names one.
fn clock(occurrence: &Occurrence) -> Option<String> {
    occurrence.time.map(|time| time.format("%H:%M").to_string())
}
