//! Versions that follow one another, by their keys.

use super::IndexError;
use super::bytes::Cursor;
use crate::{Affected, Bound, Event, Range};

/// From where to where. A bound is the key of a version; none at the start is before every version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span<'k> {
    pub from: Option<&'k [u8]>,
    pub to: Option<&'k [u8]>,
    /// Whether `to` itself is in it.
    pub is_closed: bool,
}

/// The bits of a span's first number.
pub(super) const FROM: u64 = 1;
pub(super) const TO: u64 = 2;
pub(super) const CLOSED: u64 = 4;

impl<'k> Span<'k> {
    pub(super) fn read(cursor: &mut Cursor<'_>, keys: &'k [u8]) -> Result<Self, IndexError> {
        let bits = cursor.number()?;
        let mut key = |bit: u64| {
            if bits & bit == 0 {
                return Ok(None);
            }
            let place = usize::try_from(cursor.number()?).map_err(|_| IndexError::Damaged)?;
            Cursor::at(keys, place)?.bytes().map(Some)
        };
        Ok(Self { from: key(FROM)?, to: key(TO)?, is_closed: bits & CLOSED != 0 })
    }

    pub(super) fn contains(&self, key: &[u8]) -> bool {
        let before = |to: &[u8]| key < to || self.is_closed && key == to;
        self.from.is_none_or(|from| from <= key) && self.to.is_none_or(before)
    }

    /// The spans of all that is affected.
    pub(super) fn of(affected: &'k Affected) -> Vec<Self> {
        let single = |key: &'k [u8]| Span { from: Some(key), to: Some(key), is_closed: true };
        let listed = affected.versions.iter().map(|version| single(version.key()));
        listed.chain(affected.facts.ranges.iter().flat_map(Self::of_range)).collect()
    }

    fn of_range(range: &'k Range) -> Vec<Self> {
        let mut spans = Vec::new();
        let mut open: Option<Option<&[u8]>> = None;
        for event in range.events() {
            match (event, open) {
                (Event::Introduced(bound), None) => open = Some(key(bound)),
                (Event::Fixed(bound), Some(from)) => {
                    spans.extend(key(bound).map(|to| Span { from, to: Some(to), is_closed: false }));
                    open = None;
                }
                (Event::LastAffected(bound), Some(from)) => {
                    spans.extend(key(bound).map(|to| Span { from, to: Some(to), is_closed: true }));
                    open = None;
                }
                _ => {}
            }
        }
        spans.extend(open.map(|from| Span { from, to: None, is_closed: false }));
        if let Some(limit) = range.limits().iter().max() {
            // A limit at the very start leaves nothing.
            let Some(limit) = key(limit) else { return Vec::new() };
            for span in spans.iter_mut().filter(|span| span.to.is_none_or(|to| to >= limit)) {
                (span.to, span.is_closed) = (Some(limit), false);
            }
        }
        spans
    }
}

/// The key of a bound; none for the start.
fn key(bound: &Bound) -> Option<&[u8]> {
    match bound {
        Bound::Start => None,
        Bound::At(version) => Some(version.key()),
    }
}
