//! Statements of Python.

use crate::kind::Kind;
use crate::lower::{Lowering, Role, Syntax, fields, first_part, parts, range, token};

/// Lowers a statement; says whether it is one.
pub(super) fn lower<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    match node.kind() {
        "module" => cx.list(Kind::Module, Role::Plain, node),
        "block" => cx.list(Kind::Block, Role::Plain, node),
        "expression_statement" => expression(cx, node),
        "if_statement" => conditional(cx, node),
        "while_statement" => repeated(cx, node),
        "for_statement" => for_each(cx, node),
        "try_statement" => attempt(cx, node),
        "except_clause" | "except_group_clause" => catch(cx, node),
        "with_statement" => with(cx, node),
        "with_item" => with_item(cx, node),
        "match_statement" => switch(cx, node),
        "case_clause" => case(cx, node),
        "return_statement" => one(cx, Kind::Return, node),
        "raise_statement" => throw(cx, node),
        "break_statement" => one(cx, Kind::Break, node),
        "continue_statement" => one(cx, Kind::Continue, node),
        "pass_statement" => cx.leaf(Kind::Pass, "", node),
        "delete_statement" => delete(cx, node),
        "assert_statement" => assert(cx, node),
        "global_statement" => global(cx, "global", node),
        "nonlocal_statement" => global(cx, "nonlocal", node),
        "import_statement" => import(cx, node),
        "import_from_statement" | "future_import_statement" => import_from(cx, node),
        "print_statement" | "exec_statement" => old_call(cx, node),
        _ => return false,
    }
    true
}

/// A statement with one part that may be absent.
fn one<'t>(cx: &mut Lowering<'t>, kind: Kind, node: Syntax<'t>) {
    cx.open(kind, node);
    cx.part(Role::Plain, first_part(node), node);
    cx.close();
}

/// An expression as a statement; several are a tuple.
fn expression<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    match parts(node).as_slice() {
        [single] => cx.lower(Role::Plain, *single),
        _ => cx.list(Kind::Tuple, Role::Plain, node),
    }
}

/// `if`, `elif` and `else`: each `elif` is an `if` in the place of the `else` before it.
fn conditional<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let end = range(node).end;
    cx.open(Kind::If, node);
    cx.field(Role::Plain, node, "condition");
    cx.field(Role::Block, node, "consequence");
    let mut open = 1;
    let mut closed = false;
    for clause in fields(node, "alternative") {
        if clause.kind() == "elif_clause" {
            cx.open_at(Kind::If, "", range(clause).start..end);
            cx.field(Role::Plain, clause, "condition");
            cx.field(Role::Block, clause, "consequence");
            open += 1;
        } else {
            cx.lower(Role::Block, clause);
            closed = true;
        }
    }
    if !closed {
        cx.absent(node);
    }
    for _ in 0..open {
        cx.close();
    }
}

fn repeated<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open(Kind::While, node);
    cx.field(Role::Plain, node, "condition");
    cx.field(Role::Block, node, "body");
    cx.field(Role::Block, node, "alternative");
    cx.close();
}

fn for_each<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open_as(Kind::ForEach, if token(node, "async").is_some() { "await" } else { "" }, node);
    cx.field(Role::Target, node, "left");
    cx.field(Role::Plain, node, "right");
    cx.field(Role::Block, node, "body");
    cx.field(Role::Block, node, "alternative");
    cx.close();
}

fn attempt<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let clauses = parts(node);
    let find = |kind: &str| clauses.iter().copied().find(|clause| clause.kind() == kind);
    cx.open(Kind::Try, node);
    cx.field(Role::Block, node, "body");
    let catches: Vec<_> = clauses.iter().filter(|clause| clause.kind().starts_with("except")).collect();
    let place = match (catches.first(), catches.last()) {
        (Some(first), Some(last)) => range(**first).start..range(**last).end,
        _ => range(node).end..range(node).end,
    };
    cx.open_at(Kind::Catches, "", place);
    for catch in catches {
        cx.lower(Role::Plain, *catch);
    }
    cx.close();
    cx.part(Role::Block, find("else_clause"), node);
    cx.part(Role::Block, find("finally_clause"), node);
    cx.close();
}

/// `except T as e:`
fn catch<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open(Kind::Catch, node);
    let written = parts(node).into_iter().find(|part| part.kind() != "block");
    let alias = node.child_by_field_name("alias").or_else(|| {
        written.filter(|value| value.kind() == "as_pattern").and_then(|value| value.child_by_field_name("alias"))
    });
    let caught = match written {
        Some(value) if value.kind() == "as_pattern" => first_part(value),
        other => other,
    };
    cx.part(Role::Type, caught, node);
    cx.part(Role::Target, alias, node);
    let body = parts(node).into_iter().find(|part| part.kind() == "block");
    cx.part(Role::Block, body, node);
    cx.close();
}

