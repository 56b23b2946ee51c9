//! What a screen offers while a session goes on: what can be told now, in its order, and nothing that would change nothing.

use gradus_app::Moment;
use gradus_app::view::{Command, GateWord, PersonDraft, RunActionKind, RunDraft, RunView};

use crate::bench::{Bench, OWN, adopt, at, check_in, child_plan, mina, robin, well_but};

const EVENING: &str = "2026-03-02T20:00";
const SIGNS: [&str; 6] = ["stop", "faint", "stuck", "sharp_pain", "cannot_pass", "said_stop"];

fn later(seconds: i64) -> Moment {
    let moment = at(EVENING);
    Moment::new(moment.wall + chrono::TimeDelta::seconds(seconds), seconds.unsigned_abs() * 1000, moment.boot)
}

fn offered(view: &RunView) -> Vec<&str> {
    view.actions.iter().map(|action| action.event.as_str()).collect()
}

/// What leads on and the break, behind everything that ends the session.
fn onward(view: &RunView) -> Vec<(&str, RunActionKind)> {
    let is_onward = |kind| matches!(kind, RunActionKind::Next | RunActionKind::Break);
    let actions = view.actions.iter().filter(|action| is_onward(action.kind));
    actions.map(|action| (action.event.as_str(), action.kind)).collect()
}

fn tell(bench: &mut Bench, person: &str, event: &str, seconds: i64) -> RunView {
    let told = bench.app.run_event(person, event, &later(seconds));
    told.unwrap_or_else(|error| panic!("{event}: {error}"))
}

fn ready(bench: &mut Bench, person: &str) -> RunView {
    let mut view = bench.app.start_run(person, &RunDraft::default(), &later(0)).expect("begins");
    for check in view.checks.clone() {
        view = tell(bench, person, &format!("tick:{}", check.item), 5);
    }
    view
}

fn with_mina() -> Bench {
    let mut bench = Bench::adult();
    bench.write(Command::AddPerson { draft: mina() }, "2026-03-02T08:00");
    let (text, fills) = child_plan();
    bench.write(Command::AdoptPlan { person: "Mina".to_owned(), text, fills }, "2026-03-02T08:01");
    bench
}

#[test]
fn stop_stands_first_then_the_gravest_sign_at_every_step_of_a_childs_session() {
    let mut bench = with_mina();
    let all: Vec<_> = SIGNS.into_iter().chain(["blood", "pain"]).collect();
    let begun = bench.app.start_run("Mina", &RunDraft::default(), &later(0)).expect("begins");
    assert_eq!(offered(&begun), all, "before anything goes in, the check list alone leads on");
    bench.app.abandon_run("Mina", &later(1)).expect("empty");
    let view = ready(&mut bench, "Mina");
    assert_eq!(offered(&view), [&all[..], &["in", "pause"]].concat());
    let view = tell(&mut bench, "Mina", "in", 10);
    assert_eq!(offered(&view), [&all[..], &["out"]].concat());
    let label = |event| &view.actions.iter().find(|one| one.event == event).expect("offered").label[..];
    assert_eq!(label("faint"), "Faint, limp, or a change of colour");
    assert_eq!(label("said_stop"), "Says stop, or resists");
    assert_eq!(label("stop"), "Stop");
}

#[test]
fn who_holds_the_device_is_asked_in_other_words_and_presses_stop_to_say_stop() {
    let mut bench = Bench::adult();
    let view = ready(&mut bench, "Robin");
    assert!(!offered(&view).contains(&"said_stop"));
    let faint = view.actions.iter().find(|one| one.event == "faint").expect("offered");
    assert_eq!((faint.kind, &faint.label[..]), (RunActionKind::Sign, "Faint, or about to faint"));
}

#[test]
fn one_thing_leads_on_and_a_break_has_its_end() {
    let mut bench = Bench::adult();
    let next = |event| vec![(event, RunActionKind::Next)];
    assert_eq!(
        onward(&ready(&mut bench, "Robin")),
        [next("in"), vec![("pause", RunActionKind::Break)]].concat()
    );
    assert_eq!(onward(&tell(&mut bench, "Robin", "pause", 6)), next("resume"));
    tell(&mut bench, "Robin", "resume", 7);
    assert_eq!(onward(&tell(&mut bench, "Robin", "in", 8)), next("out"));
    let over = bench.app.run("Robin", &later(400)).expect("reads").expect("goes on");
    assert_eq!(onward(&over), next("out"), "also when it is in for too long");
    let out = tell(&mut bench, "Robin", "out", 401);
    assert_eq!(onward(&out), next("after_care_done"));
    assert!(!offered(&out).contains(&"cannot_pass"), "every size was in");
    assert!(!offered(&out).contains(&"stop"), "there is nothing left to stop");
    assert_eq!(onward(&tell(&mut bench, "Robin", "after_care_done", 402)), []);
}

