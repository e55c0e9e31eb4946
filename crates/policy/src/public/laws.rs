//! Laws of the search: what sampling finds, the proof finds.

use proptest::prelude::*;

use super::question::{Found, Question};
use super::stranger::Who;
use crate::testing::statements;

fn value(key: &str) -> impl Strategy<Value = String> + use<> {
    let values: &[&str] = match key {
        "aws:SourceIp" => &["0.0.0.0/0", "203.0.113.0/24", "10.0.0.0/8", "128.0.0.0/1"],
        "aws:SourceArn" | "aws:PrincipalArn" => &[
            "arn:aws:sns:*:*:*",
            "arn:aws:iam::111122223333:role/*",
            "arn:aws:iam::*:role/deploy",
            "arn:aws:s3:::photos*",
            "*",
        ],
        "aws:SecureTransport" | "aws:PrincipalIsAWSService" => &["true", "false"],
        _ => &["111122223333", "o-a1b2c3d4e5", "o-*", "*", "vpce-1"],
    };
    prop::sample::select(values).prop_map(str::to_owned)
}

fn condition() -> impl Strategy<Value = String> {
    let keys = vec![
        "aws:SourceIp",
        "aws:SourceArn",
        "aws:PrincipalArn",
        "aws:SecureTransport",
        "aws:PrincipalIsAWSService",
        "aws:PrincipalOrgID",
        "aws:SourceVpce",
        "aws:SourceAccount",
        "aws:Referer",
    ];
    prop::sample::select(keys).prop_flat_map(|key| {
        let operators: &[&str] = match key {
            "aws:SourceIp" => &["IpAddress", "NotIpAddress", "IpAddressIfExists"],
            "aws:SourceArn" | "aws:PrincipalArn" => &["ArnLike", "ArnNotLike", "ArnLikeIfExists", "StringLike"],
            "aws:SecureTransport" | "aws:PrincipalIsAWSService" => &["Bool", "BoolIfExists", "Null"],
            _ => &["StringEquals", "StringNotEquals", "StringLike", "StringNotLikeIfExists", "Null"],
        };
        (prop::sample::select(operators), value(key)).prop_map(move |(operator, value)| {
            let value = if operator == "Null" { "true".to_owned() } else { value };
            format!(r#""{operator}": {{"{key}": "{value}"}}"#)
        })
    })
}

fn statement(effect: &'static str) -> impl Strategy<Value = String> {
    prop::collection::vec(condition(), 0..3).prop_map(move |mut conditions| {
        // One operator may stand once in a statement.
        conditions.sort();
        conditions.dedup_by_key(|text| text.split(':').next().map(str::to_owned));
        format!(
            r#"{{"Effect": "{effect}", "Principal": "*", "Action": "*", "Resource": "*", "Condition": {{{}}}}}"#,
            conditions.join(", ")
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Nobody passes only where sampling finds nobody, and who is told to pass does.
    #[test]
    fn a_proof_that_nobody_passes_stands(
        allow in statement("Allow"),
        denies in prop::collection::vec(statement("Deny"), 0..3),
    ) {
        let text = std::iter::once(allow).chain(denies).collect::<Vec<_>>().join(", ");
        let document = statements(&format!("[{text}]"));
        let question = Question::new(&document, &document.statements[0]);
        for who in [Who::Anonymous, Who::Account, Who::Service("sns.amazonaws.com".to_owned())] {
            let found = question.ask(&who, &std::collections::BTreeSet::new());
            let sampled = question.sample(&who);
            match found {
                Found::Nobody => prop_assert_eq!(sampled, None, "{:?} in {}", who, text),
                Found::Request(request) => prop_assert!(question.is_theirs(&who, &request), "{:?} in {}", who, text),
                Found::Undecided(_) => prop_assert_eq!(sampled, None),
            }
        }
    }
}
