//! Texts, symbols and regular expressions of Ruby.

use std::ops::Range;

use crate::hole;
use crate::kind::Kind;
use crate::lower::{Lowering, Role, Syntax, parts, range, token};

/// Lowers a text; says whether it is one.
pub(super) fn lower<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) -> bool {
    match node.kind() {
        "string" | "bare_string" => string(cx, node),
        "chained_string" => {
            cx.open_as(Kind::Template, "concat", node);
            for piece in parts(node) {
                cx.lower(Role::Plain, piece);
            }
            cx.close();
        }
        "subshell" => template(cx, "shell", inside(node), node),
        "heredoc_beginning" => heredoc(cx, node),
        "regex" => regex(cx, node),
        "simple_symbol" => atom(cx, node),
        "hash_key_symbol" => key(cx, node),
        "delimited_symbol" | "bare_symbol" => {
            let content = cx.slice(inside(node));
            cx.leaf(Kind::Atom, content, node);
        }
        "character" => cx.leaf(Kind::Atom, cx.text(node), node),
        "string_array" | "symbol_array" => cx.list(Kind::List, Role::Plain, node),
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

fn interpolations<'t>(node: Syntax<'t>) -> Vec<Syntax<'t>> {
    parts(node).into_iter().filter(|part| part.kind() == "interpolation").collect()
}

fn string<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    if interpolations(node).is_empty() {
        let content = cx.slice(inside(node));
        return cx.leaf(Kind::Str, content, node);
    }
    template(cx, "", inside(node), node);
}

/// A text of pieces.
fn template<'t>(cx: &mut Lowering<'t>, symbol: &str, inside: Range<u32>, node: Syntax<'t>) {
    cx.open_as(Kind::Template, symbol, node);
    pieces(cx, inside, node);
    cx.close();
}

fn pieces<'t>(cx: &mut Lowering<'t>, inside: Range<u32>, node: Syntax<'t>) {
    let mut at = inside.start;
    for hole in interpolations(node) {
        let place = range(hole);
        cx.piece(at..place.start.max(at));
        match parts(hole).as_slice() {
            [] => {}
            [single] => cx.lower(Role::Plain, *single),
            _ => cx.list(Kind::Block, Role::Plain, hole),
        }
        at = place.end;
    }
    cx.piece(at..inside.end.max(at));
}

/// `<<~A`: its text stands further below.
fn heredoc<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let tag = cx.text(node).trim_start_matches(['<', '~', '-']);
    let bare = tag.trim_matches(['"', '\'', '`']);
    let body = body(cx, bare, node);
    let Some(body) = body else { return cx.leaf(Kind::Str, "", node) };
    let inside = lines(cx, body);
    if tag.starts_with('`') || !interpolations(body).is_empty() {
        cx.open_as(Kind::Template, if tag.starts_with('`') { "shell" } else { "" }, node);
        pieces(cx, inside, body);
        return cx.close();
    }
    let content = cx.slice(inside);
    cx.leaf(Kind::Str, content, node);
}

/// The place of the lines, without what stands before the tag that ends them.
fn lines(cx: &Lowering<'_>, body: Syntax<'_>) -> Range<u32> {
    let whole = range(body);
    let end = token(body, "heredoc_end").map_or(whole.end, |end| range(end).start).max(whole.start);
    let written = cx.slice(whole.start..end);
    let first = u32::from(written.starts_with('\n'));
    let indent = written.len() - written.trim_end_matches([' ', '\t']).len();
    let start = whole.start + first;
    start..(end - indent as u32).max(start)
}

/// How far around the beginning of a text its lines are looked for.
const FARTHEST: usize = 24;

/// The lines of a text that begins here and ends with a tag: near the node among what follows it or what is around it.
fn body<'t>(cx: &Lowering<'t>, tag: &str, node: Syntax<'t>) -> Option<Syntax<'t>> {
    let mut around = Some(node);
    for _ in 0..FARTHEST {
        let at = around?;
        let mut next = at.next_sibling();
        for _ in 0..FARTHEST {
            let Some(sibling) = next else { break };
            if let Some(body) = within(sibling).filter(|body| is_tagged(cx, *body, tag)) {
                return Some(body);
            }
            next = sibling.next_sibling();
        }
        around = at.parent();
    }
    None
}

/// The lines of a text that are a node or stand directly in it.
fn within<'t>(node: Syntax<'t>) -> Option<Syntax<'t>> {
    if node.kind() == "heredoc_body" { Some(node) } else { token(node, "heredoc_body") }
}

fn is_tagged(cx: &Lowering<'_>, body: Syntax<'_>, tag: &str) -> bool {
    token(body, "heredoc_end").is_some_and(|end| cx.text(end).trim() == tag)
}

/// `/a/i`, also of other brackets; one with holes is a text of pieces.
fn regex<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    if !interpolations(node).is_empty() {
        return template(cx, "regex", inside(node), node);
    }
    let content = inside(node);
    if cx.is_pattern() {
        // `/$X/` binds `$X`.
        cx.symbol(cx.slice(content.clone()));
    }
    let flags = cx.slice(content.end..range(node).end).trim_start_matches(|c: char| !c.is_ascii_alphabetic());
    let text = format!("/{}/{flags}", cx.slice(content));
    cx.leaf(Kind::Regex, &text, node);
}

/// `:a`
fn atom<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    cx.leaf(Kind::Atom, cx.text(node).trim_start_matches(':'), node);
}

/// `a:` of an entry is the symbol `:a`.
fn key<'t>(cx: &mut Lowering<'t>, node: Syntax<'t>) {
    let text = cx.text(node);
    let kind = hole::kind(text).filter(|_| cx.is_pattern()).unwrap_or(Kind::Atom);
    cx.leaf(kind, text, node);
}
