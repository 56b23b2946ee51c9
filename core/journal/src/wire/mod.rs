//! How a body is written down, and how it is read again for ever.
//!
//! A body is JSON: `v` first, then fields in a fixed order, without spaces. What a body means is settled by the kind in
//! the entry's head and by `v`. The stored bytes are the truth and are handed on unchanged, so reading follows two rules:
//!
//! - A field that this version does not know is skipped. A later version may therefore add a field to `v` 1 only when
//!   an older app that does not see it errs on the side of caution; anything else raises `v` or takes a new kind.
//! - A body with a greater `v`, or with a word that this version does not know, is treated like an entry of an unknown
//!   kind: kept, counted, and no step up until the app is updated. It is never dropped and never guessed at.

mod inbox;
mod interview;
mod letter;
mod run;
mod statement;
mod v1;

pub use inbox::{INBOX_VERSION, InboxKey, InboxRow, KeptBack, decode_inbox, encode_inbox};
pub use interview::{INTERVIEW_VERSION, KeptInterview, decode_interview, encode_interview};
pub use letter::{Letter, NeutralName, Said, decode_letter, decode_neutral, encode_letter, encode_neutral};
pub use run::{RUN_VERSION, decode_run, encode_run};
pub use statement::{ChainEnd, PlanText, Statement};

use gradus_domain::PersonId;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::entry::Entry;
use crate::kind::Kind;
use v1::assessment::{AssessmentBody, CheckInBody};
use v1::clinic::{BareBody, ContactBody, NewLifeBody, PlanBody, SignerPart, VaultBody, VisitBody};
use v1::device::{DeviceBody, DeviceCareBody};
use v1::observation::ObservationBody;
use v1::person::PersonBody;
use v1::session::{PauseBody, SessionBody, SkipBody, StepBody};
use v1::stage::StageBody;

/// The body version that is written.
pub const BODY_VERSION: u16 = 1;

/// Why a body cannot be read by this version. Never holds what was logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// The entry's kind is not known here.
    #[error("kind {0} is not known to this version")]
    UnknownKind(u16),
    /// A newer version wrote the body.
    #[error("the body has version {found}; this version reads up to 1")]
    NewerBody {
        /// The version found.
        found: u16,
    },
    /// The body was erased.
    #[error("the body was erased")]
    Erased,
    /// Not JSON, or a field is missing, of the wrong type, or holds a word that is not known here.
    #[error("the body does not have the shape of its kind, at column {column}")]
    Shape {
        /// Where in the body, in bytes from 1; 0 where the place is not known.
        column: usize,
    },
    /// A field holds a value that its meaning does not allow.
    #[error("field {field} of the body is not {right}")]
    Field {
        /// Which field.
        field: &'static str,
        /// What it would have to be.
        right: &'static str,
    },
    /// An amendment of an amendment, of an erasure or of a fact about the vault.
    #[error("an amendment cannot replace entries of kind {0}")]
    CannotAmend(Kind),
}

/// The body of `statement`, byte for byte as it will be hashed and stored.
///
/// # Errors
/// [`WireError::CannotAmend`] for an amendment that replaces something that cannot be amended.
pub fn encode(statement: &Statement) -> Result<Vec<u8>, WireError> {
    Ok(match statement {
        Statement::Person(person) => json(&PersonBody::from(person)),
        Statement::Plan(plan) => json(&plan_body(plan)),
        Statement::Session(session) => json(&SessionBody::from(session)),
        Statement::Skip(skip) => json(&SkipBody::from(skip)),
        Statement::Observation(observation) => json(&ObservationBody::from(observation)),
        Statement::Pause(pause) => json(&PauseBody::from(pause)),
        Statement::CheckIn(check_in) => json(&CheckInBody::from(check_in)),
        Statement::Assessment(assessment) => json(&AssessmentBody::from(assessment)),
        Statement::Contact(contact) => json(&ContactBody::from(contact)),
        Statement::Visit(visit) => json(&VisitBody::from(visit)),
        Statement::Step(step) => json(&StepBody::from(step)),
        Statement::Stage(stage) => json(&StageBody::from(stage)),
        Statement::Device(device) => json(&DeviceBody::from(device)),
        Statement::DeviceCare(care) => json(&DeviceCareBody::from(care)),
        Statement::Amendment(replacement) => amendment(replacement, false)?,
        Statement::TakenOut(slip) => amendment(slip, true)?,
        Statement::Erase => json(&BareBody { v: BODY_VERSION }),
        Statement::OlderStateAccepted => json(&NewLifeBody::from(&[][..])),
        Statement::Salvaged(ends) => json(&NewLifeBody::from(&ends[..])),
        Statement::LeastHeaderEpoch(epoch) => {
            json(&VaultBody { v: BODY_VERSION, least_header_epoch: *epoch })
        }
    })
}

/// What an entry says.
///
/// # Errors
/// Every arm of [`WireError`] but `CannotAmend` for the entry's own kind.
pub fn decode(entry: &Entry) -> Result<Statement, WireError> {
    let body = entry.body_bytes().ok_or(WireError::Erased)?;
    decode_body(entry.head().kind, entry.head().person, body)
}

