use super::Duty::{AskAgain, Contact, ContactSoon, Emergency, Recheck, SameDay, Surgeon};
use super::*;

/// The table at the top of the module: each rank with its duties and whether they are overdue.
const RANKS: [&[(Duty, bool)]; 8] = [
    &[(Emergency, true), (Emergency, false)],
    &[(SameDay, true), (SameDay, false)],
    &[(Surgeon, true), (ContactSoon, true)],
    &[(AskAgain, true), (AskAgain, false)],
    &[(Recheck, true)],
    &[(Surgeon, false), (ContactSoon, false), (Recheck, false)],
    &[(Contact, true)],
    &[(Contact, false)],
];

const OVERDUE_S: [i64; 3] = [-1, -3_600, -30 * 86_400];
const IN_TIME_S: [i64; 4] = [0, 1, 3_600, 30 * 86_400];

fn now() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-03-02T20:00:00+01:00").expect("a date")
}

/// A call that arose just before it was due, so that nothing is merged with what was late already.
fn call(duty: Duty, due_s: i64, rule: &str) -> Call<'_> {
    let due = now() + TimeDelta::seconds(due_s);
    Call { since: due, duty, due, rule }
}

/// Which of two calls stands first, whichever of them came in first.
fn first<'r>(one: Call<'r>, other: Call<'r>) -> Vec<String> {
    let order = |calls: [Call<'r>; 2]| -> Vec<String> {
        tasks(calls.to_vec(), now()).into_iter().flat_map(|task| task.rules).collect()
    };
    let both = order([one, other]);
    assert_eq!(both, order([other, one]), "{:?} {:?}", one.duty, other.duty);
    both
}

fn dues(is_overdue: bool) -> &'static [i64] {
    if is_overdue { &OVERDUE_S } else { &IN_TIME_S }
}

#[test]
fn every_duty_in_time_and_overdue_has_one_rank() {
    let mut all: Vec<(Duty, bool)> = RANKS.into_iter().flatten().copied().collect();
    all.sort();
    let expected: Vec<_> = Duty::KEYS.iter().flat_map(|(_, duty)| [(*duty, false), (*duty, true)]).collect();
    assert_eq!(all, expected);
}

#[test]
fn of_two_ranks_the_more_urgent_stands_first_however_long_the_other_is_overdue() {
    for (rank, urgent) in RANKS.iter().enumerate() {
        for (more, less) in urgent
            .iter()
            .flat_map(|more| RANKS[rank + 1..].iter().copied().flatten().map(move |less| (more, less)))
        {
            for (at, later) in dues(more.1).iter().flat_map(|at| dues(less.1).iter().map(move |l| (at, l))) {
                let order = first(call(more.0, *at, "more"), call(less.0, *later, "less"));
                assert_eq!(order, ["more", "less"], "{more:?} {at} s, {less:?} {later} s");
            }
        }
    }
}

#[test]
fn within_a_rank_the_earlier_time_stands_first_and_of_equal_times_a_call() {
    for rank in RANKS {
        for (one, other) in rank.iter().flat_map(|one| rank.iter().map(move |other| (one, other))) {
            for (at, later) in dues(one.1).iter().flat_map(|at| dues(other.1).iter().map(move |l| (at, l))) {
                if one.0 == other.0 {
                    continue;
                }
                let order = first(call(one.0, *at, "one"), call(other.0, *later, "other"));
                let answered = |duty: Duty| matches!(duty, AskAgain | Recheck);
                let comes_first = (at, answered(one.0), one.0) < (later, answered(other.0), other.0);
                if comes_first {
                    assert_eq!(order[0], "one", "{one:?} {at} s, {other:?} {later} s");
                }
            }
        }
    }
    let babys = first(call(Recheck, 1_800, "30 minutes"), call(ContactSoon, 86_400, "a day"));
    assert_eq!(babys, ["30 minutes", "a day"]);
    assert_eq!(
        first(call(Recheck, 86_400, "recheck"), call(ContactSoon, 86_400, "call")),
        ["call", "recheck"]
    );
}

#[test]
fn a_call_that_was_late_when_another_arose_stays_apart_and_keeps_its_rules() {
    let hour = TimeDelta::hours(1);
    for (duty, [early, at, late]) in [
        (Emergency, [1, 1, 1]),
        (SameDay, [1, 1, 1]),
        (AskAgain, [1, 1, 1]),
        (Surgeon, [1, 1, 2]),
        (ContactSoon, [1, 1, 2]),
        (Contact, [1, 1, 2]),
        (Recheck, [2, 2, 2]),
    ] {
        for (after_s, tasks_left) in [(-1, early), (0, at), (1, late)] {
            let old = Call { since: now() - hour * 25, duty, due: now() - hour, rule: "old" };
            let since = old.due + TimeDelta::seconds(after_s);
            let new = Call { since, duty, due: since + hour * 24, rule: "new" };
            let said = tasks(vec![new, old], now());
            assert_eq!(said.len(), tasks_left, "{duty:?} {after_s} s: {said:?}");
            let of_old =
                said.iter().find(|task| task.rules.contains(&"old".to_owned())).expect("the old one");
            assert_eq!(of_old.due, old.due, "the earliest time counts");
            assert_eq!(of_old.rules.len() == 2, tasks_left == 1);
        }
    }
}

#[test]
fn what_is_late_never_asks_for_less_than_what_is_in_time() {
    for (key, duty) in Duty::KEYS {
        assert!(duty.when_overdue() >= duty.in_time(), "{key}");
        let calls = duty.in_time() > Disposition::PauseAndRecheck { hours: 0 };
        assert_eq!(calls, !duty.is_answered_here(), "{key}");
    }
    assert_eq!(Emergency.in_time(), Disposition::Emergency);
    assert!(matches!(SameDay.in_time(), Disposition::SameDay { .. }));
    assert!(matches!(SameDay.when_overdue(), Disposition::SameDay { .. }));
}
