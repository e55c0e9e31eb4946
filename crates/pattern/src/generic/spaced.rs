//! A text as a tree of lines: more indentation opens a block, and so do brackets that are closed on their line.

mod document;
mod matching;
mod pattern;

pub(crate) use document::Document;
pub(crate) use matching::find;
pub(crate) use pattern::Pattern;

/// How much a tab indents.
const TAB: usize = 8;

/// One line that is not blank.
struct Line<'t> {
    /// How far it is indented.
    indent: usize,
    /// What it says, from its first character that is no blank.
    content: &'t str,
    /// Where that begins in the text.
    start: usize,
    /// Its number, from 0.
    number: u32,
}

/// The lines of a text that are not blank.
fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut start = 0;
    let lines = (0..).zip(text.split_inclusive('\n'));
    lines.filter_map(move |(number, line)| {
        let at = start;
        start += line.len();
        let content = line.trim_start_matches([' ', '\t']);
        let blanks = line.get(..line.len() - content.len()).unwrap_or_default();
        let indent = blanks.bytes().map(|byte| if byte == b'\t' { TAB } else { 1 }).sum();
        let ended = content.strip_suffix('\n').map(|content| content.strip_suffix('\r').unwrap_or(content));
        let content = ended.unwrap_or(content);
        let is_blank = content.trim_end_matches([' ', '\t']).is_empty();
        (!is_blank).then_some(Line { indent, content, start: at + blanks.len(), number })
    })
}

/// Whether a byte is one of words.
const fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// The length of the word, mark or other character at the beginning of a text; none for a text that is empty.
fn atom(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    if !first.is_ascii() || !is_word(first as u8) {
        return Some(first.len_utf8());
    }
    Some(text.bytes().position(|byte| !is_word(byte)).unwrap_or(text.len()))
}
