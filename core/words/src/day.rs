use chrono::{DateTime, Days, FixedOffset, NaiveTime};
use gradus_domain::{
    Assessment, ContactOutcome, Disposition, GateTime, History, Logged, Moment, Occurrence, Pause, Slot,
    SlotStatus, Task, calibration_due, interruption, next_session_size, not_before, over_before_plan,
    propose, slots,
};
use gradus_triage::{
    CALIBRATION, Duty, INTERRUPTED, LONG_GAP, NOT_PASSED, OLDER_STATE, OVERREACHED, PROGRESS, REVIEW,
    STALLED, Standing, UNFINISHED, concern,
};

use crate::Words;

/// How many days ahead the next session is looked for. Longer than the rarest plan, one session in 92 days.
const AHEAD_DAYS: u64 = 93;

impl Words {
    /// What to do first today: whom to reach before what stops a session, and that before what is due.
    pub fn headline(&self, history: &History, slots: &[Slot], standing: &Standing, now: &Moment) -> String {
        self.before_sessions(history, standing, now)
            .unwrap_or_else(|| self.of_slots(history, slots, standing, now))
    }

    /// What comes before every session, one that goes on as well as one that is due. `None` where the session comes first.
    pub fn before_sessions(&self, history: &History, standing: &Standing, now: &Moment) -> Option<String> {
        self.urgent(history, standing, now)
            .or_else(|| self.stopped(history, standing, now))
            .or_else(|| self.without_plan(history, now))
            .or_else(|| self.ask_first(history, standing, now))
            .or_else(|| history.paused_on(now.date()).map(|pause| self.paused(&pause.value)))
    }

    /// The plan was paused by whoever follows it.
    pub fn paused(&self, pause: &Pause) -> String {
        match pause.last {
            Some(last) => self.dated("headline.paused", last),
            None => self.word("headline.paused_open"),
        }
    }

    /// What stands beside the planned session that is being held.
    pub fn slot_going_on(&self) -> String {
        self.word("slot.going_on")
    }

    /// What stands beside the planned session that is over and in no diary yet.
    pub fn slot_unwritten(&self) -> String {
        self.word("slot.unwritten")
    }

    /// What stands beside a planned session of a day on which the plan is paused.
    pub fn slot_in_pause(&self) -> String {
        self.word("slot.in_pause")
    }

    /// The headline while only the plan's least gap stands before a session that is due.
    pub fn pause(&self, from: DateTime<FixedOffset>) -> String {
        self.say("headline.pause", &[("time", &self.moment(from))])
    }

    /// What has become of one planned session.
    pub fn slot(&self, slot: &Slot, gated: bool) -> String {
        match slot.status {
            _ if gated => self.word("slot.gated"),
            SlotStatus::Upcoming => self.word("slot.upcoming"),
            SlotStatus::Due if slot.occurrence.days > 1 => {
                self.say("slot.free", &[("date", &self.date(slot.occurrence.last_day()))])
            }
            SlotStatus::Due => self.word("slot.due"),
            SlotStatus::Optional => self.word("slot.optional"),
            SlotStatus::LateWindow => self.word("slot.late"),
            SlotStatus::Missed => self.word("slot.missed"),
            SlotStatus::Done { .. } => self.word("slot.done"),
            SlotStatus::Tried { .. } => self.word("slot.tried"),
            SlotStatus::Skipped(reason) => self.say("slot.skipped", &[("reason", &self.skip_reason(reason))]),
        }
    }

    /// What stands beside a planned session while the plan's least gap forbids it.
    pub fn slot_paused(&self, from: DateTime<FixedOffset>) -> String {
        self.say("slot.paused", &[("time", &self.moment(from))])
    }

    /// What stands beside a session of the plan's first day that was over before the plan came in.
    pub fn slot_over_before_plan(&self) -> String {
        self.word("slot.over_before_plan")
    }

    /// Whether the headline says that somebody is to be reached now.
    pub fn asks_for_call(&self, history: &History, standing: &Standing, now: &Moment) -> bool {
        self.urgent(history, standing, now).is_some()
    }

