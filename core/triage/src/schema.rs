use crate::definition::{FactDefinition, Kind};
use crate::texts::{Question, Texts};
use crate::vocabulary::Vocabulary;

/// One fact with its question: what a form, an interview or a JSON Schema needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactSchema<'v> {
    /// The fact.
    pub fact: &'v FactDefinition,
    /// Its question.
    pub question: &'v Question,
    /// Whether a check-in that leaves it out may fail to answer "allow".
    pub required: bool,
}

impl FactSchema<'_> {
    /// `yes_no`, `number` or `level`.
    pub fn kind(&self) -> &'static str {
        match self.fact.kind {
            Kind::YesNo => "yes_no",
            Kind::Number { .. } => "number",
            Kind::Level(_) => "level",
        }
    }

    /// The levels of an ordered answer, mildest first; empty for other kinds.
    pub fn levels(&self) -> &[String] {
        match &self.fact.kind {
            Kind::Level(levels) => levels,
            Kind::YesNo | Kind::Number { .. } => &[],
        }
    }
}

/// Every fact that has a question, in the order of asking.
pub fn facts_schema<'v>(vocabulary: &'v Vocabulary, texts: &'v Texts) -> Vec<FactSchema<'v>> {
    facts_schema_of(vocabulary, |fact| texts.question(fact))
}

/// The same with questions of other texts.
pub fn facts_schema_of<'v>(
    vocabulary: &'v Vocabulary,
    question: impl Fn(&str) -> Option<&'v Question>,
) -> Vec<FactSchema<'v>> {
    let described = |fact: &'v FactDefinition| {
        let question = question(fact.id.as_str())?;
        Some(FactSchema { fact, question, required: vocabulary.is_required(fact.id.as_str()) })
    };
    vocabulary.facts().iter().filter_map(described).collect()
}
