use std::cmp::Reverse;

use gradus_domain::sorting;
use gradus_domain::{
    Assessment, Certainty, Disposition, EntryId, GateSize, GateTime, Logged, Task, slots_of_day,
};
use gradus_triage::{Duty, is_in_doubt};
use maud::{Markup, html};

use super::ReportInput;
use super::icon::{Severity, plate};
use super::range::InRange;
use super::{answers, chart_blood, chart_pain, chart_week, facts};

/// The gate in force, why, and what is still to do.
pub(super) fn state(input: &ReportInput<'_>) -> Markup {
    let (words, standing) = (input.words, input.standing);
    let severity = Severity::of_gate(standing.gate);
    let severity = match (is_without_plan(input), asks_first(input)) {
        (_, true) => severity.max(Severity::Caution),
        (true, false) => severity.max(Severity::Notice),
        (false, false) => severity,
    };
    let when = words.stamp(input.now.wall);
    html! {
        section.state aria-labelledby="state" {
            h2 id="state" { (words.report("state", &[])) }
            div.card.lead.(severity.class()) {
                p.told { (words.report("state_lead", &[("when", &when)])) }
                (first_of_all(input))
                (most_urgent(input))
                p { (plate(severity, &gate_word(input))) }
                p.say { (said(input)) }
                @if input.history.unknown_kinds > 0 {
                    p { (words.app_outdated(input.history.unknown_kinds)) }
                }
                @if !standing.because.is_empty() {
                    h3 { (words.report("state_because", &[])) }
                    ul { @for (entry, rules) in by_urgency(input) { li { (because(input, *entry, rules)) } } }
                }
                h3 { (words.report("tasks", &[])) }
                (tasks(input))
            }
        }
    }
}

/// Four numbers of the range.
pub(super) fn glance(input: &ReportInput<'_>, range: &InRange<'_>) -> Markup {
    html! {
        section aria-labelledby="glance" {
            h2 id="glance" { (input.words.report("glance", &[])) }
            dl.tiles {
                @for (name, number, beside) in
                    [size(input, range), held(input), pain(input, range), blood(input, range)] {
                    div.tile { dt { (name) } dd.number { (number) } dd { (beside) } }
                }
            }
        }
    }
}

/// What the gate means; an open gate without a plan that has begun opens nothing.
fn said(input: &ReportInput<'_>) -> String {
    if is_without_plan(input) && input.history.plan_in_force(input.now.date()).is_none() {
        return input.words.report("plan_none", &[]);
    }
    input.words.gate_of_day(input.history, input.standing, input.now)
}

fn is_without_plan(input: &ReportInput<'_>) -> bool {
    let plan = input.history.plan_in_force(input.now.date());
    let begun = plan.and_then(|plan| plan.value.first_day()).is_some_and(|first| first <= input.now.date());
    input.standing.gate.time == GateTime::Now && !begun
}

/// Whether the clinic is to be asked before the next session, though no answer has closed the gate.
fn asks_first(input: &ReportInput<'_>) -> bool {
    let asks = input.proposal.and_then(|proposal| proposal.ask_first());
    input.standing.gate.time == GateTime::Now && asks.is_some()
}

fn gate_word(input: &ReportInput<'_>) -> String {
    let gate = input.standing.gate;
    let key = match (gate.time, gate.size) {
        _ if is_without_plan(input) => match input.history.plan_in_force(input.now.date()) {
            Some(_) => "state_not_begun",
            None => "state_no_plan",
        },
        (GateTime::Now, _) if asks_first(input) => "state_ask",
        (GateTime::Blocked, _) => "state_stopped",
        (GateTime::WaitUntil(until), _) if until <= input.now.wall => "state_recheck",
        (GateTime::WaitUntil(_), _) => "state_wait",
        (GateTime::Now, GateSize::Step) => "state_open",
        (GateTime::Now, _) => "state_narrow",
    };
    input.words.report(key, &[])
}

