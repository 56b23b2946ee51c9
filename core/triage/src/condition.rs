use std::collections::BTreeMap;

use gradus_domain::{Decimal, Value};

use crate::definition::{FactDefinition, Kind, Role, Worse};
use crate::expression::{Expression, ExpressionError, Need};
use crate::suggestion::did_you_mean;
use crate::vocabulary::Vocabulary;
use crate::ways::{Way, ways};

/// How far a condition holds. The greater value is the more dangerous one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Truth {
    /// It does not hold.
    No,
    /// It depends on a question that was not asked.
    Open,
    /// It depends on a question that was asked and could not be answered.
    Unknown,
    /// It holds.
    Yes,
}

/// One fact against one bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Atom {
    /// Place of the fact in the vocabulary.
    pub(crate) fact: usize,
    /// Holds below the bound; otherwise from the bound on.
    pub(crate) below: bool,
    /// On the scale of [`FactDefinition::measure`].
    pub(crate) bound: i32,
    /// Over a context fact.
    pub(crate) context: bool,
    /// Place in the pack's table of atoms; see [`Condition::number`].
    pub(crate) place: usize,
}

/// A condition, ready to be evaluated: parts first, then what joins them, without recursion.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Condition {
    steps: Vec<Step>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Atom(Atom),
    /// At least `need` of the `of` results before this.
    Join {
        need: u8,
        of: u8,
    },
}

/// Parts that may wait to be joined at once; conditions that need more are refused.
const MAX_WAITING: usize = 64;

/// Named conditions.
pub(crate) type Macros = BTreeMap<String, Expression>;

impl Condition {
    /// Resolves names and bounds. Macros are put in where they are named.
    pub(crate) fn compile(
        expression: &Expression,
        vocabulary: &Vocabulary,
        macros: &Macros,
    ) -> Result<Self, ExpressionError> {
        let mut compiler = Compiler { vocabulary, macros, steps: Vec::new(), inside: Vec::new() };
        compiler.add(expression)?;
        let condition = Self { steps: compiler.steps };
        if condition.waiting() > MAX_WAITING {
            return Err(fail(1, "the condition is too large", "split it into rules"));
        }
        Ok(condition)
    }

    /// Evaluates by asking `atom` for each atom.
    pub(crate) fn evaluate(&self, mut atom: impl FnMut(&Atom) -> Truth) -> Truth {
        let mut waiting = [Truth::No; MAX_WAITING];
        let mut top = 0;
        for step in &self.steps {
            match step {
                Step::Atom(one) => {
                    waiting[top] = atom(one);
                    top += 1;
                }
                Step::Join { need, of } => {
                    let first = top - usize::from(*of);
                    waiting[first] = join(*need, &waiting[first..top]);
                    top = first + 1;
                }
            }
        }
        waiting[0]
    }

    /// Gives each atom its place in a table that holds every different atom once, so that one that many rules share
    /// is evaluated once.
    pub(crate) fn number(&mut self, table: &mut Vec<Atom>) {
        for step in &mut self.steps {
            let Step::Atom(atom) = step else { continue };
            let same =
                |known: &Atom| (known.fact, known.below, known.bound) == (atom.fact, atom.below, atom.bound);
            atom.place = table.iter().position(same).unwrap_or(table.len());
            if atom.place == table.len() {
                table.push(*atom);
            }
        }
    }

    /// Every atom, in the order of writing.
    pub(crate) fn atoms(&self) -> impl Iterator<Item = &Atom> {
        self.steps.iter().filter_map(|step| match step {
            Step::Atom(atom) => Some(atom),
            Step::Join { .. } => None,
        })
    }

    /// Every way of fulfilling it, as [`Condition::ways`]; with `replaced` the atom of that number, in the order of writing,
    /// is taken to hold always or never.
    pub(crate) fn ways_with(&self, replaced: Option<(usize, bool)>) -> Option<Vec<Way>> {
        let (mut waiting, mut number): (Vec<Vec<Way>>, usize) = (Vec::new(), 0);
        for step in &self.steps {
            match step {
                Step::Atom(atom) => {
                    waiting.push(match replaced {
                        Some((at, true)) if at == number => vec![Way::free()],
                        Some((at, false)) if at == number => Vec::new(),
                        _ => vec![Way::of(atom)],
                    });
                    number += 1;
                }
                Step::Join { need, of } => {
                    let parts = waiting.split_off(waiting.len() - usize::from(*of));
                    waiting.push(ways(usize::from(*need), &parts)?);
                }
            }
        }
        waiting.pop()
    }

