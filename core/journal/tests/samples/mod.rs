//! One rich and one bare statement of each kind.
#![allow(dead_code, reason = "each test file uses its part")]

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, NaiveDate};
use gradus_domain::device::{
    Care, Device, DeviceCare, DeviceParts, Disinfection, Question, RetireReason, SafetyCheck, Shape,
};
use gradus_domain::plan::{Material, Signer};
use gradus_domain::{
    Adjunct, AdjunctUse, Answer, Assessment, Background, Basis, Bleeding, BristolForm, Certainty, CheckIn,
    ClinicContact, Condition, ContactOutcome, ContinenceScore, Decimal, DeviceUsed, Disposition, Distress,
    Ease, EntryId, Fact, FactId, FiredRule, Gate, GateSize, GateTime, LubricantUsed, Millimetres,
    Observation, Observed, OccurrenceId, Outlet, PackRef, PainScore, Pause, Person, PersonId, Role, Session,
    SessionPain, Skip, SkipReason, Stage, StageTaken, StageWhy, StepTaken, Stool, StoolColour, StopReason,
    Surgery, SurgeryKind, Task, Temperature, TemperatureMethod, TemperatureReading, Value, Visit, VisitKind,
};
use gradus_journal::{ChainEnd, PlanText, Statement, WriterId};

pub const PERSON: PersonId = PersonId([1; 16]);

/// A plan that can be followed, in its text form.
pub const PLAN: &str = include_str!("../fixtures/v1/plan.toml");

pub fn time(text: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(text).expect("a date")
}

fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

pub fn mm(tenths: i64) -> Millimetres {
    Millimetres::from_tenths(tenths).expect("within bounds")
}

pub fn pain(score: u8) -> Option<Answer<PainScore>> {
    Some(Answer::Known(PainScore::new(score).expect("0 to 10")))
}

fn fact(name: &str) -> FactId {
    FactId::new(name).expect("a fact's name")
}

fn occurrence() -> Option<OccurrenceId> {
    Some(OccurrenceId { date: date("2026-03-01"), slot: 1, plan: EntryId([0xab; 32]) })
}

pub fn person() -> Person {
    let since = Some(date("2026-01-20"));
    let condition = |what, since| Fact { what, since };
    Person {
        id: PERSON,
        name: "Robin \"R.\" Ünal".to_owned(),
        born: date("2026-01-15"),
        role: Role::Caregiver,
        background: Background {
            conditions: vec![
                condition(Condition::Arm, since),
                condition(Condition::SpinalLesion { at_or_above_t6: true }, None),
                condition(Condition::Preterm { weeks: 34 }, None),
            ],
            surgeries: vec![
                Surgery { kind: SurgeryKind::Anoplasty, on: since },
                Surgery { kind: SurgeryKind::OtherPelvic, on: None },
            ],
        },
    }
}

pub fn session() -> Session {
    Session {
        occurrence: occurrence(),
        size: mm(125),
        warm_up: vec![mm(105), mm(115)],
        holds_s: vec![30, 28],
        ease: Ease::Firm,
        pain: SessionPain {
            before: pain(1),
            peak: pain(4),
            after: Some(Answer::Unknown),
            minutes_to_baseline: Some(Answer::Known(20)),
        },
        bleeding: Some(Answer::Known(Bleeding::PinkTint)),
        bleeding_stopped_after_min: Some(Answer::Known(5)),
        lubricant: Some(LubricantUsed::Water),
        adjuncts: vec![AdjunctUse { kind: Adjunct::NumbingGel, prescribed: true }],
        stopped: Some(StopReason::Pain),
        note: Some("cried at first".to_owned()),
        device: Some(DeviceUsed::Named("Hegar 12.5".to_owned())),
        cleaned: Some(true),
        untold: Vec::new(),
        guided: false,
    }
}

pub fn bare_session() -> Session {
    Session {
        occurrence: None,
        size: mm(30),
        warm_up: Vec::new(),
        holds_s: Vec::new(),
        ease: Ease::NotPassed,
        pain: SessionPain::default(),
        bleeding: None,
        bleeding_stopped_after_min: None,
        lubricant: None,
        adjuncts: Vec::new(),
        stopped: None,
        note: None,
        device: None,
        cleaned: None,
        untold: Vec::new(),
        guided: false,
    }
}

fn facts() -> BTreeMap<FactId, Answer<Value>> {
    BTreeMap::from([
        (fact("bleed.amount"), Answer::Known(Value::Level("streak".to_owned()))),
        (fact("temperature.c"), Answer::Known(Value::Number(Decimal::from_tenths(381)))),
        (fact("unwell"), Answer::Known(Value::YesNo(false))),
        (fact("worried"), Answer::Unknown),
    ])
}

