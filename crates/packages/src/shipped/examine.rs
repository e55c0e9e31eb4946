//! What the files of one archive or folder say.

use std::collections::{BTreeMap, BTreeSet};

use finding::NoticeKind;
use source::{join_path, parent_path};

use super::contents::Contents;
use super::coverage::Owned;
use super::java::Identity;
use super::matter::{DistributionFile, Matter};
use super::search::{At, Level, Search};
use super::{Listed, Shipped, dotnet, java, node, python, ruby};
use crate::archive::Fault;
use crate::bundle::{Bundle, BundleIndex, Candidate, is_bundle, is_script, map_beside, read_bundle};
use crate::system::Record;
use crate::{Ecosystem, Format, Input, Origin, Package, reader};

/// Bytes of the path that a symbolic link means.
const LINK_BYTES: u64 = 4096;

/// The file that names a package of npm as its registry serves it.
pub(super) const NPM: &str = "package/package.json";

/// The files of a `.dist-info` folder.
#[derive(Default)]
struct Distribution {
    /// More than one where the archive has twins.
    metadata: Vec<usize>,
    direct_url: Option<usize>,
    record: Option<usize>,
    top_level: Option<usize>,
}

/// What the paths of an archive or folder promise.
#[derive(Default)]
struct Promised<'p> {
    node: Vec<(usize, &'p str)>,
    distributions: BTreeMap<&'p str, Distribution>,
    poms: Vec<usize>,
    manifest: Option<usize>,
    dotnet: Vec<usize>,
    gems: Vec<usize>,
    lists: Vec<(usize, Format)>,
    /// Whether each is a program, and no library.
    programs: Vec<(usize, bool)>,
    records: Vec<(usize, Record)>,
    nested: Vec<usize>,
    scripts: Vec<usize>,
}

