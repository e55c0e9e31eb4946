//! A question about requests of which not everything is known.

use std::fmt;

use crate::context::Context;
use crate::document::{Condition, Effect};
use crate::operator::Comparison;
use crate::request::Request;
use crate::variable::{Part, parts};

/// A question about one request or about several that are alike.
#[derive(Debug, Clone, Copy)]
pub struct Inquiry<'a> {
    /// The request, as far as it is known.
    pub request: &'a Request,
    /// What its resource means.
    pub resources: Resources,
    /// What its context means.
    pub keys: Keys<'a>,
}

/// What the resource of an [`Inquiry`] means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Resources {
    /// The resource of that name; `*` for an action that knows no resources.
    #[default]
    One,
    /// A pattern: the question is whether some of the resources it means are allowed. An Allow counts when it meets the
    /// pattern, a Deny when it covers it.
    Some,
}

/// What the context of an [`Inquiry`] means.
#[derive(Clone, Copy, Default)]
pub enum Keys<'a> {
    /// It says all: a key it does not have is absent.
    #[default]
    Closed,
    /// What is known of each key.
    Open(&'a dyn Fn(&str) -> Knowledge),
}

/// What is known of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Knowledge {
    /// It is as the context says, absent where the context does not have it.
    Settled,
    /// It is there or not as the context says; its value may be another.
    Presence,
    /// It may be absent and may have any value.
    Nothing,
    /// Whoever asks may choose it: what the context says is taken where it lets the request through; where it does not,
    /// or says nothing, the key may be otherwise.
    Chosen,
}

/// Whether a condition holds, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Truth {
    Holds,
    Fails,
    /// It depends on what is not known.
    Open,
}

impl<'a> Inquiry<'a> {
    /// The question about exactly this request.
    pub fn of(request: &'a Request) -> Self {
        Self { request, resources: Resources::One, keys: Keys::Closed }
    }

    /// Whether a condition of a statement with this effect holds.
    pub(super) fn judge(&self, condition: &Condition, effect: Effect, variables: bool) -> Truth {
        let held = condition.holds(&self.request.context, variables);
        let Keys::Open(knowledge) = self.keys else {
            return if held { Truth::Holds } else { Truth::Fails };
        };
        if condition.meaning.is_none() {
            return Truth::Fails;
        }
        let known = knowledge(&condition.key.value);
        if !is_settled(condition, known, knowledge, &self.request.context, variables) {
            return Truth::Open;
        }
        match (known, held, effect) {
            // A chosen value counts for the request and not against it.
            (Knowledge::Chosen, false, Effect::Allow) | (Knowledge::Chosen, true, Effect::Deny) => Truth::Open,
            (_, true, _) => Truth::Holds,
            (_, false, _) => Truth::Fails,
        }
    }
}

/// Whether what is known is all that the condition asks.
fn is_settled(
    condition: &Condition,
    known: Knowledge,
    knowledge: &dyn Fn(&str) -> Knowledge,
    context: &Context,
    variables: bool,
) -> bool {
    let is_present = |key: &str| context.get(key).is_some_and(|value| !value.is_empty());
    let asks_presence = condition.meaning.is_some_and(|operator| operator.comparison == Comparison::Null);
    let is_known = |key: &str, known| match known {
        Knowledge::Settled => true,
        Knowledge::Presence => !is_present(key),
        Knowledge::Nothing => false,
        Knowledge::Chosen => is_present(key),
    };
    let key = &*condition.key.value;
    if asks_presence {
        return known == Knowledge::Presence || is_known(key, known);
    }
    let names_unknown = |text: &str| {
        parts(text).iter().any(|part| match part {
            Part::Variable { key, .. } => !is_known(key, knowledge(key)),
            Part::Text(_) | Part::Escaped(_) => false,
        })
    };
    is_known(key, known) && !(variables && condition.values.iter().any(|value| names_unknown(&value.value)))
}

impl fmt::Debug for Keys<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Closed => "Closed",
            Self::Open(_) => "Open",
        })
    }
}
