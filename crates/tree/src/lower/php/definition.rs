//! Functions, classes and imports of PHP.

use super::{is_list_hole, name, names, qualified};
use crate::kind::Kind;
use crate::lower::{Lowering, Role, Syntax, first_part, parts, range, token};

/// Lowers a definition; says whether it is one.
pub(super) fn lower<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    match node.kind() {
        "function_definition" | "method_declaration" => function(cx, node),
        "anonymous_function" | "arrow_function" => lambda(cx, node),
        "class_declaration" => class(cx, "class", node),
        "interface_declaration" => class(cx, "interface", node),
        "trait_declaration" => class(cx, "trait", node),
        "enum_declaration" => class(cx, "enum", node),
        "enum_case" => {
            variable(cx, "", node.child_by_field_name("name"), node.child_by_field_name("value"), node, node)
        }
        "const_declaration" => constants(cx, node),
        "property_declaration" => properties(cx, node),
        "static_variable_declaration" => {
            variable(cx, "static", node.child_by_field_name("name"), node.child_by_field_name("value"), node, node);
        }
        "attribute" => attribute(cx, node),
        // `...` among the members of a class stands as a trait.
        "use_declaration" => match first_part(node).filter(|first| is_list_hole(cx, *first)) {
            Some(gap) => name(cx, gap),
            None => traits(cx, node),
        },
        _ => return false,
    }
    true
}

/// `use A, B` in a class: one node a trait.
fn traits<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    for used in parts(node) {
        cx.open_as(Kind::Other, "use", used);
        cx.lower(Role::Plain, used);
        cx.close();
    }
}

/// Attributes and words before a definition.
fn attributes<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let start = range(node).start;
    cx.open_at(Kind::Attributes, "", start..start);
    for group in node.child_by_field_name("attributes").map(parts).unwrap_or_default() {
        parts(group).into_iter().for_each(|attribute| cx.lower(Role::Plain, attribute));
    }
    for word in parts(node).into_iter().filter(|part| part.kind().ends_with("_modifier")) {
        if word.kind() != "reference_modifier" {
            cx.leaf(Kind::Modifier, &cx.text(word).to_ascii_lowercase(), word);
        }
    }
    cx.close();
}

fn attribute<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let path = parts(node).into_iter().find(|part| part.kind() != "arguments");
    if let Some(gap) = path.filter(|path| is_list_hole(cx, *path)) {
        return name(cx, gap);
    }
    cx.open(Kind::Decorator, node);
    cx.part(Role::Plain, path, node);
    match node.child_by_field_name("parameters") {
        Some(arguments) => cx.list(Kind::Args, Role::Plain, arguments),
        None => cx.no_list(Kind::Args, node),
    }
    cx.close();
}

fn function<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open(Kind::FunctionDef, node);
    attributes(cx, node);
    match node.child_by_field_name("name") {
        Some(own) => name(cx, own),
        None => cx.absent(node),
    }
    cx.no_list(Kind::TypeParams, node);
    params(cx, node);
    cx.field(Role::Type, node, "return_type");
    cx.field(Role::Block, node, "body");
    cx.close();
}

fn lambda<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open(Kind::Lambda, node);
    attributes(cx, node);
    params(cx, node);
    cx.field(Role::Type, node, "return_type");
    match node.child_by_field_name("body") {
        Some(body) if body.kind() == "compound_statement" => cx.lower(Role::Block, body),
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

fn params<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    match node.child_by_field_name("parameters") {
        Some(list) => cx.list(Kind::Params, Role::Param, list),
        None => cx.no_list(Kind::Params, node),
    }
}

