//! Taint through statements.

use tree::{Kind, Language, NodeId, Symbol};

use super::Walk;
use super::place::Place;
use super::state::{State, Taints};

/// Statements nested deeper are not followed.
const DEEPEST: usize = 150;
/// How often a loop is followed at most.
const ROUNDS: usize = 4;

/// Whether the code after a statement is reached from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flow {
    Falls,
    Ends,
}

impl Walk<'_> {
    /// A state of its own for a way that the code may take; it costs steps by what it holds.
    pub(super) fn split(&self, state: &State) -> State {
        self.run.spend(state.len() / 4);
        state.clone()
    }

    pub(super) fn statement(&mut self, node: NodeId, state: &mut State, depth: usize) -> Flow {
        if !self.run.spend(1) {
            return Flow::Falls;
        }
        if depth > DEEPEST {
            let range = self.tree.range(node);
            if self.marks.meets(&range) || !state.is_clean() {
                self.run.stop_at(&range);
            }
            return Flow::Falls;
        }
        match self.tree.kind(node) {
            Kind::Module | Kind::Block => return self.block(node, state, depth),
            Kind::If => return self.branches(node, state, depth),
            Kind::While | Kind::For | Kind::DoWhile => self.repeated(node, None, state, depth),
            Kind::ForEach => self.for_each(node, state, depth),
            Kind::Switch => return self.cases(node, state, depth),
            Kind::Try => return self.attempt(node, state, depth),
            Kind::With => return self.with(node, state, depth),
            Kind::Package => return self.parts(node, state, depth),
            Kind::ClassDef => _ = self.parts(node, state, depth),
            Kind::FunctionDef => self.definition(node, state, depth),
            Kind::Return | Kind::Throw => {
                self.expression(node, state, depth);
                return Flow::Ends;
            }
            kind @ (Kind::Break | Kind::Continue) => {
                self.jumps.leave(kind, self.label(node), state);
                return Flow::Ends;
            }
            Kind::Label => return self.with_label(node, state, depth),
            _ => _ = self.expression(node, state, depth),
        }
        Flow::Falls
    }

    pub(super) fn children(&self, node: NodeId) -> Vec<NodeId> {
        self.tree.children(node).map(|child| child.id()).collect()
    }

    fn block(&mut self, node: NodeId, state: &mut State, depth: usize) -> Flow {
        let mut flow = Flow::Falls;
        for statement in self.children(node) {
            if self.statement(statement, state, depth + 1) == Flow::Ends {
                // What follows is not reached.
                flow = Flow::Ends;
                break;
            }
        }
        flow
    }

    fn parts(&mut self, node: NodeId, state: &mut State, depth: usize) -> Flow {
        let mut flow = Flow::Falls;
        for part in self.children(node) {
            flow = self.statement(part, state, depth + 1);
        }
        flow
    }

    /// What stands around a function's body; the body is followed by itself.
    fn definition(&mut self, node: NodeId, state: &mut State, depth: usize) {
        for part in self.children(node).into_iter().take(5) {
            if self.tree.kind(part) != Kind::Block {
                self.expression(part, state, depth);
            }
        }
    }

    /// A function by itself: what its parameters are marked with, and then its body.
    pub(super) fn function(&mut self, node: NodeId, state: &mut State, depth: usize) {
        // A body may be an expression.
        let body = if self.tree.kind(node) == Kind::Lambda { 3 } else { 5 };
        // What it throws is caught where it is called, if at all.
        let failures = std::mem::take(&mut self.failures);
        for (place, part) in self.children(node).into_iter().enumerate() {
            match self.tree.kind(part) {
                Kind::Params => {
                    for param in self.children(part) {
                        self.param(param, state);
                    }
                }
                Kind::Block => _ = self.statement(part, state, depth + 1),
                _ if place == body => _ = self.expression(part, state, depth + 1),
                _ => {}
            }
        }
        self.failures = failures;
    }

    fn param(&mut self, node: NodeId, state: &mut State) {
        let Some(target) = self.tree.node(node).child(1) else { return };
        let mut taints = self.sourced(&target.range(), &Taints::new());
        taints.extend(self.exactly_sourced(&self.tree.range(node)));
        self.carry_here(&target.range(), &mut taints);
        if let Some(default) = self.tree.node(node).child(3) {
            taints.extend(self.expression(default.id(), state, 0));
        }
        self.assign(target.id(), None, &taints, state, 0);
        // What is taken out of a parameter may be a source of its own.
        let parts = (target.id().0 + 1..self.tree.end(target.id()).0).map(NodeId);
        for name in parts.filter(|part| self.tree.kind(*part) == Kind::Name) {
            let own = self.exactly_sourced(&self.tree.range(name));
            if !own.is_empty() {
                self.assign(name, None, &own, state, 0);
            }
        }
    }

    fn branches(&mut self, node: NodeId, state: &mut State, depth: usize) -> Flow {
        let parts = self.children(node);
        let Some((condition, ways)) = parts.split_first() else { return Flow::Falls };
        self.expression(*condition, state, depth);
        let ways = ways.iter().map(|way| {
            let mut own = self.split(state);
            let flow = self.statement(*way, &mut own, depth + 1);
            (flow, own)
        });
        let ways: Vec<_> = ways.collect();
        join(ways, state)
    }

    /// The label that a jump names.
    fn label(&self, node: NodeId) -> Option<Symbol> {
        self.tree.node(node).child(0).filter(|label| label.is_present()).map(|label| label.symbol())
    }

    fn with_label(&mut self, node: NodeId, state: &mut State, depth: usize) -> Flow {
        self.jumps.name(Some(self.tree.symbol(node)));
        let flow = self.parts(node, state, depth);
        self.jumps.name(None);
        flow
    }

    fn repeated(&mut self, node: NodeId, target: Option<(NodeId, Taints)>, state: &mut State, depth: usize) {
        self.jumps.enter(Kind::Continue);
        for _ in 0..ROUNDS {
            let mut own = self.split(state);
            if let Some((target, taints)) = &target {
                self.assign(*target, None, taints, &mut own, depth);
            }
            let skipped = if target.is_some() { 2 } else { 0 };
            for part in self.children(node).into_iter().skip(skipped) {
                self.statement(part, &mut own, depth + 1);
            }
            own.join(state);
            self.jumps.continued(&mut own);
            if own == *state {
                break;
            }
            *state = own;
        }
        self.jumps.exit(state);
    }

    fn for_each(&mut self, node: NodeId, state: &mut State, depth: usize) {
        let parts = self.children(node);
        let (Some(target), Some(values)) = (parts.first(), parts.get(1)) else { return };
        let mut taints = self.expression(*values, state, depth);
        // Nor are the parts of what a loop of JavaScript takes apart.
        let taken = self.tree.node(*target);
        let taken = if taken.kind() == Kind::Variable { taken.child(1).unwrap_or(taken) } else { taken };
        if self.tree.language().is_script() && taken.kind() != Kind::Name {
            taints.clear();
        }
        self.repeated(node, Some((*target, taints)), state, depth);
    }

    fn cases(&mut self, node: NodeId, state: &mut State, depth: usize) -> Flow {
        let parts = self.children(node);
        let (Some(subject), Some(cases)) = (parts.first(), parts.get(1)) else { return Flow::Falls };
        let taints = self.expression(*subject, state, depth);
        let before = state.clone();
        let mut has_default = false;
        let mut fallen: Option<State> = None;
        let mut ways = Vec::new();
        self.jumps.enter(Kind::Break);
        for case in self.children(*cases) {
            let mut own = self.split(&before);
            if let Some(fallen) = fallen.take() {
                own.join(&fallen);
            }
            let mut flow = Flow::Falls;
            for part in self.children(case) {
                if self.tree.kind(part) == Kind::Patterns {
                    has_default |= self.children(part).is_empty();
                    // Only the patterns of Python take a value apart.
                    let is_taken = self.tree.language() == Language::Python;
                    for pattern in self.children(part).into_iter().filter(|_| is_taken) {
                        self.assign(pattern, None, &taints, &mut own, depth);
                    }
                } else {
                    flow = self.statement(part, &mut own, depth + 1);
                }
            }
            if flow == Flow::Falls && self.tree.language().cases_fall_through() {
                fallen = Some(own);
            } else {
                ways.push((flow, own));
            }
        }
        ways.extend(fallen.map(|own| (Flow::Falls, own)));
        if !has_default {
            ways.push((Flow::Falls, before));
        }
        let flow = join(ways, state);
        self.jumps.exit_switch(flow, state)
    }

    /// What is caught is what held at a call or where something was thrown. What is done at last is always reached then.
    fn attempt(&mut self, node: NodeId, state: &mut State, depth: usize) -> Flow {
        let parts = self.children(node);
        let finally = parts.get(3).copied().filter(|part| self.tree.kind(*part) != Kind::Absent);
        let may_fail = parts.first().is_some_and(|body| self.may_fail(*body));
        self.failures.push(State::default());
        let mut body = self.split(state);
        let mut flow = parts.first().map_or(Flow::Falls, |part| self.statement(*part, &mut body, depth + 1));
        let failed = self.failures.pop().unwrap_or_default();
        if finally.is_some() {
            self.failures.push(failed.clone());
        } else if may_fail {
            self.fail(&failed);
        }
        if let Some(otherwise) = parts.get(2).filter(|_| flow == Flow::Falls) {
            flow = self.statement(*otherwise, &mut body, depth + 1);
        }
        let mut ways = vec![(flow, body)];
        let catches = parts.get(1).filter(|_| may_fail).map(|catches| self.children(*catches));
        for catch in catches.unwrap_or_default() {
            let mut own = self.split(&failed);
            let flow = self.parts(catch, &mut own, depth + 1);
            ways.push((flow, own));
        }
        let Some(finally) = finally else { return join(ways, state) };
        let failed = self.failures.pop().unwrap_or_default();
        let may_fail = parts.iter().take(3).any(|part| self.may_fail(*part));
        ways.extend(may_fail.then_some((Flow::Falls, failed)));
        if join(ways, state) == Flow::Ends {
            return Flow::Ends;
        }
        let flow = self.statement(finally, state, depth + 1);
        if may_fail && flow == Flow::Falls {
            self.fail(state);
        }
        flow
    }

    /// Notes what holds where something is thrown, or may be.
    pub(super) fn fail(&mut self, state: &State) {
        if let Some(failed) = self.failures.last_mut() {
            failed.join(state);
        }
    }

    /// Whether something may be thrown in a node.
    fn may_fail(&self, node: NodeId) -> bool {
        (node.0..self.tree.end(node).0).any(|inner| self.may_throw(NodeId(inner)))
    }

    fn with(&mut self, node: NodeId, state: &mut State, depth: usize) -> Flow {
        let parts = self.children(node);
        for item in parts.first().map(|items| self.children(*items)).unwrap_or_default() {
            self.expression(item, state, depth);
        }
        parts.get(1).map_or(Flow::Falls, |body| self.statement(*body, state, depth + 1))
    }

    /// Puts a value into a target; one that takes the value apart gets the parts that are known.
    pub(super) fn assign(
        &mut self,
        target: NodeId,
        value: Option<NodeId>,
        taints: &Taints,
        state: &mut State,
        depth: usize,
    ) {
        if depth > DEEPEST {
            return self.run.stop_at(&self.tree.range(target));
        }
        let kind = self.tree.kind(target);
        if let Some(place) = Place::of(self.tree, self.run.code().names, target) {
            let mut taints = taints.clone();
            taints.extend(self.exactly_sourced(&self.tree.range(target)));
            match value.filter(|_| !taints.is_empty()) {
                Some(value) if self.is_object(value) => self.assign_entries(&place, value, &taints, state, depth),
                Some(value) => self.assign_place(place, value, taints, state),
                None => state.set(place, taints),
            }
            return;
        }
        match kind {
            Kind::Tuple | Kind::List => {
                let targets = self.children(target);
                let values = value
                    .filter(|value| matches!(self.tree.kind(*value), Kind::Tuple | Kind::List))
                    .map(|value| self.children(value))
                    .filter(|values| values.len() == targets.len());
                for (place, target) in targets.into_iter().enumerate() {
                    let own = values.as_ref().and_then(|values| values.get(place).copied());
                    let taints = match own {
                        Some(own) => self.expression(own, state, depth + 1),
                        None => taints.clone(),
                    };
                    self.assign(target, own, &taints, state, depth + 1);
                }
            }
            Kind::Variable => {
                if let Some(inner) = self.tree.node(target).child(1) {
                    self.assign(inner.id(), value, taints, state, depth + 1);
                }
            }
            // What is left of a value that JavaScript takes apart is not followed.
            Kind::Spread if self.tree.language().is_script() => {}
            Kind::Dict => {
                for entry in self.children(target) {
                    let key = self.tree.node(entry).child(0).map(|key| key.id());
                    let own = key.and_then(|key| self.taken(value, key, taints, state));
                    self.assign(entry, None, own.as_ref().unwrap_or(taints), state, depth + 1);
                }
            }
            Kind::Spread | Kind::Pair | Kind::Assign => {
                let parts = self.children(target);
                let targets = match kind {
                    Kind::Pair => parts.get(1..).unwrap_or_default(),
                    Kind::Assign => parts.get(..1).unwrap_or_default(),
                    _ => parts.as_slice(),
                };
                for target in targets {
                    self.assign(*target, None, taints, state, depth + 1);
                }
            }
            _ => {}
        }
    }
}

/// What holds after the ways that fall through; whether there is one.
fn join(ways: Vec<(Flow, State)>, state: &mut State) -> Flow {
    let mut open = ways.into_iter().filter(|(flow, _)| *flow == Flow::Falls).map(|(_, state)| state);
    let Some(mut joined) = open.next() else { return Flow::Ends };
    for other in open {
        joined.join(&other);
    }
    *state = joined;
    Flow::Falls
}
