//! An interview as a test holds it: people, replies, and what comes of them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::people::{self, now};
use gradus_domain::{Answer, Assessment, FactId, Value};
use gradus_triage::{
    ABOUT, AGAIN, ANYTHING_ELSE, Facts, Interview, Kind, More, NOTHING_MORE, Next, Pack, Replies, Source,
    assess,
};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

pub type Raw = Vec<(String, Option<String>)>;
pub type Known = BTreeMap<FactId, Answer<Value>>;

pub fn pack() -> &'static Pack {
    static PACK: LazyLock<Pack> = LazyLock::new(people::pack);
    &PACK
}

pub fn known(all: &[(&str, &str)]) -> Known {
    let pack = pack();
    Facts::read(pack.vocabulary(), all.iter().copied()).expect("facts").answers().clone()
}

pub fn after(pack: &Pack, person: &Known, raw: &Raw) -> Interview {
    let raw = raw.iter().map(|(id, said)| (id.as_str(), said.as_deref()));
    let replies = Replies::read(pack.vocabulary(), raw).expect("replies");
    pack.interview(&replies, person, &now()).expect("an interview")
}

pub fn id(next: &Next) -> String {
    match next {
        Next::Required(id) | Next::Raised(id) | Next::Further(id) => id.to_string(),
        Next::Again(id) => format!("{AGAIN}{id}"),
        Next::AnythingElse => ANYTHING_ELSE.to_owned(),
        Next::About { turn, .. } => format!("{ABOUT}{turn}"),
    }
}

/// An answer to a question, by a draw: none, unknown, the mildest, or any. What something else is about, nobody is sure of.
pub fn reply(pack: &Pack, id: &str, draw: u32) -> Option<String> {
    if id.starts_with(ABOUT) {
        return None;
    }
    let id = id.strip_prefix(AGAIN).unwrap_or(id);
    let any = match pack.vocabulary().fact(id).map(|fact| &fact.kind) {
        None | Some(Kind::YesNo) => ["false", "true"][(draw / 8 % 2) as usize].to_owned(),
        Some(Kind::Level(levels)) => levels[draw as usize / 8 % levels.len()].clone(),
        Some(Kind::Number { least, greatest, .. }) if id == "temperature_c" => {
            [least.to_string(), "36.8".to_owned(), "38.0".to_owned(), greatest.to_string()]
                [(draw / 8 % 4) as usize]
                .clone()
        }
        Some(Kind::Number { least, greatest, .. }) => {
            [least.to_string(), greatest.to_string()][(draw / 8 % 2) as usize].clone()
        }
    };
    let mildest = match pack.vocabulary().fact(id).map(|fact| &fact.kind) {
        None | Some(Kind::YesNo) => "false".to_owned(),
        Some(Kind::Level(levels)) => levels[0].clone(),
        Some(Kind::Number { .. }) if id == "temperature_c" => "36.8".to_owned(),
        Some(Kind::Number { least, .. }) => least.to_string(),
    };
    match draw % 8 {
        0 => None,
        1 => Some("unknown".to_owned()),
        2..=5 => Some(mildest),
        _ => Some(any),
    }
}

/// What something else is about, by a draw: not known, one of those that are left, or nothing more.
fn picked(topics: &[String], draw: u32) -> Option<String> {
    let any = topics.get(draw as usize / 8 % (topics.len() + 1)).map_or(NOTHING_MORE, String::as_str);
    (draw % 8 > 1).then(|| any.to_owned())
}

/// Asks until all is asked, answering by the draws.
pub fn held(pack: &Pack, person: &Known, draws: &[u32], mut at_each: impl FnMut(&Interview, &Raw)) -> Raw {
    let mut said = Raw::new();
    loop {
        let interview = after(pack, person, &said);
        at_each(&interview, &said);
        let Some(next) = interview.next else { return said };
        let draw = draws[said.len() % draws.len()];
        let answer = match &next {
            Next::About { topics, .. } => picked(topics, draw),
            _ => reply(pack, &id(&next), draw),
        };
        let next = id(&next);
        assert!(said.iter().all(|(asked, _)| *asked != next), "{next} is asked twice");
        said.push((next, answer));
        assert!(said.len() <= 2 * pack.vocabulary().facts().len() + 20, "it does not end");
    }
}

