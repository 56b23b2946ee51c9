use std::collections::BTreeMap;

use gradus_domain::sorting;
use gradus_domain::{Answer, Assessment, Disposition, FactId, FiredRule, GateTime, Moment, Value};

use crate::assess::{assess, recheck};
use crate::carried::{LEFT_OPEN, STILL_UNKNOWN};
use crate::definition::FactError;
use crate::duty::{self, Call, Duty, RE_ASK};
use crate::facts::Facts;
use crate::pack::Pack;
use crate::standing::UNFINISHED;

mod again;
mod heard;
mod more;
mod open;
mod replay;
mod replies;

pub use more::{ABOUT, About, More};
use open::Open;
pub use replies::{AGAIN, ANYTHING_ELSE, Replies, Reply, Told, read_told};

/// What comes next at a check-in, and what the answers so far ask for.
#[derive(Clone, PartialEq, Eq)]
pub struct Interview {
    /// What to ask now; `None` when all is asked.
    pub next: Option<Next>,
    /// How many questions are left of the present part, this one included. What they are answered may bring more.
    pub left: usize,
    /// Whether the check-in may be written down as it stands: only what something else is about is left, or
    /// [`Self::is_urgent`]. While some are left, [`Pack::conclude`] says that it is not finished.
    pub may_finish: bool,
    /// What the replies themselves ask for: the most urgent rule that they made fire or fire alone. What stood in the log
    /// before asks for nothing anew here; its answer was given then, and its deadline runs.
    pub asked_for: Disposition,
    /// What triage answers to what was said so far. A question that was not put yet counts for nothing here, even where
    /// it could not be answered at the check-in before.
    pub so_far: Assessment,
    /// The facts behind [`Self::so_far`].
    pub facts: Facts,
}

/// The question to put, by the part of the interview it belongs to.
#[derive(Clone, PartialEq, Eq)]
pub enum Next {
    /// One that every check-in of this person begins with.
    Required(FactId),
    /// One that was answered with "not sure" and matters: to look again now.
    Again(FactId),
    /// One that the answers so far make necessary.
    Raised(FactId),
    /// Whether anything else is different.
    AnythingElse,
    /// What that is about.
    About {
        /// How often this was put, this time included.
        turn: usize,
        /// What may be picked, in the order of the vocabulary; [`crate::NOTHING_MORE`] beside it.
        topics: Vec<String>,
    },
    /// One of the rest.
    Further(FactId),
}

/// From here on somebody must be reached today.
const URGENT: Disposition = Disposition::SameDay { hours: u16::MAX };

impl Interview {
    /// Whether a reply of this interview is an emergency or asks for a clinician today.
    pub fn is_urgent(&self) -> bool {
        self.asked_for >= URGENT
    }
}

impl Pack {
    /// What comes next, after these replies, for somebody of whom `derived` is known (see [`crate::derive`]).
    ///
    /// - First what the vocabulary puts first for this person (see [`crate::Vocabulary::first`]) and one question of each
    ///   required row; after "not sure" the row's next way of asking, which may find out. Of a child under 4 years, and of
    ///   whoever cannot say, what somebody sees comes before what they would have to say.
    /// - What asks more closely follows at once on the answer that it is about, until the answers are an emergency.
    /// - A sign that was answered with "not sure", where that alone asks for somebody to be reached, is put once more: at once
    ///   where an emergency may hang on it, else after what every check-in begins with. It counts as a doubt until then, and
    ///   as it is answered then. What another answer settles is not put again.
    /// - Then what else the answers make necessary, until they are an emergency: nobody is kept with questions then. What
    ///   could not be answered at the check-in before is among it, whatever else was said, so that it can be cleared.
    /// - Then what a check-in before, which was broken off, left open; who breaks off again leaves the rest of it open.
    /// - Then whether anything else is different, and if so what it is about, what the topic that was picked and those that are
    ///   put always ask for, and whether it is about something else too. "Not sure" what it is about asks for all of the rest.
    /// - What cannot be is not asked: details of what is not there, what concerns a background that the person does not
    ///   have, and what does not exist at that age. What the log tells of a session answers no question.
    /// - Whether there is anything to tell of at all is asked before a detail of it, where that is a question of yes or no.
    ///
    /// # Errors
    /// Every reply or derived fact that names no fact or is none of that fact's answers.
    pub fn interview(
        &self,
        replies: &Replies,
        derived: &BTreeMap<FactId, Answer<Value>>,
        now: &Moment,
    ) -> Result<Interview, Vec<FactError>> {
        let all = self.join(replies.answers(), derived.clone())?;
        let decision = self.decide(&all, now);
        let again = self.to_look_at_again(replies, &all, &decision);
        let facts = self.told(replies, derived)?;
        let (facts, so_far) = self.heard(replies, facts, &replies.more(), now);
        let before = self.told(&Replies::default(), derived)?;
        let asked_for = self.asked_for(&so_far, &before, &facts, now);
        let settling = self.asked_to_settle(&replies.answers(), derived);
        let (next, left) = self.open(replies, &all, &replies.more()).next(&decision, settling, &again);
        let may_finish =
            asked_for >= URGENT || matches!(next, None | Some(Next::About { .. } | Next::Further(_)));
        Ok(Interview { next, left, may_finish, asked_for, so_far, facts })
    }

