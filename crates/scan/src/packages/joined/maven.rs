//! Maven: a project with the parents that lie in the scanned folder.

use std::collections::BTreeSet;

use packages::{Input, Inventory, maven_parent, read_maven};
use source::{FileId, Files, join_path, parent_path};

use super::{FILES, Text};

/// Reads a project with its parents.
pub(super) fn read(files: &dyn Files, input: Input<'_>) -> Inventory {
    let mut seen = BTreeSet::from([input.file]);
    let mut parents: Vec<Text> = Vec::new();
    let mut next = parent(files, input);
    while let Some(file) = next.filter(|file| parents.len() < FILES && seen.insert(*file)) {
        let Some(text) = Text::of(files, file) else { break };
        next = parent(files, text.input(input.limits));
        parents.push(text);
    }
    let parents: Vec<Input<'_>> = parents.iter().map(|text| text.input(input.limits)).collect();
    read_maven(input, &parents)
}

/// The file of the parent that a project names, if it lies in the scanned folder.
fn parent(files: &dyn Files, input: Input<'_>) -> Option<FileId> {
    let path = maven_parent(input)?.path?;
    let path = if path.ends_with(".xml") { path } else { format!("{path}/pom.xml") };
    files.find(&join_path(parent_path(files.path(input.file)), &path)?)
}
