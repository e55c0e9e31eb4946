//! Requests made from a policy's own patterns: a quick way to a witness where a proof takes too long, and the way to
//! make a witness plain.

use std::collections::{BTreeMap, BTreeSet};

use crate::arn::segments;
use crate::condition::instant;
use crate::context::{Context, ContextValue};
use crate::decide::{Domain, Expression, Space};
use crate::document::{Condition, PolicyDocument, Statement};
use crate::glob::Glob;
use crate::ip::IpRange;
use crate::operator::{Comparison, Quantifier};
use crate::request::{Principal, Request};

/// How many requests are tried.
const MOST_TRIED: usize = 20_000;

/// How many values of one key are tried.
const MOST_VALUES: usize = 24;

/// An address on the internet that no document names (RFC 5737).
const ADDRESS: &str = "198.51.100.23";

/// Actions that tell most to a reader, of the services that resource policies are about.
const TELLING: &[&str] = &[
    "s3:GetObject",
    "s3:PutObject",
    "sqs:SendMessage",
    "sns:Publish",
    "lambda:InvokeFunction",
    "lambda:InvokeFunctionUrl",
    "lambda:GetLayerVersion",
    "execute-api:Invoke",
    "kms:Decrypt",
    "secretsmanager:GetSecretValue",
    "events:PutEvents",
    "es:ESHttpGet",
    "ecr:BatchGetImage",
    "dynamodb:GetItem",
    "kinesis:GetRecords",
    "sts:AssumeRole",
    "sts:AssumeRoleWithWebIdentity",
    "elasticfilesystem:ClientMount",
    "backup:CopyIntoBackupVault",
    "logs:PutSubscriptionFilter",
    "codeartifact:ReadFromRepository",
];

/// A request of the space that satisfies the expression, if one is found.
pub(super) fn find(documents: &[&PolicyDocument], expression: &Expression<'_>, space: &Space) -> Option<Request> {
    let allow = documents.first()?.statements.first()?;
    let values = values(documents, space);
    let keys: Vec<(&String, &Vec<Option<ContextValue>>)> = values.iter().collect();
    let mut left = MOST_TRIED;
    for principal in space.principals.iter().flatten() {
        for action in actions(allow) {
            for resource in resources(allow) {
                let request = Request {
                    principal: principal.clone(),
                    action: action.clone(),
                    resource,
                    resource_account: None,
                    context: Context::new(),
                };
                if let Some(found) = with_keys(&keys, &request, expression, &mut left) {
                    return Some(found);
                }
            }
        }
    }
    None
}

/// Tries every combination of values.
fn with_keys(
    keys: &[(&String, &Vec<Option<ContextValue>>)],
    request: &Request,
    expression: &Expression<'_>,
    left: &mut usize,
) -> Option<Request> {
    let mut at = vec![0_usize; keys.len()];
    while *left > 0 {
        *left -= 1;
        let mut tried = request.clone();
        for ((name, values), index) in keys.iter().zip(&at) {
            if let Some(Some(value)) = values.get(*index) {
                tried.context.set(name, value.clone());
            }
        }
        if expression.holds(&tried) {
            return Some(tried);
        }
        let turned = at.iter_mut().zip(keys).find_map(|(index, (_, values))| {
            *index += 1;
            if *index < values.len() {
                return Some(());
            }
            *index = 0;
            None
        });
        turned?;
    }
    None
}

fn actions(allow: &Statement) -> Vec<String> {
    let Some(element) = &allow.action else { return Vec::new() };
    let telling = TELLING.iter().filter(|action| element.selects(|pattern| pattern.matches(action)));
    let mut found: Vec<String> = telling.map(|action| (*action).to_owned()).collect();
    if !element.negated {
        found.extend(element.patterns.iter().map(|pattern| filled(pattern.value.text())));
    }
    found.push("service:Action".to_owned());
    found.dedup();
    found
}

fn resources(allow: &Statement) -> Vec<String> {
    let mut found: Vec<String> = match &allow.resource {
        Some(element) if !element.negated => {
            let patterns = element.patterns.iter().map(|pattern| pattern.value.text());
            patterns.filter(|text| *text != "*").map(filled).collect()
        }
        _ => Vec::new(),
    };
    found.push("*".to_owned());
    found
}

/// The values that each key of the documents may have.
fn values(documents: &[&PolicyDocument], space: &Space) -> BTreeMap<String, Vec<Option<ContextValue>>> {
    let statements = documents.iter().flat_map(|document| &document.statements);
    let mut by_key: BTreeMap<String, Vec<&Condition>> = BTreeMap::new();
    for condition in statements.flat_map(|statement| &statement.conditions) {
        by_key.entry(condition.key.value.to_ascii_lowercase()).or_default().push(condition);
    }
    let of = |name: &String, conditions: &[&Condition]| match space.keys.get(name) {
        Some(Domain::OneOf(values)) => values.clone(),
        _ => compared(conditions),
    };
    by_key.iter().map(|(name, conditions)| (name.clone(), of(name, conditions))).collect()
}

