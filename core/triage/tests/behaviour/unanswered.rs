//! The law that not knowing never lowers an answer, held over the whole way from the questions to what is written down.

use std::collections::BTreeMap;

use crate::people::now;
use crate::talk::{Known, Raw, after, each_of, held, id, known, more, of_more, pack, reply, told};
use gradus_domain::{Answer, Assessment, Disposition, FactId, Gate, GateTime, Value};
use gradus_triage::{ANYTHING_ELSE, Kind, Pack, Source};

const TODAY: Disposition = Disposition::SameDay { hours: 4 };

/// What is written down when the interview ends after these replies.
fn ended(pack: &Pack, person: &Known, said: &Raw) -> Assessment {
    pack.conclude(known(&told(said)), &more(said), person.clone(), &now()).expect("an answer").1
}

/// An answer that claims to be complete: no question that a person could still be asked was left without any answer.
fn is_complete(pack: &Pack, answer: &Assessment) -> bool {
    let is_open = |id: &FactId| {
        let fact = pack.vocabulary().fact(id.as_str());
        fact.is_some_and(|fact| fact.source == Source::Asked) && !answer.facts.contains_key(id)
    };
    !answer.missing.iter().any(is_open)
}

fn not_sure(said: &Raw, of: &str) -> Raw {
    let mut other = said.clone();
    other.retain(|(id, _)| id != of);
    other.push((of.to_owned(), Some("unknown".to_owned())));
    other
}

/// At least as grave in whom to see; and where it is milder than today, with as strict a gate.
fn covers(one: &Assessment, other: &Assessment) -> bool {
    one.disposition >= other.disposition && (one.disposition >= TODAY || one.gate.covers(&other.gate))
}

#[test]
fn a_question_that_was_put_and_not_answered_is_one_that_somebody_was_not_sure_of() {
    each_of(20, |pack, person, draws| {
        let said = held(pack, person, draws, |_, _| {});
        let unsure: Raw = said
            .iter()
            .map(|(id, said)| (id.clone(), Some(said.clone().unwrap_or_else(|| "unknown".to_owned()))))
            .collect();
        for length in 0..=said.len() {
            let (one, other) = (
                after(pack, person, &said[..length].to_vec()),
                after(pack, person, &unsure[..length].to_vec()),
            );
            assert!(one == other, "{:?}", &said[..length]);
        }
        assert!(ended(pack, person, &said) == ended(pack, person, &unsure));
    });
}

/// Asks until all is asked. About one answer in `rare` is none, unknown or a sign; something else is always different.
fn quiet(pack: &Pack, person: &Known, draws: &[u32], rare: u32) -> Raw {
    let mut said = Raw::new();
    while let Some(next) = after(pack, person, &said).next {
        let draw = draws[said.len() % draws.len()];
        let answer = match id(&next).as_str() {
            ANYTHING_ELSE => Some("true".to_owned()),
            "hours_since_antipyretic" => Some("240".to_owned()),
            id => reply(pack, id, if draw.is_multiple_of(rare) { draw / rare } else { 2 }),
        };
        said.push((id(&next), answer));
    }
    said
}

/// Wherever an interview may be ended, its answer is at least as grave as with "not sure" to what was on the screen and to
/// everything that would have come; or it says itself that it is not complete, and no session is held on it.
#[test]
fn an_interview_that_may_end_is_as_grave_as_with_not_sure_or_says_that_it_is_not_finished() {
    let ends = std::cell::Cell::new([0, 0]);
    each_of(8, |pack, person, draws| {
        let said = quiet(pack, person, draws, 40);
        for length in 0..=said.len() {
            let said = said[..length].to_vec();
            let interview = after(pack, person, &said);
            if !interview.may_finish {
                continue;
            }
            let (answer, [finished, broken_off]) = (ended(pack, person, &said), ends.get());
            let Some(next) = &interview.next else {
                assert!(is_complete(pack, &answer), "all is asked: {said:?}");
                ends.set([finished + 1, broken_off]);
                continue;
            };
            let not_finished = !is_complete(pack, &answer) && answer.gate != Gate::OPEN;
            assert!(not_finished || answer.disposition >= TODAY, "{said:?}");
            ends.set([finished, broken_off + usize::from(answer.disposition < TODAY)]);
            if answer.disposition < TODAY || length % 10 > 0 {
                continue;
            }
            let mut unsure = not_sure(&said, &id(next));
            assert!(answer.disposition >= ended(pack, person, &unsure).disposition, "{} {said:?}", id(next));
            while let Some(next) = after(pack, person, &unsure).next {
                unsure.push((id(&next), Some("unknown".to_owned())));
            }
            assert!(answer.disposition >= ended(pack, person, &unsure).disposition, "{said:?}");
        }
    });
    let [finished, broken_off] = ends.get();
    assert!(finished >= 8 && broken_off > 20, "{finished} finished, {broken_off} broken off");
}

