use gradus_domain::{Moment, Task};
use gradus_triage::{Duty, Pack, Texts};

use crate::view::TaskView;

/// What is to do, the most pressing first. What is asked for twice stands once, with the earliest of its times and every
/// reason: the same call, or answering the questions again, whatever each is for. Once that is done the later one stands
/// there by itself.
///
/// `why` says what a rule is about that is not in the pack.
pub(crate) fn tasks(
    pack: &Pack,
    texts: &Texts,
    all: &[Task],
    now: &Moment,
    why: impl Fn(&str) -> Option<String>,
) -> Vec<TaskView> {
    let mut joined: Vec<Task> = Vec::new();
    for task in all {
        let duty = Duty::of(task);
        let same = |known: &&mut Task| {
            let other = Duty::of(known);
            other == duty || other.is_answered_here() && duty.is_answered_here()
        };
        let Some(known) = joined.iter_mut().find(same) else {
            joined.push(task.clone());
            continue;
        };
        if task.due < known.due {
            known.what.clone_from(&task.what);
            known.due = task.due;
        }
        let new = task.rules.iter().filter(|rule| !known.rules.contains(rule)).cloned();
        let new: Vec<String> = new.collect();
        known.rules.extend(new);
    }
    let title = |id: &String| pack.rule(id).map(|rule| rule.title.clone()).or_else(|| why(id));
    joined
        .into_iter()
        .map(|task| TaskView {
            duty: Duty::of(&task).key().to_owned(),
            sentence: texts.task(Duty::of(&task)).to_owned(),
            due: now.here(task.due).to_rfc3339(),
            overdue: task.due < now.wall,
            reasons: task.rules.iter().filter_map(title).collect(),
            rules: task.rules,
        })
        .collect()
}
