//! What has arrived since somebody last looked?

use gradus_journal::{Kind, PersonId};

use crate::error::{In, StoreError};
use crate::problem::Problem;
use crate::store::Store;

impl Store {
    /// About whom entries of which kind have arrived after the first `count`, each pair once. More than have arrived at
    /// all is a count of another life: then everything is new.
    ///
    /// # Errors
    /// [`StoreError::Damaged`], [`StoreError::Io`], [`StoreError::Interrupted`].
    pub fn arrived_since(&self, count: u64) -> Result<Vec<(PersonId, Kind)>, StoreError> {
        let from = if count > self.arrivals() { 0 } else { count };
        let from = i64::try_from(from).map_err(|_| In(&self.file).damaged(Problem::Row))?;
        let failed = |error| In(&self.file).sql(error);
        let sql = "SELECT DISTINCT person, kind FROM entry WHERE arrival > ?1 ORDER BY person, kind";
        let mut statement = self.connection.prepare_cached(sql).map_err(failed)?;
        let rows = statement.query_map([from], |row| Ok((row.get(0)?, row.get(1)?))).map_err(failed)?;
        let known = |row: rusqlite::Result<([u8; 16], u16)>| {
            row.map(|(person, kind)| (PersonId(person), Kind::from_code(kind)))
        };
        rows.map(known).collect::<rusqlite::Result<_>>().map_err(failed)
    }
}
