//! A policy document as a value: everything that was written, with where it was written.
//!
//! What is understood has its own field. All else is kept as it stands ([`Kept`], [`Unread`]), so that a document written
//! out again ([`PolicyDocument::to_node`]) is the JSON value it was read from.

use std::fmt;
use std::sync::Arc;

use source::Origin;
use syntax::Node;

use crate::action_pattern::ActionPattern;
use crate::operator::Operator;
use crate::principal_pattern::PrincipalPattern;
use crate::resource_pattern::ResourcePattern;

/// A value and where it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sourced<T> {
    /// What it is.
    pub value: T,
    /// Where it came from.
    pub origin: Origin,
}

/// A text and where it came from.
pub type Text = Sourced<Arc<str>>;

/// One policy document.
#[derive(Debug, Clone, PartialEq)]
pub struct PolicyDocument {
    /// The `Version` element; without it AWS takes 2008-10-17, which has no policy variables.
    pub version: Option<Text>,
    /// The `Id` element.
    pub id: Option<Text>,
    /// The statements in order.
    pub statements: Vec<Statement>,
    /// Whether the statements were written as a list; a single one may stand without it.
    pub listed: bool,
    /// Entries of the list of statements that are none.
    pub unread: Vec<Unread>,
    /// Elements that stay as they were written.
    pub kept: Vec<Kept>,
    /// What was written where a document should stand, if it is no mapping.
    pub misshapen: Option<Box<Node>>,
    /// Where the document is.
    pub origin: Origin,
}

/// An element that stays as it was written: its name is not known, its shape is wrong, or its own field says less than
/// what was written (a number where text belongs, a `null`). Written out, it stands in place of that field.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// Its name as written.
    pub name: Text,
    /// The known element it was read as; `None` when its name is not known.
    pub element: Option<&'static str>,
    /// What was written.
    pub node: Node,
}

/// An entry of a list of statements that is no statement, or beyond the limit.
#[derive(Debug, Clone, PartialEq)]
pub struct Unread {
    /// Its place in the list as written.
    pub index: usize,
    /// What was written.
    pub node: Node,
}

/// One statement.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// The `Sid` element.
    pub sid: Option<Text>,
    /// The effect; `None` when it is missing or unknown, and then the statement neither allows nor denies.
    pub effect: Option<Sourced<Effect>>,
    /// `Principal` or `NotPrincipal`; `None` in identity policies.
    pub principal: Option<Element<PrincipalPattern>>,
    /// `Action` or `NotAction`; `None` when it is missing, and then the statement matches nothing.
    pub action: Option<Element<ActionPattern>>,
    /// `Resource` or `NotResource`; `None` in policies that hang on their resource and need none.
    pub resource: Option<Element<ResourcePattern>>,
    /// The conditions, all of which must hold.
    pub conditions: Vec<Condition>,
    /// Elements that stay as they were written.
    pub kept: Vec<Kept>,
    /// Where the statement is.
    pub origin: Origin,
}

/// What a statement does when it matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Effect {
    /// Grants.
    Allow,
    /// Takes away, whatever else grants.
    Deny,
}

/// An element and its complement: `Action` or `NotAction`, `Resource` or `NotResource`, `Principal` or `NotPrincipal`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element<P> {
    /// Whether the `Not…` form was written.
    pub negated: bool,
    /// The patterns in order.
    pub patterns: Vec<Sourced<P>>,
    /// Whether a list was written; a single pattern may stand without one.
    pub listed: bool,
    /// Where the element is.
    pub origin: Origin,
}

/// One operator, one key and its values, of which one must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// The operator as written.
    pub operator: Text,
    /// What it means; `None` for an unknown operator, and then the condition never holds.
    pub meaning: Option<Operator>,
    /// The context key as written.
    pub key: Text,
    /// The values.
    pub values: Vec<Text>,
    /// Whether a list was written.
    pub listed: bool,
    /// Where the key is.
    pub origin: Origin,
}

