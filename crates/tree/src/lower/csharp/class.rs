//! Classes, their members and namespaces of C#.

use super::definition::{accessor, attributes, function, variables};
use super::{is_list_hole, types};
use crate::kind::Kind;
use crate::lower::{Lowering, Role, Syntax, first_part, parts, range, token};

/// Lowers a definition of a type or one of its members; says whether it is one.
pub(super) fn lower<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    match node.kind() {
        // Rules take a structure for a class.
        "class_declaration" | "struct_declaration" => class(cx, "class", node),
        "record_declaration" => class(cx, "record", node),
        "interface_declaration" => class(cx, "interface", node),
        "enum_declaration" => class(cx, "enum", node),
        "declaration_list" | "enum_member_declaration_list" => cx.list(Kind::Block, Role::Plain, node),
        "enum_member_declaration" => constant(cx, node),
        "field_declaration" | "event_field_declaration" => match token(node, "variable_declaration") {
            Some(declared) => variables(cx, declared, node),
            None => cx.other(node),
        },
        "property_declaration" | "event_declaration" => property(cx, node),
        "indexer_declaration" => accessors(cx, "Item", node),
        "constructor_declaration"
        | "destructor_declaration"
        | "method_declaration"
        | "operator_declaration"
        | "conversion_operator_declaration"
        | "local_function_statement" => function(cx, node),
        "namespace_declaration" | "file_scoped_namespace_declaration" => {
            cx.open(Kind::Package, node);
            path(cx, node.child_by_field_name("name"), node);
            cx.field(Role::Plain, node, "body");
            cx.close();
        }
        "using_directive" => import(cx, node),
        _ => return false,
    }
    true
}

fn class<'t>(cx: &mut Lowering<'t>, word: &str, node: Syntax<'t>) {
    cx.open_as(Kind::ClassDef, word, node);
    attributes(cx, node);
    cx.field(Role::Target, node, "name");
    types::parameters(cx, node);
    bases(cx, node);
    body(cx, node);
    cx.close();
}

/// What a class extends and implements; arguments for the one it extends make a call of it.
fn bases<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let list = token(node, "base_list").map(parts).unwrap_or_default();
    let start = range(node).start;
    cx.open_at(Kind::Bases, "", start..start);
    for (place, base) in list.iter().enumerate() {
        match (base.kind(), list.get(place + 1)) {
            ("argument_list", _) => {}
            ("primary_constructor_base_type", _) => {
                cx.open(Kind::Call, *base);
                cx.field(Role::Type, *base, "type");
                arguments(cx, token(*base, "argument_list"), *base);
                cx.close();
            }
            (_, Some(given)) if given.kind() == "argument_list" => {
                cx.open_at(Kind::Call, "", range(*base).start..range(*given).end);
                cx.lower(Role::Type, *base);
                arguments(cx, Some(*given), *base);
                cx.close();
            }
            _ => cx.lower(Role::Type, *base),
        }
    }
    cx.close();
}

fn arguments<'t>(cx: &mut Lowering<'t>, list: Option<Syntax<'t>>, around: Syntax<'t>) {
    match list {
        Some(list) => cx.list(Kind::Args, Role::Plain, list),
        None => cx.no_list(Kind::Args, around),
    }
}

/// The members; what a class takes by itself stands before them.
fn body<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let body = node.child_by_field_name("body");
    let taken = token(node, "parameter_list");
    if taken.is_none() {
        return match body {
            Some(body) => cx.lower(Role::Plain, body),
            None => cx.no_list(Kind::Block, node),
        };
    }
    let place = taken.or(body).map_or(range(node).start, |first| range(first).start)..range(node).end;
    cx.open_at(Kind::Block, "", place);
    if let Some(taken) = taken {
        super::definition::each_parameter(cx, taken);
    }
    for member in body.map(parts).unwrap_or_default() {
        cx.lower(Role::Plain, member);
    }
    cx.close();
}

/// A constant of an enumeration.
fn constant<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let name = node.child_by_field_name("name");
    if is_list_hole(cx, name) {
        return cx.part(Role::Plain, name, node);
    }
    cx.open_as(Kind::Other, node.kind(), node);
    attributes(cx, node);
    cx.part(Role::Target, name, node);
    cx.field(Role::Plain, node, "value");
    cx.close();
}

/// A property: a field, and a function for each way to use it.
fn property<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let name = node.child_by_field_name("name");
    let value = node.child_by_field_name("value");
    cx.open(Kind::Variable, node);
    attributes(cx, node);
    cx.part(Role::Target, name, node);
    cx.field(Role::Type, node, "type");
    cx.part(Role::Plain, value.filter(|value| value.kind() != "arrow_expression_clause"), node);
    cx.close();
    accessors(cx, name.map_or("", |name| cx.text(name)), node);
}

/// The functions behind a property or an index.
fn accessors<'t>(cx: &mut Lowering<'t>, name: &str, node: Syntax<'t>) {
    let arrow = node.child_by_field_name("value").filter(|value| value.kind() == "arrow_expression_clause");
    if let Some(arrow) = arrow {
        accessor(cx, "get", name, node, arrow);
    }
    for own in node.child_by_field_name("accessors").map(parts).unwrap_or_default() {
        let word = own.child_by_field_name("name");
        match word {
            Some(word) if is_list_hole(cx, Some(word)) => cx.name(word),
            Some(word) => accessor(cx, cx.text(word), name, node, own),
            None => cx.other(own),
        }
    }
}

/// The names of `a.b.c`.
fn names(node: Syntax<'_>) -> Vec<Syntax<'_>> {
    let mut names = Vec::new();
    let mut at = Some(node);
    while let Some(node) = at {
        names.push(node.child_by_field_name("name").unwrap_or(node));
        at = node.child_by_field_name("qualifier").or_else(|| node.child_by_field_name("alias"));
    }
    names.reverse();
    names
}

fn path<'t>(cx: &mut Lowering<'t>, name: Option<Syntax<'t>>, around: Syntax<'t>) {
    let Some(name) = name else { return cx.no_list(Kind::Path, around) };
    cx.open(Kind::Path, name);
    for name in names(name) {
        match name.kind() {
            "generic_name" => cx.part(Role::Plain, first_part(name), name),
            _ => cx.name(name),
        }
    }
    cx.close();
}

/// `using a.b` takes everything from there, `using c = a.b` gives it a name.
fn import<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let alias = node.child_by_field_name("name");
    let imported = parts(node).into_iter().rfind(|part| Some(part.id()) != alias.map(|alias| alias.id()));
    cx.open_as(Kind::Import, "using", node);
    path(cx, imported, node);
    match alias {
        Some(alias) => {
            cx.absent(node);
            cx.name(alias);
        }
        None => {
            let end = range(imported.unwrap_or(node)).end;
            cx.leaf_at(Kind::Name, "*", end..end);
            cx.absent(node);
        }
    }
    cx.close();
}
