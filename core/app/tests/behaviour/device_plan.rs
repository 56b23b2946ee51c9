//! A device beside the plan: how deep it goes, what it is lubricated with, and what is said when it breaks.

use gradus_app::AppError;
use gradus_app::view::{Command, Correction, DeviceCare, DeviceDraft, DeviceState, RunDraft, SessionDraft};

use crate::bench::{Bench, OWN, adopt, answers, at, clinic_plan, good, held, robin};

const LOOK: &str = "2026-03-03T19:50";
const NOW: &str = "2026-03-03T20:00";

fn piece() -> DeviceDraft {
    DeviceDraft {
        name: "Blue".to_owned(),
        shape: "set_piece".to_owned(),
        sizes: vec!["12".to_owned()],
        material: "metal".to_owned(),
        base: true,
        ..DeviceDraft::default()
    }
}

fn marked(grip_depth_mm: u16) -> DeviceDraft {
    DeviceDraft { base: false, grip_depth_mm: Some(grip_depth_mm), ..piece() }
}

fn add(draft: DeviceDraft) -> Command {
    Command::AddDevice { person: "Robin".to_owned(), draft }
}

fn care(care: DeviceCare) -> Command {
    Command::CareForDevice { person: "Robin".to_owned(), device: "Blue".to_owned(), at: None, care }
}

fn look(held_by: &str, no: &str) -> Command {
    let ids = ["no_crack", "straight", held_by, "own", "clean", "temperature"];
    let all: Vec<_> = ids.map(|id| (id, if id == no { "false" } else { "true" })).into();
    care(DeviceCare::Checked { answers: answers(&all) })
}

fn retire(reason: &str) -> Command {
    care(DeviceCare::Retired { reason: reason.to_owned() })
}

fn start(bench: &mut Bench) -> Result<gradus_app::view::RunView, AppError> {
    let draft = RunDraft { device: Some("Blue".to_owned()), ..RunDraft::default() };
    bench.app.start_run("Robin", &draft, &at(NOW))
}

/// A plan that lets nothing in deeper than 40 mm.
fn with_stop() -> Bench {
    let plan = OWN.replace("base = true", "grip_depth_mm = 40");
    assert_ne!(plan, OWN);
    Bench::of(robin(), adopt("Robin", &plan))
}

#[test]
fn a_smaller_size_that_goes_in_first_is_looked_at_as_well() {
    let plan = clinic_plan().replace("insertions = 1", "insertions = 1\nwarm_up = { sizes_mm = [10] }");
    let plan = plan.replace("sizes_mm = [12,", "sizes_mm = [10, 12,");
    let mut bench = Bench::of(robin(), adopt("Robin", &plan));
    bench.write(add(piece()), LOOK);
    bench.write(look("base", ""), LOOK);
    start(&mut bench).expect("no device of 10 mm is in the list");
    bench.app.abandon_run("Robin", &at(NOW)).expect("nothing went in");
    let small = DeviceDraft { name: "Small".to_owned(), sizes: vec!["10".to_owned()], ..piece() };
    bench.write(add(small), LOOK);
    let named = |name: &str, no| {
        let Command::CareForDevice { person, at, care, .. } = look("base", no) else { unreachable!() };
        Command::CareForDevice { person, device: name.to_owned(), at, care }
    };
    let refused =
        "The session begins with 10 mm. Look at a device of 10 mm first; one that is barred does not go in.";
    assert_eq!(start(&mut bench).expect_err("not looked at").to_string(), refused);
    bench.write(named("Small", "no_crack"), LOOK);
    assert_eq!(start(&mut bench).expect_err("barred").to_string(), refused);
    let other = DeviceDraft { name: "Small 2".to_owned(), sizes: vec!["10".to_owned()], ..piece() };
    bench.write(add(other), LOOK);
    assert_eq!(start(&mut bench).expect_err("neither").to_string(), refused);
    bench.write(named("Small 2", ""), LOOK);
    start(&mut bench).expect("one of them may go in");
}

