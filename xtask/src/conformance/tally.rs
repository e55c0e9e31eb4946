//! What passed and what did not, and why.

use std::fmt;

/// The outcome of a suite.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    passed: usize,
    misses: Vec<(String, String)>,
    remarks: Vec<String>,
}

impl Tally {
    /// Counts a case that passed.
    pub fn pass(&mut self) {
        self.passed += 1;
    }

    /// Counts a case that failed, with its reason.
    pub fn miss(&mut self, case: impl Into<String>, reason: impl Into<String>) {
        self.misses.push((case.into(), reason.into()));
    }

    /// Counts a case by its result.
    pub fn count(&mut self, case: &str, result: Result<(), String>) {
        match result {
            Ok(()) => self.pass(),
            Err(reason) => self.miss(case, reason),
        }
    }

    /// Adds what the suite measured beside its cases.
    pub fn remark(&mut self, remark: String) {
        self.remarks.push(remark);
    }

    /// What the suite measured beside its cases.
    pub fn remarks(&self) -> &[String] {
        &self.remarks
    }

    /// How many cases passed.
    pub fn passed(&self) -> usize {
        self.passed
    }

    /// The cases that failed, each with its reason.
    pub fn misses(&self) -> impl Iterator<Item = (&String, &String)> {
        self.misses.iter().map(|(case, reason)| (case, reason))
    }

    /// How many cases failed.
    pub fn failed(&self) -> usize {
        self.misses.len()
    }
}

impl fmt::Display for Tally {
    /// Each miss with its reason, then the closing line `N passed, N failed`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (case, reason) in &self.misses {
            writeln!(f, "missed {case}: {reason}")?;
        }
        writeln!(f, "{} passed, {} failed", self.passed, self.misses.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closing_line_stands_alone_and_last() {
        let mut tally = Tally::default();
        tally.pass();
        tally.count("b", Ok(()));
        tally.count("c", Err("no finding".to_owned()));
        assert_eq!(tally.to_string(), "missed c: no finding\n2 passed, 1 failed\n");
    }
}
