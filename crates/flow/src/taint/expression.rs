//! Taint through expressions.

use std::ops::Range;

use pattern::rule::{Requires, SideEffect, SinkRequires};
use pattern::{Match, rule::Label};
use tree::{Kind, Language, NodeId, Symbol, Type};

use super::marks::{has_effect, span};
use super::place::{Place, has_own_fields};
use super::state::{State, Taints};
use super::{Reached, Walk};

/// What arrives at an expression.
struct Arriving<'t> {
    /// Its value, or what goes into a call.
    taints: Taints,
    /// What comes out.
    result: &'t Taints,
}

/// Expressions nested deeper are not followed.
const DEEPEST: usize = 300;

impl Walk<'_> {
    /// The taint of an expression; sinks in it are looked at on the way.
    pub(super) fn expression(&mut self, node: NodeId, state: &mut State, depth: usize) -> Taints {
        let range = self.tree.range(node);
        let is_near = self.marks.meets(&range);
        let is_empty = self.tree.kind(node) == Kind::Absent;
        if is_empty || (!is_near && state.is_clean() && !self.is_given_around) {
            return Taints::new();
        }
        if depth > DEEPEST {
            self.run.stop_at(&range);
            return Taints::new();
        }
        let (mut taints, inside) = self.flowing(node, state, depth);
        if self.may_throw(node) {
            self.fail(state);
        }
        if self.rule.options.taint_only_propagate_through_assignments && !self.is_kept(node) {
            taints.clear();
        }
        if self.tree.kind(node).is_literal() {
            taints.clear();
        }
        if !is_near {
            if self.has_safe_type(node, &taints) {
                taints.clear();
            }
            return taints;
        }
        self.carry_here(&range, &mut taints);
        let is_clean = self.marks.sanitizers(&range).next().is_some() || self.has_safe_type(node, &taints);
        let mut own = Taints::new();
        if is_clean {
            taints.clear();
        } else {
            let new = self.valued(&range, &taints);
            if !new.is_empty() && !self.has_safe_type(node, &new) {
                own = new;
                taints.extend(own.iter().copied());
            }
        }
        self.side_effects(node, &range, &taints, state);
        self.control(&range, state);
        self.carry_on(&range, &taints, state);
        // A call is reached by what goes into it, not by what is called.
        let is_call = matches!(self.tree.kind(node), Kind::Call | Kind::New);
        let sinks = self.marks.sinks(&range);
        if !sinks.is_empty() {
            let value = if is_call { &own } else { &taints };
            let arriving = if is_clean { Taints::new() } else { value.union(&inside).copied().collect() };
            self.look_at_sinks(&sinks, &Arriving { taints: arriving, result: &taints }, state);
        }
        taints
    }

    /// Whether evaluating a node itself may throw: calls may.
    pub(super) fn may_throw(&self, node: NodeId) -> bool {
        match self.tree.kind(node) {
            Kind::Call | Kind::New | Kind::Throw | Kind::Element => true,
            Kind::Index => self.tree.language() == Language::Ruby,
            _ => false,
        }
    }

    /// Whether a value goes through an expression as it is.
    fn is_kept(&self, node: NodeId) -> bool {
        let is_operation = matches!(self.tree.kind(node), Kind::Call | Kind::New | Kind::Binary | Kind::Template);
        !is_operation && self.tree.kind(node) != Kind::Index
    }

    /// What flows out of an expression, and what flows into it without counting as its value.
    fn flowing(&mut self, node: NodeId, state: &mut State, depth: usize) -> (Taints, Taints) {
        let parts: Vec<NodeId> = self.tree.children(node).map(|part| part.id()).collect();
        let own = match self.tree.kind(node) {
            Kind::Name => {
                let mut own = self.held(node, state);
                own.extend(self.held_around(node));
                own
            }
            Kind::Member | Kind::Index if !self.is_slice(&parts) => {
                return (self.access(node, &parts, state, depth), Taints::new());
            }
            Kind::Assign => self.assignment(parts.first(), parts.get(1), state, depth),
            Kind::Variable => self.assignment(parts.get(1), parts.get(3), state, depth),
            Kind::AugAssign => self.augmented(&parts, state, depth),
            Kind::WithItem => self.assignment(parts.get(1), parts.first(), state, depth),
            Kind::Call | Kind::New => return self.call(&parts, state, depth),
            Kind::Lambda if state.is_clean() && !self.marks.meets(&self.tree.range(node)) => Taints::new(),
            Kind::Lambda => {
                let mut own = self.split(state);
                self.function(node, &mut own, depth + 1);
                // It may be called here, and change what is around it; a method is called elsewhere.
                if !self.is_method(node) {
                    own.leave(self.run.code().names, node..self.tree.end(node), self.own_object(node));
                    state.join(&own);
                }
                Taints::new()
            }
            Kind::FunctionDef | Kind::ClassDef | Kind::Block => {
                self.statement(node, &mut state.clone(), depth + 1);
                Taints::new()
            }
            Kind::Comprehension => self.comprehension(&parts, state, depth),
            Kind::Conditional => {
                self.union(parts.get(..1).unwrap_or_default(), state, depth);
                self.union(parts.get(1..).unwrap_or_default(), state, depth)
            }
            // A slice of a value is not followed.
            Kind::Index => {
                self.union(&parts, state, depth);
                Taints::new()
            }
            // Of `(a, b)` in JavaScript the last is its value.
            Kind::Tuple if self.tree.language().is_script() => {
                let (last, before) = parts
                    .split_last()
                    .map_or((&[][..], &[][..]), |(last, before)| (std::slice::from_ref(last), before));
                self.union(before, state, depth);
                self.union(last, state, depth)
            }
            // What a generator is sent is not known.
            Kind::Yield => {
                self.union(&parts, state, depth);
                Taints::new()
            }
            Kind::Switch => {
                self.statement(node, state, depth + 1);
                Taints::new()
            }
            Kind::Pair if !self.tree.language().is_script() => self.union(&parts, state, depth),
            Kind::Keyword | Kind::Pair => self.union(parts.get(1..).unwrap_or_default(), state, depth),
            Kind::Binary if self.is_csharp() && self.tree.node(node).text() == "is" => self.asked(&parts, state, depth),
            Kind::Binary if self.is_safe_comparison(node) => {
                self.union(&parts, state, depth);
                Taints::new()
            }
            _ => self.union(&parts, state, depth),
        };
        (own, Taints::new())
    }

    /// Whether a function is an entry of an object of JavaScript.
    fn is_method(&self, node: NodeId) -> bool {
        let is_entry = |parent| self.tree.kind(parent) == Kind::Pair;
        self.tree.language().is_script() && self.tree.parent(node).is_some_and(is_entry)
    }

    /// The name of the object that a function of JavaScript has for itself: an arrow has that of what is around it.
    fn own_object(&self, node: NodeId) -> Option<Symbol> {
        let has_own = self.tree.language().is_script() && self.tree.node(node).text() != "=>";
        self.tree.symbols().find("this").filter(|_| has_own)
    }

    fn is_csharp(&self) -> bool {
        self.tree.language() == Language::CSharp
    }

    /// `a is T b`: what is asked for gets the value.
    fn asked(&mut self, parts: &[NodeId], state: &mut State, depth: usize) -> Taints {
        let Some((value, asked)) = parts.split_first() else { return Taints::new() };
        let taints = self.expression(*value, state, depth + 1);
        let within = asked.first().map_or(0..0, |asked| asked.0..self.tree.end(*asked).0).map(NodeId);
        for variable in within.filter(|inner| self.tree.kind(*inner) == Kind::Variable) {
            if let Some(target) = self.tree.node(variable).child(1) {
                self.assign(target.id(), None, &taints, state, depth + 1);
            }
        }
        taints
    }

    fn is_slice(&self, parts: &[NodeId]) -> bool {
        parts.get(1).is_some_and(|index| self.tree.kind(*index) == Kind::Slice)
    }

    /// Whether the rule takes values of the expression's type to be harmless.
    fn has_safe_type(&self, node: NodeId, taints: &Taints) -> bool {
        let options = &self.rule.options;
        if taints.is_empty() || !(options.taint_assume_safe_booleans || options.taint_assume_safe_numbers) {
            return false;
        }
        let known = self.run.code().names.type_of(self.tree, node);
        known.is_some_and(|known| {
            (options.taint_assume_safe_booleans && known == Type::Bool)
                || (options.taint_assume_safe_numbers && known.is_number())
        })
    }

    fn is_safe_comparison(&self, node: NodeId) -> bool {
        let operator = self.tree.node(node).text();
        self.rule.options.taint_assume_safe_comparisons
            && matches!(operator, "==" | "!=" | "===" | "!==" | "<" | ">" | "<=" | ">=")
    }

    fn union(&mut self, parts: &[NodeId], state: &mut State, depth: usize) -> Taints {
        let mut taints = Taints::new();
        for part in parts {
            taints.extend(self.expression(*part, state, depth + 1));
        }
        taints
    }

    /// What a name or a part of what it names holds.
    fn held(&self, node: NodeId, state: &State) -> Taints {
        Place::of(self.tree, self.run.code().names, node).map(|place| state.get_all(&place)).unwrap_or_default()
    }

    /// What a name of the code around the function holds: what a source gave it there.
    fn held_around(&mut self, node: NodeId) -> Taints {
        if !self.is_given_around {
            return Taints::new();
        }
        let mut taints = Taints::new();
        let mut at = self.run.code().names.given_around(self.tree, node).map(|value| self.tree.node(value));
        while let Some(value) = at {
            taints.extend(self.sourced(&value.range(), &Taints::new()));
            let is_plain = match value.kind() {
                Kind::Member => true,
                Kind::Index => value.child(1).is_some_and(|index| index.kind().is_literal()),
                Kind::Call => value
                    .child(1)
                    .is_some_and(|arguments| arguments.children().all(|argument| argument.kind().is_literal())),
                _ => false,
            };
            at = value.child(0).filter(|_| is_plain);
        }
        taints
    }

    /// `a.b`, `a[i]`: the part if it is known by itself, else the whole.
    fn access(&mut self, node: NodeId, parts: &[NodeId], state: &mut State, depth: usize) -> Taints {
        let Some((object, index)) = parts.split_first() else { return Taints::new() };
        let whole = self.expression(*object, state, depth + 1);
        let place = Place::of(self.tree, self.run.code().names, node);
        let mut taints = match place.filter(|_| !self.lies_in_clean(*object)) {
            Some(place) if self.rule.options.taint_only_propagate_through_assignments => {
                let mut own = Taints::new();
                state.add_own(&place, &mut own);
                own
            }
            Some(place) => {
                let mut own = state.get_all(&place);
                // What is tainted where it stands is so in its parts.
                let held = if whole.is_empty() { Taints::new() } else { self.held(*object, state) };
                own.extend(whole.difference(&held).copied());
                own
            }
            None => whole,
        };
        if has_own_fields(self.tree.language()) || self.tree.language().is_script() {
            taints.extend(self.held_around(node));
        }
        if self.tree.kind(node) == Kind::Index && !self.rule.options.taint_assume_safe_indexes {
            // Rules do not take what an index of C# finds for tainted by the index.
            let found = self.union(index, state, depth);
            taints.extend(found.into_iter().filter(|_| !self.is_csharp()));
        }
        taints
    }

    /// Whether a sanitizer makes an object clean, or one of which it is a part.
    fn lies_in_clean(&self, object: NodeId) -> bool {
        let mut at = Some(self.tree.node(object)).filter(|_| !self.marks.sanitizers.is_empty());
        while let Some(node) = at {
            if self.marks.sanitizers(&node.range()).next().is_some() {
                return true;
            }
            at = node.child(0).filter(|_| matches!(node.kind(), Kind::Member | Kind::Index));
        }
        false
    }

    fn assignment(
        &mut self,
        target: Option<&NodeId>,
        value: Option<&NodeId>,
        state: &mut State,
        depth: usize,
    ) -> Taints {
        let (Some(target), Some(value)) = (target, value) else { return Taints::new() };
        if self.tree.kind(*value) == Kind::Absent {
            return Taints::new();
        }
        let taints = self.expression(*value, state, depth + 1);
        self.target(*target, state, depth);
        self.assign(*target, Some(*value), &taints, state, depth + 1);
        // A call that is assigned fails, if it does, after that: rules take it so.
        if self.may_throw(*value) {
            self.fail(state);
        }
        taints
    }

    /// A target may be a sink or source itself, and has indices.
    fn target(&mut self, target: NodeId, state: &mut State, depth: usize) {
        let names_one = matches!(self.tree.kind(target), Kind::Name | Kind::Member | Kind::Index);
        if names_one {
            self.expression(target, state, depth + 1);
        } else {
            self.expression(target, &mut state.clone(), depth + 1);
        }
    }

    fn augmented(&mut self, parts: &[NodeId], state: &mut State, depth: usize) -> Taints {
        let taints = self.union(parts, state, depth);
        if let Some(place) = parts.first().and_then(|target| Place::of(self.tree, self.run.code().names, *target)) {
            state.add(place, &taints);
        }
        taints
    }

    /// A call: what goes in comes out, unless rules call functions safe. The second value is what goes in.
    fn call(&mut self, parts: &[NodeId], state: &mut State, depth: usize) -> (Taints, Taints) {
        let mut going_in = Taints::new();
        let mut called = Taints::new();
        let callee = parts.first().copied();
        let arguments: Vec<_> = parts.iter().skip(1).flat_map(|list| self.tree.children(*list)).collect();
        let property = callee.and_then(|callee| self.property(callee, arguments.len()));
        // What is carried from the arguments to a plain name is there once they are known.
        let comes_last = callee.filter(|callee| self.tree.kind(*callee) == Kind::Name);
        if let Some(callee) = callee.filter(|_| comes_last.is_none()) {
            called = self.expression(callee, state, depth + 1);
            match &property {
                Some((Some(field), false)) => going_in.extend(state.get_all(field)),
                Some(_) => {}
                None => self.of_object(callee, state, &mut going_in),
            }
        }
        let mut given = Taints::new();
        for argument in arguments {
            given.extend(self.expression(argument.id(), state, depth + 1));
        }
        if let Some((Some(field), true)) = property {
            state.add(field, &given);
        }
        going_in.extend(given);
        let mut reaching = going_in.clone();
        match comes_last {
            Some(callee) => called = self.expression(callee, state, depth + 1),
            None => reaching.extend(called.iter().copied()),
        }
        if let Some(object) = callee.and_then(|callee| self.joined(callee)) {
            state.add(object, &reaching);
        }
        let is_made = self.is_csharp() && parts.get(1).is_some_and(|list| self.is_new(*list));
        let is_safe = self.rule.options.taint_assume_safe_functions && !is_made;
        // What a function is itself comes out whatever it does, but not what a method is taken from.
        let is_method = callee.is_some_and(|callee| self.tree.kind(callee) == Kind::Member);
        let mut coming_out = if is_safe && is_method { Taints::new() } else { called };
        if !is_safe {
            coming_out.extend(going_in);
        }
        (coming_out, reaching)
    }

    fn is_new(&self, arguments: NodeId) -> bool {
        self.tree.parent(arguments).is_some_and(|made| self.tree.kind(made) == Kind::New)
    }

    /// Adds what the parts of an object hold whose method is called.
    fn of_object(&self, callee: NodeId, state: &State, taints: &mut Taints) {
        let is_method = self.tree.kind(callee) == Kind::Member && !state.is_clean();
        let object = self.tree.node(callee).child(0).filter(|object| is_method && !self.lies_in_clean(object.id()));
        let place = object.and_then(|object| Place::of(self.tree, self.run.code().names, object.id()));
        if let Some(place) = place {
            state.add_own(&place, taints);
        }
    }

    /// The field that a method of Java gets or sets by its name, as `a.getB()` and `a.setB(c)` do, and whether it sets it.
    /// A field that is neither named nor set has no place.
    fn property(&self, callee: NodeId, arguments: usize) -> Option<(Option<Place>, bool)> {
        let (tree, names) = (self.tree, self.run.code().names);
        let method = tree.node(callee).child(1).filter(|_| tree.language() == Language::Java)?;
        let (start, name) = method.text().split_at_checked(3)?;
        let sets = match (start, arguments) {
            ("get", 0) => false,
            ("set", 1) => true,
            _ => return None,
        };
        let object =
            tree.node(callee).child(0).filter(|object| object.kind() == Kind::Name && object.text() != "this")?;
        let first = name.chars().next()?;
        let field = format!("{}{}", first.to_lowercase(), name.get(first.len_utf8()..)?);
        // A field that no code names is known by what sets it.
        let field = tree.symbols().find(&field).or_else(|| tree.symbols().find(&format!("set{name}")));
        let object = Place::of(tree, names, object.id())?;
        Some((field.and_then(|field| object.field(field)), sets))
    }

    /// What `a.concat(b)` of Ruby adds to.
    fn joined(&self, callee: NodeId) -> Option<Place> {
        let node = self.tree.node(callee);
        let is_joining = self.tree.language() == Language::Ruby && node.kind() == Kind::Member;
        let object =
            node.child(0).filter(|_| is_joining && node.child(1).is_some_and(|name| name.text() == "concat"))?;
        Place::of(self.tree, self.run.code().names, object.id())
    }

    fn comprehension(&mut self, parts: &[NodeId], state: &mut State, depth: usize) -> Taints {
        let Some((element, clauses)) = parts.split_first() else { return Taints::new() };
        let mut own = self.split(state);
        for clause in clauses {
            let inner: Vec<NodeId> = self.tree.children(*clause).map(|part| part.id()).collect();
            match (self.tree.kind(*clause), inner.as_slice()) {
                (Kind::ForClause, &[target, values]) => {
                    let taints = self.expression(values, &mut own, depth + 1);
                    self.assign(target, None, &taints, &mut own, depth + 1);
                }
                _ => _ = self.union(&inner, &mut own, depth),
            }
        }
        self.expression(*element, &mut own, depth + 1)
    }

    /// The taint that sources put on a place, given what it has.
    pub(super) fn sourced(&mut self, range: &Range<u32>, has: &Taints) -> Taints {
        let found: Vec<(usize, usize)> = self.marks.sources(range).map(|(index, mark)| (index, mark.number)).collect();
        self.labelled(&found, has)
    }

    /// The same, but for sources that only change the variable they stand on.
    fn valued(&mut self, range: &Range<u32>, has: &Taints) -> Taints {
        let found: Vec<(usize, usize)> = self.marks.sources(range).map(|(index, mark)| (index, mark.number)).collect();
        let is_value = |number: usize| {
            self.taint.sources.get(number).is_none_or(|source| source.by_side_effect != SideEffect::Only)
        };
        let found: Vec<(usize, usize)> = found.into_iter().filter(|(_, number)| is_value(*number)).collect();
        self.labelled(&found, has)
    }

    /// The same for sources that are exactly this place.
    pub(super) fn exactly_sourced(&mut self, range: &Range<u32>) -> Taints {
        let exact = self.marks.sources(range).filter(|(_, mark)| mark.found.range == *range);
        let found: Vec<(usize, usize)> = exact.map(|(index, mark)| (index, mark.number)).collect();
        self.labelled(&found, &Taints::new())
    }

    fn labelled(&mut self, found: &[(usize, usize)], has: &Taints) -> Taints {
        let is_value = |number: usize| self.taint.sources.get(number).is_none_or(|source| !source.control);
        let found: Vec<_> = found.iter().copied().filter(|(_, number)| is_value(*number)).collect();
        self.labels(&found, has)
    }

    /// Taints the control that passes a source of it.
    fn control(&mut self, range: &Range<u32>, state: &mut State) {
        if !self.taint.sources.iter().any(|source| source.control) {
            return;
        }
        let is_control = |number: usize| self.taint.sources.get(number).is_some_and(|source| source.control);
        let found = self.marks.sources(range).filter(|(_, mark)| is_control(mark.number));
        let found: Vec<_> = found.map(|(index, mark)| (index, mark.number)).collect();
        let before = state.get(&Place::control());
        let taints = self.labels(&found, &before);
        state.add(Place::control(), &taints);
    }

    fn labels(&mut self, found: &[(usize, usize)], has: &Taints) -> Taints {
        let mut taints = Taints::new();
        for (index, number) in found {
            let source = self.taint.sources.get(*number);
            let requires = source.and_then(|source| source.requires.as_ref());
            if requires.is_none_or(|requires| self.holds(requires, has)) {
                let label = self.marks.label(&source.map_or_else(Label::default, |source| source.label.clone()));
                taints.insert((label, u32::try_from(*index).unwrap_or(u32::MAX)));
            }
        }
        taints
    }

    fn holds(&self, requires: &Requires, taints: &Taints) -> bool {
        requires.holds(&|label: &Label| {
            let number = self.marks.labels.iter().position(|own| own == label);
            taints.iter().any(|(own, _)| Some(usize::from(*own)) == number)
        })
    }

    /// Sources and sanitizers that change the variable they stand on.
    fn side_effects(&mut self, node: NodeId, range: &Range<u32>, taints: &Taints, state: &mut State) {
        let Some(place) = Place::of(self.tree, self.run.code().names, node) else { return };
        let sanitizes = self.marks.sanitizers.iter().any(|mark| {
            mark.found.range == *range
                && self.taint.sanitizers.get(mark.number).is_some_and(|sanitizer| sanitizer.by_side_effect)
        });
        if sanitizes {
            return state.set(place, Taints::new());
        }
        let own: Vec<(usize, usize)> = self
            .marks
            .sources(range)
            .filter(|(_, mark)| {
                mark.found.range == *range
                    && self.taint.sources.get(mark.number).is_some_and(|source| has_effect(source.by_side_effect))
            })
            .map(|(index, mark)| (index, mark.number))
            .collect();
        if !own.is_empty() {
            let mut all = taints.clone();
            all.extend(self.labelled(&own, taints));
            state.add(place, &all);
        }
    }

    /// What propagators brought to this place before.
    pub(super) fn carry_here(&self, range: &Range<u32>, taints: &mut Taints) {
        for (index, carrier) in self.marks.carriers.iter().enumerate() {
            if carrier.to == span(range)
                && let Some(carried) = self.carried.get(&index)
            {
                taints.extend(carried.iter().copied());
            }
        }
    }

    /// What propagators take from this place.
    fn carry_on(&mut self, range: &Range<u32>, taints: &Taints, state: &mut State) {
        for index in 0..self.marks.carriers.len() {
            let Some(carrier) = self.marks.carriers.get(index).filter(|carrier| carrier.from == span(range)) else {
                continue;
            };
            let (to, number) = (carrier.to, carrier.number);
            let Some(propagator) = self.taint.propagators.get(number) else { continue };
            if taints.is_empty() || propagator.requires.as_ref().is_some_and(|requires| !self.holds(requires, taints)) {
                continue;
            }
            let mut carried = taints.clone();
            if let Some(label) = &propagator.label {
                let label = self.marks.label(label);
                let replaced = &propagator.replace_labels;
                let is_replaced = |own: &u16| {
                    let own = self.marks.labels.get(usize::from(*own));
                    replaced.is_empty() || own.is_some_and(|own| replaced.contains(own))
                };
                let new =
                    carried.into_iter().map(|(own, source)| (if is_replaced(&own) { label } else { own }, source));
                carried = new.collect();
            }
            let target = self.tree.nodes().find(|node| span(&node.range()) == to).map(|node| node.id());
            let place = target.and_then(|target| Place::of(self.tree, self.run.code().names, target));
            if let Some(place) = place.filter(|_| propagator.by_side_effect) {
                state.add(place, &carried);
            }
            self.carried.insert(index, carried);
        }
    }

    /// Reports the sinks that are here, if what they require arrives.
    fn look_at_sinks(&mut self, sinks: &[usize], arriving: &Arriving<'_>, state: &State) {
        let control = state.get(&Place::control());
        if arriving.taints.is_empty() && arriving.result.is_empty() && control.is_empty() {
            return;
        }
        for index in sinks {
            let Some(mark) = self.marks.sinks.get(*index).cloned() else { continue };
            let Some(sink) = self.taint.sinks.get(mark.number) else { continue };
            // Where a rule says what it means, it means that, not what goes into it.
            let own = if mark.exact && sink.has_focus { arriving.result } else { &arriving.taints };
            let taints: Taints = if control.is_empty() { own.clone() } else { own.union(&control).copied().collect() };
            let reached = match &sink.requires {
                None => taints.iter().any(|(label, _)| {
                    self.marks.labels.get(usize::from(*label)).is_some_and(|label| *label == Label::default())
                }),
                Some(SinkRequires::Sink(requires)) => self.holds(requires, &taints),
                Some(SinkRequires::Metavariables(all)) => all.iter().all(|(_, requires)| self.holds(requires, &taints)),
            };
            if reached && self.unifies(&mark.found, &taints) {
                self.report(mark.found, &taints);
            }
        }
    }

    /// Notes a finding at the sink, or at each source for rules that want that.
    fn report(&mut self, sink: Match, taints: &Taints) {
        let sources = taints.iter().filter_map(|(_, source)| self.marks.sources.get(*source as usize));
        let mut sources: Vec<Range<u32>> = sources.map(|source| source.found.range.clone()).collect();
        sources.sort_by_key(span);
        if !self.rule.options.taint_focus_on_source {
            // A sink that needs no taint is where it comes from.
            let source = sources.first().unwrap_or(&sink.range).clone();
            self.found.entry(span(&sink.range)).or_insert(Reached { found: sink, source });
            return;
        }
        for source in sources {
            let found = Match { range: source.clone(), environment: sink.environment.clone() };
            self.found.entry(span(&source)).or_insert(Reached { found, source });
        }
    }

    /// Whether the bindings of some source agree with those of the sink, where the rule wants that.
    fn unifies(&self, sink: &Match, taints: &Taints) -> bool {
        let agrees = |source: &Match| self.run.code().merged(&source.environment, &sink.environment).is_some();
        !self.rule.options.taint_unify_mvars
            || taints
                .iter()
                .any(|(_, source)| self.marks.sources.get(*source as usize).is_none_or(|mark| agrees(&mark.found)))
    }
}
