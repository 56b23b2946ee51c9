//! Whatever comes in, an answer or an error of the one type comes out, and never a fault of the library.

mod disk;
mod made;

use std::sync::Arc;

use gradus_app::view::{ColumnChoice, PracticePerson, ProofKind, RunDraft, SalvageDraft};
use gradus_ffi::{Gradus, GradusError};
use made::{
    answers, clock, command, details, evening, event, fills, maybe, now, person, replies, run_draft, secret,
    text,
};
use proptest::prelude::*;

/// A panic would come out as `Internal`, a lock as `Locked`: neither may be an answer here.
fn sane<T>(answer: Result<T, GradusError>) -> Option<T> {
    let wrong = matches!(answer, Err(GradusError::Internal { .. } | GradusError::Locked));
    assert!(!wrong, "{:?}", answer.err());
    answer.ok()
}

fn vault() -> Arc<Gradus> {
    Gradus::practice_with(1, vec![PracticePerson::InfantAfterAnoplasty], &now()).expect("a vault")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_is_written_down_breaks_the_vault(commands in proptest::collection::vec((command(), clock()), 1..6)) {
        let vault = vault();
        for (command, clock) in commands {
            sane(vault.record(command, &clock));
        }
        // What was taken in can be shown and checked.
        for person in sane(vault.people()).expect("people") {
            sane(vault.person_details(&person.id));
            sane(vault.today(&person.id, &now()));
            sane(vault.devices(&person.id, &now()));
            sane(vault.trends(&person.id, None, None, &now()));
            sane(vault.plan_history(&person.id));
            sane(vault.report_html(&person.id, None, None, true, &now()));
            let timeline = sane(vault.timeline(&person.id, None, None, &now())).expect("a timeline");
            for item in timeline.items {
                sane(vault.entry_details(&person.id, &item.entry));
            }
        }
        prop_assert!(vault.verify(&now(), None).expect("checks").sound);
    }

    #[test]
    fn nothing_that_is_asked_breaks_the_vault(
        person in person(), days in (maybe(), maybe()), csv in text(), column in text(), field in text(),
        since in any::<u64>(), weeks in any::<u8>(), code in maybe(), clock in clock(),
    ) {
        thread_local!(static VAULT: Arc<Gradus> = vault());
        let (from, to) = days;
        VAULT.with(|vault| {
            sane(vault.person(Some(person.clone())));
            sane(vault.today(&person, &clock));
            sane(vault.plan(&person, &clock));
            sane(vault.plan_history(&person));
            sane(vault.plan_preview(&person, weeks, &clock));
            sane(vault.progress(&person, &clock));
            sane(vault.reminders(&clock));
            sane(vault.entry_details(&person, &csv));
            sane(vault.set_language(&column));
            sane(vault.timeline("Mia", from.clone(), to.clone(), &clock));
            sane(vault.trends("Mia", from.clone(), to.clone(), &clock));
            sane(vault.report_html("Mia", from.clone(), to.clone(), false, &clock));
            sane(vault.import_sessions("Mia", &csv, vec![ColumnChoice { column, field }], false, &clock));
            sane(vault.verify(&clock, code));
            sane(vault.changes_since(since));
            // These take nothing that could be wrong; they answer between all the others.
            sane(vault.change_count());
            sane(vault.inbox_news());
            sane(vault.rotation_left());
            sane(vault.recovery_code_noted());
        });
    }

    #[test]
    fn nothing_that_is_asked_about_a_plan_or_said_in_an_interview_breaks_the_vault(
        person in person(), plan in text(), fills in fills(), answers in answers(), replies in replies(), clock in clock(),
    ) {
        let vault = vault();
        let published = sane(gradus_ffi::published_plans(None)).expect("there are some");
        for text in [plan.as_str(), published[0].text.as_str()] {
            sane(vault.plan_for(&person, text, fills.clone(), &clock));
            sane(vault.plan_replaced(&person, text, fills.clone(), &clock));
        }
        sane(vault.plan_known(&person, &clock));
        sane(vault.setting(&person, answers, &clock));
        sane(vault.interview(&person, replies.clone(), &clock));
        sane(vault.keep_interview(&person, replies, &clock));
        sane(vault.kept_interview(&person, &clock));
        prop_assert!(vault.verify(&now(), None).expect("checks").sound);
    }

    #[test]
    fn nothing_that_is_told_in_a_session_breaks_it(
        person in person(), draft in run_draft(), told in proptest::collection::vec((event(), clock()), 1..12),
        details in details(), clock in clock(),
    ) {
        let vault = vault();
        sane(vault.start_run(&person, draft, &clock));
        if sane(vault.run("Mia", &evening())).flatten().is_none() {
            vault.start_run("Mia", RunDraft::default(), &evening()).expect("her session is due");
        }
        for (event, clock) in told {
            sane(vault.run_event("Mia", &event, &clock));
            sane(vault.run_event(&person, &event, &clock));
            sane(vault.run("Mia", &clock));
        }
        sane(vault.abandon_run(&person, &clock));
        sane(vault.finish_run(&person, details.clone(), &clock));
        sane(vault.finish_run("Mia", details, &evening()));
        prop_assert!(vault.verify(&now(), None).expect("checks").sound);
        sane(vault.lock());
    }

    #[test]
    fn nothing_that_needs_no_vault_breaks(
        answers in answers(), plan in text(), fills in fills(), from in text(), to in text(), clock in clock(),
        seed in any::<u64>(), tag in maybe(), replies in replies(),
    ) {
        sane(gradus_ffi::triage(answers.clone(), &clock, tag.clone()));
        sane(gradus_ffi::setting_without_vault(answers, &clock, tag.clone()));
        sane(gradus_ffi::interview_without_vault(replies, &clock, tag.clone()));
        sane(gradus_ffi::facts(tag.clone()));
        sane(gradus_ffi::setting_facts(tag.clone()));
        sane(gradus_ffi::rules(tag.clone()));
        sane(gradus_ffi::lubricant_fit(&from, &to, tag.clone()));
        sane(gradus_ffi::lubricant_fit("water", &to, tag));
        sane(gradus_ffi::plan_check(&plan, fills.clone(), Some(plan.clone())));
        sane(gradus_ffi::plan_blanks(&plan, Some(plan.clone())));
        let published = sane(gradus_ffi::published_plans(None)).expect("there are some");
        for text in [plan, published[0].text.clone()] {
            sane(gradus_ffi::occurrences(&text, fills.clone(), &from, &to));
        }
        sane(Gradus::practice(seed, &clock).map(drop));
        let both = vec![PracticePerson::AdultWithStenosis, PracticePerson::InfantAfterAnoplasty];
        sane(Gradus::practice_with(seed, both, &clock).map(drop));
    }

    #[test]
    fn no_folder_and_no_secret_breaks_anything(
        name in "\\PC{1,12}", secret in secret(), device in secret(), said in text(), clock in clock(),
    ) {
        let folder = tempfile::TempDir::new().expect("a folder");
        let inside = folder.path().join(name.replace(['/', '.', '\0'], "_"));
        let path = inside.to_str().expect("Unicode");
        for path in [path, "", "\0", "a\0b"] {
            sane(Gradus::open(path, &secret, &clock).map(drop));
            sane(Gradus::open_on_device(path, &secret, &device, &clock).map(drop));
            sane(Gradus::open_by_platform(path, &secret, &clock).map(drop));
            sane(Gradus::recover(path, &secret, &clock).map(drop));
            sane(gradus_ffi::mend_vault(path, &secret, &clock).map(drop));
            sane(gradus_ffi::mend_vault_on_device(path, &secret, &device, &clock));
            sane(gradus_ffi::mend_vault_by_recovery(path, &secret, &clock).map(drop));
            sane(gradus_ffi::accept_older_state(path, &secret, &clock));
            sane(gradus_ffi::accept_older_state_on_device(path, &secret, &device, &clock));
            sane(gradus_ffi::accept_older_state_by_recovery(path, &secret, &clock));
            let draft = SalvageDraft { into: path.to_owned(), trial_ms: None, language: None };
            let proof = ProofKind::RecoveryCode;
            sane(gradus_ffi::salvage_vault(path, proof, &secret, &[], b"five words are quite enough", draft, &clock));
            disk::asked_while_locked(path, &said, &clock);
            sane(gradus_ffi::erase_vault(path, Some(said.clone())));
        }
        let wrong = gradus_app::view::ClockReading { wall: "soon".to_owned(), ..now() };
        sane(gradus_ffi::create_vault(path, &secret, &wrong));
        sane(gradus_ffi::create_vault_on_device(path, &secret, &device, 0, &wrong));
        sane(gradus_ffi::create_light_vault("a\0b", b"x", &now()));
        prop_assert_eq!(folder.path().read_dir().expect("readable").count(), 0);
    }
}

/// What no wrong value can be handed to, with the reason.
const EXCEPTED: [(&str, &str); 1] = [("stretch_trial", "takes nothing, and costs a core up to a second")];

/// The committed listing is held against the library by another test.
#[test]
fn every_verb_is_called_here_or_excepted_by_name() {
    let here = concat!(include_str!("main.rs"), include_str!("disk.rs"));
    let verbs: Vec<_> = include_str!("../../API.md")
        .lines()
        .filter_map(|line| line.strip_prefix("- `")?.split_once('(').map(|(name, _)| name))
        .filter(|name| name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '.'))
        .collect();
    assert!(verbs.len() > 70, "the listing is read: {verbs:?}");
    let called = |verb: &str| match verb.strip_prefix("Gradus.") {
        Some(made) => here.contains(&format!("sane(Gradus::{made}(")),
        None => {
            here.contains(&format!("sane(gradus_ffi::{verb}("))
                || here.contains(&format!("sane(vault.{verb}("))
        }
    };
    let missing: Vec<_> = verbs.iter().copied().filter(|verb| !called(verb)).collect();
    assert_eq!(missing, EXCEPTED.map(|(verb, _)| verb), "call it with whatever may come in");
}
