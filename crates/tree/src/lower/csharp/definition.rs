//! Functions, their parameters, variables and attributes of C#.

use super::{is_list_hole, types, value_of};
use crate::hole;
use crate::kind::Kind;
use crate::lower::{Lowering, Role, Syntax, first_part, parts, range, token};

/// Lowers what belongs to a definition; says whether it does.
pub(super) fn lower<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    match node.kind() {
        "variable_declaration" => variables(cx, node, node),
        "attribute_list" => parts(node).into_iter().for_each(|own| cx.lower(Role::Plain, own)),
        "attribute_target_specifier" => {}
        "attribute" => attribute(cx, node),
        "attribute_argument" => attribute_argument(cx, node),
        // Rules take what is only read for a constant.
        "modifier" => cx.leaf(Kind::Modifier, if cx.text(node) == "readonly" { "const" } else { cx.text(node) }, node),
        _ => return false,
    }
    true
}

/// Attributes and modifiers.
pub(super) fn attributes<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let is_own = |part: &Syntax<'_>| matches!(part.kind(), "attribute_list" | "modifier");
    let own: Vec<_> = parts(node).into_iter().filter(is_own).collect();
    let start = range(node).start;
    cx.open_at(Kind::Attributes, "", start..own.last().map_or(start, |last| range(*last).end));
    own.into_iter().for_each(|part| cx.lower(Role::Plain, part));
    if let Some(word) = token(node, "event") {
        cx.leaf(Kind::Modifier, "event", word);
    }
    cx.close();
}

fn attribute<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let name = node.child_by_field_name("name");
    if is_list_hole(cx, name) {
        return cx.part(Role::Plain, name, node);
    }
    cx.open(Kind::Decorator, node);
    cx.part(Role::Type, name, node);
    match token(node, "attribute_argument_list") {
        Some(arguments) => cx.list(Kind::Args, Role::Plain, arguments),
        None => cx.no_list(Kind::Args, node),
    }
    cx.close();
}

fn attribute_argument<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    match (node.child_by_field_name("name"), parts(node).last()) {
        (Some(name), Some(value)) => {
            cx.open(Kind::Keyword, node);
            cx.name(name);
            cx.lower(Role::Plain, *value);
            cx.close();
        }
        _ => cx.part(Role::Plain, first_part(node), node),
    }
}

/// A function of any kind. What a constructor calls before it begins stands at the head of its body.
pub(super) fn function<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open(Kind::FunctionDef, node);
    attributes(cx, node);
    name(cx, node);
    types::parameters(cx, node);
    parameters(cx, node);
    let written = node.child_by_field_name("returns").or_else(|| node.child_by_field_name("type"));
    cx.part(Role::Type, written, node);
    match (node.child_by_field_name("body"), token(node, "constructor_initializer")) {
        (Some(body), Some(before)) => {
            cx.open_at(Kind::Block, "", range(before).start..range(body).end);
            initializer(cx, before);
            cx.lower(Role::Block, body);
            cx.close();
        }
        (body, _) => cx.part(Role::Block, body, node),
    }
    cx.close();
}

fn name<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    match (node.kind(), node.child_by_field_name("name"), node.child_by_field_name("operator")) {
        ("destructor_declaration", Some(name), _) => cx.leaf(Kind::Name, "Finalize", name),
        (_, Some(name), _) => cx.name(name),
        (_, None, Some(operator)) => cx.leaf(Kind::Name, cx.text(operator), operator),
        _ => {
            let word = if token(node, "implicit").is_some() { "op_Implicit" } else { "op_Explicit" };
            cx.leaf(Kind::Name, word, token(node, "operator").unwrap_or(node));
        }
    }
}

/// `: base(a)`, `: this(a)`
fn initializer<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open(Kind::Call, node);
    let word = token(node, "base").or_else(|| token(node, "this")).unwrap_or(node);
    cx.leaf(Kind::Name, word.kind(), word);
    match token(node, "argument_list") {
        Some(arguments) => cx.list(Kind::Args, Role::Plain, arguments),
        None => cx.no_list(Kind::Args, node),
    }
    cx.close();
}

pub(super) fn parameters<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    match node.child_by_field_name("parameters") {
        Some(single) if single.kind() == "implicit_parameter" => {
            cx.open(Kind::Params, single);
            cx.lower(Role::Param, single);
            cx.close();
        }
        Some(list) => {
            cx.open(Kind::Params, list);
            each_parameter(cx, list);
            cx.close();
        }
        None => cx.no_list(Kind::Params, node),
    }
}

