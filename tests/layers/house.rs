//! House rules that a compiler does not check. Each is a function over text, and is tried on text that breaks it: a rule
//! that cannot fail promises nothing.

use std::fs;
use std::path::{Path, PathBuf};

use gradus_tests::root;

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("a readable entry").path();
        if path.is_dir() {
            if !path.ends_with("target") {
                sources(&path, found);
            }
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            found.push(path);
        }
    }
}

/// Every Rust file below these folders that is not of the cipher crate, and what stands in it beside comments.
fn code(tops: &[&str]) -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    tops.iter().for_each(|top| sources(&root().join(top), &mut files));
    assert!(files.len() > 20, "the sources were found");
    files.retain(|file| !file.starts_with(root().join("core/sqlcipher-ring")));
    let read = |file: PathBuf| {
        let text = fs::read_to_string(&file).expect("readable");
        (file, without_comments(&text))
    };
    files.into_iter().map(read).collect()
}

fn without_comments(text: &str) -> String {
    let is_code = |line: &&str| !line.trim_start().starts_with("//");
    text.lines().filter(is_code).map(|line| format!("{line}\n")).collect()
}

/// The first of these that stands in the code, whatever stands around it.
fn named<'w>(code: &str, words: &[&'w str]) -> Option<&'w str> {
    words.iter().find(|word| code.contains(**word)).copied()
}

/// A block, function or trait that is not safe, or a leave to write one.
fn is_unsafe(code: &str) -> bool {
    let is_word = |sign: char| sign.is_alphanumeric() || "_-".contains(sign);
    let begins = |rest: &str| {
        ["{", "(", "fn ", "impl", "extern", "trait "].iter().any(|begin| rest.starts_with(begin))
    };
    let mut found =
        code.match_indices("unsafe").map(|(at, word)| (&code[..at], code[at + word.len()..].trim_start()));
    found.any(|(before, after)| !before.ends_with(is_word) && begins(after))
        || named(code, &["allow(unsafe_code", "expect(unsafe_code"]).is_some()
}

const FORBIDDEN: &str = "#![forbid(unsafe_code)]";
/// UniFFI's scaffolding expands to extern functions; everything written by hand there is still denied it.
const DENIED: &str = "#![deny(unsafe_code)]";

fn has_line(text: &str, rule: &str) -> bool {
    text.lines().any(|line| line == rule)
}

/// Ways to the network, by the names one cannot do without, and around them.
const NETWORK: &[&str] = &[
    "std::net",
    "net::",
    "TcpStream",
    "TcpListener",
    "UdpSocket",
    "UnixStream",
    "UnixListener",
    "UnixDatagram",
    "ToSocketAddrs",
    "SocketAddr",
    "curl",
    "wget",
];
/// Crates whose business is the network.
const NETWORKERS: &[&str] = &[
    "reqwest",
    "hyper",
    "ureq",
    "curl",
    "isahc",
    "attohttpc",
    "minreq",
    "tokio",
    "async-std",
    "mio",
    "socket2",
    "rustls",
    "native-tls",
    "openssl",
    "quinn",
    "tungstenite",
];
const CLOCKS: &[&str] =
    &["SystemTime", "Instant", "Utc::now", "Local::now", "::now()", ".elapsed(", "sleep("];
const CHANCE: &[&str] = &["SystemRandom", "getrandom", "OsRng", "thread_rng", "rand::rng", "RandomState"];
/// Doors past the list of what a room may name.
const DOORS: &[&str] = &["include!(\"", "#[path = \"/", "#[path = \"..", "extern crate"];

#[test]
fn only_the_cipher_crate_may_hold_unsafe_code() {
    for (top, at_least) in [("core", 9), ("bindings", 2), ("tests", 1)] {
        let mut crates: Vec<PathBuf> = fs::read_dir(root().join(top))
            .expect("a folder")
            .map(|entry| entry.expect("an entry").path())
            .collect();
        crates.push(root().join(top));
        crates.retain(|room| room.join("Cargo.toml").exists() && !room.ends_with("sqlcipher-ring"));
        assert!(crates.len() >= at_least, "the crates below {top} were found");
        for room in crates {
            let head = ["src/lib.rs", "src/main.rs"]
                .map(|head| room.join(head))
                .into_iter()
                .filter(|head| head.exists());
            let bins = fs::read_dir(room.join("src/bin")).into_iter().flatten();
            let roots: Vec<PathBuf> = head.chain(bins.map(|bin| bin.expect("an entry").path())).collect();
            assert!(!roots.is_empty(), "{} has a lib.rs or a main.rs", room.display());
            for head in roots {
                let text = fs::read_to_string(&head).expect("readable");
                let rule = if room.ends_with("ffi") { DENIED } else { FORBIDDEN };
                assert!(
                    has_line(&text, rule) || has_line(&text, FORBIDDEN),
                    "{} lacks {rule}",
                    head.display()
                );
            }
        }
    }
    for (file, code) in code(&["core", "bindings", "tests"]) {
        let is_this = file.ends_with("layers/house.rs");
        assert!(is_this || !is_unsafe(&code), "{} holds unsafe code", file.display());
    }
}

