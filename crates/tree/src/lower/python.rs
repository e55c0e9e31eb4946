//! Python.

mod definition;
mod expression;
mod statement;

use super::{Lowering, Role, Syntax, parts};
use crate::kind::Kind;

/// What a node of the Python grammar becomes.
pub(super) fn lower<'t>(cx: &mut Lowering<'t>, role: Role, node: Syntax<'t>) {
    match role {
        Role::Param => return definition::param(cx, node),
        Role::Block => return block(cx, node),
        _ => {}
    }
    if !(statement::lower(cx, node) || definition::lower(cx, node) || expression::lower(cx, node)) {
        cx.other(node);
    }
}

/// The body of a statement: its own block, or that of the clause around it.
fn block<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let body = match node.kind() {
        "else_clause" => node.child_by_field_name("body"),
        "finally_clause" => parts(node).into_iter().find(|part| part.kind() == "block"),
        _ => None,
    };
    cx.list(Kind::Block, Role::Plain, body.unwrap_or(node));
}