const TOO_DEEP: &str = "“Blue” goes in up to 41 mm. The plan allows 40 mm at the most.";

#[test]
fn a_mark_deeper_than_the_plan_allows_is_told_when_it_is_listed_and_refused_for_a_session() {
    let mut bench = with_stop();
    let added = bench.write(add(marked(41)), LOOK);
    assert!(added.notices[0].starts_with(TOO_DEEP), "{:?}", added.notices);
    bench.write(look("depth_mark", ""), LOOK);
    let error = start(&mut bench).expect_err("too deep").to_string();
    assert!(error.contains(TOO_DEEP), "{error}");
    let change = |mm| Command::Amend {
        person: "Robin".to_owned(),
        entry: added.entry.clone(),
        change: Correction::Device { draft: marked(mm) },
    };
    assert!(bench.write(change(40), LOOK).notices.is_empty());
    let run = start(&mut bench).expect("as deep as the plan allows");
    assert!(run.checks[1].sentence.contains("the mark at 40 mm"), "{}", run.checks[1].sentence);
    for check in &run.checks {
        bench.app.run_event("Robin", &format!("tick:{}", check.item), &at(NOW)).expect("ticked");
    }
    assert!(bench.write(change(41), NOW).notices[0].starts_with(TOO_DEEP));
    let run = bench.app.run("Robin", &at(NOW)).expect("a run").expect("goes on");
    assert!(!run.events.iter().any(|event| event == "in"), "{:?}", run.events);
    assert!(run.actions.iter().all(|action| action.event != "in"));
    let error = bench.app.run_event("Robin", "in", &at(NOW)).expect_err("changed since").to_string();
    assert!(error.contains(TOO_DEEP), "{error}");
}

#[test]
fn a_device_with_a_base_keeps_the_depth_of_the_plan_in_its_check_list() {
    let mut bench = with_stop();
    assert!(bench.write(add(piece()), LOOK).notices.is_empty());
    bench.write(look("base", ""), LOOK);
    let run = start(&mut bench).expect("a run");
    let items: Vec<_> = run.checks.iter().map(|check| check.item.as_str()).collect();
    assert_eq!(items[..3], ["whole", "base", "depth_mark"]);
    assert_eq!(run.checks[2].sentence, "It never goes in deeper than 40 mm, as the plan says.");
}

#[test]
fn a_device_that_the_lubricant_of_the_plan_destroys_is_refused_with_the_reason() {
    for (material, refused) in [("silicone", true), ("metal", false)] {
        let plan = OWN.replace("material = \"silicone\"", "material = \"metal\"");
        let plan = plan.replace("lubricant = \"water\"", "lubricant = \"silicone\"");
        assert!(plan.contains("\"metal\"") && plan.contains("lubricant = \"silicone\""));
        let mut bench = Bench::of(robin(), adopt("Robin", &plan));
        let added = bench.write(add(DeviceDraft { material: material.to_owned(), ..piece() }), LOOK);
        let why = "does not go with “Blue”. Silicone lubricant spoils silicone.";
        assert_eq!(added.notices.iter().any(|one| one.contains(why)), refused, "{:?}", added.notices);
        if refused {
            assert!(start(&mut bench).expect_err("spoilt").to_string().contains(why));
        } else {
            bench.write(look("base", ""), LOOK);
            assert!(start(&mut bench).is_ok());
        }
    }
}

#[test]
fn a_look_of_before_a_session_is_none_for_the_next_one() {
    let mut bench = Bench::adult();
    bench.write(add(piece()), LOOK);
    bench.write(look("base", ""), LOOK);
    let state = |bench: &Bench, now| bench.app.devices("Robin", &at(now)).expect("a list").devices[0].state;
    assert_eq!(state(&bench, LOOK), DeviceState::Ready);
    bench.write(held("Robin", SessionDraft { device: Some("Blue".to_owned()), ..good("12") }), NOW);
    assert_eq!(state(&bench, "2026-03-03T21:00"), DeviceState::Unchecked);
    bench.write(look("base", ""), "2026-03-03T21:00");
    assert_eq!(state(&bench, "2026-03-03T21:00"), DeviceState::Ready);
}

