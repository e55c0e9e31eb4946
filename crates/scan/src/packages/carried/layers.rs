//! What layers hold.

use std::collections::BTreeSet;

use deps::{Evidence, Form, Listing};
use finding::{Notice, NoticeKind, Place};
use model::{CodeLocation, Function, Layer, Project, Property};
use source::{Files, Origin};

use super::{Owned, Part, artifacts_in, built, folder_of, is_within};

/// What a layer of the application holds.
pub(super) struct Content {
    /// The layer's full name.
    pub name: String,
    /// Its cloud name, by which functions call it, and its place among the layers.
    place: usize,
    /// Its lists and artifacts.
    pub parts: Vec<Part>,
    /// The folder or archive that is unpacked.
    pub root: String,
}

/// What all layers hold, and which that functions ask for are not known.
pub(super) fn contents(files: &dyn Files, project: &Project, listings: &[Listing]) -> (Vec<Content>, Vec<Notice>) {
    let mut notices = Vec::new();
    let mut all = Vec::new();
    for (place, layer) in project.layers.iter().enumerate() {
        let name = project.full_name(&layer.resource);
        let Some(owned) = content(files, project, layer, listings) else {
            let message = format!("what the layer `{name}` ships is not among the files");
            notices.push(notice(&layer.origin, message));
            continue;
        };
        let parts = owned.parts.into_iter().map(|part| Part { layer: Some(name.clone()), ..part }).collect();
        all.push(Content { name, place, parts, root: owned.root });
    }
    notices.extend(unknown(project));
    (all, notices)
}

/// The layers of the application that a function mounts, in its order.
pub(super) fn mounted<'c>(
    project: &'c Project,
    function: &'c Function,
    contents: &'c [Content],
) -> impl Iterator<Item = &'c Content> {
    let places = function.layers.iter().filter_map(|layer| known(project, function, layer));
    places.filter_map(|place| contents.iter().find(|content| content.place == place))
}

/// The folders of the layers of the application that a function mounts, the one that counts most first: the last one is unpacked over
/// the others.
pub(in crate::packages) fn folders(project: &Project, function: &Function) -> Vec<String> {
    let places = function.layers.iter().rev().filter_map(|layer| known(project, function, layer));
    let folder = |place: usize| match &project.layers.get(place)?.content {
        CodeLocation::Folder(folder) => Some(folder.to_string()),
        _ => None,
    };
    places.filter_map(folder).collect()
}

/// The layer of the application that a name stands for.
fn known(project: &Project, function: &Function, name: &Property<std::sync::Arc<str>>) -> Option<usize> {
    let name = name.first()?;
    project
        .layers
        .iter()
        .position(|layer| layer.cloud_name == *name && project.are_together(&layer.resource, &function.resource))
}

/// What a layer ships: what was built of it, or else the content that it names; none if that is not there.
fn content(files: &dyn Files, project: &Project, layer: &Layer, listings: &[Listing]) -> Option<Owned> {
    let CodeLocation::Folder(root) = &layer.content else { return None };
    let part = |listing, evidence| Part { listing, layer: None, evidence };
    let lists = listings.iter().enumerate().filter(|(_, own)| own.form == Form::List);
    let lists = lists.filter(|(_, own)| is_within(folder_of(files, own), root));
    let mut parts: Vec<Part> = lists.map(|(place, _)| part(place, Evidence::LISTED)).collect();
    let built = built(files, project, &layer.resource, listings);
    let evidence = if built.is_some() { Evidence::ONLY_LISTED } else { Evidence::SHIPPED };
    parts.extend(artifacts_in(files, listings, root).map(|(place, _)| part(place, evidence)));
    if let Some(built) = built {
        parts.extend(built.parts);
        return Some(Owned { root: built.root, parts });
    }
    let prefix = if root.is_empty() { String::new() } else { format!("{root}/") };
    let is_there = || {
        let every = files.paths().iter().chain(files.installed());
        every.into_iter().any(|path| **path == **root || path.starts_with(&prefix))
    };
    is_there().then(|| Owned { root: root.clone(), parts })
}

/// The layers that functions mount and that are not of the application, each once.
fn unknown(project: &Project) -> Vec<Notice> {
    let mut said: BTreeSet<String> = BTreeSet::new();
    let mut notices = Vec::new();
    for (_, function) in project.function_ids() {
        for layer in function.layers.iter().filter(|layer| known(project, function, layer).is_none()) {
            let name = layer.first().map_or_else(|| "whose name is not known".to_owned(), |name| format!("`{name}`"));
            if said.insert(name.clone()) {
                let origin = layer.alternatives.first().map_or(&function.origin, |own| &own.origin);
                let message = format!("what the layer {name} ships is not known: it is not of this application");
                notices.push(notice(origin, message));
            }
        }
    }
    notices
}

fn notice(origin: &Origin, message: String) -> Notice {
    match origin.written() {
        Some(span) => Notice::at(span, NoticeKind::Unresolved, message),
        None => Notice { place: Place::Scan, kind: NoticeKind::Unresolved, message },
    }
}
