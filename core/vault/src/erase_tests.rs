use super::*;
use crate::specimen::{PASSCODE, SPECIMEN, code, contents, folder, keys};
use crate::{Mark, MarkFile, Mending, OlderState, Secret, inspect};
use tempfile::TempDir;

/// A folder with every kind of file that a vault can have.
fn full() -> TempDir {
    let dir = folder();
    let mark = Mark { incarnation: [1; 16], arrival_number: 1, arrival_head: [2; 32] };
    MarkFile::create(dir.path(), &keys(), &mark).expect("made");
    for name in ["vault.db", "vault.db-wal", "vault.g2.db", "vault.tries", "vault.inbox", "vault.inbox.1"] {
        fs::write(dir.path().join(name), [7; 100]).expect("written");
    }
    fs::write(dir.path().join("vault.hdr.tmp"), &SPECIMEN.header_bytes).expect("written");
    dir
}

fn opens(dir: &Path) -> bool {
    let code = code();
    let secrets = [Secret::Passcode(PASSCODE), Secret::Recovery(&code)];
    secrets.iter().any(|secret| {
        inspect(dir).is_ok_and(|sealed| sealed.unlock(secret).is_ok())
            || Mending::prepare(dir, secret, OlderState::Accept).is_ok()
    })
}

/// Whether any file still holds a wrapped key: 32 bytes of it would do.
fn holds_a_slot(dir: &Path) -> bool {
    let header = &SPECIMEN.header_bytes;
    let wrapped = &header[header.len() - 64 - 48..header.len() - 64 - 16];
    contents(dir).values().any(|bytes| bytes.windows(wrapped.len()).any(|window| window == wrapped))
}

#[test]
fn every_file_of_the_vault_goes_and_the_folder_with_them() {
    let dir = full();
    assert!(opens(dir.path()) && holds_a_slot(dir.path()));
    let files = u32::try_from(contents(dir.path()).len()).expect("few");
    assert_eq!(erase(dir.path()), Ok(Erased { files, left_others: false }));
    assert!(!dir.path().exists());
    assert_eq!(erase(dir.path()), Ok(Erased { files: 0, left_others: false }), "a second time is no error");
}

#[test]
fn what_is_not_of_a_vault_stays() {
    let dir = full();
    for name in ["notes.txt", "vault.zip", ".vault.hdr"] {
        fs::write(dir.path().join(name), name).expect("written");
    }
    fs::create_dir(dir.path().join("vault.g9.db")).expect("made");
    // As `set_aside` leaves a folder that stood in the inbox's place.
    fs::create_dir(dir.path().join("vault.inbox.2")).expect("made");
    fs::write(dir.path().join("vault.inbox.2").join("theirs.txt"), "theirs").expect("written");
    assert!(erase(dir.path()).expect("erased").left_others);
    let mut left: Vec<_> =
        fs::read_dir(dir.path()).expect("there").map(|entry| entry.expect("listed").file_name()).collect();
    left.sort();
    assert_eq!(left, [".vault.hdr", "notes.txt", "vault.g9.db", "vault.inbox.2", "vault.zip"]);
    assert!(dir.path().join("vault.inbox.2").join("theirs.txt").exists());
    assert_eq!(fs::read(dir.path().join("notes.txt")).expect("there"), b"notes.txt");
}

#[cfg(unix)]
#[test]
fn of_a_link_the_link_goes_and_not_what_it_leads_to() {
    let dir = full();
    let elsewhere = tempfile::tempdir().expect("a folder");
    let kept = elsewhere.path().join("kept");
    fs::write(&kept, "kept").expect("written");
    for name in ["vault.hdr2", "vault.mark"] {
        fs::remove_file(dir.path().join(name)).expect("there");
        std::os::unix::fs::symlink(&kept, dir.path().join(name)).expect("linked");
    }
    erase(dir.path()).expect("erased");
    assert_eq!(fs::read(&kept).expect("there"), b"kept");
    assert!(!dir.path().exists());
}

