//! The stored form of every body: byte for byte, for ever.

mod samples;

use std::fs;
use std::path::PathBuf;

use chrono::{DateTime, FixedOffset, NaiveDate};
use gradus_domain::{ClinicContact, Condition, ContactOutcome, Fact, Session, Untold};
use gradus_journal::wire::{decode_body, encode};
use gradus_journal::{KNOWN_KINDS, Kind, Statement, WireError};
use proptest::prelude::*;
use samples::{PERSON, all};

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/v1").join(format!("{name}.json"))
}

fn decode(kind: Kind, body: &str) -> Result<Statement, WireError> {
    decode_body(kind, PERSON, body.as_bytes())
}

/// Writes the fixtures that are not there yet. A fixture that is there is never written again.
#[test]
#[ignore = "run once for a new kind, then commit what it wrote"]
fn write_missing_fixtures() {
    for (name, statement) in all() {
        if !fixture(name).exists() {
            fs::write(fixture(name), encode(&statement).expect("can be written")).expect("a writable folder");
        }
    }
}

#[test]
fn every_kind_has_a_fixture_and_is_written_and_read_byte_for_byte() {
    let mut kinds = Vec::new();
    for (name, statement) in all() {
        let stored = fs::read(fixture(name)).expect("a committed fixture");
        let written = encode(&statement).expect("can be written");
        assert_eq!(String::from_utf8_lossy(&written), String::from_utf8_lossy(&stored), "{name}");
        let read = decode_body(statement.kind(), PERSON, &stored);
        assert_eq!(read.as_ref(), Ok(&statement), "{name}");
        assert!(stored.starts_with(b"{\"v\":1"), "{name}");
        kinds.push(statement.kind());
    }
    assert!(KNOWN_KINDS.iter().all(|kind| kinds.contains(kind)), "each kind has a fixture");
}

