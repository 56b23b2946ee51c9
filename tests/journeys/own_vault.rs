//! A vault of one's own, with every command of the way.

use std::fs;

use gradus_tests::{Bench, NOW};

#[test]
fn every_command_of_the_way_works_on_a_vault_of_ones_own() {
    let bench = Bench::with_mia();
    let today = bench.at("2026-03-03T08:00:00+01:00", &["today"]).ok();
    assert_eq!(today["person"]["name"], "Mia");
    assert_eq!(today["size_tenths_mm"], 90);
    assert_eq!(today["goal_tenths_mm"], 120);
    assert_eq!(today["gate"]["gate"], "allow");
    assert_eq!(today["slots"].as_array().map(Vec::len), Some(2));
    assert_eq!(today["slots"][0]["status"], "due");

    let logged = bench.session("2026-03-03T08:10:00+01:00", "9", &["--note", "she slept through it"]).ok();
    assert_eq!(logged["triage"], serde_json::Value::Null);
    let today = bench.at("2026-03-03T09:00:00+01:00", &["today"]).ok();
    assert_eq!(today["slots"][0]["status"], "done");
    bench.at("2026-03-03T20:00:00+01:00", &["log", "skip", "--reason", "no_private_time"]).ok();
    let today = bench.at("2026-03-03T20:30:00+01:00", &["today"]).ok();
    assert_eq!(today["slots"][1]["status"], "skipped");

    let facts = bench.at(NOW, &["facts"]).ok();
    assert_eq!(facts["additionalProperties"], false);
    assert!(facts["properties"]["temperature_c"]["description"].is_string());

    let out = bench.scratch().join("report");
    fs::create_dir(&out).expect("a folder");
    bench.at(NOW, &["report", "--format", "html", "--out", out.to_str().expect("UTF-8")]).ok();
    let pages: Vec<_> = fs::read_dir(&out).expect("a folder").map(|f| f.expect("a file").path()).collect();
    let page = fs::read_to_string(&pages[0]).expect("a page");
    assert!(page.contains("Mia") && page.contains("<svg"));
    assert!(!page.contains("she slept through it"), "notes are left out unless asked for");

    let verified = bench.at(NOW, &["verify"]).ok();
    assert_eq!(verified["sound"], true);
    assert_eq!(verified["problems"].as_array().map(Vec::len), Some(0));
    let timeline = bench.at(NOW, &["timeline"]).ok();
    let kinds: Vec<_> =
        timeline["items"].as_array().expect("items").iter().map(|item| item["kind"].clone()).collect();
    assert_eq!(kinds, ["person", "plan", "session", "skip"]);
}

/// A real clock shows nanoseconds, and the journal keeps milliseconds: what was answered is answered again all the same.
#[test]
fn what_was_answered_by_a_clock_as_fine_as_a_real_one_holds() {
    let bench = Bench::with_mia();
    let at = |time: &str| format!("2026-03-03T{time}.123456789+01:00");
    let hurt = ["log", "session", "--size", "9", "--ease", "easy", "--pain-peak", "4"];
    assert!(bench.at(&at("08:10:00"), &hurt).ok()["triage"].is_object());
    let verified = bench.at(&at("09:00:00"), &["verify"]).ok();
    assert!(verified["answers_same"].as_u64() > Some(0), "{verified}");
    assert_eq!((&verified["answers_otherwise"], &verified["answers_unread"]), (&0.into(), &0.into()));
}

#[test]
fn the_recovery_code_opens_and_a_wrong_passcode_does_not() {
    let bench = Bench::empty();
    let made = bench.at(NOW, &["init"]).ok();
    let code = made["recovery_code"].as_str().expect("a code").to_owned();
    let typed = code.to_lowercase().replace('-', " ");
    assert_eq!(bench.with(&typed, NOW, &["--recovery", "unlock-check"], "").code, 0);
    assert_eq!(bench.with("another", NOW, &["unlock-check"], "").fails(4)["kind"], "wrong_secret");
    let again = bench.at(NOW, &["init"]).fails(3);
    assert_eq!(again["kind"], "already_exists");
}

