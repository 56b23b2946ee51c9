//! What a plan of one's own must have before a person may take it up. A text that lacks it can be read, as it always could; it
//! is the taking up that is refused.

use super::check::{SELF_DIRECTED_HOLD_S, SELF_DIRECTED_PER_DAY};
use super::phase::{Frequency, Phase, WarmUpSizes, WeekDay};
use super::suitability::Unsuited;
use super::{Indication, Material, Plan, Regimen};
use crate::background::{Background, Condition};
use crate::size::Millimetres;

/// The least hours between two sessions of a day in a plan of one's own. Basis: proposal.
pub const SELF_DIRECTED_MIN_GAP_H: u8 = 8;

/// The largest first size of a plan of one's own, in tenths of a millimetre: the smallest of the adult sets that were published
/// (C1.1). Basis: proposal.
pub const SELF_DIRECTED_START_TENTHS: u16 = 200;
/// The widest step of a plan of one's own, in tenths of a millimetre; a wider one is for a clinician to confirm (C1.1). Basis:
/// proposal.
pub const SELF_DIRECTED_STEP_TENTHS: u16 = 30;
/// The most insertions of the current size in a session of a plan of one's own. Basis: proposal.
pub const SELF_DIRECTED_INSERTIONS: u8 = 5;

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
    /// A part of the plan, or its end, asks for more sessions a day than a plan of one's own may.
    TooOften {
        /// The most of a day.
        per_day: u8,
    },
    /// Something is held for longer than a plan of one's own may, at its end or to warm up as well.
    HoldTooLong {
        /// The longest, in seconds.
        seconds: u32,
    },
    /// More insertions in a session than a plan of one's own may ask for.
    TooManyInsertions {
        /// The most of a session.
        insertions: u8,
    },
    /// The first size is larger than that of a plan of one's own may be.
    StartTooLarge {
        /// The first size.
        size: Millimetres,
    },
    /// From one size to the next is too far for a plan of one's own.
    StepTooWide {
        /// The size before the step.
        from: Millimetres,
        /// The size after it.
        to: Millimetres,
    },
    /// A size to warm up with is none of the ladder, whoever's plan it is.
    WarmUpOffLadder {
        /// That size.
        size: Millimetres,
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
        unfit.extend(self.warm_up_off_ladder());
        if !self.is_own_practice() {
            return unfit;
        }
        let questions = Unsuited::WORDS.iter().map(|(_, question)| *question);
        unfit.extend(
            questions.filter(|question| !self.body.suitability.contains(question)).map(Unfit::NotAsked),
        );
        unfit.extend(self.too_much_dose());
        unfit.extend(self.too_large_steps());
        let told = background.conditions.iter().map(|fact| fact.what);
        unfit.extend(told.filter(|what| needs_clinician(*what)).map(Unfit::Condition));
        unfit.extend((!background.surgeries.is_empty()).then_some(Unfit::Operated));
        unfit
    }

    fn parts(&self) -> impl Iterator<Item = &Phase> {
        self.phases().iter().chain(self.taper().into_iter().flat_map(|taper| &taper.phases))
    }

    fn warm_up_off_ladder(&self) -> Option<Unfit> {
        let fixed = self.parts().filter_map(|phase| match &phase.warm_up.as_ref()?.sizes {
            WarmUpSizes::Fixed(sizes) => Some(sizes),
            WarmUpSizes::Below(_) => None,
        });
        let size = fixed.flatten().find(|size| !self.ladder().holds(**size))?;
        Some(Unfit::WarmUpOffLadder { size: *size })
    }

    /// The greatest of each part of the dose, in the plan and at its end, that lies beyond what nobody sets alone.
    fn too_much_dose(&self) -> impl Iterator<Item = Unfit> {
        let close = self.parts().filter(|phase| match &phase.frequency {
            Frequency::PerDay { sessions, .. } | Frequency::PerWeek { sessions, day: WeekDay::Free, .. } => {
                sessions.ceiling > 1
            }
            Frequency::PerWeek { .. } | Frequency::EveryDays { .. } => false,
        });
        let gap = close.map(|phase| phase.min_gap_h).min().filter(|hours| *hours < SELF_DIRECTED_MIN_GAP_H);
        let per_day = self.parts().filter_map(|phase| match &phase.frequency {
            Frequency::PerDay { sessions, .. } => Some(sessions.ceiling),
            Frequency::PerWeek { .. } | Frequency::EveryDays { .. } => None,
        });
        let holds = self.parts().flat_map(|phase| {
            let warm_up = phase.warm_up.as_ref().and_then(|warm_up| warm_up.hold_s);
            [Some(phase.hold.max_s), warm_up].into_iter().flatten()
        });
        let often = per_day.max().filter(|per_day| *per_day > SELF_DIRECTED_PER_DAY);
        let long = holds.max().filter(|seconds| *seconds > SELF_DIRECTED_HOLD_S);
        let insertions = self.parts().map(|phase| phase.insertions).max();
        let many = insertions.filter(|insertions| *insertions > SELF_DIRECTED_INSERTIONS);
        [
            gap.map(|hours| Unfit::GapTooShort { hours }),
            often.map(|per_day| Unfit::TooOften { per_day }),
            long.map(|seconds| Unfit::HoldTooLong { seconds }),
            many.map(|insertions| Unfit::TooManyInsertions { insertions }),
        ]
        .into_iter()
        .flatten()
    }

    fn too_large_steps(&self) -> impl Iterator<Item = Unfit> {
        let ladder = self.ladder();
        let size = ladder.start();
        let start = (size.tenths() > SELF_DIRECTED_START_TENTHS).then_some(Unfit::StartTooLarge { size });
        let wide = ladder.sizes().windows(2).filter(|pair| pair[1] <= ladder.goal());
        let wide = wide.filter(|pair| pair[1].tenths() - pair[0].tenths() > SELF_DIRECTED_STEP_TENTHS);
        start.into_iter().chain(wide.map(|pair| Unfit::StepTooWide { from: pair[0], to: pair[1] }))
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
