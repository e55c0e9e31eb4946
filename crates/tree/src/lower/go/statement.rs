//! Statements of Go.

use super::{definition, one_or_tuple};
use crate::hole;
use crate::kind::Kind;
use crate::lower::{Lowering, Role, Syntax, fields, first_part, parts, range, token};

/// Lowers a statement; says whether it is one.
pub(super) fn lower<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    match node.kind() {
        "source_file" => cx.list(Kind::Module, Role::Plain, node),
        "block" => block(cx, node),
        "statement_list" => parts(node).into_iter().for_each(|part| cx.lower(Role::Plain, part)),
        "expression_statement" => cx.part(Role::Plain, first_part(node), node),
        "expression_list" => one_or_tuple(cx, Role::Plain, Some(node), node),
        "empty_statement" => {}
        "short_var_declaration" => assignment(cx, ":=", node),
        "assignment_statement" => assigned(cx, node),
        "inc_statement" => update(cx, "_++", node),
        "dec_statement" => update(cx, "_--", node),
        "send_statement" => {
            cx.open_as(Kind::Binary, "<-", node);
            cx.field(Role::Plain, node, "channel");
            cx.field(Role::Plain, node, "value");
            cx.close();
        }
        "receive_statement" => receive(cx, node),
        "if_statement" => conditional(cx, node),
        "for_statement" => repeated(cx, node),
        "expression_switch_statement" | "type_switch_statement" => switch(cx, node),
        "select_statement" => {
            cx.open_as(Kind::Switch, "select", node);
            cx.absent(node);
            cx.list(Kind::Cases, Role::Plain, node);
            cx.close();
        }
        "expression_case" | "type_case" | "communication_case" | "default_case" => case(cx, node),
        "return_statement" => {
            cx.open(Kind::Return, node);
            one_or_tuple(cx, Role::Plain, first_part(node), node);
            cx.close();
        }
        "break_statement" => one(cx, Kind::Break, node),
        "continue_statement" => one(cx, Kind::Continue, node),
        "go_statement" => one(cx, Kind::Go, node),
        "defer_statement" => one(cx, Kind::Defer, node),
        "labeled_statement" => {
            cx.open_as(Kind::Label, node.child_by_field_name("label").map_or("", |label| cx.text(label)), node);
            cx.part(Role::Plain, parts(node).get(1).copied(), node);
            cx.close();
        }
        "package_clause" => {
            cx.open(Kind::Package, node);
            cx.list(Kind::Path, Role::Plain, node);
            cx.absent(node);
            cx.close();
        }
        "import_declaration" => definition::import(cx, node),
        _ => return false,
    }
    true
}

fn one<'t>(cx: &mut Lowering<'t>, kind: Kind, node: Syntax<'t>) {
    cx.open(kind, node);
    cx.part(Role::Plain, first_part(node), node);
    cx.close();
}

pub(super) fn block<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    if node.kind() == "block" {
        return cx.list(Kind::Block, Role::Plain, node);
    }
    cx.open(Kind::Block, node);
    cx.lower(Role::Plain, node);
    cx.close();
}

/// `a, b := f()` and `a, b = f()`; the symbol says that it makes variables.
fn assignment<'t>(cx: &mut Lowering<'t>, text: &str, node: Syntax<'t>) {
    cx.open_as(Kind::Assign, text, node);
    one_or_tuple(cx, Role::Target, node.child_by_field_name("left"), node);
    one_or_tuple(cx, Role::Plain, node.child_by_field_name("right"), node);
    cx.close();
}

fn assigned<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    match node.child_by_field_name("operator").map_or("=", |operator| cx.text(operator)) {
        "=" => assignment(cx, "", node),
        operator => {
            cx.open_as(Kind::AugAssign, operator.trim_end_matches('='), node);
            one_or_tuple(cx, Role::Target, node.child_by_field_name("left"), node);
            one_or_tuple(cx, Role::Plain, node.child_by_field_name("right"), node);
            cx.close();
        }
    }
}

fn update<'t>(cx: &mut Lowering<'t>, text: &str, node: Syntax<'t>) {
    cx.open_as(Kind::Update, text, node);
    cx.part(Role::Target, first_part(node), node);
    cx.close();
}

