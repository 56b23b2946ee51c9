//! One person's log, written through the calls that the app makes: what stands, what is asked, what is answered.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, TimeDelta};
use gradus_domain::{
    Answer, Assessment, Certainty, CheckIn, ClinicContact, ContactOutcome, EntryId, FactId, Gate, History,
    Logged, Moment, OccurrenceId, Origin, ProposalKind, Session, SlotStatus, Stage, StageTaken, StageWhy,
    StepTaken, Value, Visit, VisitKind, propose, propose_stage, slots_of_day,
};
use gradus_triage::{
    ABOUT, AGAIN, ANYTHING_ELSE, Duty, Facts, LOOK_BACK, Next, Pack, Replies, Standing, derive, open_answers,
    read_told,
};

use crate::memory::{Asked, Memory, Place};
use crate::people::Adopted;

/// A log and the rules that answer it.
pub struct Diary<'p> {
    /// Everything that was written down.
    pub history: History,
    pack: &'p Pack,
    memory: Option<&'p Memory>,
    places: u64,
    /// What was written down, in its order, where somebody wants to write it down once more elsewhere.
    pub transcript: Option<Vec<Told>>,
}

/// One thing that was written down, when, and what was answered.
pub struct Told {
    /// When.
    pub now: Moment,
    /// What.
    pub entry: Entry,
    /// The rules that fired, with whether that is certain; none where there was no answer.
    pub fired: Vec<(String, Certainty)>,
}

/// What can be written down here.
#[derive(Clone)]
pub enum Entry {
    /// A session.
    Session(Box<Session>),
    /// Answers by name, as they are typed.
    CheckIn(Vec<(String, String)>),
    /// A talk about everything that is open, after which it goes on.
    Talk,
    /// A visit at which the plan is looked at.
    Review,
    /// The step that is proposed.
    Step(StepTaken),
    /// The stage that is proposed.
    Stage(Stage),
}

impl<'p> Diary<'p> {
    /// A person whose plan has just come in.
    pub fn new(pack: &'p Pack, memory: Option<&'p Memory>, adopted: &Adopted, now: &Moment) -> Self {
        let history = History::new(adopted.person.clone());
        let mut diary = Self { history, pack, memory, places: 0, transcript: None };
        let plan = diary.logged(now.wall, adopted.plan.clone());
        diary.history.plans.push(plan);
        diary
    }

    /// What a session asks for by what the log tells of it; nothing where it went well.
    pub(crate) fn hold(&mut self, session: Session, now: &Moment) -> Option<Assessment> {
        let logged = self.logged(now.wall, session.clone());
        self.history.sessions.push(logged);
        let assessment = self.pack.assess_session(&self.facts(BTreeMap::new(), now), now);
        let assessment = (!assessment.fired.is_empty()).then_some(assessment);
        self.keep(assessment.clone(), now);
        self.note(Entry::Session(Box::new(session)), assessment.as_ref(), now);
        assessment
    }

    /// Puts every question of the interview that comes, until none is left. `answer` is given its name; `takes_back` is asked
    /// when a reply made what was said urgent, and may give another one in its place.
    pub(crate) fn interview(
        &self,
        now: &Moment,
        mut answer: impl FnMut(&str) -> String,
        mut takes_back: impl FnMut(&str) -> Option<String>,
    ) -> Vec<(String, String)> {
        let derived = derive(&self.history, now);
        let mut replies: Vec<(String, String)> = Vec::new();
        let mut places: Vec<Place> = self.memory.iter().map(|memory| memory.begin(&derived)).collect();
        let mut was_urgent = false;
        loop {
            let ask = || self.ask(&replies, &derived, now);
            let asked = match (self.memory, places.last()) {
                (Some(memory), Some(place)) => memory.asked(*place, ask),
                _ => ask(),
            };
            let turned = asked.urgent && !was_urgent;
            let again =
                replies.last().filter(|_| turned).and_then(|(id, _)| Some((id.clone(), takes_back(id)?)));
            let reply = match (again, asked.next) {
                (Some(again), _) => {
                    replies.pop();
                    places.truncate(replies.len() + 1);
                    again
                }
                (None, Some(id)) => {
                    was_urgent = asked.urgent;
                    let said = answer(&id);
                    (id, said)
                }
                (None, None) => return replies,
            };
            if let (Some(memory), Some(place)) = (self.memory, places.last()) {
                places.push(memory.after(*place, &reply.0, &reply.1));
            }
            replies.push(reply);
        }
    }

