//! What is said of an import and of an entry about a person.

use gradus_domain::{
    Background, BootId, Condition, Fact, Gate, GateSize, GateTime, History, Moment, Person, PersonId, Role,
    Surgery, SurgeryKind,
};
use gradus_words::{Assumed, Concern, Words};

#[test]
fn what_an_import_took_for_granted_is_said_with_its_number_of_rows() {
    let all = [
        Assumed::Millimetres,
        Assumed::DayFirst,
        Assumed::MonthFirst,
        Assumed::Noon,
        Assumed::Hour(8),
        Assumed::Offset,
        Assumed::EaseFirm,
        Assumed::EaseNotPassed,
        Assumed::BloodNotAsked,
        Assumed::HoldSeconds,
        Assumed::RanItsCourse,
        Assumed::OtherReason,
    ];
    let said = |one: Assumed| {
        format!("{}: {} {}", one.code(), Words::english().assumed(one, 1), Words::english().assumed(one, 12))
    };
    insta::assert_snapshot!(all.map(said).join("\n"));
}

#[test]
fn what_holds_sessions_back_names_its_lines_and_no_more_than_five() {
    let gate = Gate { time: GateTime::Blocked, size: GateSize::Same };
    let now = Moment::new("2026-03-05T18:00:00Z".parse().expect("a time"), 0, BootId::default());
    let history = History::new(Person {
        id: PersonId([1; 16]),
        name: "Robin".to_owned(),
        born: "2025-03-24".parse().expect("a date"),
        role: Role::Teen,
        background: Background::default(),
    });
    let said = |lines: &[(Concern, Vec<u32>)]| {
        let lines = lines.iter().cloned().collect();
        Words::english().import_holds_back(&history, &lines, "CALL.", gate, &now)
    };
    let then = "Once that is written: CALL. No sessions until a clinician says so. Write down what they say; that opens the plan again.";
    assert_eq!(said(&[]), format!("These sessions, taken together, may be a sign of danger. {then}"));
    for (concern, words) in [
        (Concern::Sign, "blood, pain or how it ended may be a sign of danger."),
        (Concern::Both, "pain and blood are not known."),
        (Concern::Pain, "pain is not known."),
        (Concern::Blood, "whether there was blood is not known."),
    ] {
        assert_eq!(said(&[(concern, vec![7])]), format!("Line 7: {words} {then}"));
        assert_eq!(said(&[(concern, (2..7).collect())]), format!("Lines 2, 3, 4, 5, 6: {words} {then}"));
        assert_eq!(
            said(&[(concern, (2..9).collect())]),
            format!("Lines 2, 3, 4, 5, 6 and 2 more: {words} {then}")
        );
    }
}

/// A change of a person, and what it is called.
type Change = (fn(&mut Person), &'static str);

#[test]
fn an_entry_about_a_person_names_what_changed_and_no_value() {
    let before = Person {
        id: PersonId([1; 16]),
        name: "SECRET".to_owned(),
        born: "2026-03-24".parse().expect("a date"),
        role: Role::Teen,
        background: Background::default(),
    };
    let with = |change: fn(&mut Person)| {
        let mut person = before.clone();
        change(&mut person);
        Words::english().person(Some(&before), &person)
    };
    assert_eq!(Words::english().person(None, &before), "Added to this diary");
    assert_eq!(with(|_| ()), "Written down again about the person, nothing changed");
    let surgery = |person: &mut Person| {
        person.background.surgeries.push(Surgery { kind: SurgeryKind::Botulinum, on: None });
    };
    let changes: [Change; 5] = [
        (|person| person.name = "OTHER".to_owned(), "the name"),
        (|person| person.born = person.born.succ_opt().expect("a day"), "the birth date"),
        (|person| person.role = Role::Self_, "who writes the diary"),
        (
            |person| person.background.conditions.push(Fact { what: Condition::Diverted, since: None }),
            "the conditions",
        ),
        (surgery, "the operations"),
    ];
    for (change, what) in changes {
        assert_eq!(with(change), format!("Changed about the person: {what}"));
    }
}
