//! What opens a vault or is to open it from now on, and how a passcode that is tried is counted.

use std::path::Path;
use std::time::Duration;

use gradus_crypto::{KdfParams, SALT_BYTES, stretch};
use gradus_domain::Moment;
use gradus_store::StoreError;
use gradus_vault::{Guessing, Opened, RecoveryCode, Tries, Uptime, VaultError, inspect};

use crate::AppError;
use crate::error::easy;

/// How long opening a vault with a passcode should take on the device where it was set. A proposal: long enough to cost a
/// thief, short enough for ten times a day.
const WANTED: Duration = Duration::from_millis(500);

/// A passcode that lasts longer than this, by the same arithmetic as the refusal's, is not warned about. A proposal.
const LONG_ENOUGH_S: u64 = 100 * 31_557_600;

/// What opens a vault.
#[derive(Clone, Copy)]
pub enum Secret<'a> {
    /// The passcode, as bytes; nothing is trimmed or normalised.
    Passcode(&'a [u8]),
    /// The passcode, on a device whose keystore holds a secret beside it. It opens a vault that asks for both, and one
    /// that asks for the passcode alone.
    OnDevice {
        /// The passcode.
        passcode: &'a [u8],
        /// What the keystore holds: 32 to 1,024 random bytes.
        device_secret: &'a [u8],
    },
    /// What a keystore gives out by itself, as after a fingerprint: 32 to 1,024 random bytes.
    Platform(&'a [u8]),
    /// The recovery code as it was typed from paper, in UTF-8: case, spaces and dashes do not matter.
    Recovery(&'a [u8]),
}

/// A passcode that is being set.
#[derive(Clone, Copy)]
pub struct NewPasscode<'a> {
    /// The passcode, as bytes.
    pub passcode: &'a [u8],
    /// What the device's keystore holds beside it; `None` where the passcode alone is to open the vault.
    pub device_secret: Option<&'a [u8]>,
    /// How long it is stretched.
    pub stretch: Stretch,
}

impl<'a> NewPasscode<'a> {
    fn stretched(&self) -> gradus_vault::NewPasscode<'a> {
        let Self { passcode, device_secret, stretch } = *self;
        gradus_vault::NewPasscode { passcode, device_secret, params: stretch.params() }
    }
}

/// How long a passcode is stretched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stretch {
    /// 46 MiB in three passes: a tenth of a second on a desktop, half a second on a phone.
    Standard,
    /// 19 MiB in two passes, the least that is accepted: for tests and the slowest phones.
    Light,
    /// What this device does in half a second, by how many milliseconds [`stretch_trial`] took on it: never less than
    /// `Light`, and at most 46 MiB in 22 passes.
    Measured {
        /// How long the trial took.
        trial_ms: u32,
    },
}

impl Stretch {
    fn params(self) -> KdfParams {
        match self {
            Self::Standard => KdfParams::default(),
            Self::Light => KdfParams::FLOOR,
            Self::Measured { trial_ms } => {
                KdfParams::calibrated(Duration::from_millis(trial_ms.into()), WANTED)
            }
        }
    }
}

/// Stretches something of no account once, as little as is accepted. The shell measures how long that takes, because the
/// core has no clock, and hands it to [`Stretch::Measured`].
///
/// # Errors
/// `Storage` where the device has not the memory.
pub fn stretch_trial() -> Result<(), AppError> {
    stretch(b"a trial", &[0; SALT_BYTES], KdfParams::FLOOR).map_err(VaultError::from)?;
    Ok(())
}

/// The passcode as the vault takes it. One that can be tried out is refused.
pub(super) fn fit<'a>(new: &NewPasscode<'a>) -> Result<gradus_vault::NewPasscode<'a>, VaultError> {
    let new = new.stretched();
    gradus_vault::check_passcode(&new)?;
    Ok(new)
}

/// Whether a passcode may be set: for a form that asks for it twice.
///
/// # Errors
/// `EasyPasscode` for one that can be tried out, `Invalid` for an empty one.
pub fn check_passcode(new: &NewPasscode<'_>) -> Result<(), AppError> {
    fit(new)?;
    Ok(())
}

