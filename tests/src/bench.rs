use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use serde_json::Value;
use tempfile::TempDir;

use crate::root;

/// The passcode of every vault here.
pub const PASSCODE: &str = "seven small steps";

/// An evening three weeks after the first session.
pub const NOW: &str = "2026-03-24T19:30:00+01:00";

/// The built terminal program. Built once for all tests of a run, in the profile the tests are built in.
pub fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let mut build = Command::new(env!("CARGO"));
        build.args(["build", "--locked", "-p", "gradus-cli", "--message-format", "json-render-diagnostics"]);
        let built = build.current_dir(root()).stderr(Stdio::inherit()).output().expect("cargo runs");
        assert!(built.status.success(), "gradus does not build");
        let messages = String::from_utf8(built.stdout).expect("cargo speaks UTF-8");
        messages
            .lines()
            .filter_map(|line| serde_json::from_str::<Value>(line).ok())
            .filter(|message| message["target"]["name"] == "gradus")
            .find_map(|message| message["executable"].as_str().map(PathBuf::from))
            .expect("cargo names the program")
    })
}

/// A scratch folder with a place for a vault.
pub struct Bench {
    folder: TempDir,
}

/// How a call of `gradus` ended.
pub struct Done {
    /// Exit code.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Bench {
    /// An empty scratch folder.
    pub fn empty() -> Self {
        Self { folder: TempDir::with_prefix("gradus-").expect("a scratch folder") }
    }

    /// A vault with Mia, nine weeks old, and her plan.
    pub fn with_mia() -> Self {
        let bench = Self::with_mia_only();
        let plan = root().join("tests/fixtures/plans/mia.toml");
        bench.at("2026-03-03T07:02:00+01:00", &["plan", "import", plan.to_str().expect("UTF-8")]).ok();
        bench
    }

    /// A vault with Mia and no plan.
    pub fn with_mia_only() -> Self {
        let bench = Self::empty();
        bench.at("2026-03-03T07:00:00+01:00", &["init"]).ok();
        let person = [
            "person",
            "add",
            "Mia",
            "--born",
            "2026-01-20",
            "--role",
            "caregiver",
            "--background",
            "anorectal_malformation",
            "--operation",
            "psarp=2026-02-17",
        ];
        bench.at("2026-03-03T07:01:00+01:00", &person).ok();
        bench
    }

    /// The vault's folder; made by `init`.
    pub fn vault(&self) -> PathBuf {
        self.folder.path().join("vault")
    }

    /// The scratch folder around it.
    pub fn scratch(&self) -> &Path {
        self.folder.path()
    }

    /// `gradus` on this vault, at this moment, asking for JSON.
    pub fn at(&self, now: &str, words: &[&str]) -> Done {
        self.with(PASSCODE, now, words, "")
    }

    /// The same with words on standard input.
    pub fn feed(&self, now: &str, words: &[&str], stdin: &str) -> Done {
        self.with(PASSCODE, now, words, stdin)
    }

    /// The same with another passcode.
    pub fn with(&self, passcode: &str, now: &str, words: &[&str], stdin: &str) -> Done {
        let vault = self.vault();
        let mut all = vec!["--vault", vault.to_str().expect("UTF-8"), "--now", now, "--json"];
        all.extend(words);
        let mut child = Command::new(program())
            .args(all)
            .env("GRADUS_PASSCODE", passcode)
            .env("TMPDIR", self.scratch())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("gradus starts");
        // A program that does not read its input closes the pipe early; that is no fault.
        drop(child.stdin.take().expect("a pipe").write_all(stdin.as_bytes()));
        Done::from(child.wait_with_output().expect("gradus ends"))
    }

    /// Logs a session at this moment.
    pub fn session(&self, at: &str, size: &str, more: &[&str]) -> Done {
        let mut words = vec!["log", "session", "--size", size, "--hold-s", "30,30"];
        for (flag, usual) in [("--ease", "easy"), ("--pain-peak", "1"), ("--bleeding", "none")] {
            if !more.contains(&flag) {
                words.extend([flag, usual]);
            }
        }
        words.extend(more);
        self.at(at, &words)
    }
}

impl Done {
    /// The answer of a call that ended well.
    pub fn ok(&self) -> Value {
        assert_eq!(self.code, 0, "{}{}", self.out, self.err);
        serde_json::from_str(&self.out).unwrap_or(Value::Null)
    }

    /// The error of a call that ended with this exit code: `error` of the JSON on standard error.
    pub fn fails(&self, code: i32) -> Value {
        assert_eq!(self.code, code, "{}{}", self.out, self.err);
        let said: Value =
            serde_json::from_str(&self.err).unwrap_or_else(|_| panic!("not JSON: {}", self.err));
        said["error"].clone()
    }
}

impl From<Output> for Done {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).expect("UTF-8"),
            err: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }
}

/// Every file of a folder with its bytes: two are equal when nothing was written, made or deleted.
pub fn fingerprint(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        files.insert(name, fs::read(&path).expect("a readable file"));
    }
    files
}
