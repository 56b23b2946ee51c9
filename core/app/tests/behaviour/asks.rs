//! Questions without a vault.

use gradus_app::ask;
use gradus_app::view::{DispositionWord, Fill, GateWord};

use crate::bench::{OWN, answers, at, child_plan, clinic_plan, problems, well_but};

const NOW: &str = "2026-03-02T12:00";

#[test]
fn every_fact_and_every_rule_says_what_it_is() {
    let (facts, rules) = (ask::facts(), ask::rules());
    assert!(facts.len() > 80 && rules.len() > 70, "{} facts, {} rules", facts.len(), rules.len());
    let ids: std::collections::BTreeSet<_> = facts.iter().map(|fact| fact.id.as_str()).collect();
    assert_eq!(ids.len(), facts.len());
    for fact in &facts {
        let number = fact.kind == "number";
        assert_eq!((fact.least.is_some(), fact.greatest.is_some()), (number, number), "{}", fact.id);
        assert_eq!(fact.kind == "level", !fact.levels.is_empty(), "{}", fact.id);
        assert!(["yes_no", "number", "level"].contains(&fact.kind.as_str()), "{}", fact.kind);
        assert!(["sign", "context"].contains(&fact.role.as_str()), "{}", fact.role);
        assert!(["asked", "background", "log", "engine"].contains(&fact.source.as_str()), "{}", fact.source);
        assert_eq!(fact.any_of.is_some(), fact.required, "{}", fact.id);
        let named: Vec<_> = fact.level_words.iter().map(|level| &level.id).collect();
        assert_eq!(named, fact.levels.iter().collect::<Vec<_>>(), "{}", fact.id);
        assert!(fact.level_words.iter().all(|level| !level.words.contains('_')), "{:?}", fact.level_words);
    }
    for rule in &rules {
        assert!(rule.facts.iter().all(|fact| ids.contains(fact.as_str())), "{}: {:?}", rule.id, rule.facts);
        assert!(!rule.sources.is_empty() && !rule.condition.is_empty(), "{}", rule.id);
        assert_eq!(rule.within_hours.is_none(), rule.disposition == DispositionWord::Continue, "{}", rule.id);
    }
}

#[test]
fn an_interview_knows_whom_to_ask_what_in_which_words() {
    let facts = ask::facts();
    let fact = |id: &str| facts.iter().find(|fact| fact.id == id).expect(id);
    for (id, source) in [
        ("bleeding", "asked"),
        ("anticoagulant", "background"),
        ("session_bleeding", "log"),
        ("antipyretic_planned", "asked"),
    ] {
        assert_eq!(fact(id).source, source, "{id}");
    }
    let pink = &fact("bleeding").level_words[2];
    assert_eq!((pink.id.as_str(), pink.words.as_str()), ("pink_tint", "The water turned pink"));
    let rows = ["bleeding", "pain_peak", "flacc", "inconsolable_min", "temperature_c", "feels_hot"];
    assert_eq!(rows.map(|id| fact(id).any_of.expect("a row")), [0, 1, 1, 1, 2, 2]);
    assert_eq!(fact("anticoagulant").any_of, None);
}

/// A baby has no voice of their own: what is put to a caregiver speaks about the child, never to them.
#[test]
fn no_background_question_about_somebody_else_speaks_to_them() {
    for fact in ask::facts() {
        let words = fact.question_about.to_lowercase();
        let words: Vec<_> = words.split(|c: char| !c.is_alphabetic()).collect();
        let spoken_to = words.iter().any(|word| ["you", "your", "yourself", "yours"].contains(word));
        // A caregiver's own hand, worry and answers are theirs to tell.
        let may_speak = fact.source != "background";
        assert!(!words.is_empty() && (may_speak || !spoken_to), "{}: {words:?}", fact.id);
    }
}

