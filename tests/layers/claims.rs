//! Do the pages that others rely on name what is there: every test that carries a claim, every label and table of a vault?

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use gradus_tests::root;

const FORMAT: &str = "docs/vault-format.md";

fn page(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|_| panic!("{name} is missing"))
}

/// File and name of each test that a text names, as `` `file::name` ``.
fn tests_named(text: &str) -> Vec<(&str, &str)> {
    let spans = text.split('`').skip(1).step_by(2);
    spans.filter_map(|span| span.split_once("::")).filter(|(file, _)| file.contains('/')).collect()
}

/// What stands before the function of this name, in a source of Rust, Kotlin, Swift or Python.
fn before_function<'c>(code: &'c str, name: &str) -> Option<&'c str> {
    let starts = ["fn ", "fun `", "fun ", "func ", "def "];
    starts.iter().find_map(|start| {
        let end = if start.ends_with('`') { "`(" } else { "(" };
        code.split_once(&format!("{start}{name}{end}")).map(|(before, _)| before)
    })
}

/// Whether the function that follows is left out of a run of the tests: a claim that it alone carries is not checked.
fn is_left_out(before: &str) -> bool {
    let marks = before.rsplit("\n\n").next().unwrap_or(before);
    ["#[ignore", "@Ignore", "@Disabled"].iter().any(|mark| marks.contains(mark))
}

#[test]
fn every_test_that_a_page_names_exists() {
    for (name, at_least) in [("SECURITY.md", 40), (FORMAT, 25)] {
        let text = page(name);
        let named = tests_named(&text);
        assert!(named.len() >= at_least, "{name} names {} tests", named.len());
        for (file, test) in named {
            let code = page(file);
            let before = before_function(&code, test);
            let before =
                before.unwrap_or_else(|| panic!("{name} names {file}::{test}, which does not exist"));
            assert!(!is_left_out(before), "{name} names {file}::{test}, which is left out");
        }
    }
}

/// What stands between these signs and the version at the end of a label.
fn labels(text: &str) -> BTreeSet<String> {
    let is_label = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || "/-".contains(sign);
    let all = text.split(|sign| !is_label(sign)).filter(|word| word.starts_with("gradus/"));
    let is_versioned = |word: &&str| word.rsplit('/').next().is_some_and(|end| end.starts_with('v'));
    all.filter(is_versioned).map(str::to_owned).collect()
}

/// The labels of the constants of this code.
fn declared(code: &str) -> BTreeSet<String> {
    let lines = code.lines().filter(|line| line.starts_with("const ") || line.starts_with("pub"));
    let declared = labels(&lines.filter(|line| line.contains("Purpose::new(")).collect::<String>());
    declared.into_iter().filter(|label| !label.starts_with("gradus/test/")).collect()
}

fn declared_below(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            declared_below(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.extend(declared(&fs::read_to_string(&path).expect("readable")));
        }
    }
}

#[test]
fn the_page_of_the_format_has_every_label_and_no_other() {
    let mut found = BTreeSet::new();
    declared_below(&root().join("core"), &mut found);
    assert!(found.len() > 20, "the labels were found");
    assert_eq!(labels(&page(FORMAT)), found);
}

#[test]
fn the_page_of_the_format_has_every_table() {
    let text = page(FORMAT);
    let mut seen = 0;
    for entry in fs::read_dir(root().join("core/store/schema")).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|end| end != "sql") {
            continue;
        }
        seen += 1;
        let schema = fs::read_to_string(&path).expect("readable");
        assert!(text.contains(&format!("```sql\n{schema}```")), "{} is not on the page", path.display());
    }
    assert!(seen >= 2, "the schemas were found");
}

/// Every rule above, broken once.
#[test]
fn each_claim_can_be_missed() {
    let text = "`a/b.rs::one`, `tests/x.kt::two words` and `KdfParams::FLOOR`";
    assert_eq!(tests_named(text), [("a/b.rs", "one"), ("tests/x.kt", "two words")]);
    let has = |code, name| before_function(code, name).is_some();
    assert!(has("#[test]\nfn one() {}", "one") && !has("fn one_more() {}", "one"));
    assert!(has("fun `two words`() {", "two words") && !has("// two words", "two words"));
    assert!(
        is_left_out("}\n\n#[test]\n#[ignore = \"long\"]\n")
            && !is_left_out("#[ignore]\nfn a() {}\n\n#[test]\n")
    );
    let code = "const A: Purpose = Purpose::new(\"gradus/a/b/v1\");\n    const B: Purpose = Purpose::new(\"gradus/a/c/v1\");\n";
    assert_eq!(declared(code).into_iter().collect::<Vec<_>>(), ["gradus/a/b/v1"]);
    assert_eq!(labels("`gradus/a/b/v2`, gradus-plan/1 and gradus/rules").len(), 1);
}
