use gradus_app::view::{
    ColumnChoice, Command, ContactDraft, FactAnswer, Fill, InterviewReply, PersonDraft, PracticePerson,
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
        "record_visit" => Command::RecordVisit { person: person(), draft: visit(draft) },
        "record_contact" => Command::RecordContact { person: person(), draft: contact(draft) },
        other => panic!("no command is called {other}"),
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
    }
}
