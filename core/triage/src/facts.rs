use std::collections::{BTreeMap, BTreeSet};

use gradus_domain::{Answer, Decimal, FactId, Moment, Value};

use crate::carried::{EARLIER_CONTACT, LEFT_OPEN, LONGEST_WAIT, NOT_SURE, STILL_UNKNOWN, WAITING};
use crate::definition::{FactDefinition, FactError, Role, Source, Worse};
use crate::vocabulary::{Links, Vocabulary};

mod age;
mod read;

pub use age::BORN;
pub(crate) use age::{AGE, days, with_age};
use read::{check, read_by, read_one};
pub use read::{read_answers, read_told_answers};

/// Everything known for one decision: answers of the person, and what the log and the background add, each checked
/// against the vocabulary.
///
/// Made once and decided on as often as wanted. Use it with packs of the same vocabulary.
#[derive(Clone, PartialEq, Eq)]
pub struct Facts {
    answers: BTreeMap<FactId, Answer<Value>>,
    derived: BTreeSet<FactId>,
    slots: Vec<Slot>,
    families: BTreeSet<char>,
    /// Minutes by the small letters of a rule's name.
    waits: BTreeMap<String, i32>,
    /// As `slots`, without the signs that the log tells; empty while no rule waits.
    without_log: Vec<Slot>,
}

/// One fact as rules see it: the span of values it may have, and whether somebody was unsure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Slot {
    /// From the lowest to the highest known value.
    pub(crate) span: Option<(i32, i32)>,
    /// Asked, and somebody could not say.
    pub(crate) unsure: bool,
    /// Unasked, and needless to ask because of another answer.
    pub(crate) needless: bool,
    /// A detail of what is surely not there: nobody can answer it.
    pub(crate) absent: bool,
    /// Put, or to be put, at a check-in that was broken off before it was answered.
    pub(crate) left_open: bool,
    /// Was unknown at the check-in before.
    pub(crate) still_unknown: bool,
    /// Unknown only because it was so at the check-in before and nobody put the question again.
    pub(crate) carried: bool,
    /// Asked itself, whatever the log adds.
    pub(crate) itself: bool,
}

impl Slot {
    pub(crate) fn is_asked(self) -> bool {
        self.span.is_some() || self.unsure
    }

    pub(crate) fn is_surely(self, measured: i32) -> bool {
        self.span == Some((measured, measured)) && !self.unsure
    }

    fn widen(&mut self, other: Self) {
        self.unsure |= other.unsure;
        self.span = match (self.span, other.span) {
            (Some(one), Some(two)) => Some((one.0.min(two.0), one.1.max(two.1))),
            (one, two) => one.or(two),
        };
    }
}

impl Facts {
    /// Checks answers against the vocabulary. Facts that are absent were not asked.
    ///
    /// # Errors
    /// Every answer that names no fact or is none of that fact's answers.
    pub fn new(
        vocabulary: &Vocabulary,
        answers: BTreeMap<FactId, Answer<Value>>,
    ) -> Result<Self, Vec<FactError>> {
        Self::join(vocabulary, answers, BTreeMap::new())
    }

    /// Reads raw answers (`true`, `false`, `unknown`, a number, a level) by name: those of a person, and where no log is
    /// at hand, also what it would add.
    ///
    /// # Errors
    /// Every answer that names no fact, comes twice, or is none of that fact's answers.
    pub fn read<'a>(
        vocabulary: &Vocabulary,
        raw: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, Vec<FactError>> {
        Self::new(vocabulary, read_by(vocabulary, raw, read_one)?)
    }

