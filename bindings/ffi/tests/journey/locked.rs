//! The verbs that take a folder, and make no handle.

use gradus_app::view::{ClockReading, SalvageDraft};
use serde_json::Value;

use super::answer::view;
use super::argument::{bytes, maybe, proof, text, trial_ms};

pub fn call(verb: &str, with: &Value, now: &ClockReading) -> Value {
    let folder = &text(with, "folder");
    match verb {
        "ways_in" => view(gradus_ffi::ways_in(folder)),
        "lock_policy" => view(gradus_ffi::lock_policy(folder)),
        "passcode_tries" => view(gradus_ffi::passcode_tries(folder, now)),
        "while_locked" => view(gradus_ffi::while_locked(folder, now)),
        "log_while_locked" => {
            let (person, note) = (text(with, "person"), text(with, "note"));
            view(gradus_ffi::log_while_locked(folder, &person, &note, now, maybe(with, "occurrence")))
        }
        "run_event_while_locked" => {
            let (run, event) = (text(with, "run"), text(with, "event"));
            view(gradus_ffi::run_event_while_locked(folder, &run, &event, now))
        }
        "erase_vault" => view(gradus_ffi::erase_vault(folder, maybe(with, "language"))),
        "salvage_vault" => salvage(folder, with, now),
        _ => with_a_secret(verb, folder, with, now),
    }
}

fn with_a_secret(verb: &str, folder: &str, with: &Value, now: &ClockReading) -> Value {
    let (passcode, code, device) =
        (bytes(with, "passcode"), bytes(with, "recovery_code"), bytes(with, "device_secret"));
    match verb {
        "create_vault" => view(gradus_ffi::create_vault(folder, &passcode, now)),
        "create_light_vault" => view(gradus_ffi::create_light_vault(folder, &passcode, now)),
        "create_vault_on_device" => {
            view(gradus_ffi::create_vault_on_device(folder, &passcode, &device, trial_ms(with), now))
        }
        "mend_vault" => view(gradus_ffi::mend_vault(folder, &passcode, now)),
        "mend_vault_by_recovery" => view(gradus_ffi::mend_vault_by_recovery(folder, &code, now)),
        "mend_vault_on_device" => view(gradus_ffi::mend_vault_on_device(folder, &passcode, &device, now)),
        "accept_older_state" => view(gradus_ffi::accept_older_state(folder, &passcode, now)),
        "accept_older_state_by_recovery" => {
            view(gradus_ffi::accept_older_state_by_recovery(folder, &code, now))
        }
        "accept_older_state_on_device" => {
            view(gradus_ffi::accept_older_state_on_device(folder, &passcode, &device, now))
        }
        other => panic!("no verb is called {other}"),
    }
}

fn salvage(folder: &str, with: &Value, now: &ClockReading) -> Value {
    let (secret, device, new) =
        (bytes(with, "secret"), bytes(with, "device_secret"), bytes(with, "new_passcode"));
    let draft = &with["draft"];
    let draft = SalvageDraft {
        into: text(draft, "into"),
        trial_ms: Some(trial_ms(draft)),
        language: maybe(draft, "language"),
    };
    view(gradus_ffi::salvage_vault(folder, proof(with), &secret, &device, &new, draft, now))
}
