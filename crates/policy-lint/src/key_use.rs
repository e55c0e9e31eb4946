//! Which actions have which condition keys: a key that an action does not have is missing, and then the condition does
//! not hold.

use std::collections::BTreeMap;

use policy::{ActionPattern, Condition, Sourced};
use service_reference::{Action, action, actions_matching, condition_key, global_keys, service};
use source::Origin;

use crate::check::{Check, checks};
use crate::found::Found;
use crate::view::{Policy, View};

checks! {
    ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE: Suggestion, "an action is allowed under a tag that it never sees", "The action is never allowed by this statement; allow it in one without the condition.";
    DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE: SecurityWarning, "an action is denied under a tag that it never sees", "The action is never denied by this statement; deny it in one without the condition.";
    ALLOW_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE: Suggestion, "all actions but a few are allowed under a tag that many never see", "List the actions that see the tag.";
    DENY_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE: SecurityWarning, "all actions but a few are denied under a tag that many never see", "Those that do not see the tag are not denied; list the actions.";
    UNSUPPORTED_ACTION_FOR_CONDITION_KEY: Error, "an action stands under a key that it does not have", "The statement does nothing for this action; move it to a statement without the key.";
    MISSING_ACTION_FOR_CONDITION_KEY: Error, "no action of the statement has the key it asks for", "Name the action that has the key, or remove the key.";
    USE_CONDITION_KEY_ONLY_WITH_SUPPORTED_SERVICES: Warning, "a key of VPC endpoints stands with services that do not give it", "Name only actions of services that give the key.";
}

/// Services that give `aws:VpceAccount`, as the user guide of IAM lists them.
const VPCE_ACCOUNT: [&str; 41] = [
    "acm-pca",
    "apprunner",
    "applicationinsights",
    "athena",
    "cloudformation",
    "comprehendmedical",
    "compute-optimizer",
    "datasync",
    "discovery",
    "dynamodb",
    "ebs",
    "ecr",
    "ecs",
    "firehose",
    "gamelift",
    "healthlake",
    "iam",
    "iotfleetwise",
    "iotwireless",
    "kinesisanalytics",
    "kms",
    "lambda",
    "medical-imaging",
    "omics",
    "payment-cryptography",
    "polly",
    "rbin",
    "rekognition",
    "route53",
    "s3",
    "scheduler",
    "servicediscovery",
    "servicequotas",
    "shield",
    "ssm-contacts",
    "storagegateway",
    "textract",
    "transcribe",
    "transfer",
    "transcribe-streaming",
    "kinesisanalyticsv2",
];

/// Services that give the keys of the endpoint's organisation only.
const VPCE_ORGANIZATION: [&str; 12] = [
    "b2bi",
    "cassandra",
    "cognito-identity",
    "dms",
    "ds-data",
    "identitystore",
    "iottwinmaker",
    "network-firewall",
    "pricing",
    "ses",
    "sms-voice",
    "sqs",
];

/// A service whose actions take keys that its page does not list for them.
const WITHOUT_KEYS: &str = "aws-marketplace";

pub(crate) fn check(policy: &Policy<'_>, view: &View<'_>, found: &mut Found) {
    for condition in view.parsed.conditions.iter().filter(|condition| needs_its_key(condition)) {
        let key = condition.key.value.to_ascii_lowercase();
        if key.starts_with("aws:resourcetag/") {
            tag(view, condition, found);
        } else if key.starts_with("aws:vpce") {
            endpoint(view, condition, &key, found);
        } else if !policy.options.kind.names_principals() && is_of_service(&key) {
            service_key(view, condition, found);
        }
    }
}

/// Whether a condition does not hold when its key is missing.
fn needs_its_key(condition: &Condition) -> bool {
    let is_presence = condition.operator.value.eq_ignore_ascii_case("Null");
    !is_presence && condition.meaning.is_some_and(|meaning| !meaning.negated && !meaning.holds_when_missing())
}

/// Whether a key belongs to one service; keys that every request may have are named by services, too.
fn is_of_service(key: &str) -> bool {
    let is_judged = |prefix: &str| prefix != "aws" && prefix != WITHOUT_KEYS && service(prefix).is_some();
    let is_service = key.split_once(':').is_some_and(|(prefix, _)| is_judged(prefix));
    is_service && condition_key(key).is_some() && !global_keys().any(|global| global.name.eq_ignore_ascii_case(key))
}

