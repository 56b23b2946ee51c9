//! Every plan, diary, facts file and argument that is wrong gets one message that says where, what, and what would be
//! right; nothing half-done is left behind.

use std::fs;

use gradus_tests::{Bench, NOW, fingerprint, root};
use serde_json::Value;

fn assert_says_where_what_and_what_would_be_right(error: &Value) {
    let problems = error["problems"].as_array().expect("problems");
    assert!(!problems.is_empty(), "{error}");
    for problem in problems {
        for part in ["field", "wrong", "right"] {
            assert!(problem[part].as_str().is_some_and(|text| !text.is_empty()), "{error}");
        }
    }
}

#[test]
fn every_bad_plan_of_the_corpus_is_refused_and_leaves_nothing() {
    let bench = Bench::with_mia();
    let before = bench.at(NOW, &["timeline"]).ok();
    let corpus = root().join("tests/corpus/plans");
    let mut tried = 0;
    for entry in fs::read_dir(corpus).expect("a corpus") {
        let path = entry.expect("a file").path();
        if path.extension().is_none_or(|ext| ext != "toml") {
            continue;
        }
        // A tenth of the corpus here; the domain room reads all of it.
        tried += 1;
        if tried % 10 == 1 {
            let error = bench.at(NOW, &["plan", "import", path.to_str().expect("UTF-8")]).fails(3);
            assert_says_where_what_and_what_would_be_right(&error);
        }
    }
    assert!(tried >= 40, "the corpus was found");
    assert_eq!(bench.at(NOW, &["timeline"]).ok(), before);
}

#[test]
fn a_form_with_blanks_says_what_to_ask_the_clinic() {
    let bench = Bench::with_mia();
    let form = root().join("core/clinical/plans/post-psarp-home.toml");
    let error = bench.at(NOW, &["plan", "import", form.to_str().expect("UTF-8")]).fails(3);
    let fields: Vec<_> =
        error["problems"].as_array().expect("problems").iter().map(|p| p["field"].clone()).collect();
    assert!(fields.contains(&"ladder.goal_mm".into()), "{fields:?}");
}

#[test]
fn wrong_facts_name_the_fact_and_what_would_be_right() {
    let bench = Bench::empty();
    for (facts, field) in [
        (r#"{"temperatur_c": 38.1}"#, "temperatur_c"),
        (r#"{"temperature_c": 381}"#, "temperature_c"),
        (r#"{"temperature_c": 38.15}"#, "temperature_c"),
        (r#"{"temperature_c": "hot"}"#, "temperature_c"),
        (r#"{"bleeding": "a bucket"}"#, "bleeding"),
        (r#"{"worry": 1}"#, "worry"),
        (r#"{"feels_hot": "yes"}"#, "feels_hot"),
        (r#"{"worry": {"deep": true}}"#, "worry"),
    ] {
        let error = bench.feed(NOW, &["triage", "--facts", "-"], facts).fails(3);
        assert_says_where_what_and_what_would_be_right(&error);
        assert_eq!(error["problems"][0]["field"], field, "{error}");
    }
    for broken in [
        "",
        "[]",
        "null",
        "{",
        r#"{"worry": "none""#,
        r#"{"worry": "none", "worry": "worried"}"#,
        r#"{"temperature_c": NaN}"#,
    ] {
        let error = bench.feed(NOW, &["triage", "--facts", "-"], broken).fails(3);
        assert!(error["message"].as_str().is_some_and(|text| !text.is_empty()), "{broken}");
    }
}

#[test]
fn a_wrong_session_names_every_wrong_field_and_writes_nothing() {
    let bench = Bench::with_mia();
    let before = fingerprint(&bench.vault());
    let words = [
        "log",
        "session",
        "--size",
        "size 5",
        "--ease",
        "fine",
        "--pain-peak",
        "11",
        "--bleeding",
        "bucket",
        "--at",
        "2027-01-01T00:00:00Z",
    ];
    let error = bench.at(NOW, &words).fails(3);
    let fields: Vec<_> =
        error["problems"].as_array().expect("problems").iter().map(|p| p["field"].clone()).collect();
    assert_eq!(fields, ["at", "size", "ease", "pain_peak", "bleeding"]);
    // Opening and closing may move entries from the log into the database; nothing is added.
    assert_eq!(fingerprint(&bench.vault()).keys().collect::<Vec<_>>(), before.keys().collect::<Vec<_>>());
    assert_eq!(bench.at(NOW, &["timeline"]).ok()["items"].as_array().map(Vec::len), Some(2));
}

#[test]
fn wrong_usage_ends_with_2_and_a_missing_file_or_person_with_3() {
    let bench = Bench::with_mia();
    assert_eq!(bench.at(NOW, &["dance"]).code, 2);
    assert_eq!(bench.at(NOW, &["log", "session", "--hold-s", "abc"]).code, 2);
    assert_eq!(bench.at("yesterday", &["today"]).code, 2);
    assert_eq!(bench.at(NOW, &["--person", "Nobody", "today"]).fails(3)["kind"], "not_found");
    let missing = bench.at(NOW, &["plan", "import", "no-such-file.toml"]).fails(3);
    let said = missing["message"].as_str().expect("a message");
    assert!(said.contains("no-such-file.toml") && said.contains("; give the path of a file"), "{said}");
}

#[test]
fn a_wrong_command_line_says_which_word_what_is_wrong_and_what_would_be_right() {
    let bench = Bench::with_mia();
    let plan = root().join("tests/fixtures/plans/mia.toml");
    let plan = plan.to_str().expect("UTF-8");
    let twice = [
        "schedule",
        "--plan",
        plan,
        "--from",
        "2026-03-01",
        "--to",
        "2026-03-02",
        "--set",
        "a=1",
        "--set",
        "a=2",
    ];
    for (words, field, told) in [
        (&["dance"][..], "dance", "unrecognized"),
        (&["log", "session", "--hold-s", "abc"], "--hold-s <SECONDS>", "write whole seconds, such as 30"),
        (&["today", "--colour"], "--colour", "--color"),
        (&["log", "visit", "--kind", "examination"], "--who", "give --who -, @FILE or the words"),
        (&twice, "--set a", "give one value"),
    ] {
        let error = bench.at(NOW, words).fails(2);
        assert_says_where_what_and_what_would_be_right(&error);
        let problem = &error["problems"][0];
        assert_eq!(problem["field"], *field, "{error}");
        assert!(problem.to_string().contains(told), "{told}: {error}");
    }
}

#[test]
fn a_date_that_is_no_date_is_not_blamed_on_the_plan() {
    let bench = Bench::empty();
    let plan = root().join("tests/fixtures/plans/mia.toml");
    let words = ["schedule", "--plan", plan.to_str().expect("UTF-8"), "--from", "soon", "--to", "2026-03-02"];
    assert_eq!(bench.at(NOW, &words).fails(3)["problems"][0]["field"], "from");
}

#[test]
fn a_column_is_named_by_a_mapping_and_a_wrong_one_is_told() {
    let bench = Bench::with_mia();
    let csv = "when,how wide,how\n2026-03-02T08:00:00Z,9,easy\n";
    let told = bench
        .feed(
            NOW,
            &["log", "import", "-", "--map", "when=at", "--map", "how wide=size", "--map", "how=ease"],
            csv,
        )
        .ok();
    assert_eq!(told["taken"], 1, "{told}");
    let error =
        bench.feed(NOW, &["log", "import", "-", "--map", "when=at", "--map", "how=girth"], csv).fails(3);
    assert_says_where_what_and_what_would_be_right(&error);
}
