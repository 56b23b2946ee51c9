use gradus_domain::{Answer, Disposition, FactId, Moment, Value};
use gradus_triage::{
    ABOUT, AGAIN, ANYTHING_ELSE, FactSchema, Interview, NOTHING_MORE, Next, Pack, Replies, Texts,
};

use gradus_words::Words;

use super::triage::{question, spelled, triage};
use crate::view::{ContactView, FactAnswer, FactQuestion, InterviewPart, InterviewView, LevelWords};

/// Where an interview stands.
pub(crate) fn interview(
    pack: &Pack,
    (texts, words): (&Texts, &Words),
    replies: &Replies,
    interview: &Interview,
    contacts: Vec<ContactView>,
    now: &Moment,
) -> InterviewView {
    let (part, next) = match &interview.next {
        None => (InterviewPart::Done, None),
        Some(Next::Required(id)) => (InterviewPart::Required, asked(pack, texts, id)),
        Some(Next::Again(id)) => {
            (InterviewPart::Raised, asked(pack, texts, id).map(|one| once_more(texts, one)))
        }
        Some(Next::Raised(id)) => (InterviewPart::Raised, asked(pack, texts, id)),
        Some(Next::AnythingElse) => (InterviewPart::AnythingElse, Some(anything_else(texts))),
        Some(Next::About { turn, topics }) => {
            (InterviewPart::AnythingElse, Some(about(texts, *turn, topics)))
        }
        Some(Next::Further(id)) => (InterviewPart::Further, asked(pack, texts, id)),
    };
    let is_derived = |fact: &FactId| interview.facts.is_derived(fact);
    let calls = matches!(
        interview.asked_for,
        Disposition::Contact { .. } | Disposition::SameDay { .. } | Disposition::Emergency
    );
    InterviewView {
        part,
        next,
        left: u32::try_from(interview.left).unwrap_or(u32::MAX),
        may_finish: interview.may_finish,
        urgent: interview.is_urgent(),
        so_far: calls.then(|| triage(pack, (texts, words), &interview.so_far, is_derived, contacts, now)),
        answers: told(replies),
    }
}

/// What is to be written down, with whether there is more to tell: whoever breaks off then has not finished.
fn told(replies: &Replies) -> Vec<FactAnswer> {
    let more = replies.told_of_more().map(|(id, answer)| FactAnswer { id, answer });
    replies.answers().iter().map(|(id, answer)| given(id, answer)).chain(more).collect()
}

fn given(id: &FactId, answer: &Answer<Value>) -> FactAnswer {
    FactAnswer { id: id.to_string(), answer: spelled(answer) }
}

fn asked(pack: &Pack, texts: &Texts, id: &FactId) -> Option<FactQuestion> {
    let fact = pack.vocabulary().fact(id.as_str())?;
    let required = pack.vocabulary().is_required(id.as_str());
    let words = texts.question(id.as_str())?;
    Some(question(pack.vocabulary(), &FactSchema { fact, question: words, required }))
}

/// A question that somebody was not sure of, under an id of its own.
fn once_more(texts: &Texts, question: FactQuestion) -> FactQuestion {
    let again = |text: &str| format!("{} {text}", texts.look_again());
    FactQuestion {
        id: format!("{AGAIN}{}", question.id),
        question: again(&question.question),
        question_about: again(&question.question_about),
        ..question
    }
}

fn anything_else(texts: &Texts) -> FactQuestion {
    FactQuestion {
        help: texts.anything_else_help().to_owned(),
        ..of_more(ANYTHING_ELSE.to_owned(), "yes_no", texts.anything_else())
    }
}

/// What something else is about: the topics that are left, and that none of them is it.
fn about(texts: &Texts, turn: usize, topics: &[String]) -> FactQuestion {
    let level_words = topics_at(texts, turn, topics);
    FactQuestion {
        levels: level_words.iter().map(|level| level.id.clone()).collect(),
        level_words,
        ..of_more(format!("{ABOUT}{turn}"), "level", texts.about(turn))
    }
}

/// These topics, and that none of them is what it is about at this turn.
pub(crate) fn topics_at(texts: &Texts, turn: usize, topics: &[String]) -> Vec<LevelWords> {
    let topics = topics.iter().map(|id| (id.as_str(), texts.topic(id)));
    let levels = topics.chain([(NOTHING_MORE, texts.nothing_more(turn))]);
    levels.map(|(id, words)| LevelWords { id: id.to_owned(), words: words.to_owned() }).collect()
}

fn of_more(id: String, kind: &str, question: &str) -> FactQuestion {
    FactQuestion {
        id,
        kind: kind.to_owned(),
        unit: None,
        least: None,
        greatest: None,
        levels: Vec::new(),
        level_words: Vec::new(),
        role: "context".to_owned(),
        source: "asked".to_owned(),
        required: false,
        any_of: None,
        question: question.to_owned(),
        question_about: question.to_owned(),
        help: String::new(),
    }
}
