//! The one write verb.

use chrono::{DateTime, FixedOffset};
use gradus_crypto::make_bytes;
use gradus_domain::{
    Background, ClinicContact, ContactOutcome, EntryId, GateTime, History, Millimetres, Moment, Person,
    PersonId, ProposalKind, StepTaken, Surgery, SurgeryKind, propose,
};
use gradus_journal::Statement;
use gradus_triage::{Standing, open_answers, standing};
use gradus_words::Notice;

use super::{App, Written, internal, same_name};
use crate::AppError;
use crate::draft;
use crate::view::{Command, ContactDraft, PersonDraft, Recorded, TriageView, VisitDraft};

impl App {
    /// Writes one thing down, and answers with what follows from it. When this returns it is on the disk.
    ///
    /// # Errors
    /// `Invalid` with every field that is wrong; `Refused` for what is understood and not allowed; `NotFound`;
    /// `Storage`. Nothing is written then.
    pub fn record(&mut self, command: Command, now: &Moment) -> Result<Recorded, AppError> {
        match command {
            Command::AddPerson { draft } => self.add_person(&draft, now),
            Command::ChangePerson { person, draft } => self.change_person(&person, &draft, now),
            Command::AdoptPlan { person, text, fills } => self.adopt_plan(&person, &text, &fills, now),
            Command::LogSession { person, draft } => self.log_session(&person, &draft, now),
            Command::Skip { person, occurrence, reason } => {
                self.skip(&person, occurrence.as_deref(), &reason, now)
            }
            Command::CheckIn { person, answers, note } => {
                let stands = match note {
                    None => self.answered_before(&person, &answers, now)?,
                    Some(_) => None,
                };
                let done = match stands {
                    Some(stands) => stands,
                    None => self.check_in(&person, &answers, note.as_deref(), now)?,
                };
                self.forget_interview(&person, now);
                Ok(done)
            }
            Command::Observe { person, at, what, note } => {
                self.observe(&person, at.as_deref(), &what, note.as_deref(), now)
            }
            Command::Pause { person, reason, from_date, to_date } => {
                self.pause(&person, &reason, from_date.as_deref(), to_date.as_deref(), now)
            }
            Command::EndPause { person } => self.end_pause(&person, now),
            Command::TakeStep { person, to_tenths_mm } => self.take_step(&person, to_tenths_mm, now),
            Command::TakeStage { person, stage, clinic_said } => {
                self.take_stage(&person, &stage, clinic_said, now)
            }
            Command::RecordContact { person, draft } => self.record_contact(&person, &draft, now),
            Command::RecordVisit { person, draft } => self.record_visit(&person, &draft, now),
            Command::AddDevice { person, draft } => self.add_device(&person, &draft, now),
            Command::CareForDevice { person, device, at, care } => {
                self.care_for_device(&person, &device, at.as_deref(), &care, now)
            }
            Command::Amend { person, entry, change } => self.amend(&person, &entry, &change, now),
            Command::Undo { person, entry } => self.undo(&person, &entry, now),
            Command::TakeOut { person, entry } => self.take_out(&person, &entry, now),
        }
    }

    fn add_person(&mut self, draft: &PersonDraft, now: &Moment) -> Result<Recorded, AppError> {
        let id =
            PersonId(make_bytes(&*self.entropy).map_err(|_| internal("the system gave no random bytes"))?);
        let person = draft::person(id, &Background::default(), draft, now)?;
        if self.people().iter().any(|known| same_name(&known.name, &person.name)) {
            return Err(refused("somebody of this name is already here; give the second one another name"));
        }
        let undated = has_undated_operation(&person);
        let written = self.write(id, &[(now.wall, Statement::Person(person))], false, now)?;
        let notice = self.operation_notice(id, undated, now);
        Ok(recorded(id, &written, None, notice.into_iter().collect()))
    }

    fn take_step(&mut self, person: &str, to_tenths_mm: u16, now: &Moment) -> Result<Recorded, AppError> {
        let history = &*self.history(person, now)?;
        let id = history.person.id;
        let proposal = propose(history, standing(history, now).gate_for_steps(), now);
        let from = history.current_size(now.wall).ok_or_else(|| refused("there is no plan to step on"))?;
        let to = match proposal.kind {
            ProposalKind::Advance { to, .. } | ProposalKind::StepBack { to } => to,
            _ => return Err(refused(&self.words.proposal_with_reasons(&proposal, from))),
        };
        if to_tenths_mm != to.tenths() {
            let why = self.words.proposal(&proposal, from);
            return Err(refused(&format!("{why} Only that step can be taken.")));
        }
        let written = self.write(id, &[(now.wall, Statement::Step(StepTaken { from, to }))], false, now)?;
        Ok(recorded(id, &written, None, Vec::new()))
    }

