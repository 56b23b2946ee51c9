//! What is logged between check-ins is answered as a check-in that says the same.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use gradus_domain::{
    Answer, Bleeding, BristolForm, Condition, Fact, History, Logged, Observation, Observed, PainScore, Stool,
    StoolColour, Temperature, TemperatureMethod, TemperatureReading,
};
use gradus_triage::{Facts, assess, derive, read_answers};

use crate::diary::{NOW, at, check_in, derived, history, logged, moment};
use crate::people::pack;

fn seen(when: &str, what: Observed) -> Logged<Observation> {
    logged(1, when, Observation { what, note: None })
}

fn reading(when: &str, tenths: i64, hours: Option<i64>) -> Logged<Observation> {
    let temperature = Temperature::from_tenths(tenths).expect("a temperature");
    let antipyretic_at = hours.map(|hours| at(when) - TimeDelta::hours(hours));
    let method = TemperatureMethod::Axillary;
    seen(when, Observed::Temperature(TemperatureReading { temperature, method, antipyretic_at }))
}

fn stool(stool: Stool) -> Observed {
    Observed::Stool(stool)
}

/// The rules that fire on the log and these answers.
fn fired(history: &History, asked: &[(&str, &str)]) -> Vec<String> {
    let pack = pack();
    let asked = read_answers(pack.vocabulary(), asked.iter().copied()).expect("answers");
    let facts = Facts::join(pack.vocabulary(), asked, derive(history, &moment(NOW))).expect("facts");
    let fired = assess(&pack, &facts, &moment(NOW)).fired;
    fired
        .iter()
        .map(|rule| format!("{} {:?} {:?} {:?}", rule.id, rule.certainty, rule.disposition, rule.gate))
        .collect()
}

fn with(what: Observed) -> History {
    let mut history = history();
    history.observations = vec![seen(NOW, what)];
    history
}

#[test]
fn a_temperature_alone_is_answered_as_a_check_in_that_tells_only_it() {
    for tenths in [300, 354, 355, 359, 360, 374, 375, 379, 380, 381, 389, 390, 399, 400, 410, 450] {
        for hours in [None, Some(0), Some(5), Some(6), Some(30)] {
            let mut logged = history();
            logged.observations = vec![reading(NOW, tenths, hours)];
            let text = format!("{}.{}", tenths / 10, tenths % 10);
            let hours = hours.map(|hours| hours.to_string());
            let mut asked = vec![("temperature_c", text.as_str())];
            asked.extend(hours.as_deref().map(|hours| ("hours_since_antipyretic", hours)));
            assert_eq!(fired(&logged, &[]), fired(&history(), &asked), "{text} {hours:?}");
        }
    }
}

#[test]
fn stool_and_observed_pain_are_answered_as_a_check_in_that_tells_the_same() {
    let bled = |blood| Stool { blood: Some(blood), ..Stool::default() };
    let cases = [
        (stool(bled(Answer::Known(Bleeding::None))), ("bleeding", "none")),
        (stool(bled(Answer::Known(Bleeding::Streak))), ("bleeding", "streak")),
        (stool(bled(Answer::Known(Bleeding::RedBowl))), ("bleeding", "red_bowl")),
        (stool(bled(Answer::Known(Bleeding::NonStop))), ("bleeding", "non_stop")),
        (stool(bled(Answer::Unknown)), ("bleeding", "unknown")),
        (
            stool(Stool { blood_mixed: Some(Answer::Known(true)), ..Stool::default() }),
            ("stool_blood_mixed", "true"),
        ),
        (
            stool(Stool { blood_mixed: Some(Answer::Unknown), ..Stool::default() }),
            ("stool_blood_mixed", "unknown"),
        ),
        (
            stool(Stool { colour: Some(StoolColour::BlackOrMaroon), ..Stool::default() }),
            ("stool_colour", "black_or_maroon"),
        ),
        (stool(Stool { form: BristolForm::new(7).ok(), ..Stool::default() }), ("stool_watery", "true")),
        (Observed::Flacc(PainScore::new(4).expect("a score")), ("flacc", "4")),
        (Observed::Flacc(PainScore::new(7).expect("a score")), ("flacc", "7")),
    ];
    let mut silent = Vec::new();
    for (what, asked) in cases {
        let logged = fired(&with(what), &[]);
        assert_eq!(logged, fired(&history(), &[asked]), "{asked:?}");
        if logged.is_empty() {
            silent.push(asked.1);
        }
    }
    assert_eq!(
        silent,
        ["none", "true"],
        "of the others each is heard but watery stool, which asks who has it"
    );
    let mut ill = with(stool(Stool { form: BristolForm::new(7).ok(), ..Stool::default() }));
    ill.person.background.conditions = vec![Fact { what: Condition::Hirschsprung, since: None }];
    assert!(fired(&ill, &[]).iter().any(|rule| rule.starts_with("H1 Yes")), "{:?}", fired(&ill, &[]));
    let loose = stool(Stool { form: BristolForm::new(6).ok(), ..Stool::default() });
    assert_eq!(derived(&with(loose), "observed_stool_watery"), "-");
}

