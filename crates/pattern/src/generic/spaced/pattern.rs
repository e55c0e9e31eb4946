//! What a tree of lines must look like.

use tree::{Symbol, Symbols};

use super::{atom, lines};

/// Blocks inside of each other that a pattern may have.
const DEPTH_LIMIT: usize = 32;

/// A part of a pattern.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Item {
    /// A word or a mark.
    Atom(Box<str>),
    /// A metavariable, which stands for a word.
    Metavariable(Symbol),
    /// Anything: `...`, or `$...X`, which gives it a name.
    Ellipsis(Option<Symbol>),
    /// What must fill a block.
    Block(Vec<Item>),
    /// The end of the whole pattern, after which the text may go on.
    End,
}

/// A pattern over a tree of lines.
#[derive(Debug, Clone)]
pub(crate) struct Pattern {
    pub(super) items: Vec<Item>,
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// When it is none: what is wrong with it.
    pub(crate) fn read(text: &str, symbols: &mut Symbols) -> Result<Self, String> {
        let mut open: Vec<(usize, Vec<Item>)> = vec![(0, Vec::new())];
        for line in lines(text) {
            while open.last().is_some_and(|(indent, _)| line.indent < *indent) && close(&mut open) {}
            if open.last().is_some_and(|(indent, _)| line.indent > *indent) {
                open.push((line.indent, Vec::new()));
            }
            if open.len() > DEPTH_LIMIT {
                return Err("the pattern has too many blocks inside of each other".to_owned());
            }
            if let Some((_, items)) = open.last_mut() {
                read_line(line.content, items, symbols);
            }
        }
        while close(&mut open) {}
        let mut items = open.pop().map(|(_, items)| items).unwrap_or_default();
        check(&items, symbols)?;
        items.push(Item::End);
        Ok(Self { items })
    }

    /// Whether it begins with `...`.
    pub(super) fn begins_open(&self) -> bool {
        matches!(self.items.first(), Some(Item::Ellipsis(_)))
    }

    /// Whether it ends with `...`.
    pub(super) fn ends_open(&self) -> bool {
        matches!(self.items.as_slice(), [.., Item::Ellipsis(_), Item::End])
    }
}

/// Closes the innermost block, but never the whole pattern.
fn close(open: &mut Vec<(usize, Vec<Item>)>) -> bool {
    if open.len() < 2 {
        return false;
    }
    let block = open.pop().map(|(_, items)| Item::Block(items));
    if let (Some((_, items)), Some(block)) = (open.last_mut(), block) {
        items.push(block);
    }
    true
}

fn read_line(content: &str, items: &mut Vec<Item>, symbols: &mut Symbols) {
    let mut rest = content.trim_start_matches([' ', '\t']);
    while let Some((item, length)) = item(rest, symbols) {
        // A row of more than three dots is no `...`.
        match item {
            Item::Ellipsis(None) if length > 3 => items.extend((0..length).map(|_| Item::Atom(".".into()))),
            item => items.push(item),
        }
        rest = rest.get(length..).unwrap_or_default().trim_start_matches([' ', '\t']);
    }
}

/// The part at the beginning of a text, and how long it is.
fn item(rest: &str, symbols: &mut Symbols) -> Option<(Item, usize)> {
    let dots = rest.len() - rest.trim_start_matches('.').len();
    if dots >= 3 {
        return Some((Item::Ellipsis(None), dots));
    }
    if let Some(length) = rest.strip_prefix('$').and_then(name) {
        let symbol = symbols.intern(rest.get(..=length).unwrap_or_default());
        return Some((Item::Metavariable(symbol), length + 1));
    }
    if let Some(length) = rest.strip_prefix("$...").and_then(name) {
        let symbol = symbols.intern(rest.get(..length + 4).unwrap_or_default());
        return Some((Item::Ellipsis(Some(symbol)), length + 4));
    }
    let length = atom(rest)?;
    Some((Item::Atom(rest.get(..length).unwrap_or_default().into()), length))
}

/// The length of the name of a metavariable, which begins with a capital.
fn name(text: &str) -> Option<usize> {
    text.starts_with(|c: char| c.is_ascii_uppercase()).then(|| atom(text)).flatten()
}

/// Refuses `... $...X`, where nobody could tell what stands for what.
fn check(items: &[Item], symbols: &Symbols) -> Result<(), String> {
    let mut waiting = vec![items];
    while let Some(items) = waiting.pop() {
        for pair in items.windows(2) {
            if let [Item::Ellipsis(_), Item::Ellipsis(Some(name))] = pair {
                return Err(format!("`{}` may not follow another ellipsis", symbols.text(*name)));
            }
        }
        waiting.extend(items.iter().filter_map(|item| match item {
            Item::Block(inner) => Some(inner.as_slice()),
            _ => None,
        }));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_has_blocks_but_no_brackets() {
        let mut symbols = Symbols::new();
        let pattern = Pattern::read("Hi, (you).\n  foo\n  ...\n\nmore ....\n$Var_0 $x", &mut symbols).unwrap();
        let atom = |text: &str| Item::Atom(text.into());
        let mut expected: Vec<Item> = ["Hi", ",", "(", "you", ")", "."].map(atom).into();
        expected.push(Item::Block(vec![atom("foo"), Item::Ellipsis(None)]));
        expected.extend(["more", ".", ".", ".", "."].map(atom));
        expected.push(Item::Metavariable(symbols.intern("$Var_0")));
        expected.extend(["$", "x"].map(atom));
        expected.push(Item::End);
        assert_eq!(pattern.items, expected);
        assert!(Pattern::read("a ... $...X", &mut symbols).unwrap_err().contains("$...X"));
        assert!(Pattern::read("$...X ...", &mut symbols).is_ok());
    }

    #[test]
    fn a_pattern_that_is_too_deep_is_refused() {
        let text: String = (0..100).map(|depth| " ".repeat(depth) + "a\n").collect();
        assert!(Pattern::read(&text, &mut Symbols::new()).is_err());
    }
}
