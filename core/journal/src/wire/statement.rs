use chrono::{DateTime, FixedOffset};
use gradus_domain::device::{Device, DeviceCare};
use gradus_domain::plan::{Plan, PlanOrigin, Signer};
use gradus_domain::{
    Assessment, CheckIn, ClinicContact, EntryId, Observation, Pause, Person, PersonId, Session, Skip,
    StageTaken, StepTaken, Visit,
};

use super::v1::clinic::PlanBody;
use super::{WireError, encode};
use crate::entry::Draft;
use crate::kind::Kind;
use crate::writer::WriterId;

/// What one entry says, in the domain's own terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Statement {
    /// A person, added or changed. The whole of it: the latest one stands.
    Person(Person),
    /// A plan version. The entry's effective time is when it comes into force.
    Plan(Box<PlanText>),
    /// A session that was held or tried.
    Session(Session),
    /// A session that was knowingly not held.
    Skip(Skip),
    /// Something that was measured or seen between check-ins.
    Observation(Observation),
    /// A time for which the plan was paused.
    Pause(Pause),
    /// Answers to questions.
    CheckIn(CheckIn),
    /// What triage answered.
    Assessment(Assessment),
    /// A talk with the clinic.
    Contact(ClinicContact),
    /// A visit or procedure.
    Visit(Visit),
    /// A step between sizes.
    Step(StepTaken),
    /// Where a plan stands from a day on.
    Stage(StageTaken),
    /// A device that the person has.
    Device(Device),
    /// Something that was done with a device.
    DeviceCare(DeviceCare),
    /// This stands in place of the entries that the head names as targets. The amendment's effective time is the new
    /// effective time.
    Amendment(Box<Statement>),
    /// The entries that the head names as targets were a slip. What they say stands here once more, and counts for nothing.
    TakenOut(Box<Statement>),
    /// The bodies of the targets are removed for ever.
    Erase,
    /// About the vault: no header with a lower epoch is accepted any more.
    LeastHeaderEpoch(u64),
    /// About the vault: somebody accepted the state that lies before this as the true one. Later entries are lost.
    OlderStateAccepted,
    /// About the vault: these chains were given out of a damaged vault and end here. What came after is lost, whatever it was,
    /// so that this also says all that [`Statement::OlderStateAccepted`] says.
    Salvaged(Vec<ChainEnd>),
}

/// Where a writer's chain ends in what a damaged vault gave out, on the word of whoever wrote that down: the writer's own
/// signature is over entries that are lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChainEnd {
    /// Whose chain.
    pub writer: WriterId,
    /// Sequence number of the last entry that is left, from 1.
    pub seq: u64,
    /// Its identity.
    pub hash: EntryId,
}

/// A plan and the exact text it was read from, so that a signature over the text can be checked again.
#[derive(Clone, PartialEq, Eq)]
pub struct PlanText {
    text: String,
    plan: Plan,
}

impl Statement {
    /// The kind that an entry with this statement has.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Person(_) => Kind::Person,
            Self::Plan(_) => Kind::Plan,
            Self::Session(_) => Kind::Session,
            Self::Skip(_) => Kind::Skip,
            Self::Observation(_) => Kind::Observation,
            Self::Pause(_) => Kind::Pause,
            Self::CheckIn(_) => Kind::CheckIn,
            Self::Assessment(_) => Kind::Assessment,
            Self::Contact(_) => Kind::Contact,
            Self::Visit(_) => Kind::Visit,
            Self::Step(_) => Kind::Step,
            Self::Stage(_) => Kind::Stage,
            Self::Device(_) => Kind::Device,
            Self::DeviceCare(_) => Kind::DeviceCare,
            Self::Amendment(_) | Self::TakenOut(_) => Kind::Amendment,
            Self::Erase => Kind::Erase,
            Self::LeastHeaderEpoch(_) => Kind::Vault,
            Self::OlderStateAccepted | Self::Salvaged(_) => Kind::NewLife,
        }
    }

    /// The body of an entry with this statement.
    ///
    /// # Errors
    /// [`WireError::CannotAmend`] for an amendment that replaces something that cannot be amended.
    pub fn to_body(&self) -> Result<Vec<u8>, WireError> {
        encode(self)
    }
}

impl Draft {
    /// A live entry about `person` that says `statement` and happened at `effective`. Set `targets` for an amendment or
    /// an erasure, `imported` and `clock_suspect` where they hold. Facts about the vault take [`crate::VAULT_ITSELF`].
    ///
    /// # Errors
    /// [`WireError::CannotAmend`] for an amendment that replaces something that cannot be amended.
    pub fn new(
        person: PersonId,
        effective: DateTime<FixedOffset>,
        statement: &Statement,
    ) -> Result<Self, WireError> {
        let (kind, body) = (statement.kind(), statement.to_body()?);
        Ok(Self { kind, person, effective, imported: false, clock_suspect: false, targets: Vec::new(), body })
    }
}

impl PlanText {
    /// Reads a plan. `signer` is given when the caller has checked a clinic's signature over exactly this text.
    ///
    /// # Errors
    /// [`WireError::Field`] when the text is not a plan; [`Plan::parse`] says where and why.
    pub fn read(text: String, signer: Option<Signer>) -> Result<Self, WireError> {
        let plan = Plan::parse(&text);
        let plan =
            plan.map_err(|_| WireError::Field { field: "text", right: "a plan that can be followed" })?;
        Ok(match signer {
            Some(signer) => Self { plan: plan.signed_by(signer), text },
            None => Self { plan, text },
        })
    }

    /// The exact text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What it says.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Whose signature was checked.
    pub fn signer(&self) -> Option<&Signer> {
        match self.plan.origin() {
            PlanOrigin::ClinicSigned(signer) => Some(signer),
            PlanOrigin::TranscribedFromClinic | PlanOrigin::SelfDirected => None,
        }
    }
}

impl TryFrom<PlanBody> for PlanText {
    type Error = WireError;

    fn try_from(body: PlanBody) -> Result<Self, WireError> {
        let signer = body.signer.map(|part| Signer { issuer: part.issuer, key_id: part.key_id });
        Self::read(body.text, signer)
    }
}

gradus_domain::unprinted!(PlanText);