pub fn check_in() -> CheckIn {
    CheckIn { answers: facts(), note: Some("warm to touch".to_owned()) }
}

pub fn assessment() -> Assessment {
    let until = GateTime::WaitUntil(time("2026-03-02T08:00:00+01:00"));
    let fired = |id: &str, certainty, disposition, gate, basis| FiredRule {
        id: id.to_owned(),
        certainty,
        disposition,
        gate,
        basis,
        sources: vec!["S18".to_owned(), "C2.3".to_owned()],
        advice: "fever.infant".to_owned(),
    };
    let down = Gate { time: until, size: GateSize::Down(1) };
    let same = Gate { time: GateTime::Now, size: GateSize::Same };
    let blocked = Gate { time: GateTime::Blocked, size: GateSize::Start };
    Assessment {
        facts: facts(),
        disposition: Disposition::Emergency,
        gate: blocked,
        fired: vec![
            fired("F1", Certainty::Yes, Disposition::Emergency, blocked, Basis::Sourced),
            fired("F2", Certainty::Doubt, Disposition::SameDay { hours: 4 }, down, Basis::General),
            fired("F3", Certainty::Yes, Disposition::Contact { days: 1 }, same, Basis::Proposal),
            fired(
                "F4",
                Certainty::Doubt,
                Disposition::PauseAndRecheck { hours: 24 },
                Gate::OPEN,
                Basis::Proposal,
            ),
            fired("F5", Certainty::Yes, Disposition::Continue, Gate::OPEN, Basis::General),
        ],
        missing: vec![fact("vomit.green")],
        tasks: vec![Task {
            what: "reach_clinic".to_owned(),
            due: time("2026-03-02T20:00:00+01:00"),
            rules: vec!["F3".to_owned()],
        }],
        pack: PackRef { version: "2026.1".to_owned(), hash: [0xcd; 32], signed_off: false },
    }
}

pub fn contact(outcome: ContactOutcome) -> ClinicContact {
    ClinicContact {
        who: "ward 7".to_owned(),
        when: time("2026-03-01T10:00:00+01:00"),
        said: "go on".to_owned(),
        outcome,
        releases: vec![EntryId([0xef; 32])],
        next_visit: None,
    }
}

pub fn visit() -> Visit {
    Visit {
        kind: VisitKind::Calibration,
        who: "Dr. A".to_owned(),
        calibrated: Some(mm(130)),
        size_set: Some(mm(120)),
        advice: Some("slowly".to_owned()),
    }
}

pub fn plan(signer: Option<Signer>) -> Statement {
    Statement::Plan(Box::new(PlanText::read(PLAN.to_owned(), signer).expect("a plan")))
}

fn paused(last: Option<&str>) -> Statement {
    Statement::Pause(Pause { reason: SkipReason::Travel, first: date("2026-03-02"), last: last.map(date) })
}

pub fn observed(what: Observed, note: Option<&str>) -> Statement {
    Statement::Observation(Observation { what, note: note.map(str::to_owned) })
}

fn temperature() -> Statement {
    let reading = TemperatureReading {
        temperature: Temperature::from_tenths(381).expect("a temperature"),
        method: TemperatureMethod::Axillary,
        antipyretic_at: Some(time("2026-03-01T15:30:00+01:00")),
    };
    observed(Observed::Temperature(reading), Some("after her nap"))
}

fn stool() -> Statement {
    let stool = Stool {
        form: BristolForm::new(6).ok(),
        count: Some(3),
        blood: Some(Answer::Known(Bleeding::Streak)),
        blood_mixed: Some(Answer::Unknown),
        colour: Some(StoolColour::DarkWithIronOrFood),
        outlet: Some(Outlet::Stoma),
    };
    observed(Observed::Stool(stool), None)
}

