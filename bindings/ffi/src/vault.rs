//! Vaults that are made or mended and then closed again.

use std::path::Path;

use gradus_app::view::{ClockReading, PasscodeTries, SetUp, VerifyView};
use gradus_app::{App, OsEntropy, Secret, Stretch};

use crate::GradusError;
use crate::gate::{guarded, moment};

/// Makes a new vault in `folder`, which must not exist or be empty, and returns its recovery code, once.
///
/// The passcode is any bytes but none at all. The vault is closed again when this returns.
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

/// How many passcodes may be tried on the vault in `folder` before the next wait, and how long a wait still runs: for the
/// screen that asks for one. Five wrong ones in a row cost nothing; the next waits 30 seconds, then 1, 5 and 15 minutes,
/// then an hour each. A right one begins the count anew. The recovery code is not counted and never waits.
#[uniffi::export]
pub fn passcode_tries(folder: &str, now: &ClockReading) -> Result<PasscodeTries, GradusError> {
    guarded(|| Ok(App::passcode_tries(Path::new(folder), &moment(now)?)?))
}

fn create(folder: &str, passcode: &[u8], stretch: Stretch, now: &ClockReading) -> Result<SetUp, GradusError> {
    guarded(|| {
        let entropy = Box::new(OsEntropy::new());
        let (app, made) = App::create(Path::new(folder), passcode, stretch, entropy, &moment(now)?)?;
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
