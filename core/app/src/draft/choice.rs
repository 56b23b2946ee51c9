//! The words of closed lists, as commands spell them.

use gradus_domain::{
    Adjunct, Bleeding, Condition, Ease, LubricantUsed, Outlet, Role, SkipReason, StoolColour, StopReason,
    SurgeryKind, TemperatureMethod, VisitKind,
};

/// A closed list whose words a form may use.
pub(crate) trait Choice: Copy + 'static {
    /// Each word with its value.
    const WORDS: &'static [(&'static str, Self)];
}

/// The word of a value.
pub(crate) fn word<T: Choice + PartialEq>(value: T) -> &'static str {
    let found = T::WORDS.iter().find(|(_, known)| *known == value);
    found.map(|(word, _)| *word).expect("the tests hold that every value has a word")
}

impl Choice for Ease {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("easy", Self::Easy),
        ("firm", Self::Firm),
        ("forced_not_done", Self::ForcedNotDone),
        ("not_passed", Self::NotPassed),
    ];
}

impl Choice for Bleeding {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("none", Self::None),
        ("streak", Self::Streak),
        ("pink_tint", Self::PinkTint),
        ("drip", Self::Drip),
        ("red_bowl", Self::RedBowl),
        ("clots", Self::Clots),
        ("non_stop", Self::NonStop),
    ];
}

impl Choice for LubricantUsed {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("water", Self::Water),
        ("silicone", Self::Silicone),
        ("oil", Self::Oil),
        ("none", Self::None),
        ("unsuitable", Self::Unsuitable),
    ];
}

impl Choice for Adjunct {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("numbing_gel", Self::NumbingGel),
        ("opioid", Self::Opioid),
        ("sedative", Self::Sedative),
        ("alcohol", Self::Alcohol),
        ("nitrite", Self::Nitrite),
        ("painkiller", Self::SimplePainkiller),
        ("ointment", Self::RelaxingOintment),
    ];
}

impl Choice for StopReason {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("pain", Self::Pain),
        ("bleeding", Self::Bleeding),
        ("would_not_pass", Self::WouldNotPass),
        ("stuck", Self::Stuck),
        ("faint", Self::Faint),
        ("child_said_stop", Self::ChildSaidStop),
        ("interrupted", Self::Interrupted),
        ("other", Self::Other),
    ];
}

impl Choice for SkipReason {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("no_private_time", Self::NoPrivateTime),
        ("illness", Self::Illness),
        ("travel", Self::Travel),
        ("child_refuses", Self::ChildRefuses),
        ("forgot", Self::Forgot),
        ("clinic_said", Self::ClinicSaid),
        ("other", Self::Other),
    ];
}

impl Choice for TemperatureMethod {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("axillary", Self::Axillary),
        ("tympanic", Self::Tympanic),
        ("forehead", Self::Forehead),
        ("oral", Self::Oral),
        ("rectal", Self::Rectal),
        ("not_said", Self::NotSaid),
    ];
}

impl Choice for StoolColour {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("usual", Self::Usual),
        ("dark_with_iron_or_food", Self::DarkWithIronOrFood),
        ("black_or_maroon", Self::BlackOrMaroon),
    ];
}

impl Choice for Outlet {
    const WORDS: &'static [(&'static str, Self)] = &[("bottom", Self::Bottom), ("stoma", Self::Stoma)];
}

impl Choice for VisitKind {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("examination", Self::Examination),
        ("calibration", Self::Calibration),
        ("balloon", Self::Balloon),
        ("controlled_dilation", Self::ControlledDilation),
        ("botulinum", Self::Botulinum),
        ("under_anaesthesia", Self::UnderAnaesthesia),
        ("operation", Self::Operation),
    ];
}

impl Choice for Role {
    const WORDS: &'static [(&'static str, Self)] =
        &[("self", Self::Self_), ("caregiver", Self::Caregiver), ("teen", Self::Teen)];
}

impl Choice for SurgeryKind {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("anoplasty", Self::Anoplasty),
        ("psarp", Self::Anoplasty),
        ("pull_through", Self::PullThrough),
        ("haemorrhoidectomy", Self::Haemorrhoidectomy),
        ("fissure_surgery", Self::FissureSurgery),
        ("rectal_anastomosis", Self::RectalAnastomosis),
        ("ileoanal_pouch", Self::IleoanalPouch),
        ("stoma_formation", Self::StomaFormation),
        ("stoma_closure", Self::StomaClosure),
        ("dilation_under_anaesthesia", Self::DilationUnderAnaesthesia),
        ("botulinum", Self::Botulinum),
        ("other_pelvic", Self::OtherPelvic),
    ];
}

