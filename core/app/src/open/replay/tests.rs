//! What an older pack answered is answered by that pack for as long as the vault is kept.

use gradus_crypto::sha256;
use gradus_domain::{Certainty, CheckIn, Disposition, Moment, PersonId};
use gradus_triage::{DANGER_RULES, More, read_told};

use super::*;
use crate::moment;
use crate::view::{ClockReading, PracticePerson};

const FIRST: &str = include_str!("../../../../triage/tests/behaviour/v1/danger.toml");
const SECOND: &str = include_str!("../../../../triage/tests/behaviour/v2/danger.toml");

fn at(clock: &str) -> Moment {
    let wall = format!("2026-03-16T{clock}+01:00");
    moment(&ClockReading { wall, monotonic_ms: 0, boot: String::new() }).expect("a clock")
}

fn robin() -> (App, PersonId) {
    let app =
        App::practice_with(7, &[PracticePerson::AdultWithStenosis], &at("19:00:00")).expect("in memory");
    let id = app.person(None).expect("one person").id.parse().expect("an id");
    (app, id)
}

fn pack(text: &str) -> Pack {
    Pack::parse(text, sha256(&[text.as_bytes()])).expect("a pack")
}

/// What a pack answers to somebody who bleeds in drips, with everything that the log adds.
fn dripping(app: &App, pack: &Pack, now: &Moment) -> Assessment {
    let asked = read_told(pack.vocabulary(), [("bleeding", "drip")]).expect("an answer");
    let history = app.history("Robin", now).expect("a log");
    let derived = gradus_triage::derive(&history, now);
    pack.conclude(asked.answers, &More::Anything, derived, now).expect("answers").1
}

fn write(app: &mut App, id: PersonId, answer: Assessment, now: &Moment) -> String {
    let asked = read_told(app.pack.vocabulary(), [("bleeding", "drip")]).expect("an answer");
    let check_in = Statement::CheckIn(CheckIn { answers: asked.answers, note: None });
    let both = [(now.wall, check_in), (now.wall, Statement::Assessment(answer))];
    app.write(id, &both, false, now).expect("writes").pop().expect("two entries").id.to_string()
}

/// How many came out the same, otherwise, and not at all; beyond those that were there before.
fn counted(app: &mut App, before: u64) -> (u64, u64, u64) {
    let view = app.verify(&at("23:00:00")).expect("verifies");
    assert!(view.sound, "no answer makes bytes unsound");
    assert_eq!(view.problems.len() as u64, view.answers_otherwise, "{:?}", view.problems);
    (view.answers_same - before, view.answers_otherwise, view.answers_unread)
}

fn same_before(app: &mut App) -> u64 {
    app.verify(&at("19:00:00")).expect("verifies").answers_same
}

#[test]
fn what_older_packs_answered_comes_out_the_same_by_the_texts_that_are_kept() {
    let (mut app, id) = robin();
    let before = same_before(&mut app);
    for (minute, text) in [FIRST, SECOND, DANGER_RULES].into_iter().enumerate() {
        let now = at(&format!("20:0{minute}:00"));
        app.store.keep_pack(text).expect("keeps");
        let answer = dripping(&app, &pack(text), &now);
        assert!(answer.fired.iter().any(|rule| rule.id == "B3"));
        write(&mut app, id, answer, &now);
    }
    assert_eq!(counted(&mut app, before), (3, 0, 0));
}

#[test]
fn an_answer_that_was_altered_is_told_with_its_entry() {
    let alterations: [fn(&mut Assessment); 7] = [
        |answer| answer.disposition = Disposition::Continue,
        |answer| drop(answer.fired.pop()),
        |answer| answer.fired[0].certainty = Certainty::Doubt,
        |answer| answer.facts.retain(|id, _| id.as_str() != "bleeding"),
        |answer| answer.gate = gradus_domain::Gate::OPEN,
        |answer| drop(answer.missing.pop()),
        |answer| answer.tasks.clear(),
    ];
    for (which, alter) in alterations.into_iter().enumerate() {
        let (mut app, id) = robin();
        let before = same_before(&mut app);
        let now = at("20:00:00");
        let mut answer = dripping(&app, app.pack, &now);
        alter(&mut answer);
        let entry = write(&mut app, id, answer, &now);
        assert_eq!(counted(&mut app, before), (0, 1, 0), "alteration {which}");
        let told = app.verify(&now).expect("verifies").problems;
        assert!(told[0].contains(&entry) && told[0].contains("danger-3"), "{told:?}");
    }
}

#[test]
fn the_gate_of_an_older_answer_is_never_below_its_rules() {
    let (mut app, id) = robin();
    let before = same_before(&mut app);
    app.store.keep_pack(SECOND).expect("keeps");
    let mut answer = dripping(&app, &pack(SECOND), &at("20:00:00"));
    answer.gate = gradus_domain::Gate::OPEN;
    write(&mut app, id, answer, &at("20:00:00"));
    assert_eq!(counted(&mut app, before), (0, 1, 0));
}

#[test]
fn an_answer_whose_pack_is_not_kept_or_cannot_be_read_counts_as_neither() {
    let (mut app, id) = robin();
    let before = same_before(&mut app);
    let now = at("20:00:00");
    // Not kept.
    let answer = dripping(&app, &pack(SECOND), &now);
    write(&mut app, id, answer, &now);
    // Kept, of a vocabulary that this version does not know.
    let newer = SECOND.replace("facts_version = 2", "facts_version = 99");
    let mut answer = dripping(&app, &pack(FIRST), &now);
    answer.pack.hash = app.store.keep_pack(&newer).expect("keeps");
    write(&mut app, id, answer, &now);
    // Kept and readable, answered from a fact that this version does not know.
    app.store.keep_pack(FIRST).expect("keeps");
    let mut answer = dripping(&app, &pack(FIRST), &now);
    let unknown = gradus_domain::FactId::new("a_fact_of_tomorrow").expect("a name");
    answer.facts.insert(unknown, gradus_domain::Answer::Unknown);
    write(&mut app, id, answer, &now);
    assert_eq!(counted(&mut app, before), (0, 0, 3));
}

#[test]
fn a_rule_that_the_pack_of_today_no_longer_has_keeps_its_title() {
    let text = SECOND.replace("id = \"B3\"", "id = \"B33\"").replace("\"Dripping, more", "\"Running, more");
    let older = pack(&text);
    let title = older.rule("B33").expect("a rule").title.clone();
    assert!(builtin_pack().rule("B33").is_none() && title.starts_with("Running"));
    for is_kept in [true, false] {
        let (mut app, id) = robin();
        if is_kept {
            app.store.keep_pack(&text).expect("keeps");
        }
        let now = at("20:00:00");
        let answer = dripping(&app, &older, &now);
        write(&mut app, id, answer, &now);
        let later = at("20:10:00");
        let why = app.reasons("Robin", &later).expect("reasons");
        assert_eq!(why.iter().find(|(id, _)| id == "B33").expect("it holds").1.is_some(), is_kept);
        let today = app.today("Robin", &later).expect("a day");
        let line = app.timeline("Robin", None, None, &later).expect("a timeline");
        let check_in = line.items.iter().rev().find(|item| item.kind == "check_in").expect("a check-in");
        assert_eq!(check_in.sentence.contains(&title), is_kept, "{}", check_in.sentence);
        assert_eq!(today.tasks.iter().any(|task| task.reasons.contains(&title)), is_kept);
    }
}
