//! The ways into a vault, and what the device does at a lock.

use std::path::Path;

use gradus_crypto::Entropy;
use gradus_domain::Moment;
use gradus_store::RotationLeft;
use gradus_vault::{
    LEAST_ERASE_AFTER, LockPolicy, MOST_ERASE_AFTER, MOST_LOCK_AFTER_S, Opened, Tries, VaultError, WayKind,
    inspect,
};

use super::App;
use super::record::refused;
use super::secret::{NewPasscode, Secret, fit, unlock, uptime};
use crate::AppError;
use crate::draft::Fields;
use crate::fault::whole_seconds;
use crate::view::{LockPolicyView, PasscodeTries, RenewedCode, WayInKind, WayInView};

impl App {
    /// The ways into the vault at `dir`, in the order in which they were made. Needs no secret, so that a lock screen knows
    /// what to ask for; it is not authenticated, and good for nothing else.
    ///
    /// # Errors
    /// As [`App::open`], as far as can be told without a secret.
    pub fn ways_in(dir: &Path) -> Result<Vec<WayInView>, AppError> {
        let ways = inspect(dir)?.header().ways_in();
        Ok(ways.into_iter().map(|way| WayInView { id: way.id, kind: kind(way.kind) }).collect())
    }

    /// Puts another passcode in the place of the one that there is. `current` is asked for although the vault is open: an
    /// unlocked phone may be in somebody else's hand. It is counted like every try. The log is not touched, however long
    /// it is; copies of the folder made before open as they did.
    ///
    /// After a reinstallation or on a new phone the recovery code is `current`, and the new passcode may come with the
    /// secret of the new device.
    ///
    /// # Errors
    /// `WrongSecret`, `TooManyTries`, `DeviceSecretGone`; `EasyPasscode` for a new one that can be tried out; `Invalid`;
    /// `Refused` for a practice vault; `Storage`.
    pub fn change_passcode(
        &mut self,
        current: Secret<'_>,
        new: &NewPasscode<'_>,
        now: &Moment,
    ) -> Result<(), AppError> {
        let fitting = fit(new)?;
        self.with_header(current, now, |opened, entropy| opened.change_passcode(&fitting, entropy))
    }

    /// Makes another recovery code, which is shown once. The one before opens no more. Call [`App::recovery_code_noted`]
    /// once the person has it on paper: until then [`App::rotation_left`] tells at every opening that it may not have been read.
    ///
    /// # Errors
    /// `WrongSecret`, `TooManyTries`, `DeviceSecretGone`; `Refused` for a practice vault. `Storage`: the code before may
    /// open no more, so that another one must be made.
    pub fn renew_recovery_code(
        &mut self,
        current: Secret<'_>,
        now: &Moment,
    ) -> Result<RenewedCode, AppError> {
        let mut opened = self.header(current, now)?;
        // Before the header: a code that is lost between the header and the person's eyes must not be lost unseen.
        self.store.recovery_code_to_be_noted()?;
        self.rotation = Some(RotationLeft::CodeNotNoted);
        let code = opened.renew_recovery_code(&*self.entropy)?;
        self.header_changed(&opened, now);
        Ok(RenewedCode { recovery_code: code.to_text().as_bytes().to_vec() })
    }

    /// Lets a secret of a keystore open the vault, as after a fingerprint, and tells the id of that way. With `replaced` it
    /// takes the place of an earlier one.
    ///
    /// # Errors
    /// `WrongSecret`, `TooManyTries`, `DeviceSecretGone`; `Invalid` for a secret that could be guessed; `NotFound` where
    /// there is no such way; `Refused` where there are as many as can be, or for a practice vault; `Storage`.
    pub fn add_platform_way(
        &mut self,
        current: Secret<'_>,
        secret: &[u8],
        replaced: Option<u16>,
        now: &Moment,
    ) -> Result<u16, AppError> {
        self.with_header(current, now, |opened, entropy| opened.add_platform_way(secret, replaced, entropy))
    }

    /// Closes a way into the vault. The recovery code stays, and can be renewed.
    ///
    /// # Errors
    /// `WrongSecret`, `TooManyTries`, `DeviceSecretGone`; `LastWay`; `NotFound` where there is no such way; `Refused` for a
    /// practice vault; `Storage`.
    pub fn remove_way(&mut self, current: Secret<'_>, id: u16, now: &Moment) -> Result<(), AppError> {
        self.with_header(current, now, |opened, _| opened.remove_way(id))
    }

