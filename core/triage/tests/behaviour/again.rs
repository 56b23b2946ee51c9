//! A doubt is looked at again before it counts, and what another answer settles is none.

use std::collections::BTreeMap;

use gradus_domain::{Assessment, Certainty, Disposition};
use gradus_triage::{AGAIN, Interview, More, Pack, Replies, read_told};

use crate::people::now;
use crate::talk::{Known, Raw, after, answering, id, known, pack, told};

fn adult(with: &[(&str, &str)]) -> Known {
    let background = [
        "hirschsprung",
        "arm",
        "non_verbal",
        "pregnant",
        "immunosuppressed",
        "steroids",
        "previous_enterocolitis",
        "trisomy_21",
        "central_line",
        "anticoagulant",
        "bleeding_disorder",
        "anorectal_surgery",
        "session_held",
        "diverted",
        "spinal_lesion_t6",
        "heart_condition",
        "diabetes",
        "pelvic_radiotherapy",
        "latex_allergy",
    ];
    let mut all: BTreeMap<&str, &str> = background.iter().map(|id| (*id, "false")).collect();
    all.insert("age_days", "12000");
    all.extend(with.iter().copied());
    known(&all.into_iter().collect::<Vec<_>>())
}

fn replies(all: &[(&str, &str)]) -> Raw {
    all.iter().map(|(id, said)| ((*id).to_owned(), Some((*said).to_owned()))).collect()
}

fn disposition(person: &Known, all: &[(&str, &str)]) -> Disposition {
    let said = answering(person, all);
    let told = pack().conclude(known(&told(&said)), &More::Nothing, person.clone(), &now());
    told.expect("an answer").1.disposition
}

/// What comes of it where these are told, asked or not.
fn concluded(person: &Known, all: &[(&str, &str)]) -> Assessment {
    let mut said = answering(person, all);
    let more = all.iter().filter(|(id, _)| !said.iter().any(|(one, _)| one == id));
    let more: Vec<_> = more.copied().collect();
    said.extend(replies(&more));
    let told = pack().conclude(known(&told(&said)), &More::Nothing, person.clone(), &now());
    told.expect("an answer").1
}

/// The rules that fired because nobody knows the temperature, of those that read it.
fn of_fever(person: &Known, all: &[(&str, &str)]) -> Vec<String> {
    let told = concluded(person, all);
    let of_it =
        |rule: &gradus_triage::Rule| rule.when.contains("temperature_c") || rule.when.contains("fever");
    let reads = |id: &str| pack().rule(id).is_some_and(of_it);
    let doubts = told.fired.into_iter().filter(|rule| rule.certainty == Certainty::Doubt);
    doubts.map(|rule| rule.id).filter(|id| reads(id)).collect()
}

const UNSURE: &str = "unknown";
const NO_THERMOMETER: [(&str, &str); 3] =
    [("temperature_c", UNSURE), ("feels_hot", "false"), ("hours_since_antipyretic", "240")];

#[test]
fn a_sign_that_matters_is_put_once_more_and_counts_as_a_doubt_until_then() {
    let person = adult(&[]);
    let unsure = [("bleeding", UNSURE), ("blood_seen", UNSURE), ("hours_since_antipyretic", "240")];
    let mut said = answering(&person, &unsure);
    let again = said.iter().position(|(id, _)| id == "again.bleeding").expect("it is put once more");
    said.truncate(again);
    let doubts = |view: &Interview| {
        let mut fired = view.so_far.fired.iter();
        fired.any(|rule| rule.id == "B4" && rule.certainty == Certainty::Doubt)
    };
    let view = after(pack(), &person, &said);
    assert_eq!(view.next.as_ref().map(id).as_deref(), Some("again.bleeding"));
    assert!(doubts(&view) && view.asked_for > Disposition::Continue, "whoever leaves now leaves the doubt");
    for (later, still) in [("none", false), (UNSURE, true)] {
        let mut all = said.clone();
        all.extend(replies(&[("again.bleeding", later)]));
        let view = after(pack(), &person, &all);
        assert_eq!(doubts(&view), still, "{later}");
        assert_ne!(view.next.as_ref().map(id).as_deref(), Some("again.bleeding"), "it is put once");
    }
}

/// What an emergency may hang on is urgent at once, is put again at once, and only signs are put again.
#[test]
fn a_doubt_about_an_emergency_is_looked_at_again_before_anything_else() {
    let person = adult(&[]);
    let unsure = [("bleeding", UNSURE), ("blood_seen", UNSURE), ("hours_since_antipyretic", "240")];
    let said = answering(&person, &unsure);
    let place = |wanted: &str| said.iter().position(|(id, _)| id == wanted).expect("it is asked");
    let before = ["pain_peak", "temperature_c", "illness"].map(place).into_iter().min().unwrap_or(0);
    assert!(place("again.bleeding") < before, "{said:?}");
    let view = after(pack(), &person, &replies(&unsure[..1]));
    assert!(view.is_urgent() && view.may_finish, "an early exit is told so");
    for fact in ["pain_peak", "worry", "illness", "temperature_c"] {
        let said = answering(&person, &[(fact, UNSURE), ("hours_since_antipyretic", "240")]);
        assert!(said.iter().any(|(id, _)| id == fact), "{fact} is asked");
        assert!(said.iter().all(|(id, _)| *id != format!("{AGAIN}{fact}")), "{fact}");
    }
}

