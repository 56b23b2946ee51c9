//! What must hold for every combination of answers, whatever the rules say.

use std::collections::BTreeMap;

use crate::people::{now, pack};
use gradus_domain::{Answer, Decimal, FactId, Value};
use gradus_triage::{
    DANGER_RULES, Decision, FactDefinition, Facts, Kind, Pack, Role, Source, Vocabulary, Worse, assess,
};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

type Answers = BTreeMap<FactId, Answer<Value>>;

/// Known answers of a fact from the mildest to the worst; for a fact with two bad sides, upwards.
fn ladder(fact: &FactDefinition) -> Vec<Value> {
    let numbers =
        |tenths: Vec<i64>| tenths.into_iter().map(|t| Value::Number(Decimal::from_tenths(t))).collect();
    match &fact.kind {
        Kind::YesNo => vec![Value::YesNo(false), Value::YesNo(true)],
        Kind::Level(levels) => levels.iter().cloned().map(Value::Level).collect(),
        Kind::Number { .. } if matches!(fact.worse, Worse::Both { .. }) => {
            numbers(vec![368, 374, 375, 376, 379, 380, 381, 389, 390, 450])
        }
        Kind::Number { least, greatest, .. } => {
            let bounds = [
                0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 19, 20, 23, 24, 29, 30, 83, 84, 91, 92, 183, 366,
                7000,
            ];
            let within = bounds.into_iter().map(|whole| whole * 10);
            let mut all: Vec<i64> =
                within.filter(|t| (least.tenths()..=greatest.tenths()).contains(t)).collect();
            all.push(greatest.tenths());
            if fact.worse == Worse::Down && fact.role == Role::Sign {
                all.reverse();
            }
            all.dedup();
            numbers(all)
        }
    }
}

/// Answers drawn from one number for each fact; `asked` leaves nothing out but what the log alone supplies.
fn answers(vocabulary: &Vocabulary, draws: &[u32], asked: bool) -> Answers {
    let mut answers = Answers::new();
    for (fact, draw) in vocabulary.facts().iter().zip(draws) {
        if fact.source == Source::Engine {
            continue;
        }
        let ladder = ladder(fact);
        let at = (draw / 16) as usize;
        let answer = match draw % 16 {
            0..=2 if !asked || fact.source == Source::Log => continue,
            3 => Answer::Unknown,
            4..=11 => Answer::Known(ladder[0].clone()),
            _ => Answer::Known(ladder[at % ladder.len()].clone()),
        };
        if *draw % 7 == 0 {
            let still = FactId::new(format!("still_unknown.{}", fact.id)).expect("a name");
            answers.insert(still, Answer::Known(Value::YesNo(true)));
        }
        answers.insert(fact.id.clone(), answer);
    }
    let earlier = FactId::new("earlier_contact.b").expect("a name");
    answers.insert(earlier, Answer::Known(Value::YesNo(draws[0].is_multiple_of(3))));
    answers
}

fn decide(pack: &Pack, answers: &Answers) -> Decision {
    let facts = Facts::new(pack.vocabulary(), answers.clone()).unwrap_or_else(|errors| panic!("{errors:?}"));
    pack.decide(&facts, &now())
}

/// Every rule that fired before fires at least as strongly after.
fn never_lower(before: &Decision, after: &Decision, why: &str) {
    assert!(
        after.disposition >= before.disposition,
        "{why}: {:?} < {:?}",
        after.disposition,
        before.disposition
    );
    for rule in &before.fired {
        let now = after.fired.iter().find(|other| other.id == rule.id);
        let now = now.unwrap_or_else(|| panic!("{why}: {} went silent", rule.id));
        assert!(now.certainty >= rule.certainty && now.disposition >= rule.disposition, "{why}: {}", rule.id);
        assert!(now.gate.covers(&rule.gate), "{why}: {} {:?} {:?}", rule.id, rule.gate, now.gate);
    }
}

