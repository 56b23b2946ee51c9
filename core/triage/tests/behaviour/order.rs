//! What stands first on the list of what is to do.

use gradus_domain::{GateTime, History, Task};
use gradus_triage::{Duty, standing};

use crate::diary::{assessment, history, logged, moment};

const SWOLLEN: &str = "2026-03-02T20:00";

/// A baby's plan paused since the swelling, and a bleed that is found at this time.
fn swelling_then_bleed(bled: &str) -> History {
    let mut history = history();
    history.assessments.push(logged(1, SWOLLEN, assessment("swelling_anal=true", SWOLLEN)));
    let bleed = assessment("bleeding=drip anorectal_surgery=true days_since_surgery=20", bled);
    history.assessments.push(logged(2, bled, bleed));
    history
}

fn of_bleed(task: &Task) -> bool {
    task.rules.iter().any(|rule| rule == "B3" || rule == "B9")
}

#[test]
fn a_surgeon_who_should_have_been_told_already_does_not_stand_above_a_new_bleed() {
    let bled = "2026-03-03T20:01";
    let standing = standing(&swelling_then_bleed(bled), &moment(bled));
    assert_eq!(standing.gate.time, GateTime::Blocked);
    let said: Vec<_> = standing.tasks.iter().map(|task| (Duty::of(task), of_bleed(task))).collect();
    assert_eq!(said[0], (Duty::SameDay, true), "{:?}", standing.tasks);
    let surgeon: Vec<_> = standing.tasks.iter().filter(|task| Duty::of(task) == Duty::Surgeon).collect();
    assert_eq!(surgeon.len(), 2, "the late one is about the swelling alone");
    assert!(surgeon[0].rules == ["I7"] && surgeon[0].due < moment(bled).wall);
    assert!(of_bleed(surgeon[1]) && surgeon[1].due > moment(bled).wall, "the bleed has a day of its own");
}

#[test]
fn one_talk_with_the_surgeon_is_for_all_blocks_while_none_is_late() {
    for bled in ["2026-03-03T19:59", "2026-03-03T20:00"] {
        let standing = standing(&swelling_then_bleed(bled), &moment(bled));
        let surgeon: Vec<_> = standing.tasks.iter().filter(|task| Duty::of(task) == Duty::Surgeon).collect();
        assert_eq!(surgeon.len(), 1, "{bled}");
        assert!(of_bleed(surgeon[0]) && surgeon[0].rules.contains(&"I7".to_owned()));
    }
}
