//! The context of a request: what AWS says of it by itself, and what of a found one matters.

use std::collections::BTreeMap;

use policy::{Arn, Context, ContextValue, Outcome, Policies, Principal, Request, evaluate, has_hole};

use super::Question;
use crate::{Caller, Subject};

/// The request that is asked about, with the keys that AWS sets by itself. What the asker says outranks them.
pub(super) fn request(subject: &Subject, question: &Question) -> Request {
    let mut context = of_platform(&subject.caller, question);
    for (key, value) in question.context.iter().flat_map(Context::iter) {
        context.set(key, value.clone());
    }
    Request {
        principal: subject.caller.principal.clone(),
        action: question.action.clone(),
        resource: question.resource.clone(),
        resource_account: question.resource_account.clone(),
        context,
    }
}

/// The keys that AWS sets whatever the caller does. Source: "AWS global condition context keys" in the IAM user guide.
fn of_platform(caller: &Caller, question: &Question) -> Context {
    let mut context = day(&question.as_of);
    let arn = Arn::parse(&question.resource);
    let known = |part: &str| !part.is_empty() && !part.contains(['*', '?']) && !has_hole(part);
    let account = question.resource_account.as_deref().or_else(|| arn.map(|arn| arn.account)).filter(|id| known(id));
    if let Some(account) = account {
        context.set("aws:ResourceAccount", single(account));
    }
    if let Some(region) = arn.map(|arn| arn.region).filter(|region| known(region)) {
        context.set("aws:RequestedRegion", single(region));
    }
    match &caller.principal {
        Principal::Aws(arn) => of_principal(&mut context, caller, arn),
        Principal::Service(name) => {
            context.set("aws:PrincipalIsAWSService", single("true"));
            context.set("aws:PrincipalServiceName", single(name));
        }
        Principal::Anonymous => context.set("aws:PrincipalType", single("Anonymous")),
        Principal::Federated(_) | Principal::CanonicalUser(_) => {}
    }
    context
}

fn of_principal(context: &mut Context, caller: &Caller, text: &str) {
    let Some(arn) = Arn::parse(text) else { return };
    context.set("aws:PrincipalArn", single(&role_behind(arn).unwrap_or_else(|| text.to_owned())));
    context.set("aws:PrincipalIsAWSService", single("false"));
    if !has_hole(arn.account) {
        context.set("aws:PrincipalAccount", single(arn.account));
        context.set("kms:CallerAccount", single(arn.account));
    }
    let (kind, name) = arn.resource.split_once('/').unwrap_or((arn.resource, ""));
    let session = name.split_once('/').map(|(_, session)| session);
    match kind {
        "user" => {
            context.set("aws:PrincipalType", single("User"));
            context.set("aws:username", single(name.rsplit('/').next().unwrap_or(name)));
            if let Some(id) = &caller.unique_id {
                context.set("aws:userid", single(id));
            }
        }
        "role" | "assumed-role" => {
            context.set("aws:PrincipalType", single("AssumedRole"));
            // Without a session only a part of `aws:userid` would be known.
            if let (Some(id), Some(session)) = (&caller.unique_id, session.filter(|_| kind == "assumed-role")) {
                context.set("aws:userid", single(&format!("{id}:{session}")));
            }
        }
        "root" => context.set("aws:PrincipalType", single("Account")),
        _ => {}
    }
    for (key, value) in &caller.tags {
        context.set(&format!("aws:PrincipalTag/{key}"), single(value));
    }
}

/// For a session, the ARN of its role as `aws:PrincipalArn` has it; its path is not known and taken as `/`.
fn role_behind(arn: Arn<'_>) -> Option<String> {
    let name = arn.resource.strip_prefix("assumed-role/")?.split('/').next()?;
    (arn.service == "sts").then(|| format!("arn:{}:iam::{}:role/{name}", arn.partition, arn.account))
}

/// The keys that tell the time, at the start of a day.
pub fn day(as_of: &str) -> Context {
    let time = format!("{as_of}T00:00:00Z");
    match policy::instant(&time) {
        Some(millis) => Context::new().with("aws:EpochTime", (millis / 1000).to_string()).with("aws:CurrentTime", time),
        None => Context::new(),
    }
}

fn single(text: &str) -> ContextValue {
    ContextValue::Single(text.to_owned())
}

/// The keys of a found context that matter: those that the question leaves open and without which the request would be
/// decided otherwise. The names are spelled as the policies spell them.
pub(super) fn telling(
    policies: &Policies<'_>,
    asked: &Request,
    found: &Request,
    allowed: bool,
) -> BTreeMap<String, ContextValue> {
    let mut request = found.clone();
    let agrees = |request: &Request| (evaluate(policies, request).outcome == Outcome::Allowed) == allowed;
    let open: Vec<&str> =
        found.context.iter().map(|(key, _)| key).filter(|key| asked.context.get(key).is_none()).collect();
    for key in open.iter().filter(|_| agrees(&request)).collect::<Vec<_>>() {
        let mut without = request.clone();
        without.context.remove(key);
        if agrees(&without) {
            request = without;
        }
    }
    let spelled = super::reasons::spellings(policies);
    for (key, _) in found.context.iter().filter(|(key, _)| !open.contains(key)) {
        request.context.remove(key);
    }
    crate::real::spelled(&request.context, &spelled)
}
