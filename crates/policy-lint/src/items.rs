//! Fine-grained access to what lies in a resource: items of DynamoDB, prefixes of S3.

use policy::{Comparison, Condition, Operator};

use crate::check::{Check, checks};
use crate::found::Found;
use crate::values::is_written_out;
use crate::view::View;

checks! {
    DYNAMODB_INVALID_RETURN_CONSUMED_CAPACITY: Error, "`dynamodb:ReturnConsumedCapacity` never has this value", "It is `TOTAL` or `NONE`.";
    DYNAMODB_INVALID_RETURN_VALUES: Error, "`dynamodb:ReturnValues` never has this value", "It is `NONE`, `ALL_OLD`, `UPDATED_OLD`, `ALL_NEW` or `UPDATED_NEW`.";
    DYNAMODB_INVALID_SELECT_VALUE: Error, "`dynamodb:Select` never has this value", "It is `ALL_ATTRIBUTES`, `ALL_PROJECTED_ATTRIBUTES`, `SPECIFIC_ATTRIBUTES` or `COUNT`.";
    DYNAMODB_REPLACE_OPERATION_WITH_ATTRIBUTES: Warning, "whole items may be replaced under a condition on attributes", "A replaced item loses the attributes that are not written; allow `dynamodb:UpdateItem` instead.";
    DYNAMODB_SCAN_BYPASSES_LEADING_KEYS: Warning, "a scan goes around a condition on keys", "`dynamodb:Scan` reads the whole table and has no leading keys; leave it out.";
    DYNAMODB_WRONG_CONDITION_FOR_ACTION: Warning, "a condition of reads stands with writes, or the other way round", "`dynamodb:Select` exists for reads only, `dynamodb:ReturnValues` for writes only.";
    DYNAMODB_ATTRIBUTES_WITHOUT_SELECT: SecurityWarning, "attributes are limited, and whole items can be read", "Add `\"StringEquals\": {\"dynamodb:Select\": \"SPECIFIC_ATTRIBUTES\"}`: a read that names no attributes returns all.";
    DYNAMODB_ATTRIBUTES_WITHOUT_RETURN_VALUES: SecurityWarning, "attributes are limited, and writes can return whole items", "Limit `dynamodb:ReturnValues` to `NONE`, `UPDATED_OLD` or `UPDATED_NEW`.";
    S3_PREFIX_IN_NEGATIVE_CONTEXT: SecurityWarning, "prefixes of a bucket are excluded by name", "A shorter prefix lists the same objects; allow the prefixes that may be listed, or deny all others.";
}

const READS: [&str; 3] = ["dynamodb:GetItem", "dynamodb:Query", "dynamodb:BatchGetItem"];
const SELECTING: [&str; 2] = ["dynamodb:Query", "dynamodb:Scan"];
const RETURNING: [&str; 3] = ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"];
const REPLACING: [&str; 2] = ["dynamodb:PutItem", "dynamodb:BatchWriteItem"];

/// Keys of DynamoDB with a fixed list of values.
static ENUMERATIONS: [(&str, &Check, &[&str]); 3] = [
    ("dynamodb:returnconsumedcapacity", &DYNAMODB_INVALID_RETURN_CONSUMED_CAPACITY, &["TOTAL", "NONE"]),
    (
        "dynamodb:returnvalues",
        &DYNAMODB_INVALID_RETURN_VALUES,
        &["NONE", "ALL_OLD", "UPDATED_OLD", "ALL_NEW", "UPDATED_NEW"],
    ),
    (
        "dynamodb:select",
        &DYNAMODB_INVALID_SELECT_VALUE,
        &["ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES", "SPECIFIC_ATTRIBUTES", "COUNT"],
    ),
];

pub(crate) fn check(view: &View<'_>, found: &mut Found) {
    for condition in &view.parsed.conditions {
        let Some(meaning) = condition.meaning else { continue };
        let key = condition.key.value.to_ascii_lowercase();
        if let Some((_, check, values)) = ENUMERATIONS.iter().find(|(name, ..)| *name == key) {
            enumeration(condition, meaning, check, values, found);
        }
        match &*key {
            "s3:prefix" => prefix(view, condition, meaning, found),
            "dynamodb:attributes" => attributes(view, condition, found),
            "dynamodb:leadingkeys" => leading_keys(view, condition, found),
            "dynamodb:select" => wrong_action(view, condition, &SELECTING, &RETURNING, found),
            "dynamodb:returnvalues" => wrong_action(view, condition, &RETURNING, &SELECTING, found),
            _ => {}
        }
    }
}

