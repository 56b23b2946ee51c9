use serde::Serialize;

/// What the one main button of the first screen does.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct NextActionView {
    /// Which.
    pub kind: NextActionKind,
    /// What stands on the button, with the person's name.
    pub label: String,
    /// Whether it is to be done now. Where it is not, nothing is: the button is there all the same, and may be quiet.
    pub is_asked: bool,
}

/// What the main button leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NextActionKind {
    /// Back to the session that goes on, or that is over and not written down yet.
    ReturnToSession,
    /// A call for emergency care. The shell knows the number of the country, and brings it to the dialler; nothing calls by
    /// itself.
    CallEmergency,
    /// A call to the clinic: `contacts` has the numbers, the first one to be called first. What was said is written down
    /// after it.
    CallClinic,
    /// The clinic is to be called, and no plan names a number: what was said is written down.
    RecordContact,
    /// The plan from the clinic is brought in.
    ImportPlan,
    /// The questions are answered.
    CheckIn,
    /// The pause of the plan is ended.
    EndPause,
    /// A session begins.
    StartSession,
}

gradus_domain::unprinted!(NextActionView);
