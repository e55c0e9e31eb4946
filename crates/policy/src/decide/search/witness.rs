//! A request put together from its parts, and made readable.

use crate::context::{Context, ContextValue};
use crate::decide::expression::Expression;
use crate::decide::search::case::{Case, Letters};
use crate::decide::search::choice::Part;
use crate::decide::space::Space;
use crate::request::{Principal, Request};

/// Who asks where no statement cares.
const SOMEBODY: &str = "arn:aws:iam::111122223333:user/x";

/// The request that has these parts.
pub(in crate::decide) fn request<'p>(
    case: &Case<'_, '_>,
    action: &str,
    parts: impl Iterator<Item = &'p Part>,
) -> Request {
    let somebody = || Principal::Aws(SOMEBODY.to_owned());
    let listed = case.space.principals.iter().flatten().next().cloned();
    let mut request = Request {
        principal: listed.unwrap_or_else(somebody),
        action: as_written(case, action),
        resource: "*".to_owned(),
        resource_account: None,
        context: Context::new(),
    };
    for (key, value) in case.space.given() {
        request.context.set(key, value.clone());
    }
    for part in parts {
        add(case, &mut request, part);
    }
    request
}

/// The action as some statement writes it, which is seldom in lower case.
fn as_written(case: &Case<'_, '_>, action: &str) -> String {
    let elements = case.wanted().chain(case.unwanted()).flat_map(|clause| &clause.statement.action);
    let mut written = elements.flat_map(|element| &element.patterns).map(|pattern| pattern.value.text());
    written.find(|text| text.eq_ignore_ascii_case(action)).unwrap_or(action).to_owned()
}

fn add(case: &Case<'_, '_>, request: &mut Request, part: &Part) {
    match part {
        Part::Action(action) => request.action.clone_from(action),
        Part::Resource(resource) => request.resource.clone_from(resource),
        Part::Principal(principal) => request.principal = principal.clone(),
        Part::Key(key, Some(value)) => request.context.set(case.key_name(*key), value.clone()),
        Part::Key(key, None) => drop(request.context.remove(case.key_name(*key))),
        Part::Together(parts) => parts.iter().for_each(|part| add(case, request, part)),
    }
}

/// The request with plain characters for those that stand for anything, and without keys that do not matter, as far as
/// it still shows what it shows.
pub(in crate::decide) fn polished(
    expression: &Expression<'_>,
    space: &Space,
    letters: &Letters,
    request: Request,
) -> Request {
    let mut best = request;
    for letter in letters.all().iter().filter(|letter| uses(&best, **letter)).copied().collect::<Vec<_>>() {
        let plainer = ["x", "y", "example"].iter().map(|text| replaced(&best, letter, text));
        if let Some(plain) = plainer.into_iter().find(|request| expression.holds(request)) {
            best = plain;
        }
    }
    let keys: Vec<String> = best.context.iter().map(|(key, _)| key.to_owned()).collect();
    for key in keys.iter().filter(|key| space.domain(key).is_none() && !space.correlated) {
        let mut shorter = best.clone();
        shorter.context.remove(key);
        if expression.holds(&shorter) {
            best = shorter;
        }
    }
    best
}

fn uses(request: &Request, letter: char) -> bool {
    let in_context = || request.context.iter().any(|(_, value)| format!("{value:?}").contains(letter));
    let in_principal = || format!("{:?}", request.principal).contains(letter);
    request.action.contains(letter) || request.resource.contains(letter) || in_context() || in_principal()
}

fn replaced(request: &Request, letter: char, text: &str) -> Request {
    let plain = |own: &String| own.replace(letter, text);
    let mut context = Context::new();
    for (key, value) in request.context.iter() {
        let value = match value {
            ContextValue::Single(value) => ContextValue::Single(plain(value)),
            ContextValue::Many(values) => ContextValue::Many(values.iter().map(plain).collect()),
        };
        context.set(key, value);
    }
    let principal = match &request.principal {
        Principal::Anonymous => Principal::Anonymous,
        Principal::Aws(arn) => Principal::Aws(plain(arn)),
        Principal::Service(name) => Principal::Service(plain(name)),
        Principal::Federated(name) => Principal::Federated(plain(name)),
        Principal::CanonicalUser(id) => Principal::CanonicalUser(plain(id)),
    };
    Request {
        principal,
        action: plain(&request.action),
        resource: plain(&request.resource),
        resource_account: request.resource_account.clone(),
        context,
    }
}
