//! Where Python finds a module.
//!
//! Source: the reference of Python, "The import system"; PEP 420 for packages without `__init__`; the specification of
//! installed projects for `RECORD` and `top_level.txt`.

mod distributions;
mod names;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use source::{FileId, Files, parent_path};

use super::found::{Found, beginning, child, inside, is_folder};
use distributions::Distributions;

pub(super) use names::{brings, is_explained};

/// The resolver of Python.
pub(super) struct Python<'f> {
    files: &'f dyn Files,
    /// What is installed in each root.
    installed: BTreeMap<String, Rc<Distributions>>,
    /// Whether there is code in a folder, for those that were looked at.
    coded: RefCell<BTreeMap<String, bool>>,
}

/// How far a dotted name leads.
struct Walked {
    /// What is loaded on the way.
    files: Vec<FileId>,
    /// The folders of the package that it ends at; empty for a module.
    folders: Vec<String>,
    /// How many of the names were not found.
    rest: usize,
}

impl<'f> Python<'f> {
    pub(super) fn new(files: &'f dyn Files) -> Self {
        Self { files, installed: BTreeMap::new(), coded: RefCell::default() }
    }

    /// What `import module`, or `from module import name`, leads to from a file. What a package's `__all__` lists is asked of
    /// `exported`.
    pub(super) fn resolve(
        &self,
        from: FileId,
        module: &str,
        name: Option<&str>,
        roots: &[String],
        exported: &mut dyn FnMut(FileId) -> Vec<String>,
    ) -> Vec<Found> {
        let names = module.trim_start_matches('.');
        let parts: Vec<&str> = names.split('.').filter(|part| !part.is_empty()).collect();
        let level = module.len() - names.len();
        let is_relative = level > 0;
        let start = match is_relative {
            true => match self.package_above(from, level) {
                Some(folder) => vec![folder],
                None => return vec![Found::Nowhere],
            },
            false => roots.to_vec(),
        };
        let mut walked = self.walk(&start, &parts);
        if parts.is_empty() {
            let init = start.first().and_then(|folder| self.files.find(&child(folder, "__init__.py")));
            walked.files.extend(init);
        }
        if walked.rest > 0 {
            return self.partly(&walked, &parts, name, is_relative);
        }
        let wanted: Vec<String> = match name {
            Some("*") => walked.files.last().map(|package| exported(*package)).unwrap_or_default(),
            Some(name) => vec![name.to_owned()],
            None => Vec::new(),
        };
        let is_certain = !walked.files.is_empty();
        let mut is_part = false;
        if !walked.folders.is_empty() {
            for name in &wanted {
                let below = self.walk(&walked.folders, &[name.as_str()]);
                is_part |= below.rest == 0;
                walked.files.extend(below.files);
            }
        }
        let has_code = || walked.folders.iter().any(|folder| self.has_code(folder));
        // A folder that happens to have the name of a package is none.
        if is_relative || is_certain || is_part && !walked.files.is_empty() || name.is_none() && has_code() {
            let is_missing = is_relative && walked.files.is_empty() && !is_part;
            return vec![if is_missing { Found::Nowhere } else { Found::Files(walked.files) }];
        }
        vec![outside(&parts, name)]
    }

    /// What a dotted name that ends too early leads to.
    fn partly(&self, walked: &Walked, parts: &[&str], name: Option<&str>, is_relative: bool) -> Vec<Found> {
        if walked.files.is_empty() {
            return vec![if is_relative { Found::Nowhere } else { outside(parts, name) }];
        }
        // What a module makes itself, or what was generated and is not here.
        let missing = if walked.folders.is_empty() { Found::Files(Vec::new()) } else { Found::Nowhere };
        vec![Found::Files(walked.files.clone()), missing]
    }

    /// The modules whose dotted names begin with a text that ends in a dot or in the middle of a name.
    pub(super) fn beginning(&self, from: FileId, start: &str, roots: &[String]) -> Found {
        let found = self.modules_beginning(from, start, roots);
        let is_standard = || start.split_once('.').is_some_and(|(first, _)| names::is_standard(first));
        found.map_or_else(|| if is_standard() { Found::Runtime } else { Found::Nowhere }, Found::Files)
    }

    fn modules_beginning(&self, from: FileId, start: &str, roots: &[String]) -> Option<Vec<FileId>> {
        let (package, last) = start.rsplit_once('.')?;
        let level = start.len() - start.trim_start_matches('.').len();
        let (folders, parts): (Vec<String>, Vec<&str>) = match level {
            0 => (roots.to_vec(), package.split('.').collect()),
            _ => {
                let names = start.get(level..)?.rsplit_once('.').map_or("", |(names, _)| names);
                (vec![self.package_above(from, level)?], names.split('.').filter(|part| !part.is_empty()).collect())
            }
        };
        let walked = self.walk(&folders, &parts);
        let mut found = walked.files;
        for folder in walked.folders.iter().filter(|_| walked.rest == 0) {
            let below = beginning(self.files, child(folder, last));
            found.extend(below.filter(|(_, path)| path.ends_with(".py")).map(|(file, _)| file));
        }
        (!found.is_empty()).then_some(found)
    }