#[test]
fn a_diary_kept_elsewhere_comes_in_after_a_preview_and_only_once() {
    let bench = Bench::with_mia();
    let diary = "Date,Time,Hegar,Pain,Blood,Note\n\
                 2026-03-04,08:00,9,2/10,none,fine\n\
                 2026-03-04,19:00,9,1,a bucket,\n\
                 2026-03-05,08:00,9,11,none,\n\
                 2026-03-05,19:00,9 mm,0,streak,tired\n";
    let file = bench.scratch().join("diary.csv");
    fs::write(&file, diary).expect("written");
    let file = file.to_str().expect("UTF-8");
    let preview = bench.at(NOW, &["log", "import", file]).ok();
    assert_eq!((&preview["taken"], &preview["written"]), (&2.into(), &false.into()));
    let refused: Vec<_> =
        preview["refused"].as_array().expect("a list").iter().map(|row| row["line"].clone()).collect();
    assert_eq!(refused, [3, 4]);
    assert_eq!(
        bench.at(NOW, &["timeline"]).ok()["items"].as_array().map(Vec::len),
        Some(2),
        "a preview writes nothing"
    );

    // A row that drops out unseen may be the one with blood in it.
    let held_back = bench.at(NOW, &["log", "import", file, "--write"]);
    assert_eq!((held_back.code, held_back.err.as_str()), (3, ""), "the answer itself says why");
    let held_back: serde_json::Value = serde_json::from_str(&held_back.out).expect("the preview");
    assert_eq!((&held_back["written"], &held_back["refused"]), (&false.into(), &preview["refused"]));
    assert_eq!(bench.at(NOW, &["timeline"]).ok()["items"].as_array().map(Vec::len), Some(2));
    assert_eq!(bench.at(NOW, &["log", "import", file, "--skip-refused"]).code, 2, "it goes with --write");

    let written = bench.at(NOW, &["log", "import", file, "--write", "--skip-refused"]).ok();
    assert_eq!((&written["taken"], &written["written"]), (&2.into(), &true.into()));
    let again = bench.at(NOW, &["log", "import", file, "--write", "--skip-refused"]).ok();
    assert_eq!((&again["taken"], &again["already_there"]), (&0.into(), &2.into()));
    let reasons = bench.at(NOW, &["progress"]).ok();
    let codes: Vec<_> =
        reasons["reasons"].as_array().expect("reasons").iter().map(|r| r["code"].clone()).collect();
    assert!(codes.contains(&"not_counted".into()), "imported sessions earn no step: {codes:?}");
}

/// Without its recovery code a vault is lost with its passcode: one whose code nobody saw must not be left behind.
#[test]
fn a_vault_whose_recovery_code_nobody_could_read_is_not_left_behind() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("there")).expect("a folder");
    for (json, place) in [(false, "new"), (true, "other"), (false, "there")] {
        for broken in [false, true] {
            let vault = folder.path().join(place);
            let mut command = std::process::Command::new(gradus_tests::program());
            command.arg("--vault").arg(&vault).env("GRADUS_PASSCODE", "seven small steps");
            if json {
                command.arg("--json");
            }
            let (reader, writer) = std::io::pipe().expect("a pipe");
            drop(reader);
            let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("a device");
            command.stdout(if broken { std::process::Stdio::from(writer) } else { full.into() });
            let done = command.arg("init").output().expect("runs");
            let said = String::from_utf8(done.stderr).expect("text");
            let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(done.status.code(), Some(1), "{said}");
            assert!(said.contains("recovery code could not be shown"), "{said}");
            assert!(said.contains("the vault that was just made was removed again"), "{said}");
            assert_eq!(vault.exists(), place == "there", "only what this run made goes: {place}");
            assert!(place != "there" || fs::read_dir(&vault).expect("a folder").next().is_none());
        }
    }
}

