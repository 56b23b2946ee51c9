//! May the taper be opened, go on, or end, and must it go back? A proposal with its reasons; a person accepts it.
//!
//! Fewer sessions are held back by everything that holds back a larger size. More sessions, which is going back, are held back
//! by nothing: a gate that is closed stops them anyway.

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::{Caution, Credit, Evidence, Findings, NotCounted, Reason, clinic, credit, grounds, since};
use crate::course::Stretch;
use crate::entry::Logged;
use crate::gate::Gate;
use crate::history::{CurrentSize, History};
use crate::moment::Moment;
use crate::pain::PainScore;
use crate::plan::{Days, Missing, Plan, TaperGate, Until};
use crate::schedule::{Slot, SlotStatus, slots};
use crate::session::{Ease, Session};
use crate::stage::Stage;

/// Where a plan stands, and where the log would have it stand.
#[derive(Clone, PartialEq, Eq)]
pub struct StageProposal {
    /// Where it stands.
    pub from: Stage,
    /// Where to go, later or earlier than `from`; `None` to stay.
    pub to: Option<Stage>,
    /// Why. For a move: what was fulfilled, or what hurt. Else every finding that stands against it, the gravest first.
    pub reasons: Vec<Reason>,
}

/// Whether the plan is to move at `now`, with `standing` the gate that triage has set. `None` where it asks for nothing, or
/// has nowhere to go but by its own lengths.
pub fn propose_stage(history: &History, standing: Gate, now: &Moment) -> Option<StageProposal> {
    let plan = history.plan_in_force(now.date())?;
    let stretch = history.course(plan).on(now.date())?;
    let (from, at) = (stretch.stage, history.size_at(now.wall)?);
    if let Some((to, reason)) = back(history, &plan.value, &stretch, now) {
        return Some(StageProposal { from, to: Some(to), reasons: vec![reason] });
    }
    let next = next(&plan.value, &stretch).filter(|_| !is_moving(history, now))?;
    let evidence = credit::count(history, plan, at, now);
    let mut findings = Findings::default();
    grounds(&mut findings, history, plan, at, standing, now);
    own_findings(&mut findings, history, &plan.value, &stretch, at, &evidence, now);
    let findings = findings.sorted();
    let is_held = findings.iter().any(|(caution, _)| *caution != Caution::Note);
    let to = (!is_held).then_some(next);
    Some(StageProposal { from, to, reasons: findings.into_iter().map(|(_, reason)| reason).collect() })
}

/// Whether somebody has said already where the plan stands from a later day on.
fn is_moving(history: &History, now: &Moment) -> bool {
    history.stage_words().any(|word| word.effective <= now.wall && word.value.from > now.date())
}

/// What comes after a stretch with somebody's word.
fn next(plan: &Plan, stretch: &Stretch<'_>) -> Option<Stage> {
    let is_last = stretch.number + 1 == plan.phases().len();
    match stretch.stage {
        Stage::Full(number) if !is_last => {
            matches!(stretch.phase.days, Days::Until(_)).then_some(Stage::Full(number + 1))
        }
        Stage::Full(_) => plan.taper().map(|_| Stage::Taper(0)),
        // A last phase without an end goes on for as long as the plan does.
        Stage::Taper(number) if plan.has_stage(Stage::Taper(number + 1)) => Some(Stage::Taper(number + 1)),
        Stage::Taper(_) => matches!(stretch.phase.days, Days::For(_)).then_some(Stage::Done),
        Stage::Done => None,
    }
}

/// Where the taper goes back to, when its last believable session was tight or painful (C1.2). What the clinic said since
/// decides instead.
fn back(history: &History, plan: &Plan, stretch: &Stretch<'_>, now: &Moment) -> Option<(Stage, Reason)> {
    let Stage::Taper(number) = stretch.stage else { return None };
    let before = match number.checked_sub(1) {
        Some(before) => Stage::Taper(before),
        None => Stage::Full(u16::try_from(plan.phases().len().checked_sub(1)?).ok()?),
    };
    let heard = clinic::went_on(history, now.wall);
    let limit = plan.step_up().max_pain.unwrap_or(PainScore::NONE);
    for session in held_in(history, stretch, heard, now).rev() {
        if let Some(reason) = hurts(session, limit) {
            return Some((before, reason));
        }
        if session.value.believable_peak().is_some() {
            return None;
        }
    }
    None
}

