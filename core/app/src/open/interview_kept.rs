//! The answers of a check-in that is not over: kept, offered again, and never an answered check-in by themselves.

use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::TimeDelta;
use gradus_domain::{Answer, CheckIn, EntryId, FactId, History, Logged, Moment, PersonId, Value};
use gradus_journal::wire::{INTERVIEW_VERSION, KeptInterview, decode_interview, encode_interview};
use gradus_store::KeptRun;
use gradus_triage::{More, PRESENT, Told, derive, read_told};

use super::App;
use crate::view::{Correction, FactAnswer, InterviewReply, InterviewView, Recorded};
use crate::{AppError, show};

/// After so long an answer no longer tells how somebody is (C14). Basis: proposal.
const FRESH_HOURS: i64 = 12;
const TEMPERATURE: &str = "temperature_c";

/// What is told once more is, beside what stands of an unfinished check-in.
enum Again {
    /// The very same.
    Same,
    /// More of the same check-in, or something else in its place.
    Other,
    /// The temperature was taken anew: another event.
    Retaken,
}

/// Whether the temperature is another one than that of a while ago: within [`PRESENT`] it is the same one put right.
fn is_retaken(one: &Logged<CheckIn>, answers: &BTreeMap<FactId, Answer<Value>>, now: &Moment) -> bool {
    let (then, since) = (one.value.answers.get(TEMPERATURE), answers.get(TEMPERATURE));
    let is_old = now.wall - one.stood_since(|said| said.answers.get(TEMPERATURE) == then) >= PRESENT;
    is_old && then.zip(since).is_some_and(|(then, since)| then != since)
}

impl App {
    /// As [`App::interview`], and keeps the replies, so that a check-in in which the app was locked or killed goes on where it
    /// was. Hand in every reply after each answer; without any, what was kept is forgotten. When this returns it is on the
    /// disk. Where the answers so far are `urgent` they are written down as a check-in at once, which is put right when they
    /// become graver: a lock takes nothing back that somebody must hear of.
    ///
    /// # Errors
    /// As [`App::interview`]; `Storage`.
    pub fn keep_interview(
        &mut self,
        person: &str,
        replies: &[InterviewReply],
        now: &Moment,
    ) -> Result<InterviewView, AppError> {
        let view = self.interview(person, replies, now)?;
        let id = self.history(person, now)?.person.id;
        if replies.is_empty() {
            self.store.drop_interview(&id)?;
            return Ok(view);
        }
        let said = view.so_far.as_ref().filter(|_| view.urgent).map(|answer| answer.sentence.clone());
        let kept = self.fresh_interview(id, now)?;
        // The oldest answer counts: whoever goes on answering does not make the first ones any fresher.
        let since = kept.as_ref().map_or(now.wall, |kept| kept.at.min(now.wall));
        let (before, mut written) = kept.map_or((None, None), |kept| (kept.reported, kept.written));
        if said.is_some() && said != before {
            // Written first: a crash between the two writes it twice, and never not at all.
            let done = match self.written_before(person, written, &view.answers, now)? {
                Some((one, Again::Other)) => {
                    let change = Correction::CheckIn { answers: view.answers.clone(), note: None };
                    self.amend(person, &one.id.to_string(), &change, now)?
                }
                _ => self.check_in(person, &view.answers, None, now)?,
            };
            written = done.entry.parse().ok().map(|entry| (entry, done.arrival));
        }
        let replies = replies.iter().map(|reply| (reply.id.clone(), reply.answer.clone())).collect();
        let kept = KeptInterview { at: since, replies, reported: said.or(before), written };
        let kept = KeptRun { version: INTERVIEW_VERSION, body: encode_interview(&kept) };
        self.store.keep_interview(&id, &kept)?;
        Ok(view)
    }

    /// The replies of a check-in of this person that is not over, if they are at most 12 hours old, in the order of asking:
    /// offer to go on with them. They count for nothing until they are written down.
    ///
    /// # Errors
    /// `NotFound`; `Storage`.
    pub fn kept_interview(&self, person: &str, now: &Moment) -> Result<Vec<InterviewReply>, AppError> {
        let id = self.history(person, now)?.person.id;
        let kept = self.fresh_interview(id, now)?.map(|kept| kept.replies).unwrap_or_default();
        let replies: Vec<_> = kept.into_iter().map(|(id, answer)| InterviewReply { id, answer }).collect();
        // A question that this version no longer asks makes the whole of it one to be asked anew.
        let reads = self.interview(person, &replies, now).is_ok();
        Ok(if reads { replies } else { Vec::new() })
    }

