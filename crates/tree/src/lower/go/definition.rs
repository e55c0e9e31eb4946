//! Functions and types of Go.

use super::{one_or_tuple, types};
use crate::hole;
use crate::kind::Kind;
use crate::lower::{Lowering, Role, Syntax, fields, parts, range, token};

/// Lowers a definition; says whether it is one.
pub(super) fn lower<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    match node.kind() {
        "function_declaration" | "method_declaration" | "method_elem" => function(cx, node),
        "func_literal" => {
            cx.open(Kind::Lambda, node);
            cx.no_list(Kind::Attributes, node);
            types::signature(cx, node);
            cx.field(Role::Block, node, "body");
            cx.close();
        }
        "var_declaration" | "const_declaration" | "var_spec_list" | "type_declaration" => {
            parts(node).into_iter().for_each(|part| cx.lower(Role::Plain, part));
        }
        "var_spec" => variables(cx, "var", node),
        "const_spec" => variables(cx, "const", node),
        "type_spec" | "type_alias" => type_spec(cx, node),
        "field_declaration" => field(cx, node),
        "struct_type" | "interface_type" => {
            cx.open_as(Kind::Other, node.kind(), node);
            members(cx, node);
            cx.close();
        }
        _ => return false,
    }
    true
}

fn function<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let start = range(node).start;
    cx.open(Kind::FunctionDef, node);
    cx.open_at(Kind::Attributes, "", start..start);
    // A receiver is no parameter for patterns that name none.
    if let Some(receiver) = node.child_by_field_name("receiver") {
        parts(receiver).into_iter().for_each(|own| parameter(cx, own));
    }
    cx.close();
    cx.field(Role::Target, node, "name");
    type_parameters(cx, node);
    types::signature(cx, node);
    cx.field(Role::Block, node, "body");
    cx.close();
}

fn type_parameters<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let Some(parameters) = node.child_by_field_name("type_parameters") else {
        return cx.no_list(Kind::TypeParams, node);
    };
    cx.open(Kind::TypeParams, parameters);
    for name in parts(parameters).into_iter().flat_map(|own| fields(own, "name")) {
        cx.name(name);
    }
    cx.close();
}

pub(super) fn parameters<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open(Kind::Params, node);
    parts(node).into_iter().for_each(|own| parameter(cx, own));
    cx.close();
}

fn is_list_hole(text: &str) -> bool {
    matches!(hole::kind(text), Some(Kind::Ellipsis | Kind::MetavariableEllipsis))
}

/// `a, b T`: one node a name; a hole in the list stands for itself.
fn parameter<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let rest = if node.kind() == "variadic_parameter_declaration" { "..." } else { "" };
    let written = node.child_by_field_name("type");
    let is_hole = |cx: &Lowering<'t>, part: Syntax<'t>| cx.is_pattern() && is_list_hole(cx.text(part));
    let names = fields(node, "name");
    if names.is_empty() {
        match written {
            Some(written) if is_hole(cx, written) => cx.name(written),
            written => whole(cx, rest, node, None, written),
        }
    }
    for name in &names {
        if is_hole(cx, *name) {
            cx.name(*name);
        } else {
            whole(cx, rest, if names.len() == 1 { node } else { *name }, Some(*name), written);
        }
    }
}

fn whole<'t>(
    cx: &mut Lowering<'t>,
    rest: &str,
    node: Syntax<'t>,
    name: Option<Syntax<'t>>,
    written: Option<Syntax<'t>>,
) {
    cx.open_as(Kind::Param, rest, node);
    cx.no_list(Kind::Attributes, node);
    cx.part(Role::Target, name, node);
    cx.part(Role::Type, written, node);
    cx.absent(node);
    cx.close();
}

