use std::fmt;

use serde::Serialize;

use super::{ContactView, GateWord, SizeLimit};

/// Whom to see and how fast, from the mildest to the most urgent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DispositionWord {
    /// Nothing found that asks for a change.
    Continue,
    /// Rest, then answer the questions again.
    PauseAndRecheck,
    /// Speak with the clinic within some days.
    Contact,
    /// A clinician today, day or night.
    SameDay,
    /// Emergency care now.
    Emergency,
}

/// Whether a rule fired on an answer or on a doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// Its condition holds.
    Yes,
    /// It may hold: a danger question could not be answered.
    Doubt,
}

/// What a rule or a number rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BasisWord {
    /// Found in the sources named beside it.
    Sourced,
    /// General medical knowledge, to be verified by a clinic.
    General,
    /// A proposal of this project that a clinician has yet to sign.
    Proposal,
}

/// One rule that fired.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct RuleView {
    /// Id of the rule in the pack, such as `I1`.
    pub id: String,
    /// What it is about, as the pack says it.
    pub title: String,
    /// On an answer or on a doubt.
    pub certainty: Certainty,
    /// What this rule alone asks for.
    pub disposition: DispositionWord,
    /// Hours until the named person must have been reached; `null` for `continue`.
    pub within_hours: Option<u32>,
    /// What this rule alone does to the next session.
    pub gate: GateWord,
    /// What it rests on.
    pub basis: BasisWord,
    /// Ids of evidence rows and of sections of the clinical reference.
    pub sources: Vec<String>,
    /// What to do and what not to do, in the person's language; whom to call stands in the answer's own sentence. Empty
    /// for a rule that is milder than the answer: "measure again later" has no place beside "go now". Where the answer rests
    /// on a doubt alone, the most urgent rules below it that hold speak as well; below "today" and "go now" they say only
    /// what not to do.
    pub advice: String,
}

/// A thing to do by a time.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct TaskView {
    /// What sort of thing it is: `emergency`, `same_day`, `surgeon`, `contact_soon` and `contact` ask for somebody to be
    /// reached; `ask_again` and `recheck` are answered here; `operation_date` asks for the day of the operation to be put
    /// right in the plan or with the person; `device_broken`, `device_disinfect` and `device_replace` are about devices.
    pub duty: String,
    /// What to do, in the person's language.
    pub sentence: String,
    /// By when (RFC 3339): the earliest time, where several things ask for the same. Of a `recheck` from when on: what a pause
    /// shows is seen at its end.
    pub due: String,
    /// Whether that time has passed.
    pub overdue: bool,
    /// Rules that asked for it.
    pub rules: Vec<String>,
    /// What it is for, a sentence or a title each.
    pub reasons: Vec<String>,
}

/// Which rule pack answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PackView {
    /// Version of the pack.
    pub version: String,
    /// SHA-256 of the pack's text, in hex.
    pub hash: String,
    /// Whether a clinician has signed it off.
    pub signed_off: bool,
}

/// One fact as it was used.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct FactView {
    /// Id of the fact.
    pub id: String,
    /// Its value as text, or `unknown`.
    pub value: String,
    /// True when the core worked it out from the log or the background instead of asking.
    pub derived: bool,
}

