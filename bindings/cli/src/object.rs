//! A file that is one flat JSON object, its values as they are written and where they stand.

use std::fmt;

use gradus_app::Problem;
use serde::Deserializer as _;
use serde::de::{MapAccess, Visitor};
use serde_json::value::RawValue;

/// What a file is, for what is said about it.
#[derive(Debug)]
pub struct Kind {
    /// The field under which what is wrong with the whole file is told.
    pub name: &'static str,
    /// A short example.
    pub such_as: &'static str,
}

/// Names and values as they stand in the text, in their order, repeated names included.
pub fn entries<'t>(text: &'t str, kind: &Kind) -> Result<Vec<(String, &'t RawValue)>, Problem> {
    struct Flat;
    impl<'de> Visitor<'de> for Flat {
        type Value = Vec<(String, &'de RawValue)>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut entries = Vec::new();
            while let Some(entry) = map.next_entry()? {
                entries.push(entry);
            }
            Ok(entries)
        }
    }
    let mut json = serde_json::Deserializer::from_str(text);
    json.deserialize_map(Flat)
        .and_then(|entries| json.end().map(|()| entries))
        .map_err(|error| not_json(text, kind, &error))
}

fn not_json(text: &str, kind: &Kind, error: &serde_json::Error) -> Problem {
    let line = u32::try_from(error.line()).ok().filter(|&line| line > 0);
    let rest = text.lines().nth(error.line().saturating_sub(1)).unwrap_or_default();
    let at = error.column().saturating_sub(1);
    let from_there =
        |word: &str| rest.get(at.saturating_sub(word.len())..).is_some_and(|near| near.contains(word));
    let object = format!("write one flat object, such as {}", kind.such_as);
    let (wrong, right) = if text.trim().is_empty() {
        ("is empty".to_owned(), format!("write an object, such as {}", kind.such_as))
    } else if ["NaN", "Infinity"].into_iter().any(from_there) {
        let right = "write \"unknown\", or leave it out".to_owned();
        ("holds NaN or Infinity, which is no number in JSON".to_owned(), right)
    } else if error.is_data() {
        ("is not a JSON object".to_owned(), object)
    } else {
        let column = error.column();
        let message = error.to_string();
        let what = message.split(" at line ").next().unwrap_or_default();
        (format!("is not JSON at column {column}: {what}"), object)
    };
    Problem { line, field: kind.name.into(), wrong, right }
}

/// A name that stands twice.
pub fn twice(line: u32, field: String) -> Problem {
    let wrong = "given twice, and which answer is meant cannot be known".into();
    Problem { line: Some(line), field, wrong, right: "keep one of the two".into() }
}

/// The line, from 1, on which `part` begins in `text`, of which it is a slice.
pub fn line_of(text: &str, part: &str) -> u32 {
    let offset = (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize).min(text.len());
    let breaks = text.as_bytes()[..offset].iter().filter(|&&byte| byte == b'\n').count();
    u32::try_from(breaks + 1).unwrap_or(u32::MAX)
}