/// Sessions since a stretch was spoken of and since the clinic's last word, oldest first.
fn held_in<'h>(
    history: &'h History,
    stretch: &Stretch<'_>,
    heard: Option<DateTime<FixedOffset>>,
    now: &Moment,
) -> impl DoubleEndedIterator<Item = &'h Logged<Session>> {
    let (from, wall): (NaiveDate, _) = (stretch.from, now.wall);
    let spoken = history.stage_words().filter(|word| word.value.from == from).last();
    let spoken = spoken.map(|word| word.effective);
    history.sessions.iter().filter(move |session| {
        // What goes badly on the evening on which the next phase was accepted speaks against that phase.
        spoken.is_some_and(|spoken| session.effective > spoken)
            && session.effective <= wall
            && heard.is_none_or(|heard| session.effective > heard)
    })
}

fn hurts(session: &Logged<Session>, limit: PainScore) -> Option<Reason> {
    let (done, on) = (&session.value, session.date());
    let pain = done.told_peak().filter(|peak| *peak > limit);
    if let Some(pain) = pain {
        return Some(Reason::PainOverLimit { pain, limit, on });
    }
    if done.ease != Ease::Easy {
        return Some(Reason::Tight { size: done.size, on });
    }
    credit::breaks(done, Some(limit)).then_some(Reason::BrokenOff { on })
}

/// What the present stretch itself asks for before it is over.
fn own_findings(
    findings: &mut Findings,
    history: &History,
    plan: &Plan,
    stretch: &Stretch<'_>,
    at: CurrentSize,
    evidence: &Evidence,
    now: &Moment,
) {
    match stretch.phase.days {
        Days::For(need) => days_finding(findings, stretch, need, now),
        Days::Until(Until::Size(size)) if at.size < size => {
            findings.add(Caution::Hold, Reason::SizeNotReached { size: at.size, need: size });
        }
        Days::Until(Until::ClinicianSays) => findings.add(Caution::Hold, Reason::ClinicSaysWhen),
        Days::Until(Until::Size(_)) | Days::Open => {}
    }
    match (stretch.stage, plan.taper().map(|taper| taper.gate)) {
        (Stage::Taper(_), _) => good_finding(findings, history, plan, stretch, evidence, now),
        (Stage::Full(_), Some(gate)) if stretch.number + 1 == plan.phases().len() => match gate {
            TaperGate::ClinicianSays => findings.add(Caution::Hold, Reason::ClinicSaysWhen),
            TaperGate::GoalEasyWithoutPain => gate_findings(findings, history, plan, at, evidence, now),
        },
        _ => {}
    }
}

fn days_finding(findings: &mut Findings, stretch: &Stretch<'_>, need: u16, now: &Moment) {
    let have = u32::try_from((now.date() - stretch.from).num_days()).unwrap_or(0);
    let caution = if have < u32::from(need) { Caution::Hold } else { Caution::Note };
    findings.add(caution, Reason::DaysInPhase { have, need: need.into() });
}

/// Nobody goes on to fewer sessions on the strength of none. After one that hurt, whatever was said since, one must have
/// gone well since then.
fn good_finding(
    findings: &mut Findings,
    history: &History,
    plan: &Plan,
    stretch: &Stretch<'_>,
    evidence: &Evidence,
    now: &Moment,
) {
    let good = |session: &Logged<Session>| evidence.sessions.contains(&(session.id, Credit::Good));
    let limit = plan.step_up().max_pain.unwrap_or(PainScore::NONE);
    let hurt = held_in(history, stretch, None, now).rev().find(|session| hurts(session, limit).is_some());
    let after =
        hurt.map(|hurt| hurt.effective.max(clinic::went_on(history, now.wall).unwrap_or(hurt.effective)));
    if !held_in(history, stretch, after, now).any(good) {
        let since = after.map_or(stretch.from, |after| now.here(after).date_naive());
        findings.add(Caution::Hold, Reason::NoGoodSession { since });
    }
}

