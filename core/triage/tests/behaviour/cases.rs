//! Every rule fires where it should, does not fire just short of it, and has a line in the table.

use std::collections::BTreeSet;

use crate::people::{but, facts, now, pack};
use gradus_domain::{Certainty, Decimal, Disposition, FiredRule, GateSize, GateTime};
use gradus_triage::{Facts, Kind, Pack};

struct Case {
    rule: String,
    whom: String,
    asks: String,
    fires: Vec<String>,
    silent: Vec<String>,
}

fn cases() -> Vec<Case> {
    cases_of(include_str!("cases.txt"))
}

fn cases_of(table: &str) -> Vec<Case> {
    let lines = table.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    lines.map(case).collect()
}

fn case(line: &str) -> Case {
    let parts: Vec<&str> = line.split('|').map(str::trim).collect();
    let [rule, whom, asks, facts @ ..] = &parts[..] else { panic!("too short: {line}") };
    let of =
        |sign: char| facts.iter().filter_map(|f| f.strip_prefix(sign)).map(|f| f.trim().to_owned()).collect();
    let case = Case {
        rule: (*rule).to_owned(),
        whom: (*whom).to_owned(),
        asks: (*asks).to_owned(),
        fires: of('+'),
        silent: of('-'),
    };
    assert!(!case.fires.is_empty() && !case.silent.is_empty(), "both kinds are needed: {line}");
    case
}

fn shown(disposition: Disposition) -> String {
    match disposition {
        Disposition::Emergency => "emergency".to_owned(),
        Disposition::SameDay { hours } => format!("same_day {hours} h"),
        Disposition::Contact { days } => format!("contact {days} d"),
        Disposition::PauseAndRecheck { hours } => format!("pause {hours} h"),
        Disposition::Continue => "continue".to_owned(),
    }
}

/// Disposition, gate and size as the table writes them.
fn asked(fired: &FiredRule) -> String {
    let time = match fired.gate.time {
        GateTime::Now => "now".to_owned(),
        GateTime::Blocked => "blocked".to_owned(),
        GateTime::WaitUntil(until) => match (until - now().wall).num_minutes() {
            minutes if minutes % 60 == 0 => format!("wait {} h", minutes / 60),
            minutes => format!("wait {minutes} min"),
        },
    };
    let size = match fired.gate.size {
        GateSize::Step => "step".to_owned(),
        GateSize::Same => "same".to_owned(),
        GateSize::Down(sizes) => format!("down {sizes}"),
        GateSize::Start => "start".to_owned(),
    };
    format!("{}, {time}, {size}", shown(fired.disposition))
}

/// A case with its facts read once, to be put to many packs of one vocabulary.
pub struct Prepared {
    case: Case,
    pub fires: Vec<Facts>,
    pub silent: Vec<Facts>,
}

pub fn prepared() -> Vec<Prepared> {
    prepared_of(include_str!("cases.txt"))
}

pub fn prepared_of(table: &str) -> Vec<Prepared> {
    let pack = pack();
    let read = |case: &Case, sets: &[String]| -> Vec<Facts> {
        sets.iter().map(|set| facts(pack.vocabulary(), &but(&case.whom, set))).collect()
    };
    let prepare = |case: Case| {
        let (fires, silent) = (read(&case, &case.fires), read(&case, &case.silent));
        Prepared { case, fires, silent }
    };
    cases_of(table).into_iter().map(prepare).collect()
}

/// The first case that this pack does not bear out.
pub fn broken_by(pack: &Pack, cases: &[Prepared]) -> Option<String> {
    cases.iter().find_map(|prepared| broken(pack, prepared))
}

fn broken(pack: &Pack, Prepared { case, fires, silent }: &Prepared) -> Option<String> {
    for (facts, set) in fires.iter().zip(&case.fires) {
        let decision = pack.decide(facts, &now());
        let Some(fired) = decision.fired.iter().find(|rule| rule.id == case.rule) else {
            return Some(format!("{} is silent on {} {set}", case.rule, case.whom));
        };
        let sure = fired.certainty == Certainty::Yes && asked(fired) == case.asks;
        let kept = decision.disposition >= fired.disposition && decision.gate.covers(&fired.gate);
        if !sure || !kept {
            return Some(format!("{} on {set}: {:?} {}", case.rule, fired.certainty, asked(fired)));
        }
    }
    let fires = |facts: &Facts| pack.decide(facts, &now()).fired.iter().any(|rule| rule.id == case.rule);
    let wrong = silent.iter().zip(&case.silent).find(|(facts, _)| fires(facts));
    wrong.map(|(_, set)| format!("{} fires on {} {set}", case.rule, case.whom))
}

