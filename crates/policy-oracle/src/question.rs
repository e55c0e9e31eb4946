//! Questions as values that both sides understand: the crate that is judged and the second evaluator.

use policy::decide::{Expression, Space};
use policy::{PolicyDocument, Request};
use serde_json::{Value, json};
use source::{FileId, Limits};
use syntax::parse_json;

use crate::evaluator::{Judged, Says};
use crate::request::Asked;

/// The question whether no request of a space satisfies a combination of documents.
#[derive(Debug, Clone)]
pub struct Case {
    /// The documents.
    pub documents: Vec<Value>,
    /// The combination.
    pub shape: Shape,
    /// The requests that are looked at.
    pub space: Space,
}

/// A combination of documents, by their numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// Some statement allows and none denies.
    Grants(Vec<usize>),
    /// Some statement allows.
    Allows(Vec<usize>),
    /// Some statement denies.
    Denies(Vec<usize>),
    /// All of these.
    All(Vec<Shape>),
    /// One of these.
    Any(Vec<Shape>),
    /// Not this.
    Not(Box<Shape>),
}

/// A case read by both sides.
#[derive(Debug)]
pub struct Both {
    /// As the crate that is judged reads the documents.
    pub documents: Vec<PolicyDocument>,
    /// As the second evaluator does.
    pub judged: Vec<Judged>,
}

impl Case {
    /// Whether everything that the document `inner` grants is granted by `outer`.
    pub fn inclusion(inner: Value, outer: Value, space: Space) -> Self {
        Self { documents: vec![inner, outer], shape: Shape::inclusion(), space }
    }

    /// Reads the documents twice.
    pub fn read(&self) -> Both {
        Both {
            documents: self.documents.iter().map(read).collect(),
            judged: self.documents.iter().map(Judged::read).collect(),
        }
    }

    /// Whether each document is one that AWS would take: statements with principals do not stand beside some without,
    /// only those need no resource, and no list is empty.
    pub fn is_sound(&self) -> bool {
        self.documents.iter().all(|document| {
            if has_empty_list(document.get("Statement").unwrap_or(&Value::Null), true) {
                return false;
            }
            let statements = document.get("Statement").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
            let has = |one: &Value, names: [&str; 2]| names.iter().any(|name| one.get(name).is_some());
            let whole = |one: &&Value| {
                let named = has(one, ["Principal", "NotPrincipal"]) || has(one, ["Resource", "NotResource"]);
                named && has(one, ["Action", "NotAction"]) && one.get("Effect").is_some()
            };
            let on_resource = statements.iter().filter(|one| has(one, ["Principal", "NotPrincipal"])).count();
            statements.iter().all(|one| whole(&one)) && (on_resource == 0 || on_resource == statements.len())
        })
    }

    /// The case as JSON, to keep it.
    pub fn to_json(&self) -> Value {
        json!({
            "documents": self.documents,
            "empty": self.shape.to_json(),
            "space": format!("{:?}", self.space),
        })
    }
}

impl Both {
    /// Whether the second evaluator finds that the request satisfies the combination.
    pub fn holds(&self, shape: &Shape, request: &Request) -> bool {
        shape.holds(&self.says(request))
    }

    /// What each document says, by the second evaluator.
    pub fn says(&self, request: &Request) -> Vec<Says> {
        let asked = Asked::new(request);
        self.judged.iter().map(|document| document.says(&asked)).collect()
    }

    /// What each document says, by the crate that is judged.
    pub fn their_says(&self, request: &Request) -> Vec<Says> {
        let says = |document| Says {
            allow: Expression::Allows(vec![document]).holds(request),
            deny: Expression::Denies(vec![document]).holds(request),
        };
        self.documents.iter().map(says).collect()
    }
}

impl Shape {
    /// Whether the combination speaks of a document.
    pub fn names(&self, document: usize) -> bool {
        match self {
            Self::Grants(own) | Self::Allows(own) | Self::Denies(own) => own.contains(&document),
            Self::All(parts) | Self::Any(parts) => parts.iter().any(|part| part.names(document)),
            Self::Not(part) => part.names(document),
        }
    }

