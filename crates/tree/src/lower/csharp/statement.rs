//! Statements of C#.

use super::definition::{is_no_type, variables};
use super::{conditional, operand, operands, parts_after};
use crate::hole;
use crate::kind::Kind;
use crate::lower::{Lowering, Role, Syntax, fields, first_part, parts, range, token};

/// Lowers a statement; says whether it is one.
pub(super) fn lower<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    match node.kind() {
        "compilation_unit" => cx.list(Kind::Module, Role::Plain, node),
        "block" => block(cx, node),
        "arrow_expression_clause" => cx.part(Role::Plain, operand(node), node),
        "global_statement" => cx.part(Role::Plain, first_part(node), node),
        "preproc_if" | "preproc_else" | "preproc_elif" => conditional(cx, node),
        "expression_statement" => cx.part(Role::Plain, first_part(node), node),
        "empty_statement" => {}
        "local_declaration_statement" => match token(node, "variable_declaration") {
            Some(declared) => variables(cx, declared, node),
            None => cx.other(node),
        },
        "if_statement" => branches(cx, node),
        "while_statement" => {
            cx.open(Kind::While, node);
            cx.field(Role::Plain, node, "condition");
            cx.field(Role::Block, node, "body");
            cx.absent(node);
            cx.close();
        }
        "do_statement" => {
            cx.open(Kind::DoWhile, node);
            cx.field(Role::Block, node, "body");
            cx.field(Role::Plain, node, "condition");
            cx.close();
        }
        "for_statement" => counted(cx, node),
        "foreach_statement" => for_each(cx, node),
        "switch_statement" => {
            cx.open(Kind::Switch, node);
            cx.field(Role::Plain, node, "value");
            match node.child_by_field_name("body") {
                Some(body) => cx.list(Kind::Cases, Role::Plain, body),
                None => cx.no_list(Kind::Cases, node),
            }
            cx.close();
        }
        "switch_section" => section(cx, node),
        "try_statement" => attempt(cx, node),
        "catch_clause" => catch(cx, node),
        "using_statement" => with(cx, "using", node.child_by_field_name("body"), node),
        "lock_statement" => with(cx, "lock", parts(node).last().copied(), node),
        "fixed_statement" => with(cx, "fixed", parts(node).last().copied(), node),
        "unsafe_statement" => with(cx, "unsafe", first_part(node), node),
        "checked_statement" => with(cx, "checked", first_part(node), node),
        "return_statement" => one(cx, Kind::Return, node),
        "yield_statement" => one(cx, Kind::Yield, node),
        "break_statement" => one(cx, Kind::Break, node),
        "continue_statement" => one(cx, Kind::Continue, node),
        "throw_statement" => {
            cx.open(Kind::Throw, node);
            cx.part(Role::Plain, first_part(node), node);
            cx.absent(node);
            cx.close();
        }
        "goto_statement" => jump(cx, node),
        "labeled_statement" => {
            let parts = parts(node);
            cx.open_as(Kind::Label, parts.first().map_or("", |label| cx.text(*label)), node);
            cx.part(Role::Plain, parts.get(1).copied(), node);
            cx.close();
        }
        _ => return false,
    }
    true
}

fn one<'t>(cx: &mut Lowering<'t>, kind: Kind, node: Syntax<'t>) {
    cx.open(kind, node);
    cx.part(Role::Plain, operand(node), node);
    cx.close();
}

/// `goto l`; a hole that stands for a statement is written as one.
fn jump<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    match first_part(node) {
        Some(target) if cx.is_pattern() && hole::kind(cx.text(target)).is_some() => {
            let kind = hole::kind(cx.text(target)).unwrap_or(Kind::Name);
            cx.leaf(kind, cx.text(target), node);
        }
        _ => cx.other(node),
    }
}

/// The body of a statement: a block, or one statement that stands for one.
pub(super) fn block<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    match node.kind() {
        // Rules tell an expression from a block that returns it.
        "arrow_expression_clause" => cx.part(Role::Plain, operand(node), node),
        "block" => {
            cx.open(Kind::Block, node);
            operands(node).into_iter().for_each(|part| cx.lower(Role::Plain, part));
            cx.close();
        }
        "finally_clause" => cx.part(Role::Block, first_part(node), node),
        "empty_statement" => cx.leaf(Kind::Block, "", node),
        // Rules tell one statement from a block that holds it.
        _ => {
            cx.open_as(Kind::Block, "single", node);
            cx.lower(Role::Plain, node);
            cx.close();
        }
    }
}

fn branches<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open(Kind::If, node);
    cx.field(Role::Plain, node, "condition");
    cx.field(Role::Block, node, "consequence");
    match node.child_by_field_name("alternative") {
        Some(nested) if nested.kind() == "if_statement" => cx.lower(Role::Plain, nested),
        otherwise => cx.part(Role::Block, otherwise, node),
    }
    cx.close();
}

