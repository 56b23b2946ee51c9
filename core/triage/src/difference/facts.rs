//! What the facts of two packs say otherwise: definitions, what is asked of everybody or first, and what settles a doubt.

use gradus_domain::{Decimal, FactId};

use super::{Fields, RuleChange, changes};
use crate::definition::{FactDefinition, Kind, Role, Source, Worse};
use crate::pack::Pack;
use crate::settled::Settled;
use crate::vocabulary::{First, RequiredGroup};

/// Every part of the facts that is not the same in both, in the order of the newer one; then those that only the older has.
pub(super) fn changed(old: &Pack, new: &Pack) -> Vec<RuleChange> {
    let (before, after) = (written(old), written(new));
    let of = |parts: &[(String, Fields)], id: &str| {
        parts.iter().find(|(known, _)| known == id).map(|(_, fields)| fields.clone()).unwrap_or_default()
    };
    let gone = before.iter().filter(|(id, _)| after.iter().all(|(known, _)| known != id));
    let all = after
        .iter()
        .chain(gone)
        .map(|(id, _)| RuleChange { id: id.clone(), fields: changes(&of(&before, id), &of(&after, id)) });
    all.filter(|change| !change.fields.is_empty()).collect()
}

/// Each part with its name and its fields. What a pack does not read is none of its facts: an older one settles nothing.
fn written(pack: &Pack) -> Vec<(String, Fields)> {
    let vocabulary = pack.vocabulary();
    let facts = vocabulary.facts().iter().map(|fact| (format!("fact {}", fact.id), of_fact(fact)));
    let required = vocabulary.required().iter().map(|row| (named("required", &row.any_of), of_row(row)));
    let first = vocabulary.first().iter().map(|first| (named("first", &first.ask), of_first(first)));
    let settled =
        pack.settling().iter().map(|one| (format!("settled {} by {}", one.fact, one.by), of_settled(one)));
    facts.chain(required).chain(first).chain(settled).collect()
}

/// A row by the first question that it names.
fn named(sort: &str, ids: &[FactId]) -> String {
    format!("{sort} {}", ids.first().map(ToString::to_string).unwrap_or_default())
}

fn of_fact(fact: &FactDefinition) -> Fields {
    let (kind, unit, range, levels) = match &fact.kind {
        Kind::YesNo => ("yes_no", String::new(), String::new(), String::new()),
        Kind::Number { unit, least, greatest, step } => {
            ("number", unit.clone(), format!("{least} to {greatest}, by {step}"), String::new())
        }
        Kind::Level(levels) => ("level", String::new(), String::new(), levels.join(", ")),
    };
    let worse = match &fact.worse {
        Worse::Up => "up".to_owned(),
        Worse::Down => "down".to_owned(),
        Worse::Both { low, high } => format!("both, normal from {low} to {high}"),
    };
    let source = match fact.source {
        Source::Asked => "asked",
        Source::Log => "log",
        Source::Background => "background",
        Source::Engine => "engine",
    };
    let link = |id: &Option<FactId>| id.as_ref().map(ToString::to_string).unwrap_or_default();
    fields([
        ("group", fact.group.clone()),
        ("kind", kind.to_owned()),
        ("unit", unit),
        ("range", range),
        ("levels", levels),
        ("role", if fact.role == Role::Sign { "sign" } else { "context" }.to_owned()),
        ("worse", worse),
        ("source", source.to_owned()),
        ("only_for", list(&fact.only_for)),
        ("detail_of", link(&fact.detail_of)),
        ("follows", link(&fact.follows)),
        ("unsure_of", link(&fact.unsure_of)),
        ("masked_by", link(&fact.masked_by)),
        ("at_most", link(&fact.at_most)),
        ("speaks_of", link(&fact.speaks_of)),
        ("widens", link(&fact.widens)),
        ("note", fact.note.clone()),
    ])
}

fn of_row(row: &RequiredGroup) -> Fields {
    let only_for = row.only_for.as_ref().map(ToString::to_string).unwrap_or_default();
    fields([("any_of", list(&row.any_of)), ("only_for", only_for)])
}

fn of_first(first: &First) -> Fields {
    let under = first.under_days.map(|days| days.to_string()).unwrap_or_default();
    fields([("ask", list(&first.ask)), ("under_days", under), ("backgrounds", list(&first.backgrounds))])
}

fn of_settled(one: &Settled) -> Fields {
    fields([
        ("from_days", one.from_days.map(|days| days.to_string()).unwrap_or_default()),
        ("unless", list(&one.unless)),
        ("not_within", limits(&one.not_within)),
        ("while_mild", list(&one.while_mild)),
        ("beside", list(&one.beside)),
        ("not_from", limits(&one.not_from)),
        ("no_wait", list(&one.no_wait)),
        ("after", limits(one.after.as_slice())),
        // Without any condition it would have no field at all, and nobody would see that it is there.
        ("settles", format!("{} where {} is answered the mildest", one.fact, one.by)),
    ])
}

fn limits(limits: &[(FactId, Decimal)]) -> String {
    limits.iter().map(|(id, limit)| format!("{id} = {limit}")).collect::<Vec<_>>().join(", ")
}

fn list(ids: &[FactId]) -> String {
    ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn fields<const N: usize>(said: [(&str, String); N]) -> Fields {
    said.into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(name, text)| (name.to_owned(), text))
        .collect()
}
