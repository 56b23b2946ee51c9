use std::collections::BTreeSet;

use gradus_domain::document::Problem;
use gradus_domain::sorting;
use gradus_domain::{Basis, FactId};

use crate::condition::{Atom, Truth};
use crate::definition::{FactDefinition, Kind, Role, Source};
use crate::evidence::{Evidence, EvidenceSort};
use crate::forbidden::{Forbidden, found};
use crate::pack::Pack;
use crate::rule::{Rule, Wait};
use crate::texts::Texts;
use crate::topic::offered;
use crate::ways::Way;

impl Pack {
    /// Everything that is wrong with the pack beyond what stops it from being read: rules that cannot fire, that fire without a
    /// danger sign, of which nobody is asked, or that another one makes needless; comparisons that decide nothing; ages that
    /// were written in another unit; urgent rules that do not block; sources that are not there or do not bear the basis; and in
    /// each of these languages texts that are missing, reassure, disagree with gate or urgency, or name a time or a size of
    /// their own. Empty when nothing is. Lines are those of the pack's text; 0 stands for the other files.
    pub fn check(&self, texts: &[Texts], evidence: &Evidence) -> Vec<Problem> {
        let mut problems = Vec::new();
        for rule in &self.rules {
            check_rule(rule, &mut problems);
            check_sources(rule, evidence, &mut problems);
            self.check_ages(rule, &mut problems);
            self.check_asked(rule, &mut problems);
            texts.iter().for_each(|texts| self.check_texts(rule, texts, &mut problems));
        }
        self.check_overlaps(&mut problems);
        self.check_surgeon(texts, evidence, &mut problems);
        for texts in texts {
            self.check_questions(texts, &mut problems);
            self.check_topics(texts, &mut problems);
            check_words(texts, &mut problems);
            check_urgency(texts, &mut problems);
            check_gate_words(texts, &mut problems);
        }
        sorting::sort_by_key(&mut problems, |problem| problem.line);
        problems
    }

    /// [`Self::check`], and whether pack, vocabulary and texts fit each other with nothing left over: texts that nobody
    /// uses and danger signs that no rule reads. For the pack that ships; a smaller one leaves much over.
    pub fn check_shipped(&self, texts: &[Texts], evidence: &Evidence) -> Vec<Problem> {
        let mut problems = self.check(texts, evidence);
        texts.iter().for_each(|texts| self.check_needless(texts, &mut problems));
        self.check_unread(&mut problems);
        problems
    }

    fn check_texts(&self, rule: &Rule, texts: &Texts, problems: &mut Vec<Problem>) {
        if !texts.has_advice(&rule.advice) {
            let wrong = format!("no text {} in {}", rule.advice, texts.locale());
            problems.push(at(rule, "advice", wrong, "write it, or name another"));
        }
        for fact in self.facts_of(rule).filter(|fact| texts.question(fact.id.as_str()).is_none()) {
            let wrong = format!("it reads {}, and {} has no question for it", fact.id, texts.locale());
            problems.push(at(rule, "when", wrong, "write the question"));
        }
        check_hold(rule, texts, problems);
    }

    /// A sign that is asked of some people only must not stand beside the condition that somebody is none of them.
    fn check_asked(&self, rule: &Rule, problems: &mut Vec<Problem>) {
        let Some(ways) = rule.condition.ways().filter(|ways| !ways.is_empty()) else { return };
        let nobody = |way: &Way, fact: &FactDefinition| {
            let is_not = |id: &FactId| {
                let range = self.vocabulary.slot(id.as_str()).and_then(|slot| way.0.get(&slot));
                range.is_some_and(|(_, below)| *below <= 1)
            };
            !fact.only_for.is_empty() && fact.only_for.iter().all(is_not)
        };
        let unasked = |way: &Way| {
            let mut read = way.0.keys().map(|slot| &self.vocabulary.facts()[*slot]);
            read.find(|fact| nobody(way, fact)).map(|fact| fact.id.clone())
        };
        let unasked: Option<Vec<FactId>> = ways.iter().map(unasked).collect();
        if let Some(fact) = unasked.and_then(|facts| facts.into_iter().next()) {
            let wrong = format!("it reads {fact}, and nobody for whom the rest holds is asked for it");
            problems.push(at(rule, "when", wrong, "name the people who are asked, or another sign"));
        }
    }

