//! Expressions of JavaScript.

use crate::kind::Kind;
use crate::lower::{Lowering, Role, Syntax, first_part, parts, range, token};

/// Lowers an expression; says whether it is one.
pub(super) fn lower<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    literal(cx, node) || operation(cx, node) || collection(cx, node) || access(cx, node)
}

fn literal<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    match node.kind() {
        "identifier"
        | "property_identifier"
        | "private_property_identifier"
        | "this"
        | "super"
        | "undefined"
        | "statement_identifier"
        | "shorthand_property_identifier_pattern"
        | "import" => cx.name(node),
        "number" => number(cx, node),
        "true" | "false" => cx.leaf(Kind::Bool, node.kind(), node),
        "null" => cx.leaf(Kind::Null, "", node),
        "regex" => cx.leaf(Kind::Regex, cx.text(node), node),
        "string" => {
            let whole = range(node);
            cx.leaf(Kind::Str, cx.slice(whole.start + 1..whole.end.max(whole.start + 2) - 1), node);
        }
        "template_string" => template(cx, node),
        _ => return false,
    }
    true
}

fn number<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let text = cx.text(node);
    let is_whole = !text.contains('.') && (text.starts_with("0x") || !text.contains(['e', 'E']));
    cx.leaf(if is_whole { Kind::Int } else { Kind::Float }, text, node);
}

/// A template, also without holes: patterns tell it from a text.
fn template<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let whole = range(node);
    let inside = whole.start + 1..whole.end.max(whole.start + 2) - 1;
    let holes: Vec<_> = parts(node).into_iter().filter(|part| part.kind() == "template_substitution").collect();
    cx.open(Kind::Template, node);
    let mut at = inside.start;
    for hole in holes {
        let place = range(hole);
        cx.piece(at..place.start);
        cx.part(Role::Plain, first_part(hole), hole);
        at = place.end;
    }
    cx.piece(at..inside.end);
    cx.close();
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
            cx.field(Role::Plain, node, "argument");
            cx.close();
        }
        "update_expression" => {
            let sign = operator(cx, node);
            let is_before = cx.text(node).starts_with(sign);
            let text = if is_before { format!("{sign}_") } else { format!("_{sign}") };
            cx.open_as(Kind::Update, &text, node);
            cx.field(Role::Target, node, "argument");
            cx.close();
        }
        "assignment_expression" | "assignment_pattern" | "object_assignment_pattern" => {
            cx.open(Kind::Assign, node);
            cx.field(Role::Target, node, "left");
            cx.field(Role::Plain, node, "right");
            cx.close();
        }
        "augmented_assignment_expression" => {
            match operator(cx, node) {
                // What stays or becomes the value.
                "??=" | "||=" | "&&=" => cx.open(Kind::Assign, node),
                operator => cx.open_as(Kind::AugAssign, operator.trim_end_matches('='), node),
            }
            cx.field(Role::Target, node, "left");
            cx.field(Role::Plain, node, "right");
            cx.close();
        }
        "ternary_expression" => {
            cx.open(Kind::Conditional, node);
            cx.field(Role::Plain, node, "condition");
            cx.field(Role::Plain, node, "consequence");
            cx.field(Role::Plain, node, "alternative");
            cx.close();
        }
        "await_expression" => one(cx, Kind::Await, "", node),
        "yield_expression" => one(cx, Kind::Yield, if token(node, "*").is_some() { "from" } else { "" }, node),
        "spread_element" | "rest_pattern" => one(cx, Kind::Spread, "...", node),
        "sequence_expression" => cx.list(Kind::Tuple, Role::Plain, node),
        "parenthesized_expression" => cx.bracketed(first_part(node), node),
        "as_expression" | "satisfies_expression" => {
            let parts = parts(node);
            cx.open(Kind::Cast, node);
            cx.part(Role::Type, parts.get(1).copied(), node);
            cx.part(Role::Plain, parts.first().copied(), node);
            cx.close();
        }
        "type_assertion" => {
            let parts = parts(node);
            cx.open(Kind::Cast, node);
            cx.part(Role::Type, parts.first().copied(), node);
            cx.part(Role::Plain, parts.get(1).copied(), node);
            cx.close();
        }
        "non_null_expression" => cx.part(Role::Plain, first_part(node), node),
        _ => return false,
    }
    true
}

