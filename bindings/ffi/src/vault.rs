//! Vaults that are made or mended and then closed again.

use std::path::Path;

use gradus_app::view::{
    ClockReading, ErasedView, LockPolicyView, PasscodeTries, ProofKind, SalvageDraft, SalvageView, SetUp,
    VerifyView, WayInView,
};
use gradus_app::{App, Locale, NewPasscode, OsEntropy, Salvage, Secret, Stretch};

use crate::GradusError;
use crate::gate::{guarded, moment};
use crate::ways::proven;

/// Makes a new vault in `folder`, which must not exist or be empty, and returns its recovery code, once.
///
/// The passcode is any bytes that cannot be tried out in a month. The vault is closed again when this returns.
#[uniffi::export]
pub fn create_vault(folder: &str, passcode: &[u8], now: &ClockReading) -> Result<SetUp, GradusError> {
    create(folder, passcode, Stretch::Standard, now)
}

/// Makes a new vault whose passcode is stretched as little as is accepted: for tests, and for phones on which opening
/// would take seconds. A stolen copy of it is tried about four times as fast.
#[uniffi::export]
pub fn create_light_vault(folder: &str, passcode: &[u8], now: &ClockReading) -> Result<SetUp, GradusError> {
    create(folder, passcode, Stretch::Light, now)
}

/// Makes a new vault whose passcode opens it only together with `device_secret`: 32 to 1,024 random bytes that this device's
/// keystore holds and no backup does. A copy of the folder cannot be tried out then, so that six digits are enough. After a
/// reinstallation, or on a new phone, only the recovery code opens it.
///
/// The passcode is stretched for half a second on this device, by how many milliseconds `stretch_trial` took on it; 0 where
/// that was not measured.
#[uniffi::export]
pub fn create_vault_on_device(
    folder: &str,
    passcode: &[u8],
    device_secret: &[u8],
    trial_ms: u32,
    now: &ClockReading,
) -> Result<SetUp, GradusError> {
    let passcode = NewPasscode { passcode, device_secret: Some(device_secret), stretch: measured(trial_ms) };
    create_with(folder, &passcode, now)
}

/// Stretches something of no account once, as little as is accepted. Measure how long the call takes, and hand it in where a
/// passcode is set. It keeps 19 MiB and one core busy for 20 milliseconds to a second.
#[uniffi::export]
pub fn stretch_trial() -> Result<(), GradusError> {
    guarded(|| Ok(gradus_app::stretch_trial()?))
}

/// The ways into the vault in `folder`, in the order in which they were made: for the screen that asks for one of them. It
/// needs no secret, and says nothing about anybody. What it says is not authenticated before the vault is open.
#[uniffi::export]
pub fn ways_in(folder: &str) -> Result<Vec<WayInView>, GradusError> {
    guarded(|| Ok(App::ways_in(Path::new(folder))?))
}

/// What this device does with the vault in `folder` at a lock. It needs no secret.
#[uniffi::export]
pub fn lock_policy(folder: &str) -> Result<LockPolicyView, GradusError> {
    guarded(|| Ok(App::lock_policy(Path::new(folder))?))
}

/// Puts right what can be put right without losing an entry: a damaged second copy of the header, one damaged slot of the
/// mark, a damaged index. The rest of the vault is checked before, and everything once more after.
#[uniffi::export]
pub fn mend_vault(folder: &str, passcode: &[u8], now: &ClockReading) -> Result<VerifyView, GradusError> {
    mend(folder, Secret::Passcode(passcode), now)
}

/// `mend_vault` with the recovery code in place of the passcode.
#[uniffi::export]
pub fn mend_vault_by_recovery(
    folder: &str,
    recovery_code: &[u8],
    now: &ClockReading,
) -> Result<VerifyView, GradusError> {
    mend(folder, Secret::Recovery(recovery_code), now)
}

/// `mend_vault` on a device whose keystore holds a secret beside the passcode.
#[uniffi::export]
pub fn mend_vault_on_device(
    folder: &str,
    passcode: &[u8],
    device_secret: &[u8],
    now: &ClockReading,
) -> Result<VerifyView, GradusError> {
    mend(folder, Secret::OnDevice { passcode, device_secret }, now)
}

/// Mends, and takes what is there for the whole truth where the vault may be an older state of itself. What was written
/// since that state is lost. Only for a person who knows why, and never unasked.
#[uniffi::export]
pub fn accept_older_state(
    folder: &str,
    passcode: &[u8],
    now: &ClockReading,
) -> Result<VerifyView, GradusError> {
    accept(folder, Secret::Passcode(passcode), now)
}

/// `accept_older_state` with the recovery code in place of the passcode.
#[uniffi::export]
pub fn accept_older_state_by_recovery(
    folder: &str,
    recovery_code: &[u8],
    now: &ClockReading,
) -> Result<VerifyView, GradusError> {
    accept(folder, Secret::Recovery(recovery_code), now)
}

