use gradus_domain::sorting;
use gradus_domain::{Gate, GateSize, GateTime, History, Moment, lacks_smaller, on_ladder};
use gradus_triage::Standing;
use gradus_words::Words;

use crate::view::{GateView, GateWord, SizeLimit};

/// The gate in force, with the rules behind it.
pub(crate) fn gate(words: &Words, history: &History, standing: &Standing, now: &Moment) -> GateView {
    let (size, sizes_down) = size_open(history, standing.gate, now);
    let mut rules: Vec<String> =
        standing.because.iter().flat_map(|(_, rules)| rules.iter().cloned()).collect();
    sorting::sort(&mut rules);
    rules.dedup();
    GateView {
        gate: gate_word(&standing.gate),
        until: until(&standing.gate),
        size,
        sizes_down,
        sentence: words.gate_of_day(history, standing, now),
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

/// The same as the plan can carry it out. Where it has no smaller size and one is asked for, nothing is open by itself: the
/// clinic is asked first.
pub(crate) fn size_open(history: &History, gate: Gate, now: &Moment) -> (SizeLimit, u8) {
    match lacks_smaller(history, gate, now) {
        Some(_) => (SizeLimit::Down, 0),
        None => size_limit(on_ladder(history, gate, now).size),
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

/// The earliest instant of the next session, where the gate names one.
pub(crate) fn until(gate: &Gate) -> Option<String> {
    match gate.time {
        GateTime::WaitUntil(until) => Some(until.to_rfc3339()),
        GateTime::Now | GateTime::Blocked => None,
    }
}
