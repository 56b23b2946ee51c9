use gradus_domain::{Person, Role};
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::figure::{COLOURS, Figure, MARKS};
use super::range::InRange;
use super::{
    ReportInput, answers, chart_blood, chart_ease, chart_heat, chart_pain, chart_size, chart_time,
    chart_week, log, plan, sources, state,
};

const STYLE: &str = include_str!("style.css");
/// Nothing is loaded and nothing runs, whatever the page is opened with.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/// The whole page.
pub(super) fn page(input: &ReportInput<'_>) -> Markup {
    let (words, range) = (input.words, InRange::of(input));
    // Neutral: it stands in the browser's history and in the list of windows.
    let title = words.report("page_title", &[]);
    html! {
        (DOCTYPE)
        html lang=(input.texts.locale()) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                title { (title) }
                style { (PreEscaped(COLOURS)) (PreEscaped(MARKS)) (PreEscaped(STYLE)) }
            }
            body {
                (head(input))
                main {
                    (state::state(input))
                    (state::glance(input, &range))
                    (plan::plan(input))
                    (plan::proposal(input))
                    (course(input, &range))
                    (answers::answers(input, &range))
                    (log::log(input, &range))
                    (sources::glossary(input, &answers::cited(input, &range)))
                }
                (colophon(input))
            }
        }
    }
}

fn head(input: &ReportInput<'_>) -> Markup {
    let (words, person) = (input.words, &input.history.person);
    let (from, to) = (words.date(input.from), words.date(input.to));
    let days = (input.to - input.from).num_days() + 1;
    html! {
        header.top {
            p.eyebrow { (words.report("eyebrow", &[])) }
            h1 dir="auto" { (person.name) }
            p.who { (about(input, person)) span.dot { " · " } (logged_by(input, person.role)) }
            p.range {
                strong { (words.report("range", &[("from", &from), ("to", &to)])) }
                @match usize::try_from(days) {
                    Ok(days) if days > 0 => { span.dot { " · " } (words.report_count("range_days", days, &[])) }
                    _ => { span.dot { " · " } (words.report("range_empty", &[])) }
                }
                span.dot { " · " }
                span.faint { (words.report("created", &[("when", &words.stamp(input.now.wall))])) }
            }
            p.intended { (words.report("intended", &[])) }
        }
    }
}

/// Days for the first three months, to which rules look, months for the first three years, then years.
fn about(input: &ReportInput<'_>, person: &Person) -> String {
    let (words, today) = (input.words, input.now.date());
    let born = words.date(person.born);
    let (days, months) = (person.age_days(today), person.age_months(today).map(|age| age.0));
    let Some((days, months)) = days.zip(months) else { return words.report("about", &[("born", &born)]) };
    let (key, n) = match (days, months) {
        (days @ 0..=92, _) => ("age_days", days),
        (_, months @ 0..=35) => ("age_months", months),
        (_, months) => ("age_years", months / 12),
    };
    let age = words.report(key, &[("n", &n.to_string())]);
    words.report("about_age", &[("born", &born), ("age", &age)])
}

fn logged_by(input: &ReportInput<'_>, role: Role) -> String {
    let key = match role {
        Role::Self_ => "logged_by_self",
        Role::Caregiver => "logged_by_caregiver",
        Role::Teen => "logged_by_teen",
    };
    input.words.report(key, &[])
}

fn course(input: &ReportInput<'_>, range: &InRange<'_>) -> Markup {
    html! {
        section aria-labelledby="course" {
            h2 id="course" { (input.words.report("course", &[])) }
            @for figure in figures(input, range) { (figure.markup(input)) }
        }
    }
}

/// Every chart, in the order in which one reads downward.
pub(super) fn figures(input: &ReportInput<'_>, range: &InRange<'_>) -> Vec<Figure> {
    let always = [
        chart_size::figure(input, range),
        chart_ease::figure(input, range),
        chart_pain::figure(input, range),
        chart_week::figure(input, range),
        chart_time::figure(input, range),
        chart_blood::figure(input, range),
    ];
    always.into_iter().chain(chart_heat::figure(input, range)).collect()
}

fn colophon(input: &ReportInput<'_>) -> Markup {
    let words = input.words;
    let say = |key: &str| words.report(key, &[]);
    let pack = input.pack.reference();
    let plan = input.history.plan_in_force(input.now.date());
    let sign = if pack.signed_off { "colophon_signed" } else { "colophon_unsigned" };
    let hash = pack.hash_hex();
    let arrival = words.report("colophon_arrivals_value", &[("n", &input.arrivals.to_string())]);
    let rows = [
        ("colophon_plan", plan.map_or_else(|| say("none"), |plan| plan.id.to_string())),
        ("colophon_pack", pack.version),
        ("colophon_pack_hash", hash),
        ("colophon_sign", say(sign)),
        ("colophon_texts", input.texts.review().to_owned()),
        ("colophon_head", input.journal_head.clone()),
        ("colophon_arrivals", arrival),
        ("colophon_app", words.report("colophon_app_value", &[("version", input.app_version)])),
    ];
    html! {
        footer aria-labelledby="colophon" {
            h2 id="colophon" { (say("colophon")) }
            dl { @for (name, value) in rows { div { dt { (say(name)) } dd { (value) } } } }
        }
    }
}
