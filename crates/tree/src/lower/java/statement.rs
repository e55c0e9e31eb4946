//! Statements of Java.

use super::definition;
use crate::hole;
use crate::kind::Kind;
use crate::lower::{Lowering, Role, Syntax, fields, first_part, parts, range, token};

/// Lowers a statement; says whether it is one.
pub(super) fn lower<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    match node.kind() {
        "program" => cx.list(Kind::Module, Role::Plain, node),
        "block" | "constructor_body" => cx.list(Kind::Block, Role::Plain, node),
        "expression_statement" => cx.part(Role::Plain, first_part(node), node),
        "if_statement" => conditional(cx, node),
        "while_statement" => {
            cx.open(Kind::While, node);
            cx.head(node, "condition");
            cx.field(Role::Block, node, "body");
            cx.absent(node);
            cx.close();
        }
        "do_statement" => {
            cx.open(Kind::DoWhile, node);
            cx.field(Role::Block, node, "body");
            cx.head(node, "condition");
            cx.close();
        }
        "for_statement" => counted(cx, node),
        "enhanced_for_statement" => for_each(cx, node),
        "switch_expression" => switch(cx, node),
        "switch_block_statement_group" | "switch_rule" => case(cx, node),
        "try_statement" | "try_with_resources_statement" => attempt(cx, node),
        "catch_clause" => catch(cx, node),
        "synchronized_statement" => {
            cx.open_as(Kind::With, "synchronized", node);
            cx.open(Kind::Items, node);
            cx.part(Role::Plain, first_part(node), node);
            cx.close();
            cx.field(Role::Block, node, "body");
            cx.close();
        }
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
        "assert_statement" => {
            cx.open(Kind::Assert, node);
            cx.list(Kind::Args, Role::Plain, node);
            cx.close();
        }
        "labeled_statement" => {
            let parts = parts(node);
            cx.open_as(Kind::Label, parts.first().map_or("", |label| cx.text(*label)), node);
            cx.part(Role::Plain, parts.get(1).copied(), node);
            cx.close();
        }
        "package_declaration" => {
            cx.open(Kind::Package, node);
            let name = parts(node).into_iter().find(|part| part.kind().ends_with("identifier"));
            path(cx, &name.map(names).unwrap_or_default(), node);
            cx.absent(node);
            cx.close();
        }
        "import_declaration" => import(cx, node),
        _ => return false,
    }
    true
}

fn one<'t>(cx: &mut Lowering<'t>, kind: Kind, node: Syntax<'t>) {
    cx.open(kind, node);
    cx.part(Role::Plain, first_part(node), node);
    cx.close();
}

/// The body of a statement: a block, or one statement that stands for one.
pub(super) fn block<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    match node.kind() {
        "block" | "constructor_body" => cx.list(Kind::Block, Role::Plain, node),
        "finally_clause" => cx.part(Role::Block, first_part(node), node),
        // `;` alone is no statement.
        ";" => cx.no_list(Kind::Block, node),
        _ => {
            cx.open(Kind::Block, node);
            cx.lower(Role::Plain, node);
            cx.close();
        }
    }
}

fn conditional<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open(Kind::If, node);
    cx.head(node, "condition");
    cx.field(Role::Block, node, "consequence");
    match node.child_by_field_name("alternative") {
        Some(nested) if nested.kind() == "if_statement" => cx.lower(Role::Plain, nested),
        otherwise => cx.part(Role::Block, otherwise, node),
    }
    cx.close();
}

