use gradus_domain::device::lubricant_fit;

use super::Speaking;
use crate::open::builtin_words;
use crate::view::FitView;
use crate::{AppError, draft, show};

impl Speaking {
    /// Whether a lubricant may meet a surface: a device, or a glove. `lubricant`: `water`, `silicone`, `oil`, `numbing_gel` or
    /// `unsuitable` for saliva, soap and lotion. `surface`: `silicone`, `latex`, `metal`, `glass` or `plastic`.
    ///
    /// # Errors
    /// `Invalid` for other words.
    pub fn lubricant(self, lubricant: &str, surface: &str) -> Result<FitView, AppError> {
        let (known, surface) = draft::lubrication(lubricant, surface)?;
        Ok(show::fit(builtin_words(self.0), lubricant, lubricant_fit(known, surface)))
    }
}

/// [`Speaking::lubricant`] in English.
///
/// # Errors
/// As there.
pub fn lubricant(lubricant: &str, surface: &str) -> Result<FitView, AppError> {
    Speaking::default().lubricant(lubricant, surface)
}
