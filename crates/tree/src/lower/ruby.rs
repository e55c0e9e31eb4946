//! Ruby.

mod call;
mod definition;
mod expression;
mod statement;
mod text;

use super::{Lowering, Role, Syntax};
use crate::hole;
use crate::kind::Kind;
use crate::tree::Entry;

/// What a node of the Ruby grammar becomes.
pub(super) fn lower<'t>(cx: &mut Lowering<'t>, role: Role, node: Syntax<'t>) {
    match role {
        Role::Param => return definition::param(cx, node),
        Role::Block => return statement::block(cx, node),
        _ => {}
    }
    let known = statement::lower(cx, node)
        || definition::lower(cx, node)
        || call::lower(cx, node)
        || text::lower(cx, node)
        || expression::lower(cx, node);
    if !known {
        cx.other(node);
    }
}

/// A name; a metavariable that stands for a constant is written with a capital before it.
fn name<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let text = cx.text(node);
    let placeholder = text.strip_prefix(hole::CAPITAL).filter(|rest| rest.starts_with(hole::MARK));
    match placeholder.and_then(|rest| Some((hole::kind(rest)?, rest))).filter(|_| cx.is_pattern()) {
        Some((kind, rest)) => cx.leaf(kind, rest, node),
        None => cx.name(node),
    }
}

/// Ends definitions, choices and loops where their last part ends, before the word `end`, as rules take them.
pub(super) fn without_end(entries: &mut [Entry]) {
    // How far the parts of each node reach; parts come after the node they are of.
    let mut reach = vec![0; entries.len()];
    for id in (1..entries.len()).rev() {
        let Some(entry) = entries.get_mut(id) else { continue };
        let parts = reach.get(id).copied().unwrap_or_default();
        let is_ended = matches!(entry.kind, Kind::ClassDef | Kind::FunctionDef | Kind::If | Kind::While | Kind::Block);
        if is_ended && parts > entry.start {
            entry.stop = parts.min(entry.stop);
        }
        // A list without parts is not written.
        let stop = if entry.kind.is_list() && parts == 0 { 0 } else { entry.stop };
        if let Some(around) = reach.get_mut(entry.parent as usize) {
            *around = stop.max(*around);
        }
    }
}

/// Whether a node is a placeholder for any number of parts.
fn is_list_hole(cx: &Lowering<'_>, node: Syntax<'_>) -> bool {
    use crate::kind::Kind::{Ellipsis, MetavariableEllipsis};
    cx.is_pattern() && matches!(hole::kind(cx.text(node)), Some(Ellipsis | MetavariableEllipsis))
}