    /// What a check-in asks for that is over. Where its person said in `more` that something else is different, as long
    /// as questions of what it is about are left, they are missing, and the gate asks for them first. So is what a check-in
    /// before, which was broken off, left open and nobody has answered since.
    ///
    /// # Errors
    /// Every answer, asked or derived, that names no fact or is none of that fact's answers.
    pub fn conclude(
        &self,
        asked: BTreeMap<FactId, Answer<Value>>,
        more: &More,
        derived: BTreeMap<FactId, Answer<Value>>,
        now: &Moment,
    ) -> Result<(Facts, Assessment), Vec<FactError>> {
        let replies = Replies(asked.iter().map(|(id, a)| Reply::Fact(id.clone(), a.clone())).collect());
        let facts = self.join(asked, derived)?;
        let (facts, mut assessment) = self.heard(&replies, facts, more, now);
        self.leave_open(&replies, &facts, more, &mut assessment, now);
        ask_again(&mut assessment, now);
        Ok((facts, assessment))
    }

    /// What a session asks for by what the log tells of it. Where that leaves questions to be answered before the next
    /// one, somebody is to answer them, as after a check-in.
    pub fn assess_session(&self, facts: &Facts, now: &Moment) -> Assessment {
        let mut assessment = assess(self, facts, now);
        ask_again(&mut assessment, now);
        assessment
    }

