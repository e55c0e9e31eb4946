//! Constants carried from where they are assigned to where they are used.
//!
//! Flow-sensitive within a function, over the structure of the code: branches are joined, and what a loop assigns is
//! forgotten before it. A function sees what is bound once around it.

use super::evaluate::changed;
use super::{Constant, Value, evaluate};
use crate::kind::Kind;
use crate::language::Language;
use crate::names::given::only_site;
use crate::names::scopes::{class_of, own_field};
use crate::names::{BindingId, Names, is_expression, lies_in_function};
use crate::symbols::Symbol;
use crate::tree::{Node, NodeId, Tree};
use rustc_hash::{FxHashMap, FxHashSet};

/// Statements nested deeper are not followed.
const DEEPEST: usize = 150;

/// What variables hold at a point of the code.
type Held = FxHashMap<BindingId, Value>;

/// Fills what names hold where they are used.
pub(in crate::names) fn propagate(tree: &Tree, names: &mut Names) {
    let fields = (0..).zip(names.bindings.iter());
    let fields =
        fields.map(|(number, binding)| ((class_of(tree, binding.scope), binding.name), BindingId(number))).collect();
    let mut walk = Walk { tree, names, settled: FxHashMap::default(), fields, values: FxHashMap::default() };
    walk.settle();
    walk.statement(tree.root(), &mut Held::default(), 0);
    names.values = walk.values;
}

/// Whether the code after a statement is reached from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Flow {
    Falls,
    Ends,
}

struct Walk<'t> {
    tree: &'t Tree,
    names: &'t Names,
    /// What is bound once in the whole file, to a literal.
    settled: FxHashMap<BindingId, (NodeId, Constant)>,
    /// The bindings by their scope and name.
    fields: FxHashMap<(NodeId, Symbol), BindingId>,
    values: FxHashMap<NodeId, Value>,
}

impl<'t> Walk<'t> {
    fn settle(&mut self) {
        for (number, binding) in self.names.bindings.iter().enumerate() {
            let Some(site) = only_site(self.tree, binding) else { continue };
            if !self.is_kept(binding.scope, site) {
                continue;
            }
            let constant = self.assigned(site).and_then(|(target, value)| {
                let direct = target.kind() == Kind::Name || own_field(target).is_some();
                direct.then(|| evaluate(self.tree, value.id(), &|_| None)).flatten()
            });
            let site = &site.id();
            if let Some(constant) = constant {
                self.settled.insert(BindingId(number as u32), (*site, constant));
            }
        }
    }

    /// Whether nobody else changes what a site gives: public fields of Java are changed from anywhere, and those of C# that
    /// are not constant.
    fn is_kept(&self, scope: NodeId, site: Node<'t>) -> bool {
        let words: &[&str] = match self.tree.language() {
            Language::Java => &["final", "private"],
            Language::CSharp => &["const"],
            _ => return true,
        };
        let is_field = self.tree.kind(class_of(self.tree, scope)) == Kind::ClassDef && site.kind() == Kind::Variable;
        !is_field || has_modifier(site, words)
    }

    /// Whether a binding of C# is declared to be constant.
    fn is_constant(&self, binding: BindingId) -> bool {
        let sites = self.names.of(binding).map_or(&[][..], |binding| &binding.sites);
        sites.first().is_some_and(|site| has_modifier(self.tree.node(*site), &["const"]))
    }

    fn is_csharp(&self) -> bool {
        self.tree.language() == Language::CSharp
    }

    /// The target and the value of an assignment or a variable.
    fn assigned(&self, node: Node<'t>) -> Option<(Node<'t>, Node<'t>)> {
        let (target, value) = match node.kind() {
            Kind::Assign => (node.child(0)?, node.child(1)?),
            Kind::Variable => (node.child(1)?, node.child(3)?),
            Kind::WithItem => (node.child(1)?, node.child(0)?),
            _ => return None,
        };
        value.is_present().then_some((target, value))
    }