const MISSING: &str = "Is a piece of “Blue” missing";

#[test]
fn a_device_that_breaks_within_three_days_of_its_use_asks_for_what_may_be_inside() {
    let used = |bench: &mut Bench| {
        bench.write(add(piece()), "2026-03-02T08:00");
        bench.write(held("Robin", SessionDraft { device: Some("Blue".to_owned()), ..good("12") }), NOW);
    };
    let asks = |told: &[String]| {
        told.first().is_some_and(|one| one.starts_with(MISSING) && one.contains("check-in now"))
    };
    for (what, asked) in [
        (look("base", "no_crack"), true),
        (look("base", "base"), true),
        (look("base", "straight"), false),
        (retire("broken"), true),
        (retire("replaced"), false),
    ] {
        let mut bench = Bench::adult();
        used(&mut bench);
        let told = bench.write(what.clone(), "2026-03-06T20:00").notices;
        assert_eq!(asks(&told), asked, "{what:?}: {told:?}");
        let mut bench = Bench::adult();
        used(&mut bench);
        assert!(!asks(&bench.write(what, "2026-03-06T20:01").notices), "three days are over");
    }
    let mut bench = Bench::adult();
    bench.write(add(marked(30)), LOOK);
    assert!(!asks(&bench.write(look("depth_mark", "depth_mark"), LOOK).notices), "it was never in use");
}

#[test]
fn a_device_that_breaks_in_a_run_asks_for_what_may_be_inside_and_offers_nothing_to_go_in() {
    let mut bench = Bench::adult();
    bench.write(add(piece()), LOOK);
    bench.write(look("base", ""), LOOK);
    let run = start(&mut bench).expect("a run");
    for check in &run.checks {
        bench.app.run_event("Robin", &format!("tick:{}", check.item), &at(NOW)).expect("ticked");
    }
    let offers = |bench: &Bench| {
        let run = bench.app.run("Robin", &at(NOW)).expect("a run").expect("goes on");
        run.events.iter().any(|event| event == "in")
    };
    assert!(offers(&bench));
    let told = bench.write(look("base", "no_crack"), NOW).notices;
    assert!(told[0].starts_with(MISSING) && told[1].contains("crack"), "{told:?}");
    assert!(!offers(&bench));
}

#[test]
fn a_run_without_a_device_says_that_the_list_has_none_of_its_size() {
    let mut bench = Bench::adult();
    let with = |bench: &mut Bench, device: Option<&str>| {
        let draft = RunDraft { device: device.map(str::to_owned), ..RunDraft::default() };
        let run = bench.app.start_run("Robin", &draft, &at(NOW)).expect("a run");
        bench.app.abandon_run("Robin", &at(NOW)).expect("left");
        run.checks[0].sentence.clone()
    };
    let plain = "The device is whole: no crack, no rough spot.";
    assert_eq!(with(&mut bench, None), plain, "nobody keeps a list");
    bench.write(add(piece()), LOOK);
    assert!(
        with(&mut bench, None).ends_with(&format!("nothing is known of this one. {plain}")),
        "none was chosen"
    );
    bench.write(look("base", "no_crack"), LOOK);
    assert_eq!(
        with(&mut bench, Some("not_listed")),
        format!("The list has no usable device of 12 mm. {plain}")
    );
}

fn undo(entry: &str) -> Command {
    Command::Undo { person: "Robin".to_owned(), entry: entry.to_owned() }
}

fn called(name: &str) -> DeviceDraft {
    DeviceDraft { name: name.to_owned(), ..piece() }
}

