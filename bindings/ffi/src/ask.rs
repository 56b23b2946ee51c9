//! Questions that need no vault.

use gradus_app::Locale;
use gradus_app::ask::{self, Speaking};
use gradus_app::view::{
    BlankView, ClockReading, FactAnswer, FactQuestion, Fill, FitView, InterviewReply, InterviewView,
    OccurrenceView, PlanView, RuleExplained, SettingView, TriageView,
};

use crate::GradusError;
use crate::gate::{guarded, moment};

/// A programme as it was published, with blanks where its source leaves a value to the clinician.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct PublishedPlan {
    /// Its name, such as `post-psarp-home`.
    pub name: String,
    /// What it is for, such as `Home dilation after PSARP`.
    pub title: String,
    /// The form as text, for `plan_blanks` and `plan_check`.
    pub text: String,
}

/// The language of a tag such as `es-MX`; English without one, and for every language that is not spoken here.
fn speaking(language: Option<String>) -> Speaking {
    Speaking(language.map_or(Locale::En, |tag| Locale::of_tag(&tag)))
}

/// What the rule pack answers to these facts, in the language of a tag such as `es`; without one, or with one that is not
/// spoken here, in English.
#[uniffi::export(default(language = None))]
pub fn triage(
    answers: Vec<FactAnswer>,
    now: &ClockReading,
    language: Option<String>,
) -> Result<TriageView, GradusError> {
    guarded(|| Ok(speaking(language).triage(answers, &moment(now)?)?))
}

/// What to ask next after these replies, without a vault: what is known of the person, such as `age_days`, stands among
/// the replies. In the language of a tag, as `triage`.
#[uniffi::export(default(language = None))]
pub fn interview_without_vault(
    replies: Vec<InterviewReply>,
    now: &ClockReading,
    language: Option<String>,
) -> Result<InterviewView, GradusError> {
    guarded(|| Ok(speaking(language).interview(&replies, &moment(now)?)?))
}

/// Whether a lubricant may meet a surface, a device's or a glove's: `water`, `silicone`, `oil`, `numbing_gel` or `unsuitable`
/// (saliva, soap, lotion) on `silicone`, `latex`, `metal`, `glass` or `plastic`. In the language of a tag, as
/// `triage`.
#[uniffi::export(default(language = None))]
pub fn lubricant_fit(
    lubricant: &str,
    surface: &str,
    language: Option<String>,
) -> Result<FitView, GradusError> {
    guarded(|| Ok(speaking(language).lubricant(lubricant, surface)?))
}

/// Every fact that triage knows, with its question, in the order of the vocabulary; in the language of a tag, as `triage`.
#[uniffi::export(default(language = None))]
pub fn facts(language: Option<String>) -> Result<Vec<FactQuestion>, GradusError> {
    guarded(|| Ok(speaking(language).facts()))
}

/// Where dilation is to be done, by these facts alone: those that `setting_facts` lists. `Gradus.setting` knows what the
/// background, the plan and the log tell. In the language of a tag, as `triage`.
#[uniffi::export(default(language = None))]
pub fn setting_without_vault(
    answers: Vec<FactAnswer>,
    now: &ClockReading,
    language: Option<String>,
) -> Result<SettingView, GradusError> {
    guarded(|| Ok(speaking(language).setting(&answers, &moment(now)?)?))
}

/// Every fact that the setting rules know, with its question, in the order of asking; in the language of a tag, as `triage`.
#[uniffi::export(default(language = None))]
pub fn setting_facts(language: Option<String>) -> Result<Vec<FactQuestion>, GradusError> {
    guarded(|| Ok(speaking(language).setting_facts()))
}

/// Every rule of the pack with its condition, what it asks for and what it rests on, in the order of the pack; in the
/// language of a tag, as `triage`.
#[uniffi::export(default(language = None))]
pub fn rules(language: Option<String>) -> Result<Vec<RuleExplained>, GradusError> {
    guarded(|| Ok(speaking(language).rules()))
}

/// The published programmes that come with this version; their titles in the language of a tag, as `triage`.
#[uniffi::export(default(language = None))]
pub fn published_plans(language: Option<String>) -> Result<Vec<PublishedPlan>, GradusError> {
    guarded(|| {
        let speaking = speaking(language);
        let owned = |(name, text): &(&str, &str)| -> Result<_, GradusError> {
            let title = speaking.plan_title(text)?;
            Ok(PublishedPlan { name: (*name).to_owned(), title, text: (*text).to_owned() })
        };
        ask::published_plans().iter().map(owned).collect()
    })
}

/// Reads a plan without adopting it; in the language of a tag, as `triage`.
#[uniffi::export(default(language = None))]
pub fn plan_check(text: &str, fills: Vec<Fill>, language: Option<String>) -> Result<PlanView, GradusError> {
    guarded(|| Ok(speaking(language).plan_check(text, &fills)?))
}

/// What a plan form leaves to the clinician; that of a published one in the language of a tag, as `triage`.
#[uniffi::export(default(language = None))]
pub fn plan_blanks(text: &str, language: Option<String>) -> Result<Vec<BlankView>, GradusError> {
    guarded(|| Ok(speaking(language).plan_blanks(text)?))
}

/// The sessions that a plan asks for between two civil dates (`YYYY-MM-DD`), both included, at most ten years apart.
#[uniffi::export]
pub fn occurrences(
    text: &str,
    fills: Vec<Fill>,
    from_date: &str,
    to_date: &str,
) -> Result<Vec<OccurrenceView>, GradusError> {
    guarded(|| Ok(ask::occurrences(text, &fills, from_date, to_date)?))
}
