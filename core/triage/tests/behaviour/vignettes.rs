//! Whole answers to whole evenings: disposition, gate, rules, tasks and what is missing.

use crate::people::{Raw, but, facts, now, pack, well};
use chrono::TimeDelta;
use gradus_domain::{Certainty, Disposition, Gate, GateSize, GateTime};
use gradus_triage::{Decision, Duty, Facts, Texts};

fn decide(raw: &Raw) -> Decision {
    let pack = pack();
    pack.decide(&facts(pack.vocabulary(), raw), &now())
}

fn ids(decision: &Decision) -> Vec<&str> {
    decision.fired.iter().map(|rule| rule.id.as_str()).collect()
}

fn missing(decision: &Decision) -> Vec<&str> {
    decision.missing.iter().map(|id| id.as_str()).collect()
}

fn wait(minutes: i64, size: GateSize) -> Gate {
    Gate { time: GateTime::WaitUntil(now().wall + TimeDelta::minutes(minutes)), size }
}

const BLOCKED: Gate = Gate { time: GateTime::Blocked, size: GateSize::Same };

/// Twenty days after the repair of an anorectal malformation, nine weeks old, sessions twice a day.
const EVENING: &str = "arm=true anorectal_surgery=true days_since_surgery=20 hours_since_session=9";

#[test]
fn somebody_well_may_go_on() {
    for whom in ["adult", "child", "baby"] {
        let decision = decide(&well(whom));
        assert_eq!(decision.disposition, Disposition::Continue, "{whom}");
        assert_eq!(
            (decision.gate, ids(&decision), missing(&decision)),
            (Gate::OPEN, vec![], vec![]),
            "{whom}"
        );
        assert!(decision.tasks.is_empty());
    }
    assert_eq!(decide(&but("baby", EVENING)).gate, Gate::OPEN);
}

#[test]
fn an_evening_with_38_1_at_nine_weeks_after_psarp_is_an_emergency() {
    let decision = decide(&but("baby", &format!("{EVENING} temperature_c=38.1")));
    assert_eq!(decision.disposition, Disposition::Emergency);
    assert_eq!(decision.gate, BLOCKED);
    assert_eq!(ids(&decision), ["I1", "I3a", "I3", "I1a"]);
    assert!(decision.fired.iter().all(|rule| rule.certainty == Certainty::Yes));
    let due: Vec<(Duty, i64)> =
        decision.tasks.iter().map(|task| (Duty::of(task), (task.due - now().wall).num_minutes())).collect();
    assert_eq!(
        due,
        [
            (Duty::Emergency, 0),
            (Duty::SameDay, 120),
            (Duty::Recheck, 30),
            (Duty::Surgeon, 24 * 60),
            (Duty::ContactSoon, 24 * 60),
            (Duty::Recheck, 24 * 60),
        ]
    );
}

#[test]
fn the_same_evening_with_37_9_asks_for_another_reading_in_half_an_hour() {
    let decision = decide(&but("baby", &format!("{EVENING} temperature_c=37.9")));
    assert_eq!(decision.disposition, Disposition::PauseAndRecheck { hours: 1 });
    assert_eq!((decision.gate, ids(&decision)), (wait(30, GateSize::Same), vec!["I1a"]));
    let again = decide(&but("baby", &format!("{EVENING} temperature_c=37.9 earlier_temperature_c=37.6")));
    assert_eq!(again.disposition, Disposition::SameDay { hours: 1 });
    assert_eq!((again.gate, ids(&again)), (BLOCKED, vec!["I1b", "I1a"]));
}

#[test]
fn a_well_child_with_a_malformation_beyond_thirty_days_is_not_sent_in_for_38_5() {
    let raw = but(
        "child",
        "arm=true anorectal_surgery=true days_since_surgery=400 hours_since_session=5 temperature_c=38.5",
    );
    let mut raw = raw;
    for sign in ["rigors", "confused", "urine_retained", "throbbing_pain", "pain_at_rest", "bladder_painful"]
    {
        raw.insert(sign.to_owned(), "false".to_owned());
    }
    let decision = decide(&raw);
    assert_eq!(decision.disposition, Disposition::Contact { days: 1 });
    assert_eq!((decision.gate, ids(&decision)), (wait(24 * 60, GateSize::Same), vec!["I3"]));
    assert_eq!(missing(&decision), Vec::<&str>::new());
    raw.insert("temperature_c".to_owned(), "39.0".to_owned());
    assert_eq!(decide(&raw).disposition, Disposition::SameDay { hours: 2 });
}

