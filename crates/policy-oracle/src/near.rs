//! Requests near the borders of large policies: made from what their statements say, then changed in one place.

mod value;

use std::collections::BTreeMap;

use policy::{Context, ContextValue, Principal, Request};
use serde_json::Value;

use crate::choices::Choices;
use crate::condition::texts;
use crate::evaluator::{Selection, element};
use value::{Family, absent_or_any, satisfying};

/// What requests are made from.
#[derive(Debug)]
pub struct Near {
    sources: Vec<Source>,
    keys: BTreeMap<String, KeyUse>,
}

/// One statement.
#[derive(Debug)]
struct Source {
    actions: Selection<String>,
    resources: Selection<String>,
    conditions: Vec<Clause>,
}

/// One operator on one key.
#[derive(Debug, Clone)]
struct Clause {
    operator: String,
    key: String,
    values: Vec<String>,
}

/// How a key is used in all the documents.
#[derive(Debug, Clone, Default)]
struct KeyUse {
    many: bool,
    families: Vec<Family>,
    values: Vec<String>,
}

impl Near {
    /// Requests near these documents.
    pub fn new(documents: &[&Value]) -> Self {
        let statements = documents.iter().filter_map(|document| document.get("Statement"));
        let sources = statements.flat_map(|statements| match statements {
            Value::Array(items) => items.iter().map(Source::new).collect::<Vec<_>>(),
            one => vec![Source::new(one)],
        });
        let sources = sources.collect();
        let mut near = Self { sources, keys: BTreeMap::new() };
        let clauses: Vec<Clause> = near.sources.iter().flat_map(|source| source.conditions.clone()).collect();
        for clause in clauses {
            let key = near.keys.entry(clause.key).or_default();
            key.many |= clause.operator.contains(':');
            key.families.extend(Family::of(&clause.operator));
            key.values.extend(clause.values);
        }
        near
    }

    /// One request.
    pub fn draw(&self, choices: &mut impl Choices) -> Request {
        let mut context = Context::new();
        let focus = self.source(choices);
        for clause in focus.into_iter().flat_map(|source| &source.conditions) {
            if choices.chance(88) {
                self.satisfy(choices, clause, &mut context);
            }
        }
        if choices.chance(40)
            && let Some(other) = self.source(choices)
        {
            other.conditions.iter().for_each(|clause| self.satisfy(choices, clause, &mut context));
        }
        if choices.chance(40) {
            self.flip(choices, &mut context);
        }
        let mut text = |name: fn(&Source) -> &Selection<String>, fresh: &str| {
            let source = if choices.chance(85) { focus } else { self.source(choices) };
            let Some(selection) = source.map(name) else { return fresh.to_owned() };
            let outside = choices.chance(if selection.complement { 90 } else { 4 });
            let at = choices.below(selection.listed.len().max(1));
            match selection.listed.get(at) {
                Some(pattern) if !outside => self.instance(choices, pattern, &mut context),
                _ => fresh.to_owned(),
            }
        };
        let action = text(|source| &source.actions, "fresh:Action");
        let resource = text(|source| &source.resources, "arn:aws:fresh:eu-west-1:999999999999:x/y");
        let principal = Principal::Aws("arn:aws:iam::999999999999:user/x".to_owned());
        Request { principal, action, resource, resource_account: None, context }
    }

    fn source(&self, choices: &mut impl Choices) -> Option<&Source> {
        self.sources.get(choices.below(self.sources.len().max(1)))
    }

    fn satisfy(&self, choices: &mut impl Choices, clause: &Clause, context: &mut Context) {
        let at = choices.below(clause.values.len().max(1));
        let value = clause.values.get(at).map_or("", String::as_str);
        let Some(text) = satisfying(choices, &clause.operator, value, self.families(&clause.key)) else {
            context.remove(&clause.key);
            return;
        };
        let text = self.instance(choices, &text, context);
        self.say(choices, &clause.key, text, context);
    }

    fn families(&self, key: &str) -> &[Family] {
        self.keys.get(key).map_or(&[], |known| &known.families)
    }

    fn say(&self, choices: &mut impl Choices, key: &str, text: String, context: &mut Context) {
        if !self.keys.get(key).is_some_and(|known| known.many) {
            return context.set(key, ContextValue::Single(text));
        }
        let mut values = vec![text];
        if choices.chance(30) {
            match context.get(key) {
                Some(ContextValue::Many(before)) => values.extend(before.iter().cloned()),
                _ => values.extend(absent_or_any(choices, self.families(key))),
            }
        }
        context.set(key, ContextValue::Many(values));
    }

    /// Changes one key: to absence, to another value of the documents, to a fresh one.
    fn flip(&self, choices: &mut impl Choices, context: &mut Context) {
        let at = choices.below(self.keys.len().max(1));
        let Some((key, known)) = self.keys.iter().nth(at) else { return };
        let at = choices.below(known.values.len().max(1));
        let other = if choices.chance(50) { known.values.get(at).cloned() } else { None };
        let readable = other.filter(|other| known.families.iter().all(|family| family.reads(other)));
        match readable.or_else(|| absent_or_any(choices, &known.families)) {
            Some(text) => {
                let text = self.instance(choices, &text, context);
                self.say(choices, key, text, context);
            }
            None => drop(context.remove(key)),
        }
    }

    /// A text that the pattern means, most often. What stands for a variable is put into the context.
    fn instance(&self, choices: &mut impl Choices, pattern: &str, context: &mut Context) -> String {
        let mut text = String::new();
        let mut rest = pattern;
        while let Some((before, after)) = rest.split_once("${") {
            text.push_str(&plain(choices, before));
            let Some((name, behind)) = after.split_once('}') else { break };
            text.push_str(&self.variable(choices, name, context));
            rest = behind;
        }
        text.push_str(&plain(choices, rest));
        text
    }

    fn variable(&self, choices: &mut impl Choices, name: &str, context: &mut Context) -> String {
        if name.len() == 1 {
            return name.to_owned();
        }
        let key = name.split(',').next().unwrap_or_default().trim().to_ascii_lowercase();
        if let Some(value) = context.single(&key) {
            return value.to_owned();
        }
        let value = choices.pick(&["v", "*", "a/b", "v"]).to_owned();
        if choices.chance(90) && !self.keys.get(&key).is_some_and(|known| known.many || !known.families.is_empty()) {
            context.set(&key, ContextValue::Single(value.clone()));
        }
        value
    }
}

impl Source {
    fn new(statement: &Value) -> Self {
        let none = || Selection { listed: Vec::new(), complement: false };
        let blocks = statement.get("Condition").and_then(Value::as_object);
        let keys = blocks.into_iter().flatten().flat_map(|(operator, keys)| {
            let keys = keys.as_object();
            keys.into_iter().flatten().map(move |(key, values)| Clause {
                operator: operator.to_ascii_lowercase(),
                key: key.to_ascii_lowercase(),
                values: texts(values),
            })
        });
        Self {
            actions: element(statement, "Action", "NotAction").unwrap_or_else(none),
            resources: element(statement, "Resource", "NotResource").unwrap_or_else(none),
            conditions: keys.collect(),
        }
    }
}

/// The text with something for each wildcard.
fn plain(choices: &mut impl Choices, pattern: &str) -> String {
    let mut text = String::new();
    for letter in pattern.chars() {
        match letter {
            '*' => text.push_str(choices.pick(&["", "x", "x", "a/b", "X:y", "iam", "*"])),
            '?' => text.push('x'),
            other => text.push(other),
        }
    }
    text
}