impl Search<'_> {
    /// Finds the packages of one archive or folder.
    pub(super) fn examine<'a>(&mut self, contents: Contents<'a>, inside: String) -> Level<'a> {
        let links = self.links(&contents, &inside);
        let mut promised = promised(&contents, &links);
        let mut owned = Owned::default();
        let at = At { contents: &contents, inside: &inside };
        self.system(at, &promised.records, &mut owned);
        self.node(at, &promised, &mut owned);
        self.python(at, &promised, &mut owned);
        self.java(at, &promised, &mut owned);
        self.dotnet(at, &promised, &mut owned);
        self.ruby(at, &promised, &mut owned);
        self.programs(at, &promised.programs, &mut owned);
        self.lists(at, &promised, &owned);
        self.bundles(at, &promised, &mut owned);
        let nested = std::mem::take(&mut promised.nested);
        let row = contents.is_archive().then(|| {
            let place = inside.trim_end_matches("!/");
            self.shipment.coverage.push(owned.row(place, &contents, &nested));
            self.shipment.coverage.len() - 1
        });
        Level { contents, inside, nested: nested.into_iter().rev().collect(), depth: 0, held: 0, row }
    }

    /// Symbolic links: where they lead out of the archive, or files lie behind them, that is odd.
    fn links(&mut self, contents: &Contents<'_>, inside: &str) -> BTreeSet<usize> {
        let links: BTreeSet<usize> = (0..contents.len()).filter(|index| contents.is_link(*index)).collect();
        for index in &links {
            let path = contents.path(*index);
            let place = format!("{inside}{path}");
            let Some(target) = self.read(contents, *index, LINK_BYTES, &place) else { continue };
            let target = String::from_utf8_lossy(target.as_slice()).into_owned();
            if join_path(parent_path(path), &target).is_none() {
                let message = format!("a link to `{}`, which lies outside of the archive", target.escape_debug());
                self.note(&place, Fault::new(NoticeKind::Unresolved, message));
            }
        }
        let folders: BTreeSet<&str> = links.iter().map(|index| contents.path(*index)).collect();
        for index in (0..contents.len()).filter(|_| !folders.is_empty()) {
            let path = contents.path(index);
            let mut above = path.match_indices('/').filter_map(|(slash, _)| path.get(..slash));
            if let Some(link) = above.find(|folder| folders.contains(folder)) {
                let message = format!("it lies below `{link}`, which is a link");
                self.note(&format!("{inside}{path}"), Fault::malformed(message));
            }
        }
        links
    }

    fn node(&mut self, at: At<'_, '_>, promised: &Promised<'_>, owned: &mut Owned) {
        for (index, folder) in &promised.node {
            let text = self.text(at, *index).unwrap_or_default();
            let (package, notices) = node::read(at.contents.file(*index), &text, folder, self.limits);
            // Of a file that could not be read the reason is noted already.
            if !text.is_empty() {
                self.take(at, *index, notices);
            }
            owned.add_folder(parent_path(at.contents.path(*index)));
            self.found(at, *index, package);
        }
    }

    fn python(&mut self, at: At<'_, '_>, promised: &Promised<'_>, owned: &mut Owned) {
        for (folder, files) in &promised.distributions {
            let others = [files.record, files.direct_url, files.top_level];
            let spoken = files.metadata.iter().map(|index| (*index, true));
            // The folder's name suffices where the metadata was taken out to save room.
            let silent = others.into_iter().flatten().map(|index| (index, false)).take(1);
            let silent = silent.filter(|_| files.metadata.is_empty());
            let before = self.shipment.packages.len();
            for (index, is_metadata) in spoken.chain(silent) {
                let text = Some(index).filter(|_| is_metadata).and_then(|index| self.text(at, index));
                self.distribution(at, index, &text.unwrap_or_default(), (folder, files.direct_url));
            }
            if self.shipment.packages.len() > before {
                self.own_modules(at, folder, files, owned);
            }
        }
    }

    fn distribution(&mut self, at: At<'_, '_>, index: usize, metadata: &str, beside: (&str, Option<usize>)) {
        let (folder, direct_url) = beside;
        let file = at.contents.file(index);
        let Some(mut package) = python::read(file, metadata, folder) else {
            return self.note(&at.inside(index), Fault::malformed("a distribution of Python without a name"));
        };
        let direct_url = direct_url.and_then(|index| self.text(at, index)).unwrap_or_default();
        package.origin = python::origin(file, &direct_url, self.limits).unwrap_or_default();
        self.found(at, index, package);
    }

    /// The files of a distribution are its folder and what its record or, without one, its list of modules names.
    fn own_modules(&mut self, at: At<'_, '_>, folder: &str, files: &Distribution, owned: &mut Owned) {
        owned.add_folder(folder);
        // A single file may stand for the folder.
        owned.add_file(folder);
        let record = files.record.and_then(|index| self.text(at, index)).unwrap_or_default();
        python::recorded(&record, folder).for_each(|path| owned.add_file(path));
        if record.is_empty() {
            let modules = files.top_level.and_then(|index| self.text(at, index)).unwrap_or_default();
            python::modules(&modules, folder).for_each(|path| {
                owned.add_file(format!("{path}.py"));
                owned.add_folder(path);
            });
        }
    }

    fn java(&mut self, at: At<'_, '_>, promised: &Promised<'_>, owned: &mut Owned) {
        let jar = Some(at.inside.trim_end_matches("!/")).filter(|jar| jar.to_ascii_lowercase().ends_with(".jar"));
        let (before, mut is_known) = (self.shipment.packages.len(), false);
        let projects: BTreeMap<&str, usize> = match promised.poms.is_empty() {
            true => BTreeMap::new(),
            false => (0..at.contents.len()).map(|index| (at.contents.path(index), index)).collect(),
        };
        for index in &promised.poms {
            let path = at.contents.path(*index);
            let text = self.text(at, *index).unwrap_or_default();
            match java::read_pom(at.contents.file(*index), &text, path) {
                Some(mut package) => {
                    let project = projects.get(format!("{}/pom.xml", parent_path(path)).as_str());
                    let project = project.and_then(|index| self.text(at, *index)).unwrap_or_default();
                    package.licence = java::licence(at.contents.file(*index), &project, self.limits);
                    owned.add_folder(parent_path(path));
                    is_known |= jar.is_some_and(|jar| java::is_named_after(jar, &package));
                    self.found(at, *index, package);
                }
                None => self.note(&at.inside(*index), Fault::malformed("it says no group and artifact")),
            }
        }
        let Some(jar) = jar else { return };
        is_known = is_known || self.is_known_by_manifest(at, promised.manifest, jar, before);
        // Of a jar with several artifacts nobody says which file belongs to which.
        owned.all = is_known && self.shipment.packages.len() == before + 1;
    }

    /// Takes a jar for what its manifest says, or notes that it is not known. The packages found since `before` are the
    /// artifacts that it holds.
    fn is_known_by_manifest(&mut self, at: At<'_, '_>, manifest: Option<usize>, jar: &str, before: usize) -> bool {
        let text = manifest.and_then(|index| self.text(at, index)).unwrap_or_default();
        let held = self.shipment.packages.get(before..).unwrap_or_default();
        let only = if let [only] = held { Some(&only.package) } else { None };
        match java::identify(at.contents.file(0), &text, jar, only) {
            Identity::Only => true,
            Identity::Sure(package) => {
                let inside = manifest.map_or_else(|| jar.to_owned(), |index| at.inside(index));
                self.shipment.packages.push(Shipped { package: *package, inside });
                true
            }
            Identity::Unsure(said) => {
                let said = if said.is_empty() { said } else { format!(", which calls itself `{said}`") };
                let held = if held.is_empty() { "" } else { "; what it holds of others is known" };
                let message = format!("unidentified jar{said}{held}");
                self.note(jar, Fault::new(NoticeKind::Unresolved, message));
                false
            }
        }
    }

    /// What a `.deps.json` names is shipped if any file of it is there; others may be part of a larger file.
    fn dotnet(&mut self, at: At<'_, '_>, promised: &Promised<'_>, owned: &mut Owned) {
        if promised.dotnet.is_empty() {
            return;
        }
        let paths: BTreeSet<&str> = (0..at.contents.len()).map(|index| at.contents.path(index)).collect();
        for index in &promised.dotnet {
            let Some(text) = self.text(at, *index) else { continue };
            let (libraries, notices) = dotnet::read(at.contents.file(*index), &text, self.limits);
            self.take(at, *index, notices);
            let folder = parent_path(at.contents.path(*index));
            let mut absent = 0;
            for library in libraries {
                let files = library.files.iter().filter_map(|file| join_path(folder, file));
                let files: Vec<String> = files.filter(|file| paths.contains(file.as_str())).collect();
                if files.is_empty() {
                    absent += 1;
                    continue;
                }
                // Of other kinds each package has a file of its own, and files are counted.
                if !self.keep(at, *index, 1) {
                    break;
                }
                files.into_iter().for_each(|file| owned.add_file(file));
                self.found(at, *index, library.package);
            }
            if absent > 0 {
                let message = format!("no file is there of packages that it names, in number {absent}");
                self.note(&at.inside(*index), Fault::new(NoticeKind::Ambiguous, message));
            }
        }
    }

    fn ruby(&mut self, at: At<'_, '_>, promised: &Promised<'_>, owned: &mut Owned) {
        for index in &promised.gems {
            let path = at.contents.path(*index);
            let text = self.text(at, *index).unwrap_or_default();
            match ruby::read(at.contents.file(*index), &text, path) {
                Some(package) => {
                    owned.add_file(path);
                    ruby::gem_folder(path).into_iter().for_each(|folder| owned.add_folder(folder));
                    self.found(at, *index, package);
                }
                None => self.note(&at.inside(*index), Fault::malformed("a specification of a gem without a name")),
            }
        }
    }

    /// Lockfiles and manifests that are not files of a package.
    fn lists(&mut self, at: At<'_, '_>, promised: &Promised<'_>, owned: &Owned) {
        for (index, format) in &promised.lists {
            if owned.has(at.contents.path(*index)) {
                continue;
            }
            let Some(text) = self.text(at, *index) else { continue };
            let input = Input { file: at.contents.file(*index), text: &text, limits: self.limits };
            let mut inventory = reader::read(*format, input);
            self.take(at, *index, std::mem::take(&mut inventory.notices));
            let needs: usize = inventory.packages.iter().map(|package| package.dependencies.len()).sum();
            if !self.keep(at, *index, needs + inventory.packages.len() + inventory.requirements.len()) {
                continue;
            }
            self.shipment.listed.push(Listed { inside: at.inside(*index), format: *format, inventory });
        }
    }

    /// Files that hold packages, of which lists and installed packages beside them say the versions.
    fn bundles(&mut self, at: At<'_, '_>, promised: &Promised<'_>, owned: &mut Owned) {
        let scripts = promised.scripts.iter().filter(|index| !owned.has(at.contents.path(**index)));
        let scripts: Vec<usize> = scripts.copied().collect();
        let mut candidates = None;
        for index in scripts {
            let Some(text) = self.text(at, index).filter(|text| is_bundle(text.as_bytes())) else { continue };
            let candidates = candidates.get_or_insert_with(|| self.candidates(at));
            let bundle = self.bundle(at, index, &text, candidates);
            owned.add_part(at.contents.path(index), bundle.identified_bytes);
            for own in bundle.packages {
                if !self.keep(at, index, 1) {
                    break;
                }
                let file = at.contents.file(index);
                own.packages(file).into_iter().for_each(|package| self.found(at, index, package));
            }
        }
    }

    /// What a bundle holds, by its source map too if that lies where the bundle says.
    fn bundle(&mut self, at: At<'_, '_>, index: usize, text: &str, candidates: &[Candidate]) -> Bundle {
        let map = map_beside(text).and_then(|map| join_path(parent_path(at.contents.path(index)), map));
        let map = map.and_then(|map| (0..at.contents.len()).find(|index| at.contents.path(*index) == map));
        let map = map.and_then(|map| self.text(at, map));
        let file = at.contents.file(index);
        let mut bundle = read_bundle(file, text, map.as_deref(), candidates, &BundleIndex::embedded(), self.limits);
        self.take(at, index, std::mem::take(&mut bundle.notices));
        bundle
    }

    /// The packages that lists and folders of an archive name.
    fn candidates(&self, at: At<'_, '_>) -> Vec<Candidate> {
        let listed = self.shipment.listed.iter().filter(|own| own.inside.starts_with(at.inside));
        let installed = self.shipment.packages.iter().filter(|own| own.inside.starts_with(at.inside));
        let all = listed.flat_map(|own| &own.inventory.packages).chain(installed.map(|own| &own.package));
        let all: BTreeSet<Candidate> = all.filter(|own| own.ecosystem == Ecosystem::Npm).map(Candidate::of).collect();
        all.into_iter().collect()
    }

    /// Takes in a package that a file names.
    pub(super) fn found(&mut self, at: At<'_, '_>, index: usize, mut package: Package) {
        if !self.keep(at, index, package.dependencies.len()) {
            package.dependencies = Vec::new();
        }
        if package.version.is_none() && package.origin == Origin::Registry {
            let message = format!("the version of `{}` is not known", package.name);
            self.note(&at.inside(index), Fault::new(NoticeKind::Unresolved, message));
        }
        self.shipment.packages.push(Shipped { package, inside: at.inside(index) });
    }
}