#[test]
fn a_dose_against_fever_turns_a_good_reading_into_a_pause_and_a_recheck() {
    let decision = decide(&but("adult", "hours_since_antipyretic=2 temperature_c=36.9"));
    assert_eq!(decision.disposition, Disposition::PauseAndRecheck { hours: 6 });
    assert_eq!((decision.gate, ids(&decision)), (wait(240, GateSize::Same), vec!["I13a", "I13"]));
    let planned =
        decide(&but("adult", "hours_since_antipyretic=2 temperature_c=36.9 antipyretic_planned=true"));
    assert_eq!(planned.disposition, Disposition::Continue);
    let same = Gate { time: GateTime::Now, size: GateSize::Same };
    // Still open: how somebody feeds and whether they are drowsy tells what the number cannot.
    assert_eq!((ids(&planned), missing(&planned)), (vec!["I13"], vec!["drowsy", "feeding"]));
    assert!(planned.gate.covers(&same) && planned.gate.time == GateTime::WaitUntil(now().wall));
    let hidden =
        decide(&but("baby", "hours_since_antipyretic=2 temperature_c=37.5 antipyretic_planned=true"));
    assert_eq!(hidden.disposition, Disposition::SameDay { hours: 1 });
}

#[test]
fn a_reading_without_a_word_on_medicine_is_not_enough() {
    let mut raw = well("adult");
    raw.remove("hours_since_antipyretic");
    let decision = decide(&raw);
    assert_eq!(decision.disposition, Disposition::Continue);
    assert_eq!(
        (missing(&decision), decision.gate),
        (vec!["hours_since_antipyretic"], wait(0, GateSize::Same))
    );
}

#[test]
fn each_required_question_left_out_keeps_the_gate_from_allowing() {
    for (question, named) in [
        ("bleeding", "bleeding"),
        ("pain_peak", "pain_peak"),
        ("temperature_c", "temperature_c"),
        ("illness", "illness"),
        ("worry", "worry"),
    ] {
        let mut raw = well("adult");
        raw.remove(question);
        let decision = decide(&raw);
        assert_eq!(missing(&decision), [named]);
        assert_eq!(
            (decision.disposition, decision.gate),
            (Disposition::Continue, wait(0, GateSize::Same)),
            "{question}"
        );
    }
    let hirschsprung = decide(&but("adult", "hirschsprung=true"));
    assert_eq!(missing(&hirschsprung), ["belly_distended"]);
    let mut hand = well("adult");
    hand.remove("temperature_c");
    hand.insert("feels_hot".to_owned(), "false".to_owned());
    assert_eq!(decide(&hand).gate, Gate::OPEN, "a hand on the chest stands in for a thermometer");
}

#[test]
fn fever_without_age_or_background_is_taken_at_its_worst_and_asks_for_them() {
    let raw: Raw = [("feels_hot".to_owned(), "true".to_owned())].into();
    let decision = decide(&raw);
    assert_eq!((decision.disposition, decision.gate), (Disposition::Emergency, BLOCKED));
    let fired = ids(&decision);
    assert!(["I1", "I2", "H1a", "I3"].iter().all(|id| fired.contains(id)), "{fired:?}");
    let asked = missing(&decision);
    assert!(
        ["age_days", "immunosuppressed", "hirschsprung"].iter().all(|id| asked.contains(id)),
        "{asked:?}"
    );
}

#[test]
fn a_corrected_age_without_an_age_leaves_the_age_unknown() {
    let mut raw = but("adult", "feels_hot=true corrected_age_days=12000");
    raw.remove("age_days");
    let decision = decide(&raw);
    assert!(ids(&decision).contains(&"I1") && missing(&decision).contains(&"age_days"));
}

#[test]
fn unknown_waits_for_four_hours_and_blocks_beside_another_sign_or_the_second_time() {
    let doubt = decide(&but("adult", "device_retained=unknown"));
    assert_eq!(doubt.disposition, Disposition::SameDay { hours: 4 });
    assert_eq!((doubt.gate, ids(&doubt)), (wait(240, GateSize::Same), vec!["F1"]));
    assert_eq!(doubt.fired[0].certainty, Certainty::Doubt);
    assert!(doubt.tasks.iter().any(|task| Duty::of(task) == Duty::AskAgain));
    let again = decide(&but("adult", "device_retained=unknown still_unknown.device_retained=true"));
    assert_eq!((again.disposition, again.gate), (Disposition::SameDay { hours: 4 }, BLOCKED));
    let beside = decide(&but("adult", "device_retained=unknown worry=worried"));
    assert_eq!(beside.gate, BLOCKED);
    let itself = decide(&but("adult", "bleeding=unknown session_bleeding=streak"));
    assert!(itself.fired.iter().any(|rule| rule.id == "B4" && rule.certainty == Certainty::Doubt));
    assert!(itself.fired.iter().any(|rule| rule.id == "B1" && rule.certainty == Certainty::Yes));
    let settled = decide(&but("adult", "device_retained=false still_unknown.device_retained=true"));
    assert_eq!(settled.gate, Gate::OPEN);
}

