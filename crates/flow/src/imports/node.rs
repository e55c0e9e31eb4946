//! Where Node finds a module, and where TypeScript and bundlers do.
//!
//! Source: the documentation of Node, "Modules: CommonJS modules", "Modules: Packages" and "ECMAScript modules", with their
//! algorithms; of TypeScript, "Module Resolution".

mod builtins;
mod exports;
mod manifest;
mod pnpm;
mod tsconfig;

use std::collections::BTreeMap;
use std::rc::Rc;

use source::{FileId, Files, Limits, join_path, parent_path};

use super::found::{Found, child, is_folder, upwards};
use super::written::How;
use exports::Conditions;
use manifest::Manifest;
use tsconfig::TypeScript;

pub(super) use builtins::is_builtin;

/// Endings that Node itself tries.
const ENDINGS: [&str; 3] = [".js", ".json", ".node"];
/// Endings that compilers and bundlers try as well.
const SOURCE_ENDINGS: [&str; 7] = [".ts", ".tsx", ".mts", ".cts", ".jsx", ".mjs", ".cjs"];
/// What TypeScript writes for the files of its own, by the ending of what they become.
const COMPILED: [(&str, &[&str]); 4] =
    [(".js", &[".ts", ".tsx", ".jsx"]), (".jsx", &[".tsx"]), (".mjs", &[".mts"]), (".cjs", &[".cts"])];

/// The resolver of JavaScript.
pub(super) struct Node<'f> {
    files: &'f dyn Files,
    limits: &'f Limits,
    manifests: BTreeMap<String, Option<Rc<Manifest>>>,
    configs: BTreeMap<String, Option<Rc<TypeScript>>>,
    /// The folders of the project's own packages, by their names.
    workspaces: Option<BTreeMap<String, String>>,
    /// The folders of packages in pnpm's stores, by store and name.
    stores: BTreeMap<String, Rc<pnpm::Store>>,
}

impl<'f> Node<'f> {
    pub(super) fn new(files: &'f dyn Files, limits: &'f Limits) -> Self {
        Self {
            files,
            limits,
            manifests: BTreeMap::new(),
            configs: BTreeMap::new(),
            workspaces: None,
            stores: BTreeMap::new(),
        }
    }

    /// What a name leads to from a file; further folders of packages are looked at last.
    pub(super) fn resolve(&mut self, from: FileId, name: &str, how: How, roots: &[String]) -> Found {
        let path = self.files.path(from);
        let folder = parent_path(path).to_owned();
        let is_installed = is_in_modules(path);
        // What a bundler is told after `?` does not matter here.
        let name = if self.is_path(name) { name.split('?').next().unwrap_or(name) } else { name };
        if is_builtin(name) {
            return Found::Runtime;
        }
        if self.is_path(name) {
            return self.relative(&folder, name, is_installed);
        }
        if name.starts_with('#') {
            return self.internal(&folder, name, how, roots).unwrap_or(Found::Nowhere);
        }
        let mapped = if is_installed { None } else { self.mapped(&folder, name) };
        let found = mapped.map(Found::file).or_else(|| self.own_name(&folder, name, how));
        let found = found.or_else(|| self.installed(&folder, name, how, roots));
        let found = found.or_else(|| self.stored(&folder, name, how));
        let found = found.or_else(|| if is_installed { None } else { self.workspace(name, how) });
        found.unwrap_or_else(|| package_name(name).map_or(Found::Nowhere, |name| Found::Package(vec![name])))
    }

    /// The file of a path without an ending: the handler of a function, `main` of a manifest.
    pub(super) fn file_or_folder(&mut self, path: &str) -> Option<FileId> {
        self.as_file(path, true).or_else(|| self.as_folder(path, true))
    }

    fn is_path(&self, name: &str) -> bool {
        name.starts_with("./") || name.starts_with("../") || name == "." || name == ".."
    }

    fn relative(&mut self, folder: &str, name: &str, is_installed: bool) -> Found {
        let Some(path) = join_path(folder, name) else { return Found::Nowhere };
        let has_sources = !is_installed;
        let is_folder_only = name.ends_with('/') || name.ends_with("/.") || name.ends_with("..") || name == ".";
        let file = if is_folder_only { None } else { self.as_file(&path, has_sources) };
        file.or_else(|| self.as_folder(&path, has_sources)).map_or(Found::Nowhere, Found::file)
    }

    fn as_file(&self, path: &str, has_sources: bool) -> Option<FileId> {
        let with = |ending: &str| self.files.find(&format!("{path}{ending}"));
        if let Some(exact) = self.files.find(path).filter(|_| !path.is_empty()) {
            return Some(exact);
        }
        let own = ENDINGS.iter().find_map(|ending| with(ending));
        if own.is_some() || !has_sources {
            return own;
        }
        SOURCE_ENDINGS.iter().find_map(|ending| with(ending)).or_else(|| {
            COMPILED.iter().find_map(|(ending, written)| {
                let stem = path.strip_suffix(ending)?;
                written.iter().find_map(|ending| self.files.find(&format!("{stem}{ending}")))
            })
        })
    }

