//! What is counted of a life.

use std::collections::BTreeSet;

use crate::table::Urgency;

/// One time that somebody was to reach a clinician, from the first answer that asked for it to the talk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// How urgent it got.
    pub urgency: Urgency,
    /// What asked for it at that urgency: rules, with a question mark where only a doubt stands behind them, and what is no
    /// rule of the pack by its name.
    pub by: BTreeSet<String>,
    /// What was answered with `not sure` behind it.
    pub unsure: BTreeSet<String>,
    /// An ordinary illness showed within the two days before it.
    pub ill: bool,
}

impl Call {
    /// Whether nothing but answers that somebody was not sure of stands behind it.
    pub fn is_doubt(&self) -> bool {
        self.by.iter().all(|by| by.ends_with('?'))
    }
}

/// A complication, and when it was answered.
#[derive(Debug, Clone, PartialEq)]
pub struct Onset {
    /// Which.
    pub course: String,
    /// Hours from the true onset to the first right answer; none where there was none in time.
    pub hours: Option<f64>,
    /// Hours from the first sign that showed; none where no sign ever did.
    pub first_sign_h: Option<f64>,
    /// What gave the right answer.
    pub by: BTreeSet<String>,
    /// The facts that showed of it, and of whatever else there was, in all.
    pub shown: BTreeSet<String>,
}

/// Everything that is counted.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Counted {
    /// Days lived under the plan.
    pub days: u32,
    /// Days of them on which no illness showed.
    pub well_days: u32,
    /// Check-ins answered.
    pub check_ins: u32,
    /// Questions answered in them.
    pub questions: u32,
    /// Times that somebody was to be reached.
    pub calls: Vec<Call>,
    /// Answers that asked for a rest and to answer again, without a call.
    pub pauses: u32,
    /// Sessions that the plan asked for.
    pub planned: u32,
    /// Sessions held.
    pub held: u32,
    /// Sessions that were simply not held.
    pub missed: u32,
    /// Sessions lost to a closed gate, each with what closed it.
    pub lost: Vec<BTreeSet<String>>,
    /// The complication, where there was one.
    pub onset: Option<Onset>,
}
