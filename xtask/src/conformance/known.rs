//! Known misses: cases a suite is known to fail, so that the tests can tell a step back from work still to do.
//!
//! They lie in xtask/known-misses, one file per suite, one case per line; `#` starts a comment. The list only shrinks:
//! a known miss that passes is an error until it is taken off.

use std::collections::BTreeSet;

use anyhow::Result;

use super::{Suite, Tally};
use crate::house::{self, House};

/// A suite's outcome, measured against its known misses.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Cases that passed.
    pub passed: usize,
    /// Cases that failed as known.
    pub known: usize,
    /// Cases that failed and are not known, and known ones that no longer fail, each with its reason.
    pub unexpected: Vec<String>,
}

/// The known misses of a suite; none when it has no list.
pub fn read(house: &House, suite: &Suite) -> Result<BTreeSet<String>> {
    let path = house.root.join(format!("xtask/known-misses/{}.txt", suite.name));
    let text = if path.is_file() { house::read(&path)? } else { String::new() };
    let cases = text.lines().filter_map(|line| line.split('#').next()).map(str::trim).filter(|case| !case.is_empty());
    Ok(cases.map(str::to_owned).collect())
}

/// Measures a tally against the known misses.
pub fn judge(tally: &Tally, known: &BTreeSet<String>) -> Verdict {
    let mut verdict = Verdict { passed: tally.passed(), ..Verdict::default() };
    let mut missed = BTreeSet::new();
    for (case, reason) in tally.misses() {
        missed.insert(case);
        if known.contains(case) {
            verdict.known += 1;
        } else {
            verdict.unexpected.push(format!("missed {case}: {reason}"));
        }
    }
    let passes = |case: &&String| !missed.contains(case);
    let stale = known.iter().filter(passes);
    verdict.unexpected.extend(stale.map(|case| format!("{case} is listed as a known miss and passes: take it off")));
    verdict
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_unknown_fails() {
        let mut tally = Tally::default();
        tally.pass();
        tally.miss("old", "as ever");
        tally.miss("new", "no finding");
        let known = ["old", "mended"].map(str::to_owned).into();
        let verdict = judge(&tally, &known);
        assert_eq!((verdict.passed, verdict.known), (1, 1));
        assert_eq!(
            verdict.unexpected,
            ["missed new: no finding", "mended is listed as a known miss and passes: take it off"]
        );
    }
}