    /// As [`Facts::read`], where no vault knows the person: the day of birth may stand among the answers under [`BORN`], and
    /// is their age on this day.
    ///
    /// # Errors
    /// As [`Facts::read`]; a day of birth that is none, after today, more than 120 years ago, or beside an age.
    pub fn read_told<'a>(
        vocabulary: &Vocabulary,
        raw: impl IntoIterator<Item = (&'a str, &'a str)>,
        now: &Moment,
    ) -> Result<Self, Vec<FactError>> {
        with_age(raw, now, |told| Self::read(vocabulary, told))
    }

    /// Joins what was asked with what the log and the background say. Where both name the same fact, the more
    /// dangerous value stands, and beside it that somebody is not sure; where they disagree over context, that context
    /// counts as unknown.
    ///
    /// # Errors
    /// Every answer, asked or derived, that names no fact or is none of that fact's answers.
    pub fn join(
        vocabulary: &Vocabulary,
        asked: BTreeMap<FactId, Answer<Value>>,
        derived: BTreeMap<FactId, Answer<Value>>,
    ) -> Result<Self, Vec<FactError>> {
        let told = [&asked, &derived].into_iter().flat_map(|told| vocabulary.placed(told));
        let errors: Vec<FactError> =
            told.filter_map(|(id, answer, place)| check(vocabulary, place, id, answer).err()).collect();
        if !errors.is_empty() {
            return Err(errors);
        }
        let mut facts = Self::unprepared(asked);
        derived.into_iter().for_each(|(id, answer)| facts.add(vocabulary, id, answer));
        facts.prepare(vocabulary);
        Ok(facts)
    }

    /// The answers by name, asked and derived.
    pub fn answers(&self) -> &BTreeMap<FactId, Answer<Value>> {
        &self.answers
    }

    /// Whether the core worked this fact out instead of asking.
    pub fn is_derived(&self, id: &FactId) -> bool {
        self.derived.contains(id)
    }

    pub(crate) fn slot(&self, fact: usize) -> Slot {
        self.slots.get(fact).copied().unwrap_or_default()
    }

    /// Families whose rules asked for the clinic within 72 hours.
    pub(crate) fn earlier_contacts(&self) -> &BTreeSet<char> {
        &self.families
    }

    /// For how many minutes a rule still waits for what the log has told it before; `None` when it does not.
    pub(crate) fn waits(&self, rule: &str) -> Option<i32> {
        self.waits.get(&rule.to_ascii_lowercase()).copied()
    }

    /// One fact without the signs that the log tells.
    pub(crate) fn slot_without_log(&self, fact: usize) -> Slot {
        self.without_log.get(fact).copied().unwrap_or_default()
    }

    fn unprepared(answers: BTreeMap<FactId, Answer<Value>>) -> Self {
        Self {
            answers,
            derived: BTreeSet::new(),
            slots: Vec::new(),
            families: BTreeSet::new(),
            waits: BTreeMap::new(),
            without_log: Vec::new(),
        }
    }

    /// The same without the signs that the log tells and without what still waits for them.
    pub(crate) fn asked_alone(&self, vocabulary: &Vocabulary) -> Self {
        let stays = |id: &FactId, place: Option<usize>| match place.map(|place| &vocabulary.facts()[place]) {
            Some(fact) => fact.source != Source::Log || fact.role == Role::Context,
            None => !id.as_str().starts_with(WAITING),
        };
        let mut told = vocabulary.placed(&self.answers).map(|(id, _, place)| stays(id, place));
        let mut answers = self.answers.clone();
        answers.retain(|_, _| told.next() == Some(true));
        let mut alone = Self::unprepared(answers);
        alone.prepare(vocabulary);
        alone
    }

    /// The same, with a yes that the engine adds.
    pub(crate) fn with_yes(mut self, vocabulary: &Vocabulary, id: &str) -> Self {
        self.add(vocabulary, FactId::new(id).expect("a plain name"), Answer::Known(Value::YesNo(true)));
        self.prepare(vocabulary);
        self
    }

    fn add(&mut self, vocabulary: &Vocabulary, id: FactId, answer: Answer<Value>) {
        let joined = match (self.answers.get(&id), vocabulary.fact(id.as_str())) {
            (Some(asked), Some(fact)) if fact.role == Role::Sign && is_doubted(asked, &answer) => {
                // Neither is the worse one for every rule: what is known holds, and the doubt beside it.
                let not_sure = FactId::new(format!("{NOT_SURE}{id}")).expect("a name with a prefix");
                let known = if *asked == Answer::Unknown { answer } else { asked.clone() };
                self.answers.insert(not_sure, Answer::Known(Value::YesNo(true)));
                known
            }
            (Some(asked), Some(fact)) => worse(fact, asked, &answer),
            _ => {
                self.derived.insert(id.clone());
                answer
            }
        };
        self.answers.insert(id, joined);
    }

    fn prepare(&mut self, vocabulary: &Vocabulary) {
        self.slots = vec![Slot::default(); vocabulary.facts().len()];
        for (id, answer, slot) in vocabulary.placed(&self.answers) {
            if let Some(slot) = slot {
                match answer {
                    Answer::Unknown => self.slots[slot].unsure = true,
                    Answer::Known(value) => {
                        let measured = vocabulary.facts()[slot].measure(value).ok();
                        self.slots[slot].span = measured.map(|measured| (measured, measured));
                    }
                }
            } else if let Some(rest) = id.as_str().strip_prefix(STILL_UNKNOWN) {
                if let (Some(slot), true) = (vocabulary.slot(rest), is_yes(answer)) {
                    self.slots[slot].still_unknown = true;
                }
            } else if let Some(rest) = id.as_str().strip_prefix(NOT_SURE) {
                if let (Some(slot), true) = (vocabulary.slot(rest), is_yes(answer)) {
                    self.slots[slot].unsure = true;
                }
            } else if let Some(rest) = id.as_str().strip_prefix(LEFT_OPEN) {
                if let (Some(slot), true) = (vocabulary.slot(rest), is_yes(answer)) {
                    self.slots[slot].left_open = true;
                }
            } else if let Some(rest) = id.as_str().strip_prefix(EARLIER_CONTACT) {
                self.families
                    .extend(rest.chars().next().filter(|_| is_yes(answer)).map(|c| c.to_ascii_uppercase()));
            } else if let Some(rule) = id.as_str().strip_prefix(WAITING)
                && let Answer::Known(Value::Number(minutes)) = answer
            {
                let minutes = i32::try_from(minutes.tenths() / 10).unwrap_or(LONGEST_WAIT);
                self.waits.insert(rule.to_owned(), minutes);
            }
        }
        self.carry_over(vocabulary);
        self.mark_needless(vocabulary);
        for (slot, fact) in vocabulary.facts().iter().enumerate() {
            if let Some(target) = vocabulary.links(slot).widens {
                let other = self.slots[slot];
                // Half a context is not a known one: a corrected age alone leaves the age unknown.
                self.slots[target].unsure |=
                    fact.role == Role::Context && other.is_asked() && !self.slots[target].is_asked();
                self.slots[target].widen(other);
            }
        }
        if !self.waits.is_empty() {
            self.without_log = self.asked_alone(vocabulary).slots;
        }
    }

    /// Not asking again does not answer, unless an answer to another question does: what is not there has no details.
    fn carry_over(&mut self, vocabulary: &Vocabulary) {
        for (slot, fact) in vocabulary.facts().iter().enumerate() {
            let links = vocabulary.links(slot);
            let settled = self.is_for_nobody(links) || self.is_absent(links) || self.is_stood_for(links);
            let here = self.slots[slot];
            let carried = here.still_unknown && !here.is_asked() && fact.source == Source::Asked && !settled;
            self.slots[slot].carried = carried;
            self.slots[slot].unsure |= carried;
        }
        for slot in &mut self.slots {
            slot.itself = slot.is_asked();
        }
    }

    /// Whether the question is put to some people only, and this person is surely none of them.
    fn is_for_nobody(&self, links: &Links) -> bool {
        !links.only_for.is_empty() && links.only_for.iter().all(|slot| self.slots[*slot].is_surely(0))
    }

    /// Whether what it is a detail of is surely not there.
    fn is_absent(&self, links: &Links) -> bool {
        links.detail_of.is_some_and(|slot| self.slots[slot].is_surely(0))
    }

    /// Whether the question that this one would stand in for has an answer of its own.
    fn is_stood_for(&self, links: &Links) -> bool {
        links.unsure_of.is_some_and(|slot| self.slots[slot].span.is_some() && !self.slots[slot].unsure)
    }

    /// Questions that another answer makes needless: the alternatives in a required group, details of what is not
    /// there, and what concerns a background that the person does not have. Nobody is asked for what the log supplies.
    fn mark_needless(&mut self, vocabulary: &Vocabulary) {
        for group in vocabulary.required() {
            if group.slots.iter().any(|slot| self.slots[*slot].is_asked()) {
                group.slots.iter().for_each(|slot| self.spare(*slot));
            }
        }
        for (slot, fact) in vocabulary.facts().iter().enumerate() {
            let links = vocabulary.links(slot);
            let absent = self.is_for_nobody(links);
            let mild = self.is_absent(links);
            let told = self.is_stood_for(links);
            self.slots[slot].absent = mild;
            if absent || mild || told || fact.source == Source::Log {
                self.spare(slot);
            }
        }
    }

    fn spare(&mut self, slot: usize) {
        self.slots[slot].needless = !self.slots[slot].is_asked();
    }
}

