use std::fmt;

use serde::Serialize;

use super::{DeviceCare, DeviceDraft, FactAnswer, Observed, SessionDraft, VisitDraft};

/// An entry of the log as it would be entered now: what `entry_details` shows, and what `Amend` puts in its place. It is of
/// the same kind as the entry. A time that is left out stays as it was.
#[expect(
    clippy::large_enum_variant,
    reason = "bindings cannot describe a box, and one correction at a time crosses"
)]
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Correction {
    /// A session that was held or tried. Without `occurrence` it keeps the planned session that it belongs to, or finds the
    /// one that fits where it moves to another day.
    Session {
        /// All of the session.
        draft: SessionDraft,
    },
    /// A planned session that was not held.
    Skip {
        /// The planned session; `None` keeps the one it was.
        occurrence: Option<String>,
        /// Why, in the words of the command `Skip`.
        reason: String,
    },
    /// Answers to the check-in questions.
    CheckIn {
        /// All answers; a question left out was not asked.
        answers: Vec<FactAnswer>,
        /// Words for the clinic.
        note: Option<String>,
    },
    /// Something that was measured or seen.
    Observation {
        /// When (RFC 3339); `None` keeps the time.
        at: Option<String>,
        /// What.
        what: Observed,
        /// Words for the diary.
        note: Option<String>,
    },
    /// A visit or procedure at the clinic.
    Visit {
        /// All of the visit.
        draft: VisitDraft,
    },
    /// A device.
    Device {
        /// All of the device.
        draft: DeviceDraft,
    },
    /// What was done with a device.
    DeviceCare {
        /// When (RFC 3339); `None` keeps the time.
        at: Option<String>,
        /// What.
        care: DeviceCare,
    },
}

impl fmt::Debug for Correction {
    /// The kind alone: what was logged has no place in a log file.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Session { .. } => "Correction(session)",
            Self::Skip { .. } => "Correction(skip)",
            Self::CheckIn { .. } => "Correction(check_in)",
            Self::Observation { .. } => "Correction(observation)",
            Self::Visit { .. } => "Correction(visit)",
            Self::Device { .. } => "Correction(device)",
            Self::DeviceCare { .. } => "Correction(device_care)",
        })
    }
}
