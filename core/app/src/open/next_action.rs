//! What the one main button of the first screen does, so that no shell has to choose.

use gradus_domain::{GateTime, History, Moment};
use gradus_triage::{Duty, Standing};
use gradus_words::Next;

use super::App;
use crate::view::{GateView, GateWord, NextActionKind, NextActionView, SlotStatus, SlotView};

impl App {
    /// In the order of the headline: who has something inside goes back to it; who has to be reached comes before what is to be
    /// answered, and that before what the plan asks for. `has_number`: whether somebody at the clinic can be called.
    pub(super) fn next_action(
        &self,
        history: &History,
        standing: &Standing,
        (gate, slots): (&GateView, &[SlotView]),
        (is_running, has_number): (bool, bool),
        now: &Moment,
    ) -> NextActionView {
        use NextActionKind::{
            CallClinic, CallEmergency, CheckIn, EndPause, ImportPlan, RecordContact, ReturnToSession,
            StartSession,
        };
        let is_open = |slot: &SlotView| matches!(slot.status, SlotStatus::Due | SlotStatus::Late);
        let clinic = if has_number { CallClinic } else { RecordContact };
        let has_plan = history.plan_in_force(now.date()).is_some();
        let (kind, is_asked) = match gate.gate {
            _ if is_running => (ReturnToSession, true),
            _ if self.words.is_emergency(history, standing) => (CallEmergency, true),
            _ if self.words.asks_for_call(history, standing, now) => (clinic, true),
            GateWord::Blocked => (clinic, true),
            _ if asks_for_answers(standing, now) => (CheckIn, true),
            // Without a time the gate waits for a plan.
            GateWord::Wait if !has_plan && gate.until.is_none() => (ImportPlan, true),
            GateWord::Wait => (CheckIn, false),
            _ if history.paused_on(now.date()).is_some() => (EndPause, false),
            _ if slots.iter().any(is_open) => (StartSession, true),
            _ => (CheckIn, false),
        };
        let label = self.words.next_action(said(kind, is_asked), &history.person.name);
        NextActionView { kind, label, is_asked }
    }
}

/// Whether the questions are to be answered before anything else: a wait is over, or an answer is late.
fn asks_for_answers(standing: &Standing, now: &Moment) -> bool {
    match standing.gate.time {
        GateTime::WaitUntil(until) => until <= now.wall,
        GateTime::Now => standing.overdue.iter().any(|task| Duty::of(task).is_answered_here()),
        GateTime::Blocked => false,
    }
}

fn said(kind: NextActionKind, is_asked: bool) -> Next {
    match kind {
        NextActionKind::ReturnToSession => Next::Return,
        NextActionKind::CallEmergency => Next::CallEmergency,
        NextActionKind::CallClinic => Next::CallClinic,
        NextActionKind::RecordContact => Next::RecordContact,
        NextActionKind::ImportPlan => Next::ImportPlan,
        NextActionKind::CheckIn if is_asked => Next::Answer,
        NextActionKind::CheckIn => Next::CheckIn,
        NextActionKind::EndPause => Next::EndPause,
        NextActionKind::StartSession => Next::Start,
    }
}
