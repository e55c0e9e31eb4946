//! The folders in which packages are installed.

use std::collections::{BTreeMap, BTreeSet};

use packages::installed_in;
use source::{FileId, Files, parent_path};

use super::folders;

/// Files that say that a folder is that of a project, whose `.egg-info` is the project's own.
const PROJECTS: [&str; 3] = ["setup.py", "setup.cfg", "pyproject.toml"];

/// The folders in which packages are installed, each with the files that say so.
pub(crate) fn sites(files: &dyn Files) -> BTreeMap<String, Vec<FileId>> {
    let every = || files.paths().iter().chain(files.installed()).zip(0..).map(|(path, id)| (&**path, FileId(id)));
    let mut sites: BTreeMap<String, Vec<FileId>> = BTreeMap::new();
    let mut published: BTreeSet<&str> = BTreeSet::new();
    for (path, file) in every() {
        let Some(folder) = installed_in(path).filter(|folder| !is_own(files, path, folder)) else { continue };
        if is_published(path) {
            published.insert(folder);
        }
        sites.entry(folder.to_owned()).or_default().push(file);
    }
    if published.is_empty() {
        return sites;
    }
    // Of what .NET published, files show what is there; without any the file is a list.
    let mut libraries: BTreeSet<&str> = BTreeSet::new();
    for (path, file) in every().filter(|(path, _)| path.ends_with(".dll")) {
        if let Some(site) = folders(parent_path(path)).find(|folder| published.contains(folder)) {
            libraries.insert(site);
            sites.entry(site.to_owned()).or_default().push(file);
        }
    }
    for folder in published.difference(&libraries) {
        if let Some(own) = sites.get_mut(*folder) {
            own.retain(|file| !is_published(files.path(*file)));
        }
    }
    sites.retain(|_, own| !own.is_empty());
    sites
}

fn is_published(path: &str) -> bool {
    path.ends_with(".deps.json")
}

/// Whether an `.egg-info` is that of a project whose sources lie beside it or in the folder above.
fn is_own(files: &dyn Files, path: &str, folder: &str) -> bool {
    let has_project = |folder: &str| {
        let at = |name: &&str| files.find(format!("{folder}/{name}").trim_start_matches('/'));
        PROJECTS.iter().any(|name| at(name).is_some())
    };
    path.contains(".egg-info") && (has_project(folder) || has_project(parent_path(folder)))
}
