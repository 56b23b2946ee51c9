//! Adding people, and finding them again.

use gradus_app::AppError;
use gradus_app::view::{Command, PersonDraft, SessionDraft};

use crate::bench::{Bench, at, good, problems, robin};

const NOW: &str = "2026-03-02T07:00";

fn add(draft: PersonDraft) -> Command {
    Command::AddPerson { draft }
}

#[test]
fn a_person_is_added_and_found_by_name_by_id_and_alone() {
    let mut bench = Bench::new();
    assert!(matches!(bench.app.person(None), Err(AppError::NotFound { .. })), "nobody yet");
    let added = bench.write(add(PersonDraft { name: "  Robin ".to_owned(), ..robin() }), NOW);
    assert_eq!((added.triage, added.notices), (None, Vec::new()));
    let robin = bench.app.person(None).expect("the only one");
    assert_eq!((robin.name.as_str(), robin.id.as_str()), ("Robin", added.person.as_str()));
    assert_eq!(bench.app.person(Some("Robin")).expect("by name"), robin);
    assert_eq!(bench.app.person(Some(&added.person)).expect("by id"), robin);
    assert_eq!((robin.role.as_str(), robin.born.as_str()), ("self", "1990-05-05"));
    for typed in ["robin", " ROBIN\t", &added.person.to_uppercase()] {
        assert_eq!(bench.app.person(Some(typed)).expect(typed), robin);
    }
    assert_eq!(bench.today(" rObin ", NOW).person, robin, "in every verb");
    for typed in ["Rob", "Robina", "", &added.person[..31]] {
        assert!(matches!(bench.app.person(Some(typed)), Err(AppError::NotFound { .. })), "{typed}");
    }
}

#[test]
fn a_name_that_is_not_here_is_answered_with_those_that_are() {
    let mut bench = Bench::new();
    let right = |bench: &Bench, name: Option<&str>| match bench.app.person(name) {
        Err(AppError::NotFound { right, .. }) => right,
        other => panic!("{other:?}"),
    };
    assert!(right(&bench, Some("Kim")).contains("add one first"));
    bench.write(add(robin()), NOW);
    let ada = bench.write(add(PersonDraft { name: "Ada".to_owned(), ..robin() }), NOW).person;
    assert_eq!(right(&bench, Some("Kim")), "here are Ada, Robin");
    let several = right(&bench, None);
    assert!(several.contains("several fit") && several.contains("give the id"), "{several}");
    assert!(several.contains(&format!("Ada ({ada})")), "{several}");
}

#[test]
fn a_person_is_changed_in_place_and_keeps_the_log() {
    let mut bench = Bench::adult();
    let id = bench.app.person(None).expect("the only one").id;
    bench.write(add(PersonDraft { name: "Ada".to_owned(), ..robin() }), NOW);
    let change = |draft| Command::ChangePerson { person: "Robin".to_owned(), draft };
    let why = bench.refused(change(PersonDraft { name: "Ada".to_owned(), ..robin() }), NOW);
    assert!(why.contains("another one"), "{why}");
    assert_eq!(bench.wrong(change(PersonDraft { role: "x".to_owned(), ..robin() }), NOW).0, "role");
    let mut before = bench.kinds("Robin", NOW);
    let thinned = vec!["anticoagulant".to_owned()];
    bench.write(change(PersonDraft { name: "Robyn".to_owned(), background: thinned, ..robin() }), NOW);
    assert_eq!(bench.app.person(Some("Robyn")).expect("renamed").id, id);
    assert_eq!(bench.app.person(Some("Robin")).expect_err("the old name").kind(), "not_found");
    before.insert(1, "person".to_owned());
    assert_eq!(bench.kinds("Robyn", NOW), before, "the log, and the change");
    let draft = SessionDraft { bleeding: Some("streak".to_owned()), ..good("12") };
    let triage = bench.alarm("Robyn", draft, "2026-03-02T20:00");
    assert!(triage.rules.iter().any(|rule| rule.id == "B6"), "thinned blood counts from now on");
}

fn of(background: &[&str], operations: &[&str]) -> PersonDraft {
    PersonDraft {
        background: background.iter().map(ToString::to_string).collect(),
        operations: operations.iter().map(ToString::to_string).collect(),
        ..robin()
    }
}

fn change(draft: PersonDraft) -> Command {
    Command::ChangePerson { person: "Robin".to_owned(), draft }
}