    fn statement(&mut self, node: Node<'t>, held: &mut Held, depth: usize) -> Flow {
        if depth > DEEPEST {
            self.forget(node, held);
            return Flow::Falls;
        }
        match node.kind() {
            Kind::Module | Kind::Block => return self.block(node, held, depth),
            Kind::Assign | Kind::Variable | Kind::WithItem => self.assignment(node, held, depth),
            Kind::If => return self.branches(node, held, depth),
            Kind::While | Kind::DoWhile | Kind::For | Kind::ForEach => self.repeated(node, held, depth),
            Kind::Switch => self.cases(node, held, depth),
            Kind::Try => self.attempt(node, held, depth),
            Kind::With | Kind::Items | Kind::Label | Kind::Package | Kind::ClassDef | Kind::Other => {
                let mut flow = Flow::Falls;
                for part in node.children() {
                    flow = self.statement(part, held, depth + 1);
                }
                self.forget_own(node, held);
                return if node.kind() == Kind::With { flow } else { Flow::Falls };
            }
            Kind::Return | Kind::Throw | Kind::Break | Kind::Continue => {
                self.expression(node, held, depth);
                return Flow::Ends;
            }
            _ => self.expression(node, held, depth),
        }
        Flow::Falls
    }

    fn block(&mut self, node: Node<'t>, held: &mut Held, depth: usize) -> Flow {
        let mut flow = Flow::Falls;
        for statement in node.children() {
            if self.statement(statement, held, depth + 1) == Flow::Ends {
                flow = Flow::Ends;
            }
        }
        flow
    }

    fn assignment(&mut self, node: Node<'t>, held: &mut Held, depth: usize) {
        self.expression(node, held, depth);
        let Some((target, value)) = self.assigned(node) else { return self.forget(node, held) };
        // `a = b = 1`: the value is what the innermost gives.
        let mut value = value;
        while let Some((_, inner)) = self.assigned(value) {
            value = inner;
        }
        let constant = evaluate(self.tree, value.id(), &|name| self.constant(name, held));
        self.forget(node, held);
        let Some(binding) = self.names.binding(target.id()).filter(|_| target.kind() == Kind::Name) else { return };
        held.insert(binding, constant.map_or(Value::Expression(value.id()), Value::Constant));
    }

    /// The constant that a name holds here.
    fn constant(&self, name: NodeId, held: &Held) -> Option<Constant> {
        match self.value(name, held)? {
            Value::Constant(constant) => Some(constant),
            Value::Expression(_) => None,
        }
    }

    fn value(&self, name: NodeId, held: &Held) -> Option<Value> {
        let binding = self.names.binding(name)?;
        let settled = || {
            let (site, constant) = self.settled.get(&binding)?;
            (*site < name && self.is_outer(binding, name)).then(|| Value::Constant(constant.clone()))
        };
        if self.is_csharp() && !self.is_constant(binding) {
            return held.get(&binding).cloned();
        }
        held.get(&binding).cloned().or_else(settled)
    }

    /// Whether a binding is of a scope around the function in which a name is used.
    fn is_outer(&self, binding: BindingId, name: NodeId) -> bool {
        self.names.of(binding).is_some_and(|binding| lies_in_function(self.tree, name, binding.scope))
    }

    fn branches(&mut self, node: Node<'t>, held: &mut Held, depth: usize) -> Flow {
        let mut parts = node.children();
        if let Some(condition) = parts.next() {
            match condition.kind() {
                Kind::Assign => self.assignment(condition, held, depth),
                _ => self.expression(condition, held, depth),
            }
        }
        let ways: Vec<_> = parts
            .map(|way| {
                let mut own = held.clone();
                let flow = self.statement(way, &mut own, depth + 1);
                (flow, own)
            })
            .collect();
        self.join(ways, held)
    }

