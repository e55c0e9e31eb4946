//! The constant that an expression is.

use rustc_hash::FxHashMap;
use std::sync::Arc;

use super::Constant;
use crate::kind::Kind;
use crate::language::Language;
use crate::tree::{Node, NodeId, Tree};

/// Larger expressions are not evaluated.
const MOST_NODES: u32 = 10_000;

/// The constant that an expression is, if `look_up` knows its names. From the last node to the first, so that the parts of
/// a node are known before it.
pub(in crate::names) fn evaluate(
    tree: &Tree,
    root: NodeId,
    look_up: &dyn Fn(NodeId) -> Option<Constant>,
) -> Option<Constant> {
    let end = tree.end(root);
    if end.0 - root.0 == 1 {
        return leaf(tree.node(root), look_up);
    }
    if tree.kind(root) == Kind::Member {
        return look_up(root);
    }
    if let Some(formatted) = formatted(tree.node(root), look_up) {
        return Some(formatted);
    }
    let is_php = tree.language() == Language::Php;
    let is_evaluated = |id| {
        matches!(tree.kind(NodeId(id)), Kind::Binary | Kind::Unary | Kind::Template | Kind::Conditional | Kind::Name)
            || tree.kind(NodeId(id)).is_literal()
            || (is_php && matches!(tree.kind(NodeId(id)), Kind::Call | Kind::Args))
    };
    if end.0 - root.0 > MOST_NODES {
        return None;
    }
    let mut next = root;
    while next < end {
        if is_condition(tree.node(next)) {
            next = tree.end(next);
            continue;
        }
        if !is_evaluated(next.0) {
            return None;
        }
        next = NodeId(next.0 + 1);
    }
    let mut known: FxHashMap<NodeId, Constant> = FxHashMap::default();
    for id in (root.0..end.0).rev().map(NodeId) {
        if let Some(constant) = one(tree.node(id), &known, look_up) {
            known.insert(id, constant);
        }
    }
    known.remove(&root)
}

/// Whether a node decides between two values; whatever it is, the value is one of them.
fn is_condition(node: Node<'_>) -> bool {
    let choice = node.parent().filter(|parent| parent.kind() == Kind::Conditional);
    choice.and_then(|choice| choice.child(0)).is_some_and(|condition| condition.id() == node.id())
}

/// `String.format(…)` of constants, in Java: some text.
fn formatted(node: Node<'_>, look_up: &dyn Fn(NodeId) -> Option<Constant>) -> Option<Constant> {
    let tree = node.tree();
    if node.kind() != Kind::Call || tree.language() != Language::Java {
        return None;
    }
    let (callee, arguments) = (node.child(0)?, node.child(1)?);
    let object = callee.child(0).filter(|_| callee.kind() == Kind::Member)?;
    let class = if object.kind() == Kind::Member { object.child(1)? } else { object };
    let is_format = class.text() == "String" && callee.child(1)?.text() == "format";
    let are_constant = || arguments.children().all(|argument| evaluate(tree, argument.id(), look_up).is_some());
    (is_format && are_constant()).then_some(Constant { kind: Kind::Str, text: None, origin: None })
}

fn leaf(node: Node<'_>, look_up: &dyn Fn(NodeId) -> Option<Constant>) -> Option<Constant> {
    match node.kind() {
        Kind::Name | Kind::Member => look_up(node.id()),
        kind if kind.is_literal() => {
            Some(Constant { kind, text: Some(Arc::from(node.text())), origin: Some(node.id()) })
        }
        _ => None,
    }
}

