use crate::entry::EntryId;
use crate::occurrence::OccurrenceId;
use crate::person::Role;
use crate::plan::{Hold, Ladder, Phase, Plan, Retention, WarmUp, WarmUpSizes};
use crate::session::LubricantUsed;
use crate::size::Millimetres;

/// What a session consists of, fixed when it begins: no words, no person.
#[derive(Clone, PartialEq, Eq)]
pub struct Script {
    occurrence: Option<OccurrenceId>,
    size: Millimetres,
    ceiling: Millimetres,
    role: Role,
    lubricant: LubricantUsed,
    checks: Vec<CheckItem>,
    insertions: Vec<Insertion>,
    device: Option<EntryId>,
}

/// What is looked at before anything goes in (S13 to S15).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CheckItem {
    /// The device is whole: no crack, no rough spot.
    Whole,
    /// It has a base that is wider than the canal.
    Base,
    /// It has a grip, and the mark beyond which it never goes in can be seen.
    DepthMark,
    /// It is clean.
    Clean,
    /// The lubricant of the plan is on it.
    Lubricant,
    /// Whoever is cared for is calm and lies well.
    Relaxed,
}

/// One time that the device goes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Insertion {
    /// Which size.
    pub size: Millimetres,
    /// How long it is held. A target of 0 is a short pass.
    pub hold: Hold,
    /// Rest after it, in seconds.
    pub rest_s: u16,
}

/// Why parts do not make a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ScriptError {
    /// The size is above the plan's ceiling.
    #[error("the size is above the plan's ceiling; use {0} at the most")]
    AboveCeiling(Millimetres),
    /// A size comes that is not below the one of the session, or not in rising order.
    #[error("sizes do not rise to the size of the session")]
    NotRising,
    /// Nothing goes in.
    #[error("nothing goes in; a session has at least one insertion of its size")]
    Empty,
    /// The bounds of a hold are crossed.
    #[error("a hold is not between its least and its longest time")]
    Hold,
}

impl Script {
    /// The session that a phase of this plan asks for at `size`, the size that gate and progression allow now.
    ///
    /// # Errors
    /// [`ScriptError::AboveCeiling`]; a size below the ladder has no warm-up and is allowed.
    pub fn of(
        plan: &Plan,
        phase: &Phase,
        size: Millimetres,
        role: Role,
        occurrence: Option<OccurrenceId>,
    ) -> Result<Self, ScriptError> {
        let retention = plan.device().map(|device| held_by(device.retention));
        let mut checks = vec![CheckItem::Whole];
        checks.extend(retention);
        checks.extend([CheckItem::Clean, CheckItem::Lubricant, CheckItem::Relaxed]);
        let mut insertions = warm_up(plan, phase, size);
        for left in (0..phase.insertions.max(1)).rev() {
            let rest_s = if left == 0 { 0 } else { phase.rest_s };
            insertions.push(Insertion { size, hold: phase.hold, rest_s });
        }
        let parts = (checks, insertions);
        Self::from_parts(occurrence, size, plan.ladder().goal(), role, plan.lubricant().into(), parts)
    }

    /// A script as it was kept.
    ///
    /// # Errors
    /// [`ScriptError`]: what a plan could not have asked for is no script.
    pub fn from_parts(
        occurrence: Option<OccurrenceId>,
        size: Millimetres,
        ceiling: Millimetres,
        role: Role,
        lubricant: LubricantUsed,
        (checks, insertions): (Vec<CheckItem>, Vec<Insertion>),
    ) -> Result<Self, ScriptError> {
        if size > ceiling {
            return Err(ScriptError::AboveCeiling(ceiling));
        }
        if insertions.last().is_none_or(|last| last.size != size) {
            return Err(ScriptError::Empty);
        }
        let rises =
            |pair: &[Insertion]| pair[0].size < pair[1].size || (pair[0].size, pair[1].size) == (size, size);
        if !insertions.windows(2).all(rises) {
            return Err(ScriptError::NotRising);
        }
        if insertions
            .iter()
            .any(|one| one.hold.min_s > one.hold.target_s || one.hold.target_s > one.hold.max_s)
        {
            return Err(ScriptError::Hold);
        }
        Ok(Self { occurrence, size, ceiling, role, lubricant, checks, insertions, device: None })
    }

    /// The same with a device of the list: what keeps that one from being lost is looked at, whatever the plan is written for.
    /// How deep the plan lets anything go stays a point of its own.
    pub fn for_device(mut self, device: EntryId, retention: Retention) -> Self {
        let item = held_by(retention);
        self.checks.retain(|known| ![CheckItem::Base, item].contains(known));
        self.checks.insert(self.checks.len().min(1), item);
        self.with_device(Some(device))
    }

