use serde::Serialize;

use super::{BasisWord, Certainty, ContactView, FactQuestion, FactView, PackView};

/// Where dilation is to be done, from the freest to the least free.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SettingWord {
    /// An adult's own practice.
    SelfDirected,
    /// At home, by the plan and under the lead of a clinic.
    Home,
    /// By a clinician, or begun by one first.
    Professional,
    /// Not now: something is to be looked at, or to heal, first.
    NotNow,
}

/// A row of the evidence that a rule cites.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SettingSource {
    /// Id of the row, such as `S23`.
    pub id: String,
    /// What it says.
    pub says: String,
    /// How far it bears: how far sources agree on a statement (`consensus`, `guides`, `advice`, `disputed`, `diverging`,
    /// `limits`); where a clinical row comes from (`found`, `general`, `proposal`).
    pub agreement: String,
    /// When the review was last checked against its sources (`YYYY-MM-DD`); `null` for what no review holds.
    pub checked: Option<String>,
    /// False where sources dispute it or leave it open.
    pub settled: bool,
}

/// One rule that holds, or may hold.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct SettingReasonView {
    /// Id of the rule in the pack, such as `SP4`.
    pub id: String,
    /// What it found, in the person's language; in doubt, which question has no answer.
    pub sentence: String,
    /// Whether it holds, or may hold because a question has no answer.
    pub certainty: Certainty,
    /// What this rule alone asks for, in doubt as well.
    pub setting: SettingWord,
    /// What it rests on.
    pub basis: BasisWord,
    /// The evidence behind it, with how far sources agree.
    pub sources: Vec<SettingSource>,
}

/// Questions that stand on one screen.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct SettingScreen {
    /// Its title, as the person reads it.
    pub title: String,
    /// Its title, as whoever looks after the person reads it.
    pub title_about: String,
    /// The questions, in the order of asking. Each may be answered with "not sure".
    pub questions: Vec<FactQuestion>,
}

/// Where dilation is to be done, with everything the answer rests on. Nothing of it is written down: it is worked out at
/// every look, from the background, the plan, the log and the answers handed in.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct SettingView {
    /// The least free setting of all that holds and of what is in doubt.
    pub setting: SettingWord,
    /// Its name, in the person's language.
    pub title: String,
    /// What it means, in one or two sentences. While a call of today or an emergency is open, that comes first.
    pub sentence: String,
    /// With whom to speak first.
    pub whom: String,
    /// Whom the plan names to call; empty outside a vault, and where the plan names nobody.
    pub contacts: Vec<ContactView>,
    /// Every rule that holds or may hold, the least free first. Empty for `self_directed` alone.
    pub reasons: Vec<SettingReasonView>,
    /// What is not settled in medicine and stands beside every answer.
    pub not_settled: Vec<SettingSource>,
    /// Said above `options`; empty where there are none.
    pub options_lead: String,
    /// What a clinician may speak of. None of them is advice to be treated. Only with `professional`.
    pub options: Vec<String>,
    /// What to ask at the visit, built from what was found. The order is that of `reasons`.
    pub questions: Vec<String>,
    /// Ids of the questions that were not put and could make the answer less free.
    pub missing: Vec<String>,
    /// The same questions to be drawn, at most two screens; empty when nothing more is to be asked. Draw the first, hand
    /// its answers in, and draw what is left: an answer on the first screen may make questions of the second needless.
    pub screens: Vec<SettingScreen>,
    /// On which day to look again at the latest (`YYYY-MM-DD`).
    pub look_again: String,
    /// The same as a sentence, with what is a reason to look again at once.
    pub look_again_sentence: String,
    /// The facts that were used.
    pub facts: Vec<FactView>,
    /// The pack that answered.
    pub pack: PackView,
    /// Who has signed its rules: to be shown with every answer.
    pub sign_off: String,
}

gradus_domain::unprinted!(SettingReasonView, SettingScreen, SettingView);
