//! `Packages.db`: slots of 16 bytes that say where the headers lie (rpm's `lib/backend/ndb/rpmpkg.c`).

use super::{Headers, little};
use crate::archive::Fault;

const MAGIC: &[u8] = b"RpmP";
const SLOT: &[u8] = b"Slot";
const BLOB: &[u8] = b"BlbS";
/// Bytes of a slot, of a block, and of what stands before a header.
const UNIT: usize = 16;
/// Bytes of a page of slots.
const PAGE: usize = 4096;

/// The headers; `None` for another kind of file.
pub(super) fn headers(bytes: &[u8]) -> Option<Headers> {
    if !bytes.starts_with(MAGIC) {
        return None;
    }
    let pages = little(bytes, 12, 4)?;
    let end = pages.saturating_mul(PAGE).min(bytes.len());
    let (mut found, mut broken, mut left) = (Vec::new(), 0_usize, bytes.len());
    // The first two slots are the head.
    for slot in bytes.get(2 * UNIT..end).unwrap_or_default().chunks(UNIT).filter(|slot| slot.starts_with(SLOT)) {
        if little(slot, 8, 4) == Some(0) {
            continue;
        }
        // Headers do not overlap, so that together they are no longer than the file.
        match header(bytes, slot).filter(|header| header.len() <= left) {
            Some(header) => {
                left -= header.len();
                found.push(header.to_vec());
            }
            None => broken += 1,
        }
    }
    let fault = (broken > 0).then(|| Fault::malformed(format!("slots without a header, in number {broken}")));
    Some((found, fault.into_iter().collect()))
}

/// The header that a slot names: it lies behind the mark of a blob, its number, a generation and its length.
fn header<'b>(bytes: &'b [u8], slot: &[u8]) -> Option<&'b [u8]> {
    let at = little(slot, 8, 4)?.checked_mul(UNIT)?;
    let blob = bytes.get(at..)?;
    if !blob.starts_with(BLOB) || little(blob, 4, 4) != little(slot, 4, 4) {
        return None;
    }
    blob.get(UNIT..UNIT.checked_add(little(blob, 12, 4)?)?)
}
