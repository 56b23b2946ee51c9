//! What a person reads on the terminal: the words, their width, and nothing that commands it.

use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

use gradus_tests::{Bench, Done, NOW, PASSCODE, program};

const EVENING: &str = "2026-03-05T21:00:00+01:00";

/// `gradus` on this vault as a person calls it, with words on standard input.
fn said(bench: &Bench, now: &str, words: &[&str], stdin: &str) -> Done {
    run(bench, PASSCODE, "80", now, words, stdin)
}

fn run(bench: &Bench, passcode: &str, columns: &str, now: &str, words: &[&str], stdin: &str) -> Done {
    let vault = bench.vault();
    let mut child = Command::new(program())
        .args(["--vault", vault.to_str().expect("UTF-8"), "--now", now])
        .args(words)
        .env("GRADUS_PASSCODE", passcode)
        .env("COLUMNS", columns)
        .env("TMPDIR", bench.scratch())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("gradus starts");
    drop(child.stdin.take().expect("a pipe").write_all(stdin.as_bytes()));
    Done::from(child.wait_with_output().expect("gradus ends"))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn commands_a_terminal(text: &str) -> bool {
    text.chars().any(|c| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    })
}

#[test]
fn a_session_says_what_was_not_as_the_plan_has_it() {
    let bench = Bench::with_mia();
    let words =
        ["log", "session", "--size", "9", "--ease", "easy", "--hold-s", "400,30", "--bleeding", "none"];
    said(&bench, "2026-03-05T08:00:00+01:00", &words, "");
    let again = said(&bench, "2026-03-05T09:00:00+01:00", &words, "");
    assert_eq!(again.code, 0, "{}", again.err);
    let out = one_line(&again.out);
    assert!(out.contains("- The plan asks for at least") && out.contains("between sessions"), "{out}");
    assert!(out.contains("- A hold of 400 seconds is longer than the plan allows"), "{out}");
}

#[test]
fn an_import_says_what_it_assumed_in_the_preview_and_when_it_writes() {
    let bench = Bench::with_mia();
    let file = bench.scratch().join("diary.csv");
    fs::write(&file, "date,time,size\n2026-03-04,08:00,9\n").expect("written");
    let file = file.to_str().expect("UTF-8");
    for more in [&[][..], &["--write"]] {
        let done = said(&bench, NOW, &[&["log", "import", file], more].concat(), "");
        assert!(done.code == 0 && done.out.contains("What was assumed\n  - "), "{}{}", done.out, done.err);
    }
}

#[test]
fn words_of_a_person_need_not_stand_on_the_command_line() {
    let bench = Bench::with_mia();
    let file = bench.scratch().join("said.txt");
    fs::write(&file, "come in on Monday\n").expect("written");
    let at = format!("@{}", file.display());
    let notes = |now: &str, words: &[&str], stdin: &str| said(&bench, now, words, stdin);
    let session = ["log", "session", "--size", "9", "--ease", "easy", "--note"];
    let with = |note: &'static str| [&session[..], &[note]].concat();
    let contact = ["log", "contact", "--outcome", "nothing_to_do", "--who", "-", "--said"];
    for done in [
        notes("2026-03-04T08:00:00+01:00", &with("-"), "zinnober one\n"),
        notes("2026-03-04T09:00:00+01:00", &[&session[..], &[&at]].concat(), ""),
        notes("2026-03-04T10:00:00+01:00", &[&contact[..], &[&at]].concat(), "Dr Brandt\n"),
        notes(
            "2026-03-04T11:00:00+01:00",
            &["log", "visit", "--kind", "examination", "--who", "Dr Brandt", "--advice", &at],
            "",
        ),
        notes(
            "2026-03-04T12:00:00+01:00",
            &["checkin", "--facts", "-", "--note", &at],
            "{\"worry\": \"none\"}",
        ),
    ] {
        assert_eq!(done.code, 0, "{}{}", done.out, done.err);
    }
    let twice = notes(NOW, &[&contact[..], &["-"]].concat(), "Dr Brandt\n");
    assert!(twice.code == 2 && twice.err.contains("@FILE"), "one input cannot hold both: {}", twice.err);
    let both = notes(NOW, &["checkin", "--facts", "-", "--note", "-"], "{}");
    assert_eq!(both.code, 2, "{}", both.err);
    let nobody = notes(NOW, &["log", "contact", "--outcome", "stop", "--who", "Dr Brandt"], "");
    assert!(nobody.code == 2 && nobody.err.contains("--said -"), "{}", nobody.err);
    assert_eq!(notes(NOW, &[&session[..], &["@no-such-file"]].concat(), "").code, 3);

    let out = bench.scratch().join("report");
    said(&bench, NOW, &["report", "--with-notes", "--out", out.to_str().expect("UTF-8")], "");
    let page = fs::read_to_string(out.join("report-2026-03-03-to-2026-03-24.html")).expect("a page");
    for words in ["zinnober one", "come in on Monday"] {
        assert!(page.contains(words), "{words}");
    }
}

