//! What a row of words must look like.

use tree::{Symbol, Symbols};

use super::{Words, is_blank};

/// A part of a pattern. Blanks may stand between any two of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Item {
    /// A whole word.
    Word(Box<str>),
    /// A character.
    Mark(char),
    /// The end of a line.
    Newline,
    /// A word that a metavariable stands for, here for the first time.
    Metavariable(usize),
    /// What a metavariable stands for already.
    Again(usize),
    /// Nodes, as few as possible.
    Ellipsis(Ellipsis),
    /// The beginning of the text, or of a line.
    Start(Edge),
    /// The end of the text, or of a line.
    Stop(Edge),
}

/// `...` and its like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ellipsis {
    /// The bracket that no node of it may begin with: the one that closes what it stands in.
    pub excluded: Option<char>,
    /// Whether it reaches over lines.
    pub crosses: bool,
    /// Whether it may begin with the end of a line, where those are no blanks.
    pub may_begin_line: bool,
    /// The metavariable that stands for it.
    pub binds: Option<usize>,
}

/// An edge of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edge {
    /// Of the whole.
    Text,
    /// Of a line.
    Line,
}

/// A pattern over a row of words.
#[derive(Debug, Clone)]
pub(crate) struct Pattern {
    pub(super) items: Vec<Item>,
    pub(super) words: Words,
    /// The metavariables, by their numbers.
    pub(super) names: Vec<Name>,
}

/// A metavariable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    pub symbol: Symbol,
    /// Whether it stands for a word, not for any nodes.
    pub is_word: bool,
}

/// What a pattern says before brackets are paired.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Word(Box<str>),
    Mark(char),
    Open(char, char),
    Close(char),
    Newline,
    Metavariable(Box<str>),
    Ellipsis { long: bool, name: Option<Box<str>> },
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// When it is none: what is wrong with it.
    pub(crate) fn read(text: &str, words: Words, symbols: &mut Symbols) -> Result<Self, String> {
        let tokens = tokens(text, &words);
        let mut reading = Reading { items: Vec::new(), names: Vec::new(), words: &words, symbols };
        reading.all(&tokens)?;
        let (items, names) = (reading.items, reading.names);
        Ok(Self { items, names, words })
    }
}

fn tokens(text: &str, words: &Words) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (token, length) = token(rest, first, words);
        tokens.extend(token);
        rest = rest.get(length.max(1)..).unwrap_or_default();
    }
    tokens
}

/// The token at the beginning of a text, if it is not blank, and how long it is.
fn token(rest: &str, first: char, words: &Words) -> (Option<Token>, usize) {
    let dots = rest.bytes().take_while(|byte| *byte == b'.').take(4).count();
    if dots >= 3 {
        return (Some(Token::Ellipsis { long: dots == 4, name: None }), dots);
    }
    if let Some(after) = rest.strip_prefix('$') {
        let dots = after.bytes().take_while(|byte| *byte == b'.').take(5).count();
        let name = after.get(dots..).map(name).filter(|name| !name.is_empty());
        match (dots, name) {
            (0, Some(name)) => return (Some(Token::Metavariable(name.into())), 1 + name.len()),
            (3 | 4, Some(name)) => {
                let length = 1 + dots + name.len();
                return (Some(Token::Ellipsis { long: dots == 4, name: Some(name.into()) }), length);
            }
            _ => {}
        }
    }
    if is_blank(first, words.is_multiline) {
        return (None, 1);
    }
    if words.is_word(first) {
        let length = rest.find(|c| !words.is_word(c)).unwrap_or(rest.len());
        return (Some(Token::Word(rest.get(..length).unwrap_or_default().into())), length);
    }
    let line_end = ["\r\n", "\n"].into_iter().find(|end| rest.starts_with(end));
    let (token, length) = match (words.closing(first), line_end) {
        (Some(close), _) => (Token::Open(first, close), first.len_utf8()),
        (None, _) if words.is_closing(first) => (Token::Close(first), first.len_utf8()),
        (None, Some(end)) => (Token::Newline, end.len()),
        (None, None) => (Token::Mark(first), first.len_utf8()),
    };
    (Some(token), length)
}

/// The name of a metavariable at the beginning of a text, maybe none.
fn name(text: &str) -> &str {
    let is_part = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    let length = text.find(|c| !is_part(c)).unwrap_or(text.len());
    let starts = text.starts_with(|c: char| c.is_ascii_uppercase());
    text.get(..if starts { length } else { 0 }).unwrap_or_default()
}

