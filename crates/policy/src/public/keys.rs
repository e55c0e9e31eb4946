//! The keys that tell who asks, from where and on whose behalf, and what a request from outside says under them.
//!
//! Every other key is the asker's to choose: user agent, referer, tags, prefixes, the time.

use crate::context::ContextValue;
use crate::narrowing::Narrowing;

use super::issuer;
use super::stranger::{Stranger, Who};

/// One key.
#[derive(Debug, Clone, Copy)]
pub(super) struct Key {
    /// To whom or where a condition on it narrows.
    pub kind: Narrowing,
    holds: Holds,
}

/// What kind of value a key has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    /// An account's number; whether every caller with credentials has it.
    Account { always: bool },
    /// An organisation's id.
    Organization,
    /// A path of organisational units.
    OrganizationPath,
    /// The ARN of the principal.
    PrincipalArn,
    /// The unique id of the principal.
    UserId,
    /// The ARN of the resource on whose behalf a service calls.
    SourceArn,
    /// Another ARN of something that the caller has.
    Arn,
    /// The name of the calling service.
    Service,
    /// The names of the calling service.
    Services,
    /// Whether a service calls.
    IsService,
    /// An id of the caller's network.
    Network(&'static str),
    /// `true` for whoever stands in the network itself.
    InNetwork,
    /// The caller's address.
    Address,
    /// Where a topic delivers to.
    Delivery,
    /// A value that nobody else knows or has.
    Secret,
}

/// The keys as they are written; case does not count. Source: "AWS global condition context keys" in the IAM user guide, and the pages of the services.
const KEYS: &[(&str, Narrowing, Holds)] = &[
    ("aws:SourceArn", Narrowing::SourceArn, Holds::SourceArn),
    ("aws:SourceAccount", Narrowing::SourceAccount, Holds::Account { always: false }),
    ("aws:SourceOwner", Narrowing::SourceAccount, Holds::Account { always: false }),
    ("aws:SourceOrgID", Narrowing::SourceOrganization, Holds::Organization),
    ("aws:SourceOrgPaths", Narrowing::SourceOrganization, Holds::OrganizationPath),
    ("aws:PrincipalOrgID", Narrowing::PrincipalOrganization, Holds::Organization),
    ("aws:PrincipalOrgPaths", Narrowing::PrincipalOrganization, Holds::OrganizationPath),
    ("aws:PrincipalAccount", Narrowing::PrincipalAccount, Holds::Account { always: true }),
    ("aws:PrincipalArn", Narrowing::Principal, Holds::PrincipalArn),
    ("aws:userid", Narrowing::Principal, Holds::UserId),
    ("aws:PrincipalServiceName", Narrowing::ViaService, Holds::Service),
    ("aws:PrincipalServiceNamesList", Narrowing::ViaService, Holds::Services),
    ("aws:PrincipalIsAWSService", Narrowing::ViaService, Holds::IsService),
    ("kms:CallerAccount", Narrowing::CallerAccount, Holds::Account { always: true }),
    ("s3:DataAccessPointAccount", Narrowing::CallerAccount, Holds::Account { always: false }),
    ("s3:DataAccessPointArn", Narrowing::SourceArn, Holds::Arn),
    ("aws:SourceVpce", Narrowing::VpcEndpoint, Holds::Network("vpce-0someoneelses")),
    ("aws:VpceAccount", Narrowing::VpcEndpoint, Holds::Account { always: false }),
    ("aws:VpceOrgID", Narrowing::VpcEndpoint, Holds::Organization),
    ("aws:VpceOrgPaths", Narrowing::VpcEndpoint, Holds::OrganizationPath),
    ("aws:SourceVpc", Narrowing::Vpc, Holds::Network("vpc-0someoneelses")),
    ("aws:SourceVpcArn", Narrowing::Vpc, Holds::Arn),
    ("aws:Ec2InstanceSourceVpc", Narrowing::Vpc, Holds::Network("vpc-0someoneelses")),
    ("elasticfilesystem:AccessedViaMountTarget", Narrowing::Vpc, Holds::InNetwork),
    ("aws:SourceIp", Narrowing::SourceIp, Holds::Address),
    ("aws:SourceInstanceARN", Narrowing::Principal, Holds::Arn),
    ("ec2:SourceInstanceARN", Narrowing::Principal, Holds::Arn),
    ("lambda:EventSourceToken", Narrowing::SharedToken, Holds::Secret),
    ("sns:Endpoint", Narrowing::Delivery, Holds::Delivery),
    ("s3:x-amz-server-side-encryption-aws-kms-key-id", Narrowing::EncryptionKey, Holds::Arn),
];

/// Keys that only callers with credentials have, besides tags.
const OF_CREDENTIALS: &[&str] = &[
    "aws:username",
    "aws:multifactorauthpresent",
    "aws:multifactorauthage",
    "aws:tokenissuetime",
    "aws:sourceidentity",
    "aws:federatedprovider",
    "sts:externalid",
];