#[test]
fn what_was_told_is_not_offered_again_and_nothing_goes_in_any_more() {
    let mut bench = Bench::adult();
    ready(&mut bench, "Robin");
    tell(&mut bench, "Robin", "in", 10);
    let stopped = tell(&mut bench, "Robin", "stop", 20);
    assert_eq!(
        offered(&stopped),
        ["faint", "stuck", "sharp_pain", "cannot_pass", "blood", "pain", "out"],
        "why it was stopped can still be told"
    );
    let stuck = tell(&mut bench, "Robin", "stuck", 21);
    assert!(!offered(&stuck).contains(&"stuck"));
    assert_eq!(onward(&stuck), [("out", RunActionKind::Next)]);
    let out = tell(&mut bench, "Robin", "out", 30);
    assert!(offered(&out).contains(&"stuck"), "a piece may be found missing later");
    assert_eq!(onward(&out), [("after_care_done", RunActionKind::Next)]);
}

#[test]
fn pain_and_blood_carry_their_answers_and_each_can_be_told() {
    let mut bench = Bench::adult();
    let view = ready(&mut bench, "Robin");
    let choices = |kind| {
        let action = view.actions.iter().find(|action| action.kind == kind).expect("offered");
        action.choices.iter().map(|choice| (&choice.event[..], &choice.label[..])).collect::<Vec<_>>()
    };
    let (pain, blood) = (choices(RunActionKind::Pain), choices(RunActionKind::Blood));
    assert_eq!((pain.len(), pain[0], pain[10]), (11, ("pain:0", "0"), ("pain:10", "10")));
    assert_eq!((blood.len(), blood[2]), (6, ("blood:drip", "It dripped")));
    assert_eq!(blood[5], ("blood:non_stop", "It does not stop"));
    for (event, _) in pain.into_iter().chain(blood) {
        tell(&mut bench, "Robin", event, 20);
    }
}

#[test]
fn while_one_goes_on_today_asks_for_no_other_and_says_first_to_go_back() {
    let mut bench = Bench::adult();
    let due = bench.app.today("Robin", &later(0)).expect("today");
    assert!(due.headline.starts_with("A session is due"), "{}", due.headline);
    ready(&mut bench, "Robin");
    let today = bench.app.today("Robin", &later(20)).expect("today");
    assert_eq!(today.running.as_ref(), Some(&today.headline));
    assert!(today.headline.starts_with("A session of Robin is going on since"), "{}", today.headline);
    assert_eq!(today.slots[0].sentence, "Going on now");
    tell(&mut bench, "Robin", "in", 21);
    tell(&mut bench, "Robin", "out", 150);
    let over = bench.app.today("Robin", &later(151)).expect("today");
    assert_eq!(over.slots[0].sentence, "Not written down yet");
    assert!(over.headline.ends_with("Say how it was."), "{}", over.headline);
    let tomorrow = at("2026-03-03T20:00");
    let other = bench.app.today("Robin", &tomorrow).expect("today");
    assert_ne!(other.slots[0].sentence, "Going on now", "the session of another day is none");
    // An emergency and a stop do not wait for it.
    bench.write(check_in("Robin", well_but(&[("bleeding", "red_bowl")])), "2026-03-02T20:02:40");
    let stopped = bench.app.today("Robin", &later(170)).expect("today");
    assert_eq!(stopped.gate.gate, GateWord::Blocked);
    assert_ne!(stopped.running.as_ref(), Some(&stopped.headline));
    assert!(stopped.headline.contains("Sessions are stopped"), "{}", stopped.headline);
    assert_ne!(stopped.slots[0].sentence, "Not written down yet", "it waits");
}

/// What nobody may go past is said first, and that a session goes on stands beside it.
#[test]
fn what_comes_before_every_session_is_the_headline_of_one_that_goes_on_too() {
    let begun = |bench: &mut Bench, person: &str| {
        ready(bench, person);
        let today = bench.app.today(person, &later(20)).expect("today");
        assert_eq!(today.running.as_ref(), Some(&today.headline));
    };
    let said = |bench: &Bench, person: &str, now: &str| {
        let today = bench.today(person, now);
        let running = today.running.expect("it goes on");
        assert!(running.starts_with(&format!("A session of {person} is going on since")), "{running}");
        today.headline
    };
    let mut bench = Bench::child();
    begun(&mut bench, "Mina");
    let asks = said(&bench, "Mina", "2026-03-04T08:00");
    assert!(asks.starts_with("Ask your clinic before the next session. Interrupted: "), "{asks}");
    let late = said(&bench, "Mina", "2026-03-08T20:00");
    assert!(late.starts_with("Call your clinic today: it was due by"), "{late}");
    let latex = OWN.replace("\"silicone\"", "\"latex_covered\"");
    let mut bench = Bench::of(robin(), adopt("Robin", &latex));
    begun(&mut bench, "Robin");
    let background = vec!["latex_allergy".to_owned()];
    let draft = PersonDraft { background, ..robin() };
    bench.write(Command::ChangePerson { person: "Robin".to_owned(), draft }, "2026-03-02T20:02");
    let closed = said(&bench, "Robin", "2026-03-02T20:03");
    assert!(closed.contains("has latex in it"), "{closed}");
}
