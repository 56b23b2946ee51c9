//! How a new vault comes to be, all of it or nothing.

use std::fs;
use std::io;
use std::path::Path;

use gradus_crypto::{Entropy, make_bytes};
use gradus_journal::{Arrivals, Draft, EntrySet, Moment, Pen, Statement, VAULT_ITSELF};
use gradus_vault::{Created, Mark, MarkFile, Opened, RecoveryCode, VaultError};
use rusqlite::Connection;

use crate::connection::{self, ask};
use crate::error::{In, StoreError};
use crate::files::{
    DATABASE_FILES, above, beside, close_to_others, create_private_folder, sync_file, sync_folder,
};
use crate::hold::Hold;
use crate::rows::{self, VaultRow};
use crate::scan::Expected;
use crate::schema;
use crate::store::{Store, expected};
use crate::unfinished::{self, FOLDER};

/// A vault just made, open.
#[derive(Debug)]
pub struct NewVault {
    /// Its database.
    pub store: Store,
    /// What is in it: the record of the header's epoch.
    pub entries: EntrySet,
    /// The code on paper. Show it once; it cannot be shown again.
    pub recovery_code: RecoveryCode,
}

impl Store {
    /// Makes a vault at `dir`. `build` makes header and keys in the empty folder it is given, by
    /// [`gradus_vault::create`]; database and mark are added there, everything is brought onto the medium, and the
    /// folder is renamed into place.
    ///
    /// A crash leaves at most a folder beside `dir` whose name begins with a dot and ends in `.gradus-new-` and 16
    /// digits. It was never a vault and is in nobody's way; the next making beside it removes it, and so does [`crate::erase`].
    ///
    /// # Errors
    /// [`StoreError::AlreadyExists`] when something is at `dir` other than an empty folder; whatever `build` answers;
    /// [`StoreError::Io`], [`StoreError::DiskFull`], [`StoreError::Entropy`]. Nothing is left behind.
    pub fn create(
        dir: &Path,
        now: &Moment,
        entropy: &dyn Entropy,
        build: impl FnOnce(&Path) -> Result<Created, VaultError>,
    ) -> Result<NewVault, StoreError> {
        make(dir, entropy, |workshop| {
            furnish(workshop, build(workshop)?, |connection, opened| {
                let (file, epoch) = (opened.header().database_file(), opened.header().epoch());
                write_first(connection, file, &expected(opened), epoch, now, entropy)
            })
        })
    }
}

/// Lets `furnish` make a vault in a folder beside `dir`, puts that in its place, and opens it.
pub(crate) fn make(
    dir: &Path,
    entropy: &dyn Entropy,
    furnish: impl FnOnce(&Path) -> Result<Created, StoreError>,
) -> Result<NewVault, StoreError> {
    if !is_free(dir)? {
        return Err(StoreError::AlreadyExists);
    }
    // What cannot be removed is in nobody's way, and erasing says so.
    drop(unfinished::remove_beside(dir));
    let workshop = unfinished::workshop(dir, make_bytes(entropy)?)?;
    create_private_folder(&workshop).map_err(|error| In(FOLDER).io(error))?;
    // Held before anything is in it, so that nobody takes it for what a crash left.
    let made = Hold::take(&workshop).and_then(|hold| {
        let created = furnish(&workshop)?;
        put_in_place(&workshop, dir)?;
        Ok((created, hold))
    });
    if made.is_err() {
        drop(unfinished::end(&workshop));
    }
    let (Created { opened, recovery_code }, hold) = made?;
    match Store::open_held(dir, &opened, hold) {
        Ok((store, entries)) => Ok(NewVault { store, entries, recovery_code }),
        Err(error) => {
            take_away(dir, opened.header().database_file());
            Err(error)
        }
    }
}

/// Removes a vault that was made a moment ago and whose recovery code nobody has seen: its files by name, and the folder
/// if nothing else is in it. Not when somebody else holds it, who may have written already.
pub(crate) fn take_away(dir: &Path, database_file: &str) {
    let Ok(_hold) = Hold::take(dir) else { return };
    for name in ["vault.hdr", "vault.hdr2", "vault.mark", "vault.tries", "vault.inbox"] {
        drop(fs::remove_file(dir.join(name)));
    }
    for end in DATABASE_FILES {
        drop(fs::remove_file(beside(&dir.join(database_file), end)));
    }
    drop(fs::remove_dir(dir));
}

