//! The devices of a person: which may be used, what is due, what is refused, and what is said of it.

use gradus_app::view::{
    Command, Correction, DeviceCare, DeviceDraft, DeviceState, DeviceView, DevicesView, FitWord, PersonDraft,
    RunDraft, SessionDraft, TaskView,
};
use gradus_app::{AppError, ask};

use crate::bench::{Bench, adopt, answers, at, clinic_plan, good, held, problems, robin, skip};

const NOW: &str = "2026-03-03T20:00";

fn blue() -> DeviceDraft {
    DeviceDraft {
        name: "Blue".to_owned(),
        shape: "set_piece".to_owned(),
        sizes: vec!["12".to_owned()],
        material: "silicone".to_owned(),
        base: true,
        ..DeviceDraft::default()
    }
}

fn rod() -> DeviceDraft {
    DeviceDraft {
        name: "Rod 13/14".to_owned(),
        shape: "hegar_double".to_owned(),
        sizes: vec!["13".to_owned(), "14 mm".to_owned()],
        material: "metal".to_owned(),
        base: false,
        grip_depth_mm: Some(40),
        ..DeviceDraft::default()
    }
}

fn add(person: &str, draft: DeviceDraft) -> Command {
    Command::AddDevice { person: person.to_owned(), draft }
}

fn care(device: &str, care: DeviceCare) -> Command {
    Command::CareForDevice { person: "Robin".to_owned(), device: device.to_owned(), at: None, care }
}

/// Every question of a silicone device with a base answered with yes, but for those given.
fn check(device: &str, but: &[(&str, &str)]) -> Command {
    let mut all = vec![
        ("no_crack", "true"),
        ("not_tacky", "true"),
        ("straight", "true"),
        ("base", "true"),
        ("own", "true"),
        ("clean", "true"),
        ("temperature", "true"),
    ];
    for (id, answer) in but {
        let known = all.iter_mut().find(|(known, _)| known == id).expect("a question");
        known.1 = answer;
    }
    care(device, DeviceCare::Checked { answers: answers(&all) })
}

fn retire(device: &str, reason: &str) -> Command {
    care(device, DeviceCare::Retired { reason: reason.to_owned() })
}

fn devices(bench: &Bench, now: &str) -> DevicesView {
    bench.app.devices("Robin", &at(now)).expect("a view")
}

fn one(bench: &Bench, name: &str, now: &str) -> DeviceView {
    let found = devices(bench, now).devices.into_iter().find(|device| device.name == name);
    found.expect("a device of this name")
}

fn with_blue() -> Bench {
    let mut bench = Bench::adult();
    bench.write(add("Robin", blue()), "2026-03-02T08:00");
    bench
}

fn run_with(device: &str) -> RunDraft {
    RunDraft { device: Some(device.to_owned()), ..RunDraft::default() }
}

fn device_tasks(bench: &Bench, now: &str) -> Vec<TaskView> {
    let tasks = bench.today("Robin", now).tasks;
    tasks.into_iter().filter(|task| task.duty.starts_with("device")).collect()
}

#[test]
fn the_list_says_of_each_device_what_it_is_and_which_sizes_none_has() {
    let mut bench = with_blue();
    bench.write(add("Robin", rod()), "2026-03-02T08:05");
    let bench = bench.reopen(true, NOW);
    let view = devices(&bench, NOW);
    let lines: Vec<_> = view.devices.iter().map(|one| (one.name.as_str(), one.line.as_str())).collect();
    assert_eq!(
        lines,
        [
            ("Blue", "12 mm, silicone, with a base"),
            ("Rod 13/14", "13 mm, 14 mm, metal, with a grip, never in deeper than 40 mm")
        ]
    );
    assert_eq!(
        (&view.lacking_tenths_mm[..], view.lacking.as_deref()),
        (&[150][..], Some("The list has no usable device of 15 mm."))
    );
    assert!(view.devices.iter().all(|one| one.state == DeviceState::Unchecked && one.bars.is_empty()));
    let asked = |device: &DeviceView| device.questions.iter().map(|one| one.id.clone()).collect::<Vec<_>>();
    assert_eq!(
        asked(&view.devices[0]),
        ["no_crack", "not_tacky", "straight", "base", "own", "clean", "temperature"]
    );
    assert_eq!(
        asked(&view.devices[1]),
        ["no_crack", "straight", "depth_mark", "own", "clean", "temperature"]
    );
    assert!(devices(&Bench::adult(), NOW).lacking.is_none(), "nobody has to keep a list");
}

