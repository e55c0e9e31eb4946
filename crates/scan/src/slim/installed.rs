//! The packages that are installed in a folder, and which files are theirs.

use std::collections::{BTreeMap, BTreeSet};

use packages::{Ecosystem, Format, Input, read};
use serde_json::Value;
use source::{FileId, Files, Limits};

use super::{every, texts::text};

/// An installed package.
#[derive(Debug)]
pub(super) struct Installed {
    pub(super) ecosystem: Ecosystem,
    /// The name as written.
    pub(super) name: String,
    /// The name as the ecosystem compares it.
    pub(super) key: String,
    pub(super) version: Option<String>,
    /// The folder of a package of Node; the `.dist-info` folder of one of Python.
    pub(super) folder: String,
    /// Its own files, without those of packages in it.
    pub(super) files: Vec<FileId>,
    /// What it asks for, optional packages among them, as the ecosystem compares names.
    pub(super) needs: BTreeSet<String>,
    /// The groups of its entry points that are no commands: by them others find it.
    pub(super) groups: BTreeSet<String>,
}

/// All packages of a folder.
#[derive(Debug, Default)]
pub(super) struct Site {
    pub(super) packages: Vec<Installed>,
    of_file: BTreeMap<FileId, usize>,
    by_name: BTreeMap<(Ecosystem, String), Vec<usize>>,
    /// The packages by the words that code may name them with: their names, and in Python their modules.
    by_word: BTreeMap<String, BTreeSet<usize>>,
}

impl Site {
    /// Reads what is installed.
    pub(super) fn read(files: &dyn Files, limits: &Limits) -> Self {
        let mut site = Self::default();
        let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
        for file in every(files) {
            let Some((folder, name)) = node_package(files.path(file)) else { continue };
            let number = *numbers.entry(folder).or_insert_with(|| {
                site.packages.push(node(files, folder, name));
                site.packages.len() - 1
            });
            site.add(file, number);
        }
        for file in every(files) {
            let path = files.path(file);
            let Some(folder) = path.strip_suffix("/METADATA").filter(|folder| folder.ends_with(".dist-info")) else {
                continue;
            };
            if site.of_file.contains_key(&file) {
                continue;
            }
            let number = site.packages.len();
            site.packages.push(python(files, file, folder));
            for own in recorded(files, folder, limits) {
                if !site.of_file.contains_key(&own) {
                    site.add(own, number);
                }
            }
        }
        site.index(files);
        site
    }

    fn index(&mut self, files: &dyn Files) {
        for (number, own) in self.packages.iter().enumerate() {
            self.by_name.entry((own.ecosystem, own.key.clone())).or_default().push(number);
            let mut words = BTreeSet::from([own.name.as_str(), own.key.as_str()]);
            if own.ecosystem == Ecosystem::PyPi {
                let root = source::parent_path(&own.folder).len();
                let inside = own.files.iter().filter_map(|file| files.path(*file).get(root..));
                let tops = inside.filter_map(|path| path.trim_start_matches('/').split(['/', '.']).next());
                words.extend(tops);
            }
            for word in words {
                self.by_word.entry(word.to_owned()).or_default().insert(number);
            }
        }
    }

    /// The packages that a word may mean.
    pub(super) fn meant(&self, word: &str) -> impl Iterator<Item = usize> {
        self.by_word.get(word).into_iter().flatten().copied()
    }

    fn add(&mut self, file: FileId, number: usize) {
        self.of_file.insert(file, number);
        if let Some(own) = self.packages.get_mut(number) {
            own.files.push(file);
        }
    }

    /// The package that a file is of, by its place; none for the function's own.
    pub(super) fn package_of(&self, file: FileId) -> Option<usize> {
        self.of_file.get(&file).copied()
    }

    /// The packages of a name.
    pub(super) fn named(&self, ecosystem: Ecosystem, key: &str) -> impl Iterator<Item = usize> {
        self.by_name.get(&(ecosystem, key.to_owned())).into_iter().flatten().copied()
    }
}

/// The folder and the name of the innermost package of Node around a file.
fn node_package(path: &str) -> Option<(&str, &str)> {
    const MODULES: &str = "node_modules/";
    let is_whole = |at: usize| at == 0 || path.get(..at).is_some_and(|before| before.ends_with('/'));
    let (at, _) = path.rmatch_indices(MODULES).find(|(at, _)| is_whole(*at))?;
    let start = at + MODULES.len();
    let rest = path.get(start..)?;
    let mut parts = rest.match_indices('/').map(|(at, _)| at);
    let end = if rest.starts_with('@') { parts.nth(1) } else { parts.next() }?;
    let name = rest.get(..end).filter(|name| !name.starts_with('.'))?;
    Some((path.get(..start + end)?, name))
}

