//! Whether this is the newest state of the vault, as something kept elsewhere tells.

use gradus_journal::{Arrivals, Freshness, FreshnessCode};

use crate::error::{In, StoreError};
use crate::rows;
use crate::store::Store;

impl Store {
    /// How far the journal has come, to be kept outside the vault.
    pub fn freshness_code(&self) -> FreshnessCode {
        FreshnessCode::of(&self.first_arrival(), &self.arrivals)
    }

    /// The arrival chain as it is now.
    pub fn arrival_chain(&self) -> &Arrivals {
        &self.arrivals
    }

    /// Compares with a code that was taken earlier.
    ///
    /// # Errors
    /// [`StoreError::Damaged`], [`StoreError::Io`] when the place cannot be read.
    pub fn compare(&self, earlier: &FreshnessCode) -> Result<Freshness, StoreError> {
        let start = self.first_arrival();
        let head = match earlier.arrivals() {
            0 => Some(*start.head()),
            // More than a database can hold is more than this one holds.
            arrival if i64::try_from(arrival).is_err() => None,
            arrival => rows::arrival_head(&self.connection, arrival).map_err(|e| In(&self.file).sql(e))?,
        };
        Ok(earlier.compare(&start, head))
    }

    fn first_arrival(&self) -> Arrivals {
        Arrivals::start(&self.vault.vault_id, &self.vault.incarnation)
    }
}
