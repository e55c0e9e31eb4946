//! Expressions of PHP.

use super::{access, is_list_hole, name, one, qualified};
use crate::kind::Kind;
use crate::lower::{Lowering, Role, Syntax, first_part, parts, range};

/// Lowers an expression; says whether it is one.
pub(super) fn lower<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    literal(cx, node) || operation(cx, node) || assignment(cx, node) || collection(cx, node) || types(cx, node)
}

fn literal<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    match node.kind() {
        "integer" => cx.leaf(Kind::Int, cx.text(node), node),
        "float" => cx.leaf(Kind::Float, cx.text(node), node),
        "boolean" => cx.leaf(Kind::Bool, &cx.text(node).to_ascii_lowercase(), node),
        "null" => cx.leaf(Kind::Null, "", node),
        _ => return false,
    }
    true
}

fn operator<'t>(cx: &Lowering<'t>, node: Syntax<'t>) -> &'t str {
    match node.child_by_field_name("operator").map_or("", |operator| cx.text(operator)) {
        "and" | "AND" => "&&",
        "or" | "OR" => "||",
        "<>" => "!=",
        // `?:` and `??` only differ in what they take for nothing.
        "??" => "?:",
        other => other,
    }
}

fn two<'t>(cx: &mut Lowering<'t>, kind: Kind, text: &str, node: Syntax<'t>, fields: [&str; 2]) {
    cx.open_as(kind, text, node);
    for field in fields {
        cx.field(Role::Plain, node, field);
    }
    cx.close();
}

fn operation<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    match node.kind() {
        "binary_expression" => two(cx, Kind::Binary, operator(cx, node), node, ["left", "right"]),
        "unary_op_expression" => {
            cx.open_as(Kind::Unary, cx.text(node).get(..1).unwrap_or_default(), node);
            cx.part(Role::Plain, node.child_by_field_name("argument").or_else(|| first_part(node)), node);
            cx.close();
        }
        "error_suppression_expression" => one(cx, Kind::Unary, "@", node),
        "clone_expression" => access::called(cx, "clone", node),
        "print_intrinsic" => access::called(cx, "print", node),
        "include_expression" => access::called(cx, "include", node),
        "include_once_expression" => access::called(cx, "include_once", node),
        "require_expression" => access::called(cx, "require", node),
        "require_once_expression" => access::called(cx, "require_once", node),
        "conditional_expression" => match node.child_by_field_name("body") {
            Some(_) => {
                cx.open(Kind::Conditional, node);
                for part in ["condition", "body", "alternative"] {
                    cx.field(Role::Plain, node, part);
                }
                cx.close();
            }
            None => two(cx, Kind::Binary, "?:", node, ["condition", "alternative"]),
        },
        "cast_expression" => cast(cx, node),
        "parenthesized_expression" | "by_ref" => cx.part(Role::Plain, first_part(node), node),
        "sequence_expression" => cx.list(Kind::Tuple, Role::Plain, node),
        "throw_expression" => {
            cx.open(Kind::Throw, node);
            cx.part(Role::Plain, first_part(node), node);
            cx.absent(node);
            cx.close();
        }
        "yield_expression" => one(cx, Kind::Yield, if cx.text(node).contains("from") { "from" } else { "" }, node),
        _ => return false,
    }
    true
}

/// `(int) $a`
fn cast<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open(Kind::Cast, node);
    match node.child_by_field_name("type") {
        Some(written) => cx.leaf(Kind::Name, cx.text(written), written),
        None => cx.absent(node),
    }
    cx.field(Role::Plain, node, "value");
    cx.close();
}

fn assignment<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    match node.kind() {
        "assignment_expression" | "reference_assignment_expression" => {
            two(cx, Kind::Assign, "", node, ["left", "right"]);
        }
        "augmented_assignment_expression" => {
            let sign = node.child_by_field_name("operator").map_or("", |operator| cx.text(operator));
            two(cx, Kind::AugAssign, sign.strip_suffix('=').unwrap_or(sign), node, ["left", "right"]);
        }
        "update_expression" => {
            let sign = operator(cx, node);
            let is_before = cx.text(node).starts_with(sign);
            let text = if is_before { format!("{sign}_") } else { format!("_{sign}") };
            cx.open_as(Kind::Update, &text, node);
            cx.field(Role::Target, node, "argument");
            cx.close();
        }
        _ => return false,
    }
    true
}

fn collection<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    match node.kind() {
        "array_creation_expression" | "list_literal" => cx.list(Kind::List, Role::Plain, node),
        "array_element_initializer" | "pair" => element(cx, node),
        _ => return false,
    }
    true
}

/// `a`, `a => b`
fn element<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let parts = parts(node);
    match parts.as_slice() {
        [single] if is_list_hole(cx, *single) => name(cx, *single),
        [single] => cx.lower(Role::Plain, *single),
        _ => {
            cx.open(Kind::Pair, node);
            cx.part(Role::Plain, parts.first().copied(), node);
            cx.part(Role::Plain, parts.get(1).copied(), node);
            cx.close();
        }
    }
}

fn types<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    match node.kind() {
        "named_type" => match first_part(node) {
            Some(inner) => qualified(cx, inner),
            None => cx.absent(node),
        },
        "primitive_type" | "bottom_type" => cx.leaf(Kind::Name, cx.text(node), node),
        "optional_type" => one(cx, Kind::Unary, "?", node),
        "union_type" | "disjunctive_normal_form_type" | "type_list" => several_types(cx, "|", node),
        "intersection_type" => several_types(cx, "&", node),
        _ => return false,
    }
    true
}

/// `A|B|C`, in groups from the left.
fn several_types<'t>(cx: &mut Lowering<'t>, sign: &str, node: Syntax<'t>) {
    let parts = parts(node);
    let Some((first, rest)) = parts.split_first() else { return cx.absent(node) };
    let start = range(*first).start;
    for last in rest.iter().rev() {
        cx.open_at(Kind::Binary, sign, start..range(*last).end);
    }
    cx.lower(Role::Type, *first);
    for last in rest {
        cx.lower(Role::Type, *last);
        cx.close();
    }
}
