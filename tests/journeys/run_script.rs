//! `tests/run` itself: what it says before it does anything, and what it says when it cannot go on.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use gradus_tests::root;
use tempfile::TempDir;

const USED: &[&str] = &["bash", "dirname", "mkdir", "tail", "grep", "sed", "cut", "cat", "cp", "env"];

/// Cargo on a machine where everything builds and every test of Rust passes.
const CARGO: (&str, &str) = (
    "cargo",
    "case $1 in
       build) mkdir -p target/debug && for f in libgradus_ffi.so libgradus_ffi.a uniffi-bindgen; do : >target/debug/$f; done ;;
       test) echo 'test every_step_answers_as_it_is_written_down ... ok' ;;
     esac",
);

/// A checkout with nothing in it but the script, and a machine with these programs only.
struct Machine {
    folder: TempDir,
}

impl Machine {
    fn with(programs: &[(&str, &str)]) -> Self {
        let machine = Self { folder: tempfile::tempdir().expect("a folder") };
        fs::create_dir(machine.folder.path().join("tests")).expect("a folder");
        fs::copy(root().join("tests/run"), machine.script()).expect("copied");
        let bin = machine.bin();
        fs::create_dir(&bin).expect("a folder");
        for name in USED {
            let place = ["/usr/bin", "/bin"].map(|dir| Path::new(dir).join(name));
            let found = place.iter().find(|path| path.exists()).unwrap_or_else(|| panic!("no {name}"));
            symlink(found, bin.join(name)).expect("linked");
        }
        for (name, body) in programs {
            machine.put(&format!("bin/{name}"), body);
        }
        machine
    }

    fn script(&self) -> PathBuf {
        self.folder.path().join("tests/run")
    }

    fn bin(&self) -> PathBuf {
        self.folder.path().join("bin")
    }

    fn run(&self, words: &[&str]) -> (Option<i32>, String, String) {
        let mut command = Command::new("/bin/bash");
        command.arg(self.script()).args(words).env("PATH", self.bin());
        command.env_remove("GRADUS_CACHE").env_remove("CARGO_TARGET_DIR");
        let Output { status, stdout, stderr } = command.output().expect("bash starts");
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        (status.code(), text(stdout), text(stderr))
    }

