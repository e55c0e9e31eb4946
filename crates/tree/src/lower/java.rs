//! Java.

mod definition;
mod expression;
mod statement;
mod types;

use super::{Lowering, Role, Syntax};

/// What a node of the Java grammar becomes.
pub(super) fn lower<'t>(cx: &mut Lowering<'t>, role: Role, node: Syntax<'t>) {
    match role {
        Role::Param => return definition::param(cx, node),
        Role::Block => return statement::block(cx, node),
        _ => {}
    }
    let known = statement::lower(cx, node)
        || definition::lower(cx, node)
        || expression::lower(cx, node)
        || types::lower(cx, node);
    if !known {
        cx.other(node);
    }
}