/// The log holds a streak; whether there was more, nobody can say.
#[test]
fn a_second_doubt_takes_no_positive_sign_away() {
    let gate = |asked: &str| {
        let decision = decide(&but("adult", &format!("session_bleeding=streak {asked}")));
        decision.fired.iter().find(|rule| rule.id == "B3").expect("B3 in doubt").gate.time
    };
    let wait = wait(240, GateSize::Same).time;
    assert_eq!(gate("bleeding=unknown"), wait, "its own streak is no other sign");
    assert_eq!(gate("bleeding_min=unknown"), GateTime::Blocked, "the streak stands beside the doubt");
    assert_eq!(gate("bleeding_min=unknown bleeding=unknown"), GateTime::Blocked);
    assert_eq!(gate("bleeding_min=unknown bleeding_amount=unknown bleeding=unknown"), GateTime::Blocked);
}

#[test]
fn a_positive_sign_raises_the_questions_that_matter_with_it() {
    let decision = decide(&but("adult", "bleeding=streak"));
    assert_eq!(decision.disposition, Disposition::Continue);
    for id in ["faint", "pale_clammy", "fast_pulse", "confused"] {
        assert!(missing(&decision).contains(&id), "{id}");
    }
    let answered = "faint=false pale_clammy=false fast_pulse=false confused=false bleeds_24h=1";
    let decision = decide(&but("adult", &format!("bleeding=streak {answered}")));
    assert_eq!(missing(&decision), Vec::<&str>::new());
    assert_eq!(decision.gate, Gate { time: GateTime::Now, size: GateSize::Same });
}

#[test]
fn blocks_on_a_child_carry_a_deadline_to_reach_the_surgeon_and_blocks_on_an_adult_do_not() {
    let has = |whom: &str| {
        let decision = decide(&but(whom, "swelling_anal=true"));
        assert_eq!(decision.gate, BLOCKED);
        decision.tasks.iter().any(|task| Duty::of(task) == Duty::Surgeon)
    };
    assert!(has("baby") && has("child") && !has("adult"));
    let mut ageless = but("adult", "swelling_anal=true");
    ageless.remove("age_days");
    assert!(decide(&ageless).tasks.iter().any(|task| Duty::of(task) == Duty::Surgeon));
}

#[test]
fn several_rules_keep_all_their_tasks_and_the_strictest_of_each_part() {
    let decision = decide(&but("adult", "pain_peak=5 bleeding=drip"));
    assert_eq!(decision.disposition, Disposition::SameDay { hours: 2 });
    assert_eq!(decision.gate, Gate { time: GateTime::Blocked, size: GateSize::Down(1) });
    let duties: Vec<Duty> = decision.tasks.iter().map(Duty::of).collect();
    assert_eq!(duties, [Duty::SameDay, Duty::Recheck]);
}

#[test]
fn every_answer_has_advice_and_says_whom_to_call_first() {
    let (pack, texts) = (pack(), Texts::english());
    for rule in pack.rules() {
        let advice =
            texts.advice(&rule.advice, rule.disposition, rule.route, Certainty::Yes).expect("a text");
        assert!(
            advice.sentence().starts_with(&advice.call) && !advice.now.is_empty() && !advice.not.is_empty()
        );
        let doubt =
            texts.advice(&rule.advice, rule.disposition.on_doubt(), None, Certainty::Doubt).expect("a text");
        assert!(doubt.sentence().starts_with("A question that matters here has no answer yet"));
    }
    assert_eq!(
        texts.call(Disposition::Contact { days: 3 }, None),
        "Call your clinic within 3 days. If it gets worse, answer the questions again at once."
    );
    for (key, duty) in Duty::KEYS {
        assert!(!texts.task(duty).is_empty() && duty.key() == key);
    }
}

