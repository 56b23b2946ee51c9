//! The verbs that change the ways into an open vault.

use gradus_app::view::{ClockReading, LockPolicyView};
use gradus_ffi::Gradus;
use serde_json::Value;

use super::answer::view;
use super::argument::{bytes, maybe, number, proof, trial_ms, truth};

pub fn change(vault: &Gradus, verb: &str, with: &Value, now: &ClockReading) -> Value {
    let small =
        |name: &str| with.get(name).and_then(Value::as_u64).map(|id| u16::try_from(id).expect("an id"));
    let proof = proof(with);
    let (secret, device) = (bytes(with, "secret"), bytes(with, "device_secret"));
    match verb {
        "change_passcode" => {
            let new = bytes(with, "new_passcode");
            view(vault.change_passcode(proof, &secret, &new, &device, trial_ms(with), now))
        }
        "rotate_key" => {
            let new = bytes(with, "new_passcode");
            view(vault.rotate_key(proof, &secret, &new, &device, trial_ms(with), now))
        }
        "renew_recovery_code" => view(vault.renew_recovery_code(proof, &secret, &device, now)),
        "add_platform_way" => {
            let platform = bytes(with, "platform_secret");
            view(vault.add_platform_way(proof, &secret, &device, &platform, small("replaced"), now))
        }
        "remove_way" => view(vault.remove_way(proof, &secret, &device, small("id").expect("an id"), now)),
        _ => {
            let policy = &with["policy"];
            let policy = LockPolicyView {
                lock_after_s: u16::try_from(number(policy, "lock_after_s")).expect("seconds"),
                stays_open_without_screen: truth(policy, "stays_open_without_screen"),
                erase_after: policy["erase_after"].as_u64().map(|most| u8::try_from(most).expect("a few")),
            };
            let proof = maybe(with, "proof").map(|_| proof);
            view(vault.set_lock_policy(proof, &secret, &device, policy, now))
        }
    }
}
