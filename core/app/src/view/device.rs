use std::fmt;

use serde::Serialize;

use super::{BasisWord, FactAnswer, PersonRef};

/// A device as it is entered: one piece that one person uses. Everything is raw; `record` names the field that is wrong.
#[derive(Clone, PartialEq, Eq, Default, Serialize)]
pub struct DeviceDraft {
    /// What you call it, such as `Blue 10`.
    pub name: String,
    /// `hegar_double`, `hegar_single`, `set_piece`, `cryothermal` or `other`.
    pub shape: String,
    /// The diameter of each end, such as `12` or `12.5 mm` or `Hegar 12`: two for a double-ended rod.
    pub sizes: Vec<String>,
    /// Of what its surface is: `silicone`, `metal`, `glass`, `plastic` or `latex_covered`. Nothing else is body-safe.
    pub material: String,
    /// Whether it has a base that is wider than the opening. A device with neither base nor grip is refused.
    pub base: bool,
    /// Where it has a grip in place of a base: how far the mark lies from the tip, 10 to 150 mm.
    pub grip_depth_mm: Option<u16>,
    /// What is wrong with it by its making: `sharp_edge`, `seam`, `porous`, `magnetic` or `weighted`. A device with any of
    /// these is refused, with the reason.
    pub flaws: Vec<String>,
    /// Day on which it was first used (`YYYY-MM-DD`); `None` while it is new.
    pub first_use: Option<String>,
    /// How often it is disinfected, in days from 1 to 366, as its maker or the clinic says.
    pub disinfect_every_days: Option<u16>,
    /// After how many days of use it is replaced, 1 to 3653, as its maker or the clinic says.
    pub replace_after_days: Option<u16>,
}

/// What is done with a device.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DeviceCare {
    /// It was looked at before it was used.
    Checked {
        /// An answer to each of its `questions`: `true`, `false` or `unknown`.
        answers: Vec<FactAnswer>,
    },
    /// It was cleaned with soap and warm water.
    Cleaned {
        /// How it was disinfected as well: `boiled`, `bleach` or `makers_way`; `None` where it was not.
        disinfected: Option<String>,
    },
    /// It is used no more.
    Retired {
        /// `replaced`, `broken`, `lost` or `other`.
        reason: String,
    },
}

/// Whether a device may be used now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DeviceState {
    /// It was looked at today, and nothing bars it.
    Ready,
    /// It is to be looked at before it is used today.
    Unchecked,
    /// Something bars it.
    Barred,
    /// It was put away for good.
    Retired,
}

/// Whether two things may meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FitWord {
    /// They may.
    Fits,
    /// They may not.
    DoesNotFit,
    /// No source tells; the maker or the clinic knows.
    NotKnown,
}

/// Whether something suits a device or a glove, and why.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct FitView {
    /// What: the word of a lubricant or of a way to disinfect.
    pub what: String,
    /// Whether it suits.
    pub fits: FitWord,
    /// The same as a sentence, with the reason.
    pub sentence: String,
    /// What it rests on.
    pub basis: BasisWord,
    /// Where that stands.
    pub sources: Vec<String>,
}

/// One thing that bars a device.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct DeviceBarView {
    /// `retired`, `latex`, or the id of the question.
    pub code: String,
    /// Whether another look can lift it. What is broken stays broken.
    pub lasting: bool,
    /// Why, as a sentence.
    pub sentence: String,
    /// What it rests on.
    pub basis: BasisWord,
    /// Where that stands.
    pub sources: Vec<String>,
}

/// A question about a device before it is used. Yes is the answer of one that may go in.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct DeviceQuestionView {
    /// Its id, for an answer.
    pub id: String,
    /// The question.
    pub sentence: String,
}

/// What is to be done with a device.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct DeviceDueView {
    /// `disinfect` or `replace`.
    pub kind: String,
    /// By which civil date; `null` while it was not used, and where nobody gave a number.
    pub by: Option<String>,
    /// Whether that day has come.
    pub due: bool,
    /// The same as a sentence; says where a number is a proposal.
    pub sentence: String,
    /// What the number rests on.
    pub basis: BasisWord,
    /// Where that stands.
    pub sources: Vec<String>,
}

/// One device.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct DeviceView {
    /// Its entry.
    pub id: String,
    /// What the person calls it.
    pub name: String,
    /// Diameters of its ends in tenths of a millimetre.
    pub sizes_tenths_mm: Vec<u16>,
    /// Sizes, material, and what keeps it from being lost inside, in one line.
    pub line: String,
    /// Whether it may be used now.
    pub state: DeviceState,
    /// The same as a sentence.
    pub sentence: String,
    /// Everything that bars it.
    pub bars: Vec<DeviceBarView>,
    /// What is asked before it is used.
    pub questions: Vec<DeviceQuestionView>,
    /// What is to be done with it; empty once it was put away, and for what must never go in again.
    pub due: Vec<DeviceDueView>,
    /// Whether the lubricant of the plan suits it; `null` without a plan.
    pub lubricant: Option<FitView>,
    /// Which ways to disinfect suit it.
    pub disinfection: Vec<FitView>,
}

/// The devices of one person.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct DevicesView {
    /// Whose they are. A device has one user.
    pub person: PersonRef,
    /// The civil date.
    pub date: String,
    /// By their sizes, those that were put away last.
    pub devices: Vec<DeviceView>,
    /// Sizes of the plan that no device in the list has, in tenths of a millimetre; empty while no list is kept.
    pub lacking_tenths_mm: Vec<u16>,
    /// The same as a sentence; `null` where none is lacking.
    pub lacking: Option<String>,
}

impl fmt::Debug for DeviceDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeviceDraft").finish_non_exhaustive()
    }
}

impl fmt::Debug for DeviceCare {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeviceCare").finish_non_exhaustive()
    }
}

gradus_domain::unprinted!(FitView, DeviceBarView, DeviceQuestionView, DeviceDueView, DeviceView, DevicesView);
