//! Calls of Ruby and what is reached by names.

use std::ops::Range;

use super::{is_list_hole, name};
use crate::hole;
use crate::kind::Kind;
use crate::lower::{Lowering, Role, Syntax, first_part, parts, range};

/// Lowers a call, an access or an argument; says whether it is one.
pub(super) fn lower<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    match node.kind() {
        "call" => call(cx, node),
        "element_reference" => index(cx, node),
        "scope_resolution" => scope(cx, node),
        "splat_argument" | "rest_assignment" | "splat_parameter" => spread(cx, "*", node),
        "hash_splat_argument" => spread(cx, "**", node),
        "block_argument" => spread(cx, "&", node),
        "forward_argument" => cx.leaf(Kind::Dots, "", node),
        _ => return false,
    }
    true
}

/// A call with a block is a call of what the call without it gives, with the block as its argument.
fn call<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let Some(block) = node.child_by_field_name("block") else { return without_block(cx, node, range(node)) };
    let before = ["arguments", "method", "operator", "receiver"].into_iter();
    let last = before.filter_map(|field| node.child_by_field_name(field)).map(|part| range(part).end).max();
    let inner = range(node).start..last.unwrap_or(range(block).start);
    cx.open(Kind::Call, node);
    without_block(cx, node, inner);
    cx.open_at(Kind::Args, "", range(block));
    cx.lower(Role::Plain, block);
    cx.close();
    cx.close();
}

/// `a.b` without arguments is an access, as long as nothing says that it is a call.
fn without_block<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>, place: Range<u32>) {
    let arguments = node.child_by_field_name("arguments");
    let has_block = node.child_by_field_name("block").is_some();
    if import(cx, node) || (cx.is_pattern() && deep(cx, node, arguments)) {
        return;
    }
    if arguments.is_none() && !has_block {
        return callee(cx, node);
    }
    cx.open_at(Kind::Call, "", place);
    callee(cx, node);
    match arguments {
        Some(list) => self::arguments(cx, list),
        None => cx.no_list(Kind::Args, node),
    }
    cx.close();
}

/// `require 'a'`, `load a`: the same, however they are written; what is computed is a call.
fn import<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    let method = node.child_by_field_name("method").filter(|_| node.child_by_field_name("receiver").is_none());
    let word = method.map(|method| cx.text(method)).unwrap_or_default();
    let parts = node.child_by_field_name("arguments").map(parts).unwrap_or_default();
    let is_module = |module: &Syntax<'_>| match module.kind() {
        "string" => parts_are_plain(*module),
        "identifier" => true,
        _ => false,
    };
    match (word, parts.as_slice()) {
        ("require" | "require_relative" | "load", [module]) if is_module(module) => {
            cx.open_as(Kind::Import, "require", node);
            cx.lower(Role::Plain, *module);
            cx.absent(node);
            cx.absent(node);
            cx.close();
            true
        }
        _ => false,
    }
}

fn parts_are_plain(text: Syntax<'_>) -> bool {
    parts(text).into_iter().all(|part| part.kind() != "interpolation")
}

/// `<... e ...>`, which stands as the call of a name that no code has.
fn deep<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>, arguments: Option<Syntax<'t>>) -> bool {
    let is_deep = node.child_by_field_name("method").is_some_and(|method| cx.text(method) == hole::DEEP);
    let Some(inner) = arguments.and_then(first_part).filter(|_| is_deep) else { return false };
    cx.open(Kind::Deep, node);
    cx.lower(Role::Plain, inner);
    cx.close();
    true
}

/// What is called: a name, or a name of a receiver; `f.()` calls the receiver itself.
fn callee<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let (receiver, method) = (node.child_by_field_name("receiver"), node.child_by_field_name("method"));
    match (receiver, method) {
        (Some(receiver), Some(method)) => {
            let operator = node.child_by_field_name("operator").map_or(".", |operator| cx.text(operator));
            member(cx, operator, receiver, method);
        }
        (Some(only), None) | (None, Some(only)) => cx.lower(Role::Plain, only),
        (None, None) => cx.absent(node),
    }
}

fn member<'t>(cx: &mut Lowering<'t>, operator: &str, object: Syntax<'t>, property: Syntax<'t>) {
    let operator = if operator == "." { "" } else { operator };
    cx.open_at(Kind::Member, operator, range(object).start..range(property).end);
    cx.lower(Role::Plain, object);
    name(cx, property);
    cx.close();
}

/// `A::B`; `::A` is `A`.
fn scope<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    match (node.child_by_field_name("scope"), node.child_by_field_name("name")) {
        (Some(scope), Some(inner)) => member(cx, "::", scope, inner),
        (None, Some(inner)) => name(cx, inner),
        _ => cx.other(node),
    }
}

pub(super) fn arguments<'t>(cx: &mut Lowering<'t>, list: Syntax<'t>) {
    cx.open(Kind::Args, list);
    for part in parts(list) {
        argument(cx, part);
    }
    cx.close();
}

fn argument<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    match node.child_by_field_name("key").filter(|key| node.kind() == "pair" && is_keyword(*key)) {
        Some(key) => keyword(cx, key, node),
        None => cx.lower(Role::Plain, node),
    }
}

/// Whether a key makes an entry an argument by name.
fn is_keyword(key: Syntax<'_>) -> bool {
    matches!(key.kind(), "hash_key_symbol" | "simple_symbol")
}

/// `a: 1`, `:a => 1`; `a:` alone takes the variable of that name.
fn keyword<'t>(cx: &mut Lowering<'t>, key: Syntax<'t>, node: Syntax<'t>) {
    cx.open(Kind::Keyword, node);
    let text = cx.text(key).trim_start_matches(':');
    let place = range(key);
    let kind = hole::kind(text).filter(|_| cx.is_pattern()).unwrap_or(Kind::Name);
    cx.leaf_at(kind, text, place.end - text.len() as u32..place.end);
    match node.child_by_field_name("value") {
        Some(value) => cx.lower(Role::Plain, value),
        None => name(cx, key),
    }
    cx.close();
}

/// `a[b]`; several indices stand as arguments.
fn index<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let object = node.child_by_field_name("object");
    let block = node.child_by_field_name("block");
    let indices = parts(node).into_iter().filter(|part| Some(*part) != object && Some(*part) != block);
    let indices: Vec<_> = indices.collect();
    cx.open(Kind::Index, node);
    cx.part(Role::Plain, object, node);
    match indices.as_slice() {
        [only] if only.kind() != "pair" => cx.lower(Role::Plain, *only),
        _ => {
            let (first, last) = (indices.first().copied(), indices.last().copied());
            let start = first.map_or(range(node).end, |first| range(first).start);
            cx.open_at(Kind::Args, "", start..last.map_or(start, |last| range(last).end));
            indices.into_iter().for_each(|part| argument(cx, part));
            cx.close();
        }
    }
    cx.close();
}

/// `*a`, `**a`, `&a`; `...` among entries of a pattern stands as `**`.
fn spread<'t>(cx: &mut Lowering<'t>, operator: &str, node: Syntax<'t>) {
    let inner = first_part(node);
    if let Some(gap) = inner.filter(|inner| operator == "**" && is_list_hole(cx, *inner)) {
        return name(cx, gap);
    }
    cx.open_as(Kind::Spread, operator, node);
    cx.part(Role::Plain, inner, node);
    cx.close();
}
