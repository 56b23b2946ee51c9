use std::collections::BTreeMap;

use gradus_domain::document::{Document, Problem, Table};
use gradus_domain::{Answer, FactId, Locale, Value, sorting};

use super::Setting;
use crate::texts::{Question, question, tables};

/// The English texts of the setting that this version carries.
pub const SETTING_TEXTS_EN: &str = include_str!("../../../clinical/texts/setting.en.toml");

/// The Spanish texts of the setting that this version carries.
pub const SETTING_TEXTS_ES: &str = include_str!("../../../clinical/texts/setting.es.toml");

const FORMAT: &str = "gradus-setting-texts/1";

/// The screens on which questions stand, in their order; the word is the group of a fact.
pub(crate) const SCREENS: [&str; 2] = ["why", "how"];

/// Questions and words of the setting in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingTexts {
    locale: String,
    review: String,
    said: BTreeMap<String, String>,
    screens: BTreeMap<String, String>,
    screens_about: BTreeMap<String, String>,
    settings: BTreeMap<String, Answered>,
    pub(super) reasons: BTreeMap<String, Finding>,
    pub(super) options: BTreeMap<String, String>,
    pub(super) questions: BTreeMap<String, Question>,
}

/// One of the four answers in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Answered {
    title: String,
    sentence: String,
    whom: String,
    asks: Vec<String>,
}

/// What one rule finds, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Finding {
    pub(super) says: String,
    pub(super) ask: String,
    pub(super) whom: Option<String>,
}

/// Texts that stand alone.
const ALONE: [&str; 8] =
    ["not_signed", "signed", "doubt", "doubt_stops", "doubt_ask", "go_on", "options_lead", "look_again"];

impl SettingTexts {
    /// The texts of one of the languages that ship.
    pub fn of(locale: Locale) -> Self {
        let text = match locale {
            Locale::En => SETTING_TEXTS_EN,
            Locale::Es => SETTING_TEXTS_ES,
        };
        Self::parse(text).expect("the tests read the built-in texts")
    }

    /// The English texts that this version carries.
    pub fn english() -> Self {
        Self::of(Locale::En)
    }

    /// Reads texts from TOML.
    ///
    /// # Errors
    /// Every mistake, with its line. [`super::SettingPack::check`] finds what a pack needs and this lacks.
    pub fn parse(text: &str) -> Result<Self, Vec<Problem>> {
        let document = Document::parse(text)?;
        let root = document.root();
        if let Some(format) = root.want("format", format!("write \"{FORMAT}\"")) {
            format.choice(&[(FORMAT, ())]);
        }
        let text =
            |name: &str| root.want(name, "write text").and_then(|f| f.text()).unwrap_or_default().to_owned();
        let texts = Self {
            locale: text("locale"),
            review: text("review"),
            said: sorting::map(ALONE.map(|name| (name.to_owned(), text(name)))),
            screens: lines(root.want_table("screen").as_ref(), Some(&SCREENS)),
            screens_about: lines(root.want_table("screen_about").as_ref(), Some(&SCREENS)),
            settings: tables(&root, "setting", answered),
            reasons: tables(&root, "reason", finding),
            options: lines(root.want_table("option").as_ref(), None),
            questions: tables(&root, "question", question),
        };
        for (word, _) in Setting::WORDS {
            if !texts.settings.contains_key(word) {
                root.report("setting", format!("no [setting.{word}]"), "write one for each of the four");
            }
        }
        document.finish()?;
        Ok(texts)
    }

    /// What a rule finds, in words.
    pub fn finding(&self, key: &str) -> &str {
        self.reasons.get(key).map_or("", |finding| finding.says.as_str())
    }

    /// The language, such as `en`.
    pub fn locale(&self) -> &str {
        &self.locale
    }

    /// Who reviewed them, as they say.
    pub fn review(&self) -> &str {
        &self.review
    }

    /// The name of a setting.
    pub fn title(&self, setting: Setting) -> &str {
        self.settings.get(setting.word()).map_or("", |one| &one.title)
    }

    /// What a setting means, in one or two sentences.
    pub fn sentence(&self, setting: Setting) -> &str {
        self.settings.get(setting.word()).map_or("", |one| &one.sentence)
    }

    /// With whom to speak first: as the gravest of these findings has it, else as the setting does.
    pub fn whom<'t>(&'t self, setting: Setting, mut findings: impl Iterator<Item = &'t str>) -> &'t str {
        let named = findings.find_map(|key| self.reasons.get(key)?.whom.as_deref());
        named.or_else(|| Some(self.settings.get(setting.word())?.whom.as_str())).unwrap_or("")
    }

    /// What to ask at the visit with every answer of this setting.
    pub fn asks(&self, setting: Setting) -> &[String] {
        self.settings.get(setting.word()).map_or(&[], |one| &one.asks)
    }

