//! Adopting plans: for whom, from when, and what stays in force.

use gradus_app::AppError;
use gradus_app::view::{Command, Fill, GateWord, PersonDraft, RunDraft};

use crate::bench::{
    Bench, OWN, adopt, at, child_plan, clinic_plan, clinic_plan_unexamined, contact, mina, problems, robin,
    visit,
};

const MORNING: &str = "2026-03-02T07:30";

#[test]
fn a_plan_is_in_force_at_once_and_shown() {
    let bench = Bench::adult();
    let plan = bench.app.plan("Robin", &at("2026-03-02T07:30")).expect("a plan");
    assert_eq!(plan.title, "Own practice");
    assert_eq!((plan.start_tenths_mm, plan.goal_tenths_mm), (120, 150));
    assert_eq!(plan.ladder_tenths_mm, [120, 130, 140, 150, 160]);
    assert_eq!((plan.origin.as_str(), plan.effective.as_deref()), ("self_directed", Some("2026-03-02")));
    assert_eq!(plan.version.map(|id| id.len()), Some(64));
    assert_eq!(bench.app.plan_history("Robin").expect("versions").len(), 1);
    let plan = bench.app.plan("Robin", &at("2026-03-01T07:30")).map(|plan| plan.title);
    assert_eq!(plan.as_deref(), Ok("Own practice"), "a clock set back does not undo it");
    let error = Bench::new().app.plan("Robin", &at(MORNING)).expect_err("nobody there");
    assert_eq!(error.kind(), "not_found");
}

#[test]
fn a_child_does_not_get_a_grown_ups_plan_nor_the_other_way_round() {
    let mut bench = Bench::new();
    bench.write(Command::AddPerson { draft: robin() }, MORNING);
    bench.write(Command::AddPerson { draft: mina() }, MORNING);
    let why = bench.refused(adopt("Mina", OWN), MORNING);
    assert!(why.contains("for an adult"), "{why}");
    let (text, fills) = child_plan();
    let child = |person: &str| Command::AdoptPlan {
        person: person.to_owned(),
        text: text.clone(),
        fills: fills.clone(),
    };
    let why = bench.refused(child("Robin"), MORNING);
    assert!(why.contains("for a child"), "{why}");
    bench.write(child("Mina"), MORNING);
}

#[test]
fn the_eighteenth_birthday_makes_the_difference() {
    let mut bench = Bench::new();
    bench.write(
        Command::AddPerson { draft: PersonDraft { born: "2008-03-03".to_owned(), ..robin() } },
        MORNING,
    );
    bench.refused(adopt("Robin", OWN), "2026-03-02T23:59");
    bench.write(adopt("Robin", OWN), "2026-03-03T00:00");
}

#[test]
fn open_blanks_are_named_and_filled_ones_are_not() {
    let mut bench = Bench::new();
    bench.write(Command::AddPerson { draft: mina() }, MORNING);
    let (text, mut fills) = child_plan();
    fills.retain(|fill| fill.field != "ladder.goal_mm");
    fills.push(Fill { field: "ladder.gaol_mm".to_owned(), value: "12".to_owned() });
    let plan = |fills: &[Fill]| Command::AdoptPlan {
        person: "Mina".to_owned(),
        text: text.clone(),
        fills: fills.into(),
    };
    let wrong = problems(bench.fail(plan(&fills), MORNING));
    assert!(wrong.iter().any(|problem| problem.field.contains("gaol")), "{wrong:?}");
    fills.pop();
    let wrong = problems(bench.fail(plan(&fills), MORNING));
    assert!(wrong.iter().any(|problem| problem.field == "ladder.goal_mm"), "{wrong:?}");
    let error = bench.fail(adopt("Mina", "nonsense"), MORNING);
    assert!(problems(error)[0].line.is_some(), "a line is named");
}

#[test]
fn a_plan_that_begins_later_leaves_the_present_one_until_then() {
    let mut bench = Bench::adult();
    let next = OWN.replace("Own practice", "Next").replace("on = 2026-03-02", "on = 2026-03-10");
    bench.write(adopt("Robin", &next), "2026-03-05T09:00");
    let title = |now: &str| bench.app.plan("Robin", &at(now)).expect("a plan").title;
    assert_eq!(title("2026-03-09T23:59"), "Own practice");
    assert_eq!(title("2026-03-10T00:00"), "Next");
    assert_eq!(bench.today("Robin", "2026-03-09T20:00").slots.len(), 1, "no gap between both");
    let versions = bench.app.plan_history("Robin").expect("versions");
    let effective: Vec<_> = versions.iter().map(|plan| plan.effective.as_deref()).collect();
    assert_eq!(effective, [Some("2026-03-02"), Some("2026-03-10")]);
}