    /// What facts ask for that nobody asked one by one, such as those of a file, with what stands under [`ANYTHING_ELSE`]
    /// and behind [`ABOUT`] among them: as in [`Pack::conclude`], it can only raise the answer. An answer that another one contradicts counts as not
    /// known, and is missing (see [`crate::Vocabulary::contradictions`]).
    ///
    /// # Errors
    /// As [`Facts::read_told`], and what is neither yes nor no under [`ANYTHING_ELSE`].
    pub fn judge<'a>(
        &self,
        raw: impl IntoIterator<Item = (&'a str, &'a str)>,
        now: &Moment,
    ) -> Result<(Facts, Assessment), Vec<FactError>> {
        let (more, told): (Vec<_>, Vec<_>) = raw.into_iter().partition(|(id, _)| more::is_id(id));
        let more = Replies::read(self.vocabulary(), more.into_iter().map(|(id, said)| (id, Some(said))));
        let (facts, more) = match (Facts::read_told(self.vocabulary(), told, now), more) {
            (Ok(facts), Ok(more)) => (facts, more),
            (facts, more) => return Err([facts.err(), more.err()].into_iter().flatten().flatten().collect()),
        };
        let (answers, contradicted) = self.vocabulary().resolved(facts.answers().clone());
        let facts = self.join(answers, BTreeMap::new())?;
        let told = facts.answers().iter().map(|(id, answer)| Reply::Fact(id.clone(), answer.clone()));
        let told = Replies(told.collect());
        let (facts, mut assessment) = self.heard(&told, facts, &more.more(), now);
        self.leave_open(&told, &facts, &more.more(), &mut assessment, now);
        for one in contradicted {
            assessment.gate = assessment.gate.join(recheck(now));
            if !assessment.missing.contains(&one.doubted) {
                assessment.missing.push(one.doubted);
            }
        }
        Ok((facts, assessment))
    }

    /// What nobody was asked though something else is different, and what a check-in before left open, is missing.
    fn leave_open(
        &self,
        replies: &Replies,
        facts: &Facts,
        more: &More,
        assessment: &mut Assessment,
        now: &Moment,
    ) {
        let open = self.open(replies, facts, more);
        let mut rest = open.rest();
        rest.extend(open.left_open());
        if rest.is_empty() {
            return;
        }
        assessment.gate = assessment.gate.join(recheck(now));
        for id in rest {
            let left_open = FactId::new(format!("{LEFT_OPEN}{id}")).expect("a name with a prefix");
            assessment.facts.insert(left_open, Answer::Known(Value::YesNo(true)));
            if !assessment.missing.contains(&id) {
                assessment.missing.push(id);
            }
        }
    }

    fn open<'o>(&'o self, replies: &'o Replies, facts: &'o Facts, more: &More) -> Open<'o> {
        Open { vocabulary: self.vocabulary(), replies, facts, more: more.clone() }
    }

    /// Everything known for one decision, as in [`Facts::join`], without the doubts that other answers settle.
    ///
    /// # Errors
    /// As [`Facts::join`].
    pub fn join(
        &self,
        asked: BTreeMap<FactId, Answer<Value>>,
        derived: BTreeMap<FactId, Answer<Value>>,
    ) -> Result<Facts, Vec<FactError>> {
        let (asked, derived) = self.settle(asked, derived);
        Facts::join(self.vocabulary(), asked, derived)
    }

    /// The replies with what is known, without what could not be answered before and was not put again yet. A doubt that is to
    /// be looked at again counts until it is: whoever leaves before leaves it standing.
    fn told(
        &self,
        replies: &Replies,
        derived: &BTreeMap<FactId, Answer<Value>>,
    ) -> Result<Facts, Vec<FactError>> {
        let put_again =
            |id: &FactId| id.as_str().strip_prefix(STILL_UNKNOWN).is_none_or(|id| replies.has(id));
        let told = derived.iter().filter(|(id, _)| put_again(id));
        let told = sorting::map(told.map(|(id, answer)| (id.clone(), answer.clone())));
        self.join(replies.answers(), told)
    }

    /// Of the rules that fired, the most urgent one that would not have fired so without the replies, or fires without
    /// the log: a sign that the log tells and somebody reports again was reported.
    fn asked_for(&self, so_far: &Assessment, before: &Facts, facts: &Facts, now: &Moment) -> Disposition {
        if so_far.fired.is_empty() {
            return Disposition::Continue;
        }
        let (before, alone) =
            (self.decide(before, now).fired, self.decide(&facts.asked_alone(self.vocabulary()), now).fired);
        let fires = |fired: &[FiredRule], rule: &FiredRule| {
            fired.iter().any(|one| one.id == rule.id && one.disposition >= rule.disposition)
        };
        let raised = so_far.fired.iter().filter(|rule| !fires(&before, rule) || fires(&alone, rule));
        raised.map(|rule| rule.disposition).max().unwrap_or(Disposition::Continue)
    }
}

/// Where sessions wait because questions are missing, somebody is to answer them: without a task nobody would know.
fn ask_again(assessment: &mut Assessment, now: &Moment) {
    let waits = matches!(assessment.gate.time, GateTime::WaitUntil(_)) && !assessment.missing.is_empty();
    if !waits || assessment.tasks.iter().any(|task| Duty::of(task).is_answered_here()) {
        return;
    }
    let call = |duty, due, rule| Call { since: now.wall, duty, due, rule };
    let tasks = std::mem::take(&mut assessment.tasks);
    let known =
        tasks.iter().flat_map(|task| task.rules.iter().map(|rule| call(Duty::of(task), task.due, rule)));
    let again = call(Duty::AskAgain, now.wall + RE_ASK, UNFINISHED);
    assessment.tasks = duty::tasks(known.chain([again]).collect(), now.wall);
}

gradus_domain::unprinted!(Interview, Next);
