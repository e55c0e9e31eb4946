//! Condition keys: do they exist, and do their operators fit their values?

use policy::{Comparison, Condition, Operator, Quantifier};
use service_reference::{
    ConditionKey, ValueKind, condition_key, nearest_condition_key, nearest_service, published, service,
};

use crate::arns::INVALID_SERVICE;
use crate::check::checks;
use crate::found::Found;
use crate::regions::{REGIONS, may_be};
use crate::values::is_written_out;
use crate::view::{Policy, View};

checks! {
    INVALID_CONDITION_KEY_FORMAT: Error, "the condition key has no service", "A key is `service:name`, such as `aws:SourceIp` or `s3:prefix`.";
    INVALID_GLOBAL_CONDITION_KEY: Error, "the global condition key does not exist", "A key that no request has is always missing.";
    INVALID_SERVICE_CONDITION_KEY: Error, "the service has no such condition key", "A key that no request has is always missing.";
    UNSUPPORTED_GLOBAL_CONDITION_KEY: Error, "the global condition key is not supported", "Use `aws:PrincipalArn` for the caller or `aws:SourceArn` for the resource that a service acts for.";
    DEPRECATED_GLOBAL_CONDITION_KEY: Warning, "the global condition key is out of use", "Use the key that took its place.";
    MISSING_TAG_KEY_IN_CONDITION: Error, "the condition key does not say which tag", "Write the tag's key behind a slash, as in `aws:ResourceTag/owner`.";
    MISSING_QUALIFIER: Error, "a key of several values has no set operator", "Write `ForAnyValue:` or `ForAllValues:`; without it the values are not compared one by one.";
    FORALLVALUES_WITH_SINGLE_VALUED_KEY: SecurityWarning, "`ForAllValues` compares a key of one value", "`ForAllValues` also holds when the key is missing; leave it out.";
    TYPE_MISMATCH: Warning, "the operator does not fit the type of the key", "Use an operator of the key's type.";
    STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS: SecurityWarning, "a text operator compares ARNs with wildcards", "Use `ArnLike`, in which a wildcard does not reach across the parts of an ARN.";
    UNTRUSTWORTHY_CONDITION_KEY: SecurityWarning, "the caller writes the value of this key", "Anyone can send any value; it says nothing about who calls.";
    MISSING_PAIRED_CONDITION_KEYS: SecurityWarning, "a private address is compared, and not the network it is in", "Private addresses repeat from network to network; compare the VPC, too.";
    IRRELEVANT_CONDITION_KEY_IN_POLICY: Suggestion, "the key says what the policy's place already says", "In the policy of a resource its account is known; use the key in identity policies.";
    INVALID_REGION: Error, "the region does not exist", "Write the region's code, such as `eu-west-1`.";
}

/// Keys whose value the caller writes, in lower case.
const WRITTEN_BY_CALLER: [&str; 2] = ["aws:referer", "aws:useragent"];

/// Keys of private addresses with the keys of the network, in lower case.
const PAIRS: [(&str, &[&str]); 2] = [
    ("aws:vpcsourceip", &["aws:sourcevpc", "aws:sourcevpce", "aws:sourcevpcarn"]),
    ("aws:ec2instancesourceprivateipv4", &["aws:ec2instancesourcevpc"]),
];

/// Keys that say where the resource is, in lower case.
const OF_RESOURCE: [&str; 4] =
    ["aws:resourceaccount", "aws:resourceorgid", "aws:resourceorgpaths", "s3:resourceaccount"];

/// Keys that hold a region, in lower case.
const OF_REGION: [&str; 2] = ["aws:requestedregion", "ec2:region"];

pub(crate) fn check(policy: &Policy<'_>, view: &View<'_>, found: &mut Found) {
    for condition in &view.parsed.conditions {
        let name = &*condition.key.value;
        if policy::has_hole(name) || name.is_empty() {
            continue;
        }
        let lower = name.to_ascii_lowercase();
        match condition_key(name) {
            _ if outdated(policy, condition, &lower, found) => {}
            Some(key) => typed(condition, key, found),
            None => unknown(condition, &lower, found),
        }
        warnings(policy, view, condition, &lower, found);
    }
}

/// Keys that were replaced.
fn outdated(policy: &Policy<'_>, condition: &Condition, key: &str, found: &mut Found) -> bool {
    match key {
        // Queues and topics still give it in their own policies.
        "aws:arn" if matches!(policy.options.kind.service(), Some("sqs" | "sns")) => {
            let message = "`aws:ARN` was replaced by `aws:SourceArn` and `aws:PrincipalArn`";
            found.suggest(&DEPRECATED_GLOBAL_CONDITION_KEY, &condition.origin, message, "aws:SourceArn");
        }
        "aws:arn" => {
            let message = "`aws:ARN` is not supported; no request has it";
            found.suggest(&UNSUPPORTED_GLOBAL_CONDITION_KEY, &condition.origin, message, "aws:PrincipalArn");
        }
        "aws:sourceowner" => {
            let message = "`aws:SourceOwner` was replaced by `aws:SourceAccount`";
            found.suggest(&DEPRECATED_GLOBAL_CONDITION_KEY, &condition.origin, message, "aws:SourceAccount");
        }
        _ => return false,
    }
    true
}

