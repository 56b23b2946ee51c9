//! May this person go on, slow down or stop, and whom to call.
//!
//! ```text
//! vocabulary ----+
//! rules (text) --+--> Pack --------------+
//!                                        v
//! answers ------------+            assess / decide --> Assessment (kept in the journal)
//! log, background     +--> Facts --------^                    |
//!   (derive) ---------+                                       v
//!                                  standing(history, now) --> the gate in force, tasks, what is overdue
//! ```
//!
//! A pack of its own tells where dilation is to be done: at home, in a clinic, or not now (`setting`).
//!
//! Rules are data (`core/clinical/rules`), questions and advice too (`core/clinical/texts`), and the statements they
//! cite (`core/clinical/evidence`). The language of conditions has no negation over danger signs, so that one more
//! sign can never lower an answer. Nothing here is clinical sign-off; each rule says on what it rests.
#![forbid(unsafe_code)]

mod assess;
mod carried;
mod check;
mod condition;
mod contradiction;
mod definition;
mod derive;
mod difference;
mod doubt;
mod duty;
mod evidence;
mod example;
mod expression;
mod facts;
mod forbidden;
mod interview;
mod overlap;
mod pack;
mod phrase;
mod private;
mod rule;
mod schema;
mod setting;
mod settled;
mod standing;
mod suggestion;
mod texts;
mod topic;
mod translation;
mod vocabulary;
mod ways;

pub use assess::{Decision, assess};
pub use contradiction::Contradiction;
pub use definition::{FactDefinition, FactError, Kind, Role, Source, Worse};
pub use derive::{LOOK_BACK, PRESENT, answers_more, derive, tells_more};
pub use difference::{AnswerChange, Change, Difference, RuleChange};
pub use doubt::is_in_doubt;
pub use duty::Duty;
pub use evidence::{EVIDENCE, Evidence, EvidenceRow, EvidenceSort, Review};
pub use example::{Case, Example, Side};
pub use facts::{BORN, Facts, read_answers, read_told_answers};
pub use gradus_domain::document::Problem;
pub use interview::{
    ABOUT, AGAIN, ANYTHING_ELSE, About, Interview, More, Next, Replies, Reply, Told, read_told,
};
pub use pack::{DANGER_RULES, Pack, RuleExplained, SurgeonDeadline};
pub use phrase::Phrase;
pub use private::is_private;
pub use rule::{Route, Rule, Wait};
pub use schema::{FactSchema, facts_schema, facts_schema_of};
pub use setting::{
    LookAgain, SETTING_FACTS, SETTING_RULES, SETTING_TEXTS_EN, SETTING_TEXTS_ES, Setting, SettingDecision,
    SettingExplained, SettingOption, SettingPack, SettingReason, SettingRule, SettingTexts, derive_setting,
};
pub use standing::{
    CALIBRATION, INTERRUPTED, LONG_GAP, NOT_PASSED, OLDER_STATE, OVERREACHED, PROGRESS, REVIEW, RISING_PAIN,
    STALLED, Standing, UNFINISHED, concern, open_answers, standing,
};
pub use texts::{Advice, AdviceText, Question, TEXTS_EN, TEXTS_ES, Texts};
pub use topic::{NOTHING_MORE, Topic};
pub use vocabulary::{FACTS, First, RequiredGroup, Vocabulary};
