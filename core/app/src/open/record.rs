//! The one write verb.

use gradus_crypto::make_bytes;
use gradus_domain::{ClinicContact, Moment, PersonId, ProposalKind, StepTaken, propose};
use gradus_journal::Statement;
use gradus_triage::standing;

use super::{App, Written, internal};
use crate::AppError;
use crate::draft;
use crate::view::{Command, PersonDraft, Recorded, TriageView, VisitDraft};

impl App {
    /// Writes one thing down, and answers with what follows from it. When this returns it is on the disk.
    ///
    /// # Errors
    /// `Invalid` with every field that is wrong; `Refused` for what is understood and not allowed; `NotFound`;
    /// `Storage`. Nothing is written then.
    pub fn record(&mut self, command: Command, now: &Moment) -> Result<Recorded, AppError> {
        match command {
            Command::AddPerson { draft } => self.add_person(&draft, now),
            Command::AdoptPlan { person, text, fills } => self.adopt_plan(&person, &text, &fills, now),
            Command::LogSession { person, draft } => self.log_session(&person, &draft, now),
            Command::Skip { person, occurrence, reason } => {
                self.skip(&person, occurrence.as_deref(), &reason, now)
            }
            Command::CheckIn { person, answers, note } => {
                self.check_in(&person, &answers, note.as_deref(), now)
            }
            Command::TakeStep { person, to_tenths_mm } => self.take_step(&person, to_tenths_mm, now),
            Command::RecordContact { person, who, said, outcome } => {
                self.record_contact(&person, [&who, &said, &outcome], now)
            }
            Command::RecordVisit { person, draft } => self.record_visit(&person, &draft, now),
        }
    }

    fn add_person(&mut self, draft: &PersonDraft, now: &Moment) -> Result<Recorded, AppError> {
        let id =
            PersonId(make_bytes(&*self.entropy).map_err(|_| internal("the system gave no random bytes"))?);
        let person = draft::person(id, draft, now)?;
        if self.people().iter().any(|known| known.name == person.name) {
            return Err(refused("somebody of this name is already here; give the second one another name"));
        }
        let written = self.write(id, &[(now.wall, Statement::Person(person))], false, now)?;
        Ok(recorded(id, &written, None, Vec::new()))
    }

    fn take_step(&mut self, person: &str, to_tenths_mm: u16, now: &Moment) -> Result<Recorded, AppError> {
        let history = self.history(person)?;
        let id = history.person.id;
        let proposal = propose(history, standing(history, now).gate, now);
        let from = history.current_size(now.wall).ok_or_else(|| refused("there is no plan to step on"))?;
        let to = match proposal.kind {
            ProposalKind::Advance { to, .. } | ProposalKind::StepBack { to } => to,
            _ => return Err(refused(&self.words.proposal(&proposal, from))),
        };
        if u32::from(to_tenths_mm) != u32::from(to.tenths()) {
            return Err(refused(&format!(
                "{}; only that step can be taken",
                self.words.proposal(&proposal, from)
            )));
        }
        let written = self.write(id, &[(now.wall, Statement::Step(StepTaken { from, to }))], false, now)?;
        Ok(recorded(id, &written, None, Vec::new()))
    }

    fn record_contact(
        &mut self,
        person: &str,
        [who, said, outcome]: [&str; 3],
        now: &Moment,
    ) -> Result<Recorded, AppError> {
        let spoken = draft::contact(who, said, outcome)?;
        let history = self.history(person)?;
        let id = history.person.id;
        let standing = standing(history, now);
        let releases = match spoken.outcome.goes_on() {
            true => standing.because.iter().map(|(assessment, _)| *assessment).collect(),
            false => Vec::new(),
        };
        let contact = ClinicContact {
            who: spoken.who,
            when: now.wall,
            said: spoken.said,
            outcome: spoken.outcome,
            releases,
        };
        let written = self.write(id, &[(now.wall, Statement::Contact(contact))], false, now)?;
        Ok(recorded(id, &written, None, Vec::new()))
    }

    fn record_visit(&mut self, person: &str, draft: &VisitDraft, now: &Moment) -> Result<Recorded, AppError> {
        let (at, visit) = draft::visit(draft, now)?;
        let id = self.history(person)?.person.id;
        let written = self.write(id, &[(at, Statement::Visit(visit))], false, now)?;
        Ok(recorded(id, &written, None, Vec::new()))
    }
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
