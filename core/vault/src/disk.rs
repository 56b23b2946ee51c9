//! How do bytes reach the disk, so that a crash leaves the old file or the new one and never half of either?

use crate::error::{VaultError, VaultFile};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// The steps of a safe replacement, and of writing in place. A trait, so that tests can stop between any two of them.
pub(crate) trait Disk {
    /// Opens a file that is there, to be read and written in place.
    fn open_in_place(&mut self, path: &Path) -> io::Result<File> {
        OpenOptions::new().read(true).write(true).open(path)
    }
    /// Writes a new file, readable by its owner only, and waits until it is on the medium.
    fn write_synced(&mut self, path: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Puts one file in the place of another, at once.
    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()>;
    /// Waits until the names in a folder are on the medium.
    fn sync_folder(&mut self, folder: &Path) -> io::Result<()>;
}

/// The real thing.
pub(crate) struct OsDisk;

impl Disk for OsDisk {
    fn write_synced(&mut self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = create_private(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    }

    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn sync_folder(&mut self, folder: &Path) -> io::Result<()> {
        sync_names(folder)
    }
}

/// Replaces `file` in the vault folder `dir` by `bytes`. Leaves the old file as it was when any step fails.
pub(crate) fn replace(
    disk: &mut dyn Disk,
    dir: &Path,
    file: VaultFile,
    bytes: &[u8],
) -> Result<(), VaultError> {
    let temporary = temporary_path(dir, file);
    let failed = VaultError::io(file);
    // A crash may have left one. It never became part of the vault; a fresh file also cannot follow a link.
    match fs::remove_file(&temporary) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
        _ => {}
    }
    disk.write_synced(&temporary, bytes).map_err(&failed)?;
    disk.rename(&temporary, &dir.join(file.name())).map_err(&failed)?;
    disk.sync_folder(dir).map_err(&failed)
}

/// The file's bytes, at most `most + 1` of them: one more than allowed is enough to tell that it is too long.
pub(crate) fn read_bounded(dir: &Path, file: VaultFile, most: usize) -> io::Result<Vec<u8>> {
    let path = dir.join(file.name());
    let found = fs::symlink_metadata(&path)?;
    if !found.is_file() {
        // A link would lead reading, and for the mark writing, out of the folder.
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let limit = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    // Room for all of it at once: what grows leaves a copy behind that its reader cannot wipe.
    let mut bytes = Vec::with_capacity(usize::try_from(found.len().min(limit)).unwrap_or(most));
    File::open(path)?.take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Checks that `dir` is a folder with nothing in it, and closes it to everybody but its owner.
pub(crate) fn claim_empty_folder(dir: &Path) -> Result<(), VaultError> {
    let failed = VaultError::io(VaultFile::Folder);
    if fs::read_dir(dir).map_err(&failed)?.next().is_some() {
        return Err(VaultError::AlreadyExists);
    }
    make_folder_private(dir).map_err(failed)
}

fn temporary_path(dir: &Path, file: VaultFile) -> PathBuf {
    dir.join(format!("{}.tmp", file.name()))
}

fn create_private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(unix)]
fn make_folder_private(dir: &Path) -> io::Result<()> {
    fs::set_permissions(dir, std::os::unix::fs::PermissionsExt::from_mode(0o700))
}

#[cfg(not(unix))]
fn make_folder_private(_dir: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
pub(crate) fn sync_names(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Elsewhere a folder cannot be opened as a file; the file system orders renames itself.
#[cfg(not(unix))]
pub(crate) fn sync_names(_folder: &Path) -> io::Result<()> {
    Ok(())
}