#[test]
fn a_first_plan_that_begins_later_is_shown_at_once() {
    let mut bench = Bench::new();
    bench.write(Command::AddPerson { draft: robin() }, "2026-02-20T09:00");
    bench.write(adopt("Robin", OWN), "2026-02-20T09:00");
    let today = bench.today("Robin", "2026-02-20T10:00");
    assert_eq!(today.headline, "The plan begins on 2 Mar 2026.");
    assert_eq!(
        (today.plan.as_deref(), today.plan_begins.as_deref()),
        (Some("Own practice"), Some("2026-03-02"))
    );
    assert_eq!((today.size_tenths_mm, today.slots.len()), (None, 0), "nothing is asked for yet");
}

#[test]
fn nobodys_own_plan_begins_above_the_present_size() {
    let mut bench = Bench::adult();
    let begins = |mm: u16| {
        OWN.replace("start_mm = 12", &format!("start_mm = {mm}"))
            .replace("[12, 13, 14, 15, 16]", &format!("[{mm}, 14, 15]"))
    };
    let why = bench.refused(adopt("Robin", &begins(13)), "2026-03-03T09:00");
    assert!(why.contains("above the present size"), "{why}");
    bench.write(adopt("Robin", &begins(12)), "2026-03-03T09:00");
    bench.write(adopt("Robin", &begins(11)), "2026-03-03T09:01");
    assert_eq!(bench.today("Robin", "2026-03-03T09:02").size_tenths_mm, Some(110));
    let clinic = clinic_plan().replace("start_mm = 12", "start_mm = 14");
    bench.write(adopt("Robin", &clinic), "2026-03-03T09:03");
    assert_eq!(bench.today("Robin", "2026-03-03T09:04").size_tenths_mm, Some(140), "a clinic may");
}

#[test]
fn the_very_same_plan_again_is_no_new_word_of_the_clinic() {
    let mut bench = Bench::of(robin(), adopt("Robin", &clinic_plan()));
    let why = bench.refused(adopt("Robin", &clinic_plan()), "2026-03-03T09:00");
    assert!(why.contains("in force already"), "{why}");
    bench.write(adopt("Robin", &clinic_plan().replace("2026-12-01", "2026-11-01")), "2026-03-03T09:00");
}

#[test]
fn a_visit_does_not_lift_the_size_to_the_ceiling() {
    let mut bench = Bench::adult();
    let draft = gradus_app::view::VisitDraft {
        kind: "calibration".to_owned(),
        who: "Dr Brandt".to_owned(),
        size_set: Some("16".to_owned()),
        ..Default::default()
    };
    assert_eq!(bench.wrong(visit("Robin", draft), "2026-03-03T09:00").0, "size_set");
    assert_eq!(bench.today("Robin", "2026-03-03T10:00").size_tenths_mm, Some(120));
}

#[test]
fn without_a_plan_there_is_no_progress_and_no_step() {
    let mut bench = Bench::new();
    bench.write(Command::AddPerson { draft: robin() }, MORNING);
    let error = bench.app.progress("Robin", &at(MORNING)).expect_err("no plan");
    assert!(matches!(error, AppError::Refused { .. }), "{error}");
    bench.refused(crate::bench::step("Robin", 120), MORNING);
    assert_eq!(bench.app.plan("Robin", &at(MORNING)).expect_err("none").kind(), "not_found");
    assert_eq!(bench.app.plan_history("Robin").expect("none"), []);
}

