//! The next weeks as they will come: the rules of every day, run over sessions that are made up.
//!
//! Nothing here knows a rule of its own. Each made-up session is asked for by the schedule, at the size that the next session
//! may have, is assessed as a real one is, and what is proposed of an evening is accepted. So the preview cannot promise what
//! the days will not keep.

use chrono::{DateTime, Days, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use gradus_domain::{
    Answer, Bleeding, Ease, EntryId, History, Logged, Millimetres, Moment, Origin, PainScore, ProposalKind,
    Session, SessionPain, Slot, SlotStatus, StageTaken, StageWhy, StepTaken, StopReason, next_session_size,
    not_before, propose, propose_stage, slots_of_day,
};
use gradus_triage::standing;

use super::{App, person_ref};
use crate::AppError;
use crate::draft::Fields;
use crate::view::{PreviewPath, PreviewView, PreviewWeek};

/// The most weeks that are looked ahead: half a year. Basis: proposal.
const MOST_WEEKS: u8 = 26;
/// Days of a bad week.
const BAD_DAYS: i64 = 7;

impl App {
    /// Where the plan stands, and the next weeks as they will come if all goes well and with a bad week. Writes nothing.
    ///
    /// # Errors
    /// `NotFound`; `Invalid` for 0 or more than 26 weeks; `Locked` where the vault is locked while it is worked out.
    pub fn plan_preview(&self, person: &str, weeks: u8, now: &Moment) -> Result<PreviewView, AppError> {
        let mut fields = Fields::default();
        if !(1..=MOST_WEEKS).contains(&weeks) {
            fields.wrong("weeks", format!("is {weeks}"), "write 1 to 26");
        }
        fields.finish(Some(()))?;
        let history = &*self.history(person, now)?;
        Ok(PreviewView {
            person: person_ref(history),
            stage: self.stage_view(history, now),
            well: PreviewPath {
                sentence: self.words.preview_well(),
                ..self.path(history, weeks, false, now)?
            },
            bad_week: PreviewPath {
                sentence: self.words.preview_bad(),
                ..self.path(history, weeks, true, now)?
            },
        })
    }

    fn path(&self, history: &History, weeks: u8, bad: bool, now: &Moment) -> Result<PreviewPath, AppError> {
        let mut future = Future { app: self, history: history.clone(), now: *now, made: 0 };
        let mut path = PreviewPath { sentence: String::new(), weeks: Vec::new(), ends: None };
        for week in 0..u64::from(weeks) {
            let Some(first) = now.date().checked_add_days(Days::new(week * 7)) else { break };
            let evening = future.moment(first.and_time(NaiveTime::MIN)).wall.max(now.wall);
            let size = future.history.current_size(evening).map_or(0, Millimetres::tenths);
            let mut found = PreviewWeek {
                from_date: first.to_string(),
                sessions: 0,
                size_tenths_mm: size,
                changes: Vec::new(),
            };
            for date in first.iter_days().take(7) {
                let is_bad = bad && (date - now.date()).num_days() < BAD_DAYS;
                path.ends = future.day(date, is_bad, &mut found)?;
                if path.ends.is_some() {
                    break;
                }
            }
            path.weeks.push(found);
            if path.ends.is_some() {
                break;
            }
        }
        Ok(path)
    }
}

/// A log that grows by what is made up.
struct Future<'a> {
    app: &'a App,
    history: History,
    now: Moment,
    made: u64,
}

