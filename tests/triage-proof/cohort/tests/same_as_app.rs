//! A vault lives the same days, through the app's own commands: what it answers, closes and asks for is what the cohort counted.
#![forbid(unsafe_code)]

use std::collections::BTreeSet;

use chrono::{DateTime, FixedOffset};
use gradus_app::view::{Command, ContactDraft, FactAnswer, Fill, PersonDraft, SessionDraft, VisitDraft};
use gradus_app::{App, ask};
use gradus_cohort::{Adopted, Entry, Group, Setting, Table, Told, live, person};
use gradus_domain::{Answer, Bleeding, BootId, Ease, Moment, PainScore, Session, StopReason};
use gradus_triage::Pack;

const NAME: &str = "Somebody";

#[test]
fn a_vault_answers_the_same_to_the_same_days() {
    let (table, pack) = (Table::own().expect("a table"), Pack::builtin([0; 32]));
    let setting = Setting { table: &table, pack: &pack, memory: None, days: 14, keep: true };
    let (mut answers, mut fired) = (0, BTreeSet::new());
    for (number, group) in (0..).zip(&table.groups) {
        let seed = 400 + number;
        let transcript = live(&setting, group, seed, None).transcript;
        let mut app = vault(group, &person(group, seed));
        for told in transcript {
            let wanted = rules(&told);
            assert_eq!(replay(&mut app, &told), wanted, "{} at {}", group.id, told.now.wall);
            answers += usize::from(!wanted.is_empty());
            fired.extend(wanted);
        }
    }
    assert!(answers > 25 && fired.len() > 15, "{answers} answers of {} rules say too little", fired.len());
}

fn rules(told: &Told) -> BTreeSet<String> {
    told.fired.iter().map(|(rule, _)| rule.clone()).collect()
}

/// A vault in memory with this person, whose plan came in at six on its first day.
fn vault(group: &Group, adopted: &Adopted) -> App {
    let first = adopted.plan.first_day().expect("it has a first day");
    let wall = DateTime::parse_from_rfc3339(&format!("{first}T06:00:00+01:00")).expect("a time");
    let now = at(wall);
    let mut app = App::practice(1, &now).expect("a vault");
    let draft = PersonDraft {
        name: NAME.to_owned(),
        born: adopted.person.born.to_string(),
        role: if group.child { "caregiver" } else { "self" }.to_owned(),
        background: if adopted.conditions.is_empty() {
            vec!["none".to_owned()]
        } else {
            adopted.conditions.clone()
        },
        operations: adopted.operation.iter().cloned().collect(),
    };
    app.record(Command::AddPerson { draft }, &now).expect("a person");
    let (_, text) = ask::published_plans().iter().find(|(name, _)| *name == group.form).expect("a form");
    let fill = |(field, value): (&String, &String)| Fill { field: field.clone(), value: value.clone() };
    let fills = adopted.fills.iter().map(fill).collect();
    app.record(Command::AdoptPlan { person: NAME.to_owned(), text: (*text).to_owned(), fills }, &now)
        .expect("a plan");
    app
}

fn at(wall: DateTime<FixedOffset>) -> Moment {
    Moment::new(wall, 1, BootId::default())
}

/// Writes it down once more. Answers with the rules that fired.
fn replay(app: &mut App, told: &Told) -> BTreeSet<String> {
    let person = NAME.to_owned();
    let command = match &told.entry {
        Entry::Session(session) => Command::LogSession { person, draft: draft(session) },
        Entry::CheckIn(replies) => {
            let answer =
                |(id, answer): &(String, String)| FactAnswer { id: id.clone(), answer: answer.clone() };
            Command::CheckIn { person, answers: replies.iter().map(answer).collect(), note: None }
        }
        Entry::Talk => Command::RecordContact { person, draft: talk() },
        Entry::Review => {
            let (kind, who) = ("examination".to_owned(), "Clinic".to_owned());
            Command::RecordVisit { person, draft: VisitDraft { kind, who, ..VisitDraft::default() } }
        }
        // The app takes a step or a stage only if it proposes the very same.
        Entry::Step(step) => Command::TakeStep { person, to_tenths_mm: step.to.tenths() },
        Entry::Stage(stage) => Command::TakeStage { person, stage: stage.to_string(), clinic_said: false },
    };
    let recorded =
        app.record(command, &told.now).unwrap_or_else(|error| panic!("{}: {error:?}", told.now.wall));
    recorded.triage.into_iter().flat_map(|view| view.rules).map(|rule| rule.id).collect()
}

/// About everything that is open.
fn talk() -> ContactDraft {
    ContactDraft {
        who: "Clinic".to_owned(),
        said: "go on".to_owned(),
        outcome: "resume".to_owned(),
        about: vec!["all".to_owned()],
        ..ContactDraft::default()
    }
}

fn draft(session: &Session) -> SessionDraft {
    let score = |answer: Option<Answer<PainScore>>| match answer {
        Some(Answer::Known(score)) => Some(score.value().to_string()),
        _ => None,
    };
    let blood = |answer: Option<Answer<Bleeding>>| match answer {
        Some(Answer::Known(blood)) => Some(blood_word(blood).to_owned()),
        _ => None,
    };
    let minutes = |answer: Option<Answer<u16>>| match answer {
        Some(Answer::Known(minutes)) => Some(minutes.to_string()),
        _ => None,
    };
    SessionDraft {
        size: session.size.to_string(),
        holds_s: session.holds_s.clone(),
        ease: match session.ease {
            Ease::Easy => "easy",
            Ease::Firm => "firm",
            Ease::ForcedNotDone => "forced_not_done",
            Ease::NotPassed => "not_passed",
        }
        .to_owned(),
        pain_peak: score(session.pain.peak),
        bleeding: blood(session.bleeding),
        bleeding_minutes: minutes(session.bleeding_stopped_after_min),
        lubricant: Some("water".to_owned()),
        stop_reason: session.stopped.map(|reason| {
            match reason {
                StopReason::Pain => "pain",
                StopReason::Bleeding => "bleeding",
                StopReason::Stuck => "stuck",
                _ => "would_not_pass",
            }
            .to_owned()
        }),
        cleaned: session.cleaned,
        ..SessionDraft::default()
    }
}

fn blood_word(blood: Bleeding) -> &'static str {
    match blood {
        Bleeding::None => "none",
        Bleeding::Streak => "streak",
        Bleeding::PinkTint => "pink_tint",
        Bleeding::Drip => "drip",
        Bleeding::RedBowl => "red_bowl",
        Bleeding::Clots => "clots",
        Bleeding::NonStop => "non_stop",
    }
}
