//! What somebody who sits at a real terminal is asked, in which order, and what is lost when they leave: nothing.
//!
//! `script`, which every Debian and every Mac has, gives the program a terminal of its own. Everything is typed ahead: a
//! terminal hands it out line by line, so that nothing here waits for a clock.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use gradus_tests::{Bench, NOW, PASSCODE, fingerprint, program, root};

/// What stood on the terminal, on one line, and the exit code.
pub fn typed(bench: &Bench, words: &[&str], lines: &[&str]) -> (String, i32) {
    let quoted = |word: &str| format!("'{}'", word.replace('\'', "'\\''"));
    let vault = bench.vault();
    let all = [program().to_str().expect("UTF-8"), "--vault", vault.to_str().expect("UTF-8"), "--now", NOW];
    let command: Vec<_> = all.iter().chain(words).map(|word| quoted(word)).collect();
    in_shell(bench.scratch(), &command.join(" "), lines)
}

/// The same for a line of a shell that runs in this folder.
pub fn in_shell(folder: &Path, line: &str, lines: &[&str]) -> (String, i32) {
    let mut child = Command::new("script")
        .args(["--quiet", "--return", "--command", line, "/dev/null"])
        .current_dir(folder)
        .env_remove("GRADUS_PASSCODE")
        .env("COLUMNS", "96")
        .env("NO_COLOR", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("`script` of the Debian package bsdutils starts");
    let mut text = lines.join("\n");
    text.push('\n');
    drop(child.stdin.take().expect("a pipe").write_all(text.as_bytes()));
    let done = child.wait_with_output().expect("it ends");
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    (said, done.status.code().unwrap_or(-1))
}

/// A vault with Mia and no plan, and the published form in a file.
fn without_plan() -> (Bench, String) {
    let bench = Bench::with_mia_only();
    let form = bench.at(NOW, &["plan", "forms", "post-psarp-home"]).ok();
    let file = bench.scratch().join("plan.toml");
    fs::write(&file, form["text"].as_str().expect("a text")).expect("written");
    (bench, file.to_str().expect("UTF-8").to_owned())
}

/// The twelve blanks, with an empty answer and a step back on the way.
const BLANKS: [&str; 15] = [
    "Dr Brandt",
    "",
    "30",
    "8",
    "b",
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
];

#[test]
fn a_plan_is_taken_only_after_the_passcode_every_blank_and_a_yes() {
    let (bench, file) = without_plan();
    let lines = [&["wrong", "wrong again", PASSCODE], &BLANKS[..], &["y"]].concat();
    let (said, code) = typed(&bench, &["plan", "import", &file], &lines);
    assert_eq!(code, 0, "{said}");
    let order = [
        "Passcode:",
        "1 of 12",
        "This cannot be left empty",
        "4 of 12",
        "never chosen at home. Enter takes 8",
        "the date of the operation. Enter takes 2026-02-17",
        "12 of 12",
        "For Mia, born 20 January 2026",
        "First day Tuesday, 3 March 2026",
        "Never above 12 mm",
        "Never deeper than 30 mm",
        "Written for the operation of 17 Feb 2026",
        "2 a day: 2 × 30 seconds each",
        "Call Surgical ward: +44 20 7946 0000",
        "Use this plan?",
        "The plan is in the vault.",
    ];
    let mut rest = said.as_str();
    for words in order {
        rest = rest.split_once(words).unwrap_or_else(|| panic!("{words} is missing or too early\n{said}")).1;
    }
    let plan = bench.at(NOW, &["plan", "show"]).ok();
    assert_eq!((&plan["start_tenths_mm"], &plan["goal_tenths_mm"]), (&90.into(), &120.into()));
    let summary = plan["summary"].to_string();
    assert!(summary.contains("Never deeper than 30 mm") && summary.contains("17 Feb 2026"), "{summary}");
    let out = bench.scratch().join("report");
    bench.at(NOW, &["report", "--out", out.to_str().expect("UTF-8")]).ok();
    let page = fs::read_dir(&out).expect("a folder").next().expect("a page").expect("a page").path();
    let page = fs::read_to_string(page).expect("a page");
    assert!(
        page.contains("Never deeper than 30 mm") && page.contains("Written for the operation of 17 Feb 2026")
    );
}

#[test]
fn whoever_leaves_a_plan_has_written_nothing_and_is_told_so() {
    let (bench, file) = without_plan();
    let before = bench.at(NOW, &["timeline"]).ok();
    for end in [&["n"][..], &["q"], &[]] {
        let lines = [&[PASSCODE], &BLANKS[..], end].concat();
        let (said, code) = typed(&bench, &["plan", "import", &file], &lines);
        assert!(code == 3 && said.contains("Nothing was written"), "{code} {said}");
    }
    let (said, code) = typed(&bench, &["plan", "import", &file], &[PASSCODE, "Dr Brandt", "q"]);
    assert!(code == 3 && said.contains("Nothing was written") && !said.contains("3 of 12"), "{code} {said}");
    let (said, code) = typed(&bench, &["plan", "import", &file], &["no", "no", "no"]);
    assert!(code == 4 && !said.contains("1 of 12"), "three tries, and no question before: {code} {said}");
    assert_eq!(bench.at(NOW, &["timeline"]).ok(), before);
}

#[test]
fn b_at_the_end_goes_through_the_answers_again() {
    let (bench, file) = without_plan();
    let again = [["b"; 1].as_slice(), &[""; 3], &["13"], &[""; 8], &["y"]].concat();
    let lines = [&[PASSCODE], &BLANKS[..], &again].concat();
    let (said, code) = typed(&bench, &["plan", "import", &file], &lines);
    assert_eq!(code, 0, "{said}");
    assert_eq!(bench.at(NOW, &["plan", "show"]).ok()["goal_tenths_mm"], 130);
}

#[test]
fn a_second_plan_is_laid_beside_the_first_and_taken_only_with_a_yes() {
    let bench = Bench::with_mia();
    let text = fs::read_to_string(root().join("tests/fixtures/plans/mia.toml")).expect("a plan");
    let file = bench.scratch().join("next.toml");
    fs::write(&file, text.replace("goal_mm = 12", "goal_mm = 13")).expect("written");
    let file = file.to_str().expect("UTF-8");
    let goal = "Goal in millimetres, never exceeded: 12 until now, then 13";
    let title = || bench.at(NOW, &["plan", "show"]).ok()["goal_tenths_mm"].clone();

    let before = fingerprint(&bench.vault());
    let refused = bench.at(NOW, &["plan", "import", file]).fails(3);
    assert_eq!(refused["kind"], "refused");
    let message = refused["message"].as_str().expect("a sentence");
    assert!(message.contains("in force since 2026-03-03") && message.contains(goal), "{message}");
    assert!(before == fingerprint(&bench.vault()) || title() == 120, "nothing was written");

    let (said, code) = typed(&bench, &["plan", "import", file], &[PASSCODE, "n"]);
    assert!(code == 3 && said.contains("A plan is in force since Tuesday, 3 March 2026"), "{code} {said}");
    assert!(said.contains(goal) && title() == 120, "{said}");
    let (said, code) = typed(&bench, &["plan", "import", file], &[PASSCODE, "y"]);
    assert!(code == 0 && title() == 130, "{code} {said}");

    fs::write(file, text.replace("goal_mm = 12", "goal_mm = 11")).expect("written");
    let replaced = bench.at(NOW, &["plan", "import", file, "--instead"]).ok();
    assert_eq!(replaced["replaced"]["since"], "2026-03-24");
    let change = &replaced["replaced"]["changes"][0];
    assert_eq!(
        (&change["field"], &change["before"], &change["after"]),
        (&"ladder.goal_mm".into(), &"13".into(), &"11".into())
    );
    assert_eq!(title(), 110);
}

#[test]
fn a_talk_is_asked_for_after_the_passcode_and_an_empty_answer_asks_again() {
    let bench = Bench::with_mia();
    let contact = ["log", "contact", "--outcome", "nothing_to_do"];
    let (said, code) =
        typed(&bench, &contact, &["wrong", PASSCODE, "", "Dr Brandt", "", "call again tomorrow"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.find("Passcode:") < said.find("Who was reached?"), "{said}");
    assert_eq!(said.matches("This cannot be left empty").count(), 2, "{said}");
    let timeline = bench.at(NOW, &["timeline"]).ok().to_string();
    assert!(timeline.contains("Said: “call again tomorrow”"), "{timeline}");
    let (said, code) = typed(&bench, &contact, &[PASSCODE, "Dr Brandt"]);
    assert!(code == 3 && said.contains("Nothing was written"), "{code} {said}");
}

#[test]
fn what_came_of_a_talk_is_asked_in_words_and_opens_the_plan_only_after_a_yes() {
    let bench = Bench::with_mia();
    let gate = |bench: &Bench| bench.at(NOW, &["today"]).ok()["gate"]["gate"].clone();
    bench.feed(NOW, &["checkin", "--facts", "-"], "{\"rigors\": true}").ok();
    assert_eq!(gate(&bench), "blocked");
    let talk = |answers: &[&str]| {
        let all: Vec<&str> = [PASSCODE, "Dr Brandt", "Go on."].iter().chain(answers).copied().collect();
        typed(&bench, &["log", "contact"], &all)
    };
    let (said, code) = talk(&[]);
    assert!(
        code == 3 && said.contains("What did they decide?") && said.contains("Nothing was written"),
        "{code} {said}"
    );
    let (said, code) = talk(&["6", "n", ""]);
    assert!(code == 3 && said.contains("this talk opens nothing"), "{code} {said}");
    assert_eq!(gate(&bench), "blocked");
    let (said, code) = talk(&["6", "y", ""]);
    assert!(code == 0 && said.contains("Sessions are open again"), "{code} {said}");
    assert_eq!(gate(&bench), "allow");
}

#[test]
fn a_session_is_asked_for_after_the_passcode() {
    let bench = Bench::with_mia();
    let answers = ["wrong", PASSCODE, "9", "1", "30,30", "1", "1", "y"];
    let (said, code) = typed(&bench, &["log", "session"], &answers);
    assert!(code == 0 && said.find("Passcode:") < said.find("Size used"), "{code} {said}");
    assert!(bench.at(NOW, &["timeline"]).ok().to_string().contains("9 mm: held 30 + 30 s, easy"), "{said}");
}

#[test]
fn a_session_is_put_right_with_what_stands_kept_by_enter_and_the_change_is_taken_back() {
    let bench = Bench::with_mia();
    bench.session(NOW, "10", &["--pain-peak", "2"]).ok();
    let said = |bench: &Bench| bench.at(NOW, &["timeline"]).ok().to_string();
    let (out, code) = typed(&bench, &["amend"], &[PASSCODE, "9", "", "", "", "", "", "y"]);
    assert!(
        code == 0 && out.contains("Enter takes 10 mm") && out.contains("To be written: size 9;"),
        "{out}"
    );
    assert!(said(&bench).contains("9 mm: ") && said(&bench).contains("before: 10 mm"), "{}", said(&bench));
    let undone = bench.at(NOW, &["amend", "--undo"]).ok();
    let entry = undone["entry"].as_str().expect("an id");
    assert!(said(&bench).contains("before: 9 mm"), "{}", said(&bench));
    let file = r#"{"size": "9", "ease": "firm"}"#;
    assert_eq!(bench.feed(NOW, &["amend", &entry[..12], "--from", "-"], file).ok()["entry"], entry);
    assert_eq!(bench.at(NOW, &["amend", "--undo", "ffffff"]).fails(3)["kind"], "not_found");
    let nobody = bench.at(NOW, &["amend"]).fails(2);
    assert!(nobody.to_string().contains("--from"), "{nobody}");
    let slip = bench.at(NOW, &["log", "temperature", "36.8", "--method", "axillary"]).ok();
    let unnamed = bench.at(NOW, &["amend", "--take-out"]).fails(2);
    assert!(unnamed.to_string().contains("nobody to ask"), "{unnamed}");
    bench.at(NOW, &["amend", "--take-out", &slip["entry"].as_str().expect("an id")[..12]]).ok();
    assert!(said(&bench).contains("Taken out again on"), "{}", said(&bench));
    assert_eq!(bench.at(NOW, &["amend", "--take-out", &entry[..12]]).fails(3)["kind"], "refused");
}

#[test]
fn what_the_app_refuses_of_a_session_is_asked_again_and_the_other_answers_stay() {
    let bench = Bench::with_mia();
    let answers = [PASSCODE, "", "99", "", "1", "b", "2", "30,30", "x", "1", "y", "9"];
    let (said, code) = typed(&bench, &["log", "session"], &answers);
    assert_eq!(code, 0, "{said}");
    assert_eq!(said.matches("This cannot be left empty").count(), 2, "{said}");
    assert!(said.contains("That does not fit: “99”"), "{said}");
    assert_eq!(said.matches("How did it go in?").count(), 2, "{said}");
    assert!(bench.at(NOW, &["timeline"]).ok().to_string().contains("9 mm: held 30 + 30 s, firm"), "{said}");
}

#[test]
fn a_person_is_asked_for_after_the_passcode_and_enter_alone_loses_nothing() {
    let bench = Bench::empty();
    bench.at(NOW, &["init"]).ok();
    let answers = [
        "wrong",
        PASSCODE,
        "b",
        "",
        "Noa",
        "20.1.2027",
        "2027-01-20",
        "",
        "b",
        "",
        "2",
        "",
        "b",
        "",
        "3,4",
        "30",
        "1=2026-02-17",
        "2026-01-20",
    ];
    let (said, code) = typed(&bench, &["person", "add"], &answers);
    assert_eq!(code, 0, "{said}");
    assert!(said.find("Passcode:") < said.find("The name the family uses"), "{said}");
    for words in ["This is the first question.", "Enter takes 2027-01-20.", "Enter takes 2."] {
        assert!(said.contains(words), "{words}\n{said}");
    }
    // A day to come is refused at the end, and only it is asked for again.
    assert!(
        said.contains("That does not fit:") && said.contains("Noa is in this vault. Next: the plan."),
        "{said}"
    );
    assert_eq!(said.matches("Whose diary is it?").count(), 3, "{said}");
    let person = bench.at(NOW, &["person", "show"]).ok();
    assert_eq!((&person["name"], &person["born"]), (&"Noa".into(), &"2026-01-20".into()));
}

#[test]
fn a_person_is_changed_from_what_stands_and_nothing_goes_without_a_yes() {
    let bench = Bench::with_mia_only();
    let change = |answers: &[&str]| typed(&bench, &["person", "change"], &[&[PASSCODE], answers].concat());
    let before = bench.at(NOW, &["person", "show"]).ok();
    let (said, code) = change(&["", "", "", "", ""]);
    assert!(code == 0 && said.contains("(stands here)"), "{said}");
    assert_eq!(bench.at(NOW, &["person", "show"]).ok(), before, "Enter keeps what stands");
    let (said, code) = change(&["", "", "", "1", "1", "y"]);
    assert!(code == 0 && said.contains("Until now this stood here: an anorectal malformation."), "{said}");
    assert!(said.contains("An operation stands here without its day."), "{said}");
    assert!(said.contains("`gradus person change` puts a day in the person's details."), "{said}");
    let after = bench.at(NOW, &["person", "show"]).ok();
    assert_eq!((&after["background"][0], &after["operations"][0]), (&"none".into(), &"anoplasty".into()));
}

#[test]
fn whoever_leaves_a_form_has_written_nothing_and_is_told_so() {
    let bench = Bench::with_mia();
    let before = bench.at(NOW, &["timeline"]).ok();
    for (words, answers) in [
        (&["person", "add"][..], &["Noa", "2026-01-20", "q"][..]),
        (&["person", "add"], &["Noa", "2026-01-20"]),
        (&["person", "change"], &["Q"]),
        (&["log", "session"], &["9", "q"]),
        (&["log", "session"], &["9", "1", "30,30"]),
        (&["log", "contact"], &["Dr Brandt", "q"]),
        (&["log", "visit", "--kind", "calibration"], &["q"]),
    ] {
        let (said, code) = typed(&bench, words, &[&[PASSCODE], answers].concat());
        assert!(
            code == 3 && said.ends_with("You left before the end. Nothing was written."),
            "{words:?} {code} {said}"
        );
        assert!(said.contains("At every question: b back, q leave."), "{words:?} {said}");
    }
    assert_eq!(bench.at(NOW, &["timeline"]).ok(), before);
    assert_eq!(bench.at(NOW, &["person", "list"]).ok().as_array().map(Vec::len), Some(1));
}

#[test]
fn blanks_that_nobody_can_be_asked_for_name_the_option_that_fills_them() {
    let (bench, file) = without_plan();
    let error = bench.at(NOW, &["plan", "import", &file, "--set", "prescriber=Dr Brandt"]).fails(3);
    let problems = error["problems"].as_array().expect("a list");
    assert_eq!(problems.len(), 11, "{problems:?}");
    for problem in problems {
        let (field, right) =
            (problem["field"].as_str().expect("a field"), problem["right"].as_str().expect("text"));
        assert!(right.ends_with(&format!("give it with --set '{field}=VALUE'")), "{right}");
    }
}

/// One key is pressed by a slip; a word is not.
#[test]
fn a_vault_is_erased_by_a_typed_word_alone() {
    let bench = Bench::with_mia();
    for typed_ahead in [["y", ""], ["", ""], ["erased", ""]] {
        let (said, code) = typed(&bench, &["erase"], &typed_ahead);
        assert!(code == 3 && said.contains("Type erase to erase it"), "{typed_ahead:?}: {code} {said}");
    }
    assert_eq!(bench.at(NOW, &["person", "list"]).code, 0, "it is there");
    let (said, code) = typed(&bench, &["erase"], &["erase"]);
    assert!(code == 0, "{code} {said}");
    assert_ne!(bench.at(NOW, &["person", "list"]).code, 0);
}

/// The newest by its time need not be what was written down last: it is shown, and taken out with a yes alone.
#[test]
fn what_is_taken_out_without_its_name_is_shown_first() {
    let bench = Bench::with_mia();
    bench.at(NOW, &["log", "temperature", "36.8", "--method", "axillary"]).ok();
    let is_out = || bench.at(NOW, &["timeline"]).ok().to_string().contains("Taken out again on");
    let (said, code) = typed(&bench, &["amend", "--take-out"], &[PASSCODE, "n"]);
    assert!(
        code == 3 && said.contains("36.8") && said.contains("Take this out?") && !is_out(),
        "{code} {said}"
    );
    let (said, code) = typed(&bench, &["amend", "--take-out"], &[PASSCODE, "y"]);
    assert!(code == 0 && is_out(), "{code} {said}");
}

#[test]
fn a_way_into_the_vault_is_closed_with_a_yes_alone() {
    let bench = Bench::with_mia();
    let ways = || bench.at(NOW, &["vault", "ways"]).ok().to_string();
    let before = ways();
    let (said, code) = typed(&bench, &["vault", "remove", "1"], &["n"]);
    assert!(code == 3 && said.contains("nothing brings it back") && ways() == before, "{code} {said}");
}
