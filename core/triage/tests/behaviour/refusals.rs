//! Every way in which a pack, its texts or its evidence can be wrong is found, with its line.

use gradus_triage::{DANGER_RULES, EVIDENCE, Evidence, Pack, TEXTS_EN, Texts};

const HEAD: &str = r#"format = "gradus-rules/1"
id = "danger"
version = 1
effective = 2026-02-01
sign_off = "not signed off by a clinician"
facts_version = 1
[surgeon_deadline]
when = "age_days < 6575"
within_h = 24
advice = "surgeon_deadline"
sources = ["S8"]
basis = "proposal"
[macro]
fever = "temperature_c >= 38.0 or feels_hot"
"#;

const RULE: &str = r#"[[rule]]
id = "I3"
title = "Fever"
when = "fever"
disposition = "contact 1 d"
gate = "wait 24 h"
size = "same"
sources = ["S18", "C2.3"]
basis = "proposal"
advice = "fever"
"#;

/// What is said about a pack in which one text was replaced by another.
fn said(old: &str, new: &str) -> Vec<String> {
    let whole = format!("{HEAD}{RULE}");
    assert!(whole.contains(old), "{old} is not there");
    let problems = Pack::parse(&whole.replacen(old, new, 1), [0; 32]).expect_err(new);
    problems.iter().map(ToString::to_string).collect()
}

/// What is said about a rule with this condition.
fn condition(when: &str) -> String {
    let said = said("when = \"fever\"", &format!("when = '{when}'"));
    assert_eq!(said.len(), 1, "{said:?}");
    let prefix = "line 18, rule[1].when: ";
    said[0].strip_prefix(prefix).unwrap_or_else(|| panic!("{}", said[0])).to_owned()
}

#[test]
fn a_pack_with_one_rule_is_read() {
    let pack = Pack::parse(&format!("{HEAD}{RULE}"), [0; 32]).expect("a pack");
    assert_eq!(pack.rules().len(), 1);
    let explained = pack.explain("I3").expect("it exists");
    assert_eq!(explained.facts, ["feels_hot", "temperature_c"]);
    assert_eq!(explained.macros, [("fever", "temperature_c >= 38.0 or feels_hot")]);
    assert_eq!(pack.explain("I9"), None);
    assert_eq!(pack.check(&Texts::shipped(), &Evidence::builtin()), [], "a small pack is no mistake");
}

#[test]
fn conditions_are_refused_at_their_column() {
    for (when, expected) in [
        (
            "tempreature_c >= 38.0",
            "at column 1: tempreature_c is neither a fact nor a macro; did you mean temperature_c?",
        ),
        ("feels_hot and fevr", "at column 15: fevr is neither a fact nor a macro; did you mean fever?"),
        (
            "zzzzzz",
            "at column 1: zzzzzz is neither a fact nor a macro; define it in the vocabulary or under [macro]",
        ),
        (
            "bleeding >= heavy",
            "at column 13: bleeding: heavy: not one of its levels; write one of none, streak, pink_tint, drip, red_bowl, clots, non_stop, or unknown",
        ),
        (
            "temperature_c >= 100.4",
            "at column 18: temperature_c: 100.4: 100.4 is above 45; 100.4 looks like Fahrenheit: that is 38; write C from 30 to 45, or \"unknown\"",
        ),
        (
            "temperature_c >= 38.05",
            "at column 18: 38.05: too precise: give at most one digit after the point; write C from 30 to 45, or \"unknown\"",
        ),
        (
            "temperature_c < 38.0",
            "at column 1: the comparison of temperature_c cuts into its normal range; write temperature_c < 36 or less, or temperature_c >= more than 37.4",
        ),
        (
            "temperature_c >= 37.4",
            "at column 1: the comparison of temperature_c cuts into its normal range; write temperature_c < 36 or less, or temperature_c >= more than 37.4",
        ),
        (
            "pain_peak < 4",
            "at column 1: pain_peak gets worse upwards, and this gets truer downwards; write pain_peak >= VALUE",
        ),
        (
            "hours_since_antipyretic >= 6",
            "at column 1: hours_since_antipyretic gets worse downwards, and this gets truer upwards; write hours_since_antipyretic < VALUE",
        ),
        (
            "pain_peak >= 0",
            "at column 1: the comparison of pain_peak always holds; choose a bound inside the range",
        ),
        (
            "hours_since_antipyretic < 0",
            "at column 1: the comparison of hours_since_antipyretic never holds; choose a bound inside the range",
        ),
        (
            "not feels_hot",
            "at column 5: `not` before feels_hot, which is not a yes-or-no context fact; a danger sign must never lower an answer: turn the condition round",
        ),
        ("not fever", "at column 5: `not` before the macro fever; write `not` and one context fact"),
        (
            "pain_peak",
            "at column 1: pain_peak is not a yes-or-no fact; write pain_peak >= VALUE or pain_peak < VALUE",
        ),
        ("faint >= 1", "at column 1: faint is a yes-or-no fact; write its name alone"),
        ("fever >= 1", "at column 1: fever is a macro; compare facts, not macros"),
        (
            "faint and fever or arm",
            "at column 17: `and` and `or` are mixed; put parentheses around one of them",
        ),
        (
            "pain_peak > 4",
            "at column 11: `>` has no meaning here; compare with >= or <, join with `and` or `or`",
        ),
    ] {
        assert_eq!(condition(when), expected, "{when}");
    }
}

