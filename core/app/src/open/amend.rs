//! What was written down is put right: the entry stays, and so does what it said before.

use chrono::{DateTime, FixedOffset};
use gradus_domain::device::{Device, DeviceCare};
use gradus_domain::{
    Assessment, CheckIn, EntryId, History, IN_TIME, Logged, Millimetres, Moment, Observation, PersonId,
    Session, Skip, SkipReason, Untold, Visit,
};
use gradus_journal::Statement;
use gradus_triage::{LOOK_BACK, More, Told, answers_more, derive, open_answers, read_told, tells_more};
use gradus_words::Notice;

use super::App;
use super::about::{with_observation, with_session};
use super::found::{Found, STAYS};
use super::record::{recorded, refused, within_ceiling};
use super::session::{known_occurrence, open_slot};
use crate::AppError;
use crate::draft;
use crate::show;
use crate::view::{Correction, FactAnswer, Recorded, SessionDraft, TriageView, VisitDraft};

/// What is about to be written in the place of an entry.
struct Change {
    entry: EntryId,
    at: DateTime<FixedOffset>,
    statement: Statement,
    /// What triage answers where more is told than before.
    answer: Option<(Assessment, TriageView)>,
    notices: Vec<Notice>,
}

impl App {
    /// An entry of the log as it would be entered: a session, a skip, a check-in, an observation, a visit, a device or what was done with one. To put it right, hand it to
    /// [`Command::Amend`](crate::view::Command::Amend) with the changes made.
    ///
    /// # Errors
    /// `NotFound`; `Refused` for an entry that stays as it is.
    pub fn entry_details(&self, person: &str, entry: &str) -> Result<Correction, AppError> {
        Ok(match self.find(self.as_written(person)?, entry)? {
            Found::Session(one) => {
                Correction::Session { draft: draft::entered_session(&one.value, one.effective) }
            }
            Found::Skip(one) => Correction::Skip {
                occurrence: one.value.occurrence.map(|occurrence| occurrence.to_string()),
                reason: draft::word(one.value.reason).to_owned(),
            },
            Found::CheckIn(one) => Correction::CheckIn {
                answers: draft::entered_answers(&one.value),
                note: one.value.note.clone(),
            },
            Found::Observation(one) => Correction::Observation {
                at: Some(one.effective.to_rfc3339()),
                what: draft::entered_observation(&one.value),
                note: one.value.note.clone(),
            },
            Found::Visit(one) => Correction::Visit { draft: draft::entered_visit(&one.value, one.effective) },
            Found::Device(one) => Correction::Device { draft: draft::entered_device(&one.value) },
            Found::DeviceCare(one) => Correction::DeviceCare {
                at: Some(one.effective.to_rfc3339()),
                care: draft::entered_care(&one.value.what),
            },
        })
    }

