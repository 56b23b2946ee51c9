//! The text form of a session that is going on: kept beside the journal until it is written down, never in it.
//!
//! JSON as the bodies of entries are: `v` first, words that are never given a second meaning. What a newer version wrote is
//! left as it is, for that version to go on with.

use gradus_domain::plan::Hold;
use gradus_domain::{BootId, CheckItem, Happened, Insertion, Moment, PainScore, Run, RunEvent, Script, Sign};
use serde::{Deserialize, Serialize};

use super::v1::field::{entry, occurrence, size, time};
use super::v1::words::{BleedingWord, LubricantWord, RoleWord, words};
use super::{Version, WireError, json, read};

/// The version of the text form that is written.
pub const RUN_VERSION: u16 = 1;

/// The text form of a run.
pub fn encode_run(run: &Run) -> String {
    let body = RunBody {
        v: RUN_VERSION,
        script: run.script().into(),
        started: (&run.started()).into(),
        events: run.events().iter().map(Into::into).collect(),
        while_locked: run.was_told_while_locked(),
    };
    String::from_utf8(json(&body)).expect("JSON is UTF-8")
}

/// The run that this text is of.
///
/// # Errors
/// [`WireError::NewerBody`] for one of a newer version; `Shape` and `Field` for what is no run, such as a size above the
/// ceiling, or an event that the run would have refused.
pub fn decode_run(text: &str) -> Result<Run, WireError> {
    let Version { v } = read(text.as_bytes())?;
    if v != RUN_VERSION {
        return Err(WireError::NewerBody { found: v });
    }
    let body: RunBody = read(text.as_bytes())?;
    let script = body.script.try_into()?;
    let started = body.started.try_into()?;
    let events = body.events.into_iter().map(TryInto::try_into).collect::<Result<Vec<_>, WireError>>()?;
    let run = Run::resume(script, started, events);
    run.map(|run| run.with_told_while_locked(body.while_locked))
        .map_err(|_| WireError::Field { field: "events", right: "what the run would have taken in" })
}

words!(CheckWord = CheckItem {
    Whole "whole", Base "base", DepthMark "depth_mark", Clean "clean", Lubricant "lubricant",
    Relaxed "relaxed",
});

words!(SignWord = Sign {
    SaidStop "said_stop", CannotPass "cannot_pass", SharpPain "sharp_pain", Stuck "stuck", Faint "faint",
});

#[derive(Serialize, Deserialize)]
struct RunBody {
    v: u16,
    script: ScriptPart,
    started: MomentPart,
    events: Vec<HappenedPart>,
    /// Came later: something of it was told while the diary was locked.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    while_locked: bool,
}

#[derive(Serialize, Deserialize)]
struct ScriptPart {
    #[serde(skip_serializing_if = "Option::is_none")]
    occurrence: Option<String>,
    size_tenths_mm: u16,
    ceiling_tenths_mm: u16,
    role: RoleWord,
    lubricant: LubricantWord,
    checks: Vec<CheckWord>,
    insertions: Vec<InsertionPart>,
    /// Came later: the device of the list that was chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    device: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct InsertionPart {
    size_tenths_mm: u16,
    min_s: u32,
    target_s: u32,
    max_s: u32,
    rest_s: u16,
}

#[derive(Serialize, Deserialize)]
pub(super) struct MomentPart {
    wall: String,
    monotonic_ms: u64,
    /// A number of 16 bytes, in hexadecimal digits.
    boot: String,
}

#[derive(Serialize, Deserialize)]
struct HappenedPart {
    event: EventPart,
    at: MomentPart,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum EventPart {
    Ticked(CheckWord),
    In,
    Out,
    Pause,
    Resume,
    Pain(u8),
    Sign(SignWord),
    Blood(BleedingWord),
    Stop,
    AfterCareDone,
}

impl From<&Script> for ScriptPart {
    fn from(script: &Script) -> Self {
        let insertion = |one: &Insertion| InsertionPart {
            size_tenths_mm: one.size.tenths(),
            min_s: one.hold.min_s,
            target_s: one.hold.target_s,
            max_s: one.hold.max_s,
            rest_s: one.rest_s,
        };
        Self {
            occurrence: script.occurrence().map(|occurrence| occurrence.to_string()),
            size_tenths_mm: script.size().tenths(),
            ceiling_tenths_mm: script.ceiling().tenths(),
            role: script.role().into(),
            lubricant: script.lubricant().into(),
            checks: script.checks().iter().map(|item| (*item).into()).collect(),
            insertions: script.insertions().iter().map(insertion).collect(),
            device: script.device().map(|device| device.to_string()),
        }
    }
}

impl TryFrom<ScriptPart> for Script {
    type Error = WireError;

