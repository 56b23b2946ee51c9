use std::collections::BTreeMap;

use gradus_domain::Moment;
use gradus_triage::{ABOUT, ANYTHING_ELSE, Facts, Replies, facts_schema};

use super::Speaking;
use crate::open::{builtin_pack, builtin_texts, builtin_words};
use crate::view::{
    FactAnswer, FactQuestion, InterviewReply, InterviewView, LevelWords, RuleExplained, TriageView,
};
use crate::{AppError, show};

impl Speaking {
    /// What the rule pack of this version answers to these facts, at this moment. `anything_else` may stand among them, as
    /// in a check-in: while it is `true` or `unknown`, what nobody answered is missing, and the next session waits for it; under
    /// `about.1`, `about.2` and so on it may be said which topic it is about, and only what that asks for is missing then. So may
    /// `born`, a day of birth, in place of `age_days`; what is counted in days may be told as `9 weeks`, `14 months` or `3 years`.
    /// An answer that another one contradicts ("no bleeding", and a cupful) counts as unknown and is missing; see
    /// [`contradictions`].
    ///
    /// # Errors
    /// `Invalid` with every fact that is not one of the vocabulary, comes twice, or has a value it cannot have.
    pub fn triage(self, answers: Vec<FactAnswer>, now: &Moment) -> Result<TriageView, AppError> {
        let (pack, texts, words) = (builtin_pack(), builtin_texts(self.0), builtin_words(self.0));
        let raw = answers.iter().map(FactAnswer::raw);
        let (facts, assessment) = pack.judge(raw, now).map_err(show::fact_errors)?;
        let derived = |fact: &_| facts.is_derived(fact);
        let view = show::triage(pack, (texts, words), &assessment, derived, Vec::new(), now);
        Ok(show::unfinished(pack, texts, view))
    }

    /// What to ask next after these replies, and whether what was said so far must be shown at once. What is known of the
    /// person, such as `age_days`, `born` or `hirschsprung`, stands among the replies; an unknown background rules no question out.
    /// In a vault, `App::interview` knows it.
    ///
    /// # Errors
    /// `Invalid` with every reply that names no question, comes twice, or is none of that question's answers.
    pub fn interview(self, replies: &[InterviewReply], now: &Moment) -> Result<InterviewView, AppError> {
        let (pack, voice) = (builtin_pack(), (builtin_texts(self.0), builtin_words(self.0)));
        let raw = replies.iter().map(|reply| (reply.id.as_str(), reply.answer.as_deref()));
        let replies =
            Replies::read_with_background(pack.vocabulary(), raw, now).map_err(show::fact_errors)?;
        let interview = pack.interview(&replies, &BTreeMap::new(), now).map_err(show::fact_errors)?;
        Ok(show::interview(pack, voice, &replies, &interview, Vec::new(), now))
    }

    /// Every fact that triage knows, as a question, in the order of the vocabulary.
    pub fn facts(self) -> Vec<FactQuestion> {
        let vocabulary = builtin_pack().vocabulary();
        let questions = facts_schema(vocabulary, builtin_texts(self.0));
        questions.iter().map(|fact| show::question(vocabulary, fact)).collect()
    }

    /// What something else may be about, in the order in which it is offered; `nothing_more` last.
    pub fn topics(self) -> Vec<LevelWords> {
        let topics = builtin_pack().vocabulary().topics().iter().filter(|topic| !topic.always);
        let ids: Vec<_> = topics.map(|topic| topic.id.clone()).collect();
        show::topics_at(builtin_texts(self.0), 1, &ids)
    }

    /// Every rule of the pack of this version, in its order.
    pub fn rules(self) -> Vec<RuleExplained> {
        let (pack, texts) = (builtin_pack(), builtin_texts(self.0));
        let explained = pack.rules().iter().filter_map(|rule| pack.explain(&rule.id));
        explained.map(|explained| show::explained(texts, &explained)).collect()
    }
}

/// [`Speaking::triage`] in English.
///
/// # Errors
/// As there.
pub fn triage(answers: Vec<FactAnswer>, now: &Moment) -> Result<TriageView, AppError> {
    Speaking::default().triage(answers, now)
}

/// Answers of a facts file that cannot both be true. [`triage`] takes the first of each pair as not known and lists it under
/// `missing`; the second counts. Empty for a file that is refused.
pub fn contradictions(answers: &[FactAnswer], now: &Moment) -> Vec<(String, String)> {
    let vocabulary = builtin_pack().vocabulary();
    let is_fact = |id: &str| id != ANYTHING_ELSE && !id.starts_with(ABOUT);
    let raw = answers.iter().filter(|answer| is_fact(&answer.id));
    let raw = raw.map(FactAnswer::raw);
    let Ok(facts) = Facts::read_told(vocabulary, raw, now) else { return Vec::new() };
    let found = vocabulary.contradictions(facts.answers());
    found.into_iter().map(|one| (one.doubted.to_string(), one.by.to_string())).collect()
}

/// [`Speaking::interview`] in English.
///
/// # Errors
/// As there.
pub fn interview(replies: &[InterviewReply], now: &Moment) -> Result<InterviewView, AppError> {
    Speaking::default().interview(replies, now)
}

/// [`Speaking::facts`] in English.
pub fn facts() -> Vec<FactQuestion> {
    Speaking::default().facts()
}

/// [`Speaking::rules`] in English.
pub fn rules() -> Vec<RuleExplained> {
    Speaking::default().rules()
}