#[test]
fn fields_of_a_rule_are_refused_with_what_would_be_right() {
    let disposition = "write emergency, same_day H h (H is 1, 2 or 4), contact D d (1 to 28), pause H h (1 to 72) or continue";
    for (old, new, expected) in [
        ("basis = \"proposal\"\nadvice", "advice", "line 15, rule[1].basis: missing; write sourced, general or proposal".to_owned()),
        ("basis = \"proposal\"\nadvice", "basis = \"sauced\"\nadvice", "line 23, rule[1].basis: \"sauced\" is not known; did you mean sourced? Write one of: sourced, general, proposal".to_owned()),
        ("contact 1 d", "same_day 3 h", format!("line 19, rule[1].disposition: \"same_day 3 h\": same-day help carries 1, 2 or 4 hours; {disposition}")),
        ("contact 1 d", "contact 0 d", format!("line 19, rule[1].disposition: \"contact 0 d\": days are 1 to 28; {disposition}")),
        ("contact 1 d", "pause 73 h", format!("line 19, rule[1].disposition: \"pause 73 h\": hours are 1 to 72; {disposition}")),
        ("contact 1 d", "hurry", format!("line 19, rule[1].disposition: \"hurry\": not a disposition; {disposition}")),
        ("contact 1 d", "emergency", "line 15, rule[1].route: missing; say how: ambulance or emergency_department".to_owned()),
        ("size = \"same\"", "size = \"same\"\nroute = \"ambulance\"", "line 22, rule[1].route: given for a rule that is no emergency; leave it out".to_owned()),
        ("wait 24 h", "wait 73 h", "line 20, rule[1].gate: \"wait 73 h\": a wait is 1 minute to 72 hours; write blocked, wait N min, wait N h (up to 72 h) or now".to_owned()),
        ("wait 24 h", "open", "line 20, rule[1].gate: \"open\": not a gate; write blocked, wait N min, wait N h (up to 72 h) or now".to_owned()),
        ("size = \"same\"", "size = \"down 4\"", "line 21, rule[1].size: \"down 4\": a step down is 1 to 3 sizes; write step, same, down N (1 to 3) or start".to_owned()),
        ("id = \"I3\"", "id = \"i3\"", "line 16, rule[1].id: \"i3\": not a rule's name; write a capital letter, digits, then small letters, such as I1a".to_owned()),
        ("id = \"I3\"", "id = \"SP4\"", "line 16, rule[1].id: \"SP4\": the name of a setting rule; write a capital letter, digits, then small letters, such as I1a".to_owned()),
        ("advice = \"fever\"", "advise = \"fever\"", "line 15, rule[1].advice: missing; name the advice text".to_owned()),
        ("version = 1\n", "version = 0\n", "line 3, version: 0 is below 1; write a number from 1 to 9999".to_owned()),
        ("facts_version = 1", "facts_version = 4", "line 6, facts_version: 4 is above 3; write a vocabulary known here, from 1 to 3".to_owned()),
        ("gradus-rules/1", "gradus-rules/2", "line 1, format: \"gradus-rules/2\" is not known; did you mean gradus-rules/1? Write one of: gradus-rules/1".to_owned()),
        ("\"not signed off by a clinician\"", "\"yes\"", "line 5, sign_off: \"yes\": not a sign-off; write \"not signed off by a clinician\", or \"signed off by NAME on DATE\"".to_owned()),
        ("when = \"age_days < 6575\"", "when = \"feels_hot\"", "line 8, surgeon_deadline.when: reads a danger sign; use context facts only".to_owned()),
        ("fever = \"temp", "faint = \"temp", "line 14, macro.faint: there is a fact of this name; give the macro another name".to_owned()),
        ("38.0 or feels_hot", "38.0 or fever", "line 14, macro.fever: at column 26: in the macro fever: the macro fever names itself; break the circle".to_owned()),
    ] {
        let said = said(old, new);
        assert!(said.contains(&expected), "{new}: {said:#?}\n{expected}");
    }
}

