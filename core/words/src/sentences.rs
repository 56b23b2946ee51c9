use std::collections::BTreeMap;

use gradus_domain::document::{Document, Problem};

const FORMAT: &str = "gradus-sentences/1";

/// Sentences by key, such as `gate.allow`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sentences(BTreeMap<String, String>);

impl Sentences {
    /// Reads a file of sentences.
    pub(crate) fn parse(text: &str) -> Result<Self, Vec<Problem>> {
        let document = Document::parse(text)?;
        let root = document.root();
        if let Some(format) = root.want("format", format!("write \"{FORMAT}\"")) {
            format.choice(&[(FORMAT, ())]);
        }
        root.want("locale", "name the language, such as \"en\"").and_then(|field| field.text());
        let mut sentences = BTreeMap::new();
        for (table, field) in root.fields() {
            if table == "format" || table == "locale" {
                continue;
            }
            let Some(fields) = field.table() else { continue };
            for (name, field) in fields.fields() {
                if let Some(sentence) = field.text() {
                    sentences.insert(format!("{table}.{name}"), sentence.to_owned());
                }
            }
        }
        document.finish()?;
        Ok(Self(sentences))
    }

    /// The sentence with every `{part}` filled in.
    ///
    /// # Panics
    /// When there is no such key. The tests of each file of this room say every sentence once.
    pub(crate) fn fill(&self, key: &str, parts: &[(&str, &str)]) -> String {
        let template = self.0.get(key).unwrap_or_else(|| panic!("no sentence {key}"));
        let mut filled = String::with_capacity(template.len() + 32);
        let mut rest = template.as_str();
        // One pass, so that braces in what is filled in are left as they are.
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            filled.push_str(before);
            let part = parts.iter().find(|(part, _)| *part == name);
            filled.push_str(part.unwrap_or_else(|| panic!("sentence {key}: nothing for {name}")).1);
            rest = after;
        }
        filled.push_str(rest);
        filled
    }
}