#[test]
fn what_is_no_device_is_refused_with_every_field_and_reason() {
    let mut bench = Bench::adult();
    let draft = DeviceDraft {
        name: String::new(),
        shape: "egg".to_owned(),
        sizes: vec!["size 5".to_owned()],
        material: "jelly".to_owned(),
        base: false,
        flaws: vec!["weighted".to_owned(), "heavy".to_owned()],
        first_use: Some("2026-03-04".to_owned()),
        disinfect_every_days: Some(0),
        ..DeviceDraft::default()
    };
    let found = problems(bench.fail(add("Robin", draft), NOW));
    let fields: Vec<_> = found.iter().map(|problem| problem.field.as_str()).collect();
    let expected =
        ["shape", "sizes", "material", "flaws", "first_use", "name", "flaws", "disinfect_every_days", "base"];
    assert_eq!(fields, expected);
    assert!(found[2].wrong.contains("takes up no dirt") && found[2].right.contains("silicone, metal"));
    assert!(found[6].wrong.contains("hazard"), "{}", found[6].wrong);
    assert!(found[8].wrong.contains("lost inside"), "{}", found[8].wrong);
    let (field, wrong, _) = bench.wrong(add("Robin", DeviceDraft { base: true, ..rod() }), NOW);
    assert_eq!((field.as_str(), wrong.as_str()), ("base", "both a base and a grip"));
    let (field, wrong, _) =
        bench.wrong(add("Robin", DeviceDraft { sizes: vec!["31".to_owned()], ..blue() }), NOW);
    assert_eq!((field.as_str(), wrong.as_str()), ("sizes", "31 mm is for the clinic only"));
    bench.write(add("Robin", blue()), NOW);
    assert!(
        bench
            .refused(add("Robin", DeviceDraft { name: "blue".to_owned(), ..blue() }), NOW)
            .contains("another name")
    );
}

#[test]
fn a_session_begins_with_a_device_only_on_the_day_on_which_it_was_looked_at() {
    let mut bench = with_blue();
    let refused = |bench: &mut Bench, draft: &RunDraft, now: &str| {
        bench.app.start_run("Robin", draft, &at(now)).expect_err("refused").to_string()
    };
    let blue = run_with("blue");
    assert!(refused(&mut bench, &blue, NOW).contains("Look at “Blue” first"));
    assert!(bench.write(check("Blue", &[]), "2026-03-03T19:50").notices.is_empty());
    assert_eq!(one(&bench, "Blue", NOW).state, DeviceState::Ready);
    let unknown = bench.app.start_run("Robin", &run_with("Green"), &at(NOW)).expect_err("not there");
    assert!(matches!(unknown, AppError::NotFound { right, .. } if right == "in the list: Blue"));
    let run = bench.app.start_run("Robin", &blue, &at(NOW)).expect("a run");
    assert_eq!(run.checks[0].sentence, "“Blue” is whole: no crack, no rough spot.");
    assert_eq!(run.checks[1].item, "base");
    bench.app.abandon_run("Robin", &at(NOW)).expect("left");
    assert!(refused(&mut bench, &blue, "2026-03-04T20:00").contains("Look at “Blue” first"));
}

#[test]
fn a_device_of_another_size_or_of_another_person_is_refused_and_its_own_mark_is_looked_at() {
    let mut bench = with_blue();
    bench.write(add("Robin", rod()), "2026-03-02T08:05");
    let error = bench.app.start_run("Robin", &run_with("Rod 13/14"), &at(NOW)).expect_err("another size");
    assert!(error.to_string().contains("“Rod 13/14” has no end of 12 mm"), "{error}");
    let person = PersonDraft { name: "Sam".to_owned(), ..robin() };
    bench.write(Command::AddPerson { draft: person }, NOW);
    bench.write(adopt("Sam", &clinic_plan()), NOW);
    let hers = bench.write(add("Sam", blue()), NOW).entry;
    let error = bench.app.start_run("Robin", &run_with(&hers), &at(NOW)).expect_err("of another");
    assert!(error.to_string().contains("somebody else's") && !error.to_string().contains("Sam"), "{error}");
    assert!(
        bench
            .refused(held("Robin", SessionDraft { device: Some(hers), ..good("12") }), NOW)
            .contains("one user")
    );
    let grip = DeviceDraft { base: false, grip_depth_mm: Some(40), name: "Grip".to_owned(), ..blue() };
    bench.write(add("Robin", grip), NOW);
    let yes = ["no_crack", "not_tacky", "straight", "depth_mark", "own", "clean", "temperature"];
    let yes: Vec<_> = yes.iter().map(|id| (*id, "true")).collect();
    bench.write(care("Grip", DeviceCare::Checked { answers: answers(&yes) }), NOW);
    let run = bench.app.start_run("Robin", &run_with("Grip"), &at(NOW)).expect("a run");
    assert_eq!(run.checks[1].item, "depth_mark", "the plan's own device has a base");
}