#[test]
fn what_asks_for_nobody_is_not_put_again() {
    let person = adult(&[]);
    let said = answering(&person, &[("numbing_used", UNSURE), ("hours_since_antipyretic", "240")]);
    assert!(said.iter().all(|(id, _)| !id.starts_with(AGAIN)), "{said:?}");
}

#[test]
fn nobody_looks_again_at_what_nobody_was_unsure_of() {
    let read = |all: &[(&str, Option<&str>)]| Replies::read(pack().vocabulary(), all.iter().copied()).is_ok();
    assert!(read(&[("faint", Some(UNSURE)), ("again.faint", Some("false"))]));
    assert!(read(&[("faint", None), ("again.faint", None)]));
    assert!(!read(&[("again.faint", Some("false"))]));
    assert!(!read(&[("faint", Some("true")), ("again.faint", Some("false"))]), "a yes is not taken back so");
    assert!(!read(&[("faint", None), ("again.faint", None), ("again.faint", None)]));
    assert!(!read(&[("again.anything_else", Some("true"))]));
}

#[test]
fn without_a_thermometer_a_cool_skin_of_somebody_well_settles_the_fever() {
    let well = adult(&[]);
    assert_eq!(disposition(&well, &NO_THERMOMETER), Disposition::Continue);
    let with = |more: &[(&'static str, &'static str)]| {
        let own = NO_THERMOMETER.iter().filter(|(id, _)| more.iter().all(|(other, _)| other != id));
        own.copied().chain(more.iter().copied()).collect::<Vec<_>>()
    };
    let pause = Disposition::PauseAndRecheck { hours: 72 };
    for more in [
        &[("feels_hot", UNSURE)][..],
        &[("feels_hot", "true")],
        &[("hours_since_antipyretic", "5")],
        &[("hours_since_antipyretic", UNSURE)],
        &[("illness", "somewhat_unwell")],
    ] {
        assert!(disposition(&well, &with(more)) > pause, "{more:?}");
    }
    for more in [
        &[("drowsy", "true")][..],
        &[("rigors", UNSURE)],
        &[("fever_days", "1")],
        &[("measured_before", "true"), ("earlier_temperature_c", "38.6")],
        &[("measured_before", "true"), ("earlier_temperature_c", "35.8")],
        &[("measured_before", "true"), ("earlier_temperature_c", UNSURE)],
        &[("pain_peak", "4")],
        &[("no_urine_h", "8")],
        &[("illness", UNSURE)],
        &[("worry", "worried")],
        &[("bladder_painful", "true")],
        &[("back_pain_new", "true")],
        &[("stool_foul", UNSURE)],
        &[("elsewhere", "small_or_usual")],
    ] {
        let fired = of_fever(&well, &with(more));
        assert!(!fired.is_empty(), "{more:?}");
    }
    assert!(of_fever(&well, &with(&[("pain_peak", "3")])).is_empty(), "pain of an everyday session");
    // Where a fever alone is an emergency by the sources, a hand is not enough.
    for who in [
        &[("steroids", "true")][..],
        &[("hirschsprung", "true")],
        &[("previous_enterocolitis", "true")],
        &[("trisomy_21", "true")],
        &[("trisomy_21", UNSURE)],
        &[("arm", "true")],
        &[("pregnant", "true")],
        &[("spinal_lesion_t6", "true")],
        &[("anorectal_surgery", "true"), ("days_since_surgery", "30")],
        &[("anorectal_surgery", "true"), ("days_since_surgery", UNSURE)],
        &[("anorectal_surgery", "true")],
        &[("session_held", "true"), ("hours_since_session", "23")],
        &[("session_held", "true")],
        &[("session_pain_peak", "4")],
        &[("session_antipyretic_h", "5")],
        &[("observed_antipyretic_h", "5")],
        &[("observed_temperature_c", "37.5")],
        &[("earlier_temperature_c", "35.9")],
        &[("waiting.i9", "20")],
    ] {
        assert!(!of_fever(&adult(who), &NO_THERMOMETER).is_empty(), "{who:?}");
    }
    for who in [
        &[("anorectal_surgery", "true"), ("days_since_surgery", "31")][..],
        &[("anorectal_surgery", "false"), ("days_since_surgery", "3")],
        &[("session_held", "true"), ("hours_since_session", "24")],
        &[("session_antipyretic_h", "6")],
    ] {
        assert!(of_fever(&adult(who), &NO_THERMOMETER).is_empty(), "{who:?}");
    }
    for who in [
        &[("age_days", "91")][..],
        &[("age_days", "150"), ("corrected_age_days", "91")],
        &[("immunosuppressed", "true")],
        &[("central_line", "true")],
        &[("immunosuppressed", UNSURE)],
    ] {
        assert!(disposition(&adult(who), &NO_THERMOMETER) > pause, "{who:?}");
    }
    assert_eq!(disposition(&adult(&[("age_days", "92")]), &NO_THERMOMETER), Disposition::Continue);
    // A sign that was a doubt before, and was not asked since, is one.
    for before in ["still_unknown.rigors", "not_sure.rigors"] {
        let mut said = answering(&well, &NO_THERMOMETER);
        said.retain(|(id, _)| id != "rigors");
        let told = pack().conclude(known(&told(&said)), &More::Nothing, adult(&[(before, "true")]), &now());
        assert!(told.expect("an answer").1.fired.iter().any(|rule| rule.id == "I3"), "{before}");
    }
    // What could not be said at the check-in before is settled with it, and not asked for ever.
    let before = adult(&[("still_unknown.temperature_c", "true")]);
    assert_eq!(disposition(&before, &NO_THERMOMETER), Disposition::Continue);
}

