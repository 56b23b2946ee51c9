//! Why does a vault not open? Each reason is its own error, and none of them is ever followed by writing.

use crate::guessing::Guessing;
use crate::recovery::RecoveryCodeError;
use crate::secret::{LEAST_KEPT_BYTES, MOST_KEPT_BYTES};
use gradus_crypto::{EntropyError, KdfParamsError, StretchError};
use std::fmt;
use std::io;
use std::time::Duration;

/// A file, or the folder, that an error is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VaultFile {
    /// The folder itself.
    Folder,
    /// `vault.hdr`, the first copy of the header.
    Header,
    /// `vault.hdr2`, the second copy of the header.
    HeaderCopy,
    /// `vault.mark`, the freshness mark; of a vault whose key was renewed, of every other key generation from the first.
    Mark,
    /// `vault.tries`, the count of wrong passcodes.
    Tries,
    /// `vault.mark2`, the freshness mark of the key generations between.
    SecondMark,
    /// `vault.inbox`, what was written down while the vault was locked.
    Inbox,
}

impl VaultFile {
    /// The file's name inside the vault folder; `.` for the folder itself.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Folder => ".",
            Self::Header => "vault.hdr",
            Self::HeaderCopy => "vault.hdr2",
            Self::Mark => "vault.mark",
            Self::Tries => "vault.tries",
            Self::SecondMark => "vault.mark2",
            Self::Inbox => "vault.inbox",
        }
    }
}

impl fmt::Display for VaultFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Folder => "the vault folder",
            other => other.name(),
        })
    }
}

/// What the header's other copy is like, when one copy is missing, cut short or damaged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OtherCopy {
    /// Whole, as far as can be told without the secret: [`crate::Mending`] can write this one anew, if it is authentic.
    Intact,
    /// Missing, cut short or damaged as well.
    NotIntact,
    /// The file is kept once only.
    None,
}

impl fmt::Display for OtherCopy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Intact => "; the other copy looks intact, and mending may put this right",
            Self::NotIntact => "; the other copy is not intact either",
            Self::None => "",
        })
    }
}

/// What about a file is damaged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DamagedPart {
    /// The first 18 bytes: magic, version or length.
    Preamble,
    /// The file is longer than it says, or than any such file may be.
    Length,
    /// The bytes do not fit their own checksum: something changed after they were written.
    Checksum,
    /// The checksum is right, but a field holds what this format never holds.
    Layout,
    /// The checksum is right, but whoever wrote the bytes did not have the vault's key.
    Authentication,
    /// The secret is right, but the wrapped data key or the fields it is bound to were changed.
    Slot,
    /// Both copies are authentic and of the same epoch, yet they differ.
    CopiesDisagree,
    /// The file is authentic in itself but belongs to another vault.
    OtherVault,
}

impl fmt::Display for DamagedPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Preamble => "its first bytes were changed",
            Self::Length => "it is longer than it says",
            Self::Checksum => "its checksum does not fit",
            Self::Layout => "a field holds an impossible value",
            Self::Authentication => "it was not written with this vault's key",
            Self::Slot => "the wrapped key was changed",
            Self::CopiesDisagree => "it differs from the other copy of the same epoch",
            Self::OtherVault => "it belongs to another vault",
        })
    }
}

