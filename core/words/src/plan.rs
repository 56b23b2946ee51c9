use std::iter;

use chrono::NaiveDate;
use gradus_domain::plan::{
    Days, Frequency, Phase, Plan, PlanOrigin, Regimen, Retention, SELF_DIRECTED_DAYS_AT_SIZE,
    SELF_DIRECTED_GOAL_TENTHS, SELF_DIRECTED_HOLD_S, SELF_DIRECTED_INSERTIONS, SELF_DIRECTED_MAX_PAIN,
    SELF_DIRECTED_MIN_GAP_H, SELF_DIRECTED_PER_DAY, SELF_DIRECTED_START_TENTHS, SELF_DIRECTED_STEP_TENTHS,
    Span, Start, Taper, TaperGate, Unfit, Until, Warning, WeekDay,
};
use gradus_domain::{Basis, Course, History, Logged, OperationDoubt, over_before_plan};

use crate::Words;

impl Words {
    /// A plan as it appears in a timeline; of one that came in during its first day, how many sessions were left of it.
    pub fn plan_adopted(&self, history: &History, plan: &Logged<Plan>) -> String {
        let text = self.say("plan.adopted", &[("title", self.of_plan(plan.value.title()))]);
        let day = plan.date();
        let over = over_before_plan(history, day..=day).len();
        if over == 0 || history.plans.first().is_none_or(|first| first.id != plan.id) {
            return text;
        }
        let all = Course::planned(plan.id, &plan.value).occurrences(day..=day).count();
        let left = all.saturating_sub(over);
        self.count("plan.adopted_short", left, &[("text", &text), ("all", &all.to_string())])
    }

    /// What a plan asks for, a sentence each. The title, names and instructions are the clinic's own words.
    pub fn plan_summary(&self, plan: &Plan) -> Vec<String> {
        let mut lines = vec![self.origin(plan)];
        lines.extend(plan.prescriber().map(|name| self.say("plan.prescriber", &[("name", name)])));
        lines.extend(self.regimen(plan));
        if let Some(Retention::Grip { depth_stop_mm }) = plan.device().map(|device| device.retention) {
            lines.push(self.say("plan.depth", &[("mm", &depth_stop_mm.to_string())]));
        }
        if let Start::AfterOperation { operation: Some(operation), .. } = plan.start() {
            lines.push(self.dated("plan.operation", operation));
        }
        lines.extend(plan.first_day().map(|first| self.dated("plan.begins", first)));
        lines.extend(plan.phases().iter().map(|phase| self.phase(phase)));
        lines.extend(
            plan.calibration_days()
                .map(|days| self.say("plan.calibration", &[("days", &self.days(days.into()))])),
        );
        let gap = plan.phases().iter().map(|phase| phase.min_gap_h).max().filter(|hours| *hours > 0);
        lines.extend(gap.map(|hours| self.say("plan.gap", &[("time", &self.hours(hours.into()))])));
        lines.extend(self.step_up(plan));
        lines.extend(plan.taper().into_iter().flat_map(|taper| self.taper(taper)));
        lines.extend(plan.instructions().iter().map(|text| self.of_plan(text).to_owned()));
        let review = if plan.origin().is_clinic() { "plan.review" } else { "plan.review_own" };
        lines.extend(plan.review_by().map(|date| self.dated(review, date)));
        lines.extend(plan.contacts().iter().map(|contact| match &contact.hours {
            Some(hours) => {
                let parts = [("name", &*contact.name), ("phone", &*contact.phone), ("hours", &**hours)];
                self.say("plan.call_hours", &parts)
            }
            None => self.say("plan.call", &[("name", &contact.name), ("phone", &contact.phone)]),
        }));
        lines
    }

    /// On what the numbers of a plan rest, a line each: what its text names, and the limits of a plan of one's own.
    pub fn plan_sources(&self, plan: &Plan) -> Vec<String> {
        let line = |what: &str, basis, id: &str| {
            self.say("plan.source", &[("what", what), ("basis", &self.basis(basis)), ("id", id)])
        };
        let noted = plan.sources().iter().map(|source| {
            let fields: Vec<_> = source.fields.iter().map(|field| self.plan_field(field)).collect();
            let what = match (&source.says, fields.is_empty()) {
                (Some(says), _) => self.of_plan(says).to_owned(),
                (None, true) => self.word("plan.whole"),
                (None, false) => fields.join(", "),
            };
            line(&what, source.basis, &source.id)
        });
        let limits = plan.is_own_practice().then(|| self.own_limits()).into_iter().flatten();
        noted.chain(limits.map(|(what, basis, id)| line(&what, basis, id))).collect()
    }

