//! What is said while a session goes on, stage by stage.

use chrono::{DateTime, TimeDelta};
use gradus_domain::device::{Device, DeviceParts, Shape};
use gradus_domain::plan::{Hold, Material};
use gradus_domain::{
    Bleeding, BootId, CheckItem, Insertion, LubricantUsed, Millimetres, Moment, Role, Run, RunEvent, Script,
    Sign,
};
use gradus_words::Words;

const CHECKS: [CheckItem; 3] = [CheckItem::Whole, CheckItem::Lubricant, CheckItem::Relaxed];

fn script(role: Role, lubricant: LubricantUsed) -> Script {
    let mm = |whole| Millimetres::whole(whole).expect("within bounds");
    let hold = |target_s| Hold { min_s: 0, target_s, max_s: 60 };
    let insertions = [(9, 0, 0), (10, 30, 20), (10, 30, 0)];
    let insertions =
        insertions.map(|(size, target, rest_s)| Insertion { size: mm(size), hold: hold(target), rest_s });
    Script::from_parts(None, mm(10), mm(12), role, lubricant, (CHECKS.to_vec(), insertions.to_vec()))
        .expect("a script")
}

fn at(seconds: i64) -> Moment {
    let wall = DateTime::parse_from_rfc3339("2026-03-01T20:00:00+01:00").expect("a time");
    Moment::new(wall + TimeDelta::seconds(seconds), 1_000_000 + seconds as u64 * 1000, BootId([1; 16]))
}

/// What to do now and what comes next, after these events, each told at its second.
fn said(events: &[(i64, RunEvent)], now: i64) -> (String, Option<String>) {
    let mut run = Run::begin(script(Role::Caregiver, LubricantUsed::Water), at(0));
    CHECKS.map(RunEvent::Ticked).into_iter().for_each(|event| run.tell(event, at(0)).expect("on the list"));
    events.iter().for_each(|(when, event)| run.tell(event.clone(), at(*when)).expect("accepted"));
    let (words, state) = (Words::english(), run.state(&at(now)));
    (words.run_now(run.script(), &state), words.run_next(run.script(), &state))
}

#[test]
fn each_stage_says_what_to_do_and_what_comes_next() {
    use RunEvent::{AfterCareDone, In, Out, Pause};
    let first = "First a smaller size: put in 9 mm slowly. Say when it is in.";
    assert_eq!(said(&[], 0), (first.to_owned(), Some("Then take it out again.".to_owned())));
    let mut events = Vec::new();
    let whole: [(i64, RunEvent, i64, &str, Option<&str>); 8] = [
        (1, In, 2, "It is through. Take it out again, slowly.", Some("Then 10 mm.")),
        (3, Out, 3, "Put in 10 mm slowly. Say when it is in.", Some("Then hold it for 30 seconds.")),
        (5, In, 34, "Hold still, and breathe slowly.", Some("Then a rest of 20 seconds.")),
        (35, Out, 36, "Rest.", Some("Then 10 mm.")),
        (37, Pause, 38, "A break. Nothing is inside.", Some("Then 10 mm.")),
        (60, In, 90, "The time is over. Take it out slowly.", Some("Then the device is cleaned.")),
        (130, Out, 130, "Clean the device, and put it away.", Some("Then say how it was.")),
        (140, AfterCareDone, 140, "Everything is done. Say how it was, and it is written down.", None),
    ];
    for (when, event, now, say, next) in whole {
        events.push((when, event));
        assert_eq!(said(&events, now), (say.to_owned(), next.map(str::to_owned)));
    }
}

#[test]
fn what_ended_says_that_nothing_goes_in_again_and_what_is_stuck_is_not_pulled() {
    let ended = |event| said(&[(1, RunEvent::In), (2, RunEvent::Out), (3, RunEvent::In), (9, event)], 10);
    let (now, next) = ended(RunEvent::Blood(Bleeding::Streak));
    assert_eq!(now, "The session has ended. Take it out slowly. Nothing goes in again.");
    assert_eq!(next, None);
    assert!(ended(RunEvent::Sign(Sign::Stuck)).0.starts_with("Do not pull."));
    let (now, _) = said(&[(1, RunEvent::Stop)], 2);
    assert_eq!(now, "The session has ended. Nothing goes in again. Clean the device, and put it away.");
    let (now, _) = said(&[(1, RunEvent::In), (2, RunEvent::Out), (3, RunEvent::In)], 63);
    assert_eq!(now, "It is in longer than the plan allows. Take it out now, slowly.");
}

