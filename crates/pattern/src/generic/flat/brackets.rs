//! The nodes of a text: words, other characters, and brackets with what is between them.

use std::cell::{Cell, RefCell};

use rustc_hash::FxHashMap;

use super::{Words, is_blank};

/// The bytes of a word or of blanks that one step goes over.
const STEP_BYTES: usize = 32;

/// What a bracket of the text came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Closing {
    /// It is closed before this byte.
    At(usize),
    /// It is not: no bracket closes it before the text, or the line, is over.
    Never,
    /// It is not: only blanks are between it and the next bracket that would close it.
    Blank,
}

/// A text whose nodes are asked for. What a bracket came to is found once.
pub(super) struct Nodes<'n> {
    pub text: &'n str,
    pub words: &'n Words,
    pub steps: &'n Cell<usize>,
    known: RefCell<FxHashMap<(usize, bool), Closing>>,
}

/// A bracket that is open.
struct Frame {
    start: usize,
    close: char,
    /// The node that is looked at.
    at: usize,
}

impl<'n> Nodes<'n> {
    pub fn new(text: &'n str, words: &'n Words, steps: &'n Cell<usize>) -> Self {
        Self { text, words, steps, known: RefCell::default() }
    }

    /// Takes a step, if there is one left.
    pub fn may_step(&self) -> bool {
        let left = self.steps.get().checked_sub(1);
        self.steps.set(left.unwrap_or_default());
        left.is_some()
    }

    pub fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }

    fn char_before(&self, at: usize) -> Option<char> {
        self.text.get(..at)?.chars().next_back()
    }

    pub fn is_word_at(&self, at: usize) -> bool {
        self.char_at(at).is_some_and(|c| self.words.is_word(c))
    }

    /// Whether a word ends before a place.
    pub fn is_word_before(&self, at: usize) -> bool {
        self.char_before(at).is_some_and(|c| self.words.is_word(c))
    }

    /// The place after blanks.
    pub fn after_blanks(&self, at: usize, with_lines: bool) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        self.over(at, rest.find(|c| !is_blank(c, with_lines)).unwrap_or(rest.len()))
    }

    /// The place so many bytes further. Many of them are more than one step.
    fn over(&self, at: usize, length: usize) -> usize {
        self.steps.set(self.steps.get().saturating_sub(length / STEP_BYTES));
        at + length
    }

    /// The place after a word that begins here.
    pub fn after_word(&self, at: usize) -> Option<usize> {
        if !self.is_word_at(at) || self.is_word_before(at) {
            return None;
        }
        let rest = self.text.get(at..)?;
        Some(self.over(at, rest.find(|c| !self.words.is_word(c)).unwrap_or(rest.len())))
    }

    /// The place after a node that begins here.
    pub fn after_node(&self, at: usize, with_lines: bool) -> Option<usize> {
        let first = self.char_at(at)?;
        if self.words.is_word(first) {
            return self.after_word(at);
        }
        if is_blank(first, true) {
            return None;
        }
        let after = at + first.len_utf8();
        match self.words.closing(first).map(|_| self.closing(at, with_lines)) {
            Some(Closing::At(end)) => Some(end),
            _ => Some(after),
        }
    }

    /// What the bracket at a place comes to. Brackets inside of it are looked at first, on a stack.
    fn closing(&self, at: usize, with_lines: bool) -> Closing {
        let known = |at: usize| self.known.borrow().get(&(at, with_lines)).copied();
        if let Some(known) = known(at) {
            return known;
        }
        let mut frames: Vec<Frame> = self.frame(at, with_lines).into_iter().collect();
        while let Some(frame) = frames.last_mut() {
            let found = match self.char_at(frame.at) {
                _ if !self.may_step() => Some(Closing::Never),
                None => Some(Closing::Never),
                Some(c) if self.words.closing(c).is_some() && known(frame.at).is_none() => {
                    match self.frame(frame.at, with_lines) {
                        Some(inner) => {
                            frames.push(inner);
                            continue;
                        }
                        None => None,
                    }
                }
                Some(c) => self.advance(frame, c, with_lines),
            };
            if let Some(found) = found {
                self.known.borrow_mut().insert((frame.start, with_lines), found);
                frames.pop();
            }
        }
        known(at).unwrap_or(Closing::Never)
    }

    /// Goes over one node of an open bracket; says what the bracket comes to once that is known.
    fn advance(&self, frame: &mut Frame, first: char, with_lines: bool) -> Option<Closing> {
        let inner = self.known.borrow().get(&(frame.at, with_lines)).copied();
        let is_same = self.words.closing(first) == Some(frame.close);
        if inner == Some(Closing::Never) && is_same {
            // What was looked for in vain from there on is looked for here.
            return Some(Closing::Never);
        }
        let Some(after) = self.after_node(frame.at, with_lines) else { return Some(Closing::Never) };
        frame.at = self.after_blanks(after, with_lines);
        (self.char_at(frame.at) == Some(frame.close)).then(|| Closing::At(frame.at + frame.close.len_utf8()))
    }

    /// Opens the bracket at a place, if what it comes to is not known at once.
    fn frame(&self, start: usize, with_lines: bool) -> Option<Frame> {
        let open = self.char_at(start)?;
        let close = self.words.closing(open)?;
        let after = start + open.len_utf8();
        let at = self.after_blanks(after, with_lines);
        if self.char_at(at) == Some(close) {
            let found = if at == after { Closing::At(at + close.len_utf8()) } else { Closing::Blank };
            self.known.borrow_mut().insert((start, with_lines), found);
            return None;
        }
        Some(Frame { start, close, at })
    }
}
