use chrono::{DateTime, FixedOffset, NaiveDate};

use crate::entry::EntryId;
use crate::size::Millimetres;

/// A talk with the clinic, as the person or caregiver wrote it down.
#[derive(Clone, PartialEq, Eq)]
pub struct ClinicContact {
    /// With whom.
    pub who: String,
    /// When.
    pub when: DateTime<FixedOffset>,
    /// What was said.
    pub said: String,
    /// What follows for the plan.
    pub outcome: ContactOutcome,
    /// Assessments whose block the clinician lifted. A block that is not named stays.
    pub releases: Vec<EntryId>,
    /// The day of the next visit, where one was agreed.
    pub next_visit: Option<NaiveDate>,
}

/// What the clinician said is to happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ContactOutcome {
    /// Go on as the plan says.
    Resume,
    /// Go on with this size.
    ResumeAt(Millimetres),
    /// Go on, without a step up for now.
    StaySame,
    /// Go on one ladder size smaller.
    StepDown,
    /// Do not dilate until told otherwise.
    Stop,
    /// Somebody was seen or reached, and nothing follows.
    SeenNothingToDo,
}

impl ContactOutcome {
    /// Whether the clinician decided something; to have seen that there is nothing to do decides nothing.
    pub fn decides(self) -> bool {
        self != Self::SeenNothingToDo
    }

    /// Whether the clinician said that dilation goes on.
    pub fn goes_on(self) -> bool {
        !matches!(self, Self::Stop | Self::SeenNothingToDo)
    }
}

/// A visit or procedure at the clinic: the place where sizes are set.
#[derive(Clone, PartialEq, Eq)]
pub struct Visit {
    /// What was done.
    pub kind: VisitKind,
    /// Who did it.
    pub who: String,
    /// The largest size that passed at calibration; `None` when not measured.
    pub calibrated: Option<Millimetres>,
    /// The size the clinician set for home from now on; `None` leaves it as it is.
    pub size_set: Option<Millimetres>,
    /// What was advised.
    pub advice: Option<String>,
}

/// What was done at a visit. The last five are for clinicians only (S10).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum VisitKind {
    /// Talk and examination.
    Examination,
    /// Calibration with rods.
    Calibration,
    /// Balloon dilation.
    Balloon,
    /// Controlled manual or instrumental dilation.
    ControlledDilation,
    /// Botulinum toxin.
    Botulinum,
    /// Examination under anaesthesia.
    UnderAnaesthesia,
    /// An operation.
    Operation,
}

crate::unprinted!(ClinicContact, Visit);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::mm;

    #[test]
    fn only_a_word_to_go_on_lets_dilation_go_on_and_to_have_been_seen_decides_nothing() {
        for (outcome, decides, goes_on) in [
            (ContactOutcome::Resume, true, true),
            (ContactOutcome::ResumeAt(mm(12)), true, true),
            (ContactOutcome::StaySame, true, true),
            (ContactOutcome::StepDown, true, true),
            (ContactOutcome::Stop, true, false),
            (ContactOutcome::SeenNothingToDo, false, false),
        ] {
            assert_eq!((outcome.decides(), outcome.goes_on()), (decides, goes_on), "{outcome:?}");
        }
    }
}