/// What a body of this kind about this person says.
///
/// # Errors
/// As [`decode`].
pub fn decode_body(kind: Kind, person: PersonId, body: &[u8]) -> Result<Statement, WireError> {
    if let Kind::Unknown(code) = kind {
        return Err(WireError::UnknownKind(code));
    }
    let Version { v } = read(body)?;
    match v {
        BODY_VERSION => {}
        0 => return Err(WireError::Field { field: "v", right: "1 or more" }),
        found => return Err(WireError::NewerBody { found }),
    }
    Ok(match kind {
        Kind::Person => Statement::Person(read::<PersonBody>(body)?.into_person(person)?),
        Kind::Plan => Statement::Plan(Box::new(read::<PlanBody>(body)?.try_into()?)),
        Kind::Session => Statement::Session(read::<SessionBody>(body)?.try_into()?),
        Kind::Skip => Statement::Skip(read::<SkipBody>(body)?.try_into()?),
        Kind::Observation => Statement::Observation(read::<ObservationBody>(body)?.try_into()?),
        Kind::Pause => Statement::Pause(read::<PauseBody>(body)?.try_into()?),
        Kind::CheckIn => Statement::CheckIn(read::<CheckInBody>(body)?.try_into()?),
        Kind::Assessment => Statement::Assessment(read::<AssessmentBody>(body)?.try_into()?),
        Kind::Contact => Statement::Contact(read::<ContactBody>(body)?.try_into()?),
        Kind::Visit => Statement::Visit(read::<VisitBody>(body)?.try_into()?),
        Kind::Step => Statement::Step(read::<StepBody>(body)?.try_into()?),
        Kind::Stage => Statement::Stage(read::<StageBody>(body)?.try_into()?),
        Kind::Device => Statement::Device(read::<DeviceBody>(body)?.try_into()?),
        Kind::DeviceCare => Statement::DeviceCare(read::<DeviceCareBody>(body)?.try_into()?),
        Kind::Amendment => amended(person, body)?,
        Kind::Erase => read::<BareBody>(body).map(|_| Statement::Erase)?,
        Kind::NewLife => new_life(read::<NewLifeBody>(body)?.try_into()?),
        Kind::Vault => Statement::LeastHeaderEpoch(read::<VaultBody>(body)?.least_header_epoch),
        Kind::Unknown(code) => return Err(WireError::UnknownKind(code)),
    })
}

#[derive(Deserialize)]
struct Version {
    v: u16,
}

/// Around the body that stands in place of the amended ones.
#[derive(Serialize)]
struct AmendmentOut<'b> {
    v: u16,
    kind: &'static str,
    /// A program of before this word reads that the entry stands as it is, which lifts nothing.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    out: bool,
    body: &'b RawValue,
}

#[derive(Deserialize)]
struct AmendmentIn<'b> {
    kind: String,
    #[serde(default)]
    out: bool,
    #[serde(borrow)]
    body: &'b RawValue,
}

fn amendment(replacement: &Statement, out: bool) -> Result<Vec<u8>, WireError> {
    let kind = replacement.kind();
    let name = kind.name().filter(|_| kind.is_amendable()).ok_or(WireError::CannotAmend(kind))?;
    let body = String::from_utf8(encode(replacement)?).expect("JSON is UTF-8");
    let body = RawValue::from_string(body).expect("just written as JSON");
    Ok(json(&AmendmentOut { v: BODY_VERSION, kind: name, out, body: &body }))
}

fn amended(person: PersonId, body: &[u8]) -> Result<Statement, WireError> {
    let AmendmentIn { kind, out, body } = read(body)?;
    // A name that is not known here stands for a kind of a newer version; its number is not written down twice.
    let kind = Kind::from_name(&kind).ok_or(WireError::UnknownKind(0))?;
    if !kind.is_amendable() {
        return Err(WireError::CannotAmend(kind));
    }
    let statement = Box::new(decode_body(kind, person, body.get().as_bytes())?);
    Ok(if out { Statement::TakenOut(statement) } else { Statement::Amendment(statement) })
}

/// One that names no chain is that of an older state: of what is missing nothing is known.
fn new_life(ends: Vec<ChainEnd>) -> Statement {
    if ends.is_empty() { Statement::OlderStateAccepted } else { Statement::Salvaged(ends) }
}

fn plan_body(plan: &PlanText) -> PlanBody {
    let signer = plan
        .signer()
        .map(|signer| SignerPart { issuer: signer.issuer.clone(), key_id: signer.key_id.clone() });
    PlanBody { v: BODY_VERSION, text: plan.text().to_owned(), signer }
}

fn json(body: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(body).expect("wire bodies hold strings, numbers and string keys only")
}

// serde's own messages quote what they found; only the place is taken from them.
fn read<'b, T: Deserialize<'b>>(body: &'b [u8]) -> Result<T, WireError> {
    serde_json::from_slice(body).map_err(|error| WireError::Shape { column: error.column() })
}
