//! The README as somebody follows it who has never seen the program: every command of its vault, one after the other, in an
//! empty folder, at a terminal.

use std::fs;

use gradus_tests::{Bench, NOW, PASSCODE, program, root};

use super::typed::in_shell;

/// Each command of "A vault of your own", what is typed at it, and words of what it answers.
const WAY: &[(&str, &[&str], &[&str])] = &[
    ("gradus --vault my init", &[PASSCODE, PASSCODE], &["Your vault is ready", "recovery code"]),
    (
        "gradus --vault my person add",
        &[PASSCODE, "Mia", "2026-01-20", "2", "3", "1=2026-02-17"],
        &["Mia is in this vault."],
    ),
    ("gradus plan forms", &[], &["post-psarp-home"]),
    ("gradus plan forms post-psarp-home > plan.toml", &[], &[]),
    (
        "gradus --vault my plan import plan.toml",
        &[
            "not this one",
            PASSCODE,
            "Dr Brandt",
            "30",
            "9",
            "12",
            "",
            "2026-03-03",
            "6",
            "6",
            "4",
            "2026-04-14",
            "Surgical ward",
            "+44 20 7946 0000",
            "y",
        ],
        &["That does not open this vault", "Use this plan?", "The plan is in the vault."],
    ),
    ("gradus --vault my plan show", &[PASSCODE], &["Never above", "12 mm", "Surgical ward"]),
    ("gradus --vault my today", &[PASSCODE], &["Mia", "9 mm", "Sessions today"]),
    (
        "gradus --vault my log session",
        &[PASSCODE, "9", "1", "30,30", "1", "1", "y"],
        &["The session is in the log."],
    ),
    ("gradus --vault my device list", &[PASSCODE], &["Devices of Mia", "The list is empty."]),
    (
        "gradus --vault my checkin",
        &[PASSCODE, "n", "1", "n", "36.8", "240", "1", "1", "1", "0", "1", "1", "n"],
        &["The check-in is in the log."],
    ),
    ("gradus --vault my progress", &[PASSCODE], &["9 mm", "In the way"]),
    (
        "gradus --vault my trends --svg charts",
        &[PASSCODE],
        &["Size over time", "1 session was held or tried, at 9 mm.", "charts/size-"],
    ),
    ("gradus --vault my timeline", &[PASSCODE], &["9 mm: held 30 + 30 s, easy"]),
    (
        "gradus --vault my log contact",
        &[PASSCODE, "Dr Brandt", "All is well.", "6", ""],
        &["What was said is in the log."],
    ),
    (
        "gradus --vault my log import diary.csv",
        &[PASSCODE],
        &["nothing is written yet", "Refused none", "3 can be written"],
    ),
    ("gradus --vault my log import diary.csv --write", &[PASSCODE], &["Diary written", "3 written"]),
    ("gradus --vault my report --out .", &[PASSCODE], &["The report is written", "report-2026-03-0"]),
    ("gradus --vault my verify", &[PASSCODE], &["Everything in this vault is as it was written."]),
];

/// The block after this heading or sentence, without its fences.
fn block<'t>(text: &'t str, after: &str, language: &str) -> &'t str {
    let rest = text.split_once(after).unwrap_or_else(|| panic!("the README has no {after}")).1;
    let block = rest.split_once(&format!("```{language}\n")).expect("a block").1;
    block.split_once("```").expect("an end").0
}

#[test]
fn every_command_of_a_vault_of_your_own_runs_as_it_is_written() {
    let text = fs::read_to_string(root().join("README.md")).expect("readable");
    let commands: Vec<&str> = block(&text, "## A vault of your own", "sh")
        .lines()
        .map(|line| line.split('#').next().unwrap_or_default().trim())
        .filter(|line| line.starts_with("gradus "))
        .collect();
    let known: Vec<&str> = WAY.iter().map(|(command, ..)| *command).collect();
    assert_eq!(commands, known, "the README and this journey go the same way");
    let bench = Bench::empty();
    let folder = bench.scratch();
    fs::write(folder.join("diary.csv"), block(&text, "diary.csv` may look", "csv")).expect("written");
    for (command, lines, words) in WAY {
        let line = format!("gradus() {{ '{}' \"$@\"; }}; {command} --now {NOW}", program().display());
        let (said, code) = in_shell(folder, &line, lines);
        assert_eq!(code, 0, "{command}\n{said}");
        for words in *words {
            assert!(said.contains(words), "{command}: {words} is missing\n{said}");
        }
    }
    let pages = fs::read_dir(folder).expect("a folder").filter_map(Result::ok);
    let pages: Vec<_> =
        pages.filter(|file| file.path().extension().is_some_and(|kind| kind == "html")).collect();
    let page = fs::read_to_string(pages[0].path()).expect("a report");
    assert!(pages.len() == 1 && page.contains("<svg") && page.contains("Mia"));
}

/// The lines that need no vault, as the README has them in a sentence.
#[test]
fn every_command_without_a_vault_runs_as_it_is_written() {
    let text = fs::read_to_string(root().join("README.md")).expect("readable");
    let sentence =
        text.split_once("\nWithout a vault: ").expect("a sentence").1.lines().next().expect("a line");
    let quoted = sentence.split('`').skip(1).step_by(2);
    let commands: Vec<String> = quoted
        .filter(|words| words.contains(' ') || words.starts_with("gradus"))
        .filter(|words| !words.starts_with("--"))
        .map(|words| format!("gradus {}", words.trim_start_matches("gradus ")))
        .collect();
    assert_eq!(commands.len(), 10, "{commands:?}");
    let bench = Bench::empty();
    let folder = bench.scratch();
    let at = |path: &str| root().join(path).to_str().expect("UTF-8").to_owned();
    let (pack, earlier) =
        (at("core/clinical/rules/danger.toml"), at("core/triage/tests/behaviour/v1/danger.toml"));
    fs::write(folder.join("facts.json"), "{\"temperature_c\": 38.1}").expect("written");
    fs::write(folder.join("setting.json"), "{\"age_days\": 63}").expect("written");
    for command in commands {
        let file = match () {
            () if command.contains("schedule") => at("tests/fixtures/plans/mia.toml"),
            () if command.contains("rules check") => pack.clone(),
            () if command.contains("setting") => "setting.json".to_owned(),
            () => "facts.json".to_owned(),
        };
        let command = command
            .replace("FILE.html", "rules.html")
            .replace("FILE", &file)
            .replace("explain ID", "explain I1")
            .replace("OLD", &earlier)
            .replace("NEW", &pack)
            .replace("--from D", "--from 2026-03-10")
            .replace("--to D", "--to 2026-03-11");
        let line = format!("gradus() {{ '{}' \"$@\"; }}; {command}", program().display());
        let (said, code) = in_shell(folder, &line, &[]);
        assert!(code == 0 && !said.is_empty(), "{command}\n{said}");
    }
}
