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
mod check_in;
mod contact;
mod disposition;
pub mod document;
mod entry;
mod gate;
mod history;
mod moment;
mod occurrence;
mod operation;
mod order;
mod pain;
mod person;
pub mod plan;
mod progression;
#[cfg(test)]
mod sample;
mod schedule;
mod session;
mod size;
mod temperature;

pub use adherence::{Adherence, adherence, gated_days};
pub use answer::{Answer, Decimal, DecimalError, Value};
pub use assessment::{Assessment, Basis, Certainty, FiredRule, PackRef, Task};
pub use background::{Background, Condition, Fact, Surgery, SurgeryKind};
pub use check_in::{CheckIn, FactId, FactIdError};
pub use contact::{ClinicContact, ContactOutcome, Visit, VisitKind};
pub use disposition::Disposition;
pub use entry::{EntryId, EntryIdError, Logged, Origin};
pub use gate::{Gate, GateSize, GateTime};
pub use history::{AboveCeiling, CurrentSize, History, OlderState, StepTaken};
pub use moment::{BootId, Moment};
pub use occurrence::{OccurrenceId, OccurrenceIdError};
pub use operation::OperationDoubt;
pub use order::{Stamp, in_order};
pub use pain::{PainError, PainScore};
pub use person::{AgeMonths, Person, PersonId, PersonIdError, Role};
pub use plan::Plan;
pub use progression::{
    Credit, Evidence, GapFrom, Interruption, NotCounted, Proposal, ProposalKind, Reason, interruption,
    lacks_smaller, next_session_size, on_ladder, programme_begun, propose,
};
pub use schedule::{
    Occurrence, Slot, SlotStatus, Window, is_before_plan, not_before, occurrences, over_before_plan,
    phase_on, slots,
};
pub use session::{
    Adjunct, AdjunctUse, Bleeding, Ease, LubricantUsed, Session, SessionPain, Skip, SkipReason, StopReason,
    Untold,
};
pub use size::{Millimetres, SizeError};
pub use temperature::{Temperature, TemperatureError, TemperatureMethod, TemperatureReading};
