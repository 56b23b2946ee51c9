//! JSON Schema (2020-12) of a facts file.

use gradus_app::view::{FactQuestion, LevelWords};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Number, Value, json};

use crate::facts_file::in_days;

/// The schema, its properties in the order of the questions.
pub struct FactsSchema<'a> {
    /// Every fact, as a question.
    pub facts: &'a [FactQuestion],
    /// What something else may be about.
    pub topics: &'a [LevelWords],
}

impl Serialize for FactsSchema<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("$schema", "https://json-schema.org/draft/2020-12/schema")?;
        map.serialize_entry("title", "Facts for triage")?;
        map.serialize_entry("description", ABOUT)?;
        map.serialize_entry("type", "object")?;
        map.serialize_entry("properties", &Properties(self.facts))?;
        map.serialize_entry("patternProperties", &self.about())?;
        map.serialize_entry("additionalProperties", &false)?;
        map.end()
    }
}

const ABOUT: &str = "What a person answered. A fact that is left out, or null, was not asked; \"unknown\" says that the \
    person could not tell, and is never taken as no. Numbers carry at most one decimal; what is counted in days may also be said \
    as \"9 weeks\", \"14 months\" or \"3 years\". Of two answers that cannot both be true the one that is contradicted counts as unknown.";

const MORE: &str = "Is anything else different from usual? While this is true or unknown, what was not answered counts as \
    open: answer it. Words go into the note of a check-in.";

const ABOUT_MORE: &str = "What something else is about, one topic each under about.1, about.2 and so on. With it only what its topics ask for counts \
    as open; unknown asks for everything, nothing_more says that no topic, or no further one, is what it is about.";

const BORN: &str = "The day of birth, YYYY-MM-DD, in place of age_days, which is worked out from it for the day of the answer. Not after \
    that day, and not more than 120 years before it.";

const AGES: &str = "^[0-9]{1,5} (day|week|month|year)s?$";

impl FactsSchema<'_> {
    /// No fact either: what something else is about, one topic at a turn.
    fn about(&self) -> Value {
        let ids: Vec<&str> = self.topics.iter().map(|topic| topic.id.as_str()).collect();
        let names = self.topics.iter().map(|topic| format!("{}: {}", topic.id, topic.words));
        let about = json!({
            "title": "About",
            "description": ABOUT_MORE,
            "$comment": names.collect::<Vec<_>>().join("; "),
            "anyOf": [{ "enum": ids }, { "const": "unknown" }, { "type": "null" }],
            "x-role": "context",
            "x-required": false,
        });
        json!({ "^about\\.[1-9][0-9]?$": about })
    }
}

struct Properties<'a>(&'a [FactQuestion]);

impl Serialize for Properties<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for question in self.0 {
            map.serialize_entry(&question.id, &Property(question))?;
        }
        // No fact: it says that there is something which none of these answers tells.
        let more = json!({
            "title": "Anything else",
            "description": MORE,
            "anyOf": [{ "type": "boolean" }, { "const": "unknown" }, { "type": "null" }],
            "x-role": "context",
            "x-required": false,
        });
        map.serialize_entry("anything_else", &more)?;
        let born = json!({
            "title": "Day of birth",
            "description": BORN,
            "anyOf": [{ "type": "string", "format": "date" }, { "const": "unknown" }, { "type": "null" }],
            "x-role": "context",
            "x-required": false,
        });
        map.serialize_entry("born", &born)?;
        map.end()
    }
}

struct Property<'a>(&'a FactQuestion);

impl Serialize for Property<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let question = self.0;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("title", &title(&question.id))?;
        map.serialize_entry("description", &question.question)?;
        if !question.help.is_empty() {
            map.serialize_entry("$comment", &question.help)?;
        }
        map.serialize_entry("anyOf", &values(question))?;
        map.serialize_entry("x-role", &question.role)?;
        map.serialize_entry("x-required", &question.required)?;
        if let Some(unit) = &question.unit {
            map.serialize_entry("x-unit", unit)?;
        }
        if question.kind == "number" {
            // Not `multipleOf: 0.1`: computed in binary fractions, as most validators do, it refuses 38.9.
            map.serialize_entry("x-decimals", &1)?;
        }
        map.end()
    }
}

fn values(question: &FactQuestion) -> Value {
    let known = match question.kind.as_str() {
        "yes_no" => json!({ "type": "boolean" }),
        "number" => {
            let mut known = json!({ "type": "number" });
            for (key, bound) in [("minimum", &question.least), ("maximum", &question.greatest)] {
                if let Some(number) = bound.as_deref().and_then(|text| text.parse::<Number>().ok()) {
                    known[key] = Value::Number(number);
                }
            }
            known
        }
        _ => json!({ "enum": question.levels }),
    };
    let mut all = vec![known];
    all.extend(in_days(question).then(|| json!({ "type": "string", "pattern": AGES })));
    all.extend([json!({ "const": "unknown" }), json!({ "type": "null" })]);
    Value::Array(all)
}