/// `no <= unknown <= yes`, of the answer that settles and of the one that it settles.
#[test]
fn what_settles_a_doubt_never_asks_for_more_than_the_doubt() {
    for (fact, mild, worst, by) in
        [("temperature_c", "36.8", "39.0", "feels_hot"), ("bleeding", "none", "clots", "blood_seen")]
    {
        for person in [adult(&[]), adult(&[("age_days", "63")]), adult(&[("central_line", "true")])] {
            let of = |said: &str, settles: &str| {
                disposition(&person, &[(fact, said), (by, settles), ("hours_since_antipyretic", "240")])
            };
            let doubts = ["false", UNSURE, "true"].map(|settles| of(UNSURE, settles));
            assert!(doubts.is_sorted(), "{fact}: {doubts:?}");
            assert!(of(mild, "false") <= doubts[0] && doubts[2] <= of(worst, "true"), "{fact}: {doubts:?}");
        }
    }
    assert_eq!(
        disposition(
            &adult(&[]),
            &[("bleeding", UNSURE), ("blood_seen", "false"), ("hours_since_antipyretic", "240")]
        ),
        Disposition::Continue
    );
}

/// Medicine against fever is asked about where its answer may settle the doubt, right after the hand.
#[test]
fn nobody_is_asked_what_could_settle_nothing() {
    let asked = |person: &Known| {
        let said = answering(person, &[("temperature_c", UNSURE), ("feels_hot", "false")]);
        let hand = said.iter().position(|(id, _)| id == "feels_hot").expect("it is asked");
        said.get(hand + 1).is_some_and(|(id, _)| id == "hours_since_antipyretic")
    };
    assert!(asked(&adult(&[])));
    for who in
        [("age_days", "63"), ("age_days", "23741"), ("steroids", "true"), ("observed_temperature_c", "37.5")]
    {
        assert!(!asked(&adult(&[who])), "{who:?}");
    }
    assert!(asked(&adult(&[("age_days", "23740")])), "a day before 65 years");
}

#[test]
fn no_blood_settles_no_amount_where_a_little_is_much() {
    let none = [("bleeding", UNSURE), ("blood_seen", "false"), ("hours_since_antipyretic", "240")];
    for who in [
        &[("anticoagulant", "true")][..],
        &[("anticoagulant", UNSURE)],
        &[("bleeding_disorder", "true")],
        &[("pregnant", "true")],
        &[("age_days", "83")],
        &[("age_days", "120"), ("corrected_age_days", "83")],
    ] {
        assert!(disposition(&adult(who), &none) > Disposition::Continue, "{who:?}");
    }
    let beside = [&none[..], &[("pale_clammy", "true")]].concat();
    let told = concluded(&adult(&[]), &beside);
    assert!(told.fired.iter().any(|rule| rule.id == "B5"), "pale, and nobody knows of what");
}

/// A pack that was written before a hand could settle a fever answers as it did.
#[test]
fn an_older_pack_settles_nothing() {
    let second = Pack::parse(include_str!("v2/danger.toml"), [2; 32]).expect("a pack");
    let said = answering(&adult(&[]), &NO_THERMOMETER);
    let of = |pack: &Pack| {
        let told = pack.conclude(known(&told(&said)), &More::Nothing, adult(&[]), &now()).expect("an answer");
        told.1.disposition
    };
    assert_eq!(of(pack()), Disposition::Continue);
    assert!(of(&second) > Disposition::Continue);
}

#[test]
fn what_is_written_down_may_hold_both_answers_and_the_later_one_counts() {
    let read = |all: &[(&'static str, &'static str)]| {
        let told = read_told(pack().vocabulary(), all.iter().copied()).ok()?;
        told.answers.get("faint").cloned()
    };
    assert_eq!(
        read(&[("faint", UNSURE), ("again.faint", "true")]),
        known(&[("faint", "true")]).get("faint").cloned()
    );
    assert_eq!(read(&[("again.faint", UNSURE), ("faint", UNSURE)]), Some(gradus_domain::Answer::Unknown));
    assert_eq!(read(&[("faint", "true"), ("again.faint", "false")]), None);
    assert_eq!(read(&[("faint", UNSURE), ("again.faint", "maybe")]), None);
}
