//! Statements of PHP.

use super::{access, definition, is_list_hole, name};
use crate::kind::Kind;
use crate::lower::{Lowering, Role, Syntax, fields, first_part, parts, range, token};

/// Lowers a statement; says whether it is one.
pub(super) fn lower<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    match node.kind() {
        "program" => cx.list(Kind::Module, Role::Plain, node),
        "php_tag" | "php_end_tag" | "text" | "empty_statement" => {}
        "compound_statement" | "colon_block" => cx.list(Kind::Block, Role::Plain, node),
        "expression_statement" => expression(cx, node),
        "echo_statement" => access::called(cx, "echo", node),
        "exit_statement" => access::called(cx, access::EXIT, node),
        "unset_statement" => access::called(cx, "unset", node),
        "if_statement" => conditional(cx, node),
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
        "for_statement" => repeated(cx, node),
        "foreach_statement" => for_each(cx, node),
        "switch_statement" | "match_expression" => switch(cx, node),
        "case_statement" | "default_statement" => case(cx, node),
        "match_conditional_expression" | "match_default_expression" => arm(cx, node),
        "try_statement" => attempt(cx, node),
        "catch_clause" => catch(cx, node),
        "return_statement" => super::one(cx, Kind::Return, "", node),
        "break_statement" => super::one(cx, Kind::Break, "", node),
        "continue_statement" => super::one(cx, Kind::Continue, "", node),
        "named_label_statement" => {
            cx.open_as(Kind::Label, first_part(node).map_or("", |label| cx.text(label)), node);
            cx.absent(node);
            cx.close();
        }
        "global_declaration" => {
            cx.open_as(Kind::Global, "global", node);
            parts(node).into_iter().for_each(|part| cx.lower(Role::Plain, part));
            cx.close();
        }
        "function_static_declaration" => parts(node).into_iter().for_each(|part| cx.lower(Role::Plain, part)),
        "namespace_definition" => namespace(cx, node),
        "namespace_use_declaration" => definition::imports(cx, node),
        _ => return false,
    }
    true
}

/// A block of statements, also if it is a single one.
pub(super) fn block<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    match node.kind() {
        "compound_statement" | "colon_block" => cx.list(Kind::Block, Role::Plain, node),
        _ => {
            cx.open(Kind::Block, node);
            cx.lower(Role::Plain, node);
            cx.close();
        }
    }
}

/// An expression; after `<?=` it is printed.
fn expression<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let start = range(node).start;
    let before = cx.slice(start.saturating_sub(16)..start);
    if before.trim_end().ends_with("<?=") {
        return access::called(cx, "echo", node);
    }
    cx.part(Role::Plain, first_part(node), node);
}

/// `if … elseif … else`: one in the other, however many there are.
fn conditional<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let end = range(node).end;
    cx.open(Kind::If, node);
    cx.field(Role::Plain, node, "condition");
    cx.field(Role::Block, node, "body");
    let mut open = 1;
    let mut is_ended = false;
    for clause in fields(node, "alternative") {
        if clause.kind() == "else_if_clause" {
            cx.open_at(Kind::If, "", range(clause).start..end);
            cx.field(Role::Plain, clause, "condition");
            cx.field(Role::Block, clause, "body");
            open += 1;
        } else {
            let body = clause.child_by_field_name("body");
            let role = if body.is_some_and(|body| body.kind() == "if_statement") { Role::Plain } else { Role::Block };
            cx.part(role, body, clause);
            is_ended = true;
        }
    }
    if !is_ended {
        cx.absent(node);
    }
    (0..open).for_each(|_| cx.close());
}

fn repeated<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open(Kind::For, node);
    for part in ["initialize", "condition", "update"] {
        cx.field(Role::Plain, node, part);
    }
    bodies(cx, node);
    cx.close();
}

fn bodies<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    match fields(node, "body").as_slice() {
        [single] => cx.lower(Role::Block, *single),
        several => {
            cx.open(Kind::Block, node);
            several.iter().for_each(|statement| cx.lower(Role::Plain, *statement));
            cx.close();
        }
    }
}

/// `foreach ($a as $b => $c)`
fn for_each<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let body = node.child_by_field_name("body");
    let parts: Vec<_> = parts(node).into_iter().filter(|part| Some(*part) != body).collect();
    cx.open(Kind::ForEach, node);
    match parts.get(1) {
        Some(pair) if pair.kind() == "pair" => cx.list(Kind::Tuple, Role::Plain, *pair),
        target => cx.part(Role::Target, target.copied(), node),
    }
    cx.part(Role::Plain, parts.first().copied(), node);
    bodies(cx, node);
    cx.absent(node);
    cx.close();
}

fn switch<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open(Kind::Switch, node);
    cx.field(Role::Plain, node, "condition");
    match node.child_by_field_name("body") {
        Some(body) => cx.list(Kind::Cases, Role::Plain, body),
        None => cx.no_list(Kind::Cases, node),
    }
    cx.close();
}

fn case<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let value = node.child_by_field_name("value");
    let statements: Vec<_> = parts(node).into_iter().filter(|part| Some(*part) != value).collect();
    if let Some(gap) = value.filter(|value| statements.is_empty() && is_list_hole(cx, *value)) {
        return name(cx, gap);
    }
    cx.open(Kind::Case, node);
    patterns(cx, value.as_slice(), node);
    cx.absent(node);
    let place = statements.first().zip(statements.last());
    let end = range(node).end;
    cx.open_at(Kind::Block, "", place.map_or(end..end, |(first, last)| range(*first).start..range(*last).end));
    statements.into_iter().for_each(|statement| cx.lower(Role::Plain, statement));
    cx.close();
    cx.close();
}

fn patterns<'t>(cx: &mut Lowering<'t>, values: &[Syntax<'t>], node: Syntax<'t>) {
    let start = range(node).start;
    let place = values.first().zip(values.last());
    cx.open_at(Kind::Patterns, "", place.map_or(start..start, |(first, last)| range(*first).start..range(*last).end));
    values.iter().for_each(|value| cx.lower(Role::Plain, *value));
    cx.close();
}

/// `a, b => c` of a `match`.
fn arm<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let values = node.child_by_field_name("conditional_expressions").map(parts).unwrap_or_default();
    cx.open(Kind::Case, node);
    patterns(cx, &values, node);
    cx.absent(node);
    cx.field(Role::Block, node, "return_expression");
    cx.close();
}

fn attempt<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let catches: Vec<_> = parts(node).into_iter().filter(|part| part.kind() == "catch_clause").collect();
    let end = range(node).end;
    let place = catches.first().zip(catches.last());
    cx.open(Kind::Try, node);
    cx.field(Role::Block, node, "body");
    cx.open_at(Kind::Catches, "", place.map_or(end..end, |(first, last)| range(*first).start..range(*last).end));
    catches.into_iter().for_each(|catch| cx.lower(Role::Plain, catch));
    cx.close();
    cx.absent(node);
    let finally = token(node, "finally_clause").and_then(|clause| clause.child_by_field_name("body"));
    cx.part(Role::Block, finally, node);
    cx.close();
}

fn catch<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open(Kind::Catch, node);
    cx.field(Role::Type, node, "type");
    cx.field(Role::Target, node, "name");
    cx.field(Role::Block, node, "body");
    cx.close();
}

fn namespace<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open(Kind::Package, node);
    match node.child_by_field_name("name") {
        Some(path) => {
            cx.open(Kind::Path, path);
            parts(path).into_iter().for_each(|part| name(cx, part));
            cx.close();
        }
        None => cx.no_list(Kind::Path, node),
    }
    cx.field(Role::Block, node, "body");
    cx.close();
}
