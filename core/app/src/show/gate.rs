use gradus_domain::{Gate, GateSize, GateTime, Moment};
use gradus_triage::Standing;
use gradus_words::Words;

use crate::view::{GateView, GateWord, SizeLimit};

/// The gate in force, with the rules behind it.
pub(crate) fn gate(words: &Words, standing: &Standing, now: &Moment) -> GateView {
    let (size, sizes_down) = size_limit(standing.gate.size);
    let mut rules: Vec<String> =
        standing.because.iter().flat_map(|(_, rules)| rules.iter().cloned()).collect();
    rules.sort();
    rules.dedup();
    GateView {
        gate: gate_word(&standing.gate),
        until: until(&standing.gate, now),
        size,
        sizes_down,
        sentence: words.gate(here(standing.gate, now), now),
        rules,
        assessments: standing
            .because
            .iter()
            .filter(|(_, rules)| !rules.is_empty())
            .map(|(id, _)| id.to_string())
            .collect(),
    }
}

/// The most restrictive thing that holds.
pub(crate) fn gate_word(gate: &Gate) -> GateWord {
    match (gate.time, gate.size) {
        (GateTime::Blocked, _) => GateWord::Blocked,
        (GateTime::WaitUntil(_), _) => GateWord::Wait,
        (GateTime::Now, GateSize::Down(_) | GateSize::Start) => GateWord::StepDown,
        (GateTime::Now, GateSize::Same) => GateWord::SameSize,
        (GateTime::Now, GateSize::Step) => GateWord::Allow,
    }
}

/// Which sizes are open, and how many below the present one.
pub(crate) fn size_limit(size: GateSize) -> (SizeLimit, u8) {
    match size {
        GateSize::Step => (SizeLimit::Step, 0),
        GateSize::Same => (SizeLimit::Same, 0),
        GateSize::Down(sizes) => (SizeLimit::Down, sizes),
        GateSize::Start => (SizeLimit::Start, 0),
    }
}

/// The same gate with its time as the person's own clock shows it now, wherever they were when it was set.
pub(crate) fn here(gate: Gate, now: &Moment) -> Gate {
    match gate.time {
        GateTime::WaitUntil(until) => {
            Gate { time: GateTime::WaitUntil(until.with_timezone(now.wall.offset())), ..gate }
        }
        GateTime::Now | GateTime::Blocked => gate,
    }
}

/// The earliest instant of the next session, where the gate names one, on the person's own clock.
pub(crate) fn until(gate: &Gate, now: &Moment) -> Option<String> {
    match here(*gate, now).time {
        GateTime::WaitUntil(until) => Some(until.to_rfc3339()),
        GateTime::Now | GateTime::Blocked => None,
    }
}
