//! Formulas over the code of one file.

mod condition;
mod entropy;
mod text;

use rustc_hash::FxHashMap;
use std::cell::{Cell, RefCell};
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use tree::Symbol;

use crate::Metavariable;
use crate::compile::Program;
use crate::environment::{Bound, Environment};
use crate::generic::Document;
use crate::matching::{Code, Match, Reach, is_expression_kind, matches_reaching};
use crate::prefilter::Present;
use crate::rule::{All, Condition, Focus, Formula, GenericComments, Options, Rule};

/// The rules of a program on the code of one file. What a pattern matches is found once for all rules that have it.
#[derive(Debug)]
pub struct Run<'r> {
    program: &'r Program,
    code: Code<'r>,
    present: &'r Present,
    steps: &'r Cell<usize>,
    known: Known<Key>,
    /// What generic patterns match, by their texts and the number of their settings.
    known_generic: Known<(Arc<str>, usize)>,
    /// The text as lines and blocks, by the comments that are passed over.
    documents: RefCell<Vec<(Option<GenericComments>, Rc<Document>)>>,
    /// Whether the text is what a metavariable stands for.
    is_inner: bool,
    /// The part of the code that is looked at, if not all of it: what a metavariable stands for.
    window: RefCell<Option<Range<u32>>>,
    reach: Cell<Reach>,
    /// The first place that is nested too deep to be followed.
    too_deep: Cell<Option<u32>>,
}

/// What was found already, by what was looked for.
type Known<K> = RefCell<FxHashMap<K, Rc<Vec<Match>>>>;

/// A pattern by where its text is, and what changes its meaning.
type Key = (Arc<str>, [bool; 9]);

impl<'r> Run<'r> {
    /// A run that may take so many steps; `present` is what [`Program::candidates`] says of the code.
    pub fn new(program: &'r Program, code: Code<'r>, present: &'r Present, steps: &'r Cell<usize>) -> Self {
        Self {
            program,
            code,
            present,
            steps,
            known: RefCell::default(),
            known_generic: RefCell::default(),
            documents: RefCell::default(),
            is_inner: false,
            window: RefCell::default(),
            reach: Cell::new(Reach::Each),
            too_deep: Cell::default(),
        }
    }

    /// A run over what a metavariable stands for.
    fn inner(&self, program: &'r Program, code: Code<'r>, present: &'r Present) -> Run<'r> {
        Run { is_inner: true, ..Self::new(program, code, present, self.steps) }
    }

    /// Notes a place of the code that is nested too deep to be followed.
    pub fn stop_at(&self, range: &Range<u32>) {
        let before = self.too_deep.get().unwrap_or(u32::MAX);
        self.too_deep.set(Some(before.min(range.start)));
    }

    /// Where the first place begins that was nested too deep to be followed, so that there may be more to find.
    pub fn stopped_at(&self) -> Option<u32> {
        self.too_deep.get()
    }

    /// Uses up steps for what is done beside matching; says whether any were left.
    pub fn spend(&self, steps: usize) -> bool {
        let left = self.steps.get();
        self.steps.set(left.saturating_sub(steps));
        left > 0
    }

    /// The code it runs on.
    pub fn code(&self) -> Code<'r> {
        self.code
    }

