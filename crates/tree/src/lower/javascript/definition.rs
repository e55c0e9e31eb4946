//! Functions and classes of JavaScript.

use super::name;
use crate::hole;
use crate::kind::Kind;
use crate::lower::{Lowering, Role, Syntax, fields, first_part, parts, range, token};

/// Lowers a definition; says whether it is one.
pub(super) fn lower<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    match node.kind() {
        "function_declaration" | "generator_function_declaration" | "function_signature" => function(cx, node),
        "method_definition" | "method_signature" | "abstract_method_signature" => method(cx, node),
        "function_expression" | "generator_function" | "arrow_function" => lambda(cx, node),
        "class_declaration" | "abstract_class_declaration" | "class" => class(cx, "class", node),
        "interface_declaration" => class(cx, "interface", node),
        "enum_declaration" => class(cx, "enum", node),
        "field_definition" | "public_field_definition" => field(cx, node),
        "decorator" => decorator(cx, node),
        _ => return false,
    }
    true
}

/// Words that say what kind of function or field it is.
const MODIFIERS: [&str; 9] =
    ["async", "static", "get", "set", "readonly", "abstract", "override", "accessibility_modifier", "*"];

/// Decorators and modifiers; some decorators may stand elsewhere.
fn attributes<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>, outside: &[Syntax<'t>]) {
    let start = range(node).start;
    cx.open_at(Kind::Attributes, "", start..start);
    let before = decorators_before(node);
    for decorator in outside.iter().copied().chain(before).chain(fields(node, "decorator")) {
        cx.lower(Role::Plain, decorator);
    }
    let mut cursor = node.walk();
    for part in node.children(&mut cursor).filter(|part| MODIFIERS.contains(&part.kind())) {
        cx.leaf(Kind::Modifier, cx.text(part), part);
    }
    cx.close();
}

/// In a class body decorators stand before what they decorate.
fn decorators_before<'t>(node: Syntax<'t>) -> Vec<Syntax<'t>> {
    let mut found = Vec::new();
    let mut at = node.prev_sibling();
    while let Some(decorator) = at.filter(|sibling| sibling.kind() == "decorator") {
        found.push(decorator);
        at = decorator.prev_sibling();
    }
    found.reverse();
    if node.kind() == "method_definition" || node.kind() == "public_field_definition" { found } else { Vec::new() }
}

fn decorator<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let written = first_part(node);
    let call = written.filter(|written| written.kind() == "call_expression");
    cx.open(Kind::Decorator, node);
    cx.part(Role::Plain, call.and_then(|call| call.child_by_field_name("function")).or(written), node);
    match call.and_then(|call| call.child_by_field_name("arguments")) {
        Some(arguments) => cx.list(Kind::Args, Role::Plain, arguments),
        None => cx.no_list(Kind::Args, node),
    }
    cx.close();
}

fn function<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open(Kind::FunctionDef, node);
    attributes(cx, node, &[]);
    name(cx, node.child_by_field_name("name"), node);
    rest(cx, node);
    cx.close();
}

fn method<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let in_object = node.parent().is_some_and(|parent| parent.kind() == "object");
    if in_object {
        // A method of an object is an entry that holds a function.
        cx.open(Kind::Pair, node);
        name(cx, node.child_by_field_name("name"), node);
        cx.open(Kind::Lambda, node);
        attributes(cx, node, &[]);
        signature(cx, node);
        cx.close();
        return cx.close();
    }
    cx.open_at(Kind::FunctionDef, "", with_decorators(node));
    attributes(cx, node, &[]);
    name(cx, node.child_by_field_name("name"), node);
    rest(cx, node);
    cx.close();
}

/// The place of a member with the decorators before it.
fn with_decorators(node: Syntax<'_>) -> std::ops::Range<u32> {
    let own = range(node);
    decorators_before(node).first().map_or(own.start, |first| range(*first).start)..own.end
}

/// What stands after the name of a function.
fn rest<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    match node.child_by_field_name("type_parameters") {
        Some(parameters) => cx.list(Kind::TypeParams, Role::Type, parameters),
        None => cx.no_list(Kind::TypeParams, node),
    }
    signature(cx, node);
}

/// Parameters, type and body.
fn signature<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    match (node.child_by_field_name("parameters"), node.child_by_field_name("parameter")) {
        (Some(parameters), _) => cx.list(Kind::Params, Role::Param, parameters),
        (None, Some(single)) => {
            cx.open(Kind::Params, single);
            cx.lower(Role::Param, single);
            cx.close();
        }
        (None, None) => cx.no_list(Kind::Params, node),
    }
    cx.field(Role::Type, node, "return_type");
    match node.child_by_field_name("body") {
        Some(body) if body.kind() == "statement_block" => cx.lower(Role::Block, body),
        Some(body) => {
            cx.open(Kind::Block, body);
            cx.open_as(Kind::Return, "implicit", body);
            cx.lower(Role::Plain, body);
            cx.close();
            cx.close();
        }
        None => cx.absent(node),
    }
}

