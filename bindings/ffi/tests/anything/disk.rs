//! The same on a disk: the ways into a vault, and what is asked and told while it is locked.

use gradus_app::view::{ClockReading, ProofKind};
use gradus_ffi::Gradus;
use proptest::prelude::*;
use tempfile::TempDir;

use super::made::{clock, event, maybe, now, person, policy, proof, secret, text};
use super::sane;

const PASSCODE: &[u8] = b"a walk along the river";

/// Whatever a folder is asked or told without a secret.
pub fn asked_while_locked(path: &str, said: &str, clock: &ClockReading) {
    sane(gradus_ffi::lock_policy(path));
    sane(gradus_ffi::ways_in(path));
    sane(gradus_ffi::passcode_tries(path, clock));
    sane(gradus_ffi::while_locked(path, clock));
    sane(gradus_ffi::log_while_locked(path, said, said, clock, Some(said.to_owned())));
    sane(gradus_ffi::run_event_while_locked(path, said, said, clock));
}

/// A vault that is locked, its folder, and its recovery code.
fn made() -> (TempDir, String, Vec<u8>) {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("v").to_str().expect("Unicode").to_owned();
    let code = gradus_ffi::create_light_vault(&path, PASSCODE, &now()).expect("made").recovery_code;
    (folder, path, code)
}

/// Every second time the passcode that opens the vault.
fn passcode() -> BoxedStrategy<Vec<u8>> {
    prop_oneof![Just(PASSCODE.to_vec()), secret(), text().prop_map(String::into_bytes)].boxed()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever becomes of the passcode, the recovery code that was told last opens the vault.
    #[test]
    fn no_change_of_a_way_in_shuts_the_owner_out(
        proof in proof(), given in passcode(), new in passcode(), device in prop_oneof![Just(Vec::new()), secret()],
        platform in secret(), id in any::<Option<u16>>(), trial_ms in prop_oneof![Just(0), Just(u32::MAX)],
        policy in policy(), clock in clock(),
    ) {
        let (_folder, path, mut code) = made();
        let vault = Gradus::open(&path, PASSCODE, &now()).expect("opens");
        let given = if matches!(proof, ProofKind::RecoveryCode) { code.clone() } else { given };
        sane(vault.set_lock_policy(id.map(|_| proof), &given, &device, policy, &clock));
        sane(vault.add_platform_way(proof, &given, &device, &platform, id, &clock));
        sane(vault.remove_way(proof, &given, &device, id.unwrap_or(1), &clock));
        sane(vault.change_passcode(proof, &given, &new, &device, trial_ms, &clock));
        if let Some(made) = sane(vault.renew_recovery_code(proof, &given, &device, &clock)) {
            code = made.recovery_code;
        }
        let given = if matches!(proof, ProofKind::RecoveryCode) { code.clone() } else { new.clone() };
        if let Some(made) = sane(vault.rotate_key(proof, &given, &new, &device, trial_ms, &clock)) {
            code = made.recovery_code;
        }
        sane(vault.lock());
        sane(Gradus::open_on_device(&path, &new, &device, &clock).map(drop));
        sane(Gradus::open_by_platform(&path, &platform, &clock).map(drop));
        let open = Gradus::recover(&path, &code, &now()).expect("the code on paper opens it");
        prop_assert!(open.verify(&now(), None).expect("checks").sound);
    }

    /// The inbox takes what it can read, tells the rest, and the vault opens after it.
    #[test]
    fn nothing_that_is_told_while_it_is_locked_breaks_the_vault(
        told in proptest::collection::vec((person(), event(), maybe(), clock()), 1..8), wrong in secret(), tag in maybe(),
    ) {
        let (_folder, path, _) = made();
        for (person, event, occurrence, clock) in told {
            sane(gradus_ffi::log_while_locked(&path, &person, "done", &clock, occurrence));
            asked_while_locked(&path, &event, &clock);
        }
        sane(Gradus::open_by_platform(&path, &wrong, &now()).map(drop));
        let open = Gradus::open(&path, PASSCODE, &now()).expect("opens");
        sane(open.inbox_news());
        prop_assert!(open.verify(&now(), None).expect("checks").sound);
        sane(open.lock());
        prop_assert!(sane(gradus_ffi::erase_vault(&path, tag)).expect("erased").files > 0);
        asked_while_locked(&path, "done", &now());
    }
}