    /// A person to be reached now, and then whether sessions are stopped. A call that has days left stands among the
    /// tasks and waits there until it is overdue.
    fn urgent(&self, history: &History, standing: &Standing, now: &Moment) -> Option<String> {
        if self.is_emergency(history, standing) {
            return Some(self.word("headline.emergency"));
        }
        let stands_still = is_only_interrupted(history, standing, now);
        let call = match (standing.escalated, first(&standing.tasks, |duty| duty == Duty::SameDay)) {
            (Disposition::SameDay { .. }, _) if !stands_still => {
                self.call_overdue("headline.clinician_overdue", history, standing, now)?
            }
            (Disposition::SameDay { .. }, _) | (_, None) if stands_still => {
                self.call_overdue("headline.interrupted_overdue", history, standing, now)?
            }
            (_, Some(due)) => self.say("headline.clinician", &[("until", &self.moment(due))]),
            (_, None) => self.call_overdue("headline.call_overdue", history, standing, now)?,
        };
        let stopped = match standing.gate.time {
            GateTime::Blocked => self.word("headline.stopped"),
            GateTime::WaitUntil(_) => self.stopped(history, standing, now)?,
            GateTime::Now => return Some(call),
        };
        Some(format!("{call} {stopped}"))
    }

    fn overdue(&self, key: &str, standing: &Standing, which: fn(Duty) -> bool) -> Option<String> {
        let due = first(&standing.overdue, which)?;
        Some(self.say(key, &[("until", &self.moment(due))]))
    }

    /// A call that is late. Where the way up through the sizes, and no answer, is what it is for, the clinic is told that as well,
    /// dilation first.
    fn call_overdue(
        &self,
        key: &str,
        history: &History,
        standing: &Standing,
        now: &Moment,
    ) -> Option<String> {
        let call = self.overdue(key, standing, is_call)?;
        let rules = || late_calls(standing).flat_map(|task| &task.rules);
        let is_of_pack = |rule: &String| ![&OWN[..], &PROGRESS].concat().contains(&rule.as_str());
        if rules().any(is_of_pack) {
            return Some(call);
        }
        let rank = |rule: &&String| (*rule == INTERRUPTED, *rule == NOT_PASSED);
        let reason = self.task_reason(rules().max_by_key(rank)?, history, standing, now);
        Some([call].into_iter().chain(reason).collect::<Vec<_>>().join(" "))
    }

    /// What a task is for whose rule is not in the pack: a child's interrupted programme, what the way up through the sizes asks
    /// of the clinic, a visit that did not come, an older state of the vault.
    pub fn task_reason(
        &self,
        rule: &str,
        history: &History,
        standing: &Standing,
        now: &Moment,
    ) -> Option<String> {
        match rule {
            INTERRUPTED => {
                let stood_still = match interruption(history, now) {
                    Some(found) => self.interrupted(&found, now),
                    None => self.word("reason.long_pause"),
                };
                // Why it stands still comes before that it does.
                let unfit = history.unfit_plan(now.date()).map(|(_, why)| self.unfit(why));
                Some(unfit.into_iter().chain([stood_still]).collect::<Vec<_>>().join(" "))
            }
            CALIBRATION => Some(self.calibration_due(calibration_due(history, now)?, now.date())),
            REVIEW => {
                let by = history.plan_in_force(now.date())?.value.review_by()?;
                Some(self.dated("reason.review_awaited", by))
            }
            OLDER_STATE => Some(self.word("reason.older_state")),
            UNFINISHED => Some(self.word("reason.unfinished")),
            rule => Some(self.reason(&concern(rule, history, standing.gate, now)?.reason)),
        }
    }

    /// A rule by its name, marked where it stands on a doubt alone: nobody is to read as told what was only not ruled out.
    pub fn rule_named(&self, name: &str, in_doubt: bool) -> String {
        match in_doubt {
            true => self.say("reason.in_doubt", &[("rule", name.trim_end_matches('.'))]),
            false => name.to_owned(),
        }
    }

