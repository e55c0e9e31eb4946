//! Choosing one version of each package, by trying: the newest first, and back where requirements contradict each other.

use std::collections::{BTreeMap, BTreeSet};

use versions::Version;

use super::{PypiProject, markers, specifier};
use crate::catalogue::Catalogue;
use crate::trial::{Need, Needer, Resolved, Taken, Trial};

/// Steps of one resolution.
const MOST_STEPS: usize = 4_000;

/// A package that was decided on, and what may be tried in its stead.
struct Decision {
    name: String,
    version: Version,
    /// The versions that were not tried yet, the best last.
    others: Vec<Version>,
}

/// A requirement in force: who asks for which package, and for which versions.
struct Asked {
    by: Needer,
    name: String,
    range: String,
}

/// The packages of a project after changes; none when its requirements contradict each other.
pub(super) fn resolve(project: &PypiProject<'_>, trial: &Trial, catalogue: &Catalogue<'_>) -> Option<Resolved> {
    let ranges = project.ranges(trial);
    let needed = project.needed();
    let own = ranges.iter().zip(&project.requirements).enumerate().filter(|(place, _)| needed.contains(place));
    let own: Vec<Asked> = own
        .map(|(place, (range, one))| Asked { by: Needer::Project(place), name: one.name.clone(), range: range.clone() })
        .collect();
    let mut decisions: Vec<Decision> = Vec::new();
    for _ in 0..MOST_STEPS {
        let (asked, next) = open(&own, &decisions, project, catalogue);
        let next = match next {
            Next::Done => return Some(resolved(&decisions, &asked)),
            Next::Contradiction => None,
            Next::Package(name) => {
                let others = candidates(&name, &asked, catalogue);
                decide(name, others)
            }
        };
        match next {
            Some(decision) => decisions.push(decision),
            // Back to the last decision that could have been another.
            None => loop {
                let mut last = decisions.pop()?;
                if let Some(version) = last.others.pop() {
                    decisions.push(Decision { version, ..last });
                    break;
                }
            },
        }
    }
    None
}

fn decide(name: String, mut others: Vec<Version>) -> Option<Decision> {
    let version = others.pop()?;
    Some(Decision { name, version, others })
}

/// What is to be done next.
enum Next {
    Done,
    /// A decided version does not fit what was asked for later.
    Contradiction,
    Package(String),
}

/// All requirements in force, and the first package that is not decided.
fn open(
    own: &[Asked],
    decisions: &[Decision],
    project: &PypiProject<'_>,
    catalogue: &Catalogue<'_>,
) -> (Vec<Asked>, Next) {
    let mut asked: Vec<Asked> =
        own.iter().map(|one| Asked { by: one.by, name: one.name.clone(), range: one.range.clone() }).collect();
    for (place, decision) in decisions.iter().enumerate() {
        let manifest = catalogue.manifest(&decision.name, &decision.version);
        let needs = manifest.iter().flat_map(|manifest| &manifest.requirements);
        let needs = needs.filter(|need| {
            need.origin == packages::Origin::Registry && markers::holds(&need.condition, &project.python)
        });
        asked.extend(needs.map(|need| Asked {
            by: Needer::Package(place),
            name: need.name.clone(),
            range: specifier(&need.range),
        }));
    }
    let decided: BTreeMap<&str, &Version> =
        decisions.iter().map(|decision| (decision.name.as_str(), &decision.version)).collect();
    let fits = |one: &Asked| decided.get(one.name.as_str()).is_none_or(|version| fits(&one.range, version, catalogue));
    if !asked.iter().all(fits) {
        return (asked, Next::Contradiction);
    }
    let next = asked.iter().find(|one| !decided.contains_key(one.name.as_str())).map(|one| one.name.clone());
    (asked, next.map_or(Next::Done, Next::Package))
}

/// Whether a range lets a version pass; what is no range asks for nothing.
fn fits(range: &str, version: &Version, catalogue: &Catalogue<'_>) -> bool {
    catalogue.range(range).is_none_or(|range| range.contains(version))
}

/// The versions of a package that all who ask for it let pass, the best last. A pre-release is the last resort, and so is what
/// was taken back. A pinned version that the registry does not list is there all the same.
fn candidates(name: &str, asked: &[Asked], catalogue: &Catalogue<'_>) -> Vec<Version> {
    let ranges: BTreeSet<&str> = asked.iter().filter(|one| one.name == name).map(|one| one.range.as_str()).collect();
    let offers = catalogue.offers(name);
    let mut found: Vec<_> =
        offers.iter().filter(|offer| ranges.iter().all(|range| fits(range, &offer.version, catalogue))).collect();
    found.sort_by_key(|offer| (!offer.is_withdrawn, !offer.version.is_prerelease()));
    if !found.is_empty() {
        return found.into_iter().map(|offer| offer.version.clone()).collect();
    }
    let pin = ranges.iter().find_map(|range| range.strip_prefix("==")).filter(|pin| !pin.contains(['*', ',']));
    let pin = pin.map(|pin| catalogue.version(pin.trim_start_matches('=').trim())).filter(Version::is_valid);
    pin.filter(|pin| ranges.iter().all(|range| fits(range, pin, catalogue))).into_iter().collect()
}

fn resolved(decisions: &[Decision], asked: &[Asked]) -> Resolved {
    let taken = |decision: &Decision| Taken {
        name: decision.name.clone(),
        version: decision.version.clone(),
        needed_by: asked
            .iter()
            .filter(|one| one.name == decision.name)
            .map(|one| Need { by: one.by, range: one.range.clone() })
            .collect(),
    };
    Resolved { taken: decisions.iter().map(taken).collect() }
}
