//! What must hold for every combination of answers: one more risk, one more "not sure", one more question left out can
//! only make the setting less free.

use std::collections::BTreeMap;

use gradus_domain::{Answer, Decimal, FactId, Value};
use gradus_triage::{FactDefinition, Facts, Kind, Setting, SettingPack, Worse};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::people::pack;

type Answers = BTreeMap<FactId, Answer<Value>>;

/// Known answers of a fact from the mildest to the worst, on both sides of every bound of the pack.
fn ladder(fact: &FactDefinition) -> Vec<Value> {
    match &fact.kind {
        Kind::YesNo => vec![Value::YesNo(false), Value::YesNo(true)],
        Kind::Level(levels) => levels.iter().cloned().map(Value::Level).collect(),
        Kind::Number { least, greatest, step, .. } => {
            let bounds = [0, 10, 20, 30, 60, 70, 130, 140, 180, 181, 270, 280, 300, 301, 65_740, 65_750];
            let within = |tenths: &i64| (least.tenths()..=greatest.tenths()).contains(tenths);
            let all = bounds.into_iter().filter(within).filter(|tenths| tenths % step.tenths() == 0);
            let mut all: Vec<Value> = all.map(|tenths| Value::Number(Decimal::from_tenths(tenths))).collect();
            if fact.worse == Worse::Down {
                all.reverse();
            }
            all
        }
    }
}

/// One answer drawn for each fact; `mild` of 64 are the mildest, so that with few others single rules are seen to hold.
fn answers(pack: &SettingPack, mild: u32, draws: &[u32]) -> Answers {
    let mut answers = Answers::new();
    for (fact, draw) in pack.vocabulary().facts().iter().zip(draws) {
        let ladder = ladder(fact);
        let answer = match draw % 64 {
            drawn if drawn < mild => Answer::Known(ladder[0].clone()),
            drawn if drawn % 4 == 0 => continue,
            drawn if drawn % 4 == 1 => Answer::Unknown,
            _ => Answer::Known(ladder[(draw / 64) as usize % ladder.len()].clone()),
        };
        answers.insert(fact.id.clone(), answer);
    }
    answers
}

fn setting(pack: &SettingPack, answers: &Answers) -> Setting {
    let facts = Facts::new(pack.vocabulary(), answers.clone()).unwrap_or_else(|errors| panic!("{errors:?}"));
    pack.decide(&facts).setting
}

/// The risks that a clinic clears.
const RISKS: [&str; 5] = ["bleeds_easily", "weak_defence", "heart_or_spine", "pregnant", "bowel_disease"];

/// Whether this answer speaks against another one, so that neither is the milder; or is an adult's own practice, for which
/// some rules hold that a clinic's lead would answer.
fn denies(fact: &FactDefinition, value: &Value, answers: &Answers) -> bool {
    let says = |id: &str, level: &str| match answers.get(id) {
        Some(Answer::Known(Value::Level(told))) => told == level,
        _ => false,
    };
    let Value::Level(level) = value else { return false };
    match (fact.id.as_str(), level.as_str()) {
        ("reason", "own_practice") => true,
        ("reason", "after_radiotherapy") => !says("radiotherapy", "over_8_weeks"),
        ("reason", "narrow_join") => !says("bowel_join", "checked"),
        ("radiotherapy", "none") => says("reason", "after_radiotherapy"),
        ("bowel_join", "none") => says("reason", "narrow_join"),
        _ => false,
    }
}

/// The settings as one fact goes from its mildest answer through not asked and not sure to its worst, the rest unchanged.
fn along(pack: &SettingPack, answers: &Answers, fact: &FactDefinition) -> Vec<Setting> {
    let ladder = ladder(fact);
    let with = |answer: Option<Answer<Value>>| {
        let mut answers = answers.clone();
        answers.remove(fact.id.as_str());
        answers.extend(answer.map(|answer| (fact.id.clone(), answer)));
        setting(pack, &answers)
    };
    let ends =
        [ladder[0].clone(), ladder[ladder.len() - 1].clone()].map(|end| with(Some(Answer::Known(end))));
    let (first, last) = (ends[0], ends[1]);
    let [unasked, unsure] = [with(None), with(Some(Answer::Unknown))];
    let doubts = match fact.id.as_str() {
        "reason" => vec![unasked, unsure, last],
        // The clinic cleared a risk that it knows of, and cannot one that nobody knows of.
        risk if RISKS.contains(&risk) => vec![first, unasked, unsure],
        _ if denies(fact, &ladder[0], answers) => vec![unasked, unsure, last],
        _ => vec![first, unasked, unsure, last],
    };
    assert!(doubts.is_sorted(), "{}: mildest, not asked, not sure, worst: {doubts:?}", fact.id);
    let counts = ladder.into_iter().filter(|value| !denies(fact, value, answers));
    counts.map(|value| with(Some(Answer::Known(value)))).collect()
}

#[test]
fn nothing_that_gets_worse_makes_the_setting_more_free() {
    let pack = pack();
    let facts = pack.vocabulary().facts();
    let draws = (32..=63_u32, proptest::collection::vec(any::<u32>(), facts.len()));
    let mut runner = TestRunner::new(Config { cases: 400, ..Config::default() });
    let seen = std::cell::RefCell::new(std::collections::BTreeSet::new());
    let law = |(mild, draws): (u32, Vec<u32>)| {
        let answers = answers(&pack, mild, &draws);
        for fact in facts {
            let settings = along(&pack, &answers, fact);
            assert!(settings.is_sorted(), "{}: {settings:?}", fact.id);
            seen.borrow_mut().extend(settings);
        }
        Ok(())
    };
    runner.run(&draws, law).expect("the law holds");
    assert_eq!(seen.borrow().len(), 4, "every setting was met: {:?}", seen.borrow());
}

/// From a clean person every single step is tried: those are the answers in which one rule decides alone.
#[test]
fn the_same_from_people_of_whom_nothing_else_is_known_to_be_wrong() {
    let pack = pack();
    for whom in ["own", "clinic"] {
        let raw = crate::people::clean(whom);
        let facts = crate::people::facts(&pack, &raw);
        let mut moved = 0;
        for fact in pack.vocabulary().facts() {
            let settings = along(&pack, facts.answers(), fact);
            assert!(settings.is_sorted(), "{whom} {}: {settings:?}", fact.id);
            moved += usize::from(settings.first() != settings.last());
        }
        assert!(moved >= 15, "{whom}: {moved} facts move the setting by themselves");
    }
}
