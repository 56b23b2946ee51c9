//! Diaries for the tests of what the log adds.

use chrono::{DateTime, FixedOffset};
use gradus_domain::plan::{PlanForm, Signer, published};
use gradus_domain::{
    Answer, Assessment, Background, Bleeding, BootId, CheckIn, ClinicContact, ContactOutcome, Ease, EntryId,
    History, Logged, Millimetres, Moment, Origin, PainScore, Person, PersonId, Plan, Role, Session,
    SessionPain, Value,
};
use gradus_triage::{Vocabulary, derive, read_answers};

pub const CHILD: PersonId = PersonId([1; 16]);

pub fn at(text: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(&format!("{text}:00+01:00")).expect("a time")
}

pub fn moment(text: &str) -> Moment {
    Moment::new(at(text), 0, BootId::default())
}

/// Born on 2025-12-29: 63 days old on 2026-03-02.
pub fn history() -> History {
    History::new(Person {
        id: CHILD,
        name: "Robin".to_owned(),
        born: "2025-12-29".parse().expect("a date"),
        role: Role::Caregiver,
        background: Background::default(),
    })
}

pub fn logged<T>(number: u8, when: &str, value: T) -> Logged<T> {
    Logged {
        id: EntryId([number; 32]),
        person: CHILD,
        effective: at(when),
        recorded: at(when),
        origin: Origin::Live,
        clock_suspect: false,
        place: number.into(),
        value,
        amended: None,
        former: Vec::new(),
    }
}

pub fn session() -> Session {
    Session {
        occurrence: None,
        size: Millimetres::whole(11).expect("a size"),
        warm_up: Vec::new(),
        holds_s: vec![30],
        ease: Ease::Easy,
        pain: SessionPain { peak: Some(Answer::Known(PainScore::NONE)), ..SessionPain::default() },
        bleeding: Some(Answer::Known(Bleeding::None)),
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

/// Every required question answered, and no sign.
pub fn check_in() -> CheckIn {
    let answers = [
        ("bleeding", "none"),
        ("pain_peak", "0"),
        ("temperature_c", "36.8"),
        ("illness", "well"),
        ("worry", "none"),
    ];
    let answers = read_answers(&Vocabulary::builtin(), answers).expect("answers");
    CheckIn { answers, note: None }
}

/// The plan as the clinic signed it.
pub fn signed() -> Plan {
    psarp().signed_by(Signer { issuer: "Ward".to_owned(), key_id: "k".to_owned() })
}

pub fn contact(outcome: ContactOutcome, releases: &[u8], when: &str) -> ClinicContact {
    ClinicContact {
        who: "Surgeon".to_owned(),
        when: at(when),
        said: String::new(),
        outcome,
        releases: releases.iter().map(|number| EntryId([*number; 32])).collect(),
        next_visit: None,
    }
}

/// What triage answers to facts written `fact=answer` for a well baby otherwise, at a time.
pub fn assessment(changes: &str, when: &str) -> Assessment {
    let pack = crate::people::pack();
    let facts = crate::people::facts(pack.vocabulary(), &crate::people::but("baby", changes));
    gradus_triage::assess(&pack, &facts, &moment(when))
}

/// The post-PSARP programme, beginning on 2026-01-19.
pub fn psarp() -> Plan {
    let (_, text) = published().iter().find(|(name, _)| *name == "post-psarp-home").expect("published");
    let mut form = PlanForm::parse(text).expect("a form");
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

pub const NOW: &str = "2026-03-02T20:00";

/// A derived fact as text; `-` when it is absent.
pub fn derived(history: &History, id: &str) -> String {
    match derive(history, &moment(NOW)).get(id) {
        None => "-".to_owned(),
        Some(Answer::Unknown) => "unknown".to_owned(),
        Some(Answer::Known(Value::YesNo(yes))) => yes.to_string(),
        Some(Answer::Known(Value::Number(number))) => number.to_string(),
        Some(Answer::Known(Value::Level(level))) => level.clone(),
    }
}
