//! How often was a wrong passcode tried here, how long does the next try wait, and what does this device do at a lock?

use crate::copies::Copies;
use crate::disk::{Disk, OsDisk, read_bounded, replace};
use crate::error::{VaultError, VaultFile};
use crate::fields::Fields;
use crate::lock_policy::LockPolicy;
use gradus_crypto::sha256;
use std::fs::{File, TryLockError};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::time::Duration;

const MAGIC: &[u8; 8] = b"GRADUSVT";
const VERSION: u16 = 1;
/// As in the mark: a writing torn by a power cut spoils one slot and not both.
const SLOT_BYTES: usize = 4096;
const FILE_BYTES: usize = 2 * SLOT_BYTES;
const SUMMED_BYTES: usize = SLOT_BYTES - 32;

/// Wrong passcodes in a row that cost no waiting: a slip of a tired thumb is no attack.
pub const FREE_TRIES: u32 = 5;
/// What the fifth wrong passcode in a row costs, the sixth, and so on; the last stands for all after it.
const WAITS: [Duration; 5] = [
    Duration::from_secs(30),
    Duration::from_secs(60),
    Duration::from_secs(5 * 60),
    Duration::from_secs(15 * 60),
    LONGEST_WAIT,
];
/// The longest that anybody waits for the next try.
pub const LONGEST_WAIT: Duration = Duration::from_secs(60 * 60);

/// A clock that nobody can set, as the shell read it: the boot, and how long ago that was, sleep included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Uptime {
    /// Names the boot; readings of different boots are never compared. All zero where the shell cannot tell its name.
    pub boot: [u8; 16],
    /// Since that boot.
    pub since_boot: Duration,
}

/// Where somebody stands who has to type a passcode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TriesLeft {
    /// How many passcodes may be tried before the next wait; 0 while one runs.
    pub tries: u32,
    /// How long until one may be tried; zero where that is now.
    pub wait: Duration,
    /// How many wrong ones are left until the vault is erased; `None` where nobody asked for that.
    pub before_erase: Option<u32>,
}

/// `vault.tries`: wrong passcodes in a row, and the [`LockPolicy`]. Two slots in blocks of their own, written in turn and waited for.
///
/// It slows somebody who has the device in hand. Whoever can copy the folder can put the count back, or try elsewhere:
/// against them there is the stretching of the passcode alone. So nothing here is secret or signed.
///
/// A vault without this file was made before there was one, or is a copy that was put back: nobody has tried yet, and the
/// policy is the strictest that erases nothing. Where a passcode opens only together with this device there always was a
/// file, and the passcode may be short: without it the longest wait begins. So it does where no slot of the file is whole.
/// Neither ever erases. After a restart of the device a wait that ran begins anew, because nobody can tell how much of it
/// has gone by. A program that the system ends in the middle of a try cannot give that try back: it stays counted until
/// the next opening, by whatever way.
///
/// # Format, version 1
///
/// 8,192 bytes, two slots of 4,096. Numbers are unsigned and big-endian. A slot:
///
/// | offset | bytes | field |
/// |---|---|---|
/// | 0 | 8 | magic: `GRADUSVT` |
/// | 8 | 2 | format version: 1 |
/// | 10 | 8 | counter; even in the first slot, odd in the second; the greater one is in force |
/// | 18 | 4 | wrong passcodes in a row, one that is being tried included |
/// | 22 | 16 | boot of the last try |
/// | 38 | 8 | milliseconds from that boot to the last try, or to the first look after a restart |
/// | 46 | 2 | seconds in the background until the vault locks, at most 600 |
/// | 48 | 1 | 1 where it stays open when the screen goes off, else 0 |
/// | 49 | 1 | erase after so many wrong passcodes in a row, 8 to 30; 0 never |
/// | 50 | 4,014 | zero |
/// | 4,064 | 32 | checksum: SHA-256 over bytes 0 to 4,063 |
///
/// Later versions keep magic, version, file length and checksum where they are.
#[derive(Debug)]
pub struct Tries {
    /// Nothing where the medium had no room to make one: then the try is not counted.
    file: Option<File>,
    counter: u64,
    state: State,
}

/// What one slot says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct State {
    failed: u32,
    at: Uptime,
    policy: LockPolicy,
}

