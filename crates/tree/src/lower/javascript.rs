//! JavaScript and TypeScript.

mod definition;
mod expression;
mod markup;
mod statement;
mod types;

use super::{Lowering, Role, Syntax};
use crate::kind::Kind;

/// What a node of the JavaScript or TypeScript grammar becomes.
pub(super) fn lower<'t>(cx: &mut Lowering<'t>, role: Role, node: Syntax<'t>) {
    match role {
        Role::Param => return definition::param(cx, node),
        Role::Block => return statement::block(cx, node),
        _ => {}
    }
    let known = statement::lower(cx, node)
        || definition::lower(cx, node)
        || expression::lower(cx, node)
        || markup::lower(cx, node)
        || types::lower(cx, node);
    if !known {
        cx.other(node);
    }
}

/// A name that something has, is called by, or is bound to.
fn name<'t>(cx: &mut Lowering<'t>, node: Option<Syntax<'t>>, around: Syntax<'t>) {
    match node {
        Some(node) if node.kind() == "string" => expression::key(cx, node),
        Some(node) if node.kind() == "computed_property_name" => {
            cx.part(Role::Plain, super::first_part(node), node);
        }
        Some(node) => cx.name(node),
        None => cx.leaf_at(Kind::Absent, "", super::range(around).start..super::range(around).start),
    }
}