impl PolicyDocument {
    /// These statements as a policy of the same version, from the same place.
    pub fn with(&self, statements: Vec<Statement>) -> Self {
        Self {
            version: self.version.clone(),
            id: None,
            statements,
            listed: true,
            unread: Vec::new(),
            kept: Vec::new(),
            misshapen: None,
            origin: self.origin.clone(),
        }
    }

    /// A document that allows these actions on these resources.
    pub fn allowing(actions: &[ActionPattern], resources: &[ResourcePattern]) -> Self {
        const ASKED: Origin = Origin::Default("asked for");
        let statement = Statement {
            sid: None,
            effect: Some(Sourced::new(Effect::Allow, ASKED)),
            principal: None,
            action: Some(Element::of(actions, ASKED)),
            resource: Some(Element::of(resources, ASKED)),
            conditions: Vec::new(),
            kept: Vec::new(),
            origin: ASKED,
        };
        Self {
            version: Some(Sourced::new(Arc::from("2012-10-17"), ASKED)),
            id: None,
            statements: vec![statement],
            listed: true,
            unread: Vec::new(),
            kept: Vec::new(),
            misshapen: None,
            origin: ASKED,
        }
    }

    /// Whether `${…}` means a policy variable here.
    pub fn has_variables(&self) -> bool {
        self.version.as_ref().is_some_and(|version| &*version.value == "2012-10-17")
    }

    /// How many bytes its actions, resources and principals have: a lower bound of the size that AWS limits.
    pub fn size(&self) -> usize {
        self.statements.iter().map(Statement::size).sum()
    }

    /// The statements that grant.
    pub fn allows(&self) -> impl Iterator<Item = &Statement> {
        self.statements.iter().filter(|statement| statement.is(Effect::Allow))
    }

    /// The statements that deny.
    pub fn denies(&self) -> impl Iterator<Item = &Statement> {
        self.statements.iter().filter(|statement| statement.is(Effect::Deny))
    }
}

impl Statement {
    fn size(&self) -> usize {
        let actions = self.action.iter().flat_map(|element| &element.patterns).map(|one| one.value.text().len());
        let resources = self.resource.iter().flat_map(|element| &element.patterns).map(|one| one.value.text().len());
        let principals = self.principal.iter().flat_map(|element| &element.patterns).map(|one| one.value.text.len());
        actions.chain(resources).chain(principals).sum()
    }

    /// Whether the statement only lets requests through that come by a function's own URL.
    pub fn serves_function_url(&self) -> bool {
        let keys = ["lambda:FunctionUrlAuthType", "lambda:InvokedViaFunctionUrl"];
        let is_about_url = |condition: &Condition| keys.iter().any(|key| condition.key.value.eq_ignore_ascii_case(key));
        self.conditions.iter().any(is_about_url)
    }

    /// Whether the statement has this effect.
    pub fn is(&self, effect: Effect) -> bool {
        self.effect.as_ref().is_some_and(|own| own.value == effect)
    }
}

impl<P: Clone> Element<P> {
    /// One of these.
    fn of(patterns: &[P], origin: Origin) -> Self {
        let patterns = patterns.iter().map(|pattern| Sourced::new(pattern.clone(), origin.clone())).collect();
        Self { negated: false, patterns, listed: true, origin }
    }
}

impl<P> Element<P> {
    /// Whether the element selects what `matches` says of its patterns; the `Not…` form selects the rest.
    pub fn selects(&self, matches: impl Fn(&P) -> bool) -> bool {
        self.patterns.iter().any(|pattern| matches(&pattern.value)) != self.negated
    }
}

impl<T> Sourced<T> {
    /// A value from `origin`.
    pub fn new(value: T, origin: Origin) -> Self {
        Self { value, origin }
    }
}

impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Allow => "Allow",
            Self::Deny => "Deny",
        })
    }
}
