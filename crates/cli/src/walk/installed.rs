//! What is installed in folders that are left out otherwise: only the files that say so, found by where installers put
//! them, so that a large folder is not listed as a whole.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use packages::{installed_in, is_archive};

/// The file in which a package of Node says its name and version.
const PACKAGE: &str = "package.json";
/// Where `sam build` puts what is deployed, below its folder.
const BUILT: &str = "build";

/// A folder that is still to be looked at.
struct Folder {
    absolute: PathBuf,
    /// Its path in the scan with a trailing `/`.
    prefix: String,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// `node_modules`.
    Modules,
    /// A scope of it, `@name`.
    Scope,
    /// The store of pnpm, in which each package has a folder with `node_modules` in it.
    Store,
    /// Any other.
    Any,
}

/// Adds the files, at most `most` of them, of a folder of this name and path; what of it is not asked for stays out.
pub fn collect(absolute: &Path, path: &str, name: &str, most: usize, found: &mut Vec<Arc<str>>) {
    let mut waiting = match name {
        "node_modules" => {
            vec![Folder { absolute: absolute.to_owned(), prefix: format!("{path}/"), kind: Kind::Modules }]
        }
        ".aws-sam" => {
            vec![Folder { absolute: absolute.join(BUILT), prefix: format!("{path}/{BUILT}/"), kind: Kind::Any }]
        }
        _ => Vec::new(),
    };
    look(&mut waiting, most, found);
}

/// Folders below a folder that git ignores that are looked at, and how deep they may lie in it: as deep as Python keeps
/// packages in a layer.
const IGNORED: usize = 500;
const IGNORED_DEPTH: usize = 5;

/// Adds the files of what is installed in a folder that git ignores, if it does not lie too deep in it: a build leaves there
/// what is deployed. Environments of Python are left out.
pub fn collect_ignored(absolute: &Path, path: &str, most: usize, found: &mut Vec<Arc<str>>) {
    let outermost = Folder { absolute: absolute.to_owned(), prefix: format!("{path}/"), kind: Kind::Any };
    if is_distribution(path) {
        return look(&mut vec![outermost], most, found);
    }
    let mut sites = Vec::new();
    let mut waiting = vec![(outermost, 0)];
    let mut seen = 0;
    while let Some((folder, depth)) = waiting.pop().filter(|_| seen < IGNORED) {
        seen += 1;
        let entries = entries(&folder.absolute);
        if entries.iter().any(|(name, _)| matches!(name.as_str(), "pyvenv.cfg" | "conda-meta")) {
            continue;
        }
        if entries.iter().any(|(name, is_folder)| *is_folder && is_distribution(name)) {
            sites.push(folder);
            continue;
        }
        for (name, _) in entries.into_iter().filter(|(name, is_folder)| *is_folder && !name.starts_with('.')) {
            let kind = if name == "node_modules" { Kind::Modules } else { Kind::Any };
            let below =
                Folder { absolute: folder.absolute.join(&name), prefix: format!("{}{name}/", folder.prefix), kind };
            match kind {
                Kind::Any if depth < IGNORED_DEPTH => waiting.push((below, depth + 1)),
                Kind::Any => {}
                _ => sites.push(below),
            }
        }
    }
    look(&mut sites, most, found);
}

fn look(waiting: &mut Vec<Folder>, most: usize, found: &mut Vec<Arc<str>>) {
    while let Some(folder) = waiting.pop().filter(|_| found.len() < most) {
        match folder.kind {
            Kind::Any => any(&folder, waiting, found),
            kind => modules(&folder, kind, waiting, found),
        }
    }
}

fn is_distribution(name: &str) -> bool {
    name.ends_with(".dist-info") || name.ends_with(".egg-info")
}

/// A folder whose folders are packages of Node.
fn modules(folder: &Folder, kind: Kind, waiting: &mut Vec<Folder>, found: &mut Vec<Arc<str>>) {
    for (name, is_folder) in entries(&folder.absolute) {
        let (absolute, prefix) = (folder.absolute.join(&name), format!("{}{name}/", folder.prefix));
        let kind = match name.as_str() {
            _ if !is_folder => continue,
            ".pnpm" | ".store" if kind == Kind::Modules => Some(Kind::Store),
            // What several packages of the store share are links.
            _ if name.starts_with('.') || kind == Kind::Store && name == "node_modules" => continue,
            _ if kind == Kind::Modules && name.starts_with('@') => Some(Kind::Scope),
            _ => None,
        };
        if let Some(kind) = kind {
            waiting.push(Folder { absolute, prefix, kind });
            continue;
        }
        // The stores of others have the package in a folder of this name.
        let below = if folder.kind == Kind::Store { "package/" } else { "" };
        if absolute.join(below).join(PACKAGE).is_file() {
            found.push(Arc::from(format!("{prefix}{below}{PACKAGE}")));
        }
        let inner = absolute.join("node_modules");
        if inner.is_dir() {
            waiting.push(Folder { absolute: inner, prefix: format!("{prefix}node_modules/"), kind: Kind::Modules });
        }
    }
}

/// A folder that may hold anything.
fn any(folder: &Folder, waiting: &mut Vec<Folder>, found: &mut Vec<Arc<str>>) {
    let entries = entries(&folder.absolute);
    // The modules of distributions lie beside what says which they are.
    let is_site = entries.iter().any(|(name, is_folder)| *is_folder && is_distribution(name));
    for (name, is_folder) in entries {
        let path = format!("{}{name}", folder.prefix);
        if !is_folder {
            if installed_in(&path).is_some() || is_archive(&path) || name.ends_with(".dll") {
                found.push(Arc::from(path));
            }
            continue;
        }
        if name == "__pycache__" || is_site && !is_distribution(&name) && name != "node_modules" {
            continue;
        }
        let kind = if name == "node_modules" { Kind::Modules } else { Kind::Any };
        waiting.push(Folder { absolute: folder.absolute.join(name), prefix: format!("{path}/"), kind });
    }
}

/// The names of a folder's entries that are no links, sorted, each with whether it is a folder.
fn entries(folder: &Path) -> Vec<(String, bool)> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let named = entries.filter_map(|entry| {
        let kind = entry.file_type().ok().filter(|kind| !kind.is_symlink())?;
        Some((entry.file_name().into_string().ok()?, kind.is_dir()))
    });
    let mut named: Vec<_> = named.collect();
    named.sort_unstable();
    named
}
