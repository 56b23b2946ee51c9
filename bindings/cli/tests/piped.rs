//! What the program does where no terminal is: no colour, nothing that moves, one value with `--json`, and no fuss
//! when nobody reads on.

use std::io::Write;
use std::process::{Command, Output, Stdio};

fn gradus(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_gradus"))
        .args(arguments)
        .env_remove("GRADUS_PASSCODE")
        .env_remove("CLICOLOR_FORCE")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // It may end before it has read everything.
    let _ = child.stdin.take().expect("a pipe").write_all(input.as_bytes());
    child.wait_with_output().expect("the program ends")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("UTF-8")
}

#[test]
fn colour_is_off_in_a_pipe_and_on_when_asked_for() {
    for command in [&["rules", "list"][..], &["facts"], &["plan", "forms"]] {
        let plain = gradus(command, "");
        assert!(plain.status.success() && !text(&plain.stdout).contains('\x1b'), "{command:?}");
        let styled = gradus(&[command, &["--color", "always"]].concat(), "");
        assert!(text(&styled.stdout).contains('\x1b'), "{command:?}");
        assert_eq!(anstream::adapter::strip_str(text(&styled.stdout)).to_string(), text(&plain.stdout));
    }
    let wrong = gradus(&["rules", "explain", "nothing"], "");
    assert!(!text(&wrong.stderr).contains('\x1b') && text(&wrong.stderr).starts_with("error: "));
}

#[test]
fn json_is_one_value_on_the_right_stream() {
    let good = gradus(&["rules", "list", "--json"], "");
    let rules: serde_json::Value = serde_json::from_slice(&good.stdout).expect("JSON");
    assert!(rules.as_array().is_some_and(|rules| !rules.is_empty()) && good.stderr.is_empty());
    let wrong = gradus(&["--json", "triage", "--facts", "-"], "{\"temperature_c\": NaN}");
    assert_eq!((wrong.status.code(), wrong.stdout.len()), (Some(3), 0));
    let error: serde_json::Value = serde_json::from_slice(&wrong.stderr).expect("JSON");
    assert_eq!(error["error"]["kind"], "invalid");
    assert_eq!(error["error"]["problems"][0]["line"], 1);
}

#[test]
fn a_wrong_command_line_is_two_and_says_so_as_json_too() {
    assert_eq!(gradus(&["tody"], "").status.code(), Some(2));
    assert_eq!(gradus(&["today"], "").status.code(), Some(2), "no vault is named");
    let wrong = gradus(&["--json", "tody"], "");
    let error: serde_json::Value = serde_json::from_slice(&wrong.stderr).expect("JSON");
    assert_eq!((wrong.status.code(), &error["error"]["kind"]), (Some(2), &"usage".into()));
    for help in [&["--help"][..], &["--version"], &["log", "session", "--help"]] {
        assert_eq!(gradus(help, "").status.code(), Some(0), "{help:?}");
    }
}

#[test]
fn nobody_is_asked_where_nobody_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let vault = folder.path().to_str().expect("a plain path");
    let said = gradus(&["--vault", vault, "log", "session", "--ease", "easy"], "10\n");
    assert_eq!(said.status.code(), Some(2));
    assert!(text(&said.stderr).contains("--size"));
    let said = gradus(&["--vault", vault, "checkin"], "y\n");
    assert_eq!(said.status.code(), Some(2));
    assert!(text(&said.stderr).contains("--facts"));
}

#[test]
fn a_reader_that_stops_early_is_no_error() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_gradus"))
        .args(["facts", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), ""));
}
