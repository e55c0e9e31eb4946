//! Where Go finds a package. Source: the reference of Go modules.

use source::{FileId, Files, parent_path};

use super::found::{Found, child, inside, upwards};

/// What an import path leads to: the files of a package of the module itself or of `vendor`, else a module.
pub(super) fn resolve(files: &dyn Files, from: FileId, path: &str) -> Found {
    let folder = parent_path(files.path(from));
    let module = upwards(folder).find_map(|above| Some((above, files.find(&child(above, "go.mod"))?)));
    if let Some((root, manifest)) = module {
        let name = module_name(files, manifest);
        let inside = name.as_deref().and_then(|name| path.strip_prefix(name));
        if let Some(inside) = inside.filter(|inside| inside.is_empty() || inside.starts_with('/')) {
            let place = format!("{root}{inside}");
            return some(package(files, place.trim_matches('/'))).unwrap_or(Found::Nowhere);
        }
        if let Some(vendored) = some(package(files, &child(root, &format!("vendor/{path}")))) {
            return vendored;
        }
    }
    let is_standard = path.split('/').next().is_some_and(|first| !first.contains('.'));
    if is_standard {
        return Found::Runtime;
    }
    let modules = std::iter::successors(Some(path), |own| own.rsplit_once('/').map(|(before, _)| before));
    Found::Package(modules.filter(|own| own.contains('/')).map(str::to_owned).collect())
}

/// The files of the package in a folder, without its tests.
pub(super) fn package(files: &dyn Files, folder: &str) -> Vec<FileId> {
    let skip = if folder.is_empty() { 0 } else { folder.len() + 1 };
    let own = inside(files, folder).filter(|(_, path)| {
        let name = path.get(skip..).unwrap_or_default();
        !name.contains('/') && name.ends_with(".go") && !name.ends_with("_test.go")
    });
    own.map(|(file, _)| file).collect()
}

fn some(files: Vec<FileId>) -> Option<Found> {
    (!files.is_empty()).then_some(Found::Files(files))
}

/// `module example.com/app`
fn module_name(files: &dyn Files, manifest: FileId) -> Option<String> {
    let (text, _) = syntax::decode(manifest, files.read(manifest).ok()?);
    let line = text.lines().map(str::trim).find_map(|line| line.strip_prefix("module "))?;
    Some(line.split("//").next().unwrap_or(line).trim().trim_matches('"').to_owned())
}
