//! What was counted of many lives, as one JSON value.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::count::{Call, Counted};
use crate::table::Urgency;

/// Days of a month: a twelfth of a year.
const MONTH: f64 = 30.44;
const CLASSES: [Urgency; 3] = [Urgency::Emergency, Urgency::SameDay, Urgency::Contact];

/// The lives of one group, or of all.
#[derive(Default)]
pub struct Tally {
    people: u32,
    with_complication: u32,
    days: u32,
    well_days: u32,
    check_ins: u32,
    questions: u32,
    pauses: u32,
    planned: u32,
    held: u32,
    missed: u32,
    lost: BTreeMap<String, u32>,
    lost_sessions: u32,
    calls: Vec<Call>,
    courses: BTreeMap<String, Found>,
}

/// What became of one complication.
#[derive(Default)]
struct Found {
    hours: Vec<f64>,
    after_sign: Vec<f64>,
    missed: u32,
    silent: u32,
    by: BTreeMap<String, u32>,
    /// What showed of those that were missed.
    shown: Vec<BTreeSet<String>>,
}

impl Tally {
    /// Counts one more life. What is said of people without complication leaves those with one out altogether.
    pub fn add(&mut self, counted: Counted) {
        self.people += 1;
        if let Some(onset) = counted.onset {
            self.with_complication += 1;
            let found = self.courses.entry(onset.course).or_default();
            match (onset.hours, onset.first_sign_h) {
                (Some(hours), sign) => {
                    found.hours.push(hours);
                    found.after_sign.extend(sign);
                }
                (None, Some(_)) => {
                    found.missed += 1;
                    found.shown.push(onset.shown);
                }
                (None, None) => found.silent += 1,
            }
            for rule in onset.by {
                *found.by.entry(rule).or_default() += 1;
            }
            return;
        }
        self.days += counted.days;
        self.well_days += counted.well_days;
        self.check_ins += counted.check_ins;
        self.questions += counted.questions;
        self.pauses += counted.pauses;
        self.planned += counted.planned;
        self.held += counted.held;
        self.missed += counted.missed;
        self.lost_sessions += u32::try_from(counted.lost.len()).unwrap_or(0);
        for rule in counted.lost.into_iter().flatten() {
            *self.lost.entry(rule).or_default() += 1;
        }
        self.calls.extend(counted.calls);
    }

    /// Emergencies and same-day complications that showed a sign and had no right answer in time.
    pub fn missed(&self, of: impl Fn(&str) -> Option<Urgency>) -> Vec<(String, u32)> {
        let urgent = |id: &str| of(id).is_some_and(|urgency| urgency > Urgency::Contact);
        let missed = self.courses.iter().filter(|(id, found)| found.missed > 0 && urgent(id));
        missed.map(|(id, found)| (id.clone(), found.missed)).collect()
    }

    /// Everything as one value. Rates are per person-month.
    pub fn json(&self) -> Value {
        let months = f64::from(self.days) / MONTH;
        let well_months = f64::from(self.well_days) / MONTH;
        let well: Vec<&Call> = self.calls.iter().filter(|call| !call.ill).collect();
        let all: Vec<&Call> = self.calls.iter().collect();
        json!({
            "people": self.people, "with_complication": self.with_complication,
            "person_months": round(months), "well_months": round(well_months),
            "check_ins": self.check_ins, "questions": self.questions, "pauses": self.pauses,
            "without_complication": rates(&all, months), "well": rates(&well, well_months),
            "rules": rules(&all, months), "rules_of_the_well": rules(&well, well_months),
            "unsure": unsure(&well, well_months),
            "sessions": {"planned": self.planned, "held": self.held, "missed": self.missed, "lost": self.lost_sessions, "lost_by": self.lost},
            "courses": self.courses.iter().map(|(id, found)| (id.clone(), found.json())).collect::<BTreeMap<_, _>>(),
        })
    }
}

impl Found {
    fn json(&self) -> Value {
        let n = self.hours.len() + self.missed as usize + self.silent as usize;
        let hours = |all: &[f64]| json!([0.1, 0.5, 0.9, 1.0].map(|share| quantile(all, share)));
        json!({"n": n, "answered": self.hours.len(), "missed": self.missed, "silent": self.silent,
            "hours_from_onset": hours(&self.hours), "hours_from_first_sign_told": hours(&self.after_sign), "by": self.by,
            "missed_though_there_was": self.shown})
    }
}

fn rates(calls: &[&Call], months: f64) -> Value {
    let of = |wanted: &dyn Fn(&Call) -> bool| {
        round(calls.iter().filter(|call| wanted(call)).count() as f64 / months.max(1e-9))
    };
    let by: BTreeMap<&str, Value> = CLASSES
        .iter()
        .map(|class| {
            let all = of(&|call| call.urgency == *class);
            let doubt = of(&|call| call.urgency == *class && call.is_doubt());
            (name(*class), json!({"all": all, "only_doubt": doubt}))
        })
        .collect();
    json!(by)
}

/// How often a rule had a part in a call at its urgency, and how often it was the only one, of each urgency.
fn rules(calls: &[&Call], months: f64) -> Value {
    let mut rules: BTreeMap<(&str, &str), [u32; 2]> = BTreeMap::new();
    for call in calls {
        for by in &call.by {
            let counts = rules.entry((name(call.urgency), by)).or_default();
            counts[0] += 1;
            counts[1] += u32::from(call.by.len() == 1);
        }
    }
    let rate = |count: u32| round(f64::from(count) * 100.0 / months.max(1e-9));
    let mut rows: Vec<_> = rules.into_iter().collect();
    rows.sort_by_key(|(_, counts)| std::cmp::Reverse(*counts));
    let row = |((class, rule), [part, alone]): ((&str, &str), [u32; 2])| json!({"rule": rule, "urgency": class, "per_100_months": rate(part), "alone_per_100_months": rate(alone), "calls": part});
    rows.into_iter().map(row).collect()
}

/// What was answered with `not sure` behind calls that only a doubt stands behind.
fn unsure(calls: &[&Call], months: f64) -> Value {
    let mut facts: BTreeMap<&str, u32> = BTreeMap::new();
    for fact in calls.iter().filter(|call| call.is_doubt()).flat_map(|call| &call.unsure) {
        *facts.entry(fact).or_default() += 1;
    }
    let mut facts: Vec<_> = facts.into_iter().collect();
    facts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let row = |(fact, count)| json!({"fact": fact, "per_100_months": round(f64::from(count) * 100.0 / months.max(1e-9))});
    facts.into_iter().map(row).collect()
}

fn quantile(all: &[f64], share: f64) -> Option<f64> {
    let mut sorted = all.to_vec();
    sorted.sort_by(f64::total_cmp);
    let last = sorted.len().checked_sub(1)?;
    Some(round(sorted[(last as f64 * share).round() as usize]))
}

fn round(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}

/// The name of an urgency, as the app has it.
pub fn name(of: Urgency) -> &'static str {
    match of {
        Urgency::Emergency => "emergency",
        Urgency::SameDay => "same_day",
        Urgency::Contact => "contact",
    }
}
