use std::fmt;
use std::str::FromStr;

/// A diameter in millimetres, exact to a tenth. Never an index into a set of devices: sizes of different makers stay
/// comparable. The Hegar number is the diameter in millimetres (C1.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Millimetres {
    tenths: u16,
}

/// Why a text or number is not a diameter in [`Millimetres`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SizeError {
    /// Not a number with a unit we know.
    #[error("not a diameter; write millimetres such as 12, 12.5 or Hegar 12")]
    NotASize,
    /// More than one digit after the point.
    #[error("too precise; write at most one digit after the point, such as 12.5")]
    TooPrecise,
    /// Outside [`Millimetres::MIN`] to [`Millimetres::MAX`].
    #[error("no dilator has this diameter; write millimetres from 3 to 60")]
    OutOfRange,
    /// French (Charrière) gauge: copies of the unit standard disagree on its length by 4.5 % (C1.1).
    #[error("French sizes are ambiguous; write the diameter in millimetres as printed on the device")]
    French,
    /// An inch value.
    #[error("inches are not read; write the diameter in millimetres as printed on the device")]
    Inch,
    /// A maker's ordinal such as "size 5", which says nothing of the diameter.
    #[error("a size number differs from maker to maker; write the diameter in millimetres")]
    Ordinal,
    /// A circumference: about three times the diameter.
    #[error("a circumference is not a diameter; write the diameter in millimetres")]
    Circumference,
}

impl Millimetres {
    /// The smallest diameter of a rod for home or clinic (C1.1: sets begin at 3 mm).
    pub const MIN: Self = Self { tenths: 30 };
    /// The largest diameter that the log can hold; far above anything used at home (C1.9).
    pub const MAX: Self = Self { tenths: 600 };

    /// From a count of tenths of a millimetre: `125` is 12.5 mm.
    ///
    /// # Errors
    /// [`SizeError::OutOfRange`] outside 30 to 600.
    pub fn from_tenths(tenths: i64) -> Result<Self, SizeError> {
        if tenths < i64::from(Self::MIN.tenths) || tenths > i64::from(Self::MAX.tenths) {
            return Err(SizeError::OutOfRange);
        }
        Ok(Self { tenths: tenths as u16 })
    }

    /// From whole millimetres.
    ///
    /// # Errors
    /// [`SizeError::OutOfRange`] outside 3 to 60.
    pub fn whole(millimetres: u16) -> Result<Self, SizeError> {
        Self::from_tenths(i64::from(millimetres) * 10)
    }

    /// The count of tenths of a millimetre.
    pub fn tenths(self) -> u16 {
        self.tenths
    }
}

impl FromStr for Millimetres {
    type Err = SizeError;

    /// Reads `12`, `12.5`, `12 mm`, `Hegar 12`, in any case. A comma is read as a point. Units and numbers that do not
    /// say a diameter are refused with what to write instead.
    fn from_str(text: &str) -> Result<Self, SizeError> {
        let text = text.trim().to_lowercase();
        if let Some(error) = ambiguous(&text) {
            return Err(error);
        }
        let bare = text.strip_prefix("hegar").or_else(|| text.strip_suffix("mm")).unwrap_or(&text);
        let number = bare.trim().replace(',', ".");
        let (whole, fraction) = number.split_once('.').unwrap_or((&number, "0"));
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(whole) || !digits(fraction) {
            return Err(SizeError::NotASize);
        }
        let fraction = fraction.trim_end_matches('0');
        if fraction.len() > 1 {
            return Err(SizeError::TooPrecise);
        }
        let whole: i64 = whole.parse().map_err(|_| SizeError::OutOfRange)?;
        let tenth: i64 = fraction.parse().unwrap_or(0);
        Self::from_tenths(whole.checked_mul(10).ok_or(SizeError::OutOfRange)? + tenth)
    }
}

