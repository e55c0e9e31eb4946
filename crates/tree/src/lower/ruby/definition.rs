//! Methods, classes, modules and blocks of Ruby.

use super::{is_list_hole, name, statement};
use crate::kind::Kind;
use crate::lower::{Lowering, Role, Syntax, first_part, parts};

/// Lowers a definition; says whether it is one.
pub(super) fn lower<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    match node.kind() {
        "method" | "singleton_method" => method(cx, node),
        "class" => class(cx, "class", node),
        "module" => class(cx, "module", node),
        "singleton_class" => singleton_class(cx, node),
        "lambda" => lambda(cx, node, node.child_by_field_name("body")),
        "block" | "do_block" => lambda(cx, node, Some(node)),
        _ => return false,
    }
    true
}

/// A method; the object that alone has it stands as an attribute.
fn method<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let of_object = node.child_by_field_name("object");
    cx.open_as(Kind::FunctionDef, if of_object.is_some() { "singleton" } else { "" }, node);
    match of_object {
        Some(object) => {
            cx.open(Kind::Attributes, object);
            cx.lower(Role::Plain, object);
            cx.close();
        }
        None => cx.no_list(Kind::Attributes, node),
    }
    match node.child_by_field_name("name") {
        Some(own) => name(cx, own),
        None => cx.absent(node),
    }
    cx.no_list(Kind::TypeParams, node);
    params(cx, node);
    cx.absent(node);
    statement::body(cx, node);
    cx.close();
}

fn class<'t>(cx: &mut Lowering<'t>, word: &str, node: Syntax<'t>) {
    cx.open_as(Kind::ClassDef, word, node);
    cx.no_list(Kind::Attributes, node);
    cx.field(Role::Target, node, "name");
    cx.no_list(Kind::TypeParams, node);
    match node.child_by_field_name("superclass") {
        Some(base) => cx.list(Kind::Bases, Role::Plain, base),
        None => cx.no_list(Kind::Bases, node),
    }
    statement::body(cx, node);
    cx.close();
}

/// `class << self`: a class without a name.
fn singleton_class<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open_as(Kind::ClassDef, "singleton", node);
    cx.no_list(Kind::Attributes, node);
    cx.field(Role::Plain, node, "value");
    cx.no_list(Kind::TypeParams, node);
    cx.no_list(Kind::Bases, node);
    statement::body(cx, node);
    cx.close();
}

/// `-> (a) { b }`, and blocks, whose parameters stand in them.
fn lambda<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>, block: Option<Syntax<'t>>) {
    cx.open_as(Kind::Lambda, if node.kind() == "lambda" { "->" } else { "" }, node);
    cx.no_list(Kind::Attributes, node);
    params(cx, node);
    cx.absent(node);
    match block {
        Some(block) if block.kind() == "block" || block.kind() == "do_block" => statement::body(cx, block),
        Some(body) => cx.lower(Role::Block, body),
        None => cx.no_list(Kind::Block, node),
    }
    cx.close();
}

fn params<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let Some(list) = node.child_by_field_name("parameters") else { return cx.no_list(Kind::Params, node) };
    cx.open(Kind::Params, list);
    let mut cursor = list.walk();
    let locals: Vec<_> = list.children_by_field_name("locals", &mut cursor).collect();
    for param in parts(list).into_iter().filter(|param| !locals.contains(param)) {
        cx.lower(Role::Param, param);
    }
    cx.close();
}

/// One parameter; a hole in the list stands for itself.
pub(super) fn param<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let own = node.child_by_field_name("name");
    match node.kind() {
        _ if is_list_hole(cx, node) => cx.name(node),
        "splat_parameter" => whole(cx, "*", own, node),
        "hash_splat_parameter" => whole(cx, "**", own, node),
        "block_parameter" => whole(cx, "&", own, node),
        "hash_splat_nil" => whole(cx, "**", None, node),
        "forward_parameter" => whole(cx, "...", None, node),
        "optional_parameter" | "keyword_parameter" => whole(cx, "", own, node),
        _ => whole(cx, "", Some(node), node),
    }
}

fn whole<'t>(cx: &mut Lowering<'t>, rest: &str, target: Option<Syntax<'t>>, node: Syntax<'t>) {
    cx.open_as(Kind::Param, rest, node);
    cx.no_list(Kind::Attributes, node);
    match target {
        Some(several) if several.kind() == "destructured_parameter" => taken_apart(cx, several),
        target => cx.part(Role::Target, target, node),
    }
    cx.absent(node);
    cx.field(Role::Plain, node, "value");
    cx.close();
}

/// `(a, b)`; what is in brackets within is a single name to us.
fn taken_apart<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open(Kind::Tuple, node);
    for part in parts(node) {
        let inner = part.child_by_field_name("name").or_else(|| first_part(part));
        cx.part(Role::Target, inner.or(Some(part)), node);
    }
    cx.close();
}
