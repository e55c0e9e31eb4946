//! ARNs of resources: do they have the parts that their type of resource has?

use policy::ResourcePattern;
use policy::{Arn, Glob, Sourced};
use service_reference::service;

use crate::actions::is_of;
use crate::check::checks;
use crate::found::Found;
use crate::nearest::nearest;
use crate::regions::{PARTITIONS, REGIONS, may_be};
use crate::shapes::{Shape, fitting, is_arn_service};
use crate::values::is_written_out;
use crate::view::{Policy, View};

checks! {
    INVALID_ARN_PREFIX: Error, "the resource is no ARN", "A resource is `*` or an ARN, which begins with `arn:`.";
    MISSING_ARN_FIELD: Error, "the ARN lacks a part", "An ARN has six parts: `arn:partition:service:region:account:resource`; parts may be empty.";
    INVALID_PARTITION: Error, "the partition does not exist", "The partitions are `aws`, `aws-cn`, `aws-us-gov` and those of the isolated and sovereign clouds.";
    INVALID_SERVICE: Error, "the service of an ARN or of a condition key does not exist", "Write the service's prefix as its page in the service authorization reference says.";
    INVALID_ARN_SERVICE_CASE: Error, "the service of an ARN is not in lower case", "ARNs are compared as they are written; services are in lower case.";
    INVALID_ARN_REGION: Error, "the region of an ARN does not exist", "Write the region's code, such as `eu-west-1`.";
    MISSING_ARN_REGION: Error, "the ARN lacks its region", "Resources of this type live in a region; write it, or `*`.";
    ARN_REGION_NOT_ALLOWED: Error, "the ARN has a region, and its type of resource has none", "Leave the region empty: ARNs are compared as they are written.";
    INVALID_ARN_ACCOUNT: Error, "the account of an ARN is no account", "An account is twelve digits.";
    MISSING_ARN_ACCOUNT: Error, "the ARN lacks its account", "Resources of this type belong to an account; write it, or `*`.";
    ARN_ACCOUNT_NOT_ALLOWED: Error, "the ARN has an account, and its type of resource has none", "Leave the account empty: ARNs are compared as they are written.";
    INVALID_ARN_RESOURCE: Error, "the ARN is of no type of resource that the service has", "Write the last part as the service's page in the service authorization reference says.";
    UNSUPPORTED_RESOURCE_ARN_IN_POLICY: Error, "the policy of a resource names another service's resource", "Such a policy is about its own resource and what lies in it.";
}

/// Services that have resources of AWS itself beside those of accounts.
const OF_NOBODY: [&str; 2] = ["ssm", "resource-explorer-2"];

pub(crate) fn check(policy: &Policy<'_>, view: &View<'_>, found: &mut Found) {
    let Some(element) = &view.parsed.resource else { return };
    for pattern in &element.patterns {
        let text = pattern.value.text();
        if pattern.value.is_any() || text.starts_with('*') {
            continue;
        }
        match Arn::parse(text) {
            Some(arn) => parts(policy, pattern, &arn, found),
            None => no_arn(pattern, found),
        }
    }
}

fn no_arn(pattern: &Sourced<ResourcePattern>, found: &mut Found) {
    let text = pattern.value.text();
    if policy::has_hole(text) || text.starts_with("${") {
        return;
    }
    if Glob::new(text).intersects(&Glob::new("arn:*")) {
        let message = format!("`{text}` has fewer than six parts");
        found.add(&MISSING_ARN_FIELD, &pattern.origin, message);
    } else {
        found.add(&INVALID_ARN_PREFIX, &pattern.origin, format!("`{text}` is neither `*` nor an ARN"));
    }
}

