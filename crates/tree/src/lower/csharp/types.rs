//! Types of C#.

use crate::kind::Kind;
use crate::lower::{Lowering, Role, Syntax, first_part, parts, token};

/// Lowers a type; says whether it is one.
pub(super) fn lower<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    match node.kind() {
        "predefined_type" | "implicit_type" => cx.name(node),
        "qualified_name" => member(cx, "qualifier", node),
        "alias_qualified_name" => member(cx, "alias", node),
        "generic_name" => {
            cx.open(Kind::Generic, node);
            cx.part(Role::Type, first_part(node), node);
            match token(node, "type_argument_list") {
                Some(arguments) => cx.list(Kind::TypeArgs, Role::Type, arguments),
                None => cx.no_list(Kind::TypeArgs, node),
            }
            cx.close();
        }
        // Lengths belong to what is constructed.
        "array_type" | "nullable_type" | "pointer_type" => {
            cx.open_as(Kind::Other, node.kind(), node);
            cx.field(Role::Type, node, "type");
            cx.close();
        }
        "ref_type" | "scoped_type" => cx.field(Role::Type, node, "type"),
        "tuple_type" => cx.list(Kind::Tuple, Role::Type, node),
        "tuple_element" => cx.field(Role::Type, node, "type"),
        "type_parameter" => cx.field(Role::Target, node, "name"),
        _ => return false,
    }
    true
}

/// `a.b`: a chain of members.
fn member<'t>(cx: &mut Lowering<'t>, object: &str, node: Syntax<'t>) {
    cx.open(Kind::Member, node);
    cx.field(Role::Plain, node, object);
    cx.field(Role::Plain, node, "name");
    cx.close();
}

/// The type parameters of a definition.
pub(super) fn parameters<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    match token(node, "type_parameter_list") {
        Some(list) => {
            cx.open(Kind::TypeParams, list);
            parts(list).into_iter().for_each(|own| cx.lower(Role::Type, own));
            cx.close();
        }
        None => cx.no_list(Kind::TypeParams, node),
    }
}
