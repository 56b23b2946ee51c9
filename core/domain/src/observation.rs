use crate::answer::Answer;
use crate::pain::PainScore;
use crate::session::Bleeding;
use crate::temperature::TemperatureReading;

/// Something that was measured or seen between check-ins.
#[derive(Clone, PartialEq, Eq)]
pub struct Observation {
    /// What.
    pub what: Observed,
    /// Free words. No rule reads them.
    pub note: Option<String>,
}

/// What was measured or seen.
#[derive(Clone, PartialEq, Eq)]
pub enum Observed {
    /// A reading of a thermometer.
    Temperature(TemperatureReading),
    /// A bowel movement, or several of them.
    Stool(Stool),
    /// A score of continence.
    Continence(ContinenceScore),
    /// Pain of somebody who cannot say it, as an observer scores it (FLACC).
    Flacc(PainScore),
    /// How hard it is for whoever looks after the person. No rule reads it, and nobody is told of it unasked.
    Distress(Distress),
}

/// A bowel movement, or several that were alike. What is `None` was not said.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct Stool {
    /// Its form.
    pub form: Option<BristolForm>,
    /// How many.
    pub count: Option<u8>,
    /// Blood with it, as patients say it.
    pub blood: Option<Answer<Bleeding>>,
    /// Whether blood was mixed into it, as against on its surface.
    pub blood_mixed: Option<Answer<bool>>,
    /// Its colour.
    pub colour: Option<StoolColour>,
    /// Where it came from; `None` for the only way out.
    pub outlet: Option<Outlet>,
}

/// The form of stool on the Bristol scale: 1 is separate hard lumps, 7 is watery.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BristolForm(u8);

/// The number is not on the Bristol scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the Bristol scale runs from 1 to 7")]
pub struct BristolError;

/// The colour of stool. The greater value is the worse one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StoolColour {
    /// As it usually is.
    Usual,
    /// Dark, and iron or food explains it.
    DarkWithIronOrFood,
    /// Black as tar, or maroon.
    BlackOrMaroon,
}

/// Where stool comes from in somebody with a stoma.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outlet {
    /// The bottom.
    Bottom,
    /// The stoma.
    Stoma,
}

/// How hard it is, 0 to 10: 10 is more than can be borne.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Distress(u8);

/// The number is above 10.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("distress is told from 0 to 10")]
pub struct DistressError;

/// A score of continence with the scale that it is of: without its range a number says nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct ContinenceScore {
    scale: String,
    score: u8,
    most: u8,
}

/// Why a score is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ContinenceError {
    /// The scale has no name.
    #[error("the scale has no name; write which it is, such as wexner")]
    Nameless,
    /// The greatest value is not one that a scale has.
    #[error("a scale runs from 0 to at least 1 and at most 100; write its greatest value, such as 20")]
    NoRange,
    /// The scale is one of those with a fixed range, and another one was given.
    #[error("this scale runs from 0 to {most}")]
    OtherRange {
        /// Its greatest value.
        most: u8,
    },
    /// The score lies above the range.
    #[error("a score of this scale lies between 0 and {most}")]
    OutOfRange {
        /// The greatest value.
        most: u8,
    },
}

/// Scales whose range is known: the score of Wexner (CCIS), that of St Mark's (Vaizey), and LARS (C4).
const SCALES: [(&str, u8); 3] = [("wexner", 20), ("st_marks", 24), ("lars", 42)];

impl BristolForm {
    /// The form that is all water.
    pub const WATERY: Self = Self(7);

    /// From a number.
    ///
    /// # Errors
    /// [`BristolError`] outside 1 to 7.
    pub fn new(form: u8) -> Result<Self, BristolError> {
        if (1..=7).contains(&form) { Ok(Self(form)) } else { Err(BristolError) }
    }

    /// The number, 1 to 7.
    pub fn value(self) -> u8 {
        self.0
    }
}