fn unknown(condition: &Condition, key: &str, found: &mut Found) {
    let name = &*condition.key.value;
    let at = &condition.origin;
    let Some((prefix, rest)) = key.split_once(':') else {
        found.add(&INVALID_CONDITION_KEY_FORMAT, at, format!("`{name}` names no service"));
        return;
    };
    if is_tag_without_key(name) {
        let bare = name.trim_end_matches('/');
        found.suggest(
            &MISSING_TAG_KEY_IN_CONDITION,
            at,
            format!("`{name}` does not say which tag"),
            format!("{bare}/KEY"),
        );
        return;
    }
    // Keys of identity providers are theirs to name; so are those of SAML.
    if prefix.contains('.') || matches!(prefix, "saml") {
        return;
    }
    if rest.is_empty() || prefix.is_empty() {
        found.add(&INVALID_CONDITION_KEY_FORMAT, at, format!("`{name}` is not `service:name`"));
        return;
    }
    let check = match prefix {
        "aws" => &INVALID_GLOBAL_CONDITION_KEY,
        _ if service(prefix).is_some() => &INVALID_SERVICE_CONDITION_KEY,
        _ => {
            let message = format!("there is no service `{prefix}` as of {}", published());
            match nearest_service(prefix) {
                Some(near) => found.suggest(&INVALID_SERVICE, at, message, format!("{}:{rest}", near.prefix())),
                None => found.add(&INVALID_SERVICE, at, message),
            }
            return;
        }
    };
    let message = format!("there is no condition key `{name}` as of {}", published());
    match nearest_condition_key(name) {
        Some(near) => found.suggest(check, at, message, near.name),
        None => found.add(check, at, message),
    }
}

/// Whether a name of a tag's key lacks the tag: `aws:ResourceTag`, `aws:ResourceTag/`.
fn is_tag_without_key(name: &str) -> bool {
    let bare = name.trim_end_matches('/');
    let is_tag = bare.to_ascii_lowercase().ends_with("tag");
    is_tag && condition_key(&format!("{bare}/x")).is_some_and(|key| key.name.contains("/$"))
}

fn typed(condition: &Condition, key: ConditionKey, found: &mut Found) {
    let Some(operator) = condition.meaning.filter(|meaning| meaning.comparison != Comparison::Null) else { return };
    let name = &condition.key.value;
    let at = &condition.origin;
    match operator.quantifier {
        None if key.is_multivalued => {
            let message = format!("`{name}` may have several values");
            let instead = format!("ForAnyValue:{}", condition.operator.value);
            found.suggest(&MISSING_QUALIFIER, at, message, instead);
        }
        Some(Quantifier::ForAllValues) if !key.is_multivalued => {
            let message = format!("`{name}` has one value, and `ForAllValues` holds without any");
            found.add(&FORALLVALUES_WITH_SINGLE_VALUED_KEY, at, message);
        }
        _ => {}
    }
    operator_fits(condition, key, operator, found);
    if OF_REGION.contains(&&*name.to_ascii_lowercase()) && is_text(operator) {
        for value in condition.values.iter().filter(|value| is_written_out(&value.value)) {
            if !may_be(&value.value, &REGIONS) {
                found.add(&INVALID_REGION, &value.origin, format!("there is no region `{}`", value.value));
            }
        }
    }
}

fn is_text(operator: Operator) -> bool {
    matches!(operator.comparison, Comparison::StringEquals | Comparison::StringLike)
}

fn operator_fits(condition: &Condition, key: ConditionKey, operator: Operator, found: &mut Found) {
    let name = &condition.key.value;
    let at = &condition.origin;
    if key.kind == ValueKind::Arn && operator.comparison == Comparison::StringLike {
        let message = format!("`{name}` holds an ARN");
        let instead = if operator.negated { "ArnNotLike" } else { "ArnLike" };
        found.suggest(&STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS, at, message, instead);
    } else if !fits(key, operator.comparison) {
        let message = format!("`{name}` holds {}, and `{}` compares none", what(key.kind), condition.operator.value);
        found.add(&TYPE_MISMATCH, at, message);
    }
}

/// Whether an operator compares what the key holds.
fn fits(key: ConditionKey, comparison: Comparison) -> bool {
    let is_text = matches!(
        comparison,
        Comparison::StringEquals | Comparison::StringEqualsIgnoreCase | Comparison::StringLike | Comparison::ArnLike
    );
    match key.kind {
        ValueKind::String | ValueKind::Arn => is_text,
        ValueKind::Numeric => matches!(comparison, Comparison::Numeric(_)),
        // Points in time are kept as seconds as well.
        ValueKind::Date => matches!(comparison, Comparison::Date(_) | Comparison::Numeric(_)),
        ValueKind::Bool => comparison == Comparison::Bool,
        ValueKind::Ip => comparison == Comparison::IpAddress,
        ValueKind::Binary => comparison == Comparison::BinaryEquals,
    }
}

const fn what(kind: ValueKind) -> &'static str {
    match kind {
        ValueKind::String => "text",
        ValueKind::Numeric => "a number",
        ValueKind::Date => "a point in time",
        ValueKind::Bool => "a truth value",
        ValueKind::Arn => "an ARN",
        ValueKind::Ip => "an address",
        ValueKind::Binary => "bytes",
    }
}

fn warnings(policy: &Policy<'_>, view: &View<'_>, condition: &Condition, key: &str, found: &mut Found) {
    let name = &condition.key.value;
    let at = &condition.origin;
    if WRITTEN_BY_CALLER.contains(&key) {
        found.add(&UNTRUSTWORTHY_CONDITION_KEY, at, format!("whoever calls writes `{name}`"));
    }
    if let Some((_, partners)) = PAIRS.iter().find(|(own, _)| *own == key)
        && !partners.iter().any(|partner| view.asks(partner))
    {
        let message = format!("`{name}` stands without its network");
        found.add(&MISSING_PAIRED_CONDITION_KEYS, at, message);
    }
    if policy.options.kind.is_resource() && OF_RESOURCE.contains(&key) {
        let message = format!("`{name}` says nothing in the resource's own policy");
        found.add(&IRRELEVANT_CONDITION_KEY_IN_POLICY, at, message);
    }
}
