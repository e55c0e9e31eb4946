//! What C# compares values with: `is`, `switch`.

use super::{operand, operands, parts_after};
use crate::hole;
use crate::kind::Kind;
use crate::lower::{Lowering, Role, Syntax, first_part, parts, range, token};

/// Lowers a pattern of C# or what tries it; says whether it is one.
pub(super) fn lower<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    match node.kind() {
        "is_expression" => {
            cx.open_as(Kind::Binary, "is", node);
            cx.field(Role::Plain, node, "left");
            cx.field(Role::Type, node, "right");
            cx.close();
        }
        "is_pattern_expression" => {
            cx.open_as(Kind::Binary, "is", node);
            cx.field(Role::Plain, node, "expression");
            cx.field(Role::Plain, node, "pattern");
            cx.close();
        }
        "switch_expression" => switch(cx, node),
        "switch_expression_arm" => arm(cx, node),
        "constant_pattern" | "parenthesized_pattern" => cx.part(Role::Plain, operand(node), node),
        "type_pattern" => cx.field(Role::Type, node, "type"),
        "declaration_pattern" => variable(cx, node.child_by_field_name("type"), node),
        "var_pattern" => variable(cx, None, node),
        "parenthesized_variable_designation" | "tuple_pattern" => cx.list(Kind::Tuple, Role::Target, node),
        "negated_pattern" => {
            cx.open_as(Kind::Unary, "not", node);
            cx.part(Role::Plain, first_part(node), node);
            cx.close();
        }
        "and_pattern" | "or_pattern" => {
            cx.open_as(Kind::Binary, node.child_by_field_name("operator").map_or("", |word| word.kind()), node);
            cx.field(Role::Plain, node, "left");
            cx.field(Role::Plain, node, "right");
            cx.close();
        }
        "relational_pattern" => {
            cx.open_as(Kind::Unary, node.child(0).map_or("", |sign| sign.kind()), node);
            cx.part(Role::Plain, operand(node), node);
            cx.close();
        }
        "list_pattern" => cx.list(Kind::List, Role::Plain, node),
        "recursive_pattern" => recursive(cx, node),
        "positional_pattern_clause" => cx.list(Kind::Tuple, Role::Plain, node),
        "property_pattern_clause" => cx.list(Kind::Dict, Role::Plain, node),
        "subpattern" => subpattern(cx, node),
        _ => return false,
    }
    true
}

/// `T a`: a variable that is made where the value is of that type.
fn variable<'t>(cx: &mut Lowering<'t>, written: Option<Syntax<'t>>, node: Syntax<'t>) {
    cx.open(Kind::Variable, node);
    cx.no_list(Kind::Attributes, node);
    cx.part(Role::Target, designated(node, written), node);
    cx.part(Role::Type, written, node);
    cx.absent(node);
    cx.close();
}

/// What a pattern gives a name to.
fn designated<'t>(node: Syntax<'t>, written: Option<Syntax<'t>>) -> Option<Syntax<'t>> {
    let is_name = |part: &Syntax<'_>| {
        matches!(part.kind(), "identifier" | "discard" | "parenthesized_variable_designation")
            && Some(part.id()) != written.map(|written| written.id())
    };
    node.child_by_field_name("name").or_else(|| parts(node).into_iter().rfind(is_name))
}

/// `T(a, b) { C: d } e`: what it has of type, parts and name.
fn recursive<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let written = node.child_by_field_name("type");
    let all = parts(node);
    if let ([only], None) = (all.as_slice(), written) {
        return cx.lower(Role::Plain, *only);
    }
    let name = designated(node, written);
    cx.open_as(Kind::Other, node.kind(), node);
    for part in all.into_iter().filter(|part| Some(part.id()) != name.map(|name| name.id())) {
        cx.lower(Role::Plain, part);
    }
    if name.is_some() {
        variable(cx, written, node);
    }
    cx.close();
}

/// `A: b`
fn subpattern<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    match (token(node, ":"), parts(node).as_slice()) {
        (Some(_), [key, .., value]) => {
            cx.open(Kind::Pair, node);
            cx.lower(Role::Plain, *key);
            cx.lower(Role::Plain, *value);
            cx.close();
        }
        (_, all) => cx.part(Role::Plain, all.first().copied(), node),
    }
}

/// `a switch { b => c }`
fn switch<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let all = operands(node);
    let is_arm = |part: &&Syntax<'_>| part.kind() == "switch_expression_arm";
    let arms: Vec<_> = all.iter().filter(is_arm).collect();
    cx.open(Kind::Switch, node);
    cx.part(Role::Plain, all.first().copied(), node);
    let end = range(node).end;
    cx.open_at(Kind::Cases, "", arms.first().map_or(end, |first| range(**first).start)..end);
    arms.into_iter().for_each(|arm| cx.lower(Role::Plain, *arm));
    cx.close();
    cx.close();
}

fn arm<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let pattern = first_part(node);
    let value = parts_after(node, "=>").first().copied();
    let is_gap = pattern.is_some_and(|pattern| hole::kind(cx.text(pattern)) == Some(Kind::Ellipsis));
    if cx.is_pattern() && is_gap && value.is_some_and(|value| hole::kind(cx.text(value)) == Some(Kind::Ellipsis)) {
        return cx.leaf(Kind::Ellipsis, "", node);
    }
    cx.open(Kind::Case, node);
    cx.open(Kind::Patterns, pattern.unwrap_or(node));
    if let Some(pattern) = pattern {
        cx.lower(Role::Plain, pattern);
    }
    cx.close();
    cx.part(Role::Plain, token(node, "when_clause").and_then(operand), node);
    match value.or_else(|| operands(node).last().copied()) {
        Some(value) => {
            cx.open(Kind::Block, value);
            cx.lower(Role::Plain, value);
            cx.close();
        }
        None => cx.no_list(Kind::Block, node),
    }
    cx.close();
}
