//! A made-up child of three weeks of log, and people with more and less of it.

use std::collections::BTreeMap;

use chrono::{DateTime, Days, FixedOffset, NaiveDate, TimeDelta};
use gradus_domain::plan::{Plan, PlanForm, published};
use gradus_domain::*;
use gradus_triage::{Facts, Pack, Texts, assess, derive, read_answers, standing};
use gradus_words::Words;

use super::{Chart, ReportInput, charts, html};

pub(super) fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

pub(super) fn at(text: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(&format!("{text}:00+01:00")).expect("a time")
}

pub(super) fn moment(text: &str) -> Moment {
    Moment::new(at(text), 0, BootId::default())
}

pub(super) fn mm(whole: u16) -> Millimetres {
    Millimetres::whole(whole).expect("a size")
}

/// A log being written, with the pack that answers its check-ins.
pub(super) struct Diary {
    pub(super) history: History,
    pub(super) pack: Pack,
    next: u32,
}

impl Diary {
    pub(super) fn of(name: &str) -> Self {
        let background = Background {
            conditions: vec![Fact { what: Condition::Arm, since: None }],
            surgeries: vec![Surgery { kind: SurgeryKind::Anoplasty, on: Some(date("2026-01-05")) }],
        };
        let person = Person {
            id: PersonId([1; 16]),
            name: name.to_owned(),
            born: date("2025-11-17"),
            role: Role::Caregiver,
            background,
        };
        Self { history: History::new(person), pack: Pack::builtin([0xab; 32]), next: 0 }
    }

