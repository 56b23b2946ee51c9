//! The day of the operation, as the plan has it and as the person has it.

use gradus_app::view::{Command, PersonDraft, TaskView};

use crate::bench::{Bench, at, check_in, child_plan, mina, well_but};

const NOW: &str = "2026-03-05T12:00";

fn operated(on: &str) -> PersonDraft {
    PersonDraft { operations: vec![format!("psarp{on}")], ..mina() }
}

/// Mina with this operation, and the plan that was written for the one of 16 February.
fn bench(on: &str) -> (Bench, Vec<String>) {
    let mut bench = Bench::new();
    bench.write(Command::AddPerson { draft: operated(on) }, "2026-03-02T07:00");
    let (text, fills) = child_plan();
    let before = bench.app.plan_for("Mina", &text, &fills, &at("2026-03-02T07:30")).expect("a plan").warnings;
    let adopt = Command::AdoptPlan { person: "Mina".to_owned(), text, fills };
    let after = bench.write(adopt, "2026-03-02T07:30").notices;
    assert!(before.iter().all(|said| after.contains(said)), "{before:?} {after:?}");
    (bench, before)
}

fn task(bench: &Bench, now: &str) -> Option<TaskView> {
    bench.today("Mina", now).tasks.into_iter().find(|task| task.duty == "operation_date")
}

fn change(draft: PersonDraft) -> Command {
    Command::ChangePerson { person: "Mina".to_owned(), draft }
}

fn days_since(bench: &mut Bench) -> String {
    let answer = bench.write(check_in("Mina", well_but(&[])), NOW).triage.expect("an answer");
    let fact = answer.facts.into_iter().find(|fact| fact.id == "days_since_surgery").expect("known");
    fact.value
}

#[test]
fn two_days_for_one_operation_are_asked_about_until_they_agree() {
    let (mut bench, said) = bench("=2026-02-20");
    let [said] = &said[..] else { panic!("{said:?}") };
    assert!(said.contains("the plan says 16 Feb 2026, the person's details say 20 Feb 2026"), "{said}");
    let open = task(&bench, NOW).expect("a task");
    assert_eq!(open.sentence, *said);
    assert_eq!((open.due.as_str(), open.overdue), ("2026-03-03T07:30:00+01:00", true));
    assert!(task(&bench, "2026-03-03T07:30").is_some_and(|task| !task.overdue));
    assert_eq!(bench.write(change(operated("=2026-02-21")), NOW).notices.len(), 1, "another wrong day");
    let mended = bench.write(change(operated("=2026-02-16")), NOW).notices;
    assert_eq!((mended.len(), task(&bench, NOW)), (0, None));
}

#[test]
fn meanwhile_the_later_day_counts_whoever_tells_it() {
    assert_eq!(days_since(&mut bench("=2026-02-20").0), "13", "the person's, four days later");
    assert_eq!(days_since(&mut bench("=2026-02-10").0), "17", "the plan's, six days later");
    assert_eq!(days_since(&mut bench("").0), "unknown", "nobody knows: judged as if it were fresh");
}

#[test]
fn an_operation_without_its_day_is_not_taken_in_silence() {
    let mut bench = Bench::new();
    let added = bench.write(Command::AddPerson { draft: operated("") }, NOW).notices;
    assert_eq!(added.len(), 1, "{added:?}");
    assert!(added[0].starts_with("An operation stands here without its day."), "{added:?}");
    let toxin = PersonDraft { name: "Ida".to_owned(), operations: vec!["botulinum".to_owned()], ..mina() };
    assert_eq!(bench.write(Command::AddPerson { draft: toxin }, NOW).notices, [""; 0], "opens nothing");
    let (bench, said) = self::bench("");
    assert!(said[0].contains("The plan was written for the one of 16 Feb 2026."), "{said:?}");
    assert!(task(&bench, NOW).is_some());
}

