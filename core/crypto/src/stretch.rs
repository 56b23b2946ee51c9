//! How is a passcode made costly to guess?

use crate::secret::Secret;
use argon2::{Algorithm, Argon2, Block, Params, Version};
use std::fmt;
use std::time::Duration;
use zeroize::Zeroize;

/// Length of a passcode's salt.
pub const SALT_BYTES: usize = 16;

/// The longest passcode that is stretched; long enough for any sentence, short enough to hold in memory thrice.
pub const LONGEST_PASSCODE_BYTES: usize = 1024;

/// How much work one guess costs: Argon2id's memory, passes and lanes. A value of this type is always in bounds.
///
/// | | least | default | most |
/// |---|---|---|---|
/// | memory | 19 MiB | 46 MiB | 256 MiB |
/// | passes | 2 | 3 | 32 |
/// | lanes | 1 | 1 | 4 |
/// | memory times passes | 38 MiB | 138 MiB | 1 GiB |
///
/// The least are the weakest settings that OWASP's password storage guidance lists for two passes. The most keep
/// a header that somebody tampered with from exhausting the device: it is refused before any work is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KdfParams {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

impl KdfParams {
    /// The weakest that is accepted: 19 MiB, 2 passes, 1 lane.
    pub const FLOOR: Self = Self { memory_kib: 19 * 1024, passes: 2, lanes: 1 };

    /// The most of each number; [`KdfParams::MOST_WORK_KIB`] bounds memory and passes together.
    pub const CEILING: Self = Self { memory_kib: 256 * 1024, passes: 32, lanes: 4 };

    /// The most memory, in KiB, that one guess passes over: half a second on a desktop, some seconds on a phone.
    pub const MOST_WORK_KIB: u32 = 1024 * 1024;

    /// Bounds-checks memory in KiB, passes and lanes.
    ///
    /// # Errors
    /// [`KdfParamsError`] naming the first that is out of bounds.
    pub const fn new(memory_kib: u32, passes: u32, lanes: u32) -> Result<Self, KdfParamsError> {
        let (least, most) = (Self::FLOOR, Self::CEILING);
        if memory_kib < least.memory_kib || memory_kib > most.memory_kib {
            return Err(KdfParamsError { limit: KdfLimit::MemoryKib, found: memory_kib });
        }
        if passes < least.passes || passes > most.passes {
            return Err(KdfParamsError { limit: KdfLimit::Passes, found: passes });
        }
        if lanes < least.lanes || lanes > most.lanes {
            return Err(KdfParamsError { limit: KdfLimit::Lanes, found: lanes });
        }
        // At most 256 MiB times 32: far from overflow.
        let work_kib = memory_kib * passes;
        if work_kib > Self::MOST_WORK_KIB {
            return Err(KdfParamsError { limit: KdfLimit::WorkKib, found: work_kib });
        }
        Ok(Self { memory_kib, passes, lanes })
    }

    /// What a device does in `wanted`, by how long it `took` to stretch once with [`KdfParams::FLOOR`]. Memory grows first, up
    /// to the default's: it is what makes guessing dear, and more of it may be refused to an app. Then the passes grow.
    /// Always between the floor and [`KdfParams::MOST_WORK_KIB`], whatever was measured.
    pub fn calibrated(took: Duration, wanted: Duration) -> Self {
        let (least, most) = (Self::FLOOR, Self::default().memory_kib);
        let measured = u128::from(least.memory_kib * least.passes);
        let work = measured.saturating_mul(wanted.as_nanos()) / took.as_nanos().max(1);
        let work = u32::try_from(work).unwrap_or(u32::MAX).min(Self::MOST_WORK_KIB);
        // Whole MiB: a number that is read by people, and no finer than the measurement.
        let memory_kib = (work / least.passes / 1024 * 1024).clamp(least.memory_kib, most);
        Self { memory_kib, passes: (work / memory_kib).max(least.passes), ..least }
    }

    /// Working memory in KiB.
    pub const fn memory_kib(self) -> u32 {
        self.memory_kib
    }

    /// How often the memory is passed over.
    pub const fn passes(self) -> u32 {
        self.passes
    }

    /// Into how many lanes the memory is divided. They run one after the other.
    pub const fn lanes(self) -> u32 {
        self.lanes
    }
}

impl Default for KdfParams {
    /// 46 MiB, 3 passes, 1 lane: below what the smallest iOS extensions may use.
    fn default() -> Self {
        Self { memory_kib: 46 * 1024, passes: 3, lanes: 1 }
    }
}

