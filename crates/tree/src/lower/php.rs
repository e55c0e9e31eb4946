//! PHP.

mod access;
mod definition;
mod expression;
mod statement;
mod text;

use super::{Lowering, Role, Syntax, first_part, parts, range};
use crate::hole;
use crate::kind::Kind;

/// What a node of the PHP grammar becomes.
pub(super) fn lower<'t>(cx: &mut Lowering<'t>, role: Role, node: Syntax<'t>) {
    match role {
        Role::Param => return definition::param(cx, node),
        Role::Block => return statement::block(cx, node),
        _ => {}
    }
    let known = statement::lower(cx, node)
        || definition::lower(cx, node)
        || access::lower(cx, node)
        || text::lower(cx, node)
        || expression::lower(cx, node);
    if !known {
        cx.other(node);
    }
}

/// Variables that every part of a program has; in patterns they are themselves, although written in capitals.
const SUPERGLOBALS: [&str; 8] =
    ["$_GET", "$_POST", "$_REQUEST", "$_COOKIE", "$_SERVER", "$_FILES", "$_ENV", "$_SESSION"];

/// Whether a word is a variable that every part of a program has.
pub(crate) fn is_superglobal(name: &str) -> bool {
    SUPERGLOBALS.contains(&name)
}

/// The hole that a name or variable stands for: holes are written with or without the `$` of variables.
fn hole_of(cx: &Lowering<'_>, node: Syntax<'_>) -> Option<Kind> {
    let text = cx.text(node);
    let text = text.strip_prefix('$').filter(|rest| rest.starts_with(hole::MARK)).unwrap_or(text);
    hole::kind(text).filter(|_| cx.is_pattern() && !is_superglobal(text))
}

/// A name or variable, or the hole that it stands for.
fn name<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let text = cx.text(node);
    match hole_of(cx, node) {
        Some(kind) => {
            let text = text.strip_prefix('$').filter(|rest| rest.starts_with(hole::MARK)).unwrap_or(text);
            cx.leaf(kind, text, node);
        }
        None => cx.leaf(Kind::Name, text, node),
    }
}

/// Whether a node is a placeholder for any number of parts.
fn is_list_hole(cx: &Lowering<'_>, node: Syntax<'_>) -> bool {
    matches!(hole_of(cx, node), Some(Kind::Ellipsis | Kind::MetavariableEllipsis))
}

/// `A\B\c`: a chain of members; a leading `\` is not told apart.
fn qualified<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let names = names(node);
    let Some((first, rest)) = names.split_first() else { return cx.absent(node) };
    let start = range(*first).start;
    for last in rest.iter().rev() {
        cx.open_at(Kind::Member, "\\", start..range(*last).end);
    }
    name(cx, *first);
    for last in rest {
        name(cx, *last);
        cx.close();
    }
}

/// The names of a path, in order.
fn names<'t>(node: Syntax<'t>) -> Vec<Syntax<'t>> {
    if node.kind() == "name" {
        return vec![node];
    }
    let inner = |part: Syntax<'t>| if part.kind() == "namespace_name" { parts(part) } else { vec![part] };
    parts(node).into_iter().flat_map(inner).filter(|part| part.kind() == "name").collect()
}

/// A node with one part.
fn one<'t>(cx: &mut Lowering<'t>, kind: Kind, text: &str, node: Syntax<'t>) {
    cx.open_as(kind, text, node);
    cx.part(Role::Plain, first_part(node), node);
    cx.close();
}