fn ambiguous(text: &str) -> Option<SizeError> {
    let begins = |words: &[&str]| words.iter().any(|word| text.starts_with(word));
    let ends = |words: &[&str]| words.iter().any(|word| text.ends_with(word));
    if text.contains("circ") || text.contains("around") || text.contains("girth") {
        Some(SizeError::Circumference)
    } else if begins(&["ch ", "fr ", "french", "charr"])
        || ends(&["fr", "ch", "french", "charrière", "charriere"])
    {
        if ends(&["inch"]) { Some(SizeError::Inch) } else { Some(SizeError::French) }
    } else if ends(&["\"", " in", "inches", "in."]) {
        Some(SizeError::Inch)
    } else if begins(&["size", "no", "#", "nr", "number", "xs", "s", "m", "l", "xl"]) {
        Some(SizeError::Ordinal)
    } else {
        None
    }
}

impl fmt::Display for Millimetres {
    /// `12 mm`, or `12.5 mm`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, tenth) = (self.tenths / 10, self.tenths % 10);
        if tenth == 0 { write!(f, "{whole} mm") } else { write!(f, "{whole}.{tenth} mm") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn diameters_are_read_in_the_ways_people_write_them() {
        for (text, tenths) in [
            ("12", 120),
            ("12.5", 125),
            ("12,5", 125),
            ("12.50", 125),
            ("12 mm", 120),
            ("12mm", 120),
            ("Hegar 12", 120),
            (" hegar 9.5 ", 95),
            ("3", 30),
            ("60 MM", 600),
        ] {
            assert_eq!(text.parse().map(Millimetres::tenths), Ok(tenths), "{text}");
        }
    }

    #[test]
    fn what_does_not_say_a_diameter_is_refused_with_the_reason() {
        for (text, error) in [
            ("", SizeError::NotASize),
            ("twelve", SizeError::NotASize),
            ("-12", SizeError::NotASize),
            ("1e1", SizeError::NotASize),
            ("hegar 12 mm", SizeError::NotASize),
            ("12 cm", SizeError::NotASize),
            ("12.55", SizeError::TooPrecise),
            ("2.9", SizeError::OutOfRange),
            ("60.1", SizeError::OutOfRange),
            ("99999999999999999999", SizeError::OutOfRange),
            ("9223372036854775807", SizeError::OutOfRange),
            ("36 Fr", SizeError::French),
            ("36Ch", SizeError::French),
            ("French 36", SizeError::French),
            ("0.5 in", SizeError::Inch),
            ("0.5\"", SizeError::Inch),
            ("1/2 inch", SizeError::Inch),
            ("size 5", SizeError::Ordinal),
            ("no. 5", SizeError::Ordinal),
            ("#5", SizeError::Ordinal),
            ("XL", SizeError::Ordinal),
            ("38 mm circumference", SizeError::Circumference),
            ("38 mm around", SizeError::Circumference),
            ("girth 38", SizeError::Circumference),
        ] {
            assert_eq!(text.parse::<Millimetres>(), Err(error), "{text}");
        }
    }

    #[test]
    fn the_bounds_hold_at_the_value_and_fail_a_tenth_beyond() {
        assert!(Millimetres::from_tenths(30).is_ok() && Millimetres::from_tenths(600).is_ok());
        assert_eq!(Millimetres::from_tenths(29), Err(SizeError::OutOfRange));
        assert_eq!(Millimetres::from_tenths(601), Err(SizeError::OutOfRange));
        assert_eq!(
            (Millimetres::whole(3), Millimetres::whole(60)),
            (Ok(Millimetres::MIN), Ok(Millimetres::MAX))
        );
    }

    proptest! {
        #[test]
        fn what_is_printed_reads_back(tenths in 30_i64..=600) {
            let size = Millimetres::from_tenths(tenths).expect("within bounds");
            prop_assert_eq!(size.to_string().parse(), Ok(size));
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in ".*") {
            let _ = text.parse::<Millimetres>();
        }
    }
}
