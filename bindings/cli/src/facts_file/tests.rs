use super::*;
use gradus_app::view::LevelWords;

fn words(id: &str, words: &str) -> LevelWords {
    LevelWords { id: id.into(), words: words.into() }
}

pub fn question(id: &str, kind: &str) -> FactQuestion {
    let number = |text: &str| (kind == "number").then(|| text.to_owned());
    FactQuestion {
        id: id.into(),
        kind: kind.into(),
        unit: number("C"),
        least: number("30"),
        greatest: number("43"),
        levels: if kind == "level" { vec!["none".into(), "streak".into()] } else { Vec::new() },
        level_words: if kind == "level" {
            vec![words("none", "No blood"), words("streak", "A streak")]
        } else {
            Vec::new()
        },
        role: "sign".into(),
        source: "asked".into(),
        required: true,
        any_of: Some(0),
        question: "Question?".into(),
        question_about: "Question about?".into(),
        help: String::new(),
    }
}

fn questions() -> Vec<FactQuestion> {
    vec![
        question("temperature_c", "number"),
        question("green_vomit", "yes_no"),
        question("bleeding", "level"),
    ]
}

fn read(text: &str) -> FactsFile {
    FactsFile::read(text, &questions())
}

fn answers(text: &str) -> Vec<(String, String)> {
    let file = read(text);
    assert!(file.problems.is_empty(), "{:?}", file.problems);
    file.answers.into_iter().map(|given| (given.id, given.answer)).collect()
}

fn problems(text: &str) -> Vec<String> {
    read(text).problems.iter().map(ToString::to_string).collect()
}

fn pair(id: &str, answer: &str) -> (String, String) {
    (id.into(), answer.into())
}

#[test]
fn answers_keep_their_digits_and_their_order() {
    assert_eq!(
        answers("{\"temperature_c\": 38.10, \"green_vomit\": false,\n \"bleeding\": \"streak\"}"),
        [pair("temperature_c", "38.10"), pair("green_vomit", "false"), pair("bleeding", "streak")]
    );
    assert_eq!(answers("{}"), []);
}