#[test]
fn all_mistakes_are_told_at_once_and_a_name_given_twice_is_one() {
    let twice = format!("{HEAD}{RULE}{RULE}");
    let problems = Pack::parse(&twice, [0; 32]).expect_err("twice");
    assert_eq!(problems.len(), 1);
    assert_eq!(
        problems[0].to_string(),
        "line 25, rule[2].id: I3 stands in line 15 already; give it a name of its own"
    );
    let broken = format!("{HEAD}{RULE}")
        .replace("contact 1 d", "hurry")
        .replace("wait 24 h", "open")
        .replace("when = \"fever\"", "when = \"fevr\"");
    assert_eq!(Pack::parse(&broken, [0; 32]).expect_err("three").len(), 3);
    assert!(
        Pack::parse(HEAD, [0; 32]).expect_err("none")[0].to_string().contains("write at least one [[rule]]")
    );
}

/// What the strict check says about a pack in which one text was replaced by another.
fn checked(old: &str, new: &str) -> Vec<String> {
    assert!(DANGER_RULES.contains(old), "{old} is not there");
    let pack = Pack::parse(&DANGER_RULES.replacen(old, new, 1), [0; 32]).expect("it reads");
    pack.check_shipped(&Texts::shipped(), &Evidence::builtin()).iter().map(ToString::to_string).collect()
}

#[test]
fn the_strict_check_finds_what_reading_lets_pass() {
    let drowsy = "when = \"drowsy\"";
    for (old, new, expected) in [
        (
            drowsy,
            "when = 'drowsy and arm and not arm'",
            "(I14).when: it can never hold: one fact would need two values at once; correct the bounds",
        ),
        (
            drowsy,
            "when = 'temperature_c >= 38.0 and temperature_c < 36.0'",
            "(I14).when: it can never hold: one fact would need two values at once; correct the bounds",
        ),
        (
            drowsy,
            "when = 'drowsy or arm'",
            "(I14).when: it holds without any danger sign; name the sign it is about",
        ),
        (
            drowsy,
            "when = 'infant'",
            "(I14).when: it holds without any danger sign; name the sign it is about",
        ),
        (
            "advice = \"drowsy\"",
            "advice = \"sleepy\"",
            "(I14).advice: no text sleepy in en; write it, or name another",
        ),
        (
            "sources = [\"S18\", \"S21\", \"C2.3\"]",
            "sources = [\"S18\", \"S34\"]",
            "(I14).sources: S34 is not in the evidence; name a row that is there",
        ),
        (
            "sources = [\"S18\", \"S21\", \"C2.3\"]",
            "sources = []",
            "(I14).sources: none; name at least one row",
        ),
        (
            "advice = \"surgeon_deadline\"",
            "advice = \"surgeon\"",
            "surgeon_deadline.advice: no text surgeon in en; write it, or name another",
        ),
        (
            "sources = [\"S8\", \"C2.3\"]",
            "sources = [\"S99\"]",
            "surgeon_deadline.sources: S99 is not in the evidence; name a row that is there",
        ),
        ("when = \"tissue_dusky\"", "when = \"drowsy\"", "fact tissue_dusky: no rule reads it; add the rule"),
    ] {
        let said = checked(old, new);
        assert!(said.iter().any(|line| line.ends_with(expected)), "{new}: {said:#?}");
    }
    let blocked = "sources = [\"S33\", \"DC18\"]\nbasis = \"general\"";
    let said = checked(blocked, &blocked.replace("general", "sourced"));
    assert!(said[0].contains("sourced, but no row named here was found in a source"), "{said:?}");
    let open = DANGER_RULES.replacen("gate = \"blocked\"", "gate = \"wait 4 h\"", 1);
    let pack = Pack::parse(&open, [0; 32]).expect("it reads");
    let said = pack.check(&Texts::shipped(), &Evidence::builtin());
    assert!(said[0].to_string().contains("an urgent rule leaves the gate open; write blocked"), "{said:?}");
}