    /// How many passcodes may be tried before the next wait, and how long a wait still runs: for the screen that asks for
    /// one. Needs no secret, and changes nothing but that a wait begins anew after a restart of the device.
    ///
    /// # Errors
    /// `Busy` while another program tries one, `NewerVersion`, `Storage`.
    pub fn passcode_tries(dir: &Path, now: &Moment) -> Result<PasscodeTries, AppError> {
        let left = Tries::look(dir, uptime(now))?;
        Ok(PasscodeTries {
            left: left.tries,
            wait_seconds: whole_seconds(left.wait),
            before_erase: left.before_erase,
        })
    }

    /// What this device does with the vault at `dir` at a lock. Needs no secret.
    ///
    /// # Errors
    /// `NewerVersion`, `Storage`.
    pub fn lock_policy(dir: &Path) -> Result<LockPolicyView, AppError> {
        let policy = Tries::policy(dir)?;
        Ok(LockPolicyView {
            lock_after_s: policy.lock_after_s(),
            stays_open_without_screen: policy.stays_open_without_screen(),
            erase_after: policy.erase_after(),
        })
    }

    /// Changes what this device does with the open vault at a lock. What makes it weaker asks for a secret once more, as another
    /// way in does: longer open in the background or with the screen off, more wrong passcodes before everything is erased, or
    /// none. So does any change while wrong passcodes are counted, because the count begins anew. `current` is looked at
    /// wherever it is given; without it only what is stricter, or the same, is taken.
    ///
    /// # Errors
    /// `Invalid` out of bounds; `SecretNeeded` without `current`; `WrongSecret`, `TooManyTries`, `DeviceSecretGone` with it;
    /// `Refused` for a practice vault; `Busy`, `Storage`.
    pub fn set_lock_policy(
        &mut self,
        current: Option<Secret<'_>>,
        policy: LockPolicyView,
        now: &Moment,
    ) -> Result<(), AppError> {
        let policy = in_bounds(policy)?;
        let is_proven = current.map(|secret| self.header(secret, now)).transpose()?.is_some();
        Ok(Tries::set_policy(self.folder()?, policy, is_proven, uptime(now))?)
    }

    pub(super) fn folder(&self) -> Result<&Path, AppError> {
        self.store.folder().ok_or_else(|| refused("a practice vault has no passcode and no lock"))
    }

    /// Opens the header anew with a secret, and changes it.
    fn with_header<T>(
        &mut self,
        current: Secret<'_>,
        now: &Moment,
        change: impl FnOnce(&mut Opened, &dyn Entropy) -> Result<T, VaultError>,
    ) -> Result<T, AppError> {
        let mut opened = self.header(current, now)?;
        let done = change(&mut opened, &*self.entropy)?;
        self.header_changed(&opened, now);
        Ok(done)
    }

    /// The header, read anew and opened with a secret. An old one that was put back while the vault is open is refused.
    pub(super) fn header(&self, current: Secret<'_>, now: &Moment) -> Result<Opened, AppError> {
        let opened = unlock(self.folder()?, current, now)?;
        opened.check_epoch(self.store.least_header_epoch())?;
        Ok(opened)
    }

    /// The change stands already, and a code that it made must reach its owner: what fails here is done at the next opening.
    fn header_changed(&mut self, opened: &Opened, now: &Moment) {
        if let Ok(Some(arrived)) =
            self.store.record_header_epoch(opened.header().epoch(), now, &*self.entropy)
        {
            self.entries.insert(arrived.entry);
        }
    }
}

fn kind(kind: WayKind) -> WayInKind {
    match kind {
        WayKind::Passcode => WayInKind::Passcode,
        WayKind::OnDevice => WayInKind::PasscodeOnDevice,
        WayKind::Platform => WayInKind::Platform,
        WayKind::Recovery => WayInKind::RecoveryCode,
        WayKind::Unknown => WayInKind::Unknown,
    }
}

fn in_bounds(told: LockPolicyView) -> Result<LockPolicy, AppError> {
    let mut fields = Fields::default();
    if told.lock_after_s > MOST_LOCK_AFTER_S {
        let right = format!("give 0 to {MOST_LOCK_AFTER_S} seconds");
        fields.wrong("lock_after_s", format!("{} is too long", told.lock_after_s), &right);
    }
    if told.erase_after.is_some_and(|most| !(LEAST_ERASE_AFTER..=MOST_ERASE_AFTER).contains(&most)) {
        let right =
            format!("give {LEAST_ERASE_AFTER} to {MOST_ERASE_AFTER} wrong passcodes, or none for never");
        fields.wrong("erase_after", "is out of bounds".to_owned(), &right);
    }
    fields.finish(LockPolicy::new(told.lock_after_s, told.stays_open_without_screen, told.erase_after))
}