/// With up to five questions that could not be answered at the check-in before.
pub fn anybody() -> impl Strategy<Value = Vec<(&'static str, &'static str)>> {
    let ages = ["0", "63", "913", "914", "1460", "1461", "3286", "3287", "6574", "6575", "12000", "30000"];
    let facts = [
        "hirschsprung",
        "pregnant",
        "spinal_lesion_t6",
        "non_verbal",
        "arm",
        "diverted",
        "anorectal_surgery",
    ];
    let backgrounds = prop::collection::vec(any::<bool>(), facts.len());
    let unknown = prop::sample::subsequence(STILL.iter().map(String::as_str).collect::<Vec<&str>>(), 0..6);
    (prop::sample::select(ages.to_vec()), backgrounds, unknown).prop_map(move |(age, flags, unknown)| {
        let flags = facts.iter().zip(flags).map(|(id, yes)| (*id, if yes { "true" } else { "false" }));
        flags.chain([("age_days", age)]).chain(unknown.into_iter().map(|id| (id, "true"))).collect()
    })
}

/// Of every question that a person is asked, that it could not be answered at the check-in before.
pub static STILL: LazyLock<Vec<String>> = LazyLock::new(|| {
    let asked = pack().vocabulary().facts().iter().filter(|fact| fact.source == Source::Asked);
    asked.map(|fact| format!("still_unknown.{}", fact.id)).collect()
});

/// What was said to facts: a question that was put and not answered is not known, and what was looked at again counts.
pub fn told(said: &Raw) -> Vec<(&str, &str)> {
    let again = |id: &str| said.iter().find(|(one, _)| one.strip_prefix(AGAIN) == Some(id));
    let facts = said.iter().filter(|(id, _)| !of_more(id) && !id.starts_with(AGAIN));
    let last = facts.map(|(id, first)| (id.as_str(), again(id).map_or(first, |(_, later)| later)));
    last.map(|(id, said)| (id, said.as_deref().unwrap_or("unknown"))).collect()
}

/// Whether it is answered there what else is different, which is no fact.
pub fn of_more(id: &str) -> bool {
    id == ANYTHING_ELSE || id.starts_with(ABOUT)
}

/// What was said of anything else that is different.
pub fn more(said: &Raw) -> More {
    let of_more = said.iter().filter(|(id, _)| of_more(id));
    let of_more = of_more.map(|(id, said)| (id.as_str(), said.as_deref()));
    Replies::read(pack().vocabulary(), of_more).expect("replies").more()
}

/// What is known, without what could not be answered before and was not put again yet.
pub fn put_again(person: &Known, said: &Raw) -> Known {
    let was_put = |id: &FactId| {
        let before = id.as_str().strip_prefix("still_unknown.");
        before.is_none_or(|before| said.iter().any(|(id, _)| id == before))
    };
    person.iter().filter(|(id, _)| was_put(id)).map(|(id, said)| (id.clone(), said.clone())).collect()
}

pub fn each(test: impl Fn(&Pack, &Known, &[u32])) {
    each_of(64, test);
}

/// `LAW_CASES` in the environment asks for a longer run.
pub fn each_of(cases: u32, test: impl Fn(&Pack, &Known, &[u32])) {
    let cases = std::env::var("LAW_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(cases);
    let pack = pack();
    let draws = prop::collection::vec(0..4096u32, 1..80);
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    TestRunner::new_with_rng(config, proptest::test_runner::TestRng::deterministic_rng(Default::default()))
        .run(&(anybody(), draws), |(person, draws)| {
            test(pack, &known(&person), &draws);
            Ok(())
        })
        .expect("it holds");
}

/// Each question is answered by what stands here for it, and otherwise mildly.
pub fn answering(person: &Known, with: &[(&str, &str)]) -> Raw {
    let pack = pack();
    let mut said = Raw::new();
    while let Some(next) = after(pack, person, &said).next {
        let id = id(&next);
        let fact = id.strip_prefix(AGAIN).unwrap_or(&id);
        let own = with.iter().find(|(own, _)| *own == fact).map(|(_, answer)| (*answer).to_owned());
        let said_now = own.or_else(|| reply(pack, fact, 2));
        said.push((id, said_now));
    }
    said
}

pub fn decided(person: &Known, said: &Raw) -> Assessment {
    let told = pack().conclude(known(&told(said)), &More::Nothing, person.clone(), &now());
    let (facts, _) = told.expect("facts");
    assess(pack(), &facts, &now())
}
