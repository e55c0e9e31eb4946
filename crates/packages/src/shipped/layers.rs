//! Layers and a function's own package in one file system, and which copy of a package its code takes.
//!
//! The platform unpacks all layers into `/opt`, each over those before it, and the package into `/var/task`.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{Shipment, Shipped};
use crate::Ecosystem;

/// What a function and its layers ship together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Merged<'s> {
    /// The packages that are taken.
    pub taken: Vec<Placed<'s>>,
    /// The packages that another copy hides.
    pub shadowed: Vec<Shadowed<'s>>,
}

/// A package and what brought it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed<'s> {
    /// Who ships it.
    pub source: Source,
    /// The package.
    pub shipped: &'s Shipped,
}

/// What brought a package.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// The layer at this place of the list.
    Layer(usize),
    /// The function's own package.
    Function,
}

/// A package that the function's code does not take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shadowed<'s> {
    /// The package.
    pub placed: Placed<'s>,
    /// Who ships the copy that is taken.
    pub by: Source,
}

/// What only one package can have.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Slot<'s> {
    /// A name that the runtime looks up in one folder after the other.
    Name(Ecosystem, &'s str),
    /// A path below `/opt` or, where the flag is set, below `/var/task`.
    Path(bool, &'s str),
}

/// Which of several packages for one slot is taken: the lowest.
type Rank = (Folder, Reverse<usize>);

/// The folders in which a runtime looks for a name, in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Folder {
    /// `/var/task`.
    Task,
    /// `/opt/nodejs/node20/node_modules`, `/opt/python/lib/python3.13/site-packages`.
    OfVersion,
    /// `/opt/nodejs/node_modules`, `/opt/python`.
    Opt,
}

/// Which copies of packages a function takes from its layers, given in their order, and from its own package.
///
/// A later layer overwrites files of an earlier one; what only the earlier one has stays there. The function's `node_modules` come before those of layers, and
/// its own folder before `/opt/python`. What is shadowed is still there: a layer's packages of Node take what lies
/// beside them, so a copy that the function's code does not see may run all the same.
pub fn merged<'s>(layers: &[&'s Shipment], function: &'s Shipment) -> Merged<'s> {
    let sources = layers.iter().enumerate().map(|(index, layer)| (Source::Layer(index), *layer));
    let sources: Vec<(Source, &Shipment)> = sources.chain([(Source::Function, function)]).collect();
    let mut best: BTreeMap<Slot<'s>, (Rank, Source)> = BTreeMap::new();
    let mut claim = |(slot, rank): (Slot<'s>, Rank), source: Source| {
        let holder = best.entry(slot).or_insert((rank, source));
        *holder = (*holder).min((rank, source));
    };
    for (source, shipment) in &sources {
        // An archive hides the one whose path it has, whatever is in it.
        shipment.coverage.iter().filter(|row| !row.inside.is_empty()).for_each(|row| {
            let path = outermost(&row.inside);
            claim((Slot::Path(*source == Source::Function, path), rank(*source, Folder::Opt)), *source);
        });
        shipment.packages.iter().for_each(|shipped| claim(slot(*source, shipped), *source));
    }
    let mut merged = Merged::default();
    for (source, shipment) in &sources {
        for shipped in &shipment.packages {
            let placed = Placed { source: *source, shipped };
            let (slot, rank) = slot(*source, shipped);
            match best.get(&slot) {
                Some((taken, by)) if *taken < rank => merged.shadowed.push(Shadowed { placed, by: *by }),
                _ => merged.taken.push(placed),
            }
        }
    }
    merged
}

fn rank(source: Source, folder: Folder) -> Rank {
    match source {
        Source::Layer(index) => (folder, Reverse(index)),
        Source::Function => (Folder::Task, Reverse(0)),
    }
}

fn slot<'s>(source: Source, shipped: &'s Shipped) -> (Slot<'s>, Rank) {
    let inside = shipped.inside.as_str();
    let named = match (shipped.package.ecosystem, source) {
        (Ecosystem::Npm, Source::Function) => modules(inside, "").map(|name| (Folder::Task, name)),
        (Ecosystem::Npm, Source::Layer(_)) => inside.strip_prefix("nodejs/").and_then(|inside| {
            let plain = modules(inside, "").map(|name| (Folder::Opt, name));
            plain.or_else(|| modules(inside, "node").map(|name| (Folder::OfVersion, name)))
        }),
        (Ecosystem::PyPi, _) => site(source, inside).map(|folder| (folder, shipped.package.name.as_str())),
        _ => None,
    };
    match named {
        Some((folder, name)) => (Slot::Name(shipped.package.ecosystem, name), rank(source, folder)),
        None => (Slot::Path(source == Source::Function, outermost(inside)), rank(source, Folder::Opt)),
    }
}

/// The name of a package at the top of `node_modules`, or of those of a version such as `node20`.
fn modules<'i>(inside: &'i str, version: &str) -> Option<&'i str> {
    let inside = match version {
        "" => inside,
        version => inside.split_once('/').filter(|(folder, _)| folder.starts_with(version))?.1,
    };
    let name = inside.strip_prefix("node_modules/")?.strip_suffix("/package.json")?;
    let parts = if name.starts_with('@') { 2 } else { 1 };
    (name.split('/').count() == parts).then_some(name)
}

/// The folder of those that Python looks in that holds a `.dist-info` folder.
fn site(source: Source, inside: &str) -> Option<Folder> {
    let folder = inside.rsplit_once('/').map_or(inside, |(folder, _)| folder);
    // A single file may stand for the folder.
    let distribution = if inside.ends_with(".egg-info") { inside } else { folder };
    let parts: Vec<&str> = distribution.split('/').collect();
    match (source, parts.as_slice()) {
        (_, [.., last]) if !last.ends_with("-info") => None,
        (Source::Function, [_]) => Some(Folder::Task),
        (Source::Layer(_), ["python", _]) => Some(Folder::Opt),
        (Source::Layer(_), ["python", "lib", version, "site-packages", _]) if version.starts_with("python") => {
            Some(Folder::OfVersion)
        }
        _ => None,
    }
}

/// The file of the file system that a place lies in.
fn outermost(inside: &str) -> &str {
    inside.split("!/").next().unwrap_or(inside)
}
