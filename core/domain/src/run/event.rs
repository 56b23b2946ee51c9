use super::script::CheckItem;
use crate::moment::Moment;
use crate::pain::PainScore;
use crate::session::{Bleeding, StopReason};

/// From this score on pain ends a session (C2.2).
const STOP_PAIN: u8 = 7;

/// Something that was told during a session.
#[derive(Clone, PartialEq, Eq)]
pub enum RunEvent {
    /// An item of the check list is as it should be.
    Ticked(CheckItem),
    /// The device is in place; a hold begins.
    In,
    /// The device is out.
    Out,
    /// A break, with nothing inside.
    Pause,
    /// The break is over.
    Resume,
    /// Pain as it is now. From 7 on it ends the session.
    Pain(PainScore),
    /// Something that ends the session.
    Sign(Sign),
    /// Blood, as patients say it. Any amount ends the session.
    Blood(Bleeding),
    /// Stop, for whatever reason.
    Stop,
    /// Everything is cleaned and put away.
    AfterCareDone,
}

/// What ends a session at once, apart from blood. The greater is the graver.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sign {
    /// The child, or whoever is cared for, said stop or resisted.
    SaidStop,
    /// The size does not go in.
    CannotPass,
    /// Sharp or growing pain.
    SharpPain,
    /// The device does not come out at once.
    Stuck,
    /// Faint, limp, or a change of colour.
    Faint,
}

/// An event and when it was told.
#[derive(Clone, PartialEq, Eq)]
pub struct Happened {
    /// What.
    pub event: RunEvent,
    /// When.
    pub at: Moment,
}

/// Why an event cannot be taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RunRefusal {
    /// The session has ended, and stays ended.
    #[error("the session has ended; nothing goes in again")]
    Ended,
    /// Items of the check list are open.
    #[error("the check list is not done; tick every item first")]
    CheckListOpen,
    /// The item is not on the list.
    #[error("that item is not on this check list; tick one that is")]
    NotOnList,
    /// Something is inside already.
    #[error("the device is in already; say when it is out")]
    AlreadyIn,
    /// Nothing is inside.
    #[error("nothing is in; say when the device goes in")]
    NotIn,
    /// Every insertion of the plan is done.
    #[error("every insertion is done; go on with the after-care")]
    AllDone,
    /// A hold cannot be paused: the time in the body goes on.
    #[error("the device is in; take it out before a break, or stop")]
    HoldGoesOn,
    /// The session still goes on.
    #[error("the session still goes on; end it first")]
    GoesOn,
    /// No blood is no event.
    #[error("no blood is nothing to tell during a session; say how much there is")]
    NoBlood,
    /// So many breaks were made that no more are kept.
    #[error("more was told than a session can hold; stop it, and begin another one later")]
    TooMany,
}

impl RunEvent {
    /// Whether it is neither a sign nor a stop nor the end of a hold: only such an event may be refused for its number.
    pub(super) fn can_wait(&self) -> bool {
        matches!(self, Self::Pause | Self::Resume)
    }

    /// Whether it may be told later than it happened: nobody has to look at an open phone to be heard.
    pub(super) fn may_be_late(&self) -> bool {
        matches!(self, Self::Stop | Self::Sign(_) | Self::Blood(_) | Self::Pain(_))
    }

    /// Whether it ends the session.
    pub(super) fn ends(&self) -> bool {
        match self {
            Self::Stop | Self::Sign(_) | Self::Blood(_) => true,
            Self::Pain(score) => Self::stops(*score),
            _ => false,
        }
    }

    /// Whether this score ends a session.
    pub(super) fn stops(score: PainScore) -> bool {
        score.value() >= STOP_PAIN
    }
}

impl Sign {
    /// The sign as the reason of a session that was stopped.
    pub(super) fn reason(self) -> StopReason {
        match self {
            Self::SaidStop => StopReason::ChildSaidStop,
            Self::CannotPass => StopReason::WouldNotPass,
            Self::SharpPain => StopReason::Pain,
            Self::Stuck => StopReason::Stuck,
            Self::Faint => StopReason::Faint,
        }
    }
}

crate::unprinted!(RunEvent, Sign, Happened);