/// One parameter; a hole in the list stands for itself.
pub(super) fn param<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let own = node.child_by_field_name("name");
    let is_bare = parts(node).len() == 1 && node.kind() == "simple_parameter";
    if let Some(gap) = own.filter(|own| is_bare && is_list_hole(cx, *own)) {
        return name(cx, gap);
    }
    cx.open_as(Kind::Param, if node.kind() == "variadic_parameter" { "..." } else { "" }, node);
    attributes(cx, node);
    cx.part(Role::Target, own, node);
    cx.field(Role::Type, node, "type");
    cx.field(Role::Plain, node, "default_value");
    cx.close();
}

fn class<'t>(cx: &mut Lowering<'t>, word: &str, node: Syntax<'t>) {
    cx.open_as(Kind::ClassDef, word, node);
    attributes(cx, node);
    match node.child_by_field_name("name") {
        Some(own) => name(cx, own),
        None => cx.absent(node),
    }
    cx.no_list(Kind::TypeParams, node);
    bases(cx, node);
    match node.child_by_field_name("body") {
        Some(body) => cx.list(Kind::Block, Role::Plain, body),
        None => cx.no_list(Kind::Block, node),
    }
    cx.close();
}

/// What a class extends and implements.
fn bases<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let clauses =
        parts(node).into_iter().filter(|part| matches!(part.kind(), "base_clause" | "class_interface_clause"));
    let clauses: Vec<_> = clauses.collect();
    let Some((first, last)) = clauses.first().zip(clauses.last()) else { return cx.no_list(Kind::Bases, node) };
    cx.open_at(Kind::Bases, "", range(*first).start..range(*last).end);
    for base in clauses.iter().flat_map(|clause| parts(*clause)) {
        qualified(cx, base);
    }
    cx.close();
}

/// One variable of a declaration that may have several.
fn variable<'t>(
    cx: &mut Lowering<'t>,
    word: &str,
    target: Option<Syntax<'t>>,
    value: Option<Syntax<'t>>,
    declaration: Syntax<'t>,
    node: Syntax<'t>,
) {
    cx.open_as(Kind::Variable, word, node);
    attributes(cx, declaration);
    match target {
        Some(target) => name(cx, target),
        None => cx.absent(node),
    }
    cx.field(Role::Type, declaration, "type");
    cx.part(Role::Plain, value, node);
    cx.close();
}

/// A declaration of one variable stands in its place as a whole.
fn place_of<'t>(elements: &[Syntax<'t>], declaration: Syntax<'t>, element: Syntax<'t>) -> Syntax<'t> {
    if elements.len() == 1 { declaration } else { element }
}

fn constants<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let elements: Vec<_> = parts(node).into_iter().filter(|part| part.kind() == "const_element").collect();
    for element in &elements {
        let parts = parts(*element);
        let place = place_of(&elements, node, *element);
        variable(cx, "const", parts.first().copied(), parts.get(1).copied(), node, place);
    }
}

fn properties<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let elements: Vec<_> = parts(node).into_iter().filter(|part| part.kind() == "property_element").collect();
    for element in &elements {
        let (target, value) = (element.child_by_field_name("name"), element.child_by_field_name("default_value"));
        variable(cx, "", target, value, node, place_of(&elements, node, *element));
    }
}

/// `use A\{B, C as D}`: one node a name.
pub(super) fn imports<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let prefix = token(node, "namespace_name").map(names).unwrap_or_default();
    let group = node.child_by_field_name("body");
    for clause in parts(group.unwrap_or(node)).into_iter().filter(|part| part.kind() == "namespace_use_clause") {
        let alias = clause.child_by_field_name("alias");
        let own = parts(clause).into_iter().find(|part| Some(*part) != alias).map(names).unwrap_or_default();
        let path: Vec<_> = prefix.iter().copied().chain(own).collect();
        let Some((last, module)) = path.split_last() else { continue };
        let place = if group.is_some() { clause } else { node };
        cx.open_as(Kind::Import, "from", place);
        cx.open(Kind::Path, clause);
        module.iter().for_each(|part| name(cx, *part));
        cx.close();
        name(cx, *last);
        cx.part(Role::Target, alias, clause);
        cx.close();
    }
}
