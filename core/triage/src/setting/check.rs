use std::collections::BTreeSet;

use gradus_domain::Basis;
use gradus_domain::document::Problem;

use super::Setting;
use super::pack::{Grounds, SettingPack};
use super::texts::{SCREENS, SettingTexts};
use crate::condition::Truth;
use crate::definition::{Kind, Role};
use crate::evidence::{Evidence, EvidenceSort};
use crate::forbidden::{Forbidden, found};

impl SettingPack {
    /// Everything that is wrong with the pack beyond what stops it from being read: facts that are no signs, that no
    /// screen or rule has, or that have no question; rules that cannot hold; sources that are not
    /// there or do not bear the basis; texts that are missing, not used, reassure, or name a value that the rule does not
    /// read. Empty when nothing is. Lines are those of the pack's text; 0 stands for the other files.
    pub fn check(&self, texts: &SettingTexts, evidence: &Evidence) -> Vec<Problem> {
        let mut problems = Vec::new();
        self.check_facts(texts, &mut problems);
        for rule in self.rules() {
            if !rule.condition.is_reachable() {
                problems.push(at(rule.line, &rule.grounds.id, "it can never hold", "correct the bounds"));
            }
            for reason in rule.only_for.iter().filter(|reason| !self.reasons().contains(reason)) {
                let wrong = format!("{reason} is no reason");
                problems.push(at(rule.line, &rule.grounds.id, wrong, "name a level of reason"));
            }
            check_grounds(rule.line, &rule.grounds, evidence, &mut problems);
            self.check_texts(rule.line, &rule.grounds, rule.setting, texts, &mut problems);
        }
        check_grounds(0, self.doubt(), evidence, &mut problems);
        self.check_texts(0, self.doubt(), Setting::Professional, texts, &mut problems);
        self.check_options(texts, evidence, &mut problems);
        self.check_needless(texts, &mut problems);
        for (field, text) in texts.beside() {
            for word in found(text, Forbidden::of(texts.locale()).reassuring) {
                problems.push(at(0, &field, format!("\"{word}\" reassures"), "say what to do instead"));
            }
        }
        problems
    }

    fn check_facts(&self, texts: &SettingTexts, problems: &mut Vec<Problem>) {
        let read: BTreeSet<usize> =
            self.rules().iter().flat_map(|rule| rule.condition.atoms().map(|atom| atom.fact)).collect();
        for (slot, fact) in self.vocabulary().facts().iter().enumerate() {
            let mut wrong = |wrong: &str, right: &str| problems.push(at(0, fact.id.as_str(), wrong, right));
            if fact.role != Role::Sign {
                wrong("context cuts both ways", "word it so that one direction is the worse one");
            }
            if !SCREENS.contains(&fact.group.as_str()) {
                wrong("stands on no screen", "write why or how as its group");
            }
            let facts = self.vocabulary().facts();
            let has_details = facts.iter().any(|one| one.detail_of.as_ref() == Some(&fact.id));
            if !read.contains(&slot) && !has_details {
                wrong("no rule reads it", "add the rule");
            }
            let levels = match &fact.kind {
                Kind::Level(levels) => levels.len(),
                Kind::YesNo | Kind::Number { .. } => 0,
            };
            match texts.question(fact.id.as_str()) {
                None => wrong("no question for this fact", "write it"),
                Some(question) if question.answers.len() != levels => {
                    wrong("not as many answers in words as levels", "write one for each");
                }
                Some(_) => {}
            }
        }
    }

