use serde::Serialize;

/// What a freshness code that was kept elsewhere says of a vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FreshnessWord {
    /// Everything that was there when the code was taken is there.
    Fresh,
    /// The code is of another vault, or of this one before an older state was accepted: it says nothing here.
    Unknown,
    /// Entries that were there when the code was taken are gone: an older copy was put back.
    RolledBack,
}

/// Where somebody stands who has to type a passcode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct PasscodeTries {
    /// How many may be tried before the next wait, 5 after a right one; 0 while a wait runs.
    pub left: u32,
    /// Whole seconds until one may be tried, at most 3,600; 0 where that is now. A shell counts it down by a clock that
    /// cannot be set.
    pub wait_seconds: u64,
    /// How many wrong ones are left until this device erases the vault; `None` where nobody asked for that.
    pub before_erase: Option<u32>,
}

/// What a way into the vault takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WayInKind {
    /// A passcode alone.
    Passcode,
    /// A passcode and the secret that this device's keystore holds, both.
    PasscodeOnDevice,
    /// A secret that a keystore gives out by itself, as after a fingerprint.
    Platform,
    /// The recovery code on paper.
    RecoveryCode,
    /// Something that a later version knows.
    Unknown,
}

/// One way into the vault. It has no name, because whoever finds the folder may read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct WayInView {
    /// Names it in this vault for as long as it is there.
    pub id: u16,
    /// What it takes.
    pub kind: WayInKind,
}

/// What a device does with the vault at a lock. It is told on the device, and does not travel with the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct LockPolicyView {
    /// Seconds in the background after which the shell locks it, 0 to 600; 0 at once, which is how a vault begins.
    pub lock_after_s: u16,
    /// Whether it stays open, for these seconds, when the screen goes off. A vault begins with no.
    pub stays_open_without_screen: bool,
    /// After how many wrong passcodes in a row the vault is erased on this device, 8 to 30; `None` never, which is how a
    /// vault begins. Only for whoever asked for it, and never beside the button that unlocks.
    pub erase_after: Option<u8>,
}

/// Which secret proves that the owner asks for a change of the ways into an open vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ProofKind {
    /// The passcode, with the device's secret beside it where the keystore holds one. A wrong one is counted.
    Passcode,
    /// The recovery code as it was typed.
    RecoveryCode,
}

/// What a full check of the vault found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VerifyView {
    /// Whether everything holds.
    pub sound: bool,
    /// Entries whose bytes, chain and place were checked.
    pub entries: u64,
    /// Writers whose signed heads were checked.
    pub writers: u32,
    /// Arrival number of the newest entry.
    pub arrival: u64,
    /// Head of the arrival chain, in hex.
    pub head: String,
    /// How far the vault has come, as `41-7c1e9a02-5be0c1d2e3f40516-3d`: to be kept outside of it, on paper or by the app.
    /// Given back later, it shows whether an older copy of the whole folder was put in its place.
    pub freshness_code: String,
    /// What the code said that was given; `None` when none was.
    pub freshness: Option<FreshnessWord>,
    /// Answers of the rules that were worked out again, each by the pack that gave it, and came out the same. It is 0 where
    /// bytes, chains or the mark do not hold: nothing is worked out from those.
    pub answers_same: u64,
    /// Those that came out otherwise. Their bytes are as they were written; each stands among the problems with its entry.
    pub answers_otherwise: u64,
    /// Those of which nothing can be told: the text of their pack is not kept here, or this version cannot read it or them.
    pub answers_unread: u64,
    /// What does not hold, each a sentence. In a sound vault only answers that came out otherwise, and entries that claim the
    /// same place.
    pub problems: Vec<String>,
    /// What was put right before this check, each a sentence; empty when nothing was asked for or nothing had to be.
    pub mended: Vec<String>,
}
