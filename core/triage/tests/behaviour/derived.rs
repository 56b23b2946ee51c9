//! What the log adds to what was asked.

use std::collections::BTreeMap;

use gradus_domain::{
    Adjunct, AdjunctUse, Answer, Bleeding, CheckIn, Decimal, FactId, GateTime, History, PainScore, Session,
    SessionPain, StopReason, Surgery, SurgeryKind, Value,
};
use gradus_triage::{Facts, Vocabulary, assess, derive, read_answers};

use crate::diary::{NOW, assessment, at, check_in, derived, history, logged, moment, psarp, session};
use crate::people::pack;

#[test]
fn hours_since_the_last_session_are_whole_hours_passed() {
    let mut history = history();
    assert_eq!(
        (derived(&history, "session_held"), derived(&history, "hours_since_session")),
        ("false".into(), "-".into())
    );
    for (when, hours) in [("2026-02-27T20:00", "72"), ("2026-02-27T20:01", "71"), ("2026-03-02T20:00", "0")] {
        history.sessions = vec![logged(1, when, session())];
        assert_eq!(derived(&history, "hours_since_session"), hours, "{when}");
    }
    history.sessions = vec![logged(1, "2026-03-02T20:01", session())];
    assert_eq!(derived(&history, "session_held"), "false", "a session ahead of the clock has not been held");
}

#[test]
fn the_worst_of_the_sessions_that_no_check_in_has_seen_counts() {
    let mut history = history();
    let bled = |bleeding, pain: u8| {
        let mut session = session();
        session.bleeding = Some(Answer::Known(bleeding));
        session.pain.peak = Some(Answer::Known(PainScore::new(pain).expect("a score")));
        session
    };
    history.sessions = vec![
        logged(1, "2026-03-01T19:59", bled(Bleeding::Clots, 9)),
        logged(2, "2026-03-02T08:00", bled(Bleeding::PinkTint, 2)),
        logged(3, "2026-03-02T18:00", bled(Bleeding::Streak, 4)),
    ];
    assert_eq!(derived(&history, "session_bleeding"), "pink_tint");
    assert_eq!(derived(&history, "session_pain_peak"), "4");
    assert_eq!(
        (derived(&history, "session_bleeds_24h"), derived(&history, "bleed_sessions_7d")),
        ("2".into(), "3".into())
    );
    history.check_ins.push(logged(4, "2026-03-02T09:00", check_in()));
    assert_eq!(derived(&history, "session_bleeding"), "streak");
    history.sessions[1].recorded = at("2026-03-02T10:00");
    assert_eq!(derived(&history, "session_bleeding"), "pink_tint", "written down after the check-in");
    history.sessions[2].value.bleeding = Some(Answer::Unknown);
    assert_eq!(derived(&history, "session_bleeding"), "pink_tint");
    assert_eq!(derived(&history, "session_bleeding_other"), "unknown");
    history.sessions[2].value.bleeding = None;
    assert_eq!(derived(&history, "session_bleeding_other"), "-");
    history.sessions[2].value.pain.after = Some(Answer::Unknown);
    assert_eq!(
        (derived(&history, "session_pain_peak"), derived(&history, "session_pain_other")),
        ("4".into(), "unknown".into())
    );
}

#[test]
fn a_session_that_stopped_for_blood_or_pain_had_some_though_nobody_wrote_how_much() {
    let mut history = history();
    let mut stopped = session();
    for (reason, bleeding, pain, blood_unknown, pain_unknown) in [
        (StopReason::Bleeding, None, None, true, false),
        (StopReason::Bleeding, Some(Answer::Known(Bleeding::None)), None, true, false),
        (StopReason::Bleeding, Some(Answer::Known(Bleeding::Streak)), None, false, false),
        (StopReason::Pain, None, None, false, true),
        (StopReason::Pain, None, Some(Answer::Known(PainScore::NONE)), false, false),
        (StopReason::Interrupted, None, None, false, false),
    ] {
        (stopped.stopped, stopped.bleeding, stopped.pain.peak) = (Some(reason), bleeding, pain);
        history.sessions = vec![logged(1, "2026-03-02T18:00", stopped.clone())];
        let word = |unknown| if unknown { "unknown" } else { "-" };
        assert_eq!(
            derived(&history, "session_bleeding_other"),
            word(blood_unknown),
            "{reason:?} {bleeding:?}"
        );
        assert_eq!(derived(&history, "session_pain_other"), word(pain_unknown), "{reason:?} {pain:?}");
    }
}

