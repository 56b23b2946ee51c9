//! Laws that hold over arbitrary diaries.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::answer::Answer;
use crate::contact::ContactOutcome;
use crate::entry::Origin;
use crate::plan::Plan;
use crate::sample::{Diary, at, date, mm, moment, own, pain, psarp};
use crate::session::{Adjunct, AdjunctUse, Bleeding, Ease, Session};

/// One day of a diary: what was done and what was accepted.
#[derive(Debug, Clone)]
struct Day {
    sessions: u8,
    size_offset: i8,
    pain: Option<u8>,
    ease: Ease,
    bleeding: Bleeding,
    numbed: bool,
    imported: bool,
    late: bool,
    holds: usize,
    accepts: bool,
    visit: Option<u16>,
    contact: Option<u8>,
}

fn day() -> impl Strategy<Value = Day> {
    let body = (0_u8..=2, -1_i8..=1, prop::option::weighted(0.9, 0_u8..=5), 0_u8..12, 0_u8..12);
    let flags =
        (prop::bool::weighted(0.1), prop::bool::weighted(0.1), prop::bool::weighted(0.1), 1_usize..=2);
    let clinic =
        (any::<bool>(), prop::option::weighted(0.05, 8_u16..=18), prop::option::weighted(0.1, 0_u8..6));
    (body, flags, clinic).prop_map(|(body, flags, clinic)| Day {
        sessions: body.0,
        size_offset: if body.4 > 8 { body.1 } else { 0 },
        pain: body.2,
        ease: [Ease::NotPassed, Ease::ForcedNotDone, Ease::Firm]
            .get(usize::from(body.3))
            .copied()
            .unwrap_or(Ease::Easy),
        bleeding: if body.4 == 0 { Bleeding::Streak } else { Bleeding::None },
        numbed: flags.0,
        imported: flags.1,
        late: flags.2,
        holds: flags.3,
        accepts: clinic.0,
        visit: clinic.1,
        contact: clinic.2,
    })
}

fn session(logged: &mut Logged<Session>, day: &Day) {
    let done = &mut logged.value;
    done.pain = day.pain.map(pain).unwrap_or_default();
    done.ease = day.ease;
    done.bleeding = Some(Answer::Known(day.bleeding));
    done.holds_s.truncate(day.holds);
    if day.numbed {
        done.adjuncts.push(AdjunctUse { kind: Adjunct::NumbingGel, prescribed: true });
    }
    if day.imported {
        logged.origin = Origin::Imported;
    }
    if day.late {
        logged.recorded += chrono::TimeDelta::hours(30);
    }
}

fn outcome(word: u8) -> ContactOutcome {
    match word {
        0 => ContactOutcome::Resume,
        1 => ContactOutcome::ResumeAt(mm(13)),
        2 => ContactOutcome::StaySame,
        3 => ContactOutcome::StepDown,
        4 => ContactOutcome::Stop,
        _ => ContactOutcome::SeenNothingToDo,
    }
}

/// Every promise that a proposal makes, whatever came before.
fn check(diary: &Diary, now: &Moment) -> Result<Proposal, TestCaseError> {
    let proposal = propose(&diary.history, Gate::OPEN, now);
    let plan = &diary.history.plan_in_force(now.date()).expect("a plan").value;
    let (ladder, size) = (plan.ladder(), diary.history.current_size(now.wall).expect("a size"));
    prop_assert!(size <= ladder.goal());
    match proposal.kind {
        ProposalKind::Advance { from, to } => {
            prop_assert_eq!(from, size);
            prop_assert_eq!(ladder.above(from), Some(to), "the very next size");
            prop_assert!(to <= ladder.goal(), "never above the ceiling");
            // That no step came for so long is said beside the step that ends it.
            let stands_against =
                |reason: &&Reason| reason.holds_back() && !matches!(reason, Reason::Stalled { .. });
            prop_assert_eq!(proposal.reasons.iter().find(stands_against), None);
            let need = plan.step_up().sessions_in_a_row.map_or(u32::MAX, u32::from);
            let credits = proposal.evidence.sessions.iter().filter(|(_, credit)| *credit == Credit::Good);
            prop_assert!(proposal.evidence.in_a_row >= need && credits.count() as u32 >= need);
        }
        ProposalKind::StepBack { to } => prop_assert!(to < size && ladder.holds(to)),
        ProposalKind::AtGoal => prop_assert_eq!(size, ladder.goal()),
        ProposalKind::Hold | ProposalKind::AskClinic => {
            prop_assert!(proposal.reasons.iter().any(Reason::holds_back), "a reason is given");
        }
    }
    Ok(proposal)
}

