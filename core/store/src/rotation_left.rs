//! What a renewal of the key left behind, and what of it can go.
//!
//! A note in the database names the file that is being made. In the old database it says that this file was never in force
//! and that nobody has its key; in the new one, into which it was copied, that nobody may have read the new recovery code. A
//! renewal of the code alone notes the database that it is in.

use std::fs;
use std::path::Path;

use gradus_journal::VAULT_ITSELF;
use gradus_vault::{Opened, VaultFile, database_file, generation_of, mark_file};
use rusqlite::{Connection, OptionalExtension, params};

use crate::error::{In, StoreError};
use crate::files::{DATABASE_FILES, sync_folder};
use crate::medium::Medium;
use crate::store::Store;

const ROTATION: &str = "rotation";

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
        let failed = |error| In(&self.file).sql(error);
        let noted = noted_rotation(&self.connection).map_err(failed)?;
        let in_force = vault.header().key_generation();
        remove_older(&dir, in_force);
        match noted {
            None => Ok(None),
            Some(file) if file == self.file => Ok(Some(RotationLeft::CodeNotNoted)),
            Some(file) => {
                if let Some(later) = generation_of(&file).filter(|generation| *generation > in_force) {
                    remove_generation(&dir, later);
                }
                forget_rotation(&self.connection).map_err(failed)?;
                Ok(Some(RotationLeft::Undone))
            }
        }
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
        note_rotation(&self.connection, &self.file).map_err(|error| In(&self.file).sql(error))
    }

    /// The person has written the new recovery code down. Writes nothing when nothing waits for that.
    ///
    /// # Errors
    /// As [`Store::append`].
    pub fn recovery_code_noted(&mut self) -> Result<(), StoreError> {
        if self.stopper.is_stopped() {
            return Err(StoreError::Interrupted);
        }
        forget_rotation(&self.connection).map_err(|error| In(&self.file).sql(error))
    }
}

fn noted_rotation(connection: &Connection) -> rusqlite::Result<Option<String>> {
    let sql = "SELECT body FROM draft WHERE person = ?1 AND what = ?2";
    connection.query_row(sql, params![VAULT_ITSELF.0, ROTATION], |row| row.get(0)).optional()
}

pub(crate) fn note_rotation(connection: &Connection, file: &str) -> rusqlite::Result<()> {
    let sql = "INSERT INTO draft (person, what, version, body) VALUES (?1, ?2, 1, ?3) \
               ON CONFLICT (person, what) DO UPDATE SET body = ?3";
    connection.execute(sql, params![VAULT_ITSELF.0, ROTATION, file]).map(drop)
}

pub(crate) fn forget_rotation(connection: &Connection) -> rusqlite::Result<()> {
    let sql = "DELETE FROM draft WHERE person = ?1 AND what = ?2";
    connection.execute(sql, params![VAULT_ITSELF.0, ROTATION]).map(drop)
}

/// Removes the database of this generation, and its mark.
pub(crate) fn remove_generation(dir: &Path, generation: u32) {
    for end in DATABASE_FILES {
        drop(fs::remove_file(dir.join(format!("{}{end}", database_file(generation)))));
    }
    remove_mark(dir, mark_file(generation));
    drop(sync_folder(dir));
}

/// Removes the databases of generations before the one in force, and the mark that is not in force.
pub(crate) fn remove_older(dir: &Path, in_force: u32) {
    let generations: Vec<_> = files_of_generations(dir);
    for (path, _) in generations.iter().filter(|(_, generation)| *generation < in_force) {
        drop(fs::remove_file(path));
    }
    // Beside a later database the mark may be its own: then this folder is older than it seems.
    if in_force > 1 && generations.iter().all(|(_, generation)| *generation <= in_force) {
        remove_mark(dir, mark_file(in_force - 1));
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

fn remove_mark(dir: &Path, mark: VaultFile) {
    drop(fs::remove_file(dir.join(mark.name())));
    drop(fs::remove_file(dir.join(format!("{}.tmp", mark.name()))));
}
