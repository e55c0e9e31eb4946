//! What is peculiar to C#.

use tree::{Kind, Language, Node, NodeId, Tree};

use super::{Matcher, Then};
use crate::environment::Environment;

/// What the lowering calls the block that a statement without braces stands for.
const SINGLE: &str = "single";

impl Matcher<'_> {
    pub(super) fn is_csharp(&self) -> bool {
        self.code.tree.language() == Language::CSharp
    }

    /// Whether a part is never left out: a value, a body, what is done at last.
    pub(super) fn must_stand(&self, kind: Kind, place: usize) -> bool {
        let is_part =
            matches!((kind, place), (Kind::Variable | Kind::Try, 3) | (Kind::FunctionDef, 5) | (Kind::Package, 1));
        is_part && self.is_csharp()
    }

    /// What a class extends, in order; further ones may follow.
    pub(super) fn first_bases(&self, p: NodeId, t: NodeId, environment: &mut Environment, then: Then<'_>) {
        let (mut ps, ts) = (self.pattern_children(p), self.code_children(t));
        ps.retain(|p| self.pattern.kind(*p) != Kind::Ellipsis);
        if let Some(first) = ts.get(..ps.len()) {
            self.list(&ps, first, environment, then);
        }
    }

    /// Whether a block of the pattern may be one of the code: with and without braces they are different statements, but for
    /// the ways of an `if`. A hole without braces is any block.
    pub(super) fn may_be_block(&self, p: NodeId, t: NodeId) -> bool {
        let is_single = self.symbols.text(self.pattern.symbol(p)) == SINGLE;
        let found_single = self.code.tree.node(t).text() == SINGLE;
        let is_way = self.code.tree.node(t).parent().is_some_and(|parent| parent.kind() == Kind::If);
        match (is_single, found_single) {
            (true, false) => self.is_hole_alone(p) || (is_way && self.code.tree.node(t).children().count() == 1),
            (false, true) => is_way && !self.has_more_than_gap(p),
            (false, false) => !self.is_metavariable_alone(p) || self.code.tree.node(t).children().count() == 1,
            (true, true) => true,
        }
    }

    fn is_hole_alone(&self, block: NodeId) -> bool {
        let mut inner = self.pattern.children(block);
        inner.next().is_some_and(|only| only.kind().is_hole()) && inner.next().is_none()
    }

    /// Whether a block of the pattern has a `...` and other statements.
    pub(super) fn has_more_than_gap(&self, block: NodeId) -> bool {
        let mut inner = self.pattern.children(block);
        inner.clone().count() > 1 && inner.any(|part| part.kind() == Kind::Ellipsis)
    }

    /// Whether what holds statements is no row of them: a single one without braces, or members with others between.
    pub(super) fn is_no_row(&self, block: Node<'_>, roots: &[NodeId]) -> bool {
        let around = block.parent().map(|around| around.kind());
        let is_single_case = around == Some(Kind::Case) && block.children().count() == 1;
        block.text() == SINGLE
            || is_single_case
            || (around == Some(Kind::ClassDef) && roots.iter().any(|root| self.pattern.kind(*root) == Kind::Ellipsis))
    }

    /// Whether an expression is a statement although it stands in no block.
    pub(super) fn is_bare_statement(&self, node: Node<'_>) -> bool {
        let Some(parent) = node.parent().filter(|_| self.is_csharp()) else { return false };
        matches!(parent.kind(), Kind::Items | Kind::Label) || self.is_body(node.id())
    }

    /// Whether a node is the body of a function.
    pub(super) fn is_body(&self, t: NodeId) -> bool {
        let function = self.code.tree.node(t).parent().filter(|function| function.kind() == Kind::FunctionDef);
        function.and_then(|function| function.child(5)).is_some_and(|body| body.id() == t)
    }
}

/// Whether a variable is only what a loop or a comparison gives a name to.
pub(super) fn is_matched_variable(tree: &Tree, node: NodeId) -> bool {
    let around = tree.parent(node);
    around.is_some_and(|around| match tree.kind(around) {
        Kind::For | Kind::ForEach | Kind::Binary | Kind::Patterns | Kind::Other => true,
        Kind::Tuple => tree.parent(around).is_some_and(|outer| tree.kind(outer) == Kind::For),
        _ => false,
    })
}
