//! What each function carries: lists and artifacts of its own, and its layers, in the order in which the platform unpacks
//! them.

mod copies;
pub(super) mod layers;
mod own;

use std::collections::{BTreeMap, BTreeSet};

use deps::{Evidence, Form, Listing};
use finding::Notice;
use model::Project;
use packages::Ecosystem;
use source::{Files, parent_path};

use super::folders;

pub(super) use own::ecosystems_of;

/// What one function carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// The function's full name.
    pub function: String,
    /// Its lists and artifacts: its own, and then those of its layers in their order.
    pub parts: Vec<Part>,
    /// The packages of its artifacts that another copy hides.
    pub hidden: Vec<Hidden>,
}

/// A list or an artifact of a function.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Part {
    /// Which, by its place among the listings.
    pub listing: usize,
    /// The layer that brings it, by its full name.
    pub layer: Option<String>,
    /// What it is evidence for.
    pub evidence: Evidence,
}

/// A package that a function has and does not take.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hidden {
    /// The listing that has it.
    pub listing: usize,
    /// Its place there.
    pub package: usize,
    /// What ships the copy that is taken: the function or the layer `NAME`.
    pub by: String,
}

/// Where the build tool of SAM puts what is deployed, seen from the template.
const BUILT: &str = ".aws-sam/build";

/// What every function carries, and which layers are not known.
pub(super) fn carried(files: &dyn Files, project: &Project, listings: &[Listing]) -> (Vec<Carried>, Vec<Notice>) {
    let (layers, notices) = layers::contents(files, project, listings);
    let kinds: Vec<BTreeSet<Ecosystem>> = listings.iter().map(|listing| ecosystems_of(listing).collect()).collect();
    let mut merged = BTreeMap::new();
    let mut all = Vec::new();
    for (_, function) in project.function_ids() {
        let own = own::parts(files, project, function, (listings, &kinds));
        let mounted: Vec<&layers::Content> = layers::mounted(project, function, &layers).collect();
        let mut parts = own.parts.clone();
        parts.extend(mounted.iter().flat_map(|content| content.parts.iter().cloned()));
        let hidden = merged.entry(parts.clone()).or_insert_with(|| copies::hidden(files, listings, &own, &mounted));
        let hidden = hidden.clone();
        all.push(Carried { function: project.full_name(&function.resource), parts, hidden });
    }
    (all, notices)
}

/// A function's own parts, or those of a layer, and the folder or archive whose content is unpacked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Owned {
    root: String,
    parts: Vec<Part>,
}

/// Whether a folder is another one or lies in it.
fn is_within(folder: &str, other: &str) -> bool {
    folders(folder).any(|above| above == other)
}

/// The folder in which a listing is: that in which packages are installed, or that of the file.
fn folder_of<'l>(files: &'l dyn Files, listing: &'l Listing) -> &'l str {
    match &listing.form {
        Form::Folder(folder) => folder,
        Form::List | Form::Archive | Form::Bundle => parent_path(files.path(listing.file)),
    }
}

/// The artifacts that lie in a folder, or the archive of this path.
fn artifacts_in<'l>(
    files: &'l dyn Files,
    listings: &'l [Listing],
    root: &'l str,
) -> impl Iterator<Item = (usize, &'l Listing)> {
    let artifacts = listings.iter().enumerate().filter(|(_, listing)| listing.form != Form::List);
    artifacts.filter(move |(_, listing)| {
        let is_it = listing.form == Form::Archive && files.path(listing.file) == root;
        is_it || is_within(folder_of(files, listing), root)
    })
}

/// Where what was built of a function or layer lies, and what of it is there.
fn built(files: &dyn Files, project: &Project, resource: &model::ResourceId, listings: &[Listing]) -> Option<Owned> {
    let stack = project.stacks.get(project.root(resource.stack).index())?;
    let folder = parent_path(files.path(stack.file));
    let root = format!("{folder}/{BUILT}/{}", project.full_name(resource));
    let root = root.trim_start_matches('/').to_owned();
    let part = |(listing, _)| Part { listing, layer: None, evidence: Evidence::SHIPPED };
    let parts: Vec<Part> = artifacts_in(files, listings, &root).map(part).collect();
    (!parts.is_empty()).then_some(Owned { root, parts })
}
