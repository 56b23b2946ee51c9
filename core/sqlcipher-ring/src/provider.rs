//! The table of callbacks that SQLCipher asks for when it starts.

use std::ffi::{CStr, c_char, c_int, c_uchar, c_void};

use libsqlite3_sys::{SQLITE_ERROR, SQLITE_OK};

use crate::callbacks;

/// `struct sqlcipher_provider` of SQLCipher 4.19.0, field by field (see [`crate::CIPHER_VERSION`]).
///
/// Function pointers are never null here, except those that C tests before calling: `init` and `shutdown`.
#[repr(C)]
pub struct Provider {
    pub(crate) init: Option<unsafe extern "C" fn() -> c_int>,
    pub(crate) shutdown: Option<unsafe extern "C" fn()>,
    pub(crate) provider_name: unsafe extern "C" fn(*mut c_void) -> *const c_char,
    pub(crate) add_random: unsafe extern "C" fn(*mut c_void, *const c_void, c_int) -> c_int,
    pub(crate) random: unsafe extern "C" fn(*mut c_void, *mut c_void, c_int) -> c_int,
    pub(crate) hmac: Hmac,
    pub(crate) kdf: Kdf,
    pub(crate) cipher: Cipher,
    pub(crate) cipher_name: unsafe extern "C" fn(*mut c_void) -> *const c_char,
    pub(crate) key_sz: unsafe extern "C" fn(*mut c_void) -> c_int,
    pub(crate) iv_sz: unsafe extern "C" fn(*mut c_void) -> c_int,
    pub(crate) block_sz: unsafe extern "C" fn(*mut c_void) -> c_int,
    pub(crate) hmac_sz: unsafe extern "C" fn(*mut c_void, c_int) -> c_int,
    pub(crate) ctx_init: unsafe extern "C" fn(*mut *mut c_void) -> c_int,
    pub(crate) ctx_free: unsafe extern "C" fn(*mut *mut c_void) -> c_int,
    pub(crate) fips_status: unsafe extern "C" fn(*mut c_void) -> c_int,
    pub(crate) provider_version: unsafe extern "C" fn(*mut c_void) -> *const c_char,
    pub(crate) next: *mut Provider,
}

/// context, algorithm, key, key bytes, first input, its bytes, second input or null, its bytes, tag
type Hmac = unsafe extern "C" fn(
    *mut c_void,
    c_int,
    *const c_uchar,
    c_int,
    *const c_uchar,
    c_int,
    *const c_uchar,
    c_int,
    *mut c_uchar,
) -> c_int;

/// context, algorithm, passphrase, its bytes, salt, its bytes, rounds, key bytes, key
type Kdf = unsafe extern "C" fn(
    *mut c_void,
    c_int,
    *const c_uchar,
    c_int,
    *const c_uchar,
    c_int,
    c_int,
    c_int,
    *mut c_uchar,
) -> c_int;

/// context, mode, key, key bytes, initialisation vector, input, its bytes, output of the same length
type Cipher = unsafe extern "C" fn(
    *mut c_void,
    c_int,
    *const c_uchar,
    c_int,
    *const c_uchar,
    *const c_uchar,
    c_int,
    *mut c_uchar,
) -> c_int;

/// What SQLCipher calls to have its table filled.
pub(crate) type Setup = unsafe extern "C" fn(*mut Provider) -> c_int;

// Eighteen pointers and nothing between them, as a C compiler lays it out.
const _: () = assert!(size_of::<Provider>() == 18 * size_of::<*const ()>());
const _: () = assert!(align_of::<Provider>() == align_of::<*const ()>());

/// Fills SQLCipher's provider table; SQLCipher calls it once, under its own lock, while it starts.
///
/// `SQLCIPHER_CRYPTO_CUSTOM` in `.cargo/config.toml` names this symbol.
///
/// # Safety
///
/// `table` is null, or points to writable memory for one `struct sqlcipher_provider`, aligned for pointers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gradus_sqlcipher_ring_setup(table: *mut Provider) -> c_int {
    if table.is_null() || !table.is_aligned() {
        return SQLITE_ERROR;
    }
    // SAFETY: not null and aligned, as just checked; the caller vouches for the room. The memory need not be initialised, and
    // nothing in it needs dropping.
    unsafe { table.write(filled()) };
    SQLITE_OK
}

fn filled() -> Provider {
    Provider {
        init: None,
        shutdown: None,
        provider_name,
        add_random: callbacks::add_random,
        random: callbacks::random,
        hmac: callbacks::hmac,
        kdf: callbacks::kdf,
        cipher: callbacks::cipher,
        cipher_name,
        key_sz: callbacks::key_sz,
        iv_sz: callbacks::block_sz,
        block_sz: callbacks::block_sz,
        hmac_sz: callbacks::hmac_sz,
        ctx_init: callbacks::no_context,
        ctx_free: callbacks::no_context,
        fips_status: callbacks::fips_status,
        provider_version,
        next: std::ptr::null_mut(),
    }
}

/// [`crate::PROVIDER_NAME`], for C.
const NAME: &CStr = c"gradus-ring";

/// [`crate::PROVIDER_VERSION`], for C.
const VERSION: &CStr = match CStr::from_bytes_with_nul(concat!(env!("CARGO_PKG_VERSION"), "\0").as_bytes()) {
    Ok(text) => text,
    Err(_) => panic!("a version has one NUL, at its end"),
};

unsafe extern "C" fn provider_name(_: *mut c_void) -> *const c_char {
    NAME.as_ptr()
}

unsafe extern "C" fn provider_version(_: *mut c_void) -> *const c_char {
    VERSION.as_ptr()
}

unsafe extern "C" fn cipher_name(_: *mut c_void) -> *const c_char {
    c"AES-256-CBC".as_ptr()
}
