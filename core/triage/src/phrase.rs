//! A condition in words, for whoever reads rules and not files.

use std::fmt::Write as _;

use gradus_domain::Decimal;

use crate::definition::{FactDefinition, Kind};
use crate::expression::{Expression, Need};
use crate::pack::Pack;
use crate::texts::Texts;

/// A condition as it is said, part by part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Phrase {
    /// One fact that is compared.
    Fact {
        /// Its name in the pack.
        id: String,
        /// What must hold of it, such as "temperature 38 °C or more".
        says: String,
    },
    /// An abbreviation of the pack.
    Named {
        /// As the pack writes it.
        name: String,
        /// The same as words.
        says: String,
    },
    /// At least so many of the parts.
    Of {
        /// How many; as many as there are parts stands for all of them.
        need: usize,
        /// The parts.
        parts: Vec<Phrase>,
    },
}

impl Phrase {
    /// The whole of it as one sentence part.
    pub fn text(&self) -> String {
        match self {
            Self::Fact { says, .. } | Self::Named { says, .. } => says.clone(),
            Self::Of { need, parts } => {
                let inner: Vec<String> = parts.iter().map(Self::inner).collect();
                match *need {
                    1 => inner.join(" or "),
                    need if need == parts.len() => inner.join(" and "),
                    need => format!("at least {need} of: {}", inner.join("; ")),
                }
            }
        }
    }

    fn inner(&self) -> String {
        match self {
            Self::Of { .. } => format!("({})", self.text()),
            Self::Fact { .. } | Self::Named { .. } => self.text(),
        }
    }
}

impl Pack {
    /// The condition of a rule in words; the levels in those of `texts`. `None` for a rule that is not there.
    pub fn phrase(&self, rule: &str, texts: &Texts) -> Option<Phrase> {
        self.said(&self.rule(rule)?.when, texts)
    }

    /// Every abbreviation of the pack with its meaning in words, by name.
    pub fn abbreviations(&self, texts: &Texts) -> Vec<(String, Phrase)> {
        let meant = self.macro_text.iter();
        meant.filter_map(|(name, text)| Some((name.clone(), self.said(text, texts)?))).collect()
    }

    /// For whom a block asks for the surgeon, in words.
    pub fn surgeon_phrase(&self, texts: &Texts) -> Option<Phrase> {
        self.said(&self.surgeon.when, texts)
    }

    fn said(&self, condition: &str, texts: &Texts) -> Option<Phrase> {
        Some(self.phrased(&Expression::parse(condition).ok()?, texts))
    }

    fn phrased(&self, expression: &Expression, texts: &Texts) -> Phrase {
        match expression {
            Expression::Name { name, .. } if self.macro_text.contains_key(name) => {
                Phrase::Named { name: name.clone(), says: name.replace('_', " ") }
            }
            Expression::Name { name, .. } => Phrase::Fact { id: name.clone(), says: label(name) },
            Expression::Not { name, .. } => {
                Phrase::Fact { id: name.clone(), says: format!("not: {}", label(name)) }
            }
            Expression::Compare { name, below, bound, .. } => {
                let fact = self.vocabulary.fact(name);
                let says = fact.map_or_else(String::new, |fact| compared(fact, *below, bound, texts));
                Phrase::Fact { id: name.clone(), says }
            }
            Expression::Of { need, parts } => {
                let parts: Vec<Phrase> = parts.iter().map(|part| self.phrased(part, texts)).collect();
                let need = match need {
                    Need::All => parts.len(),
                    Need::Any => 1,
                    Need::AtLeast(count) => usize::from(*count),
                };
                Phrase::Of { need, parts }
            }
        }
    }
}

/// A fact's name as words, without the unit at its end.
fn label(id: &str) -> String {
    let ends = ["_c", "_h", "_min", "_days"];
    let name = ends.iter().find_map(|end| id.strip_suffix(end)).unwrap_or(id);
    name.replace('_', " ")
}

fn compared(fact: &FactDefinition, below: bool, bound: &str, texts: &Texts) -> String {
    let name = label(fact.id.as_str());
    match &fact.kind {
        Kind::Level(levels) => {
            let place = levels.iter().position(|level| level == bound).unwrap_or_default();
            let answers = texts.question(fact.id.as_str()).map(|question| question.answers.as_slice());
            let words = answers.and_then(|answers| answers.get(place)).map_or(bound, String::as_str);
            let is_last = place + 1 == levels.len();
            let or = if is_last { "" } else { ", or worse" };
            format!("{name}: “{}”{or}", words.trim_end_matches('.'))
        }
        Kind::YesNo => name,
        Kind::Number { unit, .. } => {
            let mut said = name;
            let value = counted(bound, unit);
            let _ = if below { write!(said, " under {value}") } else { write!(said, " {value} or more") };
            said
        }
    }
}

/// A number with its unit. Long times in days are said in years as well.
fn counted(bound: &str, unit: &str) -> String {
    let whole = bound.parse::<Decimal>().map_or(0, |number| number.tenths() / 10);
    let years = whole / 365;
    match unit {
        "C" => format!("{bound} °C"),
        "points" => bound.to_owned(),
        "days" if years >= 2 => format!("{bound} days ({years} years)"),
        unit if bound == "1" => format!("{bound} {}", unit.strip_suffix('s').unwrap_or(unit)),
        unit => format!("{bound} {unit}"),
    }
}
