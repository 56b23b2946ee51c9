use gradus_journal::{ChainFault, EntryError, EntryId, Equivocation};

/// One thing in the database that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// The first page does not fit the key: changed, or another vault's file.
    #[error("its first page was not written with this vault's key")]
    FirstPage,
    /// A page or the structure over the pages cannot be read.
    #[error("a page is not what was written")]
    Unreadable,
    /// The check of every page's authentication code found this.
    #[error("{0}")]
    Page(String),
    /// SQLite's own check of the structure found this many faults.
    #[error("{0} faults in the structure of tables and indexes")]
    Structure(usize),
    /// Tables, indexes or triggers are not those of this schema.
    #[error("the schema is not the one of its version")]
    Schema,
    /// A row holds what this program never writes.
    #[error("a row holds an impossible value")]
    Row,
    /// It is the database of another vault, or of another key generation of this one.
    #[error("it belongs to another vault or to another key")]
    OtherVault,
    /// A row is missing between others.
    #[error("arrival {arrival} is missing")]
    ArrivalMissing {
        /// Which.
        arrival: u64,
    },
    /// The chain over all arrivals does not fit.
    #[error("arrival {arrival} does not continue the chain")]
    ArrivalChain {
        /// The first that does not fit.
        arrival: u64,
    },
    /// An entry is not an entry, or its body is not the one it commits to.
    #[error("arrival {arrival}: {error}")]
    Entry {
        /// Which.
        arrival: u64,
        /// What is wrong with it.
        error: EntryError,
    },
    /// Identity, person, kind or time beside the entry are not those of its head.
    #[error("arrival {arrival}: its index columns are not those of its head; they can be rebuilt")]
    IndexColumns {
        /// Which.
        arrival: u64,
    },
    /// The chain of a writer, or the signature over it.
    #[error(transparent)]
    Chain(#[from] ChainFault),
    /// There is not exactly one writer that writes here, or its key is not its own.
    #[error("the key of the writer on this device is not its own")]
    WriterKey,
    /// A rule pack is not the one its hash names.
    #[error("a stored rule pack was changed")]
    Pack,
    /// `vault.mark` has seen entries that are not there.
    #[error("{found} entries are there and do not continue the {marked} that vault.mark has seen")]
    RolledBack {
        /// How many the mark knows.
        marked: u64,
        /// How many are there.
        found: u64,
    },
}

/// What a full check found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VerifyOutcome {
    /// Entries, erased ones included.
    pub entries: u64,
    /// Writers with at least one entry.
    pub writers: usize,
    /// Entries of kinds that this version does not know.
    pub unknown_kinds: u64,
    /// Entries whose body was erased by order.
    pub erased: u64,
    /// Rule packs kept.
    pub packs: u64,
    /// Places in a writer's chain that several entries claim. No damage: see [`gradus_journal::chain`].
    pub equivocations: Vec<Equivocation>,
    /// Everything that is wrong. Empty for a sound vault.
    pub problems: Vec<Problem>,
    /// The last entry that arrived; `None` in an empty vault.
    pub last: Option<EntryId>,
}

impl VerifyOutcome {
    /// Whether nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.problems.is_empty()
    }
}