    pub(super) fn amend(
        &mut self,
        person: &str,
        entry: &str,
        change: &Correction,
        now: &Moment,
    ) -> Result<Recorded, AppError> {
        let history = self.as_written(person)?;
        let change = match (self.find(history, entry)?, change) {
            (Found::Session(one), Correction::Session { draft }) => {
                let (at, session) = retold(draft.at.as_deref(), one.effective, |at| {
                    draft::session(&SessionDraft { at, ..draft.clone() }, now)
                })?;
                let device = match self.settle_device(history, session.device.clone(), now) {
                    // What stands there already is not told now.
                    Err(_) if session.device == one.value.device => session.device.clone(),
                    settled => settled?,
                };
                let session = Session { device, ..session };
                let session = keep_untold(settle_slot(history, one, at, session, now)?, one, at);
                self.change_session(history, one, at, session, now)?
            }
            (Found::Skip(one), Correction::Skip { occurrence, reason }) => {
                let occurrence = match occurrence.as_deref().map(draft::occurrence).transpose()? {
                    Some(named) if Some(named) != one.value.occurrence => {
                        Some(known_occurrence(history, named, now)?)
                    }
                    _ => one.value.occurrence,
                };
                let reason = draft::skip_reason(reason)?;
                self.change_skip(
                    history,
                    one,
                    Skip { occurrence, reason, note: one.value.note.clone() },
                    now,
                )?
            }
            (Found::CheckIn(one), Correction::CheckIn { answers, note }) => {
                let raw = answers.iter().map(FactAnswer::raw);
                let told = read_told(self.pack.vocabulary(), raw).map_err(show::fact_errors)?;
                let note = draft::note(note.as_deref())?;
                self.change_check_in(history, one, told, note, now)?
            }
            (Found::Observation(one), Correction::Observation { at, what, note }) => {
                let (at, said) = retold(at.as_deref(), one.effective, |at| {
                    draft::observation(at.as_deref(), what, note.as_deref(), now)
                })?;
                self.change_observation(history, one, at, said, now)?
            }
            (Found::Visit(one), Correction::Visit { draft }) => {
                let (at, visit) = retold(draft.at.as_deref(), one.effective, |at| {
                    draft::visit(&VisitDraft { at, ..draft.clone() }, now)
                })?;
                if let Some(size) = set_anew(one, &visit, at) {
                    within_ceiling(&history.put_right(now.wall), "size_set", size, at, now)?;
                }
                self.change_visit(one, at, visit)?
            }
            (Found::Device(one), Correction::Device { draft }) => {
                let device = draft::device(draft, now)?;
                self.check_name(history, &device, Some(one.id), now)?;
                change_device(one, device)?
            }
            (Found::DeviceCare(one), Correction::DeviceCare { at, care }) => {
                let device = history.device(one.value.device).ok_or_else(|| refused(STAYS))?;
                let is_allergic = history.person.background.is_allergic_to_latex();
                let (at, what) = retold(at.as_deref(), one.effective, |at| {
                    draft::care(at.as_deref(), care, &device.value, is_allergic, now)
                })?;
                self.check_return(history, one, &what, now)?;
                change_care(one, at, DeviceCare { device: one.value.device, what })?
            }
            (found, _) => return Err(found.other_kind()),
        };
        self.write_change(history.person.id, change, now)
    }

    pub(super) fn undo(&mut self, person: &str, entry: &str, now: &Moment) -> Result<Recorded, AppError> {
        let history = self.as_written(person)?;
        let none = || refused("that entry was never changed; there is nothing to take back");
        let change = match self.find(history, entry)? {
            Found::Session(one) => {
                let form = one.before_last_change().ok_or_else(none)?;
                self.change_session(history, one, form.effective, form.value.clone(), now)?
            }
            Found::Skip(one) => {
                self.change_skip(history, one, one.before_last_change().ok_or_else(none)?.value.clone(), now)?
            }
            Found::CheckIn(one) => {
                let CheckIn { answers, note } = one.before_last_change().ok_or_else(none)?.value.clone();
                self.change_check_in(history, one, Told { answers, more: More::Nothing }, note, now)?
            }
            Found::Observation(one) => {
                let form = one.before_last_change().ok_or_else(none)?;
                self.change_observation(history, one, form.effective, form.value.clone(), now)?
            }
            Found::Visit(one) => {
                let form = one.before_last_change().ok_or_else(none)?;
                self.change_visit(one, form.effective, form.value.clone())?
            }
            Found::Device(one) => {
                let device = one.before_last_change().ok_or_else(none)?.value.clone();
                self.check_name(history, &device, Some(one.id), now)?;
                change_device(one, device)?
            }
            Found::DeviceCare(one) => {
                let form = one.before_last_change().ok_or_else(none)?;
                self.check_return(history, one, &form.value.what, now)?;
                change_care(one, form.effective, form.value.clone())?
            }
        };
        self.write_change(history.person.id, change, now)
    }

    fn change_session(
        &self,
        history: &History,
        one: &Logged<Session>,
        at: DateTime<FixedOffset>,
        session: Session,
        now: &Moment,
    ) -> Result<Change, AppError> {
        let others = History {
            sessions: history.sessions.iter().filter(|other| other.id != one.id).cloned().collect(),
            ..history.put_right(now.wall).into_owned()
        };
        let more = at != one.effective || tells_more(&one.value, &session);
        let answer = match more {
            true => self.assess_session(&with_session(others, at, &session, one.origin, now), now)?,
            false => None,
        };
        let mut notices = self.notices_of_change(history, one, now);
        if !session.ease.passed() && one.value.ease.passed() {
            notices.push(Notice::NotPassed);
        }
        let goal = history.plan_in_force(at.date_naive()).map(|plan| plan.value.ladder().goal());
        if let Some(goal) = goal.filter(|goal| session.size > *goal) {
            notices.push(Notice::AboveCeiling { size: session.size, goal });
        }
        if now.wall - one.told_first().min(at) > IN_TIME {
            notices.push(Notice::ChangedLate);
        }
        let same = session == one.value && at == one.effective;
        changes(same, Change { entry: one.id, at, statement: Statement::Session(session), answer, notices })
    }