fn with_texts(old: &str, new: &str) -> Vec<String> {
    assert!(TEXTS_EN.contains(old), "{old} is not there");
    let texts = Texts::parse(&TEXTS_EN.replacen(old, new, 1)).expect("it reads");
    let pack = Pack::builtin([0; 32]);
    pack.check_shipped(&[texts], &Evidence::builtin()).iter().map(ToString::to_string).collect()
}

#[test]
fn texts_are_held_to_the_facts_and_to_the_rules() {
    for (old, new, expected) in [
        (
            "[question.drowsy]",
            "[question.sleepy]",
            "line 0, en: question.drowsy: no question for this fact; write question and answers for every fact",
        ),
        (
            "[question.drowsy]",
            "[question.sleepy]",
            "line 0, en: question.sleepy: nobody uses this text; remove it, or correct its name",
        ),
        (
            "[advice.drowsy]",
            "[advice.sleepy]",
            "line 0, en: advice.sleepy: nobody uses this text; remove it, or correct its name",
        ),
        (
            "answers = [\"No\", \"Once\", \"Again and again\"]",
            "answers = [\"No\"]",
            "line 0, en: question.vomiting: 1 answers in words for 3 levels; write question and answers for every fact",
        ),
        (
            "Rest from sessions. Write",
            "This is normal. Write",
            "line 0, en: advice.blood_repeated_day.now: \"normal\" reassures; say what to do instead",
        ),
        (
            "Get emergency care now.",
            "Do not worry.",
            "line 0, en: task.emergency: \"do not worry\" reassures; say what to do instead",
        ),
    ] {
        let said = with_texts(old, new);
        assert!(said.iter().any(|line| line == expected), "{new}: {said:#?}");
    }
    let broken = TEXTS_EN.replacen("same_day_2 = ", "same_day_3 = ", 1);
    let said = Texts::parse(&broken)
        .expect_err("a missing call")
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>();
    assert!(said.iter().any(|line| line.contains("call.same_day_2: missing")), "{said:?}");
    assert!(said.iter().any(|line| line.contains("call.same_day_3: unknown field")), "{said:?}");
}

#[test]
fn a_wait_counts_from_a_fact_in_hours_and_only_where_there_is_a_wait() {
    let from = |fact: &str| format!("gate = \"wait 24 h\"\nwait_from = \"{fact}\"");
    let right = format!("{HEAD}{RULE}").replacen("gate = \"wait 24 h\"", &from("hours_since_antipyretic"), 1);
    let pack = Pack::parse(&right, [0; 32]).expect("a pack");
    assert_eq!(pack.rules()[0].wait_from.as_ref().map(|id| id.as_str()), Some("hours_since_antipyretic"));
    for fact in ["feels_hot", "fever_days", "hours_since_dose"] {
        let said = said("gate = \"wait 24 h\"", &from(fact));
        let expected = "wait_from: no fact that counts hours; name one such as hours_since_antipyretic";
        assert!(said[0].ends_with(expected), "{fact}: {said:?}");
    }
    for gate in ["now", "blocked"] {
        let said = said("wait 24 h\"", &format!("{gate}\"\nwait_from = \"hours_since_antipyretic\""));
        assert!(said[0].ends_with("wait_from: given for a rule without a wait; leave it out"), "{said:?}");
    }
}

#[test]
fn evidence_is_refused_without_its_origin_or_with_an_id_given_twice() {
    let said = |old: &str, new: &str| -> Vec<String> {
        let problems = Evidence::parse(&EVIDENCE.replacen(old, new, 1)).expect_err(new);
        problems.iter().map(ToString::to_string).collect()
    };
    assert!(said("source = \"Krames\"\n", "")[0].contains("source: missing; name who says so"));
    assert!(said("id = \"S2\"", "id = \"S1\"")[0].contains("id: S1 stands twice; give it an id of its own"));
    assert!(said("mark = \"found\"", "mark = \"heard\"")[0].contains("\"heard\" is not known"));
}