/// `temperature_c` as `Temperature c`: the id as words.
fn title(id: &str) -> String {
    let words = id.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use gradus_app::ask;
    use jsonschema::{Validator, draft202012};

    fn topics() -> Vec<LevelWords> {
        ask::Speaking::default().topics()
    }

    fn schema() -> Value {
        serde_json::to_value(FactsSchema { facts: &ask::facts(), topics: &topics() }).expect("JSON")
    }

    fn validator() -> Validator {
        draft202012::new(&schema()).expect("a schema that compiles")
    }

    #[test]
    fn the_schema_is_valid_and_names_every_fact_once_in_order() {
        let schema = schema();
        assert!(draft202012::meta::is_valid(&schema));
        let written = FactsSchema { facts: &ask::facts(), topics: &topics() };
        let text = serde_json::to_string(&written).expect("JSON");
        let mut last = 0;
        for question in ask::facts() {
            let property = &schema["properties"][&question.id];
            assert_eq!(property["description"], question.question, "{}", question.id);
            for key in ["title", "x-role", "x-required", "anyOf"] {
                assert!(!property[key].is_null(), "{} lacks {key}", question.id);
            }
            let place = text.find(&format!("{:?}:{{\"title\"", question.id)).expect("a property");
            assert!(place > last, "{} keeps its place", question.id);
            last = place;
        }
        assert_eq!(schema["additionalProperties"], false);
    }

    #[test]
    fn every_number_has_its_range_and_every_fact_takes_unknown_and_null() {
        let validator = validator();
        for question in ask::facts() {
            let with = |value: Value| validator.is_valid(&json!({ question.id.as_str(): value }));
            assert!(with(json!("unknown")) && with(Value::Null), "{}", question.id);
            assert!(!with(json!({})) && !with(json!([])) && !with(json!("no such level")), "{}", question.id);
            match question.kind.as_str() {
                "yes_no" => {
                    assert!(with(json!(true)) && with(json!(false)) && !with(json!(1)), "{}", question.id)
                }
                "number" => {
                    let bound = |text: &Option<String>| -> f64 {
                        text.as_deref().expect("a bound").parse().expect("a number")
                    };
                    let (least, greatest) = (bound(&question.least), bound(&question.greatest));
                    assert!(with(json!(least)) && with(json!(greatest)), "{}", question.id);
                    assert!(!with(json!(least - 0.1)) && !with(json!(greatest + 0.1)), "{}", question.id);
                    assert!(!with(json!(true)), "{}", question.id);
                    for text in ["9 weeks", "1 day", "14 months", "3 years"] {
                        assert_eq!(with(json!(text)), in_days(&question), "{}", question.id);
                    }
                    assert!(!with(json!("9 wks")) && !with(json!("2.5 years")), "{}", question.id);
                }
                _ => assert!(question.levels.iter().all(|level| with(json!(level))), "{}", question.id),
            }
        }
    }

    #[test]
    fn no_temperature_with_one_decimal_is_refused() {
        let validator = validator();
        assert!(ask::facts().iter().any(|fact| fact.id == "temperature_c"));
        for tenths in 340..=420 {
            let number: Number = format!("{}.{}", tenths / 10, tenths % 10).parse().expect("a number");
            assert!(validator.is_valid(&json!({ "temperature_c": number })), "{tenths}");
        }
    }

    #[test]
    fn an_unknown_name_is_refused_and_an_empty_file_is_not() {
        assert!(!validator().is_valid(&json!({ "no_such_fact": true })));
        assert!(validator().is_valid(&json!({})));
        for (value, fits) in
            [(json!(true), true), (json!("unknown"), true), (Value::Null, true), (json!("yellow"), false)]
        {
            assert_eq!(validator().is_valid(&json!({ "anything_else": value })), fits);
        }
        for (value, fits) in [
            (json!("belly"), true),
            (json!("nothing_more"), true),
            (json!("unknown"), true),
            (Value::Null, true),
            (json!("gravest"), false),
            (json!(true), false),
        ] {
            assert_eq!(validator().is_valid(&json!({ "about.1": value, "about.12": value })), fits);
        }
        for id in ["about.0", "about.01", "about.", "about.x", "xabout.1"] {
            assert!(!validator().is_valid(&json!({ id: "belly" })), "{id}");
        }
        for (value, fits) in [(json!("2025-12-29"), true), (json!("unknown"), true), (json!(63), false)] {
            assert_eq!(validator().is_valid(&json!({ "born": value })), fits);
        }
    }

    #[test]
    fn an_id_becomes_words() {
        assert_eq!(title("green_vomit"), "Green vomit");
        assert_eq!(title(""), "");
    }
}
