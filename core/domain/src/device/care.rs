use super::SafetyCheck;
use crate::entry::EntryId;

/// Something that was done with a device.
#[derive(Clone, PartialEq, Eq)]
pub struct DeviceCare {
    /// Which: the journal entry that brought it.
    pub device: EntryId,
    /// What.
    pub what: Care,
}

/// What is done with a device.
#[derive(Clone, PartialEq, Eq)]
pub enum Care {
    /// It was looked at before it was used.
    Checked(SafetyCheck),
    /// It was cleaned with soap and warm water.
    Cleaned,
    /// It was disinfected.
    Disinfected(Disinfection),
    /// It is used no more.
    Retired(RetireReason),
}

/// How a device is disinfected (C3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Disinfection {
    /// In boiling water.
    Boiled,
    /// In thinned bleach.
    Bleach,
    /// As its maker says.
    MakersWay,
}

/// Why a device is used no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RetireReason {
    /// Another one took its place.
    Replaced,
    /// It broke, or wore out.
    Broken,
    /// It is lost.
    Lost,
    /// Another reason.
    Other,
}

crate::unprinted!(DeviceCare, Care);
