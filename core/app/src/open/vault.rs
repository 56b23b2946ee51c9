//! Making, opening, checking, mending and closing a vault.

use std::path::Path;

use gradus_crypto::{Entropy, KdfParams, sha256};
use gradus_domain::Moment;
use gradus_journal::{EntrySet, fold};
use gradus_store::{Store, VerifyOutcome};
use gradus_triage::{DANGER_RULES, Pack, Texts};
use gradus_vault::{Opened, RecoveryCode, inspect};
use gradus_words::Words;

use super::App;
use crate::AppError;
use crate::view::{SetUp, VerifyView};

/// What opens a vault.
#[derive(Clone, Copy)]
pub enum Secret<'a> {
    /// The passcode, as bytes; nothing is trimmed or normalised.
    Passcode(&'a [u8]),
    /// The recovery code as it was typed from paper: case, spaces and dashes do not matter.
    Recovery(&'a str),
}

/// How long a passcode is stretched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stretch {
    /// 46 MiB in three passes: a tenth of a second on a desktop, half a second on a phone.
    Standard,
    /// 19 MiB in two passes, the least that is accepted: for tests and the slowest phones.
    Light,
}

impl App {
    /// Makes a vault at `dir`, which must not exist or be an empty folder.
    ///
    /// # Errors
    /// `AlreadyExists`; `Invalid` for an empty passcode; `Storage`. Nothing is left behind then.
    pub fn create(
        dir: &Path,
        passcode: &[u8],
        stretch: Stretch,
        entropy: Box<dyn Entropy>,
        now: &Moment,
    ) -> Result<(Self, SetUp), AppError> {
        let params = match stretch {
            Stretch::Standard => KdfParams::default(),
            Stretch::Light => KdfParams::FLOOR,
        };
        let mut vault = String::new();
        let made = Store::create(dir, now, &*entropy, |folder| {
            let created = gradus_vault::create(folder, passcode, params, &*entropy)?;
            vault = created.opened.keys().vault_id().to_string();
            Ok(created)
        })?;
        let set_up = SetUp { vault, recovery_code: made.recovery_code.to_text().to_string() };
        let mut app = Self::begin(made.store, made.entries, entropy);
        app.store.keep_pack(DANGER_RULES)?;
        Ok((app, set_up))
    }

    /// Opens the vault at `dir`. Header, every entry, every chain, every signed head and the mark are checked; whatever
    /// does not hold is an error, and no file is changed then.
    ///
    /// # Errors
    /// `WrongSecret`, `Missing`, `Truncated`, `Damaged`, `RolledBack`, `NewerVersion`, `NotAVault`, `Busy`, `Storage`.
    pub fn open(
        dir: &Path,
        secret: Secret<'_>,
        entropy: Box<dyn Entropy>,
        now: &Moment,
    ) -> Result<Self, AppError> {
        let mut opened = unlock(dir, secret)?;
        let (store, entries) = Store::open_whole(dir, &opened)?;
        opened.settle()?;
        let mut app = Self::begin(store, entries, entropy);
        app.store.keep_pack(DANGER_RULES)?;
        if let Some(arrived) = app.store.record_header_epoch(opened.header().epoch(), now, &*app.entropy)? {
            app.entries.insert(arrived.entry);
        }
        Ok(app)
    }

    /// Puts a damaged or missing second copy of the header, a damaged or missing mark, or a damaged index right, after
    /// checking that the rest of the vault holds, and checks everything once more.
    ///
    /// A mark that was damaged or knew of more entries than are there is renewed: from then on the present state
    /// counts as the true one. That is why it is never done unasked.
    ///
    /// # Errors
    /// As [`App::open`], where there is nothing sound to mend from.
    pub fn mend(
        dir: &Path,
        secret: Secret<'_>,
        entropy: Box<dyn Entropy>,
        _now: &Moment,
    ) -> Result<VerifyView, AppError> {
        with_secret(secret, |secret| Ok(gradus_vault::mend(dir, secret)?))?;
        let opened = unlock(dir, secret)?;
        let (mut store, _, _) = Store::mend(dir, &opened, &*entropy)?;
        let outcome = store.verify()?;
        let view = verify_view(&store, &outcome);
        store.shut()?;
        Ok(view)
    }

    /// Checks every page, chain, signature and the mark. Changes nothing.
    ///
    /// # Errors
    /// `Storage`. Damage is no error here but a problem in the answer.
    pub fn verify(&mut self, _now: &Moment) -> Result<VerifyView, AppError> {
        let outcome = self.store.verify()?;
        Ok(verify_view(&self.store, &outcome))
    }

    /// Closes the files in good order and drops the keys.
    ///
    /// # Errors
    /// `Storage`; everything recorded is safe all the same.
    pub fn shut(self) -> Result<(), AppError> {
        Ok(self.store.shut()?)
    }

    fn begin(store: Store, entries: EntrySet, entropy: Box<dyn Entropy>) -> Self {
        let folded = fold(&entries);
        Self {
            store,
            entropy,
            entries,
            folded,
            pack: builtin_pack(),
            texts: Texts::english(),
            words: Words::english(),
        }
    }
}

/// The rule pack that this version carries.
pub(crate) fn builtin_pack() -> Pack {
    Pack::builtin(sha256(&[DANGER_RULES.as_bytes()]))
}

/// Bytes as lower case hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unlock(dir: &Path, secret: Secret<'_>) -> Result<Opened, AppError> {
    let sealed = inspect(dir)?;
    with_secret(secret, |secret| Ok(sealed.unlock(secret)?))
}

fn with_secret<T>(
    secret: Secret<'_>,
    act: impl FnOnce(&gradus_vault::Secret<'_>) -> Result<T, AppError>,
) -> Result<T, AppError> {
    match secret {
        Secret::Passcode(passcode) => act(&gradus_vault::Secret::Passcode(passcode)),
        Secret::Recovery(text) => {
            let code = RecoveryCode::parse(text).map_err(gradus_vault::VaultError::from)?;
            act(&gradus_vault::Secret::Recovery(&code))
        }
    }
}

fn verify_view(store: &Store, outcome: &VerifyOutcome) -> VerifyView {
    let mark = store.freshness_mark();
    let mut problems: Vec<_> = outcome.problems.iter().map(ToString::to_string).collect();
    problems.extend(
        outcome.equivocations.iter().map(|_| "two entries claim the same place of one writer".to_owned()),
    );
    VerifyView {
        sound: outcome.is_sound(),
        entries: outcome.entries,
        writers: u32::try_from(outcome.writers).unwrap_or(u32::MAX),
        arrival: mark.arrivals,
        head: hex(&mark.head),
        problems,
    }
}
