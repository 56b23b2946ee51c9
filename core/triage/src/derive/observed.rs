//! What was measured or seen between check-ins tells of itself.

use chrono::{DateTime, FixedOffset};
use gradus_domain::{
    Answer, Bleeding, BristolForm, Decimal, Logged, Observation, Observed, Stool, StoolColour,
    TemperatureReading, Value,
};

use super::told::{Told, bleeding_word};
use super::{DAY, DOUBT, PRESENT};

/// What these observations, taken together, tell at `now`: the worst of each sign, and beside it that another is not known.
pub(super) fn by(observations: &[&Logged<Observation>], now: DateTime<FixedOffset>) -> Vec<Told> {
    let mut told = Vec::new();
    let readings = present(observations, now);
    if let Some(strangest) = readings.iter().map(|(_, one)| degrees(one)).max_by_key(|one| strangeness(*one))
    {
        told.push(("observed_temperature_c", Answer::Known(Value::Number(strangest))));
        if let Some(hours) = hours_since_antipyretic(&readings) {
            told.push(("observed_antipyretic_h", Answer::Known(Value::Number(Decimal::whole(hours)))));
        }
    }
    let scores = observations.iter().filter_map(|one| match one.value.what {
        Observed::Flacc(score) => Some(score.value()),
        _ => None,
    });
    if let Some(score) = scores.max() {
        told.push(("observed_flacc", Answer::Known(Value::Number(Decimal::whole(score.into())))));
    }
    let stools: Vec<(&Stool, bool)> = observations
        .iter()
        .filter_map(|one| match &one.value.what {
            Observed::Stool(stool) => Some((stool, now - one.effective < DOUBT)),
            _ => None,
        })
        .collect();
    of_stools(&stools, &mut told);
    told
}

/// Each stool with whether what nobody could tell of it is still a doubt.
fn of_stools(stools: &[(&Stool, bool)], told: &mut Vec<Told>) {
    let word = |blood: Bleeding| Value::Level(bleeding_word(blood).to_owned());
    let blood = stools.iter().filter_map(|(stool, recent)| Some((stool.blood?, *recent)));
    add_worst(told, ["observed_bleeding", "observed_bleeding_other"], blood, word);
    let mixed = stools.iter().filter_map(|(stool, recent)| Some((stool.blood_mixed?, *recent)));
    add_worst(told, ["observed_blood_mixed", "observed_blood_mixed_other"], mixed, Value::YesNo);
    if let Some(colour) = stools.iter().filter_map(|(stool, _)| stool.colour).max() {
        told.push(("observed_stool_colour", Answer::Known(Value::Level(colour_word(colour).to_owned()))));
    }
    if stools.iter().any(|(stool, _)| stool.form == Some(BristolForm::WATERY)) {
        told.push(("observed_stool_watery", Answer::Known(Value::YesNo(true))));
    }
}

/// The worst that is known of a sign, and under another name that one of them is not known.
fn add_worst<T: Ord>(
    told: &mut Vec<Told>,
    [known, other]: [&'static str; 2],
    answers: impl Iterator<Item = (Answer<T>, bool)>,
    value: impl Fn(T) -> Value,
) {
    let (mut worst, mut doubt) = (None, false);
    for (answer, recent) in answers {
        match answer {
            Answer::Known(seen) => worst = worst.max(Some(seen)),
            Answer::Unknown => doubt |= recent,
        }
    }
    told.extend(worst.map(|seen| (known, Answer::Known(value(seen)))));
    if doubt {
        told.push((other, Answer::Unknown));
    }
}

/// The reading of a thermometer, and when it was taken.
pub(super) fn reading(one: &Logged<Observation>) -> Option<(DateTime<FixedOffset>, &TemperatureReading)> {
    match &one.value.what {
        Observed::Temperature(reading) => Some((one.effective, reading)),
        _ => None,
    }
}

/// A reading in degrees Celsius.
pub(super) fn degrees(reading: &TemperatureReading) -> Decimal {
    Decimal::from_tenths(reading.temperature.tenths().into())
}

/// How far a reading lies from the normal range; of two equally far the higher one is the stranger.
pub(super) fn strangeness(reading: Decimal) -> (i64, Decimal) {
    ((reading.tenths() - 374).max(360 - reading.tenths()), reading)
}

/// The readings that count as the present one.
fn present<'a>(
    observations: &[&'a Logged<Observation>],
    now: DateTime<FixedOffset>,
) -> Vec<(DateTime<FixedOffset>, &'a TemperatureReading)> {
    let fresh = observations.iter().filter(|one| now - one.written() < PRESENT);
    fresh.filter_map(|one| reading(one)).collect()
}

/// Of two present readings that were taken half an hour to a day apart, the less strange one; of several such pairs the one
/// in which it is the strangest. Written down in one go they are two readings all the same, and one reading never is.
pub(super) fn twice(observations: &[&Logged<Observation>], now: DateTime<FixedOffset>) -> Option<Decimal> {
    let readings = present(observations, now);
    let apart = |a: DateTime<FixedOffset>, b| (PRESENT..=DAY).contains(&(a - b));
    let pairs = readings.iter().flat_map(|(later, one)| {
        let before = readings.iter().filter(|(at, _)| apart(*later, *at));
        before.map(|(_, other)| [degrees(one), degrees(other)])
    });
    pairs
        .filter_map(|pair| pair.into_iter().min_by_key(|one| strangeness(*one)))
        .max_by_key(|one| strangeness(*one))
}

/// The least whole hours between a dose that could hide a fever and a reading: what was told with one reading holds for every
/// other one that was taken after the dose.
fn hours_since_antipyretic(readings: &[(DateTime<FixedOffset>, &TemperatureReading)]) -> Option<i32> {
    let doses = readings.iter().filter_map(|(at, one)| one.antipyretic_at.map(|dose| dose.min(*at)));
    let since = doses.flat_map(|dose| {
        readings.iter().filter(move |(at, _)| dose <= *at).map(move |(at, _)| (*at - dose).num_hours())
    });
    i32::try_from(since.min()?.min(240)).ok()
}

fn colour_word(colour: StoolColour) -> &'static str {
    match colour {
        StoolColour::Usual => "usual",
        StoolColour::DarkWithIronOrFood => "dark_with_iron_or_food",
        StoolColour::BlackOrMaroon => "black_or_maroon",
    }
}
