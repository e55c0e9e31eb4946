//! From text to tree.

use std::ops::ControlFlow;
use std::sync::Arc;

use finding::{Notice, NoticeKind};
use source::{FileId, Limits, Span};

use crate::language::Language;
use crate::lower::{self, Mode};
use crate::symbols::Symbols;
use crate::tree::Tree;

/// Reads a file of code. What the grammar does not understand is said and stands as [`Kind::Other`]; the rest is read all
/// the same. The symbols lie over those of `base`.
///
/// [`Kind::Other`]: crate::Kind::Other
pub fn parse(
    file: FileId,
    text: &str,
    language: Language,
    base: &Arc<Symbols>,
    limits: &Limits,
) -> (Tree, Vec<Notice>) {
    let symbols = Symbols::over(Arc::clone(base));
    let mut found = syntax(text, language, limits);
    // Files called JavaScript may have types.
    if language == Language::JavaScript && found.as_ref().is_some_and(|found| found.root_node().has_error()) {
        let typed = syntax(text, Language::Tsx, limits).filter(|typed| !typed.root_node().has_error());
        found = typed.or(found);
    }
    let Some(syntax) = found else {
        let message = format!("reading this {} file took more than {} steps", language.name(), limits.steps);
        return (Tree::empty(language, symbols), vec![Notice::file(file, NoticeKind::Limit, message)]);
    };
    let (tree, whole) = lower::lower(language, text, syntax.root_node(), Mode::Code, symbols, limits.nodes);
    let mut notices = Vec::new();
    if let Some(error) = tree.errors.first() {
        let span = Span::new(file, error.start as usize, error.end as usize);
        let message = match tree.errors.len() {
            1 => format!("not valid {} here", language.name()),
            2 => format!("not valid {} here and in one more place", language.name()),
            places => format!("not valid {} here and in {} more places", language.name(), places - 1),
        };
        notices.push(Notice::at(span, NoticeKind::Malformed, message));
    }
    if !whole {
        let message = format!("more than {} nodes; what comes after them was not analysed", limits.nodes);
        notices.push(Notice::file(file, NoticeKind::Limit, message));
    }
    (tree, notices)
}

/// The grammar's tree of a text; none past the limits.
pub(crate) fn syntax(text: &str, language: Language, limits: &Limits) -> Option<tree_sitter::Tree> {
    let mut parser = tree_sitter::Parser::new();
    parser.set_language(&language.grammar()).ok()?;
    let mut rounds = 0_usize;
    let mut watch = |_: &tree_sitter::ParseState| {
        rounds += 1;
        if rounds > limits.steps { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let options = tree_sitter::ParseOptions::new().progress_callback(&mut watch);
    let bytes = text.as_bytes();
    parser.parse_with_options(&mut |at, _| bytes.get(at..).unwrap_or_default(), None, Some(options))
}
