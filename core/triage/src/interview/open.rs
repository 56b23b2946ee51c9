use gradus_domain::sorting;
use gradus_domain::{Disposition, FactId};

use super::again::Again;
use super::{More, Next, Replies};
use crate::assess::Decision;
use crate::definition::{FactDefinition, Kind, Role, Source};
use crate::facts::Facts;
use crate::topic::Topic;
use crate::vocabulary::{First, RequiredGroup, Vocabulary};

/// What can still be asked.
pub(super) struct Open<'o> {
    pub(super) vocabulary: &'o Vocabulary,
    pub(super) replies: &'o Replies,
    pub(super) facts: &'o Facts,
    /// What was said of anything else that is different.
    pub(super) more: More,
}

impl Open<'_> {
    /// The question to put, and how many are left of its part. `settling` is one whose answer may settle a doubt, `again` what
    /// is to be looked at again.
    pub(super) fn next(
        &self,
        decision: &Decision,
        settling: Option<&FactId>,
        again: &Again,
    ) -> (Option<Next>, usize) {
        let is_emergency = decision.disposition >= Disposition::Emergency;
        let required = self.required(is_emergency);
        let closer = if is_emergency { Vec::new() } else { self.closer(&decision.missing) };
        let settling = settling.filter(|id| !is_emergency && !self.replies.has(id.as_str()));
        if let Some(id) = settling.or(closer.first()) {
            return (Some(Next::Raised(id.clone())), closer.len().max(1) + required.len());
        }
        if let Some(id) = again.at_once.first() {
            return (Some(Next::Again(id.clone())), again.at_once.len() + required.len());
        }
        if let Some(id) = required.first() {
            return (Some(Next::Required(id.clone())), required.len());
        }
        if let Some(id) = again.later.first() {
            return (Some(Next::Again(id.clone())), again.later.len());
        }
        // What was unknown before is put at any age: left unasked, it would hold every session back for ever.
        let raised = self.unsaid(|fact, slot| {
            decision.missing.contains(&fact.id) && (self.facts.slot(slot).carried || self.is_of_age(fact))
        });
        if let Some(id) = raised.first() {
            let id = self.asked_before(id).unwrap_or(id);
            return (Some(Next::Raised(id.clone())), raised.len());
        }
        let left_open = self.left_open();
        if let Some(id) = left_open.first() {
            return (Some(Next::Further(id.clone())), left_open.len());
        }
        if self.more.is_told() {
            return self.next_of_more();
        }
        match self.replies.anything_else() {
            None if !self.rest_of(&More::Anything).is_empty() => (Some(Next::AnythingElse), 1),
            _ => (None, 0),
        }
    }

    /// What it is about, its questions, and what else it is about.
    fn next_of_more(&self) -> (Option<Next>, usize) {
        let topics = self.topics();
        let about = || (Some(Next::About { turn: self.replies.turns().0 + 1, topics: topics.clone() }), 1);
        let is_first = self.replies.turns().0 == 0;
        let rest = self.rest();
        match rest.first() {
            _ if is_first && !topics.is_empty() => about(),
            Some(id) => (Some(Next::Further(id.clone())), self.count(&rest)),
            None if !topics.is_empty() => about(),
            None => (None, 0),
        }
    }

    /// How many there are, but for details of what is among them: most have nothing to tell of.
    fn count(&self, rest: &[FactId]) -> usize {
        let about = |id: &FactId| self.vocabulary.fact(id.as_str()).and_then(|fact| fact.detail_of.as_ref());
        rest.iter().filter(|id| about(id).is_none_or(|about| !rest.contains(about))).count()
    }

    /// Topics that something else may still be about; empty where nothing more is to be named.
    pub(super) fn topics(&self) -> Vec<String> {
        if self.replies.anything_else() != Some(true) || self.replies.turns().1 {
            return Vec::new();
        }
        let open: Vec<usize> =
            self.rest_of(&More::Anything).iter().filter_map(|id| self.vocabulary.slot(id.as_str())).collect();
        let all = self.vocabulary.topics().iter();
        let left = all.filter(|topic| !topic.always && !self.names(topic));
        let left = left.filter(|topic| open.iter().any(|slot| topic.asks(*slot)));
        left.map(|topic| topic.id.clone()).collect()
    }

    fn names(&self, topic: &Topic) -> bool {
        matches!(&self.more, More::About(named) if named.contains(&topic.id))
    }

    /// The yes-or-no question whether there is anything that a detail could tell of, where it can still be put.
    fn asked_before(&self, detail: &FactId) -> Option<&FactId> {
        let about = self.vocabulary.fact(detail.as_str())?.detail_of.as_ref()?;
        let (fact, slot) = (self.vocabulary.fact(about.as_str())?, self.vocabulary.slot(about.as_str())?);
        let may = fact.kind == Kind::YesNo
            && self.is_unsaid(fact)
            && self.is_unanswered(slot)
            && self.is_of_age(fact);
        may.then_some(about)
    }

    /// Whether nobody answered it and no answer makes it needless. A session in the log tells of the session, not of the
    /// hours after it.
    fn is_unanswered(&self, slot: usize) -> bool {
        let slot = self.facts.slot(slot);
        !slot.itself && !slot.needless
    }

    /// What nothing asks for so far and what was said of anything else does. Whether a rule could still use it is not asked: a sign also makes the doubt of other
    /// rules graver. Context that matters is raised by a sign; alone it says nothing of how somebody is.
    pub(super) fn rest(&self) -> Vec<FactId> {
        self.rest_of(&self.more)
    }

    fn rest_of(&self, more: &More) -> Vec<FactId> {
        self.unsaid(|fact, slot| {
            let is_open = match fact.id.as_str() {
                INCONSOLABLE => true,
                id => self.is_unanswered(slot) && !self.vocabulary.is_required(id),
            };
            fact.role == Role::Sign && is_open && more.asks(self.vocabulary, slot) && self.is_of_age(fact)
        })
    }

    /// What a check-in that was broken off left open, and no answer since has made needless.
    pub(super) fn left_open(&self) -> Vec<FactId> {
        self.unsaid(|_, slot| self.facts.slot(slot).left_open && self.is_unanswered(slot))
    }

    /// What asks more closely about something that was said in this interview: details of what is there or may be, and
    /// the dose that may hide what was measured.
    fn closer(&self, missing: &[FactId]) -> Vec<FactId> {
        let is_there = |about: &FactId| self.replies.has(about.as_str()) && self.is_there(about.as_str());
        self.unsaid(|fact, slot| {
            let facts = self.vocabulary.facts().iter();
            let mut masked = facts.filter(|one| one.masked_by.as_ref() == Some(&fact.id));
            let masks = missing.contains(&fact.id) && masked.any(|one| self.replies.is_known(&one.id));
            let about = [&fact.detail_of, &fact.follows, &fact.unsure_of];
            let follows = about.into_iter().flatten().any(is_there) && self.is_unanswered(slot);
            (masks || follows) && self.is_of_age(fact)
        })
    }

    /// What this person's check-in begins with: of each required row that is open one question, and what comes first for
    /// them beside that; in the order of what comes first, then in that of the vocabulary.
    fn required(&self, is_emergency: bool) -> Vec<FactId> {
        let first: Vec<usize> = self.first().flat_map(|first| first.slots.iter().copied()).collect();
        let place = |slots: &[usize]| match first.iter().position(|slot| slots.contains(slot)) {
            Some(place) => (0, place),
            None => (1, slots.iter().min().copied().unwrap_or_default()),
        };
        let rows = self.vocabulary.required().iter();
        let rows = rows.filter_map(|row| Some((place(&row.slots), self.of_row(row)?)));
        let alone = first.iter().filter(|slot| !is_emergency && self.is_open_alone(**slot));
        let alone = alone.map(|slot| (place(&[*slot]), self.vocabulary.facts()[*slot].id.clone()));
        let mut all: Vec<_> = rows.chain(alone).collect();
        sorting::sort_by_key(&mut all, |(place, _)| *place);
        all.into_iter().map(|(_, id)| id).collect()
    }

    /// What is put first for this person. What is not known of them rules nothing out.
    fn first(&self) -> impl Iterator<Item = &First> {
        let age = self.vocabulary.slot("age_days").and_then(|slot| self.facts.slot(slot).span);
        let is_under = move |days: i32| age.is_none_or(|(youngest, _)| youngest / 10 < days);
        self.vocabulary.first().iter().filter(move |first| {
            first.under_days.is_some_and(is_under)
                || first.backgrounds.iter().any(|id| !self.is_surely(id.as_str(), false))
        })
    }

    fn is_open_alone(&self, slot: usize) -> bool {
        let fact = &self.vocabulary.facts()[slot];
        let of_row = self.vocabulary.is_required(fact.id.as_str());
        !of_row && self.is_unsaid(fact) && self.is_unanswered(slot) && self.is_of_age(fact)
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
            sorting::sort_by_key(&mut ways, |fact| !OBSERVED.contains(&fact.id.as_str()));
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
        if SAID.contains(&id) {
            return !self.is_observed();
        }
        if OF_CHILDREN.contains(&id) {
            return between(0, GROWN_UP);
        }
        if OBSERVED.contains(&id) {
            return between(0, GROWN_UP) || !self.is_surely("non_verbal", false);
        }
        if fact.only_for.iter().any(|id| id.as_str() == "pregnant") {
            return between(CHILDBEARING.0, CHILDBEARING.1) || self.is_surely("pregnant", true);
        }
        if OF_THE_GROWING.contains(&id) {
            return between(SAYS_A_NUMBER, i32::MAX);
        }
        if id == OF_A_CARER {
            return self.is_observed() || self.is_there("carer_limit");
        }
        id != "bulging_fontanelle" || between(0, FONTANELLE)
    }

    /// Whether it was answered, and not mildly.
    fn is_there(&self, id: &str) -> bool {
        let slot = self.vocabulary.slot(id).map(|slot| self.facts.slot(slot));
        slot.is_some_and(|slot| slot.is_asked() && !slot.is_surely(0))
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

/// Pain as somebody sees it, for a child who cannot say, and for a grown-up who cannot.
const OBSERVED: [&str; 2] = ["flacc", INCONSOLABLE];
/// What a child shows or says; of a grown-up other questions tell it.
const OF_CHILDREN: [&str; 2] = ["child_irritable", "refuses_sessions"];
/// What a small child neither thinks nor takes. What whoever looks after them thinks of is a question of its own.
const OF_THE_GROWING: [&str; 2] = ["self_harm", "nitrite"];
/// The carer's own thoughts: asked where somebody must be answering for the person, or where the carer's strength was told of.
const OF_A_CARER: &str = "carer_self_harm";
/// Pain as the person says it: nobody is asked what a baby says, nor whoever cannot say.
const SAID: [&str; 1] = ["pain_peak"];
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
