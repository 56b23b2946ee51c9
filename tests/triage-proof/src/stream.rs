use std::fmt::Write as _;
use std::io::{BufWriter, Write};

use gradus_domain::{Answer, Certainty, Disposition, Gate, GateSize, GateTime, Value as FactValue};
use gradus_triage::{Decision, Pack};
use serde_json::{Value, json};

use crate::drawn::Lots;
use crate::space::{Answers, decide, now};

/// Writes so many sets of facts with their answers, a line of JSON each, to standard output.
pub fn write(pack: &Pack, count: u64, seed: u64) -> std::io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
    let mut lots = Lots::new(pack, seed);
    for _ in 0..count {
        let answers = lots.draw().answers;
        let decision = decide(pack, answers.clone());
        writeln!(out, "{{\"facts\":{},\"answer\":{}}}", facts(&answers), answer(&decision))?;
    }
    out.flush()
}

/// JSON written by hand, a third of the time of a million sets: names and levels are plain words.
fn facts(answers: &Answers) -> String {
    let mut text = String::with_capacity(8000);
    for (id, answer) in answers {
        text.push(if text.is_empty() { '{' } else { ',' });
        let written = match answer {
            Answer::Unknown => write!(text, "\"{id}\":\"unknown\""),
            Answer::Known(FactValue::YesNo(yes)) => write!(text, "\"{id}\":{yes}"),
            Answer::Known(FactValue::Number(number)) => write!(text, "\"{id}\":\"{number}\""),
            Answer::Known(FactValue::Level(level)) => write!(text, "\"{id}\":\"{level}\""),
        };
        written.expect("a text takes all");
    }
    if text.is_empty() { "{}".to_owned() } else { text + "}" }
}

/// A decision in words of its own: what another reader of the pack must come to as well.
pub fn answer(decision: &Decision) -> Value {
    let fired: Vec<Value> = decision
        .fired
        .iter()
        .map(|rule| {
            let sure = rule.certainty == Certainty::Yes;
            let (level, amount) = disposition(rule.disposition);
            let (time, size) = gate(rule.gate);
            json!([rule.id, sure, level, amount, time, size])
        })
        .collect();
    let (level, amount) = disposition(decision.disposition);
    let (time, size) = gate(decision.gate);
    let missing: Vec<&str> = decision.missing.iter().map(|id| id.as_str()).collect();
    json!([level, amount, time, size, fired, missing])
}

/// The word, and hours or days.
pub fn disposition(of: Disposition) -> (&'static str, u16) {
    match of {
        Disposition::Continue => ("continue", 0),
        Disposition::PauseAndRecheck { hours } => ("pause", hours),
        Disposition::Contact { days } => ("contact", days),
        Disposition::SameDay { hours } => ("same_day", hours),
        Disposition::Emergency => ("emergency", 0),
    }
}

/// `now`, `blocked` or the minutes of the wait, and the size.
fn gate(of: Gate) -> (Value, String) {
    let time = match of.time {
        GateTime::Now => "now".into(),
        GateTime::Blocked => "blocked".into(),
        GateTime::WaitUntil(until) => (until - now().wall).num_minutes().into(),
    };
    let size = match of.size {
        GateSize::Step => "step".to_owned(),
        GateSize::Same => "same".to_owned(),
        GateSize::Down(sizes) => format!("down {sizes}"),
        GateSize::Start => "start".to_owned(),
    };
    (time, size)
}