    fn ask(
        &self,
        replies: &[(String, String)],
        derived: &BTreeMap<FactId, Answer<Value>>,
        now: &Moment,
    ) -> Asked {
        let raw = replies.iter().map(|(id, said)| (id.as_str(), Some(said.as_str())));
        let read = Replies::read(self.pack.vocabulary(), raw).expect("replies to questions that were put");
        let interview = self.pack.interview(&read, derived, now).expect("facts of the vocabulary");
        let next = interview.next.as_ref().map(|next| match next {
            Next::AnythingElse => ANYTHING_ELSE.to_owned(),
            Next::About { turn, .. } => format!("{ABOUT}{turn}"),
            Next::Again(id) => format!("{AGAIN}{id}"),
            Next::Required(id) | Next::Raised(id) | Next::Further(id) => id.to_string(),
        });
        Asked { next, urgent: interview.is_urgent() }
    }

    /// A topic under which this sign is asked for.
    pub(crate) fn topic_of(&self, sign: &str) -> Option<&str> {
        let vocabulary = self.pack.vocabulary();
        let mut topics = vocabulary.topics().iter().filter(|topic| !topic.always);
        let topic = topics.find(|topic| topic.signs(vocabulary).any(|id| id.as_str() == sign));
        topic.map(|topic| topic.id.as_str())
    }

    /// Leaves out what nothing can hang on any more, so that a long life costs no more a day than a short one: answers of the
    /// triage older than nine days of which nothing is open, and check-ins older than what derived facts look back to.
    pub(crate) fn forget(&mut self, stands: &Standing, now: &Moment) {
        if stands.tasks.iter().any(|task| Duty::of(task).is_answered_here()) || stands.gate != Gate::OPEN {
            return;
        }
        let open = open_answers(&self.history, now);
        let recent = now.wall - TimeDelta::days(9);
        self.history
            .assessments
            .retain(|one| one.effective > recent || open.iter().any(|(id, _)| *id == one.id));
        let oldest = self.history.assessments.first().map_or(now.wall, |one| one.effective);
        let looked_back = (now.wall - LOOK_BACK - TimeDelta::days(4)).min(oldest);
        self.history.check_ins.retain(|one| one.effective > looked_back);
    }

    /// What a check-in asks for.
    pub(crate) fn check_in(&mut self, replies: Vec<(String, String)>, now: &Moment) -> Assessment {
        let raw = replies.iter().map(|(id, said)| (id.as_str(), said.as_str()));
        let told = read_told(self.pack.vocabulary(), raw).expect("answers to questions that were put");
        let derived = derive(&self.history, now);
        let concluded = self.pack.conclude(told.answers.clone(), &told.more, derived, now);
        let (_, assessment) = concluded.expect("facts of the vocabulary");
        let said = self.logged(now.wall, CheckIn { answers: told.answers, note: None });
        self.history.check_ins.push(said);
        self.keep(Some(assessment.clone()), now);
        self.note(Entry::CheckIn(replies), Some(&assessment), now);
        assessment
    }