#[test]
fn every_rule_fires_on_its_facts_and_is_silent_just_short_of_them() {
    assert_eq!(broken_by(&pack(), &prepared()), None);
}

#[test]
fn every_rule_of_the_pack_has_a_line_and_every_line_a_rule() {
    let pack = pack();
    let lines: Vec<String> = cases().into_iter().map(|case| case.rule).collect();
    let rules: Vec<String> = pack.rules().iter().map(|rule| rule.id.clone()).collect();
    assert_eq!(lines, rules);
}

/// Comparisons with a number in a condition: fact, whether it holds below, bound in tenths.
fn thresholds(pack: &Pack, when: &str) -> Vec<(String, bool, i64)> {
    let clean = when.replace(['(', ')', ','], " ");
    let words: Vec<&str> = clean.split_whitespace().collect();
    let compared = words.windows(3).filter(|three| matches!(three[1], ">=" | "<"));
    let number = |three: &[&str]| {
        let bound: Decimal = three[2].parse().ok()?;
        let is_number = matches!(pack.vocabulary().fact(three[0])?.kind, Kind::Number { .. });
        is_number.then(|| (three[0].to_owned(), three[1] == "<", bound.tenths()))
    };
    compared.filter_map(number).collect()
}

/// Values in tenths that the facts of a line give to a fact, or to one that widens it.
fn values(pack: &Pack, sets: &[String], fact: &str) -> BTreeSet<i64> {
    let same = |id: &str| {
        id == fact
            || pack.vocabulary().fact(id).and_then(|f| f.widens.as_ref()).is_some_and(|w| w.as_str() == fact)
    };
    let pairs = sets.iter().flat_map(|set| set.split_whitespace()).filter_map(|pair| pair.split_once('='));
    pairs
        .filter(|(id, _)| same(id))
        .filter_map(|(_, v)| v.parse::<Decimal>().ok())
        .map(Decimal::tenths)
        .collect()
}

#[test]
fn every_number_in_a_condition_is_tried_at_its_value_and_one_step_short_of_it() {
    let pack = pack();
    for (case, rule) in cases().iter().zip(pack.rules()) {
        for (fact, below, bound) in thresholds(&pack, &rule.when) {
            if fact == "contact_families_72h" {
                continue; // The engine sets it; the laws count families.
            }
            let step = match &pack.vocabulary().fact(&fact).expect("known").kind {
                Kind::Number { step, .. } => step.tenths(),
                _ => 10,
            };
            let (inside, outside) = if below { (bound - step, bound) } else { (bound, bound - step) };
            let fires = values(&pack, &case.fires, &fact);
            let silent = values(&pack, &case.silent, &fact);
            assert!(fires.contains(&inside), "{}: {fact} at {inside} tenths is not tried", rule.id);
            // Age in the fires column may stand in the base person.
            assert!(silent.contains(&outside), "{}: {fact} at {outside} tenths is not tried", rule.id);
        }
    }
}

#[test]
fn every_number_in_a_macro_is_tried_at_its_value_and_one_step_short_of_it() {
    let pack = pack();
    let cases = cases();
    for rule in pack.rules() {
        for (name, meaning) in pack.explain(&rule.id).expect("it exists").macros {
            for (fact, below, bound) in thresholds(&pack, meaning) {
                let step = if fact.ends_with("_c") { 1 } else { 10 };
                let (inside, outside) = if below { (bound - step, bound) } else { (bound, bound - step) };
                let naming = || {
                    cases.iter().filter(|case| {
                        let explained = pack.explain(&case.rule).expect("it exists");
                        explained.macros.iter().any(|(known, _)| *known == name)
                    })
                };
                let fires = naming().any(|case| values(&pack, &case.fires, &fact).contains(&inside));
                let silent = naming().any(|case| values(&pack, &case.silent, &fact).contains(&outside));
                assert!(fires && silent, "macro {name}: {fact} {bound}: at {fires}, short {silent}");
            }
        }
    }
}
