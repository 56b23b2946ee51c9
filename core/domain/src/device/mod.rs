//! Which devices does a person have, may one of them be used today, and what is due for it?
//!
//! ```text
//! DeviceParts (as told) --parse--> Device (S13, S14) --+
//! DeviceCare: checked, cleaned, disinfected, retired --+--> Readiness (what bars it) and Due (what is to be done)
//! Lubrication x Surface, Disinfection x Device -----------> Fit
//! ```

mod care;
mod check;
mod due;
mod fit;
mod item;
mod ready;

pub use care::{Care, DeviceCare, Disinfection, RetireReason};
pub use check::{Question, SafetyCheck};
pub use due::{Due, DueKind, WEEKLY_DAYS};
pub use fit::{Fit, FitReason, Lubrication, Surface, Verdict, disinfection_fit, lubricant_fit};
pub use item::{Device, DeviceError, DeviceParts, Flaw, HOME_TENTHS, Shape};
pub use ready::{Bar, Readiness};
