//! A policy as the checks see it: each statement as it was written beside what was understood of it.

use policy::{Effect, PolicyDocument, Statement};
use syntax::{Entry, Node, Value};

use crate::options::Options;

/// One policy.
#[derive(Debug)]
pub(crate) struct Policy<'a> {
    /// The document as written.
    pub(crate) node: &'a Node,
    /// What was understood of it.
    pub(crate) document: &'a PolicyDocument,
    /// Its statements that are mappings.
    pub(crate) statements: Vec<View<'a>>,
    /// How it is judged.
    pub(crate) options: &'a Options,
}

/// One statement.
#[derive(Debug, Clone, Copy)]
pub(crate) struct View<'a> {
    /// Its position among all that stands in `Statement`, from 0.
    pub(crate) index: usize,
    /// The statement as written.
    pub(crate) node: &'a Node,
    /// What was understood of it.
    pub(crate) parsed: &'a Statement,
}

impl<'a> Policy<'a> {
    pub(crate) fn new(node: &'a Node, document: &'a PolicyDocument, options: &'a Options) -> Self {
        let written = statement_nodes(node).into_iter().enumerate().filter(|(_, node)| is_statement(node));
        // The parser keeps the same statements, in the same order.
        let statements =
            written.zip(&document.statements).map(|((index, node), parsed)| View { index, node, parsed }).collect();
        Self { node, document, statements, options }
    }

    /// An element of the document, whatever the case of its name.
    pub(crate) fn element(&self, name: &str) -> Option<&'a Entry> {
        element(self.node, name)
    }
}

impl<'a> View<'a> {
    /// An element of the statement, whatever the case of its name.
    pub(crate) fn element(&self, name: &str) -> Option<&'a Entry> {
        element(self.node, name)
    }

    /// The first of several elements that is there.
    pub(crate) fn either(&self, names: [&str; 2]) -> Option<&'a Entry> {
        names.iter().find_map(|name| self.element(name))
    }

    /// Whether a condition of the statement asks for this key; the name is in lower case.
    pub(crate) fn asks(&self, key: &str) -> bool {
        self.parsed.conditions.iter().any(|condition| condition.key.value.eq_ignore_ascii_case(key))
    }

    pub(crate) fn allows(&self) -> bool {
        self.parsed.is(Effect::Allow)
    }

    pub(crate) fn denies(&self) -> bool {
        self.parsed.is(Effect::Deny)
    }
}

/// All that stands in the `Statement` element.
pub(crate) fn statement_nodes(document: &Node) -> Vec<&Node> {
    match element(document, "Statement").map(|entry| &entry.node) {
        Some(Node { value: Value::List(items), .. }) => items.iter().collect(),
        Some(node) => vec![node],
        None => Vec::new(),
    }
}

fn element<'a>(node: &'a Node, name: &str) -> Option<&'a Entry> {
    let map = node.as_map()?;
    let entry = map
        .entry(name)
        .or_else(|| map.entries().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, entry)| entry))?;
    (!entry.node.is_null()).then_some(entry)
}

fn is_statement(node: &Node) -> bool {
    node.as_map().is_some() && !is_intrinsic(node)
}

/// Whether a template's function stands here instead of a value.
pub(crate) fn is_intrinsic(node: &Node) -> bool {
    node.single().is_some_and(|(key, _)| key.starts_with("Fn::") || **key == *"Ref")
}

/// One node or the nodes of a list.
pub(crate) fn items(node: &Node) -> &[Node] {
    match &node.value {
        Value::List(items) => items,
        _ => std::slice::from_ref(node),
    }
}
