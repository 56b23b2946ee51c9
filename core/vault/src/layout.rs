//! What frames the bytes of a header: who wrote them, how many there are, and are they still the same?

use crate::error::{DamagedPart, OtherCopy, VaultError, VaultFile};
use gradus_crypto::{KdfParamsError, MacKey, MacMismatch, sha256};
use std::io;

/// The longest header that is read.
pub(crate) const MOST_HEADER_BYTES: usize = 65_536;

const MAGIC: &[u8; 8] = b"GRADUSVH";
const VERSION: u16 = 1;
const PREAMBLE_BYTES: usize = 18;
const CHECKSUM_BYTES: usize = 32;
const MAC_BYTES: usize = 32;

/// What is wrong with one copy, before it is known what the other is like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    Missing,
    /// The file does not begin as ours do.
    Foreign,
    Truncated {
        found_bytes: u64,
    },
    Damaged(DamagedPart),
    Newer {
        found: u16,
    },
    AbsurdKdf(KdfParamsError),
    Io(io::ErrorKind),
}

impl Fault {
    /// The error to show for this fault of `file`.
    pub(crate) fn of(self, file: VaultFile, other_copy: OtherCopy) -> VaultError {
        match self {
            Self::Missing => VaultError::Missing { file, other_copy },
            Self::Foreign => VaultError::Damaged { file, what: DamagedPart::Preamble, other_copy },
            Self::Truncated { found_bytes } => VaultError::Truncated { file, found_bytes, other_copy },
            Self::Damaged(what) => VaultError::Damaged { file, what, other_copy },
            Self::Newer { found } => VaultError::NewerVersion { file, found, known: VERSION },
            Self::AbsurdKdf(error) => VaultError::AbsurdKdf { file, error },
            Self::Io(kind) => VaultError::Io { file, kind },
        }
    }
}

/// Puts preamble, MAC and checksum around a header's fields.
pub(crate) fn wrap(fields: &[u8], key: &MacKey) -> Vec<u8> {
    let total = PREAMBLE_BYTES + fields.len() + MAC_BYTES + CHECKSUM_BYTES;
    let mut bytes = Vec::with_capacity(total);
    bytes.extend_from_slice(MAGIC);
    bytes.extend_from_slice(&VERSION.to_be_bytes());
    bytes.extend_from_slice(&u32::try_from(total).expect("a header has at most 65,536 bytes").to_be_bytes());
    bytes.extend_from_slice(&sha256(&[&bytes])[..4]);
    bytes.extend_from_slice(fields);
    bytes.extend_from_slice(&key.sign(&[&bytes]));
    bytes.extend_from_slice(&sha256(&[&bytes]));
    bytes
}

/// The fields inside an undamaged file of a known version. Does not authenticate.
pub(crate) fn unwrap(bytes: &[u8]) -> Result<&[u8], Fault> {
    let (version, stated_len) = read_preamble(bytes)?;
    if bytes.len() < stated_len {
        return Err(Fault::Truncated { found_bytes: bytes.len() as u64 });
    }
    if bytes.len() > stated_len {
        return Err(Fault::Damaged(DamagedPart::Length));
    }
    let (summed, checksum) = bytes
        .split_last_chunk::<CHECKSUM_BYTES>()
        .filter(|(summed, _)| summed.len() >= PREAMBLE_BYTES)
        .ok_or(Fault::Damaged(DamagedPart::Layout))?;
    if &sha256(&[summed]) != checksum {
        return Err(Fault::Damaged(DamagedPart::Checksum));
    }
    if version > VERSION {
        return Err(Fault::Newer { found: version });
    }
    if version == 0 {
        return Err(Fault::Damaged(DamagedPart::Layout));
    }
    let end = summed.len().checked_sub(MAC_BYTES).filter(|end| *end >= PREAMBLE_BYTES);
    end.map(|end| &summed[PREAMBLE_BYTES..end]).ok_or(Fault::Damaged(DamagedPart::Layout))
}

/// Whether whoever wrote these bytes, which [`unwrap`] has accepted, had the key.
pub(crate) fn authenticate(bytes: &[u8], key: &MacKey) -> Result<(), MacMismatch> {
    let (signed, tag_and_sum) =
        bytes.split_last_chunk::<{ MAC_BYTES + CHECKSUM_BYTES }>().ok_or(MacMismatch)?;
    key.verify(&[signed], &tag_and_sum[..MAC_BYTES])
}

fn read_preamble(bytes: &[u8]) -> Result<(u16, usize), Fault> {
    let Some((preamble, _)) = bytes.split_first_chunk::<PREAMBLE_BYTES>() else {
        let magic = &MAGIC[..bytes.len().min(MAGIC.len())];
        let ours = bytes.starts_with(magic);
        return Err(if ours { Fault::Truncated { found_bytes: bytes.len() as u64 } } else { Fault::Foreign });
    };
    // Summed with the true magic: a file of ours stays ours when a bit of its magic flips.
    if sha256(&[MAGIC, &preamble[8..14]])[..4] != preamble[14..] {
        let ours = preamble.starts_with(MAGIC);
        return Err(if ours { Fault::Damaged(DamagedPart::Preamble) } else { Fault::Foreign });
    }
    if !preamble.starts_with(MAGIC) {
        return Err(Fault::Damaged(DamagedPart::Preamble));
    }
    let version = u16::from_be_bytes([preamble[8], preamble[9]]);
    let length = u32::from_be_bytes([preamble[10], preamble[11], preamble[12], preamble[13]]);
    match usize::try_from(length) {
        Ok(length) if length <= MOST_HEADER_BYTES => Ok((version, length)),
        _ => Err(Fault::Damaged(DamagedPart::Layout)),
    }
}
