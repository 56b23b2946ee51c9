use gradus_domain::plan::Missing;
use gradus_domain::{
    Basis, Bleeding, GapFrom, GateTime, Interruption, Millimetres, Moment, NotCounted, Proposal,
    ProposalKind, Reason,
};

use crate::Words;

impl Words {
    /// What is proposed for the size.
    pub fn proposal(&self, proposal: &Proposal, from: Millimetres) -> String {
        let from = self.size(from);
        let is_at_clinic = proposal.reasons.contains(&Reason::ClinicOnly);
        let key = match proposal.kind {
            ProposalKind::AskClinic if is_at_clinic => "proposal.clinic_only_ask",
            _ if is_at_clinic => "proposal.clinic_only",
            ProposalKind::Advance { to, .. } => {
                return self.say("proposal.advance", &[("to", &self.size(to)), ("from", &from)]);
            }
            ProposalKind::StepBack { to } => {
                return self.say("proposal.step_back", &[("to", &self.size(to)), ("from", &from)]);
            }
            ProposalKind::AskClinic => return self.word("proposal.ask_clinic"),
            ProposalKind::Hold => "proposal.hold",
            ProposalKind::AtGoal => "proposal.at_goal",
        };
        self.say(key, &[("from", &from)])
    }

    /// What is proposed, and everything that stands in the way of a step.
    pub fn proposal_with_reasons(&self, proposal: &Proposal, from: Millimetres) -> String {
        let against = proposal.reasons.iter().filter(|reason| reason.holds_back());
        let said = std::iter::once(self.proposal(proposal, from)).chain(against.map(|one| self.reason(one)));
        said.collect::<Vec<_>>().join(" ")
    }

    /// One reason behind a proposal, and on what its number rests where no plan gave it.
    pub fn reason_with_basis(&self, reason: &Reason) -> String {
        let said = self.reason(reason);
        let Some((basis, source)) = reason.basis() else { return said };
        let key = match basis {
            Basis::Sourced => "reason.sourced",
            Basis::General => "reason.general",
            Basis::Proposal => "reason.proposal",
        };
        self.say(key, &[("reason", &said), ("source", source)])
    }

    /// One reason behind a proposal.
    pub fn reason(&self, reason: &Reason) -> String {
        match *reason {
            Reason::NoPlan => self.word("reason.no_plan"),
            Reason::PlanNotBegun { first: Some(first) } => self.dated("reason.plan_not_begun", first),
            Reason::PlanNotBegun { first: None } => self.word("reason.plan_not_begun_open"),
            Reason::PlanExpired { last } => self.dated("reason.plan_expired", last),
            Reason::ReviewOverdue { since } => self.dated("reason.review_overdue", since),
            Reason::PlanIncomplete { missing } => {
                self.say("reason.plan_incomplete", &[("missing", &self.missing(missing))])
            }
            Reason::ClinicOnly => self.word("reason.clinic_only"),
            Reason::ChildWithoutClinic => self.word("reason.child_without_clinic"),
            Reason::PlanUnfit { why } => self.unfit(why),
            Reason::AppOutdated { entries } => self.count("reason.app_outdated", entries, &[]),
            Reason::CountedAnew { since } => self.dated("reason.counted_anew", since),
            Reason::Regaining { size, sessions, days } => self.say(
                "reason.regaining",
                &[
                    ("size", &self.size(size)),
                    ("sessions", &sessions.to_string()),
                    ("days", &days.to_string()),
                ],
            ),
            Reason::ClockWentBack => self.word("reason.clock_went_back"),
            Reason::GateClosed { gate } => self.word(match gate.time {
                GateTime::Blocked => "reason.gate_blocked",
                GateTime::WaitUntil(_) => "reason.gate_wait",
                GateTime::Now => "reason.gate_size",
            }),
            Reason::ClinicSaidStop { on } => self.dated("reason.clinic_said_stop", on),
            Reason::ClinicSaidStay { on } => self.dated("reason.clinic_said_stay", on),
            Reason::Stalled { since } => self.dated("reason.stalled", since),
            // Named one by one, so that a new reason does not compile before it has a sentence.
            Reason::CeilingReached { .. }
            | Reason::NextSizeMissing { .. }
            | Reason::DaysAtSize { .. }
            | Reason::SessionsInARow { .. }
            | Reason::PainOverLimit { .. }
            | Reason::PainTrend { .. }
            | Reason::Bleeding { .. }
            | Reason::NotCounted { .. }
            | Reason::NotPassed { .. }
            | Reason::SmallerSizeFailed { .. }
            | Reason::NoSmallerSize { .. }
            | Reason::BeyondSize { .. }
            | Reason::NoDevice { .. }
            | Reason::Gap { .. }
            | Reason::ChildInterrupted { .. } => self.logged_reason(reason),
            Reason::DaysInPhase { .. }
            | Reason::EasyInARow { .. }
            | Reason::NotFullFrequency { .. }
            | Reason::SizeNotReached { .. }
            | Reason::ClinicSaysWhen
            | Reason::NoGoodSession { .. }
            | Reason::Tight { .. }
            | Reason::BrokenOff { .. } => self.stage_reason(reason),
        }
    }