/// The goal passes easily and without pain at the full frequency (C1.2): as many sessions one after another as the plan's
/// step rule asks for, over as many days, and none left out meanwhile.
fn gate_findings(
    findings: &mut Findings,
    history: &History,
    plan: &Plan,
    at: CurrentSize,
    evidence: &Evidence,
    now: &Moment,
) {
    let goal = plan.ladder().goal();
    if at.size < goal {
        return findings.add(Caution::Hold, Reason::SizeNotReached { size: at.size, need: goal });
    }
    let (Some(days), Some(sessions)) = (plan.step_up().days_at_size, plan.step_up().sessions_in_a_row) else {
        let counts = |missing: &Missing| matches!(missing, Missing::StepDays | Missing::StepSessions);
        let lacking = plan.missing().into_iter().filter(counts);
        return lacking.for_each(|missing| findings.add(Caution::Hold, Reason::PlanIncomplete { missing }));
    };
    let caution = |is_short| if is_short { Caution::Hold } else { Caution::Note };
    let (have, need) = (evidence.days_at_size, u32::from(days));
    findings.add(caution(have < need), Reason::DaysAtSize { have, need });
    let row = easy_in_a_row(history, at, evidence, now);
    let (have, need) = (u32::try_from(row.len()).unwrap_or(u32::MAX), u32::from(sessions));
    findings.add(caution(have < need), Reason::EasyInARow { have, need });
    let counted = &row[row.len().saturating_sub(need as usize)..];
    let Some(first) = counted.first() else { return };
    // The day that goes on is none of those that are over.
    let days_ago = now.date().checked_sub_days(chrono::Days::new(days.into())).unwrap_or(first.date());
    frequency_finding(
        findings,
        history,
        evidence,
        first.date().min(days_ago).max(at.since.date_naive()),
        now,
    );
}

/// At less than the full frequency nobody knows whether the goal would pass so easily without the taper. A session that was
/// missed, skipped or tried in vain since `from` is left out, and so is one that says nothing of the goal: at another size, cut
/// short, numbed, with pain not asked, or told late. One too many and one too soon were held as well as any.
fn frequency_finding(
    findings: &mut Findings,
    history: &History,
    evidence: &Evidence,
    from: NaiveDate,
    now: &Moment,
) {
    let says_nothing = |credit| match credit {
        Credit::NotCounted(why) => {
            !matches!(why, NotCounted::TooSoon | NotCounted::Duplicate | NotCounted::BeyondPlan)
        }
        Credit::Good | Credit::Breaks => false,
    };
    let left_out = |slot: &&Slot| match slot.status {
        SlotStatus::Missed | SlotStatus::Skipped(_) | SlotStatus::Tried { .. } => true,
        SlotStatus::Done { session } => {
            let held = evidence.sessions.iter().rfind(|(id, _)| *id == session);
            held.is_some_and(|(_, credit)| says_nothing(*credit))
        }
        _ => false,
    };
    let missed = slots(history, from..=now.date(), now).iter().filter(left_out).count();
    if missed > 0 {
        let missed = u32::try_from(missed).unwrap_or(u32::MAX);
        findings.add(Caution::Hold, Reason::NotFullFrequency { missed });
    }
}

/// The last good sessions that passed easily and without any pain, oldest first. One that was tight, hurt or was broken off
/// for cause begins the row anew, whatever it counts for; an easy one that does not count is passed over.
fn easy_in_a_row<'h>(
    history: &'h History,
    at: CurrentSize,
    evidence: &Evidence,
    now: &Moment,
) -> Vec<&'h Logged<Session>> {
    let held = since(&history.sessions, at.since).iter().filter(|s| s.effective <= now.wall);
    let mut row = Vec::new();
    for (session, (_, credit)) in held.zip(&evidence.sessions) {
        match credit {
            _ if hurts(session, PainScore::NONE).is_some() => row.clear(),
            Credit::Good => row.push(session),
            _ => {}
        }
    }
    row
}

crate::unprinted!(StageProposal);

#[cfg(test)]
mod tests;
