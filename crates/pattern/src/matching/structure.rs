//! Nodes with parts.

use std::sync::Arc;

use tree::{Constant, Kind, Language, NodeId};

use super::{Matcher, Then};
use crate::environment::{Bound, Environment};

impl Matcher<'_> {
    /// A node with parts against another.
    pub(super) fn structure(&self, p: NodeId, t: NodeId, environment: &mut Environment, then: Then<'_>) {
        let (kind, code) = (self.pattern.kind(p), self.code.tree.kind(t));
        if kind != code {
            return self.equivalent(p, t, environment, then);
        }
        match kind {
            Kind::Args => self.arguments(&self.pattern_children(p), &self.code_children(t), environment, then),
            Kind::Bases if self.is_csharp() => self.first_bases(p, t, environment, then),
            Kind::Attributes | Kind::Bases | Kind::Catches | Kind::Cases => {
                self.unordered(p, t, true, environment, then)
            }
            Kind::Dict => self.unordered(p, t, self.options.implicit_ellipsis && is_object(self), environment, then),
            Kind::Set => self.unordered(p, t, false, environment, then),
            Kind::Patterns if self.is_ruby() => self.first_patterns(p, t, environment, then),
            Kind::Template => self.template(p, t, environment, then),
            Kind::Block if self.is_class_body(p) && !self.is_ruby() => self.unordered(p, t, true, environment, then),
            Kind::Block | Kind::Module => self.block(p, t, environment, then),
            Kind::Items if self.is_csharp() => self.block(p, t, environment, then),
            Kind::Element => self.element(p, t, environment, then),
            Kind::Catch => self.catch(p, t, environment, then),
            Kind::Pair => self.entry(p, t, environment, then),
            Kind::Import => self.import(p, t, environment, then),
            Kind::Binary => self.binary(p, t, environment, then),
            Kind::For if self.is_any_loop(p) => self.any_loop(p, t, environment, then),
            Kind::Comprehension | Kind::Other if self.pattern.symbol(p) == self.code.tree.symbol(t) => {
                self.list(&self.pattern_children(p), &self.code_children(t), environment, then);
            }
            Kind::Comprehension | Kind::Other => {}
            Kind::Path if self.is_metavariable_alone(p) => self.bind(self.first(p), Bound::Node(t), environment, then),
            Kind::Assign if self.is_ruby() => self.assigned(p, t, environment, then),
            _ if kind.is_list() => self.list(&self.pattern_children(p), &self.code_children(t), environment, then),
            Kind::Return if self.is_hidden_return(t) => {}
            _ if self.same_symbol(kind, p, t) => self.pairwise(p, t, environment, then),
            _ => {}
        }
    }

    /// What is caught, under which name, and the body. `...` catches everything, and `catch ($E)` also stands for a `catch`
    /// that names nothing.
    fn catch(&self, p: NodeId, t: NodeId, environment: &mut Environment, then: Then<'_>) {
        let (ps, ts) = (self.pattern_children(p), self.code_children(t));
        let (&[caught, name, body], &[code_caught, code_name, code_body]) = (ps.as_slice(), ts.as_slice()) else {
            return;
        };
        let is = |p: NodeId, kind: Kind| self.pattern.kind(p) == kind;
        if is(caught, Kind::Absent)
            && is(name, Kind::Absent)
            && !matches!(self.code.tree.language(), Language::Python | Language::CSharp)
        {
            return self.node(body, code_body, environment, then);
        }
        let is_nameless = self.code.tree.kind(code_name) == Kind::Absent;
        let any_name = (is(caught, Kind::Ellipsis) && is(name, Kind::Absent))
            || (is(name, Kind::Metavariable) && is_nameless && self.code.tree.language().is_script());
        self.node(caught, code_caught, environment, &mut |environment| match any_name {
            true => self.node(body, code_body, environment, then),
            false => self.node(name, code_name, environment, &mut |environment| {
                self.node(body, code_body, environment, then);
            }),
        });
    }

    /// A tag: what stands in it may go on where the pattern ends.
    fn element(&self, p: NodeId, t: NodeId, environment: &mut Environment, then: Then<'_>) {
        let (ps, ts) = (self.pattern_children(p), self.code_children(t));
        let (Some((p_head, p_inner)), Some((t_head, t_inner))) = (ps.split_at_checked(2), ts.split_at_checked(2))
        else {
            return;
        };
        let is_other = self.pattern.symbol(p) != self.code.tree.symbol(t);
        if is_other && !self.options.xml_singleton_loose_matching {
            return;
        }
        let (&[p_name, p_attributes], &[t_name, t_attributes]) = (p_head, t_head) else { return };
        let more = self.options.xml_attrs_implicit_ellipsis;
        let (wanted, given) = (self.pattern_children(p_attributes), self.code_children(t_attributes));
        self.node(p_name, t_name, environment, &mut |environment| {
            self.any_order(&wanted, &given, more, environment, &mut |environment| {
                self.inner_of_tag(p_inner, t_inner, environment, then);
            });
        });
    }

    /// What stands in a tag, as far as the pattern goes; a pattern without anything takes all.
    fn inner_of_tag(&self, ps: &[NodeId], ts: &[NodeId], environment: &mut Environment, then: Then<'_>) {
        if ps.is_empty() {
            return then(environment);
        }
        let least = ps.iter().filter(|p| self.pattern.kind(**p) != Kind::Ellipsis).count();
        let mut matched = false;
        for end in least.min(ts.len())..=ts.len() {
            if matched {
                return;
            }
            self.list(ps, ts.get(..end).unwrap_or_default(), environment, &mut |environment| {
                matched = true;
                then(environment);
            });
        }
    }

    /// `key: value`; a text among the keys of a pattern looks into a plain word of the code.
    fn entry(&self, p: NodeId, t: NodeId, environment: &mut Environment, then: Then<'_>) {
        let (ps, ts) = (self.pattern_children(p), self.code_children(t));
        if let (&[key, value], &[code_key, code_value]) = (ps.as_slice(), ts.as_slice())
            && self.pattern.kind(key) == Kind::Str
            && self.code.tree.kind(code_key) == Kind::Name
        {
            let word = self.code.tree.node(code_key).text();
            let constant = Constant { kind: Kind::Str, text: Some(Arc::from(word)), origin: Some(code_key) };
            let text = self.symbols.text(self.pattern.symbol(key));
            return self.text(key, text, &constant, code_key, environment, &mut |environment| {
                self.node(value, code_value, environment, then);
            });
        }
        self.pairwise(p, t, environment, then);
    }

    /// Whether what an expression function gives is no `return` for rules: what is not one plain value. In JavaScript
    /// everything is.
    fn is_hidden_return(&self, t: NodeId) -> bool {
        let node = self.code.tree.node(t);
        let value = node.child(0).map(|value| value.kind());
        node.text() == "implicit"
            && !self.code.tree.language().is_script()
            && (value.is_some_and(|value| matches!(value, Kind::Conditional | Kind::Yield | Kind::Assign))
                || self.is_default(t))
    }

    /// Whether a node stands in what a parameter is when it is not given.
    fn is_default(&self, t: NodeId) -> bool {
        let tree = self.code.tree;
        let mut at = tree.parent(t);
        while let Some(node) = at.filter(|node| tree.kind(*node) != Kind::FunctionDef) {
            if tree.kind(node) == Kind::Param {
                return true;
            }
            at = tree.parent(node);
        }
        false
    }

    fn unordered(&self, p: NodeId, t: NodeId, more: bool, environment: &mut Environment, then: Then<'_>) {
        self.any_order(&self.pattern_children(p), &self.code_children(t), more, environment, then);
    }

    fn is_class_body(&self, p: NodeId) -> bool {
        self.pattern.parent(p).is_some_and(|parent| self.pattern.kind(parent) == Kind::ClassDef)
    }

    /// Whether the symbols agree, where they mean anything.
    fn same_symbol(&self, kind: Kind, p: NodeId, t: NodeId) -> bool {
        let (wanted, found) = (self.pattern.symbol(p), self.code.tree.symbol(t));
        match kind {
            Kind::Return | Kind::ForEach | Kind::Case | Kind::Member => true,
            // `a := b` of Go makes a variable, and `a = b` stands for both.
            Kind::Assign => wanted.is_none() || wanted == found || self.code.tree.language() != Language::Go,
            Kind::With if self.is_csharp() => wanted == found,
            Kind::With => true,
            Kind::Throw | Kind::Yield => true,
            Kind::Lambda if self.code.tree.language().is_script() => {
                self.options.arrow_is_function || (self.symbols.text(wanted) == "=>") == self.is_arrow(t)
            }
            Kind::Variable => wanted == found || self.keyword_fits(p, t),
            _ => wanted == found,
        }
    }

    /// `var` stands for every way to make a variable.
    fn keyword_fits(&self, p: NodeId, t: NodeId) -> bool {
        let wanted = self.symbols.text(self.pattern.symbol(p));
        let found = self.code.tree.node(t).text();
        matches!((wanted, found), ("var", "let" | "const") if self.options.let_is_var) || wanted.is_empty()
    }

    /// Parts one by one.
    pub(super) fn pairwise(&self, p: NodeId, t: NodeId, environment: &mut Environment, then: Then<'_>) {
        let kind = self.pattern.kind(p);
        let (ps, ts) = (self.pattern_children(p), self.code_children(t));
        if ps.len() == ts.len() {
            self.parts(kind, 0, &ps, &ts, environment, then);
        }
    }

    fn parts(
        &self,
        kind: Kind,
        place: usize,
        ps: &[NodeId],
        ts: &[NodeId],
        environment: &mut Environment,
        then: Then<'_>,
    ) {
        let (Some((p, ps)), Some((t, ts))) = (ps.split_first(), ts.split_first()) else { return then(environment) };
        let is_empty = self.pattern.kind(*p) == Kind::Absent || self.is_empty_list(*p);
        let is_open = is_empty && may_be_left_out(kind, place) && !self.must_stand(kind, place);
        if is_open {
            return self.parts(kind, place + 1, ps, ts, environment, then);
        }
        self.node(*p, *t, environment, &mut |environment| self.parts(kind, place + 1, ps, ts, environment, then));
    }

    /// Whether a list of parts has none; an empty list that code computes with, such as `{}`, is a value.
    fn is_empty_list(&self, p: NodeId) -> bool {
        let kind = self.pattern.kind(p);
        let is_value = matches!(kind, Kind::Dict | Kind::List | Kind::Set | Kind::Tuple | Kind::Template);
        kind.is_list() && !is_value && self.pattern.end(p).0 == p.0 + 1
    }

    /// Nodes of different kinds that mean the same.
    fn equivalent(&self, p: NodeId, t: NodeId, environment: &mut Environment, then: Then<'_>) {
        match (self.pattern.kind(p), self.code.tree.kind(t)) {
            (Kind::Call, Kind::Decorator) if self.options.attr_expr => self.pairwise(p, t, environment, then),
            (Kind::Assign, Kind::Variable) if self.options.vardef_assign && !self.is_csharp() => {
                let is_short = self.code.tree.language() == Language::Go && !self.pattern.symbol(p).is_none();
                if !is_short {
                    self.definition(p, t, environment, then);
                }
            }
            (Kind::Import, Kind::Variable) => self.required(p, t, environment, then),
            (Kind::FunctionDef, Kind::Lambda) if self.member_of(t).is_none() => self.unnamed(p, t, environment, then),
            (Kind::FunctionDef, Kind::Variable) if self.options.arrow_is_function => {
                let parts = self.code.tree.node(t);
                if let (Some(name), Some(value)) = (parts.child(1), parts.child(3)) {
                    self.function_value(p, name.id(), value.id(), environment, then);
                }
            }
            (Kind::FunctionDef, Kind::Pair) if self.code.tree.language().is_script() => {
                let parts = self.code_children(t);
                if let &[key, value] = parts.as_slice() {
                    self.function_value(p, key, value, environment, then);
                }
            }
            (Kind::For, Kind::ForEach) if self.is_any_loop(p) => self.any_loop(p, t, environment, then),
            // `else { ... }` also stands for `elseif`.
            (Kind::Block, Kind::If) if self.is_php() || (self.is_csharp() && !self.has_more_than_gap(p)) => {
                self.block_of_one(p, t, environment, then);
            }
            // A function of C# that is an expression has a body too.
            (Kind::Block, _) if self.is_csharp() && self.is_body(t) && self.is_gap_alone(p) => then(environment),
            (Kind::Return, _) if self.is_given_back(t) => self.node(self.first(p), t, environment, then),
            (Kind::Call, Kind::Name) if self.is_ruby() => self.bare_call(p, t, environment, then),
            (Kind::Call, Kind::Index) if self.is_ruby() => self.index_call(p, t, environment, then),
            // `a[b, ...]` also stands for `a[b]`.
            (Kind::Args, _) => self.list(&self.pattern_children(p), &[t], environment, then),
            (Kind::Set | Kind::List, Kind::Dict | Kind::Comprehension) if self.is_gap_alone(p) => then(environment),
            // `except (A, ...)` also stands for `except A`.
            (Kind::Tuple, _) if self.is_caught(t) => self.list(&self.pattern_children(p), &[t], environment, then),
            (_, Kind::Name) => {
                if let Some(value) = self.symbolic_value(t) {
                    self.node(p, value, environment, then);
                }
            }
            _ => {}
        }
    }

    pub(super) fn is_metavariable_alone(&self, p: NodeId) -> bool {
        matches!(self.pattern_children(p).as_slice(), [only] if self.pattern.kind(*only) == Kind::Metavariable)
    }

    fn is_gap_alone(&self, p: NodeId) -> bool {
        matches!(self.pattern_children(p).as_slice(), [only] if self.pattern.kind(*only) == Kind::Ellipsis)
    }

    fn is_caught(&self, t: NodeId) -> bool {
        self.code.tree.parent(t).is_some_and(|parent| self.code.tree.kind(parent) == Kind::Catch)
    }

    /// `a = b` against a variable with a value.
    fn definition(&self, p: NodeId, t: NodeId, environment: &mut Environment, then: Then<'_>) {
        let (ps, ts) = (self.pattern_children(p), self.code_children(t));
        if let (&[target, value], &[_, code_target, _, code_value]) = (ps.as_slice(), ts.as_slice()) {
            // A field that is a function is no assignment.
            let is_method = !self.options.flddef_assign && self.member_of(code_value).is_some();
            if self.code.tree.kind(code_value) == Kind::Absent || is_method {
                return;
            }
            self.node(target, code_target, environment, &mut |environment| {
                self.node(value, code_value, environment, then);
            });
            // What is taken out of a required module is first held by a variable without a name.
            if self.pattern.kind(target) == Kind::Metavariable
                && self.code.tree.kind(code_target) == Kind::Dict
                && self.required_module(t).is_some()
            {
                let unnamed = Bound::Text(Arc::from("!tmp!"), self.code.tree.range(code_target));
                self.bind(target, unnamed, environment, &mut |environment| self.node(value, t, environment, then));
            }
        }
    }

    /// `function ...() {}` against a function without a name.
    fn unnamed(&self, p: NodeId, t: NodeId, environment: &mut Environment, then: Then<'_>) {
        let ps = self.pattern_children(p);
        let &[attributes, name, _, params, written, body] = ps.as_slice() else { return };
        if self.pattern.kind(name) == Kind::Ellipsis {
            let lambda = self.code_children(t);
            self.parts(Kind::Lambda, 0, &[attributes, params, written, body], &lambda, environment, then);
        }
    }

    /// Whether a function of JavaScript is written with an arrow.
    fn is_arrow(&self, t: NodeId) -> bool {
        self.code.tree.node(t).text() == "=>"
    }

    /// The entry of an object, or the field of a class, of which a function without a name of its own is the value: it has
    /// the name of that.
    pub(super) fn member_of(&self, t: NodeId) -> Option<NodeId> {
        let node = self.code.tree.node(t);
        let is_unnamed = self.code.tree.language().is_script() && (node.symbol().is_none() || self.is_arrow(t));
        let parent = node.parent().filter(|_| is_unnamed && node.kind() == Kind::Lambda)?;
        let in_class =
            || parent.parent().and_then(|body| body.parent()).is_some_and(|body| body.kind() == Kind::ClassDef);
        let is_member = parent.kind() == Kind::Pair || (parent.kind() == Kind::Variable && in_class());
        is_member.then(|| parent.id())
    }

    /// `function f() {}` against an entry or a field that is a function.
    fn function_value(&self, p: NodeId, target: NodeId, value: NodeId, environment: &mut Environment, then: Then<'_>) {
        let ps = self.pattern_children(p);
        let &[attributes, name, _, params, written, body] = ps.as_slice() else { return };
        if self.code.tree.kind(value) == Kind::Lambda && self.member_of(value).is_some() {
            self.node(name, target, environment, &mut |environment| {
                let lambda = self.code_children(value);
                self.parts(Kind::Lambda, 0, &[attributes, params, written, body], &lambda, environment, then);
            });
        }
    }

    /// Whether a loop of the pattern says nothing of how it goes.
    fn is_any_loop(&self, p: NodeId) -> bool {
        let head: Vec<_> = self.pattern.children(p).take(2).map(|part| part.kind()).collect();
        head.first() == Some(&Kind::Ellipsis) && (head.get(1) == Some(&Kind::Absent) || !self.is_csharp())
    }

    /// `for (...)`: any loop over a list of values too.
    fn any_loop(&self, p: NodeId, t: NodeId, environment: &mut Environment, then: Then<'_>) {
        let (ps, ts) = (self.pattern_children(p), self.code_children(t));
        let is_body = |t: &&NodeId| self.code.tree.kind(**t) == Kind::Block;
        if let (&[head, .., body], Some(code_body)) = (ps.as_slice(), ts.iter().find(is_body))
            && self.pattern.kind(head) == Kind::Ellipsis
        {
            self.node(body, *code_body, environment, then);
        }
    }

    /// `a & b` in any order, `a && b` in any grouping; other operators as they are written.
    fn binary(&self, p: NodeId, t: NodeId, environment: &mut Environment, then: Then<'_>) {
        if self.pattern.symbol(p) != self.code.tree.symbol(t) {
            return;
        }
        let (ps, ts) = (operands(self.pattern, p), operands(self.code.tree, t));
        // Every part of a long chain is a chain itself.
        self.steps.set(self.steps.get().saturating_sub(ts.len()));
        let has_gap = ps.iter().any(|p| self.pattern.kind(*p) == Kind::Ellipsis);
        match self.symbols.text(self.pattern.symbol(p)) {
            "&" | "|" | "^" if self.options.ac_matching => self.any_order(&ps, &ts, true, environment, then),
            "&&" | "||" if self.options.commutative_boolop => self.any_order(&ps, &ts, true, environment, then),
            "&&" | "||" if self.options.ac_matching => self.groups(&ps, &ts, 0, environment, then),
            "." if self.is_php() => self.groups(&ps, &ts, 0, environment, then),
            "+" if has_gap => self.groups(&ps, &ts, 1, environment, then),
            "==" | "!=" if self.options.symmetric_eq => {
                self.pairwise(p, t, environment, then);
                let (ps, mut ts) = (self.pattern_children(p), self.code_children(t));
                ts.reverse();
                self.parts(Kind::Binary, 0, &ps, &ts, environment, then);
            }
            _ => self.pairwise(p, t, environment, then),
        }
    }

    /// The operands of a chain in order; a metavariable may stand for several of them, and `...` for so many at least.
    fn groups(&self, ps: &[NodeId], ts: &[NodeId], gap: usize, environment: &mut Environment, then: Then<'_>) {
        let Some((p, rest)) = ps.split_first() else {
            if ts.is_empty() {
                then(environment);
            }
            return;
        };
        let kind = self.pattern.kind(*p);
        let least_of = |p: &NodeId| if self.pattern.kind(*p) == Kind::Ellipsis { gap } else { 1 };
        let left = ts.len().saturating_sub(rest.iter().map(least_of).sum());
        let (least, most) = match kind {
            Kind::Ellipsis => (gap, left),
            Kind::Metavariable => (1, left),
            _ => (1, 1),
        };
        for taken in least..=most {
            let (Some(group), Some(after)) = (ts.get(..taken), ts.get(taken..)) else { return };
            if !self.step() {
                return;
            }
            match (kind, group) {
                (Kind::Ellipsis, _) => self.groups(rest, after, gap, environment, then),
                (_, [single]) => self.node(*p, *single, environment, &mut |environment| {
                    self.groups(rest, after, gap, environment, then);
                }),
                _ => {
                    let bound = self.neighbours(group, after);
                    self.bind(*p, bound, environment, &mut |environment| {
                        self.groups(rest, after, gap, environment, then);
                    });
                }
            }
        }
    }

    /// Pieces of a text; `...` among the pattern's is any number of pieces.
    fn template(&self, p: NodeId, t: NodeId, environment: &mut Environment, then: Then<'_>) {
        if self.pattern.symbol(p) == self.code.tree.symbol(t) {
            self.pieces(&self.pattern_children(p), &self.code_children(t), environment, then);
        }
    }

    fn is_concatenation(&self, piece: NodeId) -> bool {
        let template = self.code.tree.node(piece).parent();
        template.is_some_and(|template| template.text() == "concat")
    }

    pub(super) fn is_php(&self) -> bool {
        self.code.tree.language() == Language::Php
    }

    /// Whether a piece is a text `...`.
    fn is_any_text(&self, p: NodeId) -> bool {
        self.pattern.kind(p) == Kind::Str && self.symbols.text(self.pattern.symbol(p)) == "..."
    }

    /// Whether a piece is a text in braces, `#{"..."}`: it has quotes of its own.
    fn is_braced(&self, p: NodeId) -> bool {
        let text = self.pattern.parent(p).map(|text| self.symbols.text(self.pattern.symbol(text)));
        text != Some("concat") && self.is_any_text(p) && self.pattern.range(p).len() >= "'...'".len()
    }

    fn pieces(&self, ps: &[NodeId], ts: &[NodeId], environment: &mut Environment, then: Then<'_>) {
        let Some((p, rest)) = ps.split_first() else {
            if ts.is_empty() {
                then(environment);
            }
            return;
        };
        let text = self.symbols.text(self.pattern.symbol(*p));
        if self.pattern.kind(*p) == Kind::Str && text.starts_with("$...") {
            for taken in 0..=ts.len() {
                let (own, after) = ts.split_at_checked(taken).unwrap_or_default();
                self.bind(*p, self.neighbours(own, after), environment, &mut |environment| {
                    self.pieces(rest, after, environment, then);
                });
            }
            return;
        }
        if self.is_any_text(*p) && !self.is_braced(*p) {
            for skipped in 0..=ts.len() {
                self.pieces(rest, ts.get(skipped..).unwrap_or_default(), environment, then);
            }
        } else if let Some((t, after)) = ts.split_first() {
            // What stands in braces is no piece of text.
            let is_text = |kind: Kind| kind == Kind::Str;
            let in_braces = (!is_text(self.pattern.kind(*p)) && !self.is_php()) || self.is_braced(*p);
            if in_braces && is_text(self.code.tree.kind(*t)) && !self.is_concatenation(*t) {
                return;
            }
            self.node(*p, *t, environment, &mut |environment| self.pieces(rest, after, environment, then));
        }
    }
}

