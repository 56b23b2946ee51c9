use chrono::NaiveDate;

/// What rules and plans must know of a person's health, apart from the indication of the plan.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Background {
    /// Conditions that hold.
    pub conditions: Vec<Fact>,
    /// Operations and procedures, in any order.
    pub surgeries: Vec<Surgery>,
}

/// A condition and since when it holds, if known.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Fact {
    /// Which.
    pub what: Condition,
    /// Since when.
    pub since: Option<NaiveDate>,
}

/// A condition that changes what rules answer or which plans are possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Condition {
    /// Hirschsprung disease, treated or not; switches on the enterocolitis rules for life.
    Hirschsprung,
    /// Anorectal malformation.
    Arm,
    /// Takes a blood thinner, or two platelet inhibitors.
    Anticoagulant,
    /// Haemophilia, low platelets or another bleeding disorder.
    BleedingDisorder,
    /// Immunosuppressed: medicine, chemotherapy within six weeks, transplant, neutropenia.
    Immunosuppressed,
    /// A central venous line is in place.
    CentralLine,
    /// Crohn's disease or ulcerative colitis.
    InflammatoryBowelDisease,
    /// Pelvic radiotherapy, past or present.
    Radiotherapy,
    /// Cancer of the bowel or pelvis, past or present.
    CancerHistory,
    /// Pregnant now.
    Pregnancy,
    /// Leaked stool or gas before the dilation began.
    PreexistingLeakage,
    /// Abnormal resting pressure or complex anatomy, as found by a clinician.
    AbnormalPressureOrAnatomy,
    /// A spinal cord lesion.
    SpinalLesion {
        /// At or above the sixth thoracic vertebra: risk of autonomic dysreflexia.
        at_or_above_t6: bool,
    },
    /// Uses nitrate ointment or a PDE5 inhibitor.
    NitrateOrPde5,
    /// Allergic to latex.
    LatexAllergy,
    /// Conservative treatment was tried and failed.
    FailedConservativeTherapy,
    /// Has a stoma: stool questions name the outlet.
    Diverted,
    /// Diabetes.
    Diabetes,
    /// Trisomy 21.
    Trisomy21,
    /// Had enterocolitis before.
    PreviousEnterocolitis,
    /// Born before 40 weeks.
    Preterm {
        /// Completed weeks of pregnancy at birth, 22 to 39.
        weeks: u8,
    },
    /// Cannot tell symptoms in words: proxy questions are asked.
    NonVerbal,
    /// Heart valve disease, arrhythmia or another heart condition.
    HeartCondition,
    /// Takes steroids.
    Steroids,
}

impl Condition {
    /// Whether another one says the same, the weeks of a preterm birth aside.
    fn stands_in(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Preterm { .. }, Self::Preterm { .. }) => true,
            (one, other) => one == other,
        }
    }
}

/// An operation or procedure and its date.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Surgery {
    /// Which.
    pub kind: SurgeryKind,
    /// When; `None` when nobody remembers.
    pub on: Option<NaiveDate>,
}

/// Kinds of operation that rules and plans tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SurgeryKind {
    /// Repair of an anorectal malformation (PSARP, anoplasty).
    Anoplasty,
    /// Pull-through for Hirschsprung disease.
    PullThrough,
    /// Removal of haemorrhoids.
    Haemorrhoidectomy,
    /// Operation for a fissure.
    FissureSurgery,
    /// Low anterior resection or another rectal anastomosis.
    RectalAnastomosis,
    /// Ileo-anal pouch.
    IleoanalPouch,
    /// Making of a stoma.
    StomaFormation,
    /// Closure of a stoma.
    StomaClosure,
    /// Dilation by a clinician under anaesthesia.
    DilationUnderAnaesthesia,
    /// Botulinum toxin.
    Botulinum,
    /// Another operation on the anus, rectum or pelvis.
    OtherPelvic,
}

impl SurgeryKind {
    /// Whether a plan of dilation is counted in days from it.
    pub fn is_before_dilation(self) -> bool {
        matches!(
            self,
            Self::Anoplasty
                | Self::PullThrough
                | Self::Haemorrhoidectomy
                | Self::FissureSurgery
                | Self::RectalAnastomosis
                | Self::IleoanalPouch
        )
    }
}

impl Background {
    /// Whether latex must not come near: nothing with latex in it is used, and every device is asked about.
    pub fn is_allergic_to_latex(&self) -> bool {
        self.has(|condition| *condition == Condition::LatexAllergy)
    }

    /// Whether a condition of this kind holds, its details aside.
    pub fn has(&self, wanted: impl Fn(&Condition) -> bool) -> bool {
        self.conditions.iter().any(|fact| wanted(&fact.what))
    }

