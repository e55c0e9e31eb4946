//! What keeps a package that no import reaches: imports whose names are computed.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use flow::imports::{ImportGraph, UnknownEdge};
use packages::{Ecosystem, Format};
use source::{FileId, Files, Span};

use super::installed::{Installed, Site};
use super::texts::{quoted, text, unquoted};
use super::{Deployed, every};

/// What platforms load without an import of the function. Source: the documentation of AWS, "Using the Lambda runtime interface
/// clients", of Azure, "Node.js developer guide" and "Python developer guide", of Google, "Functions Framework".
const PLATFORM: [(Ecosystem, &str); 6] = [
    (Ecosystem::Npm, "@google-cloud/functions-framework"),
    (Ecosystem::Npm, "@azure/functions"),
    (Ecosystem::Npm, "aws-lambda-ric"),
    (Ecosystem::PyPi, "functions-framework"),
    (Ecosystem::PyPi, "azure-functions"),
    (Ecosystem::PyPi, "awslambdaric"),
];

/// Endings of files that say how code is to run.
const SETTINGS: [&str; 7] = [".json", ".yaml", ".yml", ".toml", ".ini", ".cfg", ".env"];

/// A reason in words, and its place.
pub(super) type Reason = (String, Option<Span>);

/// Which packages are loaded, and which may be.
#[derive(Debug, Default)]
pub(super) struct Doubts {
    reached: BTreeSet<usize>,
    /// The packages that are loaded and may load what no import of theirs names, each with the place.
    pub(super) open: BTreeMap<usize, Span>,
    /// The packages that are not reached and may be loaded all the same.
    pub(super) of: BTreeMap<usize, Reason>,
    /// Whether the function's own code may load anything.
    pub(super) is_own: bool,
}

impl Doubts {
    /// Whether an import leads to a package.
    pub(super) fn is_reached(&self, package: usize) -> bool {
        self.reached.contains(&package)
    }

    /// Whether nothing keeps a package yet.
    fn is_waiting(&self, package: usize) -> bool {
        !self.reached.contains(&package) && !self.of.contains_key(&package)
    }

    /// Keeps a package that nothing keeps yet, and says whether there was a need.
    fn keep(&mut self, package: usize, reason: impl FnOnce() -> Reason) -> bool {
        let is_waiting = self.is_waiting(package);
        if is_waiting {
            self.of.insert(package, reason());
        }
        is_waiting
    }
}

/// Finds them.
pub(super) fn doubts(deployed: &Deployed<'_>, site: &Site, graph: &ImportGraph) -> Doubts {
    let mut doubts = Doubts::default();
    doubts.reached.extend(graph.files.keys().filter_map(|file| site.package_of(*file)));
    if let Some(reason) = own_doubt(deployed.files, site, graph) {
        let unreached = (0..site.packages.len()).filter(|number| !doubts.reached.contains(number));
        doubts.of = unreached.map(|number| (number, reason.clone())).collect();
        doubts.is_own = true;
    }
    for edge in &graph.unknown {
        if let Some(package) = site.package_of(edge.span.file) {
            doubts.open.entry(package).or_insert(edge.span);
        }
    }
    for file in graph.files.keys().filter(|file| is_machine_code(deployed.files.path(**file))) {
        if let Some(package) = site.package_of(*file) {
            doubts.open.entry(package).or_insert(Span::new(*file, 0, 0));
        }
    }
    let mut words = BTreeSet::new();
    deployed.named.iter().for_each(|text| unquoted(text, &mut words));
    for number in words.iter().flat_map(|word| site.meant(word)) {
        doubts.keep(number, || ("an environment variable names it".to_owned(), None));
    }
    for (number, own) in site.packages.iter().enumerate() {
        if doubts.is_waiting(number) {
            let reason = reason(deployed.files, site, &doubts, own);
            doubts.of.extend(reason.map(|reason| (number, reason)));
        }
    }
    named(deployed, site, graph, &mut doubts);
    grouped(deployed.files, site, graph, &mut doubts);
    follow(site, &mut doubts);
    doubts
}

/// Why nothing can be told of any package.
fn own_doubt(files: &dyn Files, site: &Site, graph: &ImportGraph) -> Option<Reason> {
    let is_own = |edge: &&UnknownEdge| site.package_of(edge.span.file).is_none();
    if let Some(edge) = graph.unknown.iter().find(is_own) {
        return Some((edge.why.text(), graph.files.contains_key(&edge.span.file).then_some(edge.span)));
    }
    // A package of Python that lies elsewhere looks here for what it loads; one of Node does not.
    let elsewhere = graph.packages.iter().find(|own| {
        let is_elsewhere = own.folder.is_none() && own.through.is_empty() && !own.is_absent;
        own.ecosystem == Ecosystem::PyPi && is_elsewhere && !is_brought(&own.names)
    })?;
    let step = elsewhere.proof.last();
    let at = step.filter(|step| !files.path(step.span.file).is_empty()).map(|step| step.span);
    Some((format!("`{}` is not in the folder, and what it loads is not known", elsewhere.name()), at))
}

