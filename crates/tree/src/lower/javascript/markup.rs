//! JSX.

use crate::hole;
use crate::kind::Kind;
use crate::lower::{Lowering, Role, Syntax, fields, first_part, parts, range};

/// Lowers markup; says whether it is some.
pub(super) fn lower<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    match node.kind() {
        "jsx_element" => element(cx, node),
        "jsx_self_closing_element" => {
            cx.open_as(Kind::Element, "/", node);
            head(cx, node);
            cx.close();
        }
        "jsx_attribute" => attribute(cx, node),
        "jsx_expression" => cx.part(Role::Plain, first_part(node), node),
        "jsx_text" => text(cx, node),
        "jsx_namespace_name" | "nested_identifier" => cx.name(node),
        _ => return false,
    }
    true
}

fn element<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open(Kind::Element, node);
    match node.child_by_field_name("open_tag") {
        Some(tag) => head(cx, tag),
        None => {
            cx.absent(node);
            cx.no_list(Kind::Attributes, node);
        }
    }
    let is_tag = |part: &Syntax<'_>| matches!(part.kind(), "jsx_opening_element" | "jsx_closing_element");
    for child in parts(node).into_iter().filter(|part| !is_tag(part)) {
        cx.lower(Role::Plain, child);
    }
    cx.close();
}

/// The name and the attributes of a tag.
fn head<'t>(cx: &mut Lowering<'t>, tag: Syntax<'t>) {
    cx.field(Role::Plain, tag, "name");
    let at = range(tag);
    cx.open_at(Kind::Attributes, "", at.start..at.end);
    for attribute in fields(tag, "attribute") {
        cx.lower(Role::Plain, attribute);
    }
    cx.close();
}

fn attribute<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let parts = parts(node);
    let Some(name) = parts.first() else { return cx.other(node) };
    if cx.is_pattern() && parts.len() == 1 && hole::kind(cx.text(*name)) == Some(Kind::Ellipsis) {
        return cx.leaf(Kind::Ellipsis, "", node);
    }
    cx.open(Kind::Attribute, node);
    cx.name(*name);
    cx.part(Role::Plain, parts.get(1).copied(), node);
    cx.close();
}

/// Text between tags; blanks alone are none.
fn text<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let content = cx.text(node).trim();
    if !content.is_empty() {
        cx.leaf(Kind::Str, content, node);
    }
}
