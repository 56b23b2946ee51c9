use std::collections::BTreeMap;

use gradus_domain::{Answer, FactId, Value};
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::view::{BasisWord, DispositionWord, GateWord, RuleExplained, SettingWord};

/// A pack in which nothing wrong was found.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct PackChecked {
    /// Its name and version, such as `danger-2`.
    pub version: String,
    /// SHA-256 of its text, in hex.
    pub hash: String,
    /// From when on it holds, a civil date.
    pub effective: String,
    /// Who signed it off, as it says.
    pub sign_off: String,
    /// Whether a clinician did.
    pub signed_off: bool,
    /// How many rules it has.
    pub rules: usize,
    /// Languages whose texts were looked through.
    pub languages: Vec<String>,
}

/// One rule with everything that it rests on, and cases at its thresholds.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct RuleInFull {
    /// The rule.
    #[serde(flatten)]
    pub rule: RuleExplained,
    /// Its condition in words, abbreviations written out beside it.
    pub in_words: String,
    /// The meaning of each abbreviation in words: `name: meaning`.
    pub macros_in_words: Vec<String>,
    /// What a reader should know beside it; `null` where nothing is.
    pub note: Option<String>,
    /// The questions that it reads, with what must be answered for it.
    pub asks: Vec<AskedView>,
    /// What its sources say and how firm that is.
    pub evidence: Vec<EvidenceView>,
    /// Each of its comparisons, tried on both sides.
    pub examples: Vec<ExampleView>,
}

/// A rule by its name, which is one rule in all packs.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(untagged)]
pub enum AnyRule {
    /// Of the danger rules.
    Danger(Box<RuleInFull>),
    /// Of the rules of the setting.
    Setting(Box<SettingRuleInFull>),
}

/// One rule of the setting with everything that it rests on.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct SettingRuleInFull {
    /// Its name in the pack.
    pub id: String,
    /// What it finds, in words.
    pub title: String,
    /// The condition, as the pack writes it; empty for what stands for what was not asked.
    pub condition: String,
    /// The only reason for dilation with which it holds; `null` where it holds with every one.
    pub only_for: Option<String>,
    /// Abbreviations that the condition uses, each with its meaning: `name: meaning`.
    pub macros: Vec<String>,
    /// What it asks for.
    pub setting: SettingWord,
    /// What it rests on.
    pub basis: BasisWord,
    /// Ids of the evidence behind it.
    pub sources: Vec<String>,
    /// The questions that it reads.
    pub asks: Vec<SettingAsked>,
    /// What its sources say and how firm that is.
    pub evidence: Vec<EvidenceView>,
    /// Name and version of its pack.
    pub pack: String,
}

/// One question that a rule of the setting reads.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct SettingAsked {
    /// Id of the fact.
    pub fact: String,
    /// The question.
    pub question: String,
}

/// One question that a rule reads.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct AskedView {
    /// Id of the fact.
    pub fact: String,
    /// The question.
    pub question: String,
    /// What the rule compares it with, as the pack writes it.
    pub thresholds: Vec<String>,
}

/// What one source says.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct EvidenceView {
    /// Id of the row.
    pub id: String,
    /// What it says, in our own words.
    pub says: String,
    /// Who says so, and how far sources agree.
    pub firmness: String,
}

/// One comparison, tried short of it, at it, and beyond.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ExampleView {
    /// Id of the fact.
    pub fact: String,
    /// The comparison, as the pack writes it.
    pub compared: String,
    /// The cases; their facts differ in one value.
    pub cases: Vec<CaseView>,
}

/// One case.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct CaseView {
    /// Where it lies.
    pub side: SideWord,
    /// A facts file, ready for `triage`.
    pub facts: CaseFacts,
    /// Whether the rule fires on it for certain.
    pub fires: bool,
    /// What the whole pack answers.
    pub answer: ShortAnswer,
}

/// Where a case lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SideWord {
    /// One step short of the comparison.
    Short,
    /// The first value for which it holds.
    At,
    /// One step further.
    Beyond,
}

/// An answer in short.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ShortAnswer {
    /// Whom to see.
    pub disposition: DispositionWord,
    /// Hours until that person must have been reached; `null` for `continue`.
    pub within_hours: Option<u32>,
    /// What it does to the next session.
    pub gate: GateWord,
    /// Minutes until the next session, where the gate is to wait; `null` otherwise.
    pub wait_minutes: Option<i64>,
    /// Ids of the rules that fired.
    pub rules: Vec<String>,
}

/// Made-up facts of a case, written as a facts file spells them. They are of nobody, and may be printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseFacts(pub(super) BTreeMap<FactId, Answer<Value>>);

impl CaseFacts {
    /// The answer to one fact, as a facts file spells it.
    pub fn answer(&self, fact: &str) -> Option<String> {
        let known = self.0.iter().find(|(id, _)| id.as_str() == fact);
        known.map(|(_, answer)| crate::show::spelled(answer))
    }
}

impl Serialize for CaseFacts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (id, answer) in &self.0 {
            match answer {
                Answer::Unknown => map.serialize_entry(id.as_str(), "unknown")?,
                Answer::Known(Value::YesNo(yes)) => map.serialize_entry(id.as_str(), yes)?,
                Answer::Known(Value::Level(level)) => map.serialize_entry(id.as_str(), level)?,
                Answer::Known(Value::Number(number)) if number.tenths() % 10 == 0 => {
                    map.serialize_entry(id.as_str(), &(number.tenths() / 10))?;
                }
                // The nearest binary fraction is printed with the one decimal that it has.
                Answer::Known(Value::Number(number)) => {
                    let tenths = i32::try_from(number.tenths()).map_or(f64::NAN, f64::from);
                    map.serialize_entry(id.as_str(), &(tenths / 10.0))?;
                }
            }
        }
        map.end()
    }
}

/// What changes from one pack to another.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct DifferenceView {
    /// The older pack, such as `danger-1`.
    pub old: String,
    /// The newer pack.
    pub new: String,
    /// Of the head and the abbreviations.
    pub head: Vec<ChangeView>,
    /// Of the facts and of what settles a doubt; the `id` is such as `fact bleeding`.
    pub facts: Vec<ChangedRule>,
    /// Ids of rules that only the newer pack has.
    pub added: Vec<String>,
    /// Ids of rules that only the older pack has.
    pub removed: Vec<String>,
    /// Rules of both that say something else.
    pub changed: Vec<ChangedRule>,
    /// How many cases both packs answered.
    pub tried: usize,
    /// How many of them are answered more mildly.
    pub milder: usize,
    /// Cases whose answer changes, the milder ones first.
    pub answers: Vec<ChangedAnswer>,
}

/// One rule that says something else.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ChangedRule {
    /// Its id.
    pub id: String,
    /// What is different.
    pub fields: Vec<ChangeView>,
}

/// One field, as each pack writes it; empty where it does not stand.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ChangeView {
    /// Its name.
    pub field: String,
    /// In the older pack.
    pub old: String,
    /// In the newer pack.
    pub new: String,
}

/// One case whose answer changes.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ChangedAnswer {
    /// Whether the newer pack asks for less in any part.
    pub milder: bool,
    /// Id of the rule at whose threshold it lies.
    pub rule: String,
    /// That comparison.
    pub compared: String,
    /// A facts file, ready for `triage`.
    pub facts: CaseFacts,
    /// What the older pack answers.
    pub old: ShortAnswer,
    /// What the newer pack answers.
    pub new: ShortAnswer,
}
