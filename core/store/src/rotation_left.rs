//! What a renewal of the key left behind, and what of it can go.
//!
//! A note in the database names the file that is being made. In the old database it says that this file was never in force
//! and that nobody has its key; in the new one, into which it was copied, that nobody may have read the new recovery code. A
//! renewal of the code alone notes the database that it is in.
//!
//! Both can be so at once: a key is being made, and the code that is in force was not read either. The note is of version 2
//! then, and goes back to the database in force when the making is undone.

use std::fs;
use std::io;
use std::path::Path;

use gradus_journal::VAULT_ITSELF;
use gradus_vault::{Opened, VaultFile, database_file, generation_of, mark_file};
use rusqlite::{Connection, OptionalExtension, params};

use crate::error::{In, StoreError};
use crate::files::{DATABASE_FILES, sync_folder};
use crate::medium::Medium;
use crate::store::Store;

const ROTATION: &str = "rotation";
/// Version of a note of a key that is being made, where the code in force was not noted either.
const CODE_WAITS: i64 = 2;

/// What is known of a renewal of the key that ended a moment or a crash ago.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RotationLeft {
    /// It was cut short before the new key was in force. The old one is, nothing is lost, and its files were removed.
    Undone,
    /// A new key or a new recovery code is in force, and nobody has said that the new code was written down.
    CodeNotNoted,
}

impl Store {
    /// Tells what a renewal of the key left, and removes files that are provably of no use: those of a key that was never in
    /// force, and those of keys before the one in force. A database of a later key that no note tells of is left alone.
    ///
    /// Call it after [`Store::open`], once [`Opened::settle`] has made both copies of the header equal.
    ///
    /// # Errors
    /// [`StoreError::Io`], [`StoreError::DiskFull`]. What could not be removed is no error: the next opening tries again.
    pub fn rotation_left(&mut self, vault: &Opened) -> Result<Option<RotationLeft>, StoreError> {
        let Medium::Folder { dir, .. } = &self.medium else { return Ok(None) };
        let dir = dir.clone();
        Ok(self.clear_rotation(&dir, vault.header().key_generation())?.0)
    }

    /// What was left, and whether all that had to go is gone. The note stays until then: without it nobody would know any
    /// more that these files are of no use.
    pub(crate) fn clear_rotation(
        &self,
        dir: &Path,
        in_force: u32,
    ) -> Result<(Option<RotationLeft>, io::Result<()>), StoreError> {
        let failed = |error| In(&self.file).sql(error);
        let noted = noted_rotation(&self.connection).map_err(failed)?;
        remove_older(dir, in_force);
        let Some((file, version)) = noted else { return Ok((None, Ok(()))) };
        if file == self.file {
            return Ok((Some(RotationLeft::CodeNotNoted), Ok(())));
        }
        let later = generation_of(&file).filter(|generation| *generation > in_force);
        let removed = later.map_or(Ok(()), |later| remove_generation(dir, later));
        if removed.is_ok() {
            undo_rotation(&self.connection, &self.file).map_err(failed)?;
        }
        // That nobody has a code that counts is worse than a renewal that has to be asked for again.
        let left = if version == CODE_WAITS { RotationLeft::CodeNotNoted } else { RotationLeft::Undone };
        Ok((Some(left), removed))
    }

    /// A new recovery code is about to be in force: from now on [`Store::rotation_left`] tells that nobody may have read it,
    /// until [`Store::recovery_code_noted`].
    ///
    /// # Errors
    /// As [`Store::append`].
    pub fn recovery_code_to_be_noted(&mut self) -> Result<(), StoreError> {
        if self.stopper.is_stopped() {
            return Err(StoreError::Interrupted);
        }
        note_code(&self.connection, &self.file).map_err(|error| In(&self.file).sql(error))
    }

    /// The person has written the new recovery code down. Writes nothing when nothing waits for that.
    ///
    /// # Errors
    /// As [`Store::append`].
    pub fn recovery_code_noted(&mut self) -> Result<(), StoreError> {
        if self.stopper.is_stopped() {
            return Err(StoreError::Interrupted);
        }
        forget_code(&self.connection, &self.file).map_err(|error| In(&self.file).sql(error))
    }
}

