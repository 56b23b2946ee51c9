use std::fmt;
use std::str::FromStr;

/// What is known of one fact. Absence of a fact from a collection means that it was not asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Answer<T> {
    /// Asked, and the person said.
    Known(T),
    /// Asked, and the person could not say. Never the same as "no".
    Unknown,
}

/// The value of a fact.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Value {
    /// A yes-or-no question.
    YesNo(bool),
    /// A number in the unit that the fact's definition names.
    Number(Decimal),
    /// One of the ordered levels that the fact's definition names.
    Level(String),
}

/// A number with at most one decimal place: temperatures, sizes, hours and counts, exact and free of NaN.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal {
    tenths: i64,
}

/// Why a text is not a [`Decimal`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DecimalError {
    /// Not a number in digits.
    #[error("not a number: write digits, such as 38.1")]
    NotANumber,
    /// More than one digit after the point.
    #[error("too precise: give at most one digit after the point")]
    TooPrecise,
    /// Beyond what the type holds.
    #[error("too large")]
    TooLarge,
}

impl Decimal {
    /// From a count of tenths: `381` is 38.1.
    pub fn from_tenths(tenths: i64) -> Self {
        Self { tenths }
    }

    /// From a whole number.
    pub fn whole(whole: i32) -> Self {
        Self { tenths: i64::from(whole) * 10 }
    }

    /// The count of tenths.
    pub fn tenths(self) -> i64 {
        self.tenths
    }
}

impl FromStr for Decimal {
    type Err = DecimalError;

    fn from_str(text: &str) -> Result<Self, DecimalError> {
        let (sign, digits) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !all_digits(whole) || !all_digits(fraction) {
            return Err(DecimalError::NotANumber);
        }
        let fraction = fraction.trim_end_matches('0');
        if fraction.len() > 1 {
            return Err(DecimalError::TooPrecise);
        }
        let tenths = fraction.parse::<i64>().unwrap_or(0);
        let whole = whole.parse::<i64>().map_err(|_| DecimalError::TooLarge)?;
        let total =
            whole.checked_mul(10).and_then(|w| w.checked_add(tenths)).ok_or(DecimalError::TooLarge)?;
        Ok(Self { tenths: sign * total })
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.tenths < 0 { "-" } else { "" };
        let (whole, tenth) = (self.tenths.unsigned_abs() / 10, self.tenths.unsigned_abs() % 10);
        if tenth == 0 { write!(f, "{sign}{whole}") } else { write!(f, "{sign}{whole}.{tenth}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_read_exactly_and_refuse_what_they_cannot_hold() {
        for (text, tenths) in [("38", 380), ("38.1", 381), ("38.10", 381), ("0.5", 5), ("-1.5", -15)] {
            assert_eq!(text.parse(), Ok(Decimal::from_tenths(tenths)), "{text}");
        }
        for (text, why) in [
            ("", DecimalError::NotANumber),
            ("3,5", DecimalError::NotANumber),
            ("NaN", DecimalError::NotANumber),
            ("1e9", DecimalError::NotANumber),
            (".5", DecimalError::NotANumber),
            ("38.15", DecimalError::TooPrecise),
            ("99999999999999999999", DecimalError::TooLarge),
        ] {
            assert_eq!(text.parse::<Decimal>(), Err(why), "{text}");
        }
        assert_eq!(Decimal::from_tenths(381).to_string(), "38.1");
        assert_eq!(Decimal::from_tenths(-5).to_string(), "-0.5");
        assert_eq!(Decimal::whole(38).to_string(), "38");
        assert_eq!(Decimal::whole(0).to_string(), "0");
    }
}
