//! From a grammar's tree to the generic one.
//!
//! A grammar's part says for one node what it becomes: a list of steps in the order of the text. The steps wait on a stack
//! of our own, so that no depth of nesting ends the process.

mod csharp;
mod go;
mod java;
mod javascript;
mod php;
mod python;
mod ruby;

use std::ops::Range;

pub(crate) use php::is_superglobal;

use crate::hole;
use crate::kind::Kind;
use crate::language::Language;
use crate::symbols::{Symbol, Symbols};
use crate::tree::{Entry, Tree};

/// A node of the grammar's tree.
pub(crate) type Syntax<'t> = tree_sitter::Node<'t>;

/// Whether code is lowered or a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Names are names.
    Code,
    /// Placeholders become holes.
    Pattern,
}

/// As what a node is lowered, where its own kind does not say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// What its kind says.
    Plain,
    /// A parameter.
    Param,
    /// A block of statements, also if it is a single one without braces.
    Block,
    /// A type.
    Type,
    /// A target of an assignment.
    Target,
}

/// One step of the work.
#[derive(Debug)]
enum Step<'t> {
    Open(Kind, Symbol, Range<u32>),
    Close,
    /// The node that comes next takes a place with its brackets.
    Widen(Range<u32>),
    Lower(Role, Syntax<'t>),
}

/// The work on one file.
#[derive(Debug)]
pub(crate) struct Lowering<'t> {
    source: &'t str,
    mode: Mode,
    symbols: Symbols,
    entries: Vec<Entry>,
    open: Vec<u32>,
    /// The brackets around the node that comes next.
    brackets: Option<Range<u32>>,
    /// The steps of the node at hand, in the order of the text.
    steps: Vec<Step<'t>>,
    /// The steps still to do, the next one last.
    waiting: Vec<Step<'t>>,
}

/// Lowers a whole tree; the second value says whether all of it fitted into `most` nodes.
pub(crate) fn lower(
    language: Language,
    source: &str,
    root: Syntax<'_>,
    mode: Mode,
    symbols: Symbols,
    most: usize,
) -> (Tree, bool) {
    let rule = match language {
        Language::Python => python::lower,
        Language::JavaScript | Language::TypeScript | Language::Tsx => javascript::lower,
        Language::Java => java::lower,
        Language::Go => go::lower,
        Language::Ruby => ruby::lower,
        Language::Php => php::lower,
        Language::CSharp => csharp::lower,
    };
    let mut lowering = Lowering {
        source,
        mode,
        symbols,
        entries: Vec::new(),
        open: Vec::new(),
        brackets: None,
        steps: Vec::new(),
        waiting: vec![Step::Lower(Role::Plain, root)],
    };
    let whole = lowering.run(rule, most.min(u32::MAX as usize / 2));
    if language == Language::Ruby && mode == Mode::Code {
        ruby::without_end(&mut lowering.entries);
    }
    let (comments, errors) = margins(root);
    let tree = Tree { language, entries: lowering.entries, symbols: lowering.symbols, comments, errors };
    (tree, whole)
}

/// The places of comments and of what the grammar could not read.
fn margins(root: Syntax<'_>) -> (Vec<Range<u32>>, Vec<Range<u32>>) {
    let (mut comments, mut errors) = (Vec::new(), Vec::new());
    let mut cursor = root.walk();
    loop {
        let node = cursor.node();
        if node.is_extra() && node.kind().contains("comment") {
            comments.push(range(node));
        } else if node.is_error() || node.is_missing() {
            errors.push(range(node));
        }
        if cursor.goto_first_child() {
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return (comments, errors);
            }
        }
    }
}

pub(crate) fn range(node: Syntax<'_>) -> Range<u32> {
    node.start_byte() as u32..node.end_byte() as u32
}

