//! From a handler's files to all that they reach.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};
use std::rc::Rc;
use std::sync::Arc;

use finding::{Notice, NoticeKind, Place};
use packages::Ecosystem;
use source::{FileId, Files, Limits, Span};
use tree::{Language, Symbols};

use super::extract;
use super::found::Found;
use super::graph::{ImportGraph, ReachedFile, ReachedPackage, Step, UnknownEdge, Why};
use super::locked::{Listed, Locked};
use super::node::Node;
use super::python::Python;
use super::resolve::Roots;
use super::written::{FileImports, Import, When};

/// Where a graph begins.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Start {
    /// The files that hold the handler.
    pub files: Vec<FileId>,
    /// The folder that becomes the function's own, such as `/var/task`.
    pub folder: String,
    /// Folders that hold what lies in `/opt`: layers, the one that counts most first.
    pub layers: Vec<String>,
}

/// Follows imports; each file is read once, however many graphs it is in.
pub struct Importer<'f> {
    pub(super) files: &'f dyn Files,
    limits: &'f Limits,
    symbols: Arc<Symbols>,
    pub(super) node: Node<'f>,
    pub(super) python: Python<'f>,
    read: BTreeMap<FileId, Rc<FileImports>>,
}

impl<'f> Importer<'f> {
    /// One over the files of a scan.
    pub fn new(files: &'f dyn Files, limits: &'f Limits) -> Self {
        Self {
            files,
            limits,
            symbols: Arc::new(Symbols::new()),
            node: Node::new(files, limits),
            python: Python::new(files),
            read: BTreeMap::new(),
        }
    }

    /// What a file imports.
    pub fn imports_of(&mut self, file: FileId) -> Rc<FileImports> {
        if let Some(known) = self.read.get(&file) {
            return Rc::clone(known);
        }
        let read = Rc::new(extract::read(self.files, file, &self.symbols, self.limits));
        self.read.insert(file, Rc::clone(&read));
        read
    }

    /// What an import of a file leads to in a function.
    pub fn resolve(&mut self, from: FileId, import: &Import, start: &Start) -> Vec<Found> {
        self.found(from, import, &Roots::of(self.files, start))
    }

    /// All that is reached from a handler. What is `locked` tells of packages whose code is not among the files.
    pub fn graph(&mut self, start: &Start, locked: &[Locked<'_>]) -> ImportGraph {
        let roots = Roots::of(self.files, start);
        let steps = self.limits.steps;
        let mut walk = Walk {
            importer: self,
            roots,
            steps,
            graph: ImportGraph::default(),
            queue: BinaryHeap::new(),
            packages: BTreeMap::new(),
        };
        walk.run(start);
        walk.finish(&Listed::of(locked))
    }
}

/// How far a file lies: ways of certain imports first, then the shortest.
type Distance = (bool, u32);

struct Walk<'g, 'f> {
    importer: &'g mut Importer<'f>,
    roots: Roots,
    /// How many imports may still be followed.
    steps: usize,
    graph: ImportGraph,
    queue: BinaryHeap<Reverse<(Distance, FileId)>>,
    packages: BTreeMap<(Ecosystem, String), (Distance, FileId, Step, ReachedPackage)>,
}

impl Walk<'_, '_> {
    fn run(&mut self, start: &Start) {
        self.graph.entries = self.importer.entry_files(start);
        if self.graph.entries.is_empty() {
            let span = Span::new(start.files.first().copied().unwrap_or(FileId(0)), 0, 0);
            self.graph.unknown.push(UnknownEdge { span, why: Why::NoEntry, package: None });
        }
        for entry in self.graph.entries.clone() {
            self.graph.files.insert(entry, ReachedFile { by: None, is_certain: true, depth: 0 });
            self.queue.push(Reverse(((false, 0), entry)));
        }
        let mut followed = 0_usize;
        while let Some(Reverse((distance, file))) = self.queue.pop() {
            let own = self.graph.files.get(&file).map(|reached| (!reached.is_certain, reached.depth));
            if own != Some(distance) {
                continue;
            }
            followed += 1;
            if followed > self.importer.limits.files || self.steps == 0 {
                self.stop(file);
                break;
            }
            self.file(file, distance);
        }
    }