    fn change_skip(
        &self,
        history: &History,
        one: &Logged<Skip>,
        skip: Skip,
        now: &Moment,
    ) -> Result<Change, AppError> {
        let mut others = history.put_right(now.wall).into_owned();
        others.skips.retain(|other| other.id != one.id);
        let answer = match skip.reason == one.value.reason {
            true => None,
            false => self.answer_refusal(others, one.effective, &skip, now)?,
        };
        let ill = skip.reason == SkipReason::Illness && one.value.reason != SkipReason::Illness;
        let notices = ill.then_some(Notice::IllAndNotAsked).into_iter().collect();
        let same = skip == one.value;
        let statement = Statement::Skip(skip);
        changes(same, Change { entry: one.id, at: one.effective, statement, answer, notices })
    }

    /// More that is told of a check-in is answered as if it were told now, without the check-in that it takes the place of:
    /// one reading of a thermometer is not two.
    fn change_check_in(
        &self,
        history: &History,
        one: &Logged<CheckIn>,
        told: Told,
        note: Option<String>,
        now: &Moment,
    ) -> Result<Change, AppError> {
        let Told { answers, more } = told;
        let asks = more.is_told() || answers_more(&one.value.answers, &answers);
        let answer = if asks && now.wall - one.effective < LOOK_BACK {
            let mut others = history.put_right(now.wall).into_owned();
            others.check_ins.retain(|other| other.id != one.id);
            let concluded = self.pack.conclude(answers.clone(), &more, derive(&others, now), now);
            let (facts, assessment) = concluded.map_err(show::fact_errors)?;
            let view = self.answer(&others, &assessment, &facts, now);
            Some((assessment, view))
        } else {
            None
        };
        let check_in = CheckIn { answers, note };
        let same = check_in == one.value && !more.is_told();
        let notices = self.notices_of_change(history, one, now);
        let statement = Statement::CheckIn(check_in);
        changes(same, Change { entry: one.id, at: one.effective, statement, answer, notices })
    }

    /// Whatever it says now is looked at as if it were written down now.
    fn change_observation(
        &self,
        history: &History,
        one: &Logged<Observation>,
        at: DateTime<FixedOffset>,
        said: Observation,
        now: &Moment,
    ) -> Result<Change, AppError> {
        let mut others = history.put_right(now.wall).into_owned();
        others.observations.retain(|other| other.id != one.id);
        let changed = said.what != one.value.what || at != one.effective;
        let answer = match with_observation(others, at, &said, now).filter(|_| changed) {
            Some(after) => self.assess_session(&after, now)?,
            None => None,
        };
        let notices = self.notices_of_change(history, one, now);
        let same = said == one.value && !changed;
        let statement = Statement::Observation(said);
        changes(same, Change { entry: one.id, at, statement, answer, notices })
    }

    fn change_visit(
        &self,
        one: &Logged<Visit>,
        at: DateTime<FixedOffset>,
        visit: Visit,
    ) -> Result<Change, AppError> {
        let same = visit == one.value && at == one.effective;
        let statement = Statement::Visit(visit);
        changes(same, Change { entry: one.id, at, statement, answer: None, notices: Vec::new() })
    }

    /// What was answered on the form before stands, whatever the entry says from now on.
    fn notices_of_change<T>(&self, history: &History, one: &Logged<T>, now: &Moment) -> Vec<Notice> {
        let open = open_answers(history, now);
        let its_own = |answer: &Logged<Assessment>| {
            let written = answer.recorded == one.recorded && answer.place == one.place + 1;
            written && open.iter().any(|(id, _)| *id == answer.id)
        };
        history.assessments.iter().any(its_own).then_some(Notice::AnswerStands).into_iter().collect()
    }

