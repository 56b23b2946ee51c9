//! The ways into an open vault. Each change asks for a secret once more: an unlocked phone may be in somebody else's hand.

use gradus_app::view::{ClockReading, LockPolicyView, ProofKind, RenewedCode, RotationView, SetUp};
use gradus_app::{App, NewPasscode, Secret};

use crate::vault::measured;
use crate::{Gradus, GradusError};

#[uniffi::export]
impl Gradus {
    /// Puts `new_passcode` in the place of the one that there is. `secret` is the present passcode or the recovery code, as
    /// `proof` says; a wrong passcode is counted. The log is not touched, however long it is. Copies of the folder made
    /// before open as they did.
    ///
    /// Where this device's keystore holds a secret, `device_secret` is that one: it proves the present passcode where that
    /// asks for it, and the new one will. Where it is empty, the new passcode opens the vault alone. After a reinstallation,
    /// or on a new phone, the recovery code is the proof and `device_secret` a new one.
    ///
    /// `trial_ms` is how many milliseconds `stretch_trial` took on this device; 0 where that was not measured.
    pub fn change_passcode(
        &self,
        proof: ProofKind,
        secret: &[u8],
        new_passcode: &[u8],
        device_secret: &[u8],
        trial_ms: u32,
        now: &ClockReading,
    ) -> Result<(), GradusError> {
        let new = to_be(new_passcode, device_secret, trial_ms);
        self.gate
            .pass_at(now, |app, now| app.change_passcode(proven(proof, secret, device_secret), &new, now))
    }

    /// Gives the vault a new key, `new_passcode` (the same one or another) and a new recovery code; every other way in ends.
    /// `proof`, `secret`, `device_secret` and `trial_ms` are as in `change_passcode`.
    ///
    /// For when somebody may have a copy of the folder, or has seen the passcode or the recovery code: a changed passcode
    /// leaves them the key, this does not. Nobody can take back what they can read already. It needs as much space again for
    /// a while. Show the code, and call `recovery_code_noted` once it is on paper.
    pub fn rotate_key(
        &self,
        proof: ProofKind,
        secret: &[u8],
        new_passcode: &[u8],
        device_secret: &[u8],
        trial_ms: u32,
        now: &ClockReading,
    ) -> Result<SetUp, GradusError> {
        let new = to_be(new_passcode, device_secret, trial_ms);
        self.gate.pass_at(now, |app, now| app.rotate_key(proven(proof, secret, device_secret), &new, now))
    }

    /// What a renewal of the key left to be told, to be asked after each opening: that it was cut short, or that its new
    /// recovery code may not have been read; nothing otherwise.
    pub fn rotation_left(&self) -> Result<Option<RotationView>, GradusError> {
        self.gate.pass(|app| Ok(app.rotation_left()))
    }

    /// The person has the new recovery code on paper: `rotation_left` tells nothing of it any more.
    pub fn recovery_code_noted(&self) -> Result<(), GradusError> {
        self.gate.pass(App::recovery_code_noted)
    }

    /// Makes another recovery code, which is shown once. The one before opens the vault no more, nor does it where this ends
    /// in `Storage`: make another one then.
    pub fn renew_recovery_code(
        &self,
        proof: ProofKind,
        secret: &[u8],
        device_secret: &[u8],
        now: &ClockReading,
    ) -> Result<RenewedCode, GradusError> {
        self.gate.pass_at(now, |app, now| app.renew_recovery_code(proven(proof, secret, device_secret), now))
    }

    /// Lets `platform_secret`, 32 to 1,024 random bytes that the keystore gives out by itself, as after a fingerprint, open
    /// the vault from now on, and tells the id of that way. With `replaced` it takes the place, and the id, of an earlier
    /// one. `device_secret` is empty where the keystore holds none.
    pub fn add_platform_way(
        &self,
        proof: ProofKind,
        secret: &[u8],
        device_secret: &[u8],
        platform_secret: &[u8],
        replaced: Option<u16>,
        now: &ClockReading,
    ) -> Result<u16, GradusError> {
        self.gate.pass_at(now, |app, now| {
            app.add_platform_way(proven(proof, secret, device_secret), platform_secret, replaced, now)
        })
    }

    /// Closes a way into the vault, by its id in `ways_in`. The recovery code stays, and can be renewed. `device_secret` is
    /// empty where the keystore holds none.
    pub fn remove_way(
        &self,
        proof: ProofKind,
        secret: &[u8],
        device_secret: &[u8],
        id: u16,
        now: &ClockReading,
    ) -> Result<(), GradusError> {
        self.gate.pass_at(now, |app, now| app.remove_way(proven(proof, secret, device_secret), id, now))
    }

    /// Changes what this device does with the vault at a lock. `lock_policy` tells it, also before the vault is open.
    ///
    /// What makes it weaker asks for a secret once more, as `change_passcode` does: longer open in the background or with the screen
    /// off, more wrong passcodes before everything is erased, or none. So does any change while wrong passcodes are counted.
    /// Without `proof`, `secret` and `device_secret` are not looked at, only what is stricter or the same is taken, and anything
    /// else is `SecretNeeded`.
    pub fn set_lock_policy(
        &self,
        proof: Option<ProofKind>,
        secret: &[u8],
        device_secret: &[u8],
        policy: LockPolicyView,
        now: &ClockReading,
    ) -> Result<(), GradusError> {
        let current = proof.map(|proof| proven(proof, secret, device_secret));
        self.gate.pass_at(now, |app, now| app.set_lock_policy(current, policy, now))
    }
}

/// The passcode that is being set, with the secret of this device beside it where there is one.
fn to_be<'a>(passcode: &'a [u8], device_secret: &'a [u8], trial_ms: u32) -> NewPasscode<'a> {
    let kept = (!device_secret.is_empty()).then_some(device_secret);
    NewPasscode { passcode, device_secret: kept, stretch: measured(trial_ms) }
}

/// No secret of a keystore is empty, so that nothing is lost where that stands for none.
pub(crate) fn proven<'a>(proof: ProofKind, secret: &'a [u8], device_secret: &'a [u8]) -> Secret<'a> {
    match proof {
        ProofKind::RecoveryCode => Secret::Recovery(secret),
        ProofKind::Passcode if device_secret.is_empty() => Secret::Passcode(secret),
        ProofKind::Passcode => Secret::OnDevice { passcode: secret, device_secret },
    }
}