#[test]
fn nothing_opens_a_network_connection() {
    for (file, code) in code(&["core", "bindings"]) {
        let word = named(&code, NETWORK);
        assert!(word.is_none(), "{} names {}", file.display(), word.unwrap_or_default());
    }
    let lock = fs::read_to_string(root().join("Cargo.lock")).expect("readable");
    assert!(packages(&lock).count() > 50, "the lock lists what is built in");
    assert_eq!(packages(&lock).find(|name| NETWORKERS.contains(name)), None);
}

fn packages(lock: &str) -> impl Iterator<Item = &str> {
    lock.lines().filter_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"'))
}

#[test]
fn nothing_in_the_core_reads_a_clock_or_draws_lots() {
    for (file, code) in code(&["core"]) {
        let word = named(&code, CLOCKS);
        assert!(
            word.is_none(),
            "{} names {}: the moment is an argument",
            file.display(),
            word.unwrap_or_default()
        );
        let word = named(&code, CHANCE).filter(|_| !file.ends_with("core/crypto/src/entropy.rs"));
        assert!(
            word.is_none(),
            "{} names {}: randomness is an argument",
            file.display(),
            word.unwrap_or_default()
        );
    }
}

#[test]
fn no_room_reaches_another_past_its_list() {
    for (file, code) in code(&["core", "bindings"]) {
        let word = named(&code, DOORS);
        assert!(word.is_none(), "{} holds {}", file.display(), word.unwrap_or_default());
    }
}

#[test]
fn every_crate_takes_the_lints_of_the_workspace_and_lets_none_go() {
    let mut seen = 0;
    for top in ["core", "bindings", "."] {
        for room in fs::read_dir(root().join(top)).expect("a folder") {
            let manifest = room.expect("an entry").path().join("Cargo.toml");
            let Ok(text) = fs::read_to_string(&manifest) else { continue };
            seen += 1;
            assert!(text.contains("[lints]\nworkspace = true\n"), "{} has no lints", manifest.display());
        }
    }
    assert!(seen >= 12, "the crates were found");
    for (file, code) in code(&["core", "bindings"]) {
        let word = named(&code, LEAVES);
        assert!(word.is_none(), "{} holds {}", file.display(), word.unwrap_or_default());
    }
}

const LEAVES: &[&str] =
    &["allow(clippy::unwrap_used", "allow(clippy::dbg_macro", "allow(clippy::todo", "allow(missing_docs"];

#[test]
fn no_file_is_a_drawer() {
    for (file, _) in code(&["core", "bindings", "tests"]) {
        let drawer = drawer(&file);
        assert!(drawer.is_none(), "{} is a drawer", file.display());
    }
}

fn drawer(path: &Path) -> Option<&'static str> {
    let drawers = ["utils", "util", "common", "types", "helpers", "manager", "misc"];
    let path = path.strip_prefix(root()).unwrap_or(path).with_extension("");
    drawers.into_iter().find(|drawer| path.iter().any(|part| part == *drawer))
}

/// Every rule above, broken once.
#[test]
fn each_rule_is_broken_by_what_it_is_about() {
    for code in [
        "unsafe { *pointer }",
        "pub unsafe fn f() {}",
        "unsafe impl Send for X {}",
        "#[allow(unsafe_code)]",
        "fn f() { unsafe{g()} }",
        "#[unsafe(no_mangle)]",
    ] {
        assert!(is_unsafe(code), "{code}");
    }
    for code in
        ["#![forbid(unsafe_code)]", "style-src 'unsafe-inline'", "let unsafely = 1;", "\"safety by unsafe\","]
    {
        assert!(!is_unsafe(code), "{code}");
    }
    assert!(
        !has_line("// #![forbid(unsafe_code)]", FORBIDDEN)
            && has_line("//! A room.\n#![forbid(unsafe_code)]\n", FORBIDDEN)
    );
    for (words, code) in [
        (NETWORK, "use std::net::TcpStream;"),
        (NETWORK, "use std::{fs, net::Shutdown};"),
        (NETWORK, "std::os::unix::net::UnixDatagram::unbound()"),
        (NETWORK, "Command::new(\"curl\")"),
        (CLOCKS, "let now = SystemTime::now();"),
        (CLOCKS, "use std::time::{Duration, Instant};"),
        (CLOCKS, "chrono::Utc::now()"),
        (CLOCKS, "UNIX_EPOCH.elapsed()"),
        (CLOCKS, "thread::sleep(pause)"),
        (CHANCE, "ring::rand::SystemRandom::new()"),
        (CHANCE, "getrandom::fill(&mut bytes)"),
        (DOORS, "#[path = \"../../store/src/rows.rs\"]"),
        (DOORS, "include!(\"../../store/src/rows.rs\");"),
        (LEAVES, "#[allow(clippy::unwrap_used)]"),
    ] {
        assert!(named(code, words).is_some(), "{code}");
        assert!(
            named(&without_comments(&format!("    // {code}\n")), words).is_none(),
            "a comment may: {code}"
        );
    }
    assert_eq!(named("#[path = \"seal_tests.rs\"]\ninclude_str!(\"a.sql\")", DOORS), None);
    for path in ["core/domain/src/utils.rs", "bindings/cli/src/common/mod.rs", "core/types/src/lib.rs"] {
        assert!(drawer(&root().join(path)).is_some(), "{path}");
    }
    let lock = "[[package]]\nname = \"reqwest\"\nversion = \"1\"\n";
    assert!(packages(lock).any(|name| NETWORKERS.contains(&name)));
}
