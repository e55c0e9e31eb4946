//! Which packages a bundle holds, by what is in it of the features that the index knows.

use std::collections::{BTreeMap, BTreeSet};

use super::features::Feature;
use super::index::{BundleIndex, Holder, Known};

/// Features by which a package is known that nobody expects.
const ENOUGH: usize = 8;
/// Features that suffice for such a package, if they are a good share of all it has.
const FEW: usize = 4;
/// That share, in percent.
const GOOD_SHARE: usize = 60;
/// Features by which a package is known that a lockfile names.
const ENOUGH_EXPECTED: usize = 2;
/// Features that suffice for such a package, if they are a good share of all it has.
const FEW_EXPECTED: usize = 1;

/// Features by which a package is known that a package needs that is there.
const ENOUGH_NEEDED: usize = 4;
/// Features that suffice for such a package, if they are a good share of all it has.
const FEW_NEEDED: usize = 1;
/// Of the features that are there of a package, at least one of so many has to be told by no other package.
const OWN: usize = 4;

/// How much less likely a version may be than the best one and still be taken for possible, as a logarithm.
const DOUBT: f64 = 3.0;

/// A package that a bundle holds, by its features.
#[derive(Debug, Clone)]
pub(super) struct Match<'b> {
    /// What the index knows of it.
    pub known: Known<'b>,
    /// Places in the list of features that it has.
    pub places: Vec<usize>,
    /// The sets of versions of these.
    sets: BTreeMap<u64, u32>,
}

/// A package that may be there.
struct Claim {
    /// Places in the list of features, and the number of the set of versions that has each.
    hits: Vec<(usize, u16)>,
    /// How many of these no other package has.
    unique: usize,
    /// How many of these no other package explains.
    unexplained: usize,
    /// How many features that version has which has the fewest.
    all: usize,
    /// Whether a lockfile names it.
    is_expected: bool,
    /// Whether a package that is there needs it.
    is_needed: bool,
}

/// The packages that features tell of. `features` are sorted by their hashes, each once. `is_expected` tells which packages a lockfile
/// names.
pub(super) fn matches<'b>(
    features: &[Feature],
    index: &BundleIndex<'b>,
    is_expected: &dyn Fn(&str) -> bool,
) -> Vec<Match<'b>> {
    let mut claims: BTreeMap<u16, Claim> = BTreeMap::new();
    let mut holders: BTreeMap<usize, Vec<u16>> = BTreeMap::new();
    for (place, feature) in features.iter().enumerate() {
        for Holder { package, set } in index.holders(feature.hash) {
            let new =
                || Claim { hits: Vec::new(), unique: 0, unexplained: 0, all: 0, is_expected: false, is_needed: false };
            claims.entry(package).or_insert_with(new).hits.push((place, set));
            holders.entry(place).or_default().push(package);
        }
    }
    let mut known: BTreeMap<u16, Known<'b>> = BTreeMap::new();
    for (package, claim) in &mut claims {
        let Some(own) = index.known(*package) else { continue };
        claim.unexplained = claim.hits.len();
        claim.unique =
            claim.hits.iter().filter(|(place, _)| holders.get(place).is_some_and(|own| own.len() == 1)).count();
        claim.all = own.smallest();
        claim.is_expected = is_expected(own.name);
        known.insert(*package, own);
    }
    // A few odd hits tell nothing, whoever expects them.
    claims.retain(|package, claim| {
        known.contains_key(package) && (claim.hits.len() >= ENOUGH_EXPECTED || claim.share() >= GOOD_SHARE)
    });
    let mut taken: Vec<Match<'b>> = Vec::new();
    let mut explained: BTreeSet<usize> = BTreeSet::new();
    // Those that would do if a package that is there needed them.
    let mut waiting: BTreeMap<u16, Claim> = BTreeMap::new();
    while let Some(best) = best(&claims) {
        let Some(claim) = claims.remove(&best) else { break };
        if !claim.is_enough() {
            waiting.insert(best, claim);
            continue;
        }
        let Some(known) = known.remove(&best) else { continue };
        for (place, _) in &claim.hits {
            if !explained.insert(*place) {
                continue;
            }
            for other in holders.get(place).into_iter().flatten() {
                for other in [claims.get_mut(other), waiting.get_mut(other)].into_iter().flatten() {
                    other.unexplained = other.unexplained.saturating_sub(1);
                }
            }
        }
        for need in &known.needs {
            if let Some(mut claim) = claims.remove(need).or_else(|| waiting.remove(need)) {
                claim.is_needed = true;
                claims.insert(*need, claim);
            }
        }
        let mut sets: BTreeMap<u64, u32> = BTreeMap::new();
        for (_, set) in &claim.hits {
            if let Some((set, _)) = known.sets.get(usize::from(*set)) {
                *sets.entry(*set).or_default() += 1;
            }
        }
        taken.push(Match { known, places: claim.hits.into_iter().map(|(place, _)| place).collect(), sets });
    }
    taken.sort_by(|one, other| one.known.name.cmp(other.known.name));
    taken
}