    /// Ages stand in days. One below four weeks was most likely written in weeks, months or years.
    fn check_ages(&self, rule: &Rule, problems: &mut Vec<Problem>) {
        let is_age = |fact: &FactDefinition| matches!(fact.id.as_str(), "age_days" | "corrected_age_days");
        let short = |atom: &&Atom| is_age(&self.vocabulary.facts()[atom.fact]) && atom.bound < 28 * 10;
        for atom in rule.condition.atoms().filter(short) {
            let wrong =
                format!("{}: an age below 28 days looks like weeks, months or years", self.compared(atom));
            problems.push(at(rule, "when", wrong, "write days: 12 weeks are 84, 18 years are 6575"));
        }
    }

    fn facts_of<'p>(&'p self, rule: &'p Rule) -> impl Iterator<Item = &'p FactDefinition> {
        let slots = sorting::set(rule.condition.atoms().map(|atom| atom.fact));
        slots.into_iter().map(|slot| &self.vocabulary.facts()[slot])
    }

    fn check_surgeon(&self, texts: &[Texts], evidence: &Evidence, problems: &mut Vec<Problem>) {
        let line = self.surgeon.line;
        for texts in texts.iter().filter(|texts| !texts.has_advice(&self.surgeon.advice)) {
            let wrong = format!("no text {} in {}", self.surgeon.advice, texts.locale());
            problems.push(Problem::new(line, "surgeon_deadline.advice", wrong, "write it, or name another"));
        }
        for source in self.surgeon.sources.iter().filter(|id| evidence.row(id).is_none()) {
            let wrong = format!("{source} is not in the evidence");
            problems.push(Problem::new(line, "surgeon_deadline.sources", wrong, "name a row that is there"));
        }
    }

    fn check_questions(&self, texts: &Texts, problems: &mut Vec<Problem>) {
        for fact in self.vocabulary.facts() {
            let levels = match &fact.kind {
                Kind::Level(levels) => levels.len(),
                Kind::YesNo | Kind::Number { .. } => 0,
            };
            let wrong = match texts.question(fact.id.as_str()) {
                None => "no question for this fact".to_owned(),
                Some(question) if question.answers.len() != levels => {
                    format!("{} answers in words for {levels} levels", question.answers.len())
                }
                Some(_) => continue,
            };
            let field = format!("{}: question.{}", texts.locale(), fact.id);
            problems.push(Problem::new(0, field, wrong, "write question and answers for every fact"));
        }
    }

    /// What may be picked has a name of its own: two that read the same cannot be told apart.
    fn check_topics(&self, texts: &Texts, problems: &mut Vec<Problem>) {
        let offered = offered(self.vocabulary.topics());
        let mut names = BTreeSet::new();
        for id in &offered {
            let name = texts.topic(id);
            if name.is_empty() || !names.insert(name) {
                let field = format!("{}: topic.{id}", texts.locale());
                let wrong = if name.is_empty() { "no name" } else { "another topic is called so" };
                problems.push(Problem::new(0, field, wrong, "write a name of its own for every topic"));
            }
        }
    }

    fn check_needless(&self, texts: &Texts, problems: &mut Vec<Problem>) {
        let used: BTreeSet<&str> = self
            .rules
            .iter()
            .map(|rule| rule.advice.as_str())
            .chain([self.surgeon.advice.as_str()])
            .collect();
        let stale = texts.advice_keys().filter(|key| !used.contains(key)).map(|key| format!("advice.{key}"));
        let unknown = texts.question_keys().filter(|key| self.vocabulary.fact(key).is_none());
        let offered = offered(self.vocabulary.topics());
        let topics = texts.topics.keys().filter(|key| !offered.contains(key.as_str()));
        let topics = topics.map(|key| format!("topic.{key}"));
        for field in stale.chain(unknown.map(|key| format!("question.{key}"))).chain(topics) {
            let field = format!("{}: {field}", texts.locale());
            problems.push(Problem::new(0, field, "nobody uses this text", "remove it, or correct its name"));
        }
    }

    fn check_unread(&self, problems: &mut Vec<Problem>) {
        let read: BTreeSet<usize> =
            self.rules.iter().flat_map(|rule| rule.condition.atoms().map(|atom| atom.fact)).collect();
        for (slot, fact) in self.vocabulary.facts().iter().enumerate() {
            // Context may also be there for the wording of questions.
            let is_sign = fact.role == Role::Sign && fact.source != Source::Engine;
            // A question of yes or no may be there to make its detail needless.
            let has_details =
                self.vocabulary.facts().iter().any(|one| one.detail_of.as_ref() == Some(&fact.id));
            if is_sign && !read.contains(&slot) && fact.widens.is_none() && !has_details {
                problems.push(Problem::new(
                    0,
                    format!("fact {}", fact.id),
                    "no rule reads it",
                    "add the rule",
                ));
            }
        }
    }
}

