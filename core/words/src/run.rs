use chrono::{DateTime, FixedOffset};
use gradus_domain::device::Device;
use gradus_domain::plan::Retention;
use gradus_domain::{
    CheckItem, CueKind, Doing, Insertion, LubricantUsed, Millimetres, Role, RunEvent, RunState, Script, Sign,
    TakeOut,
};

use crate::Words;

/// What a plan allows, where all of it was held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Enough {
    /// So many sessions on a day.
    OfDay(usize),
    /// One session in so many days.
    OfDays(u8),
    /// So many sessions in seven days.
    OfWeek(usize),
}

impl Words {
    /// What is to be done now in a session that goes on.
    pub fn run_now(&self, script: &Script, state: &RunState) -> String {
        match (state.stage, state.insertion) {
            (Doing::CheckList, _) => self.word("run.check_list"),
            (Doing::Ready, Some(insertion)) => {
                let size = self.size(insertion.size);
                let key = if script.is_warm_up(&insertion) { "run.ready_warm_up" } else { "run.ready" };
                self.say(key, &[("size", &size)])
            }
            (Doing::Holding { .. }, _) => self.word("run.holding"),
            (Doing::TakeOut { why, .. }, _) => self.word(match why {
                TakeOut::Reached if is_pass(state) => "run.passed",
                TakeOut::Reached => "run.reached",
                TakeOut::TooLong => "run.too_long",
                TakeOut::Restarted => "run.restarted",
                TakeOut::Ended => "run.ended_in",
                TakeOut::Stuck => "run.stuck",
                TakeOut::Forgotten => "run.forgotten_in",
            }),
            (Doing::Resting { .. }, _) => self.word("run.resting"),
            (Doing::Paused, _) => self.word("run.paused"),
            (Doing::AfterCare | Doing::Ready, _) if state.has_ended => self.word("run.after_care_ended"),
            (Doing::AfterCare | Doing::Ready, _) => self.word("run.after_care"),
            (Doing::Done, _) => self.word("run.done"),
        }
    }

    /// What comes after that; `None` where nothing does, or where only what is to be done now matters.
    pub fn run_next(&self, script: &Script, state: &RunState) -> Option<String> {
        let size = |insertion: &Insertion| self.say("run.next_size", &[("size", &self.size(insertion.size))]);
        match (state.stage, state.insertion) {
            (Doing::AfterCare, _) => Some(self.word("run.next_details")),
            (Doing::TakeOut { .. }, _) if state.has_ended => None,
            (Doing::Ready, Some(Insertion { hold, .. })) if hold.target_s > 0 => {
                Some(self.say("run.next_hold", &[("time", &self.seconds(hold.target_s))]))
            }
            (Doing::Ready, Some(_)) => Some(self.word("run.next_pass")),
            (Doing::Holding { .. } | Doing::TakeOut { .. }, Some(Insertion { rest_s, .. })) if rest_s > 0 => {
                Some(self.say("run.next_rest", &[("time", &self.seconds(rest_s.into()))]))
            }
            (Doing::Holding { .. } | Doing::TakeOut { .. }, _) => {
                let after = script.insertions().get(state.done_s.len() + 1);
                Some(after.map_or_else(|| self.word("run.next_after_care"), size))
            }
            (Doing::CheckList | Doing::Resting { .. } | Doing::Paused, insertion) => {
                insertion.as_ref().map(size)
            }
            _ => None,
        }
    }

    /// One point of the check list. `device`: the one that was chosen; `stop_mm`: how deep the plan lets anything go in;
    /// `is_own`: whether the plan is one of the person's own.
    pub fn run_check(
        &self,
        script: &Script,
        item: CheckItem,
        device: Option<&Device>,
        (stop_mm, is_own): (Option<u16>, bool),
    ) -> String {
        match item {
            CheckItem::Whole => match device {
                Some(device) => self.say("run.check_whole_of", &[("name", device.name())]),
                None => self.word("run.check_whole"),
            },
            CheckItem::Base => self.word("run.check_base"),
            CheckItem::DepthMark => self.check_depth(device.map(Device::retention), stop_mm),
            CheckItem::Clean => self.word("run.check_clean"),
            CheckItem::Lubricant => {
                let lubricant = self.word(match script.lubricant() {
                    LubricantUsed::Silicone => "run.silicone",
                    LubricantUsed::Oil => "run.oil",
                    LubricantUsed::Water | LubricantUsed::None | LubricantUsed::Unsuitable => "run.water",
                });
                self.say("run.check_lubricant", &[("lubricant", &lubricant)])
            }
            CheckItem::Relaxed => self.word(match script.role() {
                Role::Caregiver => "run.check_relaxed_other",
                Role::Self_ | Role::Teen if is_own => "run.check_relaxed_own",
                Role::Self_ | Role::Teen => "run.check_relaxed",
            }),
        }
    }

    /// A point of the check list where the list has devices and none of them was chosen.
    pub fn run_unnamed(&self, check: &str) -> String {
        self.say("run.check_unnamed", &[("check", check)])
    }