    /// Reasons that come from the log.
    fn logged_reason(&self, reason: &Reason) -> String {
        let (text, size) = (|n: u32| n.to_string(), |size| self.size(size));
        match *reason {
            Reason::CeilingReached { goal } => self.say("reason.ceiling_reached", &[("size", &size(goal))]),
            Reason::NextSizeMissing { above } => {
                self.say("reason.next_size_missing", &[("size", &size(above))])
            }
            Reason::DaysAtSize { have, need } => {
                self.count("reason.days_at_size", have as usize, &[("need", &text(need))])
            }
            Reason::SessionsInARow { have, need } => {
                self.count("reason.sessions_in_a_row", have as usize, &[("need", &text(need))])
            }
            Reason::PainOverLimit { pain, limit, on } => self.say(
                "reason.pain_over_limit",
                &[("pain", &pain.to_string()), ("limit", &limit.to_string()), ("date", &self.date(on))],
            ),
            Reason::PainTrend { first_doubled, last_doubled } => self.say(
                "reason.pain_trend",
                &[("first", &halves(first_doubled)), ("last", &halves(last_doubled))],
            ),
            Reason::Bleeding { amount, on } => {
                self.say("reason.bleeding", &[("amount", &self.blood(amount)), ("date", &self.date(on))])
            }
            Reason::NotCounted { why, sessions } => {
                self.count("reason.not_counted", sessions as usize, &[("why", &self.not_counted(why))])
            }
            Reason::NotPassed { size: at, times } => {
                self.count("reason.not_passed", times as usize, &[("size", &size(at))])
            }
            Reason::SmallerSizeFailed { size: at } => {
                self.say("reason.smaller_failed", &[("size", &size(at))])
            }
            Reason::BeyondSize { size: at, times } => {
                self.say("reason.beyond_size", &[("n", &times.to_string()), ("size", &size(at))])
            }
            Reason::NoSmallerSize { size: at } => self.say("reason.no_smaller", &[("size", &size(at))]),
            Reason::NoDevice { size: at } => self.say("reason.no_device", &[("size", &size(at))]),
            Reason::Gap { days_late } => self.count("reason.gap", days_late as usize, &[]),
            Reason::ChildInterrupted { from, hours, missed } => self.child_interrupted(from, hours, missed),
            _ => unreachable!("every other reason is said where this is called"),
        }
    }

    /// What a child's interrupted programme is said with, wherever it is said.
    pub(crate) fn interrupted(&self, found: &Interruption, now: &Moment) -> String {
        let hours = u32::try_from((now.wall - found.last).num_hours()).unwrap_or(0);
        self.child_interrupted(found.from, hours, found.missed)
    }

    fn child_interrupted(&self, from: GapFrom, hours: u32, missed: u32) -> String {
        let time = self.hours(hours);
        let since = match from {
            GapFrom::LastPassed => self.say("reason.since_passed", &[("time", &time)]),
            GapFrom::PlanBegan => self.say("reason.since_plan_began", &[("time", &time)]),
            GapFrom::ClinicWord => self.say("reason.since_clinic_word", &[("time", &time)]),
        };
        let missed =
            if missed == 0 { String::new() } else { self.count("reason.child_missed", missed as usize, &[]) };
        self.say("reason.child_interrupted", &[("since", &since), ("missed", &missed)])
    }

    /// What a plan leaves open.
    pub fn missing(&self, missing: Missing) -> String {
        self.word(match missing {
            Missing::FirstDay => "missing.first_day",
            Missing::ReviewDate => "missing.review_date",
            Missing::Contact => "missing.contact",
            Missing::Instructions => "missing.instructions",
            Missing::Prescriber => "missing.prescriber",
            Missing::StepDays => "missing.step_days",
            Missing::StepSessions => "missing.step_sessions",
            Missing::StepPain => "missing.step_pain",
        })
    }

    /// Blood as patients say it.
    pub fn blood(&self, amount: Bleeding) -> String {
        self.word(match amount {
            Bleeding::None => "blood.none",
            Bleeding::Streak => "blood.streak",
            Bleeding::PinkTint => "blood.pink_tint",
            Bleeding::Drip => "blood.drip",
            Bleeding::RedBowl => "blood.red_bowl",
            Bleeding::Clots => "blood.clots",
            Bleeding::NonStop => "blood.non_stop",
        })
    }

    fn not_counted(&self, why: NotCounted) -> String {
        self.word(match why {
            NotCounted::Late => "not_counted.late",
            NotCounted::Imported => "not_counted.imported",
            NotCounted::WhileLocked => "not_counted.while_locked",
            NotCounted::ClockSuspect => "not_counted.clock_suspect",
            NotCounted::Numbed => "not_counted.numbed",
            NotCounted::PainUnknown => "not_counted.pain_unknown",
            NotCounted::BloodUnknown => "not_counted.blood_unknown",
            NotCounted::Incomplete => "not_counted.incomplete",
            NotCounted::OtherSize => "not_counted.other_size",
            NotCounted::TooSoon => "not_counted.too_soon",
            NotCounted::Duplicate => "not_counted.duplicate",
            NotCounted::BeforePlan => "not_counted.before_plan",
            NotCounted::BeyondPlan => "not_counted.beyond_plan",
        })
    }

    pub(crate) fn dated(&self, key: &str, date: chrono::NaiveDate) -> String {
        self.say(key, &[("date", &self.date(date))])
    }
}

fn halves(doubled: u8) -> String {
    if doubled.is_multiple_of(2) { (doubled / 2).to_string() } else { format!("{}.5", doubled / 2) }
}