/// `accept_older_state` on a device whose keystore holds a secret beside the passcode.
#[uniffi::export]
pub fn accept_older_state_on_device(
    folder: &str,
    passcode: &[u8],
    device_secret: &[u8],
    now: &ClockReading,
) -> Result<VerifyView, GradusError> {
    accept(folder, Secret::OnDevice { passcode, device_secret }, now)
}

/// Makes a new vault with everything that holds of the one in `folder`, which is damaged beyond mending: each entry whose bytes
/// are what was written, and before which nothing of its writer is lost. It has `new_passcode` and a recovery code of its own, to
/// be shown once; call `recovery_code_noted` on the open vault once it is on paper. What could not be saved is told, for the
/// person and for the clinic. In the damaged folder only a passcode that was tried is counted, and nothing else is changed.
///
/// Unless it is proven that nothing is missing, sessions wait in the new vault until every question was answered again, and the
/// next size until the clinic was spoken to. For a person who has no sound copy, and never unasked.
///
/// `secret` opens the damaged vault: its passcode or recovery code, as `proof` says. Where this device's keystore holds a secret,
/// `device_secret` is that one: it proves the old passcode where that asks for it, and the new one will. Where it is empty, the
/// new passcode opens the vault alone. The vault must be locked, and both are when this returns.
#[uniffi::export]
pub fn salvage_vault(
    folder: &str,
    proof: ProofKind,
    secret: &[u8],
    device_secret: &[u8],
    new_passcode: &[u8],
    draft: SalvageDraft,
    now: &ClockReading,
) -> Result<SalvageView, GradusError> {
    guarded(|| {
        let kept = (!device_secret.is_empty()).then_some(device_secret);
        let stretch = measured(draft.trial_ms.unwrap_or(0));
        let order = Salvage {
            from: Path::new(folder),
            secret: proven(proof, secret, device_secret),
            into: Path::new(&draft.into),
            passcode: NewPasscode { passcode: new_passcode, device_secret: kept, stretch },
            locale: draft.language.map_or(Locale::En, |tag| Locale::of_tag(&tag)),
        };
        let (app, view) = App::salvage(&order, Box::new(OsEntropy::new()), &moment(now)?)?;
        app.shut()?;
        Ok(view)
    })
}

/// How many passcodes may be tried on the vault in `folder` before the next wait, and how long a wait still runs: for the
/// screen that asks for one. Five wrong ones in a row cost nothing; the next waits 30 seconds, then 1, 5 and 15 minutes,
/// then an hour each. A right one begins the count anew. The recovery code is not counted and never waits.
#[uniffi::export]
pub fn passcode_tries(folder: &str, now: &ClockReading) -> Result<PasscodeTries, GradusError> {
    guarded(|| Ok(App::passcode_tries(Path::new(folder), &moment(now)?)?))
}

/// 0 stands for a device on which nobody measured.
pub(crate) fn measured(trial_ms: u32) -> Stretch {
    if trial_ms == 0 { Stretch::Standard } else { Stretch::Measured { trial_ms } }
}

/// Destroys the vault in `folder` for good, first what wraps its key and then its files; nothing else in the folder is
/// touched. It takes no secret: ask for a typed word before, and delete what the keystore holds of this vault first. The
/// vault must be locked. After a crash or an error call it again; where no vault is, it does nothing and says so.
///
/// It reaches no copy elsewhere. `language` is a tag such as `es`; English without it.
#[uniffi::export(default(language = None))]
pub fn erase_vault(folder: &str, language: Option<String>) -> Result<ErasedView, GradusError> {
    guarded(|| {
        let locale = language.map_or(Locale::En, |tag| Locale::of_tag(&tag));
        Ok(App::erase(Path::new(folder), locale)?)
    })
}

fn create(folder: &str, passcode: &[u8], stretch: Stretch, now: &ClockReading) -> Result<SetUp, GradusError> {
    create_with(folder, &NewPasscode { passcode, device_secret: None, stretch }, now)
}

fn create_with(folder: &str, passcode: &NewPasscode<'_>, now: &ClockReading) -> Result<SetUp, GradusError> {
    guarded(|| {
        let entropy = Box::new(OsEntropy::new());
        let (app, made) = App::create_with(Path::new(folder), passcode, entropy, &moment(now)?)?;
        app.shut()?;
        Ok(made)
    })
}

fn mend(folder: &str, secret: Secret<'_>, now: &ClockReading) -> Result<VerifyView, GradusError> {
    guarded(|| Ok(App::mend(Path::new(folder), secret, Box::new(OsEntropy::new()), &moment(now)?)?))
}

fn accept(folder: &str, secret: Secret<'_>, now: &ClockReading) -> Result<VerifyView, GradusError> {
    guarded(|| {
        let entropy = Box::new(OsEntropy::new());
        Ok(App::accept_older_state(Path::new(folder), secret, entropy, &moment(now)?)?)
    })
}
