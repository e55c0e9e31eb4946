//! Expressions of C#.

use super::{definition, operand, operands};
use crate::hole;
use crate::kind::Kind;
use crate::lower::{Lowering, Role, Syntax, parts, range, token};

/// Lowers an expression; says whether it is one.
pub(super) fn lower<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    operation(cx, node) || access(cx, node) || function(cx, node) || special(cx, node)
}

fn operation<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    match node.kind() {
        "identifier" | "this" | "base" | "discard" => cx.name(node),
        "binary_expression" => {
            cx.open_as(Kind::Binary, operator(cx, node), node);
            cx.field(Role::Plain, node, "left");
            cx.field(Role::Plain, node, "right");
            cx.close();
        }
        "prefix_unary_expression" => prefix(cx, node),
        "postfix_unary_expression" => match sign(cx, node) {
            "!" => unary(cx, "_!", node),
            // `a. ...;` of a pattern.
            "++" if cx.is_pattern() && cx.text(node).ends_with(CHAIN_END) => cx.bracketed(operand(node), node),
            sign => update(cx, &format!("_{sign}"), node),
        },
        "assignment_expression" => {
            match operator(cx, node) {
                "=" => cx.open(Kind::Assign, node),
                operator => cx.open_as(Kind::AugAssign, operator.trim_end_matches('='), node),
            }
            cx.field(Role::Target, node, "left");
            cx.field(Role::Plain, node, "right");
            cx.close();
        }
        "conditional_expression" => {
            cx.open(Kind::Conditional, node);
            cx.field(Role::Plain, node, "condition");
            cx.field(Role::Plain, node, "consequence");
            cx.field(Role::Plain, node, "alternative");
            cx.close();
        }
        "cast_expression" => {
            cx.open(Kind::Cast, node);
            cx.field(Role::Type, node, "type");
            cx.field(Role::Plain, node, "value");
            cx.close();
        }
        // The same as a cast for rules. The type stands behind the value, and before it in the tree.
        "as_expression" => {
            cx.open(Kind::Cast, node);
            cx.field(Role::Type, node, "right");
            cx.field(Role::Plain, node, "left");
            cx.close();
        }
        "range_expression" => {
            cx.open_as(Kind::Binary, "..", node);
            operands(node).into_iter().for_each(|end| cx.lower(Role::Plain, end));
            cx.close();
        }
        "parenthesized_expression" => cx.bracketed(operand(node), node),
        _ => return false,
    }
    true
}

/// What a chain of a pattern ends with that is a statement.
const CHAIN_END: &str = "ǂǂ++";

fn operator<'t>(cx: &Lowering<'t>, node: Syntax<'t>) -> &'t str {
    node.child_by_field_name("operator").map_or("", |operator| cx.text(operator))
}

/// The sign before or behind the one operand.
fn sign<'t>(cx: &Lowering<'t>, node: Syntax<'t>) -> &'t str {
    let mut cursor = node.walk();
    let sign = node.children(&mut cursor).find(|part| !part.is_named() && !matches!(part.kind(), "this" | "base"));
    sign.map_or("", |sign| cx.text(sign))
}

fn prefix<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    match sign(cx, node) {
        sign @ ("++" | "--") => update(cx, &format!("{sign}_"), node),
        sign => unary(cx, sign, node),
    }
}

fn unary<'t>(cx: &mut Lowering<'t>, sign: &str, node: Syntax<'t>) {
    cx.open_as(Kind::Unary, sign, node);
    cx.part(Role::Plain, operand(node), node);
    cx.close();
}

fn update<'t>(cx: &mut Lowering<'t>, sign: &str, node: Syntax<'t>) {
    cx.open_as(Kind::Update, sign, node);
    cx.part(Role::Target, operand(node), node);
    cx.close();
}

fn access<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    match node.kind() {
        "member_access_expression" => member(cx, node),
        "conditional_access_expression" => conditional_access(cx, node),
        "element_access_expression" => {
            cx.open(Kind::Index, node);
            cx.field(Role::Plain, node, "expression");
            index(cx, node.child_by_field_name("subscript"), node);
            cx.close();
        }
        // `[a]` where an object is filled.
        "element_binding_expression" => cx.list(Kind::Tuple, Role::Plain, node),
        "invocation_expression" => match node.child_by_field_name("function") {
            Some(callee) => cx.call(callee, node.child_by_field_name("arguments"), node),
            None => cx.other(node),
        },
        "argument" => argument(cx, node),
        "declaration_expression" => declaration(cx, node),
        _ => return false,
    }
    true
}

