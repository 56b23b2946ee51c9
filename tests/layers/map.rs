//! Every path that ARCHITECTURE.md or README.md names exists.

use std::fs;

use gradus_tests::root;

/// Words in backticks that look like paths of this repository: they hold a slash and end in a known way.
fn paths(text: &str) -> Vec<String> {
    text.split('`')
        .skip(1)
        .step_by(2)
        .filter(|word| !word.contains(char::is_whitespace) && !word.contains("://"))
        .filter(|word| {
            let top = word.split('/').next().unwrap_or_default();
            let file = [".md", ".toml", ".rs", "/run"].iter().any(|end| word.ends_with(end));
            word.contains('/')
                && (["core", "bindings", "tests", "docs", ".github", ".ci"].contains(&top) || file)
        })
        .map(|word| word.trim_end_matches('/').to_owned())
        .collect()
}

#[test]
fn the_map_names_only_places_that_exist() {
    for page in ["ARCHITECTURE.md", "README.md", "CONTRIBUTING.md", "SECURITY.md"] {
        let text = fs::read_to_string(root().join(page)).unwrap_or_else(|_| panic!("{page} is missing"));
        for path in paths(&text) {
            assert!(root().join(&path).exists(), "{page} names {path}, which does not exist");
        }
    }
    let map = fs::read_to_string(root().join("ARCHITECTURE.md")).expect("readable");
    assert!(paths(&map).len() >= 12, "the map names the rooms");
}

#[test]
fn the_map_names_every_room() {
    let map = fs::read_to_string(root().join("ARCHITECTURE.md")).expect("readable");
    for top in ["core", "bindings"] {
        for room in fs::read_dir(root().join(top)).expect("a readable folder") {
            let room = room.expect("a readable entry").file_name().into_string().expect("a plain name");
            assert!(map.contains(&format!("`{top}/{room}`")), "ARCHITECTURE.md does not name {top}/{room}");
        }
    }
}

#[test]
fn a_word_that_is_no_path_is_left_alone() {
    assert_eq!(
        paths("see `core/domain`, `a / b`, `and/or` and `x::y`, `tests/run`"),
        ["core/domain", "tests/run"]
    );
}
