//! Statements of Ruby.

use super::expression;
use crate::kind::Kind;
use crate::lower::{Lowering, Role, Syntax, fields, first_part, parts, range, token};

/// Lowers a statement; says whether it is one.
pub(super) fn lower<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    match node.kind() {
        "program" => {
            cx.open(Kind::Module, node);
            parts(node)
                .into_iter()
                .filter(|part| part.kind() != "uninterpreted")
                .for_each(|part| cx.lower(Role::Plain, part));
            cx.close();
        }
        "empty_statement" => {}
        "begin" => begin(cx, node),
        "then" | "do" | "else" | "ensure" | "body_statement" | "block_body" => block(cx, node),
        "parenthesized_statements" => match parts(node).as_slice() {
            [single] => cx.lower(Role::Plain, *single),
            _ => cx.list(Kind::Block, Role::Plain, node),
        },
        "if" | "elsif" => conditional(cx, node),
        "unless" => negated(cx, node.child_by_field_name("consequence"), node),
        "unless_modifier" => negated(cx, node.child_by_field_name("body"), node),
        "if_modifier" => modified(cx, node),
        "while" | "until" | "while_modifier" | "until_modifier" => repeated(cx, node),
        "for" => for_each(cx, node),
        "case" | "case_match" => switch(cx, node),
        "when" | "in_clause" => case(cx, node),
        "if_guard" => cx.field(Role::Plain, node, "condition"),
        "unless_guard" => condition(cx, true, node),
        "rescue" => rescue(cx, node),
        "rescue_modifier" => rescue_modifier(cx, node),
        "return" => jump(cx, Kind::Return, node),
        "next" => jump(cx, Kind::Continue, node),
        "break" => jump(cx, Kind::Break, node),
        "yield" => jump(cx, Kind::Yield, node),
        _ => return false,
    }
    true
}

/// A block of statements, also if it is a single one.
pub(super) fn block<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open(Kind::Block, node);
    match node.kind() {
        "then" | "do" | "else" | "ensure" | "body_statement" | "block_body" | "begin" => guarded(cx, node),
        "parenthesized_statements" => parts(node).into_iter().for_each(|part| cx.lower(Role::Plain, part)),
        _ => cx.lower(Role::Plain, node),
    }
    cx.close();
}

fn begin<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    if parts(node).into_iter().any(is_clause) {
        return guarded(cx, node);
    }
    cx.list(Kind::Block, Role::Plain, node);
}

/// Whether a part of a body says what happens after its statements.
fn is_clause(node: Syntax<'_>) -> bool {
    matches!(node.kind(), "rescue" | "else" | "ensure")
}

/// Statements; those with a `rescue` or `ensure` after them are tried.
fn guarded<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let all = parts(node);
    let (clauses, statements): (Vec<_>, Vec<_>) = all.iter().copied().partition(|part| is_clause(*part));
    let (Some(first), Some(last)) = (all.first(), all.last().filter(|_| !clauses.is_empty())) else {
        return statements.into_iter().for_each(|part| cx.lower(Role::Plain, part));
    };
    let place = if node.kind() == "begin" { range(node) } else { range(*first).start..range(*last).end };
    let body = statements.first().zip(statements.last());
    let body = body.map_or(place.start..place.start, |(first, last)| range(*first).start..range(*last).end);
    cx.open_at(Kind::Try, "", place);
    cx.open_at(Kind::Block, "", body);
    statements.into_iter().for_each(|part| cx.lower(Role::Plain, part));
    cx.close();
    clauses_of_try(cx, &clauses, node);
    cx.close();
}

fn clauses_of_try<'t>(cx: &mut Lowering<'t>, clauses: &[Syntax<'t>], node: Syntax<'t>) {
    let find = |kind: &str| clauses.iter().copied().find(|clause| clause.kind() == kind);
    let rescues: Vec<_> = clauses.iter().copied().filter(|clause| clause.kind() == "rescue").collect();
    let place = match (rescues.first(), rescues.last()) {
        (Some(first), Some(last)) => range(*first).start..range(*last).end,
        _ => range(node).end..range(node).end,
    };
    cx.open_at(Kind::Catches, "", place);
    rescues.into_iter().for_each(|rescue| cx.lower(Role::Plain, rescue));
    cx.close();
    cx.part(Role::Block, find("else"), node);
    cx.part(Role::Block, find("ensure"), node);
}

/// `rescue A, B => e`
fn rescue<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open(Kind::Catch, node);
    match node.child_by_field_name("exceptions").map(|list| (list, parts(list))) {
        Some((_, one)) if one.len() == 1 => cx.part(Role::Plain, one.first().copied(), node),
        Some((list, _)) => cx.list(Kind::Tuple, Role::Plain, list),
        None => cx.absent(node),
    }
    cx.field(Role::Target, node, "variable");
    body(cx, node);
    cx.close();
}

