//! What is measured or seen between check-ins: answered as a check-in would be, and read back as it was told.

use gradus_app::view::{Command, Correction, DispositionWord, GateWord, Observed, TriageView};

use crate::bench::{Bench, answers, at, check_in, well_but};

const EVENING: &str = "2026-03-02T20:00";

fn seen(person: &str, what: Observed) -> Command {
    Command::Observe { person: person.to_owned(), at: None, what, note: None }
}

fn reading(value: &str) -> Observed {
    Observed::Temperature { value: value.to_owned(), method: "axillary".to_owned(), antipyretic_at: None }
}

fn stool(blood: &str) -> Observed {
    let blood = Some(blood.to_owned());
    Observed::Stool { bristol: None, count: None, blood, blood_mixed: None, colour: None, outlet: None }
}

fn rules(view: &TriageView) -> Vec<(String, DispositionWord, GateWord)> {
    view.rules.iter().map(|rule| (rule.id.clone(), rule.disposition, rule.gate)).collect()
}

#[test]
fn a_fever_that_is_logged_alone_is_answered_as_the_check_in_answers_it() {
    for value in ["35.9", "36.8", "37.9", "38.0", "38.1", "39.4"] {
        let logged = Bench::child().write(seen("Mina", reading(value)), EVENING).triage;
        let asked = Bench::child().write(check_in("Mina", answers(&[("temperature_c", value)])), EVENING);
        let asked = asked.triage.expect("a check-in is always answered");
        match logged {
            Some(logged) => {
                assert_eq!(rules(&logged), rules(&asked), "{value}");
                assert!(logged.disposition <= asked.disposition, "what was left open is the check-in's");
            }
            None => assert!(asked.rules.is_empty(), "{value}"),
        }
    }
    let mut bench = Bench::child();
    let fever = bench.write(seen("Mina", reading("38.1")), EVENING).triage.expect("an answer");
    assert_eq!(fever.disposition, DispositionWord::Emergency);
    assert_eq!(bench.today("Mina", EVENING).gate.gate, fever.gate);
    let bench = bench.reopen(true, EVENING);
    assert_eq!(bench.today("Mina", EVENING).gate.gate, fever.gate, "the gate is in the same transaction");
}

#[test]
fn stool_with_blood_is_answered_and_stool_without_is_not() {
    let mut bench = Bench::adult();
    assert!(bench.write(seen("Robin", stool("none")), EVENING).triage.is_none());
    assert_eq!(bench.today("Robin", EVENING).gate.gate, GateWord::Allow, "a good reading holds nothing back");
    let bled = bench.write(seen("Robin", stool("clots")), "2026-03-02T20:10").triage.expect("an answer");
    assert!(bled.disposition >= DispositionWord::SameDay, "{:?}", bled.disposition);
    let watery = Observed::Stool {
        bristol: Some(7),
        count: Some(3),
        blood: None,
        blood_mixed: None,
        colour: None,
        outlet: None,
    };
    assert!(bench.write(seen("Robin", watery), "2026-03-02T20:20").triage.is_none(), "nothing new is told");
    let again = bench.write(seen("Robin", stool("clots")), "2026-03-02T20:30").triage.expect("an answer");
    assert!(again.disposition >= bled.disposition, "the blood came back");
}

#[test]
fn a_check_in_hears_what_was_logged_before_it() {
    let mut bench = Bench::adult();
    let quiet = Bench::adult().write(check_in("Robin", well_but(&[])), EVENING).triage.expect("an answer");
    bench.write(seen("Robin", stool("drip")), "2026-03-02T19:00");
    let heard = bench.write(check_in("Robin", well_but(&[])), EVENING).triage.expect("an answer");
    assert!(heard.rules.len() > quiet.rules.len() && heard.disposition > quiet.disposition);
    assert!(heard.facts.iter().any(|fact| fact.id == "observed_bleeding" && fact.derived));
}

#[test]
fn every_kind_reads_back_and_stands_in_the_timeline() {
    let all = [
        (
            Observed::Temperature {
                value: "38.1 C".into(),
                method: "tympanic".into(),
                antipyretic_at: Some("2026-03-02T15:30:00+01:00".into()),
            },
            "Temperature 38.1 C, in the ear, a fever-lowering medicine at",
        ),
        (
            Observed::Stool {
                bristol: Some(6),
                count: Some(2),
                blood: Some("streak".into()),
                blood_mixed: Some("unknown".into()),
                colour: Some("dark_with_iron_or_food".into()),
                outlet: Some("stoma".into()),
            },
            "Stool, 2 times: form 6 of 7, dark, and iron or food explains it, blood: ",
        ),
        (
            Observed::Continence { scale: "wexner".into(), score: 7, most: Some(20) },
            "Continence score wexner: 7 of 20",
        ),
        (Observed::Flacc { score: 6 }, "Observed pain (FLACC): 6 of 10"),
        (Observed::Distress { score: 7 }, "How hard it is for you: 7 of 10"),
    ];
    let mut bench = Bench::adult();
    for (what, line) in all {
        let entry = bench.write(seen("Robin", what.clone()), EVENING).entry;
        match bench.app.entry_details("Robin", &entry).expect("an observation") {
            Correction::Observation { what: stands, .. } => assert!(stands == what, "{line}"),
            other => panic!("{other:?}"),
        }
        let timeline = bench.app.timeline("Robin", None, None, &at(EVENING)).expect("a timeline");
        let item = timeline.items.iter().find(|item| item.entry == entry).expect("the entry");
        assert!(item.kind == "observation" && item.sentence.starts_with(line), "{}", item.sentence);
    }
    let page = |notes| bench.app.report_html("Robin", None, None, notes, &at(EVENING)).expect("a page");
    assert!(page(false).contains("wexner: 7 of 20") && !page(false).contains("How hard it is"));
    assert!(page(true).contains("How hard it is for you: 7 of 10"), "where the notes are asked for");
}

