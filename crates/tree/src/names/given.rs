//! The one place that gives a variable its value.

use super::Binding;
use super::scopes::class_of;
use crate::kind::Kind;
use crate::language::Language;
use crate::tree::{Node, NodeId, Tree};

/// The only site that gives a binding a value, where it is declared or where an object or a class is made.
pub(super) fn only_site<'t>(tree: &'t Tree, binding: &Binding) -> Option<Node<'t>> {
    let sites = || binding.sites.iter().map(|site| tree.node(*site));
    let is_bare =
        |site: &Node<'_>| site.kind() == Kind::Variable && site.child(3).is_none_or(|value| !value.is_present());
    // What is imported under the name is another thing.
    let mut giving = sites().filter(|site| site.kind() != Kind::Import && !is_bare(site));
    let only = giving.next().filter(|_| giving.next().is_none())?;
    let Some(declared) = sites().find(is_bare) else { return Some(only) };
    let is_settled = match tree.language() {
        Language::JavaScript | Language::TypeScript | Language::Tsx => {
            binding.scope == NodeId::ROOT || tree.kind(class_of(tree, binding.scope)) == Kind::ClassDef
        }
        Language::Java => is_private_field(tree, binding, declared) && is_given_when_made(only),
        _ => false,
    };
    is_settled.then_some(only)
}

fn is_private_field(tree: &Tree, binding: &Binding, site: Node<'_>) -> bool {
    let is_field = tree.kind(class_of(tree, binding.scope)) == Kind::ClassDef;
    is_field && site.child(0).is_some_and(|words| words.children().any(|word| word.text() == "private"))
}

/// Whether an assignment stands in what makes the class, or in the only constructor of its objects.
fn is_given_when_made(site: Node<'_>) -> bool {
    let mut at = site.parent();
    while let Some(node) = at.filter(|node| !matches!(node.kind(), Kind::FunctionDef | Kind::Lambda | Kind::ClassDef)) {
        if node.kind() == Kind::Other && node.text() == "static_initializer" {
            return true;
        }
        at = node.parent();
    }
    at.is_some_and(is_only_constructor)
}

/// Whether a function makes the objects of its class, and no other does.
fn is_only_constructor(function: Node<'_>) -> bool {
    let class = function.parent().and_then(Node::parent).filter(|class| class.kind() == Kind::ClassDef);
    let name = class.and_then(|class| class.child(1)).map(|name| name.symbol());
    let makes = |node: &Node<'_>| node.kind() == Kind::FunctionDef && node.child(1).map(|own| own.symbol()) == name;
    let members = function.parent().into_iter().flat_map(|body| body.children());
    name.is_some() && makes(&function) && members.filter(makes).count() == 1
}

/// Whether the function around one node holds the other too.
pub(super) fn shares_function(tree: &Tree, node: NodeId, other: NodeId) -> bool {
    let mut at = tree.parent(node);
    while let Some(around) = at.filter(|around| !matches!(tree.kind(*around), Kind::FunctionDef | Kind::Lambda)) {
        at = tree.parent(around);
    }
    at.is_some_and(|function| tree.node(function).contains(other))
}

/// Whether a class lies between a node and a scope around it.
pub(super) fn lies_in_class(tree: &Tree, node: NodeId, scope: NodeId) -> bool {
    let mut at = tree.parent(node);
    while let Some(around) = at.filter(|around| *around != scope) {
        if tree.kind(around) == Kind::ClassDef {
            return true;
        }
        at = tree.parent(around);
    }
    false
}