#[test]
fn seven_days_of_bleeding_end_exactly_after_seven_days() {
    let mut history = history();
    let mut streak = session();
    streak.bleeding = Some(Answer::Known(Bleeding::Streak));
    history.sessions =
        vec![logged(1, "2026-02-23T20:00", streak.clone()), logged(2, "2026-02-23T20:01", streak)];
    assert_eq!(derived(&history, "bleed_sessions_7d"), "1");
}

#[test]
fn minutes_of_bleeding_and_hours_of_pain_are_the_longest_and_doubt_stays_below_what_decides() {
    let mut history = history();
    let mut one = session();
    one.bleeding = Some(Answer::Known(Bleeding::Streak));
    let mut other = one.clone();
    one.bleeding_stopped_after_min = Some(Answer::Known(9));
    one.pain.minutes_to_baseline = Some(Answer::Known(59));
    other.bleeding_stopped_after_min = Some(Answer::Unknown);
    other.pain.minutes_to_baseline = Some(Answer::Known(60));
    history.sessions = vec![logged(1, "2026-03-02T08:00", one), logged(2, "2026-03-02T18:00", other)];
    assert_eq!(
        (derived(&history, "session_bleeding_min"), derived(&history, "session_pain_h")),
        ("unknown".into(), "1".into())
    );
    history.sessions[0].value.bleeding_stopped_after_min = Some(Answer::Known(10));
    assert_eq!(derived(&history, "session_bleeding_min"), "10");
    history.sessions.pop();
    assert_eq!(derived(&history, "session_pain_h"), "0");
}

#[test]
fn what_was_taken_before_a_session_masks_pain_or_fever() {
    let mut history = history();
    let mut numbed = session();
    let used = |kind, prescribed| AdjunctUse { kind, prescribed };
    numbed.adjuncts = vec![used(Adjunct::NumbingGel, true), used(Adjunct::SimplePainkiller, true)];
    history.sessions = vec![logged(1, "2026-03-02T15:00", numbed.clone())];
    assert_eq!(derived(&history, "session_numbing"), "prescribed");
    assert_eq!(derived(&history, "session_antipyretic_h"), "5");
    assert_eq!(derived(&history, "antipyretic_planned"), "true");
    numbed.adjuncts = vec![used(Adjunct::Alcohol, false), used(Adjunct::SimplePainkiller, false)];
    history.sessions.push(logged(2, "2026-03-02T18:00", numbed));
    assert_eq!(derived(&history, "session_numbing"), "not_prescribed");
    assert_eq!(
        (derived(&history, "session_antipyretic_h"), derived(&history, "antipyretic_planned")),
        ("2".into(), "false".into())
    );
    history.sessions[1].value.stopped = Some(StopReason::Faint);
    assert_eq!(
        (derived(&history, "session_faint"), derived(&history, "session_stuck")),
        ("true".into(), "false".into())
    );
}

#[test]
fn an_earlier_temperature_lies_half_an_hour_to_a_day_back() {
    let mut history = history();
    let read = |celsius: &str| CheckIn {
        answers: read_answers(&Vocabulary::builtin(), [("temperature_c", celsius)]).expect("a temperature"),
        note: None,
    };
    for (when, seen) in [
        ("2026-03-02T19:31", "-"),
        ("2026-03-02T19:30", "37.6"),
        ("2026-03-01T20:00", "37.6"),
        ("2026-03-01T19:59", "-"),
    ] {
        history.check_ins = vec![logged(1, when, read("37.6"))];
        assert_eq!(derived(&history, "earlier_temperature_c"), seen, "{when}");
    }
    history.check_ins = vec![
        logged(1, "2026-03-02T08:00", read("38.4")),
        logged(2, "2026-03-02T12:00", read("35.2")),
        logged(3, "2026-03-02T16:00", read("36.8")),
    ];
    assert_eq!(derived(&history, "earlier_temperature_c"), "38.4");
    // A low one counts for three days: a second one within them is no slip of a thermometer.
    for (when, celsius, seen) in [
        ("2026-02-27T20:00", "35.9", "35.9"),
        ("2026-02-27T19:59", "35.9", "-"),
        ("2026-02-27T20:00", "36.0", "-"),
        ("2026-02-27T20:00", "38.0", "-"),
    ] {
        history.check_ins = vec![logged(1, when, read(celsius))];
        assert_eq!(derived(&history, "earlier_temperature_c"), seen, "{when} {celsius}");
    }
    // But it hides no fever of today.
    for (today, seen) in [("37.4", "35.2"), ("37.5", "37.5"), ("37.6", "37.6")] {
        history.check_ins =
            vec![logged(1, "2026-02-28T20:00", read("35.2")), logged(2, "2026-03-02T12:00", read(today))];
        assert_eq!(derived(&history, "earlier_temperature_c"), seen, "{today}");
    }
}

