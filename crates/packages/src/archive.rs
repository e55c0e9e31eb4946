//! Zip archives as any bytes may be one: jars, wheels, layers and deployment packages.
//!
//! Reading never fails. The directory at an archive's end says which files it has; where that is missing or damaged,
//! the files are found by their own headers. A file that cannot be read is a [`Fault`] and no other file suffers.
//! Only files that somebody asks for are unpacked, and never beyond what the asker allows.

mod bytes;
mod checksum;
mod content;
mod directory;
mod entry;
mod name;
mod salvage;

use std::collections::BTreeMap;

use finding::NoticeKind;

pub(crate) use bytes::{Bytes, number};
pub(crate) use content::{ALWAYS, Allowance, Content};
pub(crate) use entry::Entry;
pub(crate) use name::judged;

/// What is wrong with an archive or a file of it, as a notice will say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    /// Its class.
    pub kind: NoticeKind,
    /// In words.
    pub message: String,
}

impl Fault {
    /// A fault that breaks the format.
    pub(crate) fn malformed(message: impl Into<String>) -> Self {
        Self { kind: NoticeKind::Malformed, message: message.into() }
    }

    /// A fault of another kind.
    pub(crate) fn new(kind: NoticeKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into() }
    }
}

/// The files of an archive, in the order of its directory.
#[derive(Debug, Clone, Default)]
pub(crate) struct Listing {
    /// The files with names that can be unpacked safely; folders are left out.
    pub entries: Vec<Entry>,
    /// What is wrong with the archive, in the order of the directory.
    pub faults: Vec<Fault>,
}

/// The files of an archive, at most `most` of them.
pub(crate) fn list(bytes: &[u8], most: usize) -> Listing {
    let mut listing = directory::read(bytes, most);
    if !listing.is_whole {
        salvage::add(bytes, most, &mut listing);
    }
    let mut faults = listing.faults;
    let mut entries = Vec::with_capacity(listing.entries.len());
    for raw in listing.entries {
        match judged(&raw.name) {
            Ok(path) if path.ends_with('/') => {}
            Ok(path) => entries.push(Entry { path, raw }),
            Err(reason) => faults.push(Fault::malformed(format!("`{}` is left out: {reason}", shown(&raw.name)))),
        }
    }
    faults.extend(twins(&entries));
    faults.extend(overlaps(&entries));
    Listing { entries, faults }
}

/// A name as a notice shows it: in one line, and not too long.
pub(crate) fn shown(name: &str) -> String {
    let start: String = name.chars().take(200).collect();
    let rest = if start.len() < name.len() { "…" } else { "" };
    format!("{}{rest}", start.escape_debug())
}

/// Names that several files have.
fn twins(entries: &[Entry]) -> Vec<Fault> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in entries {
        *counts.entry(&entry.path).or_default() += 1;
    }
    let twins = counts.into_iter().filter(|(_, count)| *count > 1).map(|(path, count)| {
        let message = format!("`{path}` is there {count} times; which of them the runtime takes is not sure");
        Fault::new(NoticeKind::Ambiguous, message)
    });
    twins.collect()
}

/// The first file whose bytes are those of another one too; some tools then refuse the archive.
fn overlaps(entries: &[Entry]) -> Option<Fault> {
    let mut ranges: Vec<_> = entries.iter().map(|entry| (entry.raw.range(), entry)).collect();
    ranges.sort_by_key(|(range, _)| (range.start, range.end));
    let pairs = ranges.iter().zip(ranges.iter().skip(1));
    let mut shared = pairs.filter(|((one, _), (next, _))| next.start < one.end);
    let ((_, one), (_, next)) = shared.next()?;
    let others = match shared.count() {
        0 => String::new(),
        more => format!(", and so do {more} more"),
    };
    Some(Fault::malformed(format!("`{}` and `{}` share bytes of the archive{others}", one.path, next.path)))
}