/// What the requests of an outsider say under a key.
pub(super) enum Said {
    /// Whatever they like, or nothing.
    Anything,
    /// One of these; `None` is absence.
    OneOf(Vec<Option<ContextValue>>),
    /// What satisfies all of these conditions: operator and values.
    Satisfying(Vec<(&'static str, Vec<String>)>),
}

/// The key of a name in lower case, if it tells who asks, from where or on whose behalf.
pub(super) fn key(name: &str) -> Option<Key> {
    let row = KEYS.iter().find(|(key, _, _)| key.eq_ignore_ascii_case(name));
    let known = row.map(|(_, kind, holds)| Key { kind: *kind, holds: *holds });
    known.or_else(|| issuer::is_claim(name).then_some(Key { kind: Narrowing::Token, holds: Holds::Secret }))
}

/// Further keys as they are written, for reports.
const WRITTEN: [&str; 10] = [
    "aws:SecureTransport",
    "aws:Referer",
    "aws:UserAgent",
    "aws:ViaAWSService",
    "aws:VpcSourceIp",
    "aws:PrincipalType",
    "aws:MultiFactorAuthPresent",
    "aws:CurrentTime",
    "kms:ViaService",
    "sns:Protocol",
];

/// A key as it is usually written.
pub(super) fn written(name: &str) -> &str {
    let known = KEYS.iter().map(|(key, _, _)| *key).chain(WRITTEN);
    known.into_iter().find(|key| key.eq_ignore_ascii_case(name)).unwrap_or(name)
}

/// What an outsider's request says under the key with this name in lower case.
pub(super) fn said(name: &str, key: Option<Key>, who: &Who, stranger: &Stranger) -> Said {
    let Some(key) = key else {
        let needs_credentials = OF_CREDENTIALS.contains(&name) || name.starts_with("aws:principaltag/");
        return if needs_credentials && !who.has_credentials() { absent() } else { Said::Anything };
    };
    if key.kind == Narrowing::Token {
        return issuer::claim(name, who, stranger);
    }
    match key.holds {
        Holds::Account { always } => account(always, key.kind, who, stranger),
        Holds::Organization if key.kind == Narrowing::PrincipalOrganization && !who.has_credentials() => absent(),
        Holds::Organization => perhaps(&stranger.organization()),
        Holds::OrganizationPath if key.kind == Narrowing::PrincipalOrganization && !who.has_credentials() => absent(),
        Holds::OrganizationPath => {
            Said::OneOf(vec![None, Some(ContextValue::Many(vec![stranger.organization_path()]))])
        }
        Holds::PrincipalArn | Holds::UserId => of_principal(key.holds, who, stranger),
        Holds::SourceArn => Said::Satisfying(vec![
            ("ArnLikeIfExists", stranger.source_arns()),
            ("ArnNotLikeIfExists", stranger.impossible_arns()),
        ]),
        Holds::Arn => Said::Satisfying(vec![("ArnLikeIfExists", vec![stranger.any_arn()])]),
        Holds::Service => Said::OneOf(vec![who.service().map(single)]),
        Holds::Services => Said::OneOf(vec![who.service().map(|name| ContextValue::Many(vec![name.to_owned()]))]),
        Holds::IsService => Said::OneOf(vec![Some(single(if who.service().is_some() { "true" } else { "false" }))]),
        Holds::Network(id) if who.service().is_none() => perhaps(id),
        Holds::Network(_) => absent(),
        Holds::InNetwork => perhaps("false"),
        Holds::Address if who.service().is_some() => absent(),
        Holds::Address => Said::Satisfying(vec![
            (if stranger.needs_address { "IpAddress" } else { "IpAddressIfExists" }, stranger.world()),
            ("NotIpAddressIfExists", stranger.known_addresses.clone()),
        ]),
        Holds::Delivery => Said::Satisfying(vec![("StringLikeIfExists", stranger.deliveries())]),
        Holds::Secret => perhaps(&stranger.name),
    }
}

/// Numbers of accounts: the caller's own is always said, for a stranger without credentials in a word.
fn account(always: bool, kind: Narrowing, who: &Who, stranger: &Stranger) -> Said {
    match (who, always) {
        (Who::Anonymous, true) if kind == Narrowing::PrincipalAccount => Said::OneOf(vec![Some(single("anonymous"))]),
        (Who::Anonymous, true) => absent(),
        (Who::Account, true) => Said::OneOf(vec![Some(single(&stranger.account))]),
        (_, true) if kind == Narrowing::PrincipalAccount => absent(),
        _ => perhaps(&stranger.account),
    }
}

fn of_principal(holds: Holds, who: &Who, stranger: &Stranger) -> Said {
    match (holds, who) {
        (Holds::PrincipalArn, Who::Account) => Said::Satisfying(vec![("ArnLike", stranger.principal_arns())]),
        (Holds::UserId, Who::Account) => Said::Satisfying(vec![("StringLike", stranger.user_ids())]),
        (Holds::UserId, Who::Anonymous) => Said::OneOf(vec![Some(single("anonymous"))]),
        _ => absent(),
    }
}

pub(super) fn single(text: impl Into<String>) -> ContextValue {
    ContextValue::Single(text.into())
}

pub(super) fn absent() -> Said {
    Said::OneOf(vec![None])
}

/// Nothing, or this.
pub(super) fn perhaps(text: &str) -> Said {
    Said::OneOf(vec![None, Some(single(text))])
}