fn parts(policy: &Policy<'_>, pattern: &Sourced<ResourcePattern>, arn: &Arn<'_>, found: &mut Found) {
    let text = pattern.value.text();
    let at = &pattern.origin;
    if is_written_out(arn.partition) && !may_be(arn.partition, &PARTITIONS) {
        let message = format!("there is no partition `{}`", arn.partition);
        match nearest(arn.partition, PARTITIONS) {
            Some(near) => found.suggest(&INVALID_PARTITION, at, message, near),
            None => found.add(&INVALID_PARTITION, at, message),
        }
    }
    if !is_written_out(arn.service) {
        return;
    }
    if arn.service.contains(['*', '?']) {
        if !arn.service.chars().all(|c| c == '*') {
            let message = format!("`{text}` takes in every service whose name is alike");
            found.add(&crate::actions::WILDCARD_IN_SERVICE_NAME, at, message);
        }
        return;
    }
    let lower = arn.service.to_ascii_lowercase();
    if lower != arn.service && is_arn_service(&lower) {
        let message = format!("`{}` is not in lower case", arn.service);
        found.suggest(&INVALID_ARN_SERVICE_CASE, at, message, text.replacen(arn.service, &lower, 1));
        return;
    }
    if !is_arn_service(&lower) {
        let message = format!("no service has ARNs of `{}`", arn.service);
        found.add(&INVALID_SERVICE, at, message);
        return;
    }
    if let Some(own) = policy.options.kind.service().filter(|own| !is_of(own, &lower) && service(own).is_some()) {
        let message = format!("`{text}` is no resource of `{own}`");
        found.add(&UNSUPPORTED_RESOURCE_ARN_IN_POLICY, at, message);
        return;
    }
    place(pattern, arn, found);
}

/// The parts that depend on the type of resource.
fn place(pattern: &Sourced<ResourcePattern>, arn: &Arn<'_>, found: &mut Found) {
    let at = &pattern.origin;
    let Some(fitting) = fitting(arn.service, arn.resource) else { return };
    if fitting.is_empty() {
        let message = format!("`{}` has no resources of the form `{}`", arn.service, arn.resource);
        found.add(&INVALID_ARN_RESOURCE, at, message);
        return;
    }
    region(pattern, arn, &fitting, found);
    account(pattern, arn, &fitting, found);
}

fn region(pattern: &Sourced<ResourcePattern>, arn: &Arn<'_>, fitting: &[&Shape], found: &mut Found) {
    let at = &pattern.origin;
    let text = arn.region;
    if !is_written_out(text) || text == "*" {
        return;
    }
    let has = |is: fn(&Shape) -> bool| fitting.iter().any(|shape| is(shape));
    if text.is_empty() {
        if !has(|shape| shape.region.is_empty()) {
            found.add(&MISSING_ARN_REGION, at, format!("`{}` does not say its region", pattern.value.text()));
        }
    } else if !has(|shape| !shape.region.is_empty()) {
        let message = format!("resources like `{}` have no region", arn.resource);
        found.add(&ARN_REGION_NOT_ALLOWED, at, message);
    } else if !may_be(text, &REGIONS) && !fitting.iter().any(|shape| shape.region == text) {
        let message = format!("there is no region `{text}`");
        match nearest(text, REGIONS) {
            Some(near) => found.suggest(&INVALID_ARN_REGION, at, message, near),
            None => found.add(&INVALID_ARN_REGION, at, message),
        }
    }
}

fn account(pattern: &Sourced<ResourcePattern>, arn: &Arn<'_>, fitting: &[&Shape], found: &mut Found) {
    let at = &pattern.origin;
    let text = arn.account;
    if !is_written_out(text) || text == "*" || fitting.iter().any(|shape| shape.account == text) {
        return;
    }
    if text.is_empty() {
        // What AWS gives everyone, such as a public document, belongs to no account.
        if OF_NOBODY.contains(&arn.service) {
            return;
        }
        found.add(&MISSING_ARN_ACCOUNT, at, format!("`{}` does not say its account", pattern.value.text()));
    } else if fitting.iter().all(|shape| shape.account.is_empty()) {
        let message = format!("resources like `{}` have no account in their ARN", arn.resource);
        found.add(&ARN_ACCOUNT_NOT_ALLOWED, at, message);
    } else if !may_be_account(text) {
        found.add(&INVALID_ARN_ACCOUNT, at, format!("`{text}` is no account"));
    }
}

/// Twelve digits, a pattern that may be twelve digits, or an owner that AWS itself goes by.
fn may_be_account(text: &str) -> bool {
    let is_digits = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'*' | b'?'));
    let fits = Glob::new(text).intersects(&Glob::new("????????????"));
    is_digits && fits || matches!(text, "aws" | "cloudfront" | "aws-marketplace" | "amazon" | "aws-managed" | "aws*")
}
