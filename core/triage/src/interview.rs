use std::collections::BTreeMap;

use gradus_domain::{Answer, Assessment, Disposition, FactId, FiredRule, Moment, Value};

use crate::assess::assess;
use crate::carried::{STILL_UNKNOWN, carried, supplied};
use crate::definition::{FactDefinition, FactError, Role, Source};
use crate::facts::Facts;
use crate::pack::Pack;
use crate::vocabulary::{RequiredGroup, Vocabulary};

/// The id under which "is anything else different?" is answered. It is no fact: it decides what else is asked.
pub const ANYTHING_ELSE: &str = "anything_else";

/// What was said to one question.
#[derive(Clone, PartialEq, Eq)]
pub enum Reply {
    /// An answer; "not sure" is one.
    Fact(FactId, Answer<Value>),
    /// The question was put and left out on purpose: that counts as not asked, never as no.
    LeftOut(FactId),
    /// Whether anything else is different. "Not sure" says that it is, leaving it out that it is not.
    AnythingElse(bool),
}

/// What was said so far, in the order of asking; nothing is said to one question twice.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Replies(Vec<Reply>);

/// What comes next at a check-in, and what the answers so far ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interview {
    /// What to ask now; `None` when all is asked.
    pub next: Option<Next>,
    /// How many questions are left of the present part, this one included. What they are answered may bring more.
    pub left: usize,
    /// Whether the check-in may be written down as it stands: every required question was put, or [`Self::is_urgent`].
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// One of a required row.
    Required(FactId),
    /// One that the answers so far make necessary.
    Raised(FactId),
    /// Whether anything else is different.
    AnythingElse,
    /// One of the rest.
    Further(FactId),
}

impl Interview {
    /// Whether a reply of this interview is an emergency or asks for a clinician today.
    pub fn is_urgent(&self) -> bool {
        self.asked_for >= URGENT
    }
}

impl Reply {
    fn fact(&self) -> Option<&FactId> {
        match self {
            Self::Fact(id, _) | Self::LeftOut(id) => Some(id),
            Self::AnythingElse(_) => None,
        }
    }
}

impl Replies {
    /// Reads raw replies: the id of a fact that a person is asked or [`ANYTHING_ELSE`], and its answer; `None` was left
    /// out.
    ///
    /// # Errors
    /// Every reply that names no question, comes twice, or is none of that question's answers.
    pub fn read<'a>(
        vocabulary: &Vocabulary,
        raw: impl IntoIterator<Item = (&'a str, Option<&'a str>)>,
    ) -> Result<Self, Vec<FactError>> {
        Self::read_of(vocabulary, raw, &[Source::Asked])
    }

    /// As [`Replies::read`], where no vault knows the person: the background may stand among the replies.
    ///
    /// # Errors
    /// As [`Replies::read`].
    pub fn read_with_background<'a>(
        vocabulary: &Vocabulary,
        raw: impl IntoIterator<Item = (&'a str, Option<&'a str>)>,
    ) -> Result<Self, Vec<FactError>> {
        Self::read_of(vocabulary, raw, &[Source::Asked, Source::Background])
    }

    fn read_of<'a>(
        vocabulary: &Vocabulary,
        raw: impl IntoIterator<Item = (&'a str, Option<&'a str>)>,
        from: &[Source],
    ) -> Result<Self, Vec<FactError>> {
        let (mut replies, mut errors) = (Vec::<Reply>::new(), Vec::new());
        for (id, said) in raw {
            match read(vocabulary, id, said, from) {
                Ok(reply) if replies.iter().any(|one| one.fact() == reply.fact()) => {
                    errors.push(error(id, "answered twice", "answer each question once"));
                }
                Ok(reply) => replies.push(reply),
                Err(wrong) => errors.push(wrong),
            }
        }
        if errors.is_empty() { Ok(Self(replies)) } else { Err(errors) }
    }

    /// The answers alone: what a check-in writes down.
    pub fn answers(&self) -> BTreeMap<FactId, Answer<Value>> {
        let given = self.0.iter().filter_map(|reply| match reply {
            Reply::Fact(id, answer) => Some((id.clone(), answer.clone())),
            Reply::LeftOut(_) | Reply::AnythingElse(_) => None,
        });
        given.collect()
    }

    fn has(&self, id: &str) -> bool {
        self.0.iter().any(|reply| reply.fact().is_some_and(|fact| fact.as_str() == id))
    }

    fn is_known(&self, id: &FactId) -> bool {
        self.0.iter().any(|reply| matches!(reply, Reply::Fact(fact, Answer::Known(_)) if fact == id))
    }

    fn anything_else(&self) -> Option<bool> {
        self.0.iter().find_map(|reply| match reply {
            Reply::AnythingElse(more) => Some(*more),
            Reply::Fact(..) | Reply::LeftOut(_) => None,
        })
    }
}

