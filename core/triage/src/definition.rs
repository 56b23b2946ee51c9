use gradus_domain::{Answer, Decimal, FactId, Value};

use crate::facts::days;
use crate::suggestion::did_you_mean;

/// What a fact is: its kind of answer, what makes it worse, and how it is come by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactDefinition {
    /// Its name.
    pub id: FactId,
    /// The letter of the rule family it belongs to, or `context`.
    pub group: String,
    /// Which answers it takes.
    pub kind: Kind,
    /// Danger sign or context.
    pub role: Role,
    /// In which direction it gets worse. Context facts have none.
    pub worse: Worse,
    /// Who supplies it.
    pub source: Source,
    /// Backgrounds or answers of which one must be there, or may be: without them its question is not put. None: it is for
    /// everybody.
    pub only_for: Vec<FactId>,
    /// The question that makes this one needless when its answer is the mildest.
    pub detail_of: Option<FactId>,
    /// The question that this one asks about more closely: it is put right after it, unless that was answered mildly.
    pub follows: Option<FactId>,
    /// The question that this one stands in for: it is put when nobody could answer that one, and needless otherwise.
    pub unsure_of: Option<FactId>,
    /// The fact that turns this one into a lower bound.
    pub masked_by: Option<FactId>,
    /// The fact whose value this one cannot exceed, such as the age.
    pub at_most: Option<FactId>,
    /// The yes without which this one cannot be: beside it, a no to that is not believed.
    pub speaks_of: Option<FactId>,
    /// The fact whose rules read this one as well.
    pub widens: Option<FactId>,
    /// What is meant, for whoever writes rules.
    pub note: String,
}

/// The kind of answer a fact takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Yes or no.
    YesNo,
    /// A number.
    Number {
        /// Its unit.
        unit: String,
        /// The least that is accepted.
        least: Decimal,
        /// The greatest that is accepted.
        greatest: Decimal,
        /// It is a multiple of this.
        step: Decimal,
    },
    /// One of these levels, the mildest first.
    Level(Vec<String>),
}

/// Whether rules may only be raised by a fact, or cut both ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A danger sign: getting worse can only raise an answer.
    Sign,
    /// Age, dates, background: may raise and lower.
    Context,
}

/// In which direction a danger sign gets worse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worse {
    /// More is worse; yes is worse than no.
    Up,
    /// Less is worse.
    Down,
    /// Away from the normal range, ends included, in either direction.
    Both {
        /// The lowest normal value.
        low: Decimal,
        /// The highest normal value.
        high: Decimal,
    },
}

/// Who supplies a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The person who is asked.
    Asked,
    /// The log.
    Log,
    /// The person's background and birth date.
    Background,
    /// The engine, while it decides.
    Engine,
}

/// Why an answer is not one that the fact takes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{fact}: {wrong}; {right}")]
pub struct FactError {
    /// Name of the fact, as it was given.
    pub fact: String,
    /// What is wrong.
    pub wrong: String,
    /// What would be right.
    pub right: String,
}

impl FactDefinition {
    /// Whether the core works it out, instead of asking.
    pub fn is_derived(&self) -> bool {
        self.source != Source::Asked
    }

    /// Reads a raw answer: `true`, `false`, `unknown`, a number with at most one decimal, or a level. What is counted in days
    /// may also be said as `9 weeks`, `14 months` or `3 years`.
    ///
    /// # Errors
    /// What is wrong with it, and what would be right.
    pub fn read(&self, raw: &str) -> Result<Answer<Value>, FactError> {
        let raw = raw.trim();
        if raw == "unknown" {
            return Ok(Answer::Unknown);
        }
        let value = match &self.kind {
            Kind::YesNo => match raw {
                "true" => Value::YesNo(true),
                "false" => Value::YesNo(false),
                _ => return Err(self.error("neither yes nor no")),
            },
            Kind::Number { .. } if self.takes_ages() => Value::Number(self.days(raw)?),
            Kind::Number { .. } => {
                Value::Number(raw.parse::<Decimal>().map_err(|error| self.error(error.to_string()))?)
            }
            Kind::Level(_) => Value::Level(raw.to_owned()),
        };
        self.measure(&value).map_err(|error| self.with_ages(error))?;
        Ok(Answer::Known(value))
    }

    /// Whether it is counted in days, so that weeks, months and years can be told of it too.
    pub fn takes_ages(&self) -> bool {
        matches!(&self.kind, Kind::Number { unit, .. } if unit == "days")
    }

    fn days(&self, raw: &str) -> Result<Decimal, FactError> {
        let more_is_graver = self.role == Role::Sign && self.worse == Worse::Up;
        if let Some(days) = days(raw, more_is_graver) {
            return Ok(Decimal::from_tenths(days * 10));
        }
        if raw.contains(char::is_alphabetic) {
            return Err(
                self.with_ages(self.error("neither a number nor so many days, weeks, months or years"))
            );
        }
        raw.parse()
            .map_err(|error: gradus_domain::DecimalError| self.with_ages(self.error(error.to_string())))
    }