#[test]
fn what_a_plan_would_change_is_told_before_it_is_written() {
    let mut bench = Bench::new();
    bench.write(Command::AddPerson { draft: robin() }, MORNING);
    let replaced =
        |bench: &Bench, text: &str| bench.app.plan_replaced("Robin", text, &[], &at("2026-03-05T09:00"));
    assert_eq!(replaced(&bench, &clinic_plan()), Ok(None), "there is none that it could replace");
    bench.write(adopt("Robin", &clinic_plan()), MORNING);
    let next =
        clinic_plan().replace("goal_mm = 15", "goal_mm = 14").replace("on = 2026-03-02", "on = 2026-03-10");
    let view = replaced(&bench, &next).expect("a plan").expect("one is in force");
    assert_eq!((view.since.as_str(), view.until.as_str()), ("2026-03-02", "2026-03-10"));
    let goal = view.changes.iter().find(|change| change.field == "ladder.goal_mm").expect("the goal");
    assert_eq!((goal.before.as_deref(), goal.after.as_deref()), (Some("15"), Some("14")));
    assert_eq!(goal.sentence, "Goal in millimetres, never exceeded: 15 until now, then 14");
    assert_eq!(view.changes.len(), 2, "{:?}", view.changes);
    assert_eq!(bench.app.plan_history("Robin").expect("versions").len(), 1, "nothing was written");
    assert!(replaced(&bench, &clinic_plan()).is_err(), "the very same one");
    assert!(replaced(&bench, "nonsense").is_err());
}

#[test]
fn the_date_of_the_operation_is_known_from_the_person() {
    let mut bench = Bench::new();
    bench.write(Command::AddPerson { draft: mina() }, MORNING);
    let known = |bench: &Bench, name: &str| bench.app.plan_known(name, &at(MORNING)).expect("known");
    let operation = Fill { field: "start.operation".to_owned(), value: "2026-02-16".to_owned() };
    assert_eq!(known(&bench, "Mina"), [operation]);
    bench.write(Command::AddPerson { draft: robin() }, MORNING);
    assert_eq!(known(&bench, "Robin"), []);
    let later = PersonDraft {
        operations: vec!["stoma_closure=2026-02-20".to_owned()],
        ..PersonDraft { name: "Kim".to_owned(), ..robin() }
    };
    bench.write(Command::AddPerson { draft: later }, MORNING);
    assert_eq!(known(&bench, "Kim"), [], "nobody dilates because of it");
}

#[test]
fn depth_and_operation_of_a_plan_are_told() {
    let (text, fills) = child_plan();
    let view = gradus_app::ask::plan_check(&text, &fills).expect("a plan");
    for line in
        ["Never deeper than 40 mm: the mark on the grip.", "Written for the operation of 16 Feb 2026."]
    {
        assert!(view.summary.iter().any(|said| said == line), "{:#?}", view.summary);
    }
}

#[test]
fn a_plan_of_ones_own_ends_with_what_is_told_after_it() {
    let told = |background: &[&str], operations: &[&str]| {
        let mut bench = Bench::adult();
        let owned = |all: &[&str]| all.iter().map(|one| (*one).to_owned()).collect();
        let draft = PersonDraft { background: owned(background), operations: owned(operations), ..robin() };
        bench.write(Command::ChangePerson { person: "Robin".to_owned(), draft }, MORNING);
        bench
    };
    let evening = "2026-03-02T20:00";
    for (background, operations, why) in [
        (&["inflammatory_bowel_disease"][..], &[][..], "With a condition that stands here"),
        (&["anticoagulant"], &[], "With a condition that stands here"),
        (&["none"], &["stoma_closure=2026-02-20"], "After an operation that stands here"),
    ] {
        let mut bench = told(background, operations);
        let today = bench.today("Robin", evening);
        let asks = format!("Ask your clinic before the next session. {why}");
        assert!(today.headline.starts_with(&asks), "{}", today.headline);
        assert_eq!((today.gate.gate, today.next_size_tenths_mm), (GateWord::Blocked, None), "{background:?}");
        let error = bench.app.start_run("Robin", &RunDraft::default(), &at(evening)).expect_err("closed");
        assert!(matches!(error, AppError::Refused { why: told } if told == today.headline));
        let progress = bench.app.progress("Robin", &at(evening)).expect("a proposal");
        assert!(progress.reasons.iter().any(|reason| reason.code == "plan_unfit"));
        bench.write(adopt("Robin", &clinic_plan()), "2026-03-02T20:01");
        let today = bench.today("Robin", "2026-03-02T20:02");
        assert!(
            today.next_size_tenths_mm.is_some(),
            "a clinician's plan takes its place: {}",
            today.headline
        );
    }
    for background in [["diabetes"], ["latex_allergy"]] {
        let today = told(&background, &[]).today("Robin", evening);
        assert_eq!(today.next_size_tenths_mm, Some(120), "{background:?} {}", today.headline);
    }
}

