//! Proofs about policies: is everything that one allows allowed by another, and if not, which request shows it.
//!
//! A question is an [`Expression`] over documents and a [`Space`] of requests. [`is_empty`] answers whether any request
//! of the space satisfies the expression: `Yes` is a proof over all requests, `No` carries one that does and that
//! [`Expression::holds`] replays on the evaluator, `Unknown` names the cap that was reached.
//!
//! How it works. An expression is taken apart into its statements (`question`) and into the ways to satisfy it: some
//! statements must match and some must not (`search::cubes`). A request has parts that do not depend on each other: the
//! action, the resource, the principal and each context key. For each part the values that make a difference are few
//! (`values`), and each keeps some of the unwanted statements from matching; one value for each part has to do so for all
//! of them (`search::cover`). Two things join parts: variables, whose value is chosen first (`values::linked`), and keys
//! that say the same (`values::correlated`).
//!
//! Why the values are enough. Take any text, and the wanted patterns that it matches. They have a list of patterns in
//! common, and the text matches one of these. Fill its wildcards with a character that no policy names: what matches
//! the filled text takes that character by a wildcard, and so matches the first text too, if the fillings are as long as
//! single wildcards can tell. So the filled text is wanted like the first one and escapes at least as much. A statement
//! that is escaped by being met, such as one with `NotResource`, adds one of its patterns to what is wanted.
//!
//! A new condition operator is written in three places: its name in `operator`, its comparison in `condition`, and the
//! values that make a difference in `values::keys` (as patterns) or `values::typed` (as cut points).

mod answer;
mod expression;
mod question;
mod search;
mod space;
mod values;

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
