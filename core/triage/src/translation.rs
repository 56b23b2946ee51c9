//! Whether texts in another language say what the English ones say, as far as a machine can tell.

use std::collections::{BTreeMap, BTreeSet};

use gradus_domain::document::Problem;

use crate::evidence::Evidence;
use crate::pack::Pack;
use crate::texts::Texts;

impl Texts {
    /// What these texts lack beside the English ones, or have too much: a question, a topic, an answer or an advice; a sentence of
    /// `[hold]` or `[feeds]` that stands in an advice of one of the two only, so that it would not be replaced there; a title
    /// of a rule or of a source. Empty when nothing is wrong. Lines are 0: each problem names its place.
    pub fn check_against(&self, english: &Self, pack: &Pack, evidence: &Evidence) -> Vec<Problem> {
        let mut problems = Vec::new();
        self.check_questions(english, &mut problems);
        self.check_advice(english, &mut problems);
        let topics = english.topics.keys().map(String::as_str).collect();
        self.check_names("topic", self.topics.keys(), &topics, &mut problems);
        let rules = pack.rules().iter().map(|rule| rule.id.as_str()).collect();
        self.check_names("title", self.of_the_pack.titles.keys(), &rules, &mut problems);
        let rows = evidence.rows().map(|row| row.id.as_str()).collect();
        self.check_names("source", self.of_the_pack.sources.keys(), &rows, &mut problems);
        let titled = evidence.rows().filter(|row| !row.title.is_empty()).map(|row| row.id.as_str()).collect();
        self.check_names("source_title", self.of_the_pack.source_titles.keys(), &titled, &mut problems);
        problems
    }

    fn check_questions(&self, english: &Self, problems: &mut Vec<Problem>) {
        let known = english.questions.keys().map(String::as_str).collect();
        self.check_names("question", self.questions.keys(), &known, problems);
        for (key, question) in &self.questions {
            let Some(model) = english.questions.get(key) else { continue };
            if question.answers.len() != model.answers.len()
                || question.help.is_empty() != model.help.is_empty()
            {
                let wrong = "not as many answers as in English, or help in one of the two only";
                problems.push(self.at(&format!("question.{key}"), wrong.to_owned()));
            }
        }
    }

    fn check_advice(&self, english: &Self, problems: &mut Vec<Problem>) {
        let known = english.advice.keys().map(String::as_str).collect();
        self.check_names("advice", self.advice.keys(), &known, problems);
        let shared = self.exchanged().into_iter().zip(english.exchanged());
        let shared: Vec<_> = shared.collect();
        if self.exchanged().len() != english.exchanged().len() {
            problems.push(self.at("feeds.others", "not as many sentences as in English".to_owned()));
        }
        for (key, said) in &self.advice {
            let Some(model) = english.advice.get(key) else { continue };
            for (part, text, model) in [("now", &said.now, &model.now), ("not", &said.not, &model.not)] {
                for (here, there) in &shared {
                    if text.contains(*here) != model.contains(*there) {
                        let wrong = format!("{here:?} stands here or in English, and not in both");
                        problems.push(self.at(&format!("advice.{key}.{part}"), wrong));
                    }
                }
            }
        }
    }

    /// Sentences that another one takes the place of where they stand in an advice.
    fn exchanged(&self) -> Vec<&str> {
        self.holds.values().chain(&self.feeds.others).map(String::as_str).collect()
    }

    fn check_names<'k>(
        &self,
        table: &str,
        here: impl Iterator<Item = &'k String>,
        wanted: &BTreeSet<&str>,
        problems: &mut Vec<Problem>,
    ) {
        let here: BTreeSet<&str> = here.map(String::as_str).collect();
        let missing = wanted.difference(&here).map(|name| (name, "missing"));
        let extra = here.difference(wanted).map(|name| (name, "nobody uses this text"));
        problems.extend(
            missing.chain(extra).map(|(name, wrong)| self.at(&format!("{table}.{name}"), wrong.to_owned())),
        );
    }

    fn at(&self, field: &str, wrong: String) -> Problem {
        Problem::new(0, format!("{}: {field}", self.locale()), wrong, "write it as the English file has it")
    }
}

/// What pack, vocabulary and evidence say in English themselves, in another language. Empty in English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Translated {
    /// Titles of rules by their ids.
    pub(crate) titles: BTreeMap<String, String>,
    /// Titles of rows of the evidence by their ids.
    pub(crate) source_titles: BTreeMap<String, String>,
    /// What rows of the evidence say, by their ids.
    pub(crate) sources: BTreeMap<String, String>,
    /// Single words and titles by their English, such as units.
    pub(crate) words: BTreeMap<String, String>,
}
