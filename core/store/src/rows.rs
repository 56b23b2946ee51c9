//! How entries, writers and the vault's own row are written and read. Reads take a connection, writes a transaction.

use gradus_crypto::{Hash, PublicKey, Secret, Signature};
use gradus_journal::{Arrivals, Body, Entry, EntryId, Kind, Pen, SignedHead};
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use zeroize::Zeroizing;

/// The row that says which vault this is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct VaultRow {
    pub(crate) vault_id: [u8; 16],
    pub(crate) incarnation: [u8; 16],
    pub(crate) created_ms: i64,
    pub(crate) key_generation: u32,
}

/// A row of `entry` before anything in it is believed.
pub(crate) struct EntryRow {
    pub(crate) arrival: u64,
    pub(crate) head: Vec<u8>,
    pub(crate) body: Body,
    pub(crate) arrival_head: Hash,
    pub(crate) index: IndexColumns,
}

/// Copies of head fields, for indexes.
#[derive(PartialEq, Eq)]
pub(crate) struct IndexColumns {
    id: Vec<u8>,
    person: Vec<u8>,
    kind: i64,
    effective_ms: i64,
}

/// A row of `writer`.
pub(crate) struct WriterRow {
    pub(crate) signed: SignedHead,
    pub(crate) seed: Option<Secret<32>>,
}

pub(crate) const ENTRY_COLUMNS: &str =
    "arrival, id, head, salt, body, arrival_head, person, kind, effective_ms";

impl EntryRow {
    pub(crate) fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let body = match (row.get::<_, Option<[u8; 16]>>(3)?, row.get::<_, Option<Vec<u8>>>(4)?) {
            (Some(salt), Some(bytes)) => Body::Present { salt, bytes },
            (None, None) => Body::Erased,
            _ => return Err(rusqlite::Error::InvalidColumnType(3, "salt".to_owned(), Type::Null)),
        };
        Ok(Self {
            arrival: unsigned(row, 0)?,
            head: row.get(2)?,
            body,
            arrival_head: row.get(5)?,
            index: IndexColumns {
                id: row.get(1)?,
                person: row.get(6)?,
                kind: row.get(7)?,
                effective_ms: row.get(8)?,
            },
        })
    }
}

impl IndexColumns {
    /// What the columns of this entry have to be.
    pub(crate) fn of(entry: &Entry) -> Self {
        let head = entry.head();
        Self {
            id: entry.id().0.to_vec(),
            person: head.person.0.to_vec(),
            kind: head.kind.code().into(),
            effective_ms: head.effective.timestamp_millis(),
        }
    }
}

pub(crate) fn insert_entry(
    transaction: &Transaction<'_>,
    entry: &Entry,
    arrivals: &Arrivals,
) -> rusqlite::Result<()> {
    let (salt, body) = match entry.body() {
        Body::Present { salt, bytes } => (Some(salt.as_slice()), Some(bytes.as_slice())),
        Body::Erased => (None, None),
    };
    let index = IndexColumns::of(entry);
    let sql = "INSERT INTO entry (arrival, id, head, salt, body, arrival_head, person, kind, effective_ms) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    transaction.prepare_cached(sql)?.execute(params![
        signed(arrivals.count())?,
        index.id,
        entry.head_bytes(),
        salt,
        body,
        arrivals.head(),
        index.person,
        index.kind,
        index.effective_ms,
    ])?;
    Ok(())
}

/// Takes salt and body of an entry away, if its kind can be erased. No row is no fault: an entry can be erased before it
/// arrives.
pub(crate) fn erase_body(transaction: &Transaction<'_>, id: &EntryId) -> rusqlite::Result<()> {
    let sql = "SELECT kind FROM entry WHERE id = ?1";
    let kind: Option<u16> = transaction.query_row(sql, [id.0.as_slice()], |row| row.get(0)).optional()?;
    if !kind.is_some_and(|code| Kind::from_code(code).is_erasable()) {
        return Ok(());
    }
    let sql = "UPDATE entry SET salt = NULL, body = NULL WHERE id = ?1";
    transaction.prepare_cached(sql)?.execute([id.0.as_slice()]).map(drop)
}

/// Writes the columns for indexes anew from the head.
pub(crate) fn index_entry(
    transaction: &Transaction<'_>,
    arrival: u64,
    entry: &Entry,
) -> rusqlite::Result<()> {
    let sql = "UPDATE entry SET id = ?2, person = ?3, kind = ?4, effective_ms = ?5 WHERE arrival = ?1";
    let IndexColumns { id, person, kind, effective_ms } = IndexColumns::of(entry);
    let values = params![signed(arrival)?, id, person, kind, effective_ms];
    transaction.prepare_cached(sql)?.execute(values).map(drop)
}

pub(crate) fn rechain_entry(transaction: &Transaction<'_>, arrivals: &Arrivals) -> rusqlite::Result<()> {
    let sql = "UPDATE entry SET arrival_head = ?2 WHERE arrival = ?1";
    let values = params![signed(arrivals.count())?, arrivals.head()];
    transaction.prepare_cached(sql)?.execute(values).map(drop)
}

