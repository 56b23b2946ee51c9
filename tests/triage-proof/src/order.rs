use std::collections::BTreeMap;

use gradus_domain::Answer;
use gradus_triage::{Decision, Pack};
use serde_json::{Value, json};

use crate::space::{Answers, Edge, Turn, join};

/// Why the second answer is lower than the first one, if it is: a milder disposition, a rule that went silent or became
/// milder, a more open gate of a rule, or, where it is held, of all together.
pub fn lower(before: &Decision, after: &Decision, turn: Turn) -> Option<String> {
    if after.disposition < before.disposition {
        return Some(format!("{:?} became {:?}", before.disposition, after.disposition));
    }
    for rule in &before.fired {
        let Some(now) = after.fired.iter().find(|other| other.id == rule.id) else {
            return Some(format!("{} went silent", rule.id));
        };
        if now.certainty < rule.certainty || now.disposition < rule.disposition {
            return Some(format!("{} became milder", rule.id));
        }
        if !now.gate.covers(&rule.gate) {
            return Some(format!("the gate of {} opened: {:?} became {:?}", rule.id, rule.gate, now.gate));
        }
    }
    if turn.holds_whole_gate() && !after.gate.covers(&before.gate) {
        return Some(format!("the whole gate opened: {:?} became {:?}", before.gate, after.gate));
    }
    None
}

/// Whether something was a doubt that no longer is one.
pub fn settles(pack: &Pack, before: &Answers, after: &Answers) -> bool {
    let [before, after] = [before, after].map(|answers| join(pack, answers.clone()));
    let mut doubts = before.answers().iter().filter(|(_, answer)| **answer == Answer::Unknown);
    doubts.any(|(id, _)| after.answers().get(id) != Some(&Answer::Unknown))
}

/// What a search counted, and the first of what it found wrong.
#[derive(Default)]
pub struct Tally {
    /// Sets of facts that were answered.
    pub answered: u64,
    /// Pairs of answers that were compared, by how the second is no better than the first.
    pub compared: BTreeMap<Turn, u64>,
    /// How many of them were lower.
    pub lower: u64,
    pub shown: Vec<Value>,
}

const SHOWN: usize = 40;

impl Tally {
    /// `settles` says whether the answer settles a doubt: then to ask it is no turn for the worse.
    pub fn compare(
        &mut self,
        before: &Decision,
        after: &Decision,
        edge: Edge,
        settles: impl FnOnce() -> bool,
        tell: impl FnOnce() -> Value,
    ) {
        *self.compared.entry(edge.kind).or_default() += 1;
        let Some(why) = lower(before, after, edge.kind) else { return };
        if edge.kind == Turn::Asked && settles() {
            return;
        }
        self.lower += 1;
        if self.shown.len() < SHOWN {
            self.shown.push(json!({"why": why, "turn": edge.kind.name(), "of": tell()}));
        }
    }

    pub fn join(&mut self, other: Self) {
        self.answered += other.answered;
        self.lower += other.lower;
        for (turn, count) in other.compared {
            *self.compared.entry(turn).or_default() += count;
        }
        self.shown.extend(other.shown);
        self.shown.truncate(SHOWN);
    }

    pub fn json(&self) -> Value {
        let compared: BTreeMap<&str, u64> =
            self.compared.iter().map(|(turn, count)| (turn.name(), *count)).collect();
        json!({"answered": self.answered, "compared": compared, "lower": self.lower, "shown": self.shown})
    }
}

/// A set of facts as a person would write it.
pub fn told(answers: &Answers) -> String {
    let told = answers.iter().map(|(id, answer)| format!("{id}={}", written(answer)));
    told.collect::<Vec<_>>().join(" ")
}

pub fn written(answer: &gradus_domain::Answer<gradus_domain::Value>) -> String {
    use gradus_domain::Value;
    match answer {
        Answer::Unknown => "unknown".to_owned(),
        Answer::Known(Value::YesNo(yes)) => yes.to_string(),
        Answer::Known(Value::Number(number)) => number.to_string(),
        Answer::Known(Value::Level(level)) => level.clone(),
    }
}
