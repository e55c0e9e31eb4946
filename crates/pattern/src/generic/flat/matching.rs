//! A pattern compared with a row of words.
//!
//! The one choice there ever is: how many nodes an ellipsis takes. Fewer are tried first; what is left to try stands on a stack.

use std::cell::Cell;
use std::ops::Range;

use super::super::Found;
use super::brackets::Nodes;
use super::pattern::{Edge, Ellipsis, Item, Pattern};

/// An ellipsis that may take more.
#[derive(Debug, Clone, Copy)]
struct More {
    item: usize,
    ellipsis: Ellipsis,
    /// Where it begins, and where the nodes end that it took.
    start: usize,
    end: usize,
    /// Whether it took any.
    took: bool,
    /// Whether it may still begin with the end of a line.
    may_begin_line: bool,
}

struct Matcher<'m> {
    pattern: &'m Pattern,
    nodes: Nodes<'m>,
    /// The places that metavariables stand for.
    bound: Vec<Range<usize>>,
}

/// Where a pattern is found, from left to right; no two places overlap.
pub(crate) fn find(pattern: &Pattern, text: &str, steps: &Cell<usize>) -> Vec<Found> {
    let nodes = Nodes::new(text, &pattern.words, steps);
    let mut matcher = Matcher { pattern, nodes, bound: vec![0..0; pattern.names.len()] };
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = matcher.next_start(from) {
        if !matcher.nodes.may_step() {
            break;
        }
        let width = matcher.nodes.char_at(start).map_or(1, char::len_utf8);
        match matcher.at(start) {
            Some(end) => {
                let names = pattern.names.iter().zip(&matcher.bound);
                let bindings = names.map(|(name, range)| (name.symbol, range.start as u32..range.end as u32));
                found.push(Found { range: start as u32..end as u32, bindings: bindings.collect() });
                from = if end == start { start + width } else { end };
            }
            None => from = start + width,
        }
    }
    found
}

impl Matcher<'_> {
    /// The next place at which a match may begin.
    fn next_start(&self, from: usize) -> Option<usize> {
        let text = self.nodes.text;
        let rest = text.get(from..)?;
        match self.pattern.items.first() {
            Some(Item::Word(word)) if !self.pattern.words.is_caseless => rest.find(&**word).map(|at| from + at),
            Some(Item::Mark(mark)) if !self.pattern.words.is_caseless => rest.find(*mark).map(|at| from + at),
            Some(Item::Start(Edge::Text)) => (from == 0).then_some(0),
            _ => Some(from),
        }
    }

    /// The end of the match that begins at a place.
    fn at(&mut self, start: usize) -> Option<usize> {
        let mut waiting: Vec<More> = Vec::new();
        let mut reached = self.run(0, start, &mut waiting);
        while reached.is_none() {
            let mut more = waiting.pop()?;
            if !self.nodes.may_step() {
                return None;
            }
            if self.grow(&mut more) {
                self.bind(&more);
                waiting.push(more);
                reached = self.after(more.item, more.end).and_then(|at| self.run(more.item + 1, at, &mut waiting));
            }
        }
        reached
    }

    /// Compares items one after the other; the place after the last one.
    fn run(&mut self, from: usize, start: usize, waiting: &mut Vec<More>) -> Option<usize> {
        let items = self.pattern.items.get(from..).unwrap_or_default();
        let mut at = start;
        for (item, number) in items.iter().zip(from..) {
            at = match item {
                Item::Ellipsis(ellipsis) => {
                    let more = More {
                        item: number,
                        ellipsis: *ellipsis,
                        start: at,
                        end: at,
                        took: false,
                        may_begin_line: ellipsis.may_begin_line,
                    };
                    self.bind(&more);
                    waiting.push(more);
                    at
                }
                item => self.item(item, at)?,
            };
            at = self.after(number, at)?;
        }
        Some(at)
    }

    /// The place at which the item after one is looked for.
    fn after(&self, item: usize, at: usize) -> Option<usize> {
        if !self.nodes.may_step() {
            return None;
        }
        let is_last = item + 1 == self.pattern.items.len();
        Some(if is_last { at } else { self.nodes.after_blanks(at, self.pattern.words.is_multiline) })
    }

    /// The place after an item that is no ellipsis.
    fn item(&mut self, item: &Item, at: usize) -> Option<usize> {
        let text = self.nodes.text;
        match item {
            Item::Word(word) => {
                let end = self.after_text(at, word)?;
                (!self.nodes.is_word_before(at) && !self.nodes.is_word_at(end)).then_some(end)
            }
            Item::Mark(mark) => self.after_text(at, mark.encode_utf8(&mut [0; 4])),
            Item::Newline => ["\r\n", "\n"]
                .iter()
                .find(|end| text.get(at..).is_some_and(|r| r.starts_with(**end)))
                .map(|end| at + end.len()),
            Item::Metavariable(slot) => {
                let end = self.nodes.after_word(at)?;
                self.bound.get_mut(*slot).into_iter().for_each(|bound| *bound = at..end);
                Some(end)
            }
            Item::Again(slot) => self.again(*slot, at),
            Item::Start(edge) => {
                let before = text.get(..at)?;
                let is_start = before.is_empty() || (*edge == Edge::Line && before.ends_with('\n'));
                is_start.then_some(at)
            }
            Item::Stop(edge) => {
                let rest = text.get(at..)?;
                let ends_line = rest.starts_with('\n') || rest.starts_with("\r\n");
                (rest.is_empty() || (*edge == Edge::Line && ends_line)).then_some(at)
            }
            Item::Ellipsis(_) => Some(at),
        }
    }

    /// The place after a text that stands here.
    fn after_text(&self, at: usize, text: &str) -> Option<usize> {
        let end = at + text.len();
        let own = self.nodes.text.get(at..end)?;
        let is_same = own == text || (self.pattern.words.is_caseless && own.eq_ignore_ascii_case(text));
        is_same.then_some(end)
    }

    /// The place after what a metavariable stands for, which is no part of a longer word.
    fn again(&self, slot: usize, at: usize) -> Option<usize> {
        let own = self.bound.get(slot)?.clone();
        let end = self.after_text(at, self.nodes.text.get(own)?)?;
        let is_in_word = |at: usize| self.nodes.is_word_before(at) && self.nodes.is_word_at(at);
        let is_whole = match self.pattern.names.get(slot)?.is_word {
            true => !self.nodes.is_word_before(at) && !self.nodes.is_word_at(end),
            false => !is_in_word(at) && !is_in_word(end),
        };
        is_whole.then_some(end)
    }

    fn bind(&mut self, more: &More) {
        let slot = more.ellipsis.binds.and_then(|slot| self.bound.get_mut(slot));
        slot.into_iter().for_each(|bound| *bound = more.start..more.end);
    }

    /// Lets an ellipsis take one node more, or begin with the end of a line once it can take no more.
    fn grow(&self, more: &mut More) -> bool {
        let Ellipsis { excluded, crosses, .. } = more.ellipsis;
        let next = if more.took { self.nodes.after_blanks(more.end, crosses) } else { more.end };
        let is_excluded = excluded.is_some() && self.nodes.char_at(next) == excluded;
        let node = if is_excluded { None } else { self.nodes.after_node(next, crosses) };
        if let Some(end) = node {
            (more.end, more.took) = (end, true);
            return true;
        }
        if more.may_begin_line && self.nodes.char_at(more.start) == Some('\n') {
            (more.end, more.took) = (self.nodes.after_blanks(more.start, true), false);
            more.may_begin_line = false;
            return true;
        }
        false
    }
}
