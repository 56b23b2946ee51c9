//! What the background, the plan and the log tell of the setting, so that nobody is asked for it again.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use gradus_domain::plan::{Indication, Missing, Plan, PlanOrigin, Start};
use gradus_domain::{
    Answer, Background, Condition, Decimal, FactId, GateTime, History, Millimetres, Moment, SurgeryKind,
    Value,
};

use super::log;
use crate::standing::Standing;

/// What is known at `now`, for [`crate::Facts::join`]: by the setting's own facts.
///
/// The background answers in both directions for what lasts, and only with yes for what comes and goes. Plan and log answer
/// where they tell; what they are silent on stays to be asked. `standing` is what triage says of sessions now.
pub fn derive_setting(
    history: &History,
    standing: &Standing,
    now: &Moment,
) -> BTreeMap<FactId, Answer<Value>> {
    let history = &*history.happened_by(now.wall);
    let mut told = Told::default();
    told.flag("stopped", standing.gate.time != GateTime::Now);
    if let Some(days) = history.person.age_days(now.date()) {
        told.number("age_days", days.into(), 43_830);
        if days < TOO_YOUNG_DAYS {
            told.flag("pregnant", false);
        }
    }
    told.background(&history.person.background);
    told.reason(history, now);
    if let Some(plan) = history.plan_in_force(now.date()) {
        told.plan(&plan.value, now.date());
        told.devices(history, &plan.value, now);
    }
    told.join(history, now.date());
    log::tell(&mut told, history, now);
    told.0
}

/// Under 8 years nobody asks about a pregnancy. Basis: general.
const TOO_YOUNG_DAYS: u32 = 2920;

/// Facts by name, as they are found.
#[derive(Default)]
pub(super) struct Told(BTreeMap<FactId, Answer<Value>>);

impl Told {
    pub(super) fn put(&mut self, id: &str, answer: Answer<Value>) {
        self.0.insert(FactId::new(id).expect("names of facts in this folder are plain"), answer);
    }

    pub(super) fn flag(&mut self, id: &str, yes: bool) {
        self.put(id, Answer::Known(Value::YesNo(yes)));
    }

    /// A count in whole units, held within the fact's range.
    pub(super) fn number(&mut self, id: &str, number: i64, most: i32) {
        let number = i32::try_from(number.max(0)).unwrap_or(most).min(most);
        self.put(id, Answer::Known(Value::Number(Decimal::whole(number))));
    }

    /// Whether this is known to be so.
    pub(super) fn is_so(&self, id: &str) -> bool {
        self.0.get(id) == Some(&Answer::Known(Value::YesNo(true)))
    }

    fn level(&mut self, id: &str, level: &str) {
        self.put(id, Answer::Known(Value::Level(level.to_owned())));
    }

    fn background(&mut self, known: &Background) {
        for (id, what) in LASTING {
            self.flag(id, what.iter().any(|is| known.has(*is)));
        }
        // The others are asked where the background does not hold them: they come and go, or nobody was asked before.
        for (id, _) in PASSING.iter().filter(|(_, what)| what.iter().any(|is| known.has(*is))) {
            self.flag(id, true);
        }
        if known.has(|c| *c == Condition::PreexistingLeakage) {
            self.flag("leaks", true);
        }
        if known.has(|c| *c == Condition::FailedConservativeTherapy) {
            self.flag("conservative_failed", true);
        }
        let irradiated = known.has(|c| *c == Condition::Radiotherapy);
        let diverted = known.has(|c| *c == Condition::Diverted);
        self.flag("operated", irradiated || diverted || !known.surgeries.is_empty());
        if !irradiated {
            self.level("radiotherapy", "none");
        }
    }

    /// What dilation is for: the gravest that plans, in force or to come, and the background name.
    fn reason(&mut self, history: &History, now: &Moment) {
        let today = now.date();
        let to_come = history.plans_to_come(today).into_iter().map(|(plan, _)| plan);
        let plans = history.plan_in_force(today).into_iter().chain(to_come);
        let planned = plans.filter_map(|plan| reason_of(plan.value.indication()));
        let known = &history.person.background;
        let born_so = known.has(|c| matches!(c, Condition::Arm | Condition::Hirschsprung));
        let rank = |reason: &&str| REASONS.iter().position(|one| one == reason);
        if let Some(reason) = planned.chain(born_so.then_some("born_narrow")).max_by_key(rank) {
            self.level("reason", reason);
        }
    }

