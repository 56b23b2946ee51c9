use chrono::{DateTime, Datelike, FixedOffset, TimeZone};
use gradus_crypto::{Hash, Hasher, Purpose};
use gradus_domain::{EntryId, PersonId};

use crate::entry::EntryError;
use crate::kind::Kind;
use crate::writer::WriterId;

const IDENTITY: Purpose = Purpose::new("gradus/journal/entry/v1");

/// First byte of a head: the layout below.
pub const HEAD_VERSION: u8 = 1;

/// Length of a head without targets.
pub const HEAD_BYTES: usize = 138;

/// The most targets one entry can name.
pub const MAX_TARGETS: usize = 4096;

/// The greatest sequence and Lamport number: more than anybody writes in a thousand years, and far from overflow.
pub const MOST_ENTRIES: u64 = 1 << 48;

const IMPORTED: u8 = 1;
const CLOCK_SUSPECT: u8 = 2;

/// The part of an entry that is hashed, chained and never removed.
///
/// Layout of version 1, numbers big-endian:
///
/// | at | bytes | what |
/// |---|---|---|
/// | 0 | 1 | layout version, 1 |
/// | 1 | 2 | kind |
/// | 3 | 1 | flags: bit 0 imported, bit 1 clock suspect, the others 0 |
/// | 4 | 16 | person; zeros for the vault itself |
/// | 20 | 16 | writer |
/// | 36 | 8 | sequence number of this writer, from 1 to 2^48 |
/// | 44 | 32 | identity of this writer's entry before; zeros for the first |
/// | 76 | 8 | Lamport number: greater than that of every entry the writer knew; from 1 to 2^48 |
/// | 84 | 8 | effective time, milliseconds since 1970-01-01 UTC, signed; years 0 to 9999 |
/// | 92 | 2 | its offset east of UTC in minutes, signed |
/// | 94 | 8 | recorded time, likewise |
/// | 102 | 2 | its offset, likewise |
/// | 104 | 32 | commitment to salt and body |
/// | 136 | 2 | number of targets, at most 4096 |
/// | 138 | 32 each | targets: identities of the entries this one amends or erases |
///
/// There is one way only to write a head: what parses is byte for byte what [`Head::to_bytes`] gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// What the body is about.
    pub kind: Kind,
    /// Brought in from a file, not written live.
    pub imported: bool,
    /// The device's clock was known to be wrong when this was written.
    pub clock_suspect: bool,
    /// Whom it is about; [`VAULT_ITSELF`] for the vault.
    pub person: PersonId,
    /// Who wrote it.
    pub writer: WriterId,
    /// Position in the writer's own chain, from 1.
    pub seq: u64,
    /// The writer's entry before; `None` exactly when `seq` is 1.
    pub prev: Option<EntryId>,
    /// Causal order: an entry written in knowledge of another has the greater number.
    pub lamport: u64,
    /// When it happened. Whole milliseconds, offset in whole minutes.
    pub effective: DateTime<FixedOffset>,
    /// When it was written down. Whole milliseconds, offset in whole minutes.
    pub recorded: DateTime<FixedOffset>,
    /// Commitment to salt and body.
    pub commitment: Hash,
    /// Entries that this one amends or erases.
    pub targets: Vec<EntryId>,
}

/// The person of entries about the vault itself.
pub const VAULT_ITSELF: PersonId = PersonId([0; 16]);

impl Head {
    /// Reads a head.
    ///
    /// # Errors
    /// [`EntryError`] naming the first field that no writer of version 1 produces; [`EntryError::NewerVersion`] for
    /// a layout version above 1.
    pub fn parse(bytes: &[u8]) -> Result<Self, EntryError> {
        match bytes.first() {
            Some(&HEAD_VERSION) => {}
            Some(&found) if found > HEAD_VERSION => return Err(EntryError::NewerVersion { found }),
            _ => return Err(EntryError::Malformed { field: "version" }),
        }
        let mut reader = Reader(&bytes[1..]);
        let kind = Kind::from_code(u16::from_be_bytes(reader.take("kind")?));
        let [flags] = reader.take("flags")?;
        if flags & !(IMPORTED | CLOCK_SUSPECT) != 0 {
            return Err(EntryError::Malformed { field: "flags" });
        }
        let person = PersonId(reader.take("person")?);
        let writer = WriterId(reader.take("writer")?);
        let seq = reader.number("seq")?;
        let prev = previous(seq, reader.take("prev")?)?;
        let lamport = reader.number("lamport")?;
        let effective = reader.time("effective")?;
        let recorded = reader.time("recorded")?;
        let commitment = reader.take("commitment")?;
        let targets = reader.targets()?;
        let (imported, clock_suspect) = (flags & IMPORTED != 0, flags & CLOCK_SUSPECT != 0);
        Ok(Self {
            kind,
            imported,
            clock_suspect,
            person,
            writer,
            seq,
            prev,
            lamport,
            effective,
            recorded,
            commitment,
            targets,
        })
    }

