//! Expressions of Python.

use crate::kind::Kind;
use crate::lower::{Lowering, Role, Syntax, fields, first_part, parts, range, token};

/// Lowers an expression; says whether it is one.
pub(super) fn lower<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    literal(cx, node) || operation(cx, node) || collection(cx, node) || access(cx, node)
}

fn literal<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    match node.kind() {
        "identifier" => cx.name(node),
        "integer" => cx.leaf(Kind::Int, cx.text(node), node),
        "float" => cx.leaf(Kind::Float, cx.text(node), node),
        "true" => cx.leaf(Kind::Bool, "true", node),
        "false" => cx.leaf(Kind::Bool, "false", node),
        "none" => cx.leaf(Kind::Null, "", node),
        "ellipsis" => cx.leaf(Kind::Dots, "", node),
        "string" => string(cx, node),
        "concatenated_string" => {
            cx.open_as(Kind::Template, "concat", node);
            for piece in parts(node) {
                cx.lower(Role::Plain, piece);
            }
            cx.close();
        }
        _ => return false,
    }
    true
}

/// A string: a template if it has holes.
fn string<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let formatted = token(node, "string_start").is_some_and(|start| cx.text(start).contains(['f', 'F', 't', 'T']));
    let inside = inside_quotes(node);
    if !formatted {
        let content = cx.slice(inside.clone());
        return cx.leaf(Kind::Str, content, node);
    }
    cx.open(Kind::Template, node);
    let mut at = inside.start;
    for hole in parts(node).into_iter().filter(|part| part.kind() == "interpolation") {
        let place = range(hole);
        cx.piece(at..place.start);
        cx.part(Role::Plain, hole.child_by_field_name("expression"), hole);
        at = place.end;
    }
    cx.piece(at..inside.end);
    cx.close();
}

fn inside_quotes(node: Syntax<'_>) -> std::ops::Range<u32> {
    let whole = range(node);
    let start = token(node, "string_start").map_or(whole.start, |start| range(start).end);
    let end = token(node, "string_end").map_or(whole.end, |end| range(end).start);
    start..end.max(start)
}

fn operation<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    match node.kind() {
        "binary_operator" => binary(cx, node),
        "boolean_operator" => binary(cx, node),
        "comparison_operator" => comparison(cx, node),
        "not_operator" => unary(cx, "!", node),
        "unary_operator" => unary(cx, operator(cx, node), node),
        "conditional_expression" => conditional(cx, node),
        "assignment" => assignment(cx, node),
        "augmented_assignment" => augmented(cx, node),
        "named_expression" => pair(cx, Kind::Assign, node, "name", "value"),
        "await" => one(cx, Kind::Await, "", node),
        "yield" => one(cx, Kind::Yield, if token(node, "from").is_some() { "from" } else { "" }, node),
        "list_splat" | "list_splat_pattern" => one(cx, Kind::Spread, "*", node),
        "dictionary_splat" | "dictionary_splat_pattern" => one(cx, Kind::Spread, "**", node),
        "as_pattern" => {
            cx.open(Kind::WithItem, node);
            cx.part(Role::Plain, first_part(node), node);
            cx.field(Role::Target, node, "alias");
            cx.close();
        }
        "parenthesized_expression" | "as_pattern_target" | "type" | "case_pattern" | "constrained_type" => {
            inner(cx, node);
        }
        "union_type" => binary_type(cx, node),
        _ => return false,
    }
    true
}

/// What stands in parentheses, or a tuple where there are several.
fn inner<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    match parts(node).as_slice() {
        [single] if node.kind() == "parenthesized_expression" => cx.bracketed(Some(*single), node),
        [single] => cx.lower(Role::Plain, *single),
        _ => cx.list(Kind::Tuple, Role::Plain, node),
    }
}

fn one<'t>(cx: &mut Lowering<'t>, kind: Kind, text: &str, node: Syntax<'t>) {
    cx.open_as(kind, text, node);
    cx.part(Role::Plain, first_part(node), node);
    cx.close();
}

fn pair<'t>(cx: &mut Lowering<'t>, kind: Kind, node: Syntax<'t>, first: &str, second: &str) {
    cx.open(kind, node);
    cx.field(Role::Plain, node, first);
    cx.field(Role::Plain, node, second);
    cx.close();
}

fn operator<'t>(cx: &Lowering<'t>, node: Syntax<'t>) -> &'t str {
    node.child_by_field_name("operator").map_or("", |operator| cx.text(operator))
}

fn binary<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let operator = match operator(cx, node) {
        "and" => "&&",
        "or" => "||",
        other => other,
    };
    cx.open_as(Kind::Binary, operator, node);
    cx.field(Role::Plain, node, "left");
    cx.field(Role::Plain, node, "right");
    cx.close();
}

fn binary_type<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open_as(Kind::Binary, "|", node);
    for part in parts(node) {
        cx.lower(Role::Type, part);
    }
    cx.close();
}

/// `a < b < c`: from the left.
fn comparison<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let operands = parts(node);
    let operators = operators(cx, node);
    let start = range(node).start;
    for (operator, right) in operators.iter().zip(operands.iter().skip(1)).rev() {
        cx.open_at(Kind::Binary, operator, start..range(*right).end);
    }
    let mut operands = operands.into_iter();
    if let Some(first) = operands.next() {
        cx.lower(Role::Plain, first);
    }
    for (operand, _) in operands.zip(&operators) {
        cx.lower(Role::Plain, operand);
        cx.close();
    }
}

fn operators<'t>(cx: &Lowering<'t>, node: Syntax<'t>) -> Vec<String> {
    let mut cursor = node.walk();
    let words = node.children_by_field_name("operators", &mut cursor);
    words.map(|word| cx.text(word).split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

fn unary<'t>(cx: &mut Lowering<'t>, operator: &str, node: Syntax<'t>) {
    cx.open_as(Kind::Unary, operator, node);
    cx.field(Role::Plain, node, "argument");
    cx.close();
}

