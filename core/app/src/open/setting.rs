//! Where dilation is to be done, for a person of this vault.

use gradus_domain::{History, Locale, Moment, Role, slots_of_day};
use gradus_triage::{Facts, Standing, derive_setting, read_answers, standing};

use super::{App, builtin_setting};
use crate::AppError;
use crate::show::{self, Beside};
use crate::view::{DispositionWord, FactAnswer, SettingView};

impl App {
    /// Where dilation is to be done for this person: by their background, plan and log, and by the answers handed in. What
    /// those tell is not asked again; what is missing stands in `screens`. Writes nothing: the answer is worked out at every
    /// look, so that it is never older than the log. An answer can only make it less free than the log does.
    ///
    /// # Errors
    /// `NotFound`; `Invalid` with every fact that is not one of the setting's, comes twice, or has a value it cannot have.
    pub fn setting(
        &self,
        person: &str,
        answers: &[FactAnswer],
        now: &Moment,
    ) -> Result<SettingView, AppError> {
        let history = &*self.history(person, now)?;
        let pack = builtin_setting();
        let raw = answers.iter().map(FactAnswer::raw);
        let asked = read_answers(pack.vocabulary(), raw).map_err(show::fact_errors)?;
        let standing = standing(history, now);
        let known = derive_setting(history, &standing, now);
        let facts = Facts::join(pack.vocabulary(), asked, known).map_err(show::fact_errors)?;
        let plan = history.plan_in_force(now.date());
        let beside = Beside {
            about: history.person.role == Role::Caregiver,
            contacts: self.contacts(history, now),
            review: plan.and_then(|plan| plan.value.review_by()),
            locale: Locale::of_tag(self.texts.locale()),
            is_ordered: plan.is_some_and(|plan| plan.value.origin().is_clinic()),
            urgent: self.urgent(history, &standing, now),
            words: self.words,
        };
        Ok(show::setting(&facts, &pack.decide(&facts), beside, now))
    }

    /// What the day says of a call that cannot wait for tomorrow.
    fn urgent(&self, history: &History, standing: &Standing, now: &Moment) -> Option<String> {
        let call = show::open_call(&standing.tasks, DispositionWord::Continue, &[], now)?;
        let slots = slots_of_day(history, now.date(), now);
        (call.disposition >= DispositionWord::SameDay)
            .then(|| self.words.headline(history, &slots, standing, now))
    }
}
