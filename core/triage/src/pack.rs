use std::collections::BTreeMap;

use chrono::NaiveDate;
use gradus_domain::document::{Document, Problem, Table};
use gradus_domain::sorting;
use gradus_domain::{Basis, PackRef};

use crate::condition::{Atom, Condition, Macros};
use crate::expression::Expression;
use crate::rule::{Rule, read_condition};
use crate::vocabulary::Vocabulary;

/// The text of the danger rules that this version carries.
pub const DANGER_RULES: &str = include_str!("../../clinical/rules/danger.toml");

const FORMAT: &str = "gradus-rules/1";
pub(crate) const NOT_SIGNED: &str = "not signed off by a clinician";

/// A pack of danger rules, ready to decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pack {
    pub(crate) id: String,
    pub(crate) version: u32,
    pub(crate) effective: NaiveDate,
    pub(crate) sign_off: String,
    /// The vocabulary that it was written for.
    pub(crate) facts_version: u32,
    pub(crate) hash: [u8; 32],
    pub(crate) vocabulary: Vocabulary,
    pub(crate) rules: Vec<Rule>,
    pub(crate) surgeon: SurgeonDeadline,
    /// Every different atom of its conditions.
    pub(crate) atoms: Vec<Atom>,
    /// The fact that the engine sets to the number of families that ask for the clinic.
    pub(crate) families_fact: Option<usize>,
    pub(crate) macro_text: BTreeMap<String, String>,
}

/// By when the surgeon must be reached after a block, because pausing harms too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SurgeonDeadline {
    /// For whom, as written.
    pub when: String,
    /// Hours from the block.
    pub within_h: u32,
    /// Key of its text.
    pub advice: String,
    /// Evidence rows it cites.
    pub sources: Vec<String>,
    /// On what it rests.
    pub basis: Basis,
    pub(crate) condition: Condition,
    pub(crate) line: usize,
}

impl Pack {
    /// The danger rules that this version carries. `hash` is the SHA-256 of [`DANGER_RULES`].
    pub fn builtin(hash: [u8; 32]) -> Self {
        Self::parse(DANGER_RULES, hash).expect("the tests read the built-in pack")
    }

    /// Reads a pack for the built-in vocabulary. `hash` is the SHA-256 of the text's exact bytes; it is stored with
    /// every answer.
    ///
    /// # Errors
    /// Every mistake, with its line, and the column inside a condition. A pack with one mistake is not used.
    /// [`Pack::check`] finds more.
    pub fn parse(text: &str, hash: [u8; 32]) -> Result<Self, Vec<Problem>> {
        Self::parse_over(text, Vocabulary::builtin(), hash)
    }

    /// As [`Pack::parse`], for other facts than those of this version.
    ///
    /// # Errors
    /// As [`Pack::parse`].
    pub fn parse_over(text: &str, vocabulary: Vocabulary, hash: [u8; 32]) -> Result<Self, Vec<Problem>> {
        let document = Document::parse(text)?;
        let root = document.root();
        let header = Header::read(&root, FORMAT, &vocabulary);
        let (macros, macro_text) = macros(&root, &vocabulary);
        let surgeon = surgeon(&root, &vocabulary, &macros);
        let tables = root.tables("rule");
        if tables.is_empty() {
            root.report("rule", "missing", "write at least one [[rule]]");
        }
        let mut rules: Vec<Rule> =
            tables.iter().filter_map(|table| Rule::read(table, &vocabulary, &macros)).collect();
        report_twins(&document, &rules);
        document.finish()?;
        let (Some(header), Some(mut surgeon)) = (header, surgeon) else {
            let wrong = "the pack's head is incomplete";
            return Err(vec![Problem::new(1, "", wrong, "see the format at its top")]);
        };
        let mut atoms = Vec::new();
        rules.iter_mut().for_each(|rule| rule.condition.number(&mut atoms));
        surgeon.condition.number(&mut atoms);
        let families_fact = vocabulary.slot("contact_families_72h");
        Ok(Self {
            id: header.id,
            version: header.version,
            effective: header.effective,
            sign_off: header.sign_off,
            facts_version: header.facts_version,
            hash,
            vocabulary,
            rules,
            surgeon,
            atoms,
            families_fact,
            macro_text,
        })
    }

    /// Its name and version, such as `danger-1`.
    pub fn version(&self) -> String {
        format!("{}-{}", self.id, self.version)
    }

    /// The number of its version; a lower one never replaces a higher one.
    pub fn number(&self) -> u32 {
        self.version
    }

    /// From when on it holds.
    pub fn effective(&self) -> NaiveDate {
        self.effective
    }

    /// Who signed it off, as it says.
    pub fn sign_off(&self) -> &str {
        &self.sign_off
    }

    /// What is stored with every answer.
    pub fn reference(&self) -> PackRef {
        PackRef { version: self.version(), hash: self.hash, signed_off: self.sign_off != NOT_SIGNED }
    }

    /// The facts its rules read.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// Its rules, in the order of the file.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The rule of this name.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == id)
    }

    /// By when the surgeon must be reached after a block.
    pub fn surgeon_deadline(&self) -> &SurgeonDeadline {
        &self.surgeon
    }

    /// Everything there is to say about one rule, the macros it names written out beside it.
    pub fn explain(&self, id: &str) -> Option<RuleExplained<'_>> {
        let rule = self.rule(id)?;
        let mut macros: Vec<(&str, &str)> = Vec::new();
        named_in(&self.macro_text, &rule.when, &mut macros);
        Some(RuleExplained { rule, facts: facts_read(&rule.condition, &self.vocabulary), macros })
    }
}