    fn join(&self, ways: Vec<(Flow, Held)>, held: &mut Held) -> Flow {
        let mut open = ways.into_iter().filter(|(flow, _)| *flow == Flow::Falls).map(|(_, held)| held);
        let Some(mut joined) = open.next() else { return Flow::Ends };
        for other in open {
            joined = joined
                .into_iter()
                .filter_map(|(binding, value)| Some((binding, join(value, other.get(&binding)?)?)))
                .collect();
        }
        *held = joined;
        Flow::Falls
    }

    /// What comes round again is not followed by rules, but for what never changes.
    fn repeated(&mut self, node: Node<'t>, held: &mut Held, depth: usize) {
        self.forget(node, held);
        let mut inside = held.clone();
        let is_followed = ends_at_once(node) || (self.is_csharp() && node.kind() == Kind::DoWhile);
        if !is_followed {
            held.retain(|binding, _| self.never_changes(*binding));
        }
        if node.kind() != Kind::DoWhile {
            inside.clone_from(held);
        }
        for part in node.children() {
            self.statement(part, &mut inside, depth + 1);
        }
    }

    /// Whether a binding has one value for rules, wherever it is.
    fn never_changes(&self, binding: BindingId) -> bool {
        let Some(own) = self.names.of(binding) else { return false };
        let Some(site) = own.sites.first().map(|site| self.tree.node(*site)) else { return false };
        let is_only = own.sites.len() == 1;
        match self.tree.language() {
            Language::CSharp => self.is_constant(binding),
            Language::Java => has_modifier(site, &["final"]),
            Language::Go => site.text() == "const",
            Language::JavaScript | Language::TypeScript | Language::Tsx => is_only,
            Language::Python | Language::Ruby | Language::Php => is_only && own.scope == NodeId::ROOT,
        }
    }

    fn cases(&mut self, node: Node<'t>, held: &mut Held, depth: usize) {
        let mut parts = node.children();
        if let Some(subject) = parts.next() {
            self.expression(subject, held, depth);
        }
        let Some(cases) = parts.next() else { return };
        let before = held.clone();
        let mut ways = vec![(Flow::Falls, before.clone())];
        for case in cases.children() {
            let mut own = before.clone();
            for part in case.children() {
                self.statement(part, &mut own, depth + 2);
            }
            ways.push((Flow::Falls, own));
        }
        self.join(ways, held);
    }

    /// What the body assigns may or may not be there when an error is caught; a body that calls nothing has none.
    fn attempt(&mut self, node: Node<'t>, held: &mut Held, depth: usize) {
        let mut body = held.clone();
        let mut ways = Vec::new();
        let mut parts = node.children();
        let mut may_fail = true;
        if let Some(part) = parts.next() {
            let flow = self.statement(part, &mut body, depth + 1);
            self.forget(part, held);
            ways.push((flow, body));
            may_fail = self.may_fail(part);
        }
        if let Some(catches) = parts.next() {
            for catch in catches.children().filter(|_| may_fail) {
                let mut own = held.clone();
                self.forget_own(catch, &mut own);
                let mut flow = Flow::Falls;
                for part in catch.children() {
                    flow = self.statement(part, &mut own, depth + 2);
                }
                ways.push((flow, own));
            }
        }
        if let (Some(otherwise), Some((Flow::Falls, own))) = (parts.next(), ways.first_mut()) {
            self.statement(otherwise, own, depth + 1);
        }
        self.join(ways, held);
        if let Some(finally) = parts.next() {
            self.statement(finally, held, depth + 1);
        }
    }

    fn may_fail(&self, node: Node<'t>) -> bool {
        let kinds = (node.id().0..self.tree.end(node.id()).0).map(|id| self.tree.kind(NodeId(id)));
        kinds.into_iter().any(|kind| matches!(kind, Kind::Call | Kind::New | Kind::Throw | Kind::Await | Kind::Yield))
    }