impl Distress {
    /// From here on the person who cares is told that the clinic can make it lighter. Basis: proposal.
    pub const HARD: Self = Self(8);

    /// From a number.
    ///
    /// # Errors
    /// [`DistressError`] above 10.
    pub fn new(score: u8) -> Result<Self, DistressError> {
        if score > 10 { Err(DistressError) } else { Ok(Self(score)) }
    }

    /// The number, 0 to 10.
    pub fn value(self) -> u8 {
        self.0
    }
}

impl ContinenceScore {
    /// A score on a named scale that runs from 0 to `most`. Of `wexner`, `st_marks` and `lars` the range is known.
    ///
    /// # Errors
    /// [`ContinenceError`] for a scale without a name or range, or a score outside of it.
    pub fn new(scale: &str, score: u8, most: Option<u8>) -> Result<Self, ContinenceError> {
        let scale = scale.trim();
        if scale.is_empty() {
            return Err(ContinenceError::Nameless);
        }
        let known = SCALES.iter().find(|(name, _)| *name == scale).map(|(_, most)| *most);
        let most = match (known, most) {
            (Some(known), Some(given)) if known != given => {
                return Err(ContinenceError::OtherRange { most: known });
            }
            (known, given) => known.or(given).filter(|most| (1..=100).contains(most)),
        };
        let most = most.ok_or(ContinenceError::NoRange)?;
        if score > most {
            return Err(ContinenceError::OutOfRange { most });
        }
        Ok(Self { scale: scale.to_owned(), score, most })
    }

    /// The name of the scale.
    pub fn scale(&self) -> &str {
        &self.scale
    }

    /// The score: 0 is the best on `wexner`, `st_marks` and `lars`.
    pub fn score(&self) -> u8 {
        self.score
    }

    /// The greatest value of the scale.
    pub fn most(&self) -> u8 {
        self.most
    }
}

crate::unprinted!(Observation, Observed, Stool, Distress, ContinenceScore);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_scale_ends_where_it_ends() {
        assert_eq!([0, 1, 7, 8].map(|form| BristolForm::new(form).is_ok()), [false, true, true, false]);
        assert_eq!(BristolForm::new(7), Ok(BristolForm::WATERY));
        assert_eq!([0, 10, 11].map(|score| Distress::new(score).is_ok()), [true, true, false]);
        assert_eq!(BristolForm::new(4).map(BristolForm::value), Ok(4));
        assert_eq!(Distress::new(6).map(Distress::value), Ok(6));
    }

    #[test]
    fn a_score_needs_its_scale_and_lies_within_it() {
        let read = |scale: &str, score, most| ContinenceScore::new(scale, score, most).map(|one| one.most());
        assert_eq!(read("wexner", 20, None), Ok(20));
        let seven = ContinenceScore::new(" wexner ", 7, None).expect("a score");
        assert_eq!((seven.scale(), seven.score()), ("wexner", 7));
        assert_eq!(read("wexner", 21, None), Err(ContinenceError::OutOfRange { most: 20 }));
        assert_eq!(read("wexner", 3, Some(24)), Err(ContinenceError::OtherRange { most: 20 }));
        assert_eq!(read("st_marks", 24, Some(24)), Ok(24));
        assert_eq!(read("lars", 42, None), Ok(42));
        assert_eq!(read("Krickenbeck", 3, None), Err(ContinenceError::NoRange));
        assert_eq!(read("Krickenbeck", 3, Some(0)), Err(ContinenceError::NoRange));
        assert_eq!(read("Krickenbeck", 3, Some(101)), Err(ContinenceError::NoRange));
        assert_eq!(
            (read("Krickenbeck", 3, Some(3)), read("Krickenbeck", 4, Some(3))),
            (Ok(3), Err(ContinenceError::OutOfRange { most: 3 }))
        );
        assert_eq!(read("  ", 3, Some(3)), Err(ContinenceError::Nameless));
    }
}
