//! What lies in the folder, before the database is opened and after it was closed.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::error::{In, StoreError};

/// SQLCipher 4's page size, which the format fixes.
pub(crate) const PAGE_BYTES: u64 = 4096;

/// What SQLite puts beside a database, and the database itself, as ends of its name.
pub(crate) const DATABASE_FILES: [&str; 4] = ["", "-wal", "-shm", "-journal"];

const PLAIN_MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// What was found where the database should be.
pub(crate) struct Found {
    pub(crate) path: PathBuf,
    pub(crate) bytes: u64,
    /// Whether a write-ahead log lies beside it: commits that have not reached the database file yet.
    pub(crate) has_wal: bool,
}

/// Looks at the database without changing or creating anything.
pub(crate) fn look(dir: &Path, file: &str) -> Result<Found, StoreError> {
    let failed = |error| In(file).io(error);
    let path = dir.join(file);
    let metadata = fs::symlink_metadata(&path).map_err(failed)?;
    let foreign = |what| StoreError::Foreign { file: file.to_owned(), what };
    if !metadata.is_file() {
        return Err(foreign("a folder or a link stands in its place"));
    }
    if exists(&beside(&path, "-journal")).map_err(failed)? {
        // It would be played back into the database; this program never leaves one.
        return Err(foreign("a rollback journal of another program lies beside it"));
    }
    let bytes = metadata.len();
    let mut magic = [0; 16];
    if bytes >= 16 {
        File::open(&path).and_then(|mut opened| opened.read_exact(&mut magic)).map_err(failed)?;
    }
    if magic == *PLAIN_MAGIC {
        return Err(foreign("it is not encrypted"));
    }
    if bytes == 0 || !bytes.is_multiple_of(PAGE_BYTES) {
        return Err(StoreError::Truncated { file: file.to_owned(), found_bytes: bytes });
    }
    let has_wal = match fs::symlink_metadata(beside(&path, "-wal")) {
        Ok(log) if log.is_symlink() => return Err(foreign("a link stands in the place of its log")),
        Ok(_) => true,
        Err(error) if error.kind() == io::ErrorKind::NotFound => false,
        Err(error) => return Err(failed(error)),
    };
    Ok(Found { path, bytes, has_wal })
}

/// `vault.db-wal` for `vault.db`.
pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// The folder in which `dir` lies.
pub(crate) fn above(dir: &Path) -> &Path {
    dir.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Makes a folder that only its owner can look into (on Unix).
pub(crate) fn create_private_folder(dir: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir)
}

/// Closes the folder of an open vault and every file of it to everybody but their owner: a copy may have come with other
/// modes. To the group as well, which on some systems is every user of the device.
pub(crate) fn close_folder_to_others(dir: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let close = |path: &Path| {
            let Ok(found) = fs::symlink_metadata(path) else { return };
            let mode = found.permissions().mode();
            if !found.is_symlink() && mode & 0o077 != 0 {
                drop(fs::set_permissions(path, fs::Permissions::from_mode(mode & !0o077)));
            }
        };
        close(dir);
        for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
            if entry.file_name().to_string_lossy().starts_with("vault.") {
                close(&entry.path());
            }
        }
    }
    #[cfg(not(unix))]
    let _ = dir;
}

/// Leaves a file to its owner alone (on Unix). SQLite gives its log the same mode.
pub(crate) fn close_to_others(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    std::fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

/// Waits until a file's content is on the medium.
pub(crate) fn sync_file(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

/// Waits until the names in a folder are on the medium.
#[cfg(unix)]
pub(crate) fn sync_folder(dir: &Path) -> io::Result<()> {
    File::open(dir)?.sync_all()
}

/// Elsewhere a folder cannot be opened as a file; the file system orders renames itself.
#[cfg(not(unix))]
pub(crate) fn sync_folder(_dir: &Path) -> io::Result<()> {
    Ok(())
}

fn exists(path: &Path) -> io::Result<bool> {
    match fs::symlink_metadata(path) {
        Ok(_) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}
