//! The device that a session names: found in the list however it is told, barred as of the hour of the session, and never
//! somebody else's.

use gradus_app::AppError;
use gradus_app::view::{
    Command, Correction, DeviceCare, DeviceDraft, RunDetailsDraft, RunDraft, SessionDraft,
};

use crate::bench::{Bench, adopt, answers, at, child_plan, clinic_plan, good, held, mina, robin};

const NOW: &str = "2026-03-03T20:00";
const OF_ANOTHER: &str = "That device is somebody else's here. A device has one user.";

fn piece(person: &str, name: &str) -> Command {
    let draft = DeviceDraft {
        name: name.to_owned(),
        shape: "set_piece".to_owned(),
        sizes: vec!["12".to_owned()],
        material: "silicone".to_owned(),
        base: true,
        ..DeviceDraft::default()
    };
    Command::AddDevice { person: person.to_owned(), draft }
}

fn care(person: &str, device: &str, care: DeviceCare) -> Command {
    Command::CareForDevice { person: person.to_owned(), device: device.to_owned(), at: None, care }
}

fn cracked(device: &str) -> Command {
    let questions = ["no_crack", "not_tacky", "straight", "base", "own", "clean", "temperature"];
    let all = questions.map(|id| (id, if id == "no_crack" { "false" } else { "true" }));
    care("Robin", device, DeviceCare::Checked { answers: answers(&all) })
}

fn with(device: &str) -> SessionDraft {
    SessionDraft { device: Some(device.to_owned()), ..good("12") }
}

fn stands(bench: &Bench, entry: &str) -> SessionDraft {
    match bench.app.entry_details("Robin", entry).expect("a session") {
        Correction::Session { draft } => draft,
        other => panic!("{other:?}"),
    }
}

/// Robin with a device, and Mina with another one.
fn two_people() -> Bench {
    let mut bench = Bench::of(robin(), adopt("Robin", &clinic_plan()));
    bench.write(Command::AddPerson { draft: mina() }, "2026-03-02T08:00");
    let (text, fills) = child_plan();
    bench.write(Command::AdoptPlan { person: "Mina".to_owned(), text, fills }, "2026-03-02T08:01");
    bench.write(piece("Robin", "Blue"), "2026-03-02T08:02");
    bench.write(piece("Mina", "Red"), "2026-03-02T08:03");
    bench
}

fn finished(bench: &mut Bench, device: Option<&str>) -> Result<String, AppError> {
    let begun = bench.app.start_run("Robin", &RunDraft::default(), &at(NOW)).expect("begins");
    for check in begun.checks {
        bench.app.run_event("Robin", &format!("tick:{}", check.item), &at(NOW)).expect("ticked");
    }
    bench.app.run_event("Robin", "in", &at("2026-03-03T20:01")).expect("goes in");
    bench.app.run_event("Robin", "out", &at("2026-03-03T20:03")).expect("comes out");
    let device = device.map(str::to_owned);
    let details = RunDetailsDraft { ease: Some("easy".to_owned()), device, ..RunDetailsDraft::default() };
    bench.app.finish_run("Robin", &details, &at("2026-03-03T20:04")).map(|done| done.recorded.entry)
}

#[test]
fn a_session_that_is_told_late_is_held_to_what_was_known_of_the_device_at_its_hour() {
    let mut bench = two_people();
    bench.write(cracked("Blue"), "2026-03-03T12:00");
    let mut told = |at: &str| {
        let draft = SessionDraft { at: Some(format!("{at}:00+01:00")), ..with("Blue") };
        let notices = bench.write(held("Robin", draft), "2026-03-04T09:00").notices;
        notices.iter().any(|notice| notice.starts_with("Do not use “Blue”"))
    };
    assert!(!told("2026-03-03T11:59"), "nobody knew of the crack yet");
    assert!(told("2026-03-03T12:00"));
}

#[test]
fn the_name_of_a_listed_device_is_found_when_a_session_is_logged_put_right_or_finished() {
    let mut bench = two_people();
    let logged = bench.write(held("Robin", with(" blue ")), "2026-03-02T20:00").entry;
    let id = stands(&bench, &logged).device.expect("a device");
    assert_eq!(bench.app.device("Robin", &id, &at(NOW)).expect("listed").name, "Blue");
    let words = bench.write(held("Robin", with("a rod of the ward")), "2026-03-03T08:00").entry;
    assert_eq!(stands(&bench, &words).device.as_deref(), Some("a rod of the ward"));
    let change = Correction::Session {
        draft: SessionDraft { device: Some("BLUE".to_owned()), ..stands(&bench, &words) },
    };
    let amend = Command::Amend { person: "Robin".to_owned(), entry: words.clone(), change };
    bench.write(amend, "2026-03-03T08:05");
    assert_eq!(stands(&bench, &words).device.as_ref(), Some(&id));
    let entry = finished(&mut bench, Some("blue")).expect("written");
    assert_eq!(stands(&bench, &entry).device, Some(id));
}

#[test]
fn a_device_of_somebody_else_here_is_refused_by_its_name_wherever_it_is_told() {
    let mut bench = two_people();
    assert_eq!(bench.refused(held("Robin", with("red")), NOW), OF_ANOTHER);
    assert_eq!(
        bench.refused(care("Robin", "Red", DeviceCare::Cleaned { disinfected: None }), NOW),
        OF_ANOTHER
    );
    match finished(&mut bench, Some("Red")) {
        Err(AppError::Refused { why }) => assert_eq!(why, OF_ANOTHER),
        _ => panic!("not refused"),
    }
    let logged = bench.write(held("Robin", with("Blue")), NOW).entry;
    let amend = |draft| Command::Amend {
        person: "Robin".to_owned(),
        entry: logged.clone(),
        change: Correction::Session { draft },
    };
    let change = SessionDraft { device: Some("Red".to_owned()), ..stands(&bench, &logged) };
    assert_eq!(bench.refused(amend(change), NOW), OF_ANOTHER);
    // Put away it is nobody's, and a device of one's own by that name comes first.
    bench.write(care("Mina", "Red", DeviceCare::Retired { reason: "lost".to_owned() }), NOW);
    bench.write(held("Robin", with("red")), NOW);
    let mut bench = two_people();
    bench.write(piece("Robin", "Red"), NOW);
    let own = bench.write(held("Robin", with("red")), NOW).entry;
    assert_ne!(stands(&bench, &own).device.as_deref(), Some("red"), "it is the listed one");
}

#[test]
fn words_that_stand_already_are_kept_when_something_else_is_put_right() {
    let mut bench = two_people();
    let entry = bench.write(held("Robin", with("Green")), NOW).entry;
    bench.write(piece("Mina", "Green"), NOW);
    let change = SessionDraft { ease: "firm".to_owned(), ..stands(&bench, &entry) };
    let change = Correction::Session { draft: change };
    bench.write(Command::Amend { person: "Robin".to_owned(), entry: entry.clone(), change }, NOW);
    let stands = stands(&bench, &entry);
    assert_eq!((stands.ease.as_str(), stands.device.as_deref()), ("firm", Some("Green")));
}
