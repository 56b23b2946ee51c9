//! Devices on the terminal: added, looked at, cleaned, put away, and chosen for a session.

use gradus_tests::Bench;
use serde_json::Value;

const MORNING: &str = "2026-03-03T08:00:00+01:00";
const START: &str = "2026-03-03T19:00:00+01:00";
const ROD: [&str; 11] = [
    "device",
    "add",
    "Rod 9/10",
    "--shape",
    "hegar_double",
    "--size",
    "9,10",
    "--material",
    "metal",
    "--grip-depth-mm",
    "30",
];

fn check(no: &str) -> Vec<String> {
    let mut args: Vec<String> = ["device", "check", "rod 9/10"].map(str::to_owned).into();
    for question in ["no_crack", "straight", "depth_mark", "own", "clean", "temperature"] {
        let answer = if question == no { "no" } else { "yes" };
        args.extend(["--answer".to_owned(), format!("{question}={answer}")]);
    }
    args
}

fn done(bench: &Bench, now: &str, args: &[String]) -> Value {
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    bench.at(now, &args).ok()
}

fn state(bench: &Bench) -> String {
    let list = bench.at(START, &["device", "list"]).ok();
    list["devices"][0]["state"].as_str().expect("a word").to_owned()
}

#[test]
fn a_device_is_added_looked_at_used_and_put_away() {
    let bench = Bench::with_mia();
    let no_base = ["device", "add", "Egg", "--shape", "other", "--size", "9", "--material", "jelly"];
    let refused = bench.at(MORNING, &no_base).fails(3);
    let fields: Vec<_> =
        refused["problems"].as_array().expect("a list").iter().map(|one| &one["field"]).collect();
    assert_eq!(fields, ["material", "base"]);
    bench.at(MORNING, &ROD).ok();
    assert_eq!(state(&bench), "unchecked");
    let early = bench.feed(START, &["run", "--device", "Rod 9/10"], "").fails(3);
    assert!(early["message"].as_str().is_some_and(|text| text.contains("Look at")), "{early}");
    bench.at(MORNING, &["device", "clean", "Rod 9/10", "--disinfected", "makers_way"]).ok();
    done(&bench, MORNING, &check("none"));
    assert_eq!(state(&bench), "ready");
    let run = bench.feed(START, &["run", "--device", "rod 9/10"], "leave\n");
    assert!(run.code == 0 && run.out.contains("“Rod 9/10” is whole"), "{}{}", run.out, run.err);
    let held = ["log", "session", "--size", "9", "--ease", "easy", "--device", "Rod 9/10"];
    bench.at("2026-03-03T19:30:00+01:00", &held).ok();
    bench
        .at("2026-03-03T19:35:00+01:00", &["device", "change", "Rod 9/10", "--replace-after-days", "365"])
        .ok();
    let found = done(&bench, "2026-03-03T19:40:00+01:00", &check("depth_mark"));
    assert!(found["notices"][0].as_str().is_some_and(|text| text.contains("may be inside")), "{found}");
    assert!(found["notices"][1].as_str().is_some_and(|text| text.contains("too deep")), "{found}");
    bench.at("2026-03-03T19:50:00+01:00", &["device", "retire", "Rod 9/10", "--reason", "broken"]).ok();
    let list = bench.at("2026-03-03T20:00:00+01:00", &["device", "list"]).ok();
    assert_eq!(list["devices"][0]["state"], "retired");
    let timeline = bench.at("2026-03-03T20:00:00+01:00", &["timeline"]).ok();
    let kinds = timeline["items"].as_array().expect("a list").iter().map(|item| &item["kind"]);
    assert_eq!(kinds.filter(|kind| *kind == "device_care").count(), 4);
}

#[test]
fn a_lubricant_is_answered_without_a_vault_and_a_wrong_word_names_the_right_ones() {
    let bench = Bench::empty();
    let oil = bench.at(MORNING, &["device", "lubricant", "oil", "latex"]).ok();
    assert_eq!((&oil["fits"], &oil["basis"]), (&"does_not_fit".into(), &"sourced".into()));
    bench.at(MORNING, &["device", "lubricant", "butter", "latex"]).fails(3);
    bench.at(MORNING, &["device", "check", "x", "--answer", "clean"]).fails(2);
}