/// A medium that is read-only, as an old stick or a backup is.
#[cfg(unix)]
#[test]
fn a_vault_that_cannot_be_written_says_to_copy_it() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
    use std::os::unix::process::CommandExt;
    let bench = Bench::with_mia();
    let nobody = 65534;
    let is_root = fs::metadata(bench.scratch()).expect("there").uid() == 0;
    let mode = |path: &std::path::Path, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("its modes");
        if is_root {
            chown(path, Some(nobody), Some(nobody)).expect("handed over");
        }
    };
    // Root may write everything, so that somebody else has to try; and the program may lie where only root can go.
    let program = bench.scratch().join("gradus");
    fs::copy(gradus_tests::program(), &program).expect("copied");
    mode(&program, 0o500);
    mode(bench.scratch(), 0o700);
    let today = || {
        let mut command = std::process::Command::new(&program);
        command.arg("--vault").arg(bench.vault()).args(["--now", NOW, "today"]);
        if is_root {
            command.uid(nobody).gid(nobody).current_dir(bench.scratch());
        }
        let done = command.env("GRADUS_PASSCODE", gradus_tests::PASSCODE).output().expect("runs");
        let said = String::from_utf8(done.stderr).expect("text");
        (done.status.code(), said.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    for (folder, file) in [(0o500, 0o400), (0o500, 0o600), (0o700, 0o400), (0o500, 0o000), (0o000, 0o600)] {
        mode(&bench.vault(), 0o700);
        for entry in fs::read_dir(bench.vault()).expect("a folder") {
            mode(&entry.expect("an entry").path(), file);
        }
        mode(&bench.vault(), folder);
        let (code, said) = today();
        let tried = format!("{folder:o} {file:o}: {said}");
        assert_eq!(code, Some(1), "{tried}");
        assert!(said.contains("may not be read and written here"), "{tried}");
        assert!(said.contains("Copy the folder to a place that can be written"), "{tried}");
    }
    mode(&bench.vault(), 0o700);
    for entry in fs::read_dir(bench.vault()).expect("a folder") {
        mode(&entry.expect("an entry").path(), 0o600);
    }
    assert_eq!(today().0, Some(0));
}

/// A script needs no word about anybody's health on its command line.
#[test]
fn a_person_and_a_session_come_in_from_a_file_and_what_is_wrong_has_its_line() {
    let bench = Bench::empty();
    bench.at("2026-03-03T07:00:00+01:00", &["init"]).ok();
    let add = ["person", "add", "--from", "-"];
    let mia = r#"{"name": "Mia", "born": "2026-01-20", "role": "caregiver",
        "background": ["anorectal_malformation"], "operations": ["psarp=2026-02-17"]}"#;
    for (text, line, field) in [
        (mia.replace("\"name\"", "\"naem\""), Some(1), "naem"),
        (mia.replace("anorectal_malformation", "arm"), Some(2), "background"),
        (mia.replace("\"caregiver\"", "7"), Some(1), "role"),
        ("{}".to_owned(), None, "name"),
    ] {
        let error = bench.feed("2026-03-03T07:01:00+01:00", &add, &text).fails(3);
        assert_eq!(error["kind"], "invalid");
        let told = (&error["problems"][0]["line"], &error["problems"][0]["field"]);
        assert_eq!(told, (&line.into(), &field.into()), "{error}");
    }
    bench.feed("2026-03-03T07:01:00+01:00", &add, mia).ok();
    bench
        .feed("2026-03-03T07:02:00+01:00", &["person", "change", "--from", "-"], &mia.replace("Mia", "Ida"))
        .ok();
    assert_eq!(bench.at(NOW, &["person", "list"]).ok()[0]["name"], "Ida");
    let shown = bench.at(NOW, &["person", "show"]).ok();
    assert_eq!(shown["background"], serde_json::json!(["anorectal_malformation"]), "{shown}");
    let none = mia.replace("Mia", "Ida").replace("\"anorectal_malformation\"", "\"none\"");
    let error = bench.feed(NOW, &["person", "change", "--from", "-"], &none).fails(3);
    assert_eq!(error["problems"][0]["field"], "background", "what stands is not left out unsaid: {error}");
    let plan = gradus_tests::root().join("tests/fixtures/plans/mia.toml");
    bench.at("2026-03-03T07:03:00+01:00", &["plan", "import", plan.to_str().expect("UTF-8")]).ok();

    let log = ["log", "session", "--from", "-"];
    let session =
        "{\"size\": 9, \"holds_s\": [30, 30],\n\"ease\": \"easy\", \"pain_peak\": 1, \"bleeding\": \"none\"}";
    let error = bench.feed("2026-03-03T08:00:00+01:00", &log, &session.replace("easy", "well")).fails(3);
    assert_eq!((&error["problems"][0]["line"], &error["problems"][0]["field"]), (&2.into(), &"ease".into()));
    bench.feed("2026-03-03T08:00:00+01:00", &log, session).ok();
    let today = bench.at("2026-03-03T09:00:00+01:00", &["today"]).ok();
    assert_eq!(today["slots"][0]["status"], "done");
    let both = bench.feed(NOW, &["log", "session", "--from", "-", "--size", "9"], session).fails(2);
    assert_eq!(both["kind"], "usage");
    assert_eq!(bench.at(NOW, &["person", "add", "Ida"]).fails(2)["kind"], "usage", "nobody is there to ask");
}

#[test]
fn the_folder_of_the_vault_is_named_once_in_the_environment_or_with_each_command() {
    let bench = Bench::with_mia();
    let run = |variable: Option<&std::path::Path>, words: &[&str]| {
        let mut command = std::process::Command::new(gradus_tests::program());
        command.args(words).env("GRADUS_PASSCODE", gradus_tests::PASSCODE).env_remove("GRADUS_VAULT");
        if let Some(folder) = variable {
            command.env("GRADUS_VAULT", folder);
        }
        gradus_tests::Done::from(command.output().expect("runs"))
    };
    let (vault, other) = (bench.vault(), bench.scratch().join("other"));
    let list = ["--json", "--now", NOW, "person", "list"];
    assert_eq!(run(Some(&vault), &list).ok()[0]["name"], "Mia");
    let told = [&["--vault", vault.to_str().expect("UTF-8")], &list[..]].concat();
    assert_eq!(run(Some(&other), &told).ok()[0]["name"], "Mia", "what is said with the command comes first");
    for nothing in [None, Some(std::path::Path::new(""))] {
        let error = run(nothing, &list).fails(2);
        assert!(error["message"].as_str().is_some_and(|text| text.contains("GRADUS_VAULT")), "{error}");
    }
    let made = run(Some(&other), &["--now", NOW, "init"]);
    assert!(made.code == 0 && made.out.contains("GRADUS_VAULT="), "{}{}", made.out, made.err);
}
