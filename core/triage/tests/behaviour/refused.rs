//! A child that says no to sessions: the log tells it without a question.

use std::collections::BTreeMap;

use gradus_domain::{Disposition, EntryId, Logged, OccurrenceId, Session, Skip, SkipReason, StopReason};
use gradus_triage::{Facts, derive};

use crate::diary::{NOW, at, check_in, derived, history, logged, moment, session};
use crate::people::pack;

/// A session of a child that was stopped by a no, and one that was left out for a reason.
fn said_no() -> Session {
    Session { stopped: Some(StopReason::ChildSaidStop), ..session() }
}

fn left_out(number: u8, when: &str, reason: SkipReason) -> Logged<Skip> {
    logged(number, when, Skip { occurrence: None, reason, note: None })
}

#[test]
fn a_child_that_says_no_to_two_sessions_in_a_row_is_heard_once_for_each_no() {
    let of = |sessions: &[(&str, Session)], skips: &[(&str, SkipReason)]| {
        let mut history = history();
        let held = (1..).zip(sessions);
        history.sessions = held.map(|(number, (when, one))| logged(number, when, one.clone())).collect();
        history.skips = (50..).zip(skips).map(|(number, (when, why))| left_out(number, when, *why)).collect();
        history
    };
    let (first, last) = ("2026-03-01T18:00", "2026-03-02T18:00");
    let (no, well) = (said_no(), session());
    let pain = Session { stopped: Some(StopReason::Pain), ..session() };
    let (refuses, ill) = (SkipReason::ChildRefuses, SkipReason::Illness);
    for (sessions, skips, told) in [
        (vec![(last, no.clone())], vec![], "-"),
        (vec![(first, no.clone()), (last, no.clone())], vec![], "true"),
        (vec![(first, no.clone()), (last, well.clone())], vec![], "-"),
        (vec![(first, well.clone()), (last, no.clone())], vec![], "-"),
        (vec![(first, no.clone()), (last, pain)], vec![], "-"),
        (vec![(first, no.clone())], vec![(last, refuses)], "true"),
        (vec![(last, no.clone())], vec![(first, refuses)], "true"),
        (vec![], vec![(first, refuses), (last, refuses)], "true"),
        (vec![], vec![(first, refuses), (last, ill)], "-"),
        (vec![(first, no.clone()), (last, no.clone())], vec![("2026-03-02T08:00", ill)], "true"),
        (vec![(first, no.clone()), ("2026-03-02T08:00", well), (last, no.clone())], vec![], "-"),
        (vec![("2026-02-02T18:00", no.clone()), (last, no.clone())], vec![], "true"),
        (vec![("2026-02-28T18:00", no.clone()), ("2026-03-01T19:59", no.clone())], vec![], "-"),
        (vec![(last, no.clone()), ("2026-03-02T20:01", no.clone())], vec![], "-"),
    ] {
        assert_eq!(derived(&of(&sessions, &skips), "refused_twice"), told, "{:?}", skips.len());
    }
    let mut history = of(&[(first, no.clone()), (last, no.clone())], &[]);
    let planned = |number: u8| {
        let plan = EntryId([number; 32]);
        Some(OccurrenceId { plan, date: "2026-03-02".parse().expect("a date"), slot: 0 })
    };
    history.sessions[0].value.occurrence = planned(8);
    history.sessions[1].value.occurrence = planned(9);
    assert_eq!(derived(&history, "refused_twice"), "-", "one planned session, whichever version asks for it");
    history.sessions[0].value.occurrence = None;
    assert_eq!(derived(&history, "refused_twice"), "true");
    history.check_ins.push(logged(90, "2026-03-02T19:00", check_in()));
    assert_eq!(derived(&history, "refused_twice"), "-", "a check-in has looked at it");
    history.sessions[1].effective = at("2026-03-02T19:30");
    history.sessions[1].recorded = at("2026-03-02T19:30");
    assert_eq!(derived(&history, "refused_twice"), "true", "the next no is a new one");
    history.person.born = "2008-03-02".parse().expect("a date");
    assert_eq!(derived(&history, "refused_twice"), "-", "eighteen on that day");
    history.person.born = "2008-03-03".parse().expect("a date");
    assert_eq!(derived(&history, "refused_twice"), "true");
}

#[test]
fn a_child_that_refuses_twice_is_for_the_clinic_within_a_day_and_never_for_force() {
    let mut history = history();
    for (number, when) in [(1, "2026-03-01T18:00"), (2, "2026-03-02T18:00")] {
        history.sessions.push(logged(number, when, said_no()));
    }
    let pack = pack();
    let facts = Facts::join(pack.vocabulary(), BTreeMap::new(), derive(&history, &moment(NOW)));
    let decision = pack.decide(&facts.expect("facts"), &moment(NOW));
    let rule = decision.fired.iter().find(|rule| rule.id == "M6").expect("heard");
    assert_eq!(rule.disposition, Disposition::Contact { days: 1 });
    history.sessions[1].value.stopped = None;
    let facts = Facts::join(pack.vocabulary(), BTreeMap::new(), derive(&history, &moment(NOW)));
    let decision = pack.decide(&facts.expect("facts"), &moment(NOW));
    assert!(!decision.fired.iter().any(|rule| rule.id == "M6"));
}
