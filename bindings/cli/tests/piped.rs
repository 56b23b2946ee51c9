//! What the program does where no terminal is: no colour, nothing that moves, one value with `--json`, and no fuss
//! when nobody reads on.

use std::collections::BTreeSet;
use std::io::Write;
use std::process::{Command, Output, Stdio};

fn gradus(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_gradus"))
        .args(arguments)
        .env_remove("GRADUS_PASSCODE")
        .env_remove("CLICOLOR_FORCE")
        .env("LC_ALL", "C")
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
fn an_answer_is_in_the_language_that_is_asked_for() {
    let lubricant = ["device", "lubricant", "oil", "latex"];
    let said = |more: &[&str]| text(&gradus(&[&lubricant, more].concat(), "").stdout).to_owned();
    assert!(said(&[]).contains("Oil makes latex tear."), "{}", said(&[]));
    for tag in ["es", "es-MX"] {
        assert!(said(&["--lang", tag]).contains("El aceite rompe el látex."), "{}", said(&["--lang", tag]));
    }
    assert_eq!(said(&["--lang", "ca"]), said(&[]), "what is not spoken here is English");
    let answer = gradus(&["--lang", "es", "--json", "triage", "--facts", "-"], "{\"vomit_green\": true}");
    let view: serde_json::Value = serde_json::from_slice(&answer.stdout).expect("JSON");
    assert!(
        view["rules"]
            .as_array()
            .is_some_and(|rules| rules.iter().any(|rule| rule["title"] == "Vómito verde"))
    );
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

const PACK: &str = include_str!("../../../core/clinical/rules/danger.toml");
const FIRST: &str = include_str!("../../../core/triage/tests/behaviour/v1/danger.toml");

fn json(output: &Output) -> serde_json::Value {
    assert!(output.status.success(), "{}", text(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

#[test]
fn a_pack_is_checked_and_every_mistake_has_its_line() {
    let good = json(&gradus(&["--json", "rules", "check", "-"], PACK));
    assert_eq!((good["version"].as_str(), good["languages"][0].as_str()), (Some("danger-3"), Some("en")));
    let wrong = PACK.replacen("temperature_c >= 38.0 or feels_hot", "temperature_c >= 100.4 or feels_hot", 1);
    let refused = gradus(&["rules", "check", "-"], &wrong);
    assert_eq!((refused.status.code(), refused.stdout.len()), (Some(3), 0));
    assert!(text(&refused.stderr).contains("macro.fever") && text(&refused.stderr).contains("Fahrenheit"));
    let hidden = PACK.replacen("within = \"I3b\"\n", "", 1);
    let refused = gradus(&["--json", "rules", "check", "-"], &hidden);
    let error: serde_json::Value = serde_json::from_slice(&refused.stderr).expect("JSON");
    let problem = &error["error"]["problems"][0];
    let line =
        PACK.lines().position(|line| line.starts_with("when = \"fever and any(pain_peak")).expect("I8");
    assert_eq!(problem["line"], line + 1, "{problem}");
}

#[test]
fn a_case_of_an_explanation_is_a_facts_file_that_gets_the_answer_it_shows() {
    let rule = json(&gradus(&["--json", "rules", "explain", "i1"], ""));
    let examples = rule["examples"].as_array().expect("examples");
    assert!(examples.len() >= 3);
    for case in examples.iter().flat_map(|example| example["cases"].as_array().expect("cases")) {
        let facts = case["facts"].to_string();
        let answer = json(&gradus(&["--json", "triage", "--facts", "-"], &facts));
        assert_eq!(answer["disposition"], case["answer"]["disposition"], "{facts}");
        let fired = answer["rules"].as_array().expect("rules").iter().any(|one| one["id"] == "I1");
        assert_eq!(fired, case["fires"] == true, "{facts}");
        assert_eq!(answer["contradictions"], serde_json::json!([]), "{facts}");
    }
    let said = gradus(&["rules", "explain", "I1"], "");
    for words in ["Tried at its thresholds", "short of it", "temperature_c >= 38", "What its sources say"] {
        assert!(text(&said.stdout).contains(words), "{words}");
    }
}

#[test]
fn two_packs_are_compared_and_the_page_is_not_written_over_unasked() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    std::fs::write(path("old.toml"), FIRST).expect("written");
    std::fs::write(path("new.toml"), PACK).expect("written");
    let (old, new, page) = (path("old.toml"), path("new.toml"), path("changes.html"));
    let said = json(&gradus(&["--json", "rules", "diff", &old, &new, "--out", &page], ""));
    assert_eq!(said["old"].as_str(), Some("danger-1"));
    let answers = said["answers"].as_array().expect("answers");
    let milder: Vec<_> = answers.iter().filter(|one| one["milder"] == true).collect();
    assert_eq!(said["milder"].as_u64(), Some(milder.len() as u64));
    // What another answer settles is milder too: the first pack settled nothing.
    let eased = ["I9", "I9b", "settled bleeding", "settled temperature_c"];
    let by: BTreeSet<_> = milder.iter().filter_map(|one| one["rule"].as_str()).collect();
    assert_eq!(by, BTreeSet::from(eased), "{milder:?}");
    assert!(said["added"].as_array().is_some_and(|ids| ids.len() > 40));
    assert!(std::fs::read_to_string(&page).expect("a page").contains("danger-1 → danger-3"));
    let again = gradus(&["rules", "diff", &new, &old, "--out", &page], "");
    assert_eq!(again.status.code(), Some(3));
    let back = gradus(&["rules", "diff", &new, &old, "--out", &page, "--replace"], "");
    assert!(text(&back.stdout).contains("MILDER") && text(&back.stdout).contains("answered more mildly"));
    let reference = path("rules.html");
    assert!(gradus(&["rules", "reference", "--out", &reference], "").status.success());
    assert!(std::fs::read_to_string(&reference).expect("a page").contains("id=\"rule-B4\""));
}

#[test]
fn a_pack_is_signed_with_a_key_from_standard_input_and_checked_with_the_public_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    let (pack, signature, key) = (path("danger.toml"), path("danger.toml.sig"), path("public.hex"));
    std::fs::write(&pack, PACK).expect("written");
    let seed = "42".repeat(32);
    let signed = json(&gradus(&["--json", "rules", "sign", &pack, "--key", "-", "--out", &signature], &seed));
    std::fs::write(&key, signed["key"].as_str().expect("a key")).expect("written");
    let told = std::fs::read_to_string(&signature).expect("a file");
    assert!(told.contains("danger-3") && !told.contains(&seed));
    let verify =
        |pack: &str| gradus(&["rules", "verify", pack, "--signature", &signature, "--key", &key], "");
    assert!(text(&verify(&pack).stdout).contains("Rule pack danger-3"));
    std::fs::write(&pack, PACK.replacen("38.0", "39.0", 1)).expect("written");
    let refused = verify(&pack);
    assert_eq!((refused.status.code(), refused.stdout.len()), (Some(3), 0));
    assert!(text(&refused.stderr).contains("were altered"), "{}", text(&refused.stderr));
    let again = gradus(&["rules", "sign", &pack, "--key", "-", "--out", &signature], &seed);
    assert_eq!(again.status.code(), Some(3), "it is not written over unasked");
}

#[test]
fn a_file_that_contradicts_itself_is_answered_on_the_safer_side_and_says_so() {
    let facts = "{\"age_days\": 12000, \"bleeding\": \"none\", \"bleeding_amount\": \"cup_or_more\"}";
    let answer = json(&gradus(&["--json", "triage", "--facts", "-"], facts));
    assert_eq!(answer["disposition"], "emergency");
    assert_eq!(
        answer["contradictions"],
        serde_json::json!([{"doubted": "bleeding", "by": "bleeding_amount"}])
    );
    assert!(answer["missing"].as_array().expect("missing").iter().any(|id| id == "bleeding"));
    let said = gradus(&["triage", "--facts", "-"], facts);
    assert!(text(&said.stdout).contains("bleeding and bleeding_amount contradict each other"));
}
