//! Classes, methods and fields of Java.

use super::types;
use crate::hole;
use crate::kind::Kind;
use crate::lower::{Lowering, Role, Syntax, fields, first_part, parts, range, token};

/// Lowers a definition; says whether it is one.
pub(super) fn lower<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    match node.kind() {
        "class_declaration" => class(cx, "class", node),
        "interface_declaration" => class(cx, "interface", node),
        "enum_declaration" => class(cx, "enum", node),
        "record_declaration" => class(cx, "record", node),
        "annotation_type_declaration" => class(cx, "@interface", node),
        "class_body" | "interface_body" | "annotation_type_body" => cx.list(Kind::Block, Role::Plain, node),
        "enum_body" => enum_body(cx, node),
        "enum_constant" => constant(cx, node),
        "method_declaration"
        | "constructor_declaration"
        | "compact_constructor_declaration"
        | "annotation_type_element_declaration" => function(cx, node),
        "field_declaration" | "local_variable_declaration" | "constant_declaration" => variables(cx, node),
        "static_initializer" => cx.other(node),
        "annotation" | "marker_annotation" => annotation(cx, node),
        "element_value_pair" => pair(cx, node),
        "element_value_array_initializer" => cx.list(Kind::List, Role::Plain, node),
        _ => return false,
    }
    true
}

/// Annotations, modifiers and what a method throws.
pub(super) fn attributes<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let modifiers = token(node, "modifiers");
    let throws = token(node, "throws");
    let start = range(modifiers.unwrap_or(node)).start;
    cx.open_at(Kind::Attributes, "", start..start);
    if let Some(modifiers) = modifiers {
        let mut cursor = modifiers.walk();
        for part in modifiers.children(&mut cursor).filter(|part| !part.is_extra()) {
            if part.is_named() {
                cx.lower(Role::Plain, part);
            } else {
                cx.leaf(Kind::Modifier, cx.text(part), part);
            }
        }
    }
    if let Some(throws) = throws {
        cx.other(throws);
    }
    cx.close();
}

fn annotation<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open(Kind::Decorator, node);
    cx.field(Role::Plain, node, "name");
    match node.child_by_field_name("arguments") {
        Some(arguments) => cx.list(Kind::Args, Role::Plain, arguments),
        None => cx.no_list(Kind::Args, node),
    }
    cx.close();
}

/// `key = value` of an annotation; a hole among such is written as a pair.
fn pair<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let key = node.child_by_field_name("key");
    if cx.is_pattern() && key.is_some_and(|key| is_list_hole(cx.text(key))) {
        return cx.part(Role::Plain, key, node);
    }
    cx.open(Kind::Keyword, node);
    cx.part(Role::Plain, key, node);
    cx.field(Role::Plain, node, "value");
    cx.close();
}

fn is_list_hole(text: &str) -> bool {
    matches!(hole::kind(text), Some(Kind::Ellipsis | Kind::MetavariableEllipsis))
}

fn class<'t>(cx: &mut Lowering<'t>, word: &str, node: Syntax<'t>) {
    cx.open_as(Kind::ClassDef, word, node);
    attributes(cx, node);
    cx.field(Role::Target, node, "name");
    type_parameters(cx, node);
    bases(cx, node);
    class_body(cx, node);
    cx.close();
}

fn type_parameters<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    match node.child_by_field_name("type_parameters") {
        Some(parameters) => cx.list(Kind::TypeParams, Role::Type, parameters),
        None => cx.no_list(Kind::TypeParams, node),
    }
}

/// What a class extends and implements.
fn bases<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let start = range(node).start;
    cx.open_at(Kind::Bases, "", start..start);
    let is_clause = |part: &Syntax<'_>| matches!(part.kind(), "superclass" | "super_interfaces" | "extends_interfaces");
    for clause in parts(node).into_iter().filter(is_clause) {
        for part in parts(clause) {
            match part.kind() {
                "type_list" => parts(part).into_iter().for_each(|one| cx.lower(Role::Type, one)),
                _ => cx.lower(Role::Type, part),
            }
        }
    }
    cx.close();
}

/// The members; the parts of a record are fields.
fn class_body<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let Some(body) = node.child_by_field_name("body") else { return cx.no_list(Kind::Block, node) };
    let components = node.child_by_field_name("parameters").map(parts).unwrap_or_default();
    let members = components.is_empty();
    if members {
        return cx.lower(Role::Plain, body);
    }
    cx.open(Kind::Block, body);
    for component in components {
        let name = component.child_by_field_name("name");
        if !(cx.is_pattern() && name.is_some_and(|name| is_list_hole(cx.text(name)))) {
            cx.open(Kind::Variable, component);
            attributes(cx, component);
            cx.part(Role::Target, name, component);
            cx.field(Role::Type, component, "type");
            cx.absent(component);
            cx.close();
        }
    }
    for member in parts(body) {
        cx.lower(Role::Plain, member);
    }
    cx.close();
}