impl std::fmt::Debug for Reply {
    /// Which sort of reply, and no more: health facts have no place in a log file.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Fact(..) => "Fact",
            Self::LeftOut(_) => "LeftOut",
            Self::AnythingElse(_) => "AnythingElse",
        })
    }
}

impl std::fmt::Debug for Replies {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Replies({})", self.0.len())
    }
}

impl Pack {
    /// What comes next, after these replies, for somebody of whom `derived` is known (see [`crate::derive`]).
    ///
    /// - First one question of each required row; after "not sure" the row's next way of asking, which may find out. Of a
    ///   child under 4 years, and of whoever cannot say, what somebody sees comes before what they would have to say.
    /// - Then what the answers make necessary, until they are an emergency: nobody is kept with questions then. What could
    ///   not be answered at the check-in before is among it, whatever else was said, so that it can be cleared.
    /// - Then whether anything else is different, and if so the rest.
    /// - What cannot be is not asked: details of what is not there, what concerns a background that the person does not
    ///   have, and what does not exist at that age.
    ///
    /// # Errors
    /// Every reply or derived fact that names no fact or is none of that fact's answers.
    pub fn interview(
        &self,
        replies: &Replies,
        derived: &BTreeMap<FactId, Answer<Value>>,
        now: &Moment,
    ) -> Result<Interview, Vec<FactError>> {
        let all = Facts::join(self.vocabulary(), replies.answers(), derived.clone())?;
        let facts = self.told(replies, derived)?;
        let so_far = assess(self, &facts, now);
        let asked_for = self.asked_for(&so_far, &self.told(&Replies::default(), derived)?, &facts, now);
        let open = Open { vocabulary: self.vocabulary(), replies, facts: &all };
        let (next, left) = open.next(|| self.decide(&all, now).missing);
        let may_finish = asked_for >= URGENT || !matches!(next, Some(Next::Required(_)));
        Ok(Interview { next, left, may_finish, asked_for, so_far, facts })
    }

    /// The replies with what is known, without what could not be answered before and was not put again yet.
    fn told(
        &self,
        replies: &Replies,
        derived: &BTreeMap<FactId, Answer<Value>>,
    ) -> Result<Facts, Vec<FactError>> {
        let put_again =
            |id: &FactId| id.as_str().strip_prefix(STILL_UNKNOWN).is_none_or(|id| replies.has(id));
        let told = derived.iter().filter(|(id, _)| put_again(id));
        let told = told.map(|(id, answer)| (id.clone(), answer.clone())).collect();
        Facts::join(self.vocabulary(), replies.answers(), told)
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

/// What can still be asked.
struct Open<'o> {
    vocabulary: &'o Vocabulary,
    replies: &'o Replies,
    facts: &'o Facts,
}

impl Open<'_> {
    fn next(&self, missing: impl FnOnce() -> Vec<FactId>) -> (Option<Next>, usize) {
        let required = self.required();
        if let Some(id) = required.first() {
            return (Some(Next::Required(id.clone())), required.len());
        }
        let missing = missing();
        // What was unknown before is put at any age: left unasked, it would hold every session back for ever.
        let raised = self.unsaid(|fact, slot| {
            missing.contains(&fact.id) && (self.facts.slot(slot).carried || self.is_of_age(fact))
        });
        if let Some(id) = raised.first() {
            return (Some(Next::Raised(id.clone())), raised.len());
        }
        // Context that matters was raised above; alone it says nothing of how somebody is.
        let further = self.unsaid(|fact, slot| {
            let is_open = match fact.id.as_str() {
                INCONSOLABLE => true,
                id => !self.facts.slot(slot).needless && !self.vocabulary.is_required(id),
            };
            fact.role == Role::Sign && is_open && self.is_of_age(fact)
        });
        match (further.first(), self.replies.anything_else()) {
            (None, _) | (_, Some(false)) => (None, 0),
            (Some(_), None) => (Some(Next::AnythingElse), 1),
            (Some(id), Some(true)) => (Some(Next::Further(id.clone())), further.len()),
        }
    }

    /// Of each required row that is open the question to put, in the order of the vocabulary.
    fn required(&self) -> Vec<FactId> {
        let mut rows: Vec<&RequiredGroup> = self.vocabulary.required().iter().collect();
        rows.sort_by_key(|row| row.slots.iter().min().copied());
        rows.into_iter().filter_map(|row| self.of_row(row)).collect()
    }

