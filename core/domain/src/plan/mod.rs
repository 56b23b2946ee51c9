//! What a clinician asks for: the plan, its parts, its text form, and what is missing from it.
#![doc = include_str!("FORMAT.md")]

mod check;
mod complete;
mod device;
mod difference;
mod form;
mod goal_by_age;
mod ladder;
mod origin;
mod own_practice;
mod phase;
mod precondition;
mod print;
mod published;
mod read;
mod read_phase;
mod steps;
mod suitability;

pub use check::{
    ADULT_HOME_TENTHS, CHILD_HOME_TENTHS, FISSURE_MAX_DAYS, SELF_DIRECTED_DAYS_AT_SIZE,
    SELF_DIRECTED_GOAL_TENTHS, SELF_DIRECTED_HOLD_S, SELF_DIRECTED_MAX_PAIN, SELF_DIRECTED_PER_DAY,
};
pub use complete::{Missing, Warning};
pub use form::{Blank, PlanForm};
pub use goal_by_age::{GoalBand, goal_for_age};
pub use published::published;
pub use read::FORMAT;

pub use difference::Difference;

pub use device::{Device, DeviceKind, Lubricant, Material, Retention};
pub use ladder::{Ladder, LadderError};
pub use origin::{Administrator, AgeGroup, Indication, PlanOrigin, Regimen, Signer, SourceNote};
pub use own_practice::{
    SELF_DIRECTED_INSERTIONS, SELF_DIRECTED_MIN_GAP_H, SELF_DIRECTED_START_TENTHS, SELF_DIRECTED_STEP_TENTHS,
    Unfit,
};
pub use phase::{Days, Frequency, Hold, Phase, Span, Until, WarmUp, WarmUpSizes, WeekDay};
pub use precondition::Precondition;
pub use steps::{StepDown, StepDownOn, StepUp, Taper, TaperGate};
pub use suitability::Unsuited;

use chrono::NaiveDate;

use crate::document::Problem;
use crate::session::Adjunct;

/// A plan: one version of what a clinician, or an adult without a medical indication, set down. Made only by reading
/// a text that keeps every rule of the format, so that a plan in hand is a plan that can be followed.
#[derive(Clone, PartialEq, Eq)]
pub struct Plan {
    pub(crate) body: Body,
    pub(crate) signer: Option<Signer>,
}

/// The parts of a plan, as the text form holds them.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Body {
    pub(crate) title: String,
    pub(crate) from_clinic: bool,
    pub(crate) based_on: Option<String>,
    pub(crate) prescriber: Option<String>,
    pub(crate) indication: Indication,
    pub(crate) regimen: Regimen,
    pub(crate) age_group: AgeGroup,
    pub(crate) administrator: Administrator,
    pub(crate) person_code: Option<String>,
    pub(crate) device: Option<Device>,
    pub(crate) ladder: Ladder,
    pub(crate) start: Start,
    pub(crate) calibration_days: Option<u16>,
    pub(crate) preconditions: Vec<Precondition>,
    pub(crate) suitability: Vec<Unsuited>,
    pub(crate) phases: Vec<Phase>,
    pub(crate) step_up: StepUp,
    pub(crate) step_down: Option<StepDown>,
    pub(crate) taper: Option<Taper>,
    pub(crate) adjuncts: Vec<Adjunct>,
    pub(crate) lubricant: Lubricant,
    pub(crate) review_by: Option<NaiveDate>,
    pub(crate) valid_until: Option<NaiveDate>,
    pub(crate) max_duration_days: Option<u16>,
    pub(crate) contacts: Vec<Contact>,
    pub(crate) instructions: Vec<String>,
    pub(crate) sources: Vec<SourceNote>,
}

/// When the plan begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Start {
    /// On this date.
    On(NaiveDate),
    /// In a window of days after an operation, on the date the clinician names.
    AfterOperation {
        /// The date of the operation; `None` until it is known.
        operation: Option<NaiveDate>,
        /// First day of the window, counted from the operation.
        from_day: u16,
        /// Last day of the window.
        to_day: u16,
        /// The first day of dilation as the clinician chose it; `None` until chosen. No source gives a default (C7.1).
        on: Option<NaiveDate>,
    },
}

/// Whom to call.
#[derive(Clone, PartialEq, Eq)]
pub struct Contact {
    /// Name of the person or desk.
    pub name: String,
    /// Telephone number as dialled.
    pub phone: String,
    /// When they can be reached, in words.
    pub hours: Option<String>,
}

impl Plan {
    /// Reads a plan from its text form. A form is read too, once its blanks are filled in the text.
    ///
    /// The plan stands on no signature; see [`Self::signed_by`].
    ///
    /// # Errors
    /// Every mistake, in the order of lines.
    pub fn parse(text: &str) -> Result<Self, Vec<Problem>> {
        PlanForm::parse(text)?.into_plan()
    }

