use serde::Serialize;

/// One notice that the phone is to post. It has no words: a shell shows the same ones for every notice, and none of them names
/// a person, a body, a device or a size.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct ReminderView {
    /// When, as civil time of the phone, wherever it is then (`2026-01-20T20:00:00`).
    pub at: String,
    /// Whose day it opens: the id alone, because the phone's own lists are not encrypted.
    pub person: String,
    /// Where it leads after the unlock.
    pub opens: ReminderOpens,
    /// The planned session that it reminds of, as `log_while_locked` takes it: whoever presses "Done" or "Left out" on a notice
    /// means this one, also hours later. It is a date and a number, and says nothing about anybody. `None` where a day is opened.
    pub occurrence: Option<String>,
}

/// Where a reminder leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ReminderOpens {
    /// The session that is asked for.
    Session,
    /// The person's day, where a call or a question is open, such as whether what went in is out.
    Today,
}

gradus_domain::unprinted!(ReminderView);
