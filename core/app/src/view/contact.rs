use serde::Serialize;

/// Whom to call, as the plan has it: what a call button needs.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct ContactView {
    /// Name of the person or desk.
    pub name: String,
    /// The telephone number, as dialled.
    pub phone: String,
    /// When they can be reached, in words; `null` when the plan does not say.
    pub hours: Option<String>,
    /// Why it stands here, while another plan with other numbers is to come; `null` otherwise. To be shown beside the number.
    pub note: Option<String>,
}

gradus_domain::unprinted!(ContactView);