fn tag(view: &View<'_>, condition: &Condition, found: &mut Found) {
    let Some(element) = &view.parsed.action else { return };
    let key = &*condition.key.value;
    if element.negated {
        let check: &'static Check = if view.denies() {
            &DENY_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE
        } else if view.allows() {
            &ALLOW_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE
        } else {
            return;
        };
        let message = format!("actions that do not see `{key}` are left out");
        found.add(check, &condition.origin, message);
        return;
    }
    let check: &'static Check = match (view.allows(), view.denies()) {
        (true, _) => &ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE,
        (_, true) => &DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE,
        _ => return,
    };
    // One finding for each service, at the first of its actions.
    let mut blind: BTreeMap<&str, (Vec<&str>, &Origin)> = BTreeMap::new();
    for pattern in element.patterns.iter().filter(|pattern| is_blind(pattern)) {
        let (names, _) = blind.entry(pattern.value.service()).or_insert_with(|| (Vec::new(), &pattern.origin));
        names.push(pattern.value.text());
    }
    for (names, at) in blind.into_values() {
        found.add(check, at, format!("{} never see `{key}`", listed(&names)));
    }
}

fn listed(names: &[&str]) -> String {
    let shown: Vec<String> = names.iter().take(3).map(|name| format!("`{name}`")).collect();
    let more = names.len().saturating_sub(3);
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{rest}", shown.join(", "))
}

/// Whether the pattern names actions that exist, none of which sees the key. Actions on resources, and those that make
/// something with tags, get the benefit of the doubt: what services look at goes beyond the table.
fn is_blind(pattern: &Sourced<ActionPattern>) -> bool {
    let text = pattern.value.text();
    if pattern.value.service().contains(['*', '?']) || pattern.value.is_any() {
        return false;
    }
    let mut named = actions_matching(text).peekable();
    named.peek().is_some() && named.all(|action| action.is_without_resources() && !takes_tags(action))
}

fn takes_tags(action: Action) -> bool {
    action.condition_keys().any(|key| key.name.contains("Tag"))
}

fn endpoint(view: &View<'_>, condition: &Condition, key: &str, found: &mut Found) {
    let Some(element) = view.parsed.action.as_ref().filter(|element| !element.negated) else { return };
    let is_given = |service: &str| {
        VPCE_ACCOUNT.contains(&service) || key != "aws:vpceaccount" && VPCE_ORGANIZATION.contains(&service)
    };
    for pattern in &element.patterns {
        let service = pattern.value.service().to_ascii_lowercase();
        if !policy::has_hole(&service) && !is_given(&service) {
            let message = format!("`{}` may come without `{}`", pattern.value.text(), condition.key.value);
            found.add(&USE_CONDITION_KEY_ONLY_WITH_SUPPORTED_SERVICES, &pattern.origin, message);
            return;
        }
    }
}

/// A key of one service: actions that do not have it are never allowed or denied. Patterns are not judged.
fn service_key(view: &View<'_>, condition: &Condition, found: &mut Found) {
    let Some(element) = view.parsed.action.as_ref().filter(|element| !element.negated) else { return };
    let key = &*condition.key.value;
    let named: Option<Vec<(Action, &Origin)>> =
        element.patterns.iter().map(|pattern| Some((action(pattern.value.text())?, &pattern.origin))).collect();
    let prefix = key.split(':').next().unwrap_or_default();
    // A key may reach beyond its service; only actions of the same one are judged.
    let is_own = |(action, _): &(Action, &Origin)| action.service().prefix().eq_ignore_ascii_case(prefix);
    let Some(named) = named.filter(|named| !named.is_empty() && named.iter().all(is_own)) else { return };
    let (having, lacking): (Vec<_>, Vec<_>) =
        named.into_iter().partition(|(action, _)| action.own_condition_key(key).is_some());
    if having.is_empty() {
        let message = format!("no action of this statement has `{key}`");
        found.add(&MISSING_ACTION_FOR_CONDITION_KEY, &condition.origin, message);
        return;
    }
    for (action, at) in lacking.into_iter().filter(|(action, _)| action.is_without_resources()) {
        let message = format!("`{action}` does not have `{key}`, so the statement does nothing for it");
        found.add(&UNSUPPORTED_ACTION_FOR_CONDITION_KEY, at, message);
    }
}
