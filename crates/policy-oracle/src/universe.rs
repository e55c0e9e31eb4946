//! Brute force: every request over a small alphabet.
//!
//! Each part of a request (principal, action, resource, each key) is enumerated by itself, and a value is known by the
//! set of statements whose element it satisfies. The product of the parts is then a product of sets, so that all
//! requests are looked at without looking at each. A key that stands in a variable is fixed first, value by value.

mod agreeing;
mod layer;
mod ranges;

use policy::{Context as TheirContext, ContextValue, Principal, Request};

use crate::choices::Choices;
use crate::evaluator::{Effect, Judged, Says, Statement};
use crate::question::{Both, Case};
use crate::request::{Context, Given, folded};
use agreeing::Together;
pub(crate) use agreeing::agrees;
use layer::{Layer, Product};
pub(crate) use ranges::domain;
use ranges::{KeyRange, Ranges};

/// All requests that brute force looks at for one question.
#[derive(Debug)]
pub struct Universe<'a> {
    ranges: Ranges,
    statements: Vec<(usize, &'a Statement)>,
    documents: usize,
}

/// One value of each part.
#[derive(Debug, Clone)]
struct Chosen {
    principal: Option<Principal>,
    action: usize,
    resource: usize,
    given: Vec<(String, Option<Given>)>,
}

