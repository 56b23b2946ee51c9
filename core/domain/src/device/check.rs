use std::collections::BTreeMap;

use super::Device;
use crate::answer::Answer;
use crate::assessment::Basis;
use crate::plan::{Material, Retention};

/// What is asked of a device before it is used. Yes is always the answer of a device that may go in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Question {
    /// No crack, no chip, no rough spot.
    NoCrack,
    /// The surface is not tacky.
    NotTacky,
    /// It is not bent.
    Straight,
    /// The base is whole and sits firmly.
    Base,
    /// The mark beyond which it never goes in can be seen.
    DepthMark,
    /// Nobody else has used it, nor has it been anywhere else.
    Own,
    /// It is clean.
    Clean,
    /// It is neither hot nor icy.
    Temperature,
    /// Nothing that touches is of latex: asked where somebody is allergic to it.
    NoLatex,
}

impl Question {
    /// Every question, in the order in which it is asked.
    pub const ALL: [Self; 9] = [
        Self::NoCrack,
        Self::NotTacky,
        Self::Straight,
        Self::Base,
        Self::DepthMark,
        Self::Own,
        Self::Clean,
        Self::Temperature,
        Self::NoLatex,
    ];

    /// Whether a "no" stays: a crack does not heal, and no later "yes" makes it whole. What was answered wrong is put right.
    pub fn is_lasting(self) -> bool {
        matches!(self, Self::NoCrack | Self::NotTacky | Self::Straight | Self::Base | Self::DepthMark)
    }

    /// On what it rests, and where that stands.
    pub fn source(self) -> (Basis, &'static [&'static str]) {
        match self {
            Self::NoCrack | Self::Base => (Basis::Sourced, &["S13", "C3"]),
            Self::NotTacky | Self::Straight => (Basis::Proposal, &["S13", "C3"]),
            Self::DepthMark => (Basis::Proposal, &["S13", "C3"]),
            Self::Own => (Basis::Sourced, &["C3"]),
            Self::Clean => (Basis::Sourced, &["S5", "C3"]),
            Self::Temperature | Self::NoLatex => (Basis::General, &["C3"]),
        }
    }

    /// Those that are asked of this device, for somebody who is allergic to latex or not.
    pub fn of(device: &Device, latex_allergy: bool) -> impl Iterator<Item = Self> {
        let soft =
            matches!(device.material(), Material::Silicone | Material::Plastic | Material::LatexCovered);
        let has_base = device.retention() == Retention::Base;
        Self::ALL.into_iter().filter(move |question| match question {
            Self::NotTacky => soft,
            Self::Base => has_base,
            Self::DepthMark => !has_base,
            Self::NoLatex => latex_allergy,
            _ => true,
        })
    }
}

/// What was answered about a device before it was used. A question that is not here was not asked.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct SafetyCheck {
    /// The answers.
    pub answers: BTreeMap<Question, Answer<bool>>,
}

impl SafetyCheck {
    /// What was answered; a question that was not asked is not known.
    pub fn answer(&self, question: Question) -> Answer<bool> {
        self.answers.get(&question).copied().unwrap_or(Answer::Unknown)
    }

    /// How many questions were not answered with yes.
    pub fn doubts(&self) -> usize {
        self.answers.values().filter(|answer| **answer != Answer::Known(true)).count()
    }
}

crate::unprinted!(SafetyCheck);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_doubt_is_every_answer_but_yes() {
        let answers = [
            (Question::NoCrack, Answer::Known(true)),
            (Question::Clean, Answer::Known(false)),
            (Question::Own, Answer::Unknown),
            (Question::Straight, Answer::Known(false)),
        ];
        assert_eq!(SafetyCheck { answers: answers.into() }.doubts(), 3);
        assert_eq!(SafetyCheck::default().doubts(), 0);
    }
}
