//! Functions and classes of Python.

use crate::hole;
use crate::kind::Kind;
use crate::lower::{Lowering, Role, Syntax, fields, first_part, parts, range, token};

/// Lowers a definition; says whether it is one.
pub(super) fn lower<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    match node.kind() {
        "decorated_definition" => decorated(cx, node),
        "function_definition" => function(cx, node, &[], node),
        "class_definition" => class(cx, node, &[], node),
        "lambda" | "lambda_within_for_in_clause" => lambda(cx, node),
        "decorator" => decorator(cx, node),
        "type_alias_statement" => type_alias(cx, node),
        _ => return false,
    }
    true
}

fn decorated<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let decorators: Vec<_> = parts(node).into_iter().filter(|part| part.kind() == "decorator").collect();
    match node.child_by_field_name("definition") {
        Some(function_) if function_.kind() == "function_definition" => function(cx, function_, &decorators, node),
        Some(class_) => class(cx, class_, &decorators, node),
        None => cx.other(node),
    }
}

fn decorator<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let written = first_part(node);
    let call = written.filter(|written| written.kind() == "call");
    cx.open(Kind::Decorator, node);
    cx.part(Role::Plain, call.and_then(|call| call.child_by_field_name("function")).or(written), node);
    match call.and_then(|call| call.child_by_field_name("arguments")) {
        Some(arguments) => cx.list(Kind::Args, Role::Plain, arguments),
        None => cx.no_list(Kind::Args, node),
    }
    cx.close();
}

fn attributes<'t>(cx: &mut Lowering<'t>, decorators: &[Syntax<'t>], modifier: Option<Syntax<'t>>, whole: Syntax<'t>) {
    let start = range(whole).start;
    cx.open_at(Kind::Attributes, "", start..start);
    for decorator in decorators {
        cx.lower(Role::Plain, *decorator);
    }
    if let Some(modifier) = modifier {
        cx.leaf(Kind::Modifier, modifier.kind(), modifier);
    }
    cx.close();
}

fn function<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>, decorators: &[Syntax<'t>], whole: Syntax<'t>) {
    cx.open(Kind::FunctionDef, whole);
    attributes(cx, decorators, token(node, "async"), whole);
    cx.field(Role::Target, node, "name");
    match node.child_by_field_name("type_parameters") {
        Some(parameters) => cx.list(Kind::TypeParams, Role::Plain, parameters),
        None => cx.no_list(Kind::TypeParams, node),
    }
    match node.child_by_field_name("parameters") {
        Some(parameters) => cx.list(Kind::Params, Role::Param, parameters),
        None => cx.no_list(Kind::Params, node),
    }
    cx.field(Role::Type, node, "return_type");
    cx.field(Role::Block, node, "body");
    cx.close();
}

fn class<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>, decorators: &[Syntax<'t>], whole: Syntax<'t>) {
    cx.open_as(Kind::ClassDef, "class", whole);
    attributes(cx, decorators, None, whole);
    cx.field(Role::Target, node, "name");
    match node.child_by_field_name("type_parameters") {
        Some(parameters) => cx.list(Kind::TypeParams, Role::Plain, parameters),
        None => cx.no_list(Kind::TypeParams, node),
    }
    match node.child_by_field_name("superclasses") {
        Some(bases) => cx.list(Kind::Bases, Role::Plain, bases),
        None => cx.no_list(Kind::Bases, node),
    }
    cx.field(Role::Block, node, "body");
    cx.close();
}

fn lambda<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open(Kind::Lambda, node);
    cx.no_list(Kind::Attributes, node);
    match node.child_by_field_name("parameters") {
        Some(parameters) => cx.list(Kind::Params, Role::Param, parameters),
        None => cx.no_list(Kind::Params, node),
    }
    cx.absent(node);
    match node.child_by_field_name("body") {
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

fn type_alias<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open(Kind::Assign, node);
    for part in fields(node, "left").into_iter().chain(fields(node, "right")) {
        cx.lower(Role::Type, part);
    }
    cx.close();
}

/// One parameter; a hole in the list stands for itself.
pub(super) fn param<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    match node.kind() {
        "identifier" if cx.is_pattern() && is_list_hole(cx.text(node)) => cx.name(node),
        "default_parameter" => whole_param(cx, node, node.child_by_field_name("name"), None),
        "typed_default_parameter" => whole_param(cx, node, node.child_by_field_name("name"), Some("type")),
        "typed_parameter" => whole_param(cx, node, first_part(node), Some("type")),
        "keyword_separator" => separator(cx, "*", node),
        "positional_separator" => separator(cx, "/", node),
        _ => whole_param(cx, node, Some(node), None),
    }
}

fn is_list_hole(text: &str) -> bool {
    matches!(hole::kind(text), Some(Kind::Ellipsis | Kind::MetavariableEllipsis))
}

fn separator<'t>(cx: &mut Lowering<'t>, mark: &str, node: Syntax<'t>) {
    cx.open_as(Kind::Param, mark, node);
    cx.no_list(Kind::Attributes, node);
    cx.absent(node);
    cx.absent(node);
    cx.absent(node);
    cx.close();
}

fn whole_param<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>, target: Option<Syntax<'t>>, typed: Option<&str>) {
    let (rest, target) = match target.map(|target| (target.kind(), target)) {
        Some(("list_splat_pattern", splat)) => ("*", first_part(splat)),
        Some(("dictionary_splat_pattern", splat)) => ("**", first_part(splat)),
        _ => ("", target),
    };
    cx.open_as(Kind::Param, rest, node);
    cx.no_list(Kind::Attributes, node);
    cx.part(Role::Target, target, node);
    cx.part(Role::Type, typed.and_then(|field| node.child_by_field_name(field)), node);
    cx.part(Role::Plain, node.child_by_field_name("value").filter(|_| node.kind() != "identifier"), node);
    cx.close();
}
