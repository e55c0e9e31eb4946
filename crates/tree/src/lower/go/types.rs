//! Types of Go.

use crate::kind::Kind;
use crate::lower::{Lowering, Role, Syntax, first_part, parts};

/// Lowers a type; says whether it is one.
pub(super) fn lower<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    match node.kind() {
        "type_identifier" => cx.name(node),
        "qualified_type" => {
            cx.open(Kind::Member, node);
            cx.field(Role::Plain, node, "package");
            cx.field(Role::Plain, node, "name");
            cx.close();
        }
        // As the expression that it looks like.
        "pointer_type" => {
            cx.open_as(Kind::Unary, "*", node);
            cx.part(Role::Type, first_part(node), node);
            cx.close();
        }
        "generic_type" => {
            cx.open(Kind::Generic, node);
            cx.field(Role::Type, node, "type");
            match node.child_by_field_name("type_arguments") {
                Some(arguments) => cx.list(Kind::TypeArgs, Role::Type, arguments),
                None => cx.no_list(Kind::TypeArgs, node),
            }
            cx.close();
        }
        "map_type" => {
            cx.open_as(Kind::Other, "map_type", node);
            cx.field(Role::Type, node, "key");
            cx.field(Role::Type, node, "value");
            cx.close();
        }
        "function_type" => {
            cx.open_as(Kind::Other, "function_type", node);
            signature(cx, node);
            cx.close();
        }
        "type_elem" | "type_constraint" => match parts(node).as_slice() {
            [single] => cx.lower(Role::Type, *single),
            several => {
                cx.open_as(Kind::Binary, "|", node);
                several.iter().for_each(|one| cx.lower(Role::Type, *one));
                cx.close();
            }
        },
        "parenthesized_type" => cx.part(Role::Type, first_part(node), node),
        _ => return false,
    }
    true
}

/// Parameters and result.
pub(super) fn signature<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    match node.child_by_field_name("parameters") {
        Some(parameters) => super::definition::parameters(cx, parameters),
        None => cx.no_list(Kind::Params, node),
    }
    match node.child_by_field_name("result") {
        Some(results) if results.kind() == "parameter_list" => result_list(cx, results),
        result => cx.part(Role::Type, result, node),
    }
}

/// The types of several results.
fn result_list<'t>(cx: &mut Lowering<'t>, results: Syntax<'t>) {
    let types: Vec<_> = parts(results).into_iter().flat_map(result_types).collect();
    match types.as_slice() {
        [single] => cx.lower(Role::Type, *single),
        several => {
            cx.open(Kind::Tuple, results);
            several.iter().for_each(|one| cx.lower(Role::Type, *one));
            cx.close();
        }
    }
}

/// The type of a result, once for each of its names.
fn result_types(result: Syntax<'_>) -> Vec<Syntax<'_>> {
    let names = crate::lower::fields(result, "name").len().max(1);
    result.child_by_field_name("type").map(|written| vec![written; names]).unwrap_or_default()
}
