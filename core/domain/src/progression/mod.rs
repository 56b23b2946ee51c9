//! May the next size come? A proposal with its reasons, never an order.
//!
//! Every finding asks for one of four things, and the most cautious wins:
//! ask the clinic > a smaller size > stay > the next size. Never above the plan's ceiling, never past a size of the
//! ladder, and no credit for sessions that are late, imported, numbed, incomplete, doubled or written down under a
//! doubtful clock.

mod clinic;
mod concern;
mod credit;
mod failed;
mod failures;
mod gap;
mod overreach;
mod reason;
mod regain;
mod smaller;
mod stage;
mod stall;
mod trend;

pub use concern::Concern;
pub use credit::{Credit, Evidence, NotCounted};
pub use failed::size_failed;
pub use gap::{GapFrom, Interruption, after_pause, begins_anew, interruption, long_gap, programme_begun};
pub use overreach::overreach;
pub use reason::Reason;
pub use smaller::{lacks_smaller, on_ladder, smaller_than};
pub use stage::{StageProposal, propose_stage};
pub use stall::stall;
pub use trend::rising_pain;

use chrono::{DateTime, FixedOffset};

use crate::entry::Logged;
use crate::gate::{Gate, GateSize, GateTime};
use crate::history::{ClockDoubts, CurrentSize, History};
use crate::moment::Moment;
use crate::plan::{Missing, Plan};
use crate::size::Millimetres;
use crate::sorting;

/// What is proposed, on which grounds.
#[derive(Clone, PartialEq, Eq)]
pub struct Proposal {
    /// What.
    pub kind: ProposalKind,
    /// Why. For an advance: what was fulfilled. Else every finding that stands against it, the gravest first.
    pub reasons: Vec<Reason>,
    /// What was counted at the present size.
    pub evidence: Evidence,
    /// The smallest size that a finding asks for, whatever graver one decided the kind.
    pub at_most: Option<Millimetres>,
    /// How many of the reasons, the first ones, are for the clinic to decide.
    pub for_clinic: usize,
}

/// What is proposed.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProposalKind {
    /// The next size of the ladder.
    Advance {
        /// The present size.
        from: Millimetres,
        /// The next one.
        to: Millimetres,
    },
    /// The present size, for now.
    Hold,
    /// A smaller size.
    StepBack {
        /// The smaller size.
        to: Millimetres,
    },
    /// The ceiling is reached; nothing to step up to.
    AtGoal,
    /// The clinic decides; no step until then.
    AskClinic,
}

/// What one finding asks for; the greater is the more cautious.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Caution {
    Note,
    Hold,
    Back(Millimetres),
    Ask,
}

impl Caution {
    fn rank(self) -> u8 {
        match self {
            Self::Note => 0,
            Self::Hold => 1,
            Self::Back(_) => 2,
            Self::Ask => 3,
        }
    }
}

/// Findings collected so far.
#[derive(Default)]
struct Findings {
    all: Vec<(Caution, Reason)>,
    failed: Option<Concern>,
}

impl Findings {
    fn add(&mut self, caution: Caution, reason: Reason) {
        self.all.push((caution, reason));
    }

    /// A size that does not pass; what came first counts.
    fn fails(&mut self, failed: Option<Concern>) {
        self.failed = self.failed.into_iter().chain(failed).min_by_key(|failed| failed.since);
    }

    /// The smallest size that one of them asks for.
    fn smallest(&self) -> Option<Millimetres> {
        let sizes = self.all.iter().filter_map(|(caution, _)| match caution {
            Caution::Back(to) => Some(*to),
            _ => None,
        });
        sizes.min()
    }

    /// The gravest first.
    fn sorted(mut self) -> Vec<(Caution, Reason)> {
        sorting::sort_by_key(&mut self.all, |(caution, _)| std::cmp::Reverse(caution.rank()));
        self.all
    }
}

/// What to propose at `now`, with `standing` the gate that triage has set.
///
/// A pure function of the folded history. A gate that asks for a smaller size does not change the size of the plan:
/// it holds for the next session, see [`next_session_size`].
pub fn propose(history: &History, standing: Gate, now: &Moment) -> Proposal {
    let mut findings = Findings::default();
    let at = history.size_at(now.wall);
    let (Some(plan), Some(at)) = (history.plan_in_force(now.date()), at) else {
        findings.add(Caution::Ask, Reason::NoPlan);
        return conclude(findings, None, Evidence::default());
    };
    let evidence = credit::count(history, plan, at, now);
    grounds(&mut findings, history, plan, at, standing, now);
    step_findings(&mut findings, &plan.value, at.size, &evidence);
    findings.concern(Caution::Note, stall(history, standing, now));
    let mut proposal = conclude(findings, Some((&plan.value, at.size)), evidence);
    if let ProposalKind::Advance { to, .. } | ProposalKind::StepBack { to } = proposal.kind
        && history.lacks_device(to, now)
    {
        proposal.reasons.push(Reason::NoDevice { size: to });
    }
    proposal
}