/// One of the three numbers in [`KdfParams`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KdfLimit {
    /// Working memory in KiB.
    MemoryKib,
    /// Number of passes.
    Passes,
    /// Number of lanes.
    Lanes,
    /// Memory in KiB times passes.
    WorkKib,
}

impl fmt::Display for KdfLimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::MemoryKib => "memory in KiB",
            Self::Passes => "passes",
            Self::Lanes => "lanes",
            Self::WorkKib => "memory in KiB times passes",
        })
    }
}

/// Stretching parameters out of bounds; nothing was run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("stretching with {found} as {limit} is out of bounds; accepted are {} to {}", self.least(), self.most())]
pub struct KdfParamsError {
    /// Which number.
    pub limit: KdfLimit,
    /// What it was.
    pub found: u32,
}

impl KdfParamsError {
    /// The least that is accepted.
    pub const fn least(&self) -> u32 {
        self.limit.of(KdfParams::FLOOR)
    }

    /// The most that is accepted.
    pub const fn most(&self) -> u32 {
        match self.limit {
            KdfLimit::WorkKib => KdfParams::MOST_WORK_KIB,
            limit => limit.of(KdfParams::CEILING),
        }
    }
}

impl KdfLimit {
    const fn of(self, params: KdfParams) -> u32 {
        match self {
            Self::MemoryKib => params.memory_kib,
            Self::Passes => params.passes,
            Self::Lanes => params.lanes,
            Self::WorkKib => params.memory_kib * params.passes,
        }
    }
}

/// Why a passcode could not be stretched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StretchError {
    /// The device did not give the working memory. Nothing is wrong with the passcode; try again later.
    #[error("no {memory_kib} KiB of memory for stretching the passcode")]
    OutOfMemory {
        /// How much was asked for, in KiB.
        memory_kib: usize,
    },
    /// The passcode is longer than [`LONGEST_PASSCODE_BYTES`]. Nothing was run.
    #[error("the passcode has {found_bytes} bytes; at most {LONGEST_PASSCODE_BYTES} are accepted")]
    TooLong {
        /// How long it is.
        found_bytes: usize,
    },
}

/// Stretches a passcode into 32 bytes by Argon2id, version 1.3, without secret or associated data.
///
/// Takes as long as `params` ask for and cannot be interrupted. The working memory is wiped before it is given
/// back, also when stretching fails.
///
/// # Errors
/// [`StretchError`] when memory is short or the passcode is longer than [`LONGEST_PASSCODE_BYTES`].
pub fn stretch(
    passcode: &[u8],
    salt: &[u8; SALT_BYTES],
    params: KdfParams,
) -> Result<Secret<32>, StretchError> {
    if passcode.len() > LONGEST_PASSCODE_BYTES {
        return Err(StretchError::TooLong { found_bytes: passcode.len() });
    }
    let settings = Params::new(params.memory_kib, params.passes, params.lanes, Some(32))
        .expect("the bounds of `KdfParams` are narrower than Argon2's");
    run(&Argon2::new(Algorithm::Argon2id, Version::V0x13, settings), passcode, salt)
}

fn run(argon2: &Argon2<'_>, passcode: &[u8], salt: &[u8]) -> Result<Secret<32>, StretchError> {
    let mut memory = WorkingMemory::take(argon2.params().block_count())?;
    let mut out = Secret::zeroed();
    argon2
        .hash_password_into_with_memory(passcode, salt, out.bytes_mut(), &mut memory.0)
        .expect("salt, output and memory have the sizes that Argon2 asks for");
    Ok(out)
}

/// Argon2's blocks: the passcode can be guessed from them, so they are wiped.
struct WorkingMemory(Vec<Block>);

impl WorkingMemory {
    /// Takes `count` blocks of one KiB each.
    fn take(count: usize) -> Result<Self, StretchError> {
        let mut blocks = Vec::new();
        blocks.try_reserve_exact(count).map_err(|_| StretchError::OutOfMemory { memory_kib: count })?;
        blocks.resize(count, Block::new());
        Ok(Self(blocks))
    }
}

impl Drop for WorkingMemory {
    fn drop(&mut self) {
        self.0.iter_mut().for_each(Zeroize::zeroize);
    }
}

#[cfg(test)]
#[path = "stretch_tests.rs"]
mod tests;
