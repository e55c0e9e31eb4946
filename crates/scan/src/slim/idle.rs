//! Files of packages that stay which no handler loads.

use std::collections::{BTreeMap, BTreeSet};

use flow::imports::ImportGraph;
use packages::Ecosystem;
use source::FileId;

use super::doubts::Doubts;
use super::installed::{Installed, Site};
use super::texts::text;
use super::{Deployed, every};

/// Why a file is never loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Idle {
    /// A module that the import graph does not reach, in a package that computes no names and reads no file of its own.
    Module,
    /// A test.
    Test,
    /// Documentation or an example.
    Document,
    /// A map from built code to its source.
    SourceMap,
    /// Types for a compiler or an editor.
    Types,
    /// The source of what was compiled.
    Source,
    /// Bytecode of another version of Python than that of the runtime, or where the runtime is not known.
    Cache,
}

impl Idle {
    /// What such files are, in words.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Module => "modules that nothing imports",
            Self::Test => "tests",
            Self::Document => "documentation and examples",
            Self::SourceMap => "source maps",
            Self::Types => "types",
            Self::Source => "sources of what is compiled",
            Self::Cache => "bytecode caches",
        }
    }
}

/// Words by which code finds files beside itself.
const OWN_PLACE: [&str; 6] = ["__dirname", "__filename", "import.meta", "__file__", "importlib.resources", "get_data"];

/// The files that go of packages that stay, and the caches of all code.
pub(super) fn idle(
    deployed: &Deployed<'_>,
    site: &Site,
    graph: &ImportGraph,
    doubts: &Doubts,
) -> BTreeMap<FileId, Idle> {
    let files = deployed.files;
    let mut found: BTreeMap<FileId, Idle> = every(files)
        .filter(|file| is_stale(files.path(*file), deployed.runtime.as_deref()))
        .map(|file| (file, Idle::Cache))
        .collect();
    // What may be loaded by a name that is computed may be any file of a package that is asked for.
    let open = doubts.open.keys().chain(doubts.of.keys()).filter_map(|open| site.packages.get(*open));
    let asked: BTreeSet<&str> = open.flat_map(|own| &own.needs).map(String::as_str).collect();
    for (number, own) in site.packages.iter().enumerate() {
        let view = View::of(deployed, graph, doubts, &asked, (number, own));
        for file in own.files.iter().filter(|file| !graph.files.contains_key(file)) {
            if let Some(kind) = view.kind(files.path(*file)) {
                found.entry(*file).or_insert(kind);
            }
        }
    }
    found
}

/// Whether a file is bytecode that the runtime does not take. What its own version wrote it takes, and where the folder cannot be
/// written to it would compile at each cold start without. Source: PEP 3147.
fn is_stale(path: &str, runtime: Option<&str>) -> bool {
    let Some((_, name)) = path.rsplit_once('/').filter(|(folder, _)| folder.ends_with("__pycache__")) else {
        return false;
    };
    let version = runtime.and_then(|runtime| runtime.strip_prefix("python"));
    let version: Option<String> = version.map(|version| version.chars().filter(char::is_ascii_digit).collect());
    version.is_none_or(|version| !name.contains(&format!(".cpython-{version}.")))
}

/// One package that stays.
struct View<'v> {
    own: &'v Installed,
    /// The folder that its paths are seen from.
    root: &'v str,
    /// Whether modules of it may go that the graph does not reach.
    is_closed: bool,
    /// Whether it may load what no import names.
    is_open: bool,
    /// Whether its code finds files beside itself.
    reads: bool,
    /// The folders in which something is loaded, and all above.
    used: BTreeSet<&'v str>,
}