/// Every kind with the name of its fixture.
pub fn all() -> Vec<(&'static str, Statement)> {
    let signer = Signer { issuer: "Children's Clinic".to_owned(), key_id: "k1".to_owned() };
    let bare_person = Person { background: Background::default(), role: Role::Self_, ..person() };
    let bare_visit = Visit { calibrated: None, size_set: None, advice: None, ..visit() };
    let unknown_bleeding = Session { bleeding: Some(Answer::Unknown), ..bare_session() };
    vec![
        ("person", Statement::Person(person())),
        ("person-bare", Statement::Person(bare_person)),
        ("plan", plan(None)),
        ("plan-signed", plan(Some(signer))),
        ("session", Statement::Session(session())),
        ("session-bare", Statement::Session(bare_session())),
        ("session-unknown", Statement::Session(unknown_bleeding)),
        (
            "skip",
            Statement::Skip(Skip {
                occurrence: occurrence(),
                reason: SkipReason::NoPrivateTime,
                note: Some("guests".to_owned()),
            }),
        ),
        ("skip-bare", Statement::Skip(Skip { occurrence: None, reason: SkipReason::Other, note: None })),
        ("check_in", Statement::CheckIn(check_in())),
        ("check_in-bare", Statement::CheckIn(CheckIn::default())),
        ("observation-temperature", temperature()),
        ("observation-stool", stool()),
        ("observation-bare", observed(Observed::Stool(Stool::default()), None)),
        (
            "observation-continence",
            observed(
                Observed::Continence(ContinenceScore::new("wexner", 7, None).expect("a score")),
                Some("after the summer"),
            ),
        ),
        ("observation-flacc", observed(Observed::Flacc(PainScore::new(6).expect("0 to 10")), None)),
        ("observation-distress", observed(Observed::Distress(Distress::new(9).expect("0 to 10")), None)),
        ("pause", paused(Some("2026-03-08"))),
        ("pause-bare", paused(None)),
        ("assessment", Statement::Assessment(assessment())),
        ("contact", Statement::Contact(contact(ContactOutcome::ResumeAt(mm(110))))),
        ("contact-stop", Statement::Contact(contact(ContactOutcome::Stop))),
        ("visit", Statement::Visit(visit())),
        ("visit-bare", Statement::Visit(bare_visit)),
        ("step", Statement::Step(StepTaken { from: mm(120), to: mm(125) })),
        (
            "session-listed",
            Statement::Session(Session {
                device: Some(DeviceUsed::Listed(EntryId([0xcd; 32]))),
                ..bare_session()
            }),
        ),
        ("device", Statement::Device(rod())),
        ("device-bare", Statement::Device(cone())),
        ("device_care-checked", cared(Care::Checked(looked_at()))),
        ("device_care-cleaned", cared(Care::Cleaned)),
        ("device_care-disinfected", cared(Care::Disinfected(Disinfection::MakersWay))),
        ("device_care-retired", cared(Care::Retired(RetireReason::Broken))),
        ("stage", Statement::Stage(stage(StageWhy::Proposed))),
        ("stage-clinic", Statement::Stage(stage(StageWhy::Clinic(EntryId([0xef; 32]))))),
        ("amendment", Statement::Amendment(Box::new(Statement::Session(bare_session())))),
        ("amendment-out", Statement::TakenOut(Box::new(Statement::Session(bare_session())))),
        ("erase", Statement::Erase),
        ("vault", Statement::LeastHeaderEpoch(3)),
        ("new_life", Statement::OlderStateAccepted),
        ("new_life-salvaged", Statement::Salvaged(vec![chain_end()])),
    ]
}

/// A chain that was given out up to its twelfth entry.
pub fn chain_end() -> ChainEnd {
    ChainEnd { writer: WriterId([0xab; 16]), seq: 12, hash: EntryId([0xef; 32]) }
}

/// A rod with everything told.
pub fn rod() -> Device {
    let parts = DeviceParts {
        name: "Rod 9/10".to_owned(),
        shape: Shape::HegarDouble,
        sizes: vec![mm(90), mm(100)],
        material: Material::Metal,
        base: false,
        grip_depth_mm: Some(40),
        flaws: Vec::new(),
        first_use: Some(date("2026-02-20")),
        disinfect_every_days: Some(3),
        replace_after_days: Some(365),
    };
    Device::new(parts).expect("a device")
}

fn cone() -> Device {
    let parts = DeviceParts {
        name: "Blue".to_owned(),
        shape: Shape::SetPiece,
        sizes: vec![mm(125)],
        material: Material::Silicone,
        base: true,
        grip_depth_mm: None,
        first_use: None,
        disinfect_every_days: None,
        replace_after_days: None,
        ..rod().into_parts()
    };
    Device::new(parts).expect("a device")
}

pub fn cared(what: Care) -> Statement {
    Statement::DeviceCare(DeviceCare { device: EntryId([0xcd; 32]), what })
}

pub fn looked_at() -> SafetyCheck {
    let answers = [
        (Question::NoCrack, Answer::Known(true)),
        (Question::Clean, Answer::Known(false)),
        (Question::Temperature, Answer::Unknown),
    ];
    SafetyCheck { answers: answers.into() }
}

fn stage(why: StageWhy) -> StageTaken {
    let from = NaiveDate::from_ymd_opt(2026, 3, 2).expect("a date");
    StageTaken { plan: EntryId([0xab; 32]), stage: Stage::Taper(0), from, why }
}
