//! People as they come. What is expected was written down, with its why, before the pack was run on them.

use gradus_domain::document::{Document, Table};
use gradus_triage::Setting;

use crate::people::{Raw, but, clean, decide, ids};

const VIGNETTES: &str = include_str!("vignettes.toml");

struct Vignette {
    id: String,
    expected: Setting,
    facts: Raw,
}

fn vignettes() -> Vec<Vignette> {
    let document = Document::parse(VIGNETTES).expect("the vignettes read");
    let text = |one: &Table<'_>, name: &str| {
        let field =
            one.want(name, "write text").unwrap_or_else(|| panic!("no {name} in line {}", one.line()));
        field.text().expect("a text").to_owned()
    };
    let read = |one: &Table<'_>| {
        for said in ["who", "case", "why"] {
            assert!(!text(one, said).is_empty(), "{said} in line {}", one.line());
        }
        let (word, whom) = (text(one, "expected"), text(one, "like"));
        let known = Setting::WORDS.iter().find(|(known, _)| *known == word);
        let before = if whom == "nobody" { Raw::new() } else { clean(&whom) };
        Vignette {
            id: text(one, "id"),
            expected: known.unwrap_or_else(|| panic!("{word} is no setting")).1,
            facts: one.field("facts").map_or(before.clone(), |_| but(before, &text(one, "facts"))),
        }
    };
    document.root().tables("vignette").iter().map(read).collect()
}

#[test]
fn nobody_is_given_more_freedom_than_the_label_and_nearly_nobody_less() {
    let all = vignettes();
    assert!(all.len() >= 24, "{} vignettes", all.len());
    let mut stricter = Vec::new();
    for one in &all {
        let decision = decide(&one.facts);
        let said = format!("{}: {:?} by {:?}", one.id, decision.setting, ids(&decision));
        assert!(decision.setting >= one.expected, "more free than {:?}: {said}", one.expected);
        if decision.setting > one.expected {
            stricter.push(said);
        }
    }
    assert!(stricter.is_empty(), "less free than the label: {stricter:#?}");
    for (_, setting) in Setting::WORDS {
        assert!(all.iter().filter(|one| one.expected == setting).count() >= 2, "{setting:?} is tried");
    }
}
