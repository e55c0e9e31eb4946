//! Who is named: the form of principals, and principals that a type of policy does not take.

use policy::{Arn, Comparison, Condition, Element, PrincipalKind, PrincipalPattern, Sourced, Text};
use syntax::{Node, Value};

use crate::check::checks;
use crate::found::Found;
use crate::nearest::nearest;
use crate::options::PolicyType;
use crate::values::is_written_out;
use crate::view::{Policy, View, is_intrinsic};

checks! {
    INVALID_PRINCIPAL_FORMAT: Error, "the principal is not written as AWS reads it", "Write `\"*\"`, or an object such as `{\"AWS\": \"111122223333\"}`.";
    INVALID_PRINCIPAL_KEY: Error, "there is no such kind of principal", "The kinds are `AWS`, `Service`, `Federated` and `CanonicalUser`.";
    UNSUPPORTED_WILDCARD_IN_PRINCIPAL: Error, "a principal has a wildcard in its name", "A principal is a whole name or `*`; narrow with a condition on `aws:PrincipalArn` instead.";
    INVALID_SERVICE_PRINCIPAL_FORMAT: Error, "a service principal has the wrong form", "Services are named in lower case and end in `.amazonaws.com`, such as `lambda.amazonaws.com`.";
    FEDERATED_PRINCIPAL_NOT_SUPPORTED: Error, "a resource policy names an identity provider", "Only the trust policy of a role takes `Federated`; name the role.";
    INVALID_ROLE_REFERENCE: Warning, "a role is named by its id", "Name its ARN; the id dies with the role and says nothing to a reader.";
    INVALID_USER_REFERENCE: Warning, "a user is named by its id", "Name its ARN; the id dies with the user and says nothing to a reader.";
    DENY_WITH_NOT_PRINCIPAL_OF_A_PART: SecurityWarning, "a Deny spares a principal without all its names", "A request is spared only if `NotPrincipal` names the account, and for a role its session as well; deny `*` and compare `aws:PrincipalArn` with `ArnNotEquals` instead.";
    ALLOW_WITH_NOT_PRINCIPAL: SecurityWarning, "everyone but a few may do it", "`NotPrincipal` with `Allow` takes in strangers and anonymous callers; name who may.";
}

/// Keys that hold service principals, in lower case.
const SERVICE_KEYS: [&str; 8] = [
    "aws:calledvia",
    "aws:calledviafirst",
    "aws:calledvialast",
    "aws:principalservicename",
    "aws:principalservicenameslist",
    "iam:passedtoservice",
    "iam:awsservicename",
    "kms:viaservice",
];

pub(crate) fn check(policy: &Policy<'_>, view: &View<'_>, found: &mut Found) {
    for name in ["Principal", "NotPrincipal"] {
        if let Some(entry) = view.element(name) {
            form(&entry.node, found);
        }
    }
    let Some(element) = &view.parsed.principal else { return };
    for pattern in element.patterns.iter().filter(|pattern| is_written_out(&pattern.value.text)) {
        named(&policy.options.kind, pattern, found);
    }
    if element.negated && view.allows() && policy.options.kind.is_resource() {
        let origin = view.element("NotPrincipal").map_or(&element.origin, |entry| &entry.key);
        found.add(&ALLOW_WITH_NOT_PRINCIPAL, origin, "the statement allows everyone whom `NotPrincipal` does not name");
    }
    if element.negated && view.denies() {
        spared_in_part(element, found);
    }
}

/// A user or role in the `NotPrincipal` of a Deny, without the names that its requests have beside its ARN. Source:
/// "AWS JSON policy elements: NotPrincipal" in the IAM user guide.
fn spared_in_part(element: &Element<PrincipalPattern>, found: &mut Found) {
    let names: Vec<&str> = element.patterns.iter().map(|pattern| &*pattern.value.text).collect();
    for pattern in &element.patterns {
        let Some(arn) = Arn::parse(&pattern.value.text).filter(|arn| arn.service == "iam") else { continue };
        let Some((kind, name)) = arn.resource.split_once('/') else { continue };
        let is_account =
            |name: &&str| *name == arn.account || *name == format!("arn:{}:iam::{}:root", arn.partition, arn.account);
        let own = name.rsplit('/').next().unwrap_or(name);
        let is_session = |name: &&str| name.contains(&format!(":assumed-role/{own}/"));
        let lacks_session = kind == "role" && !names.iter().any(is_session);
        let lacks_account = !names.iter().any(is_account);
        let lacking = match (lacks_account, lacks_session) {
            (true, true) => "its account and its session are",
            (true, false) => "its account is",
            (false, true) => "its session is",
            (false, false) => continue,
        };
        let message = format!("this also denies `{own}`, for {lacking} not named beside it");
        found.add(&DENY_WITH_NOT_PRINCIPAL_OF_A_PART, &pattern.origin, message);
    }
}

