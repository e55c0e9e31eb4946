//! Which statements mean an action.

use std::collections::HashMap;
use std::rc::Rc;

use crate::decide::question::Question;
use crate::decide::search::bits::Bits;
use crate::decide::search::work::Work;
use crate::decide::values::fill::{Sight, texts};
use crate::decide::values::shape::Shape;
use crate::glob::Glob;

/// The action elements of all statements, indexed.
pub(in crate::decide) struct Actions<'q> {
    /// Statements with `NotAction`.
    negated: Bits,
    literals: HashMap<&'q str, Vec<usize>>,
    wild: Vec<(&'q Glob, usize)>,
    /// The wildcard patterns by the service they name; those that name none under the empty text.
    by_service: HashMap<&'q str, Vec<(&'q Glob, usize)>>,
    /// The shapes of each statement's patterns; all of `*` for `NotAction`.
    pub shapes: Vec<Rc<Vec<Shape>>>,
    pub sight: Sight,
    /// The patterns of each `NotAction`.
    excluded: HashMap<usize, Vec<Shape>>,
    known: HashMap<String, Bits>,
    spoken: HashMap<usize, Rc<Vec<(String, Bits)>>>,
}

impl<'q> Actions<'q> {
    pub(in crate::decide) fn new(question: &'q Question<'_>, texts: &'q [Vec<String>], fresh: char) -> Self {
        let mut actions = Self {
            negated: Bits::default(),
            literals: HashMap::new(),
            wild: Vec::new(),
            by_service: HashMap::new(),
            shapes: Vec::with_capacity(question.clauses.len()),
            sight: Sight { fresh, ones: 0, parts: false, cases: false },
            excluded: HashMap::new(),
            known: HashMap::new(),
            spoken: HashMap::new(),
        };
        for (number, (clause, texts)) in question.clauses.iter().zip(texts).enumerate() {
            let Some(element) = &clause.statement.action else {
                actions.shapes.push(Rc::default());
                continue;
            };
            if element.negated {
                actions.negated.add(number);
            }
            for (pattern, text) in element.patterns.iter().zip(texts) {
                let glob = pattern.value.glob();
                if glob.is_literal() {
                    actions.literals.entry(text).or_default().push(number);
                } else {
                    actions.wild.push((glob, number));
                    actions.by_service.entry(named_service(text)).or_default().push((glob, number));
                    actions.sight.ones = actions.sight.ones.max(Shape::from_glob(glob).ones());
                }
            }
            let mut shapes: Vec<Shape> =
                element.patterns.iter().map(|pattern| Shape::from_glob(pattern.value.glob())).collect();
            if element.negated {
                actions.excluded.insert(number, std::mem::replace(&mut shapes, vec![Shape::any()]));
            }
            actions.shapes.push(Rc::new(shapes));
        }
        actions
    }

    /// The statements that mean `action`, which is in lower case.
    pub(in crate::decide) fn matching(&mut self, action: &str, work: &Work) -> Bits {
        if let Some(known) = self.known.get(action) {
            return known.clone();
        }
        let mut named = Bits::from_numbers(self.literals.get(action).into_iter().flatten().copied());
        let service = action.split_once(':').map_or("", |(service, _)| service);
        let candidates = [service, ""].into_iter().filter_map(|service| self.by_service.get(service)).flatten();
        for (glob, number) in candidates {
            work.spend(1);
            if !named.has(*number) && glob.matches(action) {
                named.add(*number);
            }
        }
        let found = named.minus(&self.negated).or(&self.negated.minus(&named));
        self.known.insert(action.to_owned(), found.clone());
        found
    }

    /// The actions that speak for the patterns of one statement, and the statements that mean each.
    pub(in crate::decide) fn spoken(&mut self, number: usize, work: &Work) -> Rc<Vec<(String, Bits)>> {
        if let Some(known) = self.spoken.get(&number) {
            return Rc::clone(known);
        }
        let shapes = self.shapes.get(number).cloned().unwrap_or_default();
        let words: Vec<String> = shapes.iter().flat_map(|shape| texts(shape, self.sight, work).0).collect();
        let mut found: Vec<(String, Bits)> = Vec::new();
        for word in words {
            let matching = self.matching(&word, work);
            found.push((word, matching));
        }
        let found = Rc::new(found);
        self.spoken.insert(number, Rc::clone(&found));
        found
    }

    /// The patterns by which an action escapes these statements: those of each `NotAction`.
    pub(in crate::decide) fn escapes(&self, unmatched: &Bits) -> Vec<&[Shape]> {
        let negated = unmatched.and(&self.negated);
        negated.iter().filter_map(|number| self.excluded.get(&number)).map(Vec::as_slice).collect()
    }

    /// Whether some action may be meant by both; only a sure no is a no.
    pub(in crate::decide) fn may_meet(&mut self, one: usize, other: usize, work: &Work) -> bool {
        if self.negated.has(one) || self.negated.has(other) {
            return true;
        }
        if self.spoken(one, work).iter().any(|(_, matching)| matching.has(other))
            || self.spoken(other, work).iter().any(|(_, matching)| matching.has(one))
        {
            return true;
        }
        let of = |number: usize| self.wild.iter().filter(move |(_, owner)| *owner == number).map(|(glob, _)| *glob);
        of(one).any(|glob| of(other).any(|partner| glob.intersects(partner)))
    }
}

/// The service that a pattern names without wildcards; empty when it does not.
fn named_service(pattern: &str) -> &str {
    let service = pattern.split_once(':').map_or("", |(service, _)| service);
    if service.contains(['*', '?']) { "" } else { service }
}