    /// The stored bytes. Parts of a time below a millisecond, and of an offset below a minute, are dropped.
    ///
    /// # Panics
    /// With more than [`MAX_TARGETS`] targets; whoever builds a head checks that first.
    pub fn to_bytes(&self) -> Vec<u8> {
        assert!(self.targets.len() <= MAX_TARGETS, "an entry names at most {MAX_TARGETS} targets");
        let mut out = Vec::with_capacity(HEAD_BYTES + 32 * self.targets.len());
        out.push(HEAD_VERSION);
        out.extend(self.kind.code().to_be_bytes());
        let imported = if self.imported { IMPORTED } else { 0 };
        out.push(imported | if self.clock_suspect { CLOCK_SUSPECT } else { 0 });
        out.extend(self.person.0);
        out.extend(self.writer.0);
        out.extend(self.seq.to_be_bytes());
        out.extend(self.prev.map_or([0; 32], |id| id.0));
        out.extend(self.lamport.to_be_bytes());
        for time in [&self.effective, &self.recorded] {
            out.extend(time.timestamp_millis().to_be_bytes());
            out.extend(offset_minutes(time).to_be_bytes());
        }
        out.extend(self.commitment);
        let count = u16::try_from(self.targets.len()).expect("at most 4096, as just checked");
        out.extend(count.to_be_bytes());
        for target in &self.targets {
            out.extend(target.0);
        }
        out
    }
}

/// The identity of the entry with these head bytes.
pub fn identity(head_bytes: &[u8]) -> EntryId {
    EntryId(Hasher::new(IDENTITY).part(head_bytes).finish())
}

/// Whether a head can hold this time. Texts write years with four digits, and sums of days stay far from overflow.
pub fn is_writable(time: &DateTime<FixedOffset>) -> bool {
    (0..=9999).contains(&time.year())
}

fn offset_minutes(time: &DateTime<FixedOffset>) -> i16 {
    i16::try_from(time.offset().local_minus_utc().div_euclid(60)).expect("an offset is less than a day")
}

fn at(millis: i64, offset_minutes: i16) -> Option<DateTime<FixedOffset>> {
    FixedOffset::east_opt(i32::from(offset_minutes) * 60)?.timestamp_millis_opt(millis).single()
}

fn previous(seq: u64, prev: [u8; 32]) -> Result<Option<EntryId>, EntryError> {
    match (seq, prev == [0; 32]) {
        (0, _) => Err(EntryError::Malformed { field: "seq" }),
        (1, true) => Ok(None),
        (2.., false) => Ok(Some(EntryId(prev))),
        _ => Err(EntryError::Malformed { field: "prev" }),
    }
}

struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn take<const N: usize>(&mut self, field: &'static str) -> Result<[u8; N], EntryError> {
        let (part, rest) = self.0.split_first_chunk::<N>().ok_or(EntryError::Malformed { field })?;
        self.0 = rest;
        Ok(*part)
    }

    /// A number that counts entries. One beyond [`MOST_ENTRIES`] was forged: nothing could be written after it.
    fn number(&mut self, field: &'static str) -> Result<u64, EntryError> {
        let number = u64::from_be_bytes(self.take(field)?);
        if (1..=MOST_ENTRIES).contains(&number) { Ok(number) } else { Err(EntryError::Malformed { field }) }
    }

    fn time(&mut self, field: &'static str) -> Result<DateTime<FixedOffset>, EntryError> {
        let millis = i64::from_be_bytes(self.take(field)?);
        let offset = i16::from_be_bytes(self.take(field)?);
        at(millis, offset).filter(is_writable).ok_or(EntryError::Malformed { field })
    }

    fn targets(&mut self) -> Result<Vec<EntryId>, EntryError> {
        let count = usize::from(u16::from_be_bytes(self.take("targets")?));
        if count > MAX_TARGETS || self.0.len() != count * 32 {
            return Err(EntryError::Malformed { field: "targets" });
        }
        (0..count).map(|_| self.take("targets").map(EntryId)).collect()
    }
}
