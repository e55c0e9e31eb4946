//! Indexes as a file: one for an ecosystem that was fetched, or several in a snapshot that somebody signed.
//!
//! Eight bytes of magic, then as little-endian `u64` a checksum (XXH3) of all that follows, the serial, and the length of each index
//! before its bytes. The serial is the time of the newest record in seconds since 1970: it only grows.

use std::ops::Range;
use std::sync::Arc;

use deps::{Index, IndexError, Stock};
use twox_hash::XxHash3_64;

/// What such a file begins with; the last byte is the version of the format.
const MAGIC: [u8; 8] = *b"MAREVOL\x01";
/// Where that begins which the checksum is of, and the first index.
const CHECKED: usize = 16;
const HEAD: usize = 24;

/// Why bytes are no volume.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VolumeError {
    /// They begin with something else.
    #[error("no file of advisories, or one of another version of Maremma")]
    Foreign,
    /// They are cut off or were changed.
    #[error("damaged: the checksum is wrong")]
    Checksum,
    /// An index in them is none.
    #[error(transparent)]
    Index(#[from] IndexError),
}

/// A file of indexes that was read and found whole.
#[derive(Debug, Clone)]
pub struct Volume {
    /// The time of the newest record, in seconds since 1970.
    pub serial: u64,
    bytes: Arc<[u8]>,
    indexes: Vec<Range<usize>>,
}

impl Volume {
    /// Reads a volume.
    ///
    /// # Errors
    /// When it is none, or not whole.
    pub fn open(bytes: Arc<[u8]>) -> Result<Self, VolumeError> {
        let number = |at: usize| {
            let number = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>());
            number.map(|number| u64::from_le_bytes(*number)).ok_or(VolumeError::Checksum)
        };
        if !bytes.starts_with(&MAGIC) {
            return Err(VolumeError::Foreign);
        }
        let (checksum, serial) = (number(8)?, number(16)?);
        if XxHash3_64::oneshot(bytes.get(CHECKED..).unwrap_or_default()) != checksum {
            return Err(VolumeError::Checksum);
        }
        let (mut at, mut indexes) = (HEAD, Vec::new());
        while at < bytes.len() {
            let length = usize::try_from(number(at)?).map_err(|_| VolumeError::Checksum)?;
            let range = at + 8..(at + 8).checked_add(length).ok_or(VolumeError::Checksum)?;
            Index::open(bytes.get(range.clone()).ok_or(VolumeError::Checksum)?)?.stocks()?;
            at = range.end;
            indexes.push(range);
        }
        Ok(Self { serial, bytes, indexes })
    }

    /// The file of some indexes.
    pub fn write(serial: u64, indexes: &[&[u8]]) -> Vec<u8> {
        let mut rest = serial.to_le_bytes().to_vec();
        for index in indexes {
            rest.extend((index.len() as u64).to_le_bytes());
            rest.extend_from_slice(index);
        }
        let mut bytes = MAGIC.to_vec();
        bytes.extend(XxHash3_64::oneshot(&rest).to_le_bytes());
        bytes.extend(rest);
        bytes
    }

    /// The bytes of its indexes.
    pub fn indexes(&self) -> impl Iterator<Item = &[u8]> {
        self.indexes.iter().filter_map(|range| self.bytes.get(range.clone()))
    }

    /// What its indexes know of each ecosystem.
    pub fn stocks(&self) -> Vec<Stock<'_>> {
        self.indexes().filter_map(|bytes| Index::open(bytes).ok()?.stocks().ok()).flatten().collect()
    }
}