fn counted<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open(Kind::For, node);
    for field in ["init", "condition", "update"] {
        match fields(node, field).as_slice() {
            [] => cx.absent(node),
            [single] if fields(*single, "declarator").len() > 1 => {
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

/// `for (T x : xs)`: its target is a variable.
fn for_each<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let written = node.child_by_field_name("type");
    let name = node.child_by_field_name("name");
    let value = node.child_by_field_name("value");
    let start = range(written.or(name).unwrap_or(node)).start;
    cx.open(Kind::ForEach, node);
    cx.open_at(Kind::Variable, "", start..name.map_or(start, |name| range(name).end));
    definition::attributes(cx, node);
    cx.part(Role::Target, name, node);
    match written {
        Some(written) if cx.text(written) == "var" => cx.absent(written),
        written => cx.part(Role::Type, written, node),
    }
    cx.absent(node);
    cx.close();
    cx.part(Role::Plain, value, node);
    cx.field(Role::Block, node, "body");
    cx.absent(node);
    cx.close();
}

fn switch<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open(Kind::Switch, node);
    cx.head(node, "condition");
    match node.child_by_field_name("body") {
        Some(body) => cx.list(Kind::Cases, Role::Plain, body),
        None => cx.no_list(Kind::Cases, node),
    }
    cx.close();
}

/// `case a: case b: …`, `case a, b -> …`
fn case<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let (labels, body): (Vec<_>, Vec<_>) = parts(node).into_iter().partition(|part| part.kind() == "switch_label");
    let all: Vec<_> = labels.iter().flat_map(|label| parts(*label)).collect();
    let (guards, patterns): (Vec<_>, Vec<_>) = all.into_iter().partition(|part| part.kind() == "guard");
    let is_gap = patterns.first().is_some_and(|first| hole::kind(cx.text(*first)) == Some(Kind::Ellipsis));
    if cx.is_pattern() && is_gap && body.is_empty() {
        return cx.leaf(Kind::Ellipsis, "", node);
    }
    cx.open(Kind::Case, node);
    let start = range(node).start;
    cx.open_at(Kind::Patterns, "", start..labels.last().map_or(start, |last| range(*last).end));
    for pattern in patterns {
        match pattern.kind() {
            "pattern" => cx.part(Role::Plain, first_part(pattern), pattern),
            _ => cx.lower(Role::Plain, pattern),
        }
    }
    cx.close();
    cx.part(Role::Plain, guards.first().and_then(|guard| first_part(*guard)), node);
    match body.as_slice() {
        [block] if block.kind() == "block" => cx.lower(Role::Block, *block),
        body => {
            let end = range(node).end;
            let start = body.first().map_or(end, |first| range(*first).start);
            cx.open_at(Kind::Block, "", start..end);
            body.iter().for_each(|statement| cx.lower(Role::Plain, *statement));
            cx.close();
        }
    }
    cx.close();
}

/// What a `try` opens stands as variables at the head of its block.
fn attempt<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open(Kind::Try, node);
    let body = node.child_by_field_name("body");
    let resources = node.child_by_field_name("resources");
    match (body, resources) {
        (Some(body), Some(resources)) => {
            cx.open_at(Kind::Block, "", range(resources).start..range(body).end);
            parts(resources).into_iter().for_each(|own| resource(cx, own));
            parts(body).into_iter().for_each(|statement| cx.lower(Role::Plain, statement));
            cx.close();
        }
        (body, _) => cx.part(Role::Block, body, node),
    }
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

fn resource<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let Some(name) = node.child_by_field_name("name") else {
        return cx.part(Role::Plain, first_part(node), node);
    };
    cx.open_as(Kind::Variable, "try", node);
    definition::attributes(cx, node);
    cx.lower(Role::Target, name);
    match node.child_by_field_name("type") {
        Some(written) if cx.text(written) == "var" => cx.absent(written),
        written => cx.part(Role::Type, written, node),
    }
    cx.field(Role::Plain, node, "value");
    cx.close();
}

fn catch<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let parameter = token(node, "catch_formal_parameter");
    let name = parameter.and_then(|parameter| parameter.child_by_field_name("name"));
    let written = parameter.and_then(|parameter| token(parameter, "catch_type"));
    let is_gap = |part: Syntax<'t>| hole::kind(cx.text(part)) == Some(Kind::Ellipsis);
    let is_any = cx.is_pattern() && name.is_some_and(is_gap);
    cx.open(Kind::Catch, node);
    cx.part(Role::Type, written.filter(|_| !is_any), node);
    cx.part(Role::Target, name.filter(|_| !is_any), node);
    cx.field(Role::Block, node, "body");
    cx.close();
}

/// The names of `a.b.c`.
fn names(node: Syntax<'_>) -> Vec<Syntax<'_>> {
    let mut names = Vec::new();
    let mut at = Some(node);
    while let Some(node) = at {
        names.push(node.child_by_field_name("name").unwrap_or(node));
        at = node.child_by_field_name("scope");
    }
    names.reverse();
    names
}

fn path<'t>(cx: &mut Lowering<'t>, names: &[Syntax<'t>], around: Syntax<'t>) {
    let start = names.first().map_or(range(around).start, |first| range(*first).start);
    let end = names.last().map_or(start, |last| range(*last).end);
    cx.open_at(Kind::Path, "", start..end);
    names.iter().for_each(|name| cx.name(*name));
    cx.close();
}

/// `import a.b.C` takes `C` from `a.b`.
fn import<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let names = parts(node).into_iter().find(|part| part.kind().ends_with("identifier")).map(names).unwrap_or_default();
    let all = token(node, "asterisk");
    cx.open_as(Kind::Import, if token(node, "static").is_some() { "static" } else { "from" }, node);
    match (names.as_slice(), all) {
        (_, Some(all)) => {
            path(cx, &names, node);
            cx.leaf(Kind::Name, "*", all);
        }
        ([module @ .., name], None) if !module.is_empty() => {
            path(cx, module, node);
            cx.name(*name);
        }
        _ => {
            path(cx, &names, node);
            cx.absent(node);
        }
    }
    cx.absent(node);
    cx.close();
}
