use gradus_domain::{Basis, Disposition, sorting};
use gradus_triage::{Evidence, FactDefinition, Kind, Pack, Phrase, Route, Rule, Texts};
use gradus_words::Words;
use maud::{Markup, html};

use super::answer::{heading, level, session};
use super::page::page;
use super::phrase::phrase;
use super::{capital, evidence, identity};

/// The whole pack as a table by urgency, with everything it rests on. The same pack gives the same bytes.
pub fn reference(pack: &Pack, texts: &Texts, known: &Evidence, words: &Words) -> String {
    let groups = groups(pack);
    let mut foot = identity(pack);
    foot.push(("Texts", format!("{}, {}", texts.locale(), texts.review())));
    foot.push(("Facts", format!("vocabulary {}", pack.vocabulary().version())));
    let main = html! {
        (overview(&groups))
        (reading())
        @for group in &groups { (table(pack, texts, group)) }
        (surgeon(pack, texts))
        (abbreviations(pack, texts))
        (questions(pack, texts))
        section aria-labelledby="sources" {
            h2 id="sources" { "What the rules rest on" }
            (evidence(cited(pack), known, words, texts))
        }
    };
    page(&format!("Rules of triage, {}", pack.version()), &head(pack), &main, &foot)
}

/// Rules that ask for the same, in the order of the pack.
struct Group<'p> {
    disposition: Disposition,
    route: Option<Route>,
    rules: Vec<&'p Rule>,
}

impl Group<'_> {
    fn id(&self) -> String {
        heading(self.disposition, self.route).to_lowercase().replace([' ', ','], "-").replace("--", "-")
    }
}

fn groups(pack: &Pack) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for rule in pack.rules() {
        let same =
            |group: &&mut Group<'_>| (group.disposition, group.route) == (rule.disposition, rule.route);
        match groups.iter_mut().find(same) {
            Some(group) => group.rules.push(rule),
            None => {
                groups.push(Group { disposition: rule.disposition, route: rule.route, rules: vec![rule] });
            }
        }
    }
    sorting::sort_by(&mut groups, |one, other| {
        let department = |group: &Group<'_>| group.route == Some(Route::EmergencyDepartment);
        other.disposition.cmp(&one.disposition).then(department(one).cmp(&department(other)))
    });
    groups
}

fn head(pack: &Pack) -> Markup {
    let signed = pack.reference().signed_off;
    let of = |basis: Basis| pack.rules().iter().filter(|rule| rule.basis == basis).count();
    html! {
        p.eyebrow { "Gradus · rules of triage" }
        h1 { "Which sign asks for what" }
        p.who {
            (pack.rules().len()) " rules of the pack " b { (pack.version()) } ", in force from " (pack.effective())
        }
        p { span.plate.danger[!signed] { (capital(pack.sign_off())) } }
        p.intended {
            "For clinicians who read, question and sign these rules. They stand beside a plan that a clinician set; they do not "
            "diagnose. " (of(Basis::Sourced)) " rest on a source in trigger and urgency, " (of(Basis::General))
            " on general medical knowledge that is to be verified, and " (of(Basis::Proposal))
            " hold a number or an urgency that this project proposes and a clinician has yet to sign."
        }
    }
}

