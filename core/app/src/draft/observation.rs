use chrono::{DateTime, FixedOffset};
use gradus_domain::{
    Answer, BristolForm, ContinenceError, ContinenceScore, Distress, Moment, Observation, Observed,
    PainScore, Stool, TemperatureReading,
};

use super::choice::word;
use super::fields::{Fields, quoted};
use super::session::LONGEST_NOTE;
use crate::AppError;
use crate::view;

const LONGEST_SCALE: usize = 60;
/// More bowel movements than are told of at once.
const MOST_STOOLS: u8 = 50;

/// An observation from the form, and when it was made.
pub(crate) fn observation(
    at: Option<&str>,
    what: &view::Observed,
    note: Option<&str>,
    now: &Moment,
) -> Result<(DateTime<FixedOffset>, Observation), AppError> {
    let mut fields = Fields::default();
    let at = fields.past("at", at, now);
    let note = note.and_then(|note| fields.text("note", note, LONGEST_NOTE));
    let what = read(&mut fields, what, now);
    fields.finish(at.zip(what).map(|(at, what)| (at, Observation { what, note })))
}

fn read(fields: &mut Fields, what: &view::Observed, now: &Moment) -> Option<Observed> {
    match what {
        view::Observed::Temperature { value, method, antipyretic_at } => {
            let temperature = value.parse();
            let temperature = temperature.map_err(|error| {
                fields.wrong("value", format!("{} is no temperature", quoted(value)), error)
            });
            let method = fields.choice("method", method);
            let antipyretic_at = match antipyretic_at.as_deref() {
                Some(text) => Some(fields.past("antipyretic_at", Some(text), now)?),
                None => None,
            };
            let reading =
                TemperatureReading { temperature: temperature.ok()?, method: method?, antipyretic_at };
            Some(Observed::Temperature(reading))
        }
        view::Observed::Stool { bristol, count, blood, blood_mixed, colour, outlet } => {
            let form = bristol.and_then(|form| scored(fields, "bristol", BristolForm::new(form), "1 to 7"));
            if count.is_some_and(|count| !(1..=MOST_STOOLS).contains(&count)) {
                fields.wrong("count", "is no such number", format!("write 1 to {MOST_STOOLS}"));
            }
            let stool = Stool {
                form,
                count: *count,
                blood: blood.as_deref().and_then(|text| fields.known("blood", text)),
                blood_mixed: blood_mixed.as_deref().and_then(|text| {
                    fields
                        .answer("blood_mixed", text, "write true, false or unknown", |text| text.parse().ok())
                }),
                colour: colour.as_deref().and_then(|text| fields.choice("colour", text)),
                outlet: outlet.as_deref().and_then(|text| fields.choice("outlet", text)),
            };
            if stool == Stool::default() {
                fields.wrong(
                    "stool",
                    "says nothing",
                    "give its form, colour or blood, or how many there were",
                );
            }
            Some(Observed::Stool(stool))
        }
        view::Observed::Continence { scale, score, most } => {
            let scale = fields.label("scale", scale, LONGEST_SCALE).unwrap_or_default();
            let score = ContinenceScore::new(&scale, *score, *most);
            let score = score.map_err(|error| fields.wrong(field_of(error), "does not fit its scale", error));
            score.ok().map(Observed::Continence)
        }
        view::Observed::Flacc { score } => {
            scored(fields, "score", PainScore::new(*score), "0 to 10").map(Observed::Flacc)
        }
        view::Observed::Distress { score } => {
            scored(fields, "score", Distress::new(*score), "0 to 10").map(Observed::Distress)
        }
    }
}

fn field_of(error: ContinenceError) -> &'static str {
    match error {
        ContinenceError::Nameless => "scale",
        ContinenceError::NoRange | ContinenceError::OtherRange { .. } => "most",
        ContinenceError::OutOfRange { .. } => "score",
    }
}

fn scored<T, E>(fields: &mut Fields, field: &str, read: Result<T, E>, range: &str) -> Option<T> {
    read.map_err(|_| fields.wrong(field, "lies outside of the scale", format!("write {range}"))).ok()
}

/// An observation as the form takes it.
pub(crate) fn entered_observation(observation: &Observation) -> view::Observed {
    fn answer<T>(answer: Answer<T>, say: impl FnOnce(T) -> String) -> String {
        match answer {
            Answer::Known(value) => say(value),
            Answer::Unknown => "unknown".to_owned(),
        }
    }
    match &observation.what {
        Observed::Temperature(reading) => view::Observed::Temperature {
            value: reading.temperature.to_string(),
            method: word(reading.method).to_owned(),
            antipyretic_at: reading.antipyretic_at.map(|at| at.to_rfc3339()),
        },
        Observed::Stool(stool) => view::Observed::Stool {
            bristol: stool.form.map(BristolForm::value),
            count: stool.count,
            blood: stool.blood.map(|blood| answer(blood, |blood| word(blood).to_owned())),
            blood_mixed: stool.blood_mixed.map(|mixed| answer(mixed, |mixed| mixed.to_string())),
            colour: stool.colour.map(|colour| word(colour).to_owned()),
            outlet: stool.outlet.map(|outlet| word(outlet).to_owned()),
        },
        Observed::Continence(score) => view::Observed::Continence {
            scale: score.scale().to_owned(),
            score: score.score(),
            most: Some(score.most()),
        },
        Observed::Flacc(score) => view::Observed::Flacc { score: score.value() },
        Observed::Distress(score) => view::Observed::Distress { score: score.value() },
    }
}
