//! All projects of some files, each with the changes that mend it.

use std::collections::BTreeSet;

use deps::Indexes;
use finding::Edit;
use packages::{Ecosystem, Format};
use source::{FileId, Limits, join_path, parent_path};
use versions::Version;

use crate::catalogue::Catalogue;
use crate::flat::FlatProject;
use crate::maven::MavenProject;
use crate::npm::NpmProject;
use crate::pypi::PypiProject;
use crate::solve::{Solution, solve};
use crate::trial::{Project, Resolved, Way};
use crate::{Document, Options, Registry, Step, Unmended};

/// Parents of one project of Maven.
const MOST_PARENTS: usize = 16;

/// What mends one project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The file that says which packages the project gets: its lockfile, or its manifest.
    pub file: FileId,
    /// Where its packages come from.
    pub ecosystem: Ecosystem,
    /// The changes, by name.
    pub changes: Vec<Change>,
    /// The edits that make them; empty when they cannot be made.
    pub edits: Vec<Edit>,
    /// What is to be run after the edits so that all files agree; empty for nothing.
    pub command: String,
    /// How many vulnerabilities the project's packages have, and how many with the changes.
    pub vulnerabilities: (usize, usize),
    /// What stays vulnerable.
    pub left: Vec<Left>,
}

/// Another version of a package.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// The package.
    pub name: String,
    /// The versions that are there; empty for a package that is new.
    pub from: Vec<String>,
    /// The versions that come in their stead; empty for a package that goes.
    pub to: Vec<String>,
    /// How it comes about.
    pub how: How,
}

/// How a package gets another version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// The project asks for it.
    Asked,
    /// The lockfile takes it, within what is asked for.
    Locked,
    /// It is forced on those that ask for another.
    Forced,
    /// It is forced on those that ask for another, and is of another major version: what asks for it may break. Nothing smaller
    /// helps.
    ForcedAcross,
    /// It comes with the others.
    Along,
}

/// A package that stays vulnerable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// The package.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its vulnerabilities, by their names.
    pub vulnerabilities: Vec<String>,
    /// Why.
    pub why: String,
}

/// Plans the mending of all projects that some files make up, in the order of the files.
pub fn plan(documents: &[Document], indexes: &Indexes<'_>, registry: &dyn Registry, options: &Options) -> Vec<Plan> {
    let mut plans: Vec<Plan> =
        documents.iter().filter_map(|document| one(document, documents, indexes, (registry, options))).collect();
    plans.retain(|plan| plan.vulnerabilities.0 > 0);
    plans
}

/// The plan of the project whose packages a file says.
fn one(
    document: &Document,
    documents: &[Document],
    indexes: &Indexes<'_>,
    (registry, options): (&dyn Registry, &Options),
) -> Option<Plan> {
    let ecosystem = document.format.ecosystem();
    let catalogue = Catalogue::new(ecosystem, registry, indexes.of(ecosystem)?, options);
    let beside =
        |format: Format| documents.iter().find(|other| other.format == format && other.folder() == document.folder());
    match document.format {
        Format::PackageLock => {
            let manifest = beside(Format::PackageJson);
            let parts = manifest.map(|manifest| parts(manifest, documents)).unwrap_or_default();
            let project = NpmProject::read(manifest, &parts, Some(document), &catalogue)?;
            let solution = solve(&project, &catalogue)?;
            let edits = project.edits(&solution.trial, &catalogue);
            Some(told(document, &project, &catalogue, &solution, edits, ""))
        }
        Format::PackageJson if !is_locked(document, documents) => {
            let project = NpmProject::read(Some(document), &[], None, &catalogue)?;
            let solution = solve(&project, &catalogue)?;
            let edits = project.edits(&solution.trial, &catalogue);
            Some(told(document, &project, &catalogue, &solution, edits, ""))
        }
        Format::Requirements | Format::PyProject | Format::Pipfile if !is_locked(document, documents) => {
            let project = PypiProject::read(&[document], &catalogue);
            let solution = solve(&project, &catalogue)?;
            let edits = project.edits(&solution.trial, &catalogue);
            Some(told(document, &project, &catalogue, &solution, edits, ""))
        }
        Format::Pom => {
            let project = MavenProject::read(document, &parents(document, documents))?;
            let solution = solve(&project, &catalogue)?;
            let edits = project.edits(&solution.trial);
            Some(told(document, &project, &catalogue, &solution, edits, ""))
        }
        format if format.is_lockfile() => {
            let project = FlatProject::read(document, &catalogue)?;
            let solution = solve(&project, &catalogue)?;
            let edits = project.edits(&solution.trial, &catalogue);
            Some(told(document, &project, &catalogue, &solution, edits, project.command()))
        }
        _ => None,
    }
}

/// The manifests of the parts of a project of npm: those below its own that have no lockfile of their own.
fn parts<'d>(manifest: &Document, documents: &'d [Document]) -> Vec<&'d Document> {
    let is_below = |path: &str| manifest.folder().is_empty() || path.starts_with(&format!("{}/", manifest.folder()));
    let others = documents.iter().filter(|other| other.format == Format::PackageJson && other.path != manifest.path);
    others.filter(|other| is_below(&other.path) && !other.path.contains("node_modules/")).collect()
}

