//! The end of a vault.

use std::path::Path;

use gradus_domain::Locale;

use super::App;
use super::vault::builtin_words;
use crate::AppError;
use crate::view::ErasedView;

impl App {
    /// Destroys the vault at `dir` for good: first what wraps its key, so that no secret opens what is left, then its files.
    /// It asks for no secret; the shell asks for a typed word before. After a crash or an error call it again. Where no vault
    /// is, it does nothing and says so. It reaches no copy that was made elsewhere.
    ///
    /// # Errors
    /// `Busy` while the vault is open, here or elsewhere: lock it first. `ReadOnly`, `Storage`.
    pub fn erase(dir: &Path, locale: Locale) -> Result<ErasedView, AppError> {
        let erased = gradus_store::erase(dir)?;
        let sentence = builtin_words(locale).erased(erased.files > 0, erased.left_others);
        Ok(ErasedView { files: erased.files, left_others: erased.left_others, sentence })
    }
}
