//! Rules between the fields of a plan: limits by age, origin, device and dates.

use super::Body;
use super::origin::{AgeGroup, Indication, Regimen};
use super::phase::{Days, Frequency, Phase, Until, WarmUpSizes};
use super::precondition::check_preconditions;
use crate::document::Table;
use crate::size::Millimetres;

/// Diameters a plan for home may use, in tenths of a millimetre. Basis: proposal (C1.1); above is for the clinic only.
pub const CHILD_HOME_TENTHS: (u16, u16) = (50, 180);
/// As [`CHILD_HOME_TENTHS`], for adults.
pub const ADULT_HOME_TENTHS: (u16, u16) = (50, 300);
/// The ceiling of a self-directed plan in tenths of a millimetre: the largest of the published graded set (C1.7).
/// Basis: proposal.
pub const SELF_DIRECTED_GOAL_TENTHS: u16 = 270;
/// The longest hold of a self-directed plan, in seconds: the hold published with that set (C1.7). Basis: proposal.
pub const SELF_DIRECTED_HOLD_S: u32 = 600;
/// The most sessions a day of a self-directed plan. Basis: proposal.
pub const SELF_DIRECTED_PER_DAY: u8 = 2;
/// The fewest days at a size of a self-directed plan (C1.2 steps weekly). Basis: proposal.
pub const SELF_DIRECTED_DAYS_AT_SIZE: u16 = 7;
/// The highest pain at which a self-directed plan may step up; the only published number (C2.2). Basis: sourced.
pub const SELF_DIRECTED_MAX_PAIN: u8 = 3;
/// The longest a fissure plan may run before a clinician looks again, in days (C1.5).
pub const FISSURE_MAX_DAYS: u16 = 56;

/// Reports every broken rule.
pub(super) fn check(root: &Table<'_>, body: &Body) {
    check_sizes(root, body);
    check_origin(root, body);
    check_lubricant(root, body);
    check_dates(root, body);
    check_warm_up(root, body);
    check_regimen(root, body);
    check_ends(root, body);
    if !body.from_clinic && body.indication == Indication::OwnPractice {
        check_self_directed(root, body);
    }
}

/// A phase that ends with a word needs another one after it, and a size that can be reached.
fn check_ends(root: &Table<'_>, body: &Body) {
    let ladder = &body.ladder;
    let reached =
        |size: &Millimetres| ladder.sizes().contains(size) && (ladder.start()..=ladder.goal()).contains(size);
    for (number, (table, phase)) in root.tables("phase").iter().zip(&body.phases).enumerate() {
        match phase.days {
            Days::Until(_) if number + 1 == body.phases.len() => {
                table.report("until", "no phase follows", "leave it out, or write another [[phase]]");
            }
            Days::Until(Until::Size(size)) if !reached(&size) => table.report(
                "until",
                format!("{size} is not reached"),
                "write a size of the ladder from start_mm to goal_mm",
            ),
            _ => {}
        }
    }
    let taper = root.table("taper").map(|taper| taper.tables("phase")).unwrap_or_default();
    let phases = body.taper.iter().flat_map(|taper| &taper.phases);
    for (table, _) in taper.iter().zip(phases).filter(|(_, phase)| matches!(phase.days, Days::Until(_))) {
        table.report(
            "until",
            "a phase of the taper goes on with somebody's word",
            "write days, its least length",
        );
    }
}

fn check_sizes(root: &Table<'_>, body: &Body) {
    let (who, (low, high)) = match body.age_group {
        AgeGroup::Child => ("a child", CHILD_HOME_TENTHS),
        AgeGroup::Adult => ("an adult", ADULT_HOME_TENTHS),
    };
    let Some(ladder) = root.table("ladder") else { return };
    let right = format!("write sizes from {} to {} millimetres", low / 10, high / 10);
    let sizes = body.ladder.sizes();
    if let Some(size) = sizes.iter().find(|size| size.tenths() > high) {
        ladder.report("sizes_mm", format!("{size} is for {who} in the clinic only"), right.as_str());
    }
    if let Some(size) = sizes.iter().find(|size| size.tenths() < low) {
        ladder.report("sizes_mm", format!("{size} is below what is used at home"), right.as_str());
    }
    let owned = body.device.as_ref().map_or(&[][..], |device| &device.sizes);
    if let Some(size) = sizes.iter().find(|size| !owned.is_empty() && !owned.contains(size)) {
        ladder.report(
            "sizes_mm",
            format!("{size} is not in the device set"),
            "write sizes of device.sizes_mm",
        );
    }
}