    /// Notes what the names of an expression hold; functions in it are followed with what is settled around them.
    fn expression(&mut self, node: Node<'t>, held: &mut Held, depth: usize) {
        let mut next = node.id();
        while next < self.tree.end(node.id()) {
            let inner = self.tree.node(next);
            next = NodeId(next.0 + 1);
            match inner.kind() {
                Kind::Name if is_expression(self.tree, inner.id()) && !self.is_target(inner) => {
                    if let Some(value) = self.value(inner.id(), held) {
                        self.values.insert(inner.id(), value);
                    }
                }
                Kind::Member if matches!(self.tree.language(), Language::Java | Language::CSharp) => {
                    let field = own_field(inner).and_then(|field| self.fields.get(&field));
                    if let Some((_, constant)) = field.and_then(|field| self.settled.get(field)) {
                        self.values.insert(inner.id(), Value::Constant(constant.clone()));
                    }
                }
                Kind::Lambda | Kind::FunctionDef => {
                    self.function(inner, held, depth);
                    if self.is_csharp() || inner.kind() == Kind::Lambda {
                        self.forget(inner, held);
                    }
                    next = self.tree.end(inner.id());
                }
                Kind::ClassDef if inner.id() != node.id() => {
                    self.statement(inner, &mut held.clone(), depth + 1);
                    next = self.tree.end(inner.id());
                }
                Kind::Binary | Kind::Call if self.tree.language() == Language::Ruby => self.lengthened(inner, held),
                Kind::AugAssign | Kind::Update if self.is_csharp() => self.changed(inner, held),
                Kind::AugAssign | Kind::Update => self.forget(inner, held),
                Kind::Assign if inner.id() != node.id() => {
                    if self.is_always_reached(inner, node) {
                        self.assignment(inner, held, depth + 1);
                        next = self.tree.end(inner.id());
                    } else {
                        self.forget(inner, held);
                    }
                }
                _ => {}
            }
        }
    }

    /// Whether a part of an expression is evaluated whenever all of it is.
    fn is_always_reached(&self, part: Node<'t>, whole: Node<'t>) -> bool {
        let mut at = part;
        while at.id() != whole.id() {
            let Some(parent) = at.parent() else { return false };
            let is_first = parent.child(0).is_some_and(|first| first.id() == at.id());
            match parent.kind() {
                Kind::Binary if matches!(parent.text(), "&&" | "||" | "??") && !is_first => return false,
                Kind::Conditional | Kind::Lambda | Kind::Comprehension => return false,
                _ => at = parent,
            }
        }
        true
    }

    /// `a << b`, `a.concat(b)` of Ruby: a text that grows is still one that is known to be constant, if what it grows by is.
    fn lengthened(&self, node: Node<'t>, held: &mut Held) {
        let callee = node.child(0).filter(|callee| callee.kind() == Kind::Member);
        let (object, added) = match (node.kind(), callee) {
            (Kind::Binary, _) if node.text() == "<<" => (node.child(0), node.child(1)),
            (Kind::Call, Some(callee)) if callee.child(1).is_some_and(|name| name.text() == "concat") => {
                (callee.child(0), node.child(1).and_then(|arguments| arguments.child(0)))
            }
            _ => return,
        };
        let Some(binding) = object.and_then(|object| self.names.binding(object.id())) else { return };
        let constant = added.and_then(|added| evaluate(self.tree, added.id(), &|name| self.constant(name, held)));
        match (held.get(&binding), constant) {
            (Some(Value::Constant(own)), Some(constant)) if own.kind == constant.kind => {
                let grown = Constant { kind: own.kind, text: None, origin: None };
                held.insert(binding, Value::Constant(grown));
            }
            _ => _ = held.remove(&binding),
        }
    }

    /// `a += b`, `a++` of C#: what is computed from constants is one.
    fn changed(&self, node: Node<'t>, held: &mut Held) {
        let target = node.child(0).filter(|target| target.kind() == Kind::Name);
        let Some(binding) = target.and_then(|target| self.names.binding(target.id())) else { return };
        let look_up = |name| self.constant(name, held);
        let before = target.and_then(|target| look_up(target.id()));
        let added = node.child(1).and_then(|value| evaluate(self.tree, value.id(), &look_up));
        match before.and_then(|before| changed(node, &before, added.as_ref())) {
            Some(after) => _ = held.insert(binding, Value::Constant(after)),
            None => _ = held.remove(&binding),
        }
    }

