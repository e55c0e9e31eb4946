//! A pattern compared with the tree of a text.
//!
//! The one choice there ever is: below an ellipsis, a word may be the next of the pattern or one that is passed over. What is
//! left to try stands on a stack.

use std::cell::Cell;
use std::ops::Range;

use rustc_hash::FxHashMap;
use tree::Symbol;

use super::super::Found;
use super::document::{Block, Document, Node, NodeId};
use super::is_word;
use super::pattern::{Item, Pattern};

/// Where the last word that belongs to a match ends.
#[derive(Debug, Clone, Copy)]
struct Last {
    end: u32,
    line: u32,
}

/// An ellipsis that is open.
#[derive(Debug, Clone, Copy)]
struct Open {
    /// The last line that it may reach.
    last_line: u32,
    /// What it stands for so far.
    start: u32,
    end: u32,
    /// Its name.
    name: Option<Symbol>,
}

/// How far the comparison has come.
#[derive(Debug, Clone, Copy)]
struct State {
    item: usize,
    node: NodeId,
    /// The block that the node lies in.
    block: u32,
    open: Option<Open>,
    last: Last,
    /// How many metavariables are bound.
    bound: usize,
}

/// What one step of a comparison came to.
enum Step {
    Go(State),
    /// The first is tried, and the other if that fails.
    Try(State, State),
    Done(Last),
    Fail,
}

struct Matcher<'m> {
    document: &'m Document,
    max_span: u32,
    steps: &'m Cell<usize>,
    bindings: Vec<(Symbol, Range<u32>)>,
}

/// Where a pattern is found: no two places begin or end alike. Of those that end alike the shortest is kept, but the longest
/// of a pattern that ends with `...`.
pub(crate) fn find(pattern: &Pattern, document: &Document, max_span: u32, steps: &Cell<usize>) -> Vec<Found> {
    let mut matcher = Matcher { document, max_span, steps, bindings: Vec::new() };
    let mut found: Vec<Found> = Vec::new();
    let mut ends: FxHashMap<u32, usize> = FxHashMap::default();
    for (node, start) in (0..).zip(&document.nodes) {
        if !matcher.may_begin(pattern, node, start) {
            continue;
        }
        let Some(one) = matcher.at(pattern, node, start) else { continue };
        match ends.get(&one.range.end).copied() {
            Some(_) if pattern.ends_open() => {}
            Some(place) => found.get_mut(place).into_iter().for_each(|longer| *longer = one.clone()),
            None => {
                ends.insert(one.range.end, found.len());
                found.push(one);
            }
        }
    }
    found.sort_by_key(|one| one.range.start);
    found
}