/// What to say of a passcode that is taken and can be tried out within a lifetime: the arithmetic of [`check_passcode`], which
/// names numbers and never the passcode. `None` for one that lasts.
pub fn passcode_warning(new: &NewPasscode<'_>) -> Option<String> {
    let guessing = Guessing::of(&new.stretched());
    let (guesses, seconds) = (guessing.guesses, guessing.seconds());
    (seconds < LONG_ENOUGH_S).then(|| format!("This passcode {}.", easy(guesses, guessing.per_hour, seconds)))
}

pub(super) fn unlock(dir: &Path, secret: Secret<'_>, now: &Moment) -> Result<Opened, AppError> {
    let sealed = inspect(dir)?;
    with_secret(dir, secret, now, |secret| sealed.unlock(secret))
}

/// Does something that a secret is needed for. A passcode that is tried is counted first, and any secret that opened the
/// vault begins the count anew: wrong ones count in a row.
pub(super) fn with_secret<T>(
    dir: &Path,
    secret: Secret<'_>,
    now: &Moment,
    act: impl FnOnce(&gradus_vault::Secret<'_>) -> Result<T, VaultError>,
) -> Result<T, AppError> {
    with_secret_after(Tries::begin, dir, secret, now, act)
}

/// The same, where nothing else is written: a medium that cannot be written keeps nobody out who has the passcode.
pub(super) fn with_secret_to_read<T>(
    dir: &Path,
    secret: Secret<'_>,
    now: &Moment,
    act: impl FnOnce(&gradus_vault::Secret<'_>) -> Result<T, VaultError>,
) -> Result<T, AppError> {
    with_secret_after(Tries::begin_to_read, dir, secret, now, act)
}

type Begin = fn(&Path, Uptime) -> Result<Tries, VaultError>;

fn with_secret_after<T>(
    begin: Begin,
    dir: &Path,
    secret: Secret<'_>,
    now: &Moment,
    act: impl FnOnce(&gradus_vault::Secret<'_>) -> Result<T, VaultError>,
) -> Result<T, AppError> {
    use gradus_vault::Secret as Brought;
    match secret {
        Secret::Passcode(passcode) => counted(begin, dir, now, || act(&Brought::Passcode(passcode))),
        Secret::OnDevice { passcode, device_secret } => {
            counted(begin, dir, now, || act(&Brought::OnDevice { passcode, device_secret }))
        }
        // 256 random bits of a keystore, and 128 of a recovery code, need no counting: whoever has them never waits.
        Secret::Platform(secret) => uncounted(dir, now, || act(&Brought::Platform(secret))),
        Secret::Recovery(typed) => {
            // A code is ASCII, so nothing of one is copied here; what is not UTF-8 is told as a symbol that no code has.
            let code = RecoveryCode::parse(&String::from_utf8_lossy(typed)).map_err(VaultError::from)?;
            uncounted(dir, now, || act(&Brought::Recovery(&code)))
        }
    }
}

fn uncounted<T>(
    dir: &Path,
    now: &Moment,
    act: impl FnOnce() -> Result<T, VaultError>,
) -> Result<T, AppError> {
    let done = act()?;
    // Whoever has such a secret gets in, also where the count cannot be written.
    drop(Tries::clear(dir, uptime(now)));
    Ok(done)
}

fn counted<T>(
    begin: Begin,
    dir: &Path,
    now: &Moment,
    act: impl FnOnce() -> Result<T, VaultError>,
) -> Result<T, AppError> {
    let tries = match begin(dir, uptime(now)) {
        // What is there in place of a vault is for `act` to say.
        Err(VaultError::NotAVault) => return Ok(act()?),
        begun => begun?,
    };
    match act() {
        Ok(done) => {
            tries.succeeded()?;
            Ok(done)
        }
        Err(VaultError::WrongSecret) => Err(wrong(dir, &tries)),
        Err(unjudged) => {
            tries.take_back()?;
            Err(unjudged.into())
        }
    }
}

/// A wrong passcode, and the end of the vault where it was the last that its owner wanted to allow. A vault that is open
/// somewhere, here where its passcode is to be changed, is left until the next wrong one at the lock.
fn wrong(dir: &Path, tries: &Tries) -> AppError {
    if !tries.is_the_last() {
        return AppError::WrongSecret;
    }
    match gradus_store::erase(dir) {
        Ok(_) => AppError::Erased,
        Err(StoreError::Busy) => AppError::WrongSecret,
        Err(other) => other.into(),
    }
}

pub(super) fn uptime(now: &Moment) -> Uptime {
    Uptime { boot: now.boot.0, since_boot: Duration::from_millis(now.monotonic_ms) }
}
