use gradus_app::view::{
    ColumnChoice, Command, ContactDraft, Correction, DeviceCare, DeviceDraft, FactAnswer, Fill,
    InterviewReply, Observed, PersonDraft, PracticePerson, ProofKind, RunDetailsDraft, RunDraft,
    SessionDraft, VisitDraft,
};
use serde_json::Value;

pub fn text(from: &Value, name: &str) -> String {
    maybe(from, name).unwrap_or_else(|| panic!("{name} is a text: {from}"))
}

pub fn maybe(from: &Value, name: &str) -> Option<String> {
    let value = from.get(name)?;
    assert!(value.is_null() || value.is_string(), "{name} is a text or null: {value}");
    value.as_str().map(str::to_owned)
}

pub fn number(from: &Value, name: &str) -> u64 {
    from[name].as_u64().unwrap_or_else(|| panic!("{name} is a number: {from}"))
}

pub fn truth(from: &Value, name: &str) -> bool {
    from[name].as_bool().unwrap_or_else(|| panic!("{name} is true or false: {from}"))
}

/// Secrets are texts here, as UTF-8.
pub fn bytes(from: &Value, name: &str) -> Vec<u8> {
    maybe(from, name).unwrap_or_default().into_bytes()
}

pub fn proof(from: &Value) -> ProofKind {
    match maybe(from, "proof").as_deref() {
        Some("recovery_code") => ProofKind::RecoveryCode,
        _ => ProofKind::Passcode,
    }
}

pub fn trial_ms(from: &Value) -> u32 {
    u32::try_from(number(from, "trial_ms")).expect("a short time")
}

fn list<T>(from: &Value, name: &str, read: impl Fn(&Value) -> T) -> Vec<T> {
    from.get(name).map_or_else(Vec::new, |list| list.as_array().expect("a list").iter().map(read).collect())
}

fn texts(from: &Value, name: &str) -> Vec<String> {
    list(from, name, |one| one.as_str().expect("a text").to_owned())
}

pub fn fills(from: &Value) -> Vec<Fill> {
    list(from, "fills", |one| Fill { field: text(one, "field"), value: text(one, "value") })
}

pub fn answers(from: &Value) -> Vec<FactAnswer> {
    list(from, "answers", |one| FactAnswer { id: text(one, "id"), answer: text(one, "answer") })
}

pub fn replies(from: &Value) -> Vec<InterviewReply> {
    list(from, "replies", |one| InterviewReply { id: text(one, "id"), answer: maybe(one, "answer") })
}

pub fn mapping(from: &Value) -> Vec<ColumnChoice> {
    list(from, "mapping", |one| ColumnChoice { column: text(one, "column"), field: text(one, "field") })
}

pub fn practice_people(from: &Value) -> Vec<PracticePerson> {
    list(from, "people", |one| match one.as_str() {
        Some("infant_after_anoplasty") => PracticePerson::InfantAfterAnoplasty,
        Some("adult_with_stenosis") => PracticePerson::AdultWithStenosis,
        _ => panic!("nobody is called {one}"),
    })
}

pub fn command(from: &Value) -> Command {
    let (kind, of) = from["command"].as_object().and_then(|one| one.iter().next()).expect("one command");
    let person = || text(of, "person");
    let draft = &of["draft"];
    match kind.as_str() {
        "add_person" => Command::AddPerson { draft: person_draft(draft) },
        "change_person" => Command::ChangePerson { person: person(), draft: person_draft(draft) },
        "adopt_plan" => Command::AdoptPlan { person: person(), text: text(of, "text"), fills: fills(of) },
        "log_session" => Command::LogSession { person: person(), draft: session(draft) },
        "skip" => Command::Skip {
            person: person(),
            occurrence: maybe(of, "occurrence"),
            reason: text(of, "reason"),
        },
        "check_in" => Command::CheckIn { person: person(), answers: answers(of), note: maybe(of, "note") },
        "take_step" => {
            let to_tenths_mm = u16::try_from(number(of, "to_tenths_mm")).expect("a size");
            Command::TakeStep { person: person(), to_tenths_mm }
        }
        "take_stage" => Command::TakeStage {
            person: person(),
            stage: text(of, "stage"),
            clinic_said: truth(of, "clinic_said"),
        },
        "record_visit" => Command::RecordVisit { person: person(), draft: visit(draft) },
        "record_contact" => Command::RecordContact { person: person(), draft: contact(draft) },
        "observe" => Command::Observe {
            person: person(),
            at: maybe(of, "at"),
            what: observed(&of["what"]),
            note: maybe(of, "note"),
        },
        "pause" => Command::Pause {
            person: person(),
            reason: text(of, "reason"),
            from_date: maybe(of, "from_date"),
            to_date: maybe(of, "to_date"),
        },
        "end_pause" => Command::EndPause { person: person() },
        "add_device" => Command::AddDevice { person: person(), draft: device(draft) },
        "care_for_device" => Command::CareForDevice {
            person: person(),
            device: text(of, "device"),
            at: maybe(of, "at"),
            care: device_care(&of["care"]),
        },
        "amend" => {
            let change = correction(&of["change"]);
            Command::Amend { person: person(), entry: text(of, "entry"), change }
        }
        "take_out" => Command::TakeOut { person: person(), entry: text(of, "entry") },
        "undo" => Command::Undo { person: person(), entry: text(of, "entry") },
        other => panic!("no command is called {other}"),
    }
}

