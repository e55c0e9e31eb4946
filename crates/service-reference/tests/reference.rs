//! What the reference knows.

use service_reference::{
    Level, ValueKind, action, actions, actions_matching, condition_key, global_keys, managed_policies,
    managed_policies_published, managed_policy, nearest_action, nearest_condition_key, nearest_service, published,
    service, services,
};

#[test]
fn actions_are_found_in_any_case() {
    for (name, expected) in [
        ("dynamodb:GetItem", Some(("dynamodb:GetItem", Level::Read))),
        ("DynamoDB:putitem", Some(("dynamodb:PutItem", Level::Write))),
        ("S3:LISTALLMYBUCKETS", Some(("s3:ListAllMyBuckets", Level::List))),
        ("iam:PutRolePolicy", Some(("iam:PutRolePolicy", Level::Permissions))),
        ("s3:PutObjectTagging", Some(("s3:PutObjectTagging", Level::Tagging))),
        ("dynamodb:Nothing", None),
        ("dynamodb:", None),
        ("dynamodb", None),
        (":GetItem", None),
        ("", None),
        ("s3:é", None),
    ] {
        assert_eq!(
            action(name).map(|found| (found.to_string(), found.level())),
            expected.map(|(n, l)| (n.to_owned(), l)),
            "{name}"
        );
    }
}

#[test]
fn every_action_is_found_by_its_name() {
    let mut count = 0;
    for known in actions() {
        let name = known.to_string();
        assert_eq!(action(&name), Some(known));
        assert_eq!(action(&name.to_ascii_uppercase()), Some(known));
        assert_eq!(action(&name.to_ascii_lowercase()), Some(known));
        count += 1;
    }
    assert!(count > 20_000, "{count}");
}

#[test]
fn every_service_and_resource_type_is_found_by_its_name() {
    for known in services() {
        assert_eq!(service(&known.prefix().to_ascii_uppercase()), Some(known));
        assert!(!known.name().is_empty());
        for resource in known.resource_types() {
            assert_eq!(known.resource_type(resource.name()), Some(resource));
            assert_eq!(resource.service(), known);
            assert!(resource.arn().starts_with("arn:"), "{resource:?} {}", resource.arn());
        }
        assert!(known.actions().all(|action| action.service() == known));
    }
    assert_eq!(service("no-such-service"), None);
}

#[test]
fn an_action_knows_what_it_acts_on() {
    let create = action("lambda:CreateFunction").unwrap();
    let used: Vec<_> = create.resources().map(|used| (used.resource_type().name(), used.is_required())).collect();
    assert_eq!(used, [("function", true)]);
    assert_eq!(
        service("lambda").unwrap().resource_type("function").unwrap().arn(),
        "arn:${Partition}:lambda:${Region}:${Account}:function:${FunctionName}"
    );
    assert!(create.condition_keys().any(|key| key.name == "lambda:SubnetIds" && key.is_multivalued));
    assert!(create.dependent_actions().any(|needed| needed.to_string() == "iam:PassRole"));
    assert!(!create.is_without_resources());
    assert!(action("s3:ListAllMyBuckets").unwrap().is_without_resources());
    let object = action("s3:GetObject").unwrap();
    assert!(object.resources().all(|used| !used.is_required()));
}

#[test]
fn the_keys_of_an_action_are_its_own_those_of_its_resources_and_global_ones() {
    let get = action("s3:GetObject").unwrap();
    for (name, is_known) in [
        ("s3:ExistingObjectTag/team", true),
        ("s3:existingobjecttag/team", true),
        ("aws:SourceIp", true),
        ("s3:prefix", false),
        ("lambda:VpcIds", false),
    ] {
        assert_eq!(get.condition_key(name).is_some(), is_known, "{name}");
    }
}

#[test]
fn condition_keys_have_types() {
    for (name, expected) in [
        ("aws:SourceIp", Some((ValueKind::Ip, false))),
        ("AWS:sourceip", Some((ValueKind::Ip, false))),
        ("aws:TagKeys", Some((ValueKind::String, true))),
        ("aws:RequestTag/team", Some((ValueKind::String, false))),
        ("aws:PrincipalTag/team", Some((ValueKind::String, false))),
        ("aws:MultiFactorAuthAge", Some((ValueKind::Numeric, false))),
        ("lambda:FunctionArn", Some((ValueKind::Arn, false))),
        ("token.actions.githubusercontent.com:repository", Some((ValueKind::String, false))),
        ("token.actions.githubusercontent.com:sub", Some((ValueKind::String, false))),
        ("oidc.eks.eu-west-1.amazonaws.com/id/0A1B:aud", Some((ValueKind::String, false))),
        ("oidc.eks.eu-west-1.amazonaws.com/id/0A1B:other", None),
        ("s3:sub", None),
        ("saml:aud", Some((ValueKind::String, false))),
        ("dynamodb:LeadingKeys", Some((ValueKind::String, true))),
        ("aws:Nothing", None),
        ("", None),
    ] {
        assert_eq!(condition_key(name).map(|key| (key.kind, key.is_multivalued)), expected, "{name}");
    }
    let dynamodb = service("dynamodb").unwrap();
    assert!(dynamodb.condition_key("dynamodb:leadingkeys").is_some());
    assert!(dynamodb.condition_key("aws:SourceVpce").is_some());
    assert!(dynamodb.condition_key("s3:prefix").is_none());
    assert!(dynamodb.condition_key("a.example:sub").is_none());
    assert!(service("sts").unwrap().condition_key("a.example:sub").is_some());
    assert!(action("sts:AssumeRoleWithWebIdentity").unwrap().condition_key("a.example:sub").is_some());
}