#[test]
fn the_option_alone_says_how_words_are_given_where_nobody_can_be_asked() {
    let bench = Bench::with_mia();
    let done = said(&bench, NOW, &["log", "session", "--size", "9", "--ease", "easy", "--note"], "");
    assert!(done.code == 2 && one_line(&done.err).contains("there is nobody to ask"), "{}", done.err);
}

#[test]
fn a_report_is_named_by_its_dates_and_written_over_only_when_asked() {
    let bench = Bench::with_mia();
    bench.session("2026-03-04T08:00:00+01:00", "9", &[]).ok();
    let out = bench.scratch().join("report");
    let folder = out.to_str().expect("UTF-8");
    let write =
        |now: &str, more: &[&str]| said(&bench, now, &[&["report", "--out", folder], more].concat(), "");
    let yesterday = write("2026-03-23T19:30:00+01:00", &[]);
    let today = write(NOW, &[]);
    assert_eq!((yesterday.code, today.code), (0, 0), "{}", today.err);
    let path = out.join("report-2026-03-03-to-2026-03-24.html");
    assert!(today.out.contains(path.to_str().expect("UTF-8")), "{}", today.out);
    let first = fs::read(&path).expect("a page");
    bench.session("2026-03-24T08:00:00+01:00", "9", &[]).ok();
    let again = write(NOW, &[]);
    assert!(again.code == 3 && again.err.contains("--replace"), "{}", again.err);
    assert!(fs::read(&path).expect("a page") == first, "nothing is overwritten unasked");
    assert_eq!(write(NOW, &["--replace"]).code, 0);
    assert!(fs::read(&path).expect("a page") != first);
    assert_eq!(write(NOW, &["--from", "2026-03-05", "--to", "2026-03-06"]).code, 0);
    let mut names: Vec<_> =
        fs::read_dir(&out).expect("a folder").map(|f| f.expect("a file").file_name()).collect();
    names.sort();
    let days = [("03", "23"), ("03", "24"), ("05", "06")];
    let wanted = days.map(|(from, to)| format!("report-2026-03-{from}-to-2026-03-{to}.html"));
    assert_eq!(names, wanted.map(std::ffi::OsString::from));
    #[cfg(unix)]
    for name in names {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(out.join(name)).expect("there").permissions().mode() & 0o777, 0o600);
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let deep = bench.scratch().join("rr/deep");
        assert_eq!(said(&bench, NOW, &["report", "--out", deep.to_str().expect("UTF-8")], "").code, 0);
        for folder in [bench.scratch().join("rr"), deep] {
            assert_eq!(fs::metadata(&folder).expect("there").permissions().mode() & 0o777, 0o700);
        }
    }
}

#[test]
fn a_vault_that_is_there_is_told_before_a_passcode_is_asked_for() {
    let bench = Bench::with_mia();
    let before = gradus_tests::fingerprint(&bench.vault());
    // No passcode at all: whoever was asked for one would be told so, with 4.
    let again = run(&bench, "", "80", NOW, &["init"], "");
    let err = one_line(&again.err);
    assert!(again.code == 3 && err.contains("a vault in") && err.contains("today` opens it"), "{err}");
    assert!(before == gradus_tests::fingerprint(&bench.vault()));
}

