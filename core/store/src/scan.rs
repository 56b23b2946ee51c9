//! Reads the whole journal once and checks everything that can be checked on the way.

use gradus_crypto::{Hash, Secret, sha256};
use gradus_journal::{Arrivals, ChainReport, Entry, SignedHead, chain};
use gradus_vault::Mark;
use rusqlite::Connection;

use crate::pack::packs;
use crate::problem::Problem;
use crate::rows::{ENTRY_COLUMNS, EntryRow, IndexColumns, VaultRow, vault, writers};

/// The journal as it was read, and everything that is wrong with it.
pub(crate) struct Scan {
    pub(crate) vault: VaultRow,
    /// In the order of arrival.
    pub(crate) entries: Vec<Entry>,
    /// The arrival chain, from before the first arrival.
    pub(crate) heads: Vec<Hash>,
    /// The writer that writes here.
    pub(crate) own: Option<(Secret<32>, SignedHead)>,
    pub(crate) chains: ChainReport,
    pub(crate) problems: Vec<Problem>,
}

/// What the rows are compared with.
pub(crate) struct Expected {
    pub(crate) vault_id: [u8; 16],
    pub(crate) key_generation: u32,
}

/// Reads and checks. An error means that a page or a row could not be read at all.
pub(crate) fn scan(connection: &Connection, expected: &Expected) -> rusqlite::Result<Scan> {
    let vault = vault(connection)?;
    let mut problems = Vec::new();
    if vault.vault_id != expected.vault_id || vault.key_generation != expected.key_generation {
        problems.push(Problem::OtherVault);
    }
    let (entries, heads) = read_entries(connection, &vault, &mut problems)?;
    let mut own = Vec::new();
    let mut signed = Vec::new();
    for row in writers(connection)? {
        signed.push(row.signed);
        own.extend(row.seed.map(|seed| (seed, row.signed)));
    }
    if own.len() != 1 {
        problems.push(Problem::WriterKey);
    }
    if packs(connection)?.iter().any(|(hash, text)| sha256(&[text.as_bytes()]) != *hash) {
        problems.push(Problem::Pack);
    }
    let chains = chain::check(&entries, &signed);
    problems.extend(chains.faults.iter().copied().map(Problem::Chain));
    Ok(Scan { vault, entries, heads, own: own.pop(), chains, problems })
}

impl Scan {
    /// Compares with what `vault.mark` has seen. It may lag behind, never lead.
    pub(crate) fn compare(&mut self, mark: &Mark) {
        if !self.continues(mark) {
            let found = self.entries.len() as u64;
            self.problems.push(Problem::RolledBack { marked: mark.arrival_number, found });
        }
    }

    /// Whether what the mark has seen is here, and perhaps more.
    pub(crate) fn continues(&self, mark: &Mark) -> bool {
        let at = usize::try_from(mark.arrival_number).unwrap_or(usize::MAX);
        self.heads.get(at) == Some(&mark.arrival_head) && mark.incarnation == self.vault.incarnation
    }

    /// The mark that says just this.
    pub(crate) fn mark(&self) -> Mark {
        let arrivals = self.arrivals();
        Mark {
            incarnation: self.vault.incarnation,
            arrival_number: arrivals.count(),
            arrival_head: *arrivals.head(),
        }
    }

    /// The greatest Lamport number.
    pub(crate) fn lamport(&self) -> u64 {
        self.entries.iter().map(|entry| entry.head().lamport).max().unwrap_or(0)
    }

    /// Where the arrival chain ends.
    pub(crate) fn arrivals(&self) -> Arrivals {
        let count = self.heads.len() - 1;
        Arrivals::at(count as u64, self.heads[count])
    }
}

fn read_entries(
    connection: &Connection,
    vault: &VaultRow,
    problems: &mut Vec<Problem>,
) -> rusqlite::Result<(Vec<Entry>, Vec<Hash>)> {
    let mut statement = connection.prepare(&format!("SELECT {ENTRY_COLUMNS} FROM entry ORDER BY arrival"))?;
    let mut rows = statement.query([])?;
    let mut arrivals = Arrivals::start(&vault.vault_id, &vault.incarnation);
    let (mut entries, mut heads) = (Vec::new(), vec![*arrivals.head()]);
    while let Some(row) = rows.next()? {
        let row = EntryRow::read(row)?;
        let arrival = arrivals.count() + 1;
        if row.arrival != arrival {
            problems.push(Problem::ArrivalMissing { arrival });
            break;
        }
        let (index, arrival_head) = (row.index, row.arrival_head);
        let entry = match Entry::parse(row.head, row.body) {
            Ok(entry) => entry,
            Err(error) => {
                problems.push(Problem::Entry { arrival, error });
                break;
            }
        };
        if index != IndexColumns::of(&entry) {
            problems.push(Problem::IndexColumns { arrival });
        }
        arrivals = arrivals.then(&entry.id());
        if arrival_head != *arrivals.head() {
            problems.push(Problem::ArrivalChain { arrival });
            break;
        }
        entries.push(entry);
        heads.push(*arrivals.head());
    }
    Ok((entries, heads))
}
