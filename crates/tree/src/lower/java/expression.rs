//! Expressions of Java.

use super::types;
use crate::hole;
use crate::kind::Kind;
use crate::lower::{Lowering, Role, Syntax, fields, first_part, parts, range, token};

/// Lowers an expression; says whether it is one.
pub(super) fn lower<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    literal(cx, node) || operation(cx, node) || access(cx, node) || construction(cx, node)
}

fn literal<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    match node.kind() {
        "identifier" | "this" | "super" | "underscore_pattern" => cx.name(node),
        "decimal_integer_literal" | "hex_integer_literal" | "octal_integer_literal" | "binary_integer_literal" => {
            cx.leaf(Kind::Int, cx.text(node), node);
        }
        "decimal_floating_point_literal" | "hex_floating_point_literal" => cx.leaf(Kind::Float, cx.text(node), node),
        "true" | "false" => cx.leaf(Kind::Bool, node.kind(), node),
        "null_literal" => cx.leaf(Kind::Null, "", node),
        "character_literal" => cx.leaf(Kind::Atom, cx.text(node), node),
        "string_literal" => string(cx, node),
        _ => return false,
    }
    true
}

fn string<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let whole = range(node);
    let quotes = if cx.text(node).starts_with("\"\"\"") { 3 } else { 1 };
    let start = whole.start + quotes;
    cx.leaf(Kind::Str, cx.slice(start..whole.end.saturating_sub(quotes).max(start)), node);
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
        "update_expression" => {
            let text = cx.text(node);
            let sign = if text.contains("++") { "++" } else { "--" };
            let text = if text.starts_with(sign) { format!("{sign}_") } else { format!("_{sign}") };
            cx.open_as(Kind::Update, &text, node);
            cx.part(Role::Target, first_part(node), node);
            cx.close();
        }
        "assignment_expression" => {
            match operator(cx, node) {
                "=" => cx.open(Kind::Assign, node),
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
        "instanceof_expression" => instance_of(cx, node),
        "cast_expression" => {
            cx.open(Kind::Cast, node);
            cx.field(Role::Type, node, "type");
            cx.field(Role::Plain, node, "value");
            cx.close();
        }
        "parenthesized_expression" => cx.bracketed(first_part(node), node),
        "lambda_expression" => lambda(cx, node),
        _ => return false,
    }
    true
}

fn operator<'t>(cx: &Lowering<'t>, node: Syntax<'t>) -> &'t str {
    node.child_by_field_name("operator").map_or("", |operator| cx.text(operator))
}

/// `a instanceof T b`: with a name, a variable of that type stands on the right.
fn instance_of<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open_as(Kind::Binary, "instanceof", node);
    cx.field(Role::Plain, node, "left");
    let written = node.child_by_field_name("right");
    match (written, node.child_by_field_name("name")) {
        (Some(written), Some(name)) => {
            cx.open_at(Kind::Variable, "", range(written).start..range(name).end);
            cx.no_list(Kind::Attributes, written);
            cx.name(name);
            cx.lower(Role::Type, written);
            cx.absent(name);
            cx.close();
        }
        (Some(written), None) => cx.lower(Role::Type, written),
        _ => cx.field(Role::Plain, node, "pattern"),
    }
    cx.close();
}

fn lambda<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open(Kind::Lambda, node);
    cx.no_list(Kind::Attributes, node);
    match node.child_by_field_name("parameters") {
        Some(single) if single.kind() == "identifier" => {
            cx.open(Kind::Params, single);
            cx.lower(Role::Param, single);
            cx.close();
        }
        Some(parameters) => cx.list(Kind::Params, Role::Param, parameters),
        None => cx.no_list(Kind::Params, node),
    }
    cx.absent(node);
    match node.child_by_field_name("body") {
        Some(body) if body.kind() == "block" => cx.lower(Role::Block, body),
        Some(body) => {
            cx.open(Kind::Block, body);
            cx.open_as(Kind::Return, "implicit", body);
            cx.lower(Role::Plain, body);
            cx.close();
            cx.close();
        }
        None => cx.no_list(Kind::Block, node),
    }
    cx.close();
}

