//! Temperature as it was told at check-ins and between them. No arithmetic and no threshold: what a reading means is for triage to say.

use chrono::{DateTime, FixedOffset, TimeDelta};
use gradus_domain::{Answer, CheckIn, Decimal, Logged, Observation, Observed, Value, sorting};
use maud::{Markup, html};

use super::ReportInput;
use super::axis::DayAxis;
use super::chart_pain::crosses;
use super::figure::{
    self, CROWD, Drawing, FOOT, Figure, LEFT, RIGHT, Series, Table, dots, key_mark, rings, row_label,
};
use super::range::InRange;
use super::scale::{Scale, place, ticks};

/// Hours for which a fever-lowering medicine makes a reading a lower bound, as in the rule pack. Basis: proposal.
const MASKED_H: i64 = 6;
const TOP: f64 = 14.0;
const BOTTOM: f64 = 154.0;

/// What one check-in, or one reading between them, says of temperature.
struct Reading {
    at: DateTime<FixedOffset>,
    told: Option<Answer<Decimal>>,
    masked: bool,
    felt_hot: Option<Answer<bool>>,
}

/// `None` when nobody was asked about temperature, or told of it.
pub(super) fn figure(input: &ReportInput<'_>, range: &InRange<'_>) -> Option<Figure> {
    let asked = range.check_ins.iter().filter_map(|check_in| Reading::of(check_in));
    let between = range.observations.iter().filter_map(|one| Reading::between(one));
    let mut readings: Vec<_> = asked.chain(between).collect();
    sorting::sort_by_key(&mut readings, |reading| reading.at);
    let axis = DayAxis::new(input.from, input.to, (LEFT, RIGHT)).filter(|_| !readings.is_empty())?;
    let say = |key: &str| input.words.report(key, &[]);
    Some(Figure {
        id: "heat",
        title: say("heat_title"),
        unit: say("heat_unit"),
        sentences: sentences(input, &readings),
        drawing: Some(drawing(input, &readings, &axis)),
        table: table(input, &readings),
        series: vec![Series {
            label: say("heat_column"),
            points: readings
                .iter()
                .filter_map(|one| Some((one.at.date_naive(), u32::try_from(one.known()?.tenths()).ok()?)))
                .collect(),
        }],
    })
}

impl Reading {
    fn of(at: &Logged<CheckIn>) -> Option<Self> {
        let answers = &at.value.answers;
        let told = answers.get("temperature_c").map(|answer| match answer {
            Answer::Known(Value::Number(number)) => Answer::Known(*number),
            _ => Answer::Unknown,
        });
        let felt_hot = answers.get("feels_hot").map(|answer| match answer {
            Answer::Known(Value::YesNo(hot)) => Answer::Known(*hot),
            _ => Answer::Unknown,
        });
        let masked = match answers.get("hours_since_antipyretic") {
            Some(Answer::Known(Value::Number(hours))) => *hours < Decimal::from_tenths(MASKED_H * 10),
            Some(_) => true,
            None => false,
        };
        (told.is_some() || felt_hot.is_some()).then_some(Self { at: at.effective, told, masked, felt_hot })
    }

    fn between(one: &Logged<Observation>) -> Option<Self> {
        let Observed::Temperature(reading) = &one.value.what else { return None };
        let (at, hours) = (one.effective, TimeDelta::hours(MASKED_H));
        let told = Some(Answer::Known(Decimal::from_tenths(reading.temperature.tenths().into())));
        let masked = reading.antipyretic_at.is_some_and(|dose| at - dose < hours);
        Some(Self { at, told, masked, felt_hot: None })
    }

    fn known(&self) -> Option<Decimal> {
        match self.told {
            Some(Answer::Known(number)) => Some(number),
            _ => None,
        }
    }
}

fn drawing(input: &ReportInput<'_>, readings: &[Reading], axis: &DayAxis) -> Drawing {
    // At least 36 to 38, so that a healthy range does not look like a mountain.
    let known = readings.iter().filter_map(Reading::known).map(degrees);
    let (low, high) =
        known.fold((36.0_f64, 38.0_f64), |(low, high), value| (low.min(value), high.max(value)));
    let y = Scale::new((low - 0.2, high + 0.2), (BOTTOM, TOP));
    let labelled: Vec<_> = ticks(low - 0.2, high + 0.2, 6)
        .into_iter()
        .map(|value| (value, input.words.decimal(place(value))))
        .collect();
    let x = |reading: &Reading| axis.at(reading.at.naive_local());
    let spots = |masked: bool| {
        let these = readings.iter().filter(move |reading| reading.masked == masked);
        these.filter_map(|reading| Some((x(reading), y.at(degrees(reading.known()?))))).collect::<Vec<_>>()
    };
    let row = |wanted: fn(&Reading) -> bool, y: f64| {
        readings.iter().filter(|reading| wanted(reading)).map(|reading| (x(reading), y)).collect::<Vec<_>>()
    };
    let felt = row(is_hot, BOTTOM + 24.0);
    let unknown_y = if felt.is_empty() { BOTTOM + 24.0 } else { BOTTOM + 52.0 };
    let unknown = row(is_unknown, unknown_y);
    let foot = if unknown.is_empty() { unknown_y - 12.0 } else { unknown_y + 10.0 };
    let crowd = if readings.len() > CROWD { "dot many" } else { "dot" };
    let marks = html! {
        (figure::values(&y, &labelled))
        (figure::dates(input, axis, TOP, foot))
        path class=(crowd) d=(dots(spots(false))) {}
        (rings(spots(true)))
        @if !felt.is_empty() {
            (row_label(BOTTOM + 24.0, &input.words.report("heat_row_felt", &[])))
            path.felt d=(triangles(felt)) {}
        }
        @if !unknown.is_empty() {
            (row_label(unknown_y, &input.words.report("row_unknown", &[])))
            path.open d=(crosses(unknown)) {}
        }
    };
    Drawing { height: foot + FOOT, marks, key: key(input, readings) }
}

