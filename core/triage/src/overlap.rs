//! Parts of a pack that say nothing: comparisons that change no condition, and rules that change no answer.

use gradus_domain::Disposition;
use gradus_domain::document::Problem;
use gradus_domain::sorting;

use crate::check::at;
use crate::condition::Atom;
use crate::definition::Kind;
use crate::pack::Pack;
use crate::rule::Rule;
use crate::ways::{Way, cover};

impl Pack {
    /// Comparisons that never matter because others contradict or include them, and rules that another one makes needless.
    pub(crate) fn check_overlaps(&self, problems: &mut Vec<Problem>) {
        let ways: Vec<Option<Vec<Way>>> = self.rules.iter().map(|rule| rule.condition.ways()).collect();
        for (rule, known) in self.rules.iter().zip(&ways) {
            let Some(known) = known.as_ref().filter(|ways| !ways.is_empty()) else { continue };
            self.check_parts(rule, known, problems);
        }
        for (place, rule) in self.rules.iter().enumerate() {
            let Some(inner) = ways[place].as_ref().filter(|ways| !ways.is_empty()) else { continue };
            let outer = ways.iter().zip(&self.rules).enumerate();
            let outer = outer.filter_map(|(at, (ways, rule))| Some((at, rule, ways.as_ref()?)));
            let holds: Vec<Outer<'_>> = outer
                .filter(|(at, _, ways)| *at != place && cover(ways, inner))
                .map(|(at, rule, ways)| Outer {
                    rule,
                    is_twin: cover(inner, ways),
                    stands_before: at < place,
                })
                .collect();
            check_needless(rule, &holds, problems);
            self.check_contradiction(rule, &holds, problems);
        }
    }

    /// Of two rules over the same facts the one with the worse values must not ask for less.
    fn check_contradiction(&self, rule: &Rule, holds: &[Outer<'_>], problems: &mut Vec<Problem>) {
        let facts = |rule: &Rule| sorting::set(rule.condition.atoms().map(|atom| atom.fact));
        let stronger = |outer: &&Outer<'_>| {
            outer.rule.disposition > rule.disposition && facts(outer.rule) == facts(rule)
        };
        if let Some(Outer { rule: other, .. }) = holds.iter().find(stronger) {
            let wrong = format!(
                "its values are as bad as those of {} in line {} or worse, and it asks for less",
                other.id, other.line
            );
            problems.push(at(rule, "when", wrong, "correct the thresholds, or what the rules ask for"));
        }
    }

    /// Each comparison of a condition must be able to decide: taken as never or as always holding, it makes another condition.
    fn check_parts(&self, rule: &Rule, known: &[Way], problems: &mut Vec<Problem>) {
        for (number, atom) in rule.condition.atoms().enumerate() {
            let same = |holds: bool| {
                let other = rule.condition.ways_with(Some((number, holds)))?;
                Some(cover(known, &other) && cover(&other, known))
            };
            let wrong = match (same(false), same(true)) {
                (Some(true), _) => "it never decides: another part contradicts it or holds whenever it does",
                (_, Some(true)) => "it never decides: whenever the other parts hold, it holds",
                _ => continue,
            };
            let said = self.compared(atom);
            problems.push(at(rule, "when", format!("{said}: {wrong}"), "remove it, or correct the bounds"));
        }
    }

    /// One comparison, as the pack writes it.
    pub(crate) fn compared(&self, atom: &Atom) -> String {
        let fact = &self.vocabulary.facts()[atom.fact];
        match (&fact.kind, atom.below) {
            (Kind::YesNo, false) => fact.id.to_string(),
            (Kind::YesNo, true) => format!("not {}", fact.id),
            (_, below) => {
                let sign = if below { "<" } else { ">=" };
                format!("{} {sign} {}", fact.id, fact.spelled(atom.bound))
            }
        }
    }
}

/// A rule that holds whenever the one looked at does.
struct Outer<'p> {
    rule: &'p Rule,
    /// And the other way round.
    is_twin: bool,
    stands_before: bool,
}

/// A rule that changes no answer, unless it says so itself; and one that says so and is wrong.
fn check_needless(rule: &Rule, holds: &[Outer<'_>], problems: &mut Vec<Problem>) {
    let hides = |outer: &&Outer<'_>| {
        let twins = outer.is_twin && rule.makes_needless(outer.rule);
        outer.rule.makes_needless(rule) && (!twins || outer.stands_before)
    };
    let hidden = holds.iter().find(hides).map(|outer| outer.rule);
    match (&rule.within, hidden) {
        (None, Some(other)) => {
            let wrong = format!(
                "whenever it holds, {} in line {} holds, asks for at least as much and advises the same",
                other.id, other.line
            );
            let right = format!("remove it, correct the thresholds, or write within = \"{}\"", other.id);
            problems.push(at(rule, "when", wrong, &right));
        }
        (Some(said), _) if !holds.iter().any(|outer| outer.rule.id == *said) => {
            let wrong = format!("{said} does not hold whenever this rule does");
            problems.push(at(rule, "within", wrong, "name the rule that does, or leave it out"));
        }
        _ => {}
    }
}

impl Rule {
    /// Whether an answer that this rule fired for stays the same when `other` fires as well: no part of it asks for more, it
    /// advises nothing else, and it is no event of its own that adds up.
    fn makes_needless(&self, other: &Self) -> bool {
        let asks_as_much = self.disposition >= other.disposition && self.size >= other.size;
        let waits_as_long =
            self.wait >= other.wait && (self.wait_from.is_none() || self.wait_from == other.wait_from);
        let adds_up =
            matches!(other.disposition, Disposition::Contact { .. }) && self.family() != other.family();
        asks_as_much && waits_as_long && !adds_up && self.advice == other.advice
    }
}