#[test]
fn no_way_back_into_the_list_gives_two_devices_one_name() {
    let taken = "in the list already";
    let mut bench = Bench::adult();
    let first = bench.write(add(called("Blue")), LOOK).entry;
    let change = Correction::Device { draft: called("Red") };
    bench.write(Command::Amend { person: "Robin".to_owned(), entry: first.clone(), change }, LOOK);
    let second = bench.write(add(called("Blue")), LOOK).entry;
    assert!(bench.refused(undo(&first), NOW).contains(taken));
    let away = bench.write(retire("lost"), LOOK).entry;
    bench.write(undo(&first), LOOK);
    let answers = |bench: &Bench| match bench.app.entry_details("Robin", &away) {
        Ok(Correction::DeviceCare { at, .. }) => at,
        _ => panic!("care"),
    };
    let cleaned =
        Correction::DeviceCare { at: answers(&bench), care: DeviceCare::Cleaned { disinfected: None } };
    let back = Command::Amend { person: "Robin".to_owned(), entry: away.clone(), change: cleaned };
    assert!(bench.refused(back.clone(), NOW).contains(taken));
    let change = Correction::Device { draft: called("Green") };
    bench.write(Command::Amend { person: "Robin".to_owned(), entry: first, change }, LOOK);
    bench.write(back, LOOK);
    assert_eq!(bench.app.device("Robin", "Blue", &at(NOW)).expect("back in use").id, second);
}

#[test]
fn names_differ_by_more_than_spaces_capitals_and_what_turns_the_text_round() {
    let mut bench = Bench::adult();
    let id = bench.write(add(called(" Blue \u{a0} 10 ")), LOOK).entry;
    let found = |named: &str| bench.app.device("Robin", named, &at(NOW)).expect("in the list");
    assert_eq!((found("blue 10").id, found(" BLUE   10").name.as_str()), (id.clone(), "Blue 10"));
    assert!(bench.refused(add(called("BLUE  10")), NOW).contains("in the list already"));
    for turning in ['\u{61c}', '\u{200e}', '\u{200f}', '\u{202a}', '\u{202e}', '\u{2066}', '\u{2069}'] {
        let (field, wrong, _) = bench.wrong(add(called(&format!("Bl{turning}ue"))), NOW);
        assert_eq!((field.as_str(), wrong.as_str()), ("name", "holds a control character"));
    }
}

#[test]
fn what_was_put_away_by_a_slip_is_added_again_by_its_name() {
    let mut bench = Bench::adult();
    bench.write(add(called("Blue")), LOOK);
    bench.write(retire("other"), LOOK);
    assert!(bench.refused(look("base", ""), NOW).contains("add it again: its name is free"));
    let again = bench.write(add(called("Blue")), NOW).entry;
    assert_eq!(bench.app.device("Robin", "Blue", &at(NOW)).expect("in use").id, again);
    bench.write(look("base", ""), NOW);
    assert!(start(&mut bench).is_ok());
}

#[test]
fn a_session_without_a_device_of_the_list_is_held_and_said_to_be_so() {
    let first = |bench: &mut Bench| {
        let run = bench.app.start_run("Robin", &RunDraft::default(), &at(NOW)).expect("it begins");
        run.checks[0].sentence.clone()
    };
    let mut without = Bench::adult();
    assert_eq!(first(&mut without), "The device is whole: no crack, no rough spot.", "no list is kept");
    let mut unnamed = Bench::adult();
    unnamed.write(add(piece()), LOOK);
    let said = first(&mut unnamed);
    assert!(
        said.starts_with("No device of your list was chosen") && said.ends_with("no rough spot."),
        "{said}"
    );
}

#[test]
fn a_plan_of_ones_own_asks_before_each_session_whether_it_is_wanted() {
    let calm = |plan: &str| {
        let mut bench = Bench::of(robin(), adopt("Robin", plan));
        let run = bench.app.start_run("Robin", &RunDraft::default(), &at(NOW)).expect("it begins");
        run.checks.last().expect("checks").sentence.clone()
    };
    let own = calm(OWN);
    assert!(own.contains("You want this now") && own.contains("the word at which they stop"), "{own}");
    assert_eq!(calm(&clinic_plan()), "You lie well, and you are calm.");
}