/// `LAW_CASES` in the environment asks for a longer run.
fn run(cases: u32, test: impl Fn(Vec<u32>, usize, u32)) {
    let cases = std::env::var("LAW_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(cases);
    let facts = Vocabulary::builtin().facts().len();
    let strategy = (prop::collection::vec(any::<u32>(), facts), 0..facts, any::<u32>());
    let mut runner = TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() });
    let outcome = runner.run(&strategy, |(draws, fact, draw)| {
        test(draws, fact, draw);
        Ok(())
    });
    outcome.expect("the law holds");
}

fn sign(vocabulary: &Vocabulary, slot: usize) -> Option<&FactDefinition> {
    Some(&vocabulary.facts()[slot]).filter(|fact| fact.role == Role::Sign && fact.source != Source::Engine)
}

#[test]
fn a_sign_that_gets_worse_or_comes_to_light_never_lowers_an_answer() {
    let pack = pack();
    run(500, |draws, slot, draw| {
        let Some(fact) = sign(pack.vocabulary(), slot) else { return };
        let ladder = ladder(fact);
        let (one, two) = ((draw % 97) as usize % ladder.len(), (draw / 97) as usize % ladder.len());
        for asked in [false, true] {
            let base = answers(pack.vocabulary(), &draws, asked);
            let with = |answer: Option<Answer<Value>>| {
                let mut answers = base.clone();
                answers.remove(&fact.id);
                if answer.is_none() {
                    // A fact that was not known before and is not asked again counts as unknown; see `stands`.
                    answers.remove(&FactId::new(format!("still_unknown.{}", fact.id)).expect("a name"));
                }
                answers.extend(answer.map(|answer| (fact.id.clone(), answer)));
                decide(&pack, &answers)
            };
            let mild = with(Some(Answer::Known(ladder[one.min(two)].clone())));
            let bad = with(Some(Answer::Known(ladder[one.max(two)].clone())));
            let (none, unasked) = (with(Some(Answer::Known(ladder[0].clone()))), with(None));
            let unknown = with(Some(Answer::Unknown));
            never_lower(&mild, &bad, &format!("{} gets worse", fact.id));
            never_lower(&none, &unknown, &format!("{} none, unknown", fact.id));
            never_lower(&unasked, &unknown, &format!("{} unasked, unknown", fact.id));
            never_lower(&unasked, &bad, &format!("{} unasked, answered", fact.id));
            if !matches!(fact.worse, Worse::Both { .. }) {
                let worst = with(Some(Answer::Known(ladder[ladder.len() - 1].clone())));
                never_lower(&unknown, &worst, &format!("{} unknown, worst", fact.id));
            }
        }
    });
}

/// Whichever of the person and the log is not sure, what the other knows and the doubt both go on to count.
#[test]
fn not_being_sure_beside_a_known_answer_lowers_neither() {
    let pack = pack();
    run(400, |draws, slot, draw| {
        let Some(fact) = sign(pack.vocabulary(), slot) else { return };
        let ladder = ladder(fact);
        let known = Answer::Known(ladder[draw as usize % ladder.len()].clone());
        let mut base = answers(pack.vocabulary(), &draws, draw % 2 == 0);
        base.remove(&fact.id);
        let own = |answer: &Answer<Value>| Answers::from([(fact.id.clone(), answer.clone())]);
        let both = |asked: &Answer<Value>, log: &Answer<Value>| {
            let log = base.clone().into_iter().chain(own(log)).collect();
            let facts = Facts::join(pack.vocabulary(), own(asked), log);
            let facts = facts.unwrap_or_else(|errors| panic!("{errors:?}"));
            let decision = pack.decide(&facts, &now());
            assert!(decision == decide(&pack, facts.answers()), "{}: a stored answer replays", fact.id);
            decision
        };
        for joined in [both(&known, &Answer::Unknown), both(&Answer::Unknown, &known)] {
            for alone in [&known, &Answer::Unknown] {
                let alone = decide(&pack, &base.clone().into_iter().chain(own(alone)).collect());
                never_lower(&alone, &joined, &format!("{} beside what is known", fact.id));
            }
        }
    });
}

