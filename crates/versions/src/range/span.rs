//! Stretches of the line of versions, and their algebra.

use crate::vers::{Comparator, Constraint};
use crate::{Scheme, Version};

/// A place between two versions.
#[derive(Debug, Clone)]
pub(crate) struct Cut {
    /// What sorts below these bytes lies below the cut.
    bytes: Vec<u8>,
    /// The version it is told by, and whether it lies after it.
    version: Version,
    after: bool,
}

impl Cut {
    /// Just below a version.
    pub(crate) fn before(version: Version) -> Self {
        Self { bytes: version.key().to_vec(), version, after: false }
    }

    /// Just above a version.
    pub(crate) fn after(version: Version) -> Self {
        Self::after_as(version.clone(), &version)
    }

    /// Just above a version, told by another name of it.
    pub(crate) fn after_as(told: Version, version: &Version) -> Self {
        // No key is the beginning of another, so that nothing lies between.
        let bytes = version.key().iter().copied().chain([0]).collect();
        Self { bytes, version: told, after: true }
    }

    /// Just below the least of a version's relatives, told by the version.
    pub(crate) fn before_family(version: Version, least: &Version) -> Self {
        Self { bytes: least.key().to_vec(), version, after: false }
    }

    /// Above all that begins as both keys do, told by the version.
    pub(crate) fn after_family(version: Version, member: &Version) -> Self {
        let common = version.key().iter().zip(member.key()).take_while(|(a, b)| a == b).map(|(a, _)| *a);
        let bytes = common.chain([u8::MAX]).collect();
        Self { bytes, version, after: true }
    }

    /// Whether a version lies below the cut.
    pub(crate) fn is_above(&self, key: &[u8]) -> bool {
        key < self.bytes.as_slice()
    }

    fn is_at(&self, other: &Self) -> bool {
        self.version == other.version
    }
}

/// From a cut to a cut; an end that is absent is open.
#[derive(Debug, Clone, Default)]
pub(crate) struct Span {
    pub(crate) low: Option<Cut>,
    pub(crate) high: Option<Cut>,
}

impl Span {
    pub(crate) fn from(low: Cut) -> Self {
        Self { low: Some(low), high: None }
    }

    pub(crate) fn until(high: Cut) -> Self {
        Self { low: None, high: Some(high) }
    }

    pub(crate) fn between(low: Cut, high: Cut) -> Self {
        Self { low: Some(low), high: Some(high) }
    }

    /// One version alone.
    pub(crate) fn only(version: Version) -> Self {
        Self::between(Cut::before(version.clone()), Cut::after(version))
    }

    pub(crate) fn contains(&self, key: &[u8]) -> bool {
        self.low.as_ref().is_none_or(|low| !low.is_above(key))
            && self.high.as_ref().is_none_or(|high| high.is_above(key))
    }
}

/// A span a version must lie in, or must not.
#[derive(Debug, Clone)]
pub(crate) struct Test {
    pub(crate) span: Span,
    pub(crate) inside: bool,
}

impl Test {
    pub(crate) fn inside(span: Span) -> Self {
        Self { span, inside: true }
    }

    pub(crate) fn outside(span: Span) -> Self {
        Self { span, inside: false }
    }

    pub(crate) fn passes(&self, key: &[u8]) -> bool {
        self.span.contains(key) == self.inside
    }
}

pub(crate) type Piece<'a> = (Option<&'a Cut>, Option<&'a Cut>);

/// The least and the greatest end of what passes all tests, holes apart.
pub(crate) fn ends(tests: &[Test]) -> Piece<'_> {
    let inside = || tests.iter().filter(|test| test.inside).map(|test| &test.span);
    let low = inside().filter_map(|span| span.low.as_ref()).max_by(|a, b| a.bytes.cmp(&b.bytes));
    let high = inside().filter_map(|span| span.high.as_ref()).min_by(|a, b| a.bytes.cmp(&b.bytes));
    (low, high)
}

/// The pieces in which all tests pass, in order.
pub(crate) fn pieces(tests: &[Test]) -> Vec<Piece<'_>> {
    let (low, high) = ends(tests);
    let mut holes: Vec<&Span> = tests.iter().filter(|test| !test.inside).map(|test| &test.span).collect();
    holes.sort_by(|a, b| bytes(a.low.as_ref()).cmp(&bytes(b.low.as_ref())));
    let mut pieces = Vec::with_capacity(holes.len() + 1);
    let mut cursor = low;
    for hole in holes {
        if let Some(end) = hole.low.as_ref() {
            let end = high.filter(|high| high.bytes < end.bytes).unwrap_or(end);
            push(&mut pieces, (cursor, Some(end)));
        }
        let Some(end) = hole.high.as_ref() else { return pieces };
        if bytes(cursor).is_none_or(|cursor| cursor < end.bytes.as_slice()) {
            cursor = Some(end);
        }
    }
    push(&mut pieces, (cursor, high));
    pieces
}

fn push<'a>(pieces: &mut Vec<Piece<'a>>, piece: Piece<'a>) {
    if !is_empty(piece) {
        pieces.push(piece);
    }
}

