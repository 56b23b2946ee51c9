use std::collections::BTreeMap;

use gradus_domain::Locale;

use crate::Words;
use crate::sentences::Sentences;

const ENGLISH: &str = include_str!("../../clinical/texts/plans.en.toml");

/// What the published plan forms say to people, in another language: by the English text that stands in the form. A plan is a
/// document, and is kept as it was taken up; it is only said in another language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct PlanTexts {
    by_english: BTreeMap<String, String>,
}

impl PlanTexts {
    /// In one of the languages that ship: nothing for English, which stands in the forms.
    pub(crate) fn of(locale: Locale) -> Self {
        let said = match locale {
            Locale::En => return Self::default(),
            Locale::Es => include_str!("../../clinical/texts/plans.es.toml"),
        };
        let english = Sentences::parse(ENGLISH, None).expect("the tests read the built-in texts");
        let said = Sentences::parse(said, Some(&english)).expect("the tests read the built-in texts");
        let texts = english.all().map(|(key, text)| (text.to_owned(), said.fill(key, &[])));
        Self { by_english: texts.collect() }
    }
}

impl Words {
    /// What a plan says in these words, where a published form has said it; anything else as its author wrote it.
    pub fn of_plan<'t>(&'t self, text: &'t str) -> &'t str {
        self.plans.by_english.get(text).map_or(text, String::as_str)
    }
}
