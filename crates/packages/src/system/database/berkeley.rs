//! `Packages`: a hash table of Berkeley DB, whose values are headers that lie on pages of their own.

use std::collections::BTreeSet;

use super::{Headers, little};
use crate::archive::Fault;

const MAGIC: usize = 0x0006_1561;
/// Bytes before what a page holds.
const HEAD: usize = 26;
/// Pages of a hash table, sorted and not.
const HASH: [usize; 2] = [13, 2];
/// A value that lies on pages of its own.
const ELSEWHERE: usize = 3;

/// The headers; `None` for another kind of file. Databases of machines whose highest byte comes first are not read.
pub(super) fn headers(bytes: &[u8]) -> Option<Headers> {
    if little(bytes, 12, 4) != Some(MAGIC) {
        return None;
    }
    let size = little(bytes, 20, 4).filter(|size| (512..=65_536).contains(size))?;
    let (mut found, mut broken) = (Vec::new(), 0_usize);
    let mut seen = BTreeSet::new();
    for page in bytes.chunks(size) {
        if !little(page, 25, 1).is_some_and(|kind| HASH.contains(&kind)) {
            continue;
        }
        let entries = little(page, 20, 2).unwrap_or_default();
        // Keys and values stand in turn.
        for index in (1..entries).step_by(2) {
            let Some(at) = little(page, HEAD + 2 * index, 2) else { break };
            if little(page, at, 1) != Some(ELSEWHERE) {
                continue;
            }
            let whole = little(page, at + 4, 4).and_then(|first| value(bytes, size, first, &mut seen));
            match whole {
                Some(header) => found.push(header),
                None => broken += 1,
            }
        }
    }
    let fault = (broken > 0).then(|| Fault::malformed(format!("headers whose pages are missing, in number {broken}")));
    Some((found, fault.into_iter().collect()))
}

/// The value that begins on a page and goes on on those that each names as its next.
fn value(bytes: &[u8], size: usize, first: usize, seen: &mut BTreeSet<usize>) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    let mut number = first;
    while number != 0 {
        if !seen.insert(number) {
            return None;
        }
        let start = number.checked_mul(size)?;
        let page = bytes.get(start..start.checked_add(size)?)?;
        let next = little(page, 16, 4)?;
        // Only the last page is not full, and says how many bytes it holds.
        let end = if next == 0 { HEAD + little(page, 22, 2)? } else { size };
        whole.extend_from_slice(page.get(HEAD..end)?);
        number = next;
    }
    Some(whole)
}
