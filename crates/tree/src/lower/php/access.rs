//! What is called, constructed and accessed in PHP.

use super::{is_list_hole, name, qualified};
use crate::kind::Kind;
use crate::lower::{Lowering, Role, Syntax, first_part, parts, range, token};

/// Lowers a call or an access; says whether it is one.
pub(super) fn lower<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    match node.kind() {
        "name" | "variable_name" | "relative_scope" => name(cx, node),
        "qualified_name" | "relative_name" | "namespace_name" => qualified(cx, node),
        "function_call_expression" => match node.child_by_field_name("function") {
            Some(function) if is_special(cx, function) => special(cx, function, node),
            Some(function) => cx.call(function, node.child_by_field_name("arguments"), node),
            None => cx.other(node),
        },
        "member_call_expression" | "nullsafe_member_call_expression" | "scoped_call_expression" => {
            method_call(cx, node)
        }
        "member_access_expression" => member(cx, "->", node),
        "nullsafe_member_access_expression" => member(cx, "?->", node),
        "scoped_property_access_expression" => member(cx, "::", node),
        "class_constant_access_expression" => constant(cx, node),
        "subscript_expression" => {
            let parts = parts(node);
            cx.open(Kind::Index, node);
            cx.part(Role::Plain, parts.first().copied(), node);
            cx.part(Role::Plain, parts.get(1).copied(), node);
            cx.close();
        }
        "object_creation_expression" => construction(cx, node),
        "argument" => argument(cx, node),
        "variadic_unpacking" => super::one(cx, Kind::Spread, "...", node),
        "variadic_placeholder" | "argument_placeholder" => cx.leaf(Kind::Dots, "", node),
        "dynamic_variable_name" => called(cx, "$", node),
        _ => return false,
    }
    true
}

/// Whether a callee is no function, but looks like one.
fn is_special(cx: &Lowering<'_>, function: Syntax<'_>) -> bool {
    matches!(cx.text(function).to_ascii_lowercase().as_str(), "isset" | "eval" | "die" | "exit")
}

/// `isset($a)` and `eval($a)` are no calls for `$F(...)`; `die` is `exit`.
fn special<'t>(cx: &mut Lowering<'t>, function: Syntax<'t>, node: Syntax<'t>) {
    let word = cx.text(function).to_ascii_lowercase();
    let arguments = node.child_by_field_name("arguments");
    if word == "isset" || word == "eval" {
        cx.open_as(Kind::Other, &word, node);
        arguments.map(parts).unwrap_or_default().into_iter().for_each(|part| cx.lower(Role::Plain, part));
        return cx.close();
    }
    cx.open(Kind::Call, node);
    cx.leaf(Kind::Name, EXIT, function);
    match arguments {
        Some(arguments) => cx.list(Kind::Args, Role::Plain, arguments),
        None => cx.no_list(Kind::Args, node),
    }
    cx.close();
}

/// The name of what ends a program, which has two.
pub(super) const EXIT: &str = "die/exit";

/// `f(a: 1)`, `f(&$a)`
fn argument<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let own = node.child_by_field_name("name");
    let value = parts(node).into_iter().rfind(|part| Some(*part) != own && part.kind() != "reference_modifier");
    let Some(own) = own else { return cx.part(Role::Plain, value, node) };
    cx.open(Kind::Keyword, node);
    name(cx, own);
    cx.part(Role::Plain, value, node);
    cx.close();
}

fn method_call<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let operator = match node.kind() {
        "scoped_call_expression" => "::",
        "member_call_expression" => "->",
        _ => "?->",
    };
    let arguments = node.child_by_field_name("arguments");
    let end = arguments.and_then(|list| list.prev_sibling()).map_or(range(node).end, |before| range(before).end);
    cx.open(Kind::Call, node);
    cx.open_at(Kind::Member, operator, range(node).start..end);
    object_and_name(cx, node);
    cx.close();
    match arguments {
        Some(arguments) => cx.list(Kind::Args, Role::Plain, arguments),
        None => cx.no_list(Kind::Args, node),
    }
    cx.close();
}

fn member<'t>(cx: &mut Lowering<'t>, operator: &str, node: Syntax<'t>) {
    cx.open_as(Kind::Member, operator, node);
    object_and_name(cx, node);
    cx.close();
}

fn object_and_name<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let object = node.child_by_field_name("object").or_else(|| node.child_by_field_name("scope"));
    cx.part(Role::Plain, object, node);
    cx.field(Role::Plain, node, "name");
}

/// `A::B`, `A::class`
fn constant<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let parts = parts(node);
    cx.open_as(Kind::Member, "::", node);
    cx.part(Role::Plain, parts.first().copied(), node);
    cx.part(Role::Plain, parts.get(1).copied(), node);
    cx.close();
}

/// `new A(b)`, `new class(b) extends A { … }`
fn construction<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let anonymous = token(node, "anonymous_class");
    let holder = anonymous.unwrap_or(node);
    let written = match anonymous {
        Some(class) => token(class, "base_clause").and_then(first_part),
        None => parts(node).into_iter().find(|part| part.kind() != "arguments"),
    };
    cx.open(Kind::New, node);
    cx.part(Role::Type, written, node);
    match token(holder, "arguments") {
        Some(arguments) => cx.list(Kind::Args, Role::Plain, arguments),
        None => cx.no_list(Kind::Args, node),
    }
    match anonymous.and_then(|class| class.child_by_field_name("body")) {
        Some(body) => cx.list(Kind::Block, Role::Plain, body),
        None => cx.absent(node),
    }
    cx.close();
}

/// What PHP writes with a word of its own and is a call: `echo $a, $b`, `include $a`, `exit`.
pub(super) fn called<'t>(cx: &mut Lowering<'t>, word: &str, node: Syntax<'t>) {
    let start = range(node).start;
    let inner = first_part(node);
    cx.open(Kind::Call, node);
    let length = if word == EXIT { "exit".len() } else { word.len() };
    cx.leaf_at(Kind::Name, word, start..start + length as u32);
    match inner {
        Some(several) if several.kind() == "sequence_expression" => cx.list(Kind::Args, Role::Plain, several),
        Some(brackets) if brackets.kind() == "parenthesized_expression" => {
            let only = first_part(brackets).filter(|only| is_list_hole(cx, *only));
            cx.open(Kind::Args, brackets);
            cx.lower(Role::Plain, only.unwrap_or(brackets));
            cx.close();
        }
        _ => cx.list(Kind::Args, Role::Plain, node),
    }
    cx.close();
}
