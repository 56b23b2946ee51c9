//! Ages and days of birth are read as people say them, and on the safer side of every bound.

use gradus_domain::{Answer, FactId, Value};
use gradus_triage::{Facts, SETTING_FACTS, Vocabulary, read_told_answers};

use crate::people::{but, now, pack};

fn days(vocabulary: &Vocabulary, id: &str, text: &str) -> String {
    match vocabulary.fact(id).expect("a fact").read(text) {
        Ok(Answer::Known(Value::Number(days))) => days.to_string(),
        Ok(Answer::Unknown) => "unknown".to_owned(),
        other => format!("{other:?}"),
    }
}

#[test]
fn weeks_months_and_years_are_whole_days() {
    let vocabulary = Vocabulary::builtin();
    for (text, expected) in [
        ("63", "63"),
        ("1 day", "1"),
        ("12 weeks", "84"),
        ("1 week", "7"),
        ("1 month", "30"),
        ("3 months", "91"),
        ("6 months", "182"),
        ("1 year", "366"),
        ("4 years", "1461"),
        ("18 years", "6575"),
        ("65 years", "23742"),
        ("120 years", "43830"),
        ("0 days", "0"),
        ("unknown", "unknown"),
    ] {
        assert_eq!(days(&vocabulary, "age_days", text), expected, "{text}");
        assert_eq!(days(&Vocabulary::parse(SETTING_FACTS).expect("facts"), "age_days", text), expected);
    }
    assert_eq!(days(&vocabulary, "days_since_surgery", "1 month"), "30", "no longer ago than it may be");
    assert_eq!(days(&vocabulary, "fever_days", "1 week"), "7");
}

#[test]
fn where_more_days_are_graver_a_month_is_the_most_that_it_can_be() {
    let vocabulary = Vocabulary::builtin();
    let graver: Vec<&str> = vocabulary
        .facts()
        .iter()
        .filter(|fact| fact.takes_ages() && fact.read("1 month").is_ok())
        .filter(|fact| days(&vocabulary, fact.id.as_str(), "1 month") == "31")
        .map(|fact| fact.id.as_str())
        .collect();
    assert!(!graver.contains(&"age_days") && !graver.contains(&"days_since_surgery"), "{graver:?}");
    let toml = "format = \"gradus-facts/1\"\nversion = 1\n[[fact]]\nid = \"ill_days\"\ngroup = \"I\"\nkind = \"number\"\n\
                unit = \"days\"\nmin = 0\nmax = 400\n";
    let own = Vocabulary::parse(toml).expect("a vocabulary");
    assert_eq!(days(&own, "ill_days", "1 month"), "31");
}

/// The bounds on age that the rules have: what somebody says who has just come to that age.
#[test]
fn an_age_at_a_bound_is_taken_as_the_rules_write_it_and_months_as_younger() {
    let bounds =
        [("12 weeks", 84, true), ("3 months", 92, false), ("6 months", 184, false), ("1 year", 367, false)];
    let bounds = bounds.into_iter().chain([
        ("4 years", 1461, true),
        ("18 years", 6575, true),
        ("65 years", 23_741, true),
    ]);
    let vocabulary = Vocabulary::builtin();
    for (text, bound, has_come) in bounds {
        let pack = gradus_triage::DANGER_RULES;
        let is_there = [format!("age_days < {bound}"), format!("age_days >= {bound}")];
        assert!(is_there.iter().any(|one| pack.contains(one)), "{bound}");
        let told: i32 = days(&vocabulary, "age_days", text).parse().expect("days");
        assert_eq!(told >= bound, has_come, "{text}");
    }
}

#[test]
fn what_is_no_age_is_refused_with_what_would_be_right() {
    let vocabulary = Vocabulary::builtin();
    let age = vocabulary.fact("age_days").expect("a fact");
    let right = "write whole days from 0 to 43830, a text such as \"9 weeks\", or \"unknown\"";
    let spoken = "neither a number nor so many days, weeks, months or years";
    for (text, wrong) in [
        ("9 wks", spoken),
        ("weeks", spoken),
        ("nine weeks", spoken),
        ("2.5 years", spoken),
        ("-1 weeks", spoken),
        ("9weeks", spoken),
        ("999999 weeks", spoken),
        ("121 years", "44196 is above 43830"),
        ("99999 years", "36524635 is above 43830"),
        ("63.5", "63.5 is between the steps of 1"),
        ("-1", "-1 is below 0"),
    ] {
        let error = age.read(text).expect_err(text).to_string();
        assert_eq!(error, format!("age_days: {wrong}; {right}"));
    }
    // What is counted in hours takes no weeks.
    let hours = vocabulary.fact("hours_since_session").expect("a fact");
    assert!(hours.read("2 weeks").is_err());
}

#[test]
fn a_day_of_birth_is_the_age_on_the_day_of_the_answer() {
    let judged = |born: &str| {
        let mut raw = but("baby", "");
        raw.remove("age_days");
        let pairs = raw.iter().map(|(id, text)| (id.as_str(), text.as_str())).chain([("born", born)]);
        let (facts, _) = pack().judge(pairs, &now()).unwrap_or_else(|errors| panic!("{errors:?}"));
        let age = FactId::new("age_days").expect("a name");
        facts.answers()[&age].clone()
    };
    let number = |days: &str| Answer::Known(Value::Number(days.parse().expect("a number")));
    assert_eq!(judged("2026-03-02"), number("0"));
    assert_eq!(judged(" 2025-12-29 "), number("63"));
    assert_eq!(judged("2024-02-29"), number("732"));
    assert_eq!(judged("unknown"), Answer::Unknown);
}

#[test]
fn a_day_of_birth_that_cannot_be_is_refused_beside_every_other_mistake() {
    let refused = |pairs: &[(&str, &str)]| -> Vec<String> {
        let vocabulary = Vocabulary::builtin();
        let asked = read_told_answers(&vocabulary, pairs.iter().copied(), &now()).expect_err("refused");
        let judged = pack().judge(pairs.iter().copied(), &now()).expect_err("refused");
        let told = Facts::read_told(&vocabulary, pairs.iter().copied(), &now()).expect_err("refused");
        assert_eq!((&asked, &told), (&judged, &judged));
        asked.iter().map(ToString::to_string).collect()
    };
    let right = "write the day of birth as YYYY-MM-DD, not after 2026-03-02, or \"unknown\"";
    for (text, wrong) in [
        ("2026-03-03", "2026-03-03 is after today"),
        ("1900-01-01", "1900-01-01 is more than 120 years ago"),
        ("2026-02-30", "no day of the calendar, written as year, month, day"),
        ("5.1.2026", "no day of the calendar, written as year, month, day"),
        ("", "no day of the calendar, written as year, month, day"),
    ] {
        assert_eq!(refused(&[("born", text)]), [format!("born: {wrong}; {right}")]);
    }
    assert_eq!(
        refused(&[("born", "2025-12-29"), ("faint", "yes"), ("age_days", "63")]),
        [
            "faint: neither yes nor no; write true, false or \"unknown\"",
            "born: stands beside age_days, and which of them is meant cannot be known; keep one of the two",
        ]
    );
    assert_eq!(
        refused(&[("born", "2025-12-29"), ("born", "2025-12-30")]),
        ["born: answered twice; answer it once"]
    );
}
