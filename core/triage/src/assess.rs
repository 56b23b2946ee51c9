use std::collections::BTreeMap;

use chrono::TimeDelta;
use gradus_domain::sorting;
use gradus_domain::{
    Answer, Assessment, Certainty, Disposition, FactId, FiredRule, Gate, GateSize, GateTime, Moment, Task,
    Value,
};

use crate::condition::{Atom, Truth};
use crate::duty::{self, Call, Duty, RE_ASK};
use crate::facts::{Facts, Slot};
use crate::pack::Pack;
use crate::rule::Rule;

/// What the rules answer, without the facts they answered from.
#[derive(Clone, PartialEq, Eq)]
pub struct Decision {
    /// The most urgent disposition of all fired rules.
    pub disposition: Disposition,
    /// The most restrictive gate of all fired rules and of what is missing.
    pub gate: Gate,
    /// Every rule that fired, the most urgent first.
    pub fired: Vec<FiredRule>,
    /// What must still be answered: required questions, questions that a positive sign raises, background that was
    /// taken at its worst. While any is left, the gate asks for the answers first.
    pub missing: Vec<FactId>,
    /// What is due, and when.
    pub tasks: Vec<Task>,
}

/// What the rules of `pack` answer at `now`, with everything needed to give the same answer again.
///
/// - A danger sign that holds fires its rules. One that was asked and is not known fires them as doubt: one level
///   milder, with a wait until it is asked again, or a block when the rule is urgent and another sign is positive or
///   the answer was unknown before.
/// - A sign that was not asked fires nothing, and is missing where it is required or another sign raises it.
/// - Context that is unknown or was not asked takes whatever value makes a rule fire.
/// - The most urgent disposition, the strictest gate, every fired rule and every task stand.
pub fn assess(pack: &Pack, facts: &Facts, now: &Moment) -> Assessment {
    let decision = pack.decide(facts, now);
    Assessment {
        facts: facts.answers().clone(),
        disposition: decision.disposition,
        gate: decision.gate,
        fired: decision.fired,
        missing: decision.missing,
        tasks: decision.tasks,
        pack: pack.reference(),
    }
}

impl Pack {
    /// What the rules answer at `now`; see [`assess`].
    pub fn decide(&self, facts: &Facts, now: &Moment) -> Decision {
        let evaluation = Evaluation::of(self, facts);
        let mut fired = evaluation.fired(now);
        sorting::sort_by(&mut fired, |one, other| {
            (other.disposition, other.certainty).cmp(&(one.disposition, one.certainty))
        });
        let disposition = fired.iter().map(|rule| rule.disposition).max().unwrap_or(Disposition::Continue);
        let mut gate = fired.iter().fold(Gate::OPEN, |gate, rule| gate.join(rule.gate));
        let missing = evaluation.missing(disposition);
        if !missing.is_empty() {
            gate = gate.join(recheck(now));
        }
        let mut calls = duty::calls(&fired, now.wall);
        if gate.time == GateTime::Blocked && evaluation.needs_surgeon() {
            let due = now.wall + TimeDelta::hours(self.surgeon.within_h.into());
            let blocks = fired.iter().filter(|rule| rule.gate.time == GateTime::Blocked);
            calls.extend(blocks.map(|rule| Call {
                since: now.wall,
                duty: Duty::Surgeon,
                due,
                rule: &rule.id,
            }));
        }
        let tasks = duty::tasks(calls, now.wall);
        Decision { disposition, gate, fired, missing, tasks }
    }

    /// Whether a rule that fired on these answers holds on what is known alone, and not only because context that nobody
    /// told was taken at its worst. True as well where that cannot be told: for another pack's rule or vocabulary.
    pub fn holds_as_known(&self, rule: &str, answers: &BTreeMap<FactId, Answer<Value>>) -> bool {
        let facts = Facts::new(&self.vocabulary, answers.clone());
        let (Some(rule), Ok(facts)) = (self.rule(rule), facts) else { return true };
        let truth = |atom: &Atom| match facts.slot(atom.fact) {
            slot if atom.context && !holds(slot, atom) => Truth::No,
            slot => atom_truth(self, slot, i32::MAX, atom),
        };
        rule.condition.evaluate(truth) == Truth::Yes
    }
}

/// The gate while questions are open: no session before they are answered, and no step.
pub(crate) fn recheck(now: &Moment) -> Gate {
    Gate { time: GateTime::WaitUntil(now.wall), size: GateSize::Same }
}

/// What somebody worries about (G), what weighs on them (M) and what the clinic does not know (C) accompany other events;
/// none of them is an event of its own that adds up.
const NO_EVENTS: [char; 3] = ['G', 'M', 'C'];

/// Rules that ask for a call within days because of a small thing, such as sore skin: nor do these add up.
const NO_EVENT: [&str; 2] = ["I6c", "S5"];

/// Whether a call that this rule asks for is about an event that adds up with others.
pub(crate) fn adds_up(rule: &str) -> bool {
    !rule.starts_with(NO_EVENTS) && !NO_EVENT.contains(&rule)
}