impl Matcher<'_> {
    /// Whether a match may begin at a node: a block has no text to begin with, and an ellipsis begins where its block does.
    fn may_begin(&self, pattern: &Pattern, node: NodeId, start: &Node) -> bool {
        let fits = match pattern.items.first() {
            Some(Item::Atom(text)) => **text == *self.document.text(start),
            Some(Item::Metavariable(_)) => self.is_word(start),
            _ => true,
        };
        let is_word = start.start < start.end;
        is_word && fits && (!pattern.begins_open() || self.document.block(start.block).start == node)
    }

    fn is_word(&self, node: &Node) -> bool {
        self.document.text(node).bytes().next().is_some_and(is_word)
    }

    /// The match that begins at a node.
    fn at(&mut self, pattern: &Pattern, node: NodeId, start: &Node) -> Option<Found> {
        self.bindings.clear();
        let last = Last { end: start.start, line: start.line };
        let state = State { item: 0, node, block: start.block, open: None, last, bound: 0 };
        let last = self.row(&pattern.items, state, start.block)?;
        Some(Found { range: start.start..last.end, bindings: self.bindings.clone() })
    }

    /// Compares a row of items with what follows in a block, the `outermost` one that it may leave for those around it.
    /// Calls itself for blocks of the pattern only, whose depth is bounded.
    fn row(&mut self, items: &[Item], mut state: State, outermost: u32) -> Option<Last> {
        let mut others: Vec<State> = Vec::new();
        loop {
            let left = self.steps.get().checked_sub(1)?;
            self.steps.set(left);
            match self.step(items, state, outermost) {
                Step::Done(last) => return Some(last),
                Step::Go(next) => state = next,
                Step::Try(next, other) => {
                    others.push(other);
                    state = next;
                }
                Step::Fail => {
                    state = others.pop()?;
                    self.bindings.truncate(state.bound);
                }
            }
        }
    }

    fn step(&mut self, items: &[Item], state: State, outermost: u32) -> Step {
        let block = self.document.block(state.block);
        let node = (state.node < block.end).then(|| self.document.nodes.get(state.node as usize).copied()).flatten();
        match items.get(state.item) {
            None => self.end(state, block, false),
            Some(Item::End) => self.end(state, block, true),
            Some(Item::Ellipsis(name)) => Step::Go(self.opened(state, *name)),
            Some(Item::Block(inner)) => match node {
                None if is_open(inner) && is_open(items.get(state.item + 1..).unwrap_or_default()) => {
                    self.finished(state, state.last)
                }
                None => Step::Fail,
                Some(node) => self.block(inner, state, &node),
            },
            Some(item) => match node {
                // Where a block ends, the pattern may go on in the one around it.
                None if state.block != outermost => Step::Go(State { block: block.parent, ..state }),
                None if is_open(items.get(state.item..).unwrap_or_default()) => Step::Done(state.last),
                None => Step::Fail,
                Some(node) if node.start == node.end => {
                    Step::Go(State { block: node.block, node: state.node + 1, ..state })
                }
                Some(node) => self.word(item, state, &node),
            },
        }
    }

    /// Opens an ellipsis, or lets one that is open reach further.
    fn opened(&self, state: State, name: Option<Symbol>) -> State {
        let open = match state.open {
            Some(open) => Open { last_line: open.last_line.saturating_add(self.max_span), ..open },
            None => {
                let last_line = state.last.line.saturating_add(self.max_span);
                Open { last_line, start: state.last.end, end: state.last.end, name }
            }
        };
        State { item: state.item + 1, open: Some(open), ..state }
    }

    /// The end of a row: what is left in the block must be taken by an ellipsis, unless the whole pattern ends here.
    fn end(&mut self, state: State, block: Block, is_whole: bool) -> Step {
        let Some(open) = state.open else {
            return if is_whole || state.node == block.end { Step::Done(state.last) } else { Step::Fail };
        };
        let rest = self.document.nodes.get(state.node as usize..block.end as usize).unwrap_or_default();
        let words = rest.iter().filter(|node| node.start < node.end);
        let last = words.take_while(|node| node.line <= open.last_line).last();
        let last = last.map_or(state.last, |node| Last { end: node.end, line: node.line });
        self.finished(state, last)
    }

    /// A match that ends so; the ellipsis at its end takes what comes before that.
    fn finished(&mut self, state: State, last: Last) -> Step {
        let open = state.open.map(|open| Open { end: open.end.max(last.end), ..open });
        if self.closes(open) { Step::Done(last) } else { Step::Fail }
    }

    /// A block of the pattern must fill a block of the text.
    fn block(&mut self, inner: &[Item], state: State, node: &Node) -> Step {
        if node.start < node.end {
            return self.passed(state, node).unwrap_or_else(|| {
                let next = State { item: state.item + 1, ..state };
                if is_open(inner) { self.closed(next) } else { Step::Fail }
            });
        }
        if !self.closes(state.open) {
            return Step::Fail;
        }
        let bound = self.bindings.len();
        let first = State { item: 0, node: state.node + 1, block: node.block, open: None, last: state.last, bound };
        let Some(last) = self.row(inner, first, node.block) else { return Step::Fail };
        let after = self.document.block(node.block).end;
        let bound = self.bindings.len();
        Step::Go(State { item: state.item + 1, node: after, open: None, last, bound, ..state })
    }

    /// A word or mark, which is the next of the pattern or is passed over.
    fn word(&mut self, item: &Item, state: State, node: &Node) -> Step {
        let passed = self.passed(state, node);
        if state.open.is_some() && passed.is_none() {
            return Step::Fail;
        }
        if self.is(item, node) && self.closes(state.open) {
            if let Item::Metavariable(name) = item
                && self.bound(*name).is_none()
            {
                self.bindings.push((*name, node.start..node.end));
            }
            let last = Last { end: node.end, line: node.line };
            let bound = self.bindings.len();
            let next = State { item: state.item + 1, node: state.node + 1, open: None, last, bound, ..state };
            return match passed {
                Some(Step::Go(other)) => Step::Try(next, other),
                _ => Step::Go(next),
            };
        }
        self.bindings.truncate(state.bound);
        passed.unwrap_or(Step::Fail)
    }

    /// Whether a word or mark is what the pattern says.
    fn is(&self, item: &Item, node: &Node) -> bool {
        match item {
            Item::Atom(text) => **text == *self.document.text(node),
            Item::Metavariable(name) => {
                let same = |own: Range<u32>| self.document.slice(own.start, own.end) == self.document.text(node);
                self.is_word(node) && self.bound(*name).is_none_or(same)
            }
            Item::Ellipsis(_) | Item::Block(_) | Item::End => false,
        }
    }

    fn bound(&self, name: Symbol) -> Option<Range<u32>> {
        self.bindings.iter().find(|(bound, _)| *bound == name).map(|(_, range)| range.clone())
    }

    /// Passes over a word or mark, if an ellipsis reaches it.
    fn passed(&self, state: State, node: &Node) -> Option<Step> {
        let open = state.open.filter(|open| node.line <= open.last_line)?;
        Some(Step::Go(State { node: state.node + 1, open: Some(Open { end: node.end, ..open }), ..state }))
    }

    /// Goes on without an ellipsis.
    fn closed(&mut self, state: State) -> Step {
        if !self.closes(state.open) {
            return Step::Fail;
        }
        Step::Go(State { open: None, bound: self.bindings.len(), ..state })
    }

    /// Closes an ellipsis; one with a name that stands for something already must stand for the same.
    fn closes(&mut self, open: Option<Open>) -> bool {
        let Some(Open { name: Some(name), start, end, .. }) = open else { return true };
        match self.bound(name) {
            Some(own) => self.document.slice(own.start, own.end) == self.document.slice(start, end),
            None => {
                self.bindings.push((name, start..end));
                true
            }
        }
    }
}

/// Whether items match where nothing is left.
fn is_open(items: &[Item]) -> bool {
    let mut waiting = vec![items];
    while let Some(items) = waiting.pop() {
        let rest = items.iter().take_while(|item| **item != Item::End);
        for item in rest {
            match item {
                Item::Block(inner) => waiting.push(inner),
                Item::Ellipsis(_) => {}
                _ => return false,
            }
        }
    }
    true
}