fn enum_body<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open(Kind::Block, node);
    for part in parts(node) {
        match part.kind() {
            "enum_body_declarations" => parts(part).into_iter().for_each(|one| cx.lower(Role::Plain, one)),
            _ => cx.lower(Role::Plain, part),
        }
    }
    cx.close();
}

/// A constant of an enumeration: a variable that holds what its arguments construct.
fn constant<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let name = node.child_by_field_name("name");
    if cx.is_pattern() && name.is_some_and(|name| is_list_hole(cx.text(name))) {
        return cx.part(Role::Plain, name, node);
    }
    cx.open(Kind::Variable, node);
    attributes(cx, node);
    cx.part(Role::Target, name, node);
    cx.absent(node);
    match node.child_by_field_name("arguments") {
        Some(arguments) => cx.list(Kind::Tuple, Role::Plain, arguments),
        None => cx.absent(node),
    }
    cx.close();
}

fn function<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open(Kind::FunctionDef, node);
    attributes(cx, node);
    cx.field(Role::Target, node, "name");
    type_parameters(cx, node);
    match node.child_by_field_name("parameters") {
        Some(parameters) => cx.list(Kind::Params, Role::Param, parameters),
        None => cx.no_list(Kind::Params, node),
    }
    written_type(cx, node, node.child_by_field_name("dimensions"));
    cx.field(Role::Block, node, "body");
    cx.close();
}

/// The type of a declaration. `var` is none, and brackets may stand after the name.
fn written_type<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>, dimensions: Option<Syntax<'t>>) {
    let written = node.child_by_field_name("type");
    match written {
        Some(written) if dimensions.is_some() => types::array(cx, Some(written), written),
        Some(written) if is_no_type(cx, written) => cx.absent(written),
        _ => cx.part(Role::Type, written, node),
    }
}

fn is_no_type<'t>(cx: &Lowering<'t>, written: Syntax<'t>) -> bool {
    let text = cx.text(written);
    text == "var" || (cx.is_pattern() && hole::kind(text) == Some(Kind::Ellipsis))
}

/// One node a name.
fn variables<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let all = fields(node, "declarator");
    for declarator in &all {
        let name = declarator.child_by_field_name("name");
        if cx.is_pattern() && name.is_some_and(|name| is_list_hole(cx.text(name))) {
            cx.part(Role::Plain, name, node);
            continue;
        }
        // One alone takes the type and the semicolon with it.
        cx.open(Kind::Variable, if all.len() == 1 { node } else { *declarator });
        attributes(cx, node);
        cx.part(Role::Target, name, node);
        written_type(cx, node, declarator.child_by_field_name("dimensions"));
        cx.field(Role::Plain, *declarator, "value");
        cx.close();
    }
}

/// One parameter; a hole in the list stands for itself.
pub(super) fn param<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    match node.kind() {
        "spread_parameter" => {
            let parts = parts(node);
            let declarator = parts.iter().find(|part| part.kind() == "variable_declarator");
            let is_type = |part: &&Syntax<'_>| {
                !matches!(part.kind(), "modifiers" | "variable_declarator" | "annotation" | "marker_annotation")
            };
            cx.open_as(Kind::Param, "...", node);
            attributes(cx, node);
            cx.part(Role::Target, declarator.and_then(|own| own.child_by_field_name("name")), node);
            cx.part(Role::Type, parts.iter().find(is_type).copied(), node);
            cx.absent(node);
            cx.close();
        }
        "formal_parameter" | "catch_formal_parameter" => {
            let name = node.child_by_field_name("name");
            if cx.is_pattern() && name.is_some_and(|name| is_list_hole(cx.text(name))) {
                return cx.part(Role::Plain, name, node);
            }
            cx.open(Kind::Param, node);
            attributes(cx, node);
            cx.part(Role::Target, name, node);
            written_type(cx, node, node.child_by_field_name("dimensions"));
            cx.absent(node);
            cx.close();
        }
        "identifier" if cx.is_pattern() && is_list_hole(cx.text(node)) => cx.name(node),
        "identifier" => {
            cx.open(Kind::Param, node);
            cx.no_list(Kind::Attributes, node);
            cx.name(node);
            cx.absent(node);
            cx.absent(node);
            cx.close();
        }
        // `T this` only says the type of the receiver.
        "receiver_parameter" => {}
        _ => cx.part(Role::Plain, first_part(node), node),
    }
}
