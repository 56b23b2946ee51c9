//! A doubt is looked at again before it counts, and what another answer settles is none.

use std::collections::BTreeMap;

use gradus_domain::{Certainty, Disposition};
use gradus_triage::{AGAIN, Replies, read_told};

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
        "central_line",
        "anticoagulant",
        "bleeding_disorder",
        "anorectal_surgery",
        "session_held",
        "diverted",
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
    let told = pack().conclude(known(&told(&said)), false, person.clone(), &now());
    told.expect("an answer").1.disposition
}

const UNSURE: &str = "unknown";
const NO_THERMOMETER: [(&str, &str); 3] =
    [("temperature_c", UNSURE), ("feels_hot", "false"), ("hours_since_antipyretic", "240")];

#[test]
fn what_matters_and_nobody_was_sure_of_is_put_once_more_and_counts_as_it_is_answered_then() {
    let person = adult(&[]);
    let mut said = answering(&person, &[("pain_peak", UNSURE), ("hours_since_antipyretic", "240")]);
    let again = said.iter().position(|(id, _)| id == "again.pain_peak").expect("it is put once more");
    said.truncate(again);
    let view = after(pack(), &person, &said);
    assert_eq!(view.next.as_ref().map(id).as_deref(), Some("again.pain_peak"));
    assert!(view.so_far.fired.is_empty(), "it does not count yet");
    for (later, doubts) in [("1", false), ("8", false), (UNSURE, true)] {
        let mut all = said.clone();
        all.extend(replies(&[("again.pain_peak", later)]));
        let view = after(pack(), &person, &all);
        let fired = &view.so_far.fired;
        assert_eq!(fired.iter().any(|rule| rule.certainty == Certainty::Doubt), doubts, "{later}");
        assert_eq!(
            fired.iter().any(|rule| rule.id == "P2" && rule.certainty == Certainty::Yes),
            later == "8"
        );
        assert_ne!(view.next.as_ref().map(id).as_deref(), Some("again.pain_peak"), "it is put once");
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
    // Where a fever alone is an emergency by the sources, a hand is not enough.
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
