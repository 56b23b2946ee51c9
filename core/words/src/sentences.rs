use std::collections::{BTreeMap, BTreeSet};

use gradus_domain::document::{Document, Field, Problem, Table};

const FORMAT: &str = "gradus-sentences/1";

/// Sentences by key, such as `gate.allow`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sentences {
    locale: String,
    by_key: BTreeMap<String, String>,
}

impl Sentences {
    /// Reads a file of sentences. With `like`, it must hold the same keys, each with the same braces: a translation
    /// that lost a number, or says one that nobody fills in, is refused.
    ///
    /// # Errors
    /// Every mistake, with its line.
    pub(crate) fn parse(text: &str, like: Option<&Self>) -> Result<Self, Vec<Problem>> {
        let document = Document::parse(text)?;
        let root = document.root();
        if let Some(format) = root.want("format", format!("write \"{FORMAT}\"")) {
            format.choice(&[(FORMAT, ())]);
        }
        let locale = root.want("locale", "name the language, such as \"en\"").and_then(|field| field.text());
        let locale = locale.unwrap_or_default().to_owned();
        let mut by_key = BTreeMap::new();
        for (table, field) in root.fields() {
            if table == "format" || table == "locale" {
                continue;
            }
            let Some(fields) = field.table() else { continue };
            for (name, field) in fields.fields() {
                let key = format!("{table}.{name}");
                let Some(sentence) = field.text() else { continue };
                check(&field, &key, sentence, like);
                by_key.insert(key, sentence.to_owned());
            }
        }
        like.iter().flat_map(|like| like.by_key.keys()).for_each(|key| want(&root, key));
        document.finish()?;
        Ok(Self { locale, by_key })
    }

    /// The language, such as `en`.
    pub(crate) fn locale(&self) -> &str {
        &self.locale
    }