impl Tries {
    /// Tells how many tries are left and how long the next one waits. Writes only where a wait begins: after a restart of
    /// the device, or because the file is gone that a passcode of this device never was without.
    ///
    /// Of a medium that only reads it tells what stands there. After a restart, which cannot be written down there, a wait
    /// runs from the start of the device.
    ///
    /// # Errors
    /// [`VaultError::NewerVersion`] when a later version wrote the file, [`VaultError::TryingElsewhere`],
    /// [`VaultError::Io`] where nothing can be read of it.
    pub fn look(dir: &Path, now: Uptime) -> Result<TriesLeft, VaultError> {
        Self::look_on(&mut OsDisk, dir, now)
    }

    fn look_on(disk: &mut dyn Disk, dir: &Path, now: Uptime) -> Result<TriesLeft, VaultError> {
        if !exists(dir, VaultFile::Tries)? {
            let state = State::without_a_file(dir, now);
            if !state.owed().is_zero() {
                // What cannot be written down has the same to tell: each try would fail for the same reason.
                drop(create(disk, dir, state));
            }
            return Ok(state.left(now));
        }
        let held = Self::open(disk, dir, now).and_then(|mut tries| tries.restart(now).map(|()| tries.state));
        let state = match held {
            Err(refused @ VaultError::Io { .. }) => {
                let bytes = read_bounded(dir, VaultFile::Tries, FILE_BYTES).map_err(|_| refused.clone())?;
                newest(&bytes)?.ok_or(refused)?.1.by_this_boot(now)
            }
            held => held?,
        };
        Ok(state.left(now))
    }

    /// What this device does at a lock. Needs no secret and writes nothing.
    ///
    /// # Errors
    /// [`VaultError::NewerVersion`], [`VaultError::Io`].
    pub fn policy(dir: &Path) -> Result<LockPolicy, VaultError> {
        if !exists(dir, VaultFile::Tries)? {
            return Ok(LockPolicy::default());
        }
        // Not held: each slot is whole in itself, and one that is being written is not.
        let bytes =
            read_bounded(dir, VaultFile::Tries, FILE_BYTES).map_err(VaultError::io(VaultFile::Tries))?;
        Ok(newest(&bytes)?.map_or_else(LockPolicy::default, |(_, state)| state.policy))
    }

    /// Changes what this device does at a lock: for an open vault. The count begins anew, so that what was typed under
    /// another policy never erases.
    ///
    /// `is_proven` where whoever asks has just brought a secret that opens the vault: an unlocked phone may be in somebody else's
    /// hand. Without one nothing becomes weaker, and no count of wrong passcodes begins anew.
    ///
    /// # Errors
    /// [`VaultError::SecretNeeded`]; nothing was changed. [`VaultError::NotAVault`], [`VaultError::TryingElsewhere`], [`VaultError::NewerVersion`], [`VaultError::Io`].
    pub fn set_policy(
        dir: &Path,
        policy: LockPolicy,
        is_proven: bool,
        now: Uptime,
    ) -> Result<(), VaultError> {
        let mut tries = Self::open_or_make(&mut OsDisk, dir, now)?;
        let needs_a_secret = tries.state.failed > 0 || policy.is_weaker_than(tries.state.policy);
        if needs_a_secret && !is_proven {
            return Err(VaultError::SecretNeeded);
        }
        tries.write(State { failed: 0, policy, ..tries.state })?;
        tries.sync()
    }

    /// Counts a try before it is made, and waits until the count is on the medium: whoever kills the program in the
    /// middle of one has used it up. Nobody else can try until what this returns is dropped.
    ///
    /// Where there is no file and no room to make one, the try is not counted: a full medium must not keep the right
    /// passcode out. A passcode that opens only together with this device stays counted or fails.
    ///
    /// # Errors
    /// [`VaultError::TooManyTries`] while a wait runs; nothing is counted then. [`VaultError::NotAVault`] where there is
    /// no header whose passcode could be tried; no file is made there. [`VaultError::TryingElsewhere`],
    /// [`VaultError::NewerVersion`], [`VaultError::Io`].
    pub fn begin(dir: &Path, now: Uptime) -> Result<Self, VaultError> {
        Self::begin_on(&mut OsDisk, dir, now)
    }

