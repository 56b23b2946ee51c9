use std::collections::{BTreeMap, BTreeSet};

use gradus_domain::{Decimal, Temperature};
use gradus_triage::{Kind, Pack};
use serde_json::{Value, json};

use crate::cases::{self, Case};
use crate::people::{but, with_number};
use crate::space::{bounds_of, now};
use crate::stream::{answer, disposition};
use crate::vignettes;

/// Rule by rule: which cases fire it and which just do not, whether each of its numbers is tried at it and next to it, and
/// which vignettes and stories it speaks in. That its removal is noticed, the mutants tell.
pub fn report(pack: &Pack) -> Value {
    let cases = cases::all(pack);
    let mut told: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for one in vignettes::all(pack) {
        for fired in pack.decide(&one.facts, &now()).fired {
            told.entry(fired.id).or_default().push(one.id.clone());
        }
    }
    let rows = pack.rules().iter().map(|rule| {
        let own: Vec<&Case> = cases.iter().filter(|case| case.rule == rule.id).collect();
        let broken: Vec<String> = own.iter().filter_map(|case| case.broken_by(pack)).collect();
        json!({
            "id": rule.id, "title": rule.title, "basis": format!("{:?}", rule.basis).to_lowercase(),
            "disposition": disposition(rule.disposition), "when": rule.when,
            "fires": own.iter().map(|case| case.fires.len()).sum::<usize>(),
            "silent": own.iter().map(|case| case.silent.len()).sum::<usize>(),
            "broken": broken,
            "bounds": bounds(pack, &rule.id, &cases),
            "told": told.get(&rule.id).map_or(0, Vec::len),
        })
    });
    json!({"rules": rows.collect::<Vec<_>>(), "forms": forms(pack)})
}

/// Each number that a rule compares with: whether the cases of this rule, or for a macro those of any rule, hold a value at
/// it, one step under it and one step over it.
fn bounds(pack: &Pack, rule: &str, cases: &[Case]) -> Vec<Value> {
    let mut rows = Vec::new();
    for (fact, own) in bounds_of(pack, rule) {
        let Some(known) = pack.vocabulary().fact(&fact) else { continue };
        let Kind::Number { step, .. } = &known.kind else { continue };
        let tried = tried(pack, &fact, cases);
        for bound in own {
            let has = |by: i64| tried.contains(&(bound + by * step.tenths()));
            let shown = Decimal::from_tenths(bound).to_string();
            let is_counted = fact == crate::space::COUNTED;
            rows.push(json!({"fact": fact, "bound": shown, "under": has(-1), "at": has(0), "over": has(1), "counted": is_counted}));
        }
    }
    rows
}

/// The values, in tenths, that any case gives to a fact or to one that widens it.
fn tried(pack: &Pack, fact: &str, cases: &[Case]) -> BTreeSet<i64> {
    let widens = |id: &str| {
        pack.vocabulary().fact(id).and_then(|one| one.widens.as_ref()).is_some_and(|to| to.as_str() == fact)
    };
    let sets = cases.iter().flat_map(|case| case.fires.iter().chain(&case.silent)).map(|(set, _)| set);
    let pairs = sets.flat_map(|set| set.split_whitespace()).filter_map(|pair| pair.split_once('='));
    let own = pairs.filter(|(id, _)| *id == fact || widens(id));
    own.filter_map(|(_, value)| value.parse::<Decimal>().ok()).map(Decimal::tenths).collect()
}

/// One temperature in every way in which people write it, by what the reader of temperatures makes of it: each must be
/// answered as the plain one. A Fahrenheit reading that no tenth of a degree Celsius can say is rounded toward concern.
fn forms(pack: &Pack) -> Value {
    let (mut tried, mut differ) = (0, Vec::new());
    for (days, tenths) in [63, 1000, 12_000].into_iter().flat_map(|days| (340..=420).map(move |t| (days, t)))
    {
        let person = but(pack, days, "");
        let of = |tenths| answer(&pack.decide(&with_number(pack, &person, "temperature_c", tenths), &now()));
        let plain = Decimal::from_tenths(tenths).to_string();
        let comma = plain.replace('.', ",");
        let mut ways = vec![
            plain.clone(),
            comma.clone(),
            format!("{plain} C"),
            format!("{comma} °C"),
            format!(" {plain} "),
        ];
        let fahrenheit = tenths * 9 + 1600; // fiftieths of a degree Fahrenheit
        if fahrenheit % 5 == 0 {
            let shown = Decimal::from_tenths(fahrenheit / 5).to_string();
            ways.extend([format!("{shown} F"), format!("{} °F", shown.replace('.', ","))]);
        }
        for way in ways {
            tried += 1;
            let read = way.parse::<Temperature>().map(|read| i64::from(read.tenths()));
            if read.as_ref().ok().map(|read| of(*read)) != Some(of(tenths)) {
                differ.push(json!({"written": way, "read": format!("{read:?}")}));
            }
        }
    }
    json!({"tried": tried, "differ": differ})
}
