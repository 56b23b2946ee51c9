use chrono::TimeDelta;
use gradus_domain::{Moment, Task};
use gradus_triage::{CALIBRATION, Duty, PROGRESS, REVIEW, Texts};

use crate::view::TaskView;

/// What is to do, the most pressing first. What is asked for twice stands once, with the earliest of its times and every
/// reason: the same call, or answering the questions again, whatever each is for. Whoever gets emergency care now has
/// reached somebody for every milder call, so none stands beside it while it is open. Once that is done whatever it did not
/// fulfil stands there by itself.
///
/// `why` says what a rule is about.
pub(crate) fn tasks(
    texts: &Texts,
    all: &[Task],
    now: &Moment,
    why: impl Fn(&str) -> Option<String>,
) -> Vec<TaskView> {
    let mut joined: Vec<Task> = Vec::new();
    for task in all {
        let duty = Duty::of(task);
        let is_call = !duty.is_answered_here();
        let same = |known: &&mut Task| {
            let other = Duty::of(known);
            let is_within = other == Duty::Emergency && is_call;
            other == duty || is_within || other.is_answered_here() && !is_call
        };
        let Some(known) = joined.iter_mut().find(same) else {
            joined.push(task.clone());
            continue;
        };
        // For what was late before, the emergency is not late.
        if Duty::of(known) != Duty::Emergency && task.due < known.due {
            known.what.clone_from(&task.what);
            known.due = task.due;
        }
        let new = task.rules.iter().filter(|rule| !known.rules.contains(rule)).cloned();
        let new: Vec<String> = new.collect();
        known.rules.extend(new);
    }
    joined
        .into_iter()
        .map(|task| {
            let reasons: Vec<String> = task.rules.iter().filter_map(|rule| why(rule)).collect();
            let no_sign = [&[CALIBRATION, REVIEW][..], &PROGRESS].concat();
            // No sign that was told leads to such a call: without its reason nobody knows what to say on the phone.
            let said = if task.rules.iter().all(|rule| no_sign.contains(&rule.as_str())) {
                &reasons[..]
            } else {
                &[]
            };
            let call = texts.task(Duty::of(&task)).to_owned();
            TaskView {
                duty: Duty::of(&task).key().to_owned(),
                sentence: [&[call], said].concat().join(" "),
                due: now.here(task.due).to_rfc3339(),
                overdue: is_overdue(&task, now),
                reasons,
                rules: task.rules,
            }
        })
        .collect()
}

/// Whether the time of a task has passed. What is to be done at once has no time to miss in the first hour: right after an
/// answer nobody is told that it was due before.
fn is_overdue(task: &Task, now: &Moment) -> bool {
    let grace = if Duty::of(task) == Duty::Emergency { AT_ONCE } else { TimeDelta::zero() };
    task.due + grace < now.wall
}

/// Basis: proposal.
const AT_ONCE: TimeDelta = TimeDelta::hours(1);

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use gradus_domain::{BootId, Locale};

    use super::*;
    use crate::open::{builtin_pack, builtin_texts};

    fn task(duty: Duty, due: &str, rules: &[&str]) -> Task {
        let due = DateTime::parse_from_rfc3339(&format!("2026-03-02T{due}:00+01:00")).expect("a time");
        let rules = rules.iter().map(|rule| (*rule).to_owned()).collect();
        Task { what: duty.key().to_owned(), due, rules }
    }

    fn shown(all: &[Task]) -> Vec<TaskView> {
        let wall = DateTime::parse_from_rfc3339("2026-03-02T12:00:00+02:00").expect("a time");
        let now = Moment::new(wall, 0, BootId::default());
        tasks(builtin_texts(Locale::En), all, &now, |rule| {
            let title = builtin_pack().rule(rule).map(|rule| rule.title.clone());
            title.or((rule == "C6").then(|| "A pause.".to_owned()))
        })
    }

    #[test]
    fn answering_again_stands_once_with_the_earliest_time_and_every_reason() {
        let all = [
            task(Duty::AskAgain, "16:00", &["B1"]),
            task(Duty::ContactSoon, "18:00", &["C6"]),
            task(Duty::Recheck, "11:30", &["I1", "B1"]),
            task(Duty::Recheck, "20:00", &["B2a"]),
        ];
        let shown = shown(&all);
        let [again, call] = &shown[..] else { panic!("{} tasks", shown.len()) };
        assert_eq!((again.duty.as_str(), again.due.as_str()), ("recheck", "2026-03-02T12:30:00+02:00"));
        assert!(!again.overdue && again.sentence == builtin_texts(Locale::En).task(Duty::Recheck));
        assert_eq!(again.rules, ["B1", "I1", "B2a"]);
        let title = |id| builtin_pack().rule(id).expect("a rule").title.clone();
        assert_eq!(again.reasons, [title("B1"), title("I1"), title("B2a")]);
        assert_eq!((call.duty.as_str(), &call.reasons[..]), ("contact_soon", &["A pause.".to_owned()][..]));
    }

    #[test]
    fn while_an_emergency_is_open_no_milder_call_stands_beside_it_and_no_reason_is_lost() {
        let milder = [
            task(Duty::SameDay, "16:00", &["B3"]),
            task(Duty::ContactSoon, "09:30", &["C6"]),
            task(Duty::Surgeon, "18:00", &["I1"]),
            task(Duty::Contact, "18:00", &["B2"]),
            task(Duty::AskAgain, "15:00", &["I1"]),
        ];
        let with = [&[task(Duty::Emergency, "11:00", &["I1"])][..], &milder].concat();
        let shown_with = shown(&with);
        let [now, again] = &shown_with[..] else { panic!("{} tasks", shown_with.len()) };
        assert_eq!((now.duty.as_str(), now.due.as_str()), ("emergency", "2026-03-02T12:00:00+02:00"));
        assert_eq!(
            (&now.rules[..], now.reasons.len()),
            (&["I1", "B3", "C6", "B2"].map(str::to_owned)[..], 4)
        );
        assert_eq!((again.duty.as_str(), &again.rules[..]), ("ask_again", &["I1".to_owned()][..]));
        let after: Vec<_> = shown(&milder).into_iter().map(|task| task.duty).collect();
        assert_eq!(
            after,
            ["same_day", "contact_soon", "surgeon", "contact", "ask_again"],
            "once it is closed"
        );
    }

    #[test]
    fn an_emergency_is_late_after_an_hour_and_not_right_after_the_answer() {
        let late = |due| shown(&[task(Duty::Emergency, due, &["I1"])])[0].overdue;
        assert_eq!(["10:59", "10:00", "09:59"].map(late), [false, false, true]);
        let call = |due| shown(&[task(Duty::SameDay, due, &["I1"])])[0].overdue;
        assert_eq!(["11:00", "10:59"].map(call), [false, true]);
    }

    #[test]
    fn a_call_that_is_late_and_a_new_one_to_the_same_people_are_one_and_others_are_not() {
        let late = task(Duty::ContactSoon, "10:59", &["B1"]);
        let shown =
            shown(&[late, task(Duty::ContactSoon, "20:00", &["I1"]), task(Duty::Contact, "20:00", &["I1"])]);
        let duties: Vec<_> = shown.iter().map(|task| (task.duty.as_str(), task.overdue)).collect();
        assert_eq!(duties, [("contact_soon", true), ("contact", false)]);
        assert_eq!(shown[0].due, "2026-03-02T11:59:00+02:00");
    }
}