fn correction(from: &Value) -> Correction {
    let (kind, of) = from.as_object().and_then(|one| one.iter().next()).expect("one change");
    match kind.as_str() {
        "session" => Correction::Session { draft: session(&of["draft"]) },
        "skip" => Correction::Skip { occurrence: maybe(of, "occurrence"), reason: text(of, "reason") },
        "check_in" => Correction::CheckIn { answers: answers(of), note: maybe(of, "note") },
        "observation" => Correction::Observation {
            at: maybe(of, "at"),
            what: observed(&of["what"]),
            note: maybe(of, "note"),
        },
        "visit" => Correction::Visit { draft: visit(&of["draft"]) },
        "device" => Correction::Device { draft: device(&of["draft"]) },
        "device_care" => Correction::DeviceCare { at: maybe(of, "at"), care: device_care(&of["care"]) },
        other => panic!("no change is called {other}"),
    }
}

fn observed(from: &Value) -> Observed {
    let (kind, of) = from.as_object().and_then(|one| one.iter().next()).expect("one observation");
    let small = |name: &str| of.get(name).and_then(Value::as_u64).map(|n| u8::try_from(n).expect("small"));
    let score = || small("score").expect("a score");
    match kind.as_str() {
        "temperature" => Observed::Temperature {
            value: text(of, "value"),
            method: text(of, "method"),
            antipyretic_at: maybe(of, "antipyretic_at"),
        },
        "stool" => Observed::Stool {
            bristol: small("bristol"),
            count: small("count"),
            blood: maybe(of, "blood"),
            blood_mixed: maybe(of, "blood_mixed"),
            colour: maybe(of, "colour"),
            outlet: maybe(of, "outlet"),
        },
        "continence" => {
            Observed::Continence { scale: text(of, "scale"), score: score(), most: small("most") }
        }
        "flacc" => Observed::Flacc { score: score() },
        "distress" => Observed::Distress { score: score() },
        other => panic!("nothing observed is called {other}"),
    }
}

fn device(from: &Value) -> DeviceDraft {
    let days = |name: &str| from.get(name).and_then(Value::as_u64).map(|n| u16::try_from(n).expect("small"));
    DeviceDraft {
        name: text(from, "name"),
        shape: text(from, "shape"),
        sizes: texts(from, "sizes"),
        material: text(from, "material"),
        base: truth(from, "base"),
        grip_depth_mm: days("grip_depth_mm"),
        flaws: texts(from, "flaws"),
        first_use: maybe(from, "first_use"),
        disinfect_every_days: days("disinfect_every_days"),
        replace_after_days: days("replace_after_days"),
    }
}

fn device_care(from: &Value) -> DeviceCare {
    let (kind, of) = from.as_object().and_then(|one| one.iter().next()).expect("one care");
    match kind.as_str() {
        "checked" => DeviceCare::Checked { answers: answers(of) },
        "cleaned" => DeviceCare::Cleaned { disinfected: maybe(of, "disinfected") },
        "retired" => DeviceCare::Retired { reason: text(of, "reason") },
        other => panic!("no care is called {other}"),
    }
}

fn person_draft(from: &Value) -> PersonDraft {
    PersonDraft {
        name: text(from, "name"),
        born: text(from, "born"),
        role: text(from, "role"),
        background: texts(from, "background"),
        operations: texts(from, "operations"),
    }
}

fn session(from: &Value) -> SessionDraft {
    SessionDraft {
        at: maybe(from, "at"),
        occurrence: maybe(from, "occurrence"),
        size: text(from, "size"),
        holds_s: list(from, "holds_s", |one| u32::try_from(one.as_u64().expect("seconds")).expect("small")),
        ease: text(from, "ease"),
        pain_before: maybe(from, "pain_before"),
        pain_peak: maybe(from, "pain_peak"),
        pain_after: maybe(from, "pain_after"),
        pain_minutes: maybe(from, "pain_minutes"),
        bleeding: maybe(from, "bleeding"),
        bleeding_minutes: maybe(from, "bleeding_minutes"),
        warm_up: texts(from, "warm_up"),
        lubricant: maybe(from, "lubricant"),
        adjuncts: texts(from, "adjuncts"),
        stop_reason: maybe(from, "stop_reason"),
        device: maybe(from, "device"),
        cleaned: from.get("cleaned").and_then(Value::as_bool),
        note: maybe(from, "note"),
    }
}

pub fn run_draft(from: &Value) -> RunDraft {
    let from = &from["draft"];
    RunDraft {
        occurrence: maybe(from, "occurrence"),
        size: maybe(from, "size"),
        device: maybe(from, "device"),
    }
}

pub fn run_details(from: &Value) -> RunDetailsDraft {
    let from = &from["details"];
    RunDetailsDraft {
        ease: maybe(from, "ease"),
        pain_before: maybe(from, "pain_before"),
        pain_peak: maybe(from, "pain_peak"),
        pain_after: maybe(from, "pain_after"),
        pain_minutes: maybe(from, "pain_minutes"),
        bleeding: maybe(from, "bleeding"),
        bleeding_minutes: maybe(from, "bleeding_minutes"),
        lubricant: maybe(from, "lubricant"),
        adjuncts: maybe(from, "adjuncts"),
        stop_reason: maybe(from, "stop_reason"),
        device: maybe(from, "device"),
        cleaned: from.get("cleaned").and_then(Value::as_bool),
        note: maybe(from, "note"),
    }
}

fn visit(from: &Value) -> VisitDraft {
    VisitDraft {
        at: maybe(from, "at"),
        kind: text(from, "kind"),
        who: text(from, "who"),
        calibrated: maybe(from, "calibrated"),
        size_set: maybe(from, "size_set"),
        advice: maybe(from, "advice"),
    }
}

fn contact(from: &Value) -> ContactDraft {
    ContactDraft {
        at: maybe(from, "at"),
        who: text(from, "who"),
        said: text(from, "said"),
        outcome: text(from, "outcome"),
        about: texts(from, "about"),
        next_visit: maybe(from, "next_visit"),
    }
}
