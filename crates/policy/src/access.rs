//! What the identity policies of infrastructure code allow, asked without a request at hand.

use source::Origin;

use crate::document::{Condition, Effect, Element, PolicyDocument, Statement};
use crate::resource_pattern::ResourcePattern;

/// A statement that allows what was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// Where the statement is.
    pub statement: Origin,
    /// Where the pattern is that names the action; the whole element for `NotAction`.
    pub action: Origin,
    /// That pattern as written; `NotAction` when the action is allowed by not being named.
    pub action_text: String,
    /// Where the pattern is that names the resource; the whole element for `NotResource`.
    pub resource: Origin,
    /// That pattern as written; `NotResource` when the resource is allowed by not being named.
    pub resource_text: String,
    /// Whether the statement has conditions.
    pub conditional: bool,
    /// They.
    pub conditions: Vec<Condition>,
    /// Whether the statement names no resource: `*`, or any of the kind.
    pub any_resource: bool,
}

/// The strongest grant by which `documents` together allow `action` on some resource that `target` means: an
/// unconditional one before a conditional one, any resource before a named one, then the first written.
///
/// A Deny takes a grant away when it has no conditions and surely covers the action and either all of `target` or all
/// that the grant gives.
pub fn allows<'a>(
    documents: impl IntoIterator<Item = &'a PolicyDocument>,
    action: &str,
    target: &ResourcePattern,
) -> Option<Grant> {
    let documents: Vec<&PolicyDocument> = documents.into_iter().collect();
    strongest(grants(&documents, &documents, action, target))
}

/// Every grant of `granting`, in the order written, that no Deny of `denying` takes away.
pub fn grants(
    granting: &[&PolicyDocument],
    denying: &[&PolicyDocument],
    action: &str,
    target: &ResourcePattern,
) -> Vec<Grant> {
    let statements = granting.iter().flat_map(|document| document.allows());
    let found = statements.filter_map(|statement| grant(statement, action, target));
    let standing = found.filter(|(_, given)| !is_denied(denying, action, target, given.as_ref()));
    standing.map(|(grant, _)| grant).collect()
}

/// The grant that gives most; the first of equal ones.
pub fn strongest(grants: Vec<Grant>) -> Option<Grant> {
    // `max_by_key` takes the last of equals; the order is turned so that the first written wins.
    grants.into_iter().rev().max_by_key(|grant| (!grant.conditional, grant.any_resource))
}

/// What a statement grants of `action` on `target`, with the pattern that gives the resources if there is one.
fn grant(statement: &Statement, action: &str, target: &ResourcePattern) -> Option<(Grant, Option<ResourcePattern>)> {
    let (action_origin, action_text) = selected_action(statement, action)?;
    let resource = selected_resource(statement, target)?;
    let grant = Grant {
        statement: statement.origin.clone(),
        action: action_origin,
        action_text,
        resource: resource.origin,
        resource_text: resource.text,
        conditional: !statement.conditions.is_empty(),
        conditions: statement.conditions.clone(),
        any_resource: resource.any,
    };
    Some((grant, resource.pattern))
}

fn selected_action(statement: &Statement, action: &str) -> Option<(Origin, String)> {
    let element = statement.action.as_ref()?;
    let named = element.patterns.iter().find(|pattern| pattern.value.matches(action));
    match (element.negated, named) {
        (false, Some(pattern)) => Some((pattern.origin.clone(), pattern.value.text().to_owned())),
        (true, None) => Some((element.origin.clone(), "NotAction".to_owned())),
        _ => None,
    }
}

/// The part of a resource element that gives something of what was asked for.
struct Selected {
    origin: Origin,
    text: String,
    any: bool,
    pattern: Option<ResourcePattern>,
}

fn selected_resource(statement: &Statement, target: &ResourcePattern) -> Option<Selected> {
    let element = statement.resource.as_ref()?;
    if element.negated {
        let excluded = element.patterns.iter().any(|pattern| pattern.value.covers(target));
        let (origin, text) = (element.origin.clone(), "NotResource".to_owned());
        return (!excluded).then_some(Selected { origin, text, any: true, pattern: None });
    }
    let meeting = element.patterns.iter().filter(|pattern| pattern.value.intersects(target));
    // The widest one tells most: any resource before a named one.
    let chosen = meeting.rev().max_by_key(|pattern| (pattern.value.is_any(), pattern.value.names_none()))?;
    Some(Selected {
        origin: chosen.origin.clone(),
        text: chosen.value.text().to_owned(),
        any: chosen.value.names_none(),
        pattern: Some(chosen.value.clone()),
    })
}

fn is_denied(
    documents: &[&PolicyDocument],
    action: &str,
    target: &ResourcePattern,
    given: Option<&ResourcePattern>,
) -> bool {
    let denies = documents.iter().flat_map(|document| document.denies());
    let surely = denies.filter(|statement| statement.conditions.is_empty());
    surely.into_iter().any(|statement| {
        debug_assert!(statement.is(Effect::Deny), "`denies` yields denying statements");
        selected_action(statement, action).is_some()
            && statement.resource.as_ref().is_some_and(|element| {
                takes_all_of(element, target) || given.is_some_and(|given| takes_all_of(element, given))
            })
    })
}

