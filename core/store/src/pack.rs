//! Rule packs that answered once, by their hash.

use gradus_crypto::{Hash, sha256};
use rusqlite::{Connection, OptionalExtension, params};

use crate::error::{In, StoreError};
use crate::problem::Problem;
use crate::store::Store;

impl Store {
    /// Keeps a rule pack, so that an old answer can be worked out again. Returns the SHA-256 of its bytes.
    ///
    /// # Errors
    /// [`StoreError::DiskFull`], [`StoreError::Io`].
    pub fn keep_pack(&mut self, text: &str) -> Result<Hash, StoreError> {
        let (hash, failed) = (sha256(&[text.as_bytes()]), |error| In(&self.file).sql(error));
        let transaction = self.connection.transaction().map_err(failed)?;
        let sql = "INSERT OR IGNORE INTO pack (hash, text) VALUES (?1, ?2)";
        transaction.execute(sql, params![hash, text]).map_err(failed)?;
        transaction.commit().map_err(failed)?;
        Ok(hash)
    }

    /// The rule pack with this hash, if it was kept.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when the text is not the one that the hash names, [`StoreError::Io`].
    pub fn pack(&self, hash: &Hash) -> Result<Option<String>, StoreError> {
        let sql = "SELECT text FROM pack WHERE hash = ?1";
        let text: Option<String> = self
            .connection
            .query_row(sql, [hash], |row| row.get(0))
            .optional()
            .map_err(|e| In(&self.file).sql(e))?;
        match text {
            Some(text) if sha256(&[text.as_bytes()]) != *hash => Err(In(&self.file).damaged(Problem::Pack)),
            text => Ok(text),
        }
    }
}

/// Every pack with the hash it is kept under.
pub(crate) fn packs(connection: &Connection) -> rusqlite::Result<Vec<(Hash, String)>> {
    let mut statement = connection.prepare("SELECT hash, text FROM pack ORDER BY hash")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    rows.collect()
}
