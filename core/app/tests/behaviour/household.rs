//! Several people in one vault: what is told of one reaches no other, and each has the age of their own birthday.

use gradus_app::view::{Command, GateWord, PersonDraft, RunDraft, TodayView};

use crate::bench::{
    Bench, OWN, adopt, answers, at, check_in, child_plan, clinic_plan, contact, good, held, mina, robin,
    skip, step, well_but,
};

const MORNING: &str = "2026-03-02T07:30";

/// A parent of two small children, who practises too.
fn household() -> Bench {
    let mut bench = Bench::new();
    let noa = PersonDraft { name: "Noa".to_owned(), born: "2025-09-29".to_owned(), ..mina() };
    for draft in [robin(), mina(), noa] {
        bench.write(Command::AddPerson { draft }, "2026-03-02T07:00");
    }
    for person in ["Mina", "Noa"] {
        let (text, fills) = child_plan();
        bench.write(Command::AdoptPlan { person: person.to_owned(), text, fills }, MORNING);
    }
    bench.write(adopt("Robin", OWN), MORNING);
    bench
}

fn all_but(bench: &Bench, person: &str, now: &str) -> Vec<TodayView> {
    let others = ["Robin", "Mina", "Noa"].into_iter().filter(|other| *other != person);
    others.map(|other| bench.today(other, now)).collect()
}

#[test]
fn nothing_that_is_written_about_one_changes_the_day_of_another() {
    let mut bench = household();
    let evening = "2026-03-02T20:00";
    let bled = gradus_app::view::SessionDraft { bleeding: Some("clots".to_owned()), ..good("9") };
    let pause = Command::Pause {
        person: "Noa".to_owned(),
        reason: "travel".to_owned(),
        from_date: None,
        to_date: Some("2026-03-20".to_owned()),
    };
    let changed = PersonDraft { background: vec!["anticoagulant".to_owned()], ..robin() };
    for (person, command) in [
        ("Mina", check_in("Mina", well_but(&[("temperature_c", "38.6")]))),
        ("Mina", contact("Mina", "stop")),
        ("Noa", pause),
        ("Noa", held("Noa", bled)),
        ("Robin", skip("Robin", None, "travel")),
        ("Robin", Command::ChangePerson { person: "Robin".to_owned(), draft: changed }),
        ("Robin", adopt("Robin", &clinic_plan())),
    ] {
        let (own, before) = (bench.today(person, evening), all_but(&bench, person, evening));
        let arm = format!("{command:?}");
        bench.write(command, evening);
        assert_eq!(all_but(&bench, person, evening), before, "{arm}");
        assert_ne!(bench.today(person, evening), own, "{arm}");
    }
    assert_eq!(bench.today("Mina", evening).gate.gate, GateWord::Blocked);
    assert_eq!(bench.today("Noa", evening).gate.gate, GateWord::Blocked);
    assert_ne!(bench.today("Robin", evening).gate.gate, GateWord::Blocked);
    for (person, other) in [("Mina", "Noa"), ("Noa", "Robin")] {
        let entries = |who| bench.app.timeline(who, None, None, &at(evening)).expect("a timeline").items;
        let others = entries(other);
        assert!(entries(person).iter().all(|one| others.iter().all(|item| item.entry != one.entry)));
    }
}

#[test]
fn a_talk_about_all_of_one_releases_nothing_of_another() {
    let mut bench = household();
    for person in ["Mina", "Noa"] {
        bench.write(check_in(person, well_but(&[("temperature_c", "38.6")])), "2026-03-02T20:00");
    }
    bench.write(contact("Mina", "resume"), "2026-03-02T21:00");
    let gate = |person| bench.today(person, "2026-03-02T21:01").gate.gate;
    assert_ne!(gate("Mina"), GateWord::Blocked);
    assert_eq!(gate("Noa"), GateWord::Blocked);
    assert!(
        bench
            .today("Noa", "2026-03-02T21:01")
            .tasks
            .iter()
            .any(|task| task.duty == "emergency" || task.duty == "same_day")
    );
}