impl<'t> Lowering<'t> {
    fn run(&mut self, rule: fn(&mut Self, Role, Syntax<'t>), most: usize) -> bool {
        while let Some(step) = self.waiting.pop() {
            match step {
                Step::Open(kind, symbol, range) => self.push(kind, symbol, range),
                Step::Close => self.pop(),
                Step::Widen(range) => _ = self.brackets.get_or_insert(range),
                Step::Lower(..) if self.entries.len() >= most => {
                    while !self.open.is_empty() {
                        self.pop();
                    }
                    return false;
                }
                Step::Lower(role, node) => {
                    rule(self, role, node);
                    self.waiting.extend(self.steps.drain(..).rev());
                }
            }
        }
        true
    }

    fn push(&mut self, kind: Kind, symbol: Symbol, range: Range<u32>) {
        let id = self.entries.len() as u32;
        let parent = self.open.last().copied().unwrap_or(id);
        let range = self.brackets.take().unwrap_or(range);
        self.entries.push(Entry { kind, symbol, start: range.start, stop: range.end, parent, end: id + 1 });
        self.open.push(id);
    }

    fn pop(&mut self) {
        let end = self.entries.len() as u32;
        if let Some(entry) = self.open.pop().and_then(|id| self.entries.get_mut(id as usize)) {
            entry.end = end;
        }
    }

    /// Whether a pattern is lowered.
    pub(crate) fn is_pattern(&self) -> bool {
        self.mode == Mode::Pattern
    }

    /// A node's text as written.
    pub(crate) fn text(&self, node: Syntax<'_>) -> &'t str {
        self.source.get(node.byte_range()).unwrap_or_default()
    }

    /// The text of a place.
    pub(crate) fn slice(&self, place: Range<u32>) -> &'t str {
        self.source.get(place.start as usize..place.end as usize).unwrap_or_default()
    }

    /// A piece of a template; an empty one is none.
    pub(crate) fn piece(&mut self, place: Range<u32>) {
        let text = self.slice(place.clone());
        if !text.is_empty() {
            self.leaf_at(Kind::Str, text, place);
        }
    }

    /// A text as a symbol.
    pub(crate) fn symbol(&mut self, text: &str) -> Symbol {
        match self.mode {
            Mode::Code => self.symbols.intern(text),
            Mode::Pattern => self.symbols.intern(&hole::restore(text)),
        }
    }

    /// Begins a node of the tree over a node of the grammar.
    pub(crate) fn open(&mut self, kind: Kind, node: Syntax<'t>) {
        self.steps.push(Step::Open(kind, Symbol::NONE, range(node)));
    }

    /// Begins a node with a symbol.
    pub(crate) fn open_as(&mut self, kind: Kind, text: &str, node: Syntax<'t>) {
        let symbol = self.symbol(text);
        self.steps.push(Step::Open(kind, symbol, range(node)));
    }

    /// Begins a node that has no node of the grammar for itself.
    pub(crate) fn open_at(&mut self, kind: Kind, text: &str, range: Range<u32>) {
        let symbol = self.symbol(text);
        self.steps.push(Step::Open(kind, symbol, range));
    }

    /// Ends the node begun last.
    pub(crate) fn close(&mut self) {
        self.steps.push(Step::Close);
    }

    /// A node without children.
    pub(crate) fn leaf(&mut self, kind: Kind, text: &str, node: Syntax<'t>) {
        self.leaf_at(kind, text, range(node));
    }

    /// A node without children that has no node of the grammar for itself.
    pub(crate) fn leaf_at(&mut self, kind: Kind, text: &str, range: Range<u32>) {
        self.open_at(kind, text, range);
        self.close();
    }

    /// A part that is not written, where it would stand.
    pub(crate) fn absent(&mut self, node: Syntax<'t>) {
        let at = range(node).start;
        self.steps.push(Step::Open(Kind::Absent, Symbol::NONE, at..at));
        self.close();
    }

    /// Lowers a node here.
    pub(crate) fn lower(&mut self, role: Role, node: Syntax<'t>) {
        self.steps.push(Step::Lower(role, node));
    }

    /// Lowers a part of `around` here, or says that it is absent.
    pub(crate) fn part(&mut self, role: Role, part: Option<Syntax<'t>>, around: Syntax<'t>) {
        match part {
            Some(part) => self.lower(role, part),
            None => self.absent(around),
        }
    }

    /// Lowers what stands in brackets, which belong to its place.
    pub(crate) fn bracketed(&mut self, inner: Option<Syntax<'t>>, node: Syntax<'t>) {
        // A text has its own quotes around it.
        let is_text = inner.is_some_and(|inner| matches!(inner.kind(), "string" | "string_literal"));
        if !is_text && inner.is_some() {
            self.steps.push(Step::Widen(range(node)));
        }
        self.part(Role::Plain, inner, node);
    }

    /// Lowers what a statement decides on; the brackets around it belong to the statement.
    pub(crate) fn head(&mut self, node: Syntax<'t>, field: &str) {
        let part = node.child_by_field_name(field);
        let bracketed = part.filter(|part| part.kind() == "parenthesized_expression").and_then(first_part);
        self.part(Role::Plain, bracketed.or(part), node);
    }

    /// Lowers the part that the grammar calls `field`.
    pub(crate) fn field(&mut self, role: Role, node: Syntax<'t>, field: &str) {
        self.part(role, node.child_by_field_name(field), node);
    }

    /// A list with all named parts of a node.
    pub(crate) fn list(&mut self, kind: Kind, role: Role, node: Syntax<'t>) {
        self.open(kind, node);
        for part in parts(node) {
            self.lower(role, part);
        }
        self.close();
    }

    /// A list without elements, where it would stand.
    pub(crate) fn no_list(&mut self, kind: Kind, node: Syntax<'t>) {
        let at = range(node).start;
        self.leaf_at(kind, "", at..at);
    }

    /// A name, or the hole whose placeholder it is.
    pub(crate) fn name(&mut self, node: Syntax<'t>) {
        let text = self.text(node);
        let kind = if self.is_pattern() { hole::kind(text).unwrap_or(Kind::Name) } else { Kind::Name };
        self.leaf(kind, text, node);
    }

    /// A node that the generic tree has no kind for: its named parts under its own name.
    pub(crate) fn other(&mut self, node: Syntax<'t>) {
        self.open_as(Kind::Other, node.kind(), node);
        for part in parts(node) {
            self.lower(Role::Plain, part);
        }
        self.close();
    }

    /// A call, or the hole that is written as one.
    pub(crate) fn call(&mut self, callee: Syntax<'t>, arguments: Option<Syntax<'t>>, node: Syntax<'t>) {
        if self.is_pattern() && self.call_hole(callee, arguments, node) {
            return;
        }
        self.open(Kind::Call, node);
        self.lower(Role::Plain, callee);
        match arguments {
            Some(arguments) => self.list(Kind::Args, Role::Plain, arguments),
            None => self.no_list(Kind::Args, node),
        }
        self.close();
    }

    /// `<... e ...>` and `(T $X)`, which stand as calls of names that no code has.
    fn call_hole(&mut self, callee: Syntax<'t>, arguments: Option<Syntax<'t>>, node: Syntax<'t>) -> bool {
        let Some(arguments) = arguments.map(parts) else { return false };
        match (self.text(callee), arguments.as_slice()) {
            (hole::DEEP, [inner]) => {
                self.open(Kind::Deep, node);
                self.lower(Role::Plain, *inner);
            }
            (hole::TYPED, [name, written]) => {
                self.open_as(Kind::TypedMetavariable, self.text(*name), node);
                self.lower(Role::Type, *written);
            }
            _ => return false,
        }
        self.close();
        true
    }
}

/// The named parts of a node, without comments.
pub(crate) fn parts<'t>(node: Syntax<'t>) -> Vec<Syntax<'t>> {
    let mut cursor = node.walk();
    node.named_children(&mut cursor).filter(|part| !part.is_extra() || part.is_error()).collect()
}

/// The first named part of a node.
pub(crate) fn first_part<'t>(node: Syntax<'t>) -> Option<Syntax<'t>> {
    parts(node).first().copied()
}

/// The named parts of a node that the grammar calls `field`.
pub(crate) fn fields<'t>(node: Syntax<'t>, field: &str) -> Vec<Syntax<'t>> {
    let mut cursor = node.walk();
    node.children_by_field_name(field, &mut cursor).filter(|part| part.is_named()).collect()
}

/// The first part, named or not, that the grammar gives this kind.
pub(crate) fn token<'t>(node: Syntax<'t>, kind: &str) -> Option<Syntax<'t>> {
    let mut cursor = node.walk();
    node.children(&mut cursor).find(|part| part.kind() == kind)
}
