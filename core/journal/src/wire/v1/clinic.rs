//! Bodies of contacts and visits, of plans and of facts about the vault.

use gradus_domain::{ClinicContact, ContactOutcome, Visit};
use serde::{Deserialize, Serialize};

use super::field::{entry, optional_date, optional_size, size, time};
use super::words::VisitWord;
use crate::wire::{ChainEnd, WireError};
use crate::writer::WriterId;

#[derive(Serialize, Deserialize)]
pub(crate) struct ContactBody {
    pub(crate) v: u16,
    who: String,
    when: String,
    said: String,
    outcome: OutcomePart,
    #[serde(default)]
    releases: Vec<String>,
    /// Came later: the day of the next visit. Whoever does not see it asks for the visit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    next_visit: Option<String>,
}

/// A word, or `{"resume_at": 125}` with tenths of a millimetre.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum OutcomePart {
    Resume,
    ResumeAt(u16),
    StaySame,
    StepDown,
    Stop,
    SeenNothingToDo,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct VisitBody {
    pub(crate) v: u16,
    kind: VisitWord,
    who: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    calibrated_tenths_mm: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    size_set_tenths_mm: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    advice: Option<String>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct PlanBody {
    pub(crate) v: u16,
    /// The plan in its own text form, exactly.
    pub(crate) text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) signer: Option<SignerPart>,
}

/// Whose signature was checked over the text.
#[derive(Serialize, Deserialize)]
pub(crate) struct SignerPart {
    pub(crate) issuer: String,
    pub(crate) key_id: String,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct VaultBody {
    pub(crate) v: u16,
    pub(crate) least_header_epoch: u64,
}

/// Of an erase entry: all that it says stands in the head.
#[derive(Serialize, Deserialize)]
pub(crate) struct BareBody {
    pub(crate) v: u16,
}

/// Of a new life.
#[derive(Serialize, Deserialize)]
pub(crate) struct NewLifeBody {
    pub(crate) v: u16,
    /// Came later: the chains that a damaged vault gave out in part. Whoever does not see it finds them cut and opens nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    ends: Vec<EndPart>,
}

#[derive(Serialize, Deserialize)]
struct EndPart {
    writer: String,
    seq: u64,
    entry: String,
}

impl From<&[ChainEnd]> for NewLifeBody {
    fn from(ends: &[ChainEnd]) -> Self {
        let part = |ChainEnd { writer, seq, hash }: &ChainEnd| EndPart {
            writer: writer.to_string(),
            seq: *seq,
            entry: hash.to_string(),
        };
        Self { v: 1, ends: ends.iter().map(part).collect() }
    }
}

impl TryFrom<NewLifeBody> for Vec<ChainEnd> {
    type Error = WireError;

    fn try_from(body: NewLifeBody) -> Result<Self, WireError> {
        let end = |part: EndPart| {
            let wrong = WireError::Field { field: "ends", right: "a writer, a place from 1 and an entry" };
            let writer = WriterId::from_hex(&part.writer).filter(|_| part.seq > 0).ok_or(wrong)?;
            Ok(ChainEnd { writer, seq: part.seq, hash: entry(&part.entry, "ends")? })
        };
        body.ends.into_iter().map(end).collect()
    }
}

impl From<&ClinicContact> for ContactBody {
    fn from(contact: &ClinicContact) -> Self {
        Self {
            v: 1,
            who: contact.who.clone(),
            when: contact.when.to_rfc3339(),
            said: contact.said.clone(),
            outcome: contact.outcome.into(),
            releases: contact.releases.iter().map(ToString::to_string).collect(),
            next_visit: contact.next_visit.map(|day| day.to_string()),
        }
    }
}

impl TryFrom<ContactBody> for ClinicContact {
    type Error = WireError;

    fn try_from(body: ContactBody) -> Result<Self, WireError> {
        let releases = body.releases.iter().map(|id| entry(id, "releases"));
        Ok(Self {
            releases: releases.collect::<Result<_, _>>()?,
            who: body.who,
            when: time(&body.when, "when")?,
            said: body.said,
            outcome: body.outcome.try_into()?,
            next_visit: optional_date(body.next_visit.as_deref(), "next_visit")?,
        })
    }
}

impl From<ContactOutcome> for OutcomePart {
    fn from(outcome: ContactOutcome) -> Self {
        match outcome {
            ContactOutcome::Resume => Self::Resume,
            ContactOutcome::ResumeAt(size) => Self::ResumeAt(size.tenths()),
            ContactOutcome::StaySame => Self::StaySame,
            ContactOutcome::StepDown => Self::StepDown,
            ContactOutcome::Stop => Self::Stop,
            ContactOutcome::SeenNothingToDo => Self::SeenNothingToDo,
        }
    }
}

impl TryFrom<OutcomePart> for ContactOutcome {
    type Error = WireError;

    fn try_from(part: OutcomePart) -> Result<Self, WireError> {
        Ok(match part {
            OutcomePart::Resume => Self::Resume,
            OutcomePart::ResumeAt(tenths) => Self::ResumeAt(size(tenths, "outcome.resume_at")?),
            OutcomePart::StaySame => Self::StaySame,
            OutcomePart::StepDown => Self::StepDown,
            OutcomePart::Stop => Self::Stop,
            OutcomePart::SeenNothingToDo => Self::SeenNothingToDo,
        })
    }
}

impl From<&Visit> for VisitBody {
    fn from(visit: &Visit) -> Self {
        Self {
            v: 1,
            kind: visit.kind.into(),
            who: visit.who.clone(),
            calibrated_tenths_mm: visit.calibrated.map(|size| size.tenths()),
            size_set_tenths_mm: visit.size_set.map(|size| size.tenths()),
            advice: visit.advice.clone(),
        }
    }
}

impl TryFrom<VisitBody> for Visit {
    type Error = WireError;

    fn try_from(body: VisitBody) -> Result<Self, WireError> {
        Ok(Self {
            kind: body.kind.into(),
            who: body.who,
            calibrated: optional_size(body.calibrated_tenths_mm, "calibrated_tenths_mm")?,
            size_set: optional_size(body.size_set_tenths_mm, "size_set_tenths_mm")?,
            advice: body.advice,
        })
    }
}