struct Evaluation<'e> {
    pack: &'e Pack,
    facts: &'e Facts,
    /// Of each atom in the pack's table.
    atoms: Vec<Truth>,
    /// Of each rule.
    truths: Vec<Truth>,
}

impl<'e> Evaluation<'e> {
    fn of(pack: &'e Pack, facts: &'e Facts) -> Self {
        let atoms = pack.atoms.iter().map(|atom| atom_truth(pack, facts.slot(atom.fact), 0, atom)).collect();
        let mut evaluation = Self { pack, facts, atoms, truths: Vec::new() };
        evaluation.truths = pack.rules.iter().map(|rule| evaluation.truth(rule)).collect();
        evaluation.add_up();
        evaluation
    }

    /// Counts the families that ask for the clinic, now or within the last 72 hours, and evaluates the rules that
    /// read the count. Families of earlier days count only beside one of today.
    fn add_up(&mut self) {
        let Some(fact) = self.pack.families_fact else { return };
        let asks = |(rule, truth): (&Rule, &Truth)| {
            let contact = matches!(rule.disposition, Disposition::Contact { .. }) && *truth == Truth::Yes;
            Some(rule.family()).filter(|_| contact && adds_up(&rule.id))
        };
        let mut families = sorting::set(self.pack.rules.iter().zip(&self.truths).filter_map(asks));
        if families.is_empty() {
            return;
        }
        families.extend(self.facts.earlier_contacts().iter().filter(|family| !NO_EVENTS.contains(family)));
        let count = i32::try_from(families.len()).unwrap_or(i32::MAX / 10) * 10;
        for atom in self.pack.atoms.iter().filter(|atom| atom.fact == fact) {
            self.atoms[atom.place] = atom_truth(self.pack, self.facts.slot(atom.fact), count, atom);
        }
        for (at, rule) in self.pack.rules.iter().enumerate() {
            if rule.condition.atoms().any(|atom| atom.fact == fact) {
                self.truths[at] = self.truth(rule);
            }
        }
    }

    fn truth(&self, rule: &Rule) -> Truth {
        rule.condition.evaluate(|atom| self.atom(atom))
    }

    fn atom(&self, atom: &Atom) -> Truth {
        self.atoms[atom.place]
    }

    fn fired(&self, now: &Moment) -> Vec<FiredRule> {
        let pairs = self.pack.rules.iter().zip(&self.truths);
        pairs
            .filter_map(|(rule, truth)| match truth {
                Truth::Yes => Some(firing(rule, Certainty::Yes, rule.disposition, self.gate(rule, now))),
                Truth::Unknown => {
                    let gate = self.doubt_gate(rule, now);
                    Some(firing(rule, Certainty::Doubt, rule.disposition.on_doubt(), gate))
                }
                Truth::No | Truth::Open => None,
            })
            .collect()
    }

    /// The gate of a rule that holds. One that held before on what the log told, and holds only on that, goes on with
    /// the wait that runs. A sign of it that is told now begins a wait of its own, and a doubt about one waits until the
    /// question is put again.
    fn gate(&self, rule: &Rule, now: &Moment) -> Gate {
        let own = self.own_gate(rule, now);
        let Some(minutes) = self.facts.waits(&rule.id) else { return own };
        let runs = GateTime::WaitUntil(now.wall + TimeDelta::minutes(minutes.into()));
        let time = match self.told_now(rule) {
            Truth::Yes => own.time,
            Truth::Unknown => own.time.min(runs.max(GateTime::WaitUntil(now.wall + RE_ASK))),
            Truth::No | Truth::Open => own.time.min(runs),
        };
        Gate { time, ..own }
    }

    /// The worst that an answer given now says of a sign that the rule reads: a new sign beside old ones is new.
    fn told_now(&self, rule: &Rule) -> Truth {
        let signs = rule.condition.atoms().filter(|atom| !atom.context);
        let told = |atom: &Atom| atom_truth(self.pack, self.facts.slot_without_log(atom.fact), 0, atom);
        signs.map(told).max().unwrap_or(Truth::No)
    }

    /// The gate that a rule sets on its own. A wait that counts from an event is the shorter the longer ago that was; of
    /// several times the shortest counts, and where one is not known the whole wait.
    fn own_gate(&self, rule: &Rule, now: &Moment) -> Gate {
        let gate = rule.gate(now);
        let from = rule.wait_from.as_ref().and_then(|id| self.pack.vocabulary.slot(id.as_str()));
        match (gate.time, from.map(|slot| self.facts.slot(slot))) {
            (GateTime::WaitUntil(until), Some(Slot { span: Some((hours, _)), unsure: false, .. })) => {
                let passed = TimeDelta::minutes(i64::from(hours) * 6);
                Gate { time: GateTime::WaitUntil((until - passed).max(now.wall)), ..gate }
            }
            _ => gate,
        }
    }