#[test]
fn no_and_not_sure_bar_the_device_aloud_and_what_is_broken_is_put_right_or_put_away() {
    for (answer, code, lasting) in
        [("false", "clean", false), ("unknown", "no_crack", false), ("false", "no_crack", true)]
    {
        let mut bench = with_blue();
        let told = bench.write(check("Blue", &[(code, answer)]), "2026-03-03T08:00");
        assert!(told.notices[0].starts_with("Do not use “Blue”."), "{:?}", told.notices);
        let view = one(&bench, "Blue", NOW);
        assert_eq!((view.state, view.bars.len()), (DeviceState::Barred, 1));
        assert_eq!((view.bars[0].code.as_str(), view.bars[0].lasting), (code, lasting));
        assert!(!view.bars[0].sources.is_empty() && view.sentence.starts_with("Do not use it."));
        let error = bench.app.start_run("Robin", &run_with("Blue"), &at(NOW)).expect_err("barred");
        assert!(error.to_string().contains("Do not use “Blue”."), "{error}");
        bench.write(check("Blue", &[]), "2026-03-03T09:00");
        let state = one(&bench, "Blue", NOW).state;
        assert_eq!(state, if lasting { DeviceState::Barred } else { DeviceState::Ready });
        assert_eq!(device_tasks(&bench, NOW).len(), usize::from(lasting));
        assert_eq!(one(&bench, "Blue", NOW).due.is_empty(), lasting, "nobody disinfects what is thrown away");
        if lasting {
            let task = &device_tasks(&bench, NOW)[0];
            assert_eq!(
                (task.duty.as_str(), task.sentence.as_str()),
                ("device_broken", "Do not use, and put away for good: Blue.")
            );
            assert!(task.reasons[0].contains("crack"));
            assert_eq!(devices(&bench, NOW).lacking_tenths_mm, [120, 130, 140, 150]);
            let yes = bench.app.entry_details("Robin", &told.entry).expect("as entered");
            let Correction::DeviceCare { at, care: DeviceCare::Checked { mut answers } } = yes else {
                panic!("a check")
            };
            answers.iter_mut().for_each(|answer| "true".clone_into(&mut answer.answer));
            let change = Correction::DeviceCare { at, care: DeviceCare::Checked { answers } };
            let amend = Command::Amend { person: "Robin".to_owned(), entry: told.entry.clone(), change };
            bench.write(amend, "2026-03-03T10:00");
            assert_eq!(one(&bench, "Blue", NOW).state, DeviceState::Ready, "it was a slip");
            let undo = Command::Undo { person: "Robin".to_owned(), entry: told.entry };
            bench.write(undo, "2026-03-03T11:00");
            assert_eq!(one(&bench, "Blue", NOW).state, DeviceState::Barred);
        }
    }
}

#[test]
fn every_question_is_answered_once_and_none_that_is_not_asked() {
    let mut bench = with_blue();
    let given = [("no_crack", "true"), ("no_crack", "true"), ("depth_mark", "true"), ("clean", "perhaps")];
    let found = problems(bench.fail(care("Blue", DeviceCare::Checked { answers: answers(&given) }), NOW));
    let found: Vec<_> = found.iter().map(|one| format!("{}: {}", one.field, one.wrong)).collect();
    assert_eq!(
        found,
        [
            "no_crack: is answered twice",
            "depth_mark: is not asked of this device",
            "clean: “perhaps” cannot be read",
            "not_tacky: is not answered",
            "straight: is not answered",
            "base: is not answered",
            "own: is not answered",
            "temperature: is not answered",
        ]
    );
}

