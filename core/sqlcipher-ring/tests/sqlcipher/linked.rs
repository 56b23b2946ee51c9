//! No OpenSSL in the program, on any machine.

use std::fs;
use std::path::Path;

use crate::diary::{self, RAW};

#[test]
fn the_library_that_stands_in_for_openssl_is_empty() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("no-openssl");
    assert_eq!(fs::read(folder.join("libcrypto.a")).expect("committed"), b"!<arch>\n");
    let config = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.cargo/config.toml");
    let config = fs::read_to_string(config).expect("committed");
    for name in ["OPENSSL_LIB_DIR", "OPENSSL_INCLUDE_DIR"] {
        let line = config.lines().find(|line| line.starts_with(name)).expect("set");
        assert!(line.contains("force = true") && line.contains("core/sqlcipher-ring/no-openssl"), "{line}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_program_that_encrypts_has_no_libcrypto_loaded() {
    let folder = tempfile::tempdir().expect("a folder");
    diary::create(&folder.path().join("used.db"), RAW);
    let maps = fs::read_to_string("/proc/self/maps").expect("Linux tells");
    assert!(maps.contains("/libc"), "the list is of loaded libraries");
    for library in ["libcrypto", "libssl", "libsqlite", "libsqlcipher"] {
        assert!(!maps.contains(library), "{library} is loaded");
    }
}
