//! Types of TypeScript.

use crate::kind::Kind;
use crate::lower::{Lowering, Role, Syntax, first_part, parts};

/// Lowers a type; says whether it is one.
pub(super) fn lower<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    match node.kind() {
        "type_annotation" | "opting_type_annotation" | "parenthesized_type" | "literal_type" | "constraint" => {
            cx.part(Role::Type, first_part(node), node);
        }
        "type_identifier" | "predefined_type" | "this_type" => cx.name(node),
        "nested_type_identifier" | "nested_identifier" => {
            cx.open(Kind::Member, node);
            for part in parts(node) {
                cx.lower(Role::Plain, part);
            }
            cx.close();
        }
        "generic_type" => {
            cx.open(Kind::Generic, node);
            cx.field(Role::Type, node, "name");
            match node.child_by_field_name("type_arguments") {
                Some(arguments) => cx.list(Kind::TypeArgs, Role::Type, arguments),
                None => cx.no_list(Kind::TypeArgs, node),
            }
            cx.close();
        }
        "union_type" => {
            cx.open_as(Kind::Binary, "|", node);
            for part in parts(node) {
                cx.lower(Role::Type, part);
            }
            cx.close();
        }
        _ => return false,
    }
    true
}
