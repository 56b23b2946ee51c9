use crate::assessment::Basis;

/// Who stands behind a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanOrigin<'p> {
    /// A clinic signed its exact text.
    ClinicSigned(&'p Signer),
    /// A clinic ordered it, and somebody wrote it down; it says so for ever.
    TranscribedFromClinic,
    /// An adult without a medical indication made it.
    SelfDirected,
}

impl PlanOrigin<'_> {
    /// Whether a clinician ordered it.
    pub fn is_clinic(&self) -> bool {
        !matches!(self, Self::SelfDirected)
    }

    /// A stable key: `clinic_signed`, `transcribed_from_clinic`, `self_directed`.
    pub fn key(&self) -> &'static str {
        match self {
            Self::ClinicSigned(_) => "clinic_signed",
            Self::TranscribedFromClinic => "transcribed_from_clinic",
            Self::SelfDirected => "self_directed",
        }
    }
}

/// Whose signature was checked over a plan's text. Kept beside the text, never in it: a text can claim anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signer {
    /// The clinic's name as on its card.
    pub issuer: String,
    /// Identity of the key that signed, as the exchange room names keys.
    pub key_id: String,
}

/// What a plan treats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Indication {
    /// After repair of an anorectal malformation.
    AnorectalMalformation,
    /// After pull-through for Hirschsprung disease.
    Hirschsprung,
    /// Anal stenosis of an adult, such as after removal of haemorrhoids.
    AnalStenosis,
    /// Anal fissure.
    Fissure,
    /// Stricture of a low rectal or ileo-anal anastomosis.
    AnastomoticStricture,
    /// A pelvic floor that does not relax.
    PelvicFloor,
    /// After radiotherapy.
    PostRadiation,
    /// Calibration by the clinic only.
    CalibrationOnly,
    /// None: an adult's own graded practice.
    OwnPractice,
}

impl Indication {
    /// Every indication with its word in files.
    pub const WORDS: [(&'static str, Self); 9] = [
        ("anorectal_malformation", Self::AnorectalMalformation),
        ("hirschsprung", Self::Hirschsprung),
        ("anal_stenosis", Self::AnalStenosis),
        ("fissure", Self::Fissure),
        ("anastomotic_stricture", Self::AnastomoticStricture),
        ("pelvic_floor", Self::PelvicFloor),
        ("post_radiation", Self::PostRadiation),
        ("calibration_only", Self::CalibrationOnly),
        ("own_practice", Self::OwnPractice),
    ];

    /// Whether only a clinician may make a plan for it (S7).
    pub fn is_medical(self) -> bool {
        self != Self::OwnPractice
    }
}

/// Where dilation happens, if at all. Trials found no clear benefit of routine dilation at home after operations on children
/// (C1.2, C1.3), so that a surgeon may choose either of the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Regimen {
    /// At home, by the phases of the plan.
    Home,
    /// By the clinic, at its visits; nothing is dilated at home.
    CalibrationOnly,
    /// Not as a routine: the plan watches for signs and says when the clinic looks again.
    NoRoutineDilation,
}

impl Regimen {
    /// Every regimen with its word in files.
    pub const WORDS: [(&'static str, Self); 3] = [
        ("home", Self::Home),
        ("calibration_only", Self::CalibrationOnly),
        ("no_routine_dilation", Self::NoRoutineDilation),
    ];
}

/// Whose limits hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AgeGroup {
    /// Under 18 years.
    Child,
    /// 18 years and older.
    Adult,
}

impl AgeGroup {
    /// Both groups with their words in files.
    pub const WORDS: [(&'static str, Self); 2] = [("child", Self::Child), ("adult", Self::Adult)];
}

/// Who carries the plan out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Administrator {
    /// The person.
    Person,
    /// A parent, partner or nurse at home.
    Caregiver,
}

impl Administrator {
    /// Both with their words in files.
    pub const WORDS: [(&'static str, Self); 2] = [("self", Self::Person), ("caregiver", Self::Caregiver)];
}

/// Where numbers of a plan come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceNote {
    /// The fields it speaks for, as paths of the text form; empty when it speaks for the whole plan.
    pub fields: Vec<String>,
    /// The statement or clinical row, such as `S8` or `C1.2`.
    pub id: String,
    /// On what it rests.
    pub basis: Basis,
    /// What the source says, in our own words.
    pub says: Option<String>,
}

/// The word of `value` in `words`.
pub(crate) fn word<T: PartialEq>(words: &[(&'static str, T)], value: &T) -> &'static str {
    words.iter().find(|(_, known)| known == value).map_or("", |(word, _)| word)
}
