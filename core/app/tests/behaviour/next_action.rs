//! What the one main button of Today does: one case for each thing that can stand in the way, and none that a shell decides.

use gradus_app::view::NextActionKind::{
    self, CallClinic, CallEmergency, CheckIn, EndPause, ImportPlan, RecordContact, ReturnToSession,
    StartSession,
};
use gradus_app::view::{Command, RunDraft};

use crate::bench::{Bench, OWN, adopt, at, check_in, contact, good, held, robin, well_but};

const EVENING: &str = "2026-03-02T20:10";

fn next(bench: &Bench, now: &str) -> (NextActionKind, String, bool) {
    let next = bench.today("Robin", now).next_action;
    (next.kind, next.label, next.is_asked)
}

fn is(kind: NextActionKind, label: &str, is_asked: bool) -> (NextActionKind, String, bool) {
    (kind, label.to_owned(), is_asked)
}

fn without_plan() -> Bench {
    let mut bench = Bench::new();
    bench.write(Command::AddPerson { draft: robin() }, "2026-03-02T08:00");
    bench
}

#[test]
fn without_a_plan_it_is_brought_in_and_before_it_begins_the_questions_can_be_answered() {
    assert_eq!(next(&without_plan(), EVENING), is(ImportPlan, "Bring in the plan for Robin", true));
    let plan = OWN.replace("on = 2026-03-02", "on = 2026-03-10");
    let bench = Bench::of(robin(), adopt("Robin", &plan));
    assert_eq!(next(&bench, EVENING), is(CheckIn, "Check in for Robin", false));
}

#[test]
fn what_is_due_begins_and_what_is_done_leaves_nothing_to_do() {
    let mut bench = Bench::adult();
    assert!(!next(&bench, "2026-03-02T08:00").2, "it is for the evening");
    assert_eq!(next(&bench, EVENING), is(StartSession, "Start for Robin", true));
    bench.write(held("Robin", good("12")), EVENING);
    assert_eq!(next(&bench, EVENING), is(CheckIn, "Check in for Robin", false));
}

#[test]
fn a_session_that_goes_on_comes_before_everything() {
    let mut bench = Bench::adult();
    bench.app.start_run("Robin", &RunDraft::default(), &at(EVENING)).expect("begins");
    let back = is(ReturnToSession, "Back to the session of Robin", true);
    assert_eq!(next(&bench, EVENING), back);
    bench.write(check_in("Robin", well_but(&[("rigors", "true")])), EVENING);
    assert_eq!(next(&bench, EVENING), back);
}

#[test]
fn an_emergency_is_a_call_until_the_clinic_has_spoken_and_a_stop_is_one_to_the_clinic() {
    let mut bench = Bench::adult();
    bench.write(check_in("Robin", well_but(&[("rigors", "true")])), EVENING);
    assert_eq!(next(&bench, EVENING), is(CallEmergency, "Call for emergency care for Robin", true));
    bench.write(contact("Robin", "stop"), "2026-03-02T21:00");
    assert_eq!(next(&bench, "2026-03-02T21:01"), is(CallClinic, "Call the clinic for Robin", true));
    bench.write(contact("Robin", "resume"), "2026-03-02T21:05");
    assert_eq!(next(&bench, "2026-03-02T21:06").0, StartSession);
}

#[test]
fn without_a_number_what_the_clinic_said_is_written_down() {
    let mut bench = without_plan();
    bench.write(contact("Robin", "stop"), EVENING);
    assert_eq!(next(&bench, EVENING), is(RecordContact, "Write down what the clinic said about Robin", true));
}

#[test]
fn somebody_who_is_to_be_reached_comes_before_a_session_that_is_due_and_before_questions() {
    let mut bench = Bench::adult();
    bench.write(check_in("Robin", well_but(&[("worry", "badly_wrong")])), "2026-03-02T19:00");
    assert!(bench.today("Robin", EVENING).headline.starts_with("Reach a clinician"));
    assert_eq!(next(&bench, EVENING).0, CallClinic);
    let mut bench = Bench::adult();
    bench.write(check_in("Robin", well_but(&[("rigors", "unknown")])), "2026-03-02T19:00");
    assert!(bench.today("Robin", EVENING).headline.starts_with("Reach a clinician"), "in doubt as well");
    assert_eq!(next(&bench, EVENING).0, CallClinic);
}

#[test]
fn a_wait_asks_for_answers_when_it_is_over_and_not_before() {
    let mut bench = Bench::adult();
    bench.write(check_in("Robin", well_but(&[("pain_peak", "5")])), "2026-03-02T19:00");
    let today = bench.today("Robin", "2026-03-02T19:01");
    assert!(today.headline.starts_with("Sessions wait until"), "{}", today.headline);
    let until = today.gate.until.expect("a wait");
    assert_eq!(next(&bench, "2026-03-02T19:01"), is(CheckIn, "Check in for Robin", false));
    let over = bench.today("Robin", &until[..16]).next_action;
    assert_eq!((over.kind, over.is_asked), (CheckIn, true));
    assert_eq!(over.label, "Answer the questions about Robin");
}

#[test]
fn a_pause_can_be_ended() {
    let mut bench = Bench::adult();
    let person = "Robin".to_owned();
    let pause = Command::Pause { person, reason: "travel".to_owned(), from_date: None, to_date: None };
    bench.write(pause, "2026-03-02T09:00");
    assert_eq!(next(&bench, EVENING), is(EndPause, "End the pause of Robin", false));
}