/// The package that explains most, those first that are expected.
fn best(claims: &BTreeMap<u16, Claim>) -> Option<u16> {
    let score = |claim: &Claim| (claim.is_expected, claim.unexplained * claim.share().min(100).isqrt());
    claims
        .iter()
        .max_by_key(|(package, claim)| (score(claim), std::cmp::Reverse(**package)))
        .map(|(package, _)| *package)
}

impl Claim {
    /// How much of a package is there, in percent.
    fn share(&self) -> usize {
        self.hits.len() * 100 / self.all.max(1)
    }

    fn is_enough(&self) -> bool {
        let (enough, few) = match (self.is_expected, self.is_needed) {
            (true, _) => (ENOUGH_EXPECTED, FEW_EXPECTED),
            (false, true) => (ENOUGH_NEEDED, FEW_NEEDED),
            (false, false) => (ENOUGH, FEW),
        };
        let is_good = self.share() >= GOOD_SHARE;
        let is_much = self.unexplained >= if is_good { few } else { enough };
        // Copies of one piece of code in several packages tell of none of them, unless the rest is there too; and what is nearly
        // all told by another package is a relative of that.
        is_much && (is_good || self.unique >= enough.div_ceil(2)) && self.unexplained * OWN >= self.hits.len()
    }
}

impl Known<'_> {
    /// How many features that version has which has the fewest, of those that have any.
    pub(super) fn smallest(&self) -> usize {
        let of_version = |bit: usize| self.count(1 << bit);
        (0..self.versions.len()).map(of_version).filter(|count| *count > 0).min().unwrap_or(0)
    }

    /// How many features a version has.
    fn count(&self, version: u64) -> usize {
        self.sets.iter().filter(|(set, _)| set & version != 0).map(|(_, count)| *count as usize).sum()
    }
}

impl<'b> Match<'b> {
    /// Whether most of the package is there.
    pub(super) fn is_whole(&self) -> bool {
        self.places.len() * 100 >= self.known.smallest() * GOOD_SHARE
    }

    /// The versions between which it lies, both exclusive: the neighbours of those that fit equally well. `None` where no neighbour was
    /// looked at.
    pub(super) fn between(&self) -> (Option<&'b str>, Option<&'b str>) {
        let fits: Vec<f64> = (0..self.known.versions.len()).map(|bit| self.fit(1 << bit)).collect();
        let best = fits.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let is_best = |fit: &f64| *fit >= best - DOUBT;
        let first = fits.iter().position(is_best).unwrap_or(0);
        let last = fits.iter().rposition(is_best).unwrap_or(0);
        let at = |place: Option<usize>| place.and_then(|place| self.known.versions.get(place)).copied();
        (at(first.checked_sub(1)), at(last.checked_add(1)))
    }

    /// How well a version fits: the logarithm of how likely it is that just these features of it are there.
    fn fit(&self, version: u64) -> f64 {
        let (mut there, mut odd) = (0_u32, 0_u32);
        for (set, count) in &self.sets {
            let sum = if set & version == 0 { &mut odd } else { &mut there };
            *sum += count;
        }
        let all = self.known.count(version) as f64;
        let share = (f64::from(there) / all.max(1.0)).clamp(0.02, 0.98);
        f64::from(there) * share.ln() + (all - f64::from(there)) * (1.0 - share).ln() - f64::from(odd) * 5.0
    }
}
