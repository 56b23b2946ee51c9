use std::fmt;

use serde::Serialize;

use super::{FactAnswer, FactQuestion, TriageView};

/// What was said to one question of an interview, as raw text.
#[derive(Clone, PartialEq, Eq)]
pub struct InterviewReply {
    /// Id of the question, as `InterviewView.next.id` named it.
    pub id: String,
    /// `true`, `false`, `unknown`, a number with at most one decimal, or the name of a level or topic; nothing where the question
    /// was put and not answered, which counts as `unknown` and never as no.
    pub answer: Option<String>,
}

/// To which part of the interview the next question belongs, in the order of the parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum InterviewPart {
    /// What every check-in of this person begins with.
    Required,
    /// What the answers so far make necessary. What asks more closely about an answer comes right after it, between the
    /// required questions.
    Raised,
    /// Whether anything else is different; its id is `anything_else`. Then what that is about, under `about.1`, `about.2` and so
    /// on: a level question whose levels are topics, with `nothing_more` as the last. Between the turns stands what the topic
    /// that was picked asks for, as part of the rest.
    AnythingElse,
    /// The rest.
    Further,
    /// All is asked.
    Done,
}

/// What comes next in an interview, and what the answers so far ask for.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct InterviewView {
    /// The part that the next question belongs to.
    pub part: InterviewPart,
    /// What to ask now; `null` when all is asked.
    pub next: Option<FactQuestion>,
    /// How many questions are left of this part, the next one included. What they are answered may bring more.
    pub left: u32,
    /// Whether the check-in may be written down as it stands: only what something else is about is left, or `urgent` is true.
    /// Ended before the rest is asked, it says itself that it is not finished, and sessions wait.
    pub may_finish: bool,
    /// The answers so far are an emergency, or ask for a clinician today: show `so_far` now, before the next question, and
    /// again when its `sentence` changes. What only the log says does not count: it was answered when it was written.
    /// Whoever leaves now has their `answers` written down by `CheckIn` and is told so: left out of the log, a session
    /// could be held.
    pub urgent: bool,
    /// What triage answers, where the answers so far make it that somebody is to be reached; `null` otherwise. Whoever
    /// leaves the interview is shown it again.
    pub so_far: Option<TriageView>,
    /// What the command `CheckIn` takes when the interview is over: the answers, and `anything_else` with what it is about
    /// where something else was said to be different.
    pub answers: Vec<FactAnswer>,
}

impl fmt::Debug for InterviewReply {
    /// Neither question nor answer: both are health data, or whatever was typed in their place.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InterviewReply").finish_non_exhaustive()
    }
}

gradus_domain::unprinted!(InterviewView);