impl<'a> Universe<'a> {
    /// The requests near a question; `None` when it has more statements than fit a set.
    pub fn new(case: &Case, both: &'a Both) -> Option<Self> {
        let of = |(number, document): (usize, &'a Judged)| document.statements.iter().map(move |one| (number, one));
        let statements: Vec<_> = both.judged.iter().enumerate().flat_map(of).collect();
        let ranges = Ranges::new(case, &statements.iter().map(|(_, one)| *one).collect::<Vec<_>>());
        (statements.len() <= 64).then_some(Self { ranges, statements, documents: both.judged.len() })
    }

    /// A request that satisfies the combination, if there is one.
    pub fn find(&self, case: &Case) -> Option<Request> {
        let holds = |set: u64| case.shape.holds(&self.says(set));
        let mut fixed = Product::new(u64::MAX);
        fixed.add(self.together(&self.ranges.principals));
        fixed.add(self.together(&self.ranges.sources));
        fixed.add(self.layer(&self.ranges.actions, folded, |one, text| one.selects_action(text)));
        let (free, bound): (Vec<&KeyRange>, Vec<&KeyRange>) =
            self.ranges.keys.iter().partition(|range| !range.stands_in_variable && !range.has_variables);
        for range in &free {
            fixed.add(self.key_layer(range, &Context::default(), &range.values));
        }
        let linked: Vec<&KeyRange> = bound.iter().copied().filter(|range| range.stands_in_variable).collect();
        let others: Vec<&KeyRange> = bound.into_iter().filter(|range| !range.stands_in_variable).collect();
        for assignment in assignments(&linked) {
            let mut product = fixed.clone();
            let mut context = Context::default();
            for (range, value) in linked.iter().zip(&assignment) {
                if let Some(given) = value {
                    context.set(&range.name, given.clone());
                }
            }
            for (range, value) in linked.iter().zip(&assignment) {
                product.add(self.key_layer(range, &context, std::slice::from_ref(value)));
            }
            for range in &others {
                product.add(self.key_layer(range, &context, &self.values_of(range, &context)));
            }
            let letters = |text: &str| text.chars().collect();
            let selects = |one: &Statement, text: &[char]| one.selects_resource(text, &context);
            product.add(self.layer(&self.ranges.resources, letters, selects));
            let Some(path) = product.find(holds) else { continue };
            return Some(self.request(path, &free, &linked, &others, &assignment, &context));
        }
        None
    }

    /// Any request of the universe.
    pub fn any(&self, choices: &mut impl Choices) -> Request {
        let given = self.ranges.keys.iter().map(|range| {
            let at = choices.below(range.values.len().max(1));
            let mut given = range.values.get(at).cloned().flatten();
            if let Some(Given::Set(values)) = &mut given {
                let more = choices.below(range.values.len().max(1));
                match range.values.get(more) {
                    Some(Some(Given::Set(others))) => values.extend(others.iter().cloned()),
                    // A key of many values that has none.
                    Some(None) => values.clear(),
                    _ => {}
                }
            }
            (range.name.clone(), given)
        });
        let given: Vec<(String, Option<Given>)> = given.collect();
        let principal = choices.below(self.ranges.principals.len().max(1));
        let source = choices.below(self.ranges.sources.len().max(1));
        let action = choices.below(self.ranges.actions.len().max(1));
        let mut chosen = self.started(principal, source, action);
        chosen.resource = choices.below(self.ranges.resources.len().max(1));
        chosen.given.extend(given);
        self.build(chosen)
    }

    fn says(&self, set: u64) -> Vec<Says> {
        let mut says = vec![Says::default(); self.documents];
        for (bit, (document, statement)) in self.statements.iter().enumerate() {
            let Some(one) = says.get_mut(*document).filter(|_| set >> bit & 1 == 1) else { continue };
            match statement.effect {
                Some(Effect::Allow) => one.allow = true,
                Some(Effect::Deny) => one.deny = true,
                None => {}
            }
        }
        says
    }

    fn together(&self, all: &[Together]) -> Layer {
        Layer::new(all.iter().map(|together| {
            let mut context = Context::default();
            for (key, given) in &together.given {
                given.iter().for_each(|given| context.set(key, given.clone()));
            }
            let is_own = |key: &str| together.given.iter().any(|(own, _)| own == key);
            self.set(|one| {
                together.principal.as_ref().is_none_or(|who| one.selects_principal(who))
                    && one.conditions.iter().filter(|c| is_own(&c.key)).all(|c| c.holds(&context))
            })
        }))
    }

    fn layer(
        &self,
        texts: &[String],
        letters: impl Fn(&str) -> Vec<char>,
        selects: impl Fn(&Statement, &[char]) -> bool,
    ) -> Layer {
        Layer::new(texts.iter().map(|text| {
            let letters = letters(text);
            self.set(|one| selects(one, &letters))
        }))
    }

    fn key_layer(&self, range: &KeyRange, context: &Context, values: &[Option<Given>]) -> Layer {
        Layer::new(values.iter().map(|value| {
            let mut context = context.clone();
            match value {
                Some(given) => context.set(&range.name, given.clone()),
                None => context.remove(&range.name),
            }
            self.set(|one| one.conditions.iter().filter(|c| c.key == range.name).all(|c| c.holds(&context)))
        }))
    }

    /// The values of a key whose conditions have variables: sets are made anew, because which values are alike depends
    /// on what stands for the variables.
    fn values_of(&self, range: &KeyRange, context: &Context) -> Vec<Option<Given>> {
        range.in_context(context, self.statements.iter().flat_map(|(_, one)| &one.conditions))
    }

    fn set(&self, satisfies: impl Fn(&Statement) -> bool) -> u64 {
        let bits = self.statements.iter().enumerate();
        bits.filter(|(_, (_, one))| satisfies(one)).fold(0, |set, (bit, _)| set | 1 << bit)
    }

    /// The request at the end of a path through the product; its steps are in the order in which layers were added.
    fn request(
        &self,
        path: Vec<usize>,
        free: &[&KeyRange],
        linked: &[&KeyRange],
        others: &[&KeyRange],
        assignment: &[Option<Given>],
        context: &Context,
    ) -> Request {
        let mut steps = path.into_iter();
        let mut next = || steps.next().unwrap_or_default();
        let (principal, source, action) = (next(), next(), next());
        let mut chosen = self.started(principal, source, action);
        let given = &mut chosen.given;
        given.extend(free.iter().map(|range| (range.name.clone(), range.values.get(next()).cloned().flatten())));
        for (range, value) in linked.iter().zip(assignment) {
            next();
            given.push((range.name.clone(), value.clone()));
        }
        for range in others {
            given.push((range.name.clone(), self.values_of(range, context).get(next()).cloned().flatten()));
        }
        chosen.resource = next();
        self.build(chosen)
    }

    /// The parts that stand together.
    fn started(&self, principal: usize, source: usize, action: usize) -> Chosen {
        let principal = self.ranges.principals.get(principal);
        let together = principal.into_iter().chain(self.ranges.sources.get(source));
        let given = together.flat_map(|together| together.given.iter().cloned()).collect();
        Chosen { principal: principal.and_then(|one| one.principal.clone()), action, resource: 0, given }
    }

    fn build(&self, chosen: Chosen) -> Request {
        let mut context = TheirContext::new();
        for (key, given) in chosen.given {
            match given {
                Some(Given::One(value)) => context.set(&key, ContextValue::Single(value)),
                Some(Given::Set(values)) => context.set(&key, ContextValue::Many(values)),
                None => {}
            }
        }
        let text = |texts: &[String], at: usize| texts.get(at).cloned().unwrap_or_default();
        Request {
            principal: chosen.principal.unwrap_or(Principal::Anonymous),
            action: text(&self.ranges.actions, chosen.action),
            resource: text(&self.ranges.resources, chosen.resource),
            resource_account: None,
            context,
        }
    }
}

/// All ways to give the keys values.
fn assignments(keys: &[&KeyRange]) -> Vec<Vec<Option<Given>>> {
    let mut all = vec![Vec::new()];
    for range in keys {
        let longer = |before: &Vec<Option<Given>>| -> Vec<Vec<Option<Given>>> {
            let with = |value: &Option<Given>| before.iter().chain([value]).cloned().collect();
            range.values.iter().map(with).collect()
        };
        all = all.iter().flat_map(longer).collect();
    }
    all
}
