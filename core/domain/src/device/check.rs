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
    use crate::device::{DeviceParts, Shape};
    use crate::sample::mm;

    fn asked(material: Material, base: bool, latex_allergy: bool) -> Vec<Question> {
        let device = Device::new(DeviceParts {
            name: "Blue".to_owned(),
            shape: Shape::Other,
            sizes: vec![mm(12)],
            material,
            base,
            grip_depth_mm: (!base).then_some(40),
            flaws: Vec::new(),
            first_use: None,
            disinfect_every_days: None,
            replace_after_days: None,
        })
        .expect("a device");
        Question::of(&device, latex_allergy).collect()
    }

    #[test]
    fn a_device_is_asked_about_what_its_material_and_its_end_can_break() {
        use Question as Q;
        let metal = [Q::NoCrack, Q::Straight, Q::Base, Q::Own, Q::Clean, Q::Temperature];
        assert_eq!(asked(Material::Metal, true, false), metal);
        let grip = [Q::NoCrack, Q::Straight, Q::DepthMark, Q::Own, Q::Clean, Q::Temperature];
        assert_eq!(asked(Material::Metal, false, false), grip);
        for material in [Material::Silicone, Material::Plastic, Material::LatexCovered] {
            let soft = [Q::NoCrack, Q::NotTacky, Q::Straight, Q::Base, Q::Own, Q::Clean, Q::Temperature];
            assert_eq!(asked(material, true, false), soft);
        }
    }

    #[test]
    fn latex_is_asked_about_for_whoever_is_allergic_and_for_nobody_else() {
        assert_eq!(asked(Material::Metal, true, true).last(), Some(&Question::NoLatex));
        assert!(!asked(Material::LatexCovered, true, false).contains(&Question::NoLatex));
    }

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