    fn try_from(part: ScriptPart) -> Result<Self, WireError> {
        let insertion = |one: InsertionPart| {
            let hold = Hold { min_s: one.min_s, target_s: one.target_s, max_s: one.max_s };
            Ok(Insertion { size: size(one.size_tenths_mm, "insertions")?, hold, rest_s: one.rest_s })
        };
        let checks = part.checks.into_iter().map(Into::into).collect();
        let insertions = part.insertions.into_iter().map(insertion).collect::<Result<_, WireError>>()?;
        let device = part.device.as_deref().map(|id| entry(id, "device")).transpose()?;
        let script = Self::from_parts(
            occurrence(part.occurrence.as_deref())?,
            size(part.size_tenths_mm, "size_tenths_mm")?,
            size(part.ceiling_tenths_mm, "ceiling_tenths_mm")?,
            part.role.into(),
            part.lubricant.into(),
            (checks, insertions),
        )
        .map_err(|_| WireError::Field {
            field: "script",
            right: "sizes that rise up to the ceiling at most",
        })?;
        Ok(script.with_device(device))
    }
}

impl From<&Moment> for MomentPart {
    fn from(moment: &Moment) -> Self {
        Self {
            wall: moment.wall.to_rfc3339(),
            monotonic_ms: moment.monotonic_ms,
            boot: format!("{:032x}", u128::from_be_bytes(moment.boot.0)),
        }
    }
}

impl TryFrom<MomentPart> for Moment {
    type Error = WireError;

    fn try_from(part: MomentPart) -> Result<Self, WireError> {
        let wrong = WireError::Field { field: "boot", right: "32 hexadecimal digits" };
        let digits = part.boot.len() == 32 && part.boot.bytes().all(|byte| byte.is_ascii_hexdigit());
        let boot = u128::from_str_radix(&part.boot, 16).ok().filter(|_| digits).ok_or(wrong)?;
        Ok(Self::new(time(&part.wall, "wall")?, part.monotonic_ms, BootId(boot.to_be_bytes())))
    }
}

impl From<&Happened> for HappenedPart {
    fn from(happened: &Happened) -> Self {
        Self { event: (&happened.event).into(), at: (&happened.at).into() }
    }
}

impl TryFrom<HappenedPart> for Happened {
    type Error = WireError;

    fn try_from(part: HappenedPart) -> Result<Self, WireError> {
        Ok(Self { event: part.event.try_into()?, at: part.at.try_into()? })
    }
}

impl From<&RunEvent> for EventPart {
    fn from(event: &RunEvent) -> Self {
        match event {
            RunEvent::Ticked(item) => Self::Ticked((*item).into()),
            RunEvent::In => Self::In,
            RunEvent::Out => Self::Out,
            RunEvent::Pause => Self::Pause,
            RunEvent::Resume => Self::Resume,
            RunEvent::Pain(score) => Self::Pain(score.value()),
            RunEvent::Sign(sign) => Self::Sign((*sign).into()),
            RunEvent::Blood(blood) => Self::Blood((*blood).into()),
            RunEvent::Stop => Self::Stop,
            RunEvent::AfterCareDone => Self::AfterCareDone,
        }
    }
}

impl TryFrom<EventPart> for RunEvent {
    type Error = WireError;

    fn try_from(part: EventPart) -> Result<Self, WireError> {
        let wrong = |_| WireError::Field { field: "pain", right: "pain from 0 to 10" };
        Ok(match part {
            EventPart::Ticked(item) => Self::Ticked(item.into()),
            EventPart::In => Self::In,
            EventPart::Out => Self::Out,
            EventPart::Pause => Self::Pause,
            EventPart::Resume => Self::Resume,
            EventPart::Pain(score) => Self::Pain(PainScore::new(score).map_err(wrong)?),
            EventPart::Sign(sign) => Self::Sign(sign.into()),
            EventPart::Blood(blood) => Self::Blood(blood.into()),
            EventPart::Stop => Self::Stop,
            EventPart::AfterCareDone => Self::AfterCareDone,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_a_check_list_and_of_a_sign_reads_back() {
        for (word, item) in CheckWord::WORDS {
            let read: CheckWord = serde_json::from_str(&format!("\"{word}\"")).expect("a known word");
            assert_eq!(CheckItem::from(read), *item);
        }
        for (word, sign) in SignWord::WORDS {
            let read: SignWord = serde_json::from_str(&format!("\"{word}\"")).expect("a known word");
            assert_eq!(Sign::from(read), *sign);
            assert_eq!(serde_json::to_string(&SignWord::from(*sign)).expect("a word"), format!("\"{word}\""));
        }
    }
}
