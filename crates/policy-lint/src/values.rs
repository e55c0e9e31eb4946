//! Values of conditions: can they be read as what the operator compares, and do they mean what they seem to?

use policy::{Comparison, Condition, Operator, Order, Text};

use crate::check::checks;
use crate::found::Found;
use crate::view::View;

checks! {
    TYPE_MISMATCH_BOOLEAN: Warning, "a truth value is neither `true` nor `false`", "Any other value never matches.";
    TYPE_MISMATCH_DATE: Warning, "a date cannot be read", "Write it as `2026-01-31` or `2026-01-31T12:00:00Z`; any other text never matches.";
    TYPE_MISMATCH_NUMBER: Warning, "a number cannot be read", "Any text that is no number never matches.";
    TYPE_MISMATCH_STRING: Warning, "a binary value is not base 64", "Write the bytes in base 64 with its padding.";
    INVALID_DATE_VALUE: Warning, "a date is written as a bare number", "A number counts seconds since 1970; write the date out, as `2026-01-31`.";
    REDUNDANT_CONDITION_VALUE_NUM: Suggestion, "one bound makes the others needless", "Of several bounds the widest decides; keep that one.";
    WILDCARD_WITHOUT_LIKE_OPERATOR: Warning, "a wildcard stands where it is a plain character", "This operator compares texts as they are; use `StringLike` if the wildcard is meant as one.";
    INVALID_KMS_KEY_VALUE: Error, "the key is not named by its ARN", "This key holds the full ARN of a KMS key; a key id or alias never matches.";
    INVALID_VPC_FORMAT: Error, "the value is no id of a VPC", "A VPC id is `vpc-` and 8 or 17 letters and digits.";
    INVALID_VPCE_FORMAT: Error, "the value is no id of a VPC endpoint", "A VPC endpoint id is `vpce-` and 8 or 17 letters and digits.";
}

/// Keys that hold the ARN of a KMS key, in lower case.
const KMS_KEY_ARN: [&str; 3] =
    ["s3:x-amz-server-side-encryption-aws-kms-key-id", "secretsmanager:kmskeyarn", "lakeformation:kmskeyarn"];

pub(crate) fn check(view: &View<'_>, found: &mut Found) {
    for condition in &view.parsed.conditions {
        let Some(operator) = condition.meaning else { continue };
        for value in condition.values.iter().filter(|value| is_written_out(&value.value)) {
            of_type(condition, operator, value, found);
            of_key(condition, operator, value, found);
        }
        bounds(condition, operator, found);
    }
}

/// Whether the value says all it means: no variable, nothing left open by a template.
pub(crate) fn is_written_out(value: &str) -> bool {
    !policy::has_hole(value) && !value.contains("${")
}

fn of_type(condition: &Condition, operator: Operator, value: &Text, found: &mut Found) {
    let text = &*value.value;
    let name = &condition.operator.value;
    let is_truth = text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false");
    let (check, what) = match operator.comparison {
        Comparison::Bool | Comparison::Null if !is_truth => (&TYPE_MISMATCH_BOOLEAN, "neither `true` nor `false`"),
        Comparison::Date(_) if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) => {
            (&INVALID_DATE_VALUE, "a count of seconds, or a year that is read as one")
        }
        Comparison::Date(_) if policy::instant(text).is_none() => (&TYPE_MISMATCH_DATE, "no date"),
        Comparison::Numeric(_) if number(text).is_none() => (&TYPE_MISMATCH_NUMBER, "no number"),
        Comparison::BinaryEquals if !is_base64(text) => (&TYPE_MISMATCH_STRING, "not base 64"),
        Comparison::StringEquals | Comparison::StringEqualsIgnoreCase if text.contains(['*', '?']) => {
            let instead = like(operator);
            let message = format!("`{name}` takes the wildcard in `{text}` as a character");
            found.suggest(&WILDCARD_WITHOUT_LIKE_OPERATOR, &value.origin, message, instead);
            return;
        }
        _ => return,
    };
    found.add(check, &value.origin, format!("`{text}` under `{name}` is {what}"));
}

/// The operator that takes wildcards.
fn like(operator: Operator) -> &'static str {
    if operator.negated { "StringNotLike" } else { "StringLike" }
}

fn of_key(condition: &Condition, operator: Operator, value: &Text, found: &mut Found) {
    let is_text = matches!(
        operator.comparison,
        Comparison::StringEquals | Comparison::StringEqualsIgnoreCase | Comparison::StringLike | Comparison::ArnLike
    );
    if !is_text {
        return;
    }
    let key = condition.key.value.to_ascii_lowercase();
    let text = &*value.value;
    let has_wildcard = text.contains(['*', '?']);
    let (check, is_wrong) = match &*key {
        "aws:sourcevpc" => (&INVALID_VPC_FORMAT, !has_wildcard && !is_id(text, "vpc-")),
        "aws:sourcevpce" => (&INVALID_VPCE_FORMAT, !has_wildcard && !is_id(text, "vpce-")),
        key if KMS_KEY_ARN.contains(&key) => (&INVALID_KMS_KEY_VALUE, !is_key_arn(text)),
        _ => return,
    };
    if is_wrong {
        found.add(check, &value.origin, format!("`{text}` is no value that `{}` can have", condition.key.value));
    }
}

fn is_id(text: &str, prefix: &str) -> bool {
    text.strip_prefix(prefix)
        .is_some_and(|id| matches!(id.len(), 8 | 17) && id.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// Whether the text is a key's ARN, or a pattern that may be one.
fn is_key_arn(text: &str) -> bool {
    match policy::Arn::parse(text) {
        Some(arn) => {
            matches!(arn.service, "kms" | "*") && (arn.resource.starts_with("key/") || arn.resource.contains('*'))
        }
        None => text == "*" || text.starts_with("arn:") && text.contains('*') || text.is_empty(),
    }
}

/// Several bounds in one direction: the widest one decides.
fn bounds(condition: &Condition, operator: Operator, found: &mut Found) {
    let Comparison::Numeric(order) = operator.comparison else { return };
    let numbers: Vec<(f64, &Text)> =
        condition.values.iter().filter_map(|value| Some((number(&value.value)?, value))).collect();
    let upper = match order {
        Order::Less | Order::LessOrEqual => true,
        Order::Greater | Order::GreaterOrEqual => false,
        Order::Equal => return,
    };
    let widest = numbers.iter().copied().reduce(|best, next| {
        let is_wider = if upper { next.0 > best.0 } else { next.0 < best.0 };
        if is_wider { next } else { best }
    });
    let Some((_, widest)) = widest.filter(|_| numbers.len() > 1) else { return };
    let message = format!("`{}` decides alone; the other values add nothing", widest.value);
    found.suggest(&REDUNDANT_CONDITION_VALUE_NUM, &condition.origin, message, &*widest.value);
}

fn number(text: &str) -> Option<f64> {
    let plain = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E'));
    text.parse().ok().filter(|number: &f64| plain && number.is_finite())
}

fn is_base64(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    text.len().is_multiple_of(4)
        && text.len() - body.len() <= 2
        && body.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'))
}
