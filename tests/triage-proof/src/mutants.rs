use gradus_domain::Decimal;
use gradus_triage::{DANGER_RULES, Evidence, Kind, Pack, Texts};
use serde_json::{Value, json};

use crate::cases::{self, Case};
use crate::parts::Parts;
use crate::vignettes;

/// One change to the text of the pack, toward the milder but for parts that a rule needs.
struct Mutant {
    /// The rule, or the macro.
    of: String,
    what: &'static str,
    change: String,
    text: String,
}

/// Every change to the pack that is tried, who noticed it, and what nobody noticed.
pub fn report(pack: &Pack) -> Value {
    let watch = Watch::new(pack);
    assert_eq!(watch.notices(DANGER_RULES, ""), None, "the pack as it ships");
    let mut rows: Vec<Value> = Vec::new();
    for mutant in all(pack) {
        let noticed = watch.notices(&mutant.text, &mutant.of);
        let (by, how) = noticed.unwrap_or(("nobody", String::new()));
        rows.push(
            json!({"of": mutant.of, "what": mutant.what, "change": mutant.change, "by": by, "how": how}),
        );
    }
    json!({"mutants": rows})
}

/// Whoever could notice that a pack has changed.
struct Watch {
    cases: Vec<Case>,
    told: Vec<vignettes::Told>,
    answers: Vec<gradus_domain::Disposition>,
    texts: Texts,
    evidence: Evidence,
}

impl Watch {
    fn new(pack: &Pack) -> Self {
        let told = vignettes::all(pack);
        let answers = told.iter().map(|one| one.answered(pack)).collect();
        Self {
            cases: cases::all(pack),
            told,
            answers,
            texts: Texts::english(),
            evidence: Evidence::builtin(),
        }
    }

    /// Who notices first, and how: the reader of packs, a line of the table of cases (the rule's own before the others), a
    /// vignette that is answered with less than its label or a day of a story that goes unheard, and the check of the pack.
    fn notices(&self, text: &str, of: &str) -> Option<(&'static str, String)> {
        let pack = match Pack::parse(text, [7; 32]) {
            Ok(pack) => pack,
            Err(problems) => {
                return Some(("reader", problems.first().map(ToString::to_string).unwrap_or_default()));
            }
        };
        let (own, others): (Vec<&Case>, Vec<&Case>) = self.cases.iter().partition(|case| case.rule == of);
        let case = own.into_iter().chain(others).find_map(|case| case.broken_by(&pack));
        let told = || {
            let mut pairs = self.told.iter().zip(&self.answers);
            let short = pairs.find(|(one, before)| {
                let answered = one.answered(&pack);
                one.is_short(answered) && !one.is_short(**before)
            });
            short.map(|(one, _)| ("told", one.id.clone()))
        };
        let check = || {
            pack.check_shipped(std::slice::from_ref(&self.texts), &self.evidence)
                .first()
                .map(|one| ("check", one.to_string()))
        };
        case.map(|case| ("case", case)).or_else(told).or_else(check)
    }
}

fn all(pack: &Pack) -> Vec<Mutant> {
    let (head, rest) = DANGER_RULES.split_once("[[rule]]").expect("rules");
    let rules: Vec<&str> = rest.split("[[rule]]").collect();
    let mut all = Vec::new();
    for (at, rule) in rules.iter().enumerate() {
        let with = |changed: Option<&str>| {
            let own = |place: usize, text| if place == at { changed } else { Some(text) };
            let parts = rules.iter().enumerate().filter_map(|(place, text)| own(place, *text));
            parts.fold(head.to_owned(), |text, rule| format!("{text}[[rule]]{rule}"))
        };
        all.extend(of_rule(pack, rule, with));
    }
    let macros = head.split_once("[macro]").expect("macros").1;
    for line in macros.lines().filter(|line| line.contains(" = \"")) {
        let (name, rest) = line.split_once(" = \"").expect("a macro");
        let when = rest.trim_end_matches('"');
        let text = |changed: &str| DANGER_RULES.replacen(line, &format!("{name} = \"{changed}\""), 1);
        all.extend(conditions(pack, name, when, text));
    }
    all
}

