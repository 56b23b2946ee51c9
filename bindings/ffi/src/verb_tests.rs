//! Every verb, broken off from the inside: an error comes out, and none of the words of what broke.

use gradus_app::view::{
    ClockReading, Command, LockPolicyView, ProofKind, RunDetailsDraft, RunDraft, SalvageDraft,
};

use crate::gate::tests::break_off_next;
use crate::{Gradus, GradusError};

const PROOF: ProofKind = ProofKind::Passcode;

fn now() -> ClockReading {
    ClockReading { wall: "2026-03-01T19:30:00+01:00".to_owned(), monotonic_ms: 0, boot: String::new() }
}

fn broken<T>(call: impl FnOnce() -> Result<T, GradusError>) -> Option<GradusError> {
    break_off_next();
    call().err()
}

/// The same for a verb of the handle, on a vault of its own.
fn cut<T>(call: impl FnOnce(&Gradus) -> Result<T, GradusError>) -> Option<GradusError> {
    let vault = Gradus::practice(1, &now()).expect("opens");
    broken(|| call(&vault))
}

fn new_place() -> SalvageDraft {
    SalvageDraft { into: "/nowhere/else".to_owned(), trial_ms: None, language: None }
}

/// Name and answer of each verb, broken off.
fn table() -> Vec<(&'static str, Option<GradusError>)> {
    let nowhere = "/nowhere/at/all";
    let policy = LockPolicyView { lock_after_s: 0, stays_open_without_screen: false, erase_after: None };
    let skip = || Command::Skip { person: String::new(), occurrence: None, reason: String::new() };
    vec![
        ("accept_older_state", broken(|| crate::accept_older_state(nowhere, b"x", &now()))),
        (
            "accept_older_state_by_recovery",
            broken(|| crate::accept_older_state_by_recovery(nowhere, b"x", &now())),
        ),
        (
            "accept_older_state_on_device",
            broken(|| crate::accept_older_state_on_device(nowhere, b"x", &[1; 32], &now())),
        ),
        ("create_light_vault", broken(|| crate::create_light_vault(nowhere, b"x", &now()))),
        ("create_vault", broken(|| crate::create_vault(nowhere, b"x", &now()))),
        (
            "create_vault_on_device",
            broken(|| crate::create_vault_on_device(nowhere, b"x", &[1; 32], 0, &now())),
        ),
        ("erase_vault", broken(|| crate::erase_vault(nowhere, None))),
        ("facts", broken(|| crate::facts(None))),
        ("interview_without_vault", broken(|| crate::interview_without_vault(Vec::new(), &now(), None))),
        ("lock_policy", broken(|| crate::lock_policy(nowhere))),
        ("log_while_locked", broken(|| crate::log_while_locked(nowhere, "", "", &now(), None))),
        ("lubricant_fit", broken(|| crate::lubricant_fit("", "", None))),
        ("mend_vault", broken(|| crate::mend_vault(nowhere, b"x", &now()))),
        ("mend_vault_by_recovery", broken(|| crate::mend_vault_by_recovery(nowhere, b"x", &now()))),
        ("mend_vault_on_device", broken(|| crate::mend_vault_on_device(nowhere, b"x", &[1; 32], &now()))),
        ("occurrences", broken(|| crate::occurrences("", Vec::new(), "", ""))),
        ("passcode_tries", broken(|| crate::passcode_tries(nowhere, &now()))),
        ("plan_blanks", broken(|| crate::plan_blanks("", None))),
        ("plan_check", broken(|| crate::plan_check("", Vec::new(), None))),
        ("published_plans", broken(|| crate::published_plans(None))),
        ("rules", broken(|| crate::rules(None))),
        ("run_event_while_locked", broken(|| crate::run_event_while_locked(nowhere, "", "", &now()))),
        (
            "salvage_vault",
            broken(|| crate::salvage_vault(nowhere, PROOF, b"x", b"", b"y", new_place(), &now())),
        ),
        ("setting_facts", broken(|| crate::setting_facts(None))),
        ("setting_without_vault", broken(|| crate::setting_without_vault(Vec::new(), &now(), None))),
        ("stretch_trial", broken(crate::stretch_trial)),
        ("triage", broken(|| crate::triage(Vec::new(), &now(), None))),
        ("ways_in", broken(|| crate::ways_in(nowhere))),
        ("while_locked", broken(|| crate::while_locked(nowhere, &now()))),
        ("Gradus.open", broken(|| Gradus::open(nowhere, b"x", &now()))),
        ("Gradus.open_by_platform", broken(|| Gradus::open_by_platform(nowhere, &[1; 32], &now()))),
        ("Gradus.open_on_device", broken(|| Gradus::open_on_device(nowhere, b"x", &[1; 32], &now()))),
        ("Gradus.practice", broken(|| Gradus::practice(1, &now()))),
        ("Gradus.practice_with", broken(|| Gradus::practice_with(1, Vec::new(), &now()))),
        ("Gradus.recover", broken(|| Gradus::recover(nowhere, b"x", &now()))),
        ("abandon_run", cut(|vault| vault.abandon_run("", &now()))),
        ("add_platform_way", cut(|vault| vault.add_platform_way(PROOF, b"x", b"", &[1; 32], None, &now()))),
        ("change_count", cut(|vault| vault.change_count())),
        ("change_passcode", cut(|vault| vault.change_passcode(PROOF, b"x", b"y", b"", 0, &now()))),
        ("changes_since", cut(|vault| vault.changes_since(0))),
        ("devices", cut(|vault| vault.devices("", &now()))),
        ("entry_details", cut(|vault| vault.entry_details("", ""))),
        ("finish_run", cut(|vault| vault.finish_run("", RunDetailsDraft::default(), &now()))),
        ("import_sessions", cut(|vault| vault.import_sessions("", "", Vec::new(), true, &now()))),
        ("inbox_news", cut(|vault| vault.inbox_news())),
        ("interview", cut(|vault| vault.interview("", Vec::new(), &now()))),
        ("keep_interview", cut(|vault| vault.keep_interview("", Vec::new(), &now()))),
        ("kept_interview", cut(|vault| vault.kept_interview("", &now()))),
        ("lock", cut(|vault| vault.lock())),
        ("people", cut(|vault| vault.people())),
        ("person", cut(|vault| vault.person(None))),
        ("person_details", cut(|vault| vault.person_details(""))),
        ("plan", cut(|vault| vault.plan("", &now()))),
        ("plan_for", cut(|vault| vault.plan_for("", "", Vec::new(), &now()))),
        ("plan_history", cut(|vault| vault.plan_history(""))),
        ("plan_known", cut(|vault| vault.plan_known("", &now()))),
        ("plan_preview", cut(|vault| vault.plan_preview("", 1, &now()))),
        ("plan_replaced", cut(|vault| vault.plan_replaced("", "", Vec::new(), &now()))),
        ("progress", cut(|vault| vault.progress("", &now()))),
        ("record", cut(|vault| vault.record(skip(), &now()))),
        ("recovery_code_noted", cut(|vault| vault.recovery_code_noted())),
        ("reminders", cut(|vault| vault.reminders(&now()))),
        ("remove_way", cut(|vault| vault.remove_way(PROOF, b"x", b"", 1, &now()))),
        ("renew_recovery_code", cut(|vault| vault.renew_recovery_code(PROOF, b"x", b"", &now()))),
        ("report_html", cut(|vault| vault.report_html("", None, None, true, &now()))),
        ("rotate_key", cut(|vault| vault.rotate_key(PROOF, b"x", b"y", b"", 0, &now()))),
        ("rotation_left", cut(|vault| vault.rotation_left())),
        ("run", cut(|vault| vault.run("", &now()))),
        ("run_event", cut(|vault| vault.run_event("", "", &now()))),
        ("set_language", cut(|vault| vault.set_language("es"))),
        ("set_lock_policy", cut(|vault| vault.set_lock_policy(None, b"", b"", policy, &now()))),
        ("setting", cut(|vault| vault.setting("", Vec::new(), &now()))),
        ("start_run", cut(|vault| vault.start_run("", RunDraft::default(), &now()))),
        ("timeline", cut(|vault| vault.timeline("", None, None, &now()))),
        ("today", cut(|vault| vault.today("", &now()))),
        ("trends", cut(|vault| vault.trends("", None, None, &now()))),
        ("verify", cut(|vault| vault.verify(&now(), None))),
    ]
}

#[test]
fn a_panic_in_any_verb_is_an_error() {
    for (verb, answer) in table() {
        let Some(GradusError::Internal { what }) = answer else { panic!("{verb} answered {answer:?}") };
        assert!(what.starts_with("a call broke off"), "{verb}: {what}");
    }
}

/// The committed listing is held against the library by another test.
#[test]
fn the_table_above_has_every_verb() {
    let listing = include_str!("../API.md");
    let listed: Vec<_> = listing
        .lines()
        .filter_map(|line| line.strip_prefix("- `")?.split_once('(').map(|(name, _)| name))
        .filter(|name| name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '.'))
        .collect();
    let table: Vec<_> = table().into_iter().map(|(verb, _)| verb).collect();
    assert_eq!(table, listed);
}