/// Whether a Deny's resource element surely means everything in `target`.
fn takes_all_of(element: &Element<ResourcePattern>, target: &ResourcePattern) -> bool {
    if element.negated {
        return element.patterns.iter().all(|pattern| !pattern.value.intersects(target));
    }
    element.patterns.iter().any(|pattern| pattern.value.covers(target))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::statements;

    fn ask(json: &str, action: &str, target: &str) -> Option<(String, String, bool, bool)> {
        let grant = allows([&statements(json)], action, &ResourcePattern::new(target))?;
        Some((grant.action_text, grant.resource_text, grant.conditional, grant.any_resource))
    }

    fn granted(action: &str, resource: &str, conditional: bool, any: bool) -> Option<(String, String, bool, bool)> {
        Some((action.to_owned(), resource.to_owned(), conditional, any))
    }

    const ORDERS: &str = "arn:aws:dynamodb:*:*:table/orders";

    #[test]
    fn grants() {
        for (json, expected) in [
            (r#"{"Effect": "Allow", "Action": "*", "Resource": "*"}"#, granted("*", "*", false, true)),
            (r#"{"Effect": "Allow", "Action": "dynamodb:PutItem", "Resource": "*"}"#, None),
            (
                r#"{"Effect": "Allow", "Action": ["dynamodb:get*", "s3:*"], "Resource": ["arn:aws:s3:::x", "*"]}"#,
                granted("dynamodb:get*", "*", false, true),
            ),
            (
                r#"{"Effect": "Allow", "Action": "dynamodb:*", "Resource": "arn:aws:dynamodb:eu-west-1:1:table/orders"}"#,
                granted("dynamodb:*", "arn:aws:dynamodb:eu-west-1:1:table/orders", false, false),
            ),
            (
                r#"{"Effect": "Allow", "Action": "dynamodb:*", "Resource": "arn:aws:dynamodb:eu-west-1:1:table/others"}"#,
                None,
            ),
            (
                r#"{"Effect": "Allow", "NotAction": "iam:*", "NotResource": "arn:aws:s3:::*"}"#,
                granted("NotAction", "NotResource", false, true),
            ),
            (r#"{"Effect": "Allow", "Action": "*", "NotResource": "arn:aws:dynamodb:*:*:table/*"}"#, None),
            (
                r#"{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "true"}}}"#,
                granted("*", "*", true, true),
            ),
        ] {
            assert_eq!(ask(json, "dynamodb:GetItem", ORDERS), expected, "{json}");
        }
    }

    #[test]
    fn a_deny_takes_away_what_it_surely_covers() {
        let with = |deny: &str| {
            let json = format!(r#"[{{"Effect": "Allow", "Action": "dynamodb:*", "Resource": "*"}}, {deny}]"#);
            ask(&json, "dynamodb:GetItem", ORDERS).is_some()
        };
        assert!(!with(r#"{"Effect": "Deny", "Action": "*", "Resource": "*"}"#));
        assert!(!with(
            r#"{"Effect": "Deny", "Action": "dynamodb:GetItem", "Resource": "arn:aws:dynamodb:*:*:table/*"}"#
        ));
        assert!(!with(r#"{"Effect": "Deny", "NotAction": "s3:*", "NotResource": "arn:aws:s3:::*"}"#));
        assert!(with(
            r#"{"Effect": "Deny", "Action": "dynamodb:GetItem", "Resource": "arn:aws:dynamodb:eu-west-1:*:table/*"}"#
        ));
        assert!(with(
            r#"{"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}"#
        ));
    }

    #[test]
    fn the_strongest_grant_is_told() {
        let json = r#"[
            {"Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "arn:aws:dynamodb:*:*:table/orders"},
            {"Effect": "Allow", "Action": "dynamodb:*", "Resource": "*"},
            {"Effect": "Allow", "Action": "*", "Resource": "*"}
        ]"#;
        assert_eq!(ask(json, "dynamodb:GetItem", ORDERS), granted("dynamodb:*", "*", false, true));
    }

    #[test]
    fn holes_are_themselves() {
        let json =
            r#"{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:dynamodb:‹AWS::Region›:1:table/‹Orders›"}"#;
        assert!(ask(json, "dynamodb:GetItem", "arn:aws:dynamodb:‹AWS::Region›:1:table/‹Orders›").is_some());
        assert!(ask(json, "dynamodb:GetItem", "arn:aws:dynamodb:‹AWS::Region›:1:table/‹Users›").is_none());
        assert!(ask(json, "dynamodb:GetItem", "arn:aws:dynamodb:*:*:table/‹Orders›").is_some());
    }
}
