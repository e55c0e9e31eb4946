//! From the tree of a file to its imports.

mod around;
mod elided;
mod fold;
mod others;
mod python;
mod script;

use std::cell::{Cell, OnceCell};
use std::sync::Arc;

use finding::{Notice, NoticeKind};
use source::{FileId, Files, Limits, Span};
use tree::{Language, Names, Node, Symbols, Tree};

use super::written::{FileImports, How, Import, Target, When};

/// The imports of a file that is code; none where it is not.
pub(super) fn read(files: &dyn Files, file: FileId, symbols: &Arc<Symbols>, limits: &Limits) -> FileImports {
    let Some(language) = Language::of_path(files.path(file)) else { return FileImports::default() };
    let bytes = match files.read(file) {
        Ok(bytes) => bytes,
        Err(error) => {
            let notice = Notice::file(file, NoticeKind::Unreadable, error.to_string());
            return FileImports { notices: vec![notice], ..FileImports::default() };
        }
    };
    let (text, mut notices) = syntax::decode(file, bytes);
    let (tree, more) = tree::parse(file, &text, language, symbols, limits);
    notices.extend(more);
    FileImports { notices, ..imports(file, files.path(file), &text, &tree) }
}

/// The imports of a file, from its tree.
pub fn imports(file: FileId, path: &str, text: &str, tree: &Tree) -> FileImports {
    let mut reading =
        Reading { file, path, text, tree, names: OnceCell::new(), steps: Cell::new(0), found: FileImports::default() };
    match tree.language() {
        Language::JavaScript | Language::TypeScript | Language::Tsx => script::read(&mut reading),
        Language::Python => python::read(&mut reading),
        Language::Java | Language::Go | Language::CSharp | Language::Ruby | Language::Php => others::read(&mut reading),
    }
    reading.found
}

/// The work on one file.
struct Reading<'c> {
    file: FileId,
    path: &'c str,
    text: &'c str,
    tree: &'c Tree,
    /// Made when a name must be followed; most files need it for nothing.
    names: OnceCell<Names>,
    /// How many expressions may still be looked at for the import at hand.
    steps: Cell<usize>,
    found: FileImports,
}

impl<'c> Reading<'c> {
    fn names(&self) -> &Names {
        self.names.get_or_init(|| tree::names(self.tree))
    }

    /// The text of a node.
    fn slice(&self, node: Node<'_>) -> &'c str {
        let range = node.range();
        self.text.get(range.start as usize..range.end as usize).unwrap_or_default()
    }

    /// Adds an import that stands at a node.
    fn add(&mut self, node: Node<'_>, target: Target, how: How) {
        let (when, is_optional) = around::when(node);
        let range = node.range();
        let span = Span::new(self.file, range.start as usize, range.end as usize);
        let import = Import { target, how, when, is_optional, span };
        if self.found.imports.last() != Some(&import) {
            self.found.imports.push(import);
        }
    }

    /// Adds what an argument names, which may be several modules.
    fn add_folded(&mut self, node: Node<'_>, argument: Option<Node<'_>>, how: How) {
        let Some(argument) = argument else { return };
        for folded in self.fold(argument) {
            self.add(node, folded.target(), how);
        }
    }
}

/// The first argument of a call.
fn argument(call: Node<'_>) -> Option<Node<'_>> {
    call.child(1)?.child(0)
}

/// Whether the callee of a call is `object.property`.
fn is_member(callee: Node<'_>, object: &str, property: &str) -> bool {
    let is =
        |place, name| callee.child(place).is_some_and(|part| part.text() == name && part.kind() == tree::Kind::Name);
    callee.kind() == tree::Kind::Member && is(0, object) && is(1, property)
}

/// The last name of a chain: `c` of `a.b.c`, and of `c`.
fn last_name<'t>(callee: Node<'t>) -> Option<&'t str> {
    let name = if callee.kind() == tree::Kind::Member { callee.child(1)? } else { callee };
    (name.kind() == tree::Kind::Name).then(|| name.text())
}