#[test]
fn what_is_logged_can_only_raise_what_a_check_in_says() {
    let well = [("temperature_c", "36.8"), ("bleeding", "none")];
    let quiet = fired(&history(), &well);
    let mut feverish = history();
    feverish.observations = vec![reading("2026-03-02T19:45", 390, None)];
    let both = fired(&feverish, &well);
    assert!(quiet.iter().all(|rule| both.contains(rule)) && both.len() > quiet.len(), "{both:?}");
}

#[test]
fn a_reading_is_the_present_one_for_half_an_hour_and_then_the_one_from_before() {
    let told = |when: &str| {
        let mut history = history();
        history.observations = vec![reading(when, 384, None)];
        (derived(&history, "observed_temperature_c"), derived(&history, "earlier_temperature_c"))
    };
    assert_eq!(told("2026-03-02T19:31"), ("38.4".into(), "-".into()));
    assert_eq!(told("2026-03-02T19:30"), ("-".into(), "38.4".into()), "one reading is not two");
    assert_eq!(told("2026-03-01T20:00"), ("-".into(), "38.4".into()), "at 24 hours");
    assert_eq!(told("2026-03-01T19:59"), ("-".into(), "-".into()));
}

#[test]
fn a_whole_check_in_has_looked_at_stool_and_a_day_is_its_time() {
    let bled = || stool(Stool { blood: Some(Answer::Known(Bleeding::Drip)), ..Stool::default() });
    let mut log = history();
    log.observations = vec![seen("2026-03-01T20:01", bled())];
    assert_eq!(derived(&log, "observed_bleeding"), "drip");
    log.check_ins = vec![logged(2, "2026-03-02T08:00", check_in())];
    assert_eq!(derived(&log, "observed_bleeding"), "-");
    log.observations[0].amended = Some(at("2026-03-02T09:00"));
    assert_eq!(derived(&log, "observed_bleeding"), "drip", "changed since");
    log.observations = vec![seen("2026-03-01T20:00", bled())];
    log.check_ins.clear();
    assert_eq!(derived(&log, "observed_bleeding"), "-", "24 hours ago");
    let unsure = Stool { blood: Some(Answer::Unknown), ..Stool::default() };
    log.observations = vec![seen("2026-03-02T10:00", bled()), seen("2026-03-02T11:00", stool(unsure))];
    assert_eq!(
        (derived(&log, "observed_bleeding"), derived(&log, "observed_bleeding_other")),
        ("drip".into(), "unknown".into())
    );
}