/// Whether a pattern without this part matches code that has it.
fn may_be_left_out(kind: Kind, place: usize) -> bool {
    match kind {
        Kind::FunctionDef => matches!(place, 0 | 2 | 4 | 5),
        Kind::Lambda => matches!(place, 0 | 2),
        Kind::ClassDef => matches!(place, 0 | 2 | 3 | 4),
        Kind::Variable => matches!(place, 0 | 2 | 3),
        Kind::Param => matches!(place, 0 | 2 | 3),
        Kind::If | Kind::While => place == 2,
        Kind::ForEach => place == 3,
        Kind::Try => matches!(place, 1..=3),
        Kind::Throw | Kind::Switch => place == 1,
        Kind::New => matches!(place, 0 | 2),
        Kind::Package => place == 1,
        _ => false,
    }
}

/// The operands of a chain of one operator.
fn operands(tree: &tree::Tree, node: NodeId) -> Vec<NodeId> {
    let operator = tree.symbol(node);
    let mut operands = Vec::new();
    let mut waiting = vec![node];
    while let Some(node) = waiting.pop() {
        if tree.kind(node) == Kind::Binary && tree.symbol(node) == operator {
            let parts: Vec<_> = tree.children(node).map(|part| part.id()).collect();
            waiting.extend(parts.into_iter().rev());
        } else {
            operands.push(node);
        }
    }
    operands
}

/// Whether braces are objects in the language, which patterns name in part.
fn is_object(matcher: &Matcher<'_>) -> bool {
    match matcher.code.tree.language() {
        Language::Python | Language::Java | Language::Go | Language::Ruby | Language::Php | Language::CSharp => false,
        Language::JavaScript | Language::TypeScript | Language::Tsx => true,
    }
}