/// Answers that came by another way, any of them left out: as grave as with "not sure" in their place, or not complete.
#[test]
fn a_required_answer_that_is_left_out_is_never_milder_in_silence() {
    each_of(24, |pack, person, draws| {
        let said = held(pack, person, draws, |_, _| {});
        for row in pack.vocabulary().required() {
            let of_row = |id: &str| row.any_of.iter().any(|fact| fact.as_str() == id);
            let mut without = said.clone();
            without.retain(|(id, _)| !of_row(id));
            let applies = row
                .only_for
                .as_ref()
                .is_none_or(|id| person.get(id.as_str()) == Some(&Answer::Known(Value::YesNo(true))));
            if !applies {
                continue;
            }
            let answer = ended(pack, person, &without);
            assert!(!is_complete(pack, &answer) && answer.gate != Gate::OPEN, "{row:?}");
        }
    });
}

#[test]
fn whoever_says_that_something_else_is_different_has_not_finished_before_the_rest_is_asked() {
    let person =
        known(&[("age_days", "12000"), ("hirschsprung", "false"), ("arm", "false"), ("pregnant", "false")]);
    let mut said = Raw::new();
    while let Some(next) = after(pack(), &person, &said).next {
        let more = (id(&next) == ANYTHING_ELSE).then(|| "true".to_owned());
        let dose = (id(&next) == "hours_since_antipyretic").then(|| "240".to_owned());
        said.push((id(&next), more.or(dose).or_else(|| reply(pack(), &id(&next), 2))));
    }
    let whole = ended(pack(), &person, &said);
    assert!(is_complete(pack(), &whole) && whole.gate.time == GateTime::Now);
    assert!(
        whole.fired.iter().map(|rule| rule.id.as_str()).eq(["G19"]),
        "that it is different asks for a call"
    );
    let at = said.iter().position(|(id, _)| id == ANYTHING_ELSE).expect("it is asked");
    for length in at + 1..said.len() {
        let answer = ended(pack(), &person, &said[..length].to_vec());
        assert!(!is_complete(pack(), &answer) && answer.gate != Gate::OPEN, "{length}");
        let rest = said[length..].iter();
        let named = |(id, _): &(String, _)| answer.missing.iter().any(|missing| missing.as_str() == id);
        assert!(
            rest.clone().filter(|(id, _)| !of_more(id)).all(named),
            "every question of the rest is named: {:?}",
            answer.missing
        );
    }
    let nothing_else: Raw = said[..at].to_vec();
    assert!(is_complete(pack(), &ended(pack(), &person, &nothing_else)));
}

/// From the milder to the worse: the mildest answer, what lies between, the worst.
fn ladder(pack: &Pack, id: &str) -> Vec<String> {
    match pack.vocabulary().fact(id).map(|fact| &fact.kind) {
        Some(Kind::Level(levels)) => levels.clone(),
        Some(Kind::Number { .. }) if id == "temperature_c" => {
            ["36.8", "37.5", "38.0", "39.0"].map(str::to_owned).to_vec()
        }
        Some(Kind::Number { .. }) if id == "hours_since_antipyretic" => {
            ["240", "6", "5", "0"].map(str::to_owned).to_vec()
        }
        Some(Kind::Number { least, greatest, .. }) => vec![least.to_string(), greatest.to_string()],
        _ => vec!["false".to_owned(), "true".to_owned()],
    }
}

/// One answer of a whole interview made worse, or unknown, or taken out: whatever else is asked then is answered as it was,
/// or not surely. What is written down gets no milder.
#[test]
fn a_worse_answer_in_an_interview_never_ends_milder() {
    each_of(6, |pack, person, draws| {
        let said = quiet(pack, person, draws, 12);
        let before = ended(pack, person, &said);
        let answers: BTreeMap<&str, Option<String>> =
            said.iter().map(|(id, said)| (id.as_str(), said.clone())).collect();
        for (place, (changed, was)) in said.iter().enumerate().filter(|(_, (id, _))| !of_more(id)) {
            let Some(was) = was.as_deref().filter(|was| *was != "unknown") else { continue };
            let steps = ladder(pack, changed);
            let at = steps.iter().position(|step| step == was);
            let Some(at) = at.filter(|_| place % 8 == draws.len() % 8) else { continue };
            let worse = steps[at + 1..].iter().cloned();
            let unsure = (at == 0).then(|| "unknown".to_owned());
            for new in worse.chain(unsure) {
                let mut other = Raw::new();
                while let Some(next) = after(pack, person, &other).next {
                    let old = answers
                        .get(id(&next).as_str())
                        .cloned()
                        .unwrap_or_else(|| Some("unknown".to_owned()));
                    let answer = if id(&next) == *changed { Some(new.clone()) } else { old };
                    other.push((id(&next), answer));
                }
                let after = ended(pack, person, &other);
                assert!(
                    covers(&after, &before),
                    "{changed} {was} -> {new}: {:?} {:?} < {:?} {:?}",
                    after.disposition,
                    after.gate,
                    before.disposition,
                    before.gate
                );
            }
        }
    });
}
