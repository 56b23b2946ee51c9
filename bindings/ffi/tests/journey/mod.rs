//! Reads a journey, walks it, and writes its answers in canonical JSON.

mod answer;
mod argument;
mod verb;

use std::collections::BTreeMap;
use std::sync::Arc;

use gradus_app::view::ClockReading;
use gradus_ffi::Gradus;
use serde_json::Value;

pub use answer::canonical;

pub struct Journey {
    pub steps: Vec<Step>,
}

pub struct Step {
    pub name: String,
    pub at: String,
    pub call: String,
    /// The arguments as text, for looking at.
    pub with: String,
    arguments: Value,
    keep: BTreeMap<String, String>,
}

impl Journey {
    pub fn read(text: &str) -> Self {
        let whole: Value = serde_json::from_str(text).expect("JSON");
        assert_eq!(whole["format"], "gradus-scenario/1");
        let steps = whole["steps"].as_array().expect("a list").iter().map(Step::read).collect();
        Self { steps }
    }
}

impl Step {
    fn read(step: &Value) -> Self {
        let text = |field: &str| step[field].as_str().expect("text").to_owned();
        let path =
            |(name, path): (&String, &Value)| (name.clone(), path.as_str().expect("a path").to_owned());
        Self {
            name: text("step"),
            at: text("at"),
            call: text("call"),
            with: step["with"].to_string(),
            arguments: step["with"].clone(),
            keep: step.get("keep").map_or_else(BTreeMap::new, |kept| {
                kept.as_object().expect("an object").iter().map(path).collect()
            }),
        }
    }
}

/// Every step's answer, one line each.
pub fn lines(journey: &Journey) -> Vec<String> {
    let mut kept: BTreeMap<String, Value> = BTreeMap::new();
    let mut vault: Option<Arc<Gradus>> = None;
    let mut lines = Vec::new();
    for step in &journey.steps {
        let mut arguments = step.arguments.clone();
        put_in(&mut arguments, &kept);
        let now = ClockReading { wall: step.at.clone(), monotonic_ms: 0, boot: String::new() };
        let answer = verb::call(&step.call, &arguments, &now, &mut vault);
        for (name, path) in &step.keep {
            let found = path.split('.').fold(&answer, |value, part| match part.parse::<usize>() {
                Ok(index) => &value[index],
                Err(_) => &value[part],
            });
            assert!(!found.is_null(), "{}: nothing at {path} in {answer}", step.name);
            kept.insert(name.clone(), found.clone());
        }
        lines.push(canonical(&answer));
    }
    lines
}

fn put_in(value: &mut Value, kept: &BTreeMap<String, Value>) {
    match value {
        Value::String(text) => {
            if let Some(found) = text.strip_prefix('$').and_then(|name| kept.get(name)) {
                *value = found.clone();
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| put_in(item, kept)),
        Value::Object(fields) => fields.values_mut().for_each(|field| put_in(field, kept)),
        _ => {}
    }
}
