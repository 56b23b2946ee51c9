//! Arrows point to lower ranks only, and each room names only the libraries it is allowed to.

use std::collections::BTreeSet;
use std::process::Command;

use gradus_tests::root;
use serde_json::Value;

/// A room, its rank, and every crate it may name outside its tests.
const ROOMS: &[(&str, u8, &[&str])] = &[
    (
        "gradus-app",
        4,
        &[
            "gradus-crypto",
            "gradus-domain",
            "gradus-exchange",
            "gradus-journal",
            "gradus-store",
            "gradus-triage",
            "gradus-vault",
            "gradus-words",
            "chrono",
            "serde",
            "thiserror",
            "zeroize",
        ],
    ),
    (
        "gradus-store",
        3,
        &[
            "gradus-journal",
            "gradus-vault",
            "gradus-crypto",
            "gradus-sqlcipher-ring",
            "chrono",
            "rusqlite",
            "thiserror",
            "zeroize",
        ],
    ),
    (
        "gradus-exchange",
        3,
        &[
            "gradus-crypto",
            "gradus-domain",
            "gradus-triage",
            "gradus-journal",
            "gradus-words",
            "chrono",
            "csv",
            "maud",
            "strsim",
            "thiserror",
        ],
    ),
    (
        "gradus-journal",
        2,
        &[
            "gradus-crypto",
            "gradus-domain",
            "gradus-triage",
            "chrono",
            "serde",
            "serde_json",
            "thiserror",
            "zeroize",
        ],
    ),
    ("gradus-words", 2, &["gradus-domain", "gradus-triage", "chrono", "thiserror", "toml"]),
    ("gradus-vault", 1, &["gradus-crypto", "thiserror", "zeroize"]),
    ("gradus-triage", 1, &["gradus-domain", "chrono", "thiserror", "toml"]),
    ("gradus-crypto", 0, &["ring", "argon2", "hpke", "thiserror", "zeroize"]),
    ("gradus-domain", 0, &["chrono", "strsim", "thiserror", "toml"]),
    ("gradus-sqlcipher-ring", 0, &["ring", "aes", "cbc", "libsqlite3-sys", "zeroize"]),
];

fn packages() -> Vec<Value> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo metadata is JSON");
    metadata["packages"].as_array().expect("a list of packages").clone()
}

fn names(package: &Value) -> BTreeSet<String> {
    let dependencies = package["dependencies"].as_array().expect("a list of dependencies");
    dependencies
        .iter()
        .filter(|dependency| dependency["kind"].as_str() != Some("dev"))
        .map(|dependency| dependency["name"].as_str().expect("a name").to_owned())
        .collect()
}

fn rank(name: &str) -> Option<u8> {
    ROOMS.iter().find(|(room, ..)| *room == name).map(|(_, rank, _)| *rank)
}

#[test]
fn every_room_of_the_core_is_on_the_list_and_every_listed_room_exists() {
    let core = root().join("core").display().to_string();
    let found: BTreeSet<String> = packages()
        .iter()
        .filter(|package| package["manifest_path"].as_str().is_some_and(|path| path.starts_with(&core)))
        .map(|package| package["name"].as_str().expect("a name").to_owned())
        .collect();
    let listed: BTreeSet<String> = ROOMS.iter().map(|(name, ..)| (*name).to_owned()).collect();
    assert_eq!(found, listed);
}

#[test]
fn a_room_names_only_lower_rooms_and_its_own_libraries() {
    for package in packages() {
        let name = package["name"].as_str().expect("a name");
        let Some((_, rank_here, allowed)) = ROOMS.iter().find(|(room, ..)| *room == name) else { continue };
        for dependency in names(&package) {
            assert!(
                allowed.contains(&dependency.as_str()),
                "{name} names {dependency}, which is not its to name"
            );
            if let Some(below) = rank(&dependency) {
                assert!(below < *rank_here, "{name} (rank {rank_here}) names {dependency} (rank {below})");
            }
        }
    }
}

#[test]
fn bindings_reach_the_core_through_the_app_alone() {
    let bindings = root().join("bindings").display().to_string();
    let mut seen = 0;
    for package in packages() {
        if !package["manifest_path"].as_str().is_some_and(|path| path.starts_with(&bindings)) {
            continue;
        }
        seen += 1;
        for dependency in names(&package) {
            if let Some(below) = rank(&dependency) {
                assert_eq!(below, 4, "{} names {dependency}: bindings speak to the app", package["name"]);
            }
        }
    }
    assert!(seen >= 2, "the terminal and the FFI are bindings");
}
