//! Expressions of Ruby.

use super::name;
use crate::kind::Kind;
use crate::lower::{Lowering, Role, Syntax, first_part, parts};

/// Lowers an expression; says whether it is one.
pub(super) fn lower<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    literal(cx, node) || operation(cx, node) || collection(cx, node)
}

fn literal<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    match node.kind() {
        "identifier" | "constant" | "self" | "super" | "operator" | "setter" => name(cx, node),
        "instance_variable" | "class_variable" | "global_variable" | "file" | "line" | "encoding" => name(cx, node),
        "integer" => cx.leaf(Kind::Int, cx.text(node), node),
        "float" | "rational" | "complex" => cx.leaf(Kind::Float, cx.text(node), node),
        "true" | "false" => cx.leaf(Kind::Bool, node.kind(), node),
        "nil" => cx.leaf(Kind::Null, "", node),
        _ => return false,
    }
    true
}

fn operation<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    match node.kind() {
        "binary" => two(cx, Kind::Binary, operator(cx, node), node, ["left", "right"]),
        "unary" => {
            cx.open_as(Kind::Unary, operator(cx, node), node);
            cx.field(Role::Plain, node, "operand");
            cx.close();
        }
        "range" => range_(cx, node),
        "assignment" => two(cx, Kind::Assign, "", node, ["left", "right"]),
        "operator_assignment" => {
            let sign = operator(cx, node);
            two(cx, Kind::AugAssign, sign.strip_suffix('=').unwrap_or(sign), node, ["left", "right"]);
        }
        "conditional" => {
            cx.open(Kind::Conditional, node);
            for part in ["condition", "consequence", "alternative"] {
                cx.field(Role::Plain, node, part);
            }
            cx.close();
        }
        "match_pattern" | "test_pattern" => two(cx, Kind::Binary, "in", node, ["value", "pattern"]),
        _ => return false,
    }
    true
}

fn two<'t>(cx: &mut Lowering<'t>, kind: Kind, text: &str, node: Syntax<'t>, fields: [&str; 2]) {
    cx.open_as(kind, text, node);
    for field in fields {
        cx.field(Role::Plain, node, field);
    }
    cx.close();
}

fn operator<'t>(cx: &Lowering<'t>, node: Syntax<'t>) -> &'t str {
    match node.child_by_field_name("operator").map_or("", |operator| cx.text(operator)) {
        "and" => "&&",
        "or" => "||",
        "not" => "!",
        other => other,
    }
}

/// `a..b`; what is not written is nil.
fn range_<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open_as(Kind::Binary, operator(cx, node), node);
    for field in ["begin", "end"] {
        match node.child_by_field_name(field) {
            Some(part) => cx.lower(Role::Plain, part),
            None => cx.no_list(Kind::Null, node),
        }
    }
    cx.close();
}

fn collection<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    match node.kind() {
        "array" | "array_pattern" | "find_pattern" => cx.list(Kind::List, Role::Plain, node),
        "hash" | "hash_pattern" => cx.list(Kind::Dict, Role::Plain, node),
        "pair" | "keyword_pattern" => pair(cx, node),
        "left_assignment_list" | "right_assignment_list" | "destructured_left_assignment" => {
            cx.list(Kind::Tuple, Role::Plain, node);
        }
        "parenthesized_pattern" | "exception_variable" | "superclass" | "in" | "pattern" => {
            cx.part(Role::Plain, first_part(node), node);
        }
        "alternative_pattern" => cx.list(Kind::Tuple, Role::Plain, node),
        "as_pattern" => two(cx, Kind::WithItem, "", node, ["value", "name"]),
        "expression_reference_pattern" => cx.field(Role::Plain, node, "value"),
        "variable_reference_pattern" => cx.field(Role::Plain, node, "name"),
        _ => return false,
    }
    true
}

/// An entry; `a:` alone takes or makes the variable of that name.
fn pair<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open(Kind::Pair, node);
    let key = node.child_by_field_name("key");
    cx.part(Role::Plain, key, node);
    match (node.child_by_field_name("value"), key) {
        (Some(value), _) => cx.lower(Role::Plain, value),
        (None, Some(key)) => name(cx, key),
        (None, None) => cx.absent(node),
    }
    cx.close();
}

/// What is given back by `return`, `next` and the like: one value, entries or several values.
pub(super) fn value<'t>(cx: &mut Lowering<'t>, list: Option<Syntax<'t>>, around: Syntax<'t>) {
    let Some(list) = list else { return cx.absent(around) };
    match parts(list).as_slice() {
        [] => cx.absent(around),
        [single] if single.kind() != "pair" => cx.lower(Role::Plain, *single),
        several if several.iter().all(|part| part.kind() == "pair") => cx.list(Kind::Dict, Role::Plain, list),
        _ => cx.list(Kind::Tuple, Role::Plain, list),
    }
}