    /// The canonical text: reading it gives this plan again, apart from the signature, which is kept beside it.
    pub fn to_text(&self) -> String {
        print::print(&self.body)
    }

    /// Who stands behind the plan.
    pub fn origin(&self) -> PlanOrigin<'_> {
        match (&self.signer, self.body.from_clinic) {
            (Some(signer), _) => PlanOrigin::ClinicSigned(signer),
            (None, true) => PlanOrigin::TranscribedFromClinic,
            (None, false) => PlanOrigin::SelfDirected,
        }
    }

    /// The name of the plan.
    pub fn title(&self) -> &str {
        &self.body.title
    }

    /// The name of the published plan it was made from.
    pub fn based_on(&self) -> Option<&str> {
        self.body.based_on.as_deref()
    }

    /// The clinician who ordered it.
    pub fn prescriber(&self) -> Option<&str> {
        self.body.prescriber.as_deref()
    }

    /// What it treats.
    pub fn indication(&self) -> Indication {
        self.body.indication
    }

    /// For whom its limits are: a child or an adult.
    pub fn age_group(&self) -> AgeGroup {
        self.body.age_group
    }

    /// Who carries it out.
    pub fn administrator(&self) -> Administrator {
        self.body.administrator
    }

    /// The code of the person it was issued for, so that a sibling's plan is not taken by mistake.
    pub fn person_code(&self) -> Option<&str> {
        self.body.person_code.as_deref()
    }

    /// Where dilation happens, if at all.
    pub fn regimen(&self) -> Regimen {
        self.body.regimen
    }

    /// The device; `None` only where nothing is dilated at home.
    pub fn device(&self) -> Option<&Device> {
        self.body.device.as_ref()
    }

    /// How deep anything may go in, in millimetres from the tip, where the plan is written for a device with a mark.
    pub fn depth_stop_mm(&self) -> Option<u16> {
        match self.device()?.retention {
            Retention::Grip { depth_stop_mm } => Some(depth_stop_mm),
            Retention::Base => None,
        }
    }

    /// Sizes, the first one and the ceiling.
    pub fn ladder(&self) -> &Ladder {
        &self.body.ladder
    }

    /// When it begins.
    pub fn start(&self) -> Start {
        self.body.start
    }

    /// The first day of dilation; `None` until it is set.
    pub fn first_day(&self) -> Option<NaiveDate> {
        match self.body.start {
            Start::On(date) => Some(date),
            Start::AfterOperation { on, .. } => on,
        }
    }

    /// The last day on which it asks for sessions: the earlier of its end date and the end of its longest duration.
    pub fn last_day(&self) -> Option<NaiveDate> {
        let duration = self.body.max_duration_days.zip(self.first_day()).and_then(|(days, first)| {
            first.checked_add_days(chrono::Days::new(u64::from(days).saturating_sub(1)))
        });
        [self.body.valid_until, duration].into_iter().flatten().min()
    }

    /// Days from one calibration by the clinic to the next; `None` where the plan asks for none.
    pub fn calibration_days(&self) -> Option<u16> {
        self.body.calibration_days
    }

    /// What a clinician made sure of before the first day.
    pub fn preconditions(&self) -> &[Precondition] {
        &self.body.preconditions
    }

    /// The phases one after another, the first on the first day.
    pub fn phases(&self) -> &[Phase] {
        &self.body.phases
    }

    /// Whether it asks for sessions at home at all.
    pub fn has_home_sessions(&self) -> bool {
        !self.body.phases.is_empty()
    }

    /// When a step up may be proposed.
    pub fn step_up(&self) -> &StepUp {
        &self.body.step_up
    }

    /// When a step down is proposed.
    pub fn step_down(&self) -> Option<&StepDown> {
        self.body.step_down.as_ref()
    }

    /// How it ends.
    pub fn taper(&self) -> Option<&Taper> {
        self.body.taper.as_ref()
    }

    /// What to lubricate with.
    pub fn lubricant(&self) -> Lubricant {
        self.body.lubricant
    }

    /// The date by which a clinician looks at it again.
    pub fn review_by(&self) -> Option<NaiveDate> {
        self.body.review_by
    }

    /// Whom to call.
    pub fn contacts(&self) -> &[Contact] {
        &self.body.contacts
    }

    /// Instructions in the clinician's words.
    pub fn instructions(&self) -> &[String] {
        &self.body.instructions
    }

    /// Where its numbers come from.
    pub fn sources(&self) -> &[SourceNote] {
        &self.body.sources
    }

    /// The same plan, standing on a clinic's signature that the caller has checked over the plan's exact text.
    #[must_use]
    pub fn signed_by(mut self, signer: Signer) -> Self {
        self.body.from_clinic = true;
        self.signer = Some(signer);
        self
    }
}

crate::unprinted!(Plan, Body, Contact);

#[cfg(test)]
mod tests;