fn one(
    node: Node<'_>,
    known: &FxHashMap<NodeId, Constant>,
    look_up: &dyn Fn(NodeId) -> Option<Constant>,
) -> Option<Constant> {
    let part = |place| known.get(&node.child(place)?.id());
    match node.kind() {
        // What a shell answers and what a regular expression is are no texts.
        Kind::Template if matches!(node.text(), "shell" | "regex") => None,
        Kind::Template => {
            let pieces: Option<Vec<_>> = node.children().map(|piece| known.get(&piece.id())).collect();
            // In C#, only texts make a text.
            let is_csharp = node.tree().language() == Language::CSharp;
            let pieces = pieces.filter(|pieces| !is_csharp || pieces.iter().all(|piece| piece.kind == Kind::Str));
            Some(text(pieces?.into_iter()))
        }
        Kind::Binary => binary(node, part(0), part(1)),
        // What is quoted for a shell is a constant if it was one.
        Kind::Call if node.child(0).is_some_and(|callee| callee.text() == "escapeshellarg") => {
            let argument = node.child(1)?.child(0)?;
            known.get(&argument.id()).map(|own| Constant { kind: own.kind, text: None, origin: None })
        }
        Kind::Unary if node.text() == "-" => negative(part(0)?),
        Kind::Conditional => part(1)?.clone().join(part(2)?),
        _ => leaf(node, look_up),
    }
}

/// Pieces of a text put together.
fn text<'c>(pieces: impl Iterator<Item = &'c Constant>) -> Constant {
    let texts: Option<Vec<_>> = pieces.map(|piece| piece.text.as_deref()).collect();
    Constant { kind: Kind::Str, text: texts.map(|texts| Arc::from(texts.concat())), origin: None }
}

fn binary(node: Node<'_>, left: Option<&Constant>, right: Option<&Constant>) -> Option<Constant> {
    let (operator, language) = (node.text(), node.tree().language());
    let is_text = |side: Option<&Constant>| side.is_some_and(|side| side.kind == Kind::Str);
    if operator == "*" && (is_text(left) || is_text(right)) {
        return Some(Constant { kind: Kind::Str, text: None, origin: None });
    }
    // `a and 'b' or 'c'`: one of the two, whatever decides.
    if operator == "&&" {
        return right.map(|right| Constant { kind: right.kind, text: None, origin: None });
    }
    if operator == "??" && language == Language::CSharp && is_text(left) && is_text(right) {
        return Some(Constant { kind: Kind::Str, text: None, origin: None });
    }
    combined(operator, language, left?, right?)
}

/// What `a += b` or `a++` makes of a constant.
pub(super) fn changed(node: Node<'_>, before: &Constant, added: Option<&Constant>) -> Option<Constant> {
    let language = node.tree().language();
    if node.kind() == Kind::AugAssign {
        return match node.text() {
            "??" => added.filter(|added| added.kind == before.kind).map(|_| Constant { text: None, ..before.clone() }),
            operator => combined(operator, language, before, added?),
        };
    }
    let one = Constant { kind: Kind::Int, text: Some(Arc::from("1")), origin: None };
    combined(if node.text().contains('+') { "+" } else { "-" }, language, before, &one)
}

fn combined(operator: &str, language: Language, left: &Constant, right: &Constant) -> Option<Constant> {
    match (operator, left.kind, right.kind) {
        ("||", ..) => left.clone().join(right),
        ("+" | ".", Kind::Str, Kind::Str) => Some(text([left, right].into_iter())),
        // What is added to a text becomes one.
        ("+", Kind::Str, Kind::Int) | ("+", Kind::Int, Kind::Str)
            if language.is_script() || language == Language::Java =>
        {
            Some(text([left, right].into_iter()))
        }
        ("+" | "-" | "*", Kind::Int, Kind::Int) => {
            Some(Constant { kind: Kind::Int, text: number(operator, left, right), origin: None })
        }
        _ => None,
    }
}

fn negative(number: &Constant) -> Option<Constant> {
    let text = number.text.as_ref().filter(|_| matches!(number.kind, Kind::Int | Kind::Float))?;
    Some(Constant { kind: number.kind, text: Some(Arc::from(format!("-{text}"))), origin: None })
}

fn number(operator: &str, left: &Constant, right: &Constant) -> Option<Arc<str>> {
    let value = |constant: &Constant| constant.text.as_deref()?.parse::<i64>().ok();
    let (left, right) = (value(left)?, value(right)?);
    let result = match operator {
        "+" => left.checked_add(right)?,
        "-" => left.checked_sub(right)?,
        _ => left.checked_mul(right)?,
    };
    Some(Arc::from(result.to_string()))
}