fn noted_rotation(connection: &Connection) -> rusqlite::Result<Option<(String, i64)>> {
    let sql = "SELECT body, version FROM draft WHERE person = ?1 AND what = ?2";
    connection
        .query_row(sql, params![VAULT_ITSELF.0, ROTATION], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()
}

/// Call it once [`Store::clear_rotation`] removed everything: a note that is there says then that the code in force waits.
pub(crate) fn note_rotation(connection: &Connection, file: &str) -> rusqlite::Result<()> {
    let sql = "INSERT INTO draft (person, what, version, body) VALUES (?1, ?2, 1, ?3) \
               ON CONFLICT (person, what) DO UPDATE SET body = ?3, version = ?4";
    connection.execute(sql, params![VAULT_ITSELF.0, ROTATION, file, CODE_WAITS]).map(drop)
}

/// Nothing of the key that was being made is left: the note goes, or tells of the code in force as it did before.
pub(crate) fn undo_rotation(connection: &Connection, in_force: &str) -> rusqlite::Result<()> {
    let back = "UPDATE draft SET body = ?3, version = 1 WHERE person = ?1 AND what = ?2 AND version = ?4";
    connection.execute(back, params![VAULT_ITSELF.0, ROTATION, in_force, CODE_WAITS])?;
    let gone = "DELETE FROM draft WHERE person = ?1 AND what = ?2 AND body <> ?3";
    connection.execute(gone, params![VAULT_ITSELF.0, ROTATION, in_force]).map(drop)
}

/// A note of files that could not be removed yet stays beside.
fn note_code(connection: &Connection, in_force: &str) -> rusqlite::Result<()> {
    let sql = "INSERT INTO draft (person, what, version, body) VALUES (?1, ?2, 1, ?3) \
               ON CONFLICT (person, what) DO UPDATE SET version = ?4";
    connection.execute(sql, params![VAULT_ITSELF.0, ROTATION, in_force, CODE_WAITS]).map(drop)
}

fn forget_code(connection: &Connection, in_force: &str) -> rusqlite::Result<()> {
    let gone = "DELETE FROM draft WHERE person = ?1 AND what = ?2 AND body = ?3";
    connection.execute(gone, params![VAULT_ITSELF.0, ROTATION, in_force])?;
    let beside = "UPDATE draft SET version = 1 WHERE person = ?1 AND what = ?2 AND version = ?3";
    connection.execute(beside, params![VAULT_ITSELF.0, ROTATION, CODE_WAITS]).map(drop)
}

/// Removes the database of this generation, and its mark. An error means that some of them may still be there.
pub(crate) fn remove_generation(dir: &Path, generation: u32) -> io::Result<()> {
    let files = DATABASE_FILES.map(|end| remove(&dir.join(format!("{}{end}", database_file(generation)))));
    let mark = remove_mark(dir, mark_file(generation));
    drop(sync_folder(dir));
    files.into_iter().chain([mark]).collect()
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Removes the databases of generations before the one in force, and the mark that is not in force.
pub(crate) fn remove_older(dir: &Path, in_force: u32) {
    let generations: Vec<_> = files_of_generations(dir);
    for (path, _) in generations.iter().filter(|(_, generation)| *generation < in_force) {
        drop(fs::remove_file(path));
    }
    // Beside a later database the mark may be its own: then this folder is older than it seems.
    if in_force > 1 && generations.iter().all(|(_, generation)| *generation <= in_force) {
        drop(remove_mark(dir, mark_file(in_force - 1)));
    }
    drop(sync_folder(dir));
}

fn files_of_generations(dir: &Path) -> Vec<(std::path::PathBuf, u32)> {
    let found = fs::read_dir(dir).into_iter().flatten().flatten();
    let of_generation = |entry: fs::DirEntry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        let stem = DATABASE_FILES[1..].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(&name);
        generation_of(stem).map(|generation| (entry.path(), generation))
    };
    found.filter_map(of_generation).collect()
}

fn remove_mark(dir: &Path, mark: VaultFile) -> io::Result<()> {
    let names = [mark.name().to_owned(), format!("{}.tmp", mark.name())];
    names.map(|name| remove(&dir.join(name))).into_iter().collect()
}
