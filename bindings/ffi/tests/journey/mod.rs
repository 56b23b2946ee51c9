//! Reads a journey, walks it, and writes its answers in canonical JSON.

mod answer;
mod argument;
mod disk;
mod locked;
mod verb;
mod ways;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use gradus_app::view::ClockReading;
use gradus_ffi::Gradus;
use serde_json::Value;

pub use answer::canonical;
use disk::Hidden;

pub struct Journey {
    pub steps: Vec<Step>,
}

pub struct Step {
    pub name: String,
    pub call: String,
    /// The arguments as text, for looking at.
    pub with: String,
    now: ClockReading,
    times: u64,
    arguments: Value,
    keep: BTreeMap<String, String>,
    hide: BTreeMap<String, String>,
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
        let number = |field: &str, otherwise| {
            step.get(field).map_or(otherwise, |number| number.as_u64().expect("a number"))
        };
        let boot = step.get("boot").map_or("", |boot| boot.as_str().expect("text")).to_owned();
        Self {
            name: text("step"),
            call: text("call"),
            with: step["with"].to_string(),
            now: ClockReading { wall: text("at"), monotonic_ms: number("monotonic_ms", 0), boot },
            times: number("times", 1),
            arguments: step["with"].clone(),
            keep: paths(step.get("keep")),
            hide: paths(step.get("hide")),
        }
    }
}

fn paths(named: Option<&Value>) -> BTreeMap<String, String> {
    let path = |(name, path): (&String, &Value)| (name.clone(), path.as_str().expect("a path").to_owned());
    named.map_or_else(BTreeMap::new, |named| named.as_object().expect("an object").iter().map(path).collect())
}

/// Every step's answer, one line each. `scratch` is an empty folder.
pub fn lines(journey: &Journey, scratch: &Path) -> Vec<String> {
    let scratch = scratch.to_str().expect("UTF-8");
    let mut kept = BTreeMap::from([("scratch".to_owned(), Value::from(scratch))]);
    let mut hidden = Hidden::default();
    hidden.hide("scratch", scratch);
    let mut vault: Option<Arc<Gradus>> = None;
    let mut lines = Vec::new();
    for step in &journey.steps {
        let mut arguments = step.arguments.clone();
        disk::put_in(&mut arguments, &kept);
        let mut answer = Value::Null;
        for _ in 0..step.times {
            if !disk::act(&step.call, &arguments) {
                answer = verb::call(&step.call, &arguments, &step.now, &mut vault);
            }
        }
        for (name, path) in step.keep.iter().chain(&step.hide) {
            let found = at(path, &answer);
            assert!(!found.is_null(), "{}: nothing at {path} in {answer}", step.name);
            if step.hide.contains_key(name) {
                hidden.hide(name, found.as_str().expect("a text"));
            }
            kept.insert(name.clone(), found.clone());
        }
        lines.push(hidden.cover(canonical(&answer)));
    }
    lines
}

fn at<'a>(path: &str, answer: &'a Value) -> &'a Value {
    path.split('.').fold(answer, |value, part| match part.parse::<usize>() {
        Ok(index) => &value[index],
        Err(_) => &value[part],
    })
}