fn blue(grip_depth_mm: Option<u16>) -> Device {
    let parts = DeviceParts {
        name: "Blue".to_owned(),
        shape: Shape::SetPiece,
        sizes: vec![Millimetres::whole(12).expect("within bounds")],
        material: Material::Silicone,
        base: grip_depth_mm.is_none(),
        grip_depth_mm,
        flaws: Vec::new(),
        first_use: None,
        disinfect_every_days: None,
        replace_after_days: None,
    };
    Device::new(parts).expect("a device")
}

#[test]
fn the_check_list_names_the_lubricant_and_who_is_to_be_calm() {
    let words = Words::english();
    let check = |role, lubricant, item| words.run_check(&script(role, lubricant), item, None, (None, false));
    let of = |item, device: Option<&Device>, stop| {
        words.run_check(&script(Role::Self_, LubricantUsed::Water), item, device, (stop, false))
    };
    let (base, grip) = (blue(None), blue(Some(40)));
    assert_eq!(of(CheckItem::Whole, Some(&base), None), "“Blue” is whole: no crack, no rough spot.");
    let at = |mm| {
        format!("The grip is firm, and the mark at {mm} mm can be seen. It never goes in beyond the mark.")
    };
    assert_eq!(of(CheckItem::DepthMark, Some(&grip), Some(60)), at(40), "the mark that is on it");
    assert_eq!(of(CheckItem::DepthMark, Some(&grip), None), at(40));
    assert_eq!(of(CheckItem::DepthMark, None, Some(60)), at(60));
    let of_plan = "It never goes in deeper than 60 mm, as the plan says.";
    assert_eq!(of(CheckItem::DepthMark, Some(&base), Some(60)), of_plan);
    assert!(of(CheckItem::DepthMark, None, None).starts_with("The grip is firm, and the mark can be seen."));
    for (lubricant, word) in [
        (LubricantUsed::Water, "water-based."),
        (LubricantUsed::Silicone, "silicone-based."),
        (LubricantUsed::Oil, "oil-based."),
    ] {
        assert!(check(Role::Self_, lubricant, CheckItem::Lubricant).ends_with(word));
    }
    assert_eq!(
        check(Role::Self_, LubricantUsed::Water, CheckItem::Relaxed),
        "You lie well, and you are calm."
    );
    assert!(check(Role::Caregiver, LubricantUsed::Water, CheckItem::Relaxed).starts_with("The person"));
}

#[test]
fn cues_are_whole_sentences() {
    let mut run = Run::begin(script(Role::Self_, LubricantUsed::Water), at(0));
    let mut events: Vec<_> = CHECKS.map(RunEvent::Ticked).to_vec();
    events.extend([RunEvent::In, RunEvent::Out, RunEvent::In]);
    events.into_iter().for_each(|event| run.tell(event, at(0)).expect("accepted"));
    let (words, state) = (Words::english(), run.state(&at(0)));
    let cues: Vec<_> = state.cues().iter().map(|cue| words.run_cue(&state, cue.kind)).collect();
    assert_eq!(
        cues,
        [
            "The time runs: 30 seconds.",
            "Half of the time is over.",
            "Ten seconds are left.",
            "The time is over. Take it out slowly.",
            "Take it out now, slowly."
        ]
    );
    assert_eq!(words.run_overrun(61), "61 seconds longer than planned.");
}

#[test]
fn a_button_says_what_is_seen_of_somebody_else_and_felt_by_oneself() {
    let words = Words::english();
    let said = |event: &RunEvent, role| words.run_action(event, role);
    let faint = RunEvent::Sign(Sign::Faint);
    assert_eq!(said(&faint, Role::Caregiver), "Faint, limp, or a change of colour");
    assert_eq!(said(&faint, Role::Teen), said(&faint, Role::Self_));
    assert_eq!(said(&faint, Role::Self_), "Faint, or about to faint");
    assert_eq!(said(&RunEvent::Sign(Sign::SaidStop), Role::Caregiver), "Says stop, or resists");
    assert_eq!(said(&RunEvent::Stop, Role::Self_), "Stop");
}
