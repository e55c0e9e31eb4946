//! Versions of which only the first numbers may be given, as ranges have them.

use std::borrow::Cow;

use super::RangeError;

/// Up to four numbers, perhaps cut short or ended by a wildcard, and what follows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Partial<'a> {
    numbers: Vec<u64>,
    /// How many numbers the scheme has.
    most: usize,
    /// Whether a wildcard (`x`, `X`, `*`) ends the numbers.
    pub(crate) wild: bool,
    /// What follows the numbers, without its hyphen and without build metadata; empty when there is none.
    pub(crate) suffix: Cow<'a, str>,
}

impl<'a> Partial<'a> {
    /// Reads a version of at most this many numbers.
    pub(crate) fn parse(text: &'a str, most: usize) -> Result<Self, RangeError> {
        let refuse = || RangeError::Version(text.to_owned());
        let (text_without_build, _) = text.split_once('+').unwrap_or((text, ""));
        let end = text_without_build.find('-').unwrap_or(text_without_build.len());
        let (core, suffix) = text_without_build.split_at_checked(end).ok_or_else(refuse)?;
        let suffix = suffix.strip_prefix('-').unwrap_or("");
        let mut numbers = Vec::with_capacity(most);
        let mut wild = false;
        if !core.is_empty() {
            for (index, part) in core.split('.').enumerate() {
                if index >= most {
                    return Err(refuse());
                }
                if matches!(part, "x" | "X" | "*") {
                    wild = true;
                } else if !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()) {
                    // What follows a wildcard does not count.
                    if !wild {
                        numbers.push(part.parse().map_err(|_| refuse())?);
                    }
                } else {
                    return Err(refuse());
                }
            }
        }
        if core.is_empty() && !suffix.is_empty() {
            return Err(refuse());
        }
        Ok(Self { numbers, most, wild, suffix: suffix.into() })
    }

    /// A version of at most three numbers.
    pub(crate) fn of(numbers: Vec<u64>, wild: bool, suffix: Cow<'a, str>) -> Self {
        Self { numbers, most: 3, wild, suffix }
    }

    /// How many numbers are given.
    pub(crate) fn given(&self) -> usize {
        self.numbers.len()
    }

    /// Whether this many numbers are given.
    pub(crate) fn is_full(&self, count: usize) -> bool {
        self.given() >= count
    }

    /// The least version meant: zeros for what is not given.
    pub(crate) fn floor(&self) -> String {
        let text = self.text(&self.numbers);
        if self.suffix.is_empty() || self.wild { text } else { format!("{text}-{}", self.suffix) }
    }

    /// The first version that differs in one of the first `count` numbers, by one more in the last of them.
    pub(crate) fn bump(&self, count: usize) -> Result<String, RangeError> {
        let mut numbers: Vec<u64> = self.numbers.iter().copied().take(count).collect();
        numbers.resize(count, 0);
        if let Some(last) = numbers.last_mut() {
            *last = last.checked_add(1).ok_or_else(|| RangeError::Version(self.floor()))?;
        }
        Ok(self.text(&numbers))
    }

    /// The count of numbers that a caret holds fixed: up to the leftmost that is not zero.
    pub(crate) fn leftmost(&self) -> usize {
        let significant = self.numbers.iter().position(|number| *number != 0).map(|index| index + 1);
        significant.unwrap_or(self.given())
    }

    fn text(&self, numbers: &[u64]) -> String {
        let padded = numbers.iter().copied().chain(std::iter::repeat(0)).take(self.most.min(3).max(numbers.len()));
        padded.map(|number| number.to_string()).collect::<Vec<_>>().join(".")
    }
}
