//! A session that goes on, told key by key and line by line, through programs that are killed in between.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use gradus_tests::{Bench, PASSCODE, program};
use serde_json::Value;

const TICKS: &str = "tick:whole\ntick:depth_mark\ntick:clean\ntick:lubricant\ntick:relaxed\n";
const START: &str = "2026-03-03T19:00:00+01:00";

fn at(clock: &str) -> String {
    format!("2026-03-03T{clock}+01:00")
}

/// What one program printed, one value for each line.
fn told(bench: &Bench, now: &str, events: &str) -> Vec<Value> {
    let done = bench.feed(now, &["run"], events);
    assert_eq!(done.code, 0, "{}{}", done.out, done.err);
    done.out.lines().map(|line| serde_json::from_str(line).expect("one value on a line")).collect()
}

#[test]
fn a_session_survives_a_program_that_is_killed_and_ends_in_the_diary_once() {
    let bench = Bench::with_mia();
    told(&bench, START, TICKS);
    // Told to a program that never ends by itself, and is killed.
    let vault = bench.vault();
    let words = ["--vault", vault.to_str().expect("UTF-8"), "--now", &at("19:01:00"), "--json", "run"];
    let mut child = Command::new(program())
        .args(words)
        .env("GRADUS_PASSCODE", PASSCODE)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("starts");
    let mut input = child.stdin.take().expect("a pipe");
    input.write_all(b"in\n").expect("it listens");
    let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
    let views: Vec<Value> = (0..2)
        .map(|_| serde_json::from_str(&lines.next().expect("a line").expect("UTF-8")).expect("JSON"))
        .collect();
    assert_eq!(views[0]["stage"], "ready");
    assert!(views[1]["insertion"]["number"] == 1, "{}", views[1]);
    child.kill().expect("is killed");
    child.wait().expect("is gone");
    drop(input);

    let today = bench.at(&at("19:01:20"), &["today"]).ok();
    assert!(today["running"].as_str().expect("it goes on").contains("Mia"), "{today}");
    let back = told(&bench, &at("19:01:20"), "");
    assert_eq!(back[0]["held_ms"], 20_000, "{}", back[0]);
    let mut clock = 80;
    let mut view = back[0].clone();
    let mut holds = 0;
    while view["may_finish"] == false {
        let event = if view["held_ms"].is_null() { "in\n" } else { "out\n" };
        holds += usize::from(event == "out\n");
        clock += 35;
        let now = at(&format!("19:{:02}:{:02}", clock / 60, clock % 60));
        view = told(&bench, &now, event)[1].clone();
    }
    assert_eq!(view["done_s"].as_array().expect("a list").len(), holds);
    let written =
        told(&bench, &at("19:20:00"), "after_care_done\nfinish ease=easy pain_peak=1 bleeding=none\n");
    assert_eq!(written[2]["check_in"], Value::Array(Vec::new()));
    let timeline = bench.at(&at("19:21:00"), &["timeline"]).ok();
    let sessions = timeline["items"].as_array().expect("a list").iter();
    assert_eq!(sessions.filter(|item| item["kind"] == "session").count(), 1);
    let again = bench.feed(&at("19:21:00"), &["run"], "").fails(3);
    assert_eq!(again["kind"], "refused", "the pause between sessions");
}

#[test]
fn blood_ends_a_session_and_closes_the_way_to_the_next() {
    let bench = Bench::with_mia();
    told(&bench, START, TICKS);
    let views = told(&bench, &at("19:01:00"), "in\nblood:drip\nout\n");
    let ended = &views[2];
    assert_eq!((&ended["has_ended"], &ended["stage"]), (&true.into(), &"take_out".into()));
    assert!(ended["so_far"]["sentence"].is_string(), "{ended}");
    let refused = bench.feed(&at("19:02:00"), &["run"], "in\n").fails(3);
    assert_eq!(refused["kind"], "refused");
    let empty = bench.feed(&at("19:02:00"), &["run"], "leave\n").fails(3);
    assert_eq!(empty["kind"], "refused", "what was told is not thrown away");
    let written = told(&bench, &at("19:03:00"), "finish\n");
    assert_eq!(written[1]["check_in"][0]["answer"], "drip");
    assert!(written[1]["recorded"]["triage"]["disposition"].is_string());
    bench.feed(&at("19:04:00"), &["run"], "").fails(3);
}

#[test]
fn leave_throws_an_empty_session_away_and_no_other() {
    let bench = Bench::with_mia();
    told(&bench, START, TICKS);
    assert_eq!(bench.at(&at("19:01:00"), &["run", "--leave"]).ok(), Value::Null);
    assert_eq!(bench.at(&at("19:02:00"), &["run", "--leave"]).fails(3)["kind"], "refused", "none goes on");
    told(&bench, &at("19:03:00"), TICKS);
    told(&bench, &at("19:04:00"), "in\n");
    assert_eq!(
        bench.at(&at("19:05:00"), &["run", "--leave"]).fails(3)["kind"],
        "refused",
        "something went in"
    );
    assert_eq!(bench.at(&at("19:05:00"), &["run", "--leave", "--size", "8"]).fails(2)["kind"], "usage");
}

#[test]
fn without_a_terminal_and_without_json_nobody_is_asked() {
    let bench = Bench::with_mia();
    let done = Command::new(program())
        .args(["--vault", bench.vault().to_str().expect("UTF-8"), "run"])
        .env("GRADUS_PASSCODE", PASSCODE)
        .stdin(Stdio::null())
        .output()
        .expect("runs");
    assert_eq!(done.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&done.stderr).contains("--json"));
}

#[cfg(target_os = "linux")]
#[test]
fn on_a_terminal_each_key_is_kept_and_q_leaves_the_session_as_it_is() {
    let bench = Bench::with_mia();
    let (program, vault) = (program(), bench.vault());
    let line = format!("'{}' --vault '{}' --now {START} run", program.display(), vault.display());
    let (said, code) = crate::typed::in_shell(bench.scratch(), &line, &[PASSCODE, "    ", "q"]);
    assert_eq!(code, 0, "{said}");
    for part in ["[ ] The device is whole", "[x] The device is whole", "s Stop", "The session goes on."] {
        assert!(said.contains(part), "no {part}: {said}");
    }
    let view = told(&bench, START, "look\n");
    assert_eq!(view[0]["stage"], "ready", "four spaces and a line end are five steps");
}
