//! How does a vault end, so that no secret opens what is left of it?

use crate::error::{VaultError, VaultFile};
use crate::names::is_of_a_vault;
use std::fs::{self, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// What [`erase`] did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Erased {
    /// Files of the vault that were there and are gone.
    pub files: u32,
    /// Whether something lies in the folder that is not of a vault. It was left as it is, and so was the folder.
    pub left_others: bool,
}

/// Destroys the vault in `dir` for good. It takes no secret: whoever holds the device can delete its files anyhow, and a
/// person in a hurry must not have to type one. A shell asks for a typed word before.
///
/// First both copies of the header, in which the data key lies wrapped, are overwritten and brought onto the medium: from
/// then on no secret opens what is left. Then they and all other files of the vault are removed, and the folder if it is
/// empty. Only names that this program gives are touched; of a link the link goes and not what it leads to. After a crash,
/// call it again. Where no vault is, it does nothing.
///
/// A copy of the folder made earlier still opens with the secrets of its time. Flash memory may keep what was overwritten
/// until it is used anew; a device secret in a keystore, deleted before this, makes that worthless too.
///
/// Nobody may have the vault open: `gradus_store::erase` sees to that.
///
/// # Errors
/// [`VaultError::Io`] when the disk refuses something; everything else was done all the same, and a header that could not be
/// overwritten was at least removed.
pub fn erase(dir: &Path) -> Result<Erased, VaultError> {
    erase_by(&mut OsEnd, dir)
}

/// The steps of an end. A trait, so that tests can stop between any two of them.
trait End {
    /// Replaces every byte of a file by zero, in place, and waits until that is on the medium.
    fn overwrite(&mut self, path: &Path) -> io::Result<()>;
    fn remove(&mut self, path: &Path) -> io::Result<()>;
    /// Waits until the names in a folder are on the medium.
    fn sync_names(&mut self, dir: &Path) -> io::Result<()>;
}

fn erase_by(end: &mut dyn End, dir: &Path) -> Result<Erased, VaultError> {
    let refused = VaultError::io(VaultFile::Folder);
    let found = match own_files(dir) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Ok(Erased { files: 0, left_others: false });
        }
        found => found.map_err(&refused)?,
    };
    let (headers, others): (Vec<_>, Vec<_>) = found.into_iter().partition(|path| holds_slots(path));
    // A file that refuses saves no other one: the first error is told once all of them were tried.
    let mut first = Ok(());
    for path in headers.iter().filter(|path| is_plain_file(path)) {
        first = first.and(end.overwrite(path).map_err(VaultError::io(VaultFile::Header)));
    }
    let mut files = 0;
    for group in [headers, others] {
        for path in &group {
            let removed = end.remove(path).map_err(&refused);
            files += u32::from(removed.is_ok());
            first = first.and(removed);
        }
        // The headers are gone from the medium before anything that they lead to goes.
        first = first.and(end.sync_names(dir).map_err(&refused));
    }
    first?;
    // Only an empty folder can be removed so.
    let left_others =
        fs::remove_dir(dir).is_err_and(|_| fs::read_dir(dir).is_ok_and(|mut left| left.next().is_some()));
    Ok(Erased { files, left_others })
}

/// Files and links in `dir` that have a name of ours. A folder of such a name is somebody else's.
fn own_files(dir: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        if entry.file_name().to_str().is_some_and(is_of_a_vault) && !entry.file_type()?.is_dir() {
            found.push(entry.path());
        }
    }
    found.sort();
    Ok(found)
}

/// Whether slots lie in a file of this name: in both copies of the header, and in what a crash left of writing them.
fn holds_slots(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(VaultFile::Header.name()))
}

fn is_plain_file(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| found.is_file())
}

struct OsEnd;

impl End for OsEnd {
    fn overwrite(&mut self, path: &Path) -> io::Result<()> {
        let mut file = open_to_overwrite(path)?;
        let length = file.metadata()?.len();
        io::copy(&mut io::repeat(0).take(length), &mut file)?;
        file.sync_all()
    }

    fn remove(&mut self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn sync_names(&mut self, dir: &Path) -> io::Result<()> {
        crate::disk::sync_names(dir)
    }
}

/// A file that came with a mode against writing is still its owner's to end.
fn open_to_overwrite(path: &Path) -> io::Result<fs::File> {
    let open = || OpenOptions::new().write(true).open(path);
    match open() {
        #[cfg(unix)]
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
            open()
        }
        opened => opened,
    }
}

#[cfg(test)]
#[path = "erase_tests.rs"]
mod tests;
