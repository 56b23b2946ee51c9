//! A vault that lies nowhere: the same rows, chains and checks in SQLite's own memory.

use gradus_crypto::{Entropy, make_bytes};
use gradus_journal::{EntrySet, Moment};

use crate::connection;
use crate::create::write_first;
use crate::error::{In, StoreError};
use crate::medium::Medium;
use crate::scan::{Expected, scan};
use crate::schema;
use crate::store::{ReadOut, Store};

const NAME: &str = "the memory";

impl Store {
    /// Makes a vault that lives in memory only, for tests, previews and a look around. No header, no key, no mark and no
    /// other file; nothing is encrypted because nothing leaves the program. It is gone when it is dropped.
    ///
    /// Everything else is as on a disk: entries, chains, signed heads, the arrival chain, and [`Store::verify`].
    ///
    /// # Errors
    /// [`StoreError::Entropy`], [`StoreError::Cipher`], and [`StoreError::Io`] when there is no memory.
    pub fn in_memory(now: &Moment, entropy: &dyn Entropy) -> Result<(Self, EntrySet), StoreError> {
        let expected = Expected { vault_id: make_bytes(entropy)?, key_generation: 1 };
        let mut connection = connection::in_memory(NAME)?;
        // A header's first writing has epoch 1: so the arrivals count as in a vault on a disk.
        let mark = write_first(&mut connection, NAME, &expected, 1, now, entropy)?;
        let failed = |error| In(NAME).sql(error);
        let version = schema::version(&connection, NAME)?;
        let scan = scan(&connection, &expected).map_err(failed)?;
        Self::take_up(NAME, expected, ReadOut { connection, version, scan }, Medium::Memory { mark })
    }
}
