//! A condition in words, for whoever reads rules and not files.

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
        /// What must hold of it, such as "temperature at least 38.0 °C".
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
            let at_least = if place + 1 == levels.len() { "" } else { " at least" };
            format!("{name}{at_least} “{}”", words.trim_end_matches('.'))
        }
        Kind::YesNo => name,
        Kind::Number { unit, .. } => {
            let word = if below { "under" } else { "at least" };
            format!("{name} {word} {}", counted(bound, unit))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::DANGER_RULES;

    /// The condition of B1 in words, when it is this one.
    fn said(when: &str) -> String {
        let old = "when = \"any_blood_seen\"";
        let text = DANGER_RULES.replacen(old, &format!("when = \"{when}\""), 1);
        let pack = Pack::parse(&text, [0; 32]).unwrap_or_else(|problems| panic!("{problems:?}"));
        pack.phrase("B1", &Texts::english()).expect("a rule").text()
    }

    #[test]
    fn a_condition_is_said_as_it_is_meant() {
        for (when, words) in [
            ("faint", "faint"),
            ("temperature_c >= 38.5 and child", "temperature at least 38.5 °C and child"),
            ("temperature_c < 36.0", "temperature under 36.0 °C"),
            ("pain_peak >= 4 and not arm", "pain peak at least 4 and not: arm"),
            ("bleeding >= drip", "bleeding at least “It dripped”"),
            ("bleeding_amount >= cup_or_more", "bleeding amount “A cup or more”"),
            ("bleeding_min >= 1", "bleeding at least 1 minute"),
            ("faint and age_days < 6575", "faint and age under 6575 days (18 years)"),
            ("faint and age_days < 367", "faint and age under 367 days"),
            ("fever and any(faint, fit)", "fever and (faint or fit)"),
            ("at_least(2, faint, fit, floppy)", "at least 2 of: faint; fit; floppy"),
            ("any_blood_seen or all(faint, fit)", "any blood seen or (faint and fit)"),
        ] {
            assert_eq!(said(when), words, "{when}");
        }
        assert_eq!(Pack::builtin([0; 32]).phrase("Z9", &Texts::english()), None);
    }
}