#[cfg(unix)]
#[test]
fn a_header_that_may_not_be_written_is_overwritten_all_the_same() {
    use std::os::unix::fs::PermissionsExt;
    let dir = full();
    let (header, link) = (dir.path().join("vault.hdr"), dir.path().join("kept-by-a-second-name"));
    fs::set_permissions(&header, fs::Permissions::from_mode(0o400)).expect("set");
    fs::hard_link(&header, &link).expect("linked");
    erase(dir.path()).expect("erased");
    assert_eq!(fs::read(link).expect("there"), vec![0; SPECIMEN.header_bytes.len()]);
}

/// Stops after so many steps, as a crash or a disk would.
struct Cut {
    steps_left: u32,
    overwritten: u32,
}

impl Cut {
    fn step(&mut self) -> io::Result<()> {
        self.steps_left = self.steps_left.checked_sub(1).ok_or(io::ErrorKind::Other)?;
        Ok(())
    }
}

impl End for Cut {
    fn overwrite(&mut self, path: &Path) -> io::Result<()> {
        self.step()?;
        self.overwritten += 1;
        OsEnd.overwrite(path)
    }

    fn remove(&mut self, path: &Path) -> io::Result<()> {
        self.step()?;
        OsEnd.remove(path)
    }

    fn sync_names(&mut self, dir: &Path) -> io::Result<()> {
        self.step()?;
        OsEnd.sync_names(dir)
    }
}

#[test]
fn cut_short_anywhere_it_is_whole_or_opens_no_more_and_a_second_call_ends_it() {
    let slots = 3;
    for steps_left in 0.. {
        let dir = full();
        let mut cut = Cut { steps_left, overwritten: 0 };
        let ended = erase_by(&mut cut, dir.path()).is_ok();
        assert!(cut.overwritten <= slots);
        if cut.overwritten < 2 {
            // `vault.hdr` and `vault.hdr.tmp` come first; the second copy still opens.
            assert!(opens(dir.path()), "after {steps_left} steps");
        }
        if cut.overwritten == slots {
            assert!(
                !dir.path().exists() || (!opens(dir.path()) && !holds_a_slot(dir.path())),
                "{steps_left} steps"
            );
        } else {
            let databases = contents(dir.path()).keys().filter(|name| name.ends_with(".db")).count();
            assert_eq!(databases, 2, "nothing else goes before the slots");
        }
        erase(dir.path()).expect("the rest");
        assert!(!dir.path().exists());
        if ended {
            assert!(steps_left > 12, "every file and two waits are a step each");
            return;
        }
    }
}

#[test]
fn a_disk_that_refuses_is_an_error_that_names_what() {
    let dir = full();
    let refused = erase_by(&mut Cut { steps_left: 0, overwritten: 0 }, dir.path());
    assert_eq!(refused, Err(VaultError::Io { file: VaultFile::Header, kind: io::ErrorKind::Other }));
    let file = dir.path().join("vault.db");
    assert!(
        matches!(erase(&file), Err(VaultError::Io { file: VaultFile::Folder, .. })),
        "a file is no folder"
    );
    assert!(file.exists());
}

/// A medium with one spoilt file: it can be removed, and not written.
struct Spoilt(&'static str);

impl End for Spoilt {
    fn overwrite(&mut self, path: &Path) -> io::Result<()> {
        if path.ends_with(self.0) { Err(io::ErrorKind::Other.into()) } else { OsEnd.overwrite(path) }
    }

    fn remove(&mut self, path: &Path) -> io::Result<()> {
        OsEnd.remove(path)
    }

    fn sync_names(&mut self, dir: &Path) -> io::Result<()> {
        OsEnd.sync_names(dir)
    }
}

#[test]
fn a_header_that_cannot_be_overwritten_saves_no_other_file() {
    for name in ["vault.hdr", "vault.hdr2"] {
        let dir = full();
        let other = if name == "vault.hdr" { "vault.hdr2" } else { "vault.hdr" };
        let link = dir.path().join("kept-by-a-second-name");
        fs::hard_link(dir.path().join(other), &link).expect("linked");
        let error = erase_by(&mut Spoilt(name), dir.path()).expect_err("not all was done");
        assert!(matches!(error, VaultError::Io { file: VaultFile::Header, .. }), "{error}");
        assert!(!opens(dir.path()));
        assert_eq!(fs::read(&link).expect("there"), vec![0; SPECIMEN.header_bytes.len()]);
        assert_eq!(contents(dir.path()).len(), 1, "only the link of the test is left");
    }
}
