//! Node: the `package.json` of an installed package.

use finding::{Notice, NoticeKind};
use source::{FileId, Limits};
use syntax::{Node, parse_json};

use crate::nodes::{dependencies, span, text};
use crate::{Ecosystem, Package, licences};

/// The package in a folder, whose name stands in for one that the file does not say.
pub(super) fn read(file: FileId, content: &str, folder: &str, limits: &Limits) -> (Package, Vec<Notice>) {
    let mut document = parse_json(file, content, limits);
    let root = document.root.unwrap_or_else(|| Node::null(source::Origin::Default("npm")));
    let name = text(&root, "name");
    let at = span(file, root.get("version").or(root.get("name")).unwrap_or(&root));
    if name.is_empty() {
        let message = format!("it says no name; that of its folder, `{folder}`, is taken");
        document.notices.push(Notice::file(file, NoticeKind::Malformed, message));
    }
    let name = if name.is_empty() { folder } else { &name };
    let mut package = Package::new(Ecosystem::Npm, name, Some(text(&root, "version")), at);
    package.dependencies = dependencies(&root, "dependencies");
    package.licence = licences::of_npm(&root);
    (package, document.notices)
}