#[test]
fn triage_without_a_vault_answers_as_with_one() {
    let quiet = ask::triage(well_but(&[]), &at(NOW)).expect("an answer");
    assert_eq!(quiet.disposition, DispositionWord::Continue);
    let fever = ask::triage(well_but(&[("temperature_c", "38.1"), ("age_days", "63")]), &at(NOW));
    let fever = fever.expect("an answer");
    assert_eq!((fever.disposition, fever.gate), (DispositionWord::Emergency, GateWord::Blocked));
    assert!(fever.facts.iter().all(|fact| !fact.derived));
    assert_eq!(fever.pack.hash.len(), 64);
    let nothing = ask::triage(Vec::new(), &at(NOW)).expect("an answer");
    assert!(nothing.gate != GateWord::Allow && !nothing.missing.is_empty());
}

#[test]
fn every_wrong_fact_is_named_at_once() {
    let wrong = answers(&[("illnes", "well"), ("worry", "none"), ("rigors", "7"), ("worry", "none")]);
    let found = problems(ask::triage(wrong, &at(NOW)).expect_err("wrong"));
    let fields: Vec<_> = found.iter().map(|problem| problem.field.as_str()).collect();
    assert_eq!(fields, ["illnes", "rigors", "worry"]);
    assert!(found[0].right.contains("illness"), "{found:?}");
    let long = "x\u{1b}".repeat(2_000);
    let found = problems(ask::triage(answers(&[(&long, "true")]), &at(NOW)).expect_err("wrong"));
    assert!(found[0].field.len() < 400 && !found[0].field.contains('\u{1b}'));
}

#[test]
fn a_plan_is_checked_without_being_adopted() {
    let plan = ask::plan_check(OWN, &[]).expect("a plan");
    assert_eq!((plan.version, plan.effective.as_deref()), (None, Some("2026-03-02")));
    assert!(!plan.summary.is_empty() && plan.missing.is_empty());
    let found = problems(ask::plan_check(&OWN.replace("goal_mm = 15", "goal_mm = 99"), &[]).expect_err("99"));
    assert!(found[0].field == "ladder.goal_mm" && found[0].line.is_some(), "{found:?}");
    assert!(!problems(ask::plan_check("", &[]).expect_err("empty")).is_empty());
}

#[test]
fn the_blanks_of_a_form_are_listed_and_have_to_be_filled() {
    let (text, fills) = child_plan();
    let blanks = ask::plan_blanks(&text).expect("a form");
    let named: Vec<_> = blanks.iter().map(|blank| blank.field.as_str()).collect();
    let filled: Vec<_> = fills.iter().map(|fill| fill.field.as_str()).collect();
    assert_eq!(named, filled);
    assert!(blanks.iter().all(|blank| !blank.ask.is_empty()));
    assert_eq!(ask::plan_blanks(OWN).expect("a plan"), []);
    assert!(ask::plan_blanks("no form at all").is_err());
    for no_plan in ["", "x = 1", "format = \"gradus-sentences/1\"\nlocale = \"en\"\n"] {
        assert!(!problems(ask::plan_blanks(no_plan).expect_err("no plan")).is_empty(), "{no_plan}");
    }
    let typo = text.replace("[ladder]", "[lader]");
    let found = problems(ask::plan_blanks(&typo).expect_err("a slip in a form"));
    assert!(found.iter().any(|problem| problem.field == "lader" && problem.line.is_some()), "{found:?}");
    assert!(found.iter().all(|problem| problem.wrong != "left blank"), "{found:?}");
    ask::plan_check(&text, &fills).expect("complete");
    let open = problems(ask::plan_check(&text, &fills[1..]).expect_err("one is open"));
    assert_eq!(open[0].field, "prescriber");
    let mut wrong: Vec<Fill> = fills;
    wrong.retain(|fill| fill.field != "ladder.goal_mm");
    wrong.push(Fill { field: "ladder.goal_mm".to_owned(), value: "twelve".to_owned() });
    assert!(!problems(ask::plan_check(&text, &wrong).expect_err("no number")).is_empty());
}

