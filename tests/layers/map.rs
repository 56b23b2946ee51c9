//! Every path that ARCHITECTURE.md or README.md names exists.

use std::fs;
use std::path::{Path, PathBuf};

use gradus_tests::root;

/// Words in backticks that look like paths of this repository: they hold a slash and end in a known way.
fn paths(text: &str) -> Vec<String> {
    text.split('`')
        .skip(1)
        .step_by(2)
        // Of a test that is named in its file, the file.
        .map(|word| word.split_once("::").map_or(word, |(file, _)| file))
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

/// Where the links of a page go, those to other sites and within the page left out.
fn links(text: &str) -> Vec<String> {
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let own = targets
        .filter(|target| !target.contains("://") && !target.starts_with(['#', ' ']) && !target.is_empty());
    own.map(|target| target.split('#').next().unwrap_or_default().to_owned()).collect()
}

fn pages(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("a readable entry").path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        if path.is_dir()
            && !name.starts_with('.')
            && !["target", "build", "node_modules"].contains(&name.as_str())
        {
            pages(&path, found);
        } else if name.ends_with(".md") {
            found.push(path);
        }
    }
}

#[test]
fn every_link_of_every_page_goes_somewhere() {
    let mut all = Vec::new();
    pages(&root(), &mut all);
    assert!(all.len() >= 10, "the pages were found");
    let mut followed = 0;
    for page in all {
        for link in links(&fs::read_to_string(&page).expect("readable")) {
            followed += 1;
            let there = page.parent().expect("a folder").join(&link);
            assert!(there.exists(), "{} links to {link}, which does not exist", page.display());
        }
    }
    assert!(followed >= 20, "links were found");
}

#[test]
fn a_link_is_seen_with_its_file_alone() {
    let text = "see [a](docs/a.md#top), [b](https://example.org/b.md), [c](#here) and ![d](pictures/d.png)";
    assert_eq!(links(text), ["docs/a.md", "pictures/d.png"]);
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