    /// The gate of a rule that may hold: a wait until the question is put again, never stricter than the rule's own.
    /// An urgent rule blocks when the answer was unknown before, or when a sign other than one that is unknown is
    /// positive. Each unknown sign has its own others, so that a second doubt takes no positive sign away.
    fn doubt_gate(&self, rule: &Rule, now: &Moment) -> Gate {
        let own = self.own_gate(rule, now);
        let unknown = || rule.condition.atoms().filter(|atom| self.atom(atom) == Truth::Unknown);
        let still = || unknown().any(|atom| self.facts.slot(atom.fact).still_unknown);
        let beside = |atom: &Atom| self.positive().any(|other| other.fact != atom.fact);
        if rule.is_urgent() && (still() || unknown().any(beside)) {
            return own;
        }
        Gate {
            time: own.time.min(GateTime::WaitUntil(now.wall + RE_ASK)),
            size: own.size.min(GateSize::Same),
        }
    }

    /// Every sign that is positive, by the bounds that it passed.
    fn positive(&self) -> impl Iterator<Item = &Atom> {
        let signs = self.pack.atoms.iter().filter(|a| !a.context && Some(a.fact) != self.pack.families_fact);
        signs.filter(|atom| self.atom(atom) == Truth::Yes)
    }

    fn needs_surgeon(&self) -> bool {
        self.pack.surgeon.condition.evaluate(|atom| self.atom(atom)) == Truth::Yes
    }

    fn missing(&self, disposition: Disposition) -> Vec<FactId> {
        let mut missing = sorting::set(self.required().chain(self.masks()).chain(self.carried()));
        for (rule, truth) in self.pack.rules.iter().zip(&self.truths) {
            let fired = matches!(truth, Truth::Yes | Truth::Unknown);
            // Nobody is kept with questions when the answer is an emergency already.
            let raised =
                *truth == Truth::Open && disposition < Disposition::Emergency && self.is_raised(rule);
            for atom in rule.condition.atoms().filter(|_| fired || raised) {
                let slot = self.facts.slot(atom.fact);
                let assumed = atom.context && (!slot.is_asked() || slot.unsure) && !slot.absent;
                if (assumed && fired) || (raised && self.atom(atom) == Truth::Open) {
                    missing.insert(atom.fact);
                }
            }
        }
        missing.into_iter().map(|slot| self.pack.vocabulary.facts()[slot].id.clone()).collect()
    }

    /// Whether a sign that the rule reads is positive or unknown.
    fn is_raised(&self, rule: &Rule) -> bool {
        rule.condition.atoms().any(|atom| !atom.context && self.atom(atom) >= Truth::Unknown)
    }

    /// What was unknown at the check-in before and was left out this time.
    fn carried(&self) -> impl Iterator<Item = usize> {
        (0..self.pack.vocabulary.facts().len()).filter(|slot| self.facts.slot(*slot).carried)
    }

    /// A session in the log tells of the session, not of the hours after it: only the person's answer counts.
    fn required(&self) -> impl Iterator<Item = usize> {
        let asked = |slot: &usize| self.facts.slot(*slot).itself;
        let groups = self.pack.vocabulary.required().iter();
        let open = groups.filter(move |group| {
            let applies =
                group.only_for_slot.is_none_or(|slot| self.facts.slot(slot).span.is_some_and(|s| s.1 > 0));
            applies && !group.slots.iter().any(asked)
        });
        open.filter_map(|group| group.slots.first().copied())
    }

    /// Answers that a masking dose may hide, where nobody asked for the dose.
    fn masks(&self) -> impl Iterator<Item = usize> {
        let masks = self.pack.vocabulary.masks().iter();
        let open = masks.filter(|(masked, mask)| {
            self.facts.slot(*masked).span.is_some() && !self.facts.slot(*mask).is_asked()
        });
        open.map(|(_, mask)| *mask)
    }
}

fn firing(rule: &Rule, certainty: Certainty, disposition: Disposition, gate: Gate) -> FiredRule {
    FiredRule {
        id: rule.id.clone(),
        certainty,
        disposition,
        gate,
        basis: rule.basis,
        sources: rule.sources.clone(),
        advice: rule.advice.clone(),
    }
}

/// Whether a known value is beyond the bound.
fn holds(slot: Slot, atom: &Atom) -> bool {
    slot.span.is_some_and(|(low, high)| if atom.below { low < atom.bound } else { high >= atom.bound })
}

fn atom_truth(pack: &Pack, slot: Slot, families: i32, atom: &Atom) -> Truth {
    if Some(atom.fact) == pack.families_fact {
        return if families >= atom.bound && !atom.below { Truth::Yes } else { Truth::No };
    }
    let holds = holds(slot, atom);
    if atom.context {
        // The worst completion: whatever is not surely known may be what makes the rule fire.
        return if holds || slot.span.is_none() || slot.unsure { Truth::Yes } else { Truth::No };
    }
    sign_truth(slot, atom)
}

/// Whether a danger sign is beyond the bound.
pub(crate) fn sign_truth(slot: Slot, atom: &Atom) -> Truth {
    match slot {
        _ if holds(slot, atom) => Truth::Yes,
        Slot { unsure: true, .. } => Truth::Unknown,
        Slot { span: Some(_), .. } | Slot { needless: true, .. } => Truth::No,
        Slot { .. } => Truth::Open,
    }
}

gradus_domain::unprinted!(Decision);