fn is_free(dir: &Path) -> Result<bool, StoreError> {
    match fs::read_dir(dir) {
        Ok(mut found) => Ok(found.next().is_none()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => Ok(false),
        Err(error) => Err(In(FOLDER).io(error)),
    }
}

/// Adds database and mark to a new header, closed and on the medium; `fill` writes what is in the database first.
pub(crate) fn furnish(
    workshop: &Path,
    created: Created,
    fill: impl FnOnce(&mut Connection, &Opened) -> Result<Mark, StoreError>,
) -> Result<Created, StoreError> {
    let opened = &created.opened;
    let file = opened.header().database_file();
    let path = workshop.join(file);
    let mut connection = connection::create(&path, file, opened.keys())?;
    close_to_others(&path).map_err(|error| In(file).io(error))?;
    let mark = fill(&mut connection, opened)?;
    let failed = |error| In(file).sql(error);
    ask(&connection, "PRAGMA wal_checkpoint(TRUNCATE)").map_err(failed)?;
    connection.close().map_err(|(_, error)| failed(error))?;
    MarkFile::create(workshop, opened.keys(), &mark)?;
    sync_file(&path).map_err(|error| In(file).io(error))?;
    sync_folder(workshop).map_err(|error| In(FOLDER).io(error))?;
    Ok(created)
}

/// Tables, the vault's row, the first writer, and the header's epoch as the first entry.
pub(crate) fn write_first(
    connection: &mut Connection,
    file: &str,
    expected: &Expected,
    epoch: u64,
    now: &Moment,
    entropy: &dyn Entropy,
) -> Result<Mark, StoreError> {
    let failed = |error| In(file).sql(error);
    let row = VaultRow {
        vault_id: expected.vault_id,
        incarnation: make_bytes(entropy)?,
        created_ms: now.wall.timestamp_millis(),
        key_generation: expected.key_generation,
    };
    let mut pen = Pen::make(entropy, 0)?;
    let draft = Draft::new(VAULT_ITSELF, now.wall, &Statement::LeastHeaderEpoch(epoch))?;
    let entry = pen.seal(draft, now.wall, make_bytes(entropy)?)?;
    let arrivals = Arrivals::start(&row.vault_id, &row.incarnation).then(&entry.id());
    let transaction = connection.transaction().map_err(failed)?;
    schema::make(&transaction).map_err(failed)?;
    rows::insert_vault(&transaction, &row).map_err(failed)?;
    rows::insert_writer(&transaction, &pen).map_err(failed)?;
    rows::insert_entry(&transaction, &entry, &arrivals).map_err(failed)?;
    transaction.commit().map_err(failed)?;
    Ok(Mark {
        incarnation: row.incarnation,
        arrival_number: arrivals.count(),
        arrival_head: *arrivals.head(),
    })
}

fn put_in_place(workshop: &Path, dir: &Path) -> Result<(), StoreError> {
    let failed = |error| In(FOLDER).io(error);
    // Only an empty folder can be removed so: what somebody put there since stays, and the renaming is refused.
    match fs::remove_dir(dir) {
        Err(error) if error.kind() == io::ErrorKind::DirectoryNotEmpty => {
            return Err(StoreError::AlreadyExists);
        }
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
        _ => {}
    }
    fs::rename(workshop, dir).map_err(failed)?;
    // A parent that cannot be read cannot be waited for. The vault is in its place all the same, and is checked next.
    drop(sync_folder(above(dir)));
    Ok(())
}

#[cfg(test)]
mod tests {
    use gradus_crypto::KdfParams;
    use gradus_crypto::testing::SeededEntropy;

    use super::*;

    #[test]
    fn a_vault_that_is_taken_away_leaves_no_log_and_no_folder_but_what_is_not_its_own() {
        for stranger in [None, Some("letter")] {
            let folder = tempfile::tempdir().expect("a temporary folder");
            let (dir, entropy) = (folder.path().join("vault"), SeededEntropy::new(1));
            let now = Moment::new(Default::default(), 0, Default::default());
            let build = |dir: &Path| gradus_vault::create(dir, b"1", KdfParams::FLOOR, &entropy);
            let mut store = Store::create(&dir, &now, &entropy, build).expect("a vault").store;
            store.record_header_epoch(2, &now, &entropy).expect("writes");
            let file = store.file.clone();
            take_away(&dir, &file);
            assert!(dir.join(&file).exists(), "somebody holds it");
            drop(store);
            assert!(dir.join(format!("{file}-wal")).exists(), "left as by a crash");
            // As an earlier version, or another program, leaves one.
            fs::write(dir.join(format!("{file}-shm")), "").expect("writes");
            if let Some(name) = stranger {
                fs::write(dir.join(name), "mine").expect("writes");
            }
            take_away(&dir, &file);
            let left: Vec<_> =
                fs::read_dir(&dir).into_iter().flatten().flatten().map(|one| one.file_name()).collect();
            assert_eq!(left, stranger.map(std::ffi::OsString::from).into_iter().collect::<Vec<_>>());
            assert_eq!(dir.exists(), stranger.is_some());
        }
    }
}