    fn waiting(&self) -> usize {
        let (mut now, mut most) = (0_usize, 0);
        for step in &self.steps {
            match step {
                Step::Atom(_) => now += 1,
                Step::Join { of, .. } => now = now + 1 - usize::from(*of),
            }
            most = most.max(now);
        }
        most
    }
}

/// At least `need` of the parts: the `need`-th most dangerous of them.
fn join(need: u8, parts: &[Truth]) -> Truth {
    if need == 1 {
        return parts.iter().copied().max().unwrap_or(Truth::No);
    }
    if usize::from(need) == parts.len() {
        return parts.iter().copied().min().unwrap_or(Truth::No);
    }
    let reach = |level: Truth| parts.iter().filter(|part| **part >= level).count() >= usize::from(need);
    [Truth::Yes, Truth::Unknown, Truth::Open].into_iter().find(|level| reach(*level)).unwrap_or(Truth::No)
}

struct Compiler<'p> {
    vocabulary: &'p Vocabulary,
    macros: &'p Macros,
    steps: Vec<Step>,
    inside: Vec<String>,
}

impl Compiler<'_> {
    fn add(&mut self, expression: &Expression) -> Result<(), ExpressionError> {
        match expression {
            Expression::Of { need, parts } => {
                parts.iter().try_for_each(|part| self.add(part))?;
                let of = u8::try_from(parts.len()).map_err(|_| fail(1, "more than 255 parts", "split it"))?;
                let need = match need {
                    Need::All => of,
                    Need::Any => 1,
                    Need::AtLeast(count) => *count,
                };
                self.steps.push(Step::Join { need, of });
                Ok(())
            }
            Expression::Name { name, column } if self.macros.contains_key(name) => self.put_in(name, *column),
            Expression::Name { name, column } => {
                let (slot, fact) = self.fact(name, *column)?;
                if fact.kind != Kind::YesNo {
                    let right = format!("write {name} >= VALUE or {name} < VALUE");
                    return Err(fail(*column, format!("{name} is not a yes-or-no fact"), right));
                }
                self.atom(slot, false, 1);
                Ok(())
            }
            Expression::Not { name, column } => self.not(name, *column),
            Expression::Compare { name, column, below, bound, bound_column } => {
                self.compare(name, *column, *below, bound, *bound_column)
            }
        }
    }

    fn put_in(&mut self, name: &str, column: usize) -> Result<(), ExpressionError> {
        if self.inside.iter().any(|outer| outer == name) || self.inside.len() > 16 {
            return Err(fail(column, format!("the macro {name} names itself"), "break the circle"));
        }
        let macros = self.macros;
        self.inside.push(name.to_owned());
        let added = self.add(&macros[name]);
        self.inside.pop();
        added.map_err(|inner| match self.inside.len() {
            0 => ExpressionError { column, wrong: format!("in the macro {name}: {}", inner.wrong), ..inner },
            _ => inner,
        })
    }

    fn not(&mut self, name: &str, column: usize) -> Result<(), ExpressionError> {
        if self.macros.contains_key(name) {
            return Err(fail(
                column,
                format!("`not` before the macro {name}"),
                "write `not` and one context fact",
            ));
        }
        let (slot, fact) = self.fact(name, column)?;
        if fact.role != Role::Context || fact.kind != Kind::YesNo {
            let wrong = format!("`not` before {name}, which is not a yes-or-no context fact");
            let right = "a danger sign must never lower an answer: turn the condition round";
            return Err(fail(column, wrong, right));
        }
        self.atom(slot, true, 1);
        Ok(())
    }

    fn compare(
        &mut self,
        name: &str,
        column: usize,
        below: bool,
        bound: &str,
        bound_column: usize,
    ) -> Result<(), ExpressionError> {
        if self.macros.contains_key(name) {
            return Err(fail(column, format!("{name} is a macro"), "compare facts, not macros"));
        }
        let (slot, fact) = self.fact(name, column)?;
        let value = match &fact.kind {
            Kind::YesNo => {
                return Err(fail(column, format!("{name} is a yes-or-no fact"), "write its name alone"));
            }
            Kind::Number { .. } => bound.parse::<Decimal>().map(Value::Number).map_err(|e| e.to_string()),
            Kind::Level(_) => Ok(Value::Level(bound.to_owned())),
        };
        let value = value.map_err(|wrong| fail(bound_column, format!("{bound}: {wrong}"), fact.right()))?;
        let measured = fact.measure(&value);
        let measured = measured
            .map_err(|error| fail(bound_column, format!("{name}: {bound}: {}", error.wrong), error.right))?;
        directed(fact, below, measured).map_err(|(wrong, right)| fail(column, wrong, right))?;
        self.atom(slot, below, measured);
        Ok(())
    }

    fn fact(&self, name: &str, column: usize) -> Result<(usize, &FactDefinition), ExpressionError> {
        if let Some(slot) = self.vocabulary.slot(name) {
            return Ok((slot, &self.vocabulary.facts()[slot]));
        }
        let facts = self.vocabulary.facts().iter().map(|fact| fact.id.as_str());
        let meant = did_you_mean(name, facts.chain(self.macros.keys().map(String::as_str)));
        let right =
            if meant.is_empty() { "define it in the vocabulary or under [macro]".to_owned() } else { meant };
        Err(fail(column, format!("{name} is neither a fact nor a macro"), right))
    }

    fn atom(&mut self, fact: usize, below: bool, bound: i32) {
        let context = self.vocabulary.facts()[fact].role == Role::Context;
        self.steps.push(Step::Atom(Atom { fact, below, bound, context, place: 0 }));
    }
}

