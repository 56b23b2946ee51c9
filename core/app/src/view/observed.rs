use std::fmt;

use serde::Serialize;

/// Something that was measured or seen between check-ins, as it is entered.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Observed {
    /// A reading of a thermometer.
    Temperature {
        /// The reading with its unit, such as `38.1 C` or `100.6 F`; without a unit it is in Celsius.
        value: String,
        /// `axillary`, `tympanic`, `forehead`, `oral`, `rectal` or `not_said`.
        method: String,
        /// When a fever-lowering medicine was last taken (RFC 3339); `None` when none was, or nobody said.
        antipyretic_at: Option<String>,
    },
    /// A bowel movement, or several that were alike. What is left out was not said.
    Stool {
        /// Its form on the Bristol scale, 1 to 7.
        bristol: Option<u8>,
        /// How many, 1 to 50.
        count: Option<u8>,
        /// Blood with it: `none`, `streak`, `pink_tint`, `drip`, `red_bowl`, `clots`, `non_stop` or `unknown`.
        blood: Option<String>,
        /// Whether blood was mixed into it: `true`, `false` or `unknown`.
        blood_mixed: Option<String>,
        /// `usual`, `dark_with_iron_or_food` or `black_or_maroon`.
        colour: Option<String>,
        /// Where it came from, in somebody with a stoma: `bottom` or `stoma`.
        outlet: Option<String>,
    },
    /// A score of continence.
    Continence {
        /// The name of the scale; of `wexner`, `st_marks` and `lars` the range is known.
        scale: String,
        /// The score, from 0 on.
        score: u8,
        /// The greatest value of the scale, 1 to 100; may be left out where the range is known.
        most: Option<u8>,
    },
    /// Pain of somebody who cannot say it, as an observer scores it (FLACC).
    Flacc {
        /// 0 to 10.
        score: u8,
    },
    /// How hard it is for whoever looks after the person. The report tells it only together with the notes.
    Distress {
        /// 0 to 10.
        score: u8,
    },
}

impl fmt::Debug for Observed {
    /// The kind alone: what was logged has no place in a log file.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Temperature { .. } => "Observed(temperature)",
            Self::Stool { .. } => "Observed(stool)",
            Self::Continence { .. } => "Observed(continence)",
            Self::Flacc { .. } => "Observed(flacc)",
            Self::Distress { .. } => "Observed(distress)",
        })
    }
}