#[test]
fn bad_facts_are_refused_with_their_name_and_what_would_be_right() {
    let pack = pack();
    let error = |id: &str, raw: &str| {
        let errors = Facts::read(pack.vocabulary(), [(id, raw)]).expect_err("refused");
        assert_eq!(errors.len(), 1);
        errors[0].to_string()
    };
    for (id, raw, said) in [
        ("tempreature_c", "38", "tempreature_c: there is no such fact; did you mean temperature_c?"),
        ("zzzz", "1", "zzzz: there is no such fact; see the list of facts"),
        ("faint", "yes", "faint: neither yes nor no; write true, false or \"unknown\""),
        (
            "temperature_c",
            "100.6",
            "temperature_c: 100.6 is above 45; 100.6 looks like Fahrenheit: that is 38.1; write C from 30 to 45, or \"unknown\"",
        ),
        ("temperature_c", "29.9", "temperature_c: 29.9 is below 30; write C from 30 to 45, or \"unknown\""),
        (
            "age_days",
            "63.5",
            "age_days: 63.5 is between the steps of 1; write whole days from 0 to 43830, a text such as \"9 weeks\", or \"unknown\"",
        ),
        ("pain_peak", "11", "pain_peak: 11 is above 10; write whole points from 0 to 10, or \"unknown\""),
        ("still_unknown.faint", "unknown", "still_unknown.faint: neither yes nor no; write true or false"),
        (
            "still_unknown.nothing",
            "true",
            "still_unknown.nothing: there is no such fact; see the list of facts",
        ),
    ] {
        assert_eq!(error(id, raw), said);
    }
    assert!(error("temperature_c", "38.15").contains("too precise"));
    assert!(error("temperature_c", "warm").contains("not a number"));
    assert!(error("bleeding", "drips").contains("did you mean drip?"));
    let twice = Facts::read(pack.vocabulary(), [("faint", "true"), ("faint", "false")]).expect_err("refused");
    assert_eq!(twice[0].to_string(), "faint: answered twice; answer each fact once");
    let debug = format!("{:?}", facts(pack.vocabulary(), &well("adult")));
    assert!(debug.starts_with("Facts(") && !debug.contains("bleeding"), "{debug}");
}

#[test]
fn a_detail_of_what_is_known_not_to_be_there_is_nothing_that_is_missing() {
    let severe = "belly_pain=severe session_held=false anorectal_surgery=true days_since_surgery=14";
    let mut raw = but("adult", severe);
    raw.remove("hours_since_session");
    let decision = decide(&raw);
    assert!(ids(&decision).contains(&"A1"), "{:?}", ids(&decision));
    assert_eq!((decision.disposition, decision.gate), (Disposition::Emergency, BLOCKED));
    assert!(!missing(&decision).contains(&"hours_since_session"), "{:?}", missing(&decision));
    raw.remove("session_held");
    let asked = decide(&raw);
    assert!(missing(&asked).contains(&"hours_since_session"), "a session may have been held");

    let mut raw = but("adult", "belly_pain=severe session_held=true hours_since_session=5");
    raw.insert("anorectal_surgery".to_owned(), "false".to_owned());
    raw.remove("days_since_surgery");
    let decision = decide(&raw);
    assert!(ids(&decision).contains(&"A1"), "{:?}", ids(&decision));
    assert!(!missing(&decision).contains(&"days_since_surgery"), "{:?}", missing(&decision));
    raw.insert("anorectal_surgery".to_owned(), "unknown".to_owned());
    assert!(missing(&decide(&raw)).contains(&"days_since_surgery"));
}

#[test]
fn a_rule_holds_as_known_where_no_unknown_context_carries_it() {
    let pack = pack();
    let holds = |rule: &str, raw: &Raw| {
        let facts = facts(pack.vocabulary(), raw);
        assert!(pack.decide(&facts, &now()).fired.iter().any(|fired| fired.id == rule), "{rule} fires");
        pack.holds_as_known(rule, facts.answers())
    };
    let mut raw = but("adult", "belly_pain=severe anorectal_surgery=true days_since_surgery=14");
    raw.remove("session_held");
    raw.remove("hours_since_session");
    assert!(holds("A1", &raw), "the operation alone is enough");
    raw.remove("days_since_surgery");
    assert!(!holds("A1", &raw), "neither the operation nor a session is known to be recent");
    let mut raw = but("adult", "feels_hot=true corrected_age_days=12000");
    raw.remove("age_days");
    assert!(!holds("I1", &raw), "nobody said that it is a baby");
    raw.insert("age_days".to_owned(), "60".to_owned());
    assert!(holds("I1", &raw));
    assert!(pack.holds_as_known("no such rule", facts(pack.vocabulary(), &raw).answers()));
}