/// What is entered anew takes the place of all that stood there: a child's Hirschsprung disease must not go unsaid.
#[test]
fn what_stands_is_left_out_of_a_change_only_by_its_name() {
    let mut bench = Bench::new();
    let stands = of(&["hirschsprung", "preterm:30"], &["pull_through=2026-01-05", "psarp=2026-01-05"]);
    bench.write(add(stands), NOW);
    let more = of(&["preterm:31", "hirschsprung", "stoma"], &["pull_through=2026-01-06", "psarp"]);
    bench.write(change(more.clone()), NOW);
    let refused = |bench: &mut Bench, draft| match bench.fail(change(draft), NOW) {
        AppError::Invalid { problems } => problems,
        other => panic!("another error: {}", other.kind()),
    };
    for (field, draft) in [
        ("background", of(&["none"], &["pull_through", "psarp"])),
        ("background", of(&["stoma", "preterm:31"], &["pull_through", "psarp"])),
        ("background", of(&["stoma", "preterm:31", "withdrawn:stoma"], &["pull_through", "psarp"])),
        (
            "background",
            of(
                &["withdrawn:hirschsprung", "withdrawn:preterm", "withdrawn:stoma"],
                &["pull_through", "psarp"],
            ),
        ),
        ("operations", of(&["hirschsprung", "stoma", "preterm:31"], &["psarp"])),
        ("operations", of(&["hirschsprung", "stoma", "preterm:31"], &["psarp", "withdrawn:psarp"])),
        (
            "operations",
            of(&["hirschsprung", "stoma", "preterm:31"], &["psarp", "withdrawn:pull_through=2026-01-06"]),
        ),
    ] {
        let told = (draft.background.clone(), draft.operations.clone());
        for problem in refused(&mut bench, draft) {
            assert_eq!(problem.field, field, "{told:?}: {}", problem.wrong);
            let said = problem.wrong + &problem.right;
            assert!(!said.contains("hirschsprung"), "what stands in the vault is not named: {said}");
        }
    }
    assert_eq!(
        bench.app.person_details("Robin").expect("there").background,
        more.background,
        "nothing is written"
    );
    let background = ["none", "withdrawn:hirschsprung", "withdrawn:preterm", "withdrawn:stoma"];
    let fewer =
        bench.write(change(of(&background, &["withdrawn:psarp", "pull_through=2026-01-06"])), NOW).notices;
    assert!(fewer[0].starts_with("4 conditions or operations"), "{fewer:?}");
    let none = bench.write(change(of(&["none"], &["withdrawn:pull_through"])), NOW).notices;
    assert!(none[0].starts_with("1 condition or operation"), "{none:?}");
    let again = of(&["none", "withdrawn:stoma"], &[]);
    assert_eq!(bench.wrong(change(again), NOW).0, "background", "it is gone already");
    let nobody = PersonDraft { name: "Ada".to_owned(), ..of(&["none", "withdrawn:stoma"], &[]) };
    assert_eq!(bench.wrong(add(nobody), NOW).0, "background", "it never stood there");
}

#[test]
fn what_is_told_about_a_person_can_be_entered_again() {
    let mut bench = Bench::new();
    let all = of(
        &["hirschsprung=2026-01-01", "preterm:30", "spinal_lesion_t6_or_above"],
        &["pull_through=2026-01-05", "anoplasty", "botulinum=2026-01-05"],
    );
    bench.write(add(all.clone()), NOW);
    let told = bench.app.person_details("robin").expect("she is here");
    assert!(told == all);
    bench.write(change(told), NOW);
    assert!(bench.app.person_details("Robin").expect("still here") == all);
    let none = PersonDraft { name: "Ada".to_owned(), ..of(&["none"], &[]) };
    bench.write(add(none.clone()), NOW);
    assert!(bench.app.person_details("Ada").expect("she is here") == none);
    assert_eq!(bench.app.person_details("Kim").expect_err("nobody").kind(), "not_found");
}

#[test]
fn two_people_are_listed_by_name_and_neither_is_the_only_one() {
    let mut bench = Bench::new();
    bench.write(add(robin()), NOW);
    bench.write(add(PersonDraft { name: "Ada".to_owned(), ..robin() }), NOW);
    let names: Vec<_> = bench.app.people().into_iter().map(|person| person.name).collect();
    assert_eq!(names, ["Ada", "Robin"]);
    assert_eq!(bench.app.person(None).expect_err("nobody was chosen").kind(), "not_found");
}

#[test]
fn a_name_is_given_once() {
    let mut bench = Bench::new();
    bench.write(add(robin()), NOW);
    for name in [" Robin", "ROBIN"] {
        let why = bench.refused(add(PersonDraft { name: name.to_owned(), ..robin() }), NOW);
        assert!(why.contains("another name"), "{why}");
    }
    bench.write(add(PersonDraft { name: "Ada".to_owned(), ..robin() }), NOW);
    let change = |draft| Command::ChangePerson { person: "Ada".to_owned(), draft };
    let why = bench.refused(change(PersonDraft { name: "robin".to_owned(), ..robin() }), NOW);
    assert!(why.contains("another one"), "{why}");
    bench.write(change(PersonDraft { name: "ADA".to_owned(), ..robin() }), NOW);
    assert_eq!(bench.app.person(Some("ada")).expect("her own name in capitals").name, "ADA");
}

