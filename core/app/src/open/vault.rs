//! Making, opening, checking, mending and closing a vault.

use std::cell::OnceCell;
use std::path::Path;
use std::sync::OnceLock;

use gradus_crypto::{Entropy, sha256};
use gradus_domain::{Locale, Moment};
use gradus_journal::{EntrySet, Freshness, FreshnessCode, fold};
use gradus_store::{Store, StoreMended, VerifyOutcome};
use gradus_triage::{DANGER_RULES, Pack, SETTING_RULES, SettingPack, SettingTexts, Texts};
use gradus_vault::{Mended, Mending, OlderState};
use gradus_words::Words;

use super::App;
use super::replay::answer_again;
use super::secret::{NewPasscode, Secret, Stretch, fit, unlock, with_secret};
use crate::AppError;
use crate::draft::Fields;
use crate::view::{FreshnessWord, SetUp, VerifyView};

impl App {
    /// Makes a vault at `dir`, which must not exist or be an empty folder.
    ///
    /// # Errors
    /// `AlreadyExists`; `Invalid` for an empty passcode; `EasyPasscode` for one that can be tried out; `Storage`. Nothing
    /// is left behind then.
    pub fn create(
        dir: &Path,
        passcode: &[u8],
        stretch: Stretch,
        entropy: Box<dyn Entropy>,
        now: &Moment,
    ) -> Result<(Self, SetUp), AppError> {
        Self::create_with(dir, &NewPasscode { passcode, device_secret: None, stretch }, entropy, now)
    }

    /// As [`App::create`], with a passcode that may ask for a secret of this device beside it.
    ///
    /// # Errors
    /// As [`App::create`]; `EasyPasscode` for one that can be tried out.
    pub fn create_with(
        dir: &Path,
        passcode: &NewPasscode<'_>,
        entropy: Box<dyn Entropy>,
        now: &Moment,
    ) -> Result<(Self, SetUp), AppError> {
        let passcode = fit(passcode)?;
        let mut vault = String::new();
        let made = Store::create(dir, now, &*entropy, |folder| {
            let created = gradus_vault::create_with(folder, &passcode, &*entropy)?;
            vault = created.opened.keys().vault_id().to_string();
            Ok(created)
        })?;
        let set_up = SetUp { vault, recovery_code: made.recovery_code.to_text().as_bytes().to_vec() };
        let mut app = Self::begin(made.store, made.entries, entropy);
        app.store.keep_pack(DANGER_RULES)?;
        // A vault that cannot take notes yet is a vault: the next opening makes the inbox, and until then that is told.
        app.inbox_waits = app.open_inbox(now).is_err();
        Ok((app, set_up))
    }

    /// Opens the vault at `dir`. Header, every entry, every chain, every signed head and the mark are checked; whatever
    /// does not hold is an error, and no file is changed then but the count of wrong passcodes.
    ///
    /// # Errors
    /// `WrongSecret`, `TooManyTries`, `Missing`, `Truncated`, `Damaged`, `RolledBack`, `NewerVersion`, `NotAVault`, `Busy`, `Storage`.
    pub fn open(
        dir: &Path,
        secret: Secret<'_>,
        entropy: Box<dyn Entropy>,
        now: &Moment,
    ) -> Result<Self, AppError> {
        Self::open_tried_at(dir, secret, entropy, now, now)
    }

    /// As [`App::open`], for a shell that can be told another day than today's: the wait after wrong passcodes is measured
    /// from `tried`, by the clock of the machine, and everything else is as if it were `now`.
    ///
    /// # Errors
    /// As [`App::open`].
    pub fn open_tried_at(
        dir: &Path,
        secret: Secret<'_>,
        entropy: Box<dyn Entropy>,
        now: &Moment,
        tried: &Moment,
    ) -> Result<Self, AppError> {
        let mut opened = unlock(dir, secret, tried)?;
        let (store, entries) = Store::open_whole(dir, &opened)?;
        opened.settle()?;
        let mut app = Self::begin(store, entries, entropy);
        app.rotation = app.store.rotation_left(&opened)?;
        app.store.keep_pack(DANGER_RULES)?;
        if let Some(arrived) = app.store.record_header_epoch(opened.header().epoch(), now, &*app.entropy)? {
            app.entries.insert(arrived.entry);
        }
        // What cannot be taken in keeps nobody out of the diary: it waits where it is, and that is told.
        app.inbox_waits = app.open_inbox(now).is_err();
        Ok(app)
    }