    /// Says that a limit was hit.
    fn stop(&mut self, file: FileId) {
        let limits = self.importer.limits;
        let message =
            format!("imports were followed over {} files and {} steps, and no further", limits.files, limits.steps);
        self.graph.notices.push(Notice::file(file, NoticeKind::Limit, message));
        self.unknown(Span::new(file, 0, 0), Why::Limit);
    }

    fn unknown(&mut self, span: Span, why: Why) {
        let package =
            self.importer.package_of(span.file, &self.roots).and_then(|(_, _, names, _)| names.first().cloned());
        self.graph.unknown.push(UnknownEdge { span, why, package });
    }

    fn file(&mut self, file: FileId, distance: Distance) {
        self.installed(file, distance);
        let path = self.importer.files.path(file);
        let Some(language) = Language::of_path(path) else { return };
        if let Some(name) = hides_packages(language) {
            self.unknown(Span::new(file, 0, 0), Why::Language(name));
        }
        let read = self.importer.imports_of(file);
        if let Some(first) = read.notices.iter().find(|notice| notice.kind.is_incomplete()) {
            let span = match &first.place {
                Place::Span(span) => *span,
                _ => Span::new(file, 0, 0),
            };
            self.unknown(span, Why::Unread);
        }
        self.graph.notices.extend(read.notices.iter().cloned());
        self.roots.add(self.importer.files, file, &read.added_roots);
        for import in &read.imports {
            if self.steps == 0 {
                return self.stop(file);
            }
            self.steps -= 1;
            self.import(file, import, distance);
        }
    }

    fn import(&mut self, file: FileId, import: &Import, (is_uncertain, depth): Distance) {
        let next = (is_uncertain || import.when != When::Always, depth + 1);
        let step = || Step { span: import.span, written: import.target.text(), when: import.when };
        for found in self.importer.found(file, import, &self.roots) {
            match found {
                Found::Files(files) => {
                    self.steps = self.steps.saturating_sub(files.len());
                    files.iter().for_each(|file| self.reach(*file, next, step()));
                }
                Found::Runtime => {}
                Found::Package(names) => self.package(file, names, next, step()),
                Found::Nowhere => {
                    let why = match &import.target {
                        super::Target::Computed | super::Target::Start(_) => Why::Computed,
                        target => Why::Missing(target.text()),
                    };
                    // A package is there as a whole: what it does not find it goes on without.
                    if why == Why::Computed || !self.is_installed(file) {
                        self.unknown(import.span, why);
                    }
                }
            }
        }
    }

    fn is_installed(&mut self, file: FileId) -> bool {
        self.importer.package_of(file, &self.roots).is_some()
    }

    fn reach(&mut self, file: FileId, distance: Distance, step: Step) {
        let known = self.graph.files.get(&file).map(|reached| (!reached.is_certain, reached.depth));
        if known.is_none_or(|known| distance < known) {
            let reached = ReachedFile { by: Some(step), is_certain: !distance.0, depth: distance.1 };
            self.graph.files.insert(file, reached);
            self.queue.push(Reverse((distance, file)));
        }
    }

    /// The package that a reached file is installed in.
    fn installed(&mut self, file: FileId, distance: Distance) {
        let Some(step) = self.graph.files.get(&file).and_then(|reached| reached.by.clone()) else { return };
        let Some((ecosystem, folder, names, version)) = self.importer.package_of(file, &self.roots) else { return };
        let key = (ecosystem, format!("{folder}/"));
        let own = ReachedPackage {
            ecosystem,
            names,
            version,
            folder: Some(folder),
            proof: Vec::new(),
            through: Vec::new(),
            is_certain: false,
            is_closed: true,
            is_absent: false,
            is_explained: true,
        };
        // INVARIANT: files come in the order of their distance, so that the first of a package has its shortest way.
        self.packages.entry(key).or_insert((distance, step.span.file, step, own));
    }