    /// Whether emergency care is still to be reached, or its block still stands and nobody has written down that a
    /// clinician spoke about it: until then it is said again.
    pub fn is_emergency(&self, history: &History, standing: &Standing) -> bool {
        let open = |one: &&Logged<Assessment>| {
            one.value.disposition == Disposition::Emergency
                && standing.because.iter().any(|(entry, _)| *entry == one.id)
                && !is_decided(history, one)
        };
        let blocks =
            standing.gate.time == GateTime::Blocked && history.assessments.iter().any(|one| open(&one));
        blocks || first(&standing.tasks, |duty| duty == Duty::Emergency).is_some()
    }

    fn stopped(&self, history: &History, standing: &Standing, now: &Moment) -> Option<String> {
        match standing.gate.time {
            GateTime::Blocked if has_clinic_stopped(history, standing) => {
                Some(self.word("headline.clinic_stopped"))
            }
            GateTime::Blocked => Some(self.word("headline.blocked")),
            GateTime::WaitUntil(until) if until > now.wall => {
                Some(self.say("headline.wait", &[("until", &self.moment(until))]))
            }
            GateTime::WaitUntil(_) => Some(self.word("headline.recheck")),
            GateTime::Now => self.overdue("headline.answer_overdue", standing, Duty::is_answered_here),
        }
    }

    fn without_plan(&self, history: &History, now: &Moment) -> Option<String> {
        let Some(plan) = history.plan_in_force(now.date()) else {
            return Some(self.word("headline.no_plan"));
        };
        if plan.value.last_day().is_some_and(|last| last < now.date()) {
            let next = history.plans_to_come(now.date()).into_iter().map(|(_, begins)| begins).min();
            return Some(match next {
                Some(next) => self.dated("headline.ended_next", next),
                None => self.word("headline.ended"),
            });
        }
        match plan.value.first_day() {
            None => Some(self.word("headline.not_begun_open")),
            Some(first) if first > now.date() => Some(self.dated("headline.not_begun", first)),
            Some(_) => None,
        }
    }

    /// What went on for too long, or no longer goes, before anybody goes on with it.
    fn ask_first(&self, history: &History, standing: &Standing, now: &Moment) -> Option<String> {
        let proposal = propose(history, standing.gate_for_steps(), now);
        let reason = self.reason(proposal.ask_first()?);
        Some(self.say("headline.ask_first", &[("reason", &reason)]))
    }

    fn of_slots(&self, history: &History, slots: &[Slot], standing: &Standing, now: &Moment) -> String {
        if history.plan_in_force(now.date()).is_some_and(|plan| !plan.value.has_home_sessions()) {
            return self.word("headline.clinic_only");
        }
        let find = |wanted: SlotStatus| slots.iter().find(|slot| slot.status == wanted);
        let open = find(SlotStatus::Due).or_else(|| find(SlotStatus::LateWindow));
        if let Some(open) = open
            && let Some(size) = next_session_size(history, standing.gate, now)
        {
            if let Some(from) = not_before(history, now).filter(|from| *from > now.wall) {
                return self.pause(from);
            }
            return self.open(open, &self.size(size));
        }
        if let Some(next) = open.or_else(|| find(SlotStatus::Upcoming)) {
            let opens = next.occurrence.window().opens.max(now.local());
            if let Some(from) = not_before(history, now).filter(|from| from.naive_local() > opens) {
                return self.pause(from);
            }
            return match next.occurrence.time {
                Some(time) => self.say("headline.next", &[("time", &clock(time))]),
                None => self.word("headline.next_open"),
            };
        }
        let done = |slot: &Slot| matches!(slot.status, SlotStatus::Done { .. });
        let is_short = !over_before_plan(history, now.date()..=now.date()).is_empty();
        let today = match slots {
            [] if is_short => self.word("headline.rest_short"),
            [] => self.word("headline.rest"),
            slots if slots.iter().all(|slot| slot.status == SlotStatus::Optional) => {
                self.word("headline.rest")
            }
            slots
                if slots.iter().filter(|slot| slot.status != SlotStatus::Optional).all(done) && is_short =>
            {
                self.count("headline.done_short", slots.len(), &[])
            }
            slots if slots.iter().filter(|slot| slot.status != SlotStatus::Optional).all(done) => {
                self.word("headline.done")
            }
            _ => self.word("headline.over"),
        };
        match self.next_day(history, now) {
            Some(next) => format!("{today} {next}"),
            None => today,
        }
    }