fn enumeration(condition: &Condition, meaning: Operator, check: &'static Check, known: &[&str], found: &mut Found) {
    for value in condition.values.iter().filter(|value| is_written_out(&value.value)) {
        let text = &*value.value;
        let is_known = match meaning.comparison {
            Comparison::StringEquals => known.contains(&text),
            Comparison::StringEqualsIgnoreCase => known.iter().any(|one| one.eq_ignore_ascii_case(text)),
            Comparison::StringLike => known.iter().any(|one| policy::Glob::new(text).matches(one)),
            _ => true,
        };
        if !is_known {
            found.add(check, &value.origin, format!("`{}` is never `{text}`", condition.key.value));
        }
    }
}

/// Whether the statement is about one of these actions.
fn is_about(view: &View<'_>, actions: &[&str]) -> bool {
    let Some(element) = &view.parsed.action else { return false };
    actions.iter().any(|action| element.selects(|pattern| pattern.matches(action)))
}

fn prefix(view: &View<'_>, condition: &Condition, meaning: Operator, found: &mut Found) {
    let is_like = matches!(meaning.comparison, Comparison::StringLike | Comparison::StringEquals);
    let excludes = view.denies() && !meaning.negated || view.allows() && meaning.negated;
    if is_like && excludes && is_about(view, &["s3:ListBucket", "s3:ListBucketVersions"]) {
        let message = "a shorter prefix goes around this exclusion";
        found.add(&S3_PREFIX_IN_NEGATIVE_CONTEXT, &condition.origin, message);
    }
}

fn attributes(view: &View<'_>, condition: &Condition, found: &mut Found) {
    if !view.allows() {
        return;
    }
    if is_about(view, &REPLACING) {
        let message = "an item can be replaced without the attributes that are out of reach";
        found.add(&DYNAMODB_REPLACE_OPERATION_WITH_ATTRIBUTES, &condition.origin, message);
    }
    if is_about(view, &READS) && !selects_attributes(view) {
        let message = "a read that names no attributes returns the whole item";
        found.add(&DYNAMODB_ATTRIBUTES_WITHOUT_SELECT, &condition.origin, message);
    }
    if is_about(view, &RETURNING) && !limits_return(view) {
        let message = "a write can ask for the whole item in return";
        found.add(&DYNAMODB_ATTRIBUTES_WITHOUT_RETURN_VALUES, &condition.origin, message);
    }
}

fn selects_attributes(view: &View<'_>) -> bool {
    compared(view, "dynamodb:select").any(|values| values.iter().all(|value| *value == "SPECIFIC_ATTRIBUTES"))
}

fn limits_return(view: &View<'_>) -> bool {
    let harmless = ["NONE", "UPDATED_OLD", "UPDATED_NEW"];
    compared(view, "dynamodb:returnvalues").any(|values| values.iter().all(|value| harmless.contains(value)))
}

/// The values that a key must equal.
fn compared<'a>(view: &View<'a>, key: &'a str) -> impl Iterator<Item = Vec<&'a str>> {
    let equal = |condition: &&Condition| {
        condition.key.value.eq_ignore_ascii_case(key)
            && condition.meaning.is_some_and(|meaning| {
                !meaning.negated && matches!(meaning.comparison, Comparison::StringEquals | Comparison::StringLike)
            })
    };
    let conditions = view.parsed.conditions.iter().filter(equal);
    conditions.map(|condition| condition.values.iter().map(|value| &*value.value).collect())
}

fn leading_keys(view: &View<'_>, condition: &Condition, found: &mut Found) {
    if view.allows() && is_about(view, &["dynamodb:Scan"]) {
        let message = "`dynamodb:Scan` reads every item whatever the leading keys";
        found.add(&DYNAMODB_SCAN_BYPASSES_LEADING_KEYS, &condition.origin, message);
    }
}

fn wrong_action(view: &View<'_>, condition: &Condition, fitting: &[&str], other: &[&str], found: &mut Found) {
    let others = other.iter().chain(if fitting == RETURNING.as_slice() { READS.iter() } else { [].iter() });
    let names_other = others.copied().any(|action| is_about(view, &[action]));
    if names_other && !is_about(view, fitting) {
        let message = format!("`{}` is never there with these actions", condition.key.value);
        found.add(&DYNAMODB_WRONG_CONDITION_FOR_ACTION, &condition.origin, message);
    }
}
