//! Saving what holds of a vault that nothing mends.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::NaiveDate;
use gradus_crypto::Entropy;
use gradus_domain::{Locale, Moment, PersonId};
use gradus_journal::Kind;
use gradus_store::{KeptRun, Lost, LostWhy, RotationLeft, SalvageReport, Store};
use gradus_triage::DANGER_RULES;
use gradus_vault::{Mending, Tries};
use gradus_words::{WhyLost, Words};

use super::App;
use super::inbox::waiting_notes;
use super::secret::{NewPasscode, Secret, fit, uptime, with_secret_to_read};
use super::vault::hex;
use crate::AppError;
use crate::view::{NotSaved, NotSavedWhy, SalvageGap, SalvageView, SavedPerson, SetUp};

/// What is to be saved, and where.
#[derive(Clone, Copy)]
pub struct Salvage<'a> {
    /// The folder of the damaged vault.
    pub from: &'a Path,
    /// What opened it.
    pub secret: Secret<'a>,
    /// The folder of the new vault, which must not exist or be empty, and lies outside of the damaged one.
    pub into: &'a Path,
    /// What is to open the new vault.
    pub passcode: NewPasscode<'a>,
    /// In which language to tell what became of it.
    pub locale: Locale,
}

impl App {
    /// Makes a new vault with everything that holds of one that is damaged beyond mending: each entry whose bytes are what was
    /// written, and before which nothing of its writer is lost. It has a passcode and a recovery code of its own. What could not
    /// be saved is told. In the damaged folder only a passcode that was tried is counted, and nothing else is changed.
    ///
    /// Unless it is proven that nothing is missing, the new vault is as cautious as after [`App::accept_older_state`]. Only for
    /// a person who has no sound copy, and never unasked. The medium may be one that only reads, and have bad sectors.
    ///
    /// A crash leaves the damaged folder as it was, and at `into` nothing (begin anew) or the whole new vault. That one opens by its
    /// new passcode and says that nobody may have read its recovery code ([`App::rotation_left`]);
    /// [`App::renew_recovery_code`] makes another.
    ///
    /// # Errors
    /// As [`App::open`] for the secret, the header, and where nothing can be read; `EasyPasscode`, `Invalid` for the new
    /// passcode; `AlreadyExists`, `Refused` for a place that will not do; `Storage`. Nothing is left behind then.
    pub fn salvage(
        order: &Salvage<'_>,
        entropy: Box<dyn Entropy>,
        now: &Moment,
    ) -> Result<(Self, SalvageView), AppError> {
        let Salvage { from, secret, into, passcode, locale } = *order;
        let passcode = fit(&passcode)?;
        let opened = with_secret_to_read(from, secret, now, |secret| Mending::read_only(from, secret))?;
        // The lock is no laxer than it was; where nobody can read how it was, it is as a new vault's.
        let policy = Tries::policy(from).ok();
        let mut id = String::new();
        let build = |folder: &Path, epoch| {
            let created = gradus_vault::create_after(folder, &passcode, epoch, &*entropy)?;
            id = created.opened.keys().vault_id().to_string();
            if let Some(policy) = policy {
                Tries::set_policy(folder, policy, true, uptime(now))?;
            }
            Ok(created)
        };
        let (id_of_old, mut notes) = (opened.keys().vault_id(), None);
        let are_notes_missing = |known: Option<&KeptRun>| {
            notes = waiting_notes(from, id_of_old, known);
            notes != Some(0)
        };
        let saved = Store::salvage(from, &opened, into, are_notes_missing, now, &*entropy, build)?;
        let code = saved.vault.recovery_code.to_text().as_bytes().to_vec();
        let mut app = Self::begin(saved.vault.store, saved.vault.entries, entropy);
        app.set_language(locale);
        app.rotation = Some(RotationLeft::CodeNotNoted);
        // A vault without these is a vault: the next opening makes both. That it takes no notes until then is told.
        drop(app.store.keep_pack(DANGER_RULES));
        app.inbox_waits = app.open_inbox(now).is_err();
        let view = app.told_of(&saved.report, notes, SetUp { vault: id, recovery_code: code });
        Ok((app, view))
    }

    fn told_of(&self, report: &SalvageReport, notes: Option<usize>, made: SetUp) -> SalvageView {
        let name = |id: &PersonId| self.folded.people.get(id).map(|history| history.person.name.clone());
        let people = report.saved.iter();
        let mut people: Vec<_> = people
            .filter_map(|(id, entries)| Some(SavedPerson { name: name(id)?, entries: *entries }))
            .collect();
        people.sort_by(|one, other| one.name.cmp(&other.name));
        let gaps = report.gaps.iter().map(|gap| SalvageGap {
            writer: hex(&gap.writer.0),
            first: gap.from,
            last: gap.to,
        });
        SalvageView {
            made,
            whole: report.is_whole,
            saved: report.saved.values().sum(),
            people,
            lost: report.lost.len() as u64,
            not_saved: not_saved(self.words, &report.lost, name),
            gaps: gaps.collect(),
            sentences: sentences(self.words, report, notes),
        }
    }
}

fn sentences(words: &Words, report: &SalvageReport, notes: Option<usize>) -> Vec<String> {
    let mut said = vec![words.salvaged(report.is_whole)];
    if report.begun != Some(0) {
        said.push(words.salvaged_without_begun());
    }
    if notes != Some(0) {
        said.push(words.salvaged_without_notes());
    }
    if report.lost_packs != Some(0) {
        said.push(words.salvaged_without_rules());
    }
    said.push(words.salvaged_from());
    said
}

/// By day, kind, person and reason, each with its number.
fn not_saved(words: &Words, lost: &[Lost], name: impl Fn(&PersonId) -> Option<String>) -> Vec<NotSaved> {
    // What has no day comes last.
    type Group = (bool, Option<NaiveDate>, Option<Kind>, Option<PersonId>, u8);
    let mut groups: BTreeMap<Group, (NotSavedWhy, u64)> = BTreeMap::new();
    for one in lost {
        let day = one.effective.map(|at| at.date_naive());
        let why = why(one.why);
        let group = (day.is_none(), day, one.kind, one.person, why as u8);
        groups.entry(group).or_insert((why, 0)).1 += 1;
    }
    let told = |((_, day, kind, person, _), (why, entries)): (Group, (NotSavedWhy, u64))| {
        let kind = kind.and_then(Kind::name);
        let number = usize::try_from(entries).unwrap_or(usize::MAX);
        NotSaved {
            day: day.map(|day| day.to_string()),
            kind: kind.map(str::to_owned),
            person: person.and_then(|person| name(&person)),
            entries,
            why,
            sentence: words.not_saved(day, kind, number, worded(why)),
        }
    };
    groups.into_iter().map(told).collect()
}

fn why(why: LostWhy) -> NotSavedWhy {
    match why {
        LostWhy::Unreadable => NotSavedWhy::Unreadable,
        LostWhy::Changed(_) => NotSavedWhy::Changed,
        LostWhy::BeyondBreak => NotSavedWhy::BeyondBreak,
        LostWhy::BodyGone => NotSavedWhy::BodyGone,
    }
}

fn worded(why: NotSavedWhy) -> WhyLost {
    match why {
        NotSavedWhy::Unreadable => WhyLost::Unreadable,
        NotSavedWhy::Changed => WhyLost::Changed,
        NotSavedWhy::BeyondBreak => WhyLost::BeyondBreak,
        NotSavedWhy::BodyGone => WhyLost::BodyGone,
    }
}
