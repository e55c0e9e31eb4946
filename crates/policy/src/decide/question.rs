//! An expression taken apart: its statements, numbered, and what is asked of them.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashMap;

use crate::condition::Test;
use crate::context::{Context, ContextValue};
use crate::decide::expression::{Expression, kind};
use crate::decide::search::bits::Bits;
use crate::decide::values::typed::is_typed;
use crate::document::{Condition, Effect, PolicyDocument, Statement};
use crate::evaluate::PolicyKind;
use crate::operator::{Comparison, Operator};
use crate::variable::variable_keys;

/// One statement of the expression, apart from its effect.
pub(in crate::decide) struct Clause<'a> {
    pub statement: &'a Statement,
    pub kind: PolicyKind,
    /// Whether `${…}` is a variable in its document.
    pub variables: bool,
    /// Its conditions, key by key.
    pub keys: Vec<KeyClause<'a>>,
    /// The keys whose values its patterns name.
    pub sources: Vec<usize>,
}

/// What a statement asks of one key.
pub(in crate::decide) struct KeyClause<'a> {
    pub key: usize,
    pub conditions: Vec<KeyCondition<'a>>,
}

/// One condition of a statement.
pub(in crate::decide) struct KeyCondition<'a> {
    pub condition: &'a Condition,
    /// The keys that its values name.
    pub sources: Vec<usize>,
    test: OnceCell<Option<Test>>,
}

/// What is asked of the statements.
#[derive(Debug, Clone)]
pub(in crate::decide) enum Goal {
    /// One of these matches.
    Some(Vec<usize>),
    /// None of these matches.
    None(Bits),
    /// All of this.
    All(Vec<Goal>),
    /// Some of this.
    Any(Vec<Goal>),
}

/// All statements of an expression, and the keys they name.
#[derive(Default)]
pub(in crate::decide) struct Question<'a> {
    pub clauses: Vec<Clause<'a>>,
    /// The names of the keys, in lower case.
    pub keys: Vec<String>,
    /// The statements that some request matches.
    pub possible: Bits,
    /// The keys that some statement compares as texts; the others have values of their type only.
    pub textual: Bits,
    /// The keys that some statement takes as sets.
    pub quantified: Bits,
    numbers: HashMap<(*const Statement, PolicyKind), usize>,
    key_numbers: HashMap<String, usize>,
}

impl<'a> Question<'a> {
    /// The goal that says `expression` (or its contrary).
    pub(in crate::decide) fn goal(&mut self, expression: &Expression<'a>, wanted: bool) -> Goal {
        match (expression, wanted) {
            (Expression::Grants(documents), true) => {
                let denies = self.numbers_of(documents, Effect::Deny);
                Goal::All(vec![Goal::None(Bits::from_numbers(denies)), self.some(documents, Effect::Allow)])
            }
            (Expression::Grants(documents), false) => {
                let allows = self.numbers_of(documents, Effect::Allow);
                Goal::Any(vec![Goal::None(Bits::from_numbers(allows)), self.some(documents, Effect::Deny)])
            }
            (Expression::Allows(documents), true) => self.some(documents, Effect::Allow),
            (Expression::Denies(documents), true) => self.some(documents, Effect::Deny),
            (Expression::Allows(documents), false) => self.none(documents, Effect::Allow),
            (Expression::Denies(documents), false) => self.none(documents, Effect::Deny),
            (Expression::Not(part), _) => self.goal(part, !wanted),
            (Expression::All(parts), true) | (Expression::Any(parts), false) => {
                Goal::All(parts.iter().map(|part| self.goal(part, wanted)).collect())
            }
            (Expression::Any(parts), true) | (Expression::All(parts), false) => {
                Goal::Any(parts.iter().map(|part| self.goal(part, wanted)).collect())
            }
        }
    }

