use gradus_domain::{Answer, Decimal, FactId, Value as FactValue};
use gradus_triage::{Pack, Source, Wait};
use serde_json::{Value, json};

use crate::chance::Chance;
use crate::exhaustive::Part;
use crate::order::{Tally, lower, settles, told, written};
use crate::space::{Answers, Axis, Edge, Space, State, Turn, decide, fact_id};

/// A set of facts drawn by lot, with what the log carries over.
pub struct Draw {
    pub answers: Answers,
    states: Vec<State>,
    /// Whether it says what was unknown before.
    has_doubts: bool,
    /// Whether it says how long rules still wait.
    has_waits: bool,
}

/// Sets of facts by lot.
pub struct Lots {
    pub space: Space,
    /// The names of what is carried over of each fact: unknown before, not sure beside the log, left open.
    carried: Vec<[FactId; 3]>,
    families: Vec<FactId>,
    waits: Vec<FactId>,
    pub chance: Chance,
}

impl Lots {
    pub fn new(pack: &Pack, seed: u64) -> Self {
        let space = Space::of(pack);
        let carried = space.axes.iter().map(|axis| {
            ["still_unknown", "not_sure", "left_open"].map(|what| fact_id(&format!("{what}.{}", axis.id)))
        });
        let waiting = pack.rules().iter().filter(|rule| matches!(rule.wait, Wait::Minutes(_)));
        Self {
            carried: carried.collect(),
            families: ["b", "i", "p", "g", "s"].map(|one| fact_id(&format!("earlier_contact.{one}"))).into(),
            waits: waiting
                .map(|rule| fact_id(&format!("waiting.{}", rule.id.to_ascii_lowercase())))
                .collect(),
            space,
            chance: Chance::new(seed),
        }
    }

    /// Sets of every kind: hardly anything told, everything asked, mostly mild, and mostly bad; and those in which another
    /// answer settles a doubt, which chance alone would hardly draw.
    pub fn draw(&mut self) -> Draw {
        let chance = &mut self.chance;
        let is_settled = chance.once_in(4);
        let (unasked, unknown, mild) =
            if is_settled { (60, 0, 99) } else { KINDS[chance.below(KINDS.len())] };
        let has_past = chance.once_in(2);
        let (mut answers, mut states, mut has_doubts) = (Answers::new(), Vec::new(), false);
        for (axis, carried) in self.space.axes.iter().zip(&self.carried) {
            let own = settling(axis).filter(|_| is_settled && !chance.once_in(40));
            let drawn = match chance.below(100) {
                // Who a person is, is mostly known.
                roll if roll < unasked && axis.source != Source::Background => State::Unasked,
                _ if chance.below(100) < unknown => State::Unknown,
                _ if chance.below(100) < mild => {
                    State::Known(axis.mildest().unwrap_or(chance.below(axis.values.len())))
                }
                _ => State::Known(chance.below(axis.values.len())),
            };
            let state = own.unwrap_or(drawn);
            answers.extend(axis.answer(state).map(|answer| (axis.id.clone(), answer)));
            states.push(state);
            if axis.is_sign() && has_past {
                let told = carried.iter().map(|id| (id, chance.once_in(60))).filter(|(_, told)| *told);
                answers.extend(told.map(|(id, _)| (id.clone(), YES)));
                has_doubts |= answers.contains_key(&carried[0]);
            }
        }
        let earlier = self.families.iter().map(|id| (id, chance.once_in(12))).filter(|(_, told)| *told);
        answers.extend(earlier.map(|(id, _)| (id.clone(), YES)));
        let waits: Vec<&FactId> = match chance.once_in(3) {
            true => self.waits.iter().filter(|_| chance.once_in(4)).collect(),
            false => Vec::new(),
        };
        for id in &waits {
            let minutes = i32::try_from(chance.below(2000)).expect("few");
            answers.insert((*id).clone(), Answer::Known(FactValue::Number(Decimal::whole(minutes))));
        }
        Draw { has_waits: !waits.is_empty(), answers, states, has_doubts }
    }
}

