use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use chrono::NaiveDate;

use crate::assessment::Assessment;
use crate::contact::ClinicContact;
use crate::entry::Logged;
use crate::gate::GateTime;
use crate::history::History;
use crate::moment::Moment;
use crate::schedule::{SlotStatus, slots};
use crate::session::SkipReason;

/// How much of what was asked for was done. There is one formula:
///
/// ```text
/// percent = held / asked, rounded down
/// asked   = sessions that the plan asked for and that are held, tried, skipped or past their late window,
///           without the excused ones
/// held    = those of them that were held, those with a streak of blood included
/// tried   = those in which the size did not pass, or that were stopped before the first hold
/// excused = asked for on a paused or gated day, or skipped because the clinic said so, and neither held nor tried
/// ```
///
/// A miss dents the number and never zeroes it; a try that failed is neither held nor missed; sessions beyond the plan do not raise it; what is still open does not
/// count yet. A late log counts as held: here it is the care that counts and not the step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Adherence {
    /// Asked for, without the excused.
    pub asked: u32,
    /// Held.
    pub held: u32,
    /// Tried and not held.
    pub tried: u32,
    /// Left out of the account.
    pub excused: u32,
}

impl Adherence {
    /// The share in percent, 0 to 100; `None` when nothing was asked for.
    pub fn percent(&self) -> Option<u8> {
        let share = (self.held * 100).checked_div(self.asked)?;
        u8::try_from(share).ok()
    }
}

/// The account of `days`, ends included. `paused` are days on which the person had paused the plan; days on which
/// triage had closed the gate are found in the history.
pub fn adherence(
    history: &History,
    days: RangeInclusive<NaiveDate>,
    paused: &BTreeSet<NaiveDate>,
    now: &Moment,
) -> Adherence {
    let gated = gated_days(history, &days);
    let mut account = Adherence::default();
    for slot in slots(history, days, now) {
        let date = slot.occurrence.id.date;
        let mut days = date.iter_days().take(slot.occurrence.days.into());
        let free = days.any(|day| paused.contains(&day) || gated.contains(&day));
        match slot.status {
            SlotStatus::Upcoming | SlotStatus::Due | SlotStatus::Optional | SlotStatus::LateWindow => {}
            SlotStatus::Done { .. } => {
                account.asked += 1;
                account.held += 1;
            }
            SlotStatus::Tried { .. } => {
                account.asked += 1;
                account.tried += 1;
            }
            SlotStatus::Skipped(SkipReason::ClinicSaid) => account.excused += 1,
            SlotStatus::Skipped(_) | SlotStatus::Missed if free => account.excused += 1,
            SlotStatus::Skipped(_) | SlotStatus::Missed => account.asked += 1,
        }
    }
    account
}

/// Days of the range on which an assessment had closed the gate: from its day until the wait is over or, for a block,
/// until the contact that releases it or a clinic's new plan.
pub fn gated_days(history: &History, days: &RangeInclusive<NaiveDate>) -> BTreeSet<NaiveDate> {
    let mut gated = BTreeSet::new();
    for assessment in &history.assessments {
        let until = match assessment.value.gate.time {
            GateTime::Now => continue,
            GateTime::WaitUntil(until) => until.date_naive(),
            GateTime::Blocked => released_on(history, assessment).unwrap_or(*days.end()),
        };
        let from = assessment.date().max(*days.start());
        gated.extend(from.iter_days().take_while(|date| *date <= until && date <= days.end()));
    }
    gated
}

/// The day of the talk that releases an assessment, or on which the clinic's signature renewed the plan.
fn released_on(history: &History, assessment: &Logged<Assessment>) -> Option<NaiveDate> {
    let releases = |contact: &&Logged<ClinicContact>| {
        contact.value.outcome.goes_on() && contact.value.releases.contains(&assessment.id)
    };
    let contacts = history.contacts.iter().filter(releases).map(|contact| contact.effective);
    contacts.chain(history.renewed_after(assessment.place)).min().map(|at| at.date_naive())
}

#[cfg(test)]
mod tests;
