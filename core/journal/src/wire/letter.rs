//! The text form of what is noted while the diary is locked, and of what may be known of its sessions meanwhile.
//!
//! JSON as the bodies of entries are. A letter is sealed before it touches a disk; the neutral state is not, and holds times
//! and steps only.

use gradus_domain::plan::Hold;
use gradus_domain::{Happened, Moment, NEUTRAL_CHECKS, OccurrenceId, PersonId, Run, RunEvent, Script};
use serde::{Deserialize, Serialize};

use super::run::{EventPart, MomentPart};
use super::v1::field::occurrence;
use super::{Version, WireError, read};

const LETTER_VERSION: u16 = 1;
const NEUTRAL_VERSION: u16 = 1;
const TEXT_ROOM_BYTES: usize = 4096;

/// Which session, while nobody has the key: a number that tells nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct NeutralName(pub [u8; 8]);

/// What was noted while the diary was locked, and when.
#[derive(Clone, PartialEq, Eq)]
pub struct Letter {
    /// When.
    pub at: Moment,
    /// What.
    pub said: Said,
}

/// What can be noted.
#[derive(Clone, PartialEq, Eq)]
pub enum Said {
    /// Something happened in a session that goes on. A point of its check list stands for the one at the same place.
    Run {
        /// Which session.
        run: NeutralName,
        /// What.
        event: RunEvent,
    },
    /// A session was held as planned.
    Done {
        /// Whose.
        person: PersonId,
        /// Which; `None` for the one that was due then.
        occurrence: Option<OccurrenceId>,
    },
    /// A session was knowingly not held.
    Skipped {
        /// Whose.
        person: PersonId,
        /// Which; `None` for the one that was due then.
        occurrence: Option<OccurrenceId>,
    },
}

/// The text of a letter. With everything at its longest it has 384 bytes.
pub fn encode_letter(letter: &Letter) -> String {
    let of = |person: &PersonId, id: &Option<OccurrenceId>| NotePart {
        person: person.to_string(),
        occurrence: id.map(|id| id.to_string()),
    };
    let said = match &letter.said {
        Said::Run { run, event } => SaidPart::Run { run: hex(*run), event: event.into() },
        Said::Done { person, occurrence } => SaidPart::Done(of(person, occurrence)),
        Said::Skipped { person, occurrence } => SaidPart::Skipped(of(person, occurrence)),
    };
    text(&LetterBody { v: LETTER_VERSION, at: (&letter.at).into(), said })
}

/// The letter that this text is of.
///
/// # Errors
/// [`WireError::NewerBody`], `Shape` and `Field`.
pub fn decode_letter(bytes: &[u8]) -> Result<Letter, WireError> {
    refuse_newer(bytes, LETTER_VERSION)?;
    let body: LetterBody = read(bytes)?;
    let said = match body.said {
        SaidPart::Run { run, event } => Said::Run { run: name(&run)?, event: event.try_into()? },
        SaidPart::Done(note) => {
            let (person, occurrence) = note.parts()?;
            Said::Done { person, occurrence }
        }
        SaidPart::Skipped(note) => {
            let (person, occurrence) = note.parts()?;
            Said::Skipped { person, occurrence }
        }
    };
    Ok(Letter { at: body.at.try_into()?, said })
}

/// The text of neutral sessions, each under a name that tells nothing.
pub fn encode_neutral(runs: &[(NeutralName, Run)]) -> String {
    let part = |(name, run): &(NeutralName, Run)| NeutralPart {
        name: hex(*name),
        times: run.script().insertions().iter().map(|one| times(one.hold, one.rest_s)).collect(),
        checks: run.script().checks().len(),
        started: (&run.started()).into(),
        told: run.events().iter().filter_map(neutral_told).collect(),
    };
    text(&NeutralBody { v: NEUTRAL_VERSION, runs: runs.iter().map(part).collect() })
}

/// The neutral sessions that this text is of; none for an empty one.
///
/// # Errors
/// As [`decode_letter`].
pub fn decode_neutral(bytes: &[u8]) -> Result<Vec<(NeutralName, Run)>, WireError> {
    if bytes.is_empty() {
        return Ok(Vec::new());
    }
    refuse_newer(bytes, NEUTRAL_VERSION)?;
    let body: NeutralBody = read(bytes)?;
    body.runs.into_iter().map(NeutralPart::run).collect()
}

fn refuse_newer(bytes: &[u8], known: u16) -> Result<(), WireError> {
    let Version { v } = read(bytes)?;
    if v == known { Ok(()) } else { Err(WireError::NewerBody { found: v }) }
}