/// Of a hundred answers so many that nobody asked for, and of the others so many that nobody could tell, and so many mild ones.
const KINDS: [(usize, usize, usize); 7] =
    [(94, 3, 50), (85, 10, 80), (50, 3, 97), (0, 0, 99), (0, 2, 98), (10, 10, 90), (0, 30, 60)];

/// What lets another answer settle a doubt: nobody knows how warm it is or how much blood, the hand feels nothing, nobody saw
/// any, and the person has no background.
fn settling(axis: &Axis) -> Option<State> {
    match axis.id.as_str() {
        "temperature_c" | "bleeding" => Some(State::Unknown),
        "feels_hot" | "blood_seen" | "illness" | "hours_since_antipyretic" => {
            axis.mildest().map(State::Known)
        }
        "age_days" => Some(State::Known(axis.values.len() - 1)),
        "corrected_age_days" => Some(State::Unasked),
        _ if axis.is_sign() || axis.values[0] != FactValue::YesNo(false) => None,
        _ => Some(State::Known(0)),
    }
}

const YES: Answer<FactValue> = Answer::Known(FactValue::YesNo(true));

/// Turns that are tried from each set.
const TURNS: usize = 8;

/// Compares so many pairs of answers over everything at once.
pub fn random(pack: &Pack, points: u64, part: Part) -> Value {
    let mut lots = Lots::new(pack, part.seed.wrapping_add(part.number as u64).wrapping_mul(0x1000_0001));
    let edges: Vec<Vec<Edge>> = lots.space.axes.iter().map(Axis::edges).collect();
    let mut tally = Tally::default();
    let wanted = points / part.of as u64;
    while tally.compared.values().sum::<u64>() < wanted {
        let drawn = lots.draw();
        let before = decide(pack, drawn.answers.clone());
        tally.answered += 1;
        for _ in 0..TURNS {
            let at = lots.chance.below(edges.len());
            let axis = &lots.space.axes[at];
            let from: Vec<&Edge> = edges[at].iter().filter(|edge| edge.from == drawn.states[at]).collect();
            let Some(edge) = (!from.is_empty()).then(|| *from[lots.chance.below(from.len())]) else {
                continue;
            };
            let Some(after) = turned(axis, edge, &drawn) else { continue };
            tally.answered += 1;
            let decided = decide(pack, after);
            // Seldom wanted, and dear to keep.
            let after = || turned(axis, edge, &drawn).expect("it was turned");
            let settled = || settles(pack, &drawn.answers, &after());
            tally.compare(&before, &decided, edge, settled, || {
                shrunk(pack, axis, edge, &drawn.answers, &after())
            });
        }
    }
    tally.json()
}

/// The set with one fact turned; `None` where that is no turn for the worse:
/// - What was unknown at the check-in before and is not asked now counts as unknown, and an answer to another question may
///   settle it: beside such doubts nothing goes from "not asked" to an answer.
/// - How long a rule still waits for what the log told is itself told of the log: another log has another wait.
fn turned(axis: &Axis, edge: Edge, drawn: &Draw) -> Option<Answers> {
    if edge.kind == Turn::Asked && drawn.has_doubts || axis.source == Source::Log && drawn.has_waits {
        return None;
    }
    let mut after = drawn.answers.clone();
    after.remove(&axis.id);
    after.extend(axis.answer(edge.to).map(|answer| (axis.id.clone(), answer)));
    Some(after)
}

/// The fewest facts that still show it: each is left out in turn, and stays out where the second answer is still lower.
fn shrunk(pack: &Pack, axis: &Axis, edge: Edge, before: &Answers, after: &Answers) -> Value {
    let (mut before, mut after) = (before.clone(), after.clone());
    for id in before.keys().filter(|id| **id != axis.id).cloned().collect::<Vec<_>>() {
        let (mut fewer, mut fewer_after) = (before.clone(), after.clone());
        fewer.remove(&id);
        fewer_after.remove(&id);
        if lower(&decide(pack, fewer.clone()), &decide(pack, fewer_after.clone()), edge.kind).is_some() {
            (before, after) = (fewer, fewer_after);
        }
    }
    let why = lower(&decide(pack, before.clone()), &decide(pack, after.clone()), edge.kind);
    json!({"facts": told(&before), "fact": axis.id.as_str(), "to": axis.answer(edge.to).as_ref().map(written), "why": why})
}