    /// Document 0 grants and document 1 does not.
    pub fn inclusion() -> Self {
        Self::All(vec![Self::Grants(vec![0]), Self::Not(Box::new(Self::Grants(vec![1])))])
    }

    /// Whether the combination holds when the documents say this.
    pub fn holds(&self, says: &[Says]) -> bool {
        let some = |documents: &[usize], what: fn(&Says) -> bool| {
            documents.iter().filter_map(|number| says.get(*number)).any(what)
        };
        match self {
            Self::Grants(documents) => some(documents, |one| one.allow) && !some(documents, |one| one.deny),
            Self::Allows(documents) => some(documents, |one| one.allow),
            Self::Denies(documents) => some(documents, |one| one.deny),
            Self::All(parts) => parts.iter().all(|part| part.holds(says)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(says)),
            Self::Not(part) => !part.holds(says),
        }
    }

    /// The combination as the crate that is judged takes it.
    pub fn expression<'a>(&self, documents: &'a [PolicyDocument]) -> Expression<'a> {
        let pick = |numbers: &[usize]| numbers.iter().filter_map(|number| documents.get(*number)).collect();
        let each = |parts: &[Self]| parts.iter().map(|part| part.expression(documents)).collect();
        match self {
            Self::Grants(numbers) => Expression::Grants(pick(numbers)),
            Self::Allows(numbers) => Expression::Allows(pick(numbers)),
            Self::Denies(numbers) => Expression::Denies(pick(numbers)),
            Self::All(parts) => Expression::All(each(parts)),
            Self::Any(parts) => Expression::Any(each(parts)),
            Self::Not(part) => Expression::Not(Box::new(part.expression(documents))),
        }
    }

    /// The combination that `to_json` of a case wrote; `None` when it is none.
    pub fn from_json(value: &Value) -> Option<Self> {
        let (name, inner) = value.as_object()?.iter().next()?;
        let numbers = || -> Option<Vec<usize>> {
            inner.as_array()?.iter().map(|one| usize::try_from(one.as_u64()?).ok()).collect()
        };
        let parts = || -> Option<Vec<Self>> { inner.as_array()?.iter().map(Self::from_json).collect() };
        Some(match name.as_str() {
            "Grants" => Self::Grants(numbers()?),
            "Allows" => Self::Allows(numbers()?),
            "Denies" => Self::Denies(numbers()?),
            "All" => Self::All(parts()?),
            "Any" => Self::Any(parts()?),
            "Not" => Self::Not(Box::new(Self::from_json(inner)?)),
            _ => return None,
        })
    }

    fn to_json(&self) -> Value {
        let each = |parts: &[Self]| parts.iter().map(Self::to_json).collect::<Vec<_>>();
        match self {
            Self::Grants(numbers) => json!({ "Grants": numbers }),
            Self::Allows(numbers) => json!({ "Allows": numbers }),
            Self::Denies(numbers) => json!({ "Denies": numbers }),
            Self::All(parts) => json!({ "All": each(parts) }),
            Self::Any(parts) => json!({ "Any": each(parts) }),
            Self::Not(part) => json!({ "Not": part.to_json() }),
        }
    }
}

/// Whether a list or mapping below the value is empty, or the value itself unless it may.
fn has_empty_list(value: &Value, may: bool) -> bool {
    match value {
        Value::Array(items) => (items.is_empty() && !may) || items.iter().any(|item| has_empty_list(item, false)),
        Value::Object(fields) => fields.is_empty() || fields.values().any(|field| has_empty_list(field, false)),
        _ => false,
    }
}

/// A document as the crate that is judged reads it.
pub fn read(document: &Value) -> PolicyDocument {
    let parsed = parse_json(FileId(0), &document.to_string(), &Limits::default());
    let missing = || syntax::Node::from_list(Vec::new(), source::Origin::Default("no document"));
    PolicyDocument::parse(&parsed.root.unwrap_or_else(missing)).0
}
