//! The file of a project of Maven, and its parts.

use std::iter::once;

use roxmltree::Node;

use crate::{Input, markup};

/// A file and the project in it.
#[derive(Clone, Copy)]
pub(super) struct Project<'d, 't> {
    /// The file.
    pub input: Input<'d>,
    /// The element of the project.
    pub root: Node<'d, 't>,
}

impl<'d, 't> Project<'d, 't> {
    fn profiles(self) -> impl Iterator<Item = Node<'d, 't>> {
        let profiles = markup::child(self.root, "profiles").into_iter();
        profiles.flat_map(|profiles| markup::children(profiles, "profile"))
    }

    /// The project and then what overrides it: the profiles that are on by default.
    pub(super) fn in_effect(self) -> impl Iterator<Item = Node<'d, 't>> {
        once(self.root).chain(self.profiles().filter(is_default))
    }

    /// The project and all its profiles.
    pub(super) fn levels(self) -> impl Iterator<Item = Node<'d, 't>> {
        once(self.root).chain(self.profiles())
    }
}

/// Whether a project is the one that another names as its parent, as far as that is written without properties.
pub(super) fn is_parent(root: Node<'_, '_>, child: Node<'_, '_>) -> bool {
    let Some(named) = markup::child(child, "parent") else { return false };
    ["groupId", "artifactId"].into_iter().all(|part| {
        let own = markup::child(root, part).or_else(|| markup::at(root, &["parent", part]));
        let (own, named) = (own.map(markup::text).unwrap_or_default(), markup::child_text(named, part));
        named.is_empty() || own == named || own.contains("${") || named.contains("${")
    })
}

fn is_default(profile: &Node<'_, '_>) -> bool {
    markup::at(*profile, &["activation", "activeByDefault"]).is_some_and(|node| markup::text(node) == "true")
}

/// The properties of the project or of a profile, as written.
pub(super) fn properties<'d>(level: Node<'d, '_>) -> impl Iterator<Item = (&'d str, String)> {
    let properties = markup::child(level, "properties").into_iter().flat_map(|properties| properties.children());
    properties.filter(Node::is_element).map(|node| (node.tag_name().name(), markup::text(node)))
}

/// The dependencies that a path of names leads to.
pub(super) fn dependencies<'d, 't>(level: Node<'d, 't>, path: &[&str]) -> impl Iterator<Item = Node<'d, 't>> {
    markup::at(level, path).into_iter().flat_map(|list| markup::children(list, "dependency"))
}

/// The dependencies of which the management lays something down, imports among them.
pub(super) fn managed<'d, 't>(level: Node<'d, 't>) -> impl Iterator<Item = Node<'d, 't>> {
    dependencies(level, &["dependencyManagement", "dependencies"])
}

/// Whether a managed dependency is a list of versions that is imported.
pub(super) fn is_import(dependency: &Node<'_, '_>) -> bool {
    markup::child_text(*dependency, "scope") == "import"
}

/// The lists of versions that the management imports.
pub(super) fn managed_imports<'d, 't>(level: Node<'d, 't>) -> impl Iterator<Item = Node<'d, 't>> {
    managed(level).filter(is_import)
}