#[test]
fn a_freshness_code_of_another_vault_is_the_first_thing_that_is_said() {
    let (bench, other) = (Bench::with_mia(), Bench::with_mia());
    let code = |bench: &Bench| {
        let verified = bench.at(NOW, &["verify"]).ok();
        verified["freshness_code"].as_str().expect("a code").to_owned()
    };
    let own = said(&bench, NOW, &["verify", "--not-older-than", &code(&bench)], "");
    assert!(
        own.code == 0 && own.out.starts_with("Everything is as it was written, and all that was there"),
        "{}",
        own.out
    );
    let done = said(&bench, NOW, &["verify", "--not-older-than", &code(&other)], "");
    assert_eq!(done.code, 5);
    assert!(
        done.out.starts_with("Your freshness code does not belong to this vault as it is.\n"),
        "{}",
        done.out
    );
    assert!(
        said(&bench, NOW, &["verify"], "")
            .out
            .starts_with("Everything in this vault is as it was written.\n")
    );
}

#[test]
fn a_passcode_that_is_tried_out_in_days_is_refused_with_its_arithmetic_and_one_that_takes_years_is_warned_about()
 {
    let bench = Bench::empty();
    let refused = run(&bench, "4821", "80", NOW, &["init"], "");
    assert_eq!(refused.code, 3, "{}", refused.err);
    assert!(one_line(&refused.err).contains("there are at most 10000 of its kind"), "{}", refused.err);
    assert!(!refused.err.contains("4821") && !bench.vault().join("vault.hdr").exists());
    let made = run(&bench, "jkrwmxqs", "80", NOW, &["init"], "");
    assert_eq!(made.code, 0, "{}", made.err);
    assert!(
        one_line(&made.err).contains("This passcode can be guessed: there are at most 208827064576 of its kind, whoever copies the vault tries 3600000 in an hour, and all of them in 6 years"),
        "{}",
        made.err
    );
    assert!(!made.err.contains("jkrwmxqs") && made.out.contains("recovery code"));
    assert_eq!(run(&bench, "jkrwmxqs", "80", NOW, &["unlock-check"], "").code, 0);
    let bench = Bench::empty();
    assert_eq!(run(&bench, PASSCODE, "80", NOW, &["init"], "").err, "", "a long one is not warned about");
}

#[test]
fn a_wrong_date_is_shown_an_example_that_does_not_look_like_the_answer() {
    let bench = Bench::with_mia();
    let done = said(&bench, NOW, &["timeline", "--from", "1.3.2026"], "");
    assert!(done.code == 3 && done.err.contains("such as 2026-03-01"), "{}", done.err);
}

#[test]
fn a_field_that_no_plan_has_is_sought_on_the_command_line_and_not_in_the_file() {
    let bench = Bench::with_mia();
    let plan = gradus_tests::root().join("tests/fixtures/plans/mia.toml");
    let plan = plan.to_str().expect("UTF-8");
    for words in [
        &["plan", "import", plan, "--set", "foo.bar=1"][..],
        &["schedule", "--plan", plan, "--set", "foo.bar=1", "--from", "2026-03-01", "--to", "2026-03-02"],
    ] {
        let done = said(&bench, NOW, words, "");
        assert!(done.code == 3 && done.err.contains("error: --set foo.bar: "), "{}", done.err);
        assert!(!done.err.contains("line 1"), "{}", done.err);
    }
}

#[test]
fn a_step_that_is_refused_says_what_stands_in_its_way() {
    let bench = Bench::with_mia();
    bench.session("2026-03-04T08:00:00+01:00", "9", &[]).ok();
    let done = said(&bench, "2026-03-04T09:00:00+01:00", &["log", "step", "--to", "10"], "");
    assert_eq!(done.code, 3);
    assert!(one_line(&done.err).contains("1 good session in a row; the plan asks for 6"), "{}", done.err);
}

