//! Bodies of check-ins and assessments.

use std::collections::BTreeMap;
use std::fmt;

use gradus_domain::sorting;
use gradus_domain::{
    Answer, Assessment, CheckIn, Disposition, FactId, FiredRule, Gate, GateSize, GateTime, PackRef, Task,
    Value,
};
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::field::{FactAnswer, entry, time};
use super::words::{BasisWord, CertaintyWord};
use crate::wire::WireError;

#[derive(Serialize, Deserialize)]
pub(crate) struct CheckInBody {
    pub(crate) v: u16,
    #[serde(deserialize_with = "each_once")]
    answers: BTreeMap<String, FactAnswer>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct AssessmentBody {
    pub(crate) v: u16,
    #[serde(deserialize_with = "each_once")]
    facts: BTreeMap<String, FactAnswer>,
    disposition: DispositionPart,
    gate: GatePart,
    fired: Vec<FiredPart>,
    missing: Vec<String>,
    tasks: Vec<TaskPart>,
    pack: PackPart,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum DispositionPart {
    Continue,
    PauseAndRecheck { hours: u16 },
    Contact { days: u16 },
    SameDay { hours: u16 },
    Emergency,
}

#[derive(Serialize, Deserialize)]
struct GatePart {
    time: GateTimePart,
    size: GateSizePart,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum GateTimePart {
    Now,
    WaitUntil(String),
    Blocked,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum GateSizePart {
    Step,
    Same,
    Down(u8),
    Start,
}

#[derive(Serialize, Deserialize)]
struct FiredPart {
    id: String,
    certainty: CertaintyWord,
    disposition: DispositionPart,
    gate: GatePart,
    basis: BasisWord,
    sources: Vec<String>,
    advice: String,
}

#[derive(Serialize, Deserialize)]
struct TaskPart {
    what: String,
    due: String,
    rules: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct PackPart {
    version: String,
    hash: String,
    signed_off: bool,
}

impl From<&CheckIn> for CheckInBody {
    fn from(check_in: &CheckIn) -> Self {
        Self { v: 1, answers: write_facts(&check_in.answers), note: check_in.note.clone() }
    }
}

impl TryFrom<CheckInBody> for CheckIn {
    type Error = WireError;

    fn try_from(body: CheckInBody) -> Result<Self, WireError> {
        Ok(Self { answers: read_facts(body.answers)?, note: body.note })
    }
}

impl From<&Assessment> for AssessmentBody {
    fn from(assessment: &Assessment) -> Self {
        Self {
            v: 1,
            facts: write_facts(&assessment.facts),
            disposition: assessment.disposition.into(),
            gate: assessment.gate.into(),
            fired: assessment.fired.iter().map(Into::into).collect(),
            missing: assessment.missing.iter().map(ToString::to_string).collect(),
            tasks: assessment.tasks.iter().map(Into::into).collect(),
            pack: (&assessment.pack).into(),
        }
    }
}

impl TryFrom<AssessmentBody> for Assessment {
    type Error = WireError;

    fn try_from(body: AssessmentBody) -> Result<Self, WireError> {
        Ok(Self {
            facts: read_facts(body.facts)?,
            disposition: body.disposition.into(),
            gate: body.gate.try_into()?,
            fired: body.fired.into_iter().map(TryInto::try_into).collect::<Result<_, _>>()?,
            missing: body.missing.into_iter().map(|id| fact(id, "missing")).collect::<Result<_, _>>()?,
            tasks: body.tasks.into_iter().map(TryInto::try_into).collect::<Result<_, _>>()?,
            pack: body.pack.try_into()?,
        })
    }
}

/// A map in which no name stands twice: of two readers, one would believe the first and one the last.
fn each_once<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<String, FactAnswer>, D::Error> {
    struct EachOnce;

    impl<'de> Visitor<'de> for EachOnce {
        type Value = BTreeMap<String, FactAnswer>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("answers, each under its own name")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut answers = BTreeMap::new();
            while let Some((name, answer)) = map.next_entry()? {
                if answers.insert(name, answer).is_some() {
                    return Err(A::Error::custom("a name stands twice"));
                }
            }
            Ok(answers)
        }
    }

    deserializer.deserialize_map(EachOnce)
}

fn write_facts(facts: &BTreeMap<FactId, Answer<Value>>) -> BTreeMap<String, FactAnswer> {
    sorting::map(facts.iter().map(|(id, answer)| (id.to_string(), answer.into())))
}

fn read_facts(facts: BTreeMap<String, FactAnswer>) -> Result<BTreeMap<FactId, Answer<Value>>, WireError> {
    let mut read = BTreeMap::new();
    for (id, answer) in facts {
        read.insert(fact(id, "facts")?, answer.into());
    }
    Ok(read)
}

fn fact(id: String, field: &'static str) -> Result<FactId, WireError> {
    FactId::new(id).map_err(|_| WireError::Field { field, right: "names of facts" })
}

impl From<Disposition> for DispositionPart {
    fn from(disposition: Disposition) -> Self {
        match disposition {
            Disposition::Continue => Self::Continue,
            Disposition::PauseAndRecheck { hours } => Self::PauseAndRecheck { hours },
            Disposition::Contact { days } => Self::Contact { days },
            Disposition::SameDay { hours } => Self::SameDay { hours },
            Disposition::Emergency => Self::Emergency,
        }
    }
}

impl From<DispositionPart> for Disposition {
    fn from(part: DispositionPart) -> Self {
        match part {
            DispositionPart::Continue => Self::Continue,
            DispositionPart::PauseAndRecheck { hours } => Self::PauseAndRecheck { hours },
            DispositionPart::Contact { days } => Self::Contact { days },
            DispositionPart::SameDay { hours } => Self::SameDay { hours },
            DispositionPart::Emergency => Self::Emergency,
        }
    }
}

impl From<Gate> for GatePart {
    fn from(gate: Gate) -> Self {
        let time = match gate.time {
            GateTime::Now => GateTimePart::Now,
            GateTime::WaitUntil(until) => GateTimePart::WaitUntil(until.to_rfc3339()),
            GateTime::Blocked => GateTimePart::Blocked,
        };
        let size = match gate.size {
            GateSize::Step => GateSizePart::Step,
            GateSize::Same => GateSizePart::Same,
            GateSize::Down(sizes) => GateSizePart::Down(sizes),
            GateSize::Start => GateSizePart::Start,
        };
        Self { time, size }
    }
}

impl TryFrom<GatePart> for Gate {
    type Error = WireError;

    fn try_from(part: GatePart) -> Result<Self, WireError> {
        let time = match part.time {
            GateTimePart::Now => GateTime::Now,
            GateTimePart::WaitUntil(until) => GateTime::WaitUntil(time(&until, "gate.time")?),
            GateTimePart::Blocked => GateTime::Blocked,
        };
        let size = match part.size {
            GateSizePart::Step => GateSize::Step,
            GateSizePart::Same => GateSize::Same,
            GateSizePart::Down(sizes) => GateSize::Down(sizes),
            GateSizePart::Start => GateSize::Start,
        };
        Ok(Self { time, size })
    }
}

impl From<&FiredRule> for FiredPart {
    fn from(rule: &FiredRule) -> Self {
        Self {
            id: rule.id.clone(),
            certainty: rule.certainty.into(),
            disposition: rule.disposition.into(),
            gate: rule.gate.into(),
            basis: rule.basis.into(),
            sources: rule.sources.clone(),
            advice: rule.advice.clone(),
        }
    }
}

impl TryFrom<FiredPart> for FiredRule {
    type Error = WireError;

    fn try_from(part: FiredPart) -> Result<Self, WireError> {
        Ok(Self {
            id: part.id,
            certainty: part.certainty.into(),
            disposition: part.disposition.into(),
            gate: part.gate.try_into()?,
            basis: part.basis.into(),
            sources: part.sources,
            advice: part.advice,
        })
    }
}

impl From<&Task> for TaskPart {
    fn from(task: &Task) -> Self {
        Self { what: task.what.clone(), due: task.due.to_rfc3339(), rules: task.rules.clone() }
    }
}

impl TryFrom<TaskPart> for Task {
    type Error = WireError;

    fn try_from(part: TaskPart) -> Result<Self, WireError> {
        Ok(Self { what: part.what, due: time(&part.due, "tasks.due")?, rules: part.rules })
    }
}

impl From<&PackRef> for PackPart {
    fn from(pack: &PackRef) -> Self {
        let hash = gradus_domain::EntryId(pack.hash).to_string();
        Self { version: pack.version.clone(), hash, signed_off: pack.signed_off }
    }
}

impl TryFrom<PackPart> for PackRef {
    type Error = WireError;

    fn try_from(part: PackPart) -> Result<Self, WireError> {
        let hash = entry(&part.hash, "pack.hash")?.0;
        Ok(Self { version: part.version, hash, signed_off: part.signed_off })
    }
}