impl std::fmt::Debug for Facts {
    /// Counts only: health facts have no place in a log file.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Facts({} answers, {} derived)", self.answers.len(), self.derived.len())
    }
}

fn is_yes(answer: &Answer<Value>) -> bool {
    *answer == Answer::Known(Value::YesNo(true))
}

/// Whether one of two answers to the same question is known and the other is not.
fn is_doubted(one: &Answer<Value>, other: &Answer<Value>) -> bool {
    (*one == Answer::Unknown) != (*other == Answer::Unknown)
}

/// The more dangerous of two answers to the same question; over context, which no order tells, not known.
fn worse(fact: &FactDefinition, one: &Answer<Value>, other: &Answer<Value>) -> Answer<Value> {
    let (Answer::Known(a), Answer::Known(b)) = (one, other) else { return Answer::Unknown };
    if a == b {
        return one.clone();
    }
    if fact.role == Role::Context {
        return Answer::Unknown;
    }
    let danger = |value: &Value| danger(fact, value);
    if danger(a) >= danger(b) { one.clone() } else { other.clone() }
}

/// Whether somebody who was told the one was told the other: it is as bad, or both are unknown.
pub(crate) fn is_at_least(fact: &FactDefinition, one: &Answer<Value>, other: &Answer<Value>) -> bool {
    match (one, other) {
        (Answer::Unknown, Answer::Unknown) => true,
        (Answer::Known(one), Answer::Known(other)) => danger(fact, one) >= danger(fact, other),
        _ => false,
    }
}

/// How far a value lies on the dangerous side; ties between too low and too high go to the higher one.
fn danger(fact: &FactDefinition, value: &Value) -> (i32, i32) {
    let measured = fact.measure(value).unwrap_or(0);
    let tenths = |bound: Decimal| i32::try_from(bound.tenths()).unwrap_or(0);
    match fact.worse {
        Worse::Up => (measured, 0),
        Worse::Down => (-measured, 0),
        Worse::Both { low, high } => ((measured - tenths(high)).max(tenths(low) - measured), measured),
    }
}