/// What closes or narrows the gate, the most urgent first and of equals the latest; the clinic's own word last.
fn by_urgency<'i>(input: &'i ReportInput<'_>) -> Vec<&'i (EntryId, Vec<String>)> {
    let mut all: Vec<_> = input.standing.because.iter().collect();
    sorting::sort_by_key(&mut all, |(entry, _)| {
        Reverse(assessment(input, *entry).map(|one| (one.value.disposition, one.effective)))
    });
    all
}

/// The rule behind the most urgent thing that is open, before anything else is said: a reader in a hurry reads one line.
fn most_urgent(input: &ReportInput<'_>) -> Markup {
    let words = input.words;
    let shown = |rule: &&String| !facts::is_private_rule(input, rule);
    let open = by_urgency(input).into_iter().find_map(|(entry, rules)| {
        let assessment = assessment(input, *entry)?;
        let fired = |rule: &String| assessment.value.fired.iter().find(|fired| fired.id == *rule);
        // The first of the most urgent rules, in the order of the answer.
        let urgency = |rule: &&String| fired(rule).map(|fired| fired.disposition);
        let rule = fired(rules.iter().rev().filter(shown).max_by_key(urgency)?)?;
        let name = words.rule_named(&named(input, &rule.id), rule.certainty == Certainty::Doubt);
        Some((assessment, name, rule.disposition))
    });
    let Some((assessment, rule, disposition)) = open else { return html! {} };
    let asked = answers::asked_for(input, disposition);
    let when = words.stamp(assessment.effective);
    html! {
        p { (plate(Severity::of(disposition), &rule)) }
        p.say { (words.report("state_urgent", &[("asked", &asked), ("when", &when)])) }
    }
}

fn assessment<'i>(input: &ReportInput<'i>, entry: EntryId) -> Option<&'i Logged<Assessment>> {
    input.history.assessments.iter().find(|assessment| assessment.id == entry)
}

fn named(input: &ReportInput<'_>, rule: &str) -> String {
    match input.pack.rule(rule) {
        Some(known) => format!("{rule} {}", input.texts.title(known)),
        None => rule.to_owned(),
    }
}

fn because(input: &ReportInput<'_>, entry: EntryId, rules: &[String]) -> String {
    let (history, words) = (input.history, input.words);
    if let Some(contact) = history.contacts.iter().find(|contact| contact.id == entry) {
        return words.report("because_clinic", &[("when", &words.stamp(contact.effective))]);
    }
    let when =
        assessment(input, entry).map_or_else(String::new, |assessment| words.stamp(assessment.effective));
    let shown = rules.iter().filter(|rule| !facts::is_private_rule(input, rule));
    let given = assessment(input, entry).map_or(&[][..], |one| &one.value.fired);
    let in_doubt = |rule: &str| given.iter().any(|one| one.id == rule && one.certainty == Certainty::Doubt);
    let rules = shown.map(|rule| words.rule_named(&named(input, rule), in_doubt(rule)));
    let rules: Vec<_> = rules.collect();
    match rules.as_slice() {
        [] => words.report("because_other", &[("when", &when)]),
        rules => words.report("because_rules", &[("when", &when), ("rules", &rules.join("; "))]),
    }
}

fn tasks(input: &ReportInput<'_>) -> Markup {
    // In the order of the standing, which is the order of every screen.
    let tasks = &input.standing.tasks;
    html! {
        @if tasks.is_empty() { p { (input.words.report("tasks_none", &[])) } } @else {
            ul.tasks { @for one in tasks { (task(input, one)) } }
        }
    }
}