    /// The conditions of this background that are missing in a later one, whatever else changed about them.
    pub fn conditions_missing_in(&self, later: &Self) -> Vec<Condition> {
        let all = self.conditions.iter().map(|fact| fact.what);
        all.filter(|what| !later.has(|other| what.stands_in(other))).collect()
    }

    /// The operations of this background that are missing in a later one, whatever day they have there: each kind as often
    /// as it stands there less often.
    pub fn operations_missing_in(&self, later: &Self) -> Vec<SurgeryKind> {
        let mut kept: Vec<SurgeryKind> = later.surgeries.iter().map(|one| one.kind).collect();
        let all = self.surgeries.iter().map(|one| one.kind);
        all.filter(|kind| match kept.iter().position(|other| other == kind) {
            Some(place) => {
                kept.swap_remove(place);
                false
            }
            None => true,
        })
        .collect()
    }

    /// Completed weeks of pregnancy at birth, if the person was born preterm.
    pub fn preterm_weeks(&self) -> Option<u8> {
        self.conditions.iter().find_map(|fact| match fact.what {
            Condition::Preterm { weeks } => Some(weeks),
            _ => None,
        })
    }

    /// The latest dated operation at or before `date` among the kinds that `wanted` accepts.
    pub fn last_surgery(&self, date: NaiveDate, wanted: impl Fn(SurgeryKind) -> bool) -> Option<NaiveDate> {
        let dates = self.surgeries.iter().filter(|s| wanted(s.kind)).filter_map(|s| s.on);
        dates.filter(|on| *on <= date).max()
    }
}

impl std::fmt::Debug for Background {
    /// Counts only: health facts have no place in a log file.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (conditions, surgeries) = (self.conditions.len(), self.surgeries.len());
        write!(f, "Background({conditions} conditions, {surgeries} surgeries)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_surgery_is_the_latest_known_one_that_has_happened() {
        let date = |text: &str| text.parse::<NaiveDate>().expect("a date");
        let surgery = |kind, on: Option<&str>| Surgery { kind, on: on.map(date) };
        let background = Background {
            conditions: vec![Fact { what: Condition::Arm, since: None }],
            surgeries: vec![
                surgery(SurgeryKind::Anoplasty, Some("2026-01-10")),
                surgery(SurgeryKind::StomaClosure, Some("2026-04-01")),
                surgery(SurgeryKind::OtherPelvic, None),
            ],
        };
        let last = |at| background.last_surgery(date(at), |_| true);
        assert_eq!(last("2026-01-09"), None);
        assert_eq!(last("2026-01-10"), Some(date("2026-01-10")));
        assert_eq!(last("2026-05-01"), Some(date("2026-04-01")));
        assert_eq!(background.last_surgery(date("2026-05-01"), |k| k == SurgeryKind::OtherPelvic), None);
        assert!(
            background.has(|c| *c == Condition::Arm) && !background.has(|c| *c == Condition::Hirschsprung)
        );
        assert_eq!(format!("{background:?}"), "Background(1 conditions, 3 surgeries)");
    }

    #[test]
    fn what_is_missing_later_is_told_by_kind_and_details_aside() {
        let of = |conditions: &[Condition], surgeries: &[SurgeryKind]| Background {
            conditions: conditions.iter().map(|&what| Fact { what, since: None }).collect(),
            surgeries: surgeries.iter().map(|&kind| Surgery { kind, on: None }).collect(),
        };
        let lesion = |at_or_above_t6| Condition::SpinalLesion { at_or_above_t6 };
        let missing =
            |one: &[Condition], later: &[Condition]| of(one, &[]).conditions_missing_in(&of(later, &[]));
        let weeks = |weeks| Condition::Preterm { weeks };
        assert!(missing(&[weeks(30), Condition::Arm], &[Condition::Arm, weeks(31)]).is_empty());
        assert_eq!(
            missing(&[Condition::Arm, Condition::Hirschsprung], &[Condition::Arm]),
            [Condition::Hirschsprung]
        );
        assert_eq!(missing(&[lesion(false)], &[lesion(true)]), [lesion(false)]);
        assert_eq!(missing(&[lesion(true)], &[lesion(false)]), [lesion(true)], "rules would ask for less");
        use SurgeryKind::{Anoplasty, PullThrough};
        let missing = |one: &[_], later: &[_]| of(&[], one).operations_missing_in(&of(&[], later));
        assert!(missing(&[Anoplasty, PullThrough], &[PullThrough, Anoplasty, Anoplasty]).is_empty());
        assert_eq!(missing(&[Anoplasty, PullThrough, Anoplasty], &[Anoplasty]), [PullThrough, Anoplasty]);
    }
}