#[test]
fn telling_the_same_again_begins_no_new_wait() {
    let mut log = with(Observed::Flacc(PainScore::new(5).expect("a score")));
    log.observations[0].effective = at("2026-03-02T12:00");
    log.observations[0].recorded = at("2026-03-02T12:00");
    let pack = pack();
    let then = moment("2026-03-02T12:00");
    let facts = Facts::join(pack.vocabulary(), BTreeMap::new(), derive(&log, &then)).expect("facts");
    log.assessments = vec![logged(3, "2026-03-02T12:00", assess(&pack, &facts, &then))];
    let facts = Facts::join(pack.vocabulary(), BTreeMap::new(), derive(&log, &moment(NOW))).expect("facts");
    let (first, again) = (&log.assessments[0].value, assess(&pack, &facts, &moment(NOW)));
    assert!(first.gate.time > gradus_domain::GateTime::Now, "pain asks for a rest");
    assert_eq!(again.gate.time, first.gate.time);
}

/// Both were written down together, just now.
fn in_one_go(readings: [Logged<Observation>; 2], conditions: &[Condition], age_days: u64) -> History {
    let mut log = history();
    log.person.born = at(NOW).date_naive() - chrono::Days::new(age_days);
    log.person.background.conditions =
        conditions.iter().map(|what| Fact { what: *what, since: None }).collect();
    let written = |one: Logged<Observation>| Logged { recorded: at(NOW), ..one };
    log.observations = readings.map(written).into();
    log
}

#[test]
fn two_readings_written_down_in_one_go_are_two() {
    let fires = |log: &History, rule: &str| fired(log, &[]).iter().any(|one| one.starts_with(rule));
    let pair = |first: &str, then: &str| [reading(first, 376, None), reading(then, 376, None)];
    for (first, then, twice) in [
        ("2026-03-02T18:58", "2026-03-02T19:58", true),
        ("2026-03-02T19:28", "2026-03-02T19:58", true),
        ("2026-03-02T19:29", "2026-03-02T19:58", false),
        ("2026-03-01T20:01", "2026-03-02T19:58", true),
    ] {
        for pair in [pair(first, then), pair(then, first)] {
            let baby = in_one_go(pair.clone(), &[], 63);
            assert_eq!(fires(&baby, "I1b Yes"), twice, "{first} {then}");
            let weak = in_one_go(pair, &[Condition::Immunosuppressed], 12_000);
            assert_eq!(fires(&weak, "I2b Yes Emergency"), twice, "{first} {then}");
            assert!(fires(&weak, "I2a Yes") || twice);
        }
    }
    for tenths in [[376, 368], [368, 376]] {
        let [first, then] = tenths;
        let once = [reading("2026-03-02T18:58", first, None), reading("2026-03-02T19:58", then, None)];
        assert!(!fires(&in_one_go(once, &[], 63), "I1b"), "one of them alone is not twice");
    }
    let [late, _] = pair("2026-03-02T18:00", NOW);
    let mut alone = in_one_go(pair(NOW, NOW), &[], 63);
    alone.observations = vec![Logged { recorded: at(NOW), ..late }];
    assert_eq!(derived(&alone, "earlier_temperature_c"), "-", "one reading told late is one");
}

#[test]
fn a_dose_told_with_one_reading_masks_every_one_after_it() {
    let hours = |readings: [Logged<Observation>; 2]| {
        let [one, other] = readings;
        let told = |pair| derived(&in_one_go(pair, &[], 12_000), "observed_antipyretic_h");
        let either = [told([one.clone(), other.clone()]), told([other, one])];
        assert_eq!(either[0], either[1], "in both orders");
        either[0].clone()
    };
    let before = |tenths, hours| reading("2026-03-02T19:50", tenths, hours);
    let after = |tenths, hours| reading("2026-03-02T19:55", tenths, hours);
    assert_eq!(hours([before(374, None), after(373, Some(2))]), "1", "1 hour 55 before the first");
    assert_eq!(hours([before(374, Some(2)), after(373, None)]), "2");
    assert_eq!(hours([before(374, Some(9)), after(373, Some(3))]), "2");
    assert_eq!(hours([before(374, None), after(373, Some(0))]), "0", "not before the first");
    assert_eq!(hours([before(374, None), after(373, None)]), "-");
}
