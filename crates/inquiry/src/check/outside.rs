//! Whom from outside a policy lets in.

use finding::{Confidence, Finding, Location, RuleId, Severity};
use policy::{Context, PolicyDocument, PrincipalReach, PublicGrant, Request, public_access};
use source::Span;

use crate::{real, words};

/// One finding for each grant to somebody outside that nothing narrows enough.
pub(super) fn findings(document: &PolicyDocument, fallback: Span) -> Vec<Finding> {
    public_access(document).iter().filter_map(|grant| finding(document, grant, fallback)).collect()
}

fn finding(document: &PolicyDocument, grant: &PublicGrant, fallback: Span) -> Option<Finding> {
    let (rule, severity, who) = match &grant.principal {
        PrincipalReach::Anyone => ("posture/public-resource-policy", Severity::High, "anyone".to_owned()),
        PrincipalReach::Federated { provider, pinned: false } => {
            ("posture/public-resource-policy", Severity::High, format!("whoever gets a token of `{provider}`"))
        }
        PrincipalReach::Service { name, pinned: false } if !is_used_at_home(grant) => (
            "posture/unpinned-service-permission",
            Severity::Medium,
            format!("`{name}`, on behalf of anybody's account,"),
        ),
        PrincipalReach::Undecided(_) => {
            ("posture/public-resource-policy", Severity::Low, "it was not decided whether somebody outside".to_owned())
        }
        _ => return None,
    };
    let what = if grant.actions.is_empty() {
        "do what the statement does not name".to_owned()
    } else {
        words::listed(&grant.actions.iter().map(String::as_str).collect::<Vec<_>>(), "and")
    };
    let span = grant.principal_origin.written().or_else(|| grant.statement.written()).unwrap_or(fallback);
    let location = Location { span, resource: String::new() };
    let witness = grant.witness.as_ref().map(|request| format!("; for example {}", example(document, request)));
    let message = format!("{who} may {what}{}", witness.unwrap_or_default());
    Some(Finding::new(RuleId::new(rule), severity, Confidence::High, location, message))
}

/// Whether the service only does this for resources of the account itself: it takes on roles and uses keys there.
fn is_used_at_home(grant: &PublicGrant) -> bool {
    let is_home =
        |action: &String| ["sts:", "kms:"].iter().any(|service| action.to_ascii_lowercase().starts_with(service));
    !grant.actions_negated && grant.actions.iter().all(is_home)
}

/// A request in words.
fn example(document: &PolicyDocument, request: &Request) -> String {
    let context: &Context = &request.context;
    let keys = real::spelled(context, &real::spellings(&document.statements));
    // Keys that every such request has say nothing here.
    let told = keys.iter().filter(|(key, _)| document_speaks_of(document, key));
    let told: Vec<String> = told.map(|(key, value)| words::key_value(key, value)).collect();
    let with = if told.is_empty() { String::new() } else { format!(" with {}", words::joined(told, "and")) };
    format!("`{}` on `{}`{with}", real::spelled_action(&request.action), request.resource)
}

fn document_speaks_of(document: &PolicyDocument, key: &str) -> bool {
    document.statements.iter().flat_map(real::keys).any(|spoken| spoken.eq_ignore_ascii_case(key))
}
