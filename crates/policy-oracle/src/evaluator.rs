//! The second evaluator: what the statements of a document say about a request, from the documentation of AWS.
//!
//! It shares no code with the crate it judges: its own reading of the JSON, its own wildcards, operators, variables
//! and principals. Where AWS is silent it follows the same conventions: a key of many values that has none is absent;
//! an operator without a set prefix holds for no key of many values; an operator that does not exist never holds; a
//! variable without value leaves a positive value out and makes a negated condition false.

use policy::{Principal, Request};
use serde_json::Value;

use crate::condition::{Condition, Quantifier, texts};
use crate::request::{Asked, Context, folded};
use crate::template::Template;
use crate::who::{Who, leave_out, meets_any};
use crate::wildcard::Wildcard;

/// A policy document, ready to be asked.
#[derive(Debug, Clone)]
pub struct Judged {
    pub(crate) statements: Vec<Statement>,
}

/// One statement.
#[derive(Debug, Clone)]
pub(crate) struct Statement {
    pub(crate) effect: Option<Effect>,
    pub(crate) principals: Option<Selection<Who>>,
    pub(crate) actions: Selection<Wildcard>,
    pub(crate) resources: Selection<Template>,
    pub(crate) conditions: Vec<Condition>,
}

/// What a statement does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effect {
    Allow,
    Deny,
}

/// An element or its complement.
#[derive(Debug, Clone)]
pub(crate) struct Selection<T> {
    pub(crate) listed: Vec<T>,
    pub(crate) complement: bool,
}

/// Whether a document's statements allow and deny a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Says {
    /// Some statement allows.
    pub allow: bool,
    /// Some statement denies.
    pub deny: bool,
}

impl Judged {
    /// Reads a document. What is no policy matches nothing.
    pub fn read(document: &Value) -> Self {
        let variables = document.get("Version").and_then(Value::as_str) == Some("2012-10-17");
        let statements: Vec<&Value> = match document.get("Statement") {
            Some(Value::Array(items)) => items.iter().collect(),
            Some(one) => vec![one],
            None => Vec::new(),
        };
        let names_principals = |one: &&Value| one.get("Principal").or_else(|| one.get("NotPrincipal")).is_some();
        let on_resource = statements.iter().any(names_principals);
        Self { statements: statements.iter().map(|one| Statement::read(one, variables, on_resource)).collect() }
    }

    /// What the document says about a request.
    pub fn says(&self, asked: &Asked) -> Says {
        let mut says = Says::default();
        for statement in &self.statements {
            match statement.effect {
                Some(Effect::Allow) => says.allow = says.allow || statement.matches(asked),
                Some(Effect::Deny) => says.deny = says.deny || statement.matches(asked),
                None => {}
            }
        }
        says
    }

    /// Whether some statement asks who the principal is.
    pub(crate) fn asks_principal(&self) -> bool {
        self.statements.iter().any(|one| one.principals.is_some())
    }

    /// Whether a set operator is used on the key.
    pub(crate) fn has_set_operator_on(&self, key: &str) -> bool {
        let conditions = self.statements.iter().flat_map(|one| &one.conditions);
        conditions.into_iter().any(|one| one.quantifier != Quantifier::None && one.key.eq_ignore_ascii_case(key))
    }

    /// What the document says about a request of the crate it judges.
    pub fn says_of(&self, request: &Request) -> Says {
        self.says(&Asked::new(request))
    }
}

impl Statement {
    fn read(statement: &Value, variables: bool, on_resource: bool) -> Self {
        let effect = match statement.get("Effect").and_then(Value::as_str) {
            Some("Allow") => Some(Effect::Allow),
            Some("Deny") => Some(Effect::Deny),
            _ => None,
        };
        let actions = element(statement, "Action", "NotAction");
        let folded = |text: &String| Wildcard::of(folded(text).into_iter().map(crate::wildcard::Letter::Written));
        let resources = element(statement, "Resource", "NotResource").map(|element| Selection {
            listed: element.listed.iter().flat_map(|text| resource(text, variables, on_resource)).collect(),
            complement: element.complement,
        });
        // A policy that hangs on its resource means that resource, any other must name some.
        let unnamed = Selection { listed: Vec::new(), complement: on_resource };
        Self {
            effect: if on_resource && Who::element(statement).is_none() { None } else { effect },
            principals: Who::element(statement),
            actions: actions.map_or(Selection { listed: Vec::new(), complement: false }, |element| Selection {
                listed: element.listed.iter().map(folded).collect(),
                complement: element.complement,
            }),
            resources: resources.unwrap_or(unnamed),
            conditions: statement.get("Condition").map(|one| Condition::read_all(one, variables)).unwrap_or_default(),
        }
    }

    fn matches(&self, asked: &Asked) -> bool {
        self.selects_action(&asked.action)
            && self.selects_resource(&asked.resource, &asked.context)
            && self.selects_principal(&asked.principal)
            && self.conditions.iter().all(|condition| condition.holds(&asked.context))
    }

    /// Whether the action, in lower case, is meant.
    pub(crate) fn selects_action(&self, action: &[char]) -> bool {
        self.actions.listed.iter().any(|pattern| pattern.matches(action)) != self.actions.complement
    }

    /// Whether the resource is meant. A pattern with a variable without value means none.
    pub(crate) fn selects_resource(&self, resource: &[char], context: &Context) -> bool {
        let mut results = self.resources.listed.iter().map(|pattern| pattern.matches(context, resource));
        if self.resources.complement {
            return results.all(|result| result != Some(true));
        }
        results.any(|result| result == Some(true))
    }

    /// Whether the principal is meant; without the element, everyone who has the policy.
    pub(crate) fn selects_principal(&self, principal: &Principal) -> bool {
        let Some(element) = &self.principals else { return true };
        match element.complement {
            true => !leave_out(&element.listed, principal),
            false => meets_any(&element.listed, principal),
        }
    }
}

/// "If you specify an incomplete ARN for the Resource element, AWS completes it by wildcards for all missing fields";
/// policies on resources must name theirs whole.
fn resource(text: &str, variables: bool, on_resource: bool) -> Vec<Template> {
    let mut meant = vec![Template::read(text, variables)];
    let colons = text.matches(':').count();
    if text.starts_with("arn:") && colons < 5 && !on_resource {
        meant.push(Template::read(&format!("{text}{}", ":*".repeat(5 - colons)), variables));
    }
    meant
}

/// An element of a statement as texts.
pub(crate) fn element(statement: &Value, plain: &str, complement: &str) -> Option<Selection<String>> {
    let found =
        |name: &str, complement| statement.get(name).map(|value| Selection { listed: texts(value), complement });
    found(plain, false).or_else(|| found(complement, true))
}
