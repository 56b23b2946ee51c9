use super::*;

fn problems<T>(read: Result<T, AppError>) -> Vec<String> {
    match read {
        Err(AppError::Invalid { problems }) => problems.iter().map(ToString::to_string).collect(),
        _ => panic!("must be refused"),
    }
}

#[test]
fn every_field_of_a_session_is_taken_as_it_is_written() {
    let text = r#"{"at": "2026-03-04T08:00:00+01:00", "occurrence": "o", "size": 9.50, "holds_s": [30, 31],
        "ease": "easy", "pain_before": 0, "pain_peak": "unknown", "pain_after": 2, "pain_minutes": 3,
        "bleeding": "streak", "bleeding_minutes": 4, "warm_up": ["8"], "lubricant": "water",
        "adjuncts": ["opioid:prescribed"], "stop_reason": "pain", "device": "Hegar set", "cleaned": true,
        "note": "two\nlines"}"#
        .replace("two\nlines", "two\\nlines");
    let (draft, places) = session_in(&text).expect("sound");
    let some = |text: &str| Some(text.to_owned());
    let whole = SessionDraft {
        at: some("2026-03-04T08:00:00+01:00"),
        occurrence: some("o"),
        size: "9.50".into(),
        holds_s: vec![30, 31],
        ease: "easy".into(),
        pain_before: some("0"),
        pain_peak: some("unknown"),
        pain_after: some("2"),
        pain_minutes: some("3"),
        bleeding: some("streak"),
        bleeding_minutes: some("4"),
        warm_up: vec!["8".into()],
        lubricant: some("water"),
        adjuncts: vec!["opioid:prescribed".into()],
        stop_reason: some("pain"),
        device: some("Hegar set"),
        cleaned: Some(true),
        note: some("two\nlines"),
    };
    assert!(draft == whole);
    assert_eq!(places.lines.len(), SESSION_FIELDS.len(), "every field that is known is read");
}

#[test]
fn what_is_left_out_or_null_was_not_asked() {
    let (draft, _) =
        session_in(r#"{"size": "9", "ease": "easy", "bleeding": null, "holds_s": null}"#).expect("sound");
    assert!(draft == SessionDraft { size: "9".into(), ease: "easy".into(), ..SessionDraft::default() });
}

#[test]
fn a_person_is_read_with_every_field() {
    let text = r#"{"name": "Ada", "born": "2026-01-03", "role": "caregiver", "background": ["none"],
        "operations": ["psarp=2026-02-20"]}"#;
    let (draft, places) = person_in(text).expect("sound");
    assert_eq!(
        (draft.name.as_str(), draft.born.as_str(), draft.role.as_str()),
        ("Ada", "2026-01-03", "caregiver")
    );
    assert_eq!((draft.background, draft.operations), (vec!["none".into()], vec!["psarp=2026-02-20".into()]));
    assert_eq!(places.lines.len(), PERSON_FIELDS.len());
}

#[test]
fn everything_that_is_wrong_is_told_at_once_with_its_line() {
    let text = "{\n\"naem\": \"Ada\",\n\"born\": true,\n\"role\": \"self\",\n\"role\": \"teen\",\n\"background\": [1]}";
    let fields = PERSON_FIELDS.join(", ");
    assert_eq!(
        problems(person_in(text)),
        [
            format!("line 2, naem: is no field here; write one of {fields}"),
            "line 3, born: cannot be read; write a text in quotes, or a number".into(),
            "line 5, role: given twice, and which answer is meant cannot be known; keep one of the two".into(),
            "line 6, background: holds something that is no text; write a list of texts, such as [\"8\", \"9\"]".into(),
            "name: is missing; write it; JSON.md lists the fields".into(),
        ]
    );
    for (text, said) in [
        (
            r#"{"size": 9, "ease": "easy", "holds_s": [30.5]}"#,
            "line 1, holds_s: cannot be read; write a list of whole",
        ),
        (
            r#"{"size": 9, "ease": "easy", "holds_s": [-1]}"#,
            "line 1, holds_s: cannot be read; write a list of whole",
        ),
        (
            r#"{"size": 9, "ease": "easy", "cleaned": "yes"}"#,
            "line 1, cleaned: cannot be read; write true or false",
        ),
        (r#"{"size": [9], "ease": "easy"}"#, "line 1, size: cannot be read"),
        (r#"{"size": 9}"#, "ease: is missing"),
        ("[]", "line 1, session: is not a JSON object"),
        ("", "line 1, session: is empty; write an object, such as {\"size\": \"9\", \"ease\": \"easy\"}"),
    ] {
        let told = problems(session_in(text));
        assert!(told.len() == 1 && told[0].contains(said.trim_start_matches("line 1, ")), "{text}: {told:?}");
    }
}

#[test]
fn what_the_app_finds_wrong_is_placed_on_its_line() {
    let (_, places) = session_in("{\n\"ease\": \"well\",\n\"size\": \"x\"}").expect("the shape is right");
    let places = Places { file: "session.json".into(), ..places };
    let problem =
        |field: &str| Problem { line: None, field: field.into(), wrong: "w".into(), right: "r".into() };
    let problems = vec![problem("size"), problem("at"), problem("ease")];
    let placed = places.place(AppError::Invalid { problems }.into()).json().expect("an object");
    let value: Value = serde_json::from_str(&placed).expect("JSON");
    let lines: Vec<_> =
        value["error"]["problems"].as_array().expect("a list").iter().map(|p| p["line"].clone()).collect();
    assert_eq!(lines, [Value::from(2), Value::from(3), Value::Null]);
    assert_eq!(places.place(AppError::Busy.into()).code(), 1, "any other failure stays what it is");
}
