//! Bodies of sessions, skips and steps.

use gradus_domain::{
    AdjunctUse, Answer, DeviceUsed, PainScore, Pause, Session, SessionPain, Skip, StepTaken,
};
use serde::{Deserialize, Serialize};

use super::field::{Known, date, entry, occurrence, optional_date, size};
use super::words::{AdjunctWord, BleedingWord, EaseWord, LubricantWord, SkipWord, StopWord, UntoldWord};
use crate::wire::WireError;

#[derive(Serialize, Deserialize)]
pub(crate) struct SessionBody {
    pub(crate) v: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    occurrence: Option<String>,
    size_tenths_mm: u16,
    #[serde(default)]
    warm_up_tenths_mm: Vec<u16>,
    holds_s: Vec<u32>,
    ease: EaseWord,
    pain: PainPart,
    #[serde(skip_serializing_if = "Option::is_none")]
    bleeding: Option<Known<BleedingWord>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bleeding_stopped_after_min: Option<Known<u16>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lubricant: Option<LubricantWord>,
    #[serde(default)]
    adjuncts: Vec<AdjunctPart>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stopped: Option<StopWord>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    device: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cleaned: Option<bool>,
    /// Came later: a device of the list, by its entry. It stands in place of `device`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    device_listed: Option<String>,
    /// Came later; an entry without it told everything.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    untold: Vec<UntoldWord>,
    /// Came later: it was held step by step with the app. Of an entry without it nobody knows.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    guided: bool,
}

#[derive(Serialize, Deserialize)]
struct PainPart {
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<Known<u8>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    peak: Option<Known<u8>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<Known<u8>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    minutes_to_baseline: Option<Known<u32>>,
}

