//! Giving a vault another key.

use gradus_domain::Moment;
use gradus_store::RotationLeft;
use gradus_vault::Opened;

use super::App;
use super::secret::{NewPasscode, Secret, fit};
use crate::AppError;
use crate::view::{RotationView, RotationWord, SetUp};

impl App {
    /// Gives the vault a new key, a passcode (the same one or another) and a new recovery code; every other way in ends. All
    /// that is there is written anew and compared before the new key counts, so it needs as much space again for a while.
    ///
    /// Whoever has an older copy of the folder and its passcode, or once saw the recovery code, can read that copy for ever, and
    /// a changed passcode alone would leave them the key of what is written from now on. After this they do not have it. So
    /// it is what to do when a phone, a computer with a copy, or the paper with the code fell into other hands.
    ///
    /// So does the key of what is noted while the vault is locked; notes that wait are taken in before.
    ///
    /// A crash leaves the old key in force or the new one: [`App::rotation_left`] tells after the next opening. Call
    /// [`App::recovery_code_noted`] once the person has the new code on paper.
    ///
    /// # Errors
    /// `WrongSecret`, `TooManyTries`, `DeviceSecretGone` where `current` does not open this vault; `EasyPasscode` for a new one
    /// that can be tried out; `Invalid`; `Refused` for a practice vault; `Damaged`, `RolledBack`; `Storage`, also when space runs out. The old key is in force then. Only where the header itself
    /// could not be written either may be: this handle answers `Locked` from then on, and opening tells.
    pub fn rotate_key(
        &mut self,
        current: Secret<'_>,
        new: &NewPasscode<'_>,
        now: &Moment,
    ) -> Result<SetUp, AppError> {
        let fitting = fit(new)?;
        let vault = self.header(current, now)?;
        let (id, entropy) = (vault.keys().vault_id().to_string(), &*self.entropy);
        let begin = |vault: &Opened| vault.begin_rotation(&fitting, entropy);
        let rotated = self.store.rotate(vault, begin, now, entropy)?;
        self.rotation = Some(RotationLeft::CodeNotNoted);
        self.entries.extend(rotated.arrived.into_iter().map(|arrived| arrived.entry));
        // Whoever has the old key has the inbox's old key pair, too. What cannot be done now is done at the next opening.
        self.inbox_waits = self.open_inbox(now).is_err();
        Ok(SetUp { vault: id, recovery_code: rotated.recovery_code.to_text().as_bytes().to_vec() })
    }

    /// What a renewal of the key left to be told: once, that it was cut short and undone; at every opening until
    /// [`App::recovery_code_noted`], that the new recovery code, of a renewed key or a renewed code, may not have been read. A code that nobody has read opens
    /// nothing: renew the key, or the recovery code, once more.
    pub fn rotation_left(&self) -> Option<RotationView> {
        self.rotation.map(|left| match left {
            RotationLeft::Undone => {
                RotationView { state: RotationWord::Undone, sentence: self.words.rotation_undone() }
            }
            RotationLeft::CodeNotNoted => RotationView {
                state: RotationWord::CodeNotNoted,
                sentence: self.words.rotation_code_not_noted(),
            },
        })
    }

    /// The person has the new recovery code on paper: no opening asks for that any more.
    ///
    /// # Errors
    /// `Storage`.
    pub fn recovery_code_noted(&mut self) -> Result<(), AppError> {
        self.store.recovery_code_noted()?;
        self.rotation = None;
        Ok(())
    }
}