/// The parameters of a list; the last one may take the rest.
pub(super) fn each_parameter<'t>(cx: &mut Lowering<'t>, list: Syntax<'t>) {
    for own in parts(list).into_iter().filter(|part| matches!(part.kind(), "parameter" | "ERROR")) {
        cx.lower(Role::Param, own);
    }
    let (word, name) = (token(list, "params"), list.child_by_field_name("name"));
    if let (Some(word), Some(name)) = (word, name) {
        cx.open_at(Kind::Param, "...", range(word).start..range(name).end);
        cx.no_list(Kind::Attributes, word);
        cx.name(name);
        cx.field(Role::Type, list, "type");
        cx.absent(name);
        cx.close();
    }
}

/// One parameter; a hole in the list stands for itself.
pub(super) fn param<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    match node.kind() {
        "parameter" => {
            let name = node.child_by_field_name("name");
            if is_list_hole(cx, name) {
                return cx.part(Role::Plain, name, node);
            }
            cx.open(Kind::Param, node);
            attributes(cx, node);
            cx.part(Role::Target, name, node);
            cx.field(Role::Type, node, "type");
            cx.part(Role::Plain, value_of(node), node);
            cx.close();
        }
        "implicit_parameter" if is_list_hole(cx, Some(node)) => cx.name(node),
        "implicit_parameter" => {
            cx.open(Kind::Param, node);
            cx.no_list(Kind::Attributes, node);
            cx.name(node);
            cx.absent(node);
            cx.absent(node);
            cx.close();
        }
        _ => cx.other(node),
    }
}

/// One node a name; `around` is what holds the modifiers.
pub(super) fn variables<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>, around: Syntax<'t>) {
    let written = node.child_by_field_name("type");
    let is_declarator = |part: &Syntax<'_>| part.kind() == "variable_declarator";
    let all: Vec<_> = parts(node).into_iter().filter(is_declarator).collect();
    for declarator in &all {
        let name = declarator.child_by_field_name("name").or_else(|| token(*declarator, "tuple_pattern"));
        if is_list_hole(cx, name) {
            cx.part(Role::Plain, name, node);
            continue;
        }
        // One alone takes the type and the semicolon with it.
        cx.open(Kind::Variable, if all.len() == 1 { around } else { *declarator });
        attributes(cx, around);
        cx.part(Role::Target, name, node);
        match written {
            Some(written) if is_no_type(cx, written) => cx.absent(written),
            _ => cx.part(Role::Type, written, node),
        }
        cx.part(Role::Plain, value_of(*declarator), node);
        cx.close();
    }
}

/// Whether a type is `var`, or a `...` in its place.
pub(super) fn is_no_type<'t>(cx: &Lowering<'t>, written: Syntax<'t>) -> bool {
    let text = cx.text(written);
    text == "var" || (cx.is_pattern() && hole::kind(text) == Some(Kind::Ellipsis))
}

/// The function behind one way to use a property: `word` is how.
pub(super) fn accessor<'t>(cx: &mut Lowering<'t>, word: &str, name: &str, property: Syntax<'t>, node: Syntax<'t>) {
    let written = property.child_by_field_name("type");
    let is_getter = word == "get";
    let start = range(node).start;
    cx.open(Kind::FunctionDef, node);
    attributes(cx, node);
    cx.leaf_at(Kind::Name, &format!("{word}_{name}"), start..start);
    cx.no_list(Kind::TypeParams, node);
    cx.open_at(Kind::Params, "", start..start);
    if let Some(index) = property.child_by_field_name("parameters") {
        each_parameter(cx, index);
    }
    if !is_getter {
        cx.open_at(Kind::Param, "", start..start);
        cx.no_list(Kind::Attributes, node);
        cx.leaf_at(Kind::Name, "value", start..start);
        cx.part(Role::Type, written, node);
        cx.absent(node);
        cx.close();
    }
    cx.close();
    cx.part(Role::Type, written.filter(|_| is_getter), node);
    let arrow = Some(node).filter(|node| node.kind() == "arrow_expression_clause");
    cx.part(Role::Block, arrow.or_else(|| node.child_by_field_name("body")), node);
    cx.close();
}
