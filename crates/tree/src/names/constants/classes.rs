//! Constants of classes, where the class itself uses them: `self::A` of PHP.

use super::{Constant, evaluate};
use crate::kind::Kind;
use crate::language::Language;
use crate::symbols::Symbol;
use crate::tree::{Node, NodeId, Tree};
use rustc_hash::FxHashMap;

/// What each `self::A` stands for, by its node.
pub(in crate::names) fn of_classes(tree: &Tree) -> FxHashMap<NodeId, Constant> {
    if tree.language() != Language::Php {
        return FxHashMap::default();
    }
    let declared: FxHashMap<(NodeId, Symbol), Constant> =
        tree.nodes().filter_map(|node| declared(tree, node)).collect();
    if declared.is_empty() {
        return FxHashMap::default();
    }
    let used = tree.nodes().filter_map(|node| {
        let name = node.child(1).filter(|_| node.kind() == Kind::Member && node.text() == "::")?;
        node.child(0).filter(|class| class.text() == "self")?;
        Some((node.id(), declared.get(&(class_around(node)?, name.symbol()))?.clone()))
    });
    used.collect()
}

/// The class, name and value of a constant that is declared here.
fn declared(tree: &Tree, node: Node<'_>) -> Option<((NodeId, Symbol), Constant)> {
    let class = node.parent()?.parent().filter(|class| class.kind() == Kind::ClassDef)?;
    let (target, value) = (node.child(1)?, node.child(3)?);
    if node.kind() != Kind::Variable || node.text() != "const" || !value.is_present() {
        return None;
    }
    Some(((class.id(), target.symbol()), evaluate(tree, value.id(), &|_| None)?))
}

fn class_around(node: Node<'_>) -> Option<NodeId> {
    let mut at = node.parent();
    while let Some(around) = at.filter(|around| around.kind() != Kind::ClassDef) {
        at = around.parent();
    }
    at.map(|class| class.id())
}
