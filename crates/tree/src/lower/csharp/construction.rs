//! What C# constructs.

use super::{operands, parts_after};
use crate::kind::Kind;
use crate::lower::{Lowering, Role, Syntax, parts, range, token};

/// Lowers an expression that constructs something; says whether it is one.
pub(super) fn lower<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    match node.kind() {
        "object_creation_expression" => {
            cx.open(Kind::New, node);
            cx.field(Role::Type, node, "type");
            arguments(cx, node.child_by_field_name("arguments"), node.child_by_field_name("initializer"), node);
            cx.absent(node);
            cx.close();
        }
        // What is constructed is not said here.
        "implicit_object_creation_expression" => {
            cx.open(Kind::Call, node);
            cx.leaf(Kind::Other, "new", token(node, "new").unwrap_or(node));
            arguments(cx, token(node, "argument_list"), token(node, "initializer_expression"), node);
            cx.close();
        }
        "array_creation_expression" | "stackalloc_expression" => array(cx, node),
        "implicit_array_creation_expression" | "implicit_stackalloc_expression" => {
            let elements = token(node, "initializer_expression").map(operands).unwrap_or_default();
            cx.open(Kind::List, node);
            elements.into_iter().for_each(|element| cx.lower(Role::Plain, element));
            cx.close();
        }
        "initializer_expression" => initializer(cx, Some(node), node),
        "anonymous_object_creation_expression" => anonymous(cx, node),
        "with_expression" => copy(cx, node),
        "with_initializer" => assigned(cx, node),
        _ => return false,
    }
    true
}

/// The arguments, and what the object is filled with as the last one.
fn arguments<'t>(cx: &mut Lowering<'t>, list: Option<Syntax<'t>>, filled: Option<Syntax<'t>>, node: Syntax<'t>) {
    let end = range(node).end;
    let start = list.or(filled).map_or(end, |first| range(first).start);
    cx.open_at(Kind::Args, "", start..end);
    list.map(parts).unwrap_or_default().into_iter().for_each(|argument| cx.lower(Role::Plain, argument));
    match filled {
        Some(filled) => initializer(cx, Some(filled), node),
        None => cx.leaf_at(Kind::Tuple, "", end..end),
    }
    cx.close();
}

/// `{ a, B = c, [d] = e }`
fn initializer<'t>(cx: &mut Lowering<'t>, node: Option<Syntax<'t>>, around: Syntax<'t>) {
    cx.open(Kind::Tuple, node.unwrap_or(around));
    node.map(operands).unwrap_or_default().into_iter().for_each(|element| cx.lower(Role::Plain, element));
    cx.close();
}

/// `new T[n] { a }`: an array type with the lengths and the elements as arguments.
fn array<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let written = node.child_by_field_name("type");
    let lengths = written.and_then(|written| written.child_by_field_name("rank"));
    cx.open(Kind::New, node);
    cx.part(Role::Type, written, node);
    cx.open_at(Kind::Args, "", lengths.map_or(range(node).end, |lengths| range(lengths).start)..range(node).end);
    lengths.map(operands).unwrap_or_default().into_iter().for_each(|length| cx.lower(Role::Plain, length));
    match token(node, "initializer_expression") {
        Some(filled) => initializer(cx, Some(filled), node),
        None => cx.leaf_at(Kind::Tuple, "", range(node).end..range(node).end),
    }
    cx.close();
    cx.absent(node);
    cx.close();
}

/// `new { A = b, c }`: an object of a class without a name.
fn anonymous<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let mut cursor = node.walk();
    let all: Vec<_> = node.children(&mut cursor).filter(|part| !part.is_extra()).collect();
    cx.open(Kind::New, node);
    cx.absent(node);
    cx.no_list(Kind::Args, node);
    cx.open(Kind::Block, node);
    let members = all.split(|part| matches!(part.kind(), "," | "{" | "}" | "new"));
    for member in members {
        match member {
            [name, sign, value] if sign.kind() == "=" => {
                cx.open_at(Kind::Variable, "", range(*name).start..range(*value).end);
                cx.no_list(Kind::Attributes, *name);
                cx.name(*name);
                cx.absent(*name);
                cx.lower(Role::Plain, *value);
                cx.close();
            }
            [value, ..] => cx.lower(Role::Plain, *value),
            [] => {}
        }
    }
    cx.close();
    cx.close();
}

/// `a with { B = c }`
fn copy<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open_as(Kind::Other, node.kind(), node);
    operands(node).into_iter().for_each(|part| cx.lower(Role::Plain, part));
    cx.close();
}

fn assigned<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let parts = parts(node);
    cx.open(Kind::Assign, node);
    cx.part(Role::Target, parts.first().copied(), node);
    cx.part(Role::Plain, parts_after(node, "=").first().copied(), node);
    cx.close();
}