/// `a.b`, or `(T $X)`, which stands as a part of a cast that no code has.
fn member<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let (object, name) = (node.child_by_field_name("expression"), node.child_by_field_name("name"));
    if cx.is_pattern()
        && name.is_some_and(|name| cx.text(name) == hole::TYPED)
        && let Some(cast) = object.and_then(operand)
        && let (Some(written), Some(name)) = (cast.child_by_field_name("type"), cast.child_by_field_name("value"))
    {
        cx.open_as(Kind::TypedMetavariable, cx.text(name), node);
        cx.lower(Role::Type, written);
        return cx.close();
    }
    cx.open(Kind::Member, node);
    cx.part(Role::Plain, object, node);
    cx.part(Role::Plain, name, node);
    cx.close();
}

/// `a?.b`, `a?[i]`: the object is one that may be null.
fn conditional_access<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let object = node.child_by_field_name("condition");
    let binding = operands(node).last().copied().filter(|last| Some(last.id()) != object.map(|object| object.id()));
    let is_index = binding.is_some_and(|binding| binding.kind() == "element_binding_expression");
    cx.open(if is_index { Kind::Index } else { Kind::Member }, node);
    let start = range(node).start;
    cx.open_at(Kind::Unary, "?", start..object.map_or(start, |object| range(object).end));
    cx.part(Role::Plain, object, node);
    cx.close();
    match binding {
        Some(binding) if is_index => index(cx, Some(binding), node),
        Some(binding) => cx.field(Role::Plain, binding, "name"),
        None => cx.absent(node),
    }
    cx.close();
}

/// One index, or several as a list.
fn index<'t>(cx: &mut Lowering<'t>, list: Option<Syntax<'t>>, around: Syntax<'t>) {
    match list.map(|list| (list, parts(list))) {
        Some((_, single)) if single.len() == 1 => cx.part(Role::Plain, single.first().copied(), around),
        Some((list, _)) => cx.list(Kind::Args, Role::Plain, list),
        None => cx.absent(around),
    }
}

fn argument<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let value = operands(node).last().copied();
    match node.child_by_field_name("name") {
        Some(name) => {
            cx.open(Kind::Keyword, node);
            cx.name(name);
            cx.part(Role::Plain, value, node);
            cx.close();
        }
        None => cx.part(Role::Plain, value, node),
    }
}

/// `out T a` makes a variable; `out var a` stands for its name, as rules take it.
fn declaration<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let written = node.child_by_field_name("type");
    if written.is_some_and(|written| definition::is_no_type(cx, written)) {
        return cx.field(Role::Plain, node, "name");
    }
    cx.open(Kind::Variable, node);
    cx.no_list(Kind::Attributes, node);
    cx.field(Role::Target, node, "name");
    cx.part(Role::Type, written, node);
    cx.absent(node);
    cx.close();
}

fn function<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    let body = match node.kind() {
        "lambda_expression" => node.child_by_field_name("body"),
        "anonymous_method_expression" => token(node, "block"),
        _ => return false,
    };
    cx.open(Kind::Lambda, node);
    definition::attributes(cx, node);
    definition::parameters(cx, node);
    cx.field(Role::Type, node, "type");
    match body {
        Some(body) if body.kind() == "block" => cx.lower(Role::Block, body),
        Some(body) => cx.lower(Role::Plain, body),
        None => cx.no_list(Kind::Block, node),
    }
    cx.close();
    true
}

fn special<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    match node.kind() {
        "await_expression" => {
            cx.open(Kind::Await, node);
            cx.part(Role::Plain, operand(node), node);
            cx.close();
        }
        "throw_expression" => {
            cx.open(Kind::Throw, node);
            cx.part(Role::Plain, operand(node), node);
            cx.absent(node);
            cx.close();
        }
        "typeof_expression" => of_type(cx, "typeof", node),
        "sizeof_expression" => of_type(cx, "sizeof", node),
        "default_expression" => of_type(cx, "default", node),
        "ref_expression" => cx.part(Role::Plain, operand(node), node),
        "checked_expression" => {
            cx.open_as(Kind::Other, node.kind(), node);
            cx.part(Role::Plain, operand(node), node);
            cx.close();
        }
        "tuple_expression" | "collection_expression" => cx.list(Kind::Tuple, Role::Plain, node),
        "collection_element" | "expression_element" => cx.part(Role::Plain, operand(node), node),
        "spread_element" => {
            cx.open_as(Kind::Spread, "..", node);
            cx.part(Role::Plain, operand(node), node);
            cx.close();
        }
        _ => return false,
    }
    true
}

/// A call of a word with a type.
fn of_type<'t>(cx: &mut Lowering<'t>, word: &str, node: Syntax<'t>) {
    cx.open(Kind::Call, node);
    match token(node, word) {
        Some(word) => cx.leaf(Kind::Other, word.kind(), word),
        None => cx.absent(node),
    }
    cx.open(Kind::Args, node);
    if let Some(written) = node.child_by_field_name("type") {
        cx.lower(Role::Type, written);
    }
    cx.close();
    cx.close();
}
