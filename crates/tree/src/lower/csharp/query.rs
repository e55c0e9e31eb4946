//! Queries of C#, which stand for calls: `from a in b where c select d` is `b.Where(a => c).Select(a => d)`.

use std::ops::Range;

use super::{operand, operands, parts_after};
use crate::kind::Kind;
use crate::lower::{Lowering, Role, Syntax, parts, range, token};

/// One call of a query: its method and its arguments.
struct Step<'t> {
    method: &'static str,
    arguments: Vec<Argument<'t>>,
    place: Range<u32>,
}

/// What a clause of a query gives to its method.
enum Argument<'t> {
    /// An expression of its own.
    Value(Syntax<'t>),
    /// A function of the names in reach.
    Function(Vec<Syntax<'t>>, Syntax<'t>),
    /// A function that gives all the names in reach.
    Names(Vec<Syntax<'t>>),
}

/// Lowers a query; says whether it is one.
pub(super) fn lower<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    if node.kind() != "query_expression" {
        return false;
    }
    let clauses = operands(node);
    let Some((first, rest)) = clauses.split_first() else {
        cx.other(node);
        return true;
    };
    let (steps, start) = (steps(rest, *first), range(*first).start);
    for step in steps.iter().rev() {
        cx.open_at(Kind::Call, "", start..step.place.end);
        cx.open_at(Kind::Member, "", start..step.place.start);
    }
    cx.part(Role::Plain, source(*first), *first);
    for step in steps {
        cx.leaf_at(Kind::Name, step.method, step.place.start..step.place.start);
        cx.close();
        cx.open_at(Kind::Args, "", step.place);
        step.arguments.into_iter().for_each(|argument| give(cx, argument));
        cx.close();
        cx.close();
    }
    true
}

/// What a `from` goes through.
fn source<'t>(clause: Syntax<'t>) -> Option<Syntax<'t>> {
    parts_after(clause, "in").first().copied().or_else(|| operands(clause).last().copied())
}

/// The calls that the clauses stand for, with the names that each has in reach.
fn steps<'t>(clauses: &[Syntax<'t>], first: Syntax<'t>) -> Vec<Step<'t>> {
    let mut names: Vec<_> = first.child_by_field_name("name").into_iter().collect();
    let mut steps = Vec::new();
    for clause in clauses {
        let place = range(*clause);
        let of = |value: Option<Syntax<'t>>, names: &[Syntax<'t>]| {
            value.map(|value| Argument::Function(names.to_vec(), value)).into_iter().collect::<Vec<_>>()
        };
        let (method, arguments) = match clause.kind() {
            "where_clause" => ("Where", of(operand(*clause), &names)),
            "select_clause" => ("Select", of(operand(*clause), &names)),
            "order_by_clause" => {
                let values = operands(*clause).into_iter();
                ("OrderBy", values.map(|value| Argument::Function(names.clone(), value)).collect())
            }
            "group_clause" => {
                let key = parts_after(*clause, "by").first().copied();
                ("GroupBy", [of(key, &names), of(operand(*clause), &names)].into_iter().flatten().collect())
            }
            "let_clause" => {
                let value = super::value_of(*clause);
                let arguments = of(value, &names);
                names.extend(parts(*clause).first());
                ("Select", arguments)
            }
            "from_clause" => {
                let mut arguments = of(source(*clause), &names);
                names.extend(clause.child_by_field_name("name"));
                arguments.push(Argument::Names(names.clone()));
                ("SelectMany", arguments)
            }
            "join_clause" => {
                let method = if token(*clause, "join_into_clause").is_some() { "GroupJoin" } else { "Join" };
                (method, join(*clause, &mut names))
            }
            // `into a` begins anew with one name.
            "identifier" => {
                names = vec![*clause];
                continue;
            }
            _ => continue,
        };
        steps.push(Step { method, arguments, place });
    }
    steps
}

/// `join a in b on c equals d into e`
fn join<'t>(clause: Syntax<'t>, names: &mut Vec<Syntax<'t>>) -> Vec<Argument<'t>> {
    let own = parts(clause).into_iter().rfind(|part| {
        part.kind() == "identifier" && token(clause, "in").is_some_and(|word| range(*part).end <= range(word).start)
    });
    let first = |word: &str| parts_after(clause, word).first().copied();
    let mut arguments: Vec<_> = first("in").map(Argument::Value).into_iter().collect();
    arguments.extend(first("on").map(|key| Argument::Function(names.clone(), key)));
    arguments.extend(first("equals").map(|key| Argument::Function(own.into_iter().collect(), key)));
    let group = token(clause, "join_into_clause").and_then(operand);
    names.extend(group.or(own));
    arguments.push(Argument::Names(names.clone()));
    arguments
}

fn give<'t>(cx: &mut Lowering<'t>, argument: Argument<'t>) {
    match argument {
        Argument::Value(value) => cx.lower(Role::Plain, value),
        Argument::Function(names, value) => function(cx, &names, value, |cx| cx.lower(Role::Plain, value)),
        Argument::Names(names) => {
            let Some(last) = names.last().copied() else { return };
            function(cx, &names, last, |cx| {
                cx.open(Kind::Tuple, last);
                names.iter().for_each(|name| cx.name(*name));
                cx.close();
            });
        }
    }
}

fn function<'t>(
    cx: &mut Lowering<'t>,
    names: &[Syntax<'t>],
    around: Syntax<'t>,
    value: impl FnOnce(&mut Lowering<'t>),
) {
    let start = range(around).start;
    cx.open(Kind::Lambda, around);
    cx.no_list(Kind::Attributes, around);
    cx.open_at(Kind::Params, "", start..start);
    for name in names {
        cx.open_at(Kind::Param, "", start..start);
        cx.no_list(Kind::Attributes, around);
        cx.name(*name);
        cx.absent(around);
        cx.absent(around);
        cx.close();
    }
    cx.close();
    cx.absent(around);
    value(cx);
    cx.close();
}