#[test]
fn every_published_form_lists_its_blanks() {
    for (name, text) in ask::published_plans() {
        assert!(!ask::plan_blanks(text).expect(name).is_empty(), "{name}");
        assert!(ask::plan_check(text, &[]).is_err(), "{name} is not complete by itself");
    }
}

#[test]
fn sessions_of_a_plan_are_counted_by_civil_day() {
    let asked = |from: &str, to: &str| ask::occurrences(&clinic_plan(), &[], from, to).map(|all| all.len());
    assert_eq!(asked("2026-03-02", "2026-03-02"), Ok(2));
    assert_eq!(asked("2026-02-28", "2026-03-03"), Ok(4), "nothing before the first day");
    let timed = ask::occurrences(OWN, &[], "2026-03-02", "2026-03-02").expect("one");
    assert_eq!((timed[0].at.as_deref(), timed[0].slot, timed[0].phase), (Some("20:00"), 0, 0));
    assert_eq!(timed[0].date, "2026-03-02");
}

#[test]
fn a_session_is_found_by_its_number_counted_from_1() {
    let nth =
        |n| ask::nth_occurrence(&clinic_plan(), &[], n).map(|found| found.map(|one| (one.date, one.slot)));
    assert_eq!(nth(1), Ok(Some(("2026-03-02".to_owned(), 0))));
    assert_eq!(nth(4), Ok(Some(("2026-03-03".to_owned(), 1))));
    let found = problems(nth(0).expect_err("no number"));
    assert!(found[0].field == "nth" && found[0].right.contains("from 1"), "{found:?}");
    let ends = OWN.replace("review_by", "max_duration_days = 3\nreview_by");
    assert!(ask::nth_occurrence(&ends, &[], 3).expect("a plan").is_some());
    assert_eq!(ask::nth_occurrence(&ends, &[], 4), Ok(None), "three days, one a day");
}

/// 3660 days, both ends included.
#[test]
fn ten_years_are_the_most_that_is_listed() {
    let asked = |to: &str| ask::occurrences(OWN, &[], "2026-03-02", to);
    assert_eq!(asked("2036-03-08").expect("3660 days").len(), 3660);
    let found = problems(asked("2036-03-09").expect_err("3661 days"));
    assert!(found[0].field == "to" && found[0].right.contains("ten years"), "{found:?}");
    assert_eq!(problems(asked("2026-03-01").expect_err("before from"))[0].field, "to");
}

#[test]
fn a_date_that_cannot_be_read_or_lies_beyond_the_calendar_is_named() {
    for (from, to, field) in [
        ("today", "2026-03-02", "from"),
        ("2026-03-02", "2026-3-5", "to"),
        ("+262142-12-31", "+262142-12-31", "from"),
        ("-0001-01-01", "2026-03-02", "from"),
    ] {
        let found = problems(ask::occurrences(OWN, &[], from, to).expect_err("no date"));
        assert_eq!(found[0].field, field, "{from} {to}");
    }
    assert_eq!(ask::occurrences(OWN, &[], "9999-12-31", "9999-12-31").expect("the last").len(), 1);
    assert!(ask::occurrences("nonsense", &[], "2026-03-02", "2026-03-02").is_err());
}

#[test]
fn a_published_form_asks_in_spanish_and_a_clinics_own_as_it_was_written() {
    let spanish = ask::Speaking(gradus_app::Locale::Es);
    for (name, text) in ask::published_plans() {
        assert_ne!(spanish.plan_title(text), ask::plan_title(text), "{name}");
        let (english, said) = (ask::plan_blanks(text).expect(name), spanish.plan_blanks(text).expect(name));
        assert_eq!(english.len(), said.len());
        for (english, said) in english.iter().zip(&said) {
            assert_eq!(english.field, said.field);
            assert_ne!(english.ask, said.ask, "{name}");
        }
    }
    let own = child_plan().0.replace("the date of the operation", "which day, asks Dr Brandt");
    let asked = spanish.plan_blanks(&own).expect("a form");
    assert!(asked.iter().any(|blank| blank.ask == "which day, asks Dr Brandt"));
}
