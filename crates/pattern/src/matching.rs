//! A pattern compared with code.
//!
//! Everything that can be more than one way is tried: a matcher calls `then` once for each way with what the metavariables
//! stand for in it, and takes its own bindings back afterwards.

mod arguments;
mod csharp;
mod equal;
mod import;
mod list;
mod literal;
mod name;
mod ruby;
mod statement;
mod structure;
mod types;

use std::cell::Cell;
use std::ops::Range;

use tree::{Extent, Kind, Language, Names, NodeId, Pattern, Symbol, Symbols, Tree, is_expression, is_type};

use crate::environment::{Bound, Environment};
use crate::rule::Options;
pub(crate) use statement::is_expression_kind;

/// The code of one file, with what its names mean.
#[derive(Debug, Clone, Copy)]
pub struct Code<'c> {
    /// Its text.
    pub text: &'c str,
    /// Its tree; its symbols lie over those of the patterns.
    pub tree: &'c Tree,
    /// What its names mean.
    pub names: &'c Names,
}

/// One place where a pattern matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// The place: byte offsets.
    pub range: Range<u32>,
    /// What the metavariables stand for there.
    pub environment: Environment,
}

/// How far below an expression another is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Depth {
    /// Wherever something is computed: `<... e ...>`.
    All,
    /// As far as a statement that is an expression goes without saying.
    Statement,
}

/// What is called for each way to match.
type Then<'f> = &'f mut dyn FnMut(&mut Environment);

/// A pattern over the code of one file.
struct Matcher<'m> {
    pattern: &'m Tree,
    symbols: &'m Symbols,
    code: Code<'m>,
    options: &'m Options,
    steps: &'m Cell<usize>,
    /// The nodes in which all names of a root stand, by the root, as far as that is known.
    holders: Vec<(NodeId, Vec<NodeId>)>,
    reach: Reach,
}

/// How far a row that ends with `...` goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// To each statement that follows, once.
    Each,
    /// To the last one.
    Last,
}

/// All places where a pattern matches; none more once `steps` are used up.
pub fn matches(
    pattern: &Pattern,
    symbols: &Symbols,
    code: Code<'_>,
    options: &Options,
    steps: &Cell<usize>,
) -> Vec<Match> {
    matches_reaching(pattern, symbols, code, options, steps, Reach::Each)
}

/// The same, where rows go so far.
pub(crate) fn matches_reaching(
    pattern: &Pattern,
    symbols: &Symbols,
    code: Code<'_>,
    options: &Options,
    steps: &Cell<usize>,
    reach: Reach,
) -> Vec<Match> {
    // A name may stand for code that is written elsewhere under symbolic propagation.
    let roots = pattern.roots.iter().zip(&pattern.names).filter(|_| !options.symbolic_propagation);
    let holders = roots.filter_map(|(root, names)| Some((*root, code.names.nodes_with(code.tree, names)?)));
    let holders: Vec<_> = holders.collect();
    if holders.iter().any(|(_, nodes)| nodes.is_empty()) {
        return Vec::new();
    }
    let matcher = Matcher { pattern: &pattern.tree, symbols, code, options, steps, holders, reach };
    let mut found = Vec::new();
    match pattern.roots.as_slice() {
        roots if matcher.is_one_import(roots) => matcher.import_lists(roots, &mut found),
        [root] => matcher.extent(pattern.extent, *root, &mut found),
        roots => matcher.sequences(roots, &mut found),
    }
    found
}

impl<'m> Matcher<'m> {
    fn extent(&self, extent: Extent, root: NodeId, found: &mut Vec<Match>) {
        let kind = self.pattern.kind(root);
        match extent {
            Extent::Statement if is_expression_kind(kind) => self.whole_statements(root, found),
            Extent::Condition => self.parts_of(Kind::If, 0, root, found),
            Extent::Body => self.parts_of(Kind::Try, 0, root, found),
            Extent::Finally => self.parts_of(Kind::Try, 3, root, found),
            Extent::Whole | Extent::Statement if kind != Kind::Ellipsis => self.everywhere(root, found),
            Extent::Whole | Extent::Statement => self.sequences(&[root], found),
        }
    }

