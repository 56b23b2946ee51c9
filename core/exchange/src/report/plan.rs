use gradus_domain::Basis;
use gradus_domain::plan::{Plan, SourceNote};
use maud::{Markup, html};

use super::ReportInput;
use super::icon::Severity;

/// The plan in force and what it leaves open.
pub(super) fn plan(input: &ReportInput<'_>) -> Markup {
    let words = input.words;
    let plan = input.history.plan_in_force(input.now.date());
    let coming = input.history.plans_to_come(input.now.date()).into_iter();
    let others = coming.filter(|(other, _)| plan.is_none_or(|plan| plan.id != other.id));
    html! {
        section aria-labelledby="plan" {
            h2 id="plan" { (words.report("plan", &[])) }
            @match plan {
                None => p { (words.report("plan_none", &[])) },
                Some(plan) => {
                    div.card {
                        h3 dir="auto" { (input.words.of_plan(plan.value.title())) }
                        @let since = plan.value.first_day().map_or(plan.date(), |first| first.max(plan.date()));
                        @if since <= input.now.date() {
                            p.faint { (words.report("plan_since", &[("date", &words.date(since))])) }
                        }
                        @let going = plan.value.last_day().is_none_or(|last| last >= input.now.date());
                        @for (other, begins) in others {
                            p dir="auto" { (words.plan_to_come(&other.value, begins, going)) }
                        }
                        @if let Some(doubt) = plan.value.operation_doubt(&input.history.person.background) {
                            p { (words.operation_doubt(doubt)) }
                        }
                        ul.lines {
                            @for line in words.plan_summary(&plan.value) { li dir="auto" { (line) } }
                        }
                        (open_ends(input, &plan.value))
                        (sources(input, plan.value.sources()))
                    }
                }
            }
        }
    }
}

/// What is proposed for the size, and why.
pub(super) fn proposal(input: &ReportInput<'_>) -> Markup {
    let (words, now) = (input.words, input.now);
    let Some((proposal, size)) = input.proposal.zip(input.history.current_size(now.wall)) else {
        return html! {};
    };
    html! {
        section aria-labelledby="proposal" {
            h2 id="proposal" { (words.report("proposal", &[])) }
            div.card {
                p.say { (words.proposal(proposal, size)) }
                p.mark { (words.report("proposal_mark", &[])) }
                @if !proposal.reasons.is_empty() {
                    h3 { (words.report("proposal_reasons", &[])) }
                    ul { @for reason in &proposal.reasons { li { (words.reason(reason)) } } }
                }
            }
        }
    }
}

/// On what a number or rule rests.
pub(super) fn basis(input: &ReportInput<'_>, basis: Basis) -> String {
    let key = match basis {
        Basis::Sourced => "basis_sourced",
        Basis::General => "basis_general",
        Basis::Proposal => "basis_proposal",
    };
    input.words.report(key, &[])
}

fn open_ends(input: &ReportInput<'_>, plan: &Plan) -> Markup {
    let words = input.words;
    let missing: Vec<_> = plan.missing().into_iter().map(|missing| words.missing(missing)).collect();
    let warnings = plan.warnings_for(&input.history.person, input.now.date());
    let warnings: Vec<_> = warnings.iter().map(|warning| words.warning(warning)).collect();
    html! {
        @for (key, lines) in [("plan_missing", missing), ("plan_warnings", warnings)] {
            @if !lines.is_empty() {
                h3 { (words.report(key, &[])) }
                ul.flagged { @for line in lines { li { (Severity::Notice.icon()) span { (line) } } } }
            }
        }
    }
}

fn sources(input: &ReportInput<'_>, notes: &[SourceNote]) -> Markup {
    html! {
        @if !notes.is_empty() {
            details {
                summary { (input.words.report("plan_sources", &[])) }
                ul {
                    @for note in notes {
                        li {
                            b { (note.id) } " "
                            @if let Some(says) = &note.says { (input.words.of_plan(says)) " " }
                            span.faint { (basis(input, note.basis)) }
                        }
                    }
                }
            }
        }
    }
}
