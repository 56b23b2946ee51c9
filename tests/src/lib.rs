//! The bench the tests share: the repository's root, the built `gradus`, and a vault to try it on.
#![forbid(unsafe_code)]

mod bench;
mod header;

use std::path::{Path, PathBuf};

pub use bench::{Bench, Done, NOW, PASSCODE, fingerprint, program};
pub use header::with_newer_version;

/// The repository's root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("this crate lies one folder down").to_path_buf()
}
