use std::hint::black_box;
use std::io::Read;
use std::time::Instant;

use chrono::{DateTime, TimeDelta};
use gradus_domain::{
    Answer, Background, Bleeding, CheckIn, Ease, EntryId, History, Logged, Millimetres, Origin, PainScore,
    Person, PersonId, Role, Session, SessionPain,
};
use gradus_triage::{Facts, Pack, derive, read_answers};
use serde_json::{Value, json};

use crate::people::but;
use crate::space::{Space, State, now};
use crate::stream::answer;

const RUNS: usize = 31;

/// The least and the median of so many runs, in microseconds for one call.
fn time<T>(calls: u32, mut call: impl FnMut() -> T) -> Value {
    let mut runs: Vec<f64> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            (0..calls).for_each(|_| drop(black_box(call())));
            start.elapsed().as_secs_f64() * 1e6 / f64::from(calls)
        })
        .collect();
    runs.sort_by(f64::total_cmp);
    json!({"least_us": runs[0], "median_us": runs[RUNS / 2]})
}

/// What an answer costs: from facts that are read, from raw facts, from two years of diary, and the pack's own reading.
pub fn report(pack: &Pack) -> Value {
    let raw = full(pack);
    let pairs = || raw.iter().map(|(id, answer)| (id.as_str(), answer.as_str()));
    let read = || Facts::read(pack.vocabulary(), pairs()).unwrap_or_else(|errors| panic!("{errors:?}"));
    let facts = read();
    let history = two_years();
    json!({
        "rules": pack.rules().len(), "facts": raw.len(), "sessions": history.sessions.len(),
        "check_ins": history.check_ins.len(),
        "decide": time(2000, || pack.decide(&facts, &now())),
        "read_facts": time(500, read),
        "derive": time(5, || derive(&history, &now())),
        "read_pack": time(1, || Pack::builtin([7; 32])),
    })
}

/// An adult who is well, with an answer to every question that there is.
fn full(pack: &Pack) -> crate::people::Raw {
    let mut raw = but(pack, 12_000, "");
    for axis in Space::of(pack).axes {
        let mild = axis.mildest().map(State::Known).and_then(|state| axis.answer(state));
        let told = mild.map(|answer| crate::order::written(&answer));
        raw.entry(axis.id.to_string()).or_insert_with(|| told.unwrap_or_else(|| "0".to_owned()));
    }
    // A normal temperature: the least value between the two bad ends.
    raw.insert("temperature_c".to_owned(), "36.8".to_owned());
    raw
}

/// Two sessions a day and a check-in a week for two years, up to now.
fn two_years() -> History {
    let person = Person {
        id: PersonId([1; 16]),
        name: "Robin".to_owned(),
        born: "1990-05-05".parse().expect("a date"),
        role: Role::Self_,
        background: Background::default(),
    };
    let mut history = History::new(person);
    let end = now().wall - TimeDelta::hours(9);
    for number in 0..1460_u32 {
        let when = end - TimeDelta::hours(i64::from(1459 - number) * 12);
        history.sessions.push(logged(number, when, session(number)));
        if number % 14 == 0 {
            history.check_ins.push(logged(10_000 + number, when, check_in()));
        }
    }
    history
}

fn logged<T>(number: u32, when: DateTime<chrono::FixedOffset>, value: T) -> Logged<T> {
    let mut id = [0; 32];
    id[..4].copy_from_slice(&number.to_be_bytes());
    Logged {
        id: EntryId(id),
        person: PersonId([1; 16]),
        effective: when,
        recorded: when,
        origin: Origin::Live,
        clock_suspect: false,
        place: number.into(),
        value,
        amended: None,
        former: Vec::new(),
    }
}

fn session(number: u32) -> Session {
    let pain = PainScore::new(u8::try_from(number % 4).expect("small")).expect("a score");
    let bled = if number.is_multiple_of(90) { Bleeding::Streak } else { Bleeding::None };
    Session {
        occurrence: None,
        size: Millimetres::whole(11).expect("a size"),
        warm_up: Vec::new(),
        holds_s: vec![30],
        ease: Ease::Easy,
        pain: SessionPain { peak: Some(Answer::Known(pain)), ..SessionPain::default() },
        bleeding: Some(Answer::Known(bled)),
        bleeding_stopped_after_min: None,
        lubricant: None,
        adjuncts: Vec::new(),
        stopped: None,
        note: None,
        device: None,
        cleaned: None,
        guided: false,
        untold: Vec::new(),
    }
}

fn check_in() -> CheckIn {
    let answers = [("bleeding", "none"), ("pain_peak", "1"), ("temperature_c", "36.8"), ("illness", "well")];
    let vocabulary = gradus_triage::Vocabulary::builtin();
    CheckIn { answers: read_answers(&vocabulary, answers).expect("answers"), note: None }
}

/// One set of facts from standard input, `{"fact": answer}`, to its answer: what a cold process does.
pub fn cold() -> Value {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).expect("facts");
    let facts: Value = serde_json::from_str(&text).expect("JSON");
    let pack = Pack::builtin([7; 32]);
    let raw: Vec<(String, String)> = facts
        .as_object()
        .expect("an object")
        .iter()
        .map(|(id, answer)| (id.clone(), answer.as_str().map_or_else(|| answer.to_string(), str::to_owned)))
        .collect();
    let pairs = raw.iter().map(|(id, answer)| (id.as_str(), answer.as_str()));
    let facts = Facts::read(pack.vocabulary(), pairs).unwrap_or_else(|errors| panic!("{errors:?}"));
    answer(&pack.decide(&facts, &now()))
}

/// The facts of a full set, for whoever times another reader or a cold process.
pub fn example(pack: &Pack) -> Value {
    full(pack)
        .into_iter()
        .map(|(id, answer)| (id, Value::from(answer)))
        .collect::<serde_json::Map<_, _>>()
        .into()
}