fn one<'t>(cx: &mut Lowering<'t>, kind: Kind, text: &str, node: Syntax<'t>) {
    cx.open_as(kind, text, node);
    cx.part(Role::Plain, first_part(node), node);
    cx.close();
}

fn operator<'t>(cx: &Lowering<'t>, node: Syntax<'t>) -> &'t str {
    node.child_by_field_name("operator").map_or("", |operator| cx.text(operator))
}

fn collection<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    match node.kind() {
        "array" | "array_pattern" => cx.list(Kind::List, Role::Plain, node),
        "object" | "object_pattern" => object(cx, node),
        "pair" | "pair_pattern" => {
            cx.open(Kind::Pair, node);
            match node.child_by_field_name("key") {
                Some(written) => key(cx, written),
                None => cx.absent(node),
            }
            cx.field(Role::Plain, node, "value");
            cx.close();
        }
        _ => return false,
    }
    true
}

/// Entries of an object; a name alone is an entry of that name, and a hole alone a hole.
fn object<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open(Kind::Dict, node);
    for entry in parts(node) {
        let is_name = matches!(entry.kind(), "shorthand_property_identifier" | "shorthand_property_identifier_pattern");
        let is_hole = cx.is_pattern()
            && matches!(crate::hole::kind(cx.text(entry)), Some(Kind::Ellipsis | Kind::MetavariableEllipsis));
        if is_name && !is_hole {
            cx.open(Kind::Pair, entry);
            cx.name(entry);
            cx.name(entry);
            cx.close();
        } else if is_name {
            cx.name(entry);
        } else {
            cx.lower(Role::Plain, entry);
        }
    }
    cx.close();
}

/// The key of an entry: what is written as a text is a name too.
pub(super) fn key<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    match node.kind() {
        "string" => {
            let whole = range(node);
            let content = cx.slice(whole.start + 1..whole.end.max(whole.start + 2) - 1);
            // Patterns may look into a text.
            let is_word = !cx.is_pattern()
                || !(content == "..." || content.starts_with("=~/") || crate::hole::is_metavariable(content));
            cx.leaf(if is_word { Kind::Name } else { Kind::Str }, content, node);
        }
        "computed_property_name" => cx.part(Role::Plain, first_part(node), node),
        "number" => number(cx, node),
        _ => cx.name(node),
    }
}

fn access<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    match node.kind() {
        "member_expression" => {
            cx.open_as(Kind::Member, if token(node, "optional_chain").is_some() { "?." } else { "" }, node);
            cx.field(Role::Plain, node, "object");
            match node.child_by_field_name("property") {
                Some(property) => cx.name(property),
                None => cx.absent(node),
            }
            cx.close();
        }
        "subscript_expression" => {
            cx.open(Kind::Index, node);
            cx.field(Role::Plain, node, "object");
            cx.field(Role::Plain, node, "index");
            cx.close();
        }
        "call_expression" => call(cx, node),
        "new_expression" => {
            cx.open(Kind::New, node);
            cx.field(Role::Plain, node, "constructor");
            match node.child_by_field_name("arguments") {
                Some(arguments) => cx.list(Kind::Args, Role::Plain, arguments),
                None => cx.no_list(Kind::Args, node),
            }
            cx.absent(node);
            cx.close();
        }
        _ => return false,
    }
    true
}

fn call<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let Some(callee) = node.child_by_field_name("function") else { return cx.other(node) };
    match node.child_by_field_name("arguments") {
        // A tag is called with its template.
        Some(template) if template.kind() == "template_string" => {
            cx.open(Kind::Call, node);
            cx.lower(Role::Plain, callee);
            cx.open(Kind::Args, template);
            cx.lower(Role::Plain, template);
            cx.close();
            cx.close();
        }
        arguments => cx.call(callee, arguments, node),
    }
}