    /// Compares a root with the parts at one place of all statements of a kind. Such a match begins where the statement
    /// does, but for the part that stands last.
    fn parts_of(&self, kind: Kind, place: usize, root: NodeId, found: &mut Vec<Match>) {
        for node in self.code.tree.nodes().filter(|node| node.kind() == kind) {
            let Some(part) = node.child(place).filter(|part| part.is_present()) else { continue };
            let start = if place == 0 { node.range().start } else { part.range().start };
            let range = start..part.range().end;
            self.node(root, part.id(), &mut Environment::default(), &mut |environment| {
                add(found, Match { range: range.clone(), environment: environment.clone() });
            });
        }
    }

    /// Compares a single root with every node.
    fn everywhere(&self, root: NodeId, found: &mut Vec<Match>) {
        // A metavariable alone is an expression.
        let is_hole = matches!(self.pattern.kind(root), Kind::Metavariable | Kind::TypedMetavariable | Kind::Deep);
        let is_part = |kind: Kind| kind == Kind::Pair && self.code.tree.language().is_script();
        // A variable that gets a value is assigned to, which is an expression.
        let is_deep = self.pattern.kind(root) == Kind::Deep && self.options.vardef_assign && !self.is_csharp();
        let fits = |kind: Kind| {
            !is_hole || (is_expression_kind(kind) && !is_part(kind)) || (is_deep && kind == Kind::Variable)
        };
        for node in self.candidates(root).filter(|node| fits(node.kind())) {
            if !self.may_match(root, node.kind()) || !self.is_candidate(node.id()) {
                continue;
            }
            let range = node.range();
            self.node(root, node.id(), &mut Environment::default(), &mut |environment| {
                add(found, Match { range: range.clone(), environment: environment.clone() });
            });
        }
    }

    /// The nodes that may match a root: those in which its names stand, or all.
    fn candidates(&self, root: NodeId) -> Box<dyn Iterator<Item = tree::Node<'m>> + '_> {
        match self.holders.iter().find(|(own, _)| *own == root) {
            Some((_, nodes)) => Box::new(nodes.iter().map(|node| self.code.tree.node(*node))),
            None => Box::new(self.code.tree.nodes()),
        }
    }

    /// Whether the names of a root stand in a node, as far as that is known.
    fn may_hold(&self, root: NodeId, t: NodeId) -> bool {
        let known = self.holders.iter().find(|(own, _)| *own == root);
        known.is_none_or(|(_, nodes)| nodes.binary_search(&t).is_ok())
    }

    /// Whether the names of a root stand in some node from this one on.
    fn may_follow(&self, root: NodeId, t: NodeId) -> bool {
        let known = self.holders.iter().find(|(own, _)| *own == root);
        known.is_none_or(|(_, nodes)| nodes.last().is_some_and(|last| *last >= t))
    }

    /// Whether a pattern of one kind can match a node of another at all.
    fn may_match(&self, p: NodeId, node: Kind) -> bool {
        let pattern = self.pattern.kind(p);
        match pattern {
            _ if pattern == node => true,
            // `f(). ...` is also `f()`.
            Kind::Member if self.is_chain(p) => matches!(node, Kind::Name | Kind::Call | Kind::Index | Kind::New),
            _ if pattern.is_hole() => !is_only_part(node),
            Kind::Name | Kind::Member => {
                matches!(node, Kind::Name | Kind::Member) || (node == Kind::Generic && self.is_csharp())
            }
            Kind::Assign | Kind::Import => node == Kind::Variable,
            Kind::Call => node == Kind::Decorator || (matches!(node, Kind::Name | Kind::Index) && self.is_ruby()),
            Kind::Return => self.is_ruby(),
            Kind::FunctionDef => matches!(node, Kind::Variable | Kind::Lambda | Kind::Pair),
            Kind::Str | Kind::Int | Kind::Float | Kind::Bool => {
                matches!(node, Kind::Name | Kind::Binary | Kind::Template | Kind::Conditional | Kind::Int | Kind::Float)
            }
            Kind::Regex => node == Kind::Template,
            Kind::For => node == Kind::ForEach,
            Kind::Set | Kind::List => matches!(node, Kind::Dict | Kind::Comprehension),
            _ => false,
        }
    }

