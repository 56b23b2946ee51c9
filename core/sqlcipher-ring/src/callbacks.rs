//! What SQLCipher calls: random bytes, HMAC, PBKDF2, AES-256-CBC, and their sizes.
//!
//! Every callback that takes pointers says what it needs of them; SQLCipher 4.19 gives it: lengths are those of its own allocations
//! or of page parts, the connection's mutex is held, and outputs may share a page buffer with inputs but inputs are not written by
//! others meanwhile. No callback touches its context pointer. No callback lets a panic reach C.

use std::ffi::{c_int, c_uchar, c_void};
use std::hint::black_box;
use std::num::NonZeroU32;
use std::panic::{AssertUnwindSafe, catch_unwind};

use libsqlite3_sys::{SQLITE_ERROR, SQLITE_OK};
use ring::rand::{SecureRandom, SystemRandom};
use ring::{hmac as mac, pbkdf2};
use zeroize::{Zeroize, Zeroizing};

use crate::aes_cbc::{self, BLOCK_BYTES, KEY_BYTES};
use crate::pointers::{Refused, borrow, deliver, length, move_into};

/// SQLCipher's largest key (`CIPHER_MAX_KEY_SZ`).
const LARGEST_KEY_BYTES: usize = 64;

/// Random bytes fetched at a time: a page's reserve (80) in one go.
const RANDOM_CHUNK_BYTES: usize = 256;

/// How deep the frames of one callback reach, with room to spare: an unoptimised build measured below 4,096.
const OVERWRITTEN_BYTES: usize = 8192;

/// SQLCipher's three hashes, by their numbers; the numbers for HMAC and for PBKDF2 are the same.
#[derive(Clone, Copy)]
enum Hash {
    Sha1,
    Sha256,
    Sha512,
}

impl Hash {
    fn numbered(algorithm: c_int) -> Result<Self, Refused> {
        match algorithm {
            0 => Ok(Self::Sha1),
            1 => Ok(Self::Sha256),
            2 => Ok(Self::Sha512),
            _ => Err(Refused),
        }
    }

    fn hmac(self) -> mac::Algorithm {
        match self {
            Self::Sha1 => mac::HMAC_SHA1_FOR_LEGACY_USE_ONLY,
            Self::Sha256 => mac::HMAC_SHA256,
            Self::Sha512 => mac::HMAC_SHA512,
        }
    }

    fn pbkdf2(self) -> pbkdf2::Algorithm {
        match self {
            Self::Sha1 => pbkdf2::PBKDF2_HMAC_SHA1,
            Self::Sha256 => pbkdf2::PBKDF2_HMAC_SHA256,
            Self::Sha512 => pbkdf2::PBKDF2_HMAC_SHA512,
        }
    }

    fn tag_bytes(self) -> c_int {
        match self {
            Self::Sha1 => 20,
            Self::Sha256 => 32,
            Self::Sha512 => 64,
        }
    }
}

/// Turns a callback's outcome into SQLite's code. A panic counts as a refusal; SQLCipher then wipes the page it was working on.
fn answer(body: impl FnOnce() -> Result<(), Refused>) -> c_int {
    let outcome = catch_unwind(AssertUnwindSafe(body));
    overwrite_stack();
    match outcome {
        Ok(Ok(())) => SQLITE_OK,
        Ok(Err(Refused)) => SQLITE_ERROR,
        Err(payload) => {
            // Dropping it could panic once more, now on the way into C.
            std::mem::forget(payload);
            SQLITE_ERROR
        }
    }
}

/// Overwrites the part of the stack that the body has just left: blocks of plain text, key schedules, HMAC states.
///
/// A best effort, since a compiler may lay frames out as it likes; a test looks for what remains (`tests/sqlcipher/memory.rs`).
#[inline(never)]
fn overwrite_stack() {
    let mut frames = [u64::MAX; OVERWRITTEN_BYTES / size_of::<u64>()];
    frames.zeroize();
    black_box(&frames);
}

/// Fills memory with bytes from the operating system.
///
/// # Safety
///
/// `buffer` is null or points to `bytes` writable bytes that nothing else refers to.
pub(crate) unsafe extern "C" fn random(_: *mut c_void, buffer: *mut c_void, bytes: c_int) -> c_int {
    answer(|| {
        let total = length(bytes)?;
        if buffer.is_null() {
            return Err(Refused);
        }
        let source = SystemRandom::new();
        let mut chunk = Zeroizing::new([0; RANDOM_CHUNK_BYTES]);
        for start in (0..total).step_by(RANDOM_CHUNK_BYTES) {
            let part = &mut chunk[..RANDOM_CHUNK_BYTES.min(total - start)];
            source.fill(part).map_err(|_| Refused)?;
            // SAFETY: `start` is below `total`, so this stays within the caller's buffer, which has room for `part` from there;
            // `part` is our own memory.
            unsafe { deliver(part, buffer.cast::<u8>().add(start))? };
        }
        Ok(())
    })
}

/// Entropy offered by the caller is not used: the operating system's source needs none, and this one cannot be made weaker.
///
/// # Safety
///
/// None: the pointers are not used.
pub(crate) unsafe extern "C" fn add_random(_: *mut c_void, _: *const c_void, _: c_int) -> c_int {
    SQLITE_OK
}