    fn basis(&self, basis: Basis) -> String {
        self.word(match basis {
            Basis::Sourced => "plan.basis_sourced",
            Basis::General => "plan.basis_general",
            Basis::Proposal => "plan.basis_proposal",
        })
    }

    /// What nobody sets alone, with the row of the clinical pages that has the number beside it.
    fn own_limits(&self) -> [(String, Basis, &'static str); 5] {
        let (start, step) =
            (self.tenths_mm(SELF_DIRECTED_START_TENTHS), self.tenths_mm(SELF_DIRECTED_STEP_TENTHS));
        let (gap, hold) = (self.hours(SELF_DIRECTED_MIN_GAP_H.into()), self.seconds(SELF_DIRECTED_HOLD_S));
        let (per_day, insertions) = (SELF_DIRECTED_PER_DAY.to_string(), SELF_DIRECTED_INSERTIONS.to_string());
        let dose = [("per_day", &*per_day), ("gap", &gap), ("insertions", &insertions), ("hold", &hold)];
        let goal = self.say("plan.limit_goal", &[("goal", &self.tenths_mm(SELF_DIRECTED_GOAL_TENTHS))]);
        let days = self.days(SELF_DIRECTED_DAYS_AT_SIZE.into());
        let pain = SELF_DIRECTED_MAX_PAIN.to_string();
        [
            (self.say("plan.limit_start", &[("start", &start), ("step", &step)]), Basis::Proposal, "C1.1"),
            (goal, Basis::Proposal, "C1.7"),
            (self.say("plan.limit_dose", &dose), Basis::Proposal, "C1.7"),
            (self.say("plan.limit_days", &[("days", &days)]), Basis::Proposal, "C1.2"),
            (self.say("plan.limit_pain", &[("pain", &pain)]), Basis::Sourced, "C2.2"),
        ]
    }

    /// Where dilation happens, with which sizes, and what was made sure of before.
    fn regimen(&self, plan: &Plan) -> Vec<String> {
        let (start, goal) = (self.size(plan.ladder().start()), self.size(plan.ladder().goal()));
        let sizes = [("start", &*start), ("goal", &*goal)];
        let mut lines = match plan.regimen() {
            Regimen::Home => vec![self.say("plan.sizes", &sizes)],
            Regimen::CalibrationOnly => {
                vec![self.word("plan.calibration_only"), self.say("plan.clinic_sizes", &sizes)]
            }
            Regimen::NoRoutineDilation => {
                vec![self.word("plan.no_routine"), self.say("plan.clinic_sizes", &sizes)]
            }
        };
        lines.extend(plan.preconditions().iter().map(|precondition| {
            self.say(
                "plan.made_sure",
                &[("date", &self.date(precondition.met_on)), ("what", self.of_plan(&precondition.says))],
            )
        }));
        lines
    }

    /// The next calibration by the clinic, and what to do where its day has passed.
    pub fn calibration_due(&self, due: NaiveDate, today: NaiveDate) -> String {
        self.dated(if due < today { "plan.calibration_late" } else { "plan.calibration_due" }, due)
    }

    /// The appointment that was agreed with the clinic.
    pub fn next_visit(&self, day: NaiveDate) -> String {
        self.dated("plan.next_visit", day)
    }

    /// Why a person may not take a plan up.
    pub fn unfit(&self, unfit: Unfit) -> String {
        match unfit {
            Unfit::NotAsked(_) => self.word("unfit.not_asked"),
            Unfit::GapTooShort { hours } => self.say(
                "unfit.gap",
                &[
                    ("time", &self.hours(hours.into())),
                    ("least", &self.hours(SELF_DIRECTED_MIN_GAP_H.into())),
                ],
            ),
            Unfit::TooOften { per_day } => self.say(
                "unfit.often",
                &[("n", &per_day.to_string()), ("most", &SELF_DIRECTED_PER_DAY.to_string())],
            ),
            Unfit::HoldTooLong { seconds } => self.say(
                "unfit.hold",
                &[("time", &self.seconds(seconds)), ("most", &self.seconds(SELF_DIRECTED_HOLD_S))],
            ),
            Unfit::TooManyInsertions { insertions } => self.say(
                "unfit.insertions",
                &[("n", &insertions.to_string()), ("most", &SELF_DIRECTED_INSERTIONS.to_string())],
            ),
            Unfit::StartTooLarge { size } => self.say(
                "unfit.start",
                &[("size", &self.size(size)), ("most", &self.tenths_mm(SELF_DIRECTED_START_TENTHS))],
            ),
            Unfit::StepTooWide { from, to } => self.say(
                "unfit.step",
                &[
                    ("from", &self.size(from)),
                    ("to", &self.size(to)),
                    ("most", &self.tenths_mm(SELF_DIRECTED_STEP_TENTHS)),
                ],
            ),
            Unfit::WarmUpOffLadder { size } => self.say("unfit.warm_up", &[("size", &self.size(size))]),
            Unfit::Condition(_) => self.word("unfit.condition"),
            Unfit::Operated => self.word("unfit.operated"),
            Unfit::Latex => self.word("unfit.latex"),
        }
    }

    /// That another plan takes the place of the present one later. `going`: whether there is one until then.
    pub fn plan_to_come(&self, plan: &Plan, begins: NaiveDate, going: bool) -> String {
        let key = if going { "plan.to_come_meanwhile" } else { "plan.to_come" };
        self.say(key, &[("date", &self.date(begins)), ("title", self.of_plan(plan.title()))])
    }

    /// That a plan which is there already takes the place of the one being looked at.
    pub fn plan_after(&self, plan: &Plan, begins: NaiveDate) -> String {
        self.say("plan.after", &[("date", &self.date(begins)), ("title", self.of_plan(plan.title()))])
    }

    /// That a plan which waits for its first day gives way to the one being looked at.
    pub fn plan_instead(&self, plan: &Plan, begins: NaiveDate) -> String {
        self.say("plan.instead", &[("date", &self.date(begins)), ("title", self.of_plan(plan.title()))])
    }

    /// What stands beside a telephone number of a plan that is to come.
    pub fn number_of_next_plan(&self, begins: NaiveDate) -> String {
        self.dated("plan.number_next", begins)
    }

    /// What stands beside a telephone number that only the present plan has.
    pub fn number_of_present_plan(&self) -> String {
        self.word("plan.number_present")
    }

    /// What is open about the day of the operation, with every day that is told.
    pub fn operation_doubt(&self, doubt: OperationDoubt) -> String {
        match doubt {
            OperationDoubt::Differ { plan, person } => {
                self.say("operation.differ", &[("plan", &self.date(plan)), ("person", &self.date(person))])
            }
            OperationDoubt::PersonUndated { plan: Some(plan) } => {
                self.say("operation.person_undated_plan", &[("plan", &self.date(plan))])
            }
            OperationDoubt::PersonUndated { plan: None } => self.word("operation.person_undated"),
            OperationDoubt::PlanUndated { person } => {
                self.say("operation.plan_undated", &[("person", &self.date(person))])
            }
            OperationDoubt::Unknown => self.word("operation.unknown"),
        }
    }

    /// Why the day of the operation is asked for.
    pub fn operation_matters(&self) -> String {
        self.word("operation.matters")
    }

    /// An operation was entered without its day.
    pub fn operation_undated(&self) -> String {
        self.word("operation.undated")
    }

    /// What is unusual about a plan.
    pub fn warning(&self, warning: &Warning) -> String {
        match *warning {
            Warning::WideChildStep { from, to } => {
                self.say("warning.wide_child_step", &[("from", &self.size(from)), ("to", &self.size(to))])
            }
            Warning::WideStep { from, to } => {
                self.say("warning.wide_step", &[("from", &self.size(from)), ("to", &self.size(to))])
            }
            Warning::GoalAboveAgeBand { goal, band, age } => self.say(
                "warning.goal_above_band",
                &[("goal", &self.size(goal)), ("band", &self.size(band)), ("age", &self.months(age.0))],
            ),
            Warning::NoAgeBand => self.word("warning.no_age_band"),
            Warning::ChildWithoutCaregiver => self.word("warning.child_without_caregiver"),
            Warning::LongChildHold { target_s } => {
                self.say("warning.long_child_hold", &[("hold", &self.seconds(target_s))])
            }
            Warning::OintmentBesideMedicine => self.word("warning.ointment_beside_medicine"),
        }
    }

    /// Who stands behind a plan.
    pub fn origin(&self, plan: &Plan) -> String {
        match plan.origin() {
            PlanOrigin::ClinicSigned(signer) => self.say("plan.origin_signed", &[("issuer", &signer.issuer)]),
            PlanOrigin::TranscribedFromClinic => self.word("plan.origin_transcribed"),
            PlanOrigin::SelfDirected => self.word("plan.origin_self"),
        }
    }

    fn phase(&self, phase: &Phase) -> String {
        let (insertions, hold) = (phase.insertions.to_string(), self.seconds(phase.hold.target_s));
        let frequency = self.frequency(&phase.frequency);
        let mut parts = vec![("frequency", &*frequency), ("insertions", &*insertions), ("hold", &*hold)];
        match phase.days {
            Days::Open => self.say("plan.dose", &parts),
            Days::Until(Until::Size(size)) => {
                let size = self.size(size);
                parts.push(("size", &size));
                self.say("plan.until_size", &parts)
            }
            Days::Until(Until::ClinicianSays) => self.say("plan.until_word", &parts),
            Days::For(days) => {
                let length = self.days(days.into());
                parts.push(("length", &length));
                self.say("plan.phase", &parts)
            }
        }
    }

    /// What comes once the goal is reached and its gate is open, a sentence for each phase.
    fn taper(&self, taper: &Taper) -> Vec<String> {
        let opens = match taper.gate {
            TaperGate::GoalEasyWithoutPain => "plan.taper_easy",
            TaperGate::ClinicianSays => "plan.taper_word",
        };
        let keys = iter::once(opens).chain(iter::repeat("plan.taper_next"));
        let told = taper.phases.iter().zip(keys).map(|(phase, key)| match key {
            "plan.taper_next" => self.say(key, &[("phase", &uncapitalised(&self.phase(phase)))]),
            _ => self.say(key, &[("phase", &self.phase(phase))]),
        });
        told.collect()
    }

    pub(crate) fn frequency(&self, frequency: &Frequency) -> String {
        let sentence = match frequency {
            Frequency::PerDay { sessions, times } if times.is_empty() => {
                self.say("plan.per_day", &[("n", &self.span(*sessions))])
            }
            Frequency::PerDay { sessions, times } => {
                let times: Vec<_> = times.iter().map(|time| time.format("%H:%M").to_string()).collect();
                self.say("plan.per_day_at", &[("n", &self.span(*sessions)), ("times", &times.join(", "))])
            }
            Frequency::PerWeek { sessions, day: WeekDay::Free, .. } => {
                self.say("plan.per_week_free", &[("n", &self.span(*sessions))])
            }
            Frequency::PerWeek { sessions, .. } => self.say("plan.per_week", &[("n", &self.span(*sessions))]),
            Frequency::EveryDays { days, .. } => self.say("plan.every_days", &[("n", &days.to_string())]),
        };
        capitalised(&sentence)
    }

    fn span(&self, span: Span) -> String {
        if span.floor == span.ceiling {
            return span.floor.to_string();
        }
        let (floor, ceiling) = (span.floor.to_string(), span.ceiling.to_string());
        self.say("plan.times_range", &[("floor", &floor), ("ceiling", &ceiling)])
    }

    fn step_up(&self, plan: &Plan) -> Option<String> {
        let step = plan.step_up();
        let (days, sessions, pain) = (step.days_at_size?, step.sessions_in_a_row?, step.max_pain?);
        let sessions = self.count("plan.good_sessions", sessions.into(), &[]);
        let (days, pain) = (self.days(days.into()), pain.to_string());
        Some(self.say("plan.step_up", &[("days", &days), ("sessions", &sessions), ("pain", &pain)]))
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn uncapitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