#[test]
fn a_reading_put_right_to_a_fever_is_answered_and_taken_back_it_stands() {
    let mut bench = Bench::adult();
    let entry = bench.write(seen("Robin", reading("36.9")), EVENING).entry;
    let amend = |what| Command::Amend {
        person: "Robin".to_owned(),
        entry: entry.clone(),
        change: Correction::Observation { at: None, what, note: None },
    };
    let fever = bench.write(amend(reading("39.9")), "2026-03-02T20:05").triage.expect("an answer");
    assert!(fever.disposition > DispositionWord::Continue);
    let gate = bench.today("Robin", "2026-03-02T20:06").gate.gate;
    let undone = Command::Undo { person: "Robin".to_owned(), entry: entry.clone() };
    bench.write(undone, "2026-03-02T20:07");
    assert_eq!(bench.today("Robin", "2026-03-02T20:08").gate.gate, gate, "what was answered stands");
}

#[test]
fn care_that_is_hard_is_met_with_help_and_a_rise_of_a_score_with_the_clinic() {
    let mut bench = Bench::adult();
    let mut notices = |what| bench.write(seen("Robin", what), EVENING).notices;
    assert!(notices(Observed::Distress { score: 7 }).is_empty());
    assert!(notices(Observed::Distress { score: 8 })[0].contains("not doing it wrong"));
    let score = |score| Observed::Continence { scale: "wexner".into(), score, most: None };
    let mut bench = Bench::adult();
    let mut told = |what, when: &str| bench.write(seen("Robin", what), when).notices;
    assert!(told(score(4), "2026-03-02T20:00").is_empty());
    assert!(told(score(6), "2026-03-02T20:01").is_empty(), "two more");
    assert!(told(score(7), "2026-03-02T20:02")[0].contains("from 4 to 7"));
    let other = Observed::Continence { scale: "st_marks".into(), score: 20, most: None };
    assert!(told(other, "2026-03-02T20:03").is_empty(), "another scale");
}

#[test]
fn each_wrong_field_is_named() {
    let mut bench = Bench::adult();
    let temperature = |value: &str, method: &str, dose: Option<&str>| Observed::Temperature {
        value: value.into(),
        method: method.into(),
        antipyretic_at: dose.map(str::to_owned),
    };
    let stool = |bristol, count, blood: Option<&str>| Observed::Stool {
        bristol,
        count,
        blood: blood.map(str::to_owned),
        blood_mixed: None,
        colour: None,
        outlet: None,
    };
    for (what, field, right) in [
        (temperature("hot", "oral", None), "value", "38.1 C"),
        (temperature("100.6", "oral", None), "value", "add F"),
        (temperature("38.1", "foot", None), "method", "axillary"),
        (
            temperature("38.1", "oral", Some("2026-03-02T20:10:01+01:00")),
            "antipyretic_at",
            "when it happened",
        ),
        (stool(Some(0), None, None), "bristol", "1 to 7"),
        (stool(Some(8), Some(1), None), "bristol", "1 to 7"),
        (stool(None, Some(0), None), "count", "1 to 50"),
        (stool(None, Some(51), None), "count", "1 to 50"),
        (stool(None, None, Some("some")), "blood", "streak"),
        (stool(None, None, None), "stool", "its form"),
        (Observed::Continence { scale: " ".into(), score: 1, most: Some(4) }, "scale", "wexner"),
        (Observed::Continence { scale: "own".into(), score: 1, most: None }, "most", "greatest value"),
        (Observed::Continence { scale: "lars".into(), score: 43, most: None }, "score", "0 and 42"),
        (Observed::Flacc { score: 11 }, "score", "0 to 10"),
        (Observed::Distress { score: 11 }, "score", "0 to 10"),
    ] {
        let said = problems_of(&mut bench, what);
        assert!(said.iter().any(|(wrong, said)| wrong == field && said.contains(right)), "{said:?}");
    }
}

fn problems_of(bench: &mut Bench, what: Observed) -> Vec<(String, String)> {
    let problems = crate::bench::problems(bench.fail(seen("Robin", what), EVENING));
    problems.into_iter().map(|problem| (problem.field, problem.right)).collect()
}
