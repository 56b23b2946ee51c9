//! What the plan asks, what was done, when and how much: values without I/O, clock, randomness or serialisation.
//!
//! This room owns the vocabulary every other room speaks: [`Moment`], [`Millimetres`], [`Disposition`], [`Gate`],
//! [`Answer`], and the plan, session and check-in built from them. A person's [`History`] is folded by the journal
//! room; what the plan asks of a day is [`plan`]'s and the schedule's to say.
#![forbid(unsafe_code)]

#[macro_use]
mod unprinted;

mod adherence;
mod answer;
mod assessment;
mod background;
mod calibration;
mod check_in;
mod contact;
mod course;
pub mod device;
mod disposition;
pub mod document;
mod entry;
mod gate;
mod history;
mod locale;
mod moment;
mod observation;
mod occurrence;
mod operation;
mod order;
mod pain;
mod pause;
mod person;
pub mod plan;
mod progression;
mod reminder;
mod run;
#[cfg(test)]
mod sample;
mod schedule;
mod session;
mod size;
pub mod sorting;
mod stage;
mod temperature;

pub use adherence::{Adherence, adherence, gated_days};
pub use answer::{Answer, Decimal, DecimalError, Value};
pub use assessment::{Assessment, Basis, Certainty, FiredRule, PackRef, Task};
pub use background::{Background, Condition, Fact, Surgery, SurgeryKind};
pub use calibration::{calibration_due, next_visit};
pub use check_in::{CheckIn, FactId, FactIdError};
pub use contact::{ClinicContact, ContactOutcome, Visit, VisitKind};
pub use course::{Course, Stretch};
pub use disposition::Disposition;
pub use entry::{EntryId, EntryIdError, Former, IN_TIME, Logged, Origin};
pub use gate::{Gate, GateSize, GateTime};
pub use history::{AboveCeiling, CurrentSize, History, OlderState, SetAside, StepTaken, Written, was_ahead};
pub use locale::Locale;
pub use moment::{BootId, Moment, storable};
pub use observation::{
    BristolError, BristolForm, ContinenceError, ContinenceScore, Distress, DistressError, Observation,
    Observed, Outlet, Stool, StoolColour,
};
pub use occurrence::{OccurrenceId, OccurrenceIdError};
pub use operation::OperationDoubt;
pub use order::{Stamp, in_order};
pub use pain::{PainError, PainScore};
pub use pause::{AfterPause, Pause};
pub use person::{AgeMonths, Person, PersonId, PersonIdError, Role};
pub use plan::Plan;
pub use progression::{
    Concern, Credit, Evidence, GapFrom, Interruption, NotCounted, Proposal, ProposalKind, Reason,
    StageProposal, after_pause, begins_anew, interruption, lacks_smaller, long_gap, next_session_size,
    on_ladder, overreach, programme_begun, propose, propose_stage, rising_pain, size_failed, smaller_than,
    stall,
};
pub use reminder::{AWAKE_HOURS, Reminder, is_by_day, session_reminders};
pub use run::{
    ASK_IF_OUT_MS, CheckItem, Cue, CueKind, Doing, Happened, Insertion, NEUTRAL_CHECKS, Run, RunDetails,
    RunEvent, RunRefusal, RunState, Script, ScriptError, Sign, TakeOut, Unfinished,
};
pub use schedule::{
    Occurrence, Slot, SlotStatus, Window, is_before_plan, not_before, over_before_plan, slots, slots_of_day,
};
pub use session::{
    Adjunct, AdjunctUse, Bleeding, DeviceUsed, Ease, LubricantUsed, Session, SessionPain, Skip, SkipReason,
    StopReason, Untold,
};
pub use size::{Millimetres, SizeError};
pub use stage::{Stage, StageError, StageTaken, StageWhy};
pub use temperature::{Temperature, TemperatureError, TemperatureMethod, TemperatureReading};
