//! Documents to values: both spellings of each element, and what is said about what is not understood.

use finding::NoticeKind;
use policy::{Effect, PolicyDocument, PrincipalKind};
use source::Origin;
use syntax::{Node, node};

const HERE: Origin = Origin::Default("test");

fn parse(node: &Node) -> (PolicyDocument, Vec<(NoticeKind, String)>) {
    let (document, notices) = PolicyDocument::parse(node);
    (document, notices.into_iter().map(|notice| (notice.kind, notice.message)).collect())
}

#[test]
fn single_and_list_forms_say_the_same() {
    let single = node!(&HERE; { "Version": "2012-10-17", "Statement": {
        "Sid": "s", "Effect": "Allow", "Action": "s3:*", "Resource": "*",
        "Principal": { "AWS": "*", "Service": ["a.amazonaws.com", "b.amazonaws.com"] },
        "Condition": { "Bool": { "aws:SecureTransport": true } },
    } });
    let (document, notices) = parse(&single);
    assert_eq!(notices, vec![]);
    let statement = &document.statements[0];
    assert!(statement.is(Effect::Allow));
    let action = statement.action.as_ref().unwrap();
    assert!(!action.negated && !action.listed && action.patterns[0].value.matches("s3:GetObject"));
    let kinds: Vec<PrincipalKind> =
        statement.principal.as_ref().unwrap().patterns.iter().map(|entry| entry.value.kind).collect();
    assert_eq!(kinds, [PrincipalKind::Aws, PrincipalKind::Service, PrincipalKind::Service]);
    let condition = &statement.conditions[0];
    assert_eq!((&*condition.key.value, &*condition.values[0].value), ("aws:SecureTransport", "true"));

    let listed = node!(&HERE; { "Statement": [{
        "Effect": "Deny", "NotAction": ["s3:*"], "NotResource": ["*"], "NotPrincipal": "*",
    }] });
    let (document, notices) = parse(&listed);
    assert_eq!(notices, vec![]);
    let statement = &document.statements[0];
    assert!(statement.action.as_ref().unwrap().negated && statement.resource.as_ref().unwrap().negated);
    assert!(statement.principal.as_ref().unwrap().negated);
    assert_eq!(statement.principal.as_ref().unwrap().patterns[0].value.kind, PrincipalKind::Everyone);
}

#[test]
fn what_is_not_understood_is_said_and_the_rest_is_kept() {
    let allow_all = node!(&HERE; { "Effect": "Allow", "Action": "*", "Resource": "*" });
    for (statement, kind, message) in [
        (node!(&HERE; "text"), NoticeKind::Invalid, "a policy statement has the wrong shape"),
        (
            node!(&HERE; { "Fn::If": ["C", {}, {}] }),
            NoticeKind::Unresolved,
            "a policy statement comes from an unresolved `Fn::If`",
        ),
        (
            node!(&HERE; { "Effect": "allow", "Action": "*", "Resource": "*" }),
            NoticeKind::Invalid,
            "effect `allow` is neither `Allow` nor `Deny`",
        ),
        (
            node!(&HERE; { "Effect": "‹Effect›", "Action": "*", "Resource": "*" }),
            NoticeKind::Unresolved,
            "effect `‹Effect›` is neither `Allow` nor `Deny`",
        ),
        (
            node!(&HERE; { "Effect": "Allow", "Resource": "*" }),
            NoticeKind::Invalid,
            "policy statement without `Action`",
        ),
        (
            node!(&HERE; { "Effect": "Allow", "Action": "*" }),
            NoticeKind::Invalid,
            "policy statement without `Resource`",
        ),
        (
            node!(&HERE; { "Effect": "Allow", "action": "*", "Resource": "*" }),
            NoticeKind::Ambiguous,
            "`action` is read as `Action`",
        ),
        (
            node!(&HERE; { "Effect": "Allow", "Action": "*", "Resource": "*", "Resources": "*" }),
            NoticeKind::Invalid,
            "`Resources` is no element of a policy statement",
        ),
        (
            node!(&HERE; { "Effect": "Allow", "Action": "*", "NotAction": "*", "Resource": "*" }),
            NoticeKind::Invalid,
            "`Action` and `NotAction` stand in one statement; `NotAction` was not analysed",
        ),
        (
            node!(&HERE; { "Effect": "Allow", "Action": "*", "Resource": ["*", { "Ref": "X" }] }),
            NoticeKind::Unresolved,
            "a resource comes from an unresolved `Ref`",
        ),
        (
            node!(&HERE; { "Effect": "Allow", "Principal": { "User": "u" }, "Action": "*" }),
            NoticeKind::Invalid,
            "`User` is no kind of principal",
        ),
    ] {
        let (document, notices) = parse(&node!(&HERE; { "Statement": [(statement), (&allow_all)] }));
        assert_eq!(notices, vec![(kind, message.to_owned())]);
        assert!(document.statements.last().unwrap().is(Effect::Allow), "{message}");
    }
}

