//! How much a question may cost.

use std::cell::Cell;

/// Steps a question may take: each is a place of a pattern or a look at a statement. A second or so in all.
const MAX_STEPS: u64 = 20_000_000;

/// What is left of the steps of a question.
#[derive(Debug)]
pub(in crate::decide) struct Work {
    left: Cell<u64>,
}

impl Work {
    pub(in crate::decide) fn new() -> Self {
        Self { left: Cell::new(MAX_STEPS) }
    }

    /// Takes steps off; `false` when there were not enough, and then there are none left.
    pub(in crate::decide) fn spend(&self, steps: usize) -> bool {
        let left = self.left.get().checked_sub(steps as u64);
        self.left.set(left.unwrap_or_default());
        left.is_some()
    }

    pub(in crate::decide) fn is_done(&self) -> bool {
        self.left.get() == 0
    }
}