/// These days lived through: every promise is looked at each morning.
fn diary_of(days: &[Day], child: bool) -> Result<Diary, TestCaseError> {
    let mut diary = if child { Diary::of(psarp(), "2025-11-17") } else { Diary::of(own(), "1990-05-05") };
    for (number, day) in days.iter().enumerate() {
        let today = date("2026-01-19") + chrono::Days::new(number as u64);
        let now = moment(&format!("{today}T07:00"));
        let proposal = check(&diary, &now)?;
        let size = diary.history.current_size(now.wall).expect("a size").tenths() / 10;
        let moved = (proposal.kind, day.accepts);
        if let (ProposalKind::Advance { to, .. } | ProposalKind::StepBack { to }, true) = moved {
            diary.step(&format!("{today}T07:10"), size, to.tenths() / 10);
        }
        if let Some(set) = day.visit {
            diary.visit(&format!("{today}T07:20"), Some(set));
        }
        if let Some(word) = day.contact {
            diary.contact(&format!("{today}T07:30"), outcome(word));
        }
        for slot in 0..day.sessions {
            let when = format!("{today}T{:02}:00", 8 + 11 * slot);
            let logged = diary.good(&when, size.saturating_add_signed(day.size_offset.into()), slot);
            session(logged, day);
        }
    }
    Ok(diary)
}

/// Whether somebody is at the goal after a day on which they do what is asked of them, well: each step that is proposed, a talk
/// where the clinic is to be asked, each session at the size that may be used.
fn is_at_goal_after(diary: &mut Diary, child: bool, today: NaiveDate) -> bool {
    let when = |time: &str| format!("{today}T{time}");
    let now = moment(&when("07:00"));
    let from = diary.history.current_size(now.wall).expect("a size");
    let kind = propose(&diary.history, Gate::OPEN, &now).kind;
    if let ProposalKind::Advance { to, .. } | ProposalKind::StepBack { to } = kind {
        diary.step(&when("07:10"), from.tenths() / 10, to.tenths() / 10);
    }
    let then = moment(&when("07:15"));
    let asks = kind == ProposalKind::AskClinic || size_failed(&diary.history, Gate::OPEN, &then).is_some();
    if asks || clinic::forbids_steps(&diary.history, &then) {
        diary.contact(&when("07:20"), ContactOutcome::Resume);
    }
    let times: &[&str] = if child { &["08:00", "19:00"] } else { &["20:00"] };
    for (slot, time) in (0..).zip(times) {
        let when = when(time);
        if let Some(size) = next_session_size(&diary.history, Gate::OPEN, &moment(&when)) {
            diary.good(&when, size.tenths() / 10, slot);
        }
    }
    kind == ProposalKind::AtGoal
}

/// Which change is one of the rhythm.
const RHYTHM: usize = 4;

