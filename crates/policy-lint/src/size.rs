//! How long a policy may be.

use syntax::{Node, Value};

use crate::check::{Check, checks};
use crate::found::Found;
use crate::options::PolicyType;
use crate::view::Policy;

checks! {
    POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA: Warning, "the identity policy is longer than IAM takes", "A managed policy may have 6,144 characters and all inline policies of a role 10,240 together; split it.";
    POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA: Warning, "the resource policy is longer than the service takes", "Say it shorter with wildcards or conditions.";
    POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA: Warning, "the trust policy is longer than IAM takes by default", "A trust policy may have 2,048 characters, and up to 4,096 after a quota increase.";
    POLICY_SIZE_EXCEEDS_SCP_QUOTA: Error, "the service control policy is longer than Organizations takes", "An SCP may have 5,120 characters; split it.";
    POLICY_SIZE_EXCEEDS_RCP_QUOTA: Error, "the resource control policy is longer than Organizations takes", "An RCP may have 5,120 characters; split it.";
}

/// Quotas of resource policies by service, in characters; services not listed take 20,480.
const RESOURCE_QUOTAS: [(&str, usize); 7] = [
    ("s3", 20_480),
    ("sqs", 20_480),
    ("sns", 30_720),
    ("kms", 32_768),
    ("ecr", 10_240),
    ("events", 10_240),
    ("es", 102_400),
];

pub(crate) fn check(policy: &Policy<'_>, found: &mut Found) {
    let (check, quota): (&'static Check, usize) = match &policy.options.kind {
        // The service compares with the larger of the quotas of managed and inline policies.
        PolicyType::Identity => (&POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA, 10_240),
        PolicyType::Trust => (&POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA, 2_048),
        PolicyType::ServiceControl => (&POLICY_SIZE_EXCEEDS_SCP_QUOTA, 5_120),
        PolicyType::ResourceControl => (&POLICY_SIZE_EXCEEDS_RCP_QUOTA, 5_120),
        PolicyType::Resource { service } => {
            let of = |name: &str| RESOURCE_QUOTAS.iter().find(|(known, _)| *known == name).map(|(_, quota)| *quota);
            (&POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA, service.as_deref().and_then(of).unwrap_or(20_480))
        }
    };
    let size = characters(policy.node);
    if size > quota {
        let message = format!("the policy has {size} characters without white space, {quota} are taken");
        found.add(check, &policy.node.origin, message);
    }
}

/// The characters of a value written as JSON without white space.
fn characters(node: &Node) -> usize {
    let text = |text: &str| 2 + text.chars().map(escaped).sum::<usize>();
    match &node.value {
        Value::Null => 4,
        Value::Text(value) => text(value),
        Value::Bool(_) | Value::Int(_) | Value::Float(_) => node.text().map_or(0, |value| value.chars().count()),
        Value::List(items) => 1 + items.len().max(1) + items.iter().map(characters).sum::<usize>(),
        Value::Map(map) => {
            1 + map.len().max(1) + map.iter().map(|(key, value)| text(key) + 1 + characters(value)).sum::<usize>()
        }
    }
}

/// How many characters stand for one in a JSON text.
const fn escaped(character: char) -> usize {
    match character {
        '"' | '\\' | '\n' | '\r' | '\t' => 2,
        _ => 1,
    }
}
