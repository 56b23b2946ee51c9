use std::collections::BTreeMap;

use chrono::NaiveDate;
use gradus_domain::document::{Document, Problem, Table};
use gradus_domain::{Basis, PackRef};

use super::Setting;
use crate::condition::{Condition, Macros};
use crate::pack::{Header, NOT_SIGNED, facts_read, macros, named_in};
use crate::rule::{read_condition, setting_id};
use crate::vocabulary::Vocabulary;

/// The text of the setting rules that this version carries.
pub const SETTING_RULES: &str = include_str!("../../../clinical/rules/setting.toml");
/// The text of the facts that these rules read.
pub const SETTING_FACTS: &str = include_str!("../../../clinical/rules/setting-facts.toml");

const FORMAT: &str = "gradus-setting/1";

/// A pack of setting rules, ready to decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingPack {
    head: Header,
    hash: [u8; 32],
    vocabulary: Vocabulary,
    rules: Vec<SettingRule>,
    doubt: Grounds,
    options: Vec<SettingOption>,
    look_again: LookAgain,
    macro_text: BTreeMap<String, String>,
}

/// One rule: when it holds, which setting it asks for, and on what it rests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingRule {
    /// Its condition as written.
    pub when: String,
    /// The freest setting that it leaves.
    pub setting: Setting,
    /// The only reason for dilation with which it holds; `None` where it holds with every one.
    pub only_for: Option<String>,
    pub(crate) grounds: Grounds,
    pub(crate) condition: Condition,
    pub(crate) line: usize,
}

/// Name, texts and basis of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Grounds {
    pub(crate) id: String,
    pub(crate) sources: Vec<String>,
    pub(crate) basis: Basis,
    pub(crate) text: String,
}

/// One rule of the setting, with what its condition stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingExplained<'p> {
    /// The rule; `None` for what stands for what was not asked.
    pub rule: Option<&'p SettingRule>,
    /// Its name.
    pub id: &'p str,
    /// What it asks for.
    pub setting: Setting,
    /// Every fact it reads, sorted by name.
    pub facts: Vec<&'p str>,
    /// Every macro it names, directly or through another, with its meaning.
    pub macros: Vec<(&'p str, &'p str)>,
    /// Evidence rows it cites.
    pub sources: &'p [String],
    /// On what it rests.
    pub basis: Basis,
    /// The key of its texts.
    pub text: &'p str,
}

/// Something that a clinician may speak of (S28). Never advice to be treated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingOption {
    /// The key of its text.
    pub id: String,
    /// The reasons for dilation with which it is spoken of.
    pub reasons: Vec<String>,
    /// Evidence rows it cites.
    pub sources: Vec<String>,
}

/// In how many days to look again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookAgain {
    days: [u16; 4],
    /// Evidence rows it cites.
    pub sources: Vec<String>,
    /// On what it rests.
    pub basis: Basis,
}

impl LookAgain {
    /// Days until somebody is to look again, if nothing changes before.
    pub fn days(&self, setting: Setting) -> u16 {
        self.days[setting as usize]
    }
}

impl SettingRule {
    /// Its name in the pack, such as `SP4`.
    pub fn id(&self) -> &str {
        &self.grounds.id
    }

    /// Evidence rows it cites.
    pub fn sources(&self) -> &[String] {
        &self.grounds.sources
    }

    /// On what it rests.
    pub fn basis(&self) -> Basis {
        self.grounds.basis
    }

    /// The key of its texts.
    pub fn text(&self) -> &str {
        &self.grounds.text
    }

    fn read(table: &Table<'_>, vocabulary: &Vocabulary, macros: &Macros) -> Option<Self> {
        let when = table.want("when", "write the condition");
        let condition = when.as_ref().and_then(|field| read_condition(field, vocabulary, macros));
        let right = "write not_now, professional or home; self_directed is what is left without any rule";
        let settings = &Setting::WORDS[1..];
        let setting = table.want("setting", right).and_then(|field| field.choice(settings));
        let id = name(table);
        let only_for = table.field("only_for").and_then(|field| field.text());
        let grounds = Grounds::read(table, id);
        Some(Self {
            when: when?.text()?.to_owned(),
            setting: setting?,
            only_for: only_for.map(str::to_owned),
            grounds: grounds?,
            condition: condition?,
            line: table.line(),
        })
    }
}

impl Grounds {
    fn read(table: &Table<'_>, id: Option<String>) -> Option<Self> {
        let sources = table.want("sources", "name evidence rows, such as [\"S23\"]").map(|f| f.texts());
        let basis =
            table.want("basis", "write sourced, general or proposal").and_then(|f| f.choice(&Basis::WORDS));
        let text = table.want("text", "name its texts").and_then(|f| f.text());
        Some(Self { id: id?, sources: owned(sources?), basis: basis?, text: text?.to_owned() })
    }
}

impl SettingPack {
    /// The setting rules that this version carries. `hash` is the SHA-256 of [`SETTING_RULES`].
    pub fn builtin(hash: [u8; 32]) -> Self {
        Self::parse(SETTING_RULES, SETTING_FACTS, hash).expect("the tests read the built-in pack")
    }