    /// Every sentence, with its key.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.by_key.iter().map(|(key, said)| (key.as_str(), said.as_str()))
    }

    /// Every sentence of this table, with its key.
    pub(crate) fn under(&self, table: &str) -> impl Iterator<Item = (&str, &str)> {
        self.all().filter(move |(key, _)| key.split_once('.').is_some_and(|(of, _)| of == table))
    }

    /// The sentence with every `{part}` filled in.
    ///
    /// # Panics
    /// When there is no such key, or nothing for a part. Every file is held to the keys and parts of the English one,
    /// and the tests of this room and of the report say every English sentence.
    pub(crate) fn fill(&self, key: &str, parts: &[(&str, &str)]) -> String {
        let template = self.by_key.get(key).unwrap_or_else(|| panic!("no sentence {key}"));
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

/// Reports what is wrong with one sentence.
fn check(field: &Field<'_>, key: &str, sentence: &str, like: Option<&Sentences>) {
    let Some(found) = braces(sentence) else {
        return field.report("a brace is open or empty", "write each part to fill in as {name}");
    };
    if [MONTHS, SHORT_MONTHS].contains(&key) && sentence.split(' ').count() != 12 {
        field.report("not twelve months", "write the twelve names with one space between");
    }
    let Some(like) = like else { return };
    let Some(model) = like.by_key.get(key) else {
        return field
            .report("no sentence has this name", "take it out, or write the name as the English file does");
    };
    let wanted = braces(model).unwrap_or_default();
    for extra in found.difference(&wanted) {
        field.report(format!("nothing fills in {{{extra}}}"), format!("use {}", listed(&wanted)));
    }
    for lost in wanted.difference(&found) {
        field.report(format!("{{{lost}}} is not said"), format!("use {}", listed(&wanted)));
    }
}

/// The key of the names of months.
pub(crate) const MONTHS: &str = "date.months";

/// The key of their short names.
pub(crate) const SHORT_MONTHS: &str = "date.months_short";

/// Reports a sentence that the file lacks.
fn want(root: &Table<'_>, key: &str) {
    let Some((table, name)) = key.split_once('.') else { return };
    let right = format!("write the sentence {key}");
    match root.field(table).filter(Field::is_table).and_then(|field| field.table()) {
        Some(table) => drop(table.want(name, right)),
        None => root.report(key, "missing", right),
    }
}

/// The parts in braces; `None` when a brace is open, stray or empty.
fn braces(sentence: &str) -> Option<BTreeSet<&str>> {
    let mut parts = BTreeSet::new();
    let mut pieces = sentence.split('{');
    if pieces.next()?.contains('}') {
        return None;
    }
    for piece in pieces {
        let (name, after) = piece.split_once('}')?;
        let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        if !is_name || after.contains('}') {
            return None;
        }
        parts.insert(name);
    }
    Some(parts)
}

fn listed(parts: &BTreeSet<&str>) -> String {
    if parts.is_empty() {
        return "no braces".to_owned();
    }
    parts.iter().map(|part| format!("{{{part}}}")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const MODEL: &str = "format = \"gradus-sentences/1\"\nlocale = \"en\"\n[gate]\nopen = \"Go on.\"\nwait = \"Until {until}, {size}.\"\n[slot]\ndue = \"Now\"\n";

    fn problems(text: &str) -> Vec<String> {
        let model = Sentences::parse(MODEL, None).expect("the model");
        let problems = Sentences::parse(text, Some(&model)).expect_err("refused");
        problems.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_translation_holds_the_same_keys_and_parts() {
        let model = Sentences::parse(MODEL, None).expect("the model");
        let german =
            MODEL.replace("\"en\"", "\"de\"").replace("Until {until}, {size}.", "{size} ab {until}.");
        let german = Sentences::parse(&german, Some(&model)).expect("a translation");
        assert_eq!(german.locale(), "de");
        assert_eq!(german.fill("gate.wait", &[("until", "8"), ("size", "9 mm")]), "9 mm ab 8.");
    }

    #[test]
    fn a_missing_a_foreign_and_an_altered_sentence_are_named_with_their_lines() {
        assert_eq!(
            problems(&MODEL.replace("open = \"Go on.\"\n", "")),
            ["line 3, gate.open: missing; write the sentence gate.open"]
        );
        assert_eq!(
            problems(&MODEL.replace("[slot]\ndue = \"Now\"\n", "")),
            ["line 1, slot.due: missing; write the sentence slot.due"]
        );
        assert_eq!(
            problems(&MODEL.replace("due = ", "later = \"Then\"\ndue = ")),
            [
                "line 7, slot.later: no sentence has this name; take it out, or write the name as the English file does"
            ]
        );
        assert_eq!(
            problems(&MODEL.replace("{until}", "{when}")),
            [
                "line 5, gate.wait: nothing fills in {when}; use {size}, {until}",
                "line 5, gate.wait: {until} is not said; use {size}, {until}",
            ]
        );
        assert_eq!(
            problems(&MODEL.replace("Now", "Now {n}")),
            ["line 7, slot.due: nothing fills in {n}; use no braces"]
        );
    }

    #[test]
    fn open_stray_and_empty_braces_are_refused() {
        for broken in
            ["Until {until, {size}.", "Until until}, {size}.", "Until {}, {size}.", "{Until} {size}"]
        {
            let said = problems(&MODEL.replace("Until {until}, {size}.", broken));
            assert_eq!(
                said,
                ["line 5, gate.wait: a brace is open or empty; write each part to fill in as {name}"],
                "{broken}"
            );
        }
    }

    #[test]
    fn the_form_of_the_file_is_checked() {
        assert_eq!(
            problems(&MODEL.replace("sentences/1", "sentences/2")),
            [
                "line 1, format: \"gradus-sentences/2\" is not known; did you mean gradus-sentences/1? Write one of: gradus-sentences/1"
            ]
        );
        assert_eq!(
            problems(&MODEL.replace("locale = \"en\"\n", "")),
            ["line 1, locale: missing; name the language, such as \"en\""]
        );
        assert_eq!(
            problems(&MODEL.replace("\"Now\"", "7")),
            ["line 7, slot.due: 7 is a number; write text in quotes"]
        );
        let months = "[date]\nmonths = \"Jan Feb\"\n";
        let said = Sentences::parse(&format!("{MODEL}{months}"), None).expect_err("two months");
        assert_eq!(
            said[0].to_string(),
            "line 9, date.months: not twelve months; write the twelve names with one space between"
        );
    }
}
