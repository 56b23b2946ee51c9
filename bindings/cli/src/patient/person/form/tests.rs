use clap::Parser;

use super::*;
use crate::args::Cli;
use crate::page::Page;
use crate::prompt::Asking;

/// What is handed over when this is typed, and what stood on the terminal.
fn completed(mut form: PersonForm, typed: &str) -> (Result<PersonDraft, Failure>, String) {
    let (mut input, mut out) = (typed.as_bytes(), Vec::new());
    let page = || Page::new(80);
    let fields = form.missing();
    let terminal = &mut Terminal { page: &page, input: &mut input, out: &mut out, is_wrong: false };
    let done = Asking { form: &mut form, fields, terminal }.until_taken(&mut Ok);
    (done, String::from_utf8(out).expect("UTF-8"))
}

#[test]
fn a_person_is_asked_for_from_name_to_operations() {
    let typed = "@da\n3.1.2026\n2026-01-03\n2\n3,preterm=2026-01-03\n40\n30\npsarp=2026-02-20\n";
    let person = completed(PersonForm::default(), typed).0.expect("answered");
    assert_eq!((person.name.as_str(), person.born.as_str()), ("@da", "2026-01-03"));
    assert_eq!(person.role, "caregiver");
    assert_eq!(person.background, ["anorectal_malformation", "preterm:30=2026-01-03"]);
    assert_eq!(person.operations, ["psarp=2026-02-20"]);
}

#[test]
fn enter_alone_at_any_question_loses_nothing() {
    let typed = "\nAda\n\n2026-01-03\n\n2\n\n4\n\n30\n\n";
    let (person, out) = completed(PersonForm::default(), typed);
    let person = person.expect("answered");
    assert_eq!((person.name.as_str(), person.role.as_str()), ("Ada", "caregiver"));
    assert!(person.background == ["preterm:30"] && person.operations.is_empty());
    assert_eq!(out.matches("cannot be left empty").count(), 5, "{out}");
}

#[test]
fn who_goes_back_over_the_weeks_is_not_asked_for_them_in_vain() {
    let (person, out) = completed(PersonForm::default(), "Ada\n2026-01-03\n2\n4\nb\n1\n\n");
    assert_eq!(person.expect("answered").background, ["none"], "{out}");
    assert_eq!(out.matches("Completed weeks").count(), 1, "{out}");
}

#[test]
fn what_is_given_is_not_asked_for() {
    let given = || PersonForm {
        name: Some("Ada".into()),
        born: Some("2026-01-03".into()),
        role: Some("self".into()),
        ..PersonForm::default()
    };
    let all = PersonForm { background: vec!["preterm:30".into()], ..given() };
    assert!(all.missing().is_empty());
    assert_eq!(all.draft().expect("complete").background, ["preterm:30"]);
    let (person, out) = completed(given(), "1\n\n");
    assert!(person.expect("answered").background == ["none"] && !out.contains("name the family"), "{out}");
}

/// Ada as she stands.
fn stands() -> PersonDraft {
    PersonDraft {
        name: "Ada".into(),
        born: "2026-01-03".into(),
        role: "caregiver".into(),
        background: vec!["hirschsprung=2026-01-05".into(), "preterm:30".into()],
        operations: vec!["anoplasty=2026-02-20".into(), "stoma_formation".into()],
    }
}

fn changed(typed: &str) -> (Result<PersonDraft, Failure>, String) {
    let mut form = PersonForm::default();
    form.stand_on(stands());
    completed(form, typed)
}

#[test]
fn what_stands_is_kept_with_enter_alone() {
    let (kept, out) = changed("\n\n\n\n\n\n");
    assert!(kept.expect("answered") == stands(), "{out}");
    for words in [
        "Enter takes Ada.",
        "Enter takes 2026-01-03.",
        "Enter takes 2.",
        "Enter takes 2=2026-01-05,4.",
        "Enter takes 30.",
        "Enter takes 2=2026-02-20,8, x says that there is none.",
        "Hirschsprung disease (stands here)",
        "a stoma was made (stands here)",
    ] {
        let one_line = out.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(one_line.contains(words), "{words}: {out}");
    }
}

#[test]
fn what_stands_is_taken_out_only_by_a_yes_to_its_name() {
    let (kept, out) = changed("\n\n\n3\nx\ny\nn\nn\ny\n");
    let kept = kept.expect("answered");
    assert_eq!(kept.background, ["anorectal_malformation", "preterm:30", "withdrawn:hirschsprung"]);
    assert_eq!(kept.operations, ["anoplasty=2026-02-20", "withdrawn:stoma_formation"]);
    for words in [
        "Hirschsprung disease, 5 January 2026",
        "born before 40 weeks, after 30 weeks",
        "PSARP",
        "a stoma was made",
    ] {
        assert!(out.contains(&format!("Until now this stood here: {words}")), "{words}: {out}");
    }
    let all = changed("\n\n\n1\n\ny\ny\n").0.expect("answered");
    assert_eq!(all.background, ["none", "withdrawn:hirschsprung", "withdrawn:preterm"]);
    let none = changed("\n\n\n1\n\nn\nn\n").0.expect("answered");
    assert_eq!(none.background, stands().background, "a no puts it back");
    // Who changes the list on the way back is asked about what is left out then.
    let back = changed("\n\n\n1\n\nb\nb\n2\n\ny\n").0.expect("answered");
    assert_eq!(back.background, ["hirschsprung", "withdrawn:preterm"]);
    assert!(matches!(changed("\n\n\n1\n\ny\nq\n").0, Err(Failure::Left)));
}

#[test]
fn an_option_takes_the_place_of_its_question_and_takes_nothing_out_unasked() {
    let given = |background: &[&str]| {
        let background = background.iter().map(ToString::to_string).collect();
        let mut form = PersonForm { background, ..PersonForm::default() };
        form.stand_on(stands());
        form
    };
    let (kept, out) = completed(given(&["hirschsprung", "withdrawn:preterm"]), "\n\n\nn\nn\n");
    let kept = kept.expect("answered");
    assert_eq!(kept.background, ["hirschsprung", "withdrawn:preterm"]);
    assert!(kept.operations == stands().operations && !out.contains("Which of these hold"), "{out}");
}

#[test]
fn a_file_stands_for_all_options_and_goes_with_none() {
    let parsed =
        |words: &[&str]| Cli::try_parse_from([&["gradus", "person", "add", "--from", "-"], words].concat());
    assert!(parsed(&[]).is_ok());
    for words in
        [&["Ada"][..], &["--born", "x"], &["--role", "x"], &["--background", "x"], &["--operation", "x"]]
    {
        assert!(parsed(words).is_err(), "{words:?}");
    }
}
