use gradus_domain::{Gate, GateSize, GateTime, Moment};

use crate::Words;

impl Words {
    /// What the gate means for the next session.
    pub fn gate(&self, gate: Gate, now: &Moment) -> String {
        let time = match gate.time {
            GateTime::Blocked => return self.word("gate.blocked"),
            GateTime::WaitUntil(until) if until > now.wall => {
                Some(self.say("gate.wait", &[("until", &self.moment(until))]))
            }
            GateTime::WaitUntil(_) => Some(self.word("gate.recheck")),
            GateTime::Now => None,
        };
        let size = match gate.size {
            GateSize::Step => None,
            GateSize::Same => Some(self.word("gate.same")),
            GateSize::Down(sizes) => Some(self.count("gate.down", sizes.into(), &[])),
            GateSize::Start => Some(self.word("gate.start")),
        };
        match (time, size) {
            (None, None) => self.word("gate.allow"),
            (None, Some(size)) => size,
            // While sessions wait, "may go on at the present size" would contradict the wait.
            (Some(time), Some(size)) if gate.size > GateSize::Same => format!("{time} {size}"),
            (Some(time), _) => time,
        }
    }
}