/// What runtimes bring, which loads nothing of a function.
fn is_brought(names: &[String]) -> bool {
    names.iter().any(|name| {
        matches!(name.as_str(), "boto3" | "botocore" | "s3transfer" | "azure-functions" | "functions-framework")
    })
}

fn is_machine_code(path: &str) -> bool {
    path.ends_with(".so") || path.ends_with(".pyd")
}

/// Why a package may be loaded, by its name alone.
fn reason(files: &dyn Files, site: &Site, doubts: &Doubts, own: &Installed) -> Option<Reason> {
    if PLATFORM.contains(&(own.ecosystem, own.key.as_str())) {
        return Some(("the platform may load it".to_owned(), None));
    }
    let is_of_it = |file: &FileId| files.path(*file).starts_with(&format!("{}/", own.folder));
    if own.ecosystem == Ecosystem::PyPi && own.files.iter().all(is_of_it) {
        return Some(("nothing says which files are its own".to_owned(), None));
    }
    let open = doubts.open.iter().filter_map(|(number, span)| Some((site.packages.get(*number)?, *span)));
    let mut open = open.filter(|(other, _)| other.ecosystem == own.ecosystem);
    let (host, span) = open.find(|(host, _)| is_part_of(&own.key, &host.key))?;
    Some((format!("by its name it is a part that `{}` may load", host.name), Some(span)))
}

/// Whether a name is that of a plugin of another: `a-plugin-b`, `@a/b`.
fn is_part_of(name: &str, host: &str) -> bool {
    let bare = host.trim_start_matches('@').split('/').next().unwrap_or(host);
    let rest = name.strip_prefix(bare).or_else(|| name.strip_prefix('@')?.strip_prefix(bare));
    rest.is_some_and(|rest| rest.starts_with(['-', '/', '_', '.']))
}

/// Keeps what texts name: those of the function and of packages that compute names.
fn named(deployed: &Deployed<'_>, site: &Site, graph: &ImportGraph, doubts: &mut Doubts) {
    if doubts.open.is_empty() {
        return;
    }
    let files = deployed.files;
    let is_source = |file: &FileId| match site.package_of(*file) {
        Some(package) => doubts.open.contains_key(&package) && graph.files.contains_key(file),
        None => graph.files.contains_key(file) || is_setting(files.path(*file)),
    };
    let sources: Vec<FileId> = every(files).filter(is_source).collect();
    for file in sources {
        let mut words = BTreeSet::new();
        quoted(&text(files, file), files.path(file).ends_with(".py"), &mut words);
        for number in words.iter().flat_map(|word| site.meant(word)) {
            let why = || format!("`{}` names it, and some packages compute what they load", files.path(file));
            doubts.keep(number, || (why(), Some(Span::new(file, 0, 0))));
        }
    }
}

/// Whether a file of the function may say what is to be loaded. Lists of packages name them all.
fn is_setting(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    SETTINGS.iter().any(|ending| name.ends_with(ending))
        && Format::of_path(path).is_none()
        && !path.contains("node_modules/.package-lock")
}

/// Keeps distributions whose entry points something that is loaded asks for.
fn grouped(files: &dyn Files, site: &Site, graph: &ImportGraph, doubts: &mut Doubts) {
    let all = site.packages.iter().enumerate();
    let waiting: Vec<(usize, &BTreeSet<String>)> = all
        .filter(|(number, own)| !own.groups.is_empty() && doubts.is_waiting(*number))
        .map(|(number, own)| (number, &own.groups))
        .collect();
    if waiting.is_empty() {
        return;
    }
    for file in graph.files.keys().filter(|file| files.path(**file).ends_with(".py")) {
        let text = text(files, *file);
        for (number, groups) in &waiting {
            if let Some(group) = groups.iter().find(|group| text.contains(group.as_str())) {
                let why = format!("it has entry points of the group `{group}`, which is asked for");
                doubts.keep(*number, || (why, Some(Span::new(*file, 0, 0))));
            }
        }
    }
}

/// Keeps what packages ask for that compute names, or that may be loaded.
fn follow(site: &Site, doubts: &mut Doubts) {
    let open = doubts.open.iter().map(|(number, span)| (*number, Some(*span)));
    let mut waiting: VecDeque<(usize, Option<Span>)> = open.collect();
    waiting.extend(doubts.of.iter().map(|(number, (_, at))| (*number, *at)));
    while let Some((number, at)) = waiting.pop_front() {
        let Some(own) = site.packages.get(number) else { continue };
        let needed: Vec<usize> = own.needs.iter().flat_map(|need| site.named(own.ecosystem, need)).collect();
        for needed in needed {
            let why = || format!("`{}` asks for it, and what that loads cannot be told", own.name);
            if doubts.keep(needed, || (why(), at)) {
                waiting.push_back((needed, at));
            }
        }
    }
}