fn access<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    match node.kind() {
        "field_access" => field_access(cx, node),
        "array_access" => {
            cx.open(Kind::Index, node);
            cx.field(Role::Plain, node, "array");
            cx.field(Role::Plain, node, "index");
            cx.close();
        }
        "class_literal" => {
            cx.open(Kind::Member, node);
            cx.part(Role::Type, first_part(node), node);
            match token(node, "class") {
                Some(word) => cx.leaf(Kind::Name, "class", word),
                None => cx.absent(node),
            }
            cx.close();
        }
        "method_invocation" => call(cx, node),
        "explicit_constructor_invocation" => {
            cx.open(Kind::Call, node);
            cx.field(Role::Plain, node, "constructor");
            arguments(cx, node);
            cx.close();
        }
        "method_reference" => method_reference(cx, node),
        _ => return false,
    }
    true
}

/// `a.b`, or `(T $X)`, which stands as a part of a cast that no code has.
fn field_access<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let (object, field) = (node.child_by_field_name("object"), node.child_by_field_name("field"));
    if cx.is_pattern()
        && field.is_some_and(|field| cx.text(field) == hole::TYPED)
        && let Some(cast) = object.and_then(first_part)
        && let (Some(written), Some(name)) = (cast.child_by_field_name("type"), cast.child_by_field_name("value"))
    {
        cx.open_as(Kind::TypedMetavariable, cx.text(name), node);
        cx.lower(Role::Type, written);
        return cx.close();
    }
    cx.open(Kind::Member, node);
    cx.part(Role::Plain, object, node);
    match field {
        Some(field) => cx.name(field),
        None => cx.absent(node),
    }
    cx.close();
}

fn arguments<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    match node.child_by_field_name("arguments") {
        Some(arguments) => cx.list(Kind::Args, Role::Plain, arguments),
        None => cx.no_list(Kind::Args, node),
    }
}

fn call<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let (object, name) = (node.child_by_field_name("object"), node.child_by_field_name("name"));
    let Some(name) = name else { return cx.other(node) };
    let Some(object) = object else { return cx.call(name, node.child_by_field_name("arguments"), node) };
    cx.open(Kind::Call, node);
    cx.open_at(Kind::Member, "", range(object).start..range(name).end);
    cx.lower(Role::Plain, object);
    cx.name(name);
    cx.close();
    arguments(cx, node);
    cx.close();
}

/// `T::f`
fn method_reference<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open_as(Kind::Other, node.kind(), node);
    for part in parts(node) {
        match part.kind() {
            "type_arguments" => cx.list(Kind::TypeArgs, Role::Type, part),
            _ => cx.lower(Role::Plain, part),
        }
    }
    if let Some(word) = token(node, "new") {
        cx.leaf(Kind::Name, "new", word);
    }
    cx.close();
}

fn construction<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    match node.kind() {
        "object_creation_expression" => {
            cx.open(Kind::New, node);
            constructed(cx, node);
            arguments(cx, node);
            cx.part(Role::Plain, token(node, "class_body"), node);
            cx.close();
        }
        "array_creation_expression" => array(cx, node),
        "array_initializer" => cx.list(Kind::List, Role::Plain, node),
        _ => return false,
    }
    true
}

/// The class that is constructed; one that belongs to an object is reached through it.
fn constructed<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let written = node.child_by_field_name("type");
    let Some(outer) =
        first_part(node).filter(|first| token(node, "new").is_some_and(|new| range(*first).start < range(new).start))
    else {
        return cx.part(Role::Type, written, node);
    };
    let end = range(written.unwrap_or(outer)).end;
    cx.open_at(Kind::Member, "", range(outer).start..end);
    cx.lower(Role::Plain, outer);
    cx.part(Role::Type, written, node);
    cx.close();
}

/// `new T[n]`, `new T[] { a }`: an array type with the lengths and the elements as arguments.
fn array<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open(Kind::New, node);
    let written = node.child_by_field_name("type");
    types::array(cx, written, written.unwrap_or(node));
    cx.open(Kind::Args, node);
    for length in fields(node, "dimensions").into_iter().filter(|part| part.kind() == "dimensions_expr") {
        cx.part(Role::Plain, first_part(length), length);
    }
    if let Some(value) = node.child_by_field_name("value") {
        cx.lower(Role::Plain, value);
    }
    cx.close();
    cx.absent(node);
    cx.close();
}