    /// Whether a node is code by itself: an expression or a statement.
    fn is_candidate(&self, node: NodeId) -> bool {
        match self.code.tree.kind(node) {
            Kind::Name | Kind::Member | Kind::Generic if self.is_csharp() && is_type(self.code.tree, node) => false,
            Kind::Name | Kind::Member if self.code.tree.language() == Language::Java && self.is_constructed(node) => {
                false
            }
            Kind::Name | Kind::Str => is_expression(self.code.tree, node),
            Kind::Variable => !self.is_csharp() || !csharp::is_matched_variable(self.code.tree, node),
            Kind::Lambda => self.member_of(node).is_none(),
            _ => true,
        }
    }

    /// Whether a node says what is constructed.
    fn is_constructed(&self, node: NodeId) -> bool {
        let parent = self.code.tree.parent(node);
        parent.is_some_and(|parent| self.code.tree.kind(parent) == Kind::New && node.0 == parent.0 + 1)
    }

    /// Uses up one step; says whether there was one left.
    fn step(&self) -> bool {
        let left = self.steps.get();
        self.steps.set(left.saturating_sub(1));
        left > 0
    }

    /// Compares a node of the pattern with a node of the code.
    fn node(&self, p: NodeId, t: NodeId, environment: &mut Environment, then: Then<'_>) {
        if !self.step() {
            return;
        }
        let kind = self.pattern.kind(p);
        if self.code.tree.kind(t) == Kind::Cast && kind != Kind::Cast && !kind.is_hole() && self.is_transparent() {
            let value = self.code.tree.children(t).nth(1);
            return value.into_iter().for_each(|value| self.node(p, value.id(), environment, then));
        }
        match kind {
            Kind::Metavariable => self.metavariable(p, t, environment, then),
            Kind::Ellipsis | Kind::MetavariableEllipsis => self.anything(p, t, environment, then),
            // What is given by name is another argument.
            Kind::Deep if self.code.tree.kind(t) == Kind::Keyword => {}
            Kind::Deep => self.deep(self.first(p), t, Depth::All, environment, then),
            Kind::TypedMetavariable => self.typed(p, t, environment, then),
            Kind::Absent => {
                if self.code.tree.kind(t) == Kind::Absent {
                    then(environment);
                }
            }
            Kind::Name if self.is_empty_call(t) => self.node(p, self.first(t), environment, then),
            Kind::Name => self.name(p, t, environment, then),
            Kind::Member => self.member(p, t, environment, then),
            kind if kind.is_literal() => self.literal(p, t, environment, then),
            _ => self.structure(p, t, environment, then),
        }
    }

    /// Whether a value stays what it is where its type is said; the conversions of Go are calls.
    fn is_transparent(&self) -> bool {
        self.code.tree.language() != Language::Go
    }

    /// `$X`: binds what stands here, or compares it with what it is bound to.
    fn metavariable(&self, p: NodeId, t: NodeId, environment: &mut Environment, then: Then<'_>) {
        if is_only_part(self.code.tree.kind(t)) {
            return;
        }
        self.bind(p, Bound::Node(t), environment, then);
        if let Some(value) = self.symbolic_value(t) {
            self.bind(p, Bound::Node(value), environment, then);
        }
    }

    /// Binds the metavariable of a pattern's node; `$_` stands for something else each time.
    fn bind(&self, p: NodeId, bound: Bound, environment: &mut Environment, then: Then<'_>) {
        self.bind_name(self.pattern.symbol(p), bound, environment, then);
    }

    /// Binds a metavariable by its name.
    fn bind_name(&self, name: Symbol, bound: Bound, environment: &mut Environment, then: Then<'_>) {
        if self.symbols.text(name) == "$_" {
            return then(environment);
        }
        match environment.get(name) {
            Some(before) => {
                if self.code.same(before, &bound) {
                    then(environment);
                }
            }
            None => {
                environment.push(name, bound);
                then(environment);
                environment.pop();
            }
        }
    }

