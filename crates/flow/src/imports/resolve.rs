//! Each language's own way from an import to files.

use std::collections::BTreeSet;

use packages::Ecosystem;
use source::{FileId, Files, join_path, parent_path};
use tree::Language;

use super::found::{Found, beginning, child, inside, is_folder};
use super::walk::{Importer, Start};
use super::written::{Import, Target};
use super::{go, node, ruby};

/// Where modules are looked for in a function, beside the importing file's own folder.
#[derive(Debug, Clone, Default)]
pub(super) struct Roots {
    folder: String,
    layers: Vec<String>,
    /// Folders of packages of Node.
    pub(super) node: Vec<String>,
    /// `sys.path` of Python, the function's own folder first.
    pub(super) python: Vec<String>,
    pub(super) ruby: Vec<String>,
}

impl Roots {
    /// Those of a function and its layers, in the order of the documentation of AWS, "Working with layers": each language's
    /// folder. Azure installs Python's packages beside the function.
    pub(super) fn of(files: &dyn Files, start: &Start) -> Self {
        let own = &start.folder;
        let mut roots = Self { folder: own.clone(), layers: start.layers.clone(), ..Self::default() };
        roots.python = vec![own.clone(), child(own, ".python_packages/lib/site-packages")];
        roots.ruby = vec![own.clone(), child(own, "lib")];
        for layer in &start.layers {
            roots.node.push(child(layer, "nodejs/node_modules"));
            roots.node.extend(versioned(files, &child(layer, "nodejs"), "node").map(|own| child(&own, "node_modules")));
            roots.python.push(child(layer, "python"));
            let versions = versioned(files, &child(layer, "python/lib"), "python");
            roots.python.extend(versions.map(|own| child(&own, "site-packages")));
            roots.ruby.push(child(layer, "ruby/lib"));
        }
        let is_there = |root: &String| root.is_empty() || is_folder(files, root);
        roots.node.retain(is_there);
        roots.python.retain(is_there);
        roots.ruby.retain(is_there);
        roots
    }

    /// Where a path of the running function may lie: `/var/task/a` and `/opt/a`.
    fn deployed(&self, path: &str) -> Vec<String> {
        match (path.strip_prefix("/var/task/"), path.strip_prefix("/opt/")) {
            (Some(own), _) => vec![child(&self.folder, own)],
            (_, Some(own)) => self.layers.iter().map(|layer| child(layer, own)).collect(),
            _ => Vec::new(),
        }
    }

    /// Adds folders that code adds to `sys.path`, as seen from its own folder or from the function's.
    pub(super) fn add(&mut self, files: &dyn Files, file: FileId, added: &[String]) {
        let own = parent_path(files.path(file));
        for root in added {
            let seen = [join_path(own, root), join_path(&self.folder, root)];
            if let Some(root) = seen.into_iter().flatten().find(|root| is_folder(files, root))
                && !self.python.contains(&root)
            {
                self.python.push(root);
            }
        }
    }
}

/// The folders of versions: `node20`, `python3.13`.
fn versioned<'f>(files: &'f dyn Files, folder: &str, start: &str) -> impl Iterator<Item = String> + use<'f> {
    let prefix = child(folder, start);
    let skip = folder.len() + 1;
    let names =
        beginning(files, prefix).filter_map(move |(_, path)| path.get(skip..)?.split_once('/').map(|(own, _)| own));
    let names: BTreeSet<&str> = names.collect();
    let folder = folder.to_owned();
    names.into_iter().map(move |name| child(&folder, name))
}