#[test]
fn nobody_begins_without_a_name_where_every_device_of_the_size_is_barred() {
    let begin = |bench: &mut Bench, draft: RunDraft| match bench.app.start_run("Robin", &draft, &at(NOW)) {
        Ok(_) => None,
        Err(AppError::Refused { why }) => Some(why),
        Err(other) => panic!("another error: {}", other.kind()),
    };
    let mut whole = with_blue();
    assert_eq!(begin(&mut whole, RunDraft::default()), None, "it may be any");
    let mut broken = with_blue();
    broken.write(add("Robin", rod()), "2026-03-02T08:05");
    broken.write(check("Blue", &[("no_crack", "false")]), "2026-03-03T19:50");
    let why = begin(&mut broken, RunDraft::default()).expect("refused");
    assert!(why.starts_with("The list has no usable device of 12 mm. Do not use “Blue”."), "{why}");
    assert!(why.ends_with("or say that it is not in the list."), "{why}");
    assert_eq!(begin(&mut broken, run_with("not_listed")), None);
    let mut another = with_blue();
    another.write(check("Blue", &[("no_crack", "false")]), "2026-03-03T19:50");
    another.write(add("Robin", DeviceDraft { name: "Green".to_owned(), ..blue() }), "2026-03-03T19:55");
    assert_eq!(begin(&mut another, RunDraft::default()), None, "another one of the size is whole");
    let mut away = with_blue();
    away.write(check("Blue", &[("no_crack", "false")]), "2026-03-03T19:50");
    away.write(retire("Blue", "broken"), "2026-03-03T19:55");
    assert_eq!(
        begin(&mut away, RunDraft::default()),
        None,
        "it was put away: the list has none of this size"
    );
}

#[test]
fn a_device_that_breaks_after_the_start_goes_in_no_more() {
    let mut bench = with_blue();
    bench.write(check("Blue", &[]), "2026-03-03T19:50");
    let run = bench.app.start_run("Robin", &run_with("Blue"), &at(NOW)).expect("a run");
    for check in &run.checks {
        bench.app.run_event("Robin", &format!("tick:{}", check.item), &at(NOW)).expect("ticked");
    }
    bench.write(check("Blue", &[("base", "false")]), NOW);
    let error = bench.app.run_event("Robin", "in", &at(NOW)).expect_err("barred");
    assert!(error.to_string().contains("lost inside"), "{error}");
}

#[test]
fn a_session_names_a_device_of_the_list_or_keeps_its_words_and_what_happened_is_written_down() {
    let mut bench = with_blue();
    let with = |device: &str| held("Robin", SessionDraft { device: Some(device.to_owned()), ..good("12") });
    let id = one(&bench, "Blue", NOW).id;
    let listed = bench.write(with(" BLUE "), "2026-03-02T20:00");
    assert!(listed.notices.is_empty(), "{:?}", listed.notices);
    let device = |bench: &Bench, entry: &str| match bench.app.entry_details("Robin", entry) {
        Ok(Correction::Session { draft }) => draft.device,
        _ => panic!("a session"),
    };
    assert_eq!(device(&bench, &listed.entry).as_deref(), Some(id.as_str()));
    let words = bench.write(with("an old one"), "2026-03-03T20:00");
    assert_eq!(device(&bench, &words.entry).as_deref(), Some("an old one"));
    bench.write(check("Blue", &[("clean", "false")]), "2026-03-04T08:00");
    let oily = SessionDraft { device: Some(id), lubricant: Some("silicone".to_owned()), ..good("13") };
    let notices = bench.write(held("Robin", oily), "2026-03-04T20:00").notices.join(" ");
    for part in ["Do not use “Blue”.", "“Blue” has no end of 13 mm", "Silicone lubricant spoils silicone"]
    {
        assert!(notices.contains(part), "{notices}");
    }
}

