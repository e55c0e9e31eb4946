//! Which of many places lie around another.

use std::ops::Range;

/// Places by where they begin.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// Start and number, in order.
    starts: Vec<(u32, usize)>,
    /// How far the places up to each one reach.
    reach: Vec<u32>,
}

impl Places {
    /// Of places by their number.
    pub(super) fn of<'r>(ranges: impl Iterator<Item = &'r Range<u32>>) -> Self {
        let mut all: Vec<(u32, usize, u32)> =
            ranges.enumerate().map(|(number, range)| (range.start, number, range.end)).collect();
        all.sort_unstable();
        let mut farthest = 0;
        let reach = all.iter().map(|(_, _, end)| {
            farthest = farthest.max(*end);
            farthest
        });
        let reach = reach.collect();
        Self { starts: all.iter().map(|(start, number, _)| (*start, *number)).collect(), reach }
    }

    /// The numbers of the places that may lie around this one: all that do, and few that do not.
    pub(super) fn around(&self, range: &Range<u32>) -> impl Iterator<Item = usize> {
        let known = self.starts.partition_point(|(start, _)| *start <= range.start);
        let end = range.end;
        let nearest = (0..known).rev().take_while(move |at| self.reach.get(*at).is_some_and(|reach| *reach >= end));
        nearest.filter_map(|at| self.starts.get(at).map(|(_, number)| *number))
    }
}