#[test]
fn somebody_who_is_not_here_is_answered_with_who_is() {
    let bench = Bench::with_mia();
    let done = said(&bench, NOW, &["--person", "Mja", "today"], "");
    let words = "nobody of that name is in this vault; here is Mia";
    assert!(done.code == 3 && one_line(&done.err).contains(words), "{}", done.err);
    let second =
        ["person", "add", "Noa", "--born", "2020-01-20", "--role", "caregiver", "--background", "none"];
    assert_eq!(said(&bench, NOW, &second, "").code, 0);
    let done = said(&bench, NOW, &["today"], "");
    assert!(done.code == 3 && one_line(&done.err).contains("--person NAME says whom"), "{}", done.err);
    assert!(!done.err.contains("not found"), "{}", done.err);
    let empty = Bench::empty();
    assert_eq!(said(&empty, NOW, &["init"], "").code, 0);
    let done = said(&empty, NOW, &["today"], "");
    let words = "error: this vault holds nobody yet; add one first `gradus person add` asks";
    assert!(done.code == 3 && one_line(&done.err).contains(words), "{}", done.err);
}

#[test]
fn what_was_mended_is_named_and_a_sound_vault_has_nothing_to_mend() {
    let bench = Bench::with_mia();
    for name in ["vault.hdr", "vault.hdr2"] {
        let path = bench.vault().join(name);
        let mut bytes = fs::read(&path).expect("readable");
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(&path, bytes).expect("written");
        let done = said(&bench, NOW, &["verify", "--mend"], "");
        let words = format!("Mended:\n  - {name} was written anew");
        assert!(done.code == 0 && done.out.contains(&words), "{name}: {}{}", done.out, done.err);
        let mended = bench.at(NOW, &["verify", "--mend"]).ok();
        assert_eq!(mended["mended"].as_array().map(Vec::len), Some(0), "{name}");
    }
    assert!(said(&bench, NOW, &["verify", "--mend"], "").out.starts_with("Nothing had to be mended."));
}

#[test]
fn an_older_state_is_gone_on_with_only_when_it_is_asked_for_by_name() {
    let bench = Bench::with_mia();
    fs::remove_file(bench.vault().join("vault.mark")).expect("gone");
    for words in [&["today"][..], &["verify", "--mend"]] {
        let done = said(&bench, NOW, words, "");
        assert!(
            done.code == 5 && one_line(&done.err).contains("verify --accept-older-state"),
            "{}",
            done.err
        );
    }
    let done = said(&bench, NOW, &["verify", "--accept-older-state"], "");
    assert!(
        done.code == 0 && done.out.contains("Mended:\n  - vault.mark was made anew"),
        "{}{}",
        done.out,
        done.err
    );
    assert_eq!(said(&bench, NOW, &["today"], "").code, 0);
}

#[test]
fn an_answer_names_every_fact_in_words() {
    let bench = Bench::with_mia();
    let facts = r#"{"temperature_c": 38.1, "illness": "somewhat_unwell", "feeding": "reduced"}"#;
    let done = said(&bench, EVENING, &["checkin", "--why", "--facts", "-"], facts);
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(!done.out.contains('_'), "{}", done.out);
    let out = one_line(&done.out);
    for words in ["38.1 °C", "Somewhat unwell", "Still open", "Clinic Surgical ward, +44 20 7946 0000"] {
        assert!(out.contains(words), "{words}\n{}", done.out);
    }
    assert!(!out.contains("Have you"), "a caregiver reads about the child: {}", done.out);
}

#[test]
fn text_is_as_wide_as_the_terminal_says() {
    let bench = Bench::with_mia();
    for columns in ["48", "80"] {
        let width: usize = columns.parse().expect("a number");
        for words in [&["today"][..], &["timeline"], &["verify"], &["demo"]] {
            if columns == "80" && words == ["demo"] {
                continue;
            }
            let done = run(&bench, PASSCODE, columns, NOW, words, "");
            let verbatim = |line: &&str| line.contains(bench.scratch().to_str().expect("UTF-8"));
            for line in done.out.lines().filter(|line| !verbatim(line)) {
                let fits = line.chars().count() <= width || line.split_whitespace().count() <= 2;
                assert!(fits, "{columns} {words:?}: {line:?}");
            }
            let widest = done.out.lines().map(|line| line.chars().count()).max().unwrap_or(0);
            assert!(widest > width / 2, "{columns} {words:?}");
        }
    }
}

