//! Whom to reach, and what is stopped: said before what is due.

use super::*;

#[test]
fn what_is_stopped_comes_before_what_is_due() {
    let due = "2026-03-10T08:00";
    let until = GateTime::WaitUntil(at("2026-03-11T08:00"));
    assert_eq!(
        Day::new().gate(until, GateSize::Same).headline(due),
        "Sessions wait until 11 Mar, 08:00, and until the questions are answered again."
    );
    let over = GateTime::WaitUntil(at(due));
    assert_eq!(
        Day::new().gate(over, GateSize::Same).headline(due),
        "Please answer the questions again before the next session."
    );
    assert_eq!(
        Day::new().gate(GateTime::Blocked, GateSize::Same).headline(due),
        "Sessions are stopped. Call your clinic and write down what they say."
    );
    assert_eq!(
        Day::new().gate(GateTime::Now, GateSize::Same).headline(due),
        "A session is due: 9 mm, planned for 08:00."
    );
}

const NOBODY: &str = "If nobody answers, call the urgent line (111 or your country's number) or go to an emergency department.";

#[test]
fn whom_to_reach_comes_before_everything() {
    let now = "2026-03-10T08:00";
    let blocked = || Day::new().gate(GateTime::Blocked, GateSize::Same);
    let emergency = "Get emergency care now, if you have not yet: call the emergency number (112, 999 or 911), or go to an emergency department. Sessions are stopped.";
    assert_eq!(blocked().task(Duty::Emergency, now, now).headline(now), emergency);
    assert_eq!(
        blocked().task(Duty::SameDay, "2026-03-10T09:00", now).headline(now),
        format!("Reach a clinician by 10 Mar, 09:00, day or night. {NOBODY} Sessions are stopped.")
    );
    assert_eq!(
        blocked().task(Duty::SameDay, "2026-03-10T07:00", now).headline(now),
        format!(
            "Reach a clinician now, day or night: it was due by 10 Mar, 07:00. {NOBODY} Sessions are stopped."
        )
    );
    let wait = Day::new().gate(GateTime::WaitUntil(at("2026-03-10T12:00")), GateSize::Same);
    assert_eq!(
        wait.task(Duty::SameDay, "2026-03-10T09:00", now).headline(now),
        format!(
            "Reach a clinician by 10 Mar, 09:00, day or night. {NOBODY} Sessions wait until 10 Mar, 12:00, and until the questions are answered again."
        )
    );
}

#[test]
fn a_call_with_days_left_waits_among_the_tasks_and_an_overdue_one_comes_first() {
    let now = "2026-03-10T08:00";
    let due = "A session is due: 9 mm, planned for 08:00.";
    for duty in [Duty::Contact, Duty::ContactSoon, Duty::Surgeon, Duty::AskAgain] {
        assert_eq!(Day::new().task(duty, now, now).headline(now), due, "{duty:?}");
    }
    let overdue = |duty| Day::new().task(duty, "2026-03-10T07:59", now).headline(now);
    let clinic = "Call your clinic today: it was due by 10 Mar, 07:59. If nobody answers, call the urgent line (111 or your country's number).";
    assert_eq!(overdue(Duty::Contact), clinic);
    let clinician = format!("Reach a clinician now, day or night: it was due by 10 Mar, 07:59. {NOBODY}");
    assert_eq!([overdue(Duty::ContactSoon), overdue(Duty::Surgeon)], [clinician.clone(), clinician]);
    let answer = "Please answer the open questions now: that was due by 10 Mar, 07:59.";
    assert_eq!([overdue(Duty::AskAgain), overdue(Duty::Recheck)], [answer, answer]);
}

