use chrono::NaiveDate;
use gradus_domain::plan::Plan;
use gradus_domain::{Reason, Stage, StageProposal, StageTaken, StageWhy, StepTaken};

use crate::Words;

impl Words {
    /// Where a plan stands: how often it asks for a session there.
    pub fn stage(&self, plan: &Plan, stage: Stage) -> String {
        let taper = plan.taper().map_or(&[][..], |taper| &taper.phases);
        let (phases, number, key) = match stage {
            Stage::Full(number) => (plan.phases(), number, "stage.full"),
            Stage::Taper(number) => (taper, number, "stage.taper"),
            Stage::Done => return self.word("stage.done"),
        };
        let Some(phase) = phases.get(usize::from(number)) else { return String::new() };
        let (n, all) = ((u32::from(number) + 1).to_string(), phases.len().to_string());
        self.say(key, &[("n", &n), ("all", &all), ("frequency", &self.frequency(&phase.frequency))])
    }

    /// What is proposed for where the plan stands.
    pub fn stage_proposal(&self, plan: &Plan, proposal: &StageProposal) -> String {
        let Some(to) = proposal.to else { return self.word("stage.stay") };
        let text = self.stage(plan, to);
        match (proposal.from, to) {
            (_, Stage::Done) => self.word("stage.propose_done"),
            (from, to) if to < from => self.say("stage.propose_back", &[("stage", &text)]),
            (Stage::Full(_), Stage::Taper(_)) => self.say("stage.propose_open", &[("stage", &text)]),
            _ => self.say("stage.propose_on", &[("stage", &text)]),
        }
    }

    /// What is proposed, and what stands in the way or calls for it.
    pub fn stage_with_reasons(&self, plan: &Plan, proposal: &StageProposal) -> String {
        let said = std::iter::once(self.stage_proposal(plan, proposal));
        let reasons = proposal.reasons.iter().filter(|reason| reason.holds_back());
        said.chain(reasons.map(|reason| self.reason(reason))).collect::<Vec<_>>().join(" ")
    }

    /// A word about where a plan stands, as it appears in a timeline.
    pub fn stage_taken(&self, plan: Option<&Plan>, taken: &StageTaken) -> String {
        let stage = plan.map(|plan| self.stage(plan, taken.stage)).unwrap_or_default();
        let key = match taken.why {
            StageWhy::Proposed => "stage.taken",
            StageWhy::Clinic(_) => "stage.taken_clinic",
        };
        self.say(key, &[("date", &self.date(taken.from)), ("stage", &stage)])
    }

    /// A move that is proposed, for the first screen; `None` while the plan is to stay where it stands.
    pub fn stage_notice(&self, plan: &Plan, proposal: &StageProposal) -> Option<String> {
        proposal.to?;
        Some(self.say("stage.notice", &[("proposal", &self.stage_with_reasons(plan, proposal))]))
    }

    /// From when a word about where a plan stands holds.
    pub fn stage_from(&self, from: NaiveDate) -> String {
        self.dated("stage.from", from)
    }

    /// What the next weeks take for granted if all goes well.
    pub fn preview_well(&self) -> String {
        self.word("preview.well")
    }

    /// What a bad week is.
    pub fn preview_bad(&self) -> String {
        self.word("preview.bad")
    }

    /// A change of size that will come.
    pub fn preview_step(&self, on: NaiveDate, step: &StepTaken) -> String {
        let (from, to) = (self.size(step.from), self.size(step.to));
        self.say("preview.step", &[("date", &self.date(on)), ("from", &from), ("to", &to)])
    }

    /// Reasons for or against another stage.
    pub(crate) fn stage_reason(&self, reason: &Reason) -> String {
        match *reason {
            Reason::DaysInPhase { have, need } => {
                self.count("reason.days_in_phase", have as usize, &[("need", &need.to_string())])
            }
            Reason::EasyInARow { have, need } => {
                self.count("reason.easy_in_a_row", have as usize, &[("need", &need.to_string())])
            }
            Reason::NotFullFrequency { missed } => {
                self.count("reason.not_full_frequency", missed as usize, &[])
            }
            Reason::SizeNotReached { size, need } => {
                self.say("reason.size_not_reached", &[("size", &self.size(size)), ("need", &self.size(need))])
            }
            Reason::ClinicSaysWhen => self.word("reason.clinic_says_when"),
            Reason::NoGoodSession { since } => self.dated("reason.no_good_session", since),
            Reason::Tight { size, on } => {
                self.say("reason.tight", &[("size", &self.size(size)), ("date", &self.date(on))])
            }
            Reason::BrokenOff { on } => self.dated("reason.broken_off", on),
            _ => unreachable!("every other reason is said where this is called"),
        }
    }
}
