use std::io::Write;

use super::*;

fn hex(text: &str) -> String {
    text.bytes().map(|byte| format!("\\x{byte:02x}")).collect()
}

/// What `strace` wrote, with texts between tildes in the place of its numbers.
fn reading(lines: &[&str]) -> Result<(Vec<Call>, Vec<Place>), String> {
    let mut file = tempfile::NamedTempFile::new().expect("a file");
    for line in lines {
        let parts = line.split('~').enumerate();
        let parts = parts.map(|(at, part)| if at % 2 == 1 { hex(part) } else { part.to_owned() });
        writeln!(file, "{}", parts.collect::<String>()).expect("writes");
    }
    read(file.path(), Path::new("/r"))
}

#[test]
fn calls_are_read_with_their_places_and_others_passed_over() {
    let (calls, places) = reading(&[
        "7  openat(AT_FDCWD<~/~>, \"~/lib/x~\", O_RDONLY) = 3<~/lib/x~>",
        "7  openat(AT_FDCWD<~/~>, \"~/r/a~\", O_RDWR|O_CREAT, 0600) = 3<~/r/a~>",
        "7  write(3<~/r/a~>, \"~abc~\", 3) = 3",
        "7  write(3<~/r/a~>, \"~def~\", 3) = 2",
        "7  lseek(3<~/r/a~>, 1, SEEK_SET)    = 1",
        "7  write(3<~/r/a~>, \"~x~\", 1) = -1 EIO (Input/output error)",
        "7  write(3<~/r/a~>, \"~y~\", 1) = 1",
        "7  pwrite64(3<~/r/a~>, \"~z~\", 1, 512) = 1",
        "7  fsync(3<~/r/a~>)                 = 0",
        "7  rename(\"~/r/a~\", \"~/r/b~\") = 0",
        "7  write(1<pipe:[1]>, \"~ack 1 x\n~\", 8) = 8",
        "7  unlink(\"~/r/b~\" <unfinished ...>",
        "8  +++ exited with 0 +++",
        "7  <... unlink resumed>)             = 0",
    ])
    .expect("is read");
    let a = || PathBuf::from("a");
    let write = |at: usize, bytes: &[u8]| Call::Write { path: a(), at, bytes: bytes.to_vec() };
    let expected = vec![
        Call::Make { path: a(), is_folder: false },
        write(0, b"abc"),
        write(3, b"de"),
        write(1, b"y"),
        write(512, b"z"),
        Call::Sync(a()),
        Call::Move { from: a(), to: "b".into() },
        Call::Say("ack 1 x".to_owned()),
        Call::Remove("b".into()),
    ];
    assert_eq!(calls, expected);
    // Of all calls of its name, failed ones and those elsewhere included, as strace counts them.
    let place = |call: &str, nth, on: &str| Place { call: call.to_owned(), nth, on: on.to_owned() };
    assert_eq!(places[0], place("openat", 2, "a"));
    assert_eq!(places.iter().rfind(|one| one.call == "write"), Some(&place("write", 4, "a")));
}

#[test]
fn what_cannot_be_followed_is_refused_in_the_folder_and_passed_over_elsewhere() {
    assert!(reading(&["7  writev(3<~/elsewhere~>, [{iov_base=1}], 1) = 1"]).is_ok());
    for line in [
        "7  writev(3<~/r/a~>, [{iov_base=1}], 1) = 1",
        "7  rename(\"~/r/a~\", \"~/s/a~\") = 0",
        "7  mmap(NULL, 4096, PROT_READ|PROT_WRITE, MAP_SHARED, 3<~/r/a~>, 0) = 0x1",
        "7  write(3<~/r/a~>, \"~abc~\"..., 3) = 3",
    ] {
        assert!(reading(&[line]).is_err(), "{line}");
    }
}

#[test]
fn a_fault_counts_only_where_it_was_put_in() {
    let file = tempfile::NamedTempFile::new().expect("a file");
    for (line, is_there) in [
        ("7  fsync(3) = -1 EIO (Input/output error) (INJECTED)", true),
        ("7  fsync(3)                = 0 (DELAYED)", true),
        ("7  fsync(3) = -1 EIO (Input/output error)", false),
        ("7  read(3, \"(INJECTED)\", 10) = 10", false),
    ] {
        fs::write(file.path(), format!("7  close(3) = 0\n{line}\n7  +++ exited with 0 +++\n"))
            .expect("writes");
        assert_eq!(was_disturbed(file.path()), is_there, "{line}");
    }
    assert!(!was_disturbed(Path::new("/nowhere/at/all")));
}