fn check_origin(root: &Table<'_>, body: &Body) {
    if body.from_clinic {
        return;
    }
    let right = "write clinic, and take the plan from the clinician who orders it";
    if body.age_group == AgeGroup::Child {
        root.report("origin", "a child's plan comes from a surgeon only (S8)", right);
    }
    if body.indication.is_medical() {
        root.report("origin", "a medical indication needs a clinician's plan (S7)", right);
    }
}

fn check_lubricant(root: &Table<'_>, body: &Body) {
    if let Some(wrong) = body.device.as_ref().and_then(|device| body.lubricant.conflict(device.material)) {
        root.report("lubricant", wrong.to_string(), "write water, which suits every material");
    }
}

fn check_dates(root: &Table<'_>, body: &Body) {
    let first = match body.start {
        super::Start::On(date) => Some(date),
        super::Start::AfterOperation { on, operation, .. } => on.or(operation),
    };
    for (name, date) in [("review_by", body.review_by), ("valid_until", body.valid_until)] {
        if let Some((date, first)) = date.zip(first)
            && date < first
        {
            root.report(name, format!("{date} is before the first day, {first}"), "write a later date");
        }
    }
    check_preconditions(root, &body.preconditions, first);
    if body.indication == Indication::Fissure && body.max_duration_days.is_none_or(|d| d > FISSURE_MAX_DAYS) {
        let wrong = "a fissure plan is looked at again after 8 weeks at the latest (C1.5)";
        root.report("max_duration_days", wrong, format!("write days from 1 to {FISSURE_MAX_DAYS}"));
    }
}

/// Where nothing is dilated at home, the plan asks for no session there and proposes no size.
fn check_regimen(root: &Table<'_>, body: &Body) {
    if body.regimen == Regimen::Home {
        return;
    }
    let right = "leave it out, or write regimen = \"home\"";
    for (name, stands) in [
        ("phase", !body.phases.is_empty()),
        ("taper", body.taper.is_some()),
        ("step_up", body.step_up != Default::default()),
    ] {
        if stands {
            root.report(name, "nothing is dilated at home by this regimen", right);
        }
    }
}

fn check_warm_up(root: &Table<'_>, body: &Body) {
    for (table, phase) in root.tables("phase").iter().zip(&body.phases) {
        let Some(WarmUpSizes::Fixed(sizes)) = phase.warm_up.as_ref().map(|warm_up| &warm_up.sizes) else {
            continue;
        };
        if let Some(size) = sizes.iter().find(|size| !body.ladder.holds(**size)) {
            table.report("warm_up", format!("{size} is not on the ladder"), "write sizes of ladder.sizes_mm");
        }
    }
}

fn check_self_directed(root: &Table<'_>, body: &Body) {
    let Some(ladder) = root.table("ladder") else { return };
    let (sizes, goal) = (body.ladder.sizes(), body.ladder.goal());
    if sizes.first() != Some(&body.ladder.start()) {
        ladder.report(
            "start_mm",
            "a plan of one's own begins with the smallest size (S1)",
            "write the smallest size",
        );
    }
    if goal.tenths() > SELF_DIRECTED_GOAL_TENTHS {
        let wrong = format!("{goal} is above the ceiling of a plan of one's own");
        let high = Millimetres::from_tenths(SELF_DIRECTED_GOAL_TENTHS.into())
            .map_or(String::new(), |s| s.to_string());
        ladder.report("goal_mm", wrong, format!("write at most {high}, or ask a clinician for a plan"));
    }
    for (table, phase) in root.tables("phase").iter().zip(&body.phases) {
        check_self_directed_dose(table, phase);
    }
    let Some(step) = root.table("step_up") else { return };
    if body.step_up.days_at_size.is_some_and(|days| days < SELF_DIRECTED_DAYS_AT_SIZE) {
        let right = format!("write at least {SELF_DIRECTED_DAYS_AT_SIZE} days");
        step.report("days_at_size", "too short for a plan of one's own", right);
    }
    if body.step_up.max_pain.is_some_and(|pain| pain.value() > SELF_DIRECTED_MAX_PAIN) {
        let right = format!("write at most {SELF_DIRECTED_MAX_PAIN}");
        step.report("max_pain", "too high for a plan of one's own", right);
    }
}

fn check_self_directed_dose(table: &Table<'_>, phase: &Phase) {
    if phase.hold.max_s > SELF_DIRECTED_HOLD_S {
        let right = format!("write at most {SELF_DIRECTED_HOLD_S} seconds");
        table.report("hold_s", "too long for a plan of one's own", right);
    }
    if let Frequency::PerDay { sessions, .. } = &phase.frequency
        && sessions.ceiling > SELF_DIRECTED_PER_DAY
    {
        let right = format!("write at most {SELF_DIRECTED_PER_DAY} a day");
        table.report("per_day", "too often for a plan of one's own", right);
    }
}
