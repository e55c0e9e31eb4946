//! Where packages may be taken from that were never meant.

use std::collections::{BTreeMap, BTreeSet};

use packages::{IndexKind, IndexSource, Indexes, Input, read_indexes, tells_indexes};
use source::{FileId, Files, Limits, parent_path};

use super::folders;

/// So many packages of one lockfile and host are named.
const NAMES: usize = 3;

/// The places from which packages may come that were never meant, in the order of files.
pub(super) fn confusions(files: &dyn Files, limits: &Limits) -> Vec<IndexSource> {
    let told = files.paths().iter().zip(0..).filter(|(path, _)| tells_indexes(path)).filter_map(|(path, file)| {
        // What cannot be read is said where its packages are read.
        let (text, _) = syntax::decode(FileId(file), files.read(FileId(file)).ok()?);
        Some((&**path, read_indexes(path, Input { file: FileId(file), text: &text, limits })))
    });
    let told: Vec<(&str, Indexes)> = told.collect();
    let mut bindings: BTreeMap<&str, Binding<'_>> = BTreeMap::new();
    for (path, indexes) in told.iter().filter(|(path, _)| path.rsplit('/').next() == Some(".npmrc")) {
        let own = bindings.entry(parent_path(path)).or_default();
        own.scopes.extend(indexes.scopes.iter().map(String::as_str));
        own.is_whole |= indexes.has_registry;
    }
    let is_bound = |path: &str, package: &str| {
        let scope = package.split_once('/').map(|(scope, _)| scope);
        let mut above = folders(parent_path(path)).filter_map(|folder| bindings.get(folder));
        above.any(|own| own.is_whole || scope.is_some_and(|scope| own.scopes.contains(scope)))
    };
    let mut found = Vec::new();
    for (path, indexes) in &told {
        let (unbound, others): (Vec<_>, Vec<_>) =
            indexes.sources.iter().partition(|own| own.kind == IndexKind::Unbound);
        found.extend(others.into_iter().cloned());
        found.extend(joined(unbound.into_iter().filter(|own| !is_bound(path, &own.package))));
    }
    found
}

/// What the `.npmrc` of a folder binds to registries.
#[derive(Default)]
struct Binding<'i> {
    scopes: BTreeSet<&'i str>,
    is_whole: bool,
}

/// The packages of each host as one, at the place of the first.
fn joined<'i>(sources: impl Iterator<Item = &'i IndexSource>) -> Vec<IndexSource> {
    let mut hosts: BTreeMap<&str, Vec<&IndexSource>> = BTreeMap::new();
    for own in sources {
        hosts.entry(&own.host).or_default().push(own);
    }
    let one = |own: Vec<&IndexSource>| {
        let names: Vec<&str> = own.iter().take(NAMES).map(|own| own.package.as_str()).collect();
        let more = own.len().saturating_sub(NAMES);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let package = format!("{}{more}", names.join(", "));
        own.first().map(|first| IndexSource { package, ..(*first).clone() })
    };
    hosts.into_values().filter_map(one).collect()
}