impl Importer<'_> {
    /// What an import leads to.
    pub(super) fn found(&mut self, from: FileId, import: &Import, roots: &Roots) -> Vec<Found> {
        let Some(language) = Language::of_path(self.files.path(from)) else { return Vec::new() };
        match language {
            Language::JavaScript | Language::TypeScript | Language::Tsx => {
                vec![self.found_by_node(from, import, roots)]
            }
            Language::Python => self.found_by_python(from, import, roots),
            Language::Go => match &import.target {
                Target::Module(path) => vec![go::resolve(self.files, from, path)],
                _ => vec![Found::Nowhere],
            },
            Language::Ruby => vec![ruby::resolve(self.files, from, &import.target, &roots.ruby)],
            Language::Php => match &import.target {
                Target::Module(path) if path.ends_with(".php") => {
                    let file =
                        join_path(parent_path(self.files.path(from)), path).and_then(|path| self.files.find(&path));
                    vec![file.map_or(Found::Nowhere, Found::file)]
                }
                _ => Vec::new(),
            },
            // Their files are found by the compiler, and the packages of names by nobody.
            Language::Java | Language::CSharp => Vec::new(),
        }
    }

    fn found_by_node(&mut self, from: FileId, import: &Import, roots: &Roots) -> Found {
        match &import.target {
            Target::Module(name) if name.starts_with('/') => {
                let found = roots.deployed(name).iter().find_map(|path| self.node.file_or_folder(path));
                found.map_or(Found::Nowhere, Found::file)
            }
            Target::Module(name) => {
                let found = self.node.resolve(from, name, import.how, &roots.node);
                if found == Found::Nowhere && self.is_declaration(from, name) {
                    Found::Files(Vec::new())
                } else {
                    found
                }
            }
            Target::Start(start) => self.starting(from, start, import, roots),
            Target::Part { .. } | Target::Computed => Found::Nowhere,
        }
    }

    /// Whether a path leads to types alone.
    fn is_declaration(&self, from: FileId, name: &str) -> bool {
        let path = join_path(parent_path(self.files.path(from)), name).filter(|_| name.starts_with('.'));
        path.is_some_and(|path| self.files.find(&format!("{path}.d.ts")).is_some())
    }

    /// The files whose paths begin like a name: those beside the module, or of one package.
    fn starting(&mut self, from: FileId, start: &str, import: &Import, roots: &Roots) -> Found {
        let (before, last) = start.rsplit_once('/').unwrap_or((start, ""));
        let folder = if start.starts_with('.') && start.contains('/') {
            join_path(parent_path(self.files.path(from)), before)
        } else {
            let name = node::package_name(before).filter(|_| start.contains('/'));
            let manifest = name.map(|name| (format!("{name}/package.json"), name));
            manifest.and_then(|(manifest, name)| match self.node.resolve(from, &manifest, import.how, &roots.node) {
                Found::Files(files) => {
                    let folder = parent_path(self.files.path(*files.first()?));
                    Some(format!("{folder}{}", before.strip_prefix(name.as_str())?))
                }
                _ => None,
            })
        };
        let Some(folder) = folder else { return Found::Nowhere };
        let prefix = if folder.is_empty() { last.to_owned() } else { format!("{folder}/{last}") };
        let skip = prefix.len();
        let is_own = |path: &str| path.get(skip..).is_some_and(|rest| !node::is_in_modules(rest));
        let is_code = |path: &str| Language::of_path(path).is_some_and(Language::is_script) || path.ends_with(".json");
        let files = beginning(self.files, prefix).filter(|(_, path)| is_own(path) && is_code(path));
        let files: Vec<FileId> = files.map(|(file, _)| file).filter(|file| *file != from).collect();
        if files.is_empty() { Found::Nowhere } else { Found::Files(files) }
    }

    fn found_by_python(&mut self, from: FileId, import: &Import, roots: &Roots) -> Vec<Found> {
        let (module, name) = match &import.target {
            Target::Module(module) => (module.as_str(), None),
            Target::Part { module, name } => (module.as_str(), Some(name.as_str())),
            Target::Start(start) => {
                return vec![self.python.beginning(from, start, &roots.python)];
            }
            Target::Computed => return vec![Found::Nowhere],
        };
        // The lists of packages are read first, since reading and resolving share the importer.
        let mut wanted = Vec::new();
        let found = self.python.resolve(from, module, name, &roots.python, &mut |package| {
            wanted.push(package);
            Vec::new()
        });
        if wanted.is_empty() {
            return found;
        }
        let exported: Vec<String> =
            wanted.iter().flat_map(|package| self.imports_of(*package).exported.clone()).collect();
        self.python.resolve(from, module, name, &roots.python, &mut |_| exported.clone())
    }

    /// The package that a file is installed in: its ecosystem, folder, names and version.
    pub(super) fn package_of(
        &mut self,
        file: FileId,
        roots: &Roots,
    ) -> Option<(Ecosystem, String, Vec<String>, Option<String>)> {
        let path = self.files.path(file);
        if let Some((folder, name)) = node::package_of(path) {
            let (folder, mut name) = (folder.to_owned(), name.to_owned());
            let manifest = self.node.manifest(&folder);
            let version = manifest.as_ref().and_then(|manifest| manifest.version.clone());
            // An alias is installed under another name than its own.
            if let Some(own) = manifest.and_then(|manifest| manifest.name.clone()) {
                name = own;
            }
            return Some((Ecosystem::Npm, folder, vec![name], version));
        }
        let language = Language::of_path(path);
        let is_python = language == Some(Language::Python) || path.ends_with(".so") || path.ends_with(".pyd");
        let (names, version) = self.python.distribution(file, &roots.python).filter(|_| is_python)?;
        let names: Vec<String> = names.iter().map(|name| Ecosystem::PyPi.normalise(name)).collect();
        Some((Ecosystem::PyPi, names.first().cloned()?, names, version))
    }

    /// The files of a start that are there, with those that the language takes along: in Go the files of the package, in Python the
    /// packages around.
    pub(super) fn entry_files(&self, start: &Start) -> Vec<FileId> {
        let mut found = BTreeSet::new();
        for file in &start.files {
            let path = self.files.path(*file);
            let folder = parent_path(path);
            match Language::of_path(path) {
                None => continue,
                Some(Language::Go) => found.extend(go::package(self.files, folder)),
                Some(Language::Python) => {
                    let around =
                        super::found::upwards(folder).take_while(|above| *above != start.folder && !above.is_empty());
                    found.extend(around.filter_map(|above| self.files.find(&child(above, "__init__.py"))));
                }
                Some(Language::Java | Language::CSharp) => {
                    let all = inside(self.files, &start.folder);
                    let own = Language::of_path(path);
                    found.extend(all.filter(|(_, path)| Language::of_path(path) == own).map(|(file, _)| file));
                }
                Some(_) => {}
            }
            found.insert(*file);
        }
        found.into_iter().collect()
    }
}