    fn as_folder(&mut self, path: &str, has_sources: bool) -> Option<FileId> {
        let main = self.manifest(path).and_then(|manifest| manifest.main.clone());
        if let Some(main) = main.filter(|main| !main.is_empty())
            && let Some(main) = join_path(path, &main)
        {
            let index = |this: &Self| this.as_file(&child(&main, "index"), has_sources);
            if let Some(found) = self.as_file(&main, has_sources).or_else(|| index(self)) {
                return Some(found);
            }
        }
        let index = child(path, "index");
        let found = self.files.find(&format!("{index}.js")).or_else(|| self.as_file(&index, has_sources));
        found.filter(|_| is_folder(self.files, path))
    }

    /// `#name`: what the package around maps it to.
    fn internal(&mut self, folder: &str, name: &str, how: How, roots: &[String]) -> Option<Found> {
        let (scope, manifest) = self.scope(folder)?;
        let target = exports::import(manifest.imports.as_ref()?, name, Conditions::of(how))?;
        if target.starts_with("./") {
            return Some(self.exactly(&scope, &target).map_or(Found::Nowhere, Found::file));
        }
        if is_builtin(&target) {
            return Some(Found::Runtime);
        }
        let found = self.installed(&scope, &target, how, roots).or_else(|| self.stored(&scope, &target, how));
        found.or_else(|| Some(Found::Package(vec![package_name(&target)?])))
    }

    /// The name of the package around, if it exports anything.
    fn own_name(&mut self, folder: &str, name: &str, how: How) -> Option<Found> {
        let (scope, manifest) = self.scope(folder)?;
        let (own, inside) = split(name)?;
        let is_own = manifest.name.as_deref() == Some(own);
        let exported = manifest.exports.as_ref().filter(|_| is_own)?;
        let target = exports::export(exported, inside, Conditions::of(how))?;
        self.exactly(&scope, &target).map(Found::file)
    }

    /// `node_modules` here and above, then what was handed in.
    fn installed(&mut self, folder: &str, name: &str, how: How, roots: &[String]) -> Option<Found> {
        let (own, inside) = split(name)?;
        let places = upwards(folder).filter(|above| !is_modules(above)).map(|above| child(above, "node_modules"));
        let places: Vec<String> = places.chain(roots.iter().cloned()).collect();
        places.iter().find_map(|place| {
            let package = child(place, own);
            let is_there = is_folder(self.files, &package) || self.as_file(&package, false).is_some();
            if is_there { self.package(&package, inside, how, false) } else { None }
        })
    }

    /// The packages that pnpm keeps beside each other and links to, which `Files` does not follow.
    fn stored(&mut self, folder: &str, name: &str, how: How) -> Option<Found> {
        let (own, inside) = split(name)?;
        let wanted = self.scope(folder).and_then(|(_, manifest)| manifest.range(own));
        let places: Vec<String> = upwards(folder).map(|above| child(above, "node_modules/.pnpm")).collect();
        for place in places {
            let packages = self.store(&place).of(own, wanted.as_deref());
            let found = packages.iter().filter_map(|package| match self.package(package, inside, how, false)? {
                Found::Files(files) => Some(files),
                _ => None,
            });
            let found: Vec<FileId> = found.flatten().collect();
            if !found.is_empty() {
                return Some(Found::Files(found));
            }
        }
        None
    }

    fn store(&mut self, place: &str) -> Rc<pnpm::Store> {
        if let Some(store) = self.stores.get(place) {
            return Rc::clone(store);
        }
        let store = Rc::new(pnpm::Store::read(self.files, place));
        self.stores.insert(place.to_owned(), Rc::clone(&store));
        store
    }

    /// A package of the project itself, by its name.
    fn workspace(&mut self, name: &str, how: How) -> Option<Found> {
        let (own, inside) = split(name)?;
        let folder = self.workspaces().get(own)?.clone();
        Some(self.package(&folder, inside, how, true).unwrap_or(Found::Nowhere))
    }

    /// What a folder that holds a package gives for a path inside of it. `inside` is empty or begins with `/`.
    fn package(&mut self, folder: &str, inside: &str, how: How, is_source: bool) -> Option<Found> {
        let manifest = self.manifest(folder);
        if let Some(exported) = manifest.as_ref().and_then(|manifest| manifest.exports.as_ref()) {
            let target = exports::export(exported, inside, Conditions::of(how));
            let file = target.and_then(|target| self.exactly(folder, &target));
            let file = file.or_else(|| if is_source { self.source_of(folder, inside) } else { None });
            // What a package does not export cannot be had from further up.
            return Some(file.map_or(Found::Nowhere, Found::file));
        }
        let path = format!("{folder}{inside}");
        let path = path.trim_end_matches('/');
        let file = if inside.ends_with('/') { None } else { self.as_file(path, is_source) };
        let found = file.or_else(|| self.as_folder(path, is_source));
        found.or_else(|| if is_source { self.source_of(folder, inside) } else { None }).map(Found::file)
    }