/// Every fact that a condition reads, sorted by name.
pub(crate) fn facts_read<'v>(condition: &Condition, vocabulary: &'v Vocabulary) -> Vec<&'v str> {
    let mut facts: Vec<&str> =
        condition.atoms().map(|atom| vocabulary.facts()[atom.fact].id.as_str()).collect();
    sorting::sort(&mut facts);
    facts.dedup();
    facts
}

/// Every macro that a text names, directly or through another, with its meaning.
pub(crate) fn named_in<'p>(
    macros: &'p BTreeMap<String, String>,
    text: &str,
    found: &mut Vec<(&'p str, &'p str)>,
) {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    for (name, meaning) in words.filter_map(|word| macros.get_key_value(word)) {
        if found.iter().all(|(known, _)| known != name) {
            found.push((name, meaning));
            named_in(macros, meaning, found);
        }
    }
}

/// One rule, with what its condition stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleExplained<'p> {
    /// The rule.
    pub rule: &'p Rule,
    /// Every fact it reads, sorted by name.
    pub facts: Vec<&'p str>,
    /// Every macro it names, directly or through another, with its meaning.
    pub macros: Vec<(&'p str, &'p str)>,
}

/// The head of a pack: which it is, and who stands behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Header {
    pub(crate) id: String,
    pub(crate) version: u32,
    pub(crate) effective: NaiveDate,
    pub(crate) sign_off: String,
    pub(crate) facts_version: u32,
}

impl Header {
    pub(crate) fn read(root: &Table<'_>, format: &str, vocabulary: &Vocabulary) -> Option<Self> {
        let format =
            root.want("format", format!("write \"{format}\"")).and_then(|f| f.choice(&[(format, ())]));
        let id = root.want("id", "name the pack").and_then(|f| f.text());
        let version =
            root.want("version", "write a whole number").and_then(|f| f.integer(1..=9999, "a number"));
        let effective = root.want("effective", "write a date").and_then(|f| f.date());
        let right = "write \"not signed off by a clinician\", or \"signed off by NAME on DATE\"";
        let sign_off = root.want("sign_off", right).and_then(|f| {
            f.parse(right, |text| match text {
                NOT_SIGNED => Ok(text.to_owned()),
                text if text.starts_with("signed off by ") => Ok(text.to_owned()),
                _ => Err("not a sign-off"),
            })
        });
        let facts = i64::from(vocabulary.version());
        let facts = root
            .want("facts_version", "name the vocabulary")
            .and_then(|f| f.integer(1..=facts, "a vocabulary known here,"));
        format?;
        Some(Self {
            id: id?.to_owned(),
            version: u32::try_from(version?).ok()?,
            effective: effective?,
            sign_off: sign_off?,
            facts_version: u32::try_from(facts?).ok()?,
        })
    }
}

/// The named conditions of a pack, compiled and as written.
pub(crate) fn macros(root: &Table<'_>, vocabulary: &Vocabulary) -> (Macros, BTreeMap<String, String>) {
    let (mut macros, mut texts) = (Macros::new(), BTreeMap::new());
    let Some(table) = root.table("macro") else { return (macros, texts) };
    let fields = table.fields();
    for (name, field) in &fields {
        if vocabulary.slot(name).is_some() {
            field.report("there is a fact of this name", "give the macro another name");
        }
        if let Some(Ok(expression)) = field.text().map(Expression::parse) {
            macros.insert((*name).to_owned(), expression);
            texts.insert((*name).to_owned(), field.text().unwrap_or_default().to_owned());
        }
    }
    for (_, field) in &fields {
        read_condition(field, vocabulary, &macros);
    }
    (macros, texts)
}

fn surgeon(root: &Table<'_>, vocabulary: &Vocabulary, macros: &Macros) -> Option<SurgeonDeadline> {
    let table = root.want_table("surgeon_deadline")?;
    let when = table.want("when", "say for whom")?;
    let condition = read_condition(&when, vocabulary, macros);
    if condition.as_ref().is_some_and(|condition| condition.atoms().any(|atom| !atom.context)) {
        when.report("reads a danger sign", "use context facts only");
    }
    let hours = table.want("within_h", "write hours")?.integer(1..=72, "hours");
    let advice = table.want("advice", "name its text")?.text();
    let sources = table.want("sources", "name evidence rows")?.texts();
    let basis = table.want("basis", "write sourced, general or proposal")?.choice(&Basis::WORDS);
    Some(SurgeonDeadline {
        when: when.text()?.to_owned(),
        within_h: u32::try_from(hours?).ok()?,
        advice: advice?.to_owned(),
        sources: sources.into_iter().map(str::to_owned).collect(),
        basis: basis?,
        condition: condition?,
        line: table.line(),
    })
}

fn report_twins(document: &Document, rules: &[Rule]) {
    for (at, rule) in rules.iter().enumerate() {
        if let Some(first) = rules[..at].iter().find(|first| first.id == rule.id) {
            let wrong = format!("{} stands in line {} already", rule.id, first.line);
            document.report(Problem::new(
                rule.line,
                format!("{}.id", rule.path),
                wrong,
                "give it a name of its own",
            ));
        }
    }
}