    fn with_ages(&self, mut error: FactError) -> FactError {
        if self.takes_ages() {
            error.right =
                error.right.replace(", or \"unknown\"", ", a text such as \"9 weeks\", or \"unknown\"");
        }
        error
    }

    /// The value on one scale for all kinds: 0 and 1 for no and yes, tenths of a number, the index of a level.
    ///
    /// # Errors
    /// The value is not of this fact's kind, outside its range, between its steps, or not one of its levels.
    pub fn measure(&self, value: &Value) -> Result<i32, FactError> {
        match (&self.kind, value) {
            (Kind::YesNo, Value::YesNo(yes)) => Ok(i32::from(*yes)),
            (Kind::Number { least, greatest, step, .. }, Value::Number(number)) => {
                if number < least || number > greatest {
                    let side = if number < least { "below" } else { "above" };
                    let bound = if number < least { least } else { greatest };
                    return Err(self.error(format!("{number} is {side} {bound}")).slip(self.slip(*number)));
                }
                if number.tenths() % step.tenths() != 0 {
                    return Err(self.error(format!("{number} is between the steps of {step}")));
                }
                Ok(i32::try_from(number.tenths()).expect("the vocabulary's ranges fit 32 bits"))
            }
            (Kind::Level(levels), Value::Level(level)) => {
                let index = levels.iter().position(|known| known == level);
                let index =
                    index.ok_or_else(|| self.error("not one of its levels").suggest(level, levels))?;
                Ok(i32::try_from(index).expect("a handful of levels"))
            }
            (_, other) => Err(self.error(format!("{} given", kind_of(other)))),
        }
    }

    /// The value at this place of [`FactDefinition::measure`]'s scale; `None` where the fact has none.
    pub fn value(&self, measured: i32) -> Option<Value> {
        let value = match &self.kind {
            Kind::YesNo => Value::YesNo(measured != 0),
            Kind::Number { .. } => Value::Number(Decimal::from_tenths(measured.into())),
            Kind::Level(levels) => Value::Level(levels.get(usize::try_from(measured).ok()?)?.clone()),
        };
        (self.measure(&value) == Ok(measured)).then_some(value)
    }

    /// A value of that scale as a facts file or a condition spells it.
    pub(crate) fn spelled(&self, measured: i32) -> String {
        match self.value(measured) {
            Some(Value::YesNo(yes)) => yes.to_string(),
            Some(Value::Number(number)) => number.to_string(),
            Some(Value::Level(level)) => level,
            None => Decimal::from_tenths(measured.into()).to_string(),
        }
    }

    /// What a right answer looks like, as an order.
    pub fn right(&self) -> String {
        match &self.kind {
            Kind::YesNo => "write true, false or \"unknown\"".to_owned(),
            Kind::Number { unit, least, greatest, step } => {
                let whole = if *step == Decimal::whole(1) { "whole " } else { "" };
                format!("write {whole}{unit} from {least} to {greatest}, or \"unknown\"")
            }
            Kind::Level(levels) => format!("write one of {}, or unknown", levels.join(", ")),
        }
    }

    /// What a number outside the range was probably written in, where that gives a number within it.
    fn slip(&self, number: Decimal) -> Option<String> {
        let Kind::Number { unit, least, greatest, .. } = &self.kind else { return None };
        let fits = |tenths: i64| (least.tenths()..=greatest.tenths()).contains(&tenths);
        let said = |tenths: i64, of: &str| {
            fits(tenths)
                .then(|| format!("{number} looks like {of}: that is {}", Decimal::from_tenths(tenths)))
        };
        if unit == "C" {
            // Rounded to the nearest tenth: 100.4 F is 38.0 C.
            let celsius = ((number.tenths() - 320) * 10 + 9).div_euclid(18);
            return said(celsius, "Fahrenheit").or_else(|| said(number.tenths() / 10, "tenths"));
        }
        None
    }

    fn error(&self, wrong: impl Into<String>) -> FactError {
        FactError { fact: self.id.to_string(), wrong: wrong.into(), right: self.right() }
    }
}

impl FactError {
    fn suggest(mut self, given: &str, known: &[String]) -> Self {
        let meant = did_you_mean(given, known.iter().map(String::as_str));
        if !meant.is_empty() {
            self.right = format!("{meant} {}", capital(&self.right));
        }
        self
    }
}

impl FactError {
    /// The same, beginning with what was probably meant.
    fn slip(mut self, slip: Option<String>) -> Self {
        if let Some(slip) = slip {
            self.right = format!("{slip}; {}", self.right);
        }
        self
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::YesNo(_) => "a yes-or-no answer",
        Value::Number(_) => "a number",
        Value::Level(_) => "a word",
    }
}