/// `a rescue b`
fn rescue_modifier<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let Some(handler) = node.child_by_field_name("handler") else { return cx.other(node) };
    cx.open(Kind::Try, node);
    cx.field(Role::Block, node, "body");
    cx.open(Kind::Catches, handler);
    cx.open(Kind::Catch, handler);
    cx.absent(handler);
    cx.absent(handler);
    cx.lower(Role::Block, handler);
    cx.close();
    cx.close();
    cx.absent(node);
    cx.absent(node);
    cx.close();
}

/// The part called `body` as a block; an empty one where nothing is written.
pub(super) fn body<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    block_or_empty(cx, node.child_by_field_name("body"), node);
}

fn block_or_empty<'t>(cx: &mut Lowering<'t>, part: Option<Syntax<'t>>, node: Syntax<'t>) {
    match part {
        Some(part) => cx.lower(Role::Block, part),
        None => {
            let end = range(node).end;
            cx.leaf_at(Kind::Block, "", end..end);
        }
    }
}

fn condition<'t>(cx: &mut Lowering<'t>, is_negated: bool, node: Syntax<'t>) {
    let Some(written) = node.child_by_field_name("condition") else { return cx.absent(node) };
    if is_negated {
        cx.open_as(Kind::Unary, "!", written);
        cx.lower(Role::Plain, written);
        return cx.close();
    }
    cx.lower(Role::Plain, written);
}

fn conditional<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open(Kind::If, node);
    cx.field(Role::Plain, node, "condition");
    block_or_empty(cx, node.child_by_field_name("consequence"), node);
    cx.field(Role::Plain, node, "alternative");
    cx.close();
}

/// `unless a`: what is done is the other way of an `if`.
fn negated<'t>(cx: &mut Lowering<'t>, done: Option<Syntax<'t>>, node: Syntax<'t>) {
    cx.open(Kind::If, node);
    cx.field(Role::Plain, node, "condition");
    block_or_empty(cx, node.child_by_field_name("alternative"), node);
    block_or_empty(cx, done, node);
    cx.close();
}

/// `a if b`
fn modified<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open(Kind::If, node);
    cx.field(Role::Plain, node, "condition");
    body(cx, node);
    cx.absent(node);
    cx.close();
}

/// Loops with a condition; `begin … end while a` runs once before it asks.
fn repeated<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let is_negated = node.kind().starts_with("until");
    let is_modifier = node.kind().ends_with("modifier");
    if is_modifier && node.child_by_field_name("body").is_some_and(|body| body.kind() == "begin") {
        cx.open(Kind::DoWhile, node);
        body(cx, node);
        condition(cx, is_negated, node);
    } else {
        cx.open(Kind::While, node);
        condition(cx, is_negated, node);
        body(cx, node);
        cx.absent(node);
    }
    cx.close();
}

fn for_each<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open(Kind::ForEach, node);
    cx.field(Role::Target, node, "pattern");
    cx.field(Role::Plain, node, "value");
    body(cx, node);
    cx.absent(node);
    cx.close();
}

fn switch<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open(Kind::Switch, node);
    let subject = node.child_by_field_name("value");
    cx.part(Role::Plain, subject, node);
    cx.open(Kind::Cases, node);
    for part in parts(node).into_iter().filter(|part| Some(*part) != subject) {
        if part.kind() == "else" { otherwise(cx, part) } else { cx.lower(Role::Plain, part) }
    }
    cx.close();
    cx.close();
}

fn otherwise<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open(Kind::Case, node);
    cx.no_list(Kind::Patterns, node);
    cx.absent(node);
    cx.lower(Role::Block, node);
    cx.close();
}

fn case<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open(Kind::Case, node);
    let patterns = fields(node, "pattern");
    let place = patterns.first().zip(patterns.last()).map(|(first, last)| range(*first).start..range(*last).end);
    cx.open_at(Kind::Patterns, "", place.unwrap_or(range(node)));
    patterns.into_iter().for_each(|pattern| cx.lower(Role::Plain, pattern));
    cx.close();
    cx.field(Role::Plain, node, "guard");
    body(cx, node);
    cx.close();
}

/// `return`, `next`, `break` and `yield`, with what they give.
fn jump<'t>(cx: &mut Lowering<'t>, kind: Kind, node: Syntax<'t>) {
    cx.open(kind, node);
    let list = token(node, "argument_list");
    match (list, first_part(node)) {
        (None, Some(single)) => cx.lower(Role::Plain, single),
        _ => expression::value(cx, list, node),
    }
    cx.close();
}
