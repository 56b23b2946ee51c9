//! The body of a person.

use gradus_domain::{Background, Condition, Fact, Person, PersonId, Surgery};
use serde::{Deserialize, Serialize};

use super::field::{date, optional_date};
use super::words::{RoleWord, SurgeryWord};
use crate::wire::WireError;

#[derive(Serialize, Deserialize)]
pub(crate) struct PersonBody {
    pub(crate) v: u16,
    name: String,
    born: String,
    role: RoleWord,
    #[serde(default)]
    conditions: Vec<ConditionPart>,
    #[serde(default)]
    surgeries: Vec<SurgeryPart>,
}

#[derive(Serialize, Deserialize)]
struct ConditionPart {
    what: ConditionWord,
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct SurgeryPart {
    kind: SurgeryWord,
    #[serde(skip_serializing_if = "Option::is_none")]
    on: Option<String>,
}

/// A word, or a word with its detail as `{"preterm": {"weeks": 31}}`.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum ConditionWord {
    Hirschsprung,
    Arm,
    Anticoagulant,
    BleedingDisorder,
    Immunosuppressed,
    CentralLine,
    InflammatoryBowelDisease,
    Radiotherapy,
    CancerHistory,
    Pregnancy,
    PreexistingLeakage,
    AbnormalPressureOrAnatomy,
    SpinalLesion {
        at_or_above_t6: bool,
    },
    #[serde(rename = "nitrate_or_pde5")]
    NitrateOrPde5,
    LatexAllergy,
    FailedConservativeTherapy,
    Diverted,
    Diabetes,
    #[serde(rename = "trisomy_21")]
    Trisomy21,
    PreviousEnterocolitis,
    Preterm {
        weeks: u8,
    },
    NonVerbal,
    HeartCondition,
    Steroids,
}

impl From<&Person> for PersonBody {
    fn from(person: &Person) -> Self {
        let condition = |fact: &Fact| ConditionPart {
            what: fact.what.into(),
            since: fact.since.map(|date| date.to_string()),
        };
        let surgery = |surgery: &Surgery| SurgeryPart {
            kind: surgery.kind.into(),
            on: surgery.on.map(|date| date.to_string()),
        };
        Self {
            v: 1,
            name: person.name.clone(),
            born: person.born.to_string(),
            role: person.role.into(),
            conditions: person.background.conditions.iter().map(condition).collect(),
            surgeries: person.background.surgeries.iter().map(surgery).collect(),
        }
    }
}

impl PersonBody {
    /// The person this body is about; the identity stands in the entry's head.
    pub(crate) fn into_person(self, id: PersonId) -> Result<Person, WireError> {
        let condition = |part: ConditionPart| {
            let since = optional_date(part.since.as_deref(), "conditions.since")?;
            Ok(Fact { what: part.what.try_into()?, since })
        };
        let surgery = |part: SurgeryPart| {
            let on = optional_date(part.on.as_deref(), "surgeries.on")?;
            Ok::<_, WireError>(Surgery { kind: part.kind.into(), on })
        };
        let conditions = self.conditions.into_iter().map(condition).collect::<Result<_, WireError>>()?;
        let surgeries = self.surgeries.into_iter().map(surgery).collect::<Result<_, _>>()?;
        Ok(Person {
            id,
            name: self.name,
            born: date(&self.born, "born")?,
            role: self.role.into(),
            background: Background { conditions, surgeries },
        })
    }
}

/// One line for each condition, there and back; the compiler sees to it that none is left out.
macro_rules! conditions {
    ($($plain:ident),+) => {
        impl From<Condition> for ConditionWord {
            fn from(condition: Condition) -> Self {
                match condition {
                    $(Condition::$plain => Self::$plain,)+
                    Condition::SpinalLesion { at_or_above_t6 } => Self::SpinalLesion { at_or_above_t6 },
                    Condition::Preterm { weeks } => Self::Preterm { weeks },
                }
            }
        }

        impl TryFrom<ConditionWord> for Condition {
            type Error = WireError;

            fn try_from(word: ConditionWord) -> Result<Self, WireError> {
                Ok(match word {
                    $(ConditionWord::$plain => Self::$plain,)+
                    ConditionWord::SpinalLesion { at_or_above_t6 } => Self::SpinalLesion { at_or_above_t6 },
                    ConditionWord::Preterm { weeks: weeks @ 22..=39 } => Self::Preterm { weeks },
                    ConditionWord::Preterm { .. } => {
                        return Err(WireError::Field { field: "conditions.weeks", right: "22 to 39 weeks" });
                    }
                })
            }
        }
    };
}

conditions!(
    Hirschsprung,
    Arm,
    Anticoagulant,
    BleedingDisorder,
    Immunosuppressed,
    CentralLine,
    InflammatoryBowelDisease,
    Radiotherapy,
    CancerHistory,
    Pregnancy,
    PreexistingLeakage,
    AbnormalPressureOrAnatomy,
    NitrateOrPde5,
    LatexAllergy,
    FailedConservativeTherapy,
    Diverted,
    Diabetes,
    Trisomy21,
    PreviousEnterocolitis,
    NonVerbal,
    HeartCondition,
    Steroids
);