/// `var a, b T = 1, 2`: one node a name, or one with a tuple where the values come together.
fn variables<'t>(cx: &mut Lowering<'t>, word: &str, node: Syntax<'t>) {
    let names = fields(node, "name");
    let value = node.child_by_field_name("value");
    let values = value.map(parts).unwrap_or_default();
    // One alone takes the keyword with it.
    let around = node.parent().filter(|parent| parts(*parent).len() == 1 && parent.kind().ends_with("declaration"));
    let around = around.unwrap_or(node);
    let written = node.child_by_field_name("type");
    if names.len() > 1 && !values.is_empty() && values.len() != names.len() {
        cx.open_as(Kind::Variable, word, around);
        cx.no_list(Kind::Attributes, around);
        cx.open(Kind::Tuple, node);
        names.iter().for_each(|name| cx.name(*name));
        cx.close();
        cx.part(Role::Type, written, around);
        one_or_tuple(cx, Role::Plain, value, around);
        return cx.close();
    }
    for (place, name) in names.iter().enumerate() {
        cx.open_as(Kind::Variable, word, if names.len() == 1 { around } else { *name });
        cx.no_list(Kind::Attributes, around);
        cx.name(*name);
        cx.part(Role::Type, written, around);
        cx.part(Role::Plain, values.get(place).copied(), around);
        cx.close();
    }
}

/// `type T …`: structures and interfaces are classes.
fn type_spec<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let around = node.parent().filter(|parent| parts(*parent).len() == 1).unwrap_or(node);
    let written = node.child_by_field_name("type");
    let word = match written.map(|written| written.kind()) {
        Some("struct_type") => "struct",
        Some("interface_type") => "interface",
        _ => {
            cx.open_as(Kind::Other, "type_declaration", around);
            cx.field(Role::Target, node, "name");
            cx.part(Role::Type, written, node);
            return cx.close();
        }
    };
    cx.open_as(Kind::ClassDef, word, around);
    cx.no_list(Kind::Attributes, around);
    cx.field(Role::Target, node, "name");
    type_parameters(cx, node);
    cx.no_list(Kind::Bases, node);
    match written {
        Some(written) => {
            cx.open(Kind::Block, written);
            members(cx, written);
            cx.close();
        }
        None => cx.no_list(Kind::Block, node),
    }
    cx.close();
}

/// Fields or methods.
fn members<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    for part in parts(node) {
        match part.kind() {
            "field_declaration_list" => parts(part).into_iter().for_each(|own| cx.lower(Role::Plain, own)),
            _ => cx.lower(Role::Plain, part),
        }
    }
}

/// A field; an embedded one has a type only, and a tag stands among the attributes.
fn field<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let names = fields(node, "name");
    let written = node.child_by_field_name("type");
    if cx.is_pattern() && names.is_empty() && written.is_some_and(|written| is_list_hole(cx.text(written))) {
        return cx.part(Role::Type, written, node);
    }
    let targets: Vec<_> = if names.is_empty() { vec![None] } else { names.into_iter().map(Some).collect() };
    for name in targets {
        cx.open(Kind::Variable, node);
        match node.child_by_field_name("tag") {
            Some(tag) => {
                cx.open(Kind::Attributes, tag);
                cx.lower(Role::Plain, tag);
                cx.close();
            }
            None => cx.no_list(Kind::Attributes, node),
        }
        cx.part(Role::Target, name, node);
        cx.part(Role::Type, written, node);
        cx.absent(node);
        cx.close();
    }
}

/// The names and paths of an import declaration: one node a package.
pub(super) fn import<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let list = token(node, "import_spec_list");
    let specs: Vec<_> = parts(list.unwrap_or(node)).into_iter().filter(|spec| spec.kind() == "import_spec").collect();
    for spec in &specs {
        let name = spec.child_by_field_name("name");
        // One of several in brackets begins where all of them do.
        cx.open_at(Kind::Import, "import", range(node).start..range(*spec).end);
        cx.field(Role::Plain, *spec, "path");
        match name {
            Some(all) if all.kind() == "dot" => {
                cx.leaf(Kind::Name, "*", all);
                cx.absent(*spec);
            }
            name => {
                cx.absent(*spec);
                cx.part(Role::Plain, name, *spec);
            }
        }
        cx.close();
    }
}