/// For each opening bracket the token that closes it, if there is one. A bracket whose partner is itself closes what it opens.
fn partners(tokens: &[Token]) -> Vec<Option<usize>> {
    let mut partners = vec![None; tokens.len()];
    for (number, token) in tokens.iter().enumerate().rev() {
        let Token::Open(_, close) = token else { continue };
        let mut at = number + 1;
        let partner = loop {
            match tokens.get(at) {
                None => break None,
                Some(Token::Close(c) | Token::Open(c, _)) if c == close => break Some(at),
                Some(Token::Open(..)) => at = partners.get(at).copied().flatten().unwrap_or(at) + 1,
                Some(_) => at += 1,
            }
        };
        partners.get_mut(number).into_iter().for_each(|own| *own = partner);
    }
    partners
}

struct Reading<'r> {
    items: Vec<Item>,
    names: Vec<Name>,
    words: &'r Words,
    symbols: &'r mut Symbols,
}

impl Reading<'_> {
    fn all(&mut self, tokens: &[Token]) -> Result<(), String> {
        let partners = partners(tokens);
        // The brackets that are open, and what closes them.
        let mut open: Vec<(usize, char)> = Vec::new();
        for (number, token) in tokens.iter().enumerate() {
            if let Some((_, close)) = open.pop_if(|(partner, _)| *partner == number) {
                self.items.push(Item::Mark(close));
                continue;
            }
            let is_first = number == 0;
            let is_last = number + 1 == tokens.len();
            let starts_line = is_first || tokens.get(number - 1) == Some(&Token::Newline);
            let ends_line = is_last || tokens.get(number + 1) == Some(&Token::Newline);
            match token {
                Token::Word(word) => self.items.push(Item::Word(word.clone())),
                Token::Mark(c) | Token::Close(c) => self.items.push(Item::Mark(*c)),
                Token::Newline => self.items.push(Item::Newline),
                Token::Metavariable(name) => {
                    let item = self.named(&format!("${name}"), true, Item::Metavariable)?;
                    self.items.push(item);
                }
                Token::Open(c, close) => {
                    self.items.push(Item::Mark(*c));
                    open.extend(partners.get(number).copied().flatten().map(|partner| (partner, *close)));
                }
                Token::Ellipsis { long, name } => {
                    let excluded = open.last().map(|(_, close)| *close);
                    let edge = if self.words.is_multiline || *long { Edge::Text } else { Edge::Line };
                    let (starts, stops) = match edge {
                        Edge::Text => (is_first, is_last),
                        Edge::Line => (starts_line, ends_line),
                    };
                    self.items.extend(starts.then_some(Item::Start(edge)));
                    self.ellipsis(*long, name.as_deref(), excluded)?;
                    self.items.extend(stops.then_some(Item::Stop(edge)));
                }
            }
        }
        Ok(())
    }

    fn ellipsis(&mut self, long: bool, name: Option<&str>, excluded: Option<char>) -> Result<(), String> {
        let crosses = long || self.words.is_multiline;
        let may_begin_line = long && !self.words.is_multiline;
        let one = |binds| Item::Ellipsis(Ellipsis { excluded, crosses, may_begin_line, binds });
        let item = match name {
            Some(name) => self.named(&format!("$...{name}"), false, |slot| one(Some(slot)))?,
            None => one(None),
        };
        self.items.push(item);
        Ok(())
    }

    /// The item of a metavariable: `first` where it stands for the first time.
    fn named(&mut self, name: &str, is_word: bool, first: impl FnOnce(usize) -> Item) -> Result<Item, String> {
        let other = if is_word { name.replacen('$', "$...", 1) } else { name.replacen("$...", "$", 1) };
        let other = self.symbols.find(&other);
        if self.names.iter().any(|own| Some(own.symbol) == other) {
            return Err(format!("`{name}` stands for one word and for several in the same pattern"));
        }
        let symbol = self.symbols.intern(name);
        if let Some(slot) = self.names.iter().position(|own| own.symbol == symbol) {
            return Ok(Item::Again(slot));
        }
        self.names.push(Name { symbol, is_word });
        Ok(first(self.names.len() - 1))
    }
}