#[test]
fn disinfection_is_due_by_the_makers_days_or_by_a_proposal_that_says_so() {
    let mut bench = Bench::adult();
    let first_use = Some("2026-03-01".to_owned());
    let told = DeviceDraft { first_use: first_use.clone(), disinfect_every_days: Some(2), ..blue() };
    bench.write(add("Robin", told), "2026-03-02T08:00");
    bench.write(
        add("Robin", DeviceDraft { first_use, replace_after_days: Some(9), ..rod() }),
        "2026-03-02T08:00",
    );
    assert!(device_tasks(&bench, "2026-03-02T23:00").is_empty());
    let tasks = device_tasks(&bench, "2026-03-03T08:00");
    assert_eq!(
        (tasks.len(), tasks[0].duty.as_str(), tasks[0].sentence.as_str()),
        (1, "device_disinfect", "Disinfect: Blue.")
    );
    assert!(!tasks[0].overdue && device_tasks(&bench, "2026-03-04T08:00")[0].overdue);
    assert_eq!(device_tasks(&bench, "2026-03-07T08:00")[0].sentence, "Disinfect: Blue.");
    let both = device_tasks(&bench, "2026-03-10T08:00");
    let said: Vec<_> = both.iter().map(|task| task.sentence.as_str()).collect();
    assert_eq!(
        said,
        [
            "Disinfect: Blue, Rod 13/14. By when is a proposal that no clinician has signed off; ask the maker.",
            "Take another one in place of: Rod 13/14."
        ]
    );
    assert!(both[0].reasons[1].contains("proposal"), "{:?}", both[0].reasons);
    assert!(!both[0].reasons[0].contains("proposal"), "{:?}", both[0].reasons);
    let boiled = |device: &str| care(device, DeviceCare::Cleaned { disinfected: Some("boiled".to_owned()) });
    assert!(bench.write(boiled("Blue"), "2026-03-10T09:00").notices.is_empty());
    let doubt = bench.write(boiled("Rod 13/14"), "2026-03-10T09:00").notices;
    assert_eq!(doubt, ["No source tells. Ask its maker."]);
    assert_eq!(device_tasks(&bench, "2026-03-10T10:00").len(), 1, "the rod has reached its age");
    bench.write(retire("Rod 13/14", "replaced"), "2026-03-10T11:00");
    assert!(device_tasks(&bench, "2026-03-10T12:00").is_empty());
    bench.write(skip("Robin", None, "illness"), "2026-03-10T20:30");
    assert!(device_tasks(&bench, "2026-03-20T21:00").is_empty(), "it lay clean all the time");
    let sentence = &one(&bench, "Blue", "2026-03-20T21:00").due[0].sentence;
    assert_eq!(sentence, "It was not used since it was disinfected.");
    let with_it = SessionDraft { device: Some("Blue".to_owned()), ..good("12") };
    bench.write(held("Robin", with_it), "2026-03-11T08:00");
    bench.write(skip("Robin", None, "illness"), "2026-03-11T20:30");
    assert_eq!(device_tasks(&bench, "2026-03-11T21:00")[0].duty, "device_disinfect");
    assert!(one(&bench, "Blue", "2026-03-11T21:00").due[0].sentence.contains("illness"));
}

#[test]
fn what_was_put_away_stays_in_the_list_at_its_end_and_is_cared_for_no_more() {
    let mut bench = with_blue();
    bench.write(add("Robin", rod()), "2026-03-02T08:05");
    bench.write(retire("Blue", "lost"), "2026-03-03T08:00");
    let view = devices(&bench, NOW);
    assert_eq!(view.devices.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["Rod 13/14", "Blue"]);
    assert_eq!(view.devices[1].sentence, "Put away for good on 3 Mar 2026: it is lost.");
    assert!(view.devices[1].due.is_empty() && view.lacking_tenths_mm == [120, 150]);
    assert!(bench.refused(check("Blue", &[]), NOW).contains("put away for good"));
    assert!(bench.app.start_run("Robin", &run_with("Blue"), &at(NOW)).is_err());
    let notices = bench.today("Robin", NOW).notices;
    assert!(notices.iter().any(|one| one == "The list has no usable device of 12 mm."), "{notices:?}");
    bench.write(add("Robin", blue()), NOW);
    assert_eq!(one(&bench, "Blue", NOW).state, DeviceState::Unchecked, "a new one by the old name");
}

