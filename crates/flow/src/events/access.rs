//! Where code reads which part of an event.

use pattern::Code;
use rustc_hash::FxHashMap;
use tree::{BindingId, Kind, Node, NodeId, Value};

use super::trust::{ELEMENT, is_trusted, normal};
use super::{Delivery, Events};

/// How many variables are followed from a part of an event to the event.
const DEEPEST: usize = 8;

/// Calls that look at each element of a list.
const EACH: [&str; 9] = ["map", "foreach", "filter", "flatmap", "reduce", "some", "every", "find", "each"];

/// Adds the parameter of an event to the sources, and what the platform wrote of it to what is trusted.
pub(super) fn trace(code: Code<'_>, parameter: NodeId, deliveries: &[Delivery], events: &mut Events) {
    let Some(target) = code.tree.node(parameter).child(1) else { return };
    let mut roots: FxHashMap<BindingId, Vec<String>> = FxHashMap::default();
    bind(code, target, Vec::new(), &mut roots, &mut |name, path| {
        if !is_trusted(path, deliveries) {
            events.sources.push(name.range());
        }
    });
    let is_root = |node: &Node<'_>| code.names.binding(node.id()).is_some_and(|binding| roots.contains_key(&binding));
    let named = code.tree.nodes().filter(|node| node.kind() == Kind::Name && is_root(node));
    events.known.extend(named.map(|name| name.range()));
    let reader = Reader { code, roots };
    let chains = code
        .tree
        .nodes()
        .filter(|node| is_access(*node) && !node.parent().is_some_and(|around| goes_on(around, *node)));
    for chain in chains {
        if reader.path(chain, 0).is_some_and(|path| is_trusted(&path, deliveries)) {
            events.trusted.push(chain.range());
        }
    }
}

/// The names that a parameter binds, with the part of the event that each is.
fn bind<'c>(
    code: Code<'c>,
    target: Node<'c>,
    path: Vec<String>,
    roots: &mut FxHashMap<BindingId, Vec<String>>,
    named: &mut dyn FnMut(Node<'c>, &[String]),
) {
    match target.kind() {
        Kind::Name => {
            named(target, &path);
            roots.extend(code.names.binding(target.id()).map(|binding| (binding, path)));
        }
        Kind::Dict => {
            for pair in target.children() {
                let (key, value) = match pair.kind() {
                    Kind::Pair => (pair.child(0), pair.child(1)),
                    _ => (None, pair.child(0)),
                };
                let part = key.map(|key| [path.as_slice(), &[normal(key.text())]].concat());
                // What is nested is destructured once more, not without end.
                if let Some(value) = value.filter(|_| path.len() < DEEPEST) {
                    bind(code, value, part.unwrap_or_else(|| path.clone()), roots, named);
                }
            }
        }
        // `= default`
        Kind::Assign => {
            if let Some(inner) = target.child(0) {
                bind(code, inner, path, roots, named);
            }
        }
        _ => {}
    }
}

fn is_access(node: Node<'_>) -> bool {
    matches!(node.kind(), Kind::Member | Kind::Index | Kind::Call)
}

/// Whether a node reads a part of another.
fn goes_on(around: Node<'_>, node: Node<'_>) -> bool {
    is_access(around) && around.child(0).is_some_and(|object| object.id() == node.id())
}

struct Reader<'c> {
    code: Code<'c>,
    /// The names of the event and of its parts.
    roots: FxHashMap<BindingId, Vec<String>>,
}

impl<'c> Reader<'c> {
    /// The part of the event that an expression is.
    fn path(&self, node: Node<'c>, depth: usize) -> Option<Vec<String>> {
        if depth > DEEPEST {
            return None;
        }
        let (mut base, mut tail) = (node, Vec::new());
        while let Some((object, part)) = step(base) {
            tail.extend(part);
            base = object;
        }
        let mut path = self.root(base, depth)?;
        path.extend(tail.into_iter().rev());
        Some(path)
    }

    fn root(&self, name: Node<'c>, depth: usize) -> Option<Vec<String>> {
        if name.kind() != Kind::Name {
            return None;
        }
        let binding = self.code.names.binding(name.id())?;
        if let Some(path) = self.roots.get(&binding) {
            return Some(path.clone());
        }
        if let Some(Value::Expression(value)) = self.code.names.value(name.id()) {
            return self.path(self.code.tree.node(*value), depth + 1);
        }
        let &[site] = self.code.names.of(binding)?.sites.as_slice() else { return None };
        let of = self.elements_of(self.code.tree.node(site))?;
        let mut path = self.path(of, depth + 1)?;
        path.push(ELEMENT.to_owned());
        Some(path)
    }

    /// The list whose elements a loop or a callback gives a variable.
    fn elements_of(&self, site: Node<'c>) -> Option<Node<'c>> {
        match site.kind() {
            Kind::ForEach | Kind::ForClause => site.child(1),
            Kind::Param => {
                let lambda = site.parent()?.parent().filter(|node| node.kind() == Kind::Lambda)?;
                let call = lambda.parent()?.parent().filter(|node| node.kind() == Kind::Call)?;
                let callee = call.child(0).filter(|callee| callee.kind() == Kind::Member)?;
                let is_each = EACH.contains(&normal(callee.child(1)?.text()).as_str());
                is_each.then(|| callee.child(0)).flatten()
            }
            _ => None,
        }
    }
}

/// What an access reads of which object: `a.b`, `a["b"]`, `a.get("b")`, `a.getB()`.
fn step(node: Node<'_>) -> Option<(Node<'_>, Option<String>)> {
    let object = node.child(0)?;
    match node.kind() {
        Kind::Member => Some((object, Some(normal(node.child(1)?.text())))),
        Kind::Index => Some((object, Some(key(node.child(1)?)))),
        Kind::Call if object.kind() == Kind::Member => {
            let (of, method) = (object.child(0)?, object.child(1)?.text());
            let first = node.child(1)?.children().next();
            match (method, first) {
                ("get" | "getOrDefault" | "GetValueOrDefault" | "fetch" | "dig", Some(argument)) => {
                    Some((of, Some(key(argument))))
                }
                (_, None) if method.len() > 3 && method.starts_with("get") => Some((of, Some(normal(method)))),
                _ => None,
            }
        }
        _ => None,
    }
}

/// The part that an index reads: a name, or any element.
fn key(index: Node<'_>) -> String {
    if matches!(index.kind(), Kind::Str | Kind::Atom) { normal(index.text()) } else { ELEMENT.to_owned() }
}