    /// A package whose code is not there.
    fn package(&mut self, from: FileId, names: Vec<String>, distance: Distance, step: Step) {
        let Some(ecosystem) = Language::of_path(self.importer.files.path(from)).and_then(ecosystem) else { return };
        let Some(first) = names.first().cloned() else { return };
        // What an installed package asks for and does not find is not there.
        let is_absent = self.is_installed(from);
        let own = ReachedPackage {
            ecosystem,
            names,
            version: None,
            folder: None,
            proof: Vec::new(),
            through: Vec::new(),
            is_certain: false,
            is_closed: is_absent,
            is_absent,
            is_explained: is_absent,
        };
        match self.packages.entry((ecosystem, first)) {
            std::collections::btree_map::Entry::Vacant(place) => drop(place.insert((distance, from, step, own))),
            std::collections::btree_map::Entry::Occupied(mut place) if distance < place.get().0 => {
                place.insert((distance, from, step, own));
            }
            std::collections::btree_map::Entry::Occupied(_) => {}
        }
    }

    fn finish(self, listed: &Listed<'_>) -> ImportGraph {
        let Self { mut graph, packages, .. } = self;
        let mut through = Vec::new();
        let open: BTreeSet<String> = graph.unknown.iter().filter_map(|edge| edge.package.clone()).collect();
        for (distance, from, step, mut package) in packages.into_values() {
            package.is_certain = !distance.0;
            package.proof = graph.proof(from);
            package.proof.push(step);
            if package.folder.is_none() {
                let own = listed.listed(package.ecosystem, &package.names);
                let is_listed = !own.is_empty();
                package.names = if is_listed { own } else { package.names };
                package.is_explained |= is_listed || is_known(&package);
                package.is_absent &= !is_listed;
                package.is_closed = package.is_absent;
            }
            // Where its own code does not tell all that it loads, what lists it does.
            let is_open = package.folder.is_none() && !package.is_closed;
            if is_open || package.names.iter().any(|name| open.contains(name)) {
                package.is_closed = listed.follow(&package, &mut through);
            }
            graph.packages.push(package);
        }
        // What is there by its code, or named by an import, needs no lockfile.
        through.sort_by_key(|own| (!own.is_certain, own.proof.len() + own.through.len()));
        for own in through {
            let is_same = |known: &ReachedPackage| known.ecosystem == own.ecosystem && known.names == own.names;
            if !graph.packages.iter().any(is_same) {
                graph.packages.push(own);
            }
        }
        let key = |own: &ReachedPackage| (own.ecosystem, own.names.clone(), own.folder.clone());
        graph.packages.sort_by_cached_key(key);
        graph
    }
}

/// Whether a name is known to be that of its package.
fn is_known(package: &ReachedPackage) -> bool {
    match package.ecosystem {
        Ecosystem::PyPi => package.names.iter().any(|name| super::python::is_explained(name)),
        Ecosystem::RubyGems => false,
        _ => true,
    }
}

/// The ecosystem that code of a language takes packages from.
fn ecosystem(language: Language) -> Option<Ecosystem> {
    match language {
        Language::JavaScript | Language::TypeScript | Language::Tsx => Some(Ecosystem::Npm),
        Language::Python => Some(Ecosystem::PyPi),
        Language::Go => Some(Ecosystem::Go),
        Language::Ruby => Some(Ecosystem::RubyGems),
        Language::Java | Language::CSharp | Language::Php => None,
    }
}

/// The name of a language whose imports name no packages and no files.
fn hides_packages(language: Language) -> Option<&'static str> {
    ecosystem(language).is_none().then(|| language.name())
}
