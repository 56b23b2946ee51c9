//! Cases at the edges of what settles a doubt: somebody could not say something, answered what settles it, and one thing
//! speaks for or against that.

use std::collections::BTreeMap;

use gradus_domain::{Answer, Decimal, FactId, Moment, Value};

use super::{Told, Tried};
use crate::definition::{FactDefinition, Kind, Worse};
use crate::pack::Pack;
use crate::settled::Settled;

/// Thirty years, where nothing asks for another age.
const GROWN_DAYS: i32 = 10_957;

/// The cases of every settling of a pack: the plain one, and each of its conditions just not met.
pub(super) fn cases(pack: &Pack, now: &Moment) -> Vec<Tried> {
    pack.settling().iter().flat_map(|one| Around { pack, one }.cases(now)).collect()
}

struct Around<'p> {
    pack: &'p Pack,
    one: &'p Settled,
}

impl Around<'_> {
    fn cases(&self, now: &Moment) -> Vec<Tried> {
        let plain = self.plain();
        let case = |(compared, changes): (String, Told)| {
            let mut facts = plain.clone();
            facts.extend(changes);
            let rule = format!("settled {}", self.one.fact);
            Some(Tried { rule, compared, facts: self.pack.completed(facts, now)? })
        };
        self.edges().into_iter().filter_map(case).collect()
    }

    /// Somebody of whom nothing speaks against it.
    fn plain(&self) -> Told {
        let one = self.one;
        let no = |id: &FactId| (id.clone(), Answer::Known(Value::YesNo(false)));
        let age = one.from_days.unwrap_or(0).max(GROWN_DAYS);
        let mut told = Told::from([(one.fact.clone(), Answer::Unknown)]);
        told.extend(number("age_days", Decimal::whole(age)));
        told.extend(one.unless.iter().map(no));
        told.extend(one.while_mild.iter().chain([&one.by]).filter_map(|id| self.mild(id)));
        for (id, _) in &one.not_within {
            match self.fact(id).and_then(|fact| fact.detail_of.as_ref()) {
                Some(whole) => told.extend([no(whole)]),
                None => told.extend(self.mild(id)),
            }
        }
        told.extend(one.after.iter().map(|(id, least)| known(id, *least)));
        told
    }

    /// What is changed of the plain case, and what that does to the settling.
    fn edges(&self) -> Vec<(String, Told)> {
        let one = self.one;
        let mut edges = vec![(format!("by {}", one.by), Told::new())];
        for age in one.from_days.into_iter().flat_map(|days| [days - 1, days]) {
            edges.push((format!("from_days, at {age}"), number("age_days", Decimal::whole(age)).collect()));
        }
        for id in &one.unless {
            let yes = Answer::Known(Value::YesNo(true));
            edges.push((format!("unless {id}"), Told::from([(id.clone(), yes)])));
        }
        let short = |(id, limit): &(FactId, Decimal)| {
            let fact = self.fact(id)?;
            let short = fact.value(fact.measure(&Value::Number(*limit)).ok()? - fact.step())?;
            Some((id.clone(), Answer::Known(short)))
        };
        for limit in &one.not_within {
            let told = short(limit).into_iter().chain(self.whole_of(&limit.0)).collect();
            edges.push((format!("not_within {} = {}", limit.0, limit.1), told));
        }
        if let Some(limit) = &one.after {
            edges.push((format!("after {} = {}", limit.0, limit.1), short(limit).into_iter().collect()));
        }
        for (id, limit) in &one.not_from {
            edges.push((format!("not_from {id} = {limit}"), Told::from([known(id, *limit)])));
        }
        for id in one.while_mild.iter().chain(&one.beside) {
            let told = self.fact(id).and_then(next).map(|value| (id.clone(), Answer::Known(value)));
            let told = told.into_iter().chain(self.whole_of(id)).collect();
            edges.push((format!("beside {id}"), told));
        }
        edges
    }

    /// What a detail belongs to is there, unless it is what nobody could say.
    fn whole_of(&self, id: &FactId) -> Option<(FactId, Answer<Value>)> {
        let whole = self.fact(id)?.detail_of.as_ref().filter(|whole| **whole != self.one.fact)?;
        Some((whole.clone(), Answer::Known(next(self.fact(whole)?)?)))
    }

    fn mild(&self, id: &FactId) -> Option<(FactId, Answer<Value>)> {
        Some((id.clone(), Answer::Known(self.fact(id)?.mildest())))
    }

    fn fact(&self, id: &FactId) -> Option<&FactDefinition> {
        self.pack.vocabulary().fact(id.as_str())
    }
}

/// The first value that is not the mildest any more.
fn next(fact: &FactDefinition) -> Option<Value> {
    match (&fact.kind, &fact.worse) {
        (Kind::Number { .. }, Worse::Both { high, .. }) => {
            fact.value(i32::try_from(high.tenths()).ok()? + fact.step())
        }
        (_, Worse::Down) => fact.value(fact.measure(&fact.mildest()).ok()? - fact.step()),
        _ => fact.value(fact.least() + fact.step()),
    }
}

fn known(id: &FactId, number: Decimal) -> (FactId, Answer<Value>) {
    (id.clone(), Answer::Known(Value::Number(number)))
}

fn number(id: &str, number: Decimal) -> impl Iterator<Item = (FactId, Answer<Value>)> {
    FactId::new(id).ok().map(|id| known(&id, number)).into_iter()
}

impl Pack {
    /// The facts, with whatever an answer to them would miss told as mildly as it can be.
    fn completed(&self, facts: Told, now: &Moment) -> Option<Told> {
        self.complete(facts, |told| {
            Some(self.decide(&self.join(told.clone(), BTreeMap::new()).ok()?, now).missing)
        })
    }
}
