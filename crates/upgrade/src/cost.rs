//! What changes cost, so that the cheapest are made.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use versions::Version;

use crate::Step;
use crate::trial::{Resolved, Trial};

/// What a set of changes costs; the less the better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cost {
    /// The packages that are still vulnerable: each has to be changed yet.
    open: usize,
    /// The packages that have other versions than before.
    pub changed: usize,
    /// The versions that are forced: each is one more line that someone has to look after.
    forced: usize,
    /// How many packages step to another major version, to another minor version, and otherwise.
    steps: [usize; 3],
}

impl Cost {
    /// The cost of changes, by the packages before and after, and the vulnerabilities that are left.
    pub(crate) fn of(
        before: &Resolved,
        after: &Resolved,
        trial: &Trial,
        faults: &BTreeSet<(String, Version, String)>,
    ) -> Self {
        let open: BTreeSet<(&str, &Version)> =
            faults.iter().map(|(name, version, _)| (name.as_str(), version)).collect();
        let (before, after) = (before.versions(), after.versions());
        let names: BTreeSet<&str> = before.keys().chain(after.keys()).copied().collect();
        let mut cost = Self { open: open.len(), changed: 0, forced: trial.forced.len(), steps: [0; 3] };
        for (from, to) in names.iter().map(|name| (before.get(name), after.get(name))).filter(|(from, to)| from != to) {
            cost.changed += 1;
            let ends = from.and_then(BTreeSet::last).zip(to.and_then(BTreeSet::last));
            let [major, minor, patch] = &mut cost.steps;
            match ends.map(|(from, to)| Step::between(from, to)) {
                None | Some(Step::Patch) => *patch += 1,
                Some(Step::Minor) => *minor += 1,
                Some(Step::Major) => *major += 1,
            }
        }
        cost
    }

    /// All that is or has to be touched.
    pub(crate) const fn sum(&self) -> usize {
        self.open + self.changed + self.forced
    }
}

impl Ord for Cost {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |cost: &Self| (cost.sum(), cost.forced, cost.changed, cost.steps, cost.open);
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for Cost {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
