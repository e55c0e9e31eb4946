//! Expressions of Go.

use crate::hole;
use crate::kind::Kind;
use crate::lower::{Lowering, Role, Syntax, first_part, parts, range};

/// Lowers an expression; says whether it is one.
pub(super) fn lower<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    literal(cx, node) || operation(cx, node) || access(cx, node) || composite(cx, node)
}

fn literal<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    match node.kind() {
        "identifier" | "field_identifier" | "package_identifier" | "blank_identifier" | "label_name" | "iota" => {
            cx.name(node);
        }
        "int_literal" => cx.leaf(Kind::Int, cx.text(node), node),
        "float_literal" | "imaginary_literal" => cx.leaf(Kind::Float, cx.text(node), node),
        "true" | "false" => cx.leaf(Kind::Bool, node.kind(), node),
        "nil" => cx.leaf(Kind::Null, "", node),
        "rune_literal" => cx.leaf(Kind::Atom, cx.text(node), node),
        "interpreted_string_literal" | "raw_string_literal" => {
            let whole = range(node);
            cx.leaf(Kind::Str, cx.slice(whole.start + 1..whole.end.max(whole.start + 2) - 1), node);
        }
        _ => return false,
    }
    true
}

fn operation<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    match node.kind() {
        "binary_expression" => {
            cx.open_as(Kind::Binary, operator(cx, node), node);
            cx.field(Role::Plain, node, "left");
            cx.field(Role::Plain, node, "right");
            cx.close();
        }
        "unary_expression" => {
            cx.open_as(Kind::Unary, operator(cx, node), node);
            cx.field(Role::Plain, node, "operand");
            cx.close();
        }
        "parenthesized_expression" => cx.bracketed(first_part(node), node),
        // `f[T](x)` looks like a conversion, but rather calls.
        "type_conversion_expression" => {
            let callee = node.child_by_field_name("type").filter(|callee| callee.kind() == "generic_type");
            if let (Some(callee), Some(argument)) = (callee, node.child_by_field_name("operand")) {
                cx.open(Kind::Call, node);
                cx.lower(Role::Type, callee);
                cx.open(Kind::Args, argument);
                cx.lower(Role::Plain, argument);
                cx.close();
                cx.close();
                return true;
            }
            cx.open(Kind::Cast, node);
            cx.field(Role::Type, node, "type");
            cx.field(Role::Plain, node, "operand");
            cx.close();
        }
        "type_assertion_expression" => {
            cx.open_as(Kind::Cast, "assert", node);
            cx.field(Role::Type, node, "type");
            cx.field(Role::Plain, node, "operand");
            cx.close();
        }
        "variadic_argument" => {
            cx.open_as(Kind::Spread, "...", node);
            cx.part(Role::Plain, first_part(node), node);
            cx.close();
        }
        _ => return false,
    }
    true
}

fn operator<'t>(cx: &Lowering<'t>, node: Syntax<'t>) -> &'t str {
    node.child_by_field_name("operator").map_or("", |operator| cx.text(operator))
}

fn access<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    match node.kind() {
        "selector_expression" => {
            cx.open(Kind::Member, node);
            cx.field(Role::Plain, node, "operand");
            cx.field(Role::Plain, node, "field");
            cx.close();
        }
        "index_expression" => {
            cx.open(Kind::Index, node);
            cx.field(Role::Plain, node, "operand");
            cx.field(Role::Plain, node, "index");
            cx.close();
        }
        "slice_expression" => {
            cx.open(Kind::Index, node);
            cx.field(Role::Plain, node, "operand");
            cx.open(Kind::Slice, node);
            for bound in ["start", "end", "capacity"] {
                cx.field(Role::Plain, node, bound);
            }
            cx.close();
            cx.close();
        }
        "call_expression" => match node.child_by_field_name("function") {
            Some(callee) if matches!(cx.text(callee), "make" | "new") => made(cx, callee, node),
            Some(callee) => cx.call(callee, node.child_by_field_name("arguments"), node),
            None => cx.other(node),
        },
        "type_instantiation_expression" => {
            let parts = parts(node);
            cx.open(Kind::Generic, node);
            cx.part(Role::Type, parts.first().copied(), node);
            cx.open(Kind::TypeArgs, node);
            parts.iter().skip(1).for_each(|part| cx.lower(Role::Type, *part));
            cx.close();
            cx.close();
        }
        _ => return false,
    }
    true
}

/// `make(T, n)`: what is made is a type, even where it looks like a variable.
fn made<'t>(cx: &mut Lowering<'t>, callee: Syntax<'t>, node: Syntax<'t>) {
    let arguments = node.child_by_field_name("arguments");
    cx.open(Kind::Call, node);
    cx.name(callee);
    cx.open(Kind::Args, arguments.unwrap_or(node));
    for (place, argument) in arguments.map(parts).unwrap_or_default().into_iter().enumerate() {
        let is_gap = cx.is_pattern() && hole::kind(cx.text(argument)) == Some(Kind::Ellipsis);
        if place > 0 || is_gap {
            cx.lower(Role::Plain, argument);
        } else {
            cx.open_as(Kind::Other, "type", argument);
            cx.lower(Role::Type, argument);
            cx.close();
        }
    }
    cx.close();
    cx.close();
}

fn composite<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    match node.kind() {
        "composite_literal" => {
            cx.open(Kind::New, node);
            cx.field(Role::Type, node, "type");
            match node.child_by_field_name("body") {
                Some(body) => cx.list(Kind::Args, Role::Plain, body),
                None => cx.no_list(Kind::Args, node),
            }
            cx.absent(node);
            cx.close();
        }
        // A value whose type the one around it says.
        "literal_value" => {
            cx.open(Kind::New, node);
            cx.absent(node);
            cx.list(Kind::Args, Role::Plain, node);
            cx.absent(node);
            cx.close();
        }
        "literal_element" => cx.part(Role::Plain, first_part(node), node),
        "keyed_element" => element(cx, node),
        _ => return false,
    }
    true
}

/// `K: v`: by the name of a field, or by a key.
fn element<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let key = node.child_by_field_name("key").and_then(first_part);
    let is_name = key.is_some_and(|key| key.kind() == "identifier");
    let is_gap = key.is_some_and(|key| hole::kind(cx.text(key)) == Some(Kind::Ellipsis));
    if cx.is_pattern() && is_gap {
        return cx.part(Role::Plain, key, node);
    }
    cx.open(if is_name { Kind::Keyword } else { Kind::Pair }, node);
    cx.part(Role::Plain, key, node);
    cx.field(Role::Plain, node, "value");
    cx.close();
}
