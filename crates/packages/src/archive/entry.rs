//! One file of an archive, as its directory or its own header describes it.

use std::ops::Range;

/// A file with a name that is safe.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// Its path in the archive, with `/` between parts.
    pub path: String,
    /// What the archive says of it.
    pub raw: Record,
}

/// What the archive says of a file; nothing of it need be true.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Record {
    /// The name as written; bytes that are not UTF-8 are replaced.
    pub name: String,
    /// Where its own header begins.
    pub offset: u64,
    /// The bits of the general purpose flag.
    pub flags: u16,
    /// How it is packed: 0 is not at all, 8 is deflate.
    pub method: u16,
    /// The checksum of its content; `None` where only its data descriptor would say it.
    pub checksum: Option<u32>,
    /// Bytes it takes in the archive.
    pub packed: u64,
    /// Bytes it unpacks to.
    pub size: u64,
    /// The mode that Unix gives files, 0 where another system made the archive.
    pub mode: u16,
}

/// Bytes of a file's own header before its name.
pub(super) const HEADER_BYTES: u64 = 30;

impl Record {
    /// Whether a password is needed to read it.
    pub(super) fn is_encrypted(&self) -> bool {
        self.flags & 0x2041 != 0
    }

    /// Whether sizes and checksum stand behind the data, not before it.
    pub(super) fn has_descriptor(&self) -> bool {
        self.flags & 0x8 != 0
    }

    /// The bytes of the archive that it surely takes: the extra fields of its own header may take more.
    pub(super) fn range(&self) -> Range<u64> {
        let name = u64::try_from(self.name.len()).unwrap_or_default();
        let end = self.offset.saturating_add(HEADER_BYTES).saturating_add(name).saturating_add(self.packed);
        self.offset..end
    }
}

impl Entry {
    /// Bytes it says it unpacks to.
    pub(crate) fn size(&self) -> u64 {
        self.raw.size
    }

    /// Whether it is a symbolic link, whose content is the path that is meant.
    pub(crate) fn is_link(&self) -> bool {
        self.raw.mode & 0o170_000 == 0o120_000
    }
}