    /// `...` in the place of one part: whatever stands there, or nothing.
    fn anything(&self, p: NodeId, t: NodeId, environment: &mut Environment, then: Then<'_>) {
        match self.pattern.kind(p) {
            Kind::MetavariableEllipsis => self.bind(p, Bound::Node(t), environment, then),
            _ => then(environment),
        }
    }

    /// The node or one below it, but not what the functions in it do.
    fn deep(&self, p: NodeId, t: NodeId, depth: Depth, environment: &mut Environment, then: Then<'_>) {
        let tree = self.code.tree;
        let mut next = t;
        while next < tree.end(t) {
            let inner = next;
            if (tree.kind(inner) == Kind::Block && !self.is_entered(inner)) || self.is_constructed(inner) {
                next = tree.end(inner);
                continue;
            }
            let is_open = depth == Depth::All || self.is_open(inner);
            next = if is_open { NodeId(next.0 + 1) } else { tree.end(inner) };
            if self.may_match(p, tree.kind(inner)) && self.is_candidate(inner) {
                self.node(p, inner, environment, then);
            }
            if let Some(value) = self.symbolic_value(inner).filter(|_| depth == Depth::All && self.step()) {
                self.deep(p, value, depth, environment, then);
            }
        }
    }

    /// Whether a statement is also taken for what stands inside of this expression of it.
    fn is_open(&self, node: NodeId) -> bool {
        match self.code.tree.kind(node) {
            Kind::Conditional | Kind::New | Kind::Index | Kind::Comprehension | Kind::Lambda | Kind::Element => false,
            Kind::Tuple => !self.code.tree.language().is_script(),
            _ => true,
        }
    }

    /// Whether a block is what an expression function gives. Those of JavaScript return it, which is another statement.
    fn is_entered(&self, block: NodeId) -> bool {
        let body = self.code.tree.node(block).child(0);
        !self.code.tree.language().is_script()
            && body.is_some_and(|body| body.kind() == Kind::Return && body.text() == "implicit")
    }

    /// The first child of a pattern's node.
    fn first(&self, p: NodeId) -> NodeId {
        NodeId(p.0 + 1)
    }

    fn pattern_children(&self, p: NodeId) -> Vec<NodeId> {
        self.pattern.children(p).map(|node| node.id()).collect()
    }

    fn code_children(&self, t: NodeId) -> Vec<NodeId> {
        self.code.tree.children(t).map(|node| node.id()).collect()
    }
}

/// Whether a node is no expression or statement by itself, but a part of one.
fn is_only_part(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Absent
            | Kind::Args
            | Kind::Params
            | Kind::TypeParams
            | Kind::TypeArgs
            | Kind::Bases
            | Kind::Attributes
            | Kind::Cases
            | Kind::Patterns
            | Kind::Catches
            | Kind::Items
            | Kind::Path
            | Kind::Module
            | Kind::Keyword
            | Kind::Block
    )
}

/// Adds a match that is not there yet.
fn add(found: &mut Vec<Match>, new: Match) {
    let same = |other: &Match| other.range == new.range && other.environment == new.environment;
    if !found.iter().rev().take(16).any(same) {
        found.push(new);
    }
}

/// Whether a node matches a pattern of one root.
pub(crate) fn is_like(pattern: &Pattern, symbols: &Symbols, code: Code<'_>, steps: &Cell<usize>, node: NodeId) -> bool {
    let options = &Options::default();
    let holders = Vec::new();
    let matcher = Matcher { pattern: &pattern.tree, symbols, code, options, steps, holders, reach: Reach::Last };
    let mut fits = false;
    for root in &pattern.roots {
        matcher.node(*root, node, &mut Environment::default(), &mut |_| fits = true);
    }
    fits
}

/// Whether the type that is known of an expression matches a pattern.
pub(crate) fn has_type(
    pattern: &Pattern,
    root: NodeId,
    symbols: &Symbols,
    code: Code<'_>,
    options: &Options,
    steps: &Cell<usize>,
    node: NodeId,
) -> bool {
    let holders = Vec::new();
    let matcher = Matcher { pattern: &pattern.tree, symbols, code, options, steps, holders, reach: Reach::Last };
    let mut fits = false;
    matcher.has_type(root, node, &mut Environment::default(), &mut |_| fits = true);
    fits
}
