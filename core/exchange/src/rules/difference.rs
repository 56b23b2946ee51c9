use gradus_domain::{Answer, Disposition, FactId, Moment, Value};
use gradus_triage::{AnswerChange, Change, Decision, Difference, Pack, Texts, Vocabulary};
use maud::{Markup, html};

use super::answer::{gate, heading, level};
use super::identity;
use super::page::page;

/// What changes from one pack to the other: rules, and cases whose answer changes, the milder ones first and marked. `now` is
/// the moment at which the cases were answered.
pub fn difference(old: &Pack, new: &Pack, said: &Difference, texts: &Texts, now: &Moment) -> String {
    let milder = said.answers.iter().take_while(|change| change.is_milder()).count();
    let (down, up) = said.answers.split_at(milder);
    let main = html! {
        (counts(said, down.len()))
        @if said.is_empty() { section { p.call { "Both packs say the same." } } }
        (cases("milder", "Cases answered more mildly than before", down, new, now))
        (rules(said, old, new, texts))
        (cases("stricter", "Cases answered more strictly than before", up, new, now))
    };
    let head = html! {
        p.eyebrow { "Gradus · rules of triage" }
        h1 { (old.version()) " → " (new.version()) }
        p.who { "What changes, rule by rule and answer by answer" }
        p.intended {
            "Cases are made from the thresholds of both packs: each comparison one step short of it, at it, and one step beyond, "
            "with the fewest facts that give a complete answer; and from the conditions under which an answer settles what nobody "
            "could say, each just not met. " (said.tried) " cases were put to both packs. Cases that are "
            "not here may change as well: this shows where to look, and proves nothing."
        }
    };
    let foot: Vec<_> = identity(old)
        .into_iter()
        .zip(identity(new))
        .map(|((name, before), (_, after))| {
            (name, if before == after { before } else { format!("{before} → {after}") })
        })
        .collect();
    page(&format!("{} to {}", old.version(), new.version()), &head, &main, &foot)
}

fn counts(said: &Difference, milder: usize) -> Markup {
    let tiles = [
        (milder, "cases milder", "level0"),
        (said.answers.len() - milder, "cases stricter", "level2"),
        (said.added.len(), "rules added", "level2"),
        (said.removed.len(), "rules taken out", if said.removed.is_empty() { "level2" } else { "level0" }),
        (said.changed.len(), "rules changed", "level2"),
        (said.facts.len(), "facts changed", "level2"),
    ];
    html! {
        ul.overview {
            @for (count, what, class) in tiles {
                li class=(if count == 0 { "level4" } else { class }) { div { span.count { (count) } span { (what) } } }
            }
        }
    }
}

fn rules(said: &Difference, old: &Pack, new: &Pack, texts: &Texts) -> Markup {
    html! {
        @if !said.head.is_empty() {
            section aria-labelledby="head" { h2 id="head" { "The pack itself" } (fields(&said.head)) }
        }
        @if !said.facts.is_empty() {
            section aria-labelledby="facts" {
                h2 id="facts" { "The facts it reads " span.faint { (said.facts.len()) } }
                @for change in &said.facts { h3 { (change.id) } (fields(&change.fields)) }
            }
        }
        @for (id, title, pack, ids) in [("removed", "Rules taken out", old, &said.removed), ("added", "Rules added", new, &said.added)] {
            @if !ids.is_empty() {
                section aria-labelledby=(id) {
                    h2 id=(id) { (title) " " span.faint { (ids.len()) } }
                    dl.sources { @for rule in ids.iter().filter_map(|id| pack.rule(id)) {
                        div {
                            dt { (rule.id) }
                            dd {
                                b { (rule.title) } br;
                                (heading(rule.disposition, rule.route)) ". "
                                span.faint { @if let Some(said) = pack.phrase(&rule.id, texts) { (said.text()) } }
                            }
                        }
                    } }
                }
            }
        }
        @if !said.changed.is_empty() {
            section aria-labelledby="changed" {
                h2 id="changed" { "Rules changed " span.faint { (said.changed.len()) } }
                @for change in &said.changed { h3 { (change.id) } (fields(&change.fields)) }
            }
        }
    }
}

fn fields(changes: &[Change]) -> Markup {
    html! {
        div.wide { table {
            thead { tr { th scope="col" { "Field" } th scope="col" { "Before" } th scope="col" { "Now" } } }
            tbody { @for change in changes {
                tr { th scope="row" { (change.field) } td { del { (change.old) } } td { ins { (change.new) } } }
            } }
        } }
    }
}

fn cases(id: &str, title: &str, changes: &[AnswerChange], pack: &Pack, now: &Moment) -> Markup {
    let vocabulary = pack.vocabulary();
    html! {
        @if !changes.is_empty() {
            section aria-labelledby=(id) {
                h2 id=(id) { (title) " " span.faint { (changes.len()) } }
                div.wide { table.cases {
                    thead { tr {
                        th scope="col" { "At" } th scope="col" { "Facts" } th scope="col" { "Before" } th scope="col" { "Now" }
                    } }
                    tbody { @for change in changes {
                        tr {
                            th scope="row" { (change.rule) @if change.is_milder() { br; span.plate.danger { "milder" } } }
                            td { code { (telling(change, vocabulary)) } }
                            td { (answered(&change.old, now)) }
                            td { (answered(&change.new, now)) }
                        }
                    } }
                } }
            }
        }
    }
}

fn answered(decision: &Decision, now: &Moment) -> Markup {
    let fired: Vec<&str> = decision.fired.iter().map(|rule| rule.id.as_str()).collect();
    let said = match decision.disposition {
        Disposition::Emergency => "Emergency care now".to_owned(),
        other => heading(other, None),
    };
    html! {
        b class=(format!("level{}", level(decision.disposition))) { (said) } br;
        (gate(&decision.gate, now))
        @if !fired.is_empty() { br; span.faint { (fired.join(", ")) } }
    }
}

/// The fact that is compared, and the others that tell something: the rest of a well adult would hide them.
fn telling(change: &AnswerChange, vocabulary: &Vocabulary) -> String {
    let compared = change.compared.strip_prefix("not ").unwrap_or(&change.compared);
    let compared = compared.split(' ').next().unwrap_or_default();
    let tells = |id: &FactId, value: &Value| {
        id.as_str() == compared || vocabulary.fact(id.as_str()).is_none_or(|fact| fact.mildest() != *value)
    };
    let says = |(id, answer): (&FactId, &Answer<Value>)| match answer {
        Answer::Known(value) if !tells(id, value) => None,
        Answer::Known(Value::YesNo(yes)) => Some(format!("{id} = {}", if *yes { "yes" } else { "no" })),
        Answer::Known(Value::Level(level)) => Some(format!("{id} = {level}")),
        Answer::Known(Value::Number(number)) => Some(format!("{id} = {number}")),
        Answer::Unknown => Some(format!("{id} = unknown")),
    };
    change.facts.iter().filter_map(says).collect::<Vec<_>>().join(", ")
}