/// What holds back every step, of the size as of the frequency.
fn grounds(
    findings: &mut Findings,
    history: &History,
    in_force: &Logged<Plan>,
    at: CurrentSize,
    standing: Gate,
    now: &Moment,
) {
    let plan = &in_force.value;
    standing_findings(findings, history, standing);
    smaller::find(findings, history, standing, now);
    plan_findings(findings, history, plan, now);
    clinic::find(findings, history, now);
    clock_findings(findings, history, at, now);
    gap::find(findings, history, plan, at.size, now);
    findings.concern(Caution::Ask, overreach(history, now));
    regain::find(findings, history, at, now);
    failed::find(findings, history, in_force, at, now);
    findings.concern(Caution::Hold, rising_pain(history, now));
}

impl Proposal {
    /// The reason for which the clinic is to be asked before the next session and not only before the next size: the
    /// plan has ended, sessions were interrupted for too long, nothing passes any more, a size beyond the plan was used
    /// again, a smaller size is asked for and there is none, a plan of one's own is not for this person any more, or the clinic said to stop.
    pub fn ask_first(&self) -> Option<&Reason> {
        let stops = |reason: &&Reason| {
            matches!(
                reason,
                Reason::PlanExpired { .. }
                    | Reason::ChildWithoutClinic
                    | Reason::PlanUnfit { .. }
                    | Reason::ClinicSaidStop { .. }
                    | Reason::NotPassed { .. }
                    | Reason::SmallerSizeFailed { .. }
                    | Reason::NoSmallerSize { .. }
                    | Reason::Gap { .. }
                    | Reason::ChildInterrupted { .. }
                    | Reason::BeyondSize { .. }
            )
        };
        self.reasons[..self.for_clinic].iter().find(stops)
    }
}

/// The size the next session may use: the present one, lowered as far as the gate and the proposal ask, whether or not
/// a step back was taken; `None` when the gate is closed, the clinic is to be asked first, or there is no plan.
pub fn next_session_size(history: &History, standing: Gate, now: &Moment) -> Option<Millimetres> {
    let plan = history.plan_in_force(now.date()).filter(|_| standing.time == GateTime::Now)?;
    if !plan.value.has_home_sessions() {
        return None;
    }
    let gated = lowered(&plan.value, standing, history.current_size(now.wall)?);
    let proposal = propose(history, standing, now);
    let lowered = proposal.at_most.map_or(gated, |to| gated.min(to));
    Some(lowered).filter(|_| proposal.ask_first().is_none())
}

/// The size that the gate leaves.
fn lowered(plan: &Plan, standing: Gate, current: Millimetres) -> Millimetres {
    match standing.size {
        GateSize::Step | GateSize::Same => current,
        GateSize::Down(sizes) => plan.ladder().below(current, sizes),
        GateSize::Start => plan.ladder().start().min(current),
    }
}

fn conclude(findings: Findings, at: Option<(&Plan, Millimetres)>, evidence: Evidence) -> Proposal {
    let smallest = findings.smallest();
    let findings = findings.sorted();
    let for_clinic = findings.partition_point(|(caution, _)| *caution == Caution::Ask);
    let gravest = findings.first().map_or(0, |(caution, _)| caution.rank());
    let next = at.and_then(|(plan, size)| Some((size, plan.ladder().above(size)?)));
    let at_goal = at.is_some_and(|(plan, size)| size >= plan.ladder().goal());
    let kind = match (gravest, smallest, next) {
        (3, ..) => ProposalKind::AskClinic,
        (2, Some(to), _) => ProposalKind::StepBack { to },
        _ if at_goal => ProposalKind::AtGoal,
        (0, _, Some((from, to))) => ProposalKind::Advance { from, to },
        _ => ProposalKind::Hold,
    };
    let reasons = findings.into_iter().map(|(_, reason)| reason).collect();
    Proposal { kind, reasons, evidence, at_most: smallest, for_clinic }
}

fn standing_findings(findings: &mut Findings, history: &History, standing: Gate) {
    match standing.time {
        GateTime::Blocked => findings.add(Caution::Ask, Reason::GateClosed { gate: standing }),
        GateTime::WaitUntil(_) => findings.add(Caution::Hold, Reason::GateClosed { gate: standing }),
        GateTime::Now if standing.size > GateSize::Step => {
            findings.add(Caution::Hold, Reason::GateClosed { gate: standing });
        }
        GateTime::Now => {}
    }
    if history.unknown_kinds > 0 {
        findings.add(Caution::Hold, Reason::AppOutdated { entries: history.unknown_kinds });
    }
}