    /// Puts a script of the checkout in its place.
    fn put(&self, place: &str, body: &str) {
        let path = self.folder.path().join(place);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(&path, format!("#!/usr/bin/env bash\n{body}\n")).expect("written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("a program");
    }

    fn has_tools(&self) -> bool {
        self.folder.path().join("target").exists()
    }
}

#[test]
fn help_names_every_lane_and_does_nothing() {
    let machine = Machine::with(&[]);
    for words in [&["--help"][..], &["-h"], &["rust", "--help"]] {
        let (code, out, _) = machine.run(words);
        assert_eq!(code, Some(0), "{words:?}");
        for lane in ["usage: tests/run", "  rust ", "  python ", "  interop ", "  licences "] {
            assert!(out.contains(lane), "{lane}\n{out}");
        }
    }
    assert!(!machine.has_tools());
}

#[test]
fn a_lane_that_is_not_there_is_refused_before_anything_is_made_or_run() {
    let machine = Machine::with(&[]);
    for words in [&["rusty"][..], &["rust", "pyhton"], &[""], &["."]] {
        let (code, out, err) = machine.run(words);
        assert_eq!((code, out.as_str()), (Some(2), ""), "{words:?}");
        assert!(err.contains("there is no lane called") && err.contains("usage:"), "{err}");
    }
    assert!(!machine.has_tools());
}

#[test]
fn what_cannot_be_installed_is_told_at_the_end_with_what_to_do() {
    let nobody = ("id", "echo 1000");
    let apt = ("apt-get", "exit 0");
    let (code, out, _) = Machine::with(&[nobody, apt]).run(&["rust"]);
    assert_eq!(code, Some(1));
    assert!(out.contains("this needs root, and there is no sudo: apt-get update"), "{out}");
    let end = out.split("failed: ").nth(1).expect("an end");
    assert!(end.contains("to mend it, as root: apt-get install build-essential"), "{out}");
    assert!(end.ends_with("0 passed, 1 failed, 0 skipped\n"), "{out}");

    let (code, out, _) = Machine::with(&[("cc", "exit 0")]).run(&["rust"]);
    assert!(code == Some(1) && out.contains("to mend it, install Rust"), "{out}");
}

#[test]
fn a_minimal_rust_gets_its_formatter_and_its_lints() {
    let cargo = ("cargo", "case $1 in fmt | clippy) [ -e \"${0%/*}/added-$1\" ] ;; esac");
    let rustup = (
        "rustup",
        "case $3 in rustfmt) : >\"${0%/*}/added-fmt\" ;; clippy) : >\"${0%/*}/added-clippy\" ;; esac",
    );
    let machine = Machine::with(&[("cc", "exit 0"), cargo, rustup]);
    let (code, out, _) = machine.run(&["rust"]);
    assert_eq!(code, Some(0), "{out}");
    assert!(machine.bin().join("added-fmt").exists() && machine.bin().join("added-clippy").exists());

    let (code, out, _) = Machine::with(&[("cc", "exit 0"), cargo]).run(&["rust"]);
    assert!(code == Some(1) && out.contains("to mend it, rustup component add rustfmt clippy"), "{out}");
}

#[test]
fn a_lane_whose_tools_are_not_there_does_not_keep_the_others_from_running() {
    let cargo = ("cargo", "exit 0");
    let python = ("python3", "exit 1");
    let (code, out, _) = Machine::with(&[("cc", "exit 0"), cargo, python, ("id", "echo 1000")]).run(&[]);
    assert_eq!(code, Some(1));
    assert!(out.contains("== rust tests\n   ok") && out.contains("== licences and sources\n   ok"), "{out}");
    assert!(!out.contains("== python journey"), "{out}");
    assert_eq!(out.matches("== install python tools").count(), 1, "tried once: {out}");
    assert!(out.contains("install in this system's way: python3-venv"), "{out}");
}

/// A language that cannot run here is named at the end; where everything could have been installed, it is a failure.
#[test]
fn a_lane_that_cannot_run_is_named_and_fails_only_where_it_should_have_run() {
    for (user, code, end) in
        [("1000", 0, "1 passed, 0 failed, 1 skipped\n"), ("0", 1, "1 passed, 1 failed, 0 skipped\n")]
    {
        let machine = Machine::with(&[("id", &format!("echo {user}")), ("cc", "exit 0"), CARGO]);
        machine.put("bindings/swift/run-tests", "echo 'swift: there is no root'\nexit 77");
        let (found, out, _) = machine.run(&["swift"]);
        assert_eq!(found, Some(code), "{out}");
        assert!(out.ends_with(end) && out.contains("swift: there is no root"), "{out}");
    }
}

/// A language counts as run when its own log says that it took every step of the scenario, and in no other way.
#[test]
fn a_language_that_passes_without_the_scenario_fails_the_whole() {
    let python =
        ("python3", "case $2 in venv) mkdir -p \"$4/bin\" && cp \"$0\" \"$4/bin/python\" ;; esac\nexit 0");
    let both = "echo 'scenario journey: 2 steps in Swift'; echo 'scenario disk: 1 steps in Swift'";
    for (kotlin, swift, code, said) in [
        (2, both, 0, ""),
        (1, both, 1, "Kotlin: DID NOT RUN the 3 steps of the scenario"),
        (2, "echo 'swift: there is no root'; exit 77", 0, "Swift: SKIPPED"),
        (2, "echo 'nothing is tested here'", 1, "Swift: DID NOT RUN the 3 steps of the scenario"),
        (2, "echo 'scenario journey: 2 steps in Swift'", 1, "Swift: DID NOT RUN the 3 steps of the scenario"),
    ] {
        let valgrind = ("valgrind", "exit 0");
        let strace = ("strace", "exit 0");
        let machine =
            Machine::with(&[("id", "echo 1000"), ("cc", "exit 0"), CARGO, python, valgrind, strace]);
        machine.put("bindings/swift/run-tests", swift);
        let line = format!(
            "echo 'scenario journey: {kotlin} of 2 steps through the handle in Kotlin'\n\
             echo 'scenario disk: 1 of 1 steps through the handle in Kotlin'"
        );
        machine.put("bindings/kotlin/run-tests", &line);
        machine.put("tests/python/run", "echo 'test_every_step ... scenario journey: 2 steps in Python'\necho 'scenario disk: 1 steps in Python'");
        for other in [
            "android-demo/prepare",
            "android-demo/run-tests",
            "ios-demo/run-tests",
            "tests/interop/vault/run",
            "tests/interop/sqlcipher/run",
            "tests/python/valgrind",
            "tests/vault-proof/run",
            "tests/fuzz/run",
        ] {
            machine.put(other, "exit 0");
        }
        let journey = machine.folder.path().join("tests/scenario");
        fs::create_dir_all(&journey).expect("made");
        fs::write(journey.join("journey.expected"), "{}\n{}\n").expect("written");
        fs::write(journey.join("disk.expected"), "{}\n").expect("written");
        let (found, out, _) = machine.run(&[]);
        assert_eq!(found, Some(code), "{out}");
        assert!(out.contains(said) && out.contains("Python: everything ran, 3 steps"), "{said}\n{out}");
    }
}
