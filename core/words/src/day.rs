use gradus_domain::{Disposition, GateTime, History, Moment, Slot, SlotStatus, next_session_size};
use gradus_triage::Standing;

use crate::Words;

impl Words {
    /// What to do first today, in one sentence: what stops a session before what is due.
    pub fn headline(&self, history: &History, slots: &[Slot], standing: &Standing, now: &Moment) -> String {
        self.stopped(history, standing, now)
            .or_else(|| self.without_plan(history, now))
            .unwrap_or_else(|| self.of_slots(history, slots, standing, now))
    }

    /// What has become of one planned session.
    pub fn slot(&self, slot: &Slot, gated: bool) -> String {
        match slot.status {
            _ if gated => self.word("slot.gated"),
            SlotStatus::Upcoming => self.word("slot.upcoming"),
            SlotStatus::Due => self.word("slot.due"),
            SlotStatus::LateWindow => self.word("slot.late"),
            SlotStatus::Missed => self.word("slot.missed"),
            SlotStatus::Done { .. } => self.word("slot.done"),
            SlotStatus::Skipped(reason) => self.say("slot.skipped", &[("reason", &self.skip_reason(reason))]),
        }
    }

    fn stopped(&self, history: &History, standing: &Standing, now: &Moment) -> Option<String> {
        let emergency = history.assessments.iter().any(|assessment| {
            assessment.value.disposition == Disposition::Emergency
                && standing.because.iter().any(|(entry, _)| *entry == assessment.id)
        });
        match standing.gate.time {
            GateTime::Blocked if emergency => Some(self.word("headline.emergency")),
            GateTime::Blocked => Some(self.word("headline.blocked")),
            GateTime::WaitUntil(until) if until > now.wall => {
                Some(self.say("headline.wait", &[("until", &self.moment(until))]))
            }
            GateTime::WaitUntil(_) => Some(self.word("headline.recheck")),
            GateTime::Now => None,
        }
    }

    fn without_plan(&self, history: &History, now: &Moment) -> Option<String> {
        let Some(plan) = history.plan_in_force(now.date()) else {
            return Some(self.word("headline.no_plan"));
        };
        if plan.value.last_day().is_some_and(|last| last < now.date()) {
            return Some(self.word("headline.ended"));
        }
        match plan.value.first_day() {
            None => Some(self.word("headline.not_begun_open")),
            Some(first) if first > now.date() => Some(self.dated("headline.not_begun", first)),
            Some(_) => None,
        }
    }

    fn of_slots(&self, history: &History, slots: &[Slot], standing: &Standing, now: &Moment) -> String {
        let size =
            next_session_size(history, standing.gate, now).map_or_else(String::new, |size| self.size(size));
        let first = |wanted: SlotStatus| slots.iter().find(|slot| slot.status == wanted);
        let time = |slot: &Slot| slot.occurrence.time.map(|time| time.format("%H:%M").to_string());
        if let Some(due) = first(SlotStatus::Due) {
            return match time(due) {
                Some(time) => self.say("headline.due_at", &[("size", &size), ("time", &time)]),
                None => self.say("headline.due", &[("size", &size)]),
            };
        }
        if first(SlotStatus::LateWindow).is_some() {
            return self.say("headline.late", &[("size", &size)]);
        }
        if let Some(next) = first(SlotStatus::Upcoming) {
            return match time(next) {
                Some(time) => self.say("headline.next", &[("time", &time)]),
                None => self.word("headline.next_open"),
            };
        }
        let done = |slot: &Slot| matches!(slot.status, SlotStatus::Done { .. });
        self.word(match slots {
            [] => "headline.rest",
            slots if slots.iter().all(done) => "headline.done",
            _ => "headline.over",
        })
    }
}
