//! Go.

mod definition;
mod expression;
mod statement;
mod types;

use super::{Lowering, Role, Syntax, parts};

/// What a node of the Go grammar becomes.
pub(super) fn lower<'t>(cx: &mut Lowering<'t>, role: Role, node: Syntax<'t>) {
    if role == Role::Block {
        return statement::block(cx, node);
    }
    let known = statement::lower(cx, node)
        || definition::lower(cx, node)
        || expression::lower(cx, node)
        || types::lower(cx, node);
    if !known {
        cx.other(node);
    }
}

/// The expressions of a list; several stand as a tuple.
fn one_or_tuple<'t>(cx: &mut Lowering<'t>, role: Role, list: Option<Syntax<'t>>, around: Syntax<'t>) {
    match list.map(|list| (list, parts(list))) {
        Some((list, several)) if list.kind() == "expression_list" && several.len() != 1 => {
            cx.list(crate::kind::Kind::Tuple, role, list);
        }
        Some((list, single)) if list.kind() == "expression_list" => cx.part(role, single.first().copied(), list),
        Some((single, _)) => cx.lower(role, single),
        None => cx.absent(around),
    }
}
