//! What is wrong with a package at a version, and which version is not.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use finding::Confidence;
use packages::Ecosystem;
use versions::{Interval, Scheme, Share, Version};

use crate::index::{Index, IndexError, Known};
use crate::{Bound, Event, Nature, Range, Rating, groups, rating};

/// One vulnerability of a package, from all advisories that tell of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Vulnerability {
    /// All its names, the one to call it by first: its CVE, else that of GitHub, else any.
    pub names: Vec<String>,
    /// What it is.
    pub nature: Nature,
    /// How bad it is, as far as is known: the worst that its advisories say.
    pub rating: Option<Rating>,
    /// Whether attackers are known to use it.
    pub is_exploited: bool,
    /// The first day on which it was published, `YYYY-MM-DD`.
    pub published: Option<String>,
    /// Its weaknesses, as numbers of CWE; sorted.
    pub cwe: Vec<u32>,
    /// The versions in which it is mended; sorted.
    pub fixes: Vec<Version>,
    /// The functions in which it lies; sorted.
    pub symbols: Vec<String>,
    /// How sure it is that the version is affected.
    pub confidence: Confidence,
}

impl Vulnerability {
    /// The name to call it by.
    pub fn name(&self) -> &str {
        self.names.first().map_or("", String::as_str)
    }
}

/// A version to go to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upgrade {
    /// The smallest version with the fewest vulnerabilities.
    pub to: Version,
    /// How many vulnerabilities it still has.
    pub left: usize,
}

/// What is known of the versions that a range lets pass.
#[derive(Debug, Clone, PartialEq)]
pub struct Allowed {
    /// A vulnerability of some of them.
    pub vulnerability: Vulnerability,
    /// How many of them have it.
    pub share: Share,
}

impl Index<'_> {
    /// The vulnerabilities of a package at a version, the worst first. The name may be written in any way that the ecosystem
    /// holds for the same.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn vulnerabilities(
        &self,
        ecosystem: Ecosystem,
        name: &str,
        version: &Version,
    ) -> Result<Vec<Vulnerability>, IndexError> {
        let mut entries = self.about(ecosystem, &ecosystem.normalise(name), version)?;
        entries.retain(|entry| entry.facts.confirms(version));
        Ok(merged(&entries, version.scheme()))
    }

    /// The smallest version above the given one that has the fewest vulnerabilities, of those in which something is mended;
    /// none if all have as many as the given one.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn upgrade(&self, ecosystem: Ecosystem, name: &str, from: &Version) -> Result<Option<Upgrade>, IndexError> {
        let name = ecosystem.normalise(name);
        let entries = self.all_about(ecosystem, &name)?;
        // Nobody goes from a release to a pre-release.
        let is_up = |version: &&Version| *version > from && (from.is_prerelease() || !version.is_prerelease());
        let mut fixes: Vec<&Version> = entries.iter().flat_map(|entry| entry.facts.fixes()).filter(is_up).collect();
        fixes.sort_unstable();
        fixes.dedup();
        let count = |version: &Version| Ok(grave(&self.vulnerabilities(ecosystem, &name, version)?));
        let mut best: Option<Upgrade> = None;
        let mut fewest = count(from)?;
        for to in fixes {
            let left = count(to)?;
            if left < fewest {
                fewest = left;
                best = Some(Upgrade { to: to.clone(), left });
            }
            if left == 0 {
                break;
            }
        }
        Ok(best)
    }

    /// The vulnerabilities of the versions that a range lets pass, the worst first, each with how many of them have it.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn allowed(
        &self,
        ecosystem: Ecosystem,
        name: &str,
        range: &versions::Range,
    ) -> Result<Vec<Allowed>, IndexError> {
        let scheme = ecosystem.scheme();
        let mut found = Vec::new();
        for group in groups(&self.all_about(ecosystem, &ecosystem.normalise(name))?) {
            let intervals = group.iter().flat_map(|entry| intervals(entry.facts.true_ranges()));
            let share = range.share_in(&versions::Range::of_intervals(scheme, intervals));
            if share != Share::None {
                found.push(Allowed { vulnerability: one(&group, scheme), share });
            }
        }
        found.sort_by_key(|own| order(&own.vulnerability));
        Ok(found)
    }
}