#[test]
fn doubt_and_calls_are_carried_over_from_earlier_assessments() {
    let mut history = history();
    history.assessments = vec![logged(
        1,
        "2026-03-02T16:00",
        assessment("device_retained=unknown worry=worried", "2026-03-02T16:00"),
    )];
    assert_eq!(derived(&history, "still_unknown.device_retained"), "true");
    assert_eq!(derived(&history, "still_unknown.worry"), "-");
    history.assessments[0].effective = at("2026-03-01T19:59");
    assert_eq!(derived(&history, "still_unknown.device_retained"), "true", "it is still waited for");
    // A day on, what nothing waits for is not brought up again.
    history.assessments[0].value.gate = gradus_domain::Gate::OPEN;
    history.assessments[0].value.tasks.clear();
    assert_eq!(derived(&history, "still_unknown.device_retained"), "-");
    history.assessments[0].effective = at("2026-03-01T20:00");
    assert_eq!(derived(&history, "still_unknown.device_retained"), "true");
    let bloated = || assessment("belly_distended=true", "2026-02-27T20:00");
    history.assessments = vec![logged(1, "2026-02-27T20:00", bloated())];
    assert_eq!(derived(&history, "earlier_contact.a"), "true");
    history.assessments = vec![logged(1, "2026-02-27T19:59", bloated())];
    assert_eq!(derived(&history, "earlier_contact.a"), "-");
}

fn answers(pairs: &[(&str, &str)]) -> BTreeMap<FactId, Answer<Value>> {
    read_answers(&Vocabulary::builtin(), pairs.iter().copied()).expect("answers")
}

#[test]
fn of_two_answers_to_one_question_the_more_dangerous_stands() {
    let vocabulary = Vocabulary::builtin();
    for (id, asked, log, stands) in [
        ("bleeds_24h", "1", "3", "3"),
        ("bleeds_24h", "3", "1", "3"),
        ("faint", "false", "true", "true"),
        ("arm", "true", "unknown", "unknown"),
        ("hours_since_antipyretic", "5", "2", "2"),
        ("temperature_c", "35.0", "38.0", "35.0"),
        ("temperature_c", "35.5", "38.4", "38.4"),
        ("bleeding", "drip", "streak", "drip"),
        ("arm", "true", "false", "unknown"),
        ("arm", "true", "true", "true"),
    ] {
        let facts = Facts::join(&vocabulary, answers(&[(id, asked)]), answers(&[(id, log)])).expect("facts");
        let expected = answers(&[(id, stands)]);
        assert_eq!(facts.answers(), &expected, "{id}: {asked} and {log}");
    }
    for (one, other) in [("unknown", "4"), ("4", "unknown")] {
        let facts = Facts::join(
            &vocabulary,
            answers(&[("session_pain_peak", one)]),
            answers(&[("session_pain_peak", other)]),
        );
        let both: Vec<String> =
            facts.expect("facts").answers().iter().map(|(id, answer)| format!("{id} {answer:?}")).collect();
        assert_eq!(both.len(), 2, "what is known, and the doubt beside it: {both:?}");
        assert!(both[0].starts_with("not_sure.session_pain_peak") && both[1].contains("Known"), "{both:?}");
    }
    let id = FactId::new("bleed_sessions_7d").expect("a name");
    let facts =
        Facts::join(&vocabulary, answers(&[("faint", "true")]), answers(&[("bleed_sessions_7d", "1")]))
            .expect("facts");
    assert!(facts.is_derived(&id) && !facts.is_derived(&FactId::new("faint").expect("a name")));
    let bad = [(id, Answer::Known(Value::Number(Decimal::whole(1000))))].into();
    assert!(Facts::join(&vocabulary, BTreeMap::new(), bad).is_err());
}