#[test]
fn an_allergy_told_later_closes_every_plan_whose_device_has_latex_and_no_talk_opens_it() {
    let latex = |plan: &str| plan.replace("\"silicone\"", "\"latex_covered\"");
    for plan in [clinic_plan(), OWN.to_owned()] {
        let mut bench = Bench::of(robin(), adopt("Robin", &latex(&plan)));
        assert_eq!(bench.today("Robin", MORNING).next_size_tenths_mm, Some(120));
        let draft = PersonDraft { background: vec!["latex_allergy".to_owned()], ..robin() };
        bench.write(Command::ChangePerson { person: "Robin".to_owned(), draft }, MORNING);
        bench.write(contact("Robin", "resume"), "2026-03-02T08:00");
        let today = bench.today("Robin", "2026-03-02T09:00");
        assert_eq!((today.gate.gate, today.next_size_tenths_mm), (GateWord::Blocked, None));
        assert!(today.headline.ends_with("Ask for one of another material."), "{}", today.headline);
        let unfit = "No session with this plan. Another one from your clinic opens sessions again.";
        assert_eq!(today.gate.sentence, unfit);
        bench.write(adopt("Robin", &clinic_plan()), "2026-03-02T10:00");
        assert_eq!(bench.today("Robin", "2026-03-02T11:00").next_size_tenths_mm, Some(120));
    }
}

#[test]
fn a_clinics_name_opens_no_way_round_the_questions() {
    let mut bench = Bench::new();
    bench.write(Command::AddPerson { draft: robin() }, MORNING);
    let round = clinic_plan().replace("anal_stenosis", "own_practice");
    let why = bench.refused(adopt("Robin", &round), MORNING);
    assert!(why.contains("does not come from a clinic"), "{why}");
}

#[test]
fn what_must_be_made_sure_of_was_made_sure_of() {
    let mut bench = Bench::new();
    bench.write(Command::AddPerson { draft: robin() }, MORNING);
    let join = clinic_plan_unexamined().replace("anal_stenosis", "anastomotic_stricture");
    let why = bench.refused(adopt("Robin", &join), MORNING);
    assert!(why.contains("C1.6") && why.contains("precondition"), "{why}");
    let sure = format!("{join}\n[[precondition]]\nsays = \"No leak\"\nmet_on = 2026-03-01\n");
    let why = bench.refused(adopt("Robin", &sure), "2026-02-28T23:59");
    assert!(why.contains("2026-03-01") && why.contains("still to come"), "{why}");
    bench.write(adopt("Robin", &sure), "2026-03-01T00:00");
}

#[test]
fn after_radiotherapy_and_for_a_fissure_a_clinician_has_looked_first() {
    let mut bench = Bench::new();
    bench.write(Command::AddPerson { draft: robin() }, MORNING);
    let irradiated = clinic_plan_unexamined().replace("anal_stenosis", "post_radiation");
    let why = bench.refused(adopt("Robin", &irradiated), MORNING);
    assert!(why.contains("C1.8") && why.contains("precondition"), "{why}");
    let fissure = clinic_plan()
        .replace("anal_stenosis", "fissure")
        .replace("[suitability]", "max_duration_days = 56\n[suitability]");
    let nobodys: String = fissure
        .lines()
        .filter(|line| !line.starts_with("prescriber"))
        .map(|line| format!("{line}\n"))
        .collect();
    assert_ne!(nobodys, fissure);
    let why = bench.refused(adopt("Robin", &nobodys), MORNING);
    assert!(why.contains("C1.5") && why.contains("prescriber"), "{why}");
    bench.write(adopt("Robin", &fissure), MORNING);
}

#[test]
fn a_plan_of_ones_own_that_goes_too_far_is_refused_with_each_of_its_limits() {
    let mut bench = Bench::new();
    bench.write(Command::AddPerson { draft: robin() }, MORNING);
    let far = OWN
        .replace("sizes_mm = [12, 13, 14, 15, 16]", "sizes_mm = [20.5, 24]")
        .replace("start_mm = 12", "start_mm = 20.5")
        .replace("goal_mm = 15", "goal_mm = 24")
        .replace("insertions = 1", "insertions = 6\nwarm_up = { below = 1, hold_s = 601 }");
    let why = bench.refused(adopt("Robin", &far), MORNING);
    for limit in [
        "20.5 mm is too large",
        "24 mm is too wide a step",
        "3 mm at most",
        "6 insertions",
        "10 minutes at most",
    ] {
        assert!(why.contains(limit), "{limit}: {why}");
    }
}

