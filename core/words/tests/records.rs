//! What is said of an import and of an entry about a person.

use gradus_domain::{Background, Condition, Fact, Person, PersonId, Role, Surgery, SurgeryKind};
use gradus_words::{Assumed, Words};

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
    assert_eq!(Words::english().person(None, &before), "Added to this vault");
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
