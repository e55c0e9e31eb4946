//! Statements of JavaScript.

use super::name;
use crate::hole;
use crate::kind::Kind;
use crate::lower::{Lowering, Role, Syntax, fields, first_part, parts, range, token};

/// Lowers a statement; says whether it is one.
pub(super) fn lower<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    match node.kind() {
        "program" => cx.list(Kind::Module, Role::Plain, node),
        "statement_block" | "class_static_block" => cx.list(Kind::Block, Role::Plain, node),
        "expression_statement" => cx.part(Role::Plain, first_part(node), node),
        "variable_declaration" | "lexical_declaration" => variables(cx, node),
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
        "for_in_statement" => for_each(cx, node),
        "switch_statement" => switch(cx, node),
        "switch_case" | "switch_default" => case(cx, node),
        "try_statement" => attempt(cx, node),
        "catch_clause" => catch(cx, node),
        "return_statement" => one(cx, Kind::Return, node),
        "throw_statement" => {
            cx.open(Kind::Throw, node);
            cx.part(Role::Plain, first_part(node), node);
            cx.absent(node);
            cx.close();
        }
        "break_statement" => label(cx, Kind::Break, node),
        "continue_statement" => label(cx, Kind::Continue, node),
        "labeled_statement" => {
            cx.open_as(Kind::Label, node.child_by_field_name("label").map_or("", |label| cx.text(label)), node);
            cx.field(Role::Plain, node, "body");
            cx.close();
        }
        "empty_statement" => {}
        "import_statement" => import(cx, node),
        "export_statement" => export(cx, node),
        _ => return false,
    }
    true
}

fn one<'t>(cx: &mut Lowering<'t>, kind: Kind, node: Syntax<'t>) {
    cx.open(kind, node);
    cx.part(Role::Plain, first_part(node), node);
    cx.close();
}

fn label<'t>(cx: &mut Lowering<'t>, kind: Kind, node: Syntax<'t>) {
    cx.open(kind, node);
    name(cx, node.child_by_field_name("label"), node);
    cx.close();
}

/// The body of a statement: a block, or one statement that stands for one.
pub(super) fn block<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let node = match node.kind() {
        "else_clause" => first_part(node).unwrap_or(node),
        "finally_clause" => node.child_by_field_name("body").unwrap_or(node),
        _ => node,
    };
    if node.kind() == "statement_block" {
        return cx.list(Kind::Block, Role::Plain, node);
    }
    cx.open(Kind::Block, node);
    cx.lower(Role::Plain, node);
    cx.close();
}

/// `const a = 1, b = 2`: one node a name.
fn variables<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let word = node.child_by_field_name("kind").map_or("var", |kind| cx.text(kind));
    let all: Vec<_> = parts(node).into_iter().filter(|part| part.kind() == "variable_declarator").collect();
    for declarator in &all {
        // One alone takes the word and the semicolon with it.
        cx.open_as(Kind::Variable, word, if all.len() == 1 { node } else { *declarator });
        cx.no_list(Kind::Attributes, node);
        cx.field(Role::Target, *declarator, "name");
        cx.field(Role::Type, *declarator, "type");
        cx.field(Role::Plain, *declarator, "value");
        cx.close();
    }
}

fn conditional<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open(Kind::If, node);
    cx.head(node, "condition");
    cx.field(Role::Block, node, "consequence");
    match node.child_by_field_name("alternative").map(|clause| (clause, first_part(clause))) {
        Some((_, Some(nested))) if nested.kind() == "if_statement" => cx.lower(Role::Plain, nested),
        Some((clause, _)) => cx.lower(Role::Block, clause),
        None => cx.absent(node),
    }
    cx.close();
}

fn counted<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open(Kind::For, node);
    for field in ["initializer", "condition", "increment"] {
        let part =
            node.child_by_field_name(field).filter(|part| part.kind() != "empty_statement" && part.kind() != ";");
        cx.part(Role::Plain, part, node);
    }
    cx.field(Role::Block, node, "body");
    cx.close();
}

fn for_each<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open_as(Kind::ForEach, if token(node, "await").is_some() { "await" } else { "" }, node);
    cx.field(Role::Target, node, "left");
    cx.field(Role::Plain, node, "right");
    cx.field(Role::Block, node, "body");
    cx.absent(node);
    cx.close();
}

