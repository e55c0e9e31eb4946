//! Imports of JavaScript and TypeScript.

use std::collections::BTreeSet;

use tree::{Kind, Node};

use super::elided::Elided;
use super::{How, Reading, Target, argument, around, is_member, last_name};

/// Reads them all.
pub(super) fn read(reading: &mut Reading<'_>) {
    let tree = reading.tree;
    let requires = Requires::of(tree.nodes());
    let elided = Elided::of(reading);
    for node in tree.nodes() {
        match node.kind() {
            Kind::Import if !elided.contains(node) => declared(reading, node),
            Kind::Other if node.text() == "export_statement" => exported(reading, node),
            Kind::Call => called(reading, node, &requires),
            Kind::New => started(reading, node),
            Kind::Name if node.text() == "require" => handed_on(reading, node),
            _ => {}
        }
    }
    bare(reading);
}

/// Names that do what `require` does.
struct Requires<'t> {
    names: BTreeSet<&'t str>,
}

impl<'t> Requires<'t> {
    /// `require`, and what `createRequire` gives.
    fn of(nodes: impl Iterator<Item = Node<'t>>) -> Self {
        let made = nodes.filter_map(|node| {
            let (target, value) = match node.kind() {
                Kind::Variable => (node.child(1)?, node.child(3)?),
                Kind::Assign => (node.child(0)?, node.child(1)?),
                _ => return None,
            };
            let is_made = value.kind() == Kind::Call && value.child(0).and_then(last_name) == Some("createRequire");
            (is_made && target.kind() == Kind::Name).then(|| target.text())
        });
        Self { names: made.chain(["require"]).collect() }
    }

    fn contains(&self, callee: Node<'_>) -> bool {
        match callee.kind() {
            Kind::Name => self.names.contains(callee.text()) && !(callee.text() == "require" && is_parameter(callee)),
            // `createRequire(import.meta.url)('a')`
            Kind::Call => callee.child(0).and_then(last_name) == Some("createRequire"),
            _ => is_member(callee, "module", "require"),
        }
    }
}

/// How far out functions are looked at, and how many of their parameters.
const FURTHEST: usize = 500;

/// Whether a name is a parameter of a function around: in bundles, `require` is their own.
fn is_parameter(name: Node<'_>) -> bool {
    let functions = std::iter::successors(name.parent(), |node| node.parent()).take(FURTHEST);
    let mut functions = functions.filter(|node| matches!(node.kind(), Kind::Lambda | Kind::FunctionDef));
    functions.any(|function| {
        let parameters = function.children().find(|part| part.kind() == Kind::Params);
        let mut own = parameters.into_iter().flat_map(Node::children).take(FURTHEST);
        own.any(|parameter| parameter.child(1).is_some_and(|target| target.text() == name.text()))
    })
}

/// `import … from 'a'`
fn declared(reading: &mut Reading<'_>, node: Node<'_>) {
    let Some(module) = node.child(0).filter(|module| module.kind() == Kind::Str) else { return };
    if !around::is_for_types(node) {
        reading.add(node, Target::Module(module.text().to_owned()), How::Import);
    }
}

/// `export … from 'a'`
fn exported(reading: &mut Reading<'_>, node: Node<'_>) {
    let Some(module) = node.children().find(|part| part.kind() == Kind::Str) else { return };
    let words = reading.slice(node).strip_prefix("export").unwrap_or_default().trim_start();
    let is_type = words.strip_prefix("type").is_some_and(|rest| rest.trim_start().starts_with(['{', '*']));
    if !is_type && !around::is_for_types(node) {
        reading.add(node, Target::Module(module.text().to_owned()), How::Import);
    }
}

