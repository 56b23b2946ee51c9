//! What is asked when a session is over.

use gradus_app::view::{RunDetailsDraft, RunView};

use super::session::{WAYS_IN, pain, words_of_blood};
use crate::failure::Failure;
use crate::prompt::{Field, Form};

/// Why a session was stopped, as it is written down and as people say it.
const REASONS: &[(&str, &str)] = &[
    ("interrupted", "something came between"),
    ("pain", "it hurt"),
    ("would_not_pass", "it would not go in"),
    ("child_said_stop", "a child said stop, or resisted"),
    ("other", "another reason"),
];

/// The details on the way.
pub struct DetailsForm {
    draft: RunDetailsDraft,
    asks_ease: bool,
    asks_why: bool,
    asks_blood: bool,
    asks_peak: bool,
    words_of_blood: Vec<(String, String)>,
}

impl DetailsForm {
    /// Asks what this session has not told already.
    pub fn of(view: &RunView) -> Self {
        Self {
            draft: RunDetailsDraft::default(),
            asks_ease: view.asks_ease,
            asks_why: view.asks_why,
            asks_blood: view.blood.is_none(),
            asks_peak: view.pain_peak.is_none(),
            words_of_blood: words_of_blood(),
        }
    }
}

impl Form for DetailsForm {
    type Draft = RunDetailsDraft;

    fn missing(&self) -> Vec<Field<Self>> {
        vec![EASE, WHY, PEAK, AFTER, BLOOD]
    }

    fn draft(&self) -> Result<RunDetailsDraft, Failure> {
        Ok(self.draft.clone())
    }
}

const EASE: Field<DetailsForm> = Field {
    name: "ease",
    applies: |form| form.asks_ease,
    ask: |form, terminal| terminal.choice("How did it go in?", WAYS_IN, true, &mut form.draft.ease),
};
const WHY: Field<DetailsForm> = Field {
    name: "stop_reason",
    applies: |form| form.asks_why,
    ask: |form, terminal| terminal.choice("Why was it stopped?", REASONS, false, &mut form.draft.stop_reason),
};
const PEAK: Field<DetailsForm> = Field {
    name: "pain_peak",
    applies: |form| form.asks_peak,
    ask: |form, terminal| {
        terminal.field("Worst pain during, 0 to 10, s for not sure", None, &mut form.draft.pain_peak, pain)
    },
};
const AFTER: Field<DetailsForm> = Field {
    name: "pain_after",
    applies: |_| true,
    ask: |form, terminal| {
        terminal.field("Pain now, 0 to 10, s for not sure", None, &mut form.draft.pain_after, pain)
    },
};
const BLOOD: Field<DetailsForm> = Field {
    name: "bleeding",
    applies: |form| form.asks_blood,
    ask: |form, terminal| {
        let words: Vec<(&str, &str)> =
            form.words_of_blood.iter().map(|(name, said)| (name.as_str(), said.as_str())).collect();
        terminal.choice("Was there blood?", &words, false, &mut form.draft.bleeding)
    },
};