    /// The mark of the device, or the plan's depth where the device has none.
    fn check_depth(&self, held: Option<Retention>, stop_mm: Option<u16>) -> String {
        let say = |key: &str, mm: u16| self.say(key, &[("depth", &mm.to_string())]);
        match (held, stop_mm) {
            (Some(Retention::Grip { depth_stop_mm: mm }), _) | (None, Some(mm)) => {
                say("run.check_depth_at", mm)
            }
            (Some(Retention::Base), Some(mm)) => say("run.check_depth_base", mm),
            (_, None) => self.word("run.check_depth_mark"),
        }
    }

    /// What stands on the button that tells this event, about the one whose session it is.
    pub fn run_action(&self, event: &RunEvent, role: Role) -> String {
        self.word(match event {
            RunEvent::Stop => "run.action_stop",
            RunEvent::Sign(Sign::Faint) if role == Role::Caregiver => "run.action_faint_other",
            RunEvent::Sign(Sign::Faint) => "run.action_faint",
            RunEvent::Sign(Sign::Stuck) => "run.action_stuck",
            RunEvent::Sign(Sign::SharpPain) => "run.action_sharp_pain",
            RunEvent::Sign(Sign::CannotPass) => "run.action_cannot_pass",
            RunEvent::Sign(Sign::SaidStop) => "run.action_said_stop",
            RunEvent::Blood(_) => "run.action_blood",
            RunEvent::Pain(_) => "run.action_pain",
            RunEvent::In => "run.action_in",
            RunEvent::Out => "run.action_out",
            RunEvent::AfterCareDone => "run.action_after_care_done",
            RunEvent::Pause => "run.action_pause",
            RunEvent::Resume => "run.action_resume",
            RunEvent::Ticked(_) => "run.check_list",
        })
    }

    /// What a cue says to somebody who cannot look.
    pub fn run_cue(&self, state: &RunState, kind: CueKind) -> String {
        let target = state.insertion.map_or(0, |insertion| insertion.hold.target_s);
        match kind {
            CueKind::Start => self.say("run.cue_start", &[("time", &self.seconds(target))]),
            CueKind::Half => self.word("run.cue_half"),
            CueKind::TenSeconds => self.word("run.cue_ten_seconds"),
            CueKind::End if matches!(state.stage, Doing::Resting { .. }) => self.word("run.cue_rest_end"),
            CueKind::End if is_pass(state) => self.word("run.passed"),
            CueKind::End => self.word("run.cue_end"),
            CueKind::Overrun => self.word("run.cue_overrun"),
        }
    }

    /// How much longer than planned something is in.
    pub fn run_overrun(&self, seconds: u32) -> String {
        self.say("run.overrun", &[("time", &self.seconds(seconds))])
    }

    /// That a session goes on, for the first screen.
    pub fn run_going_on(&self, name: &str, since: DateTime<FixedOffset>) -> String {
        self.say("run.going_on", &[("name", name), ("time", &self.moment(since))])
    }

    /// Whether what went in long ago is out, for the first screen.
    pub fn run_is_it_out(&self, name: &str, since: DateTime<FixedOffset>) -> String {
        self.say("run.is_it_out", &[("name", name), ("time", &self.moment(since))])
    }

    /// That a session is over and stands in no diary yet, for the first screen.
    pub fn run_unwritten(&self, name: &str, since: DateTime<FixedOffset>) -> String {
        self.say("run.unwritten", &[("name", name), ("time", &self.moment(since))])
    }

    /// Why another session cannot begin.
    pub fn run_already(&self, name: &str) -> String {
        self.say("run.already", &[("name", name)])
    }

    /// That no session goes on.
    pub fn run_none(&self, name: &str) -> String {
        self.say("run.none", &[("name", name)])
    }

    /// That a session was kept which this version cannot read.
    pub fn run_newer(&self) -> String {
        self.word("run.newer")
    }

    /// That what was kept of a session is damaged.
    pub fn run_damaged(&self) -> String {
        self.word("run.damaged")
    }

    /// Which size is the largest that may be used.
    pub fn run_above(&self, allowed: Millimetres) -> String {
        self.say("run.above", &[("size", &self.size(allowed))])
    }

    /// That all was held that the plan allows.
    pub fn run_enough(&self, enough: Enough) -> String {
        match enough {
            Enough::OfDay(allowed) => self.count("run.enough", allowed, &[]),
            Enough::OfDays(days) => self.say("run.enough_days", &[("days", &days.to_string())]),
            Enough::OfWeek(allowed) => self.count("run.enough_week", allowed, &[]),
        }
    }

    /// What stands beside a check-in in the place of a session that could not be read: one of a newer version, or a damaged
    /// one.
    pub fn run_left_unread(&self, is_newer: bool) -> String {
        self.word(if is_newer { "run.left_unread" } else { "run.left_damaged" })
    }

    /// That a planned session is not open yet.
    pub fn run_not_open(&self) -> String {
        self.word("run.not_open")
    }

    /// Why a session cannot be thrown away.
    pub fn run_not_empty(&self) -> String {
        self.word("run.not_empty")
    }
}

/// Whether the insertion is a short pass, which nobody holds.
fn is_pass(state: &RunState) -> bool {
    state.insertion.is_some_and(|insertion| insertion.hold.target_s == 0)
}