/// Whether a lockfile says which packages a manifest gets: one in its folder, or one of npm above that names the folder.
fn is_locked(manifest: &Document, documents: &[Document]) -> bool {
    let ecosystem = manifest.format.ecosystem();
    documents.iter().filter(|other| other.format.is_lockfile() && other.format.ecosystem() == ecosystem).any(|lock| {
        if lock.folder() == manifest.folder() {
            return manifest.format != Format::Requirements;
        }
        let below = manifest.folder().strip_prefix(lock.folder()).map(|below| below.trim_start_matches('/'));
        let names =
            |below: &str| lock.text.contains(&format!("\"{below}\"")) || lock.text.contains(&format!("\n  {below}:"));
        manifest.format == Format::PackageJson && below.is_some_and(|below| !below.is_empty() && names(below))
    })
}

/// The parents of a project of Maven that lie among the files, nearest first.
fn parents<'d>(document: &'d Document, documents: &'d [Document]) -> Vec<&'d Document> {
    let limits = Limits::default();
    let mut found: Vec<&Document> = Vec::new();
    let mut child = document;
    while found.len() < MOST_PARENTS {
        let input = packages::Input { file: child.file, text: &child.text, limits: &limits };
        let Some(path) = packages::maven_parent(input).and_then(|parent| parent.path) else { break };
        let path = if path.ends_with(".xml") { path } else { format!("{}/pom.xml", path.trim_end_matches('/')) };
        let Some(path) = join_path(parent_path(&child.path), &path) else { break };
        let Some(parent) = documents.iter().find(|other| other.path == path && other.format == Format::Pom) else {
            break;
        };
        if parent.path == document.path || found.iter().any(|other| other.path == parent.path) {
            break;
        }
        found.push(parent);
        child = parent;
    }
    found
}

fn told(
    document: &Document,
    project: &dyn Project,
    catalogue: &Catalogue<'_>,
    solution: &Solution,
    edits: Result<Vec<Edit>, String>,
    command: &str,
) -> Plan {
    let count = |resolved: &Resolved| resolved.faults(catalogue).len();
    let (before, after) = (count(&solution.before), count(&solution.after));
    let refused = edits.as_ref().err().cloned();
    let mut left: Vec<Left> = Vec::new();
    for (name, version, why) in &solution.left {
        left.push(unmended(name, version, why.in_words(), catalogue));
    }
    if let Some(reason) = &refused {
        let stays = solution.before.faults(catalogue).into_iter().map(|(name, version, _)| (name, version));
        for (name, version) in stays.collect::<BTreeSet<_>>() {
            if !left.iter().any(|one| one.name == name && one.version == version.as_str()) {
                left.push(unmended(&name, &version, reason.clone(), catalogue));
            }
        }
    }
    let edits = edits.unwrap_or_default();
    let is_made = refused.is_none();
    Plan {
        file: document.file,
        ecosystem: catalogue.ecosystem(),
        changes: if is_made { changes(project, solution) } else { Vec::new() },
        command: if edits.is_empty() { String::new() } else { command.to_owned() },
        edits,
        vulnerabilities: (before, if is_made { after } else { before }),
        left,
    }
}

fn unmended(name: &str, version: &Version, why: String, catalogue: &Catalogue<'_>) -> Left {
    let vulnerabilities = catalogue.faults(name, version).iter().cloned().collect();
    Left { name: name.to_owned(), version: version.as_str().to_owned(), vulnerabilities, why }
}

/// The packages that differ, with how that comes about.
fn changes(project: &dyn Project, solution: &Solution) -> Vec<Change> {
    let (before, after) = (solution.before.versions(), solution.after.versions());
    let names: BTreeSet<&str> = before.keys().chain(after.keys()).copied().collect();
    let nothing = BTreeSet::new();
    let asks = project.asks();
    let asked: BTreeSet<&str> =
        solution.trial.asked.keys().filter_map(|ask| asks.get(*ask)).map(|ask| ask.name.as_str()).collect();
    let is_across = |((_, from), to): (&(String, Version), &Version)| Step::between(from, to) == Step::Major;
    let of = |name: &str| {
        let (from, to) = (before.get(name).unwrap_or(&nothing), after.get(name).unwrap_or(&nothing));
        let only = |one: &BTreeSet<&Version>, other: &BTreeSet<&Version>| {
            one.difference(other).map(|version| version.as_str().to_owned()).collect::<Vec<_>>()
        };
        let mut forced = solution.trial.forced.iter().filter(|((own, _), _)| own == name).peekable();
        let how = match () {
            () if asked.contains(name) => How::Asked,
            () if forced.peek().is_some() && forced.any(is_across) => How::ForcedAcross,
            () if solution.trial.forced.keys().any(|(own, _)| own == name) => How::Forced,
            () if solution.trial.placed.keys().any(|(own, _)| own == name) => How::Locked,
            () => How::Along,
        };
        let change = Change { name: name.to_owned(), from: only(from, to), to: only(to, from), how };
        (from != to || how == How::Asked).then_some(change)
    };
    names.into_iter().filter_map(of).collect()
}

impl Unmended {
    /// The reason in words.
    fn in_words(&self) -> String {
        match self {
            Self::NoRelease => "no release above it is known to be better".to_owned(),
            Self::Registry(reason) => reason.clone(),
            Self::Held { by, range } if by.is_empty() => format!("the project asks for `{range}`"),
            Self::Held { by, range } => format!("{by} asks for `{range}`"),
            Self::Steps => "the search took too many steps".to_owned(),
            Self::Costly => {
                "each change that mends it brings other vulnerabilities, or contradicts what others ask for".to_owned()
            }
        }
    }
}

impl Way {
    /// All that can be done to a lockfile without a resolver.
    pub(crate) const IN_PLACE: &'static [Self] = &[Self::Place];
}