#[test]
fn services_agree_with_the_global_keys() {
    for key in global_keys() {
        for named in service_reference::condition_keys().filter(|named| named.name.eq_ignore_ascii_case(key.name)) {
            if key.name != "identitystore:UserId" {
                assert_eq!((named.kind, named.is_multivalued), (key.kind, key.is_multivalued), "{}", key.name);
            }
        }
    }
}

#[test]
fn patterns_name_actions() {
    let named = |pattern: &str| actions_matching(pattern).map(|action| action.to_string()).collect::<Vec<_>>();
    assert_eq!(named("sqs:*Visibility*"), ["sqs:ChangeMessageVisibility"]);
    assert_eq!(named("SQS:getqueue???"), ["sqs:GetQueueUrl"]);
    assert_eq!(named("s3:GetObject"), ["s3:GetObject"]);
    assert!(named("s3:Nothing*").is_empty());
    assert!(named("nothing:*").is_empty());
    assert!(named("").is_empty());
    assert_eq!(named("*").len(), actions().count());
    assert_eq!(named("*:*").len(), actions().count());
    assert_eq!(named("**").len(), actions().count());
    assert_eq!(named("?*").len(), 0);
    let stars = "*".repeat(1_000_000);
    assert_eq!(named(&format!("{stars}:{stars}")).len(), actions().count());
    assert_eq!(named(&format!("*:{}", "*?".repeat(1_000_000))), Vec::<String>::new());
    assert_eq!(named("s3:*").len(), service("s3").unwrap().actions().count());
    assert!(named("s3*:GetObject").contains(&"s3-outposts:GetObject".to_owned()));
}

#[test]
fn near_names() {
    for (name, expected) in [
        ("s3:GetObjekt", Some("s3:GetObject")),
        ("dynamo:GetItem", Some("dynamodb:GetItem")),
        ("lamda:InvokeFuntion", Some("lambda:InvokeFunction")),
        ("lambda:InvokeF", Some("lambda:InvokeFunction")),
        ("lambda:PassRole", Some("iam:PassRole")),
        ("lambda:TagResources", Some("lambda:TagResource")),
        ("s3:", None),
        ("s3:Zzzzzzzz", None),
        ("nothing", None),
    ] {
        let found = nearest_action(name).map(|action| action.to_string());
        assert_eq!(found.as_deref(), expected, "{name}");
    }
    assert_eq!(nearest_service("lamda").map(|service| service.prefix()), Some("lambda"));
    assert_eq!(nearest_condition_key("aws:SourceIP4").map(|key| key.name), Some("aws:SourceIp"));
    assert!(nearest_service(&"x".repeat(1_000_000)).is_none());
}

#[test]
fn resource_control_policies_hold_for_some_services() {
    assert!(service("sts").unwrap().has_resource_control());
    assert!(!service("lambda").unwrap().has_resource_control());
    assert!(services().filter(|service| service.has_resource_control()).count() >= 62);
}

#[test]
fn managed_policies_are_found_by_name_path_and_arn() {
    for name in [
        "AdministratorAccess",
        "arn:aws:iam::aws:policy/AdministratorAccess",
        "arn:aws-cn:iam::aws:policy/AdministratorAccess",
        "service-role/AWSLambdaRole",
        "arn:aws:iam::aws:policy/service-role/AWSLambdaRole",
        "AWSLambdaRole",
        "AWSLambdaFullAccess",
        "arn:aws:iam::aws:policy/AWSLambdaFullAccess",
        "arn:aws:iam::aws:policy/service-role/ServerMigrationServiceRole",
        "AWSConfigRole",
        "arn:aws:iam::aws:policy/service-role/AWSConfigRole",
    ] {
        assert!(managed_policy(name).is_some(), "{name}");
    }
    for name in
        ["Administrator", "arn:aws:iam::aws:policy/AWSLambdaRole", "arn:aws:iam::1:policy/AdministratorAccess", ""]
    {
        assert!(managed_policy(name).is_none(), "{name}");
    }
}

#[test]
fn managed_policies_have_documents() {
    let mut count = 0;
    for policy in managed_policies() {
        let document = policy.document();
        assert!(document.starts_with('{') && document.ends_with('}'), "{}", policy.path());
        assert!(document.contains("\"Statement\""), "{}", policy.path());
        assert_eq!(managed_policy(policy.path()), Some(policy));
        count += 1;
    }
    assert!(count > 1600, "{count}");
    assert_eq!(
        managed_policy("AdministratorAccess").unwrap().document(),
        r#"{"Statement":[{"Action":"*","Effect":"Allow","Resource":"*"}],"Version":"2012-10-17"}"#
    );
}

#[test]
fn the_days_are_days() {
    for day in [published(), managed_policies_published()] {
        assert!(day.len() == 10 && day > "2026-09", "{day}");
    }
}