fn promised<'p>(contents: &'p Contents<'_>, links: &BTreeSet<usize>) -> Promised<'p> {
    let mut promised = Promised::default();
    for index in (0..contents.len()).filter(|index| !links.contains(index)) {
        if contents.is_npm() && contents.path(index) == NPM {
            promised.node.push((index, "package"));
            continue;
        }
        match Matter::of_path(contents.path(index)) {
            Some(Matter::NodePackage(folder)) => promised.node.push((index, folder)),
            Some(Matter::Distribution(folder, file)) => {
                let distribution = promised.distributions.entry(folder).or_default();
                let place = match file {
                    DistributionFile::Metadata => {
                        distribution.metadata.push(index);
                        continue;
                    }
                    DistributionFile::DirectUrl => &mut distribution.direct_url,
                    DistributionFile::Record => &mut distribution.record,
                    DistributionFile::TopLevel => &mut distribution.top_level,
                };
                *place = Some(index);
            }
            Some(Matter::PomProperties) => promised.poms.push(index),
            Some(Matter::JarManifest) => promised.manifest = Some(index),
            Some(Matter::DotNet) => promised.dotnet.push(index),
            Some(Matter::Gem) => promised.gems.push(index),
            Some(Matter::List(format)) => promised.lists.push((index, format)),
            Some(Matter::Archive) => promised.nested.push(index),
            Some(Matter::Record(record)) => promised.records.push((index, record)),
            Some(Matter::Program) => promised.programs.push((index, true)),
            Some(Matter::Library) => promised.programs.push((index, false)),
            None if is_script(contents.path(index)) => promised.scripts.push(index),
            None => {}
        }
    }
    promised
}
