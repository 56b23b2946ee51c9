//! What is measured or seen between check-ins.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};
use gradus_domain::{Distress, History, Moment, Observation, Observed};
use gradus_journal::Statement;
use gradus_words::Notice;

use super::App;
use super::about::with_observation;
use crate::AppError;
use crate::draft;
use crate::view::{self, Recorded};

/// A rise of a continence score from which on the clinic is to be told. Basis: proposal (C2.3, N1).
const RISE: u8 = 3;

impl App {
    /// Written down, and answered at once where it tells of a danger: as a check-in that tells the same. A reading that is
    /// well reassures nobody, and gives no answer.
    pub(super) fn observe(
        &mut self,
        person: &str,
        at: Option<&str>,
        what: &view::Observed,
        note: Option<&str>,
        now: &Moment,
    ) -> Result<Recorded, AppError> {
        let (at, observation) = draft::observation(at, what, note, now)?;
        let history = &*self.history(person, now)?;
        let id = history.person.id;
        let notices = self.observation_notices(history, &observation, at);
        let after = with_observation(history.clone(), at, &observation, now);
        let answer = match after {
            Some(after) if self.tells(history, &after, at, now)? => self.assess_session(&after, now)?,
            _ => None,
        };
        self.write_answered(id, (at, Statement::Observation(observation)), answer, notices, now)
    }

    /// Whether the observation that `after` has more than `before` tells of a sign, by itself or together with the log. What
    /// only the log tells has its answer already, and an answer given twice would count as a sign that came back.
    fn tells(
        &self,
        before: &History,
        after: &History,
        at: DateTime<FixedOffset>,
        now: &Moment,
    ) -> Result<bool, AppError> {
        let fired = |history: &History| {
            let facts = self.facts(history, BTreeMap::new(), now)?;
            let fired = self.pack.assess_session(&facts, now).fired;
            Ok::<_, AppError>(fired.into_iter().map(|rule| (rule.id, rule.certainty)).collect::<Vec<_>>())
        };
        let added = after.observations.iter().filter(|one| one.place == u64::MAX && one.effective == at);
        let alone = History { sessions: Vec::new(), observations: added.cloned().collect(), ..after.clone() };
        Ok(!fired(&alone)?.is_empty() || fired(before)? != fired(after)?)
    }

    fn observation_notices(
        &self,
        history: &History,
        observation: &Observation,
        at: DateTime<FixedOffset>,
    ) -> Vec<String> {
        let notice = match &observation.what {
            Observed::Distress(score) if *score >= Distress::HARD => Notice::HardToBear,
            Observed::Continence(score) => {
                let before = history.observations.iter().filter(|one| one.effective < at);
                let scores = before.filter_map(|one| match &one.value.what {
                    Observed::Continence(other) if other.scale() == score.scale() => Some(other.score()),
                    _ => None,
                });
                match scores.min() {
                    Some(least) if score.score() >= least.saturating_add(RISE) => {
                        Notice::ContinenceRose { from: least, to: score.score() }
                    }
                    _ => return Vec::new(),
                }
            }
            _ => return Vec::new(),
        };
        vec![self.words.notice(notice)]
    }
}