/// `a := <-c` of a `select`.
fn receive<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    match node.child_by_field_name("left") {
        Some(_) => assignment(cx, if token(node, ":=").is_some() { ":=" } else { "" }, node),
        None => cx.field(Role::Plain, node, "right"),
    }
}

/// What a statement does before it begins stands before it, in a block of its own.
fn with_initializer<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>, statement: impl FnOnce(&mut Lowering<'t>)) {
    match node.child_by_field_name("initializer") {
        Some(before) => {
            cx.open(Kind::Block, node);
            cx.lower(Role::Plain, before);
            statement(cx);
            cx.close();
        }
        None => statement(cx),
    }
}

fn conditional<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    with_initializer(cx, node, |cx| {
        cx.open(Kind::If, node);
        cx.field(Role::Plain, node, "condition");
        cx.field(Role::Block, node, "consequence");
        cx.field(Role::Plain, node, "alternative");
        cx.close();
    });
}

fn repeated<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let head = parts(node).into_iter().find(|part| part.kind() != "block");
    match head {
        Some(clause) if clause.kind() == "range_clause" => {
            cx.open(Kind::ForEach, node);
            one_or_tuple(cx, Role::Target, clause.child_by_field_name("left"), clause);
            cx.field(Role::Plain, clause, "right");
            cx.field(Role::Block, node, "body");
            cx.absent(node);
        }
        Some(clause) if clause.kind() == "for_clause" => {
            cx.open(Kind::For, node);
            for field in ["initializer", "condition", "update"] {
                cx.field(Role::Plain, clause, field);
            }
            cx.field(Role::Block, node, "body");
        }
        Some(any) if cx.is_pattern() && hole::kind(cx.text(any)) == Some(Kind::Ellipsis) => {
            cx.open(Kind::For, node);
            cx.lower(Role::Plain, any);
            cx.absent(node);
            cx.absent(node);
            cx.field(Role::Block, node, "body");
        }
        condition => {
            cx.open(Kind::While, node);
            cx.part(Role::Plain, condition, node);
            cx.field(Role::Block, node, "body");
            cx.absent(node);
        }
    }
    cx.close();
}

fn switch<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    with_initializer(cx, node, |cx| {
        cx.open(Kind::Switch, node);
        match node.child_by_field_name("alias") {
            Some(alias) => {
                let value = node.child_by_field_name("value");
                cx.open_at(Kind::Assign, ":=", range(alias).start..range(value.unwrap_or(alias)).end);
                one_or_tuple(cx, Role::Target, Some(alias), node);
                cx.part(Role::Plain, value, node);
                cx.close();
            }
            None => cx.field(Role::Plain, node, "value"),
        }
        cx.open(Kind::Cases, node);
        for case in parts(node).into_iter().filter(|part| part.kind().ends_with("_case")) {
            cx.lower(Role::Plain, case);
        }
        cx.close();
        cx.close();
    });
}

fn case<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let patterns = match node.kind() {
        "expression_case" => node.child_by_field_name("value").map(parts).unwrap_or_default(),
        "type_case" => fields(node, "type"),
        "communication_case" => fields(node, "communication"),
        _ => Vec::new(),
    };
    let body = token(node, "statement_list");
    let is_gap = patterns.first().is_some_and(|first| hole::kind(cx.text(*first)) == Some(Kind::Ellipsis));
    if cx.is_pattern() && is_gap && body.is_none() {
        return cx.leaf(Kind::Ellipsis, "", node);
    }
    let start = range(node).start;
    cx.open(Kind::Case, node);
    cx.open_at(Kind::Patterns, "", start..patterns.last().map_or(start, |last| range(*last).end));
    patterns.into_iter().for_each(|pattern| cx.lower(Role::Plain, pattern));
    cx.close();
    cx.absent(node);
    match body {
        Some(body) => cx.list(Kind::Block, Role::Plain, body),
        None => {
            let end = range(node).end;
            cx.leaf_at(Kind::Block, "", end..end);
        }
    }
    cx.close();
}