fn check_rule(rule: &Rule, problems: &mut Vec<Problem>) {
    if !rule.condition.is_reachable() {
        let wrong = "it can never hold: one fact would need two values at once";
        problems.push(at(rule, "when", wrong, "correct the bounds"));
    }
    // With every sign absent and every context at its worst the rule must stay silent.
    let without_signs = rule.condition.evaluate(|atom| if atom.context { Truth::Yes } else { Truth::No });
    if without_signs == Truth::Yes {
        problems.push(at(rule, "when", "it holds without any danger sign", "name the sign it is about"));
    }
    if rule.is_urgent() && rule.wait != Wait::Blocked {
        problems.push(at(rule, "gate", "an urgent rule leaves the gate open", "write blocked"));
    }
}

fn check_sources(rule: &Rule, evidence: &Evidence, problems: &mut Vec<Problem>) {
    for id in rule.sources.iter().filter(|id| evidence.row(id).is_none()) {
        problems.push(at(
            rule,
            "sources",
            format!("{id} is not in the evidence"),
            "name a row that is there",
        ));
    }
    if rule.sources.is_empty() {
        problems.push(at(rule, "sources", "none", "name at least one row"));
    }
    let found = |id: &String| match evidence.row(id).map(|row| &row.sort) {
        Some(EvidenceSort::Clinical { mark, .. }) => mark == "found",
        Some(EvidenceSort::Statement { .. } | EvidenceSort::Decision) | None => false,
    };
    if rule.basis == Basis::Sourced && !rule.sources.iter().any(found) {
        let right = "name the clinical row that says so, or write general or proposal";
        problems.push(at(rule, "basis", "sourced, but no row named here was found in a source", right));
    }
}

/// What advice says of the next session fits the gate of the rule.
fn check_hold(rule: &Rule, texts: &Texts, problems: &mut Vec<Problem>) {
    let blocks = rule.wait == Wait::Blocked;
    let waits = matches!(rule.wait, Wait::Minutes(_));
    for (key, fits) in [("blocked", blocks), ("wait", waits)] {
        if texts.says_hold(&rule.advice, key) && !fits {
            let wrong =
                format!("{} speaks of sessions as [hold] {key} does, and the gate differs", rule.advice);
            problems.push(at(rule, "advice", wrong, "give the rule advice of its own"));
        }
    }
}

fn check_urgency(texts: &Texts, problems: &mut Vec<Problem>) {
    let forbidden = Forbidden::of(texts.locale());
    let provided = forbidden.provided;
    for (field, sentence) in texts.advised().filter(|(_, sentence)| !sentence.starts_with(provided)) {
        for word in found(sentence, forbidden.urgent) {
            let wrong = format!("\"{word}\" says how urgent it is");
            let right =
                format!("leave that to [call], or begin the sentence with \"{}\"", provided.trim_end());
            problems.push(Problem::new(0, format!("{}: {field}", texts.locale()), wrong, right));
        }
    }
}

fn check_gate_words(texts: &Texts, problems: &mut Vec<Problem>) {
    let forbidden = Forbidden::of(texts.locale());
    for (field, sentence) in texts.advised() {
        let is = |topic: &[&'static str]| found(sentence, topic).next().is_some();
        let of_time = is(forbidden.of_sessions)
            || (is(forbidden.of_calls) && !sentence.starts_with(forbidden.provided));
        for (applies, words, what) in
            [(of_time, forbidden.times, "how long"), (is(forbidden.of_size), forbidden.sizes, "which size")]
        {
            for word in found(sentence, words).filter(|_| applies) {
                let wrong = format!("\"{word}\" says {what}, and the gate may say something else");
                let right = "leave it out: the gate and [call] say it";
                problems.push(Problem::new(0, format!("{}: {field}", texts.locale()), wrong, right));
            }
        }
    }
}

fn check_words(texts: &Texts, problems: &mut Vec<Problem>) {
    for (field, text) in texts.beside_rules() {
        for word in found(text, Forbidden::of(texts.locale()).reassuring) {
            let field = format!("{}: {field}", texts.locale());
            problems.push(Problem::new(0, field, format!("\"{word}\" reassures"), "say what to do instead"));
        }
    }
}

/// A problem with a field of a rule, at the line where that field stands.
pub(crate) fn at(rule: &Rule, field: &str, wrong: impl Into<String>, right: &str) -> Problem {
    let line = rule.lines.get(field).copied().unwrap_or(rule.line);
    Problem::new(line, format!("{} ({}).{field}", rule.path, rule.id), wrong, right)
}
