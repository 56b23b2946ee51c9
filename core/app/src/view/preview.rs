use serde::Serialize;

use super::{PersonRef, ReasonView};

/// Where a plan stands, and how the next weeks will come.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct PreviewView {
    /// About whom.
    pub person: PersonRef,
    /// Where the plan stands; `null` where it asks for nothing today.
    pub stage: Option<StageView>,
    /// The next weeks if all goes well.
    pub well: PreviewPath,
    /// The same with a bad week at the beginning.
    pub bad_week: PreviewPath,
}

/// Where a plan stands, and where the log would have it stand. It moves only when a person says so.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct StageView {
    /// `full:1` for the first phase of the plan, `taper:1` for the first of its taper.
    pub stage: String,
    /// The finished sentence.
    pub sentence: String,
    /// Civil date since which it stands there.
    pub since: String,
    /// The stage that is proposed, as `TakeStage` takes it; `null` when it is to stay.
    pub proposed: Option<String>,
    /// What is proposed, a finished sentence; `null` where the plan has nowhere to go but by its own lengths.
    pub proposal: Option<String>,
    /// Why, the decisive reason first.
    pub reasons: Vec<ReasonView>,
}

/// One way in which the next weeks may come.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct PreviewPath {
    /// What is taken for granted, a finished sentence.
    pub sentence: String,
    /// Week by week from today.
    pub weeks: Vec<PreviewWeek>,
    /// Why nothing can be said beyond them, a finished sentence; `null` where they are all that was asked for.
    pub ends: Option<String>,
}

/// Seven days as they will come.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct PreviewWeek {
    /// First civil date.
    pub from_date: String,
    /// Sessions that the plan asks for in it.
    pub sessions: u32,
    /// Size at its beginning in tenths of a millimetre.
    pub size_tenths_mm: u16,
    /// What changes in it, a finished sentence each.
    pub changes: Vec<String>,
}

gradus_domain::unprinted!(PreviewView, StageView, PreviewPath, PreviewWeek);
