//! What an adult is asked before a plan of their own: each "no" of these leaves dilation to themselves, and anything else leaves
//! it to a clinician first (S7, S24, S30, S33, C2.4).

use crate::document::Table;

/// One question before a plan of one's own. The plan's text keeps that it was answered with no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unsuited {
    /// A narrowing, fissure, abscess, fistula, piles or another disorder of the anus, found or suspected.
    Disorder,
    /// Pain, blood, discharge, a lump or a change of stool that no clinician has looked at.
    Unexplained,
    /// Disease or infection of the bowel, or cancer of bowel or pelvis, ever.
    BowelDisease,
    /// An operation on, or radiotherapy of, the anus, bowel or pelvis, ever.
    OperatedOrIrradiated,
    /// Leaking stool or wind.
    Leakage,
    /// Blood thinners, or a disorder of bleeding.
    BleedsEasily,
    /// Weakened defence against infection.
    WeakDefence,
    /// A heart condition, fainting, or an injury of the spinal cord.
    HeartOrSpine,
    /// Pregnant, or possibly so.
    Pregnant,
    /// Alcohol, nitrites, sedatives or numbing gel meant to be part of it.
    Masked,
    /// Somebody else presses for it.
    Pressed,
}

impl Unsuited {
    /// Every question with its word in files, in the order in which they are asked.
    pub const WORDS: [(&'static str, Self); 11] = [
        ("disorder", Self::Disorder),
        ("unexplained_signs", Self::Unexplained),
        ("bowel_disease", Self::BowelDisease),
        ("operated_or_irradiated", Self::OperatedOrIrradiated),
        ("leakage", Self::Leakage),
        ("bleeds_easily", Self::BleedsEasily),
        ("weak_defence", Self::WeakDefence),
        ("heart_or_spine", Self::HeartOrSpine),
        ("pregnant", Self::Pregnant),
        ("masked", Self::Masked),
        ("pressed", Self::Pressed),
    ];

    /// What to do where the answer is not a plain no.
    fn instead(self) -> &'static str {
        match self {
            Self::Masked => "write no once that is so: what hides pain hides injury (S11, S12)",
            Self::Pressed => "write no once that is so: it is for nobody else to decide (S22)",
            _ => "ask a clinician first; a plan from them is the way then (S33)",
        }
    }
}

/// The answers, each of which is no: the questions that were asked, in their order.
pub(super) fn read_suitability(table: &Table<'_>) -> Vec<Unsuited> {
    let asked = Unsuited::WORDS.iter().filter_map(|(name, question)| {
        let field = table.field(name)?;
        match field.choice(&[("no", true), ("yes", false), ("not_sure", false)])? {
            true => Some(*question),
            false => field.complain("a plan of one's own does not suit that", question.instead()),
        }
    });
    asked.collect()
}