/// A form with one field wrong, and what is said about it.
type Wrong = (&'static str, fn(&mut PersonDraft), &'static str, &'static str);

#[test]
fn each_wrong_field_is_named_with_what_would_be_right() {
    let cases: &[Wrong] = &[
        ("name", |d| d.name = "  ".to_owned(), "is empty", "write the name"),
        ("name", |d| d.name = "ä".repeat(61), "has 61 characters", "at most 60"),
        ("name", |d| d.name = "Ro\u{1b}[2Jbin".to_owned(), "control character", "plain text"),
        ("born", |d| d.born = "5.5.1990".to_owned(), "“5.5.1990” is no date", "2026-03-01"),
        ("born", |d| d.born = "1990-5-5".to_owned(), "is no date", "2026-03-01"),
        ("born", |d| d.born = "+262142-12-31".to_owned(), "is no date", "2026-03-01"),
        ("born", |d| d.born = "2026-03-03".to_owned(), "not a birth date", "write the day"),
        ("born", |d| d.born = "1906-03-01".to_owned(), "not a birth date", "write the day"),
        ("role", |d| d.role = "mother".to_owned(), "“mother” is not one", "write self, caregiver, teen"),
        ("role", |d| d.role = String::new(), "nothing is not one", "write self, caregiver, teen"),
        ("background", |d| d.background = Vec::new(), "is empty", "write none after"),
        ("background", |d| d.background = vec!["none".into(), "stoma".into()], "and something else", "alone"),
        ("background", |d| d.background = vec!["flu".to_owned()], "“flu” is not one", "hirschsprung,"),
        ("background", |d| d.background = vec!["stoma=soon".to_owned()], "“soon” is no date", "2026-03-01"),
        ("background", |d| d.background = vec!["preterm:21".to_owned()], "“21” weeks", "22 to 39"),
        ("background", |d| d.background = vec!["preterm:40".to_owned()], "“40” weeks", "22 to 39"),
        ("background", |d| d.background = vec!["preterm".to_owned()], "“preterm” is not one", "write "),
        ("operations", |d| d.operations = vec!["botox".to_owned()], "“botox” is not one", "botulinum"),
        ("operations", |d| d.operations = vec!["psarp=x".to_owned()], "“x” is no date", "2026-03-01"),
        ("operations", |d| d.operations = vec!["psarp=1990-05-04".to_owned()], "before birth", "the day"),
        ("operations", |d| d.operations = vec!["psarp=2026-03-03".to_owned()], "the future", "the day"),
    ];
    let mut bench = Bench::new();
    for (field, change, wrong, right) in cases {
        let mut draft = robin();
        change(&mut draft);
        let said = bench.wrong(add(draft), NOW);
        assert_eq!(said.0, *field, "{said:?}");
        assert!(said.1.contains(wrong) && said.2.contains(right), "{said:?}");
    }
}

#[test]
fn values_at_the_very_edge_are_taken() {
    let mut bench = Bench::new();
    let edge = |name: &str, born: &str| PersonDraft {
        name: name.to_owned(),
        born: born.to_owned(),
        background: vec!["preterm:22".to_owned(), "preterm:39=2026-01-01".to_owned()],
        operations: vec!["psarp".to_owned(), "botulinum=2026-03-02".to_owned()],
        ..robin()
    };
    bench.write(add(edge(&"ä".repeat(60), "2026-03-02")), NOW);
    bench.write(add(edge("A", "1906-04-01")), NOW);
}

#[test]
fn all_wrong_fields_are_named_at_once() {
    let mut bench = Bench::new();
    let all = PersonDraft {
        name: String::new(),
        born: "x".to_owned(),
        role: "x".to_owned(),
        background: vec!["x".to_owned(), "y".to_owned()],
        operations: vec!["x".to_owned()],
    };
    let fields: Vec<_> = problems(bench.fail(add(all), NOW)).into_iter().map(|p| p.field).collect();
    assert_eq!(fields, ["name", "born", "role", "background", "background", "operations"]);
}

#[test]
fn every_verb_says_when_there_is_no_such_person() {
    let mut bench = Bench::adult();
    let now = at(NOW);
    let missing = [
        bench.app.today("Kim", &now).err(),
        bench.app.plan("Kim", &now).err(),
        bench.app.plan_history("Kim").err(),
        bench.app.progress("Kim", &now).err(),
        bench.app.timeline("Kim", None, None, &now).err(),
        bench.app.report_html("Kim", None, None, false, &now).err(),
        bench.app.import_sessions("Kim", "", &[], false, &now).err(),
    ];
    for error in missing {
        assert_eq!(error.expect("an error").kind(), "not_found");
    }
    use crate::bench::{OWN, adopt, check_in, contact, held, skip, step, visit, well_but};
    let examined = gradus_app::view::VisitDraft {
        kind: "examination".to_owned(),
        who: "Dr Brandt".to_owned(),
        ..Default::default()
    };
    for command in [
        adopt("Kim", OWN),
        held("Kim", good("12")),
        skip("Kim", None, "forgot"),
        check_in("Kim", well_but(&[])),
        step("Kim", 130),
        visit("Kim", examined),
        contact("Kim", "resume"),
    ] {
        let arm = format!("{command:?}");
        assert_eq!(bench.fail(command, NOW).kind(), "not_found", "{arm}");
    }
}