    fn is_target(&self, name: Node<'t>) -> bool {
        name.parent().is_some_and(|parent| match parent.kind() {
            Kind::Assign => parent.child(0).is_some_and(|target| target.id() == name.id()),
            Kind::Variable => parent.child(1).is_some_and(|target| target.id() == name.id()),
            _ => false,
        })
    }

    /// A function: its body sees what was bound once before it.
    fn function(&mut self, node: Node<'t>, held: &Held, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        let once = |binding: &BindingId| {
            let binding = self.names.of(*binding);
            binding.is_some_and(|binding| match binding.sites.as_slice() {
                [site] => self.is_kept(binding.scope, self.tree.node(*site)),
                _ => false,
            })
        };
        let is_local = self.is_csharp() && node.kind() == Kind::FunctionDef;
        let is_seen = |binding: &BindingId| once(binding) && (!is_local || self.is_constant(*binding));
        let mut own: Held = held.iter().filter(|(binding, _)| is_seen(binding)).map(|(b, v)| (*b, v.clone())).collect();
        for part in node.children() {
            match part.kind() {
                Kind::Block => _ = self.statement(part, &mut own, depth + 1),
                _ => self.expression(part, &mut own, depth + 1),
            }
        }
    }

    /// Forgets everything that is assigned somewhere in a node.
    fn forget(&self, node: Node<'t>, held: &mut Held) {
        for id in node.id().0..self.tree.end(node.id()).0 {
            self.forget_own(self.tree.node(NodeId(id)), held);
        }
    }

    /// Forgets what a node itself assigns.
    fn forget_own(&self, node: Node<'t>, held: &mut Held) {
        let target = match node.kind() {
            Kind::Assign | Kind::AugAssign | Kind::Update | Kind::ForEach => node.child(0),
            Kind::Variable | Kind::WithItem | Kind::Catch => node.child(1),
            _ => None,
        };
        for binding in target.map(|target| self.bound_by(target)).unwrap_or_default() {
            held.remove(&binding);
        }
    }

    /// The bindings that a target changes: names, also those in a pattern that takes a value apart.
    fn bound_by(&self, target: Node<'t>) -> FxHashSet<BindingId> {
        let mut next = target.id();
        let mut bound = FxHashSet::default();
        while next < self.tree.end(target.id()) {
            let takes_apart = matches!(
                self.tree.kind(next),
                Kind::Tuple | Kind::List | Kind::Dict | Kind::Pair | Kind::Spread | Kind::Assign
            );
            bound.extend(self.names.binding(next));
            next = if takes_apart { NodeId(next.0 + 1) } else { self.tree.end(next) };
        }
        bound
    }
}

fn has_modifier(site: Node<'_>, words: &[&str]) -> bool {
    let mut modifiers = site.child(0).into_iter().flat_map(|attributes| attributes.children());
    modifiers.any(|word| words.contains(&word.text()))
}

/// Whether a loop ends before it comes round.
fn ends_at_once(node: Node<'_>) -> bool {
    let body = node.children().find(|part| part.kind() == Kind::Block);
    let last = body.and_then(|body| body.children().last());
    let goes_on = |id: u32| node.tree().kind(NodeId(id)) == Kind::Continue;
    last.is_some_and(|last| matches!(last.kind(), Kind::Break | Kind::Return | Kind::Throw))
        && !(node.id().0..node.tree().end(node.id()).0).any(goes_on)
}

/// What is known where either value may be.
fn join(value: Value, other: &Value) -> Option<Value> {
    match (value, other) {
        (Value::Constant(value), Value::Constant(other)) => value.join(other).map(Value::Constant),
        (value, other) => (value == *other).then_some(value),
    }
}