/// A screen that was drawn in the morning names the session of the day by the version that was there.
#[test]
fn a_session_that_was_named_before_a_new_version_of_the_same_day_is_the_same_one() {
    let morning = |bench: &Bench| bench.today("Robin", "2026-03-03T08:00").slots[0].occurrence.clone();
    let renewed = || {
        let mut bench = Bench::of(robin(), adopt("Robin", &clinic_plan()));
        let named = morning(&bench);
        let next = clinic_plan().replace("2026-12-01", "2026-11-01");
        bench.write(adopt("Robin", &next), "2026-03-03T09:00");
        assert_ne!(morning(&bench), named);
        (bench, named)
    };
    let status = |bench: &Bench| bench.today("Robin", "2026-03-03T12:00").slots[0].status;
    let (mut told, named) = renewed();
    let draft = gradus_app::view::SessionDraft { occurrence: Some(named), ..crate::bench::good("12") };
    let entry = told.write(crate::bench::held("Robin", draft), "2026-03-03T10:00").entry;
    assert_eq!(status(&told), gradus_app::view::SlotStatus::Done);
    let written = told.app.entry_details("Robin", &entry).expect("a session");
    let gradus_app::view::Correction::Session { draft } = written else { panic!("{written:?}") };
    assert_eq!(draft.occurrence, Some(morning(&told)), "by the name of today");
    let (mut skipped, named) = renewed();
    skipped.write(crate::bench::skip("Robin", Some(&named), "travel"), "2026-03-03T10:00");
    assert_eq!(status(&skipped), gradus_app::view::SlotStatus::Skipped);
    let (mut guided, named) = renewed();
    let draft = gradus_app::view::RunDraft { occurrence: Some(named), ..Default::default() };
    guided.app.start_run("Robin", &draft, &at("2026-03-03T10:00")).expect("begins");
    let mut during = Bench::of(robin(), adopt("Robin", &clinic_plan()));
    during.app.start_run("Robin", &Default::default(), &at("2026-03-03T08:00")).expect("begins");
    let before = during.today("Robin", "2026-03-03T08:30").slots[0].sentence.clone();
    during.write(adopt("Robin", &clinic_plan().replace("2026-12-01", "2026-11-01")), "2026-03-03T08:40");
    assert_eq!(during.today("Robin", "2026-03-03T08:50").slots[0].sentence, before, "it goes on");
}

#[test]
fn a_narrowing_is_dilated_once_its_cause_was_looked_for_also_where_the_plan_is_typed_by_hand() {
    let mut bench = Bench::new();
    bench.write(Command::AddPerson { draft: robin() }, MORNING);
    let why = bench.refused(adopt("Robin", &clinic_plan_unexamined()), MORNING);
    assert!(why.contains("C1.4") && why.contains("precondition"), "{why}");
    bench.write(adopt("Robin", &clinic_plan()), MORNING);
}

#[test]
fn a_plan_says_on_what_its_numbers_rest_and_ones_own_says_its_limits() {
    let bench = Bench::child();
    let child = bench.app.plan("Mina", &at(MORNING)).expect("a plan").sources;
    let has = |all: &[String], start: &str, end: &str| {
        assert!(all.iter().any(|one| one.starts_with(start) && one.ends_with(end)), "{all:?}");
    };
    has(&child, "1 mm steps", "(sourced, C1.2)");
    has(&child, "One a day, every third day", "(general knowledge, C1.2)");
    assert!(!child.iter().any(|one| one.contains("A goal of")), "{child:?}");
    let bench = Bench::adult();
    let plan = bench.app.plan("Robin", &at(MORNING)).expect("a plan");
    has(&plan.sources, "A goal of 27 mm at most", "(a proposal, not signed off, C1.7)");
    has(&plan.sources, "Pain of 3 of 10 at most", "(sourced, C2.2)");
    assert_eq!(plan.sources.len(), 5, "its text names no source: {:?}", plan.sources);
    assert!(!plan.summary.iter().any(|one| one.contains("clinic")), "nobody sent it: {:?}", plan.summary);
    assert!(plan.summary.iter().any(|one| one.starts_with("Look at it again by")), "{:?}", plan.summary);
}
