//! Bytes that are a part of what the caller holds or of what was unpacked, without a copy.

use std::ops::Range;
use std::rc::Rc;

/// A run of bytes.
#[derive(Debug, Clone)]
pub(crate) enum Bytes<'a> {
    /// A part of what the caller holds.
    Given(&'a [u8]),
    /// A part of what was unpacked.
    Unpacked {
        /// All that was unpacked with it.
        whole: Rc<Vec<u8>>,
        /// Which part is meant.
        range: Range<usize>,
    },
}

impl<'a> Bytes<'a> {
    /// Bytes that were just unpacked.
    pub(crate) fn unpacked(whole: Vec<u8>) -> Self {
        let range = 0..whole.len();
        Self::Unpacked { whole: Rc::new(whole), range }
    }

    /// Bytes that others hold too.
    pub(crate) fn shared(whole: &Rc<Vec<u8>>) -> Self {
        Self::Unpacked { whole: Rc::clone(whole), range: 0..whole.len() }
    }

    /// The bytes themselves.
    pub(crate) fn as_slice(&self) -> &[u8] {
        match self {
            Self::Given(bytes) => bytes,
            Self::Unpacked { whole, range } => whole.get(range.clone()).unwrap_or_default(),
        }
    }

    /// A part of these bytes; what lies beyond them is left out.
    pub(crate) fn part(&self, range: Range<usize>) -> Self {
        let end = range.end.min(self.as_slice().len());
        let start = range.start.min(end);
        match self {
            Self::Given(bytes) => Self::Given(bytes.get(start..end).unwrap_or_default()),
            Self::Unpacked { whole, range } => {
                let range = range.start + start..range.start + end;
                Self::Unpacked { whole: Rc::clone(whole), range }
            }
        }
    }
}

/// The number of `width` bytes at an offset, the lowest byte first; `None` beyond the end.
pub(crate) fn number(bytes: &[u8], at: usize, width: usize) -> Option<u64> {
    let field = bytes.get(at..at.checked_add(width)?)?;
    Some(field.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

/// Where a signature begins, from an offset on.
pub(crate) fn find(bytes: &[u8], from: usize, signature: [u8; 4]) -> Option<usize> {
    let rest = bytes.get(from..)?;
    rest.windows(4).position(|window| window == signature).map(|at| from + at)
}