#[test]
fn each_has_a_step_and_a_run_of_their_own() {
    let mut bench = household();
    bench.evenings("Robin", 2..=8, "12");
    bench.write(step("Robin", 130), "2026-03-09T09:00");
    let size = |bench: &Bench, person| bench.today(person, "2026-03-02T20:00").size_tenths_mm;
    assert_eq!([size(&bench, "Mina"), size(&bench, "Noa")], [Some(90); 2]);
    assert_eq!(bench.today("Robin", "2026-03-09T10:00").size_tenths_mm, Some(130));
    let mut bench = household();
    let run = |bench: &mut Bench, person| {
        bench.app.start_run(person, &RunDraft::default(), &at("2026-03-02T20:00")).expect("begins")
    };
    run(&mut bench, "Mina");
    let running = |bench: &Bench, person| bench.today(person, "2026-03-02T20:01").running;
    assert!(running(&bench, "Noa").is_none() && running(&bench, "Robin").is_none());
    run(&mut bench, "Robin");
    bench.app.abandon_run("Robin", &at("2026-03-02T20:02")).expect("left");
    assert!(running(&bench, "Mina").is_some_and(|said| said.contains("Mina")));
}

#[test]
fn a_latex_allergy_of_one_closes_the_plan_of_that_one() {
    let mut bench = household();
    let latex = clinic_plan().replace("\"silicone\"", "\"latex_covered\"");
    bench.write(adopt("Robin", &latex), "2026-03-02T08:00");
    let kim = PersonDraft { name: "Kim".to_owned(), ..robin() };
    bench.write(Command::AddPerson { draft: kim.clone() }, "2026-03-02T08:01");
    bench.write(adopt("Kim", &latex), "2026-03-02T08:02");
    let allergic = PersonDraft { background: vec!["latex_allergy".to_owned()], ..kim };
    bench.write(Command::ChangePerson { person: "Kim".to_owned(), draft: allergic }, "2026-03-02T08:03");
    let gate = |person| bench.today(person, "2026-03-02T09:00").gate.gate;
    assert_eq!((gate("Kim"), gate("Robin")), (GateWord::Blocked, GateWord::Allow));
}

/// Born on 29 December: 92 days old, which the rules take for three months, on 31 March. Noa is half a year old by then.
#[test]
fn ages_follow_each_birthday() {
    let fires = |person: &str, when: &str| {
        let told = check_in(person, answers(&[("temperature_c", "38.0"), ("illness", "well")]));
        let triage = household().write(told, when).triage.expect("an answer");
        triage.rules.iter().any(|rule| rule.id == "I1")
    };
    assert!(!fires("Noa", "2026-03-30T23:00"));
    assert!(fires("Mina", "2026-03-30T23:00"), "a day before");
    assert!(!fires("Mina", "2026-03-31T00:00"), "on the day");
    let bench = household();
    let warned = |person: &str, goal: &str, when: &str| {
        let (text, mut fills) = child_plan();
        for fill in &mut fills {
            match fill.field.as_str() {
                "ladder.goal_mm" => fill.value = goal.to_owned(),
                "start.on" => fill.value = when[..10].to_owned(),
                "start.operation" => {
                    let first: chrono::NaiveDate = when[..10].parse().expect("a day");
                    fill.value = (first - chrono::Days::new(14)).to_string();
                }
                _ => {}
            }
        }
        let plan = bench.app.plan_for(person, &text, &fills, &at(when)).expect("a plan");
        plan.warnings.iter().any(|warning| warning.contains("is above the"))
    };
    // From four months on the published goal is 13 mm.
    assert!(warned("Mina", "13", "2026-04-28T08:00") && !warned("Mina", "13", "2026-04-29T08:00"));
    assert!(!warned("Noa", "13", "2026-04-28T08:00") && warned("Noa", "14", "2026-05-28T08:00"));
    assert!(!warned("Noa", "14", "2026-05-29T08:00"), "eight months old");
}
