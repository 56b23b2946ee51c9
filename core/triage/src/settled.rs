//! What nobody could say and another answer settles.

use std::collections::BTreeMap;

use gradus_domain::document::Table;
use gradus_domain::{Answer, Decimal, FactId, Value};

use crate::carried::STILL_UNKNOWN;
use crate::definition::{FactDefinition, Kind};
use crate::vocabulary::Vocabulary;

type Answers = BTreeMap<FactId, Answer<Value>>;

/// What nobody could say, and the answer that settles it. `facts.toml` says what each part means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Settled {
    pub(crate) fact: FactId,
    pub(crate) by: FactId,
    from_days: Option<i32>,
    unless: Vec<FactId>,
    while_mild: Vec<FactId>,
    pub(crate) after: Option<(FactId, Decimal)>,
}

impl Settled {
    /// Reads one `[[settled]]`; names of facts that are not there are reported.
    pub(crate) fn read(table: &Table<'_>, is_fact: impl Fn(&str) -> bool) -> Option<Self> {
        let named = |field: &str, name: &str| {
            if !is_fact(name) {
                table.report(field, format!("{name} is not a fact"), "name a fact of this file");
            }
            FactId::new(name).ok().filter(|_| is_fact(name))
        };
        let one = |field: &str| named(field, table.want(field, "name a fact")?.text()?);
        let many = |field: &str| -> Vec<FactId> {
            let names = table.field(field).map(|names| names.texts()).unwrap_or_default();
            names.into_iter().filter_map(|name| named(field, name)).collect()
        };
        let any = Decimal::whole(-1_000_000)..=Decimal::whole(1_000_000);
        let after = table.table("after").and_then(|after| {
            let fields = after.fields();
            let (name, least) = fields.first()?;
            Some((named("after", name)?, least.decimal(any, "a number")?))
        });
        let from_days = table.field("from_days").and_then(|f| f.integer(1..=43_830, "a number of days"));
        Some(Self {
            fact: one("fact")?,
            by: one("by")?,
            from_days: from_days.and_then(|days| i32::try_from(days).ok()),
            unless: many("unless"),
            while_mild: many("while_mild"),
            after,
        })
    }
}

impl Vocabulary {
    /// The answers of a person and of the log, without the doubts that other answers settle.
    pub(crate) fn settle(&self, mut asked: Answers, mut derived: Answers) -> (Answers, Answers) {
        for one in self.settled() {
            if !self.is_doubted(one, &asked, &derived) || !self.is_settled(one, &asked, &derived) {
                continue;
            }
            asked.remove(&one.fact);
            derived.retain(|id, _| id.as_str().strip_prefix(STILL_UNKNOWN) != Some(one.fact.as_str()));
            if let Some(Kind::Level(levels)) = self.fact(one.fact.as_str()).map(|fact| &fact.kind) {
                let mildest = levels.first().cloned().unwrap_or_default();
                asked.insert(one.fact.clone(), Answer::Known(Value::Level(mildest)));
            }
        }
        (asked, derived)
    }

    /// What must still be asked for a doubt to be settled, where the answer that settles it was given.
    pub(crate) fn asked_to_settle(&self, asked: &Answers, derived: &Answers) -> Option<&FactId> {
        let open = |one: &&Settled| {
            self.is_doubted(one, asked, derived) && self.is_mildest(&one.by, asked) == Some(true)
        };
        let after = self.settled().iter().filter(open).filter_map(|one| one.after.as_ref());
        after.map(|(id, _)| id).find(|id| !asked.contains_key(*id) && !derived.contains_key(*id))
    }

    fn is_doubted(&self, one: &Settled, asked: &Answers, derived: &Answers) -> bool {
        let before = |id: &FactId| id.as_str().strip_prefix(STILL_UNKNOWN) == Some(one.fact.as_str());
        match asked.get(&one.fact) {
            Some(answer) => *answer == Answer::Unknown,
            None => derived.keys().any(before),
        }
    }

    fn is_settled(&self, one: &Settled, asked: &Answers, derived: &Answers) -> bool {
        let known = |id: &str| asked.get(id).or_else(|| derived.get(id));
        let age = |id: &str| match known(id) {
            Some(Answer::Known(Value::Number(days))) => {
                Some(i64::from(one.from_days.unwrap_or(0)) * 10 <= days.tenths())
            }
            Some(_) => Some(false),
            None => None,
        };
        let old_enough = one.from_days.is_none()
            || age("age_days") == Some(true) && age("corrected_age_days").unwrap_or(true);
        let lacks = |id: &FactId| known(id.as_str()) == Some(&Answer::Known(Value::YesNo(false)));
        let over = |(id, least): &(FactId, Decimal)| matches!(known(id.as_str()), Some(Answer::Known(Value::Number(told))) if told >= least);
        self.is_mildest(&one.by, asked) == Some(true)
            && old_enough
            && one.unless.iter().all(lacks)
            && one.while_mild.iter().all(|id| self.is_mildest(id, asked).unwrap_or(true))
            && one.after.iter().all(over)
    }

    /// Whether an answer is the mildest there is; `None` where there is none.
    fn is_mildest(&self, id: &FactId, asked: &Answers) -> Option<bool> {
        let is = |fact: &FactDefinition, value: &Value| fact.measure(value) == Ok(fact.least());
        match asked.get(id)? {
            Answer::Known(value) => Some(self.fact(id.as_str()).is_some_and(|fact| is(fact, value))),
            Answer::Unknown => Some(false),
        }
    }
}