    /// Puts right what can be put right without losing an entry: a damaged or missing second copy of the header, one
    /// damaged slot of the mark, a damaged index. The rest of the vault is checked before, and everything once more
    /// after.
    ///
    /// # Errors
    /// As [`App::open`], where there is nothing sound to mend from, or where an older state may have been put back;
    /// then nothing was written.
    pub fn mend(
        dir: &Path,
        secret: Secret<'_>,
        entropy: Box<dyn Entropy>,
        now: &Moment,
    ) -> Result<VerifyView, AppError> {
        mend(dir, secret, OlderState::Refuse, &*entropy, now)
    }

    /// As [`App::mend`], and takes what is there for the whole truth where the vault may be an older state: its mark is
    /// gone, or knew of entries that are not there. What was written since that state is lost, and with it perhaps a
    /// danger sign: until the next complete check-in sessions wait, and the clinic is to be told. Only for a person who knows
    /// why, and never unasked.
    ///
    /// # Errors
    /// As [`App::open`], where there is nothing sound to mend from; then nothing was written.
    pub fn accept_older_state(
        dir: &Path,
        secret: Secret<'_>,
        entropy: Box<dyn Entropy>,
        now: &Moment,
    ) -> Result<VerifyView, AppError> {
        mend(dir, secret, OlderState::Accept, &*entropy, now)
    }

    /// Checks every page, chain, signature and the mark. Where all of them hold, every answer of the rules that is kept is
    /// worked out again by the pack that gave it. Changes nothing but a mark that the medium had refused, which is written again.
    ///
    /// # Errors
    /// `Storage`, also where such a mark is refused again; `Locked` once somebody has stopped the vault. Damage is no error here
    /// but a problem in the answer, and so is an answer that comes out otherwise.
    pub fn verify(&mut self, _now: &Moment) -> Result<VerifyView, AppError> {
        let outcome = self.store.verify()?;
        let mut view = verify_view(&self.store, &outcome);
        if view.sound {
            answer_again(&self.store, &self.entries, &mut view, || self.may_go_on())?;
        }
        Ok(view)
    }

    /// As [`App::verify`], and compares the vault with a freshness code that was taken earlier and kept elsewhere. The order
    /// of the journal decides, and no clock.
    ///
    /// # Errors
    /// `Invalid` for what is no code; `Storage`. An older copy is no error here but a problem in the answer.
    pub fn verify_not_older_than(&mut self, code: &str, now: &Moment) -> Result<VerifyView, AppError> {
        let mut fields = Fields::default();
        let taken = code.parse::<FreshnessCode>().map_err(|error| {
            fields.wrong("freshness_code", error.to_string(), "copy it as `verify` showed it");
        });
        let taken = fields.finish(taken.ok())?;
        let mut view = self.verify(now)?;
        let said = match self.store.compare(&taken)? {
            Freshness::Fresh => FreshnessWord::Fresh,
            Freshness::Unknown => FreshnessWord::Unknown,
            Freshness::RolledBack => {
                view.sound = false;
                view.problems.push(format!(
                    "this is an older copy: {} entries were there when the code was taken, and they are not all among \
                     the {} that are here now",
                    taken.arrivals(),
                    view.arrival
                ));
                FreshnessWord::RolledBack
            }
        };
        view.freshness = Some(said);
        Ok(view)
    }

    /// Closes the files in good order and drops the keys.
    ///
    /// # Errors
    /// `Storage`; everything recorded is safe all the same.
    pub fn shut(self) -> Result<(), AppError> {
        Ok(self.store.shut()?)
    }

    pub(super) fn begin(store: Store, entries: EntrySet, entropy: Box<dyn Entropy>) -> Self {
        let folded = fold(&entries);
        Self {
            store,
            entropy,
            entries,
            folded,
            pack: builtin_pack(),
            older: OnceCell::new(),
            texts: builtin_texts(Locale::En),
            words: builtin_words(Locale::En),
            rotation: None,
            inbox: None,
            inbox_waits: false,
        }
    }
}