    /// The name of a metavariable.
    pub fn name(&self, symbol: Symbol) -> &'r str {
        self.program.symbols.text(symbol)
    }

    /// The symbol of a metavariable; none if no pattern names it.
    pub fn metavariable(&self, metavariable: &Metavariable) -> Option<Symbol> {
        self.program.metavariable(metavariable)
    }

    /// The matches of a formula of a rule, each range with the same bindings once.
    pub fn matches(&self, rule: &Rule, formula: &Formula) -> Vec<Match> {
        let mut found = self.formula(&rule.options, formula);
        found.sort_by_key(|one| (one.range.start, one.range.end));
        let mut distinct: Vec<Match> = Vec::with_capacity(found.len());
        for one in found {
            let is_known = |other: &Match| other.range == one.range && other.environment == one.environment;
            if !distinct.iter().rev().take_while(|other| other.range == one.range).any(is_known) {
                distinct.push(one);
            }
        }
        distinct
    }

    fn formula(&self, options: &Options, formula: &Formula) -> Vec<Match> {
        match formula {
            Formula::Pattern(text) => self.in_window(&self.pattern(options, &text.text)),
            Formula::Regex(regex) => self.regex(regex),
            Formula::Any(any) => any.iter().flat_map(|part| self.formula(options, part)).collect(),
            Formula::Inside(inner) | Formula::Anywhere(inner) => {
                let before = self.reach.replace(Reach::Last);
                let found = self.formula(options, inner);
                self.reach.set(before);
                found
            }
            Formula::All(all) => self.all(options, all, None),
        }
    }

    fn pattern(&self, options: &Options, text: &Arc<str>) -> Rc<Vec<Match>> {
        if !self.program.admits(text, self.present) {
            return Rc::default();
        }
        if self.program.language.is_none() {
            return self.generic(options, text);
        }
        if let Some(within) = self.window.borrow().as_ref().filter(|_| text.trim() == "...") {
            return Rc::new(self.expressions(within));
        }
        let switches = [
            options.constant_propagation,
            options.symbolic_propagation,
            options.symmetric_eq,
            options.ac_matching,
            options.vardef_assign,
            options.commutative_boolop,
            options.arrow_is_function,
            options.flddef_assign,
            self.reach.get() == Reach::Last,
        ];
        let key = (Arc::clone(text), switches);
        if let Some(known) = self.known.borrow().get(&key) {
            return Rc::clone(known);
        }
        let pattern = self.program.pattern(text);
        let found = pattern.map(|pattern| {
            matches_reaching(pattern, &self.program.symbols, self.code, options, self.steps, self.reach.get())
        });
        let found = Rc::new(found.unwrap_or_default());
        self.known.borrow_mut().insert(key, Rc::clone(&found));
        found
    }

    /// All expressions in a place: what `...` stands for in a metavariable.
    fn expressions(&self, within: &Range<u32>) -> Vec<Match> {
        let nodes = self.code.tree.nodes().filter(|node| lies_in(&node.range(), within));
        let all = nodes.filter(|node| is_expression_kind(node.kind()));
        all.map(|node| Match { range: node.range(), environment: Environment::default() }).collect()
    }

    /// The matches of a pattern in the part of the code that is looked at.
    fn in_window(&self, found: &[Match]) -> Vec<Match> {
        let Some(window) = self.window.borrow().clone() else { return found.to_vec() };
        let clipped = |one: &Match| {
            let range = self.clipped(&one.range, &window)?;
            Some(Match { range, environment: one.environment.clone() })
        };
        found.iter().filter_map(clipped).collect()
    }

    /// A range that lies in the window, or is the window with no more around it than makes a statement of it.
    fn clipped(&self, range: &Range<u32>, window: &Range<u32>) -> Option<Range<u32>> {
        if lies_in(range, window) {
            return Some(range.clone());
        }
        let text = |from: u32, to: u32| self.code.text.get(from as usize..to as usize);
        let is_mere = |around: &str| around.chars().all(|c| c.is_whitespace() || c == ';');
        let (before, after) = (text(range.start, window.start)?, text(window.end, range.end)?);
        (is_mere(before) && is_mere(after)).then(|| window.clone())
    }

    /// All of several formulas; `within` is a match that they must lie in, if there is one already.
    fn all(&self, options: &Options, all: &All, within: Option<Match>) -> Vec<Match> {
        // Where a part that names something finds nothing, the others need not be looked for.
        let is_missing = |part: &&Formula| self.names_something(part) && self.formula(options, part).is_empty();
        if all.positives.len() > 1 && all.positives.iter().any(|part| is_missing(&part)) {
            return Vec::new();
        }
        let mut found: Option<Vec<Match>> = within.map(|within| vec![within]);
        let around = |part: &&Formula| is_around(part);
        for part in all.positives.iter().filter(|part| !around(part)) {
            let own = self.formula(options, part);
            found = Some(match found {
                None => own,
                Some(found) => self.intersection(&found, &own),
            });
        }
        let has_core = found.is_some();
        for part in all.positives.iter().filter(around) {
            let around = self.formula(options, part);
            found = Some(match found {
                None => around,
                // Of several that others must lie in, the innermost is meant.
                Some(found) if !has_core => self.intersection(&found, &around),
                Some(found) => self.inside(&found, &around, matches!(part, Formula::Anywhere(_))),
            });
        }
        let mut found = found.unwrap_or_default();
        // What only leaves some out and costs little comes before what must not match.
        let filters = all.conditions.iter().take_while(|condition| condition::binds_nothing(condition)).count();
        let (filters, conditions) = all.conditions.split_at(filters);
        for condition in filters {
            found = found.into_iter().flat_map(|one| self.satisfying(options, condition, one)).collect();
        }
        for part in all.negatives.iter().flat_map(alternatives) {
            found = self.without(options, found, part);
        }
        let found = self.conditioned(options, conditions, found);
        let found = all.focus.iter().fold(found, |found, focus| self.focused(found, focus));
        match all.bind.as_ref().and_then(|name| self.program.metavariable(name)) {
            Some(name) => found.into_iter().map(|one| self.bound_as(name, one)).collect(),
            None => found,
        }
    }

    /// Whether two ranges are one statement, of which one has the semicolon.
    fn is_same_statement(&self, one: &Range<u32>, other: &Range<u32>) -> bool {
        let ends = one.end.min(other.end) as usize..one.end.max(other.end) as usize;
        one.start == other.start && self.code.text.get(ends).is_some_and(|rest| rest.trim() == ";")
    }

    /// The matches for which conditions hold. What one finds in a metavariable does not bind the patterns of the others.
    fn conditioned(&self, options: &Options, conditions: &[Condition], found: Vec<Match>) -> Vec<Match> {
        let mut found: Vec<(usize, Match)> =
            found.into_iter().map(|one| (one.environment.iter().count(), one)).collect();
        for condition in conditions {
            let one_by_one = found.into_iter().flat_map(|(known, mut one)| {
                let is_pattern = matches!(condition, Condition::Pattern { .. });
                let later = if is_pattern { one.environment.split_off(known) } else { Vec::new() };
                let ways = self.satisfying(options, condition, one).into_iter().map(move |mut way| {
                    for (name, bound) in &later {
                        way.environment.replace(*name, bound.clone());
                    }
                    (known, way)
                });
                ways.collect::<Vec<_>>()
            });
            found = one_by_one.collect();
        }
        found.into_iter().map(|(_, one)| one).collect()
    }

    /// The matches that a formula which must not match leaves.
    fn without(&self, options: &Options, mut found: Vec<Match>, part: &Formula) -> Vec<Match> {
        if found.is_empty() {
            return found;
        }
        let own = self.formula(options, part);
        let is_part = self.window.borrow().is_some();
        let is_met = |one: &Match, other: &Match| match part {
            // A text is looked for in what is found and around it.
            _ if is_text(part) => lies_in(&one.range, &other.range) || lies_in(&other.range, &one.range),
            _ if is_around(part) => lies_in(&one.range, &other.range),
            _ => one.range == other.range || (is_part && self.is_same_statement(&one.range, &other.range)),
        };
        self.take_steps(found.len().saturating_mul(own.len()));
        if self.is_spent() {
            return Vec::new();
        }
        found.retain(|one| !own.iter().any(|other| is_met(one, other) && self.agree(one, other)));
        found
    }

    /// A match whose code a metavariable stands for.
    fn bound_as(&self, name: Symbol, mut one: Match) -> Match {
        if one.environment.get(name).is_none() {
            let node = self.code.tree.nodes().find(|node| node.range() == one.range);
            let text = self.code.text.get(one.range.start as usize..one.range.end as usize).unwrap_or_default();
            let text = || Bound::Text(Arc::from(text), one.range.clone());
            let bound = node.map_or_else(text, |node| Bound::Node(node.id()));
            one.environment.push(name, bound);
        }
        one
    }

    /// Whether a formula can only match where names of it stand.
    fn names_something(&self, formula: &Formula) -> bool {
        match formula {
            Formula::Pattern(text) => {
                let pattern = self.program.pattern(&text.text);
                pattern.is_some_and(|pattern| pattern.names.iter().any(|names| !names.is_empty()))
            }
            Formula::Inside(inner) => self.names_something(inner),
            Formula::Any(any) => any.iter().all(|part| self.names_something(part)),
            Formula::Regex(_) | Formula::Anywhere(_) | Formula::All(_) => false,
        }
    }

    fn agree(&self, one: &Match, other: &Match) -> bool {
        self.code.merged(&one.environment, &other.environment).is_some()
    }

    /// The ranges of either side that lie in one of the other, with equal bindings.
    fn intersection(&self, left: &[Match], right: &[Match]) -> Vec<Match> {
        let mut found = Vec::new();
        for one in left {
            self.take_steps(right.len());
            for other in right.iter().filter(|_| !self.is_spent()) {
                let inner = if lies_in(&one.range, &other.range) {
                    &one.range
                } else if lies_in(&other.range, &one.range) {
                    &other.range
                } else {
                    continue;
                };
                if let Some(environment) = self.code.merged(&one.environment, &other.environment) {
                    found.push(Match { range: inner.clone(), environment });
                }
            }
        }
        found
    }

    /// The matches that lie in one of `around`, with equal bindings.
    fn inside(&self, found: &[Match], around: &[Match], anywhere: bool) -> Vec<Match> {
        let mut kept: Vec<Match> = Vec::new();
        for one in found {
            self.take_steps(around.len());
            let around = around.iter().filter(|_| !self.is_spent());
            for other in around.filter(|other| anywhere || lies_in(&one.range, &other.range)) {
                if let Some(environment) = self.code.merged(&one.environment, &other.environment) {
                    let new = Match { range: one.range.clone(), environment };
                    if kept.last() != Some(&new) {
                        kept.push(new);
                    }
                }
            }
        }
        kept
    }

    /// The matches narrowed to metavariables, each of them on its own.
    fn focused(&self, found: Vec<Match>, focus: &Focus) -> Vec<Match> {
        let mut narrowed = Vec::new();
        for one in found {
            for metavariable in &focus.metavariables {
                let bound = self.program.metavariable(metavariable).and_then(|name| one.environment.get(name));
                let Some(range) = bound.and_then(|bound| self.code.range_of(bound)) else { continue };
                let range = match () {
                    () if lies_in(&range, &one.range) => range,
                    () if lies_in(&one.range, &range) => one.range.clone(),
                    () => continue,
                };
                narrowed.push(Match { range, environment: one.environment.clone() });
            }
        }
        narrowed
    }
}