    /// The actions of each statement in lower case.
    pub(in crate::decide) fn action_texts(&self) -> Vec<Vec<String>> {
        let texts = |clause: &Clause<'_>| {
            let patterns = clause.statement.action.iter().flat_map(|element| &element.patterns);
            patterns.map(|pattern| pattern.value.text().to_ascii_lowercase()).collect()
        };
        self.clauses.iter().map(texts).collect()
    }

    /// Every text in the statements that a request could meet.
    pub(in crate::decide) fn texts(&self) -> impl Iterator<Item = &str> {
        self.clauses.iter().flat_map(|clause| {
            let statement = clause.statement;
            let actions = statement.action.iter().flat_map(|element| &element.patterns).map(|one| one.value.text());
            let resources = statement.resource.iter().flat_map(|element| &element.patterns).map(|one| one.value.text());
            let principals =
                statement.principal.iter().flat_map(|element| &element.patterns).map(|one| &*one.value.text);
            let values = statement.conditions.iter().flat_map(|condition| &condition.values).map(|value| &*value.value);
            actions.chain(resources).chain(principals).chain(values)
        })
    }

    fn some(&mut self, documents: &[&'a PolicyDocument], effect: Effect) -> Goal {
        let numbers = self.numbers_of(documents, effect);
        Goal::Some(numbers.into_iter().filter(|number| self.possible.has(*number)).collect())
    }

    fn none(&mut self, documents: &[&'a PolicyDocument], effect: Effect) -> Goal {
        Goal::None(Bits::from_numbers(self.numbers_of(documents, effect)))
    }

    fn numbers_of(&mut self, documents: &[&'a PolicyDocument], effect: Effect) -> Vec<usize> {
        let mut numbers = Vec::new();
        for document in documents {
            let kind = kind(document);
            for statement in document.statements.iter().filter(|statement| statement.is(effect)) {
                numbers.push(self.number(statement, kind, document.has_variables()));
            }
        }
        numbers
    }

    fn number(&mut self, statement: &'a Statement, kind: PolicyKind, variables: bool) -> usize {
        if let Some(number) = self.numbers.get(&(std::ptr::from_ref(statement), kind)) {
            return *number;
        }
        let number = self.clauses.len();
        let keys = self.key_clauses(statement, variables);
        let sources = if variables { self.sources(statement) } else { Vec::new() };
        let clause = Clause { statement, kind, variables, keys, sources };
        if clause.is_possible() {
            self.possible.add(number);
        }
        self.clauses.push(clause);
        self.numbers.insert((std::ptr::from_ref(statement), kind), number);
        number
    }

    fn key_clauses(&mut self, statement: &'a Statement, variables: bool) -> Vec<KeyClause<'a>> {
        let mut keys: Vec<KeyClause<'a>> = Vec::new();
        for condition in &statement.conditions {
            let key = self.key(&condition.key.value);
            if let Some(meaning) = condition.meaning {
                self.note(key, meaning);
            }
            let texts = condition.values.iter().filter(|_| variables).map(|value| &*value.value);
            let sources = texts.flat_map(variable_keys).map(|name| self.key(name)).collect();
            let condition = KeyCondition { condition, sources, test: OnceCell::new() };
            match keys.iter_mut().find(|known| known.key == key) {
                Some(known) => known.conditions.push(condition),
                None => keys.push(KeyClause { key, conditions: vec![condition] }),
            }
        }
        keys
    }

    fn note(&mut self, key: usize, meaning: Operator) {
        if meaning.quantifier.is_some() {
            self.quantified.add(key);
        }
        if !is_typed(meaning.comparison) && meaning.comparison != Comparison::Null {
            self.textual.add(key);
        }
    }

    fn sources(&mut self, statement: &'a Statement) -> Vec<usize> {
        let resources = statement.resource.iter().flat_map(|element| &element.patterns);
        let resources = resources.map(|pattern| pattern.value.text());
        let values = statement.conditions.iter().flat_map(|condition| &condition.values).map(|value| &*value.value);
        let mut sources: Vec<usize> =
            resources.chain(values).flat_map(variable_keys).map(|key| self.key(key)).collect();
        sources.sort_unstable();
        sources.dedup();
        sources
    }

    /// The number of a key.
    pub(in crate::decide) fn key(&mut self, name: &str) -> usize {
        let name = name.to_ascii_lowercase();
        if let Some(number) = self.key_numbers.get(&name) {
            return *number;
        }
        let number = self.keys.len();
        self.keys.push(name.clone());
        self.key_numbers.insert(name, number);
        number
    }
}

impl<'a> Clause<'a> {
    /// What the statement asks of a key.
    pub(in crate::decide) fn on_key(&self, key: usize) -> &[KeyCondition<'a>] {
        self.keys.iter().find(|known| known.key == key).map(|known| known.conditions.as_slice()).unwrap_or_default()
    }

    /// Whether it accepts what a request says under `key`. `context` has the values of the keys that its patterns name.
    pub(in crate::decide) fn accepts(&self, key: usize, given: Option<&ContextValue>, context: &Context) -> bool {
        let conditions = self.on_key(key).iter();
        conditions.map(|one| one.test(context, self.variables)).all(|test| test.is_some_and(|test| test.holds(given)))
    }

    /// Whether it has a part that a request must meet and could.
    fn is_possible(&self) -> bool {
        let statement = self.statement;
        let has_resource = statement.resource.is_some() || self.kind == PolicyKind::Resource;
        let has_principal = statement.principal.is_some() || self.kind != PolicyKind::Resource;
        statement.action.is_some()
            && has_resource
            && has_principal
            && statement.conditions.iter().all(|condition| condition.meaning.is_some())
    }
}

impl KeyCondition<'_> {
    /// The condition with its values as they are in `context`; `None` for an unknown operator.
    pub(in crate::decide) fn test(&self, context: &Context, variables: bool) -> Option<Cow<'_, Test>> {
        if !self.sources.is_empty() {
            return self.condition.test(context, variables).map(Cow::Owned);
        }
        self.test.get_or_init(|| self.condition.test(&Context::new(), variables)).as_ref().map(Cow::Borrowed)
    }
}