    /// The source of a package whose compiled files are not there.
    fn source_of(&mut self, folder: &str, inside: &str) -> Option<FileId> {
        let inside = inside.trim_start_matches('/');
        let at = |path: &str| child(folder, path);
        let places = if inside.is_empty() {
            vec![at("src/index"), at("index"), at("lib/index")]
        } else {
            vec![at(inside), at(&format!("src/{inside}")), at(&format!("{inside}/index"))]
        };
        places.iter().find_map(|place| self.as_file(place, true))
    }

    /// A path of a manifest that is taken as it is; compiled files that are not there stand for their source.
    fn exactly(&self, folder: &str, target: &str) -> Option<FileId> {
        let path = join_path(folder, target)?;
        self.files.find(&path).or_else(|| if is_in_modules(&path) { None } else { self.as_file(&path, true) })
    }

    /// What `tsconfig.json` maps a name to.
    fn mapped(&mut self, folder: &str, name: &str) -> Option<FileId> {
        let config = upwards(folder).find_map(|above| self.config(above))?;
        config.candidates(name).iter().find_map(|path| self.file_or_folder(path))
    }

    fn config(&mut self, folder: &str) -> Option<Rc<TypeScript>> {
        if let Some(known) = self.configs.get(folder) {
            return known.clone();
        }
        let names = ["tsconfig.json", "jsconfig.json"];
        let file = names.iter().find_map(|name| self.files.find(&child(folder, name)));
        let config = file.map(|file| Rc::new(TypeScript::read(self.files, file, self.limits)));
        self.configs.insert(folder.to_owned(), config.clone());
        config
    }

    /// The nearest manifest around a folder, within its package.
    fn scope(&mut self, folder: &str) -> Option<(String, Rc<Manifest>)> {
        let around: Vec<&str> = upwards(folder).take_while(|above| !is_modules(above)).collect();
        around.into_iter().find_map(|above| Some((above.to_owned(), self.manifest(above)?)))
    }

    /// The manifest in a folder.
    pub(super) fn manifest(&mut self, folder: &str) -> Option<Rc<Manifest>> {
        if let Some(known) = self.manifests.get(folder) {
            return known.clone();
        }
        let file = self.files.find(&child(folder, "package.json"));
        let manifest = file.and_then(|file| Manifest::read(self.files, file, self.limits)).map(Rc::new);
        self.manifests.insert(folder.to_owned(), manifest.clone());
        manifest
    }

    fn workspaces(&mut self) -> &BTreeMap<String, String> {
        if self.workspaces.is_none() {
            let own = self.files.paths().iter().filter(|path| path.ends_with("/package.json") && !is_in_modules(path));
            let folders: Vec<String> = own.map(|path| parent_path(path).to_owned()).collect();
            let named = folders.into_iter().filter_map(|folder| Some((self.manifest(&folder)?.name.clone()?, folder)));
            // Of two packages of one name the first counts.
            let named: Vec<(String, String)> = named.collect();
            self.workspaces = Some(named.into_iter().rev().collect());
        }
        self.workspaces.get_or_insert_default()
    }
}

/// Whether a path lies in an installed package.
pub(super) fn is_in_modules(path: &str) -> bool {
    path.starts_with("node_modules/") || path.contains("/node_modules/")
}

fn is_modules(folder: &str) -> bool {
    folder == "node_modules" || folder.ends_with("/node_modules")
}

/// The package of a name, and the path inside of it with its slash.
fn split(name: &str) -> Option<(&str, &str)> {
    let scope = if name.starts_with('@') { name.find('/')? + 1 } else { 0 };
    let end = name.get(scope..)?.find('/').map_or(name.len(), |at| scope + at);
    let (own, inside) = (name.get(..end)?, name.get(end..)?);
    let is_name = !own.is_empty() && !own.starts_with('.') && !own.contains(['\\', '%', ':', '!', ' ']);
    (is_name && own.len() > scope).then_some((own, inside))
}

/// The name of the package that a name takes a module from; none for what npm knows no packages for.
pub(super) fn package_name(name: &str) -> Option<String> {
    let (own, _) = split(name)?;
    // `@/a` and `~/a` are what bundlers map.
    (!own.starts_with("@/") && !own.starts_with('~')).then(|| own.to_owned())
}

/// The folder and the name of the package that a file is installed in.
pub(super) fn package_of(path: &str) -> Option<(&str, &str)> {
    let marker = "node_modules/";
    let (at, _) =
        path.rmatch_indices(marker).find(|(at, _)| *at == 0 || path.get(..*at).is_some_and(|b| b.ends_with('/')))?;
    let start = at + marker.len();
    let (own, _) = split(path.get(start..)?)?;
    Some((path.get(..start + own.len())?, own))
}