    fn open(&self, slot: &Slot, size: &str) -> String {
        match slot.occurrence.time {
            _ if slot.status == SlotStatus::LateWindow => self.say("headline.late", &[("size", size)]),
            _ if slot.occurrence.days > 1 => {
                self.say("headline.free", &[("size", size), ("date", &self.date(slot.occurrence.last_day()))])
            }
            Some(time) => self.say("headline.due_at", &[("size", size), ("time", &clock(time))]),
            None => self.say("headline.due", &[("size", size)]),
        }
    }

    /// The first session after today.
    fn next_day(&self, history: &History, now: &Moment) -> Option<String> {
        let tomorrow = now.date().checked_add_days(Days::new(1))?;
        let last = now.date().checked_add_days(Days::new(AHEAD_DAYS))?;
        let next: Occurrence = slots(history, tomorrow..=last, now).first()?.occurrence;
        let date = self.date(next.id.date);
        Some(match (next.id.date == tomorrow, next.time.map(clock)) {
            (true, Some(time)) => self.say("headline.tomorrow_at", &[("time", &time)]),
            (true, None) => self.word("headline.tomorrow"),
            (false, Some(time)) => self.say("headline.then_at", &[("date", &date), ("time", &time)]),
            (false, None) => self.say("headline.then", &[("date", &date)]),
        })
    }
}

/// Whether a clinician, told of this very answer, decided something, be it to stop.
fn is_decided(history: &History, assessment: &Logged<Assessment>) -> bool {
    history.contacts.iter().map(|contact| &contact.value).any(|talk| {
        talk.outcome.decides() && talk.when >= assessment.effective && talk.releases.contains(&assessment.id)
    })
}

/// Whether the clinic's own word is among what stops sessions.
pub(crate) fn has_clinic_stopped(history: &History, standing: &Standing) -> bool {
    let stops =
        |id| history.contacts.iter().any(|one| one.id == id && one.value.outcome == ContactOutcome::Stop);
    standing.because.iter().any(|(id, _)| stops(*id))
}

fn is_call(duty: Duty) -> bool {
    !duty.is_answered_here()
}

/// When the earliest task of a kind is due.
fn first(tasks: &[Task], which: impl Fn(Duty) -> bool) -> Option<DateTime<FixedOffset>> {
    tasks.iter().filter(|task| which(Duty::of(task))).map(|task| task.due).min()
}

/// What is found outside the pack and beside the way up through the sizes.
const OWN: [&str; 3] = [INTERRUPTED, CALIBRATION, REVIEW];

fn late_calls(standing: &Standing) -> impl Iterator<Item = &Task> {
    standing.overdue.iter().filter(|task| is_call(Duty::of(task)))
}

/// Whether the calls that are late have no other reason than that dilation or the way up stood still, or that a visit did not come, and
/// nothing else is to be told to a clinician today. Rising pain is no standstill, and neither is it where nothing passes any
/// more; a size that does not pass while a smaller one is left is one.
pub fn is_only_interrupted(history: &History, standing: &Standing, now: &Moment) -> bool {
    let stands_still = |rule: &String| match rule.as_str() {
        STALLED | LONG_GAP | OVERREACHED => true,
        NOT_PASSED => propose(history, standing.gate, now).ask_first().is_none(),
        rule => OWN.contains(&rule),
    };
    late_calls(standing).flat_map(|task| &task.rules).all(stands_still)
        && first(&standing.tasks, |duty| duty == Duty::SameDay).is_none()
}

fn clock(time: NaiveTime) -> String {
    time.format("%H:%M").to_string()
}