    fn record_contact(
        &mut self,
        person: &str,
        draft: &ContactDraft,
        now: &Moment,
    ) -> Result<Recorded, AppError> {
        let spoken = draft::contact(draft, now)?;
        let history = &*self.history(person, now)?;
        let id = history.person.id;
        if let ContactOutcome::ResumeAt(size) = spoken.outcome {
            within_ceiling(history, "outcome", size, spoken.at, now)?;
        }
        let before = standing(history, now);
        let releases = draft::about(
            &draft.about,
            &held_back_by(history, &before),
            &open_answers(history, now),
            &spoken,
        )?;
        let mut notices = match spoken.outcome {
            ContactOutcome::StepDown => {
                let at_foot = self.no_size_below(history, spoken.at);
                at_foot.into_iter().chain(self.smaller_already(history, spoken.at, now)).collect()
            }
            _ => Vec::new(),
        };
        let size = history.current_size(now.wall);
        let anew = self.begins_anew_notice(history, spoken.outcome, spoken.at);
        notices.extend(self.unnamed_notices(history, spoken.outcome, !releases.is_empty(), now));
        let contact = ClinicContact {
            who: spoken.who,
            when: spoken.at,
            said: spoken.said,
            outcome: spoken.outcome,
            releases,
            next_visit: spoken.next_visit,
        };
        let written = self.write(id, &[(spoken.at, Statement::Contact(contact))], false, now)?;
        let of_size = match spoken.outcome {
            ContactOutcome::ResumeAt(named) => self.size_notices(id, (size, named), spoken.at, now)?,
            ContactOutcome::StepDown => self.smaller_since(id, size, spoken.at, now)?,
            outcome => self.smaller_stays(id, outcome, now)?,
        };
        notices.splice(0..0, anew);
        notices.splice(0..0, of_size);
        if before.gate.time > GateTime::Now
            && standing(&*self.history(person, now)?, now).gate.time == GateTime::Now
        {
            notices.insert(0, self.words.notice(Notice::Reopened));
        }
        Ok(recorded(id, &written, None, notices))
    }

    fn change_person(
        &mut self,
        person: &str,
        draft: &PersonDraft,
        now: &Moment,
    ) -> Result<Recorded, AppError> {
        let before = self.history(person, now)?.person.clone();
        let id = before.id;
        let person = draft::person(id, &before.background, draft, now)?;
        let taken = |known: &History| known.person.id != id && same_name(&known.person.name, &person.name);
        if self.histories().values().any(taken) {
            return Err(refused("somebody else has this name; choose another one"));
        }
        let undated = has_undated_operation(&person);
        let withdrawn = before.background.conditions_missing_in(&person.background).len()
            + before.background.operations_missing_in(&person.background).len();
        let withdrawn = (withdrawn > 0).then(|| self.words.withdrawn(withdrawn));
        let written = self.write(id, &[(now.wall, Statement::Person(person))], false, now)?;
        let notice = self.operation_notice(id, undated, now);
        Ok(recorded(id, &written, None, withdrawn.into_iter().chain(notice).collect()))
    }

    /// What to put right about the day of an operation, now that a person stands in the log as they were entered.
    fn operation_notice(&self, id: PersonId, undated: bool, now: &Moment) -> Option<String> {
        let doubt = self.histories().get(&id).and_then(|history| self.operation_task(history, now));
        doubt.map(|task| task.sentence).or_else(|| undated.then(|| self.words.operation_undated()))
    }

    fn record_visit(&mut self, person: &str, draft: &VisitDraft, now: &Moment) -> Result<Recorded, AppError> {
        let (at, visit) = draft::visit(draft, now)?;
        let history = &*self.history(person, now)?;
        let id = history.person.id;
        let (named, size) = (visit.size_set, history.current_size(now.wall));
        if let Some(named) = named {
            within_ceiling(history, "size_set", named, at, now)?;
        }
        let written = self.write(id, &[(at, Statement::Visit(visit))], false, now)?;
        let notices = named.map(|named| self.size_notices(id, (size, named), at, now));
        let notices = notices.transpose()?.unwrap_or_default();
        Ok(recorded(id, &written, None, notices))
    }
}

/// A size above the ceiling would not hold: it is not taken for a size that somebody set.
pub(super) fn within_ceiling(
    history: &History,
    field: &str,
    size: Millimetres,
    at: DateTime<FixedOffset>,
    now: &Moment,
) -> Result<(), AppError> {
    let goal = history.ceiling_for(at, now.wall);
    let mut fields = draft::Fields::default();
    if let Some(goal) = goal.filter(|goal| size > *goal) {
        fields.wrong(
            field,
            format!("{size} is above the goal of the plan, {goal}, which is never exceeded"),
            format!("write a size up to {goal}, or take in the clinic's new plan first"),
        );
    }
    fields.finish(Some(()))
}

/// Whether an operation stands without its day. An injection opens nothing.
fn has_undated_operation(person: &Person) -> bool {
    let undated = |one: &Surgery| one.on.is_none() && one.kind != SurgeryKind::Botulinum;
    person.background.surgeries.iter().any(undated)
}

/// The answers of the triage that close or narrow the gate, and when each was given.
fn held_back_by(history: &History, standing: &Standing) -> Vec<(EntryId, DateTime<FixedOffset>)> {
    let given = |id| history.assessments.iter().find(|one| one.id == id).map(|one| (id, one.effective));
    standing.because.iter().filter_map(|(id, _)| given(*id)).collect()
}

/// What a command leaves behind, told by its first entry.
pub(super) fn recorded(
    person: PersonId,
    written: &[Written],
    triage: Option<TriageView>,
    notices: Vec<String>,
) -> Recorded {
    let first = written.first().expect("every command writes at least one entry");
    Recorded {
        entry: first.id.to_string(),
        arrival: first.arrival,
        person: person.to_string(),
        triage,
        notices,
    }
}

pub(super) fn refused(why: &str) -> AppError {
    AppError::Refused { why: why.to_owned() }
}