/// The formulas of which one must match.
fn alternatives(formula: &Formula) -> Vec<&Formula> {
    match formula {
        Formula::Any(any) => any.iter().flat_map(alternatives).collect(),
        other => vec![other],
    }
}

/// Whether a formula finds what an expression does.
fn is_text(formula: &Formula) -> bool {
    match formula {
        Formula::Regex(_) => true,
        Formula::Any(any) => any.iter().all(is_text),
        Formula::All(all) => {
            let mut cores = all.positives.iter().filter(|part| !is_around(part)).peekable();
            cores.peek().is_some() && cores.all(is_text)
        }
        Formula::Pattern(_) | Formula::Inside(_) | Formula::Anywhere(_) => false,
    }
}

/// Whether a formula says where others must lie.
fn is_around(formula: &Formula) -> bool {
    match formula {
        Formula::Inside(_) | Formula::Anywhere(_) => true,
        Formula::Any(any) => any.iter().all(is_around),
        Formula::Pattern(_) | Formula::Regex(_) | Formula::All(_) => false,
    }
}

fn lies_in(inner: &Range<u32>, outer: &Range<u32>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

impl Code<'_> {
    /// The place of what a metavariable stands for; none for an empty list.
    pub fn range_of(&self, bound: &Bound) -> Option<Range<u32>> {
        match bound {
            Bound::Node(node) => Some(self.tree.range(*node)),
            Bound::Text(_, range) | Bound::Words(_, range) => Some(range.clone()),
            Bound::Nodes(from, to) if from < to => {
                let start = self.tree.range(*from).start;
                let ends = (from.0..to.0).map(|id| self.tree.range(tree::NodeId(id)).end);
                ends.max().map(|end| start..end)
            }
            Bound::Nodes(..) => None,
        }
    }

    /// The code or text that a metavariable stands for.
    pub fn text_of(&self, bound: &Bound) -> Arc<str> {
        if let Bound::Text(text, _) | Bound::Words(text, _) = bound {
            return Arc::clone(text);
        }
        let range = self.range_of(bound).unwrap_or(0..0);
        Arc::from(self.text.get(range.start as usize..range.end as usize).unwrap_or_default())
    }
}