fn counted<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open(Kind::For, node);
    for field in ["initializer", "condition", "update"] {
        match fields(node, field).as_slice() {
            [] => cx.absent(node),
            [single] if parts(*single).len() > 2 && single.kind() == "variable_declaration" => {
                cx.open(Kind::Tuple, *single);
                cx.lower(Role::Plain, *single);
                cx.close();
            }
            [single] => cx.lower(Role::Plain, *single),
            [first, .., last] => {
                cx.open_at(Kind::Tuple, "", range(*first).start..range(*last).end);
                fields(node, field).into_iter().for_each(|part| cx.lower(Role::Plain, part));
                cx.close();
            }
        }
    }
    cx.field(Role::Block, node, "body");
    cx.close();
}

/// `foreach (T x in xs)`: its target is a variable.
fn for_each<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let written = node.child_by_field_name("type");
    let target = node.child_by_field_name("left");
    let start = range(written.or(target).unwrap_or(node)).start;
    cx.open_as(Kind::ForEach, if token(node, "await").is_some() { "await" } else { "" }, node);
    match (written, target) {
        (Some(written), Some(target)) => {
            cx.open_at(Kind::Variable, "", start..range(target).end);
            cx.no_list(Kind::Attributes, written);
            cx.lower(Role::Target, target);
            if is_no_type(cx, written) {
                cx.absent(written);
            } else {
                cx.lower(Role::Type, written);
            }
            cx.absent(written);
            cx.close();
        }
        _ => cx.part(Role::Target, target, node),
    }
    cx.field(Role::Plain, node, "right");
    cx.field(Role::Block, node, "body");
    cx.absent(node);
    cx.close();
}

/// `case a when b: …`
fn section<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let body = parts_after(node, ":");
    let mut head: Vec<_> = parts(node).into_iter().take(parts(node).len() - body.len()).collect();
    let guard = head.iter().position(|part| part.kind() == "when_clause").map(|place| head.remove(place));
    let is_gap = head.first().is_some_and(|first| hole::kind(cx.text(*first)) == Some(Kind::Ellipsis));
    if cx.is_pattern() && is_gap && body.is_empty() {
        return cx.leaf(Kind::Ellipsis, "", node);
    }
    let start = range(node).start;
    cx.open(Kind::Case, node);
    cx.open_at(Kind::Patterns, "", start..head.last().map_or(start, |last| range(*last).end));
    head.into_iter().for_each(|pattern| cx.lower(Role::Plain, pattern));
    cx.close();
    cx.part(Role::Plain, guard.and_then(first_part), node);
    match body.as_slice() {
        [block] if block.kind() == "block" => cx.lower(Role::Block, *block),
        body => {
            let end = range(node).end;
            cx.open_at(Kind::Block, "", body.first().map_or(end, |first| range(*first).start)..end);
            body.iter().for_each(|statement| cx.lower(Role::Plain, *statement));
            cx.close();
        }
    }
    cx.close();
}

fn attempt<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open(Kind::Try, node);
    cx.field(Role::Block, node, "body");
    let start = range(node).start;
    cx.open_at(Kind::Catches, "", start..start);
    for clause in parts(node).into_iter().filter(|part| part.kind() == "catch_clause") {
        cx.lower(Role::Plain, clause);
    }
    cx.close();
    cx.absent(node);
    cx.part(Role::Block, token(node, "finally_clause"), node);
    cx.close();
}

/// What a `catch` is narrowed by stands at the head of its block.
fn catch<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let declared = token(node, "catch_declaration");
    let part = |field: &str| declared.and_then(|declared| declared.child_by_field_name(field));
    let (written, name) = (part("type"), part("name"));
    let is_any = cx.is_pattern() && written.is_some_and(|written| hole::kind(cx.text(written)) == Some(Kind::Ellipsis));
    cx.open(Kind::Catch, node);
    cx.part(Role::Type, written.filter(|_| !is_any), node);
    cx.part(Role::Target, name.filter(|_| !is_any), node);
    match (node.child_by_field_name("body"), token(node, "catch_filter_clause")) {
        (Some(body), Some(filter)) => {
            cx.open_at(Kind::Block, "", range(filter).start..range(body).end);
            cx.part(Role::Plain, first_part(filter), filter);
            parts(body).into_iter().for_each(|statement| cx.lower(Role::Plain, statement));
            cx.close();
        }
        (body, _) => cx.part(Role::Block, body, node),
    }
    cx.close();
}

/// A block that holds something while it runs.
fn with<'t>(cx: &mut Lowering<'t>, word: &str, body: Option<Syntax<'t>>, node: Syntax<'t>) {
    let body_id = body.map(|body| body.id());
    cx.open_as(Kind::With, word, node);
    cx.open_at(Kind::Items, "", range(node).start..body.map_or(range(node).end, |body| range(body).start));
    operands(node).into_iter().filter(|part| Some(part.id()) != body_id).for_each(|held| cx.lower(Role::Plain, held));
    cx.close();
    cx.part(Role::Block, body, node);
    cx.close();
}
