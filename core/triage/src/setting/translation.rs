//! Whether texts of the setting in another language say what the English ones say, as far as a machine can tell.

use std::collections::{BTreeMap, BTreeSet};

use gradus_domain::document::Problem;

use super::check::braces;
use super::texts::SettingTexts;

impl SettingTexts {
    /// What these texts lack beside the English ones, or have too much: a question to ask at the visit, help, or a value in
    /// a sentence. Empty when nothing is wrong; [`super::SettingPack::check`] finds what the pack needs. Lines are 0: each
    /// problem names its place.
    pub fn check_against(&self, english: &Self) -> Vec<Problem> {
        let (own, model) = (self.shape(), english.shape());
        let keys: BTreeSet<&String> = own.keys().chain(model.keys()).collect();
        let differ = keys.into_iter().filter(|key| own.get(*key) != model.get(*key));
        let problem = |key: &String| {
            let field = format!("{}: {key}", self.locale());
            let wrong = "not as many texts as in English, or not the same values in them";
            Problem::new(0, field, wrong, "write it as the English file has it")
        };
        differ.map(problem).collect()
    }

    /// Every text by its place, as the values that it names.
    fn shape(&self) -> BTreeMap<String, Vec<BTreeSet<&str>>> {
        let questions = self.questions.iter().filter(|(_, question)| !question.help.is_empty());
        let helps = questions.map(|(key, question)| (format!("question.{key}.help"), question.help.as_str()));
        let mut shape: BTreeMap<String, Vec<BTreeSet<&str>>> = BTreeMap::new();
        for (place, text) in self.beside().chain(helps) {
            shape.entry(place).or_default().push(braces(text).collect());
        }
        shape
    }
}