    /// A talk with the clinic about everything that is open, after which dilation goes on.
    pub(crate) fn talk(&mut self, now: &Moment) {
        let releases = open_answers(&self.history, now).into_iter().map(|(id, _)| id).collect();
        let contact = ClinicContact {
            next_visit: None,
            who: "Clinic".to_owned(),
            when: now.wall,
            said: "go on".to_owned(),
            outcome: ContactOutcome::Resume,
            releases,
        };
        let contact = self.logged(now.wall, contact);
        self.history.contacts.push(contact);
        self.note(Entry::Talk, None, now);
    }

    /// The visit at which the clinic looks at the plan again.
    pub(crate) fn review(&mut self, now: &Moment) {
        let kind = VisitKind::Examination;
        let visit = Visit { kind, who: "Clinic".to_owned(), calibrated: None, size_set: None, advice: None };
        let visit = self.logged(now.wall, visit);
        self.history.visits.push(visit);
        self.note(Entry::Review, None, now);
    }

    /// Takes the step that is proposed, or else the stage.
    pub(crate) fn step(&mut self, stands: &Standing, now: &Moment) {
        let gate = stands.gate_for_steps();
        let to = match propose(&self.history, gate, now).kind {
            ProposalKind::Advance { to, .. } | ProposalKind::StepBack { to } => to,
            _ => return self.stage(gate, now),
        };
        let Some(from) = self.history.current_size(now.wall) else { return };
        let step = StepTaken { from, to };
        let logged = self.logged(now.wall, step);
        self.history.steps.push(logged);
        self.note(Entry::Step(step), None, now);
    }

    fn stage(&mut self, gate: Gate, now: &Moment) {
        let to = propose_stage(&self.history, gate, now).and_then(|proposal| proposal.to);
        let plan = self.history.plan_in_force(now.date()).map(|plan| plan.id);
        let (Some(stage), Some(plan), Some(from)) = (to, plan, now.date().succ_opt()) else { return };
        let taken = StageTaken { plan, stage, from, why: StageWhy::Proposed };
        let logged = self.logged(now.wall, taken);
        self.history.stages.push(logged);
        self.note(Entry::Stage(stage), None, now);
    }

    /// The session that the plan asks for now: due, or late and still possible.
    pub(crate) fn slot(&self, now: &Moment) -> Option<OccurrenceId> {
        let yesterday = now.date().pred_opt()?;
        let mut slots = slots_of_day(&self.history, yesterday, now);
        slots.extend(slots_of_day(&self.history, now.date(), now));
        let of =
            |status| slots.iter().rev().find(|slot| slot.status == status).map(|slot| slot.occurrence.id);
        of(SlotStatus::Due).or_else(|| of(SlotStatus::LateWindow).filter(|id| id.date == now.date()))
    }

    fn facts(&self, asked: BTreeMap<FactId, Answer<Value>>, now: &Moment) -> Facts {
        let derived = derive(&self.history, now);
        Facts::join(self.pack.vocabulary(), asked, derived).expect("facts of the vocabulary")
    }

    fn keep(&mut self, assessment: Option<Assessment>, now: &Moment) {
        if let Some(assessment) = assessment {
            let logged = self.logged(now.wall, assessment);
            self.history.assessments.push(logged);
        }
    }

    fn note(&mut self, entry: Entry, assessment: Option<&Assessment>, now: &Moment) {
        if let Some(transcript) = &mut self.transcript {
            let fired = assessment.into_iter().flat_map(|one| &one.fired);
            let fired = fired.map(|rule| (rule.id.clone(), rule.certainty)).collect();
            transcript.push(Told { now: *now, entry, fired });
        }
    }

    fn logged<T>(&mut self, when: DateTime<FixedOffset>, value: T) -> Logged<T> {
        self.places += 1;
        let mut id = [0; 32];
        id[..8].copy_from_slice(&self.places.to_be_bytes());
        Logged {
            id: EntryId(id),
            person: self.history.person.id,
            effective: when,
            recorded: when,
            origin: Origin::Live,
            clock_suspect: false,
            place: self.places,
            value,
            amended: None,
            former: Vec::new(),
        }
    }
}
