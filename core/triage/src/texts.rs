use std::collections::BTreeMap;

use gradus_domain::document::{Document, Field, Problem, Table};
use gradus_domain::sorting;
use gradus_domain::{GateTime, Locale};

use crate::duty::Duty;
use crate::evidence::EvidenceRow;
use crate::interview::ANYTHING_ELSE;
use crate::rule::Rule;
use crate::topic::NOTHING_MORE;
use crate::translation::Translated;

mod advice;

pub use advice::Advice;

/// The English texts that this version carries.
pub const TEXTS_EN: &str = include_str!("../../clinical/texts/en.toml");

/// The Spanish texts that this version carries.
pub const TEXTS_ES: &str = include_str!("../../clinical/texts/es.toml");

const FORMAT: &str = "gradus-texts/1";

/// Questions and advice in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Texts {
    locale: String,
    review: String,
    doubt: String,
    pub(crate) holds: BTreeMap<String, String>,
    pub(crate) feeds: Feeds,
    calls: BTreeMap<String, String>,
    tasks: BTreeMap<String, String>,
    interview: BTreeMap<String, String>,
    pub(crate) topics: BTreeMap<String, String>,
    pub(crate) questions: BTreeMap<String, Question>,
    pub(crate) advice: BTreeMap<String, AdviceText>,
    pub(crate) of_the_pack: Translated,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// As the person reads it.
    pub own: String,
    /// As a caregiver reads it about somebody else.
    pub about: String,
    /// What helps to answer it; may be empty.
    pub help: String,
    /// The levels of an ordered answer in words, mildest first; empty for other kinds.
    pub answers: Vec<String>,
}

/// What one advice key says, whoever is to be called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdviceText {
    /// What to do now.
    pub now: String,
    /// What not to do.
    pub not: String,
}

/// What advice says of food and drink.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Feeds {
    /// Its sentences, for everybody but a baby.
    pub(crate) others: Vec<String>,
    /// What is said of a baby in place of any of them.
    baby: String,
}

/// Keys under `[call]`.
pub(crate) const CALLS: [&str; 11] = [
    "emergency_ambulance",
    "emergency_department",
    "same_day_1",
    "same_day_2",
    "same_day_4",
    "contact_soon",
    "contact",
    "pause",
    "continue",
    "well",
    "unfinished",
];

/// Key under `[interview]` of what is said before a question that is put once more.
const LOOK_AGAIN: &str = "look_again";

/// Key under `[interview]` of what helps to answer whether anything else is different.
const ANYTHING_ELSE_HELP: &str = "anything_else_help";

/// Keys under `[interview]` of the question what something else is about, at the first turn and at a later one.
const ABOUT: &str = "about";
const ABOUT_MORE: &str = "about_more";

/// Keys under `[interview]`. What is not in the list of topics, and that nothing is left of it to name.
const INTERVIEW: [&str; 7] =
    [ANYTHING_ELSE, ANYTHING_ELSE_HELP, ABOUT, ABOUT_MORE, "not_in_list", NOTHING_MORE, LOOK_AGAIN];

/// Keys under `[hold]`: beside a rule that blocks, beside one that waits, and beside a doubt.
const HOLDS: [&str; 3] = ["blocked", "wait", "doubt"];

impl Texts {
    /// The texts of one of the languages that ship.
    pub fn of(locale: Locale) -> Self {
        let text = match locale {
            Locale::En => TEXTS_EN,
            Locale::Es => TEXTS_ES,
        };
        Self::parse(text).expect("the tests read the built-in texts")
    }

    /// The English texts that this version carries.
    pub fn english() -> Self {
        Self::of(Locale::En)
    }

    /// The texts of every language that this version carries, English first.
    pub fn shipped() -> Vec<Self> {
        Locale::ALL.iter().map(|locale| Self::of(*locale)).collect()
    }