    /// The same as it was kept, with the device that was chosen for it.
    pub fn with_device(self, device: Option<EntryId>) -> Self {
        Self { device, ..self }
    }

    /// The device of the list that was chosen for it.
    pub fn device(&self) -> Option<EntryId> {
        self.device
    }

    /// The planned session that it answers; `None` for one that the plan did not ask for.
    pub fn occurrence(&self) -> Option<OccurrenceId> {
        self.occurrence
    }

    /// The size of the session.
    pub fn size(&self) -> Millimetres {
        self.size
    }

    /// The ceiling of the plan it was made from.
    pub fn ceiling(&self) -> Millimetres {
        self.ceiling
    }

    /// Who holds the device.
    pub fn role(&self) -> Role {
        self.role
    }

    /// What the plan says to lubricate with.
    pub fn lubricant(&self) -> LubricantUsed {
        self.lubricant
    }

    /// What is looked at first, in this order.
    pub fn checks(&self) -> &[CheckItem] {
        &self.checks
    }

    /// Every insertion in its order: smaller sizes first, then the size of the session.
    pub fn insertions(&self) -> &[Insertion] {
        &self.insertions
    }

    /// Whether an insertion only prepares for the size of the session.
    pub fn is_warm_up(&self, insertion: &Insertion) -> bool {
        insertion.size < self.size
    }
}

fn held_by(retention: Retention) -> CheckItem {
    match retention {
        Retention::Base => CheckItem::Base,
        Retention::Grip { .. } => CheckItem::DepthMark,
    }
}

impl WarmUp {
    /// The sizes that come before `size`, in their order; none is ever at or above it.
    pub fn sizes_below(&self, ladder: &Ladder, size: Millimetres) -> Vec<Millimetres> {
        let below =
            |sizes: &[Millimetres]| sizes.iter().copied().filter(|one| *one < size).collect::<Vec<_>>();
        match &self.sizes {
            WarmUpSizes::Below(count) => {
                let mut smaller = below(ladder.sizes());
                smaller.split_off(smaller.len().saturating_sub(usize::from(*count)))
            }
            WarmUpSizes::Fixed(sizes) => below(sizes),
        }
    }
}

/// Smaller sizes first, as the phase asks for them. None is ever at or above the size of the session.
fn warm_up(plan: &Plan, phase: &Phase, size: Millimetres) -> Vec<Insertion> {
    let Some(warm_up) = &phase.warm_up else { return Vec::new() };
    let sizes = warm_up.sizes_below(plan.ladder(), size);
    let hold = match warm_up.hold_s {
        Some(s) => Hold { min_s: s, target_s: s, max_s: s.max(phase.hold.max_s) },
        None => Hold { min_s: 0, target_s: 0, max_s: phase.hold.max_s },
    };
    sizes.into_iter().map(|size| Insertion { size, hold, rest_s: 0 }).collect()
}

crate::unprinted!(Script);

#[cfg(test)]
mod tests {
    use super::CheckItem::{Base, Clean, DepthMark, Lubricant, Relaxed, Whole};
    use super::*;
    use crate::sample::{OWN, date, mm};

    #[test]
    fn nobody_rests_after_the_last_insertion() {
        let plan =
            Plan::parse(&OWN.replace("insertions = 1", "insertions = 3\nrest_s = 20")).expect("a plan");
        let occurrence = OccurrenceId { date: date("2026-01-20"), slot: 0, plan: EntryId([7; 32]) };
        let script =
            Script::of(&plan, &plan.phases()[0], mm(12), Role::Self_, Some(occurrence)).expect("a script");
        let rests: Vec<_> = script.insertions().iter().map(|insertion| insertion.rest_s).collect();
        assert_eq!(rests, [20, 20, 0]);
        assert_eq!((script.occurrence(), script.device()), (Some(occurrence), None));
    }

    #[test]
    fn what_holds_the_device_that_was_chosen_is_looked_at_beside_the_depth_of_the_plan() {
        let id = EntryId([8; 32]);
        let script = super::super::tests::script();
        let with = script.clone().for_device(id, Retention::Base);
        assert_eq!(with.checks(), [Whole, Base, DepthMark, Clean, Lubricant, Relaxed]);
        assert_eq!(with.device(), Some(id));
        let grip = script.for_device(id, Retention::Grip { depth_stop_mm: 40 });
        assert_eq!(grip.checks(), [Whole, DepthMark, Clean, Lubricant, Relaxed]);
        assert_eq!(grip.with_device(None).device(), None);
    }
}