fn lambda<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let word = if node.kind() == "arrow_function" { "=>" } else { "" };
    let own_name = node.child_by_field_name("name").map_or(word, |name| cx.text(name));
    cx.open_as(Kind::Lambda, own_name, node);
    attributes(cx, node, &[]);
    signature(cx, node);
    cx.close();
}

fn class<'t>(cx: &mut Lowering<'t>, word: &str, node: Syntax<'t>) {
    // `@D() export class C {}`: the decorators stand outside.
    let exported = node.parent().filter(|parent| parent.kind() == "export_statement");
    let outside = exported.map(|exported| fields(exported, "decorator")).unwrap_or_default();
    let start = outside.first().map_or(range(node).start, |first| range(*first).start);
    cx.open_at(Kind::ClassDef, word, start..range(node).end);
    attributes(cx, node, &outside);
    name(cx, node.child_by_field_name("name"), node);
    match node.child_by_field_name("type_parameters") {
        Some(parameters) => cx.list(Kind::TypeParams, Role::Type, parameters),
        None => cx.no_list(Kind::TypeParams, node),
    }
    bases(cx, node);
    match node.child_by_field_name("body") {
        Some(body) => {
            cx.open(Kind::Block, body);
            for member in parts(body).into_iter().filter(|member| member.kind() != "decorator") {
                cx.lower(Role::Plain, member);
            }
            cx.close();
        }
        None => cx.no_list(Kind::Block, node),
    }
    cx.close();
}

/// What a class extends and implements.
fn bases<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let heritage = token(node, "class_heritage").or_else(|| token(node, "extends_type_clause"));
    let Some(heritage) = heritage else { return cx.no_list(Kind::Bases, node) };
    cx.open(Kind::Bases, heritage);
    for part in parts(heritage) {
        match part.kind() {
            "extends_clause" => {
                for base in fields(part, "value") {
                    cx.lower(Role::Plain, base);
                }
            }
            "implements_clause" => {
                for base in parts(part) {
                    cx.lower(Role::Type, base);
                }
            }
            _ => cx.lower(Role::Plain, part),
        }
    }
    cx.close();
}

fn field<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let own = node.child_by_field_name("property").or_else(|| node.child_by_field_name("name"));
    let is_gap = |own: Syntax<'_>| hole::kind(cx.text(own)) == Some(Kind::Ellipsis);
    if cx.is_pattern() && own.is_some_and(is_gap) {
        return cx.leaf(Kind::Ellipsis, "", node);
    }
    cx.open_at(Kind::Variable, "", with_decorators(node));
    attributes(cx, node, &[]);
    name(cx, own, node);
    cx.field(Role::Type, node, "type");
    cx.field(Role::Plain, node, "value");
    cx.close();
}

/// One parameter; a hole in the list stands for itself.
pub(super) fn param<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let is_hole = matches!(hole::kind(cx.text(node)), Some(Kind::Ellipsis | Kind::MetavariableEllipsis));
    if cx.is_pattern() && is_hole {
        return cx.name(node);
    }
    match node.kind() {
        "assignment_pattern" => {
            let (left, right) = (node.child_by_field_name("left"), node.child_by_field_name("right"));
            whole(cx, node, left, None, right);
        }
        "required_parameter" | "optional_parameter" => {
            let pattern = node.child_by_field_name("pattern");
            whole(cx, node, pattern, node.child_by_field_name("type"), node.child_by_field_name("value"));
        }
        _ => whole(cx, node, Some(node), None, None),
    }
}

fn whole<'t>(
    cx: &mut Lowering<'t>,
    node: Syntax<'t>,
    target: Option<Syntax<'t>>,
    written: Option<Syntax<'t>>,
    default: Option<Syntax<'t>>,
) {
    let (rest, target) = match target {
        Some(target) if target.kind() == "rest_pattern" => ("...", first_part(target)),
        target => ("", target),
    };
    cx.open_as(Kind::Param, rest, node);
    if node.kind().ends_with("_parameter") {
        attributes(cx, node, &[])
    } else {
        cx.no_list(Kind::Attributes, node)
    }
    cx.part(Role::Target, target, node);
    cx.part(Role::Type, written, node);
    cx.part(Role::Plain, default, node);
    cx.close();
}