    fn plan(&mut self, plan: &Plan, today: NaiveDate) {
        let waits = matches!(plan.start(), Start::AfterOperation { .. });
        match plan.first_day() {
            Some(first) if waits && first > today => self.flag("wound_open", true),
            _ => {}
        }
        if plan.indication() == Indication::PostRadiation {
            self.flag("operated", true);
            self.0.remove("radiotherapy");
        }
        let clinic = !matches!(plan.origin(), PlanOrigin::SelfDirected);
        self.flag("clinic_procedure", clinic && !plan.has_home_sessions());
        if plan.has_home_sessions() {
            self.put("largest_mm", Answer::Known(Value::Number(millimetres(plan.ladder().goal()))));
        }
        let goes_on = plan.last_day().is_none_or(|last| last >= today);
        if !clinic || !plan.has_home_sessions() || !goes_on {
            return;
        }
        self.level("clinic_start", "started_there");
        let missing = plan.missing();
        let lacks = |what| missing.contains(&what);
        self.level("instructions", if lacks(Missing::Instructions) { "none" } else { "clear" });
        let dated = plan.review_by().is_some_and(|by| by >= today);
        let follow_up = match (dated, lacks(Missing::Contact)) {
            (true, false) => "both",
            (false, true) => "neither",
            _ => "one",
        };
        self.level("follow_up", follow_up);
    }

    /// Only a list of devices tells; without one it is asked.
    fn devices(&mut self, history: &History, plan: &Plan, now: &Moment) {
        let kept = history.devices.iter().any(|device| device.effective <= now.wall);
        let Some(size) = history.current_size(now.wall).filter(|_| kept && plan.has_home_sessions()) else {
            return;
        };
        self.level("devices", if history.lacks_device(size, now) { "some" } else { "all" });
    }

    /// A plan for a narrow join says what was made sure of before it; without a join in the background there is none.
    fn join(&mut self, history: &History, today: NaiveDate) {
        let known = &history.person.background;
        let joined = known.surgeries.iter().any(|surgery| JOINS.contains(&surgery.kind));
        let plan = history.plan_in_force(today).map(|plan| &plan.value);
        let for_join = plan.filter(|plan| plan.indication() == Indication::AnastomoticStricture);
        let checked =
            for_join.is_some_and(|plan| plan.origin().is_clinic() && !plan.preconditions().is_empty());
        if joined || for_join.is_some() {
            self.flag("operated", true);
            if checked {
                self.level("bowel_join", "checked");
            }
        } else if !known.surgeries.iter().any(|surgery| MAY_JOIN.contains(&surgery.kind)) {
            self.level("bowel_join", "none");
        }
    }
}

type Is = fn(&Condition) -> bool;

/// The facts that the background answers in both directions.
const LASTING: [(&str, &[Is]); 3] = [
    ("complex_anatomy", &[|c| *c == Condition::AbnormalPressureOrAnatomy]),
    (
        "bowel_disease",
        &[
            |c| *c == Condition::InflammatoryBowelDisease,
            |c| *c == Condition::CancerHistory,
            |c| *c == Condition::PreviousEnterocolitis,
        ],
    ),
    ("other_condition", &[|c| *c == Condition::Trisomy21, |c| *c == Condition::NonVerbal]),
];

/// Those of which the background knows only that they were there: they begin after it was written.
const PASSING: [(&str, &[Is]); 4] = [
    ("bleeds_easily", &[|c| *c == Condition::Anticoagulant, |c| *c == Condition::BleedingDisorder]),
    (
        "weak_defence",
        &[
            |c| *c == Condition::Immunosuppressed,
            |c| *c == Condition::Steroids,
            |c| *c == Condition::CentralLine,
        ],
    ),
    (
        "heart_or_spine",
        &[|c| *c == Condition::HeartCondition, |c| matches!(c, Condition::SpinalLesion { .. })],
    ),
    ("pregnant", &[|c| *c == Condition::Pregnancy]),
];

/// Operations that join two ends of the bowel where dilation meets the join.
const JOINS: [SurgeryKind; 3] =
    [SurgeryKind::RectalAnastomosis, SurgeryKind::IleoanalPouch, SurgeryKind::PullThrough];

/// Operations of which nobody can tell without asking whether they joined two ends.
const MAY_JOIN: [SurgeryKind; 2] = [SurgeryKind::StomaClosure, SurgeryKind::OtherPelvic];

/// The reasons that a plan or the background names, in the order of the vocabulary.
const REASONS: [&str; 7] = [
    "own_practice",
    "pelvic_floor",
    "after_radiotherapy",
    "fissure",
    "born_narrow",
    "narrowing",
    "narrow_join",
];

/// What a plan is for. A plan of calibrations alone does not say why.
fn reason_of(indication: Indication) -> Option<&'static str> {
    match indication {
        Indication::OwnPractice => Some("own_practice"),
        Indication::PelvicFloor => Some("pelvic_floor"),
        Indication::PostRadiation => Some("after_radiotherapy"),
        Indication::Fissure => Some("fissure"),
        Indication::AnorectalMalformation | Indication::Hirschsprung => Some("born_narrow"),
        Indication::AnalStenosis => Some("narrowing"),
        Indication::AnastomoticStricture => Some("narrow_join"),
        Indication::CalibrationOnly => None,
    }
}

fn millimetres(size: Millimetres) -> Decimal {
    Decimal::from_tenths(size.tenths().into())
}
