//! The end of a vault, while nobody has it open.

use std::io;
use std::path::Path;

use gradus_vault::Erased;

use crate::error::StoreError;
use crate::hold::Hold;
use crate::unfinished;

/// Destroys the vault in `dir` for good, as [`gradus_vault::erase`] does, and holds the folder meanwhile: whoever has the
/// vault open would go on writing into files that are gone, and could write its header anew.
///
/// Then it does the same to what crashes left of vaults that were being made beside it, whatever they were to be called: a
/// salvage that was killed late leaves a second vault with everything in it. One that is being made now is left alone.
///
/// # Errors
/// [`StoreError::Busy`] when somebody has it open: nothing was changed, lock it first. [`StoreError::Vault`] when the disk
/// refuses something, [`StoreError::Io`] where that is beside the folder: everything else was done all the same; call it
/// again.
pub fn erase(dir: &Path) -> Result<Erased, StoreError> {
    let held = match Hold::take(dir) {
        // Nothing to hold and nothing to end.
        Err(StoreError::Missing { .. } | StoreError::Io { kind: io::ErrorKind::NotFound, .. }) => None,
        held => Some(held?),
    };
    let erased = gradus_vault::erase(dir);
    drop(held);
    let beside = unfinished::remove_beside(dir);
    let erased = erased?;
    Ok(Erased { files: erased.files + beside?, ..erased })
}