/// What a diary did not tell came into the format later, and without it nothing was left out.
#[test]
fn what_was_not_told_is_kept_and_an_entry_of_before_it_reads_as_told() {
    let untold = vec![Untold::Ease, Untold::Time];
    let session = Statement::Session(Session { untold: untold.clone(), ..samples::bare_session() });
    let body = String::from_utf8(encode(&session).expect("can be written")).expect("JSON");
    assert!(body.ends_with(r#","untold":["ease","time"]}"#), "{body}");
    assert_eq!(decode(Kind::Session, &body), Ok(session));
    let before = body.replace(r#","untold":["ease","time"]"#, "");
    assert_eq!(decode(Kind::Session, &before), Ok(Statement::Session(samples::bare_session())));
}

/// That a session was held step by step came into the format later; of an entry without it nobody knows.
#[test]
fn a_guided_session_says_so_and_an_entry_of_before_it_reads_as_it_was() {
    let guided = Statement::Session(Session { guided: true, ..samples::bare_session() });
    let body = String::from_utf8(encode(&guided).expect("can be written")).expect("JSON");
    assert!(body.ends_with(r#","guided":true}"#), "{body}");
    assert_eq!(decode(Kind::Session, &body), Ok(guided));
    let before = body.replace(r#","guided":true"#, "");
    assert_eq!(decode(Kind::Session, &before), Ok(Statement::Session(samples::bare_session())));
}

/// The day of the next visit came into the format later.
#[test]
fn the_next_visit_is_kept_and_an_entry_of_before_it_names_none() {
    let none = samples::contact(ContactOutcome::SeenNothingToDo);
    let day = NaiveDate::from_ymd_opt(2026, 3, 24);
    let agreed = Statement::Contact(ClinicContact { next_visit: day, ..none.clone() });
    let body = String::from_utf8(encode(&agreed).expect("can be written")).expect("JSON");
    assert!(body.ends_with(r#","next_visit":"2026-03-24"}"#), "{body}");
    assert_eq!(decode(Kind::Contact, &body), Ok(agreed));
    let before = body.replace(r#","next_visit":"2026-03-24""#, "");
    assert_eq!(decode(Kind::Contact, &before), Ok(Statement::Contact(none)));
    let wrong = body.replace("2026-03-24", "24 March");
    assert!(matches!(decode(Kind::Contact, &wrong), Err(WireError::Field { field: "next_visit", .. })));
}

#[test]
fn every_condition_and_outcome_reads_back() {
    let plain = [
        Condition::Hirschsprung,
        Condition::Arm,
        Condition::Anticoagulant,
        Condition::BleedingDisorder,
        Condition::Immunosuppressed,
        Condition::CentralLine,
        Condition::InflammatoryBowelDisease,
        Condition::Radiotherapy,
        Condition::CancerHistory,
        Condition::Pregnancy,
        Condition::PreexistingLeakage,
        Condition::AbnormalPressureOrAnatomy,
        Condition::SpinalLesion { at_or_above_t6: false },
        Condition::NitrateOrPde5,
        Condition::LatexAllergy,
        Condition::FailedConservativeTherapy,
        Condition::Diverted,
        Condition::Diabetes,
        Condition::Trisomy21,
        Condition::PreviousEnterocolitis,
        Condition::Preterm { weeks: 22 },
        Condition::Preterm { weeks: 39 },
        Condition::NonVerbal,
        Condition::HeartCondition,
        Condition::Steroids,
    ];
    let mut person = samples::person();
    person.background.conditions = plain.map(|what| Fact { what, since: None }).to_vec();
    let person = Statement::Person(person);
    let body = encode(&person).expect("can be written");
    assert_eq!(decode_body(Kind::Person, PERSON, &body), Ok(person));
    for outcome in [
        ContactOutcome::Resume,
        ContactOutcome::ResumeAt(samples::mm(30)),
        ContactOutcome::StaySame,
        ContactOutcome::StepDown,
        ContactOutcome::Stop,
        ContactOutcome::SeenNothingToDo,
    ] {
        let contact = Statement::Contact(samples::contact(outcome));
        let body = encode(&contact).expect("can be written");
        assert_eq!(decode_body(Kind::Contact, PERSON, &body), Ok(contact));
    }
}

#[test]
fn a_field_of_a_later_version_is_skipped() {
    let step = r#"{"v":1,"from_tenths_mm":120,"to_tenths_mm":125,"hand":{"left":true}}"#;
    let known = r#"{"v":1,"from_tenths_mm":120,"to_tenths_mm":125}"#;
    assert_eq!(decode(Kind::Step, step), decode(Kind::Step, known));
    assert!(decode(Kind::Step, known).is_ok());
}

#[test]
fn what_a_newer_version_wrote_is_told_apart_from_what_is_wrong() {
    assert_eq!(decode(Kind::Unknown(99), "{}"), Err(WireError::UnknownKind(99)));
    assert_eq!(decode(Kind::Step, r#"{"v":2}"#), Err(WireError::NewerBody { found: 2 }));
    assert_eq!(decode(Kind::Step, r#"{"v":0}"#), Err(WireError::Field { field: "v", right: "1 or more" }));
    assert_eq!(decode(Kind::Step, r#"{"v":1}"#), Err(WireError::Shape { column: 7 }));
    assert_eq!(decode(Kind::Step, "no JSON"), Err(WireError::Shape { column: 2 }));
    let word = r#"{"v":1,"reason":"eclipse"}"#;
    assert_eq!(decode(Kind::Skip, word), Err(WireError::Shape { column: 25 }));
    let amended = r#"{"v":1,"kind":"eclipse","body":{}}"#;
    assert_eq!(decode(Kind::Amendment, amended), Err(WireError::UnknownKind(0)));
    let newer = r#"{"v":1,"kind":"visit","body":{"v":2}}"#;
    assert_eq!(decode(Kind::Amendment, newer), Err(WireError::NewerBody { found: 2 }));
}

#[test]
fn each_field_out_of_its_meaning_is_named() {
    let replace = |name: &str, from: &str, to: &str| {
        let text = fs::read_to_string(fixture(name)).expect("a committed fixture");
        assert!(text.contains(from), "{from} in {name}");
        text.replacen(from, to, 1)
    };
    let cases = [
        (Kind::Session, "session", "\"size_tenths_mm\":125", "\"size_tenths_mm\":29", "size_tenths_mm"),
        (Kind::Session, "session", "[105,115]", "[105,601]", "warm_up_tenths_mm"),
        (Kind::Session, "session", "2026-03-01/1/", "2026-03-01/x/", "occurrence"),
        (Kind::Session, "session", "\"before\":{\"known\":1}", "\"before\":{\"known\":11}", "pain.before"),
        (Kind::Session, "session", "\"peak\":{\"known\":4}", "\"peak\":{\"known\":11}", "pain.peak"),
        (Kind::Session, "session", "\"after\":\"unknown\"", "\"after\":{\"known\":11}", "pain.after"),
        (Kind::Skip, "skip", "2026-03-01/1/", "2026-02-30/1/", "occurrence"),
        (Kind::Person, "person", "2026-01-15", "2026-13-15", "born"),
        (Kind::Person, "person", "\"since\":\"2026-01-20", "\"since\":\"2026-01-32", "conditions.since"),
        (Kind::Person, "person", "\"weeks\":34", "\"weeks\":21", "conditions.weeks"),
        (Kind::Person, "person", "\"on\":\"2026-01-20", "\"on\":\"yesterday", "surgeries.on"),
        (Kind::CheckIn, "check_in", "bleed.amount", "Bleed", "facts"),
        (Kind::Assessment, "assessment", "vomit.green", "vomit green", "missing"),
        (Kind::Assessment, "assessment", "2026-03-02T08:00", "2026-03-02 at 8", "gate.time"),
        (Kind::Assessment, "assessment", "2026-03-02T20:00", "2026-03-02 at 8", "tasks.due"),
        (Kind::Assessment, "assessment", "cdcdcd", "xxcdcd", "pack.hash"),
        (Kind::Contact, "contact", "2026-03-01T10", "2026-03-01X10", "when"),
        (Kind::Contact, "contact", "efef", "EFEF", "releases"),
        (Kind::Contact, "contact", "\"resume_at\":110", "\"resume_at\":9", "outcome.resume_at"),
        (Kind::Visit, "visit", ":130", ":1300", "calibrated_tenths_mm"),
        (Kind::Visit, "visit", ":120", ":1200", "size_set_tenths_mm"),
        (Kind::Observation, "observation-temperature", ":381", ":299", "tenths_c"),
        (Kind::Observation, "observation-temperature", "T15:30", "Thalf", "antipyretic_at"),
        (Kind::Observation, "observation-stool", "\"bristol\":6", "\"bristol\":8", "bristol"),
        (Kind::Observation, "observation-continence", "\"score\":7", "\"score\":21", "continence"),
        (Kind::Observation, "observation-flacc", ":6", ":11", "flacc"),
        (Kind::Observation, "observation-distress", ":9", ":11", "distress"),
        (Kind::Pause, "pause", "2026-03-02", "2026-02-30", "first"),
        (Kind::Pause, "pause", "2026-03-08", "soon", "last"),
        (Kind::Step, "step", ":120", ":12", "from_tenths_mm"),
        (Kind::Step, "step", ":125", ":12", "to_tenths_mm"),
        (Kind::Stage, "stage", "abab", "ABAB", "plan"),
        (Kind::Stage, "stage", "taper:1", "taper:0", "stage"),
        (Kind::Stage, "stage", "taper:1", "taper:01", "stage"),
        (Kind::Stage, "stage", "2026-03-02", "2026-13-02", "from"),
        (Kind::Stage, "stage-clinic", "efef", "xxef", "clinic"),
        (Kind::Session, "session-listed", "cdcd", "CDcd", "device_listed"),
        (Kind::Device, "device", "[90,100]", "[90,601]", "sizes_tenths_mm"),
        (Kind::Device, "device", "[90,100]", "[90]", "sizes"),
        (Kind::Device, "device", ":40", ":9", "grip_depth_mm"),
        (Kind::Device, "device", "2026-02-20", "2026-02-30", "first_use"),
        (Kind::Device, "device", ":365", ":0", "replace_after_days"),
        (Kind::Device, "device", "every_days\":3", "every_days\":0", "disinfect_every_days"),
        (Kind::Device, "device-bare", "\"base\":true", "\"base\":false", "base"),
        (Kind::Device, "device-bare", "Blue", " ", "name"),
        (Kind::DeviceCare, "device_care-checked", "cdcd", "xxcd", "device"),
        (Kind::Plan, "plan", "gradus-plan/1", "gradus-plan/9", "text"),
    ];
    for (kind, name, from, to, field) in cases {
        match decode(kind, &replace(name, from, to)) {
            Err(WireError::Field { field: found, .. }) => assert_eq!(found, field),
            other => panic!("{name}, {from}: {other:?}"),
        }
    }
}

#[test]
fn what_cannot_be_amended_is_refused_both_ways() {
    for (inner, kind) in [
        (Statement::Erase, Kind::Erase),
        (Statement::LeastHeaderEpoch(1), Kind::Vault),
        (Statement::OlderStateAccepted, Kind::NewLife),
        (samples::plan(None), Kind::Plan),
        (Statement::Assessment(samples::assessment()), Kind::Assessment),
        (Statement::Contact(samples::contact(ContactOutcome::Stop)), Kind::Contact),
        (
            Statement::Step(gradus_domain::StepTaken { from: samples::mm(120), to: samples::mm(130) }),
            Kind::Step,
        ),
        (Statement::Amendment(Box::new(Statement::Erase)), Kind::Amendment),
        (Statement::TakenOut(Box::new(Statement::Erase)), Kind::Amendment),
    ] {
        for amendment in [Statement::Amendment, Statement::TakenOut] {
            assert_eq!(encode(&amendment(Box::new(inner.clone()))), Err(WireError::CannotAmend(kind)));
        }
        let body = format!("{{\"v\":1,\"kind\":\"{kind}\",\"body\":{{\"v\":1}}}}");
        assert_eq!(decode(Kind::Amendment, &body), Err(WireError::CannotAmend(kind)));
    }
}

#[test]
fn a_salvage_that_names_no_chain_is_an_older_state_and_one_that_names_a_wrong_one_is_refused() {
    let body = |end: &str| format!("{{\"v\":1,\"ends\":[{end}]}}");
    let (writer, entry) = ("ab".repeat(16), "ef".repeat(32));
    let end = |writer: &str, seq: u64, entry: &str| {
        body(&format!("{{\"writer\":\"{writer}\",\"seq\":{seq},\"entry\":\"{entry}\"}}"))
    };
    assert_eq!(decode(Kind::NewLife, &body("")), Ok(Statement::OlderStateAccepted));
    let whole = decode(Kind::NewLife, &end(&writer, 12, &entry));
    assert_eq!(whole, Ok(Statement::Salvaged(vec![samples::chain_end()])));
    for wrong in [
        end(&writer, 0, &entry),
        end(&writer[1..], 12, &entry),
        end(&writer.to_uppercase(), 12, &entry),
        end(&writer, 12, "ef"),
    ] {
        assert!(
            matches!(decode(Kind::NewLife, &wrong), Err(WireError::Field { field: "ends", .. })),
            "{wrong}"
        );
    }
}

#[test]
fn a_name_that_stands_twice_is_no_answer() {
    let once = r#"{"v":1,"answers":{"bleeding":"unknown"}}"#;
    assert!(decode(Kind::CheckIn, once).is_ok(), "{:?}", decode(Kind::CheckIn, once));
    let twice = once.replace(r#""bleeding":"unknown""#, r#""bleeding":"unknown","bleeding":{"yes":false}"#);
    assert!(matches!(decode(Kind::CheckIn, &twice), Err(WireError::Shape { .. })));
    let stored = fs::read_to_string(fixture("assessment")).expect("a committed fixture");
    let twice = stored.replacen(
        "\"facts\":{",
        "\"facts\":{\"vomit_green\":\"unknown\",\"vomit_green\":\"unknown\",",
        1,
    );
    assert_ne!(twice, stored);
    assert!(matches!(decode(Kind::Assessment, &twice), Err(WireError::Shape { .. })));
}

#[test]
fn messages_never_quote_what_was_logged() {
    let body = r#"{"v":1,"reason":"forgot","note":["private words"]}"#;
    let error = decode(Kind::Skip, body).expect_err("a list is no note");
    assert!(!format!("{error} {error:?}").contains("private"), "{error}");
}

proptest! {
    #[test]
    fn any_words_read_back(note: String, name in ".*") {
        let session = gradus_domain::Session { note: Some(note), ..samples::session() };
        let person = gradus_domain::Person { name, ..samples::person() };
        for statement in [Statement::Session(session), Statement::Person(person)] {
            let body = encode(&statement).expect("can be written");
            prop_assert_eq!(decode_body(statement.kind(), PERSON, &body), Ok(statement));
        }
    }

    #[test]
    fn any_time_reads_back(seconds in -60_000_000_000i64..200_000_000_000, minutes in -1439i32..=1439) {
        let at: DateTime<FixedOffset> = DateTime::from_timestamp(seconds, 0).expect("in range")
            .with_timezone(&FixedOffset::east_opt(minutes * 60).expect("less than a day"));
        let contact = gradus_domain::ClinicContact { when: at, ..samples::contact(ContactOutcome::Stop) };
        let statement = Statement::Contact(contact);
        let body = encode(&statement).expect("can be written");
        match decode_body(Kind::Contact, PERSON, &body) {
            Ok(Statement::Contact(read)) => {
                prop_assert_eq!(read.when, at);
                prop_assert_eq!(read.when.offset(), at.offset());
            }
            other => prop_assert!(false, "{:?}", other),
        }
    }

    #[test]
    fn no_bytes_upset_the_reader(body in proptest::collection::vec(any::<u8>(), 0..200), code in 0u16..21) {
        // Whatever it answers, it answers.
        drop(decode_body(Kind::from_code(code), PERSON, &body));
    }

    #[test]
    fn a_fixture_with_any_byte_changed_is_read_or_refused(at in 0usize..2000, value: u8, pick in 0usize..37) {
        let (name, statement) = all().swap_remove(pick);
        let mut body = fs::read(fixture(name)).expect("a committed fixture");
        let len = body.len();
        body[at % len] = value;
        if let Ok(read) = decode_body(statement.kind(), PERSON, &body) {
            prop_assert!(encode(&read).is_ok());
        }
    }
}