fn node(files: &dyn Files, folder: &str, name: &str) -> Installed {
    let manifest = files.find(&format!("{folder}/package.json")).map(|file| text(files, file)).unwrap_or_default();
    let manifest: Value = serde_json::from_str(&manifest).unwrap_or_default();
    let groups = ["dependencies", "optionalDependencies", "peerDependencies"];
    let needs = groups.iter().filter_map(|group| manifest.get(group)?.as_object()).flat_map(|group| group.keys());
    Installed {
        ecosystem: Ecosystem::Npm,
        name: name.to_owned(),
        key: Ecosystem::Npm.normalise(name),
        version: manifest.get("version").and_then(Value::as_str).map(str::to_owned),
        folder: folder.to_owned(),
        files: Vec::new(),
        needs: needs.map(|name| Ecosystem::Npm.normalise(name)).collect(),
        groups: BTreeSet::new(),
    }
}

fn python(files: &dyn Files, metadata: FileId, folder: &str) -> Installed {
    let metadata = text(files, metadata);
    let head = || metadata.lines().take_while(|line| !line.is_empty());
    let field = |name: &str| head().find_map(|line| line.strip_prefix(name)?.strip_prefix(": ").map(str::trim));
    let stem = folder.rsplit('/').next().unwrap_or(folder).trim_end_matches(".dist-info");
    let name = field("Name").unwrap_or_else(|| stem.split('-').next().unwrap_or(stem));
    let needs = head().filter_map(|line| line.strip_prefix("Requires-Dist: "));
    let is_name = |character: char| character.is_ascii_alphanumeric() || matches!(character, '-' | '_' | '.');
    let needs = needs.filter_map(|need| need.trim().split(|character| !is_name(character)).next());
    Installed {
        ecosystem: Ecosystem::PyPi,
        name: name.to_owned(),
        key: Ecosystem::PyPi.normalise(name),
        version: field("Version").map(str::to_owned),
        folder: folder.to_owned(),
        files: Vec::new(),
        needs: needs.map(|name| Ecosystem::PyPi.normalise(name)).collect(),
        groups: groups(files, folder),
    }
}

/// The groups of `entry_points.txt`. Source: "Entry points specification" of the Python packaging guide.
fn groups(files: &dyn Files, folder: &str) -> BTreeSet<String> {
    let entries = files.find(&format!("{folder}/entry_points.txt")).map(|file| text(files, file)).unwrap_or_default();
    let heads = entries.lines().filter_map(|line| line.trim().strip_prefix('[')?.strip_suffix(']'));
    heads.filter(|group| !matches!(*group, "console_scripts" | "gui_scripts")).map(str::to_owned).collect()
}

/// The files that `RECORD` lists and that are there, with all of the folder it lies in.
fn recorded(files: &dyn Files, folder: &str, limits: &Limits) -> Vec<FileId> {
    let root = source::parent_path(folder);
    let record = files.find(&format!("{folder}/RECORD")).map(|file| text(files, file)).unwrap_or_default();
    let paths = record.lines().take(limits.files).filter_map(|line| line.split(',').next());
    let listed = paths.filter_map(|path| files.find(&source::join_path(root, path.trim_matches('"'))?));
    let prefix = format!("{folder}/");
    let start = files.paths().partition_point(|path| path.as_ref() < prefix.as_str());
    let own = every(files).skip(start).take_while(|file| files.path(*file).starts_with(&prefix));
    let all: BTreeSet<FileId> = listed.chain(own).collect();
    all.into_iter().collect()
}

/// The names that the function's own manifest asks for, as ecosystems compare them; none if there is no manifest.
pub(super) fn direct(files: &dyn Files, limits: &Limits) -> Option<BTreeSet<String>> {
    let manifests = [("package.json", Format::PackageJson), ("requirements.txt", Format::Requirements)];
    let read = manifests.iter().filter_map(|(path, format)| {
        let file = files.find(path)?;
        let text = text(files, file);
        Some(read(*format, Input { file, text: &text, limits }))
    });
    let mut asked = None;
    for inventory in read {
        let names = asked.get_or_insert_with(BTreeSet::new);
        names.extend(inventory.requirements.into_iter().map(|own| own.name));
        names.extend(inventory.packages.into_iter().map(|own| own.name));
    }
    asked
}
