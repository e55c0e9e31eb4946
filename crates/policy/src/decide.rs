//! Proofs about policies: is everything that one allows allowed by another, and if not, which request shows it.
//!
//! A question is an [`Expression`] over documents and a [`Space`] of requests. [`is_empty`] answers whether any request
//! of the space satisfies the expression: `Yes` is a proof over all requests, `No` carries one that does and that
//! [`Expression::holds`] replays on the evaluator, `Unknown` names the cap that was reached.

mod actions;
mod answer;
mod bits;
mod case;
mod choice;
mod closure;
mod correlated;
mod cover;
mod covered;
mod cubes;
mod effort;
mod expression;
mod fill;
mod keys;
mod linked;
mod principals;
mod question;
mod resources;
mod search;
mod shape;
mod space;
mod typed;
mod witness;
mod work;

pub use answer::{Answer, Cap};
pub use expression::Expression;
pub use space::{Domain, Space};

use crate::action_pattern::ActionPattern;
use crate::document::PolicyDocument;
use crate::resource_pattern::ResourcePattern;

/// Whether no request of `space` satisfies `expression`.
pub fn is_empty(expression: &Expression<'_>, space: &Space) -> Answer {
    search::search(expression, space)
}

/// Whether every request that the documents of `inner` together allow is allowed by those of `outer`.
pub fn is_included(inner: &[&PolicyDocument], outer: &[&PolicyDocument], space: &Space) -> Answer {
    let escapes = Expression::All(vec![
        Expression::Grants(inner.to_vec()),
        Expression::Not(Box::new(Expression::Grants(outer.to_vec()))),
    ]);
    is_empty(&escapes, space)
}

/// Whether `documents` grant none of `actions` on any of `resources`.
pub fn is_not_granted(
    documents: &[&PolicyDocument],
    actions: &[ActionPattern],
    resources: &[ResourcePattern],
    space: &Space,
) -> Answer {
    let asked = PolicyDocument::allowing(actions, resources);
    is_empty(&Expression::All(vec![Expression::Grants(documents.to_vec()), Expression::Allows(vec![&asked])]), space)
}
