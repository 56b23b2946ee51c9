//! Where C's pointer and length pairs become slices, and slices go back.

use std::ffi::c_int;
use std::{ptr, slice};

/// A callback's arguments make no sense, or its primitive failed. SQLCipher is told `SQLITE_ERROR` and wipes its page.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Refused;

/// A length from C: refused where negative.
pub(crate) fn length(from_c: c_int) -> Result<usize, Refused> {
    usize::try_from(from_c).map_err(|_| Refused)
}

/// Borrows input from C. A null pointer or a negative length is refused; an empty input needs a pointer too.
///
/// # Safety
///
/// If `start` is not null and `bytes` is not negative, `start` points to `bytes` initialised bytes, which nobody writes while the
/// slice lives.
pub(crate) unsafe fn borrow<'a>(start: *const u8, bytes: c_int) -> Result<&'a [u8], Refused> {
    let bytes = length(bytes)?;
    if start.is_null() {
        return Err(Refused);
    }
    // SAFETY: not null; the caller vouches for the bytes and that they stay as they are; u8 has no alignment; c_int's largest value
    // is below isize::MAX on every target.
    Ok(unsafe { slice::from_raw_parts(start, bytes) })
}

/// Copies a result to C, which may hand over memory that it never initialised.
///
/// # Safety
///
/// If `out` is not null, it points to at least `bytes.len()` writable bytes, and no reference to any of them is alive but,
/// perhaps, `bytes` itself.
pub(crate) unsafe fn deliver(bytes: &[u8], out: *mut u8) -> Result<(), Refused> {
    if out.is_null() {
        return Err(Refused);
    }
    // SAFETY: not null; the caller vouches for the room; ptr::copy allows overlap and needs no initialised destination.
    unsafe { ptr::copy(bytes.as_ptr(), out, bytes.len()) };
    Ok(())
}

/// Moves `bytes` of input to `out`, which may be the same memory or overlap it, and lends it for work in place.
///
/// # Safety
///
/// If neither pointer is null, `input` points to `bytes` initialised bytes, `out` to `bytes` writable ones, and while the slice
/// lives nobody else reads or writes those at `out`.
pub(crate) unsafe fn move_into<'a>(
    input: *const u8,
    out: *mut u8,
    bytes: usize,
) -> Result<&'a mut [u8], Refused> {
    if input.is_null() || out.is_null() {
        return Err(Refused);
    }
    // SAFETY: both not null and long enough, says the caller; ptr::copy allows them to overlap.
    unsafe { ptr::copy(input, out, bytes) };
    // SAFETY: the copy has initialised all the bytes; the caller vouches that nobody else uses them; u8 has no alignment.
    Ok(unsafe { slice::from_raw_parts_mut(out, bytes) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn null_and_negative_are_refused() {
        // SAFETY: null pointers and negative lengths are refused before anything is read or written.
        unsafe {
            assert_eq!(borrow(ptr::null(), 0), Err(Refused));
            assert_eq!(borrow(ptr::null(), 4), Err(Refused));
            assert_eq!(borrow([1].as_ptr(), -1), Err(Refused));
            assert_eq!(deliver(&[1], ptr::null_mut()), Err(Refused));
            assert_eq!(move_into(ptr::null(), [0].as_mut_ptr(), 1), Err(Refused));
            assert_eq!(move_into([0].as_ptr(), ptr::null_mut(), 1), Err(Refused));
        }
    }

    #[test]
    fn overlapping_moves_keep_the_input() {
        let mut memory = *b"abcdef..";
        let start = memory.as_mut_ptr();
        // SAFETY: both ranges lie within `memory`, which nothing else borrows meanwhile.
        let moved = unsafe { move_into(start, start.add(2), 6) };
        assert_eq!(moved, Ok(b"abcdef".to_vec().as_mut_slice()));
        // SAFETY: as above; `moved` is no longer used.
        assert_eq!(unsafe { move_into(start.add(2), start, 6) }, Ok(b"abcdef".to_vec().as_mut_slice()));
    }
}
