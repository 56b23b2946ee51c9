use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, FixedOffset};

/// A body temperature in tenths of a degree Celsius, from 30.0 to 45.0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Temperature {
    tenths: u16,
}

/// Where the thermometer was. Kept because the number is never converted between methods; see C9 of the decisions:
/// no arithmetic on an axillary reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TemperatureMethod {
    /// In the arm pit.
    Axillary,
    /// In the ear.
    Tympanic,
    /// On the forehead.
    Forehead,
    /// Under the tongue.
    Oral,
    /// In the rectum; advised against after anorectal surgery.
    Rectal,
    /// Not said.
    NotSaid,
}

/// One reading, with what could have hidden a fever.
#[derive(Clone, PartialEq, Eq)]
pub struct TemperatureReading {
    /// The reading.
    pub temperature: Temperature,
    /// Where it was taken.
    pub method: TemperatureMethod,
    /// When a fever-lowering medicine was last taken, if any was: within some hours the reading is a lower bound.
    pub antipyretic_at: Option<DateTime<FixedOffset>>,
}

/// Why a text is not a body temperature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TemperatureError {
    /// Not a number with C or F.
    #[error("not a temperature; write degrees such as 38.1 C or 100.6 F")]
    NotATemperature,
    /// More than one digit after the point.
    #[error("too precise; write at most one digit after the point, such as 38.1")]
    TooPrecise,
    /// Outside 30 to 45 degrees Celsius; a bare 100.6 without F lands here.
    #[error("no body has this temperature; write 30 to 45 degrees Celsius, or add F for Fahrenheit")]
    OutOfRange,
}

impl Temperature {
    /// The lowest reading that is accepted.
    pub const MIN: Self = Self { tenths: 300 };
    /// The highest reading that is accepted.
    pub const MAX: Self = Self { tenths: 450 };

    /// From tenths of a degree Celsius: `381` is 38.1 C.
    ///
    /// # Errors
    /// [`TemperatureError::OutOfRange`] outside 300 to 450.
    pub fn from_tenths(tenths: i64) -> Result<Self, TemperatureError> {
        if tenths < i64::from(Self::MIN.tenths) || tenths > i64::from(Self::MAX.tenths) {
            return Err(TemperatureError::OutOfRange);
        }
        Ok(Self { tenths: tenths as u16 })
    }

    /// From tenths of a degree Fahrenheit, exact where a tenth of a degree Celsius can say it; else rounded toward
    /// concern: up from 37.0 C, down below.
    ///
    /// # Errors
    /// [`TemperatureError::OutOfRange`] when the result is outside 30 to 45 C.
    pub fn from_fahrenheit_tenths(tenths: i64) -> Result<Self, TemperatureError> {
        if !(0..=2000).contains(&tenths) {
            return Err(TemperatureError::OutOfRange);
        }
        let ninths = (tenths - 320) * 5;
        let down = ninths.div_euclid(9);
        let exact = ninths.rem_euclid(9) == 0;
        Self::from_tenths(if exact || down < 370 { down } else { down + 1 })
    }

    /// Tenths of a degree Celsius.
    pub fn tenths(self) -> u16 {
        self.tenths
    }
}

impl FromStr for Temperature {
    type Err = TemperatureError;

    /// Reads `38.1`, `38.1 C`, `38,1 °C`, `100.6 F`. Without a unit the number is Celsius.
    fn from_str(text: &str) -> Result<Self, TemperatureError> {
        let text = text.trim().to_uppercase().replace(',', ".");
        let (number, fahrenheit) = match (text.strip_suffix('F'), text.strip_suffix('C')) {
            (Some(number), _) => (number, true),
            (_, Some(number)) => (number, false),
            _ => (text.as_str(), false),
        };
        let number = number.trim().trim_end_matches('°').trim();
        let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(whole) || !digits(fraction) {
            return Err(TemperatureError::NotATemperature);
        }
        let fraction = fraction.trim_end_matches('0');
        if fraction.len() > 1 {
            return Err(TemperatureError::TooPrecise);
        }
        let whole: i64 = whole.parse::<u16>().map_err(|_| TemperatureError::OutOfRange)?.into();
        let tenths = whole * 10 + fraction.parse::<i64>().unwrap_or(0);
        if fahrenheit { Self::from_fahrenheit_tenths(tenths) } else { Self::from_tenths(tenths) }
    }
}

impl fmt::Display for Temperature {
    /// `38.1 C`, always with one decimal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{} C", self.tenths / 10, self.tenths % 10)
    }
}

crate::unprinted!(TemperatureReading);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn tenths(text: &str) -> Result<u16, TemperatureError> {
        text.parse().map(Temperature::tenths)
    }

    #[test]
    fn readings_are_read_in_both_units() {
        for (text, expected) in [
            ("38.1", 381),
            ("38,1 °C", 381),
            ("38.1C", 381),
            ("38 c", 380),
            ("100.4 F", 380),
            ("98.6°F", 370),
        ] {
            assert_eq!(tenths(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn fahrenheit_is_rounded_toward_concern_on_both_sides() {
        assert_eq!(tenths("100.6 F"), Ok(382), "38.11 is told as 38.2");
        assert_eq!(tenths("100.3 F"), Ok(380), "37.94 is told as 38.0, the fever line");
        assert_eq!(tenths("98.7 F"), Ok(371), "37.06 is told as 37.1, just above what is usual");
        assert_eq!(tenths("96.7 F"), Ok(359), "35.94 is told as 35.9, below the line");
        assert_eq!(tenths("96.8 F"), Ok(360));
    }

    #[test]
    fn what_is_no_body_temperature_is_refused() {
        for (text, error) in [
            ("", TemperatureError::NotATemperature),
            ("hot", TemperatureError::NotATemperature),
            ("C", TemperatureError::NotATemperature),
            ("-38", TemperatureError::NotATemperature),
            ("38.15", TemperatureError::TooPrecise),
            ("100.6", TemperatureError::OutOfRange),
            ("29.9", TemperatureError::OutOfRange),
            ("45.1", TemperatureError::OutOfRange),
            ("85.9 F", TemperatureError::OutOfRange),
            ("99999999999", TemperatureError::OutOfRange),
        ] {
            assert_eq!(tenths(text), Err(error), "{text}");
        }
        assert_eq!(
            (tenths("30"), tenths("45"), tenths("86 F"), tenths("113 F")),
            (Ok(300), Ok(450), Ok(300), Ok(450))
        );
    }

    proptest! {
        #[test]
        fn what_is_printed_reads_back(tenths in 300_i64..=450) {
            let temperature = Temperature::from_tenths(tenths).expect("within bounds");
            prop_assert_eq!(temperature.to_string().parse(), Ok(temperature));
        }

        #[test]
        fn a_warmer_fahrenheit_reading_is_never_a_cooler_celsius_one(one in 860_i64..=1130, other in 860_i64..=1130) {
            let celsius = |f| Temperature::from_fahrenheit_tenths(f).expect("within bounds");
            prop_assert!(one > other || celsius(one) <= celsius(other));
        }
    }
}
