//! .NET: the `APPLICATION.deps.json` by which its host finds the files of packages.

use std::collections::BTreeMap;

use finding::Notice;
use source::{FileId, Limits};
use syntax::{Node, parse_json};

use crate::nodes::{dependencies, key_span, text};
use crate::{Dependency, Ecosystem, Package};

/// A package that an application was built with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Library {
    /// The package.
    pub package: Package,
    /// Its files that are needed to run, seen from the application's folder.
    pub files: Vec<String>,
}

/// The packages that an application was built with, but for those without any file that is needed to run.
pub(super) fn read(file: FileId, content: &str, limits: &Limits) -> (Vec<Library>, Vec<Notice>) {
    let document = parse_json(file, content, limits);
    let root = document.root.unwrap_or_else(|| Node::null(source::Origin::Default(".NET")));
    let mut parts: BTreeMap<&str, (Vec<String>, Vec<Dependency>)> = BTreeMap::new();
    for target in root.get("targets").and_then(Node::as_map).into_iter().flat_map(|targets| targets.values()) {
        for (key, node) in target.as_map().into_iter().flat_map(|libraries| libraries.iter()) {
            let (files, needs) = parts.entry(key).or_default();
            files.extend(files_of(node));
            needs.extend(dependencies(node, "dependencies"));
        }
    }
    let mut found = Vec::new();
    for (key, entry) in root.get("libraries").and_then(Node::as_map).into_iter().flat_map(|map| map.entries()) {
        let Some((name, version)) = key.split_once('/') else { continue };
        let name = match text(&entry.node, "type").as_str() {
            "package" => name,
            // The runtime itself, of an application that brings its own.
            "runtimepack" => name.strip_prefix("runtimepack.").unwrap_or(name),
            _ => continue,
        };
        let Some((files, needs)) =
            parts.remove(key.as_ref()).filter(|(files, _)| !files.is_empty() && !name.is_empty())
        else {
            continue;
        };
        let mut package = Package::new(Ecosystem::NuGet, name, Some(version.to_owned()), key_span(file, entry));
        package.integrity = Some(text(&entry.node, "sha512")).filter(|sum| !sum.is_empty()).into_iter().collect();
        package.dependencies = needs;
        found.push(Library { package, files });
    }
    (found, document.notices)
}

/// Where the files of a library lie: those of one platform in the application's folder, translations in one for each
/// language, and those for several platforms where the package has them.
fn files_of(library: &Node) -> Vec<String> {
    let paths = |key: &str| -> Vec<&str> {
        library
            .get(key)
            .and_then(Node::as_map)
            .map(|map| map.iter().map(|(path, _)| path.as_ref()).collect())
            .unwrap_or_default()
    };
    let end = |path: &str, parts: usize| {
        let start = path.rmatch_indices('/').nth(parts - 1).map_or(0, |(slash, _)| slash + 1);
        path.get(start..).unwrap_or(path).to_owned()
    };
    let flat = ["runtime", "native"].into_iter().flat_map(paths).map(|path| end(path, 1));
    let translated = paths("resources").into_iter().map(|path| end(path, 2));
    let kept = paths("runtimeTargets").into_iter().map(str::to_owned);
    flat.chain(translated).chain(kept).filter(|path| !path.ends_with("/_._") && path != "_._").collect()
}