/// The plan with one thing in it that names no size.
fn changed(child: bool, what: usize) -> String {
    let text = if child { psarp().to_text() } else { own().to_text() };
    let [from, to] = match (what, child) {
        (3, true) => ["goal_mm = 12", "goal_mm = 10"],
        (3, false) => ["goal_mm = 15", "goal_mm = 13"],
        (RHYTHM, true) => ["per_day = 2", "per_day = 1"],
        (RHYTHM, false) => ["per_day = 1\ntimes = [\"20:00\"]", "every_days = 7"],
        (5, true) => ["insertions = 2", "insertions = 3"],
        (5, false) => ["min = 60, target = 120", "min = 180, target = 240"],
        _ => ["sessions_in_a_row = 3", "sessions_in_a_row = 5"],
    };
    text.replace(from, to)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn no_diary_leads_above_the_ceiling_past_a_size_or_to_a_step_without_credit(
        days in prop::collection::vec(day(), 1..40), child: bool,
    ) {
        diary_of(&days, child)?;
    }

    /// What names no size gives none: a word of the clinic, a lower goal, a plan of another rhythm or of other holds.
    #[test]
    fn what_names_no_size_makes_none_larger(
        days in prop::collection::vec(day(), 1..30), child: bool, away in 0_u64..20, what in 0_usize..7,
    ) {
        let mut diary = diary_of(&days, child)?;
        let last = date("2026-01-19") + chrono::Days::new(days.len() as u64 + away);
        let (before, after) = (moment(&format!("{last}T05:00")), moment(&format!("{last}T05:02")));
        let most = |diary: &Diary, now: &Moment| {
            let size = diary.history.current_size(now.wall).expect("a size");
            propose(&diary.history, Gate::OPEN, now).at_most.map_or(size, |most| most.min(size))
        };
        let then = most(&diary, &before);
        let when = format!("{last}T05:01");
        match [ContactOutcome::Resume, ContactOutcome::StaySame, ContactOutcome::StepDown].get(what) {
            Some(word) => diary.contact(&when, *word),
            None => {
                let text = changed(child, what);
                let plan = diary.logged(&when, Plan::parse(&text).expect("a plan"));
                diary.history.plans.push(plan);
            }
        }
        let now = most(&diary, &after);
        prop_assert!(now <= then, "{then:?} {:?} to {:?}", then.tenths(), now.tenths());
    }

    /// What went wrong once keeps nobody down for ever: who does what is asked, well, and speaks with the clinic where it is to
    /// be asked, comes to the goal. Each size takes the plan's own count, on the way back as on the way up.
    #[test]
    fn who_does_what_is_asked_comes_to_the_goal(
        days in prop::collection::vec(day(), 1..25), child: bool, away in 0_u64..20,
    ) {
        let mut diary = diary_of(&days, child)?;
        let first = date("2026-01-19") + chrono::Days::new(days.len() as u64 + away);
        let size = diary.history.current_size(at(&format!("{first}T06:00"))).expect("a size");
        let ladder = diary.history.plan_in_force(first).expect("a plan").value.ladder();
        // From a size that is none of the plan only the clinic knows the way.
        if !ladder.holds(size) {
            let start = ladder.start().tenths() / 10;
            diary.visit(&format!("{first}T06:10"), Some(start));
        }
        let reaches = first.iter_days().take(120).any(|today| is_at_goal_after(&mut diary, child, today));
        prop_assert!(reaches, "at {:?} still", diary.history.current_size(at("2026-12-31T08:00")).map(Millimetres::tenths));
    }

    /// Taking the good out of a session never brings a step nearer.
    #[test]
    fn a_worse_session_never_opens_a_step(
        days in prop::collection::vec(day(), 8..20), at in 0_usize..20, worse in 0_u8..5,
    ) {
        let mut diary = Diary::of(own(), "1990-05-05");
        for (number, day) in days.iter().enumerate() {
            let today = date("2026-01-19") + chrono::Days::new(number as u64);
            let logged = diary.good(&format!("{today}T20:00"), 12, 0);
            session(logged, day);
        }
        let now = moment(&format!("{}T08:00", date("2026-01-19") + chrono::Days::new(days.len() as u64 + 2)));
        let before = check(&diary, &now)?;
        let at = at % diary.history.sessions.len();
        let logged = &mut diary.history.sessions[at];
        match worse {
            0 => logged.value.bleeding = Some(Answer::Known(Bleeding::RedBowl)),
            1 => logged.value.ease = Ease::NotPassed,
            2 => logged.value.pain = pain(10),
            3 => logged.value.adjuncts.push(AdjunctUse { kind: Adjunct::Alcohol, prescribed: false }),
            _ => logged.clock_suspect = true,
        }
        let after = check(&diary, &now)?;
        let was_open = matches!(before.kind, ProposalKind::Advance { .. });
        // The trend compares with a baseline: a baseline made worse hides a rise. That is the rule's nature.
        prop_assert!(after.evidence.in_a_row <= before.evidence.in_a_row);
        let trend = before.reasons.iter().any(|reason| matches!(reason, Reason::PainTrend { .. }));
        let is_open = matches!(after.kind, ProposalKind::Advance { .. });
        prop_assert!(was_open || trend || !is_open, "from {:?} to {:?}", before.kind, after.kind);
    }
}
