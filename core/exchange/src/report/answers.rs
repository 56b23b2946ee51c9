//! What triage answered, with every rule that fired and what it rests on.

use gradus_domain::sorting;
use gradus_domain::{Assessment, Certainty, Disposition, FiredRule, Logged};
use gradus_triage::{Pack, Route, is_private};
use maud::{Markup, html};

use super::icon::{Severity, plate};
use super::plan::basis;
use super::range::InRange;
use super::{ReportInput, facts};

/// So many rules of one answer are in sight, the most urgent first.
const IN_SIGHT: usize = 4;

/// So many answers are in sight, the latest first.
const LATEST: usize = 8;

/// The section. An answer about something private is not in it; see [`is_private`].
pub(super) fn answers(input: &ReportInput<'_>, range: &InRange<'_>) -> Markup {
    let words = input.words;
    let shown = range.assessments.iter().rev().copied().filter(|one| !about_private(input, &one.value));
    let (fired, quiet): (Vec<_>, Vec<_>) = shown.partition(|one| !one.value.fired.is_empty());
    html! {
        section aria-labelledby="triage" {
            h2 id="triage" { (words.report("triage", &[])) }
            @if fired.is_empty() && quiet.is_empty() { p { (words.report("triage_none", &[])) } } @else {
                p.faint { (words.report("triage_lead", &[])) }
            }
            @let (latest, earlier) = fired.split_at(fired.len().min(LATEST));
            @for one in latest { (answer(input, one)) }
            @if !earlier.is_empty() {
                details.more {
                    summary { (words.report_count("triage_earlier", earlier.len(), &[])) }
                    @for one in earlier { (answer(input, one)) }
                }
            }
            (quietly(input, &quiet))
        }
    }
}

/// Ids of everything that the shown rules cite, sorted.
pub(super) fn cited<'a>(input: &ReportInput<'_>, range: &InRange<'a>) -> std::collections::BTreeSet<&'a str> {
    let shown = range.assessments.iter().filter(|one| !about_private(input, &one.value));
    sorting::set(shown.flat_map(|one| &one.value.fired).flat_map(|rule| &rule.sources).map(String::as_str))
}

/// How an emergency among the fired rules is reached: an ambulance if any of them says so.
pub(super) fn route(pack: &Pack, assessment: &Assessment) -> Option<Route> {
    let urgent = assessment.fired.iter().filter(|rule| rule.disposition == assessment.disposition);
    let routes = urgent.filter_map(|rule| pack.rule(&rule.id)?.route);
    routes.min_by_key(|route| *route == Route::EmergencyDepartment)
}

/// Whether a fired rule is about something private.
pub(super) fn about_private(input: &ReportInput<'_>, assessment: &Assessment) -> bool {
    let private = |rule: &FiredRule| is_private(&rule.advice) || facts::is_private_rule(input, &rule.id);
    assessment.fired.iter().any(private)
}

fn answer(input: &ReportInput<'_>, logged: &Logged<Assessment>) -> Markup {
    let (words, assessment) = (input.words, &logged.value);
    let severity = Severity::of(assessment.disposition);
    let then = input.now.at(logged.effective);
    let other = assessment.pack != input.pack.reference();
    html! {
        article.card.answer.(severity.class()) {
            header {
                h3 { (words.stamp(logged.effective)) }
                (plate(severity, &asked_for(input, assessment.disposition)))
            }
            @if other {
                p.faint { (words.report("rule_other_pack", &[("version", &assessment.pack.version)])) }
            }
            p {
                span.faint { (words.report("gate_then", &[])) } " "
                (input.texts.call(assessment.disposition, route(input.pack, assessment))) " "
                (words.gate(input.history, assessment.gate, &then))
            }
            (rules(input, &assessment.fired, other))
            (facts::facts(input, logged))
        }
    }
}

/// The most urgent in sight, the others folded.
fn rules(input: &ReportInput<'_>, fired: &[FiredRule], other: bool) -> Markup {
    let (first, more) = fired.split_at(fired.len().min(IN_SIGHT));
    html! {
        ul.rules { @for fired in first { (rule(input, fired, other)) } }
        @if !more.is_empty() {
            details.more {
                summary { (input.words.report_count("more_rules", more.len(), &[])) }
                ul.rules { @for fired in more { (rule(input, fired, other)) } }
            }
        }
    }
}

fn rule(input: &ReportInput<'_>, fired: &FiredRule, other: bool) -> Markup {
    let words = input.words;
    let title = input.pack.rule(&fired.id).filter(|_| !other).map(|rule| input.texts.title(rule));
    let certainty = match fired.certainty {
        Certainty::Yes => "certainty_yes",
        Certainty::Doubt => "certainty_doubt",
    };
    html! {
        li {
            b { (fired.id) } " " @if let Some(title) = title { (title) }
            ul.facets {
                li { (asked_for(input, fired.disposition)) }
                li { (words.report(certainty, &[])) }
                li { (basis(input, fired.basis)) }
                @if !fired.sources.is_empty() {
                    li {
                        (words.report("sources_label", &[])) " "
                        @for (at, id) in fired.sources.iter().enumerate() {
                            @if at > 0 { ", " }
                            a href=(format!("#src-{id}")) { (id) }
                        }
                    }
                }
            }
        }
    }
}

fn quietly(input: &ReportInput<'_>, quiet: &[&Logged<Assessment>]) -> Markup {
    let words = input.words;
    let said = |assessment: &Assessment| match assessment.missing.len() {
        0 => words.report("triage_quiet_row", &[]),
        open => words.report_count("triage_open_row", open, &[]),
    };
    html! {
        @if !quiet.is_empty() {
            details.card {
                summary { (words.report_count("triage_quiet", quiet.len(), &[])) }
                ul.lines {
                    @for one in quiet {
                        li { span.faint { (words.stamp(one.effective)) } " " (said(&one.value)) }
                    }
                }
            }
        }
    }
}

pub(super) fn asked_for(input: &ReportInput<'_>, disposition: Disposition) -> String {
    let words = input.words;
    match disposition {
        Disposition::Continue => words.report("severity_continue", &[]),
        Disposition::PauseAndRecheck { hours } => {
            words.report("severity_pause", &[("n", &hours.to_string())])
        }
        Disposition::Contact { days } => words.report_count("severity_contact", days.into(), &[]),
        Disposition::SameDay { hours } => words.report("severity_same_day", &[("n", &hours.to_string())]),
        Disposition::Emergency => words.report("severity_emergency", &[]),
    }
}