/// The rule pack that this version carries, read once.
pub(crate) fn builtin_pack() -> &'static Pack {
    static PACK: OnceLock<Pack> = OnceLock::new();
    PACK.get_or_init(|| Pack::builtin(sha256(&[DANGER_RULES.as_bytes()])))
}

/// The sentences of a language, read once.
pub(crate) fn builtin_words(locale: Locale) -> &'static Words {
    static WORDS: [OnceLock<Words>; Locale::ALL.len()] = [const { OnceLock::new() }; Locale::ALL.len()];
    WORDS[locale as usize].get_or_init(|| Words::of(locale))
}

/// The questions and the advice of a language, read once.
pub(crate) fn builtin_texts(locale: Locale) -> &'static Texts {
    static TEXTS: [OnceLock<Texts>; Locale::ALL.len()] = [const { OnceLock::new() }; Locale::ALL.len()];
    TEXTS[locale as usize].get_or_init(|| Texts::of(locale))
}

/// The setting rules of this version, read once.
pub(crate) fn builtin_setting() -> &'static SettingPack {
    static PACK: OnceLock<SettingPack> = OnceLock::new();
    PACK.get_or_init(|| SettingPack::builtin(sha256(&[SETTING_RULES.as_bytes()])))
}

/// The texts of the setting in a language, read once.
pub(crate) fn builtin_setting_texts(locale: Locale) -> &'static SettingTexts {
    static TEXTS: [OnceLock<SettingTexts>; Locale::ALL.len()] =
        [const { OnceLock::new() }; Locale::ALL.len()];
    TEXTS[locale as usize].get_or_init(|| SettingTexts::of(locale))
}

/// Bytes as lower case hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// First the database is held and checked, epoch included, then the copy of the header is written: an old header must not
/// take the place of the newer one, and nobody else may have the vault open.
fn mend(
    dir: &Path,
    secret: Secret<'_>,
    older: OlderState,
    entropy: &dyn Entropy,
    now: &Moment,
) -> Result<VerifyView, AppError> {
    let mending = with_secret(dir, secret, now, |secret| Mending::prepare(dir, secret, older))?;
    let (mut store, entries, of_store) = Store::mend(dir, mending.opened(), older, now, entropy)?;
    let of_header = mending.finish()?;
    let outcome = store.verify()?;
    let mut view = verify_view(&store, &outcome);
    view.mended = mended(of_header, of_store);
    if view.sound {
        answer_again(&store, &entries, &mut view, || Ok(()))?;
    }
    store.shut()?;
    Ok(view)
}

fn mended(of_header: Mended, of_store: StoreMended) -> Vec<String> {
    let mut said = Vec::new();
    if let Mended::Rewrote(file) = of_header {
        said.push(format!("{} was written anew from the other copy of the header.", file.name()));
    }
    match (of_store.began_new_life, of_store.marked) {
        (true, Some(marked)) => said.push(format!(
            "An older state was accepted: vault.mark had seen {marked} entries, and not all of them are here. What is here \
             counts from now on. Answer the check-in again, and look which sessions are missing."
        )),
        (true, None) => said.push(
            "vault.mark was made anew. Nobody can tell whether entries are missing: look whether the last ones that you \
             remember are there, and answer the check-in again."
                .to_owned(),
        ),
        (false, _) if of_store.rewrote_mark => {
            said.push("vault.mark was written anew: one of its two halves was damaged.".to_owned());
        }
        (false, _) => {}
    }
    if of_store.rebuilt_index {
        said.push("The index of vault.db was built anew from its entries.".to_owned());
    }
    said
}

fn verify_view(store: &Store, outcome: &VerifyOutcome) -> VerifyView {
    let arrivals = store.arrival_chain();
    let mut problems: Vec<_> = outcome.problems.iter().map(ToString::to_string).collect();
    problems.extend(
        outcome.equivocations.iter().map(|_| "two entries claim the same place of one writer".to_owned()),
    );
    VerifyView {
        sound: outcome.is_sound(),
        entries: outcome.entries,
        writers: u32::try_from(outcome.writers).unwrap_or(u32::MAX),
        arrival: arrivals.count(),
        head: hex(arrivals.head()),
        freshness_code: store.freshness_code().to_string(),
        freshness: None,
        answers_same: 0,
        answers_otherwise: 0,
        answers_unread: 0,
        problems,
        mended: Vec::new(),
    }
}