/// The answer of the triage, with everything it rests on.
///
/// What [`crate::App::record`] gives stands in the light of the whole log: a call of an earlier answer that is still open
/// and more urgent comes first, and gate and tasks are those in force. `rules`, `advice` and `facts` are this answer's own.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct TriageView {
    /// Whom to see: the most urgent of all fired rules, and of the calls that are open from before.
    pub disposition: DispositionWord,
    /// Hours until that person must have been reached; `null` for `continue`, 0 for `emergency` and for what is late. For `pause_and_recheck`
    /// hours until the first of `tasks`, rounded up.
    pub within_hours: Option<u32>,
    /// What the next session may be: the most restrictive of all fired rules, and of what stands from before.
    pub gate: GateWord,
    /// Earliest instant of the next session (RFC 3339), when the answer is to wait.
    pub until: Option<String>,
    /// Which sizes are open.
    pub size: SizeLimit,
    /// How many sizes below the present one, when `size` is `down`; otherwise 0.
    pub sizes_down: u8,
    /// What to do first, in one sentence.
    pub sentence: String,
    /// Whom the plan names to call, beside that sentence; empty outside a vault, and where the plan names nobody.
    pub contacts: Vec<ContactView>,
    /// What to do and what not to do until then, each sentence once: at most four that say what to do, then every one that
    /// says what not to do, then the rest of what to do. Of the rules that decide the answer only those count that hold on
    /// what is known; where none does, it says that questions are open, and the most urgent rules below that do hold speak.
    pub advice: Vec<String>,
    /// Every rule that fired, most urgent first.
    pub rules: Vec<RuleView>,
    /// Required questions that were not asked. While any is left, the answer is never `allow`.
    pub missing: Vec<String>,
    /// What to do, by when. The same thing stands there once.
    pub tasks: Vec<TaskView>,
    /// The facts that were used.
    pub facts: Vec<FactView>,
    /// The pack that answered.
    pub pack: PackView,
}

/// One level of an ordered answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LevelWords {
    /// Its name, as an answer spells it.
    pub id: String,
    /// As a person reads it.
    pub words: String,
}

/// A fact that triage knows, as a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FactQuestion {
    /// Id of the fact, as facts files name it.
    pub id: String,
    /// `yes_no`, `number` or `level`.
    pub kind: String,
    /// The unit of a number; `null` otherwise.
    pub unit: Option<String>,
    /// Least value of a number, as text; `null` otherwise.
    pub least: Option<String>,
    /// Greatest value of a number, as text; `null` otherwise.
    pub greatest: Option<String>,
    /// The levels of an ordered answer, mildest first; empty otherwise.
    pub levels: Vec<String>,
    /// The same levels with the words that a person reads and picks from, in the same order.
    pub level_words: Vec<LevelWords>,
    /// `sign` for a danger sign, `context` for age, dates and background.
    pub role: String,
    /// Who supplies it: `asked`, `background` (asked once, with the person), `log` (read from the diary) or `engine`.
    /// An interview inside a vault puts only what is `asked`.
    pub source: String,
    /// Whether a check-in that leaves it out can ever answer `allow`.
    pub required: bool,
    /// Number of the required row it belongs to, from 0: one answer to any question of a row answers the row. `null`
    /// where `required` is false.
    pub any_of: Option<u32>,
    /// The question in the person's language, as they read it about themselves.
    pub question: String,
    /// The question as a caregiver reads it about the child or the grown-up they look after. The one to put wherever
    /// `PersonRef.role` is `caregiver`.
    pub question_about: String,
    /// What helps to answer it; may be empty.
    pub help: String,
}

/// The answer to one question, as raw text. `unknown` says that the person could not tell.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct FactAnswer {
    /// Id of the fact.
    pub id: String,
    /// `true`, `false`, `unknown`, a number with at most one decimal, or the name of a level.
    pub answer: String,
}

impl FactAnswer {
    /// Id and answer, as triage reads them.
    pub(crate) fn raw(&self) -> (&str, &str) {
        (&self.id, &self.answer)
    }
}

impl fmt::Debug for FactAnswer {
    /// Neither question nor answer: both are health data, or whatever was typed in their place.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FactAnswer").finish_non_exhaustive()
    }
}

/// A rule of the pack, with everything it stands on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RuleExplained {
    /// Id of the rule.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// Its condition, as the pack writes it.
    pub condition: String,
    /// The pack's abbreviations that the condition uses, each with its meaning.
    pub macros: Vec<String>,
    /// Every fact it reads.
    pub facts: Vec<String>,
    /// What it asks for.
    pub disposition: DispositionWord,
    /// Hours until the named person must have been reached; `null` for `continue`.
    pub within_hours: Option<u32>,
    /// What it does to the next session.
    pub gate: GateWord,
    /// What it rests on.
    pub basis: BasisWord,
    /// Ids of evidence rows and of sections of the clinical reference.
    pub sources: Vec<String>,
    /// What it tells the person to do.
    pub advice: String,
}

gradus_domain::unprinted!(RuleView, TaskView, FactView, TriageView);