fn plan_findings(findings: &mut Findings, history: &History, plan: &Plan, now: &Moment) {
    let today = now.date();
    match plan.first_day() {
        Some(first) if first <= today => {}
        first => findings.add(Caution::Hold, Reason::PlanNotBegun { first }),
    }
    if let Some(last) = plan.last_day().filter(|last| *last < today) {
        findings.add(Caution::Ask, Reason::PlanExpired { last });
    }
    if let Some(since) = plan.review_by().filter(|by| *by < today) {
        findings.add(Caution::Hold, Reason::ReviewOverdue { since });
    }
    for missing in plan.missing() {
        if matches!(missing, Missing::StepDays | Missing::StepSessions | Missing::StepPain) {
            findings.add(Caution::Hold, Reason::PlanIncomplete { missing });
        }
    }
    if history.person.is_child(today) && !plan.origin().is_clinic() {
        findings.add(Caution::Ask, Reason::ChildWithoutClinic);
    }
    if let Some(why) = plan.unfit_since(&history.person.background) {
        findings.add(Caution::Ask, Reason::PlanUnfit { why });
    }
    if !plan.has_home_sessions() {
        findings.add(Caution::Hold, Reason::ClinicOnly);
    }
}

/// A clock that went back could turn two days into seven.
fn clock_findings(findings: &mut Findings, history: &History, at: CurrentSize, now: &Moment) {
    let doubts = history.clock_doubts(now.wall);
    if since(&history.sessions, at.since).iter().any(|one| in_doubt(one, &doubts, at, now))
        || history.steps.iter().any(|one| in_doubt(one, &doubts, at, now))
        || history.stages.iter().any(|one| in_doubt(one, &doubts, at, now))
        || history.plans.iter().any(|plan| is_ahead(plan, &doubts, now))
    {
        findings.add(Caution::Hold, Reason::ClockWentBack);
    }
}

/// Whether this was written under a clock that is not known to be right, since the present size began.
fn in_doubt<T>(one: &Logged<T>, doubts: &ClockDoubts, at: CurrentSize, now: &Moment) -> bool {
    is_ahead(one, doubts, now) || one.effective >= at.since && doubts.is_suspect(one)
}

/// Whether the clock shows less than when this was written. What a clock that was ahead wrote is left out, once that is seen.
fn is_ahead<T>(one: &Logged<T>, doubts: &ClockDoubts, now: &Moment) -> bool {
    one.recorded > now.wall && !doubts.is_left_out(one)
}

/// A smaller size if there is one; else the clinic.
fn back(to: Millimetres, from: Millimetres) -> Caution {
    if to < from { Caution::Back(to) } else { Caution::Ask }
}

/// The plan's step-up rule.
fn step_findings(findings: &mut Findings, plan: &Plan, size: Millimetres, evidence: &Evidence) {
    let (ladder, rule) = (plan.ladder(), plan.step_up());
    if size >= ladder.goal() {
        return findings.add(Caution::Note, Reason::CeilingReached { goal: ladder.goal() });
    }
    if ladder.above(size).is_none() {
        return findings.add(Caution::Ask, Reason::NextSizeMissing { above: size });
    }
    if let Some(need) = rule.days_at_size {
        let have = evidence.days_at_size;
        let caution = if have < u32::from(need) { Caution::Hold } else { Caution::Note };
        findings.add(caution, Reason::DaysAtSize { have, need: need.into() });
        if let Some(since) = evidence.anew_since.filter(|_| have < u32::from(need)) {
            findings.add(Caution::Hold, Reason::CountedAnew { since });
        }
    }
    if let Some(need) = rule.sessions_in_a_row {
        let have = evidence.in_a_row;
        let short = have < u32::from(need);
        findings.add(
            if short { Caution::Hold } else { Caution::Note },
            Reason::SessionsInARow { have, need: need.into() },
        );
        if short {
            row_findings(findings, plan, evidence);
        }
    }
}

/// What broke the row or was left out of it, said only while the row is too short.
fn row_findings(findings: &mut Findings, plan: &Plan, evidence: &Evidence) {
    if let Some((amount, on)) = evidence.last_bleeding {
        findings.add(Caution::Hold, Reason::Bleeding { amount, on });
    }
    let told = findings.all.iter().any(|(_, reason)| matches!(reason, Reason::PainOverLimit { .. }));
    if let (Some((pain, on)), Some(limit), false) =
        (evidence.last_pain_over_limit, plan.step_up().max_pain, told)
    {
        findings.add(Caution::Hold, Reason::PainOverLimit { pain, limit, on });
    }
    for (why, sessions) in evidence.not_counted() {
        findings.add(Caution::Hold, Reason::NotCounted { why, sessions });
    }
}

/// The entries from an instant on.
fn since<T>(entries: &[Logged<T>], from: DateTime<FixedOffset>) -> &[Logged<T>] {
    &entries[entries.partition_point(|entry| entry.effective < from)..]
}

crate::unprinted!(Proposal, ProposalKind);

#[cfg(test)]
mod dose;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod setbacks;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod unnamed;
#[cfg(test)]
mod way_down;