    pub(super) fn logged<T>(&mut self, when: &str, value: T) -> Logged<T> {
        self.next += 1;
        let mut id = [7; 32];
        id[..4].copy_from_slice(&self.next.to_be_bytes());
        Logged {
            id: EntryId(id),
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

    pub(super) fn plan(&mut self, when: &str) {
        let plan = psarp();
        let plan = self.logged(when, plan);
        self.history.plans.push(plan);
    }

    /// A session that answers the slot of its day, to be changed as wanted.
    pub(super) fn session(&mut self, when: &str, size: u16, slot: u8, peak: u8) -> &mut Session {
        let plan = self.history.plans.last().map_or(EntryId([0; 32]), |plan| plan.id);
        let score = |score| PainScore::new(score).ok().map(Answer::Known);
        let session = Session {
            occurrence: Some(OccurrenceId { date: at(when).date_naive(), slot, plan }),
            size: mm(size),
            warm_up: Vec::new(),
            holds_s: vec![30, 30],
            ease: Ease::Easy,
            pain: SessionPain {
                before: score(0),
                peak: score(peak),
                after: score(peak / 3),
                minutes_to_baseline: None,
            },
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
        };
        let logged = self.logged(when, session);
        self.history.sessions.push(logged);
        &mut self.history.sessions.last_mut().expect("just pushed").value
    }

    /// A check-in and what triage answers to it.
    pub(super) fn check_in(&mut self, when: &str, answers: &[(&str, &str)], note: Option<&str>) -> EntryId {
        let answers: BTreeMap<_, _> =
            read_answers(self.pack.vocabulary(), answers.iter().copied()).expect("answers");
        let now = moment(when);
        let derived = derive(&self.history, &now);
        let facts = Facts::join(self.pack.vocabulary(), answers.clone(), derived).expect("facts");
        let check_in = self.logged(when, CheckIn { answers, note: note.map(str::to_owned) });
        self.history.check_ins.push(check_in);
        let assessment = assess(&self.pack, &facts, &now);
        let assessment = self.logged(when, assessment);
        let id = assessment.id;
        self.history.assessments.push(assessment);
        id
    }

    pub(super) fn report(&self, from: &str, to: &str, now: &str, with_notes: bool) -> String {
        self.with_input((from, to), now, with_notes, html)
    }

    pub(super) fn charts(&self, from: &str, to: &str, now: &str) -> Vec<Chart> {
        self.with_input((from, to), now, false, charts)
    }

    fn with_input<T>(
        &self,
        (from, to): (&str, &str),
        now: &str,
        with_notes: bool,
        make: impl FnOnce(&ReportInput<'_>) -> T,
    ) -> T {
        let now = moment(now);
        let standing = standing(&self.history, &now);
        let proposal = propose(&self.history, standing.gate_for_steps(), &now);
        let (texts, words) = (Texts::english(), Words::english());
        make(&ReportInput {
            history: &self.history,
            from: date(from),
            to: date(to),
            standing: &standing,
            proposal: self.history.current_size(now.wall).map(|_| &proposal),
            pack: &self.pack,
            texts: &texts,
            words: &words,
            journal_head: "5f".repeat(32),
            arrivals: self.next.into(),
            with_notes,
            now: &now,
            app_version: "0.1.0",
        })
    }
}

fn psarp() -> Plan {
    let (_, text) = published().iter().find(|(name, _)| *name == "post-psarp-home").expect("published");
    let mut form = PlanForm::parse(text).expect("a form");
    form.fill(&[
        ("prescriber", "Dr Amara Okafor"),
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

const WELL: [(&str, &str); 5] = [
    ("bleeding", "none"),
    ("pain_peak", "1"),
    ("temperature_c", "36.8"),
    ("illness", "well"),
    ("worry", "none"),
];

/// Three weeks with a bit of everything: two steps, a size that did not go in, misses, numbing, blood, and a fever.
pub(super) fn three_weeks() -> Diary {
    let mut diary = Diary::of("Milo Brandt");
    diary.plan("2026-01-18T10:00");
    for day in 0..21_u64 {
        let on = date("2026-01-19") + Days::new(day);
        let size = if day < 8 {
            9
        } else if day < 16 {
            10
        } else {
            11
        };
        let peak = [2, 1, 3, 2, 1, 0, 2, 1, 5, 4, 3, 2, 2, 1, 1, 2, 4, 3, 2, 2, 1][day as usize];
        for (slot, time) in [(0, "07:40"), (1, "18:50")] {
            if [(3, 1), (9, 0), (12, 1), (17, 0), (17, 1)].contains(&(day, slot)) {
                continue;
            }
            diary.session(&format!("{on}T{time}"), size, slot, peak);
        }
        colour(&mut diary, on, day);
    }
    diary
}

fn colour(diary: &mut Diary, on: NaiveDate, day: u64) {
    let last = |diary: &mut Diary| diary.history.sessions.len() - 1;
    let at = last(diary);
    let session = &mut diary.history.sessions[at].value;
    match day {
        5 => session.adjuncts = vec![AdjunctUse { kind: Adjunct::NumbingGel, prescribed: true }],
        6 => session.pain.peak = Some(Answer::Unknown),
        8 => {
            session.ease = Ease::NotPassed;
            session.bleeding = Some(Answer::Known(Bleeding::Streak));
            session.note = Some("Cried for a minute, then settled on the arm.".to_owned());
        }
        9 => session.bleeding = Some(Answer::Known(Bleeding::PinkTint)),
        11 => session.pain = SessionPain::default(),
        14 => session.bleeding = Some(Answer::Unknown),
        15 => session.bleeding = None,
        _ => {}
    }
    events(diary, on, day);
}

fn events(diary: &mut Diary, on: NaiveDate, day: u64) {
    if [1, 4, 11, 15].contains(&day) {
        diary.check_in(&format!("{on}T20:15"), &WELL, None);
    }
    match day {
        7 | 15 => {
            let from = if day == 7 { 9 } else { 10 };
            let step = diary.logged(&format!("{on}T21:00"), StepTaken { from: mm(from), to: mm(from + 1) });
            diary.history.steps.push(step);
        }
        12 => {
            let plan = diary.history.plans[0].id;
            let skip = Skip {
                occurrence: Some(OccurrenceId { date: on, slot: 1, plan }),
                reason: SkipReason::ChildRefuses,
                note: None,
            };
            let skip = diary.logged(&format!("{on}T19:30"), skip);
            diary.history.skips.push(skip);
        }
        17 => fever(diary, on),
        18 => visit(diary, on),
        _ => {}
    }
}

fn fever(diary: &mut Diary, on: NaiveDate) {
    let hot = [
        ("bleeding", "none"),
        ("pain_peak", "2"),
        ("temperature_c", "38.4"),
        ("hours_since_antipyretic", "3"),
        ("illness", "somewhat_unwell"),
        ("worry", "worried"),
        ("feeding", "unknown"),
    ];
    let block = diary.check_in(&format!("{on}T06:30"), &hot, Some("Slept badly."));
    let contact = ClinicContact {
        who: "Surgical ward".to_owned(),
        when: at(&format!("{on}T21:30")),
        said: "Ear infection found, dilations may go on tomorrow.".to_owned(),
        outcome: ContactOutcome::Resume,
        releases: vec![block],
        next_visit: None,
    };
    let contact = diary.logged(&format!("{on}T21:30"), contact);
    diary.history.contacts.push(contact);
}

fn visit(diary: &mut Diary, on: NaiveDate) {
    let visit = Visit {
        kind: VisitKind::Calibration,
        who: "Dr Amara Okafor".to_owned(),
        calibrated: Some(mm(11)),
        size_set: None,
        advice: Some("Go on with 11.".to_owned()),
    };
    let visit = diary.logged(&format!("{on}T11:00"), visit);
    diary.history.visits.push(visit);
    let mut cooler = WELL.to_vec();
    cooler[2] = ("temperature_c", "37.1");
    diary.check_in(&format!("{on}T12:00"), &cooler, None);
    let later = on + Days::new(1);
    diary.check_in(&format!("{later}T06:50"), &[("feels_hot", "unknown"), ("illness", "well")], None);
}

/// Five years, two sessions a day, a check-in a week.
pub(super) fn five_years() -> Diary {
    let mut diary = Diary::of("Long Runner");
    diary.plan("2026-01-18T10:00");
    for day in 0..(5 * 365_u64) {
        let on = date("2026-01-19") + Days::new(day);
        for (slot, time) in [(0, "07:40"), (1, "18:50")] {
            let peak = ((day * 7 + u64::from(slot)) % 5) as u8;
            let session = diary.session(&format!("{on}T{time}"), 9, slot, peak);
            if day % 41 == 0 {
                session.bleeding = Some(Answer::Known(Bleeding::Streak));
            }
        }
        if day % 7 == 3 {
            diary.check_in(&format!("{on}T20:15"), &WELL, None);
        }
    }
    diary
}