/// Everything that can go wrong in this room. No arm carries a secret, and no arm leads to writing or deleting.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// There is no such folder, or nothing in it is Gradus's. Check the path.
    #[error("this is not a Gradus vault")]
    NotAVault,
    /// The passcode or recovery code is not this vault's. Ask again.
    #[error("the passcode or recovery code is not the right one")]
    WrongSecret,
    /// Too many wrong passcodes in a row. Nothing was tried; the recovery code opens all the same.
    #[error("too many wrong passcodes: the next one can be tried in {} ms", wait.as_millis())]
    TooManyTries {
        /// How long until the next one.
        wait: Duration,
    },
    /// Another program is trying a passcode at this moment. Ask again.
    #[error("another program is trying a passcode on this vault")]
    TryingElsewhere,
    /// What was typed cannot be a recovery code; no attempt was made. Ask again.
    #[error(transparent)]
    BadRecoveryCode(#[from] RecoveryCodeError),
    /// A passcode has at least one byte.
    #[error("the passcode is empty; it needs at least one character")]
    EmptyPasscode,
    /// A passcode that is being set can be tried out; it was not taken. [`crate::check_passcode`] says where the line is.
    #[error("the passcode can be guessed: at most {} tries, {} an hour", .0.guesses, .0.per_hour)]
    EasyPasscode(Guessing),
    /// The vault has no slot for this kind of secret that this version knows. Use the other kind.
    #[error("this vault cannot be opened with this kind of secret")]
    NoSlot,
    /// The passcode opens this vault only together with a secret that a device's keystore held: none was given, or that of
    /// another device, as after a reinstallation or on a new phone. Nothing was tried. Ask for the recovery code.
    #[error(
        "the passcode alone does not open this vault: it needs the device on which it was set, or the recovery code"
    )]
    DeviceSecretGone,
    /// A secret of a keystore is so short that it could be guessed, or absurdly long.
    #[error(
        "the keystore's secret has {found_bytes} bytes; {LEAST_KEPT_BYTES} to {MOST_KEPT_BYTES} random ones are accepted"
    )]
    KeptSecretLength {
        /// How long it is.
        found_bytes: usize,
    },
    /// The vault has no such way in, or not one that can be replaced so. Look at the list again.
    #[error("this vault has no such way in")]
    NoSuchWay,
    /// Without this way nothing that lies in a head or on paper would open the vault. It can be renewed.
    #[error("this way into the vault stays: keystores forget, and nothing else would open it then")]
    LastWay,
    /// The header is full. Remove a way that is not used any more.
    #[error("this vault has as many ways in as there can be")]
    TooManyWays,
    /// A file that belongs to every vault is not there.
    #[error("{file} is missing{other_copy}")]
    Missing {
        /// Which file.
        file: VaultFile,
        /// Whether it can be mended.
        other_copy: OtherCopy,
    },
    /// A file ends too early.
    #[error("{file} is cut short after {found_bytes} bytes{other_copy}")]
    Truncated {
        /// Which file.
        file: VaultFile,
        /// How long it is.
        found_bytes: u64,
        /// Whether it can be mended.
        other_copy: OtherCopy,
    },
    /// A file was changed after it was written.
    #[error("{file} is damaged: {what}{other_copy}")]
    Damaged {
        /// Which file.
        file: VaultFile,
        /// In what way.
        what: DamagedPart,
        /// Whether it can be mended.
        other_copy: OtherCopy,
    },
    /// A later version of Gradus wrote this. Update; nothing was touched.
    #[error("{file} has format {found}; this version knows formats up to {known}")]
    NewerVersion {
        /// Which file.
        file: VaultFile,
        /// Its format version.
        found: u16,
        /// The newest format version known here.
        known: u16,
    },
    /// A header is older than the database has seen: an old file was put back.
    #[error("the header is of epoch {found_epoch}, but the database has seen epoch {least_epoch}")]
    RolledBack {
        /// The epoch of the older copy.
        found_epoch: u64,
        /// The least epoch that the database accepts.
        least_epoch: u64,
    },
    /// The folder already holds something; a vault is only ever made in an empty one.
    #[error("the folder is not empty; a vault is made in an empty folder only")]
    AlreadyExists,
    /// The operating system refused. Free space, permissions or the medium may be the cause.
    #[error("{file} could not be read or written: {kind}")]
    Io {
        /// Which file.
        file: VaultFile,
        /// What the operating system said.
        kind: io::ErrorKind,
    },
    /// What was asked makes the lock weaker, or begins a count of wrong passcodes anew. Nothing was changed: ask for a secret.
    #[error("this makes the lock weaker, and asks for the passcode or the recovery code")]
    SecretNeeded,
    /// So much was written down while the vault was locked that no more fits. Nothing of it is dropped: unlock the vault.
    #[error("no more can be written down while the vault is locked; unlock it first")]
    InboxFull,
    /// No random bytes could be had; nothing was written.
    #[error(transparent)]
    Entropy(#[from] EntropyError),
    /// A stored slot asks for absurd stretching; it was refused before any was done.
    #[error("{file}: {error}")]
    AbsurdKdf {
        /// Which file.
        file: VaultFile,
        /// Which number, and what is accepted.
        error: KdfParamsError,
    },
    /// The passcode could not be stretched: too long, or too little memory just now.
    #[error(transparent)]
    Stretch(#[from] StretchError),
}

impl VaultError {
    pub(crate) fn io(file: VaultFile) -> impl Fn(io::Error) -> Self {
        move |error| Self::Io { file, kind: error.kind() }
    }
}