    fn begin_on(disk: &mut dyn Disk, dir: &Path, now: Uptime) -> Result<Self, VaultError> {
        let mut tries = match Self::open_or_make(disk, dir, now) {
            Err(VaultError::Io { file: VaultFile::Tries, kind }) if is_no_room(kind) => {
                let state = State::without_a_file(dir, now);
                if exists(dir, VaultFile::Tries)? || !state.owed().is_zero() {
                    return Err(VaultError::Io { file: VaultFile::Tries, kind });
                }
                return Ok(Self { file: None, counter: 0, state });
            }
            opened => opened?,
        };
        tries.restart(now)?;
        let wait = tries.state.left(now).wait;
        if !wait.is_zero() {
            return Err(VaultError::TooManyTries { wait });
        }
        tries.write(State { failed: tries.state.failed.saturating_add(1), at: now, ..tries.state })?;
        tries.sync()?;
        Ok(tries)
    }

    /// As [`Tries::begin`], for a vault of which nothing else is written. Where the medium refuses, as one that only reads or
    /// has a bad sector there, the try is made uncounted, and not while a wait runs: whoever can make the file unwritable
    /// can as well take it away. What stood there before this try says whether one runs; after a restart, which cannot be
    /// written down there, it is over once the device has run for as long. It never erases. A passcode that opens only
    /// together with this device is counted or fails.
    ///
    /// # Errors
    /// As [`Tries::begin`].
    pub fn begin_to_read(dir: &Path, now: Uptime) -> Result<Self, VaultError> {
        Self::begin_to_read_on(&mut OsDisk, dir, now)
    }

    fn begin_to_read_on(disk: &mut dyn Disk, dir: &Path, now: Uptime) -> Result<Self, VaultError> {
        // Read before the try is counted: a medium may take the slot and fail all the same.
        let bytes = read_bounded(dir, VaultFile::Tries, FILE_BYTES).unwrap_or_default();
        match Self::begin_on(disk, dir, now) {
            Err(VaultError::Io { .. }) if !Copies::read(dir).ask_for_a_device() => {}
            begun => return begun,
        }
        let known = newest(&bytes)?.map(|(_, state)| state.by_this_boot(now));
        let wait = known.map_or(Duration::ZERO, |state| state.left(now).wait);
        if !wait.is_zero() {
            return Err(VaultError::TooManyTries { wait });
        }
        Ok(Self { file: None, counter: 0, state: State { failed: 0, ..State::longest(now) } })
    }

    /// Whether this try, if it is a wrong one, is the one after which the owner wanted everything erased.
    pub fn is_the_last(&self) -> bool {
        self.state.before_erase() == Some(0)
    }

    /// The passcode was the right one: the count begins anew. Where wrong ones came before it, this waits for the medium:
    /// a power cut that brought them back could erase. Else what a power cut could lose is one try.
    ///
    /// # Errors
    /// [`VaultError::Io`]; the try stays counted then.
    pub fn succeeded(mut self) -> Result<(), VaultError> {
        let were_wrong = self.state.failed > 1;
        self.write(State { failed: 0, ..self.state })?;
        if were_wrong { self.sync() } else { Ok(()) }
    }

    /// Nobody learned whether the passcode was right, because something else failed first: the try is given back.
    ///
    /// # Errors
    /// [`VaultError::Io`]; the try stays counted then.
    pub fn take_back(mut self) -> Result<(), VaultError> {
        self.write(State { failed: self.state.failed.saturating_sub(1), ..self.state })
    }

    /// Begins the count anew, also while a wait runs: for whoever has opened the vault otherwise, or set another passcode.
    /// Writes only where there was one.
    ///
    /// # Errors
    /// [`VaultError::NotAVault`], [`VaultError::TryingElsewhere`], [`VaultError::NewerVersion`], [`VaultError::Io`].
    pub fn clear(dir: &Path, now: Uptime) -> Result<(), VaultError> {
        let mut tries = Self::open_or_make(&mut OsDisk, dir, now)?;
        if tries.state.failed == 0 {
            return Ok(());
        }
        tries.write(State { failed: 0, ..tries.state })?;
        tries.sync()
    }

    fn open_or_make(disk: &mut dyn Disk, dir: &Path, now: Uptime) -> Result<Self, VaultError> {
        if !exists(dir, VaultFile::Tries)? {
            if !exists(dir, VaultFile::Header)? && !exists(dir, VaultFile::HeaderCopy)? {
                return Err(VaultError::NotAVault);
            }
            create(disk, dir, State::without_a_file(dir, now))?;
        }
        Self::open(disk, dir, now)
    }

