//! The directory at the end of an archive, with the fields of zip64.

use finding::NoticeKind;

use super::Fault;
use super::bytes::number;
use super::entry::Record;

/// The files that an archive's directory names, before their names are judged.
#[derive(Debug, Default)]
pub(super) struct Directory {
    /// In the order written.
    pub entries: Vec<Record>,
    /// What is wrong with the directory.
    pub faults: Vec<Fault>,
    /// Whether all of it could be read, so that nobody need look for files elsewhere.
    pub is_whole: bool,
}

const RECORD: u64 = 0x0201_4b50;
const RECORD_BYTES: usize = 46;
const END: u64 = 0x0605_4b50;
const END_BYTES: usize = 22;
const END64: u64 = 0x0606_4b50;
const LOCATOR64: u64 = 0x0706_4b50;
const LOCATOR64_BYTES: usize = 20;
/// The longest comment behind the end of a directory.
const COMMENT_BYTES: usize = 65_535;

/// Where the directory lies.
#[derive(Debug, Clone, Copy)]
struct Extent {
    start: usize,
    end: usize,
    count: u64,
    /// How many bytes were put before the archive without a change of its offsets.
    base: u64,
    /// Whether another directory may be meant.
    has_rival: bool,
}

/// Reads the directory, `most` files of it.
pub(super) fn read(bytes: &[u8], most: usize) -> Directory {
    let mut found = Directory::default();
    let Some((extent, doubt)) = extent(bytes) else {
        found.faults.push(Fault::malformed("the directory at the end of the archive is missing or cut off"));
        return found;
    };
    found.faults.extend(doubt);
    let mut at = extent.start;
    while at < extent.end {
        if found.entries.len() >= most {
            found.faults.push(Fault::new(NoticeKind::Limit, format!("only its first {most} files are read")));
            found.is_whole = true;
            return found;
        }
        let Some((record, next)) = record(bytes, at, extent) else {
            let message = format!("the directory of the archive is damaged after {} files", found.entries.len());
            found.faults.push(Fault::malformed(message));
            return found;
        };
        found.entries.push(record);
        at = next;
    }
    let read = u64::try_from(found.entries.len()).unwrap_or(u64::MAX);
    // Writers without zip64 let the count run over.
    let is_complete = read == extent.count || extent.count == read & 0xffff;
    found.is_whole = is_complete && !extent.has_rival;
    if !is_complete {
        let message = format!("the archive says that it has {} files, and its directory names {read}", extent.count);
        found.faults.push(Fault::malformed(message));
    }
    found
}

/// The directory's extent, from the last end mark, and what makes it doubtful.
///
/// Bytes behind the end are allowed if the archive was not moved: the mark of an archive inside of one that is cut off
/// must not be taken for its own.
fn extent(bytes: &[u8]) -> Option<(Extent, Option<Fault>)> {
    let last = bytes.len().checked_sub(END_BYTES)?;
    let marks = (last.saturating_sub(COMMENT_BYTES)..=last).rev().filter_map(|at| {
        let comment = usize::try_from(number(bytes, at + 20, 2)?).ok()?;
        let end = at + END_BYTES + comment;
        Some((extent_at(bytes, at).filter(|_| end <= bytes.len())?, end == bytes.len()))
    });
    let (ends, others): (Vec<_>, Vec<_>) = marks.partition(|(_, is_end)| *is_end);
    let doubt = |message: &str| Some(Fault::new(NoticeKind::Ambiguous, message));
    match ends.as_slice() {
        [] => {
            let (extent, _) = others.into_iter().find(|(extent, _)| extent.base == 0)?;
            Some((extent, doubt("bytes that are no part of it follow the archive")))
        }
        [(extent, _)] if extent.base > 0 && bytes.starts_with(b"PK") => Some((
            Extent { has_rival: true, ..*extent },
            doubt("another archive may lie before it; the files of both are read"),
        )),
        [(extent, _)] => Some((*extent, None)),
        [(extent, _), ..] => {
            Some((Extent { has_rival: true, ..*extent }, doubt("it has two directories; the files of both are read")))
        }
    }
}

