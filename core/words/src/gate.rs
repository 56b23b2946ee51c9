use gradus_domain::{Gate, GateSize, GateTime, History, Moment, Reason, lacks_smaller, on_ladder, propose};
use gradus_triage::Standing;

use crate::Words;
use crate::day::has_clinic_stopped;

impl Words {
    /// What stands now means for the next session. An open gate opens nothing without a plan that has begun, nor before a
    /// clinic that must be asked first, and after the clinic said to stop nobody is asked once more to write down what
    /// they say.
    pub fn gate_of_day(&self, history: &History, standing: &Standing, now: &Moment) -> String {
        match standing.gate.time {
            GateTime::Now => self.gate_open(history, standing, now),
            GateTime::Blocked
                if has_clinic_stopped(history, standing) && !self.is_emergency(history, standing) =>
            {
                self.word("gate.clinic_stopped")
            }
            GateTime::WaitUntil(_) | GateTime::Blocked => self.gate(history, standing.gate, now),
        }
    }

    fn gate_open(&self, history: &History, standing: &Standing, now: &Moment) -> String {
        let Some(plan) = history.plan_in_force(now.date()) else { return self.word("gate.no_plan") };
        match plan.value.first_day() {
            None => return self.word("gate.not_begun_open"),
            Some(first) if first > now.date() => return self.dated("gate.not_begun", first),
            Some(_) if !plan.value.has_home_sessions() => return self.word("gate.clinic_only"),
            Some(_) => {}
        }
        match propose(history, standing.gate_for_steps(), now).ask_first() {
            Some(Reason::PlanExpired { .. }) => self.word("gate.ended"),
            // No talk opens a plan that does not fit: another one does.
            Some(Reason::PlanUnfit { .. } | Reason::ChildWithoutClinic) => self.word("gate.unfit"),
            Some(_) => self.word("gate.ask_first"),
            None => self.gate(history, standing.gate, now),
        }
    }

    /// What the gate means for the next session of this person: nobody is told to take a smaller size where the plan has
    /// none.
    pub fn gate(&self, history: &History, gate: Gate, now: &Moment) -> String {
        let time = match gate.time {
            GateTime::Blocked => return self.word("gate.blocked"),
            GateTime::WaitUntil(until) if until > now.wall => {
                Some(self.say("gate.wait", &[("until", &self.moment(until))]))
            }
            GateTime::WaitUntil(_) => Some(self.word("gate.recheck")),
            GateTime::Now => None,
        };
        let lacks_smaller = lacks_smaller(history, gate, now).is_some();
        let allowed = on_ladder(history, gate, now).size;
        let size = match allowed {
            _ if lacks_smaller => Some(self.word("gate.none_smaller")),
            GateSize::Step => None,
            GateSize::Same => Some(self.word("gate.same")),
            GateSize::Down(sizes) => Some(self.count("gate.down", sizes.into(), &[])),
            GateSize::Start => Some(self.word("gate.start")),
        };
        match (time, size) {
            (None, None) => self.word("gate.allow"),
            (None, Some(size)) => size,
            // While sessions wait, "may go on at the present size" would contradict the wait.
            (Some(time), Some(size)) if lacks_smaller || allowed > GateSize::Same => format!("{time} {size}"),
            (Some(time), _) => time,
        }
    }
}