/// Whom to reach now, and what is overdue: the headline of Today, so that one call is not told in two ways.
fn first_of_all(input: &ReportInput<'_>) -> Markup {
    let (history, standing, now) = (input.history, input.standing, input.now);
    let is_call_today = |task: &Task| Duty::of(task) == Duty::SameDay;
    let asked = match input.words.is_emergency(history, standing) {
        true => Disposition::Emergency,
        false if standing.tasks.iter().any(is_call_today) => {
            standing.escalated.max(Disposition::SameDay { hours: 4 })
        }
        false => standing.escalated,
    };
    let severity = Severity::of(asked);
    let slots = slots_of_day(history, now.date(), now);
    html! {
        @if asked > Disposition::Continue {
            p.escalated.(severity.class()) {
                (severity.icon()) span { (input.words.headline(history, &slots, standing, now)) }
            }
        }
    }
}

fn task(input: &ReportInput<'_>, task: &Task) -> Markup {
    let overdue = task.due < input.now.wall;
    // What a pause shows is seen at its end, and not before.
    let ahead = if Duty::of(task) == Duty::Recheck { "task_from" } else { "task_due" };
    let key = if overdue { "task_overdue" } else { ahead };
    let due = input.words.report(key, &[("when", &input.words.stamp(task.due))]);
    let severity = if overdue { Severity::Danger } else { Severity::Caution };
    let rules = task.rules.iter().filter(|rule| !facts::is_private_rule(input, rule));
    let mark = |rule: &String| is_in_doubt(input.history, input.standing, rule);
    let rules: Vec<_> = rules.map(|rule| input.words.rule_named(rule, mark(rule))).collect();
    html! {
        li {
            span { (input.texts.task(Duty::of(task))) " " span.faint { (rules.join(", ")) } }
            (plate(severity, &due))
        }
    }
}

type Tile = (String, String, String);

fn size(input: &ReportInput<'_>, range: &InRange<'_>) -> Tile {
    let words = input.words;
    let size = input.history.current_size(input.now.wall);
    let plan = input.history.plan_in_force(input.now.date());
    let beside = match plan {
        Some(plan) => {
            let goal = words.size(plan.value.ladder().goal());
            match range.sessions.iter().filter(|session| input.history.exceeded(session).is_some()).count() {
                0 => words.report("glance_goal", &[("goal", &goal)]),
                above => words.report_count("glance_above", above, &[("goal", &goal)]),
            }
        }
        None => words.report("glance_no_plan", &[]),
    };
    let size = size.map_or_else(|| words.report("dash", &[]), |size| words.size(size));
    (words.report("glance_size", &[]), size, beside)
}

fn held(input: &ReportInput<'_>) -> Tile {
    let words = input.words;
    let account = chart_week::whole(input);
    let name = words.report("glance_held", &[]);
    match account.percent() {
        Some(percent) => {
            let (done, asked) = (account.held.to_string(), account.asked.to_string());
            let share = words.report("glance_percent", &[("percent", &percent.to_string())]);
            (name, share, words.report("glance_of", &[("done", &done), ("asked", &asked)]))
        }
        None => (name, words.report("dash", &[]), words.report("glance_nothing_asked", &[])),
    }
}

fn pain(input: &ReportInput<'_>, range: &InRange<'_>) -> Tile {
    let words = input.words;
    let name = words.report("glance_pain", &[]);
    match chart_pain::typical(words, &range.sessions) {
        Some((median, most, _)) => {
            (name, median, words.report("glance_pain_most", &[("most", &most.to_string())]))
        }
        None => (name, words.report("dash", &[]), words.report("glance_pain_none", &[])),
    }
}

fn blood(input: &ReportInput<'_>, range: &InRange<'_>) -> Tile {
    let words = input.words;
    let name = words.report("glance_blood", &[]);
    let days = chart_blood::days(range);
    let answered = days.values().filter(|day| day.most.is_some()).count();
    if answered == 0 {
        return (name, words.report("dash", &[]), words.report("blood_no_answer", &[]));
    }
    let seen = days.values().filter(|day| day.most > Some(gradus_domain::Bleeding::None)).count();
    (name, seen.to_string(), words.report("glance_blood_of", &[("days", &answered.to_string())]))
}