pub(super) fn text(body: &impl Serialize) -> String {
    // With room for most of them: what grows leaves a copy behind that nobody wipes.
    let mut bytes = Vec::with_capacity(TEXT_ROOM_BYTES);
    serde_json::to_writer(&mut bytes, body).expect("wire bodies hold strings, numbers and string keys only");
    String::from_utf8(bytes).expect("JSON is UTF-8")
}

fn hex(name: NeutralName) -> String {
    format!("{:016x}", u64::from_be_bytes(name.0))
}

fn name(text: &str) -> Result<NeutralName, WireError> {
    let wrong = WireError::Field { field: "run", right: "16 hexadecimal digits" };
    let digits = text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let number = u64::from_str_radix(text, 16).ok().filter(|_| digits).ok_or(wrong)?;
    Ok(NeutralName(number.to_be_bytes()))
}

impl std::str::FromStr for NeutralName {
    type Err = WireError;

    fn from_str(text: &str) -> Result<Self, WireError> {
        name(text)
    }
}

impl std::fmt::Display for NeutralName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&hex(*self))
    }
}

#[derive(Serialize, Deserialize)]
struct LetterBody {
    v: u16,
    at: MomentPart,
    said: SaidPart,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum SaidPart {
    Run { run: String, event: EventPart },
    Done(NotePart),
    Skipped(NotePart),
}

#[derive(Serialize, Deserialize)]
struct NotePart {
    person: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    occurrence: Option<String>,
}

impl NotePart {
    fn parts(self) -> Result<(PersonId, Option<OccurrenceId>), WireError> {
        let wrong = WireError::Field { field: "person", right: "a person's number" };
        Ok((self.person.parse().map_err(|_| wrong)?, occurrence(self.occurrence.as_deref())?))
    }
}

#[derive(Serialize, Deserialize)]
struct NeutralBody {
    v: u16,
    runs: Vec<NeutralPart>,
}

#[derive(Serialize, Deserialize)]
struct NeutralPart {
    name: String,
    /// Least, planned and longest hold, and the rest after it; seconds.
    times: Vec<[u32; 4]>,
    checks: usize,
    started: MomentPart,
    told: Vec<NeutralTold>,
}

#[derive(Serialize, Deserialize)]
struct NeutralTold {
    step: Step,
    at: MomentPart,
}

/// A point of a check list by its place, from 0, and every event that changes a step.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Step {
    Tick(usize),
    In,
    Out,
    Pause,
    Resume,
    Stop,
    Done,
}

fn times(hold: Hold, rest_s: u16) -> [u32; 4] {
    [hold.min_s, hold.target_s, hold.max_s, rest_s.into()]
}

fn neutral_told(told: &Happened) -> Option<NeutralTold> {
    let step = match &told.event {
        RunEvent::Ticked(item) => Step::Tick(NEUTRAL_CHECKS.iter().position(|known| known == item)?),
        RunEvent::In => Step::In,
        RunEvent::Out => Step::Out,
        RunEvent::Pause => Step::Pause,
        RunEvent::Resume => Step::Resume,
        RunEvent::Stop => Step::Stop,
        RunEvent::AfterCareDone => Step::Done,
        // A neutral session has none of these.
        RunEvent::Pain(_) | RunEvent::Sign(_) | RunEvent::Blood(_) => return None,
    };
    Some(NeutralTold { step, at: (&told.at).into() })
}

impl NeutralPart {
    fn run(self) -> Result<(NeutralName, Run), WireError> {
        let wrong = WireError::Field { field: "times", right: "holds of a session" };
        let time = |[min_s, target_s, max_s, rest_s]: [u32; 4]| {
            let rest_s = u16::try_from(rest_s).ok()?;
            Some((Hold { min_s, target_s, max_s }, rest_s))
        };
        let times: Option<Vec<_>> = self.times.into_iter().map(time).collect();
        let script = Script::neutral(&times.ok_or(wrong)?, self.checks).map_err(|_| wrong)?;
        let mut run = Run::begin(script, self.started.try_into()?);
        for NeutralTold { step, at } in self.told {
            let event = match step {
                Step::Tick(place) => RunEvent::Ticked(*NEUTRAL_CHECKS.get(place).ok_or(wrong)?),
                Step::In => RunEvent::In,
                Step::Out => RunEvent::Out,
                Step::Pause => RunEvent::Pause,
                Step::Resume => RunEvent::Resume,
                Step::Stop => RunEvent::Stop,
                Step::Done => RunEvent::AfterCareDone,
            };
            let refused = WireError::Field { field: "told", right: "what the session would have taken in" };
            run.tell(event, at.try_into()?).map_err(|_| refused)?;
        }
        Ok((name(&self.name)?, run))
    }
}

gradus_domain::unprinted!(Letter, Said);