#[test]
fn a_condition_that_is_not_understood_never_holds() {
    for condition in [
        node!(&HERE; "text"),
        node!(&HERE; { "StringMatches": { "aws:SourceAccount": "1" } }),
        node!(&HERE; { "StringEquals": "text" }),
    ] {
        let statement = node!(&HERE; { "Effect": "Allow", "Action": "*", "Resource": "*", "Condition": (condition) });
        let (document, notices) = parse(&node!(&HERE; { "Statement": (statement) }));
        assert_eq!(notices.len(), 1);
        assert_eq!(document.statements[0].conditions[0].meaning, None);
    }
}

#[test]
fn absent_values_are_absent() {
    let (document, notices) = parse(&node!(&HERE; { "Version": null, "Statement": [null, {
        "Effect": "Allow", "Action": ["a:b", null], "Resource": "*", "Condition": null,
    }] }));
    assert_eq!(notices, vec![]);
    assert_eq!(document.statements.len(), 1);
    assert_eq!(document.statements[0].action.as_ref().unwrap().patterns.len(), 1);
}

#[test]
fn the_right_spelling_counts_before_others() {
    let allow = node!(&HERE; { "Effect": "Allow", "Action": "*", "Resource": "*" });
    for document in [
        node!(&HERE; { "Statement": [(&allow)], "statement": [] }),
        node!(&HERE; { "statement": [], "Statement": [(&allow)] }),
    ] {
        let (read, notices) = parse(&document);
        assert_eq!(read.statements.len(), 1);
        let twice = "`Statement` stands twice in one policy document".to_owned();
        assert_eq!(notices, vec![(NoticeKind::Ambiguous, twice)]);
        assert_eq!(read.to_node(), document);
    }
}

#[test]
fn documents_of_another_shape() {
    for node in [node!(&HERE; "text"), node!(&HERE; []), node!(&HERE; {}), node!(&HERE; { "Statement": 1 })] {
        let (document, notices) = parse(&node);
        assert_eq!((document.statements.len(), notices.len()), (0, 1));
    }
}

#[test]
fn variables_need_the_version() {
    let statement = node!(&HERE; { "Effect": "Allow", "Action": "*", "Resource": "a/${aws:username}" });
    let resource = |document: &PolicyDocument| document.statements[0].resource.clone().unwrap().patterns[0].clone();
    let (old, _) = parse(&node!(&HERE; { "Statement": (&statement) }));
    assert!(!resource(&old).value.has_variable());
    let (new, _) = parse(&node!(&HERE; { "Version": "2012-10-17", "Statement": (&statement) }));
    assert!(resource(&new).value.has_variable());
}

#[test]
fn a_text_longer_than_any_policy_is_not_kept() {
    let long = "a".repeat(20_481);
    let statement = node!(&HERE; { "Effect": "Allow", "Action": (long), "Resource": "*" });
    let (document, notices) = parse(&node!(&HERE; { "Statement": (statement) }));
    assert_eq!(notices[0].0, NoticeKind::Limit);
    assert_eq!(document.statements[0].action.as_ref().unwrap().patterns, vec![]);
}