#[test]
fn a_step_to_a_size_without_a_device_is_proposed_and_says_so() {
    let mut bench = with_blue();
    bench.evenings("Robin", 2..=9, "12");
    let reasons = |bench: &Bench| {
        let proposal = bench.app.progress("Robin", &at("2026-03-10T09:00")).expect("a proposal");
        assert_eq!(proposal.to_tenths_mm, Some(130));
        proposal.reasons.into_iter().filter(|reason| reason.code == "no_device").collect::<Vec<_>>()
    };
    let found = reasons(&bench);
    assert_eq!(found[0].sentence, "No device of 13 mm is in the list. Get one first, or add it to the list.");
    assert!(!found[0].favours);
    bench.write(add("Robin", rod()), "2026-03-10T08:00");
    assert!(reasons(&bench).is_empty());
}

#[test]
fn latex_bars_a_device_of_whoever_is_allergic() {
    let mut bench = Bench::adult();
    let background = vec!["latex_allergy".to_owned()];
    bench.write(
        Command::ChangePerson { person: "Robin".to_owned(), draft: PersonDraft { background, ..robin() } },
        NOW,
    );
    let draft = DeviceDraft { material: "latex_covered".to_owned(), ..blue() };
    let notices = bench.write(add("Robin", draft), NOW).notices;
    assert!(notices[0].contains("latex allergy"), "{notices:?}");
    let view = one(&bench, "Blue", NOW);
    assert_eq!((view.bars[0].code.as_str(), view.bars[0].lasting), ("latex", true));
    assert!(view.questions.iter().any(|question| question.id == "no_latex"));
}

#[test]
fn lubricants_are_answered_without_a_vault_and_for_the_plan() {
    let fits = |lubricant, surface| ask::lubricant(lubricant, surface).expect("words").fits;
    assert_eq!(fits("water", "silicone"), FitWord::Fits);
    assert_eq!(fits("silicone", "silicone"), FitWord::DoesNotFit);
    assert_eq!(fits("oil", "latex"), FitWord::DoesNotFit);
    assert_eq!(fits("numbing_gel", "metal"), FitWord::NotKnown);
    assert_eq!(
        ask::lubricant("oil", "latex").expect("words").sentence,
        "Oil makes latex tear. Take a water-based one."
    );
    let found = problems(ask::lubricant("butter", "felt").expect_err("no words"));
    assert_eq!(found.iter().map(|one| one.field.as_str()).collect::<Vec<_>>(), ["lubricant", "surface"]);
    let view = one(&with_blue(), "Blue", NOW);
    assert_eq!(view.lubricant.map(|fit| (fit.what, fit.fits)), Some(("water".to_owned(), FitWord::Fits)));
    let ways: Vec<_> = view.disinfection.iter().map(|fit| (fit.what.as_str(), fit.fits)).collect();
    assert_eq!(
        ways,
        [("makers_way", FitWord::Fits), ("boiled", FitWord::Fits), ("bleach", FitWord::NotKnown)]
    );
}

#[test]
fn the_timeline_tells_of_devices_and_of_their_care_and_keeps_what_was_changed() {
    let mut bench = with_blue();
    bench.write(care("Blue", DeviceCare::Cleaned { disinfected: None }), "2026-03-02T21:00");
    bench.write(check("Blue", &[("clean", "false")]), "2026-03-03T08:00");
    let id = one(&bench, "Blue", NOW).id;
    let Ok(Correction::Device { draft }) = bench.app.entry_details("Robin", &id) else { panic!("a device") };
    assert_eq!(draft, DeviceDraft { sizes: vec!["12 mm".to_owned()], ..blue() });
    let draft = DeviceDraft { replace_after_days: Some(365), name: "Blau".to_owned(), ..draft };
    bench.write(
        Command::Amend { person: "Robin".to_owned(), entry: id, change: Correction::Device { draft } },
        NOW,
    );
    let timeline = bench.app.timeline("Robin", None, None, &at(NOW)).expect("a timeline");
    let told = timeline.items.iter().filter(|item| item.kind.starts_with("device"));
    let told: Vec<_> = told.map(|item| (item.kind.as_str(), item.sentence.as_str())).collect();
    assert_eq!(told[0].0, "device");
    assert!(
        told[0].1.starts_with("Device added: Blau, 12 mm, silicone, with a base.")
            && told[0].1.contains("Blue")
    );
    assert_eq!(told[1], ("device_care", "Device cleaned: Blau."));
    assert_eq!(
        told[2].1,
        "Device looked at: Blau. It is not clean. Wash it with soap and warm water, and look at it again."
    );
}