    /// Reads rules and the facts they are written for. `hash` is the SHA-256 of the rules' exact bytes.
    ///
    /// # Errors
    /// Every mistake, with its line, and the column inside a condition. A pack with one mistake is not used.
    pub fn parse(rules: &str, facts: &str, hash: [u8; 32]) -> Result<Self, Vec<Problem>> {
        let vocabulary = Vocabulary::parse(facts)?;
        let document = Document::parse(rules)?;
        let root = document.root();
        let head = Header::read(&root, FORMAT, &vocabulary);
        let (macros, macro_text) = macros(&root, &vocabulary);
        let tables = root.tables("rule");
        let rules: Vec<SettingRule> =
            tables.iter().filter_map(|table| SettingRule::read(table, &vocabulary, &macros)).collect();
        let doubt = root.want_table("doubt").and_then(|table| Grounds::read(&table, name(&table)));
        let options: Vec<SettingOption> = root.tables("option").iter().filter_map(option).collect();
        let look_again = root.want_table("look_again").as_ref().and_then(look_again);
        report_twins(&document, &rules);
        document.finish()?;
        match (head, doubt, look_again) {
            (Some(head), Some(doubt), Some(look_again)) => {
                Ok(Self { head, hash, vocabulary, rules, doubt, options, look_again, macro_text })
            }
            _ => Err(vec![Problem::new(1, "", "the pack's head is incomplete", "see the format at its top")]),
        }
    }

    /// Its name and version, such as `setting-1`.
    pub fn version(&self) -> String {
        format!("{}-{}", self.head.id, self.head.version)
    }

    /// From when on it holds.
    pub fn effective(&self) -> NaiveDate {
        self.head.effective
    }

    /// Who signed it off, as it says; `None` where nobody has.
    pub fn signed_off(&self) -> Option<&str> {
        Some(self.head.sign_off.as_str()).filter(|who| *who != NOT_SIGNED)
    }

    /// What is shown with every answer.
    pub fn reference(&self) -> PackRef {
        PackRef { version: self.version(), hash: self.hash, signed_off: self.signed_off().is_some() }
    }

    /// The facts its rules read.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// Its rules, in the order of the file.
    pub fn rules(&self) -> &[SettingRule] {
        &self.rules
    }

    /// The rule of this name.
    pub fn rule(&self, id: &str) -> Option<&SettingRule> {
        self.rules.iter().find(|rule| rule.grounds.id == id)
    }

    /// Everything there is to say about one rule, or about what stands for what was not asked.
    pub fn explain(&self, id: &str) -> Option<SettingExplained<'_>> {
        let rule = self.rule(id);
        let grounds = match rule {
            Some(rule) => &rule.grounds,
            None => Some(&self.doubt).filter(|doubt| doubt.id == id)?,
        };
        let mut macros = Vec::new();
        named_in(&self.macro_text, rule.map_or("", |rule| &rule.when), &mut macros);
        Some(SettingExplained {
            rule,
            id: &grounds.id,
            setting: rule.map_or(Setting::Professional, |rule| rule.setting),
            facts: rule.map(|rule| facts_read(&rule.condition, &self.vocabulary)).unwrap_or_default(),
            macros,
            sources: &grounds.sources,
            basis: grounds.basis,
            text: &grounds.text,
        })
    }

    /// What a clinician may speak of.
    pub fn options(&self) -> &[SettingOption] {
        &self.options
    }

    /// In how many days to look again.
    pub fn look_again(&self) -> &LookAgain {
        &self.look_again
    }

    /// The conditions that rules name, each with its meaning.
    pub fn macros(&self) -> &BTreeMap<String, String> {
        &self.macro_text
    }

    /// What stands for what was not asked.
    pub(crate) fn doubt(&self) -> &Grounds {
        &self.doubt
    }
}

fn name(table: &Table<'_>) -> Option<String> {
    let right = "write S, a capital letter, digits, then small letters, such as SP4a";
    table.want("id", right)?.parse(right, setting_id)
}

fn option(table: &Table<'_>) -> Option<SettingOption> {
    let id = table.want("id", "name its text").and_then(|f| f.text());
    let reasons = table.want("reasons", "name the reasons for dilation").map(|f| f.texts());
    let sources = table.want("sources", "name evidence rows").map(|f| f.texts());
    Some(SettingOption { id: id?.to_owned(), reasons: owned(reasons?), sources: owned(sources?) })
}

fn look_again(table: &Table<'_>) -> Option<LookAgain> {
    let days = Setting::WORDS.map(|(word, _)| {
        let days = table.want(word, "write days").and_then(|f| f.integer(1..=366, "days"));
        days.and_then(|days| u16::try_from(days).ok())
    });
    let sources = table.want("sources", "name evidence rows").map(|f| f.texts());
    let basis =
        table.want("basis", "write sourced, general or proposal").and_then(|f| f.choice(&Basis::WORDS));
    let [own, home, professional, not_now] = days;
    let days = [own?, home?, professional?, not_now?];
    Some(LookAgain { days, sources: owned(sources?), basis: basis? })
}

fn report_twins(document: &Document, rules: &[SettingRule]) {
    for (at, rule) in rules.iter().enumerate() {
        if let Some(first) = rules[..at].iter().find(|first| first.grounds.id == rule.grounds.id) {
            let wrong = format!("{} stands in line {} already", rule.grounds.id, first.line);
            document.report(Problem::new(rule.line, "rule.id", wrong, "give it a name of its own"));
        }
    }
}

fn owned(texts: Vec<&str>) -> Vec<String> {
    texts.into_iter().map(str::to_owned).collect()
}