/// `a if c else b`
fn conditional<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let parts = parts(node);
    let [then, condition, otherwise] = parts.as_slice() else { return cx.other(node) };
    cx.open(Kind::Conditional, node);
    cx.lower(Role::Plain, *condition);
    cx.lower(Role::Plain, *then);
    cx.lower(Role::Plain, *otherwise);
    cx.close();
}

/// `a = b`; with a type it is a variable.
fn assignment<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let Some(written) = node.child_by_field_name("type") else {
        return pair(cx, Kind::Assign, node, "left", "right");
    };
    cx.open(Kind::Variable, node);
    cx.no_list(Kind::Attributes, node);
    cx.field(Role::Target, node, "left");
    cx.lower(Role::Type, written);
    cx.field(Role::Plain, node, "right");
    cx.close();
}

fn augmented<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open_as(Kind::AugAssign, operator(cx, node).trim_end_matches('='), node);
    cx.field(Role::Target, node, "left");
    cx.field(Role::Plain, node, "right");
    cx.close();
}

fn collection<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    match node.kind() {
        "tuple" | "tuple_pattern" | "expression_list" | "pattern_list" => cx.list(Kind::Tuple, Role::Plain, node),
        "list" | "list_pattern" => cx.list(Kind::List, Role::Plain, node),
        "set" => cx.list(Kind::Set, Role::Plain, node),
        "dictionary" => cx.list(Kind::Dict, Role::Plain, node),
        "pair" => entry(cx, node),
        "list_comprehension" => comprehension(cx, "list", node),
        "set_comprehension" => comprehension(cx, "set", node),
        "dictionary_comprehension" => comprehension(cx, "dict", node),
        "generator_expression" => comprehension(cx, "generator", node),
        "for_in_clause" => {
            cx.open(Kind::ForClause, node);
            cx.field(Role::Target, node, "left");
            cx.field(Role::Plain, node, "right");
            cx.close();
        }
        "if_clause" => one(cx, Kind::IfClause, "", node),
        _ => return false,
    }
    true
}

/// `a: b`; `...: ...` is how a pattern's `...` stands among entries.
fn entry<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let key = node.child_by_field_name("key").map_or("", |key| cx.text(key));
    if cx.is_pattern() && crate::hole::kind(key) == Some(Kind::Ellipsis) {
        return cx.leaf(Kind::Ellipsis, "", node);
    }
    pair(cx, Kind::Pair, node, "key", "value");
}

fn comprehension<'t>(cx: &mut Lowering<'t>, form: &str, node: Syntax<'t>) {
    cx.open_as(Kind::Comprehension, form, node);
    for part in parts(node) {
        cx.lower(Role::Plain, part);
    }
    cx.close();
}

fn access<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    match node.kind() {
        "call" => call(cx, node),
        "keyword_argument" => pair(cx, Kind::Keyword, node, "name", "value"),
        "attribute" => pair(cx, Kind::Member, node, "object", "attribute"),
        "member_type" => {
            cx.open(Kind::Member, node);
            for part in parts(node) {
                cx.lower(Role::Plain, part);
            }
            cx.close();
        }
        "subscript" => subscript(cx, node),
        "slice" => slice(cx, node),
        "generic_type" => generic(cx, node),
        "dotted_name" => dotted(cx, node),
        _ => return false,
    }
    true
}

fn call<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let Some(callee) = node.child_by_field_name("function") else { return cx.other(node) };
    match node.child_by_field_name("arguments") {
        Some(generator) if generator.kind() == "generator_expression" => {
            cx.open(Kind::Call, node);
            cx.lower(Role::Plain, callee);
            cx.open(Kind::Args, generator);
            cx.lower(Role::Plain, generator);
            cx.close();
            cx.close();
        }
        arguments => cx.call(callee, arguments, node),
    }
}

fn subscript<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open(Kind::Index, node);
    cx.field(Role::Plain, node, "value");
    match fields(node, "subscript").as_slice() {
        [single] => cx.lower(Role::Plain, *single),
        several => {
            cx.open(Kind::Tuple, node);
            for index in several {
                cx.lower(Role::Plain, *index);
            }
            cx.close();
        }
    }
    cx.close();
}

/// `low:high:step`; the colons say which part is which.
fn slice<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let mut bounds = [None; 3];
    let mut place = 0;
    let mut cursor = node.walk();
    for part in node.children(&mut cursor) {
        if part.kind() == ":" {
            place += 1;
        } else if let Some(bound) = bounds.get_mut(place).filter(|_| part.is_named()) {
            *bound = Some(part);
        }
    }
    cx.open(Kind::Slice, node);
    for bound in bounds {
        cx.part(Role::Plain, bound, node);
    }
    cx.close();
}

fn generic<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.open(Kind::Index, node);
    cx.part(Role::Plain, first_part(node), node);
    let arguments = token(node, "type_parameter").map(parts).unwrap_or_default();
    match arguments.as_slice() {
        [single] => cx.lower(Role::Type, *single),
        several => {
            cx.open(Kind::Tuple, node);
            for argument in several {
                cx.lower(Role::Type, *argument);
            }
            cx.close();
        }
    }
    cx.close();
}

/// `a.b.c` where the grammar has one node for it, from the left.
fn dotted<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let names = parts(node);
    let start = range(node).start;
    for name in names.iter().skip(1).rev() {
        cx.open_at(Kind::Member, "", start..range(*name).end);
    }
    for (place, name) in names.iter().enumerate() {
        cx.name(*name);
        if place > 0 {
            cx.close();
        }
    }
}