fn is_hot(reading: &Reading) -> bool {
    reading.felt_hot == Some(Answer::Known(true))
}

/// Nobody could say, neither by number nor by hand.
fn is_unknown(reading: &Reading) -> bool {
    reading.known().is_none()
        && (reading.told.is_some() || reading.felt_hot == Some(Answer::Unknown))
        && !matches!(reading.felt_hot, Some(Answer::Known(_)))
}

fn triangles(places: Vec<(f64, f64)>) -> String {
    let triangle = |(x, y)| format!("M{} {}h10l-5-9z", place(x - 5.0), place(y + 4.0));
    places.into_iter().map(triangle).collect()
}

fn key(input: &ReportInput<'_>, readings: &[Reading]) -> Vec<(Markup, String)> {
    let say = |key: &str| input.words.report(key, &[]);
    let mut key = Vec::new();
    let any = |wanted: &dyn Fn(&Reading) -> bool| readings.iter().any(wanted);
    if any(&|reading| reading.known().is_some()) {
        key.push((key_mark("dot", "M11 8h0"), say("heat_key_dot")));
    }
    if any(&|reading| reading.masked && reading.known().is_some()) {
        key.push((rings([(11.0, 8.0)]), say("heat_key_ring")));
    }
    if any(&is_hot) {
        key.push((key_mark("felt", &triangles(vec![(11.0, 9.0)])), say("heat_key_felt")));
    }
    if any(&is_unknown) {
        key.push((key_mark("open", &crosses([(11.0, 8.0)])), say("heat_key_unknown")));
    }
    key
}

fn sentences(input: &ReportInput<'_>, readings: &[Reading]) -> Vec<String> {
    let words = input.words;
    let known = readings.iter().filter_map(|reading| Some((reading.known()?, reading)));
    let least = known.clone().map(|(value, _)| value).min();
    let mut said = vec![match known.clone().max_by_key(|(value, _)| *value).zip(least) {
        Some(((most, reading), least)) => {
            let (least, most, on) =
                (words.decimal(least), words.decimal(most), words.date(reading.at.date_naive()));
            let parts = [("least", &*least), ("most", &*most), ("on", &*on)];
            match known.clone().count() {
                n if n > 1 && least == most => {
                    words.report("heat_read_same", &[("n", &n.to_string()), parts[1]])
                }
                n => words.report_count("heat_read", n, &parts),
            }
        }
        None => words.report("heat_read_none", &[]),
    }];
    let masked = known.filter(|(_, reading)| reading.masked).count();
    let hours = MASKED_H.to_string();
    said.extend((masked > 0).then(|| words.report_count("heat_masked", masked, &[("hours", &hours)])));
    for (key, wanted) in [("heat_felt", is_hot as fn(&Reading) -> bool), ("heat_unknown", is_unknown)] {
        let n = readings.iter().filter(|reading| wanted(reading)).count();
        said.extend((n > 0).then(|| words.report_count(key, n, &[])));
    }
    said
}

fn table(input: &ReportInput<'_>, readings: &[Reading]) -> Table {
    let words = input.words;
    let say = |key: &str| words.report(key, &[]);
    let told = |reading: &Reading| match reading.told {
        None => say("not_asked"),
        Some(Answer::Unknown) => say("unknown"),
        Some(Answer::Known(value)) => {
            let value = words.report("heat_value", &[("value", &words.decimal(value))]);
            if reading.masked { words.report("heat_lower_bound", &[("reading", &value)]) } else { value }
        }
    };
    let felt = |reading: &Reading| match reading.felt_hot {
        None => say("not_asked"),
        Some(Answer::Unknown) => say("unknown"),
        Some(Answer::Known(true)) => say("yes"),
        Some(Answer::Known(false)) => say("no"),
    };
    let row = |reading: &Reading| vec![words.stamp(reading.at), told(reading), felt(reading)];
    Table {
        head: ["when", "heat_column", "heat_felt_column"].map(say).to_vec(),
        rows: readings.iter().map(row).collect(),
    }
}

fn degrees(value: Decimal) -> f64 {
    value.tenths() as f64 / 10.0
}