    /// What a rule of this setting finds. In doubt it is the question without an answer.
    pub fn says(&self, finding: &str, setting: Setting, unsure: Option<&str>) -> String {
        match unsure {
            Some(question) if setting == Setting::NotNow => {
                self.alone("doubt_stops").replace("{question}", question)
            }
            Some(question) => self.alone("doubt").replace("{question}", question),
            None => self.reasons.get(finding).map_or(String::new(), |one| one.says.clone()),
        }
    }

    /// What to ask the clinic about a finding, with the values that were told; in doubt, about the question.
    pub fn ask(&self, finding: &str, unsure: Option<&str>, told: &BTreeMap<FactId, Answer<Value>>) -> String {
        if let Some(question) = unsure {
            return self.alone("doubt_ask").replace("{question}", question);
        }
        let ask = self.reasons.get(finding).map_or(String::new(), |one| one.ask.clone());
        told.iter().fold(ask, |ask, (id, answer)| match answer {
            Answer::Known(Value::Number(number)) => ask.replace(&format!("{{{id}}}"), &number.to_string()),
            _ => ask,
        })
    }

    /// The words of an option.
    pub fn option(&self, id: &str) -> &str {
        self.options.get(id).map_or("", String::as_str)
    }

    /// What is said where a clinic's plan is in force and nothing but open questions speak for a clinician.
    pub fn go_on(&self) -> &str {
        self.alone("go_on")
    }

    /// What is said above the options.
    pub fn options_lead(&self) -> &str {
        self.alone("options_lead")
    }

    /// When to look again, with the date in words.
    pub fn look_again(&self, date: &str) -> String {
        self.alone("look_again").replace("{date}", date)
    }

    /// Who has signed the rules: nobody, or as they say.
    pub fn signed(&self, by: Option<&str>) -> String {
        match by {
            None => self.alone("not_signed").to_owned(),
            Some(by) => self.alone("signed").replace("{sign_off}", by),
        }
    }

    /// The title of a screen, as the person or whoever looks after them reads it.
    pub fn screen(&self, group: &str, about_somebody: bool) -> &str {
        let screens = if about_somebody { &self.screens_about } else { &self.screens };
        screens.get(group).map_or("", String::as_str)
    }

    /// The question for this fact.
    pub fn question(&self, fact: &str) -> Option<&Question> {
        self.questions.get(fact)
    }

    fn alone(&self, key: &str) -> &str {
        self.said.get(key).map_or("", String::as_str)
    }

    /// Everything that is said beside an answer, each with a name for messages.
    pub(super) fn beside(&self) -> impl Iterator<Item = (String, &str)> {
        let said = self.said.iter().map(|(key, text)| (key.clone(), text.as_str()));
        let settings = self.settings.iter().flat_map(|(key, one)| {
            let asks = one.asks.iter().map(move |ask| (format!("setting.{key}.asks"), ask.as_str()));
            let rest = [("title", &one.title), ("sentence", &one.sentence), ("whom", &one.whom)];
            asks.chain(rest.map(|(name, text)| (format!("setting.{key}.{name}"), text.as_str())))
        });
        let reasons = self.reasons.iter().flat_map(|(key, one)| {
            let whom = one.whom.iter().map(move |text| (format!("reason.{key}.whom"), text.as_str()));
            let rest = [("says", &one.says), ("ask", &one.ask)];
            whom.chain(rest.map(|(name, text)| (format!("reason.{key}.{name}"), text.as_str())))
        });
        let options = self.options.iter().map(|(key, text)| (format!("option.{key}"), text.as_str()));
        said.chain(settings).chain(reasons).chain(options)
    }
}

/// Texts by key: those that are wanted, or all.
fn lines(table: Option<&Table<'_>>, wanted: Option<&[&str]>) -> BTreeMap<String, String> {
    let Some(table) = table else { return BTreeMap::new() };
    match wanted {
        Some(keys) => crate::texts::words(Some(table), keys),
        None => sorting::map(
            table
                .fields()
                .into_iter()
                .filter_map(|(key, field)| Some((key.to_owned(), field.text()?.to_owned()))),
        ),
    }
}

fn answered(table: &Table<'_>) -> Option<Answered> {
    let text = |name: &str| Some(table.want(name, "write text")?.text()?.to_owned());
    let (title, sentence, whom) = (text("title"), text("sentence"), text("whom"));
    let asks = table.want("asks", "list what to ask at the visit").map(|field| field.texts());
    let asks = asks?.into_iter().map(str::to_owned).collect();
    Some(Answered { title: title?, sentence: sentence?, whom: whom?, asks })
}

fn finding(table: &Table<'_>) -> Option<Finding> {
    let text = |name: &str| Some(table.want(name, "write text")?.text()?.to_owned());
    let (says, ask) = (text("says"), text("ask"));
    let whom = table.field("whom").and_then(|field| field.text()).map(str::to_owned);
    Some(Finding { says: says?, ask: ask?, whom })
}
