//! Texts of PHP.

use std::ops::Range;

use crate::kind::Kind;
use crate::lower::{Lowering, Role, Syntax, first_part, parts, range};

/// Lowers a text; says whether it is one.
pub(super) fn lower<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    match node.kind() {
        "string" => {
            let content = cx.slice(inside(node));
            cx.leaf(Kind::Str, content, node);
        }
        "encapsed_string" => string(cx, inside(node), node, node),
        "shell_command_expression" => {
            cx.open_as(Kind::Template, "shell", node);
            pieces(cx, inside(node), node);
            cx.close();
        }
        "heredoc" => match node.child_by_field_name("value") {
            Some(body) => string(cx, lines(cx, body), body, node),
            None => cx.leaf(Kind::Str, "", node),
        },
        "nowdoc" => {
            let body = node.child_by_field_name("value").map_or("", |body| cx.slice(lines(cx, body)));
            cx.leaf(Kind::Str, body, node);
        }
        _ => return false,
    }
    true
}

/// The place between the quotes of a text.
fn inside(node: Syntax<'_>) -> Range<u32> {
    let whole = range(node);
    let quote = |at: u32| node.child(at).filter(|part| !part.is_named());
    let start = quote(0).map_or(whole.start, |open| range(open).end);
    let last = node.child_count().checked_sub(1).filter(|last| *last > 0);
    let end = last.and_then(quote).map_or(whole.end, |close| range(close).start);
    start..end.max(start)
}

/// The place of the lines of a text, without the break before them.
fn lines(cx: &Lowering<'_>, body: Syntax<'_>) -> Range<u32> {
    let whole = range(body);
    let breaks = cx.text(body).starts_with('\n') || cx.text(body).starts_with("\r\n");
    let first = if breaks { cx.text(body).find('\n').map_or(0, |at| at as u32 + 1) } else { 0 };
    whole.start + first..whole.end
}

/// What is computed within a text.
fn computed<'t>(node: Syntax<'t>) -> Vec<Syntax<'t>> {
    parts(node).into_iter().filter(|part| !matches!(part.kind(), "string_content" | "escape_sequence")).collect()
}

fn string<'t>(cx: &mut Lowering<'t>, inside: Range<u32>, holder: Syntax<'t>, node: Syntax<'t>) {
    if computed(holder).is_empty() {
        let content = cx.slice(inside);
        return cx.leaf(Kind::Str, content, node);
    }
    cx.open(Kind::Template, node);
    pieces(cx, inside, holder);
    cx.close();
}

/// Pieces of text with what is computed between them: `$a`, `{$a}` and `${a}`.
fn pieces<'t>(cx: &mut Lowering<'t>, inside: Range<u32>, node: Syntax<'t>) {
    let mut at = inside.start;
    let whole = range(node);
    for hole in computed(node) {
        let place = range(hole);
        let before = cx.slice(whole.start..place.start);
        let after = cx.slice(place.end..whole.end);
        let is_braced = before.ends_with('{') && after.starts_with('}');
        let opened = if is_braced { place.start - 1 } else { place.start };
        cx.piece(at..opened.max(at));
        match first_part(hole).filter(|inner| hole.kind() == "dynamic_variable_name" && inner.kind() == "name") {
            // `${a}` of a text is `$a`.
            Some(inner) => {
                let variable = format!("${}", cx.text(inner));
                cx.leaf(Kind::Name, &variable, hole);
            }
            None => cx.lower(Role::Plain, hole),
        }
        at = if is_braced { place.end + 1 } else { place.end };
    }
    cx.piece(at..inside.end.max(at));
}
