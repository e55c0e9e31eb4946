//! What requests look like in reality: actions, resources and keys as AWS and people write them.

use std::collections::BTreeMap;

use policy::{Arn, Context, ContextValue, Part, Statement};

/// The action as the reference spells it.
pub(crate) fn spelled_action(action: &str) -> String {
    service_reference::action(action).map_or_else(|| action.to_owned(), service_reference::Action::full_name)
}

/// An action that somebody typed and that the reference does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownAction {
    /// What is wrong, in words.
    pub message: String,
    /// What was probably meant.
    pub near: Option<String>,
}

/// Whether the reference has no action that a name, or a pattern of names, means.
pub fn unknown_action(action: &str) -> Option<UnknownAction> {
    if service_reference::actions_matching(action).next().is_some() {
        return None;
    }
    let message = format!("`{action}` is no action that AWS had on {}", service_reference::published());
    Some(UnknownAction { message, near: service_reference::nearest_action(action).map(|near| near.to_string()) })
}

/// Why there is no request for this action on a resource that somebody typed: the resource is of a type that the action
/// does not act on. In words.
pub fn oddity(action: &str, resource: &str) -> Option<String> {
    let types = resources(action, None);
    let asked = policy::ResourcePattern::without_variables(resource);
    let fits = |shape: &String| policy::ResourcePattern::new(shape.as_str()).intersects(&asked);
    if !types.is_empty() && !types.iter().any(fits) {
        let shapes: Vec<&str> = types.iter().map(String::as_str).collect();
        return Some(format!("`{action}` acts on {}, and `{resource}` is none", crate::words::listed(&shapes, "or")));
    }
    let is_without = types.is_empty() && resource != "*" && service_reference::action(action).is_some();
    is_without.then(|| format!("`{action}` knows no resources; ask about `*`"))
}

/// A pattern of resources in any account as one of those in `account`: whoever asks means their own.
pub fn at_home(resource: &str, account: &str) -> String {
    let is_open =
        Arn::parse(resource).is_some_and(|arn| !arn.account.is_empty() && arn.account.chars().all(|c| c == '*'));
    let mut parts: Vec<&str> = resource.splitn(6, ':').collect();
    match parts.get_mut(4) {
        Some(own) if is_open => {
            *own = account;
            parts.join(":")
        }
        _ => resource.to_owned(),
    }
}

/// The ARNs that an action can act on, as patterns; nothing for an action that is not known or knows no resources.
/// Holes of a name are `*`; partition and account are those of `home`, the caller's ARN, or anything.
pub(crate) fn resources(action: &str, home: Option<&str>) -> Vec<String> {
    let Some(action) = service_reference::action(action) else { return Vec::new() };
    action.resources().map(|used| pattern(used.resource_type().arn(), home.and_then(Arn::parse))).collect()
}

/// The shape of an ARN as a pattern.
fn pattern(shape: &str, home: Option<Arn<'_>>) -> String {
    let mut text = String::new();
    let mut rest = shape;
    while let Some((before, after)) = rest.split_once("${") {
        let Some((hole, behind)) = after.split_once('}') else { break };
        text.push_str(before);
        text.push_str(match hole {
            "Partition" => home.map_or("*", |home| home.partition),
            "Account" => home.map_or("*", |home| home.account),
            _ => "*",
        });
        rest = behind;
    }
    text.push_str(rest);
    text
}

/// The keys that a statement speaks of, in conditions and in variables.
pub(crate) fn keys(statement: &Statement) -> impl Iterator<Item = &str> {
    let texts = statement.resource.iter().flat_map(|element| &element.patterns).map(|pattern| pattern.value.text());
    let values = statement.conditions.iter().flat_map(|condition| &condition.values).map(|value| &*value.value);
    let variables = texts.chain(values).flat_map(policy::parts).filter_map(|part| match part {
        Part::Variable { key, .. } => Some(key),
        Part::Text(_) | Part::Escaped(_) => None,
    });
    statement.conditions.iter().map(|condition| &*condition.key.value).chain(variables)
}

/// How statements spell the keys they speak of, by the keys in lower case.
pub(crate) fn spellings<'a>(statements: impl IntoIterator<Item = &'a Statement>) -> BTreeMap<String, String> {
    statements.into_iter().flat_map(keys).map(|key| (key.to_ascii_lowercase(), key.to_owned())).collect()
}

/// A context with its keys spelled as the policies spell them, else as the reference does.
pub(crate) fn spelled(context: &Context, spellings: &BTreeMap<String, String>) -> BTreeMap<String, ContextValue> {
    let name = |key: &str| {
        let known = spellings.get(key).cloned();
        let in_reference = || service_reference::condition_key(key).map(|known| known.name.to_owned());
        known.or_else(|| in_reference().filter(|name| !name.contains("${"))).unwrap_or_else(|| key.to_owned())
    };
    context.iter().map(|(key, value)| (name(key), value.clone())).collect()
}
