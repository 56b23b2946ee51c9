use super::*;

fn every_arm() -> Vec<(AppError, u8)> {
    let file = || "vault.db".to_owned();
    let what = || "what".to_owned();
    let problem = Problem {
        line: Some(4),
        field: "ladder.goal_mm".into(),
        wrong: "is text".into(),
        right: "write 12".into(),
    };
    vec![
        (AppError::Locked, 4),
        (AppError::WrongSecret, 4),
        (AppError::TooManyTries { wait_seconds: 30 }, 4),
        (AppError::DeviceSecretGone, 4),
        (AppError::Erased, 4),
        (AppError::EasyPasscode { guesses: 10, per_hour: 1, seconds: 36_000 }, 3),
        (AppError::SecretNeeded, 4),
        (AppError::InboxFull, 3),
        (AppError::LastWay, 3),
        (AppError::NotFound { what: what(), right: String::new() }, 3),
        (AppError::Invalid { problems: vec![problem] }, 3),
        (AppError::Refused { why: what() }, 3),
        (AppError::NewerVersion { file: file(), found: 2, known: 1 }, 3),
        (AppError::NotAVault { why: what() }, 3),
        (AppError::AlreadyExists { what: what() }, 3),
        (AppError::Damaged { file: file(), what: what(), mendable: false }, 5),
        (AppError::Truncated { file: file(), what: what(), mendable: true }, 5),
        (AppError::Missing { file: file(), mendable: true }, 5),
        (AppError::RolledBack { what: what() }, 5),
        (AppError::Busy, 1),
        (AppError::ReadOnly { file: file() }, 1),
        (AppError::Storage { file: file(), what: what() }, 1),
        (AppError::Internal { what: what() }, 1),
    ]
}

fn drawn(failure: &Failure) -> String {
    let mut page = Page::new(100);
    failure.draw(&mut page);
    page.plain()
}

#[test]
fn every_error_of_the_app_has_the_exit_code_that_help_promises() {
    for (error, code) in every_arm() {
        assert_eq!(Failure::from(error.clone()).code(), code, "{error:?}");
    }
    assert_eq!(Failure::usage("--x", "is missing", "give it").code(), 2);
    assert_eq!(Failure::Left.code(), 3);
    assert_eq!(drawn(&Failure::Left), "You left before the end. Nothing was written.\n");
    assert_eq!(Failure::Unsound.code(), 5);
    assert_eq!(Failure::NobodyReads.code(), 0);
}

#[test]
fn every_error_is_said_in_words_and_as_one_object() {
    for (error, _) in every_arm() {
        let failure = Failure::from(error.clone());
        assert!(drawn(&failure).starts_with("error: "), "{error:?}");
        let json = failure.json().expect("an object");
        let value: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        assert_eq!(value["error"]["kind"], error.kind());
        assert_eq!(value["error"]["message"], error.to_string());
        assert!(value["error"]["problems"].is_array());
        assert_eq!(value.as_object().map(serde_json::Map::len), Some(1));
    }
}

#[test]
fn a_problem_says_where_what_and_what_would_be_right() {
    let failure = Failure::invalid(Some(4), "ladder.goal_mm", "is text", "write 12").about("plan.toml");
    assert_eq!(drawn(&failure), "error: plan.toml, line 4, ladder.goal_mm: is text\n       write 12\n");
    let json = failure.json().expect("an object");
    let value: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let problem =
        serde_json::json!({"line": 4, "field": "ladder.goal_mm", "wrong": "is text", "right": "write 12"});
    assert_eq!(value["error"]["problems"], serde_json::json!([problem]));
}

#[test]
fn what_is_wrong_with_a_value_given_with_set_is_not_in_the_file() {
    let fill = |field: &str| Fill { field: field.into(), value: "1".into() };
    let failure = Failure::invalid(Some(1), "foo.bar", "is unknown", "leave it out").about("plan.toml");
    let said = drawn(&failure.about_set(&[fill("foo.bar")]));
    assert_eq!(said, "error: --set foo.bar: is unknown\n       leave it out\n");
    let root = Failure::invalid(Some(1), "foo", "is unknown", "leave it out").about("plan.toml");
    assert_eq!(
        drawn(&root.about_set(&[fill("foo.bar")])),
        said,
        "the first part of the name is not in the file"
    );
    let there = Failure::invalid(Some(3), "foo", "is a number", "write a table").about("plan.toml");
    assert!(drawn(&there.about_set(&[fill("foo.bar")])).contains("plan.toml, line 3, foo"));
    let failure = Failure::invalid(Some(7), "title", "is empty", "write one").about("plan.toml");
    let failure = failure.about_set(&[fill("foo.bar")]);
    assert_eq!(drawn(&failure), "error: plan.toml, line 7, title: is empty\n       write one\n");
    assert!(failure.json().is_some_and(|text| text.contains("\"line\": 7")));
}

#[test]
fn a_hint_of_this_place_stands_before_the_one_of_every_place() {
    let failure = Failure::from(AppError::NotAVault { why: "empty".into() }).hinting("Do this here.");
    assert!(drawn(&failure).contains("Do this here.") && !drawn(&failure).contains("makes one"));
}