/// Service principals that conditions compare with; every type of policy has these.
pub(crate) fn check_conditions(view: &View<'_>, found: &mut Found) {
    for condition in &view.parsed.conditions {
        let key = condition.key.value.to_ascii_lowercase();
        if SERVICE_KEYS.contains(&&*key) && is_text(condition) {
            for value in condition.values.iter().filter(|value| is_written_out(&value.value)) {
                compared_service(condition, value, found);
            }
        }
    }
}

fn is_text(condition: &Condition) -> bool {
    let comparison = condition.meaning.map(|meaning| meaning.comparison);
    matches!(comparison, Some(Comparison::StringEquals | Comparison::StringLike))
}

fn compared_service(condition: &Condition, value: &Text, found: &mut Found) {
    let text = &*value.value;
    // A pattern may stand for a right name; case counts all the same.
    let is_pattern = text.contains(['*', '?']);
    let is_right = if is_pattern { !text.chars().any(|c| c.is_ascii_uppercase()) } else { is_service(text) };
    if !is_right {
        let message = format!("`{text}` is no service that `{}` can have", condition.key.value);
        found.add(&INVALID_SERVICE_PRINCIPAL_FORMAT, &value.origin, message);
    }
}

fn form(node: &Node, found: &mut Found) {
    match &node.value {
        Value::Map(map) if !is_intrinsic(node) => {
            for (key, entry) in map.entries() {
                if matches!(&**key, "AWS" | "Service" | "Federated" | "CanonicalUser") {
                    continue;
                }
                let message = format!("`{key}` is no kind of principal");
                match nearest(key, ["AWS", "Service", "Federated", "CanonicalUser"]) {
                    Some(right) => found.suggest(&INVALID_PRINCIPAL_KEY, &entry.key, message, right),
                    None => found.add(&INVALID_PRINCIPAL_KEY, &entry.key, message),
                }
            }
        }
        Value::Text(text) if &**text != "*" && is_written_out(text) => bare(text, node, found),
        Value::List(items) => {
            for item in items {
                if let Some(text) = item.as_str().filter(|text| is_written_out(text)) {
                    bare(text, item, found);
                }
            }
        }
        _ => {}
    }
}

/// A principal outside an object.
fn bare(text: &str, node: &Node, found: &mut Found) {
    let kind = if is_service(text) { "Service" } else { "AWS" };
    let message = format!("the principal `{text}` stands without its kind");
    found.suggest(&INVALID_PRINCIPAL_FORMAT, &node.origin, message, format!(r#"{{"{kind}": "{text}"}}"#));
}

fn named(kind: &PolicyType, pattern: &Sourced<PrincipalPattern>, found: &mut Found) {
    let text = &*pattern.value.text;
    let at = &pattern.origin;
    match pattern.value.kind {
        PrincipalKind::Aws | PrincipalKind::CanonicalUser | PrincipalKind::Service
            if text != "*" && text.contains(['*', '?']) =>
        {
            found.add(&UNSUPPORTED_WILDCARD_IN_PRINCIPAL, at, format!("`{text}` matches nobody: it is no pattern"));
        }
        PrincipalKind::Service if text == "*" => {
            found.add(&UNSUPPORTED_WILDCARD_IN_PRINCIPAL, at, "`*` does not stand for every service");
        }
        PrincipalKind::Service if !is_service(text) => {
            found.add(&INVALID_SERVICE_PRINCIPAL_FORMAT, at, format!("`{text}` is no service principal"));
        }
        PrincipalKind::Federated if kind.is_resource() => {
            found.add(&FEDERATED_PRINCIPAL_NOT_SUPPORTED, at, format!("`{text}` is an identity provider"));
        }
        PrincipalKind::Aws if text.starts_with("AROA") => {
            found.add(&INVALID_ROLE_REFERENCE, at, format!("`{text}` is the id of a role"));
        }
        PrincipalKind::Aws if text.starts_with("AIDA") => {
            found.add(&INVALID_USER_REFERENCE, at, format!("`{text}` is the id of a user"));
        }
        PrincipalKind::Aws if !is_aws(text) => {
            found.add(&INVALID_PRINCIPAL_FORMAT, at, format!("`{text}` is neither an account nor an ARN"));
        }
        _ => {}
    }
}

fn is_aws(text: &str) -> bool {
    let is_account = text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_id = text.len() > 16 && text.starts_with('A') && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let is_arn = Arn::parse(text).is_some_and(|arn| matches!(arn.service, "iam" | "sts" | "cloudfront"));
    text == "*" || is_account || is_id || is_arn
}

/// Whether the text has the form of a service principal.
pub(crate) fn is_service(text: &str) -> bool {
    let ends = [".amazonaws.com", ".amazon.com", ".amazonaws.com.cn", ".aws.internal", ".api.aws"];
    let body = ends.iter().find_map(|end| text.strip_suffix(end));
    body.is_some_and(|body| {
        !body.is_empty()
            && body.split('.').all(|label| !label.is_empty())
            && body
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'.' | b'_'))
    })
}
