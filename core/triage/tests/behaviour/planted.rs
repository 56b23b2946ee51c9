//! Every sort of mistake, planted once: what `rules check` says of it, line by line.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use gradus_triage::{Evidence, Pack, Problem, TEXTS_EN, Texts};

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
    is_listed("unsound.txt", &pack.check(&[Texts::english()], &Evidence::builtin()));
}

#[test]
fn a_text_or_a_question_that_one_language_lacks_is_named_at_the_rule() {
    let pack = Pack::builtin([0; 32]);
    let other = TEXTS_EN.replacen("locale = \"en\"", "locale = \"xx\"", 1);
    let other = other.replacen("[advice.drowsy]", "[advice.sleepy]", 1).replacen(
        "[question.faint]",
        "[question.fainted]",
        1,
    );
    let texts = [Texts::english(), Texts::parse(&other).expect("it can be read")];
    let said = listed(&pack.check(&texts, &Evidence::builtin()));
    assert!(said.contains("(I14).advice: no text drowsy in xx; write it, or name another"), "{said}");
    assert!(
        said.contains("(B5).when: it reads faint, and xx has no question for it; write the question"),
        "{said}"
    );
    assert!(!said.contains(" en"), "{said}");
}

/// Texts of every language stand in every check of what ships.
#[test]
fn every_language_that_ships_is_checked() {
    let shipped = Texts::shipped();
    let locales: Vec<&str> = shipped.iter().map(Texts::locale).collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../clinical/texts");
    let mut files: Vec<String> = fs::read_dir(folder)
        .expect("the texts")
        .filter_map(|entry| entry.expect("a file").file_name().into_string().ok())
        .filter_map(|name| name.strip_suffix(".toml").filter(|name| !name.contains('.')).map(str::to_owned))
        .collect();
    files.sort_by_key(|name| (name != "en", name.clone()));
    assert_eq!(locales, files);
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
