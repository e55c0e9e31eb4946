//! What each part of a request may be.

mod texts;

use std::collections::{BTreeMap, BTreeSet};

use policy::decide::Domain;
use policy::{ContextValue, Principal};

use super::agreeing::{self, Together};
use crate::condition::{Condition, Quantifier, Test};
use crate::evaluator::Statement;
use crate::question::Case;
use crate::request::{Context, Given};
use texts::{ARNS, typed, words};

/// The most values a key keeps when brute force has to fix it first, by how many such keys there are.
const FIXED: [usize; 4] = [200, 30, 10, 6];

/// Sources near those that are drawn.
const SOURCES: [&str; 10] = [
    "arn:aws:s3:::a",
    "arn:aws:s3:::x",
    "arn:aws:sns:a:111111111111:a",
    "arn:aws:sns:x:111111111111:x",
    "arn:aws:sns:a:222222222222:a",
    "arn:aws:sns:a:333333333333:a",
    "arn:aws:sns:a:333333333333:x",
    "arn:aws:sns:a:12:a",
    "arn:aws:x:a:222222222222:x",
    "x",
];

/// What each part may be.
#[derive(Debug)]
pub(super) struct Ranges {
    /// Principals, each with the keys that must agree with it.
    pub principals: Vec<Together>,
    /// What the keys that must agree about a source say; one entry without keys when there are none.
    pub sources: Vec<Together>,
    pub actions: Vec<String>,
    pub resources: Vec<String>,
    pub keys: Vec<KeyRange>,
}

/// What one key may be.
#[derive(Debug)]
pub(super) struct KeyRange {
    /// The key in lower case.
    pub name: String,
    /// Absence first.
    pub values: Vec<Option<Given>>,
    /// Whether the key's value stands for a variable somewhere.
    pub stands_in_variable: bool,
    /// Whether conditions on the key have variables.
    pub has_variables: bool,
    arity: Arity,
    /// Its single values, of which sets are made.
    elements: Vec<String>,
}

/// Whether a key may have one value, and whether it may have many.
#[derive(Debug, Clone, Copy)]
struct Arity {
    one: bool,
    set: bool,
}

impl Ranges {
    pub(super) fn new(case: &Case, statements: &[&Statement]) -> Self {
        let documents = &case.documents;
        let written = |names: [&str; 2]| texts::written(documents, names);
        let conditions: Vec<&Condition> = statements.iter().flat_map(|one| &one.conditions).collect();
        let variables: BTreeSet<String> = variables(statements);
        let named = conditions.iter().map(|one| one.key.clone()).chain(variables.iter().cloned());
        let names: BTreeSet<String> = named.chain(given_keys(case)).collect();
        let single: Vec<&String> =
            names.iter().filter(|name| variables.contains(*name) && Arity::of(case, name, &conditions).one).collect();
        let most = FIXED.get(single.len()).or(FIXED.last()).copied().unwrap_or_default();
        let length = if single.is_empty() { 3 } else { 2 };
        let key = |name: &String| {
            let own: Vec<&Condition> = conditions.iter().filter(|one| one.key == *name).copied().collect();
            let mut elements = elements(documents, name, &own, length);
            if single.contains(&name) {
                elements.truncate(most);
            }
            let domain = domain(case, name);
            let mut range = KeyRange {
                name: name.clone(),
                values: Vec::new(),
                stands_in_variable: single.contains(&name),
                has_variables: own.iter().any(|one| one.variables().next().is_some()),
                arity: Arity::of(case, name, &conditions),
                elements,
            };
            range.values = match domain {
                Some(Domain::OneOf(values)) => values.iter().map(|value| value.as_ref().map(given)).collect(),
                _ => range.values(&Context::default(), &own),
            };
            range
        };
        let all: Vec<KeyRange> = names.iter().map(key).collect();
        let (bound, keys): (Vec<KeyRange>, Vec<KeyRange>) =
            all.into_iter().partition(|key| case.space.correlated && agreeing::is_bound(&key.name));
        let actions: Vec<String> = words(&written(["Action", "NotAction"]), 3).into_iter().collect();
        let resources = words(&written(["Resource", "NotResource"]), length);
        let principals = agreeing::principals(&principals(case, statements), &bound);
        Self { principals, sources: agreeing::sources(&bound), actions, resources, keys }
    }
}

/// The keys whose values the space knows; they stand in every request, named or not.
fn given_keys(case: &Case) -> impl Iterator<Item = String> {
    let is_known = |domain: &Domain| matches!(domain, Domain::OneOf(_));
    case.space.keys.iter().filter(move |(_, domain)| is_known(domain)).map(|(key, _)| key.to_ascii_lowercase())
}

