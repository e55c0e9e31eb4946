//! Literals of C#.

use super::operand;
use crate::kind::Kind;
use crate::lower::{Lowering, Role, Syntax, range};

/// Lowers a literal; says whether it is one.
pub(super) fn lower<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    match node.kind() {
        "integer_literal" => cx.leaf(Kind::Int, cx.text(node), node),
        "real_literal" => cx.leaf(Kind::Float, cx.text(node), node),
        "boolean_literal" => cx.leaf(Kind::Bool, cx.text(node), node),
        "null_literal" => cx.leaf(Kind::Null, "", node),
        "character_literal" => cx.leaf(Kind::Atom, cx.text(node), node),
        "string_literal" | "verbatim_string_literal" | "raw_string_literal" => {
            cx.leaf(Kind::Str, content(cx.text(node)), node);
        }
        "interpolated_string_expression" => template(cx, node),
        "interpolation" => cx.part(Role::Plain, value(node), node),
        _ => return false,
    }
    true
}

/// What stands between the quotes, of which there may be three or more.
fn content(text: &str) -> &str {
    let text = text.trim_start_matches(['@', '$']).trim_end_matches("u8").trim_end_matches("U8");
    let inner = text.trim_start_matches('"');
    let quotes = text.len() - inner.len();
    // Two quotes are an empty text; a text may begin with doubled ones.
    let quotes = if quotes < 3 { 1 } else { quotes };
    text.get(quotes..text.len().saturating_sub(quotes)).unwrap_or_default()
}

/// A text with expressions in braces; what stands between them is one piece, escapes included.
fn template<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let mut cursor = node.walk();
    let all: Vec<_> = node.children(&mut cursor).collect();
    let is_content = |part: &Syntax<'_>| matches!(part.kind(), "string_content" | "escape_sequence");
    cx.open(Kind::Template, node);
    for run in all.chunk_by(|one, next| is_content(one) && is_content(next)) {
        match run {
            [first, .., last] => cx.piece(range(*first).start..range(*last).end),
            [only] if is_content(only) => cx.piece(range(*only)),
            [only] if only.kind() == "interpolation" => cx.part(Role::Plain, value(*only), *only),
            _ => {}
        }
    }
    cx.close();
}

/// The expression in braces, without how it is aligned and formatted.
fn value(node: Syntax<'_>) -> Option<Syntax<'_>> {
    let mut parts = super::operands(node).into_iter();
    parts.find(|part| part.kind() != "interpolation_brace").or_else(|| operand(node))
}