/// Every change to one rule; `with` puts the changed rule, or none, into the pack.
fn of_rule(pack: &Pack, rule: &str, with: impl Fn(Option<&str>) -> String) -> Vec<Mutant> {
    let field = |name: &str| value(rule, name).unwrap_or_else(|| panic!("{name} is missing in {rule}"));
    let of = field("id").to_owned();
    let mut all = vec![Mutant { of: of.clone(), what: "rule", change: "gone".to_owned(), text: with(None) }];
    for name in ["disposition", "gate", "size"] {
        let now = field(name);
        for mild in milder(name, now) {
            let changed = rule.replacen(&format!("{name} = \"{now}\""), &format!("{name} = \"{mild}\""), 1);
            // Only an emergency has a route.
            let is_route = |line: &&str| now == "emergency" && line.starts_with("route = ");
            let lines: Vec<&str> = changed.lines().filter(|line| !is_route(line)).collect();
            let text = with(Some(&format!("{}\n", lines.join("\n"))));
            all.push(Mutant { of: of.clone(), what: name, change: format!("{now} -> {mild}"), text });
        }
    }
    let when = field("when");
    all.extend(conditions(pack, &of, when, |changed| with(Some(&rule.replacen(when, changed, 1)))));
    all
}

fn value<'t>(rule: &'t str, field: &str) -> Option<&'t str> {
    let start = format!("{field} = \"");
    rule.lines().find_map(|line| line.strip_prefix(&start)?.strip_suffix('"'))
}

/// What a field may say that is milder by one step.
fn milder(field: &str, now: &str) -> Vec<String> {
    let words: Vec<&str> = now.split_whitespace().collect();
    let mild: Vec<&str> = match (field, &words[..]) {
        ("disposition", ["emergency"]) => vec!["same_day 1 h"],
        ("disposition", ["same_day", "1", "h"]) => vec!["same_day 2 h", "contact 1 d"],
        ("disposition", ["same_day", "2", "h"]) => vec!["same_day 4 h", "contact 1 d"],
        ("disposition", ["same_day", ..]) => vec!["contact 1 d"],
        ("disposition", ["contact", days, _]) => {
            let later = days.parse::<u32>().expect("days") + 1;
            return vec![format!("contact {later} d"), "pause 24 h".to_owned()];
        }
        ("disposition", ["pause", hours, _]) => {
            let later = hours.parse::<u32>().expect("hours") + 1;
            return vec![format!("pause {later} h"), "continue".to_owned()];
        }
        ("gate", ["blocked"]) => vec!["wait 72 h"],
        ("gate", ["wait", number, unit]) => {
            let shorter = number.parse::<u32>().expect("a number") - 1;
            return vec![format!("wait {shorter} {unit}"), "now".to_owned()];
        }
        ("size", ["down", "1"]) => vec!["same"],
        ("size", ["same"]) => vec!["step"],
        _ => vec![],
    };
    mild.into_iter().map(str::to_owned).collect()
}

fn conditions(pack: &Pack, of: &str, when: &str, text: impl Fn(&str) -> String) -> Vec<Mutant> {
    let parts = Parts::of(when);
    let mut all = Vec::new();
    let mut push = |what, change: String, changed: &str| {
        all.push(Mutant { of: of.to_owned(), what, change, text: text(changed) });
    };
    for group in &parts.groups {
        for (at, part) in group.parts.iter().enumerate() {
            let what = if group.is_any { "one of any gone" } else { "one of all gone" };
            push(what, format!("without {}", &when[part.clone()]), &group.without(when, at));
        }
        if group.is_any {
            push("any as all", format!("all of {} needed", group.parts.len()), &group.with_all(when));
        }
    }
    for (fact, below, place) in &parts.bounds {
        let Some(other) = shifted(pack, fact, *below, &when[place.clone()]) else { continue };
        let changed = format!("{}{other}{}", &when[..place.start], &when[place.end..]);
        push("bound", format!("{fact} {} -> {other}", &when[place.clone()]), &changed);
    }
    all
}

/// The bound one step further toward the milder: what held at the old one holds no more.
fn shifted(pack: &Pack, fact: &str, below: bool, bound: &str) -> Option<String> {
    match &pack.vocabulary().fact(fact)?.kind {
        Kind::YesNo => None,
        Kind::Level(levels) => {
            let at = levels.iter().position(|level| level == bound)?;
            levels.get(if below { at.checked_sub(1)? } else { at + 1 }).cloned()
        }
        Kind::Number { step, .. } => {
            let bound: Decimal = bound.parse().ok()?;
            let by = if below { -step.tenths() } else { step.tenths() };
            Some(Decimal::from_tenths(bound.tenths() + by).to_string())
        }
    }
}