    /// Reads texts from TOML.
    ///
    /// # Errors
    /// Every mistake, with its line. [`crate::Pack::check`] finds what a pack needs and this lacks.
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
            doubt: text("doubt"),
            holds: words(root.want_table("hold").as_ref(), &HOLDS),
            feeds: root.want_table("feeds").as_ref().and_then(feeds).unwrap_or_default(),
            calls: words(root.want_table("call").as_ref(), &CALLS),
            tasks: words(root.want_table("task").as_ref(), &Duty::KEYS.map(|(key, _)| key)),
            interview: words(root.want_table("interview").as_ref(), &INTERVIEW),
            topics: named(&root, "topic"),
            questions: tables(&root, "question", question),
            advice: tables(&root, "advice", advice),
            of_the_pack: Translated {
                titles: named(&root, "title"),
                source_titles: named(&root, "source_title"),
                sources: named(&root, "source"),
                words: named(&root, "word"),
            },
        };
        document.finish()?;
        Ok(texts)
    }

    /// The language, such as `en`.
    pub fn locale(&self) -> &str {
        &self.locale
    }

    /// Whether it is the language of pack, vocabulary and evidence.
    pub fn is_english(&self) -> bool {
        self.locale == Locale::En.tag()
    }

    /// What a rule is called.
    pub fn title<'t>(&'t self, rule: &'t Rule) -> &'t str {
        self.of_the_pack.titles.get(&rule.id).unwrap_or(&rule.title)
    }

    /// What a row of the evidence is called; empty for statements.
    pub fn source_title<'t>(&'t self, row: &'t EvidenceRow) -> &'t str {
        self.of_the_pack.source_titles.get(&row.id).unwrap_or(&row.title)
    }

    /// What a row of the evidence says.
    pub fn source<'t>(&'t self, row: &'t EvidenceRow) -> &'t str {
        self.of_the_pack.sources.get(&row.id).unwrap_or(&row.says)
    }

    /// A word of vocabulary or evidence by its English, such as a unit.
    pub fn word<'t>(&'t self, english: &'t str) -> &'t str {
        self.of_the_pack.words.get(english).map_or(english, String::as_str)
    }

    /// Who reviewed them, as they say.
    pub fn review(&self) -> &str {
        &self.review
    }

    /// The question for this fact.
    pub fn question(&self, fact: &str) -> Option<&Question> {
        self.questions.get(fact)
    }

    /// The question as it is put: to the person, or about somebody else.
    pub fn ask(&self, fact: &str, about_somebody: bool) -> Option<&str> {
        self.question(fact)
            .map(|question| if about_somebody { &question.about } else { &question.own }.as_str())
    }

    /// The question that decides whether the rest of an interview is put.
    pub fn anything_else(&self) -> &str {
        self.interview.get(ANYTHING_ELSE).map_or("", String::as_str)
    }

    /// What stands beside that question: the emergencies that no other question of somebody well names.
    pub fn anything_else_help(&self) -> &str {
        self.interview.get(ANYTHING_ELSE_HELP).map_or("", String::as_str)
    }

    /// The question what something else is about, at this turn, counted from 1.
    pub fn about(&self, turn: usize) -> &str {
        self.interview.get(if turn > 1 { ABOUT_MORE } else { ABOUT }).map_or("", String::as_str)
    }

    /// What a topic is called, where it is offered.
    pub fn topic(&self, id: &str) -> &str {
        self.topics.get(id).map_or("", String::as_str)
    }

    /// What is said at this turn where no topic is what it is about.
    pub fn nothing_more(&self, turn: usize) -> &str {
        let key = if turn > 1 { NOTHING_MORE } else { "not_in_list" };
        self.interview.get(key).map_or("", String::as_str)
    }

    /// Said before a question that is put once more.
    pub fn look_again(&self) -> &str {
        self.interview.get(LOOK_AGAIN).map_or("", String::as_str)
    }

    /// Said where a rule fired because a question has no answer.
    pub fn doubt(&self) -> &str {
        &self.doubt
    }

    /// What is said of sessions under a gate while a question that matters has no answer; `None` while it is open.
    pub fn hold_in_doubt(&self, time: GateTime) -> Option<&str> {
        match time {
            GateTime::Now => None,
            GateTime::WaitUntil(_) => Some(self.hold("doubt")),
            GateTime::Blocked => Some(self.hold("blocked")),
        }
    }

    /// What not to do, as it is said under a gate that may be stricter than the rule that says it: answers do not open
    /// what only a clinician releases.
    pub fn not_under(&self, not: &str, time: GateTime) -> String {
        if time < GateTime::Blocked {
            return not.to_owned();
        }
        let blocked = self.hold("blocked");
        not.replace(self.hold("wait"), blocked).replace(self.hold("doubt"), blocked)
    }

    /// Said where no rule fired: what to watch for, and when to look again.
    pub fn well(&self) -> &str {
        self.said("well")
    }

    /// Said where questions that matter were not answered.
    pub fn unfinished(&self) -> &str {
        self.said("unfinished")
    }

    /// Advice as it is said of a baby under a year: nobody at home is told to stop its feeds.
    pub fn of_baby(&self, advice: &str) -> String {
        let said = |text: String, sentence: &String| text.replace(sentence, &self.feeds.baby);
        self.feeds.others.iter().fold(advice.to_owned(), said)
    }

    fn said(&self, key: &str) -> &str {
        self.calls.get(key).map_or("", String::as_str)
    }

    /// A doubt need not close the gate as long as the rule itself would: what is said of sessions must fit both.
    fn not_in_doubt(&self, not: &str) -> String {
        not.replace(self.hold("blocked"), self.hold("doubt")).replace(self.hold("wait"), self.hold("doubt"))
    }

    fn hold(&self, key: &str) -> &str {
        self.holds.get(key).map_or("", String::as_str)
    }

    /// Whether an advice says what a gate of this sort says of sessions: `blocked` or `wait`.
    pub(crate) fn says_hold(&self, advice: &str, key: &str) -> bool {
        let sentence = self.hold(key);
        self.advice.get(advice).is_some_and(|text| !sentence.is_empty() && text.not.contains(sentence))
    }

    /// What each advice says, sentence by sentence, each with a name for messages.
    pub(crate) fn advised(&self) -> impl Iterator<Item = (String, &str)> {
        let parts = self.advice.iter().flat_map(|(key, text)| {
            [(format!("advice.{key}.now"), &text.now), (format!("advice.{key}.not"), &text.not)]
        });
        parts.flat_map(|(name, text)| text.split_inclusive(". ").map(move |part| (name.clone(), part.trim())))
    }

    /// The sentence of a task.
    pub fn task(&self, duty: Duty) -> &str {
        self.tasks.get(duty.key()).map_or("", String::as_str)
    }

    pub(crate) fn has_advice(&self, key: &str) -> bool {
        self.advice.contains_key(key)
    }

    pub(crate) fn question_keys(&self) -> impl Iterator<Item = &str> {
        self.questions.keys().map(String::as_str)
    }

    pub(crate) fn advice_keys(&self) -> impl Iterator<Item = &str> {
        self.advice.keys().map(String::as_str)
    }

    /// Everything that can stand above or beside a fired rule, each with a name for messages.
    pub(crate) fn beside_rules(&self) -> impl Iterator<Item = (String, &str)> {
        let advice = self.advice.iter().flat_map(|(key, text)| {
            [
                (format!("advice.{key}.now"), text.now.as_str()),
                (format!("advice.{key}.not"), text.not.as_str()),
            ]
        });
        let calls = self.calls.iter().map(|(key, text)| (format!("call.{key}"), text.as_str()));
        let tasks = self.tasks.iter().map(|(key, text)| (format!("task.{key}"), text.as_str()));
        let holds = self.holds.iter().map(|(key, text)| (format!("hold.{key}"), text.as_str()));
        advice.chain(calls).chain(tasks).chain(holds).chain([
            ("doubt".to_owned(), self.doubt.as_str()),
            ("feeds.baby".to_owned(), self.feeds.baby.as_str()),
        ])
    }
}

