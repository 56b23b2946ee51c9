//! The end of a vault, while nobody has it open.

use std::io;
use std::path::Path;

use gradus_vault::Erased;

use crate::error::StoreError;
use crate::hold::Hold;

/// Destroys the vault in `dir` for good, as [`gradus_vault::erase`] does, and holds the folder meanwhile: whoever has the
/// vault open would go on writing into files that are gone, and could write its header anew.
///
/// # Errors
/// [`StoreError::Busy`] when somebody has it open: nothing was changed, lock it first. [`StoreError::Vault`] when the disk
/// refuses; call it again.
pub fn erase(dir: &Path) -> Result<Erased, StoreError> {
    let held = match Hold::take(dir) {
        // Nothing to hold and nothing to end.
        Err(StoreError::Missing { .. } | StoreError::Io { kind: io::ErrorKind::NotFound, .. }) => None,
        held => Some(held?),
    };
    let erased = gradus_vault::erase(dir)?;
    drop(held);
    Ok(erased)
}
