//! The environment in which a template's values are resolved.
//!
//! Resolution is lazy and per place: only the symbols that a place speaks of are enumerated, so a template never exists
//! in more than one copy. What cannot be known becomes a token `‹name›` inside text and an [`Unknown`] where the whole
//! value is such a token.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use finding::{Notice, NoticeKind};
use model::{Alternative, Guard, Property, StackId, SymbolId, Symbols, Unknown, UnknownReason};
use source::Origin;
use syntax::{Map, Node, Value};

use super::conditions::{Table, in_order, mentioned};
use super::evaluate::Evaluator;
use super::symbols::{Assignment, Choices, add_opaque, assignments, guard_of};

/// How many combinations of choices are told apart at one place.
const MOST_COMBINATIONS: usize = 64;

const TOO_MANY: &str = "more than 64 combinations of choices; the rest is not looked at";

/// How many places one step down may lead to.
const MOST_PLACES: usize = 1 << 14;

/// Nodes of the template with the guards under which they stand.
pub(crate) type Places<'t> = Vec<(Guard, &'t Node)>;

/// The guards under which a condition holds (`true`) or does not.
type GuardsByCondition = BTreeMap<(Arc<str>, bool), Vec<Guard>>;

/// Everything that values of one stack are resolved against.
pub(crate) struct Environment<'t> {
    /// The stack.
    pub stack: StackId,
    /// The template after all transforms.
    pub template: &'t Map,
    /// Its choices.
    pub choices: Choices,
    /// The symbols of the project.
    pub symbols: &'t RefCell<Symbols>,
    /// Why each unknown token is unknown.
    pub unknown: RefCell<BTreeMap<Arc<str>, Unknown>>,
    /// Names of resources once computed.
    pub names: RefCell<BTreeMap<Arc<str>, Arc<str>>>,
    /// What resolution noticed.
    pub notices: RefCell<BTreeSet<Notice>>,
    /// Longest nesting.
    pub depth: usize,
    /// Steps of evaluation that are left, for all stacks together.
    pub steps: &'t Cell<usize>,
    /// How many names of resources are being computed for each other.
    pub naming: Cell<usize>,
    conditions: BTreeMap<Arc<str>, Table>,
    condition_guards: RefCell<GuardsByCondition>,
}

