//! What one plan says otherwise than another.

use std::collections::BTreeMap;

use super::Plan;

/// A field that two plans do not agree about.
#[derive(Clone, PartialEq, Eq)]
pub struct Difference {
    /// Its path in the text form, such as `ladder.goal_mm` or `phase[1].hold_s`.
    pub field: String,
    /// Its value in the first plan as people read it; `None` when that plan leaves it out.
    pub before: Option<String>,
    /// Its value in the second; `None` when that one leaves it out.
    pub after: Option<String>,
}

impl Plan {
    /// Every field in which `next` differs, in the order of the text form. Where the numbers come from is no part of what
    /// is to be done, and is left out.
    pub fn differences(&self, next: &Self) -> Vec<Difference> {
        let (mine, theirs) = (fields(self), fields(next));
        let (before, after): (BTreeMap<_, _>, BTreeMap<_, _>) =
            (mine.iter().cloned().collect(), theirs.iter().cloned().collect());
        let gone = mine.iter().filter(|(field, _)| !after.contains_key(field));
        let all = theirs.iter().chain(gone).map(|(field, _)| field);
        all.filter(|field| before.get(*field) != after.get(*field))
            .map(|field| Difference {
                field: field.clone(),
                before: before.get(field).cloned(),
                after: after.get(field).cloned(),
            })
            .collect()
    }
}

/// Path and value of every line of the canonical text, which has one line for each field.
fn fields(plan: &Plan) -> Vec<(String, String)> {
    let text = plan.to_text();
    let (mut all, mut table, mut counts) = (Vec::new(), String::new(), BTreeMap::<String, usize>::new());
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]")) {
            let count = counts.entry(name.to_owned()).or_default();
            *count += 1;
            table = format!("{name}[{count}].");
        } else if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            table = format!("{name}.");
        } else if let Some((name, value)) = line.split_once(" = ") {
            let is_source = table.starts_with("source[");
            let is_kept = !is_source && name != "format";
            all.extend(is_kept.then(|| (format!("{table}{name}"), plain(value))));
        }
    }
    all
}

/// A value without the signs of the text form: `{ min = 30, target = 30, max = 30 }` is `min 30, target 30, max 30`.
fn plain(value: &str) -> String {
    if let Some(text) = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        return unescaped(text);
    }
    if value.starts_with("[\"") {
        let items = value.trim_start_matches("[\"").trim_end_matches("\"]").split("\", \"");
        return items.map(unescaped).collect::<Vec<_>>().join(", ");
    }
    let bare = |sign: char| matches!(sign, '{' | '}' | '[' | ']' | ' ');
    value.trim_matches(bare).replace(" = ", " ").replace('[', "")
}

fn unescaped(text: &str) -> String {
    text.replace("\\n", " ").replace("\\t", " ").replace("\\\"", "\"").replace("\\\\", "\\")
}

crate::unprinted!(Difference);

#[cfg(test)]
mod tests {
    use super::*;

    const MIA: &str = include_str!("../../../../tests/fixtures/plans/mia.toml");

    fn between(one: &str, other: &str) -> Vec<(String, Option<String>, Option<String>)> {
        let read = |text: &str| Plan::parse(text).unwrap_or_else(|problems| panic!("{problems:?}"));
        let all = read(one).differences(&read(other));
        all.into_iter().map(|one| (one.field, one.before, one.after)).collect()
    }

    #[test]
    fn a_plan_does_not_differ_from_itself() {
        assert_eq!(between(MIA, MIA), []);
        let said = MIA.replace("says = \"", "says = \"Again: ");
        assert_eq!(between(MIA, &said), [], "where a number comes from is not what is to be done");
    }

    #[test]
    fn what_is_changed_added_and_gone_is_named_with_both_values() {
        let some = |text: &str| Some(text.to_owned());
        let next = MIA
            .replace("goal_mm = 12", "goal_mm = 13")
            .replace("hold_s = 30", "hold_s = { min = 20, target = 30, max = 40 }")
            .replace("title = \"", "title = \"Now: \\\"slow\\\" ");
        let all = between(MIA, &next);
        assert!(all.contains(&("ladder.goal_mm".into(), some("12"), some("13"))), "{all:?}");
        let hold = "min 20, target 30, max 40";
        assert!(all.iter().any(|one| one.0 == "phase[1].hold_s" && one.2 == some(hold)), "{all:?}");
        assert!(
            all[0].0 == "title" && all[0].2.as_ref().is_some_and(|title| title.starts_with("Now: \"slow\""))
        );
        let timed = MIA.replace("per_day = 2", "per_day = 2\ntimes = [\"08:00\", \"20:00\"]");
        let field = || "phase[1].times".to_owned();
        assert_eq!(between(MIA, &timed), [(field(), None, some("08:00, 20:00"))]);
        assert_eq!(between(&timed, MIA), [(field(), some("08:00, 20:00"), None)]);
    }
}