    /// A check-in that was written down before it was over, as it stands, and what these answers are beside it.
    fn written_before(
        &self,
        person: &str,
        kept: Option<(EntryId, u64)>,
        answers: &[FactAnswer],
        now: &Moment,
    ) -> Result<Option<(Logged<CheckIn>, Again)>, AppError> {
        let Told { answers, more } = read_told(self.pack.vocabulary(), answers.iter().map(FactAnswer::raw))
            .map_err(show::fact_errors)?;
        let history = self.history(person, now)?;
        let mut all = history.check_ins.iter();
        let one = kept.and_then(|(entry, _)| all.find(|one| one.id == entry && one.value.note.is_none()));
        Ok(one.map(|one| {
            let again = match () {
                () if !more.is_told() && one.value.answers == answers => Again::Same,
                () if is_retaken(one, &answers, now) => Again::Retaken,
                () => Again::Other,
            };
            (one.clone(), again)
        }))
    }

    /// The log without what an unfinished check-in wrote because it was urgent. Told once more with the rest, that is the same
    /// event: one reading of a thermometer is not two. One that was taken anew since then is another.
    pub(super) fn beside_kept<'h>(
        &self,
        history: &'h History,
        answers: &BTreeMap<FactId, Answer<Value>>,
        now: &Moment,
    ) -> Result<Cow<'h, History>, AppError> {
        let kept = self.fresh_interview(history.person.id, now)?.and_then(|kept| kept.written);
        let mut all = history.check_ins.iter();
        let Some(one) = kept.and_then(|(entry, _)| all.find(|one| one.id == entry)) else {
            return Ok(Cow::Borrowed(history));
        };
        if is_retaken(one, answers, now) {
            return Ok(Cow::Borrowed(history));
        }
        let mut beside = history.clone();
        beside.check_ins.retain(|other| other.id != one.id);
        let written = |at| {
            at == one.recorded || at == one.written() || one.former.iter().any(|form| at == form.written)
        };
        beside.assessments.retain(|answer| answer.place < one.place || !written(answer.recorded));
        Ok(Cow::Owned(beside))
    }

    /// What a check-in is answered that stands in the diary already, word for word, because it was urgent before it was over;
    /// `None` where it is to be written down. The answer is that to these answers alone: what was answered to them when they
    /// were written down is no other event.
    pub(super) fn answered_before(
        &self,
        person: &str,
        answers: &[FactAnswer],
        now: &Moment,
    ) -> Result<Option<Recorded>, AppError> {
        let history = &*self.history(person, now)?;
        let written = self.fresh_interview(history.person.id, now)?.and_then(|kept| kept.written);
        let Some((one, Again::Same)) = self.written_before(person, written, answers, now)? else {
            return Ok(None);
        };
        let mut others = history.clone();
        others.check_ins.retain(|other| other.id != one.id);
        others.assessments.retain(|answer| answer.place < one.place);
        let concluded = self.pack.conclude(one.value.answers, &More::Nothing, derive(&others, now), now);
        let (facts, assessment) = concluded.map_err(show::fact_errors)?;
        let view = self.answer(&others, &assessment, &facts, now);
        let view = self.in_its_place(view, &assessment.tasks, person, now)?;
        Ok(Some(Recorded {
            entry: one.id.to_string(),
            arrival: written.map_or(0, |(_, arrival)| arrival),
            person: history.person.id.to_string(),
            triage: Some(show::unfinished(self.pack, self.texts, view)),
            notices: Vec::new(),
        }))
    }

    /// Forgets what was kept: the check-in is written down. What cannot be forgotten is offered again, and counts for nothing.
    pub(super) fn forget_interview(&mut self, person: &str, now: &Moment) {
        if let Ok(id) = self.history(person, now).map(|history| history.person.id) {
            drop(self.store.drop_interview(&id));
        }
    }

    /// What cannot be read, as of a newer version, is as good as not kept: its answers are asked again.
    fn fresh_interview(&self, id: PersonId, now: &Moment) -> Result<Option<KeptInterview>, AppError> {
        let kept = self.store.interview(&id)?.and_then(|kept| decode_interview(&kept.body).ok());
        let is_fresh = |kept: &KeptInterview| now.wall - kept.at <= TimeDelta::hours(FRESH_HOURS);
        Ok(kept.filter(is_fresh))
    }
}