/// Conditions without a detail of their own. `preterm:WEEKS` carries one and is read apart.
impl Choice for Condition {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("hirschsprung", Self::Hirschsprung),
        ("anorectal_malformation", Self::Arm),
        ("anticoagulant", Self::Anticoagulant),
        ("bleeding_disorder", Self::BleedingDisorder),
        ("immunosuppressed", Self::Immunosuppressed),
        ("central_line", Self::CentralLine),
        ("inflammatory_bowel_disease", Self::InflammatoryBowelDisease),
        ("radiotherapy", Self::Radiotherapy),
        ("cancer_history", Self::CancerHistory),
        ("pregnancy", Self::Pregnancy),
        ("preexisting_leakage", Self::PreexistingLeakage),
        ("abnormal_pressure_or_anatomy", Self::AbnormalPressureOrAnatomy),
        ("spinal_lesion", Self::SpinalLesion { at_or_above_t6: false }),
        ("spinal_lesion_t6_or_above", Self::SpinalLesion { at_or_above_t6: true }),
        ("nitrate_or_pde5", Self::NitrateOrPde5),
        ("latex_allergy", Self::LatexAllergy),
        ("failed_conservative_therapy", Self::FailedConservativeTherapy),
        ("stoma", Self::Diverted),
        ("diabetes", Self::Diabetes),
        ("trisomy_21", Self::Trisomy21),
        ("previous_enterocolitis", Self::PreviousEnterocolitis),
        ("non_verbal", Self::NonVerbal),
        ("heart_condition", Self::HeartCondition),
        ("steroids", Self::Steroids),
    ];
}

#[cfg(test)]
mod tests {
    use std::fmt::Debug;

    use gradus_domain::device::{Disinfection, Flaw, Lubrication, Question, RetireReason, Shape, Surface};
    use gradus_domain::plan::Material;

    use super::*;
    use crate::AppError;
    use crate::draft::Fields;

    fn each_word_is_read<T: Choice + PartialEq + Debug>() {
        let all: Vec<&str> = T::WORDS.iter().map(|(word, _)| *word).collect();
        for (word, value) in T::WORDS {
            let mut fields = Fields::default();
            let read = fields.choice::<T>("field", word);
            assert_eq!(fields.finish(read), Ok(*value), "{word}");
            assert!(T::WORDS.contains(&(super::word(*value), *value)), "{word}");
            assert_eq!(all.iter().filter(|other| *other == word).count(), 1, "{word} stands once");
        }
        for unknown in ["", "Easy", "none ", "zzz"] {
            let mut fields = Fields::default();
            let read = fields.choice::<T>("field", unknown);
            let Err(AppError::Invalid { problems }) = fields.finish(read) else {
                panic!("{unknown} was read");
            };
            assert_eq!(problems.len(), 1);
            assert_eq!(problems[0].right, format!("write {}", all.join(", ")));
        }
    }

    #[test]
    fn every_word_of_every_closed_list_is_read_and_an_unknown_one_names_them_all() {
        each_word_is_read::<Ease>();
        each_word_is_read::<Bleeding>();
        each_word_is_read::<LubricantUsed>();
        each_word_is_read::<Adjunct>();
        each_word_is_read::<StopReason>();
        each_word_is_read::<SkipReason>();
        each_word_is_read::<VisitKind>();
        each_word_is_read::<TemperatureMethod>();
        each_word_is_read::<StoolColour>();
        each_word_is_read::<Outlet>();
        each_word_is_read::<Role>();
        each_word_is_read::<SurgeryKind>();
        each_word_is_read::<Condition>();
        each_word_is_read::<Shape>();
        each_word_is_read::<Material>();
        each_word_is_read::<Flaw>();
        each_word_is_read::<Question>();
        each_word_is_read::<Disinfection>();
        each_word_is_read::<RetireReason>();
        each_word_is_read::<Lubrication>();
        each_word_is_read::<Surface>();
    }

    /// A value without a word could never be entered.
    #[test]
    fn every_value_has_a_word() {
        let count = |words: usize, expected: usize| assert_eq!(words, expected);
        count(Ease::WORDS.len(), 4);
        count(Bleeding::WORDS.len(), 7);
        count(LubricantUsed::WORDS.len(), 5);
        count(Adjunct::WORDS.len(), 7);
        count(StopReason::WORDS.len(), 8);
        count(SkipReason::WORDS.len(), 7);
        count(VisitKind::WORDS.len(), 7);
        count(TemperatureMethod::WORDS.len(), 6);
        count(StoolColour::WORDS.len(), 3);
        count(Outlet::WORDS.len(), 2);
        count(Role::WORDS.len(), 3);
        count(SurgeryKind::WORDS.len(), 12);
        count(Condition::WORDS.len(), 24);
        count(<Shape as Choice>::WORDS.len(), 5);
        count(Flaw::WORDS.len(), 5);
        count(<Question as Choice>::WORDS.len(), Question::ALL.len());
        count(Disinfection::WORDS.len(), 3);
        count(RetireReason::WORDS.len(), 4);
        count(Lubrication::WORDS.len(), 5);
        count(Surface::WORDS.len(), 5);
    }
}