/// How many vulnerabilities there are that are to be mended: not what is merely worth knowing.
fn grave(found: &[Vulnerability]) -> usize {
    found.iter().filter(|own| matches!(own.nature, Nature::Vulnerability | Nature::Malicious)).count()
}

/// Advisories as vulnerabilities, the worst first.
fn merged(entries: &[Known<'_>], scheme: Scheme) -> Vec<Vulnerability> {
    let mut all: Vec<Vulnerability> = groups(entries).iter().map(|group| one(group, scheme)).collect();
    all.sort_by_key(order);
    all
}

/// The worst is malicious, then what is exploited, then what has the highest rating.
fn order(own: &Vulnerability) -> impl Ord + use<> {
    let rating = own.rating.map(|rating| (rating.severity, (rating.score.unwrap_or_default() * 10.0) as u32));
    (Reverse(own.nature == Nature::Malicious), own.nature, Reverse((own.is_exploited, rating)), own.name().to_owned())
}

/// One vulnerability, from the advisories that tell of it.
fn one(group: &[&Known<'_>], scheme: Scheme) -> Vulnerability {
    let entries = || group.iter().copied();
    let names: BTreeSet<&str> = entries().flat_map(crate::Named::names).collect();
    let mut names: Vec<String> = names.into_iter().map(str::to_owned).collect();
    names.sort_by_key(|name| ["CVE-", "GHSA-"].iter().position(|prefix| name.starts_with(prefix)).unwrap_or(2));
    let ratings = entries().filter_map(|entry| rating(entry.cvss, entry.level));
    let fixes: BTreeSet<&Version> = entries().flat_map(|entry| entry.facts.fixes()).collect();
    let sorted = |numbers: BTreeSet<u32>| numbers.into_iter().collect::<Vec<_>>();
    let symbols: BTreeSet<&String> = entries().flat_map(|entry| &entry.facts.symbols).collect();
    // A range without an end tells little where the source knew no end.
    let is_sure = |entry: &Known<'_>| !entry.facts.is_end_unknown;
    Vulnerability {
        nature: entries().map(|entry| entry.nature).min().unwrap_or_default(),
        rating: ratings.max_by(|one, two| one.partial_cmp(two).unwrap_or(std::cmp::Ordering::Equal)),
        is_exploited: entries().any(|entry| entry.is_exploited),
        published: entries().filter_map(|entry| entry.published.clone()).min(),
        cwe: sorted(entries().flat_map(|entry| entry.cwe.iter().copied()).collect()),
        fixes: fixes.into_iter().filter(|version| version.scheme() == scheme).cloned().collect(),
        symbols: symbols.into_iter().cloned().collect(),
        confidence: if entries().any(is_sure) { Confidence::High } else { Confidence::Low },
        names,
    }
}

/// Ranges as intervals.
fn intervals(ranges: &[Range]) -> Vec<Interval<'_>> {
    let mut all = Vec::new();
    for range in ranges {
        let mut open: Option<&Bound> = None;
        for event in range.events() {
            match (event, open) {
                (Event::Introduced(bound), None) => open = Some(bound),
                (Event::Fixed(to) | Event::LastAffected(to), Some(from)) => {
                    let is_closed = matches!(event, Event::LastAffected(_));
                    // What ends at the very start holds nothing.
                    let interval = version(to).map(|to| Interval { from: version(from), to: Some(to), is_closed });
                    all.extend(interval);
                    open = None;
                }
                _ => {}
            }
        }
        all.extend(open.map(|from| Interval { from: version(from), to: None, is_closed: false }));
    }
    all
}

const fn version(bound: &Bound) -> Option<&Version> {
    match bound {
        Bound::Start => None,
        Bound::At(version) => Some(version),
    }
}
