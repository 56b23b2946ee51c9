//! Body of a word about where a plan stands.

use gradus_domain::{StageTaken, StageWhy};
use serde::{Deserialize, Serialize};

use super::field::{date, entry};
use crate::wire::WireError;

#[derive(Serialize, Deserialize)]
pub(crate) struct StageBody {
    pub(crate) v: u16,
    plan: String,
    /// `full:1`, `taper:1` or `done`.
    stage: String,
    from: String,
    /// The talk or visit at which a clinician said so; none where a proposal was accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    clinic: Option<String>,
}

impl From<&StageTaken> for StageBody {
    fn from(taken: &StageTaken) -> Self {
        let clinic = match taken.why {
            StageWhy::Proposed => None,
            StageWhy::Clinic(entry) => Some(entry.to_string()),
        };
        let (plan, stage, from) = (taken.plan.to_string(), taken.stage.to_string(), taken.from.to_string());
        Self { v: 1, plan, stage, from, clinic }
    }
}

impl TryFrom<StageBody> for StageTaken {
    type Error = WireError;

    fn try_from(body: StageBody) -> Result<Self, WireError> {
        let right = "full:1, taper:1 or done";
        let clinic = body.clinic.as_deref().map(|text| entry(text, "clinic")).transpose()?;
        Ok(Self {
            plan: entry(&body.plan, "plan")?,
            stage: body.stage.parse().map_err(|_| WireError::Field { field: "stage", right })?,
            from: date(&body.from, "from")?,
            why: clinic.map_or(StageWhy::Proposed, StageWhy::Clinic),
        })
    }
}