impl KeyRange {
    /// The values of the key when the context says what stands for the variables in its conditions.
    pub(super) fn in_context<'c>(
        &self,
        context: &Context,
        conditions: impl Iterator<Item = &'c Condition>,
    ) -> Vec<Option<Given>> {
        if !self.arity.set {
            return self.values.clone();
        }
        self.values(context, &conditions.filter(|one| one.key == self.name).collect::<Vec<_>>())
    }

    fn values(&self, context: &Context, conditions: &[&Condition]) -> Vec<Option<Given>> {
        let ones = self.elements.iter().filter(|_| self.arity.one).cloned().map(Given::One);
        let sets = if self.arity.set { self.sets(context, conditions) } else { Vec::new() };
        std::iter::once(None).chain(ones.chain(sets).map(Some)).collect()
    }

    /// The sets of up to three values that differ for some condition; of up to two when the key has to be fixed.
    fn sets(&self, context: &Context, conditions: &[&Condition]) -> Vec<Given> {
        let mut different: BTreeMap<Vec<bool>, &String> = BTreeMap::new();
        for element in &self.elements {
            let alone = context.clone().with(&self.name, element);
            different.entry(conditions.iter().map(|one| one.holds(&alone)).collect()).or_insert(element);
        }
        let elements: Vec<&String> =
            different.into_values().take(if self.stands_in_variable { 3 } else { 12 }).collect();
        let mut sets: Vec<Vec<String>> = vec![Vec::new()];
        for size in 0..if self.stands_in_variable { 2 } else { 3 } {
            let longer = |set: &Vec<String>| {
                let start =
                    set.last().and_then(|last| elements.iter().position(|one| *one == last)).map_or(0, |at| at + 1);
                let with = |one: &&String| set.iter().chain([*one]).cloned().collect::<Vec<String>>();
                elements.iter().skip(start).map(with).collect::<Vec<_>>()
            };
            let more: Vec<Vec<String>> = sets.iter().filter(|set| set.len() == size).flat_map(longer).collect();
            sets.extend(more);
        }
        sets.into_iter().filter(|set| !set.is_empty()).map(Given::Set).collect()
    }
}

/// The domain that the question gives a key.
pub(crate) fn domain<'c>(case: &'c Case, name: &str) -> Option<&'c Domain> {
    case.space.keys.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, domain)| domain)
}

impl Arity {
    /// As the question says; when it says nothing, any key may have one value, and one that a set operator is used on
    /// may have many.
    fn of(case: &Case, name: &str, conditions: &[&Condition]) -> Self {
        match domain(case, name) {
            Some(Domain::Many) => Self { one: false, set: true },
            Some(Domain::Single | Domain::OneOf(_)) => Self { one: true, set: false },
            None => {
                let set = |one: &&Condition| one.key == *name && one.quantifier != Quantifier::None;
                Self { one: true, set: conditions.iter().any(set) }
            }
        }
    }
}

fn given(value: &ContextValue) -> Given {
    match value {
        ContextValue::Single(value) => Given::One(value.clone()),
        ContextValue::Many(values) => Given::Set(values.clone()),
    }
}

/// The keys that stand for variables, in lower case.
fn variables(statements: &[&Statement]) -> BTreeSet<String> {
    let in_resources = statements.iter().flat_map(|one| &one.resources.listed).flat_map(|template| template.keys());
    let in_conditions = statements.iter().flat_map(|one| &one.conditions).flat_map(Condition::variables);
    in_resources.chain(in_conditions).map(str::to_owned).collect()
}

/// The single values of a key: of its type when all its operators are of one type, else texts and what the operators
/// compare.
fn elements(documents: &[serde_json::Value], name: &str, conditions: &[&Condition], length: usize) -> Vec<String> {
    let tests: Vec<Test> = conditions.iter().filter_map(|one| one.test).filter(|test| *test != Test::Null).collect();
    let kinds: BTreeSet<&[&str]> = tests.iter().filter_map(|test| typed(*test)).collect();
    match name {
        "aws:sourceaccount" => {
            return ["111111111111", "222222222222", "333333333333", "", "12"].map(str::to_owned).to_vec();
        }
        "aws:sourcearn" => return SOURCES.map(str::to_owned).to_vec(),
        _ => {}
    }
    let mut found: Vec<String> = kinds.iter().flat_map(|kind| kind.iter()).map(|text| (*text).to_owned()).collect();
    let is_typed = kinds.len() == 1 && tests.iter().all(|test| typed(*test).is_some());
    if !is_typed {
        if tests.contains(&Test::Arn) {
            found.extend(ARNS.iter().map(|text| (*text).to_owned()));
        }
        found.extend(words(&texts::compared(documents, name), length));
    }
    found
}

/// Principals of every kind: those of the question, else two accounts, a third that nothing names, services and so on.
fn principals(case: &Case, statements: &[&Statement]) -> Vec<Principal> {
    if let Some(principals) = &case.space.principals {
        return principals.clone();
    }
    if statements.iter().all(|one| one.principals.is_none()) && !case.space.correlated {
        return vec![Principal::Aws("arn:aws:iam::333333333333:user/x".to_owned())];
    }
    let aws = [
        "arn:aws:iam::111111111111:root",
        "arn:aws:iam::111111111111:user/u",
        "arn:aws:iam::111111111111:user/x",
        "arn:aws:iam::111111111111:role/r",
        "arn:aws:iam::111111111111:role/path/r",
        "arn:aws:sts::111111111111:assumed-role/r/s",
        "arn:aws:sts::111111111111:assumed-role/r/x",
        "arn:aws:sts::111111111111:assumed-role/x/s",
        "arn:aws:sts::111111111111:federated-user/u",
        "arn:aws:iam::222222222222:user/u",
        "arn:aws:iam::222222222222:role/r",
        "arn:aws:iam::333333333333:user/x",
    ];
    let mut all: Vec<Principal> = aws.iter().map(|arn| Principal::Aws((*arn).to_owned())).collect();
    all.push(Principal::Anonymous);
    all.extend(["s.amazonaws.com", "t.amazonaws.com", "x.amazonaws.com"].map(|one| Principal::Service(one.to_owned())));
    all.extend(["idp.example.com", "x.example.com"].map(|one| Principal::Federated(one.to_owned())));
    all.extend(["c0ffee", "decaf"].map(|one| Principal::CanonicalUser(one.to_owned())));
    all
}