    fn check_texts(
        &self,
        line: usize,
        grounds: &Grounds,
        setting: Setting,
        texts: &SettingTexts,
        problems: &mut Vec<Problem>,
    ) {
        let Some(finding) = texts.reasons.get(&grounds.text) else {
            let wrong = format!("no text {} in {}", grounds.text, texts.locale());
            return problems.push(at(line, &grounds.id, wrong, "write it, or name another"));
        };
        if (setting == Setting::NotNow) != finding.whom.is_some() {
            let wrong =
                format!("{}: whom to ask is named for what holds everything back, alone", grounds.text);
            problems.push(at(line, &grounds.id, wrong, "write whom to ask there, and nowhere else"));
        }
        for name in braces(&finding.ask).chain(braces(&finding.says)) {
            // The value stands in the sentence where the rule holds, so that the rule must not hold without it.
            let slot = self.vocabulary().slot(name);
            let without = self.rule(&grounds.id).map(|rule| {
                let truth = |fact: usize| if Some(fact) == slot { Truth::No } else { Truth::Yes };
                rule.condition.evaluate(|atom| truth(atom.fact))
            });
            if slot.is_none() || without != Some(Truth::No) || finding.says.contains('{') {
                let wrong = format!("{{{name}}} may have no value there");
                problems.push(at(line, &grounds.id, wrong, "name a fact that the rule cannot hold without"));
            }
        }
    }

    fn check_options(&self, texts: &SettingTexts, evidence: &Evidence, problems: &mut Vec<Problem>) {
        let levels = self.reasons();
        for option in self.options() {
            if !texts.options.contains_key(&option.id) {
                problems.push(at(0, &option.id, "no text for this option", "write it"));
            }
            for reason in option.reasons.iter().filter(|reason| !levels.contains(reason)) {
                problems.push(at(0, &option.id, format!("{reason} is no reason"), "name a level of reason"));
            }
            for source in option.sources.iter().chain(&self.look_again().sources) {
                if evidence.row(source).is_none() {
                    problems.push(at(
                        0,
                        &option.id,
                        format!("{source} is not in the evidence"),
                        "correct it",
                    ));
                }
            }
        }
    }

    /// The reasons for dilation that the facts know.
    fn reasons(&self) -> &[String] {
        match self.vocabulary().fact("reason").map(|fact| &fact.kind) {
            Some(Kind::Level(levels)) => levels,
            _ => &[],
        }
    }

    fn check_needless(&self, texts: &SettingTexts, problems: &mut Vec<Problem>) {
        let used: BTreeSet<&str> =
            self.rules().iter().map(|rule| rule.text()).chain([self.doubt().text.as_str()]).collect();
        let stale = texts.reasons.keys().filter(|key| !used.contains(key.as_str()));
        let unknown = texts.questions.keys().filter(|key| self.vocabulary().fact(key).is_none());
        let options = texts.options.keys().filter(|key| self.options().iter().all(|one| one.id != **key));
        for key in stale.chain(unknown).chain(options) {
            problems.push(at(0, key, "nobody uses this text", "remove it, or correct its name"));
        }
    }
}

/// Sources are there, and one of them bears what is called sourced: a statement on which the reviews agree, or a row found
/// in a source.
fn check_grounds(line: usize, grounds: &Grounds, evidence: &Evidence, problems: &mut Vec<Problem>) {
    for id in grounds.sources.iter().filter(|id| evidence.row(id).is_none()) {
        let wrong = format!("{id} is not in the evidence");
        problems.push(at(line, &grounds.id, wrong, "name a row that is there"));
    }
    let bears = |id: &String| match evidence.row(id).map(|row| &row.sort) {
        Some(EvidenceSort::Clinical { mark, .. }) => mark == "found",
        Some(EvidenceSort::Statement { agreement, settled, .. }) => agreement == "consensus" && *settled,
        Some(EvidenceSort::Decision) | None => false,
    };
    if grounds.sources.is_empty() || (grounds.basis == Basis::Sourced && !grounds.sources.iter().any(bears)) {
        let right = "name the statement or row that says so, or write general or proposal";
        problems.push(at(line, &grounds.id, "no source bears its basis", right));
    }
}

/// The names in braces of a text.
pub(super) fn braces(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
}

fn at(line: usize, field: &str, wrong: impl Into<String>, right: &str) -> Problem {
    Problem::new(line, field, wrong, right)
}
