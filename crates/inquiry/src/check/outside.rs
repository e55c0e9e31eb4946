//! Whom from outside a policy lets in.

use finding::{Confidence, Finding, Location, RuleId, Severity};
use policy::{Context, Narrowing, PolicyDocument, PrincipalReach, PublicGrant, Request, public_access};
use source::Span;

use crate::{real, words};

/// One finding for each grant to somebody outside that nothing narrows enough.
pub(super) fn findings(document: &PolicyDocument, fallback: Span, is_dead: impl Fn(usize) -> bool) -> Vec<Finding> {
    let grants = public_access(document);
    grants.iter().filter(|grant| !is_dead(grant.index)).filter_map(|grant| finding(document, grant, fallback)).collect()
}

fn finding(document: &PolicyDocument, grant: &PublicGrant, fallback: Span) -> Option<Finding> {
    let (rule, severity, who) = match &grant.principal {
        PrincipalReach::Account(account) => (EXTERNAL_ACCESS, Severity::Info, outside_account(account)),
        PrincipalReach::AnyoneIf(narrowings) => (EXTERNAL_ACCESS, Severity::Info, narrowed(narrowings)),
        PrincipalReach::Service { name, pinned: true } => (EXTERNAL_ACCESS, Severity::Info, format!("`{name}`")),
        PrincipalReach::Federated { provider, pinned: true } => {
            (EXTERNAL_ACCESS, Severity::Info, format!("some holders of tokens of `{provider}`"))
        }
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
    if rule == EXTERNAL_ACCESS && is_at_home(document, grant) {
        return None;
    }
    let what = if grant.actions.is_empty() {
        "do what the statement does not name".to_owned()
    } else {
        words::listed(&grant.actions.iter().map(String::as_str).collect::<Vec<_>>(), "and")
    };
    let span = grant.principal_origin.written().or_else(|| grant.statement.written()).unwrap_or(fallback);
    let location = Location { span, resource: String::new() };
    let witness = grant.witness.as_ref().map(|request| format!("; for example {}", example(document, request)));
    let message = format!("{who} may {what}{}{}", witness.unwrap_or_default(), useless(document, grant));
    Some(Finding::new(RuleId::new(rule), severity, Confidence::High, location, message))
}

/// Grants to those whom the author names: no fault, but what Access Analyzer reports as external access.
pub(super) const EXTERNAL_ACCESS: &str = "policy/external-access";

fn outside_account(account: &str) -> String {
    if account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit()) {
        format!("account `{account}`")
    } else {
        format!("`{account}`, from outside if that is another account,")
    }
}

/// Who satisfies conditions that strangers cannot.
fn narrowed(narrowings: &[Narrowing]) -> String {
    let told = narrowings.iter().map(|narrowing| match narrowing {
        Narrowing::PrincipalOrganization => "in the named organisations",
        Narrowing::PrincipalAccount | Narrowing::CallerAccount => "in the named accounts",
        Narrowing::Principal => "with the named ARNs or ids",
        Narrowing::VpcEndpoint => "through the named VPC endpoints",
        Narrowing::Vpc => "from the named VPCs",
        Narrowing::SourceIp => "from the named addresses",
        Narrowing::ViaService => "through the named services",
        Narrowing::SourceArn | Narrowing::SourceAccount | Narrowing::SourceOrganization => {
            "on behalf of the named source"
        }
        _ => "who fulfils its conditions",
    });
    let mut told: Vec<String> = told.map(str::to_owned).collect();
    told.dedup();
    format!("anyone {}", words::joined(told, "and"))
}

/// Whether the one who is let in is of the account that the resources are in.
fn is_at_home(document: &PolicyDocument, grant: &PublicGrant) -> bool {
    let PrincipalReach::Account(account) = &grant.principal else { return false };
    let account = policy::Arn::parse(account).map_or(account.as_str(), |arn| arn.account);
    let statement = document.statements.get(grant.index);
    let resources = statement.and_then(|statement| statement.resource.as_ref());
    let homes = resources.iter().flat_map(|element| &element.patterns).map(|pattern| pattern.value.text());
    homes.filter_map(policy::Arn::parse).any(|arn| arn.account == account)
}

/// The conditions that keep nobody out, where the author may think that they do.
fn useless(document: &PolicyDocument, grant: &PublicGrant) -> String {
    let is_open = matches!(grant.principal, PrincipalReach::Anyone | PrincipalReach::Federated { pinned: false, .. });
    let statement = document.statements.get(grant.index).filter(|_| is_open);
    let keys: Vec<&str> =
        statement.iter().flat_map(|statement| &statement.conditions).map(|condition| &*condition.key.value).collect();
    match keys.as_slice() {
        [] => String::new(),
        _ => format!("; its condition on {} keeps no stranger out", words::listed(&keys, "and")),
    }
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