/// The HMAC of one or two inputs, one after the other.
///
/// # Safety
///
/// `key`, `first` and `second` are null or point to as many initialised bytes as the number after them says; `tag` is null or points
/// to room for [`hmac_sz`] bytes. `tag` may overlap the inputs.
pub(crate) unsafe extern "C" fn hmac(
    _: *mut c_void,
    algorithm: c_int,
    key: *const c_uchar,
    key_bytes: c_int,
    first: *const c_uchar,
    first_bytes: c_int,
    second: *const c_uchar,
    second_bytes: c_int,
    tag: *mut c_uchar,
) -> c_int {
    answer(|| {
        let hash = Hash::numbered(algorithm)?;
        let result = {
            // SAFETY: the caller vouches for the key; the slice ends with this block, before anything is written.
            let key = unsafe { borrow(key, key_bytes)? };
            let mut state = mac::Context::with_key(&mac::Key::new(hash.hmac(), key));
            // SAFETY: likewise for the first input.
            state.update(unsafe { borrow(first, first_bytes)? });
            if !second.is_null() {
                // SAFETY: likewise for the second input.
                state.update(unsafe { borrow(second, second_bytes)? });
            }
            state.sign()
        };
        // SAFETY: the caller vouches for room for the tag, which is as long as `hmac_sz` says; the inputs are no longer borrowed.
        unsafe { deliver(result.as_ref(), tag) }
    })
}

/// PBKDF2 of a passphrase and a salt.
///
/// # Safety
///
/// `pass` and `salt` are null or point to as many initialised bytes as the number after them says; `key` is null or points to room
/// for `key_bytes`. `key` may overlap the inputs.
pub(crate) unsafe extern "C" fn kdf(
    _: *mut c_void,
    algorithm: c_int,
    pass: *const c_uchar,
    pass_bytes: c_int,
    salt: *const c_uchar,
    salt_bytes: c_int,
    rounds: c_int,
    key_bytes: c_int,
    key: *mut c_uchar,
) -> c_int {
    answer(|| {
        let hash = Hash::numbered(algorithm)?;
        let rounds = u32::try_from(rounds).ok().and_then(NonZeroU32::new).ok_or(Refused)?;
        let mut derived = Zeroizing::new([0; LARGEST_KEY_BYTES]);
        let derived = derived.get_mut(..length(key_bytes)?).ok_or(Refused)?;
        // SAFETY: the caller vouches for both inputs; the slices end with this statement, before anything is written.
        let (salt, pass) = unsafe { (borrow(salt, salt_bytes)?, borrow(pass, pass_bytes)?) };
        pbkdf2::derive(hash.pbkdf2(), rounds, salt, pass, derived);
        // SAFETY: the caller vouches for room for `key_bytes`, the length of `derived`; the inputs are no longer used.
        unsafe { deliver(derived, key) }
    })
}

/// AES-256-CBC without padding over whole blocks; mode 1 encrypts, mode 0 decrypts.
///
/// # Safety
///
/// `key` is null or points to `key_bytes` initialised bytes, `iv` to 16, `input` to `bytes`; `out` is null or points to `bytes`
/// writable bytes. `out` may overlap every input: key and vector are copied first, and the input is moved.
pub(crate) unsafe extern "C" fn cipher(
    _: *mut c_void,
    mode: c_int,
    key: *const c_uchar,
    key_bytes: c_int,
    iv: *const c_uchar,
    input: *const c_uchar,
    bytes: c_int,
    out: *mut c_uchar,
) -> c_int {
    answer(|| {
        let work = match mode {
            1 => aes_cbc::encrypt,
            0 => aes_cbc::decrypt,
            _ => return Err(Refused),
        };
        let bytes = length(bytes)?;
        if bytes % BLOCK_BYTES != 0 {
            return Err(Refused);
        }
        // SAFETY: the caller vouches for the key; it is copied before anything is written.
        let key: &[u8; KEY_BYTES] = unsafe { borrow(key, key_bytes)? }.try_into().map_err(|_| Refused)?;
        let key = Zeroizing::new(*key);
        // SAFETY: the caller vouches for 16 bytes of vector; they are copied before anything is written.
        let iv: [u8; BLOCK_BYTES] =
            unsafe { borrow(iv, BLOCK_BYTES as c_int)? }.try_into().map_err(|_| Refused)?;
        // SAFETY: the caller vouches for both lengths; nothing of ours refers to either range, and SQLCipher waits.
        let text = unsafe { move_into(input, out, bytes)? };
        work(&key, &iv, text).map_err(|_| Refused)
    })
}

/// Bytes in a key of the one cipher there is.
pub(crate) unsafe extern "C" fn key_sz(_: *mut c_void) -> c_int {
    KEY_BYTES as c_int
}

/// Bytes in a block, and in an initialisation vector.
pub(crate) unsafe extern "C" fn block_sz(_: *mut c_void) -> c_int {
    BLOCK_BYTES as c_int
}

/// Bytes in a tag; 0 for an unknown algorithm, as SQLCipher's own providers answer.
pub(crate) unsafe extern "C" fn hmac_sz(_: *mut c_void, algorithm: c_int) -> c_int {
    Hash::numbered(algorithm).map_or(0, Hash::tag_bytes)
}

/// There is no context to make or free: ring's source of random bytes has no state of ours.
pub(crate) unsafe extern "C" fn no_context(_: *mut *mut c_void) -> c_int {
    SQLITE_OK
}

/// Not a certified module.
pub(crate) unsafe extern "C" fn fips_status(_: *mut c_void) -> c_int {
    0
}
