//! A size that the clinic named and that does not hold, because something in the log counts later: nothing of it is lost in silence.

use gradus_app::Locale;
use gradus_app::view::{Command, ContactDraft, Correction, VisitDraft};

use crate::bench::{Bench, OWN, adopt, robin, spoken, talk, visit};

const TOLD: &str = "2026-03-02T10:00:00+01:00";
const NOW: &str = "2026-03-03T10:00";

fn examined(size: Option<&str>) -> VisitDraft {
    VisitDraft {
        at: Some(TOLD.to_owned()),
        kind: "examination".to_owned(),
        who: "Dr Brandt".to_owned(),
        size_set: size.map(str::to_owned),
        ..VisitDraft::default()
    }
}

fn resume_at(size: &str) -> Command {
    let draft =
        ContactDraft { at: Some(TOLD.to_owned()), about: Vec::new(), ..spoken(&format!("resume_at:{size}")) };
    talk("Robin", draft)
}

/// A plan of the 3rd that begins at 11 mm, where the one before began at 12.
fn begins_anew(bench: &mut Bench) {
    let anew =
        OWN.replace("sizes_mm = [12,", "sizes_mm = [11, 12,").replace("start_mm = 12", "start_mm = 11");
    bench.write(adopt("Robin", &anew), "2026-03-03T09:00");
}

/// What the command says, and the size after it.
fn said(bench: &mut Bench, command: Command) -> (Vec<String>, Option<u16>) {
    let notices = bench.write(command, NOW).notices;
    (notices, bench.today("Robin", NOW).size_tenths_mm)
}

const SINCE: &str = "13 mm is written down, and the plan is at 11 mm: a plan, a step, a visit or a talk that counts later \
                     set that. If the clinic means 13 mm from now on, write it down anew, as of now.";

#[test]
fn a_visit_or_a_talk_of_before_a_plan_that_begins_anew_says_that_its_size_does_not_hold() {
    for command in [visit("Robin", examined(Some("13"))), resume_at("13")] {
        let mut bench = Bench::adult();
        begins_anew(&mut bench);
        assert_eq!(said(&mut bench, command.clone()), (vec![SINCE.to_owned()], Some(110)));
        let mut holds = Bench::adult();
        assert_eq!(said(&mut holds, command.clone()), (vec![], Some(130)), "no plan came between");
        let mut spanish = Bench::adult();
        begins_anew(&mut spanish);
        spanish.app.set_language(Locale::Es);
        let (notices, _) = said(&mut spanish, command);
        assert!(notices[0].starts_with("13 mm queda anotado, y el plan está en 11 mm"), "{notices:?}");
    }
}

#[test]
fn one_size_smaller_of_before_a_plan_that_begins_anew_says_that_it_does_not_hold() {
    let smaller =
        talk("Robin", ContactDraft { at: Some(TOLD.to_owned()), about: Vec::new(), ..spoken("step_down") });
    let at_13 = || {
        let mut bench = Bench::adult();
        let draft = VisitDraft { at: Some("2026-03-02T09:00:00+01:00".to_owned()), ..examined(Some("13")) };
        bench.write(visit("Robin", draft), "2026-03-02T09:30");
        bench
    };
    assert_eq!(said(&mut at_13(), smaller.clone()), (vec![], Some(120)), "no plan came between");
    let mut bench = at_13();
    begins_anew(&mut bench);
    let since = SINCE.replace("13 mm", "12 mm");
    assert_eq!(said(&mut bench, smaller), (vec![since], Some(110)));
}

#[test]
fn a_visit_that_is_put_right_says_so_where_it_names_another_size_or_another_time_alone() {
    let mut bench = Bench::adult();
    let entry = bench.write(visit("Robin", examined(Some("12"))), "2026-03-02T12:00").entry;
    begins_anew(&mut bench);
    let amend = |draft: VisitDraft| Command::Amend {
        person: "Robin".to_owned(),
        entry: entry.clone(),
        change: Correction::Visit { draft },
    };
    let advice = VisitDraft { advice: Some("Slowly.".to_owned()), ..examined(Some("12")) };
    assert_eq!(said(&mut bench, amend(advice)), (vec![], Some(110)), "its size was told before");
    assert_eq!(said(&mut bench, amend(examined(Some("13")))), (vec![SINCE.to_owned()], Some(110)));
    let undone = Command::Undo { person: "Robin".to_owned(), entry: entry.clone() };
    let (notices, _) = said(&mut bench, undone);
    assert!(notices[0].starts_with("12 mm is written down, and the plan is at 11 mm"), "{notices:?}");
    let earlier = VisitDraft { at: Some("2026-03-02T09:30:00+01:00".to_owned()), ..examined(Some("12")) };
    let (notices, _) = said(&mut bench, amend(earlier));
    assert!(notices[0].starts_with("12 mm is written down"), "another time: {notices:?}");
    let now = VisitDraft { at: Some("2026-03-03T09:30:00+01:00".to_owned()), ..examined(Some("12")) };
    assert_eq!(said(&mut bench, amend(now)), (vec![], Some(120)), "after the plan it holds");
}

#[test]
fn a_size_that_is_named_without_a_plan_waits_for_none_and_that_is_said() {
    let mut bench = Bench::new();
    bench.write(Command::AddPerson { draft: robin() }, "2026-03-02T07:00");
    let (notices, size) = said(&mut bench, visit("Robin", examined(Some("13"))));
    assert_eq!(size, None);
    assert!(notices.len() == 1 && notices[0].starts_with("13 mm is written down, and no plan is in force"));
    bench.write(adopt("Robin", OWN), "2026-03-03T11:00");
    assert_eq!(bench.today("Robin", "2026-03-03T12:00").size_tenths_mm, Some(120), "as the notice says");
}