fn with<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open_as(Kind::With, if token(node, "async").is_some() { "async" } else { "with" }, node);
    match token(node, "with_clause") {
        Some(clause) => cx.list(Kind::Items, Role::Plain, clause),
        None => cx.no_list(Kind::Items, node),
    }
    cx.field(Role::Block, node, "body");
    cx.close();
}

fn with_item<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    match node.child_by_field_name("value") {
        Some(value) if value.kind() == "as_pattern" => {
            cx.open(Kind::WithItem, node);
            cx.part(Role::Plain, first_part(value), value);
            cx.field(Role::Target, value, "alias");
            cx.close();
        }
        value => cx.part(Role::Plain, value, node),
    }
}

fn switch<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open(Kind::Switch, node);
    cx.field(Role::Plain, node, "subject");
    match node.child_by_field_name("body") {
        Some(body) => cx.list(Kind::Cases, Role::Plain, body),
        None => cx.no_list(Kind::Cases, node),
    }
    cx.close();
}

fn case<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open(Kind::Case, node);
    cx.open(Kind::Patterns, node);
    for pattern in parts(node).into_iter().filter(|part| part.kind() == "case_pattern") {
        cx.lower(Role::Plain, pattern);
    }
    cx.close();
    cx.field(Role::Plain, node, "guard");
    cx.field(Role::Block, node, "consequence");
    cx.close();
}

/// `raise e from cause`
fn throw<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let cause = node.child_by_field_name("cause");
    let value = first_part(node).filter(|value| Some(*value) != cause);
    cx.open(Kind::Throw, node);
    cx.part(Role::Plain, value, node);
    cx.part(Role::Plain, cause, node);
    cx.close();
}

fn delete<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    match first_part(node) {
        Some(several) if several.kind() == "expression_list" => cx.list(Kind::Delete, Role::Plain, several),
        _ => cx.list(Kind::Delete, Role::Plain, node),
    }
}

fn assert<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open(Kind::Assert, node);
    cx.list(Kind::Args, Role::Plain, node);
    cx.close();
}

fn global<'t>(cx: &mut Lowering<'t>, word: &str, node: Syntax<'t>) {
    cx.open_as(Kind::Global, word, node);
    for name in parts(node) {
        cx.lower(Role::Plain, name);
    }
    cx.close();
}

/// `import a.b as c, d`: one node a name.
fn import<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    for item in fields(node, "name") {
        let (name, alias) = aliased(item);
        cx.open_as(Kind::Import, "import", node);
        path(cx, name);
        cx.absent(node);
        cx.part(Role::Target, alias, node);
        cx.close();
    }
}

/// `from a.b import c as d, e`: one node a name.
fn import_from<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let wildcard = token(node, "wildcard_import");
    for item in fields(node, "name").into_iter().chain(wildcard) {
        let (name, alias) = aliased(item);
        cx.open_as(Kind::Import, "from", node);
        match node.child_by_field_name("module_name") {
            Some(module) => path(cx, module),
            None => {
                cx.open(Kind::Path, node);
                cx.leaf(Kind::Name, "__future__", node);
                cx.close();
            }
        }
        match (item.kind(), first_part(name)) {
            ("wildcard_import", _) => cx.leaf(Kind::Name, "*", item),
            (_, Some(name)) if name.kind() == "identifier" => cx.name(name),
            _ => cx.name(name),
        }
        cx.part(Role::Target, alias, node);
        cx.close();
    }
}

fn aliased<'t>(item: Syntax<'t>) -> (Syntax<'t>, Option<Syntax<'t>>) {
    match (item.kind(), item.child_by_field_name("name")) {
        ("aliased_import", Some(name)) => (name, item.child_by_field_name("alias")),
        _ => (item, None),
    }
}

/// `a.b.c`, `..a`
fn path<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let dots = token(node, "import_prefix").map_or("", |prefix| cx.text(prefix));
    let names = token(node, "dotted_name").unwrap_or(node);
    cx.open_as(Kind::Path, dots, node);
    for name in parts(names).into_iter().filter(|part| part.kind() == "identifier") {
        cx.name(name);
    }
    cx.close();
}

/// `print a, b` of Python 2.
fn old_call<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let word = if node.kind() == "print_statement" { "print" } else { "exec" };
    let start = range(node).start;
    cx.open(Kind::Call, node);
    cx.leaf_at(Kind::Name, word, start..start + word.len() as u32);
    cx.list(Kind::Args, Role::Plain, node);
    cx.close();
}