impl<'t> Environment<'t> {
    /// An environment for a transformed template.
    pub fn new(
        stack: StackId,
        template: &'t Map,
        choices: Choices,
        symbols: &'t RefCell<Symbols>,
        (depth, steps): (usize, &'t Cell<usize>),
    ) -> Self {
        Self {
            stack,
            template,
            choices,
            symbols,
            unknown: RefCell::default(),
            names: RefCell::default(),
            notices: RefCell::default(),
            depth,
            steps,
            naming: Cell::default(),
            conditions: BTreeMap::new(),
            condition_guards: RefCell::default(),
        }
        .with_conditions()
    }

    /// Computes the tables of all conditions.
    fn with_conditions(mut self) -> Self {
        let Some(conditions) = self.template.get("Conditions").and_then(Node::as_map) else { return self };
        let (ordered, circular) = in_order(conditions);
        for name in ordered {
            let table = conditions.get(&name).and_then(|definition| self.table(definition));
            self.add_condition(name, table);
        }
        for name in circular {
            if let Some(entry) = conditions.entry(&name) {
                self.notice(&entry.key, NoticeKind::Invalid, "a condition that depends on conditions in a circle");
            }
            self.add_condition(name, None);
        }
        // Resources have no place in conditions; what was computed of them did not know all conditions.
        self.names.take();
        self
    }

    fn add_condition(&mut self, name: Arc<str>, table: Option<Table>) {
        let opaque = || Some(Table::opaque(add_opaque(&name, &mut self.symbols.borrow_mut())?));
        if let Some(table) = table.or_else(opaque) {
            self.conditions.insert(name, table);
        }
    }

    /// The table of a condition whose own conditions have theirs; `None` when choices do not decide it.
    fn table(&self, definition: &Node) -> Option<Table> {
        let mentioned = mentioned(definition);
        let known = mentioned.conditions.iter().filter_map(|name| self.conditions.get(name));
        let mut ids: BTreeSet<SymbolId> = known.flat_map(|table| table.symbols.iter().copied()).collect();
        let parameters = mentioned.parameters.iter().filter_map(|name| self.choices.parameters.get(name));
        ids.extend(parameters.filter_map(|parameter| parameter.symbol));
        let ids: Vec<_> = ids.into_iter().collect();
        let (all, complete) = assignments(&ids, &self.symbols.borrow(), MOST_COMBINATIONS);
        if !complete {
            let message = "the condition depends on more than 64 combinations of choices; it is looked at by itself";
            self.notice(&definition.origin, NoticeKind::Limit, message);
            return None;
        }
        let truths = all.iter().map(|assignment| Evaluator::new(self, assignment).truth_of(definition));
        Some(Table { truths: truths.collect::<Option<_>>()?, symbols: ids })
    }

    /// Whether a condition holds under an assignment; `None` when there is no such condition.
    pub fn holds(&self, condition: &str, assignment: &Assignment) -> Option<bool> {
        self.conditions.get(condition)?.holds(assignment, &self.choices, &self.symbols.borrow())
    }

    /// Takes steps of evaluation; whether they were left.
    pub fn spend(&self, steps: usize, origin: &Origin) -> bool {
        let left = self.steps.get();
        if left > 0 && left <= steps {
            self.notice(
                origin,
                NoticeKind::Limit,
                "values take more steps than the limit; from here on they are unknown",
            );
        }
        self.steps.set(left.saturating_sub(steps));
        left > steps
    }

    /// Notes something, once.
    pub fn notice(&self, origin: &Origin, kind: NoticeKind, message: impl Into<String>) {
        if let Some(span) = origin.written() {
            self.notices.borrow_mut().insert(Notice::at(span, kind, message));
        }
    }

    /// A node with nothing above it.
    pub fn place(&self, node: &'t Node) -> Places<'t> {
        self.peel(Guard::always(), node)
    }

    /// Steps down to `key`; places where it is not set are left out.
    pub fn field(&self, places: &Places<'t>, key: &str) -> Places<'t> {
        let below = places.iter().filter_map(|(guard, node)| Some((guard, node.get(key)?)));
        below.flat_map(|(guard, node)| self.peel(guard.clone(), node)).take(MOST_PLACES).collect()
    }

    /// Steps down along `path`.
    pub fn at(&self, places: &Places<'t>, path: &[&str]) -> Places<'t> {
        path.iter().fold(places.clone(), |places, key| self.field(&places, key))
    }

    /// The items of lists; a single value counts as a list of one.
    pub fn items(&self, places: &Places<'t>) -> Places<'t> {
        let items = places.iter().flat_map(|(guard, node)| match node.as_list() {
            Some(items) => items.iter().flat_map(|item| self.peel(guard.clone(), item)).collect::<Vec<_>>(),
            None => vec![(guard.clone(), *node)],
        });
        items.collect()
    }

    /// Removes `Fn::If` at the top of a node: both branches, each under its guards.
    fn peel(&self, guard: Guard, node: &'t Node) -> Places<'t> {
        let mut pending = vec![(guard, node, 0)];
        let mut peeled = Vec::new();
        while let Some((guard, node, depth)) = pending.pop() {
            if peeled.len() >= MOST_COMBINATIONS {
                self.notice(&node.origin, NoticeKind::Limit, TOO_MANY);
                break;
            }
            match branches(node) {
                Some((condition, then, otherwise)) if depth < self.depth => {
                    for (branch, holds) in [(otherwise, false), (then, true)] {
                        let guards = self.condition_guards(&condition, holds);
                        let reachable = guards.iter().filter_map(|inner| guard.and(inner));
                        pending.extend(reachable.map(|guard| (guard, branch, depth + 1)));
                    }
                }
                _ if is_no_value(node) => {}
                _ => peeled.push((guard, node)),
            }
        }
        peeled
    }

    /// The guards under which a condition holds, or does not.
    pub fn condition_guards(&self, name: &Arc<str>, holds: bool) -> Vec<Guard> {
        let key = (Arc::clone(name), holds);
        if let Some(guards) = self.condition_guards.borrow().get(&key) {
            return guards.clone();
        }
        let ids = self.symbols_of_condition(name);
        let (all, _) = assignments(ids, &self.symbols.borrow(), MOST_COMBINATIONS);
        let matching = all.iter().filter(|assignment| self.holds(name, assignment).unwrap_or(false) == holds);
        let guards = matching.map(|assignment| guard_of(assignment, &self.symbols.borrow())).collect();
        let guards = self.merged(guards);
        self.condition_guards.borrow_mut().insert(key, guards.clone());
        guards
    }

    /// The guard of a resource's `Condition`: `None` when it can never hold. Several guards are kept apart by the caller.
    pub fn resource_guards(&self, resource: &Node) -> Vec<Guard> {
        match resource.get("Condition").and_then(Node::as_str) {
            Some(name) if self.template.get("Conditions").is_some_and(|all| all.get(name).is_some()) => {
                self.condition_guards(&Arc::from(name), true)
            }
            _ => vec![Guard::always()],
        }
    }

    /// All values of a node under the choices it speaks of.
    pub fn alternatives(&self, guard: &Guard, node: &Node) -> Vec<(Guard, Option<Node>)> {
        let mut ids = BTreeSet::new();
        self.collect_symbols(node, guard, &mut ids, 0);
        let ids: Vec<_> = ids.into_iter().collect();
        let (all, complete) = assignments(&ids, &self.symbols.borrow(), MOST_COMBINATIONS);
        if !complete {
            self.notice(&node.origin, NoticeKind::Limit, TOO_MANY);
        }
        let mut found: Vec<(Guard, Option<Node>)> = Vec::new();
        for assignment in &all {
            let own = guard_of(assignment, &self.symbols.borrow());
            if let Some(joined) = own.and(guard) {
                let value = Evaluator::new(self, assignment).value(node);
                self.add_merged(&mut found, joined, value);
            }
        }
        found
    }

    fn add_merged(&self, found: &mut Vec<(Guard, Option<Node>)>, guard: Guard, value: Option<Node>) {
        let same = found.iter_mut().find_map(|(other, known)| {
            let merged = (*known == value).then(|| self.symbols.borrow().merge(other, &guard)).flatten()?;
            Some((other, merged))
        });
        match same {
            Some((other, merged)) => *other = merged,
            None => found.push((guard, value)),
        }
    }

    fn merged(&self, guards: Vec<Guard>) -> Vec<Guard> {
        let mut kept: Vec<Guard> = Vec::new();
        for mut guard in guards {
            while let Some((index, merged)) = kept
                .iter()
                .enumerate()
                .find_map(|(index, other)| Some((index, self.symbols.borrow().merge(other, &guard)?)))
            {
                kept.remove(index);
                guard = merged;
            }
            kept.push(guard);
        }
        kept
    }

    /// The symbols a condition depends on.
    fn symbols_of_condition(&self, name: &str) -> &[SymbolId] {
        self.conditions.get(name).map_or(&[], |table| &table.symbols)
    }

    /// Symbols whose choice changes a node: conditions of its `Fn::If`s, and parameters it is a plain `Ref` to, if they are
    /// closed or the place already stands under a choice of theirs.
    fn collect_symbols(&self, node: &Node, guard: &Guard, ids: &mut BTreeSet<SymbolId>, depth: usize) {
        if depth > self.depth {
            return;
        }
        if let Some((condition, _, _)) = branches(node) {
            ids.extend(self.symbols_of_condition(&condition).iter().copied());
        } else if let Some(("Ref", Some(name))) = node.single().map(|(key, target)| (key.as_ref(), target.as_str())) {
            let parameter = self.choices.parameters.get(name);
            let symbol = parameter.and_then(|parameter| Some((parameter.symbol?, parameter.closed)));
            let counts = |(symbol, closed): &(SymbolId, bool)| *closed || guard.symbols().any(|own| own == *symbol);
            ids.extend(symbol.filter(counts).map(|(symbol, _)| symbol));
        }
        match &node.value {
            Value::Map(map) => map.values().for_each(|value| self.collect_symbols(value, guard, ids, depth + 1)),
            Value::List(items) => items.iter().for_each(|item| self.collect_symbols(item, guard, ids, depth + 1)),
            _ => {}
        }
    }

    /// A property read from places: every alternative of every place, read by `read`.
    pub fn property<T>(&self, places: &Places<'_>, read: impl Fn(&Node) -> Option<T>, expected: &str) -> Property<T> {
        let mut alternatives = Vec::new();
        for (guard, node) in places {
            for (guard, value) in self.alternatives(guard, node) {
                let Some(value) = value.filter(|value| !value.is_null()) else { continue };
                let read = self.unknown_of(&value).map_or_else(
                    || {
                        read(&value)
                            .ok_or_else(|| Unknown::new(UnknownReason::NotUnderstood, format!("not {expected}")))
                    },
                    Err,
                );
                alternatives.push(Alternative { guard, value: read, origin: value.origin });
            }
        }
        Property { alternatives }
    }

    /// A text property.
    pub fn text(&self, places: &Places<'_>) -> Property<Arc<str>> {
        self.property(places, Node::text, "text")
    }

    /// A whole number.
    pub fn int(&self, places: &Places<'_>) -> Property<i64> {
        self.property(places, |node| node.as_int().and_then(|value| i64::try_from(value).ok()), "a whole number")
    }

    /// A truth value.
    pub fn bool(&self, places: &Places<'_>) -> Property<bool> {
        self.property(places, Node::as_bool, "true or false")
    }

    /// Why a value is unknown, if it is.
    pub fn unknown_of(&self, node: &Node) -> Option<Unknown> {
        self.unknown.borrow().get(node.as_str()?).cloned()
    }
}

/// The parts of `{"Fn::If": [condition, then, otherwise]}`.
pub(crate) fn branches(node: &Node) -> Option<(Arc<str>, &Node, &Node)> {
    let (key, arguments) = node.single()?;
    if key.as_ref() != "Fn::If" {
        return None;
    }
    match arguments.as_list()? {
        [condition, then, otherwise] => Some((condition.text()?, then, otherwise)),
        _ => None,
    }
}

/// Whether a node is `{"Ref": "AWS::NoValue"}`.
pub(crate) fn is_no_value(node: &Node) -> bool {
    node.single().is_some_and(|(key, target)| key.as_ref() == "Ref" && target.as_str() == Some("AWS::NoValue"))
}