#[test]
fn a_plan_that_leaves_its_operation_out_is_asked_about_at_its_import() {
    let (text, fills) = child_plan();
    let blank = "[[blank]]\nfield = \"start.operation\"\nask = \"the date of the operation\"\n";
    assert!(text.contains(blank));
    let text = text.replace(blank, "");
    let fills: Vec<_> = fills.into_iter().filter(|fill| fill.field != "start.operation").collect();
    for (operations, expected) in [
        (vec!["psarp=2026-02-16".to_owned()], "The person's details say 16 Feb 2026"),
        (Vec::new(), "Neither the plan nor the person's details say when"),
    ] {
        let mut bench = Bench::new();
        bench.write(Command::AddPerson { draft: PersonDraft { operations, ..mina() } }, "2026-03-02T07:00");
        let view = bench.app.plan_for("Mina", &text, &fills, &at("2026-03-02T07:30")).expect("a plan");
        assert!(view.warnings.iter().any(|said| said.contains(expected)), "{:?}", view.warnings);
        let (text, fills) = (text.clone(), fills.clone());
        bench.write(Command::AdoptPlan { person: "Mina".to_owned(), text, fills }, "2026-03-02T07:30");
        assert!(task(&bench, NOW).is_some_and(|task| task.sentence.contains(expected)));
    }
}

#[test]
fn where_the_plan_alone_tells_the_day_nobody_is_asked() {
    let mut bench = Bench::new();
    bench.write(
        Command::AddPerson { draft: PersonDraft { operations: Vec::new(), ..mina() } },
        "2026-03-02T07:00",
    );
    let (text, fills) = child_plan();
    bench.write(Command::AdoptPlan { person: "Mina".to_owned(), text, fills }, "2026-03-02T07:30");
    assert_eq!(task(&bench, NOW), None);
    assert_eq!(days_since(&mut bench), "17");
}

#[test]
fn of_two_operations_the_plan_may_follow_either() {
    let both = |first: &str| PersonDraft {
        operations: vec![format!("psarp={first}"), "haemorrhoidectomy=2026-02-20".to_owned()],
        ..mina()
    };
    let warned = |first: &str| {
        let mut bench = Bench::new();
        bench.write(Command::AddPerson { draft: both(first) }, "2026-03-02T07:00");
        let (text, fills) = child_plan();
        let adopt = Command::AdoptPlan { person: "Mina".to_owned(), text, fills };
        let notices = bench.write(adopt, "2026-03-02T07:30").notices;
        (notices.iter().any(|said| said.contains("the plan says")), task(&bench, NOW).is_some(), bench)
    };
    let (said, asked, mut bench) = warned("2026-02-16");
    assert!(!said && !asked);
    assert_eq!(days_since(&mut bench), "13", "a wound is as fresh as the last operation");
    let (said, asked, _) = warned("2026-02-17");
    assert!(said && asked, "it follows neither");
}

#[test]
fn a_wrong_day_that_a_newer_plan_put_right_counts_no_more() {
    let draft = PersonDraft { operations: Vec::new(), ..mina() };
    let (text, fills) = child_plan();
    let plan = |on: &str| {
        let mut fills = fills.clone();
        fills.iter_mut().find(|fill| fill.field == "start.operation").expect("a blank").value = on.to_owned();
        Command::AdoptPlan { person: "Mina".to_owned(), text: text.clone(), fills }
    };
    let mut bench = Bench::new();
    bench.write(Command::AddPerson { draft }, "2026-03-02T07:00");
    bench.write(plan("2026-02-20"), "2026-03-02T07:30");
    assert_eq!(days_since(&mut bench), "13");
    bench.write(plan("2026-02-08"), "2026-03-02T08:00");
    assert_eq!(days_since(&mut bench), "25");
}

#[test]
fn a_plan_for_an_operation_before_birth_is_for_somebody_else() {
    for (day, is_taken) in [("2025-12-28", false), ("2025-12-29", true)] {
        let (text, mut fills) = child_plan();
        for fill in &mut fills {
            match fill.field.as_str() {
                "start.operation" => fill.value = day.to_owned(),
                "start.on" => fill.value = "2026-01-12".to_owned(),
                _ => {}
            }
        }
        let mut bench = Bench::new();
        let draft = PersonDraft { operations: Vec::new(), ..mina() };
        bench.write(Command::AddPerson { draft }, "2026-03-02T07:00");
        let adopt = Command::AdoptPlan { person: "Mina".to_owned(), text, fills };
        match is_taken {
            true => drop(bench.write(adopt, "2026-03-02T07:30")),
            false => {
                let why = bench.refused(adopt, "2026-03-02T07:30");
                assert!(
                    why.contains("start.operation") && why.contains("before this person was born"),
                    "{why}"
                );
            }
        }
    }
}