    fn write_change(&mut self, person: PersonId, change: Change, now: &Moment) -> Result<Recorded, AppError> {
        let Change { entry, at, statement, answer, notices } = change;
        let mut notices: Vec<String> = notices.into_iter().map(|notice| self.words.notice(notice)).collect();
        let sizes = match (&statement, self.histories().get(&person)) {
            (Statement::Visit(visit), Some(history)) => {
                let one = history.visits.iter().find(|one| one.id == entry);
                let named = one.and_then(|one| set_anew(one, visit, at));
                named.map(|named| (history.put_right(now.wall).current_size(now.wall), named))
            }
            _ => None,
        };
        if let Statement::Device(device) = &statement
            && let Some(history) = self.histories().get(&person)
        {
            notices.extend(self.listed_notices(&history.put_right(now.wall), device, now));
        }
        let is_check_in = matches!(statement, Statement::CheckIn(_));
        let targets = self.folded.versions(&entry).to_vec();
        let change = (at, Statement::Amendment(Box::new(statement)));
        let write = |app: &mut Self, all: &[_]| app.write_amendment(person, all, targets, now);
        let (written, view) = self.write_with(person, change, answer, &[], write, now)?;
        if let Some(sizes) = sizes {
            notices.extend(self.size_notices(person, sizes, at, now)?);
        }
        let view = view.map(|view| match is_check_in {
            true => show::unfinished(self.pack, self.texts, view),
            false => view,
        });
        Ok(Recorded { entry: entry.to_string(), ..recorded(person, &written, view, notices) })
    }
}

/// The size that a changed visit sets, where it is another one or was set at another time.
fn set_anew(one: &Logged<Visit>, visit: &Visit, at: DateTime<FixedOffset>) -> Option<Millimetres> {
    visit.size_set.filter(|_| visit.size_set != one.value.size_set || at != one.effective)
}

/// A changed form, and when it happened: as it stands, unless another time is told.
fn retold<T>(
    told: Option<&str>,
    stands: DateTime<FixedOffset>,
    read: impl FnOnce(Option<String>) -> Result<(DateTime<FixedOffset>, T), AppError>,
) -> Result<(DateTime<FixedOffset>, T), AppError> {
    let anew = told.filter(|text| draft::when(text) != Some(stands));
    let (at, value) = read(anew.map(str::to_owned))?;
    Ok((anew.map_or(stands, |_| at), value))
}

fn changes(same: bool, change: Change) -> Result<Change, AppError> {
    if same { Err(refused("nothing of it is different from what stands there")) } else { Ok(change) }
}

/// The planned session that a changed session belongs to. One that stays on its day keeps it; one that moves finds the slot
/// that was open then.
fn settle_slot(
    history: &History,
    one: &Logged<Session>,
    at: DateTime<FixedOffset>,
    session: Session,
    now: &Moment,
) -> Result<Session, AppError> {
    let others = History {
        sessions: history.sessions.iter().filter(|other| other.id != one.id).cloned().collect(),
        ..history.clone()
    };
    let named = session.occurrence.filter(|named| Some(*named) != one.value.occurrence);
    let occurrence = match named {
        Some(named) if named.date > at.date_naive() => {
            return Err(refused("that session is planned for a later day than this one was held on"));
        }
        Some(named) => Some(known_occurrence(&others, named, now)?),
        None if at.date_naive() == one.date() => one.value.occurrence,
        None => open_slot(&others, &now.at(at)),
    };
    Ok(Session { occurrence, ..session })
}

/// What a diary from elsewhere did not tell is told now where it is changed, and else as untold as before. How it was held is not
/// told anew.
fn keep_untold(session: Session, one: &Logged<Session>, at: DateTime<FixedOffset>) -> Session {
    let still = |untold: &Untold| match untold {
        Untold::Ease => session.ease == one.value.ease,
        Untold::Time => at == one.effective,
        Untold::WhileLocked => true,
    };
    let untold = one.value.untold.iter().copied().filter(still).collect();
    Session { untold, guided: one.value.guided, ..session }
}

fn change_device(one: &Logged<Device>, device: Device) -> Result<Change, AppError> {
    let (same, statement) = (device == one.value, Statement::Device(device));
    changes(same, Change { entry: one.id, at: one.effective, statement, answer: None, notices: Vec::new() })
}

fn change_care(
    one: &Logged<DeviceCare>,
    at: DateTime<FixedOffset>,
    care: DeviceCare,
) -> Result<Change, AppError> {
    let same = care == one.value && at == one.effective;
    let statement = Statement::DeviceCare(care);
    changes(same, Change { entry: one.id, at, statement, answer: None, notices: Vec::new() })
}
