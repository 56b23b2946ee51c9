//! Three weeks, a step, and an evening with a fever.

use gradus_tests::{Bench, NOW};
use serde_json::{Value, json};

fn days(bench: &Bench, days: std::ops::RangeInclusive<u32>, size: &str) {
    for day in days {
        for time in ["08:00", "19:00"] {
            bench.session(&format!("2026-03-{day:02}T{time}:00+01:00"), size, &[]).ok();
        }
    }
}

fn ids(view: &Value) -> Vec<&str> {
    view["rules"].as_array().expect("rules").iter().filter_map(|rule| rule["id"].as_str()).collect()
}

fn well() -> Value {
    json!({"bleeding": "none", "pain_peak": 1, "temperature_c": 36.8, "illness": "well", "worry": "none"})
}

#[test]
fn a_step_comes_when_the_plan_allows_it_and_not_before() {
    let bench = Bench::with_mia();
    days(&bench, 3..=8, "9");
    let early = bench.at("2026-03-08T20:00:00+01:00", &["progress"]).ok();
    assert_eq!(early["kind"], "hold");
    let refused = bench.at("2026-03-08T20:00:00+01:00", &["log", "step", "--to", "10"]).fails(3);
    assert_eq!(refused["kind"], "refused");
    days(&bench, 9..=10, "9");
    let ready = bench.at("2026-03-10T20:00:00+01:00", &["progress"]).ok();
    assert_eq!((&ready["kind"], &ready["to_tenths_mm"]), (&"advance".into(), &100.into()));
    bench.at("2026-03-10T20:00:00+01:00", &["log", "step", "--to", "11"]).fails(3);
    bench.at("2026-03-10T20:00:00+01:00", &["log", "step", "--to", "10"]).ok();
    let today = bench.at("2026-03-11T08:00:00+01:00", &["today"]).ok();
    assert_eq!(today["size_tenths_mm"], 100);
}

#[test]
fn a_fever_under_three_months_blocks_until_the_clinic_has_spoken() {
    let bench = Bench::with_mia();
    days(&bench, 3..=5, "9");
    let evening = "2026-03-05T21:00:00+01:00";
    let mut facts = well();
    facts["temperature_c"] = json!(38.1);
    let answer = bench.feed(evening, &["checkin", "--facts", "-"], &facts.to_string()).ok();
    let triage = &answer["triage"];
    assert_eq!((&triage["disposition"], &triage["within_hours"]), (&"emergency".into(), &0.into()));
    assert_eq!(triage["gate"], "blocked");
    assert!(ids(triage).contains(&"I1"), "{:?}", ids(triage));
    assert!(
        triage["rules"]
            .as_array()
            .expect("rules")
            .iter()
            .all(|rule| !rule["sources"].as_array().expect("sources").is_empty())
    );

    let morning = bench.at("2026-03-06T08:00:00+01:00", &["today"]).ok();
    assert_eq!(morning["gate"]["gate"], "blocked");
    assert_eq!(morning["slots"][0]["status"], "gated");
    assert_eq!(morning["proposal"]["kind"], "ask_clinic");
    let better =
        bench.feed("2026-03-06T09:00:00+01:00", &["checkin", "--facts", "-"], &well().to_string()).ok();
    let answer = &better["triage"];
    assert_eq!(answer["gate"], "blocked", "nor does it speak as if it did");
    assert_eq!(
        (&answer["disposition"], answer["rules"].as_array().map(Vec::len)),
        (&"emergency".into(), Some(0))
    );
    let still = bench.at("2026-03-06T09:05:00+01:00", &["today"]).ok();
    assert_eq!(still["gate"]["gate"], "blocked", "a later good answer does not lift a block");

    let contact = [
        "log",
        "contact",
        "--who",
        "Dr Brandt",
        "--said",
        "ear infection, go on",
        "--outcome",
        "resume",
        "--about",
        "all",
    ];
    let vague = bench.at("2026-03-06T10:59:00+01:00", &contact[..contact.len() - 2]).fails(3);
    assert_eq!(vague["problems"][0]["field"], "about", "a talk lifts only what it was about");
    bench.at("2026-03-06T11:00:00+01:00", &contact).ok();
    let released = bench.at("2026-03-06T11:05:00+01:00", &["today"]).ok();
    assert_eq!(released["gate"]["gate"], "allow", "{}", released["gate"]);
}

#[test]
fn a_plan_typed_in_again_lifts_no_block() {
    let bench = Bench::with_mia();
    days(&bench, 3..=5, "9");
    let mut facts = well();
    facts["temperature_c"] = json!(39.5);
    bench.feed("2026-03-05T21:00:00+01:00", &["checkin", "--facts", "-"], &facts.to_string()).ok();
    let plan =
        std::fs::read_to_string(gradus_tests::root().join("tests/fixtures/plans/mia.toml")).expect("a plan");
    let file = bench.scratch().join("plan.toml");
    std::fs::write(&file, plan.replace("PSARP: Mia", "PSARP: Mia, again")).expect("written");
    let import = ["plan", "import", "--instead", file.to_str().expect("UTF-8")];
    bench.at("2026-03-06T08:00:00+01:00", &import).ok();
    let today = bench.at("2026-03-06T08:01:00+01:00", &["today"]).ok();
    assert_eq!(today["gate"]["gate"], "blocked");
    assert!(
        today["headline"].as_str().is_some_and(|text| text.contains("emergency")),
        "{}",
        today["headline"]
    );
}

#[test]
fn clots_in_a_diary_from_a_file_close_the_gate_as_they_come_in() {
    let bench = Bench::with_mia();
    let file = bench.scratch().join("diary.csv");
    std::fs::write(&file, "date,time,size,pain,bleeding\n2026-03-04,08:00,9,9,clots\n").expect("written");
    let now = "2026-03-04T08:30:00+01:00";
    let import = bench.at(now, &["log", "import", file.to_str().expect("UTF-8"), "--write"]).ok();
    assert_eq!(import["triage"]["disposition"], "emergency");
    assert_eq!(bench.at(now, &["today"]).ok()["gate"]["gate"], "blocked");
}

#[test]
fn not_sure_is_milder_than_yes_and_worse_than_no() {
    let bench = Bench::empty();
    let mut answers = Vec::new();
    for hot in [json!(false), json!("unknown"), json!(true)] {
        let mut facts = well();
        facts["age_days"] = json!(63);
        facts["temperature_c"] = Value::Null;
        facts["feels_hot"] = hot;
        let answer = bench.feed(NOW, &["triage", "--facts", "-"], &facts.to_string()).ok();
        answers.push((answer["disposition"].clone(), answer["gate"].clone()));
    }
    assert_eq!(answers[0].0, "continue");
    assert_eq!(answers[1].0, "same_day");
    assert_eq!(answers[2], ("emergency".into(), "blocked".into()));
}

#[test]
fn a_question_that_was_not_asked_never_ends_in_allow() {
    let bench = Bench::empty();
    let answer = bench.feed(NOW, &["triage", "--facts", "-"], r#"{"age_days": 63}"#).ok();
    assert_eq!(answer["disposition"], "continue");
    assert_ne!(answer["gate"], "allow");
    assert!(!answer["missing"].as_array().expect("a list").is_empty());
}