/// The arrival chain after `arrival` entries, if so many arrived.
pub(crate) fn arrival_head(connection: &Connection, arrival: u64) -> rusqlite::Result<Option<Hash>> {
    let sql = "SELECT arrival_head FROM entry WHERE arrival = ?1";
    connection.query_row(sql, [signed(arrival)?], |row| row.get(0)).optional()
}

/// Puts a new writer in, as the one that writes here; the ones before keep their place and lose their key.
pub(crate) fn insert_writer(transaction: &Transaction<'_>, pen: &Pen) -> rusqlite::Result<()> {
    transaction.execute("UPDATE writer SET seed = NULL WHERE seed IS NOT NULL", [])?;
    let signed_head = pen.signed_head();
    let sql = "INSERT INTO writer (public_key, seed, seq, head_hash, signature) VALUES (?1, ?2, ?3, ?4, ?5)";
    let SignedHead { public_key, seq, hash, signature } = signed_head;
    let values = params![public_key.0, pen.seed().expose(), signed(seq)?, hash.0, signature.0.as_slice()];
    transaction.execute(sql, values).map(drop)
}

/// Puts in how far a writer has come that does not write here.
pub(crate) fn insert_head(transaction: &Transaction<'_>, head: &SignedHead) -> rusqlite::Result<()> {
    let sql =
        "INSERT INTO writer (public_key, seed, seq, head_hash, signature) VALUES (?1, NULL, ?2, ?3, ?4)";
    let SignedHead { public_key, seq, hash, signature } = head;
    let values = params![public_key.0, signed(*seq)?, hash.0, signature.0.as_slice()];
    transaction.execute(sql, values).map(drop)
}

/// Moves the signed head of the writer that writes here.
pub(crate) fn update_writer(transaction: &Transaction<'_>, pen: &Pen) -> rusqlite::Result<()> {
    let SignedHead { public_key, seq, hash, signature } = pen.signed_head();
    let sql = "UPDATE writer SET seq = ?2, head_hash = ?3, signature = ?4 WHERE public_key = ?1";
    let values = params![public_key.0, signed(seq)?, hash.0, signature.0.as_slice()];
    match transaction.prepare_cached(sql)?.execute(values)? {
        1 => Ok(()),
        _ => Err(rusqlite::Error::QueryReturnedNoRows),
    }
}

pub(crate) fn writers(connection: &Connection) -> rusqlite::Result<Vec<WriterRow>> {
    let sql = "SELECT public_key, seed, seq, head_hash, signature FROM writer ORDER BY public_key";
    let mut statement = connection.prepare(sql)?;
    let rows = statement.query_map([], |row| {
        let seed = row.get::<_, Option<Vec<u8>>>(1)?.map(Zeroizing::new);
        let wrong = || rusqlite::Error::InvalidColumnType(1, "seed".to_owned(), Type::Blob);
        let seed = seed.map(|seed| Secret::from_slice(&seed).ok_or_else(wrong)).transpose()?;
        let signed = SignedHead {
            public_key: PublicKey(row.get(0)?),
            seq: unsigned(row, 2)?,
            hash: EntryId(row.get(3)?),
            signature: Signature(row.get(4)?),
        };
        Ok(WriterRow { signed, seed })
    })?;
    rows.collect()
}

pub(crate) fn insert_vault(transaction: &Transaction<'_>, row: &VaultRow) -> rusqlite::Result<()> {
    let sql = "INSERT INTO vault (only_row, vault_id, incarnation, created_ms, key_generation) \
               VALUES (1, ?1, ?2, ?3, ?4)";
    let values = params![row.vault_id, row.incarnation, row.created_ms, row.key_generation];
    transaction.execute(sql, values).map(drop)
}

pub(crate) fn update_incarnation(
    transaction: &Transaction<'_>,
    incarnation: &[u8; 16],
) -> rusqlite::Result<()> {
    transaction.execute("UPDATE vault SET incarnation = ?1 WHERE only_row = 1", [incarnation]).map(drop)
}

pub(crate) fn vault(connection: &Connection) -> rusqlite::Result<VaultRow> {
    let sql = "SELECT vault_id, incarnation, created_ms, key_generation FROM vault WHERE only_row = 1";
    connection.query_row(sql, [], |row| {
        Ok(VaultRow {
            vault_id: row.get(0)?,
            incarnation: row.get(1)?,
            created_ms: row.get(2)?,
            key_generation: row.get(3)?,
        })
    })
}

fn signed(number: u64) -> rusqlite::Result<i64> {
    i64::try_from(number).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(0, i64::MAX))
}

pub(crate) fn unsigned(row: &Row<'_>, at: usize) -> rusqlite::Result<u64> {
    let number: i64 = row.get(at)?;
    u64::try_from(number).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(at, number))
}
