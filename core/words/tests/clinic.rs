//! What is said of talks with the clinic, of visits, and of answers: never in the words that somebody wrote.

use chrono::DateTime;
use gradus_domain::{
    Answer, CheckIn, ClinicContact, ContactOutcome, FactId, Millimetres, StepTaken, Visit, VisitKind,
};
use gradus_words::Words;

fn mm(size: u16) -> Millimetres {
    Millimetres::whole(size).expect("a size")
}

#[test]
fn what_the_clinic_did_and_said_is_told_without_its_words() {
    let words = Words::english();
    let outcomes = [
        ContactOutcome::Resume,
        ContactOutcome::ResumeAt(mm(8)),
        ContactOutcome::StaySame,
        ContactOutcome::StepDown,
        ContactOutcome::Stop,
        ContactOutcome::SeenNothingToDo,
    ];
    let contact = |outcome| ClinicContact {
        who: "Dr Brandt".to_owned(),
        when: DateTime::parse_from_rfc3339("2026-03-24T19:30:00+01:00").expect("a time"),
        said: "SECRET".to_owned(),
        outcome,
        releases: Vec::new(),
        next_visit: None,
    };
    let said = outcomes.map(|outcome| words.contact(&contact(outcome)));
    assert_eq!(said[1], "Spoke with Dr Brandt: go on at 8 mm");
    assert!(said.iter().all(|line| !line.contains("SECRET")));
    let told = words
        .contact_said(&ClinicContact { said: " tomorrow ".to_owned(), ..contact(ContactOutcome::Resume) });
    assert_eq!(
        told, "Spoke with Dr Brandt: go on. Said: “tomorrow”",
        "whoever reads the diary itself reads it all"
    );
    let kinds = [
        VisitKind::Examination,
        VisitKind::Calibration,
        VisitKind::Balloon,
        VisitKind::ControlledDilation,
        VisitKind::Botulinum,
        VisitKind::UnderAnaesthesia,
        VisitKind::Operation,
    ];
    let visit =
        |kind, size_set| Visit { kind, who: "ward 4".to_owned(), calibrated: None, size_set, advice: None };
    let visits = kinds.map(|kind| words.visit(&visit(kind, None)));
    assert_eq!(visits[1], "Calibration with ward 4");
    assert_eq!(
        words.visit(&visit(VisitKind::Calibration, Some(mm(9)))),
        "Calibration with ward 4, size set to 9 mm"
    );
    let advised = Visit {
        calibrated: Some(mm(10)),
        advice: Some("tomorrow".to_owned()),
        ..visit(VisitKind::Calibration, Some(mm(9)))
    };
    assert_eq!(words.visit(&advised), "Calibration with ward 4, 10 mm passed, size set to 9 mm");
    assert_eq!(words.step(&StepTaken { from: mm(9), to: mm(10) }), "Went up from 9 mm to 10 mm");
    assert_eq!(words.step(&StepTaken { from: mm(9), to: mm(8) }), "Went down from 9 mm to 8 mm");
    let answers = [("worry", Answer::Unknown), ("feels_hot", Answer::Unknown)];
    let answers =
        answers.into_iter().map(|(id, answer)| (FactId::new(id).expect("a name"), answer)).collect();
    let check_in = CheckIn { answers, note: Some("SECRET".to_owned()) };
    assert_eq!(words.check_in(&check_in), "2 answers written down, 2 of them “not sure”");
    let answers = [(FactId::new("worry").expect("a name"), Answer::Unknown)].into_iter().collect();
    let check_in = CheckIn { answers, note: None };
    let signs = ["Fever".to_owned(), "Worry (in doubt)".to_owned()];
    assert_eq!(
        words.check_in_with(&check_in, &signs),
        "1 answer written down, 1 of them “not sure”. Signs: Fever; Worry (in doubt)"
    );
    assert_eq!(words.check_in_with(&check_in, &[]), words.check_in(&check_in));
    let said = words.check_in(&check_in);
    assert_eq!(said, "1 answer written down, 1 of them “not sure”");
}

#[test]
fn what_a_person_wrote_cannot_break_a_sentence() {
    let contact = ClinicContact {
        who: "{who} {outcome} {".to_owned(),
        when: DateTime::parse_from_rfc3339("2026-03-24T19:30:00+01:00").expect("a time"),
        said: String::new(),
        outcome: ContactOutcome::Resume,
        releases: Vec::new(),
        next_visit: None,
    };
    assert_eq!(Words::english().contact(&contact), "Spoke with {who} {outcome} {: go on");
}
