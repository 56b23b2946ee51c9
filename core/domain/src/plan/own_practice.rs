//! What a plan of one's own must have before a person may take it up. A text that lacks it can be read, as it always could; it
//! is the taking up that is refused.

use super::phase::Frequency;
use super::suitability::Unsuited;
use super::{Indication, Material, Plan, Regimen};
use crate::background::{Background, Condition};

/// The least hours between two sessions of a day in a plan of one's own. Basis: proposal.
pub const SELF_DIRECTED_MIN_GAP_H: u8 = 8;

/// Why a person may not take a plan up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unfit {
    /// A question before a plan of one's own was not put.
    NotAsked(Unsuited),
    /// Two sessions of a day may lie too close together.
    GapTooShort {
        /// What the plan asks for, in hours.
        hours: u8,
    },
    /// A condition of the person's is for a clinician (C2.4).
    Condition(Condition),
    /// The person was operated on where this plan dilates.
    Operated,
    /// The device has latex in it, and the person is allergic to it.
    Latex,
}

impl Plan {
    /// Whether it is a plan of one's own that dilates.
    pub fn is_own_practice(&self) -> bool {
        !self.origin().is_clinic()
            && self.indication() == Indication::OwnPractice
            && self.regimen() == Regimen::Home
    }

    /// Everything that keeps a person with this background from taking the plan up, questions first.
    pub fn unfit(&self, background: &Background) -> Vec<Unfit> {
        let allergic = background.is_allergic_to_latex();
        let latex = self.device().is_some_and(|device| device.material == Material::LatexCovered);
        let mut unfit: Vec<Unfit> = (allergic && latex).then_some(Unfit::Latex).into_iter().collect();
        if !self.is_own_practice() {
            return unfit;
        }
        let questions = Unsuited::WORDS.iter().map(|(_, question)| *question);
        unfit.extend(
            questions.filter(|question| !self.body.suitability.contains(question)).map(Unfit::NotAsked),
        );
        let close = self.phases().iter().filter(|phase| match &phase.frequency {
            Frequency::PerDay { sessions, .. } => sessions.ceiling > 1,
            Frequency::PerWeek { .. } | Frequency::EveryDays { .. } => false,
        });
        let least = close.map(|phase| phase.min_gap_h).min().filter(|hours| *hours < SELF_DIRECTED_MIN_GAP_H);
        unfit.extend(least.map(|hours| Unfit::GapTooShort { hours }));
        let told = background.conditions.iter().map(|fact| fact.what);
        unfit.extend(told.filter(|what| needs_clinician(*what)).map(Unfit::Condition));
        unfit.extend((!background.surgeries.is_empty()).then_some(Unfit::Operated));
        unfit
    }

    /// What was told of the person since the plan was taken up, and would keep them from taking it up today. What the text
    /// itself lacks is not asked for again. Of conditions and operations the clinic knows whose plan it is; latex on the
    /// skin of somebody allergic to it is nobody's plan.
    pub fn unfit_since(&self, background: &Background) -> Option<Unfit> {
        let told = |unfit: &Unfit| matches!(unfit, Unfit::Condition(_) | Unfit::Operated | Unfit::Latex);
        self.unfit(background).into_iter().filter(|_| self.has_home_sessions()).find(told)
    }
}

/// Whether dilation is for a clinician to order where this holds. What changes no risk of it is named, so that a new condition
/// is one until somebody says otherwise.
fn needs_clinician(what: Condition) -> bool {
    !matches!(
        what,
        Condition::LatexAllergy | Condition::Diabetes | Condition::NitrateOrPde5 | Condition::Preterm { .. }
    )
}