fn switch<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open(Kind::Switch, node);
    cx.head(node, "value");
    match node.child_by_field_name("body") {
        Some(body) => cx.list(Kind::Cases, Role::Plain, body),
        None => cx.no_list(Kind::Cases, node),
    }
    cx.close();
}

fn case<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let value = node.child_by_field_name("value");
    let is_gap = |value: Syntax<'_>| hole::kind(cx.text(value)) == Some(Kind::Ellipsis);
    if cx.is_pattern() && value.is_some_and(is_gap) && fields(node, "body").is_empty() {
        return cx.leaf(Kind::Ellipsis, "", node);
    }
    cx.open(Kind::Case, node);
    match value {
        Some(value) => {
            cx.open(Kind::Patterns, value);
            cx.lower(Role::Plain, value);
            cx.close();
        }
        None => cx.no_list(Kind::Patterns, node),
    }
    cx.absent(node);
    let body = fields(node, "body");
    let end = range(node).end;
    let start = body.first().map_or(end, |first| range(*first).start);
    cx.open_at(Kind::Block, "", start..end);
    for statement in body {
        cx.lower(Role::Plain, statement);
    }
    cx.close();
    cx.close();
}

fn attempt<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open(Kind::Try, node);
    cx.field(Role::Block, node, "body");
    match node.child_by_field_name("handler") {
        Some(handler) => {
            cx.open(Kind::Catches, handler);
            cx.lower(Role::Plain, handler);
            cx.close();
        }
        None => cx.no_list(Kind::Catches, node),
    }
    cx.absent(node);
    cx.field(Role::Block, node, "finalizer");
    cx.close();
}

fn catch<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open(Kind::Catch, node);
    cx.field(Role::Type, node, "type");
    cx.field(Role::Target, node, "parameter");
    cx.field(Role::Block, node, "body");
    cx.close();
}

/// `import a, { b as c }, * as d from 'm'`: one node a name.
fn import<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    if let Some(required) = token(node, "import_require_clause") {
        return import_required(cx, required);
    }
    let clause = token(node, "import_clause");
    let Some(clause) = clause else {
        cx.open_as(Kind::Import, "import", node);
        cx.field(Role::Plain, node, "source");
        cx.absent(node);
        cx.absent(node);
        return cx.close();
    };
    for part in parts(clause) {
        match part.kind() {
            "identifier" => imported(cx, node, Imported::Default, Some(part)),
            "namespace_import" => imported(cx, node, Imported::All, first_part(part)),
            "named_imports" => {
                for item in parts(part).into_iter().filter(|item| item.kind() == "import_specifier") {
                    let own = item.child_by_field_name("name").unwrap_or(item);
                    imported(cx, node, Imported::Named(own), item.child_by_field_name("alias"));
                }
            }
            _ => {}
        }
    }
}

/// `import a = require('b')` of TypeScript: another name for what a call gives.
fn import_required<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open_as(Kind::Other, "import_alias", node);
    name(cx, first_part(node), node);
    cx.open(Kind::Call, node);
    cx.leaf(Kind::Name, "require", node);
    cx.open(Kind::Args, node);
    cx.field(Role::Plain, node, "source");
    cx.close();
    cx.close();
    cx.close();
}

/// What an import takes from a module.
enum Imported<'t> {
    Default,
    All,
    Named(Syntax<'t>),
}

fn imported<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>, what: Imported<'t>, alias: Option<Syntax<'t>>) {
    if cx.is_pattern()
        && let Imported::Named(own) = what
        && hole::kind(cx.text(own)) == Some(Kind::Ellipsis)
    {
        return;
    }
    cx.open_as(Kind::Import, "from", node);
    cx.field(Role::Plain, node, "source");
    match what {
        Imported::Default => cx.leaf(Kind::Name, "default", node),
        Imported::All => cx.leaf(Kind::Name, "*", node),
        Imported::Named(own) => cx.name(own),
    }
    name(cx, alias, node);
    cx.close();
}

/// What is exported stands for itself.
fn export<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let inner = node.child_by_field_name("declaration").or_else(|| node.child_by_field_name("value"));
    match inner {
        Some(inner) => cx.lower(Role::Plain, inner),
        None => cx.other(node),
    }
}