fn overview(groups: &[Group<'_>]) -> Markup {
    html! {
        nav aria-label="By urgency" {
            ol.overview {
                @for group in groups {
                    li class=(format!("level{}", level(group.disposition))) {
                        a href=(format!("#{}", group.id())) {
                            span.count { (group.rules.len()) }
                            span { (heading(group.disposition, group.route)) }
                        }
                    }
                }
            }
        }
    }
}

fn reading() -> Markup {
    html! {
        section.reading aria-labelledby="reading" {
            h2 id="reading" { "How to read it" }
            ul {
                li { "Every rule that holds counts. The most urgent call and the strictest gate stand, and every reason is shown." }
                li { "“I don't know” to a danger sign counts as one level milder than yes, never as no; sessions wait until it is answered, or stop where another sign is there." }
                li { "Age, dates and background that nobody told are taken at their worst for whoever has a sign." }
                li { "No rule can be answered more mildly by a further sign: the language of conditions has no “not” before a sign." }
                li { "Words in italics are abbreviations; their meaning stands below. Every comparison links to the question behind it." }
            }
        }
    }
}

fn table(pack: &Pack, texts: &Texts, group: &Group<'_>) -> Markup {
    let (disposition, route) = (group.disposition, group.route);
    html! {
        section class=(format!("group level{}", level(disposition))) aria-labelledby=(group.id()) {
            h2 id=(group.id()) { (heading(disposition, route)) " " span.faint { (group.rules.len()) } }
            p.call { (texts.call(disposition, route)) }
            div.wide {
                table {
                    thead { tr {
                        th scope="col" { "Rule" }
                        th scope="col" { "Sign" }
                        th scope="col" { "Next session" }
                        th scope="col" { "What the person is told" }
                        th scope="col" { "Rests on" }
                    } }
                    tbody { @for rule in &group.rules { (row(pack, texts, rule)) } }
                }
            }
        }
    }
}

fn row(pack: &Pack, texts: &Texts, rule: &Rule) -> Markup {
    let advice = texts.advice(&rule.advice, rule.disposition, rule.route, gradus_domain::Certainty::Yes);
    html! {
        tr id=(format!("rule-{}", rule.id)) {
            th scope="row" { (rule.id) }
            td.sign {
                b { (rule.title) }
                @if let Some(said) = pack.phrase(&rule.id, texts) { p.when { (phrase(&said)) } }
                @if let Some(note) = &rule.note { p.faint.note { (note) } }
                @if let Some(outer) = &rule.within {
                    p.faint.note { "Whenever it holds, " a href=(format!("#rule-{outer}")) { (outer) } " holds as well." }
                }
            }
            td data-label="Next session" { (session(rule)) }
            td.told data-label="What the person is told" {
                @if let Some(advice) = advice { p { (advice.now) } p { (advice.not) } }
            }
            td.rests data-label="Rests on" { (basis(rule.basis)) (links(&rule.sources)) }
        }
    }
}

fn basis(basis: Basis) -> Markup {
    html! { span class=(format!("basis {}", basis.word())) { (basis.word()) } }
}

fn links(sources: &[String]) -> Markup {
    html! { span.ids { @for id in sources { a href=(format!("#src-{id}")) { (id) } " " } } }
}

fn cited(pack: &Pack) -> impl Iterator<Item = String> {
    let rules = pack.rules().iter().flat_map(|rule| &rule.sources);
    rules.chain(&pack.surgeon_deadline().sources).cloned()
}

fn surgeon(pack: &Pack, texts: &Texts) -> Markup {
    let surgeon = pack.surgeon_deadline();
    html! {
        section aria-labelledby="surgeon" {
            h2 id="surgeon" { "A block is never left alone" }
            p {
                "Pausing harms too. Where a rule blocks sessions, the surgeon must be reached within "
                b { (surgeon.within_h) " hours" } " for: "
                @if let Some(said) = pack.surgeon_phrase(texts) { (phrase(&said)) } "."
            }
            p { (basis(surgeon.basis)) " " (links(&surgeon.sources)) }
        }
    }
}

fn abbreviations(pack: &Pack, texts: &Texts) -> Markup {
    html! {
        section aria-labelledby="words" {
            h2 id="words" { "Abbreviations" }
            dl.sources {
                @for (name, meaning) in pack.abbreviations(texts) {
                    div id=(format!("word-{name}")) {
                        dt { (name.replace('_', " ")) }
                        dd { (phrase(&meaning)) }
                    }
                }
            }
        }
    }
}

fn questions(pack: &Pack, texts: &Texts) -> Markup {
    let read = pack.rules().iter().filter_map(|rule| Some((rule, pack.explain(&rule.id)?.facts)));
    let read: Vec<_> = read.collect();
    let readers = |fact: &FactDefinition| -> Vec<&str> {
        let reads = read.iter().filter(|(_, facts)| facts.contains(&fact.id.as_str()));
        reads.map(|(rule, _)| rule.id.as_str()).collect()
    };
    // Those that stand in no rule itself, but in an abbreviation or in the deadline to reach the surgeon.
    let also: Vec<Phrase> = pack
        .abbreviations(texts)
        .into_iter()
        .map(|(_, said)| said)
        .chain(pack.surgeon_phrase(texts))
        .collect();
    html! {
        section aria-labelledby="questions" {
            h2 id="questions" { "The questions behind the signs" }
            div.wide {
                table.questions {
                    thead { tr {
                        th scope="col" { "Question" }
                        th scope="col" { "Answers" }
                        th scope="col" { "Read by" }
                    } }
                    tbody {
                        @for fact in pack.vocabulary().facts() {
                            @let rules = readers(fact);
                            @let linked = also.iter().any(|said| names(said, fact.id.as_str()));
                            @if !rules.is_empty() || linked {
                                tr id=(format!("fact-{}", fact.id)) {
                                    td { (question(texts, fact)) br; code { (fact.id) } }
                                    td { (answers(texts, fact)) }
                                    td.ids { @for id in rules { a href=(format!("#rule-{id}")) { (id) } " " } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn names(said: &Phrase, fact: &str) -> bool {
    match said {
        Phrase::Fact { id, .. } => id == fact,
        Phrase::Named { .. } => false,
        Phrase::Of { parts, .. } => parts.iter().any(|part| names(part, fact)),
    }
}

fn question(texts: &Texts, fact: &FactDefinition) -> String {
    texts.question(fact.id.as_str()).map(|question| question.own.clone()).unwrap_or_default()
}

fn answers(texts: &Texts, fact: &FactDefinition) -> String {
    match &fact.kind {
        Kind::YesNo => "yes or no".to_owned(),
        Kind::Number { unit, least, greatest, .. } => {
            let unit = if unit == "C" { "°C" } else { unit };
            format!("{least} to {greatest} {unit}")
        }
        Kind::Level(levels) => {
            let words = texts.question(fact.id.as_str()).map(|question| question.answers.clone());
            words.filter(|words| words.len() == levels.len()).unwrap_or_else(|| levels.clone()).join(" · ")
        }
    }
}