#[test]
fn an_emergency_is_said_until_its_block_is_lifted() {
    let now = "2026-03-10T08:00";
    let mut day = Day::new().gate(GateTime::Blocked, GateSize::Same);
    day.history.assessments.push(logged(9, "2026-03-09T20:00", assessment(Disposition::Emergency)));
    day.standing.because = vec![(EntryId([9; 32]), vec!["I1".to_owned()])];
    assert!(day.headline(now).starts_with("Get emergency care now"));
    day.standing.because = vec![(EntryId([8; 32]), Vec::new())];
    assert!(day.headline(now).starts_with("Sessions are stopped."), "another entry blocks");
    day.standing.because = vec![(EntryId([9; 32]), vec!["I1".to_owned()])];
    day.history.assessments[0].value = assessment(Disposition::SameDay { hours: 1 });
    assert!(day.headline(now).starts_with("Sessions are stopped."), "it was no emergency");
    day.standing = quiet();
    assert!(day.headline(now).starts_with("A session is due"));
}

/// A clinician who was told of the emergency and decided ends its call, be it with "stop"; nobody else does.
#[test]
fn an_emergency_that_a_clinician_has_decided_on_is_not_called_for_again() {
    let now = "2026-03-10T08:00";
    let headline = |outcome, when, releases: Vec<EntryId>| {
        let mut day = Day::new().gate(GateTime::Blocked, GateSize::Same);
        day.history.assessments.push(logged(9, "2026-03-09T20:00", assessment(Disposition::Emergency)));
        let talk = ClinicContact {
            who: "Ward".to_owned(),
            when: at(when),
            said: "Stop".to_owned(),
            outcome,
            releases,
            next_visit: None,
        };
        day.history.contacts.push(logged(8, when, talk));
        let stop = (EntryId([8; 32]), Vec::new());
        day.standing.because = vec![(EntryId([9; 32]), vec!["I1".to_owned()])];
        day.standing.because.extend((outcome == ContactOutcome::Stop).then_some(stop));
        day.headline(now)
    };
    let named = vec![EntryId([9; 32])];
    let emergency = "Get emergency care now, if you have not yet: call the emergency number (112, 999 or 911), or go to an emergency department. Sessions are stopped.";
    let after = "2026-03-09T20:00";
    assert_eq!(
        headline(ContactOutcome::Stop, after, named.clone()),
        "The clinic said to stop. No sessions until they say otherwise."
    );
    assert_eq!(
        headline(ContactOutcome::StaySame, after, named.clone()),
        "Sessions are stopped. Call your clinic and write down what they say."
    );
    assert_eq!(
        headline(ContactOutcome::Stop, "2026-03-09T19:59", named.clone()),
        emergency,
        "held before it"
    );
    assert_eq!(headline(ContactOutcome::Stop, after, Vec::new()), emergency, "about something else");
    assert_eq!(headline(ContactOutcome::SeenNothingToDo, after, named), emergency, "nothing was decided");
}

#[test]
fn a_call_about_missed_sessions_alone_is_one_of_today_with_its_reason() {
    let now = "2026-03-10T08:00";
    let late =
        |rules: &[&str]| Day::new().task_of(rules, Duty::ContactSoon, "2026-03-10T07:59", now).headline(now);
    assert_eq!(
        late(&["C6"]),
        "Call your clinic today: it was due by 10 Mar, 07:59. If nobody answers, call again as soon as they are open. A long pause can let the opening grow narrow."
    );
    let clinician = format!("Reach a clinician now, day or night: it was due by 10 Mar, 07:59. {NOBODY}");
    assert_eq!([late(&["C6", "B1"]), late(&["B1"])], [clinician.clone(), clinician]);
    for due in ["2026-03-10T07:59", "2026-03-10T09:00"] {
        let both = Day::new().task_of(&["C6"], Duty::ContactSoon, "2026-03-10T07:00", now);
        let said = both.task_of(&["B1"], Duty::SameDay, due, now).headline(now);
        assert!(
            said.starts_with("Reach a clinician now, day or night"),
            "{due}: nothing graver is made milder: {said}"
        );
    }
}