    /// Opens the file and keeps everybody else out of it.
    fn open(disk: &mut dyn Disk, dir: &Path, now: Uptime) -> Result<Self, VaultError> {
        let failed = VaultError::io(VaultFile::Tries);
        let file = open_alone(disk, &dir.join(VaultFile::Tries.name()))?;
        let mut bytes = Vec::with_capacity(FILE_BYTES);
        (&file).take(FILE_BYTES as u64).read_to_end(&mut bytes).map_err(failed)?;
        match newest(&bytes)? {
            Some((counter, state)) => Ok(Self { file: Some(file), counter, state }),
            None => {
                let mut tries = Self { file: Some(file), counter: 0, state: State::longest(now) };
                // Written at once: a wait that began anew at each look would never end.
                tries.write(tries.state)?;
                tries.sync()?;
                Ok(tries)
            }
        }
    }

    /// After a restart of the device a wait begins anew.
    fn restart(&mut self, now: Uptime) -> Result<(), VaultError> {
        if !self.state.is_before_a_restart(now) || self.state.owed().is_zero() {
            return Ok(());
        }
        self.write(State { at: now, ..self.state })?;
        self.sync()
    }

    fn sync(&self) -> Result<(), VaultError> {
        let Some(file) = &self.file else { return Ok(()) };
        file.sync_all().map_err(VaultError::io(VaultFile::Tries))
    }

    /// Writes into the slot that is not in force.
    fn write(&mut self, state: State) -> Result<(), VaultError> {
        let Some(file) = &mut self.file else { return Ok(()) };
        let counter = self.counter.wrapping_add(1);
        let at = SeekFrom::Start((counter % 2) * SLOT_BYTES as u64);
        let bytes = slot_bytes(counter, state);
        // Two slots on their way at once could both be torn; one is whole whenever the power goes.
        let before = file.sync_data();
        let written = before.and_then(|()| file.seek(at)).and_then(|_| file.write_all(&bytes));
        written.map_err(VaultError::io(VaultFile::Tries))?;
        (self.counter, self.state) = (counter, state);
        Ok(())
    }
}

impl State {
    /// What stands for a file that can no longer be read.
    fn longest(now: Uptime) -> Self {
        Self { failed: u32::MAX, at: now, policy: LockPolicy::default() }
    }

    /// What stands for a file that is not there.
    fn without_a_file(dir: &Path, now: Uptime) -> Self {
        if Copies::read(dir).ask_for_a_device() {
            Self::longest(now)
        } else {
            Self { failed: 0, ..Self::longest(now) }
        }
    }

    /// Whether the device was started anew since the last try, as far as can be told. A boot without a name tells it by an
    /// uptime that went back.
    fn is_before_a_restart(self, now: Uptime) -> bool {
        let is_nameless = now.boot == [0; 16];
        self.at.boot != now.boot || is_nameless && now.since_boot < self.at.since_boot
    }

    /// The same, with the last try at the start of the device where it was before that: there no wait begins later, nor
    /// anew at each look.
    fn by_this_boot(self, now: Uptime) -> Self {
        let start = Uptime { since_boot: Duration::ZERO, ..now };
        if self.is_before_a_restart(now) { Self { at: start, ..self } } else { self }
    }

    /// How long the next try waits, counted from the last one.
    fn owed(self) -> Duration {
        let Some(past_free) = self.failed.checked_sub(FREE_TRIES) else { return Duration::ZERO };
        let place = usize::try_from(past_free).unwrap_or(usize::MAX).min(WAITS.len() - 1);
        WAITS[place]
    }

    fn left(self, now: Uptime) -> TriesLeft {
        let gone = match self.is_before_a_restart(now) {
            true => Duration::ZERO,
            false => now.since_boot.saturating_sub(self.at.since_boot),
        };
        let wait = self.owed().saturating_sub(gone);
        let tries = if wait.is_zero() { FREE_TRIES.saturating_sub(self.failed).max(1) } else { 0 };
        TriesLeft { tries, wait, before_erase: self.before_erase() }
    }

    fn before_erase(self) -> Option<u32> {
        // A count that could not be read is no count: it makes a try wait, and never erases.
        let erase_after = self.policy.erase_after().filter(|_| self.failed < u32::MAX);
        erase_after.map(|most| u32::from(most).saturating_sub(self.failed))
    }
}

