//! Every sort of mistake, planted once: what `rules check` says of it, line by line.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use gradus_triage::{Evidence, Pack, Problem, Texts};

const UNREADABLE: &str = include_str!("planted/unreadable.toml");
const UNSOUND: &str = include_str!("planted/unsound.toml");

fn listed(problems: &[Problem]) -> String {
    problems.iter().fold(String::new(), |mut said, problem| {
        let _ = writeln!(said, "{problem}");
        said
    })
}

/// With `UPDATE=1` in the environment the listing is written anew, to be read in the difference.
fn is_listed(name: &str, problems: &[Problem]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/behaviour/planted").join(name);
    let said = listed(problems);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &said).expect("it can be written");
    }
    assert_eq!(said, fs::read_to_string(&path).expect("the listing"));
}

#[test]
fn what_stops_a_pack_from_being_read_is_listed_with_its_lines() {
    is_listed("unreadable.txt", &Pack::parse(UNREADABLE, [0; 32]).expect_err("mistakes"));
}

#[test]
fn what_the_strict_check_finds_is_listed_with_its_lines() {
    let pack = Pack::parse(UNSOUND, [0; 32]).expect("it can be read");
    is_listed("unsound.txt", &pack.check(&Texts::shipped(), &Evidence::builtin()));
}

/// A listing that a rule is missing from would pass over a sort of mistake that is found no more.
#[test]
fn every_planted_rule_is_found() {
    let pack = Pack::parse(UNSOUND, [0; 32]).expect("it can be read");
    let listing = listed(&pack.check(&Texts::shipped(), &Evidence::builtin()));
    let unreadable = listed(&Pack::parse(UNREADABLE, [0; 32]).expect_err("mistakes"));
    // I2 is the rule that hides others, and is right.
    for rule in pack.rules().iter().filter(|rule| rule.id != "I2") {
        assert!(listing.contains(&format!("({}).", rule.id)), "{} is not found:\n{listing}", rule.id);
    }
    for rule in 1..=8 {
        assert!(unreadable.contains(&format!("rule[{rule}].")), "rule {rule} is not found:\n{unreadable}");
    }
}