#[test]
fn with_every_question_asked_the_whole_gate_never_opens_when_a_sign_gets_worse() {
    let pack = pack();
    run(500, |draws, slot, draw| {
        let Some(fact) = sign(pack.vocabulary(), slot) else { return };
        let mut base = answers(pack.vocabulary(), &draws, true);
        let ladder = ladder(fact);
        let worse = ladder[draw as usize % ladder.len()].clone();
        base.insert(fact.id.clone(), Answer::Known(ladder[0].clone()));
        let before = decide(&pack, &base);
        for answer in [Answer::Known(worse), Answer::Unknown] {
            base.insert(fact.id.clone(), answer.clone());
            let after = decide(&pack, &base);
            assert!(
                after.gate.covers(&before.gate),
                "{} {answer:?}: {:?} {:?}",
                fact.id,
                before.gate,
                after.gate
            );
        }
    });
}

#[test]
fn a_temperature_that_is_too_low_is_worse_the_lower_it_is_and_unknown_lies_below_both_ends() {
    let pack = pack();
    let id = FactId::new("temperature_c").expect("a name");
    run(300, |draws, _, draw| {
        let mut base = answers(pack.vocabulary(), &draws, true);
        let mut at = |tenths: Option<i64>| {
            let answer =
                tenths.map_or(Answer::Unknown, |t| Answer::Known(Value::Number(Decimal::from_tenths(t))));
            base.insert(id.clone(), answer);
            decide(&pack, &base)
        };
        let (one, two) = (300 + i64::from(draw % 70), 300 + i64::from(draw / 70 % 70));
        never_lower(&at(Some(one.max(two))), &at(Some(one.min(two))), "colder");
        let (unknown, cold, hot) = (at(None), at(Some(300)), at(Some(450)));
        for rule in &unknown.fired {
            let end = cold
                .fired
                .iter()
                .chain(&hot.fired)
                .find(|o| o.id == rule.id && o.certainty >= rule.certainty);
            assert!(end.is_some_and(|end| end.gate.covers(&rule.gate)), "{}", rule.id);
        }
    });
}

#[test]
fn context_that_is_not_known_counts_as_the_worst_it_could_be() {
    let pack = pack();
    run(400, |draws, slot, draw| {
        let fact = &pack.vocabulary().facts()[slot];
        if fact.role != Role::Context {
            return;
        }
        let mut base = answers(pack.vocabulary(), &draws, draw % 2 == 0);
        let ladder = ladder(fact);
        base.insert(fact.id.clone(), Answer::Known(ladder[draw as usize % ladder.len()].clone()));
        let known = decide(&pack, &base);
        base.insert(fact.id.clone(), Answer::Unknown);
        never_lower(&known, &decide(&pack, &base), &format!("{} unknown", fact.id));
        if fact.id.as_str() != "corrected_age_days" {
            base.remove(&fact.id);
            never_lower(&known, &decide(&pack, &base), &format!("{} unasked", fact.id));
        }
    });
}

#[test]
fn the_order_of_answers_never_matters_and_a_stored_answer_replays() {
    let pack = pack();
    run(200, |draws, _, draw| {
        let answers = answers(pack.vocabulary(), &draws, draw % 2 == 0);
        let text = |answer: &Answer<Value>| match answer {
            Answer::Unknown => "unknown".to_owned(),
            Answer::Known(Value::YesNo(yes)) => yes.to_string(),
            Answer::Known(Value::Number(number)) => number.to_string(),
            Answer::Known(Value::Level(level)) => level.clone(),
        };
        let mut raw: Vec<(String, String)> =
            answers.iter().map(|(id, a)| (id.to_string(), text(a))).collect();
        let read = |raw: &[(String, String)]| {
            let pairs = raw.iter().map(|(id, answer)| (id.as_str(), answer.as_str()));
            Facts::read(pack.vocabulary(), pairs).unwrap_or_else(|errors| panic!("{errors:?}"))
        };
        let sorted = assess(&pack, &read(&raw), &now());
        raw.sort_by_key(|(id, _)| id.bytes().fold(draw, |hash, byte| hash.rotate_left(5) ^ u32::from(byte)));
        assert_eq!(sorted, assess(&pack, &read(&raw), &now()));
        let stored =
            Facts::new(pack.vocabulary(), sorted.facts.clone()).unwrap_or_else(|errors| panic!("{errors:?}"));
        assert_eq!(sorted, assess(&pack, &stored, &now()));
    });
}

