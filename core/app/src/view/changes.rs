use serde::Serialize;

/// What was written down since a screen last looked, and whose views are stale because of it.
///
/// Only writing is told here. What the clock changes (a slot that comes due, a gate that opens) is not: ask for a view
/// again when it is shown, when the app comes to the front, and at midnight.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Changes {
    /// The count now; hand it in at the next call.
    pub count: u64,
    /// Whether the list of people is stale: somebody was added, or changed.
    pub roster: bool,
    /// Ids of the people whose today, progress, timeline and report are stale, in order.
    pub people: Vec<String>,
    /// Ids of those of them whose plan and plan history are stale too.
    pub plans: Vec<String>,
}

gradus_domain::unprinted!(Changes);