#[test]
fn the_evening_from_the_log_is_the_evening_from_the_facts() {
    let mut history = history();
    history.plans.push(logged(1, "2026-01-19T08:00", psarp()));
    history.person.background.surgeries =
        vec![Surgery { kind: SurgeryKind::Anoplasty, on: Some("2026-02-10".parse().expect("a date")) }];
    history.sessions = vec![logged(2, "2026-03-02T08:00", session())];
    let pack = pack();
    let asked = answers(&[
        ("bleeding", "none"),
        ("pain_peak", "0"),
        ("temperature_c", "38.1"),
        ("illness", "well"),
        ("worry", "none"),
        ("hours_since_antipyretic", "240"),
    ]);
    let facts = Facts::join(pack.vocabulary(), asked, derive(&history, &moment(NOW))).expect("facts");
    let assessment = assess(&pack, &facts, &moment(NOW));
    let fired: Vec<&str> = assessment.fired.iter().map(|rule| rule.id.as_str()).collect();
    assert_eq!(fired, ["I1", "I3a", "I3", "I1a"]);
    assert_eq!(assessment.gate.time, GateTime::Blocked);
    assert!(assessment.missing.is_empty(), "{:?}", assessment.missing);
}

#[test]
fn a_session_in_the_log_answers_no_required_question() {
    let mut history = history();
    history.sessions = vec![logged(2, "2026-03-02T08:00", session())];
    let pack = pack();
    let asked = answers(&[("feels_hot", "false"), ("illness", "well"), ("worry", "none")]);
    let facts = Facts::join(pack.vocabulary(), asked, derive(&history, &moment(NOW))).expect("facts");
    let missing = assess(&pack, &facts, &moment(NOW)).missing;
    let missing: Vec<&str> = missing.iter().map(FactId::as_str).collect();
    assert!(missing.contains(&"bleeding") && missing.contains(&"pain_peak"), "{missing:?}");
}

#[test]
fn what_was_not_known_and_is_left_out_stays_in_doubt_and_is_missing() {
    let pack = pack();
    let decide = |changes: &str| {
        let raw = crate::people::but("adult", changes);
        pack.decide(&crate::people::facts(pack.vocabulary(), &raw), &moment(NOW))
    };
    let left_out = decide("still_unknown.device_retained=true");
    assert_eq!(left_out.fired[0].id, "F1");
    assert_eq!(left_out.gate.time, GateTime::Blocked, "unknown for the second time");
    let missing: Vec<&str> = left_out.missing.iter().map(FactId::as_str).collect();
    assert_eq!(missing, ["device_retained"]);
    let answered = decide("still_unknown.device_retained=true device_retained=false");
    assert!(answered.fired.is_empty() && answered.missing.is_empty());
    let nothing_there = decide("still_unknown.vomit_green=true vomiting=none");
    assert!(nothing_there.fired.is_empty(), "what is not there has no colour");
    assert!(!decide("still_unknown.vomit_green=true").fired.is_empty());
}

#[test]
fn late_and_imported_sessions_are_looked_at_once() {
    let mut history = history();
    let mut late = session();
    late.bleeding = Some(Answer::Known(Bleeding::Drip));
    history.sessions = vec![logged(1, "2026-02-22T20:00", late)];
    for (held, recorded, seen) in [
        ("2026-03-01T20:01", "2026-03-01T20:01", "drip"),
        ("2026-03-01T20:00", "2026-03-01T20:00", "-"),
        ("2026-02-22T20:00", "2026-03-01T20:01", "drip"),
        ("2026-02-22T20:00", "2026-03-01T20:00", "-"),
        ("2026-01-31T20:01", "2026-03-02T19:00", "drip"),
        ("2026-01-31T20:00", "2026-03-02T19:00", "-"),
    ] {
        (history.sessions[0].effective, history.sessions[0].recorded) = (at(held), at(recorded));
        assert_eq!(derived(&history, "session_bleeding"), seen, "{held} written at {recorded}");
    }
    (history.sessions[0].effective, history.sessions[0].recorded) =
        (at("2026-02-22T20:00"), at("2026-03-02T18:00"));
    history.check_ins = vec![logged(2, "2026-03-02T17:00", check_in())];
    assert_eq!(derived(&history, "session_bleeding"), "drip", "asked before it was written down");
    history.check_ins = vec![logged(2, "2026-03-02T19:00", check_in())];
    assert_eq!(derived(&history, "session_bleeding"), "-", "once is enough");
}

