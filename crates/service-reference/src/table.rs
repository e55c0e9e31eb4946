//! The packed tables: rows of fixed width that refer to texts and lists by number. `build/reference.rs` wrote them.

use std::cmp::Ordering;

use crate::hash;

/// Prefix, name, keys, whether resource control policies hold, and where its actions and resource types begin and end.
pub(crate) type ServiceRow = [u8; 19];
/// Name, service, uses of resource types, keys, dependent actions, level.
pub(crate) type ActionRow = [u8; 13];
/// Name, ARN, service, keys.
pub(crate) type ResourceRow = [u8; 12];
/// Name, type of value.
pub(crate) type KeyRow = [u8; 5];

pub(crate) static SERVICES: &[ServiceRow] = rows(include_bytes!(concat!(env!("OUT_DIR"), "/services.bin")));
pub(crate) static ACTIONS: &[ActionRow] = rows(include_bytes!(concat!(env!("OUT_DIR"), "/actions.bin")));
pub(crate) static RESOURCES: &[ResourceRow] = rows(include_bytes!(concat!(env!("OUT_DIR"), "/resources.bin")));
pub(crate) static KEYS: &[KeyRow] = rows(include_bytes!(concat!(env!("OUT_DIR"), "/keys.bin")));
static SHIFTS: &[[u8; 2]] = rows(include_bytes!(concat!(env!("OUT_DIR"), "/shifts.bin")));
static SLOTS: &[[u8; 2]] = rows(include_bytes!(concat!(env!("OUT_DIR"), "/slots.bin")));
static LISTS: &[[u8; 2]] = rows(include_bytes!(concat!(env!("OUT_DIR"), "/lists.bin")));
static STARTS: &[[u8; 4]] = rows(include_bytes!(concat!(env!("OUT_DIR"), "/starts.bin")));
static POOL: &str = include_str!(concat!(env!("OUT_DIR"), "/pool.txt"));

/// The day of the reference, such as `2026-01-31`.
pub fn published() -> &'static str {
    include_str!(concat!(env!("OUT_DIR"), "/reference-date.txt"))
}

/// Bytes as rows.
pub(crate) const fn rows<const WIDTH: usize>(bytes: &'static [u8]) -> &'static [[u8; WIDTH]] {
    bytes.as_chunks().0
}

/// The number in the column of a row that begins at byte `column`.
pub(crate) fn number(row: &[u8], column: usize) -> u16 {
    let bytes = row.get(column..).and_then(|rest| rest.first_chunk());
    bytes.copied().map_or(0, u16::from_le_bytes)
}

/// The text that a column of a row names: its start in the upper 21 bits, its length in the lower 11.
pub(crate) fn text(row: &[u8], column: usize) -> &'static str {
    let bytes = row.get(column..).and_then(|rest| rest.first_chunk());
    let place = bytes.copied().map_or(0, u32::from_le_bytes);
    let start = (place >> 11) as usize;
    POOL.get(start..start + (place & 0x7ff) as usize).unwrap_or_default()
}

/// The place of the one action that may have this full name, in any case.
pub(crate) fn action_place(name: &str) -> Option<u16> {
    let hash = hash::hash(name);
    let shift = SHIFTS.get(hash::group(hash, SHIFTS.len()))?;
    let place = SLOTS.get(hash::slot(hash, u16::from_le_bytes(*shift), SLOTS.len()))?;
    Some(u16::from_le_bytes(*place))
}

/// The items of the list that a column of a row names.
pub(crate) fn list(row: &[u8], column: usize) -> impl Iterator<Item = u16> {
    items(number(row, column))
}

/// The items of a list.
pub(crate) fn items(list: u16) -> impl Iterator<Item = u16> {
    let name = usize::from(list);
    let start = |name: usize| STARTS.get(name).map(|start| u32::from_le_bytes(*start) as usize);
    let span = start(name).zip(start(name + 1));
    let items = span.and_then(|(start, end)| LISTS.get(start..end)).unwrap_or_default();
    items.iter().map(|item| u16::from_le_bytes(*item))
}

/// The place of the row named `name` among rows sorted by name.
pub(crate) fn find<T>(rows: &'static [T], name: &str, name_of: impl Fn(&'static T) -> &'static str) -> Option<usize> {
    rows.binary_search_by(|row| compare(name_of(row), name)).ok()
}

/// The order of names without regard to case.
pub(crate) fn compare(a: &str, b: &str) -> Ordering {
    for (a, b) in a.bytes().zip(b.bytes()) {
        match a.to_ascii_lowercase().cmp(&b.to_ascii_lowercase()) {
            Ordering::Equal => {}
            unequal => return unequal,
        }
    }
    a.len().cmp(&b.len())
}
