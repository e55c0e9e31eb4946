//! `rpmdb.sqlite`: the table `Packages (hnum, blob)` of a SQLite database (sqlite.org, "Database File Format").

use std::collections::BTreeSet;

use super::Headers;
use crate::archive::Fault;

const MAGIC: &[u8] = b"SQLite format 3\0";
/// Bytes of the file's own head, on its first page.
const FILE_HEAD: usize = 100;
/// Pages of a table: those with rows, and those with other pages.
const LEAF: u8 = 13;
const INNER: u8 = 5;

/// The headers; `None` for another kind of file.
pub(super) fn headers(bytes: &[u8]) -> Option<Headers> {
    if !bytes.starts_with(MAGIC) {
        return None;
    }
    let mut faults = Vec::new();
    let mut found = Vec::new();
    match Database::of(bytes).and_then(|mut database| Some((database.root()?, database))) {
        None => faults.push(Fault::malformed("it has no table of packages")),
        Some((root, mut database)) => {
            let rows = database.rows(root);
            found.extend(rows.iter().filter_map(|row| blob(row)).map(<[u8]>::to_vec));
            if database.broken > 0 {
                let message = format!("parts of the database that are damaged, in number {}", database.broken);
                faults.push(Fault::malformed(message));
            }
        }
    }
    Some((found, faults))
}

/// A database, of which each page is read once.
struct Database<'b> {
    bytes: &'b [u8],
    page_bytes: usize,
    /// Bytes of a page that hold data.
    usable: usize,
    seen: BTreeSet<usize>,
    /// Bytes that rows may still hold: they do not overlap, so that together they are no longer than the file.
    left: usize,
    broken: usize,
}

impl<'b> Database<'b> {
    fn of(bytes: &'b [u8]) -> Option<Self> {
        let page_bytes = match big(bytes, 16, 2)? {
            1 => 65_536,
            size => size,
        };
        let usable = page_bytes.checked_sub(usize::from(*bytes.get(20)?)).filter(|usable| *usable >= 480)?;
        Some(Self { bytes, page_bytes, usable, seen: BTreeSet::new(), left: bytes.len(), broken: 0 })
    }

    /// The first page of the table `Packages`, by the schema on the first page of all.
    fn root(&mut self) -> Option<usize> {
        let rows = self.rows(1);
        rows.iter().find_map(|row| {
            let columns = columns(row)?;
            let [(_, kind), (_, name), _, (_, root), ..] = columns.as_slice() else { return None };
            (*kind == b"table" && *name == b"Packages")
                .then(|| root.iter().fold(0, |sum, byte| sum << 8 | usize::from(*byte)))
        })
    }

    /// A page, once.
    fn page(&mut self, number: usize) -> Option<&'b [u8]> {
        let start = number.checked_sub(1)?.checked_mul(self.page_bytes)?;
        let page = self.bytes.get(start..start.checked_add(self.page_bytes)?)?;
        self.seen.insert(number).then_some(page)
    }

    /// The rows of a table.
    fn rows(&mut self, root: usize) -> Vec<Vec<u8>> {
        let mut rows = Vec::new();
        let mut open = vec![root];
        while let Some(number) = open.pop() {
            let Some(page) = self.page(number) else {
                self.broken += 1;
                continue;
            };
            let head = if number == 1 { FILE_HEAD } else { 0 };
            // Each cell has a place of two bytes.
            let cells = big(page, head + 3, 2).unwrap_or_default().min(self.page_bytes / 2);
            let offset = |start: usize, index: usize| big(page, start + 2 * index, 2);
            match page.get(head) {
                Some(&LEAF) => {
                    for index in 0..cells {
                        match offset(head + 8, index).and_then(|at| self.row(page, at)) {
                            Some(row) => rows.push(row),
                            None => self.broken += 1,
                        }
                    }
                }
                Some(&INNER) => {
                    // The last page is named before the others; the first is to be read first.
                    open.extend(big(page, head + 8, 4));
                    let inner = (0..cells).rev().filter_map(|index| big(page, offset(head + 12, index)?, 4));
                    open.extend(inner);
                }
                _ => self.broken += 1,
            }
        }
        rows
    }

    /// The content of a row, which may go on on other pages.
    fn row(&mut self, page: &'b [u8], at: usize) -> Option<Vec<u8>> {
        let (length, at) = varint(page, at)?;
        let (_, at) = varint(page, at)?;
        let length = usize::try_from(length).ok().filter(|length| *length <= self.left)?;
        self.left -= length;
        let here = self.local(length);
        let mut row = page.get(at..at + here)?.to_vec();
        let mut next = if here < length { big(page, at + here, 4)? } else { 0 };
        while row.len() < length {
            let page = self.page(next)?;
            next = big(page, 0, 4)?;
            let part = (length - row.len()).min(self.usable - 4);
            row.extend_from_slice(page.get(4..4 + part)?);
        }
        Some(row)
    }

    /// How many bytes of a row stand on its own page.
    fn local(&self, length: usize) -> usize {
        let most = self.usable - 35;
        if length <= most {
            return length;
        }
        let least = (self.usable - 12) * 32 / 255 - 23;
        let here = least + (length - least) % (self.usable - 4);
        if here <= most { here } else { least }
    }
}

/// The blob of a row.
fn blob(row: &[u8]) -> Option<&[u8]> {
    let columns = columns(row)?;
    columns.into_iter().find(|(kind, _)| *kind >= 12 && kind % 2 == 0).map(|(_, value)| value)
}

/// The first columns of a row: the number of their type, and their bytes.
fn columns(row: &[u8]) -> Option<Vec<(u64, &[u8])>> {
    let (head, mut at) = varint(row, 0)?;
    let head = usize::try_from(head).ok()?;
    let (mut columns, mut value) = (Vec::new(), head);
    while at < head && columns.len() < 8 {
        let (kind, next) = varint(row, at)?;
        let length = match kind {
            0 | 8 | 9 => 0,
            1..=4 => usize::try_from(kind).ok()?,
            5 => 6,
            6 | 7 => 8,
            10 | 11 => return None,
            long => usize::try_from((long - 12) / 2).ok()?,
        };
        let end = value.checked_add(length)?;
        columns.push((kind, row.get(value..end)?));
        (at, value) = (next, end);
    }
    Some(columns)
}

/// A number of one to nine bytes, and where what follows it begins.
fn varint(bytes: &[u8], at: usize) -> Option<(u64, usize)> {
    let mut number = 0;
    for index in 0..9 {
        let byte = *bytes.get(at.checked_add(index)?)?;
        if index == 8 {
            return Some((number << 8 | u64::from(byte), at + 9));
        }
        number = number << 7 | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Some((number, at + index + 1));
        }
    }
    None
}

/// A number, the highest byte first.
fn big(bytes: &[u8], at: usize, width: usize) -> Option<usize> {
    let field = bytes.get(at..at.checked_add(width)?)?;
    Some(field.iter().fold(0, |number, byte| number << 8 | usize::from(*byte)))
}