impl Future<'_> {
    /// One day, all its sessions held; what it says where no session can be held.
    fn day(
        &mut self,
        date: NaiveDate,
        bad: bool,
        week: &mut PreviewWeek,
    ) -> Result<Option<String>, AppError> {
        self.app.may_go_on()?;
        let mut last = later(self.moment(date.and_time(NaiveTime::MIN)), &self.now);
        loop {
            let open = |slot: &Slot| {
                matches!(slot.status, SlotStatus::Upcoming | SlotStatus::Due | SlotStatus::LateWindow)
            };
            let asked = slots_of_day(&self.history, date, &last);
            let Some(slot) = asked.iter().find(|slot| open(slot) && is_turn(slot, &asked, date)).copied()
            else {
                break;
            };
            let at = self.held_at(&slot, &last);
            let standing = standing(&self.history, &at);
            let Some(size) = next_session_size(&self.history, standing.gate, &at) else {
                return Ok(Some(self.app.words.headline(&self.history, &asked, &standing, &at)));
            };
            self.hold(&slot, size, bad, &at)?;
            week.sessions += 1;
            last = at;
        }
        let evening = later(self.moment(date.and_time(NaiveTime::MIN) + TimeDelta::hours(23)), &last);
        self.accept(&evening, week);
        Ok(None)
    }

    /// The planned time, or as soon as the window and the least gap allow.
    fn held_at(&self, slot: &Slot, last: &Moment) -> Moment {
        let window = slot.occurrence.window();
        let planned = slot.occurrence.time.map(|time| slot.occurrence.id.date.and_time(time));
        let at = later(self.moment(planned.unwrap_or(window.opens + TimeDelta::hours(8))), last);
        let gap = not_before(&self.history, &at).filter(|from| *from > at.wall);
        gap.map_or(at, |from| at.at(from))
    }

    fn hold(&mut self, slot: &Slot, size: Millimetres, bad: bool, at: &Moment) -> Result<(), AppError> {
        let phase = self.history.stretch_on(slot.occurrence.id.date).map(|stretch| stretch.phase);
        let ladder = self.history.plan_in_force(at.date()).map(|plan| plan.value.ladder());
        let smaller = phase.and_then(|phase| phase.warm_up.as_ref()).zip(ladder);
        let holds =
            phase.map_or_else(Vec::new, |phase| vec![phase.hold.target_s; usize::from(phase.insertions)]);
        let session = Session {
            occurrence: Some(slot.occurrence.id),
            ease: if bad { Ease::Firm } else { Ease::Easy },
            pain: SessionPain { peak: Some(Answer::Known(PainScore::NONE)), ..SessionPain::default() },
            bleeding: Some(Answer::Known(Bleeding::None)),
            size,
            warm_up: smaller.map_or_else(Vec::new, |(smaller, ladder)| smaller.sizes_below(ladder, size)),
            holds_s: holds,
            bleeding_stopped_after_min: None,
            lubricant: None,
            adjuncts: Vec::new(),
            stopped: bad.then_some(StopReason::Interrupted),
            note: None,
            device: None,
            cleaned: None,
            untold: Vec::new(),
            guided: false,
        };
        let logged = self.logged(at.wall, session);
        self.history.sessions.push(logged);
        let assessed = self.app.assess_session(&self.history, at)?.map(|(assessment, _)| assessment);
        if let Some(assessment) = assessed {
            let logged = self.logged(at.wall, assessment);
            self.history.assessments.push(logged);
        }
        Ok(())
    }

    /// What is proposed at the end of a day is taken.
    fn accept(&mut self, evening: &Moment, week: &mut PreviewWeek) {
        let words = self.app.words;
        let gate = standing(&self.history, evening).gate_for_steps();
        let proposal = propose(&self.history, gate, evening);
        let from = self.history.current_size(evening.wall);
        if let (ProposalKind::Advance { to, .. } | ProposalKind::StepBack { to }, Some(from)) =
            (proposal.kind, from)
        {
            week.changes.push(words.preview_step(evening.date(), &StepTaken { from, to }));
            let step = self.logged(evening.wall, StepTaken { from, to });
            self.history.steps.push(step);
        }
        let (Some(plan), Some(stage)) = (
            self.history.plan_in_force(evening.date()),
            propose_stage(&self.history, gate, evening).and_then(|proposal| proposal.to),
        ) else {
            return;
        };
        let Some(from) = evening.date().succ_opt() else { return };
        let taken = StageTaken { plan: plan.id, stage, from, why: StageWhy::Proposed };
        week.changes.push(words.stage_taken(Some(&plan.value), &taken));
        let taken = self.logged(evening.wall, taken);
        self.history.stages.push(taken);
    }

    fn logged<T>(&mut self, at: DateTime<FixedOffset>, value: T) -> Logged<T> {
        self.made += 1;
        let mut id = [0xff; 32];
        id[..8].copy_from_slice(&self.made.to_be_bytes());
        Logged {
            id: EntryId(id),
            person: self.history.person.id,
            effective: at,
            recorded: at,
            origin: Origin::Live,
            clock_suspect: false,
            // After everything that is there.
            place: u64::MAX / 2 + self.made,
            amended: None,
            former: Vec::new(),
            value,
        }
    }

    /// A time of the person's clock as it is set today.
    fn moment(&self, local: NaiveDateTime) -> Moment {
        let wall = local.and_local_timezone(*self.now.wall.offset()).single().unwrap_or(self.now.wall);
        self.now.at(wall)
    }
}

/// Whether a session that is free within its week is held by this day: spread evenly.
fn is_turn(slot: &Slot, asked: &[Slot], date: NaiveDate) -> bool {
    let (days, first) = (i64::from(slot.occurrence.days), slot.occurrence.id.date);
    let count = asked.iter().filter(|other| other.occurrence.id.date == first).count().max(1);
    let turn = i64::from(slot.occurrence.id.slot) * days / i64::try_from(count).unwrap_or(1);
    (date - first).num_days() >= turn
}

/// The later of two moments.
fn later(one: Moment, other: &Moment) -> Moment {
    one.at(one.wall.max(other.wall))
}
