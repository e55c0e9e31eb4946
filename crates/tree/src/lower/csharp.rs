//! C#.

mod class;
mod construction;
mod definition;
mod expression;
mod pattern;
mod query;
mod statement;
mod text;
mod types;

use super::{Lowering, Role, Syntax, parts};
use crate::hole;
use crate::kind::Kind;

/// What a node of the C# grammar becomes.
pub(super) fn lower<'t>(cx: &mut Lowering<'t>, role: Role, node: Syntax<'t>) {
    match role {
        Role::Param => return definition::param(cx, node),
        Role::Block => return statement::block(cx, node),
        _ => {}
    }
    let known = statement::lower(cx, node)
        || class::lower(cx, node)
        || definition::lower(cx, node)
        || expression::lower(cx, node)
        || construction::lower(cx, node)
        || text::lower(cx, node)
        || pattern::lower(cx, node)
        || query::lower(cx, node)
        || types::lower(cx, node);
    if !known {
        cx.other(node);
    }
}

/// Whether a part of a pattern is a hole for any number of elements.
fn is_list_hole<'t>(cx: &Lowering<'t>, node: Option<Syntax<'t>>) -> bool {
    let is_hole = |node| matches!(hole::kind(cx.text(node)), Some(Kind::Ellipsis | Kind::MetavariableEllipsis));
    cx.is_pattern() && node.is_some_and(is_hole)
}

/// The named parts of a node that come after a word or sign of it.
fn parts_after<'t>(node: Syntax<'t>, sign: &str) -> Vec<Syntax<'t>> {
    let mut cursor = node.walk();
    let all = node.children(&mut cursor).skip_while(|part| part.kind() != sign);
    all.filter(|part| part.is_named() && !part.is_extra()).collect()
}

/// The value after the `=` of a node.
fn value_of<'t>(node: Syntax<'t>) -> Option<Syntax<'t>> {
    parts_after(node, "=").first().copied()
}

/// What `#if` encloses: everything on all its branches, or the first where only one may stand.
fn conditional<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let condition = node.child_by_field_name("condition").map(|condition| condition.id());
    let branches = parts(node).into_iter().filter(|part| Some(part.id()) != condition);
    let many = node.parent().is_none_or(|around| {
        matches!(
            around.kind(),
            "compilation_unit" | "declaration_list" | "block" | "switch_section" | "enum_member_declaration_list"
        ) || around.kind().starts_with("preproc_")
    });
    let most = if many { usize::MAX } else { 1 };
    branches.take(most).for_each(|part| cx.lower(Role::Plain, part));
}

/// The parts of a node that may be expressions: `this` and `base` are mere words of the grammar.
fn operands<'t>(node: Syntax<'t>) -> Vec<Syntax<'t>> {
    let mut cursor = node.walk();
    let is_operand = |part: &Syntax<'_>| match part.kind() {
        "this" | "base" => true,
        _ => part.is_named() && (!part.is_extra() || part.is_error()),
    };
    node.children(&mut cursor).filter(is_operand).collect()
}

/// The first of the parts that may be expressions.
fn operand<'t>(node: Syntax<'t>) -> Option<Syntax<'t>> {
    operands(node).first().copied()
}