#[derive(Serialize, Deserialize)]
struct AdjunctPart {
    kind: AdjunctWord,
    prescribed: bool,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct SkipBody {
    pub(crate) v: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    occurrence: Option<String>,
    reason: SkipWord,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct StepBody {
    pub(crate) v: u16,
    from_tenths_mm: u16,
    to_tenths_mm: u16,
}

impl From<&Session> for SessionBody {
    fn from(session: &Session) -> Self {
        let adjunct = |used: &AdjunctUse| AdjunctPart { kind: used.kind.into(), prescribed: used.prescribed };
        Self {
            v: 1,
            occurrence: session.occurrence.map(|occurrence| occurrence.to_string()),
            size_tenths_mm: session.size.tenths(),
            warm_up_tenths_mm: session.warm_up.iter().map(|size| size.tenths()).collect(),
            holds_s: session.holds_s.clone(),
            ease: session.ease.into(),
            pain: (&session.pain).into(),
            bleeding: session.bleeding.map(|answer| Known::from_answer(answer, Into::into)),
            bleeding_stopped_after_min: session
                .bleeding_stopped_after_min
                .map(|answer| Known::from_answer(answer, |minutes| minutes)),
            lubricant: session.lubricant.map(Into::into),
            adjuncts: session.adjuncts.iter().map(adjunct).collect(),
            stopped: session.stopped.map(Into::into),
            note: session.note.clone(),
            device: match &session.device {
                Some(DeviceUsed::Named(name)) => Some(name.clone()),
                _ => None,
            },
            cleaned: session.cleaned,
            device_listed: match &session.device {
                Some(DeviceUsed::Listed(id)) => Some(id.to_string()),
                _ => None,
            },
            untold: session.untold.iter().map(|untold| (*untold).into()).collect(),
            guided: session.guided,
        }
    }
}

impl TryFrom<SessionBody> for Session {
    type Error = WireError;

    fn try_from(body: SessionBody) -> Result<Self, WireError> {
        let warm_up = body.warm_up_tenths_mm.iter().map(|tenths| size(*tenths, "warm_up_tenths_mm"));
        let adjunct = |part: AdjunctPart| AdjunctUse { kind: part.kind.into(), prescribed: part.prescribed };
        Ok(Self {
            occurrence: occurrence(body.occurrence.as_deref())?,
            size: size(body.size_tenths_mm, "size_tenths_mm")?,
            warm_up: warm_up.collect::<Result<_, _>>()?,
            holds_s: body.holds_s,
            ease: body.ease.into(),
            pain: body.pain.try_into()?,
            bleeding: body
                .bleeding
                .map(|known| known.into_answer(|word: BleedingWord| Ok::<_, WireError>(word.into())))
                .transpose()?,
            bleeding_stopped_after_min: body
                .bleeding_stopped_after_min
                .map(|known| known.into_answer(Ok::<_, WireError>))
                .transpose()?,
            lubricant: body.lubricant.map(Into::into),
            adjuncts: body.adjuncts.into_iter().map(adjunct).collect(),
            stopped: body.stopped.map(Into::into),
            note: body.note,
            device: match body.device_listed {
                Some(id) => Some(DeviceUsed::Listed(entry(&id, "device_listed")?)),
                None => body.device.map(DeviceUsed::Named),
            },
            cleaned: body.cleaned,
            untold: body.untold.into_iter().map(Into::into).collect(),
            guided: body.guided,
        })
    }
}

impl From<&SessionPain> for PainPart {
    fn from(pain: &SessionPain) -> Self {
        let score =
            |answer: Option<Answer<PainScore>>| answer.map(|a| Known::from_answer(a, PainScore::value));
        Self {
            before: score(pain.before),
            peak: score(pain.peak),
            after: score(pain.after),
            minutes_to_baseline: pain.minutes_to_baseline.map(|answer| Known::from_answer(answer, |m| m)),
        }
    }
}

impl TryFrom<PainPart> for SessionPain {
    type Error = WireError;

    fn try_from(part: PainPart) -> Result<Self, WireError> {
        let score = |known: Option<Known<u8>>, field| {
            let read = |value| {
                PainScore::new(value).map_err(|_| WireError::Field { field, right: "pain from 0 to 10" })
            };
            known.map(|known| known.into_answer(read)).transpose()
        };
        Ok(Self {
            before: score(part.before, "pain.before")?,
            peak: score(part.peak, "pain.peak")?,
            after: score(part.after, "pain.after")?,
            minutes_to_baseline: part
                .minutes_to_baseline
                .map(|known| known.into_answer(Ok::<_, WireError>))
                .transpose()?,
        })
    }
}

impl From<&Skip> for SkipBody {
    fn from(skip: &Skip) -> Self {
        let occurrence = skip.occurrence.map(|occurrence| occurrence.to_string());
        Self { v: 1, occurrence, reason: skip.reason.into(), note: skip.note.clone() }
    }
}

impl TryFrom<SkipBody> for Skip {
    type Error = WireError;

    fn try_from(body: SkipBody) -> Result<Self, WireError> {
        let occurrence = occurrence(body.occurrence.as_deref())?;
        Ok(Self { occurrence, reason: body.reason.into(), note: body.note })
    }
}

#[derive(Serialize, Deserialize)]
pub(crate) struct PauseBody {
    pub(crate) v: u16,
    reason: SkipWord,
    first: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    last: Option<String>,
}

impl From<&Pause> for PauseBody {
    fn from(pause: &Pause) -> Self {
        let last = pause.last.map(|last| last.to_string());
        Self { v: 1, reason: pause.reason.into(), first: pause.first.to_string(), last }
    }
}

impl TryFrom<PauseBody> for Pause {
    type Error = WireError;

    fn try_from(body: PauseBody) -> Result<Self, WireError> {
        let (first, last) = (date(&body.first, "first")?, optional_date(body.last.as_deref(), "last")?);
        Ok(Self { reason: body.reason.into(), first, last })
    }
}

impl From<&StepTaken> for StepBody {
    fn from(step: &StepTaken) -> Self {
        Self { v: 1, from_tenths_mm: step.from.tenths(), to_tenths_mm: step.to.tenths() }
    }
}

impl TryFrom<StepBody> for StepTaken {
    type Error = WireError;

    fn try_from(body: StepBody) -> Result<Self, WireError> {
        let from = size(body.from_tenths_mm, "from_tenths_mm")?;
        Ok(Self { from, to: size(body.to_tenths_mm, "to_tenths_mm")? })
    }
}