/// Refuses a comparison that gets truer while its danger sign gets better, and one that holds always or never.
fn directed(fact: &FactDefinition, below: bool, bound: i32) -> Result<(), (String, String)> {
    let name = &fact.id;
    let least = match &fact.kind {
        Kind::Number { least, .. } => i32::try_from(least.tenths()).unwrap_or(i32::MIN),
        _ => 0,
    };
    if bound <= least {
        let always = if below { "never holds" } else { "always holds" };
        return Err((
            format!("the comparison of {name} {always}"),
            "choose a bound inside the range".to_owned(),
        ));
    }
    if fact.role == Role::Context {
        return Ok(());
    }
    let tenths = |value: Decimal| i32::try_from(value.tenths()).unwrap_or(0);
    match (fact.worse, below) {
        (Worse::Up, false) | (Worse::Down, true) => Ok(()),
        (Worse::Both { high, .. }, false) if bound > tenths(high) => Ok(()),
        (Worse::Both { low, .. }, true) if bound <= tenths(low) => Ok(()),
        (Worse::Both { low, high }, _) => Err((
            format!("the comparison of {name} cuts into its normal range"),
            format!("write {name} < {low} or less, or {name} >= more than {high}"),
        )),
        (Worse::Up, true) => Err((
            format!("{name} gets worse upwards, and this gets truer downwards"),
            format!("write {name} >= VALUE"),
        )),
        (Worse::Down, false) => Err((
            format!("{name} gets worse downwards, and this gets truer upwards"),
            format!("write {name} < VALUE"),
        )),
    }
}

fn fail(column: usize, wrong: impl Into<String>, right: impl Into<String>) -> ExpressionError {
    ExpressionError { column, wrong: wrong.into(), right: right.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joining_takes_the_nth_most_dangerous_part() {
        use Truth::*;
        for (need, parts, joined) in [
            (1, [No, Open, Yes], Yes),
            (2, [No, Unknown, Yes], Unknown),
            (2, [No, Open, Yes], Open),
            (3, [No, Yes, Yes], No),
            (3, [Yes, Yes, Yes], Yes),
        ] {
            assert_eq!(join(need, &parts), joined, "{need} of {parts:?}");
        }
    }
}