/// The pack with one rule only.
fn alone(rule: &str) -> Pack {
    let (head, rules) = DANGER_RULES.split_once("[[rule]]").expect("rules");
    let wanted = format!("id = \"{rule}\"\n");
    let text = rules.split("[[rule]]").find(|text| text.contains(&wanted)).expect("the rule");
    Pack::parse(&format!("{head}[[rule]]{text}"), [0; 32]).expect("one rule is a pack")
}

const MOST_COMBINATIONS: usize = 400;

#[test]
fn over_the_facts_of_each_rule_no_combination_breaks_the_order() {
    for rule in pack().rules().iter().filter(|rule| rule.id != "G3") {
        let pack = alone(&rule.id);
        let vocabulary = pack.vocabulary();
        let names = pack.explain(&rule.id).expect("it exists").facts;
        let facts: Vec<&FactDefinition> = names.iter().filter_map(|id| vocabulary.fact(id)).collect();
        let ladders: Vec<Vec<Answer<Value>>> = facts.iter().map(|fact| steps(fact)).collect();
        let all: usize = ladders.iter().map(Vec::len).fold(1, usize::saturating_mul);
        let stride = (all / MOST_COMBINATIONS).max(1) | 1;
        for number in (0..all).step_by(stride) {
            check_neighbours(&pack, &facts, &ladders, number);
        }
    }
}

/// Unasked is left to the other laws: the mildest answer, unknown, and every known answer.
fn steps(fact: &FactDefinition) -> Vec<Answer<Value>> {
    let mut ladder = ladder(fact);
    if ladder.len() > 5 {
        let last = ladder.len() - 1;
        ladder = [0, last / 3, last / 2, last * 2 / 3, last].map(|at| ladder[at].clone()).to_vec();
        ladder.dedup();
    }
    ladder.into_iter().map(Answer::Known).chain([Answer::Unknown]).collect()
}

fn check_neighbours(
    pack: &Pack,
    facts: &[&FactDefinition],
    ladders: &[Vec<Answer<Value>>],
    mut number: usize,
) {
    let mut at = Vec::new();
    for ladder in ladders {
        at.push(number % ladder.len());
        number /= ladder.len();
    }
    let chosen = |at: &[usize]| -> Answers {
        facts.iter().zip(ladders).zip(at).map(|((f, l), at)| (f.id.clone(), l[*at].clone())).collect()
    };
    let before = decide(pack, &chosen(&at));
    for (place, fact) in facts.iter().enumerate().filter(|(_, fact)| fact.role == Role::Sign) {
        let unknown = ladders[place].len() - 1;
        let up = match at[place] {
            0 => vec![1.min(unknown - 1), unknown],
            here if here == unknown && matches!(fact.worse, Worse::Both { .. }) => continue,
            here if here == unknown => vec![unknown - 1],
            here => vec![(here + 1).min(unknown - 1)],
        };
        for next in up {
            let mut other = at.clone();
            other[place] = next;
            never_lower(&before, &decide(pack, &chosen(&other)), fact.id.as_str());
        }
    }
}

/// Whatever stands in a file: taking what is contradicted as not known lowers nothing.
#[test]
fn a_contradiction_that_is_resolved_never_lowers_an_answer() {
    let pack = pack();
    run(300, |draws, _, _| {
        let answers = answers(pack.vocabulary(), &draws, true);
        let plain = decide(&pack, &answers);
        let mut resolved = answers.clone();
        for one in pack.vocabulary().contradictions(&answers) {
            resolved.insert(one.doubted, Answer::Unknown);
        }
        never_lower(&plain, &decide(&pack, &resolved), "a contradiction");
    });
}
