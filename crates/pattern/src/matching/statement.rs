//! Statements in a row.

use tree::{Kind, NodeId};

use super::{Match, Matcher, Then, add};
use crate::environment::{Bound, Environment};

/// What is called for each way to match a row: with how many statements of the code it took.
type ThenAt<'f> = &'f mut dyn FnMut(&mut Environment, Option<NodeId>);

impl Matcher<'_> {
    /// All places where several statements follow each other.
    pub(super) fn sequences(&self, roots: &[NodeId], found: &mut Vec<Match>) {
        for block in self.code.tree.nodes().filter(|node| node.kind().is_block()) {
            let statements = self.code_children(block.id());
            for start in 0..statements.len() {
                let ts = statements.get(start..).unwrap_or_default();
                let Some(first) = ts.first() else { continue };
                let begin = self.code.tree.range(*first).start;
                self.row(roots, ts, true, &mut Environment::default(), &mut |environment, last| {
                    let end = last.map_or(begin, |last| self.code.tree.range(last).end);
                    add(found, Match { range: begin..end, environment: environment.clone() });
                });
                if self.starts_with_gap(roots) {
                    break;
                }
            }
        }
    }

    fn starts_with_gap(&self, roots: &[NodeId]) -> bool {
        roots.first().is_some_and(|first| self.pattern.kind(*first) == Kind::Ellipsis)
    }

    /// The statements of a block of the pattern against those of a block of the code.
    pub(super) fn block(&self, p: NodeId, t: NodeId, environment: &mut Environment, then: Then<'_>) {
        let (ps, ts) = (self.pattern_children(p), self.code_children(t));
        if let &[only] = ps.as_slice()
            && self.pattern.kind(only) == Kind::Metavariable
            && ts.len() > 1
        {
            return self.bind(only, Bound::Node(t), environment, then);
        }
        self.row(&ps, &ts, true, environment, &mut |environment, _| then(environment));
    }

    /// The statements of a block of the pattern against a single one that stands without a block.
    pub(super) fn block_of_one(&self, p: NodeId, t: NodeId, environment: &mut Environment, then: Then<'_>) {
        self.row(&self.pattern_children(p), &[t], true, environment, &mut |environment, _| then(environment));
    }

    /// Statements against statements; where that fails and the pattern has a `...`, against those inside of them as well.
    fn row(&self, ps: &[NodeId], ts: &[NodeId], more: bool, environment: &mut Environment, then: ThenAt<'_>) {
        if !self.begins(ps, ts, environment) {
            return;
        }
        let mut matched = false;
        self.statements(ps, ts, more, None, environment, &mut |environment, last| {
            matched = true;
            then(environment, last);
        });
        let has_gap = ps.iter().any(|p| self.pattern.kind(*p) == Kind::Ellipsis);
        if matched || !self.options.go_deeper_stmt || !has_gap || ps.len() < 2 {
            return;
        }
        let flat = self.flattened(ts);
        if flat.len() > ts.len() {
            self.statements(ps, &flat, more, None, environment, then);
        }
    }

    /// Whether the first statement of the pattern is that of the code; nearly everywhere it is not, and then nothing below
    /// helps.
    fn begins(&self, ps: &[NodeId], ts: &[NodeId], environment: &mut Environment) -> bool {
        let (Some(p), Some(t)) = (ps.first(), ts.first()) else { return true };
        let mut begins = self.pattern.kind(*p) == Kind::Ellipsis;
        if !begins {
            self.one_statement(*p, *t, environment, &mut |_| begins = true);
        }
        begins
    }

    /// Statements in order; `more` allows further ones of the code at the end.
    fn statements(
        &self,
        ps: &[NodeId],
        ts: &[NodeId],
        more: bool,
        last: Option<NodeId>,
        environment: &mut Environment,
        then: ThenAt<'_>,
    ) {
        if !self.step() {
            return;
        }
        let Some((p, rest)) = ps.split_first() else {
            if more || ts.is_empty() {
                then(environment, last);
            }
            return;
        };
        if self.pattern.kind(*p) == Kind::Ellipsis {
            if rest.is_empty() {
                return then(environment, ts.last().copied().or(last));
            }
            for skipped in 0..=ts.len() {
                self.statements(rest, ts.get(skipped..).unwrap_or_default(), more, last, environment, then);
            }
            return;
        }
        let Some((t, after)) = ts.split_first() else { return };
        self.one_statement(*p, *t, environment, &mut |environment| {
            self.statements(rest, after, more, Some(*t), environment, then);
        });
    }

    /// A statement; one that is an expression also matches inside the expression of a statement.
    fn one_statement(&self, p: NodeId, t: NodeId, environment: &mut Environment, then: Then<'_>) {
        let kind = self.pattern.kind(p);
        let goes_deep = is_expression_kind(kind) && !kind.is_hole() && self.options.implicit_deep_exprstmt;
        match self.code.tree.kind(t) {
            _ if !goes_deep => self.node(p, t, environment, then),
            Kind::Return | Kind::Variable => self.deep(p, t, environment, then),
            inner if is_expression_kind(inner) => self.deep(p, t, environment, then),
            _ => self.node(p, t, environment, then),
        }
    }

    /// The statements with those inside of them, in the order of the text.
    fn flattened(&self, ts: &[NodeId]) -> Vec<NodeId> {
        let tree = self.code.tree;
        let mut flat = Vec::new();
        for t in ts {
            flat.push(*t);
            for next in (t.0 + 1..tree.end(*t).0).map(NodeId) {
                if tree.parent(next).is_some_and(|parent| tree.kind(parent) == Kind::Block) {
                    flat.push(next);
                }
            }
        }
        flat
    }
}

/// Whether a node of this kind is an expression.
pub(super) fn is_expression_kind(kind: Kind) -> bool {
    kind >= Kind::Name && kind < Kind::FunctionDef || kind == Kind::Element || kind.is_hole()
}