/// The extent that an end mark says.
fn extent_at(bytes: &[u8], at: usize) -> Option<Extent> {
    if number(bytes, at, 4)? != END {
        return None;
    }
    let plain = (number(bytes, at + 10, 2)?, number(bytes, at + 12, 4)?, number(bytes, at + 16, 4)?);
    let is_full = plain.0 == 0xffff || plain.1 == 0xffff_ffff || plain.2 == 0xffff_ffff;
    let wide = if is_full { end64(bytes, at) } else { None };
    let (end, (count, size, offset)) = wide.unwrap_or((at, plain));
    let size = usize::try_from(size).ok()?;
    let begins = |start: usize| start == end || number(bytes, start, 4) == Some(RECORD);
    // What was put before the archive, such as a script that starts it, moves everything.
    let before = end.checked_sub(size).filter(|start| begins(*start));
    let stated = usize::try_from(offset).ok().filter(|start| *start <= end && begins(*start));
    let start = before.or(stated)?;
    let base = u64::try_from(start).ok()?.saturating_sub(offset);
    Some(Extent { start, end: start.checked_add(size)?.min(end), count, base, has_rival: false })
}

/// The end mark of zip64 before the plain one: its place, and the count, size and offset it says.
fn end64(bytes: &[u8], end: usize) -> Option<(usize, (u64, u64, u64))> {
    let locator = end.checked_sub(LOCATOR64_BYTES)?;
    if number(bytes, locator, 4)? != LOCATOR64 {
        return None;
    }
    let is_mark = |at: &usize| number(bytes, *at, 4) == Some(END64);
    let stated = usize::try_from(number(bytes, locator + 8, 8)?).ok().filter(is_mark);
    // The usual place, for an archive that was moved.
    let at = stated.or_else(|| locator.checked_sub(56).filter(is_mark))?;
    Some((at, (number(bytes, at + 32, 8)?, number(bytes, at + 40, 8)?, number(bytes, at + 48, 8)?)))
}

/// The record at an offset and where the next one begins.
fn record(bytes: &[u8], at: usize, extent: Extent) -> Option<(Record, usize)> {
    if number(bytes, at, 4)? != RECORD {
        return None;
    }
    let field = |offset: usize, width: usize| number(bytes, at + offset, width);
    let length = |offset: usize| field(offset, 2).and_then(|length| usize::try_from(length).ok());
    let name_end = at + RECORD_BYTES + length(28)?;
    let extra_end = name_end + length(30)?;
    let next = extra_end + length(32)?;
    if next > extent.end {
        return None;
    }
    let mut wide = Wide::of(bytes.get(name_end..extra_end)?);
    let size = wide.or(field(24, 4)?);
    let packed = wide.or(field(20, 4)?);
    let offset = wide.or(field(42, 4)?);
    // Unix and macOS write the mode in the upper half.
    let is_unix = matches!(field(5, 1)?, 3 | 19);
    let record = Record {
        name: String::from_utf8_lossy(bytes.get(at + RECORD_BYTES..name_end)?).into_owned(),
        offset: offset.checked_add(extent.base)?,
        flags: u16::try_from(field(8, 2)?).ok()?,
        method: u16::try_from(field(10, 2)?).ok()?,
        checksum: u32::try_from(field(16, 4)?).ok(),
        packed,
        size,
        mode: if is_unix { u16::try_from(field(40, 2)?).ok()? } else { 0 },
    };
    Some((record, next))
}

/// The numbers of zip64 in an extra field: they stand in a fixed order, and only those that the record has no room for.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Wide<'a> {
    numbers: &'a [u8],
}

impl<'a> Wide<'a> {
    /// The numbers among the extra fields of a record or header.
    pub(super) fn of(mut extra: &'a [u8]) -> Self {
        while let (Some(kind), Some(length)) = (number(extra, 0, 2), number(extra, 2, 2)) {
            let end = usize::try_from(length).unwrap_or_default() + 4;
            if kind == 1 {
                return Self { numbers: extra.get(4..end).unwrap_or_default() };
            }
            extra = extra.get(end..).unwrap_or_default();
        }
        Self::default()
    }

    /// The number of a record, or the next one here where the record had no room for it.
    pub(super) fn or(&mut self, plain: u64) -> u64 {
        if plain != 0xffff_ffff {
            return plain;
        }
        let Some(number) = number(self.numbers, 0, 8) else { return plain };
        self.numbers = self.numbers.get(8..).unwrap_or_default();
        number
    }
}
