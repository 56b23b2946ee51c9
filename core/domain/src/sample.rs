//! People, plans and diaries for the tests of this room.

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};

use crate::plan::{Plan, PlanForm, published};
use crate::*;

pub(crate) fn mm(whole: u16) -> Millimetres {
    Millimetres::whole(whole).expect("within bounds")
}

pub(crate) fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// A civil time in the zone of most tests, one hour east.
pub(crate) fn at(text: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(&format!("{text}:00+01:00")).expect("a time")
}

pub(crate) fn moment(text: &str) -> Moment {
    Moment { wall: at(text), monotonic_ms: 0, boot: BootId::default() }
}

pub(crate) fn form(name: &str) -> PlanForm {
    let (_, text) = published().iter().find(|(known, _)| *known == name).expect("published");
    PlanForm::parse(text).expect("a form")
}

/// The post-PSARP programme from 9 mm to 12 mm, beginning on 2026-01-19, two weeks after the operation.
pub(crate) fn psarp() -> Plan {
    let mut form = form("post-psarp-home");
    form.fill(&[
        ("prescriber", "Dr Okafor"),
        ("device.grip_depth_mm", "40"),
        ("ladder.start_mm", "9"),
        ("ladder.goal_mm", "12"),
        ("start.operation", "2026-01-05"),
        ("start.on", "2026-01-19"),
        ("phase[1].min_gap_h", "6"),
        ("step_up.sessions_in_a_row", "3"),
        ("step_up.max_pain", "3"),
        ("review_by", "2026-12-01"),
        ("contact[1].name", "Surgical ward"),
        ("contact[1].phone", "+49 30 1234567"),
    ])
    .expect("blanks of the form");
    form.into_plan().expect("a complete plan")
}

/// An adult's own plan, once a day at 20:00, from 12 mm to 15 mm, beginning on 2026-01-19.
pub(crate) const OWN: &str = r#"
format = "gradus-plan/1"
title = "Own practice"
origin = "self_directed"
indication = "own_practice"
age_group = "adult"
administrator = "self"
lubricant = "water"
review_by = 2026-12-01
instructions = ["Slowly."]
[device]
kind = "graded"
material = "silicone"
base = true
[ladder]
sizes_mm = [12, 13, 14, 15, 16]
start_mm = 12
goal_mm = 15
[start]
on = 2026-01-19
[[phase]]
per_day = 1
times = ["20:00"]
insertions = 1
hold_s = { min = 60, target = 120, max = 300 }
[step_up]
days_at_size = 7
sessions_in_a_row = 3
max_pain = 3
[[contact]]
name = "Practice"
phone = "030 1234567"
"#;

pub(crate) fn own() -> Plan {
    Plan::parse(OWN).expect("a plan")
}

/// A diary being written: a person with a plan in force from its first day.
pub(crate) struct Diary {
    pub(crate) history: History,
    pub(crate) next: u8,
}

impl Diary {
    pub(crate) fn of(plan: Plan, born: &str) -> Self {
        let person = Person {
            id: PersonId([1; 16]),
            name: "Robin".to_owned(),
            born: date(born),
            role: Role::Self_,
            background: Background::default(),
        };
        let mut diary = Self { history: History::new(person), next: 0 };
        let version = diary.logged("2026-01-19T00:00", plan);
        diary.history.plans.push(version);
        diary
    }

    pub(crate) fn adult() -> Self {
        Self::of(own(), "1990-05-05")
    }

    pub(crate) fn child() -> Self {
        Self::of(psarp(), "2025-11-17")
    }

    pub(crate) fn logged<T>(&mut self, when: &str, value: T) -> Logged<T> {
        self.next += 1;
        Logged {
            id: EntryId([self.next; 32]),
            person: PersonId([1; 16]),
            effective: at(when),
            recorded: at(when) + TimeDelta::minutes(5),
            origin: Origin::Live,
            clock_suspect: false,
            place: self.next.into(),
            value,
            amended: None,
            former: Vec::new(),
        }
    }

    /// A good session at `size`, answering the slot of the day.
    pub(crate) fn good(&mut self, when: &str, size: u16, slot: u8) -> &mut Logged<Session> {
        let plan = self.history.plans.last().expect("a plan").id;
        let session = Session {
            occurrence: Some(OccurrenceId { date: at(when).date_naive(), slot, plan }),
            ..session(size)
        };
        let logged = self.logged(when, session);
        self.history.sessions.push(logged);
        self.history.sessions.last_mut().expect("just pushed")
    }

    /// Good daily sessions at 20:00 on so many days from `first`.
    pub(crate) fn evenings(&mut self, first: &str, days: u64, size: u16) {
        for day in 0..days {
            let day = date(first) + chrono::Days::new(day);
            self.good(&format!("{day}T20:00"), size, 0);
        }
    }

    pub(crate) fn step(&mut self, when: &str, from: u16, to: u16) {
        let step = self.logged(when, StepTaken { from: mm(from), to: mm(to) });
        self.history.steps.push(step);
    }

    pub(crate) fn contact(&mut self, when: &str, outcome: ContactOutcome) {
        let value = ClinicContact {
            who: "Practice".to_owned(),
            when: at(when),
            said: "as written".to_owned(),
            outcome,
            releases: Vec::new(),
            next_visit: None,
        };
        let contact = self.logged(when, value);
        self.history.contacts.push(contact);
    }

    pub(crate) fn visit(&mut self, when: &str, size_set: Option<u16>) {
        let value = Visit {
            kind: VisitKind::Calibration,
            who: "Dr Okafor".to_owned(),
            calibrated: None,
            size_set: size_set.map(mm),
            advice: None,
        };
        let visit = self.logged(when, value);
        self.history.visits.push(visit);
    }

    pub(crate) fn assessment(&mut self, when: &str, gate: Gate) -> EntryId {
        let value = Assessment {
            facts: Default::default(),
            disposition: Disposition::Continue,
            gate,
            fired: Vec::new(),
            missing: Vec::new(),
            tasks: Vec::new(),
            pack: PackRef { version: "1".to_owned(), hash: [0; 32], signed_off: false },
        };
        let assessment = self.logged(when, value);
        let id = assessment.id;
        self.history.assessments.push(assessment);
        id
    }
}

/// An easy, painless, complete session that no plan asked for.
pub(crate) fn session(size: u16) -> Session {
    Session {
        occurrence: None,
        size: mm(size),
        warm_up: Vec::new(),
        holds_s: vec![120, 120],
        ease: Ease::Easy,
        pain: SessionPain { peak: Some(Answer::Known(PainScore::NONE)), ..SessionPain::default() },
        bleeding: Some(Answer::Known(Bleeding::None)),
        bleeding_stopped_after_min: None,
        lubricant: Some(LubricantUsed::Water),
        adjuncts: Vec::new(),
        stopped: None,
        note: None,
        device: None,
        cleaned: Some(true),
        untold: Vec::new(),
        guided: false,
    }
}

pub(crate) fn pain(score: u8) -> SessionPain {
    SessionPain { peak: PainScore::new(score).ok().map(Answer::Known), ..SessionPain::default() }
}