fn is_empty(piece: Piece<'_>) -> bool {
    matches!(piece, (Some(low), Some(high)) if low.bytes >= high.bytes)
}

/// What of the pieces lies above a cut, if there is one.
pub(crate) fn above<'a>(mut pieces: Vec<Piece<'a>>, floor: Option<&'a Cut>) -> Vec<Piece<'a>> {
    for piece in &mut pieces {
        if bytes(piece.0) < bytes(floor) {
            piece.0 = floor;
        }
    }
    pieces.retain(|piece| !is_empty(*piece));
    pieces
}

/// Whether merged pieces have a stretch in common with other merged pieces.
pub(crate) fn overlap(ones: &[Piece<'_>], others: &[Piece<'_>]) -> bool {
    let (mut ones, mut others) = (ones.iter().peekable(), others.iter().peekable());
    while let (Some(one), Some(other)) = (ones.peek(), others.peek()) {
        let low = if bytes(one.0) < bytes(other.0) { other.0 } else { one.0 };
        let one_ends_first = match (bytes(one.1), bytes(other.1)) {
            (Some(one), Some(other)) => one < other,
            (one, _) => one.is_some(),
        };
        let high = if one_ends_first { one.1 } else { other.1 };
        if !is_empty((low, high)) {
            return true;
        }
        if one_ends_first {
            ones.next()
        } else {
            others.next()
        };
    }
    false
}

/// Whether each of some pieces lies in one of these merged ones.
pub(crate) fn covers(these: &[Piece<'_>], pieces: &[Piece<'_>]) -> bool {
    let begins = |one: &Piece<'_>, piece: &Piece<'_>| bytes(one.0) <= bytes(piece.0);
    pieces.iter().all(|piece| these.iter().any(|one| begins(one, piece) && reaches(*one, *piece)))
}

/// Whether the upper end of the last of some merged pieces lies in one of these.
pub(crate) fn covers_end(these: &[Piece<'_>], pieces: &[Piece<'_>]) -> bool {
    let begins = |one: &Piece<'_>, high: Option<&Cut>| match (bytes(one.0), bytes(high)) {
        (Some(low), Some(high)) => low < high,
        _ => true,
    };
    pieces.last().is_some_and(|last| these.iter().any(|one| begins(one, last.1) && reaches(*one, *last)))
}

/// Whether a piece ends no earlier than another.
fn reaches(one: Piece<'_>, other: Piece<'_>) -> bool {
    match (bytes(one.1), bytes(other.1)) {
        (Some(one), Some(other)) => one >= other,
        (one, _) => one.is_none(),
    }
}

fn bytes(cut: Option<&Cut>) -> Option<&[u8]> {
    cut.map(|cut| cut.bytes.as_slice())
}

/// Pieces that overlap or touch become one.
pub(crate) fn merge(mut pieces: Vec<Piece<'_>>) -> Vec<Piece<'_>> {
    pieces.sort_by(|a, b| bytes(a.0).cmp(&bytes(b.0)));
    let mut merged: Vec<Piece<'_>> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match merged.last_mut() {
            Some(last) if touches(last.1, piece.0) => {
                let ends_later = match (bytes(last.1), bytes(piece.1)) {
                    (Some(last), Some(end)) => end > last,
                    (last, _) => last.is_some(),
                };
                if ends_later {
                    last.1 = piece.1;
                }
            }
            _ => merged.push(piece),
        }
    }
    merged
}

fn touches(high: Option<&Cut>, low: Option<&Cut>) -> bool {
    match (bytes(high), bytes(low)) {
        (Some(high), Some(low)) => low <= high,
        _ => true,
    }
}

/// The constraints that tell of merged pieces. What a piece leaves out that is but one version becomes `!=`.
pub(crate) fn constraints(scheme: Scheme, pieces: &[Piece<'_>]) -> Vec<Constraint> {
    debug_assert!(pieces.iter().flat_map(|piece| [piece.0, piece.1]).flatten().all(|c| c.version.scheme() == scheme));
    let mut constraints = Vec::with_capacity(pieces.len() * 2);
    let mut push = |comparator, cut: &Cut| constraints.push(Constraint { comparator, version: cut.version.clone() });
    let mut hole_told = false;
    for (index, (low, high)) in pieces.iter().enumerate() {
        let next_low = pieces.get(index + 1).and_then(|next| next.0);
        let single = low.zip(*high).filter(|(low, high)| low.is_at(high) && !low.after && high.after && !hole_told);
        if let Some((low, _)) = single {
            push(Comparator::Equal, low);
            continue;
        }
        if let Some(low) = low.filter(|_| !hole_told) {
            push(if low.after { Comparator::Greater } else { Comparator::GreaterOrEqual }, low);
        }
        let hole = high.zip(next_low).filter(|(high, low)| high.is_at(low) && !high.after && low.after);
        hole_told = hole.is_some();
        if let Some((hole, _)) = hole {
            push(Comparator::NotEqual, hole);
        } else if let Some(high) = high {
            push(if high.after { Comparator::LessOrEqual } else { Comparator::Less }, high);
        }
    }
    constraints
}