/// Opens a file, which must not be a link, and holds it alone until it is closed.
fn open_alone(disk: &mut dyn Disk, path: &Path) -> Result<File, VaultError> {
    let failed = VaultError::io(VaultFile::Tries);
    if !std::fs::symlink_metadata(path).map_err(&failed)?.is_file() {
        return Err(failed(ErrorKind::InvalidInput.into()));
    }
    let file = disk.open_in_place(path).map_err(&failed)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(VaultError::TryingElsewhere),
        // A file system without such locks; the database has SQLite's.
        Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => Ok(file),
        Err(TryLockError::Error(error)) => Err(failed(error)),
    }
}

/// The slot in force; nothing where none is whole.
fn newest(bytes: &[u8]) -> Result<Option<(u64, State)>, VaultError> {
    let mut newest = None;
    for slot in bytes.chunks_exact(SLOT_BYTES) {
        newest = newest.max(read_slot(slot)?);
    }
    Ok(newest)
}

/// Counter and content of a slot; nothing where it is not whole.
fn read_slot(bytes: &[u8]) -> Result<Option<(u64, State)>, VaultError> {
    let (summed, checksum) = bytes.split_at(SUMMED_BYTES);
    if sha256(&[summed]) != checksum || !summed.starts_with(MAGIC) {
        return Ok(None);
    }
    let mut fields = Fields::new(&summed[MAGIC.len()..]);
    match fields.u16() {
        Some(VERSION) => {}
        Some(found) if found > VERSION => {
            return Err(VaultError::NewerVersion { file: VaultFile::Tries, found, known: VERSION });
        }
        _ => return Ok(None),
    }
    Ok(read_content(&mut fields))
}

fn read_content(fields: &mut Fields<'_>) -> Option<(u64, State)> {
    let (counter, failed, boot, ms) = (fields.u64()?, fields.u32()?, fields.array()?, fields.u64()?);
    let (lock_after_s, stays_open, erase_after) = (fields.u16()?, fields.u8()?, fields.u8()?);
    let policy = LockPolicy::new(lock_after_s, stays_open == 1, (erase_after > 0).then_some(erase_after))?;
    Some((counter, State { failed, at: Uptime { boot, since_boot: Duration::from_millis(ms) }, policy }))
}

fn slot_bytes(counter: u64, state: State) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(SLOT_BYTES);
    bytes.extend_from_slice(MAGIC);
    bytes.extend_from_slice(&VERSION.to_be_bytes());
    bytes.extend_from_slice(&counter.to_be_bytes());
    bytes.extend_from_slice(&state.failed.to_be_bytes());
    bytes.extend_from_slice(&state.at.boot);
    let ms = u64::try_from(state.at.since_boot.as_millis()).unwrap_or(u64::MAX);
    bytes.extend_from_slice(&ms.to_be_bytes());
    bytes.extend_from_slice(&state.policy.lock_after_s().to_be_bytes());
    bytes.push(u8::from(state.policy.stays_open_without_screen()));
    bytes.push(state.policy.erase_after().unwrap_or(0));
    bytes.resize(SUMMED_BYTES, 0);
    bytes.extend_from_slice(&sha256(&[&bytes]));
    bytes
}

/// Makes the file of a new vault: nobody has tried.
///
/// # Errors
/// [`VaultError::Io`].
pub(crate) fn create_fresh(dir: &Path) -> Result<(), VaultError> {
    let at = Uptime { boot: [0; 16], since_boot: Duration::ZERO };
    create(&mut OsDisk, dir, State { failed: 0, at, policy: LockPolicy::default() })
}

/// Makes the file with both slots the same, so that a later try needs no room on the medium.
fn create(disk: &mut dyn Disk, dir: &Path, state: State) -> Result<(), VaultError> {
    let bytes = [slot_bytes(0, state), slot_bytes(1, state)].concat();
    replace(disk, dir, VaultFile::Tries, &bytes)
}

fn is_no_room(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::StorageFull | ErrorKind::QuotaExceeded)
}

fn exists(dir: &Path, file: VaultFile) -> Result<bool, VaultError> {
    match std::fs::symlink_metadata(dir.join(file.name())) {
        Ok(_) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(VaultError::io(file)(error)),
    }
}

#[cfg(test)]
#[path = "tries_tests.rs"]
mod tests;