#[test]
fn the_demonstration_ends_with_commands_that_work_where_it_was_started() {
    let bench = Bench::empty();
    let done = said(&bench, NOW, &["demo"], "");
    assert_eq!(done.code, 0, "{}", done.err);
    let commands: Vec<&str> = done.out.lines().filter(|line| line.contains(" --now ")).collect();
    assert_eq!(commands.len(), 2, "{}", done.out);
    for command in commands {
        let mut words = command.split_whitespace();
        let first = words.next().expect("a program");
        let ran = Command::new(first).args(words).env("GRADUS_PASSCODE", "a walk along the river").output();
        assert!(ran.expect("it starts").status.success(), "{command}");
    }
    let evening = one_line(&done.out.replace('│', " "));
    let evening = evening.split("Twenty past seven").nth(1).expect("the fever");
    assert!(evening.contains("Emergency care now Go to an emergency department now."), "{evening}");
    let hospital = evening.split("At the hospital").nth(1).expect("the hospital");
    assert!(!hospital.contains("if you have not yet"), "{hospital}");
}

#[test]
fn nothing_that_was_written_down_commands_the_terminal() {
    let bench = Bench::with_mia();
    let bad = "a\u{1b}[2J\u{1b}]0;x\u{7}b\u{9b}31m\u{202e}c\rd";
    let plan =
        fs::read_to_string(gradus_tests::root().join("tests/fixtures/plans/mia.toml")).expect("a plan");
    let file = bench.scratch().join("plan\u{1b}[2J.toml");
    let shown = "a\\u001b[2J\\u009b31m\\u202e\\u2066d";
    fs::write(&file, plan.replacen("title = \"", &format!("title = \"{shown}"), 1)).expect("written");
    let csv = bench.scratch().join("diary.csv");
    fs::write(&csv, format!("date,size,b\u{202e}x,note\n2026-03-04,\"9\u{9b}31m\",x,\"{bad}\"\n"))
        .expect("written");
    let (file, csv) = (file.to_str().expect("UTF-8"), csv.to_str().expect("UTF-8"));
    let out = bench.scratch().join("r\u{9b}31m");
    let out = out.to_str().expect("UTF-8");
    let said_to = ["log", "contact", "--who", "Dr\u{202e}B", "--said", "-", "--outcome", "nothing_to_do"];
    for (words, stdin) in [
        (&["log", "session", "--size", "9", "--ease", "easy", "--note", "-"][..], bad),
        (&["log", "session", "--size", bad, "--ease", bad, "--device", bad], ""),
        (&said_to, bad),
        (&["plan", "import", file], ""),
        (&["plan", "show"], ""),
        (&["plan", "history"], ""),
        (&["log", "import", csv], ""),
        (&["checkin", "--facts", "-"], "{\"a\u{9b}31m\\u001b[2J\": true}"),
        (&["--person", bad, "today"], ""),
        (&["person", "add", bad, "--born", bad, "--role", "self", "--background", bad], ""),
        (&["report", "--out", out], ""),
        (&["report", "--out", out], ""),
        (&["today"], ""),
        (&["timeline"], ""),
    ] {
        // What is printed as JSON passes through one place; a few commands stand for all.
        let also_json = words[0] == "checkin" || words == ["timeline"];
        for json in [&[][..], &["--json"]].into_iter().take(1 + usize::from(also_json)) {
            let done = said(&bench, NOW, &[json, words].concat(), stdin);
            assert_ne!(done.code, 2, "{words:?} {}", done.err);
            let text = format!("{}{}", done.out, done.err);
            assert!(!commands_a_terminal(&text), "{words:?}: {text:?}");
        }
    }
}
