//! Files of an archive whose directory is missing or damaged, found by the headers before their data.

use std::collections::BTreeSet;

use finding::NoticeKind;

use super::Fault;
use super::bytes::{find, number};
use super::directory::{Directory, Wide};
use super::entry::{HEADER_BYTES, Record};

const HEADER: [u8; 4] = *b"PK\x03\x04";

/// Adds the files that the directory does not name, in the order of their headers.
pub(super) fn add(bytes: &[u8], most: usize, found: &mut Directory) {
    let known: BTreeSet<u64> = found.entries.iter().map(|entry| entry.offset).collect();
    let mut at = 0;
    while let Some(start) = find(bytes, at, HEADER) {
        if found.entries.len() >= most {
            return found.faults.push(Fault::new(NoticeKind::Limit, format!("only {most} of its files are read")));
        }
        let Some((record, next)) = record(bytes, start) else {
            at = start + HEADER.len();
            continue;
        };
        if !known.contains(&record.offset) {
            found.entries.push(record);
        }
        at = next;
    }
}

/// What a file's own header says, and where its data ends.
fn record(bytes: &[u8], at: usize) -> Option<(Record, usize)> {
    let field = |offset: usize, width: usize| number(bytes, at + offset, width);
    let length = |offset: usize| field(offset, 2).and_then(|length| usize::try_from(length).ok());
    let name_start = at + usize::try_from(HEADER_BYTES).ok()?;
    let name_end = name_start + length(26)?;
    let data = name_end + length(28)?;
    let mut wide = Wide::of(bytes.get(name_end..data)?);
    let size = wide.or(field(22, 4)?);
    let packed = wide.or(field(18, 4)?);
    let mut record = Record {
        name: String::from_utf8_lossy(bytes.get(name_start..name_end)?).into_owned(),
        offset: u64::try_from(at).ok()?,
        flags: u16::try_from(field(6, 2)?).ok()?,
        method: u16::try_from(field(8, 2)?).ok()?,
        checksum: u32::try_from(field(14, 4)?).ok(),
        packed,
        size,
        mode: 0,
    };
    let stated = usize::try_from(packed).ok().and_then(|packed| data.checked_add(packed)).unwrap_or(usize::MAX);
    let is_said = !record.has_descriptor() || packed != 0;
    let is_followed = stated == bytes.len() || bytes.get(stated..).is_some_and(|rest| rest.starts_with(b"PK"));
    // The last file that is not packed may hold an archive, whose headers are not those of this one.
    let is_cut_off = record.method == 0 && stated > bytes.len();
    if is_said && (is_followed || is_cut_off) {
        return Some((record, stated));
    }
    // The data's end is not said, or not truly: it ends before the next header at the latest.
    let end = find(bytes, data, HEADER).unwrap_or(bytes.len());
    record.packed = u64::try_from(end - data).ok()?;
    record.checksum = record.checksum.filter(|_| is_said);
    Some((record, end))
}