impl<'v> View<'v> {
    fn of(
        deployed: &Deployed<'v>,
        graph: &ImportGraph,
        doubts: &Doubts,
        asked: &BTreeSet<&str>,
        (number, own): (usize, &'v Installed),
    ) -> Self {
        let files = deployed.files;
        let reached: Vec<FileId> = own.files.iter().filter(|file| graph.files.contains_key(file)).copied().collect();
        let reads = reached.iter().any(|file| {
            let text = text(files, *file);
            OWN_PLACE.iter().any(|word| text.contains(word))
        });
        let is_open = doubts.is_own || !doubts.is_reached(number) || doubts.open.contains_key(&number);
        // Which of both a runtime takes depends on its version.
        let manifest = files.find(&format!("{}/package.json", own.folder)).map(|file| text(files, file));
        let is_plain = manifest.is_some_and(|manifest| !manifest.contains("\"module-sync\""));
        let root = match own.ecosystem {
            Ecosystem::Npm => own.folder.as_str(),
            _ => source::parent_path(&own.folder),
        };
        let above = |path: &'v str| std::iter::successors(Some(path), |path| Some(path.rsplit_once('/')?.0));
        let used = own.files.iter().filter(|file| graph.files.contains_key(file));
        let used: BTreeSet<&str> = used.flat_map(|file| above(files.path(*file))).collect();
        Self {
            own,
            root,
            is_closed: !is_open && !asked.contains(own.key.as_str()) && !reads && is_plain,
            is_open,
            reads,
            used,
        }
    }

    fn kind(&self, path: &str) -> Option<Idle> {
        let inside = path.get(self.root.len()..)?.trim_start_matches('/');
        let name = inside.rsplit('/').next().unwrap_or(inside);
        // What says of what is installed, and under which licence, stays.
        let is_kept =
            ["package.json", "LICENSE", "LICENCE", "COPYING", "NOTICE"].iter().any(|own| name.starts_with(own));
        if is_kept || inside.split('/').any(|part| part.ends_with(".dist-info")) {
            return None;
        }
        by_name(name, self.own.ecosystem, self.reads)
            .or_else(|| self.by_folder(path, inside))
            .or_else(|| (self.is_closed && is_module(name)).then_some(Idle::Module))
    }

    /// What a file is by a folder around it in which nothing is loaded.
    fn by_folder(&self, path: &str, inside: &str) -> Option<Idle> {
        let mut end = path.len() - inside.len();
        for (depth, part) in inside.split('/').enumerate() {
            end += part.len();
            let folder = path.get(..end)?;
            end += 1;
            let kind = match part {
                _ if folder == path || self.used.contains(folder) => continue,
                "test" | "tests" | "__tests__" | "__mocks__" | "coverage" => Idle::Test,
                "docs" | "doc" | "example" | "examples" | "benchmark" | "benchmarks" | ".github" => Idle::Document,
                _ => continue,
            };
            // A package of Node that computes names may keep code under any name; at its top such folders hold none.
            let is_top = match self.own.ecosystem {
                Ecosystem::Npm => depth == 0,
                // The first folder of a distribution is a module that somebody imports.
                _ => depth > 0,
            };
            if is_top || self.own.ecosystem == Ecosystem::Npm && !self.is_open && !self.reads {
                return Some(kind);
            }
        }
        None
    }
}

/// What a file is by its name.
fn by_name(name: &str, ecosystem: Ecosystem, reads: bool) -> Option<Idle> {
    let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    let stem = name.split('.').next().unwrap_or(name);
    let is_about = ["README", "CHANGELOG", "CHANGES", "HISTORY", "CONTRIBUTING", "AUTHORS", "SECURITY", "UPGRADING"];
    if is_about.iter().any(|own| stem.eq_ignore_ascii_case(own)) && ends(&[".md", ".markdown", ".rst", ".txt", stem]) {
        return Some(Idle::Document);
    }
    match ecosystem {
        Ecosystem::Npm if ends(&[".d.ts", ".d.mts", ".d.cts", ".js.flow"]) => Some(Idle::Types),
        Ecosystem::Npm if ends(&[".js.map", ".mjs.map", ".cjs.map", ".ts.map", ".mts.map", ".cts.map"]) => {
            Some(Idle::SourceMap)
        }
        Ecosystem::Npm if ends(&[".ts", ".tsx", ".mts", ".cts", ".tsbuildinfo"]) && !reads => Some(Idle::Source),
        Ecosystem::Npm if ends(&[".md", ".markdown"]) && !reads => Some(Idle::Document),
        Ecosystem::PyPi if ends(&[".pyi"]) => Some(Idle::Types),
        Ecosystem::PyPi if ends(&[".pyx", ".pxd", ".pxi"]) => Some(Idle::Source),
        _ => None,
    }
}

fn is_module(name: &str) -> bool {
    name.ends_with(".js") || name.ends_with(".mjs") || name.ends_with(".cjs")
}