    /// One known answer answers a row. A row that only some backgrounds require is asked of everybody: for them its
    /// question is one among others, and a danger sign all the same.
    fn of_row(&self, row: &RequiredGroup) -> Option<FactId> {
        if row.any_of.iter().any(|id| self.replies.is_known(id)) {
            return None;
        }
        let mut ways: Vec<&FactDefinition> =
            row.slots.iter().map(|slot| &self.vocabulary.facts()[*slot]).collect();
        if self.is_observed() {
            ways.sort_by_key(|fact| !OBSERVED.contains(&fact.id.as_str()));
        }
        let way = ways.into_iter().find(|fact| self.is_unsaid(fact) && self.is_of_age(fact));
        way.map(|fact| fact.id.clone())
    }

    /// Questions to which nothing was said yet, in the order of the vocabulary.
    fn unsaid(&self, wanted: impl Fn(&FactDefinition, usize) -> bool) -> Vec<FactId> {
        let facts = self.vocabulary.facts().iter().enumerate();
        let open = facts.filter(|(slot, fact)| self.is_unsaid(fact) && wanted(fact, *slot));
        open.map(|(_, fact)| fact.id.clone()).collect()
    }

    fn is_unsaid(&self, fact: &FactDefinition) -> bool {
        fact.source == Source::Asked && !self.replies.has(fact.id.as_str())
    }

    /// Whether the question can apply at this age; one that is not known rules out nothing.
    fn is_of_age(&self, fact: &FactDefinition) -> bool {
        let id = fact.id.as_str();
        let between = |from: i32, to: i32| self.age_days().is_none_or(|days| (from..to).contains(&days));
        if OBSERVED.contains(&id) {
            return between(0, GROWN_UP) || !self.is_surely("non_verbal", false);
        }
        if fact.only_for.as_ref().is_some_and(|id| id.as_str() == "pregnant") {
            return between(CHILDBEARING.0, CHILDBEARING.1) || self.is_surely("pregnant", true);
        }
        id != "bulging_fontanelle" || between(0, FONTANELLE)
    }

    /// Whether pain is what somebody sees, not what the person says.
    fn is_observed(&self) -> bool {
        self.age_days().is_some_and(|days| days < SAYS_A_NUMBER) || self.is_surely("non_verbal", true)
    }

    fn age_days(&self) -> Option<i32> {
        let age = self.facts.slot(self.vocabulary.slot("age_days")?);
        age.span.map(|(_, oldest)| oldest / 10)
    }

    fn is_surely(&self, id: &str, yes: bool) -> bool {
        let slot = self.vocabulary.slot(id).map(|slot| self.facts.slot(slot));
        slot.is_some_and(|slot| {
            !slot.unsure && slot.span.is_some_and(|(low, high)| (low > 0, high > 0) == (yes, yes))
        })
    }
}

/// From here on somebody must be reached today.
const URGENT: Disposition = Disposition::SameDay { hours: u16::MAX };
/// Pain as somebody sees it, for a child who cannot say, and for a grown-up who cannot.
const OBSERVED: [&str; 2] = ["flacc", INCONSOLABLE];
/// It answers the row of pain, and is a danger of its own that no score of pain tells: it is asked beside one.
const INCONSOLABLE: &str = "inconsolable_min";
/// Days of life from which on a child may say its pain as a number: 4 years. Basis: general; scales to be said are
/// used from 4 to 8 years on.
const SAYS_A_NUMBER: i32 = 1461;
/// Days of life from which on a person counts as grown up, as the rules have it.
const GROWN_UP: i32 = 6575;
/// Days of life in which nobody is asked about a child they may carry, before and after: 9 and 60 years. Basis: proposal.
const CHILDBEARING: (i32, i32) = (3287, 21_915);
/// Days of life after which the soft spot of the head has closed: 30 months. Basis: general.
const FONTANELLE: i32 = 914;

fn read(vocabulary: &Vocabulary, id: &str, said: Option<&str>, from: &[Source]) -> Result<Reply, FactError> {
    if id == ANYTHING_ELSE {
        return match said.map(str::trim) {
            Some("true" | "unknown") => Ok(Reply::AnythingElse(true)),
            Some("false") | None => Ok(Reply::AnythingElse(false)),
            Some(_) => Err(error(id, "neither yes nor no", "write true, false or \"unknown\"")),
        };
    }
    if let Some(id) = carried(vocabulary, id) {
        return Err(supplied(&id));
    }
    let fact = vocabulary.want(id)?;
    if !from.contains(&fact.source) {
        let right = match fact.source {
            Source::Background => "leave it out; the background of the person says it",
            _ => "leave it out; the log supplies it",
        };
        return Err(error(id, "no question of an interview", right));
    }
    let Some(said) = said else { return Ok(Reply::LeftOut(fact.id.clone())) };
    let answer = fact.read(said)?;
    Ok(Reply::Fact(fact.id.clone(), answer))
}

fn error(fact: &str, wrong: &str, right: &str) -> FactError {
    FactError { fact: fact.to_owned(), wrong: wrong.to_owned(), right: right.to_owned() }
}
