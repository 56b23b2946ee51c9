use std::collections::BTreeSet;

use gradus_domain::{Answer, Basis, Certainty, FactId, Value};

use super::pack::{Grounds, SettingPack, SettingRule};
use super::{Setting, SettingOption};
use crate::assess::sign_truth;
use crate::condition::{Atom, Truth};
use crate::facts::Facts;

/// What the setting rules answer.
#[derive(Clone, PartialEq, Eq)]
pub struct SettingDecision {
    /// The least free setting of all that holds, and of what is in doubt.
    pub setting: Setting,
    /// Every rule that holds or may hold, the least free first.
    pub reasons: Vec<SettingReason>,
    /// Questions that were not put and could make the setting less free than what is known already, in the order of
    /// asking.
    pub missing: Vec<FactId>,
}

/// One rule that holds, or may hold.
#[derive(Clone, PartialEq, Eq)]
pub struct SettingReason {
    /// Its name in the pack.
    pub id: String,
    /// Whether it holds, or a question that it reads has no answer.
    pub certainty: Certainty,
    /// What it asks for, in doubt as well.
    pub setting: Setting,
    /// Evidence rows it cites.
    pub sources: Vec<String>,
    /// On what it rests.
    pub basis: Basis,
    /// The key of its texts.
    pub text: String,
    /// The questions without an answer on which a doubt rests; empty where it holds.
    pub unsure: Vec<FactId>,
}

impl SettingPack {
    /// Where dilation is to be done, by these facts.
    ///
    /// - A rule that holds asks for its setting. One whose question was put and not answered asks for it in doubt.
    /// - What was not put asks for no more than a clinician: one reason, SD1, stands for all of it while it decides.
    /// - An answer that another one speaks against counts as not known, and is missing.
    /// - The least free setting stands. Without any rule it is an adult's own practice.
    pub fn decide(&self, told: &Facts) -> SettingDecision {
        let (facts, again) = &self.settled(told);
        let truths: Vec<(&SettingRule, Truth)> =
            self.rules().iter().map(|rule| (rule, truth(rule, facts))).collect();
        let mut reasons: Vec<SettingReason> =
            truths.iter().filter_map(|(rule, truth)| self.reason(rule, *truth, facts)).collect();
        let known = freest_left(&reasons);
        let open = truths.iter().filter(|(_, truth)| *truth == Truth::Open).map(|(rule, _)| rule);
        let in_doubt = open.map(|rule| rule.setting.unasked()).max().filter(|setting| *setting > known);
        reasons.extend(in_doubt.map(|setting| found(self.doubt(), Certainty::Doubt, setting, Vec::new())));
        gradus_domain::sorting::sort_by(&mut reasons, |one, other| {
            (other.setting, other.certainty).cmp(&(one.setting, one.certainty))
        });
        let mut missing = self.missing(&truths, told, facts, known);
        missing.extend(again.iter().filter(|id| !missing.contains(id)).cloned().collect::<Vec<_>>());
        SettingDecision { setting: known.max(in_doubt.unwrap_or(known)), reasons, missing }
    }

    /// What a clinician may speak of with this reason for dilation.
    pub fn options_for(&self, reason: &str) -> impl Iterator<Item = &SettingOption> {
        self.options().iter().filter(move |option| option.reasons.iter().any(|one| one == reason))
    }

    fn reason(&self, rule: &SettingRule, truth: Truth, facts: &Facts) -> Option<SettingReason> {
        match truth {
            Truth::Yes => Some(found(&rule.grounds, Certainty::Yes, rule.setting, Vec::new())),
            Truth::Unknown => {
                let unsure = |atom: &&Atom| sign_truth(facts.slot(atom.fact), atom) == Truth::Unknown;
                let slots: BTreeSet<usize> =
                    rule.condition.atoms().filter(unsure).map(|atom| atom.fact).collect();
                Some(found(&rule.grounds, Certainty::Doubt, rule.setting, self.named(&slots)))
            }
            Truth::No | Truth::Open => None,
        }
    }

    /// What rules still wait for that could ask for more than what is known does.
    fn missing(
        &self,
        truths: &[(&SettingRule, Truth)],
        told: &Facts,
        facts: &Facts,
        known: Setting,
    ) -> Vec<FactId> {
        let waits = |(rule, truth): &&(&SettingRule, Truth)| *truth == Truth::Open && rule.setting > known;
        let atoms = truths.iter().filter(waits).flat_map(|(rule, _)| rule.condition.atoms());
        // What was told and does not count yet waits for another answer, not for itself.
        let open = atoms.filter(|atom| {
            sign_truth(facts.slot(atom.fact), atom) == Truth::Open && !told.slot(atom.fact).is_asked()
        });
        self.named(&open.map(|atom| self.asked_first(atom.fact, facts)).collect())
    }

    /// Whether there is anything to tell of is asked before a detail of it.
    fn asked_first(&self, slot: usize, facts: &Facts) -> usize {
        let whole = self.vocabulary().facts()[slot].detail_of.as_ref();
        let whole = whole.and_then(|id| self.vocabulary().slot(id.as_str()));
        whole.filter(|whole| !facts.slot(*whole).is_asked()).unwrap_or(slot)
    }

    fn named(&self, slots: &BTreeSet<usize>) -> Vec<FactId> {
        slots.iter().map(|slot| self.vocabulary().facts()[*slot].id.clone()).collect()
    }
}

fn truth(rule: &SettingRule, facts: &Facts) -> Truth {
    let holds = rule.condition.evaluate(|atom| sign_truth(facts.slot(atom.fact), atom));
    match (&rule.only_for, facts.answers().get("reason")) {
        (None, _) => holds,
        (Some(only), Some(Answer::Known(Value::Level(reason)))) if only == reason => holds,
        (Some(_), Some(Answer::Known(_))) => Truth::No,
        (Some(_), Some(Answer::Unknown)) => holds.min(Truth::Unknown),
        (Some(_), None) => holds.min(Truth::Open),
    }
}

fn freest_left(reasons: &[SettingReason]) -> Setting {
    reasons.iter().map(|reason| reason.setting).max().unwrap_or(Setting::SelfDirected)
}

fn found(grounds: &Grounds, certainty: Certainty, setting: Setting, unsure: Vec<FactId>) -> SettingReason {
    SettingReason {
        id: grounds.id.clone(),
        certainty,
        setting,
        sources: grounds.sources.clone(),
        basis: grounds.basis,
        text: grounds.text.clone(),
        unsure,
    }
}

gradus_domain::unprinted!(SettingDecision, SettingReason);
