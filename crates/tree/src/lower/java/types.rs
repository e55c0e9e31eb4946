//! Types of Java.

use crate::kind::Kind;
use crate::lower::{Lowering, Role, Syntax, first_part, parts};

/// Lowers a type; says whether it is one.
pub(super) fn lower<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    match node.kind() {
        "type_identifier" | "integral_type" | "floating_point_type" | "boolean_type" | "void_type" => cx.name(node),
        "scoped_type_identifier" | "scoped_identifier" => scoped(cx, node),
        "generic_type" => {
            let parts = parts(node);
            cx.open(Kind::Generic, node);
            cx.part(Role::Type, parts.first().copied(), node);
            match parts.iter().find(|part| part.kind() == "type_arguments") {
                Some(arguments) => cx.list(Kind::TypeArgs, Role::Type, *arguments),
                None => cx.no_list(Kind::TypeArgs, node),
            }
            cx.close();
        }
        "array_type" => array(cx, node.child_by_field_name("element"), node),
        "annotated_type" => {
            let written = parts(node).into_iter().find(|part| !part.kind().ends_with("annotation"));
            cx.part(Role::Type, written, node);
        }
        "catch_type" => match parts(node).as_slice() {
            [single] => cx.lower(Role::Type, *single),
            several => {
                cx.open_as(Kind::Binary, "|", node);
                for one in several {
                    cx.lower(Role::Type, *one);
                }
                cx.close();
            }
        },
        "type_parameter" => cx.part(Role::Type, name_of_parameter(node), node),
        _ => return false,
    }
    true
}

/// `a.b.C`: a chain of members.
fn scoped<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let parts: Vec<_> = parts(node).into_iter().filter(|part| !part.kind().ends_with("annotation")).collect();
    cx.open(Kind::Member, node);
    cx.part(Role::Type, parts.first().copied(), node);
    match parts.get(1) {
        Some(name) => cx.name(*name),
        None => cx.absent(node),
    }
    cx.close();
}

/// `T[]`
pub(super) fn array<'t>(cx: &mut Lowering<'t>, element: Option<Syntax<'t>>, node: Syntax<'t>) {
    cx.open_as(Kind::Other, "array_type", node);
    cx.part(Role::Type, element, node);
    cx.close();
}

fn name_of_parameter(node: Syntax<'_>) -> Option<Syntax<'_>> {
    parts(node)
        .into_iter()
        .find(|part| part.kind() == "type_identifier" || part.kind() == "identifier")
        .or(first_part(node))
}
