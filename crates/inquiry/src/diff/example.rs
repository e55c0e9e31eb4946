//! Requests that show what is new: with actions and resources that exist, and no keys that do not matter.

use policy::decide::Answer;
use policy::{Element, PolicyDocument, Request, ResourcePattern, Sourced, Statement};

use super::piece::Pieces;
use crate::can::Example;
use crate::real;

/// A newly allowed request of the statement, on a resource as AWS names them if there is one.
pub(super) fn realistic(pieces: &Pieces<'_>, document: &PolicyDocument, statement: &Statement, action: &str) -> Answer {
    let is_any =
        statement.resource.as_ref().is_some_and(|element| element.patterns.iter().any(|one| one.value.is_any()));
    let shapes = if is_any { real::resources(action, Some("arn:aws:iam::111122223333:root")) } else { Vec::new() };
    for shape in shapes {
        let origin = statement.origin.clone();
        let pattern = Sourced::new(ResourcePattern::new(shape), origin.clone());
        let element = Element { negated: false, patterns: vec![pattern], listed: false, origin };
        let narrow = Statement { resource: Some(element), ..statement.clone() };
        if let found @ Answer::No(_) = pieces.newly(document, &narrow, action) {
            return found;
        }
    }
    pieces.newly(document, statement, action)
}

/// The request without the keys that do not matter, in the words of the policies.
pub(super) fn told(pieces: &Pieces<'_>, mut request: Request) -> Example {
    let (old, new) = (pieces.old.expression(), pieces.new.expression());
    let is_new = |request: &Request| new.holds(request) && !old.holds(request);
    let keys: Vec<String> = request.context.iter().map(|(key, _)| key.to_owned()).collect();
    for key in keys.iter().filter(|_| is_new(&request)).collect::<Vec<_>>() {
        let mut without = request.clone();
        without.context.remove(key);
        if is_new(&without) {
            request = without;
        }
    }
    let spelled = real::spellings(pieces.old.statements().chain(pieces.new.statements()));
    Example {
        action: real::spelled_action(&request.action),
        resource: request.resource.clone(),
        context: real::spelled(&request.context, &spelled),
    }
}