#[test]
fn what_was_typed_cannot_command_the_terminal_through_a_message() {
    let failure =
        Failure::invalid(None, "size\u{1b}[2J", "\u{9b}31m is no size", "write\u{7} 12").about("a\u{1b}c");
    let mut page = Page::new(100);
    failure.draw(&mut page);
    let bad = |text: &str| {
        anstream::adapter::strip_str(text).to_string().chars().any(|c| c.is_control() && c != '\n')
    };
    assert!(!bad(page.styled()) && !page.styled().contains("\u{1b}[2J"), "{:?}", page.styled());
    assert!(!bad(&failure.json().expect("an object")));
}

#[test]
fn what_can_be_mended_names_the_command_and_what_cannot_does_not() {
    let missing = |mendable| drawn(&AppError::Missing { file: "vault.hdr2".into(), mendable }.into());
    assert!(missing(true).contains("verify --mend"));
    assert!(!missing(false).contains("--mend"));
    assert!(missing(false).contains("Nothing was deleted"));
    for (file, saved) in [("vault.db", true), ("vault.g2.db", true), ("vault.hdr", false)] {
        let damaged = |mendable| {
            let said = drawn(&AppError::Damaged { file: file.into(), what: "x".into(), mendable }.into());
            said.split_whitespace().collect::<Vec<_>>().join(" ").contains("salvage --into NEW")
        };
        assert_eq!((damaged(false), damaged(true)), (saved, false), "{file}");
    }
    let mark = drawn(&AppError::Missing { file: "vault.mark".into(), mendable: false }.into());
    let older = drawn(&AppError::RolledBack { what: "older".into() }.into());
    for said in [mark, older] {
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains("verify --accept-older-state") && said.contains("newest copy"), "{said}");
    }
}

#[test]
fn a_closed_pipe_is_no_error_and_a_full_disk_is_one() {
    assert_eq!(Failure::of_output(&io::Error::from(io::ErrorKind::BrokenPipe)).code(), 0);
    assert_eq!(Failure::of_output(&io::Error::from(io::ErrorKind::StorageFull)).code(), 1);
    assert_eq!(Failure::of_file("plan.toml", &io::Error::from(io::ErrorKind::NotFound)).code(), 3);
    assert_eq!(Failure::of_file("plan.toml", &io::Error::from(io::ErrorKind::PermissionDenied)).code(), 1);
    assert!(Failure::NobodyReads.json().is_none() && drawn(&Failure::NobodyReads).is_empty());
}

#[test]
fn a_place_that_cannot_be_written_is_left_by_a_copy() {
    let said = |file: &str, what: String| {
        let failure = Failure::from(AppError::Storage { file: file.into(), what });
        drawn(&failure).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let words = drawn(&Failure::from(AppError::ReadOnly { file: "vault.db".into() }));
    assert!(words.contains("Copy the folder to a place that can be written"), "{words}");
    for kind in [io::ErrorKind::ReadOnlyFilesystem, io::ErrorKind::PermissionDenied] {
        let words = said("report.html", kind.to_string());
        assert!(!words.contains("Copy the folder") && words.contains("Name a place that can be written"));
    }
    for number in [1, 13, 30] {
        let error = io::Error::from_raw_os_error(number);
        let words = drawn(&Failure::of_file("report.html", &error));
        assert!(words.contains("Name a place that can be written"), "{error}: {words}");
    }
    assert!(!said("vault.db", io::ErrorKind::Other.to_string()).contains("can be written"));
}

#[test]
fn who_is_there_is_told_to_the_person_at_the_terminal() {
    let right = "here are Mia, Robin".to_owned();
    let failure: Failure = AppError::NotFound { what: "a person of that name".to_owned(), right }.into();
    assert_eq!(drawn(&failure), "error: nobody of that name is in this vault; here are Mia, Robin\n");
    assert!(failure.json().expect("an error").contains("here are Mia, Robin"));
}

#[test]
fn nobody_and_several_are_told_with_what_to_do_and_a_field_of_no_file_in_words() {
    let missing = |what: &str, right: &str| {
        drawn(&AppError::NotFound { what: what.into(), right: right.into() }.into())
    };
    let said = missing("a person", "this vault holds nobody yet; add one first");
    assert_eq!(
        said,
        "error: this vault holds nobody yet; add one first\n       `gradus person add` asks for the person.\n"
    );
    let said = missing("one person", "several fit: Mia, Noa");
    assert_eq!(said, "error: several fit: Mia, Noa\n       --person NAME says whom it is about.\n");
    let failure = || Failure::invalid(None, "pain_peak", "is 11", "write 0 to 10");
    assert!(drawn(&failure()).starts_with("error: pain peak: is 11\n"));
    assert!(drawn(&failure().about("session.json")).starts_with("error: session.json, pain_peak: is 11\n"));
    assert!(
        drawn(&Failure::invalid(None, "ladder.goal_mm", "x", "y")).starts_with("error: ladder.goal_mm: x\n")
    );
}

#[test]
fn an_option_is_named_as_one_and_not_placed_in_the_file_beside_it() {
    let wrong =
        Problem { line: None, field: "from".into(), wrong: "is no date".into(), right: "write a day".into() };
    let failure = Failure::from(AppError::Invalid { problems: vec![wrong] }).about("mia.toml");
    assert_eq!(drawn(&failure), "error: mia.toml, from: is no date\n       write a day\n");
    let failure = failure.about_options(&["from", "to"]);
    assert_eq!(drawn(&failure), "error: --from: is no date\n       write a day\n");
}