    /// The folder of the package that so many dots mean in a file.
    fn package_above(&self, from: FileId, level: usize) -> Option<String> {
        let mut folder = parent_path(self.files.path(from));
        for _ in 1..level {
            if folder.is_empty() {
                return None;
            }
            folder = parent_path(folder);
        }
        Some(folder.to_owned())
    }

    fn walk(&self, start: &[String], parts: &[&str]) -> Walked {
        let mut walked = Walked { files: Vec::new(), folders: start.to_vec(), rest: parts.len() };
        for part in parts {
            let Some((file, folders)) = self.step(&walked.folders, part) else { return walked };
            walked.files.extend(file);
            walked.folders = folders;
            walked.rest -= 1;
        }
        walked
    }

    /// One name in the folders of a package: a package or a module in the first that has one, else a package without
    /// `__init__` of all that have a folder of the name.
    fn step(&self, folders: &[String], name: &str) -> Option<(Option<FileId>, Vec<String>)> {
        let mut namespace = Vec::new();
        for folder in folders {
            let place = child(folder, name);
            if let Some(init) = self.files.find(&format!("{place}/__init__.py")) {
                return Some((Some(init), vec![place]));
            }
            let module = self.extension(&place).or_else(|| self.files.find(&format!("{place}.py")));
            if module.is_some() {
                return Some((module, Vec::new()));
            }
            if is_folder(self.files, &place) {
                namespace.push(place);
            }
        }
        (!namespace.is_empty()).then_some((None, namespace))
    }

    /// A module in machine code: `a.so`, `a.cpython-311-x86_64-linux-gnu.so`, `a.pyd`.
    fn extension(&self, place: &str) -> Option<FileId> {
        let mut named = beginning(self.files, format!("{place}."));
        named
            .find(|(_, path)| {
                (path.ends_with(".so") || path.ends_with(".pyd"))
                    && !path.get(place.len()..).unwrap_or_default().contains('/')
            })
            .map(|(file, _)| file)
    }

    fn has_code(&self, folder: &str) -> bool {
        let mut coded = self.coded.borrow_mut();
        let look = || inside(self.files, folder).any(|(_, path)| path.ends_with(".py"));
        *coded.entry(folder.to_owned()).or_insert_with(look)
    }

    /// The distribution that brought a file, by the root it lies in: its name as written and its version.
    pub(super) fn distribution(&mut self, file: FileId, roots: &[String]) -> Option<(Vec<String>, Option<String>)> {
        let path = self.files.path(file).to_owned();
        let mut of_roots = roots.iter().filter_map(|root| {
            let inside =
                if root.is_empty() { Some(path.as_str()) } else { path.strip_prefix(root.as_str())?.strip_prefix('/') };
            Some((root.clone(), inside?.to_owned()))
        });
        // The innermost root counts.
        let first = of_roots.next()?;
        let (root, inside) = of_roots.fold(first, |best, own| if own.0.len() > best.0.len() { own } else { best });
        let installed = self.installed(&root);
        installed.of(&inside).map(|own| (vec![own.name.clone()], own.version.clone())).or_else(|| {
            let dotted = inside.trim_end_matches(".py").trim_end_matches("/__init__").replace('/', ".");
            is_for_packages(&root).then(|| (brings(&dotted), None))
        })
    }

    fn installed(&mut self, root: &str) -> Rc<Distributions> {
        if let Some(known) = self.installed.get(root) {
            return Rc::clone(known);
        }
        let read = Rc::new(Distributions::read(self.files, root));
        self.installed.insert(root.to_owned(), Rc::clone(&read));
        read
    }
}

/// Whether a folder is one that only installers write to.
fn is_for_packages(root: &str) -> bool {
    matches!(root.rsplit('/').next(), Some("site-packages" | "dist-packages"))
}

/// A name that no file has: of Python itself, or of a distribution.
fn outside(parts: &[&str], name: Option<&str>) -> Found {
    let Some(first) = parts.first() else { return Found::Nowhere };
    if names::is_standard(first) {
        return Found::Runtime;
    }
    let dotted = parts.iter().copied().chain(name.filter(|name| *name != "*")).collect::<Vec<_>>().join(".");
    Found::Package(brings(&dotted))
}
