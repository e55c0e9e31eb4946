//! Statements in a row.

use std::ops::Range;

use tree::{Kind, NodeId};

use super::{Depth, Match, Matcher, Reach, Then, add};
use crate::environment::{Bound, Environment};

/// What is called for each way to match a row: with how many statements of the code it took.
type ThenAt<'f> = &'f mut dyn FnMut(&mut Environment, Option<NodeId>);

impl Matcher<'_> {
    /// All places where several statements follow each other.
    pub(super) fn sequences(&self, roots: &[NodeId], found: &mut Vec<Match>) {
        let is_row =
            |node: &tree::Node<'_>| node.kind().is_block() && !(self.is_csharp() && self.is_no_row(*node, roots));
        for block in self.code.tree.nodes().filter(is_row) {
            let statements = self.code_children(block.id());
            for start in 0..statements.len() {
                let ts = statements.get(start..).unwrap_or_default();
                let Some(first) = ts.first() else { continue };
                if !self.may_begin(roots, *first) || self.is_resource(*first) {
                    continue;
                }
                let begin = self.code.tree.range(*first).start;
                if let (Reach::Each, Some((gap, core))) = (self.reach, roots.split_last())
                    && self.pattern.kind(*gap) == Kind::Ellipsis
                    && !core.is_empty()
                {
                    self.row(core, ts, true, &mut Environment::default(), &mut |environment, last| {
                        let Some(last) = last else { return };
                        let after = ts.iter().position(|t| *t == last).and_then(|place| ts.get(place + 1..));
                        for end in [last].iter().chain(after.unwrap_or_default()) {
                            let range = self.with_semicolon(begin..self.end_of_row(ts, *end));
                            add(found, Match { range, environment: environment.clone() });
                        }
                    });
                    continue;
                }
                self.row(roots, ts, true, &mut Environment::default(), &mut |environment, last| {
                    let end = last.map_or(begin, |last| self.end_of_row(ts, last));
                    let range = self.with_semicolon(begin..end);
                    add(found, Match { range, environment: environment.clone() });
                });
                if self.starts_with_gap(roots) {
                    break;
                }
            }
        }
    }

    /// Where a row ends whose last statement is in one of these: with all that was passed over on the way.
    fn end_of_row(&self, ts: &[NodeId], last: NodeId) -> u32 {
        let around = ts.partition_point(|t| *t <= last).checked_sub(1).and_then(|place| ts.get(place));
        let end = self.code.tree.range(last).end;
        around.map_or(end, |around| self.code.tree.range(*around).end.max(end))
    }

    /// Whether a variable is what a `try` of Java opens: no statement of its body.
    fn is_resource(&self, t: NodeId) -> bool {
        self.code.tree.kind(t) == Kind::Variable && self.code.tree.node(t).text() == "try"
    }

    /// Whether a row may begin at a statement: the names of its first root stand in it, and those of the others follow.
    fn may_begin(&self, roots: &[NodeId], first: NodeId) -> bool {
        roots.iter().enumerate().all(|(place, root)| match place {
            0 if self.pattern.kind(*root) != Kind::Ellipsis => self.may_hold(*root, first),
            _ => self.may_follow(*root, first),
        })
    }

    /// All statements that hold an expression which is written as a statement.
    pub(super) fn whole_statements(&self, root: NodeId, found: &mut Vec<Match>) {
        let is_statement = |node: &tree::Node<'_>| {
            node.parent().is_some_and(|parent| parent.kind().is_block()) || self.is_bare_statement(*node)
        };
        for node in self.candidates(root).filter(is_statement) {
            if !is_expression_kind(node.kind()) && !matches!(node.kind(), Kind::Return | Kind::Variable) {
                continue;
            }
            let range = self.with_semicolon(node.range());
            self.one_statement(root, node.id(), &mut Environment::default(), &mut |environment| {
                add(found, Match { range: range.clone(), environment: environment.clone() });
            });
        }
    }

    /// A statement with the semicolon that ends it.
    fn with_semicolon(&self, range: Range<u32>) -> Range<u32> {
        let rest = self.code.text.get(range.end as usize..).unwrap_or_default();
        let blank = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let ends = rest.get(blank..).is_some_and(|rest| rest.starts_with(';'));
        range.start..if ends { range.end + blank as u32 + 1 } else { range.end }
    }

    fn starts_with_gap(&self, roots: &[NodeId]) -> bool {
        roots.first().is_some_and(|first| self.pattern.kind(*first) == Kind::Ellipsis)
    }

    /// The statements of a block of the pattern against those of a block of the code.
    pub(super) fn block(&self, p: NodeId, t: NodeId, environment: &mut Environment, then: Then<'_>) {
        if self.is_csharp() && !self.may_be_block(p, t) {
            return;
        }
        let (ps, mut ts) = (self.pattern_children(p), self.code_children(t));
        let opens = ps.first().is_some_and(|first| self.symbols.text(self.pattern.symbol(*first)) == "try");
        if !opens {
            ts.retain(|t| !self.is_resource(*t));
        }
        if ps.is_empty() {
            if ts.is_empty() {
                then(environment);
            }
            return;
        }
        if let &[only] = ps.as_slice()
            && self.pattern.kind(only) == Kind::Metavariable
            && (ts.len() > 1 || (ts.is_empty() && self.is_csharp()))
            && !(self.is_php() && self.pattern.range(p).start < self.pattern.range(only).start)
        {
            return self.bind(only, Bound::Node(t), environment, then);
        }
        self.row(&ps, &ts, false, environment, &mut |environment, _| then(environment));
    }

    /// The statements of a block of the pattern against a single one that stands without a block.
    pub(super) fn block_of_one(&self, p: NodeId, t: NodeId, environment: &mut Environment, then: Then<'_>) {
        self.row(&self.pattern_children(p), &[t], true, environment, &mut |environment, _| then(environment));
    }

    /// Statements against statements, and from the first `...` on also against those inside of them.
    fn row(&self, ps: &[NodeId], ts: &[NodeId], more: bool, environment: &mut Environment, then: ThenAt<'_>) {
        if self.begins(ps, ts, environment) {
            self.deeper(ps, ts, more, None, environment, then);
        }
    }

    fn deeper(
        &self,
        ps: &[NodeId],
        ts: &[NodeId],
        more: bool,
        last: Option<NodeId>,
        environment: &mut Environment,
        then: ThenAt<'_>,
    ) {
        let (Some((p, rest)), Some((t, after))) = (ps.split_first(), ts.split_first()) else {
            return self.statements(ps, ts, more, last, environment, then);
        };
        match self.pattern.kind(*p) {
            Kind::MetavariableEllipsis => self.statements(ps, ts, more, last, environment, then),
            Kind::Ellipsis => {
                // Once there is a `...`, further statements at the end are allowed too.
                self.statements(ps, ts, true, last, environment, then);
                if self.options.go_deeper_stmt && !rest.is_empty() {
                    let flat = self.flattened(ts);
                    if flat.len() > ts.len() {
                        self.statements(ps, &flat, true, last, environment, then);
                    }
                }
            }
            _ => self.one_statement(*p, *t, environment, &mut |environment| {
                self.deeper(rest, after, more, Some(*t), environment, then);
            }),
        }
    }

    /// Whether the first statement of the pattern is that of the code; nearly everywhere it is not, and then nothing below
    /// helps.
    fn begins(&self, ps: &[NodeId], ts: &[NodeId], environment: &mut Environment) -> bool {
        let (Some(p), Some(t)) = (ps.first(), ts.first()) else { return true };
        let mut begins = matches!(self.pattern.kind(*p), Kind::Ellipsis | Kind::MetavariableEllipsis);
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
            let may_hold = |skipped: &usize| match (rest.first(), ts.get(*skipped)) {
                (Some(next), Some(t)) => self.may_hold(*next, *t),
                _ => true,
            };
            for skipped in (0..=ts.len()).filter(may_hold) {
                self.statements(rest, ts.get(skipped..).unwrap_or_default(), more, last, environment, then);
            }
            return;
        }
        if self.pattern.kind(*p) == Kind::MetavariableEllipsis {
            for taken in 0..=ts.len() {
                let (own, after) = ts.split_at_checked(taken).unwrap_or_default();
                let last = own.last().copied().or(last);
                self.bind(*p, self.neighbours(own, after), environment, &mut |environment| {
                    self.statements(rest, after, more, last, environment, then);
                });
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
            Kind::Return | Kind::Variable => self.deep(p, t, Depth::All, environment, then),
            inner if is_expression_kind(inner) => self.deep(p, t, Depth::Statement, environment, then),
            _ => self.node(p, t, environment, then),
        }
    }

    /// The statements with those inside of them, in the order of the text.
    fn flattened(&self, ts: &[NodeId]) -> Vec<NodeId> {
        let tree = self.code.tree;
        let mut flat = Vec::new();
        for t in ts {
            flat.push(*t);
            if tree.kind(*t) == Kind::Package && self.is_csharp() {
                continue;
            }
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
pub(crate) fn is_expression_kind(kind: Kind) -> bool {
    kind >= Kind::Name && kind < Kind::FunctionDef || kind == Kind::Element || kind.is_hole()
}