pub(crate) fn words(table: Option<&Table<'_>>, keys: &[&str]) -> BTreeMap<String, String> {
    let Some(table) = table else { return BTreeMap::new() };
    let read = |key: &&str| Some(((*key).to_owned(), table.want(key, "write text")?.text()?.to_owned()));
    sorting::map(keys.iter().filter_map(read))
}

/// Texts by name. A table that is not there holds none.
fn named(root: &Table<'_>, name: &str) -> BTreeMap<String, String> {
    let Some(table) = root.table(name) else { return BTreeMap::new() };
    let read = |(key, field): (&str, Field<'_>)| Some((key.to_owned(), field.text()?.to_owned()));
    sorting::map(table.fields().into_iter().filter_map(read))
}

fn feeds(table: &Table<'_>) -> Option<Feeds> {
    let others = table.want("others", "list the sentences on food and drink").map(|f| f.texts());
    let baby = table.want("baby", "write what is said of a baby instead").and_then(|f| f.text());
    Some(Feeds { others: others?.into_iter().map(str::to_owned).collect(), baby: baby?.to_owned() })
}

pub(crate) fn tables<T>(
    root: &Table<'_>,
    name: &str,
    read: fn(&Table<'_>) -> Option<T>,
) -> BTreeMap<String, T> {
    let Some(table) = root.want_table(name) else { return BTreeMap::new() };
    let fields = table.fields();
    sorting::map(fields.into_iter().filter_map(|(key, field)| Some((key.to_owned(), read(&field.table()?)?))))
}

pub(crate) fn question(table: &Table<'_>) -> Option<Question> {
    let own = table.want("self", "write the question as the person reads it").and_then(|f| f.text());
    let about = table.want("about", "write the question as a caregiver reads it").and_then(|f| f.text());
    let help = table.field("help").and_then(|f| f.text()).unwrap_or_default();
    let answers = table.field("answers").map(|f| f.texts()).unwrap_or_default();
    Some(Question {
        own: own?.to_owned(),
        about: about?.to_owned(),
        help: help.to_owned(),
        answers: answers.into_iter().map(str::to_owned).collect(),
    })
}

fn advice(table: &Table<'_>) -> Option<AdviceText> {
    let now = table.want("now", "say what to do now").and_then(|f| f.text());
    let not = table.want("not", "say what not to do").and_then(|f| f.text());
    Some(AdviceText { now: now?.to_owned(), not: not?.to_owned() })
}