fn called(reading: &mut Reading<'_>, node: Node<'_>, requires: &Requires<'_>) {
    let Some(callee) = node.child(0) else { return };
    if requires.contains(callee) {
        return reading.add_folded(node, argument(node), How::Require);
    }
    match last_name(callee) {
        Some("import") if callee.kind() == Kind::Name && !is_in_type(reading, node) => {
            reading.add_folded(node, argument(node), How::Import);
        }
        Some("resolve") if callee.child(0).is_some_and(|object| requires.contains(object)) => {
            reading.add_folded(node, argument(node), How::Path);
        }
        Some("fork") if reading.text.contains("child_process") => run(reading, node, argument(node)),
        // What it is given may load anything.
        Some("eval") if callee.kind() == Kind::Name => {
            let is_text =
                argument(node).is_none_or(|text| text.kind() == Kind::Str && !text.text().contains("require"));
            if !is_text {
                reading.add(node, Target::Computed, How::Require);
            }
        }
        _ => {}
    }
}

/// Whether `import('a')` stands for a type.
fn is_in_type(reading: &Reading<'_>, node: Node<'_>) -> bool {
    around::is_for_types(node) || tree::is_type(reading.tree, node.id())
}

/// `new Worker('./a.js')`
fn started(reading: &mut Reading<'_>, node: Node<'_>) {
    let is_worker = node.child(0).and_then(last_name) == Some("Worker");
    if is_worker && reading.text.contains("worker_threads") {
        run(reading, node, argument(node));
    }
}

/// A file that is run beside this one. A path that does not name the module's own folder is seen from where the process runs.
fn run(reading: &mut Reading<'_>, node: Node<'_>, path: Option<Node<'_>>) {
    let Some(path) = path else { return };
    for folded in reading.fold(path) {
        let target = match folded.target() {
            Target::Module(path) if path.starts_with('.') => Target::Module(path),
            _ => Target::Computed,
        };
        reading.add(node, target, How::Path);
    }
}

/// `require` as a value: who gets it may load anything.
fn handed_on(reading: &mut Reading<'_>, name: Node<'_>) {
    let Some(parent) = name.parent() else { return };
    let is_at = |place: usize| parent.child(place).is_some_and(|child| child.id() == name.id());
    let is_used_here = match parent.kind() {
        Kind::Call | Kind::Member | Kind::Index | Kind::If | Kind::Conditional => is_at(0),
        Kind::Unary => true,
        Kind::Binary => parent.text() != "||" && is_at(0) || matches!(parent.text(), "===" | "!==" | "==" | "!="),
        _ => !tree::is_expression(reading.tree, name.id()),
    };
    let is_target = match parent.kind() {
        Kind::Assign => is_at(0),
        Kind::Variable => !is_at(3),
        _ => false,
    };
    let is_property = parent.kind() == Kind::Member && is_at(1) || parent.kind() == Kind::Pair && is_at(0);
    if !is_used_here && !is_target && !is_property && !is_parameter(name) {
        reading.add(name, Target::Computed, How::Require);
    }
}

/// `import {} from 'a'`, which the tree does not have: nothing is taken, but the module is loaded. TypeScript drops it.
fn bare(reading: &mut Reading<'_>) {
    if reading.tree.language() != tree::Language::JavaScript {
        return;
    }
    let text = reading.text;
    for (at, word) in text.match_indices("import") {
        let rest = text.get(at + word.len()..).unwrap_or_default().trim_start();
        let Some(rest) = rest.strip_prefix('{').and_then(|rest| rest.trim_start().strip_prefix('}')) else { continue };
        let Some(rest) = rest.trim_start().strip_prefix("from").map(str::trim_start) else { continue };
        let quoted = rest.chars().next().filter(|quote| matches!(quote, '"' | '\''));
        let module = quoted.and_then(|quote| rest.get(1..)?.split(quote).next());
        let starts_line =
            text.get(..at).unwrap_or_default().trim_end_matches([' ', '\t']).ends_with(['\n', ';', '}']) || at == 0;
        if let Some(module) = module.filter(|_| starts_line) {
            let end = text.len() - rest.len() + module.len() + 2;
            let span = source::Span::new(reading.file, at, end);
            reading.found.imports.push(super::Import {
                target: Target::Module(module.to_owned()),
                how: How::Import,
                when: super::When::Always,
                is_optional: false,
                span,
            });
        }
    }
}
