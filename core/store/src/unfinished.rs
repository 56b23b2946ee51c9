//! Vaults that are being made, each in a folder beside its place, and what crashes left of them.
//!
//! Such a folder was never a vault, but it can hold all that one has: after a salvage that was killed late, a header that
//! opens with the new passcode, and every entry that was saved. So it ends by the same steps as a vault.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use gradus_vault::VaultError;

use crate::error::{In, StoreError};
use crate::files::above;
use crate::hold::Hold;

pub(crate) const FOLDER: &str = "the vault folder";

/// Between the name of the vault that is being made, after a dot, and 16 hexadecimal digits.
const MIDDLE: &str = ".gradus-new-";

/// Where a vault for `dir` is made: a name beside it that nobody else uses.
pub(crate) fn workshop(dir: &Path, number: [u8; 8]) -> Result<PathBuf, StoreError> {
    let no_name = || In(FOLDER).io(io::Error::from(io::ErrorKind::InvalidInput));
    let name = dir.file_name().ok_or_else(no_name)?.to_string_lossy().into_owned();
    Ok(dir.with_file_name(format!(".{name}{MIDDLE}{:016x}", u64::from_be_bytes(number))))
}

/// Removes what crashes left of vaults that were being made beside `dir`, for whatever place they were, and says how many
/// files that were. A folder that its maker holds is left alone; so is one with nothing in it, whose maker may be about to
/// hold it, and one of somebody else, which this user may not touch.
///
/// # Errors
/// [`StoreError`] when the disk refuses one of them; the others went all the same.
pub(crate) fn remove_beside(dir: &Path) -> Result<u32, StoreError> {
    let mut files = Ok(0);
    // Where the folder above cannot be read, nothing is found in it.
    for entry in fs::read_dir(above(dir)).into_iter().flatten().flatten() {
        // Of a link it is told that it is one.
        let is_folder = entry.file_type().is_ok_and(|found| found.is_dir());
        if is_folder && is_workshop(&entry.file_name().to_string_lossy()) {
            files = match (files, remove(&entry.path())) {
                (Ok(before), Ok(more)) => Ok(before + more),
                (Err(first), _) | (_, Err(first)) => Err(first),
            };
        }
    }
    files
}

/// Overwrites the headers in a workshop, as of a vault, and removes it with whatever was put there.
pub(crate) fn end(workshop: &Path) -> Result<u32, StoreError> {
    let erased = gradus_vault::erase(workshop);
    match fs::remove_dir_all(workshop) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(In(FOLDER).io(error)),
        _ => {}
    }
    Ok(erased?.files)
}

fn remove(left: &Path) -> Result<u32, StoreError> {
    if fs::read_dir(left).is_ok_and(|mut inside| inside.next().is_none()) {
        return Ok(0);
    }
    unless_foreign(match Hold::take(left) {
        Ok(hold) if hold.is_certain() => end(left),
        Ok(_) | Err(StoreError::Busy | StoreError::Missing { .. }) => Ok(0),
        Err(error) => Err(error),
    })
}

/// What this user may not touch is somebody else's, and no reason to call an erasing unfinished for ever.
fn unless_foreign(removed: Result<u32, StoreError>) -> Result<u32, StoreError> {
    match removed {
        Err(
            StoreError::Io { kind: io::ErrorKind::PermissionDenied, .. }
            | StoreError::Vault(VaultError::Io { kind: io::ErrorKind::PermissionDenied, .. }),
        ) => Ok(0),
        removed => removed,
    }
}

fn is_workshop(name: &str) -> bool {
    let parts = name.strip_prefix('.').and_then(|name| name.rsplit_once(MIDDLE));
    parts.is_some_and(|(of, number)| {
        let is_digit = |sign: u8| matches!(sign, b'0'..=b'9' | b'a'..=b'f');
        !of.is_empty() && number.len() == 16 && number.bytes().all(is_digit)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use gradus_vault::VaultFile;

    #[test]
    fn what_this_user_may_not_touch_is_no_error_and_every_other_refusal_is_one() {
        for kind in [io::ErrorKind::PermissionDenied, io::ErrorKind::ReadOnlyFilesystem, io::ErrorKind::Other]
        {
            let is_foreign = kind == io::ErrorKind::PermissionDenied;
            for error in [In(FOLDER).io(kind.into()), VaultError::Io { file: VaultFile::Header, kind }.into()]
            {
                let expected = if is_foreign { Ok(0) } else { Err(error.clone()) };
                assert_eq!(unless_foreign(Err(error)), expected);
            }
        }
        assert_eq!(unless_foreign(Ok(3)), Ok(3));
    }

    #[test]
    fn a_workshop_is_known_by_its_name_and_nothing_else_is_taken_for_one() {
        for dir in ["vault", "a/b.c", "/x/.gradus-new-", "gradus-new-0123456789abcdef", "häuschen 2"] {
            let made = workshop(Path::new(dir), [0, 1, 2, 0xab, 0xcd, 0xef, 9, 0xff]).expect("a name");
            assert_eq!(made.parent(), Path::new(dir).parent());
            let name = made.file_name().expect("a name").to_string_lossy().into_owned();
            assert!(is_workshop(&name), "{name}");
        }
        assert!(workshop(Path::new("/"), [0; 8]).is_err());
        let foreign = [
            ".gradus-new-0123456789abcdef",
            "v.gradus-new-0123456789abcdef",
            ".v.gradus-new-0123456789abcde",
            ".v.gradus-new-0123456789abcdef0",
            ".v.gradus-new-0123456789ABCDEF",
            ".v.gradus-new-0123456789abcdeg",
            ".v.gradus-new-0123456789abcdef.old",
            ".v.gradus-old-0123456789abcdef",
            "vault",
            "",
        ];
        for name in foreign {
            assert!(!is_workshop(name), "{name}");
        }
    }
}