/// Values on both sides of every comparison.
fn compared(conditions: &[&Condition]) -> Vec<Option<ContextValue>> {
    let mut texts: BTreeSet<String> = BTreeSet::new();
    let patterns = || {
        conditions.iter().flat_map(|condition| {
            let comparison = condition.meaning.map(|operator| operator.comparison);
            condition.values.iter().map(move |value| (comparison, &*value.value))
        })
    };
    for (comparison, text) in patterns() {
        texts.extend(around(comparison, text));
        for (_, other) in patterns().filter(|(_, other)| *other != text) {
            texts.extend(joined(text, other));
        }
    }
    let many = conditions.iter().any(|condition| {
        condition.meaning.is_some_and(|operator| operator.quantifier == Some(Quantifier::ForAnyValue))
    });
    let value = |text: String| if many { ContextValue::Many(vec![text]) } else { ContextValue::Single(text) };
    let found = texts.into_iter().take(MOST_VALUES).map(|text| Some(value(text)));
    std::iter::once(None).chain(found).chain([Some(value("other".to_owned()))]).collect()
}

fn around(comparison: Option<Comparison>, text: &str) -> Vec<String> {
    match comparison {
        Some(Comparison::Bool | Comparison::Null) => vec!["false".to_owned(), "true".to_owned()],
        Some(Comparison::IpAddress) => {
            let first = IpRange::parse(text).map(|range| range.first().to_string());
            std::iter::once(ADDRESS.to_owned()).chain(first).collect()
        }
        Some(Comparison::Numeric(_)) => {
            let number: Option<f64> = text.parse().ok();
            number.into_iter().flat_map(|n| [n - 1.0, n, n + 1.0]).map(|n| n.to_string()).collect()
        }
        Some(Comparison::Date(_)) if instant(text).is_some() => {
            vec!["1990-01-01T00:00:00Z".to_owned(), text.to_owned(), "2990-01-01T00:00:00Z".to_owned()]
        }
        _ => vec![filled(text)],
    }
}

/// A text that both patterns may match.
fn joined(one: &str, other: &str) -> Option<String> {
    let (Some(own), Some(others)) = (segments(one), segments(other)) else { return joined_text(one, other) };
    let parts: Option<Vec<String>> = own.iter().zip(others).map(|(a, b)| joined_text(a, b)).collect();
    parts.map(|parts| parts.join(":"))
}

fn joined_text(one: &str, other: &str) -> Option<String> {
    let (first, second) = (Glob::new(one), Glob::new(other));
    let candidates = [
        filled(one),
        filled(other),
        one.replace('*', &filled(other)),
        other.replace('*', &filled(one)),
        filled(&one.replacen('*', &other.replace('*', ""), 1)),
    ];
    candidates.into_iter().find(|text| first.matches(text) && second.matches(text))
}

/// A text that the pattern matches.
fn filled(pattern: &str) -> String {
    pattern.replace('*', "").replace('?', "1")
}

/// The request with everything as plain as it can be while it still satisfies the expression.
pub(super) fn plain(
    request: Request,
    expression: &Expression<'_>,
    allow: Option<&Statement>,
    own: &Principal,
) -> Request {
    let mut best = request;
    let mut accept = |change: &dyn Fn(&mut Request)| {
        let mut tried = best.clone();
        change(&mut tried);
        let holds = expression.holds(&tried);
        if holds {
            best = tried;
        }
        holds
    };
    for action in allow.map(actions).unwrap_or_default() {
        if accept(&|tried| tried.action.clone_from(&action)) {
            break;
        }
    }
    for resource in allow.map(resources).unwrap_or_default() {
        if accept(&|tried| tried.resource.clone_from(&resource)) {
            break;
        }
    }
    let Principal::Aws(own) = own else { return best };
    if !accept(&|tried| set_if_said(tried, "aws:PrincipalArn", own)) {
        // The ARN it says of itself is that of the principal.
        accept(&|tried| {
            if let Some(arn) = tried.context.single("aws:PrincipalArn") {
                tried.principal = Principal::Aws(arn.to_owned());
            }
        });
    }
    best
}

fn set_if_said(request: &mut Request, key: &str, value: &str) {
    if request.context.get(key).is_some() {
        request.context.set(key, ContextValue::Single(value.to_owned()));
    }
}