#[test]
fn unknown_is_kept_and_null_was_not_asked() {
    assert_eq!(
        answers(r#"{"temperature_c": "unknown", "green_vomit": "unknown", "bleeding": null}"#),
        [pair("temperature_c", "unknown"), pair("green_vomit", "unknown")]
    );
}

#[test]
fn a_fact_nobody_knows_goes_on_to_triage_as_it_is() {
    assert_eq!(answers(r#"{"fever": true, "x": 1e9}"#), [pair("fever", "true"), pair("x", "1e9")]);
}

#[test]
fn every_wrong_value_is_named_with_its_line_and_what_would_be_right() {
    let range = "write a number in °C from 30 to 43, with at most one decimal and no quotes, or \"unknown\"";
    assert_eq!(
        problems("{\n\"temperature_c\": \"38.1\",\n\"green_vomit\": \"true\",\n\"bleeding\": 2}"),
        [
            format!("line 2, temperature_c: is the text \"38.1\"; {range}"),
            "line 3, green_vomit: is the text \"true\"; write true, false or \"unknown\"".into(),
            "line 4, bleeding: is the number 2, and this question takes no number; write one of \"none\", \"streak\", or \
             \"unknown\""
                .into(),
        ]
    );
    assert_eq!(
        problems("{\"temperature_c\": true, \"green_vomit\": [true], \"bleeding\": {\"now\": \"none\"}}"),
        [
            format!("line 1, temperature_c: is true, and this is not a yes-or-no question; {range}"),
            "line 1, green_vomit: is a list, and a fact has one answer; write true, false or \"unknown\"".into(),
            "line 1, bleeding: is an object, and a facts file is flat; write one of \"none\", \"streak\", or \"unknown\""
                .into(),
        ]
    );
    assert_eq!(
        problems("{\"vomit\": {}}"),
        [format!("line 1, vomit: is an object, and a facts file is flat; {}", flat())]
    );
}

#[test]
fn what_is_counted_in_days_takes_weeks_months_and_years_and_a_day_of_birth_stands_beside() {
    let days = FactQuestion { unit: Some("days".into()), ..question("age_days", "number") };
    let questions = [days, question("temperature_c", "number")];
    let file = FactsFile::read("{\"age_days\": \"9 weeks\", \"born\": \"2026-01-05\"}", &questions);
    assert_eq!(file.problems, []);
    let given: Vec<_> = file.answers.into_iter().map(|given| (given.id, given.answer)).collect();
    assert_eq!(given, [pair("age_days", "9 weeks"), pair("born", "2026-01-05")]);
    let wrong = FactsFile::read("{\"age_days\": \"63\",\n\"temperature_c\": \"9 weeks\"}", &questions);
    let said: Vec<String> = wrong.problems.iter().map(ToString::to_string).collect();
    assert!(said[0].starts_with("line 1, age_days: is the text \"63\"; write a number in days"), "{said:?}");
    assert!(said[0].contains("no quotes, a text such as \"9 weeks\", or"), "{said:?}");
    assert!(
        said[1].starts_with("line 2, temperature_c: is the text \"9 weeks\"; write a number in °C"),
        "{said:?}"
    );
}

#[test]
fn a_fact_given_twice_is_refused_at_the_second_place() {
    assert_eq!(
        problems("{\"green_vomit\": true,\n\"green_vomit\": false}"),
        ["line 2, green_vomit: given twice, and which answer is meant cannot be known; keep one of the two"]
    );
    assert_eq!(
        problems("{\"green_vomit\": null, \"green_\\u0076omit\": true}").len(),
        1,
        "however it is spelt"
    );
}

#[test]
fn what_is_not_a_json_object_says_where() {
    let object = "write one flat object, such as {\"temperature_c\": 38.1}";
    for (text, said) in [
        ("", "facts: is empty; write an object, such as {\"temperature_c\": 38.1}".to_owned()),
        ("[1]", format!("facts: is not a JSON object; {object}")),
        ("38.1", format!("facts: is not a JSON object; {object}")),
        ("{\"a\": 1", "is not JSON at column 7: EOF while parsing an object".to_owned()),
        ("{\n\"a\" 1}", format!("line 2, facts: is not JSON at column 5: expected `:`; {object}")),
        ("{} {}", "facts: is not JSON at column 4: trailing characters".to_owned()),
        ("{\"a\": 1,}", "line 1, facts: is not JSON at column 9: trailing comma".to_owned()),
        ("temperature_c = 38.1", "facts: is not JSON at column 2".to_owned()),
    ] {
        let found = problems(text);
        assert!(found.len() == 1 && found[0].contains(&said), "{text:?}: {found:?}");
    }
}

#[test]
fn nan_and_infinity_are_refused_and_unknown_is_offered() {
    for text in
        ["{\"temperature_c\": NaN}", "{\"temperature_c\": Infinity}", "{\"temperature_c\": -Infinity}"]
    {
        let found = problems(text);
        assert_eq!(
            found,
            [
                "line 1, facts: holds NaN or Infinity, which is no number in JSON; write \"unknown\", or leave it out"
            ],
            "{text}"
        );
    }
}

#[test]
fn what_triage_refuses_gets_its_line_and_all_stand_in_the_order_of_the_file() {
    let file = read("{\n\"temperature_c\": 99,\n\"green_vomit\": 1}");
    let refused = Problem {
        line: None,
        field: "temperature_c".into(),
        wrong: "above 43".into(),
        right: "write 30 to 43".into(),
    };
    let AppError::Invalid { problems } = file.place(AppError::Invalid { problems: vec![refused] }) else {
        panic!("stays invalid");
    };
    let places: Vec<_> = problems.iter().map(|problem| (problem.line, problem.field.as_str())).collect();
    assert_eq!(places, [(Some(2), "temperature_c"), (Some(3), "green_vomit")]);
    assert_eq!(read("{}").place(AppError::Busy), AppError::Busy);
}