#[test]
fn what_nobody_could_tell_is_a_doubt_for_72_hours_and_what_is_known_counts_on() {
    let mut history = history();
    let mut open = session();
    open.bleeding = Some(Answer::Unknown);
    open.bleeding_stopped_after_min = Some(Answer::Unknown);
    open.pain = SessionPain {
        before: Some(Answer::Unknown),
        peak: Some(Answer::Unknown),
        after: Some(Answer::Unknown),
        minutes_to_baseline: Some(Answer::Unknown),
    };
    let doubts = ["session_bleeding_other", "session_bleeding_min", "session_pain_other", "session_pain_h"];
    let all = |history: &History| doubts.map(|id| derived(history, id));
    history.sessions = vec![logged(1, "2026-02-27T20:01", open.clone())];
    history.sessions[0].recorded = at("2026-03-02T19:00");
    assert_eq!(all(&history), ["unknown"; 4], "a minute short of three days ago");
    history.sessions[0].effective = at("2026-02-27T20:00");
    assert_eq!(all(&history), ["-"; 4], "three days ago");
    for (change, id, told) in [
        ((|s| s.stopped = Some(StopReason::Pain)) as fn(&mut Session), "session_pain_other", "unknown"),
        (|s| s.stopped = Some(StopReason::Bleeding), "session_bleeding_other", "unknown"),
        (|s| s.stopped = Some(StopReason::Bleeding), "session_bleeding_min", "unknown"),
        (|s| s.bleeding = Some(Answer::Known(Bleeding::Clots)), "session_bleeding", "clots"),
        (|s| s.bleeding = Some(Answer::Known(Bleeding::Clots)), "session_bleeding_min", "unknown"),
        (|s| s.bleeding_stopped_after_min = Some(Answer::Known(4)), "session_bleeding_other", "unknown"),
        (|s| s.pain.after = Some(Answer::Known(PainScore::NONE)), "session_pain_h", "unknown"),
        (|s| s.pain.after = Some(Answer::Known(PainScore::NONE)), "session_pain_other", "-"),
    ] {
        history.sessions[0].value = open.clone();
        change(&mut history.sessions[0].value);
        assert_eq!(derived(&history, id), told, "{id}");
    }
}

#[test]
fn what_lies_in_the_future_says_and_sees_nothing() {
    let mut history = history();
    history.sessions = vec![logged(1, "2026-03-02T18:00", session())];
    history.check_ins = vec![logged(2, "2027-03-02T18:00", check_in())];
    assert_eq!(derived(&history, "session_bleeding"), "none", "a clock that was ahead has seen nothing");
    history.check_ins[0] = logged(2, "2026-03-02T19:00", check_in());
    assert_eq!(derived(&history, "session_bleeding"), "-");
    history.plans.push(logged(3, "2026-03-02T20:01", psarp()));
    history.plans[0].recorded = at(NOW);
    assert_eq!(derived(&history, "arm"), "false", "a plan that is still to come");
    history.plans[0].effective = at(NOW);
    assert_eq!(derived(&history, "arm"), "true");
}

#[test]
fn pain_that_ended_a_session_asks_for_a_rest_and_pain_before_it_counts() {
    let mut history = history();
    let mut hurt = session();
    (hurt.stopped, hurt.pain.before) =
        (Some(StopReason::Pain), Some(Answer::Known(PainScore::new(3).expect("a score"))));
    history.sessions = vec![logged(1, "2026-03-02T18:00", hurt)];
    assert_eq!(derived(&history, "session_pain_peak"), "3");
    assert_eq!(derived(&history, "session_pain_stop"), "true");
    let pack = pack();
    let facts = Facts::join(pack.vocabulary(), BTreeMap::new(), derive(&history, &moment(NOW)));
    let decision = pack.decide(&facts.expect("facts"), &moment(NOW));
    assert!(decision.fired.iter().any(|rule| rule.id == "P1"));
}

#[test]
fn rests_because_of_pain_are_counted_for_seven_days() {
    let mut history = history();
    for (when, changes, count) in [
        ("2026-02-23T20:01", "pain_peak=4", "1"),
        ("2026-02-23T20:00", "pain_peak=4", "0"),
        ("2026-03-01T20:00", "pain_peak=3", "0"),
        ("2026-03-01T20:00", "pain_peak=unknown", "0"),
        ("2026-03-02T20:00", "pain_peak=4", "0"),
    ] {
        history.assessments = vec![logged(1, when, assessment(changes, when))];
        assert_eq!(derived(&history, "pain_pauses_7d"), count, "{changes} at {when}");
    }
}
