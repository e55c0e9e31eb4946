//! Maven's choice: of several versions that are asked for the nearest to the project, and of equally near ones the first.
//! What the project lays down holds for all who ask.

use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use versions::Version;

use super::MavenProject;
use crate::catalogue::Catalogue;
use crate::trial::{Need, Needer, Resolved, Taken, Trial};

/// Dependencies that are looked at.
const MOST_STEPS: usize = 100_000;

/// A dependency that is to be looked at.
struct Open {
    by: Needer,
    name: String,
    range: String,
    /// What is left out below it.
    exclusions: Rc<[String]>,
    /// Whether it is another build than the artifact's own, for which nothing is laid down.
    is_classified: bool,
}

/// The packages of a project after changes.
pub(super) fn resolve(project: &MavenProject<'_>, trial: &Trial, catalogue: &Catalogue<'_>) -> Option<Resolved> {
    let forced: BTreeMap<&str, &Version> = trial.forced.iter().map(|((name, _), to)| (name.as_str(), to)).collect();
    let mut resolved = Resolved::default();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut open: VecDeque<Open> = VecDeque::new();
    let moved = moved(project, trial);
    for (place, (ask, declared)) in project.asks.iter().zip(&project.pom.dependencies).enumerate() {
        let asked = trial.asked.get(&place).or_else(|| moved.get(declared.version.as_str()).copied());
        let asked = asked.map(|version| version.as_str().to_owned());
        let range = asked.unwrap_or_else(|| ask.range.clone());
        if declared.is_needed {
            let exclusions = declared.exclusions.clone().into();
            let by = Needer::Project(place);
            open.push_back(Open { by, name: ask.name.clone(), range, exclusions, is_classified: false });
        }
    }
    for _ in 0..MOST_STEPS {
        let Some(next) = open.pop_front() else { return Some(resolved) };
        let is_own = matches!(next.by, Needer::Project(_));
        let laid_down = match forced.get(next.name.as_str()) {
            Some(to) => Some(to.as_str().to_owned()),
            None => project.managed.get(&next.name).filter(|version| !version.is_empty()).cloned(),
        };
        let range = laid_down.filter(|_| !is_own && !next.is_classified).unwrap_or_else(|| next.range.clone());
        let need = Need { by: next.by, range: next.range.clone() };
        if let Some(taken) = places.get(&next.name).and_then(|place| resolved.taken.get_mut(*place)) {
            taken.needed_by.push(need);
            continue;
        }
        // What takes its version from a list that is not given is not known.
        let Some(version) = version(&next.name, &range, catalogue) else { continue };
        let place = resolved.taken.len();
        places.insert(next.name.clone(), place);
        if let Some(manifest) = catalogue.manifest(&next.name, &version) {
            for one in manifest.requirements.iter().filter(|one| is_passed_on(&one.groups)) {
                if next.exclusions.iter().any(|pattern| is_left_out(&one.name, pattern)) {
                    continue;
                }
                let below = manifest.exclusions.iter().filter(|(name, _)| *name == one.name);
                let exclusions = next.exclusions.iter().cloned().chain(below.map(|(_, pattern)| pattern.clone()));
                open.push_back(Open {
                    is_classified: one.written_name != one.name,
                    by: Needer::Package(place),
                    name: one.name.clone(),
                    range: one.range.clone(),
                    exclusions: exclusions.collect(),
                });
            }
        }
        resolved.taken.push(Taken { name: next.name, version, needed_by: vec![need] });
    }
    None
}

/// The properties that changes give another value, as they are written: all that name one move together.
fn moved<'t>(project: &'t MavenProject<'_>, trial: &'t Trial) -> BTreeMap<&'t str, &'t Version> {
    let property = |(ask, version): (&usize, &'t Version)| {
        let written = project.pom.dependencies.get(*ask)?.version.as_str();
        written.starts_with("${").then_some((written, version))
    };
    trial.asked.iter().filter_map(property).collect()
}

/// The version of a range: the one that is written, or the newest of an interval.
fn version(name: &str, range: &str, catalogue: &Catalogue<'_>) -> Option<Version> {
    if range.starts_with(['[', '(']) {
        return catalogue.newest(name, range);
    }
    let version = catalogue.version(range);
    (version.is_valid() && !range.contains("${")).then_some(version)
}

/// Whether who uses a package gets what it needs for this.
fn is_passed_on(groups: &[String]) -> bool {
    !groups.iter().any(|group| ["test", "provided", "optional", "import", "system", "dev"].contains(&group.as_str()))
}

fn is_left_out(name: &str, pattern: &str) -> bool {
    let fits = |part: &str, pattern: &str| pattern == "*" || part == pattern;
    let (Some((group, artifact)), Some((groups, artifacts))) = (name.split_once(':'), pattern.split_once(':')) else {
        return false;
    };
    fits(group, groups) && fits(artifact, artifacts)
}
