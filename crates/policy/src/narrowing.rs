//! What the conditions of a resource policy say about who may come: do they narrow "anyone" to somebody?
//!
//! A condition narrows when a stranger's request cannot satisfy it: the key must be one a stranger cannot choose, must
//! not be satisfied by absence, and its values must name somebody.

use crate::arn::Arn;
use crate::document::Condition;
use crate::ip::IpRange;
use crate::operator::{Comparison, Operator, Quantifier};

/// To whom or where a condition narrows a grant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Narrowing {
    /// The resource on whose behalf a service calls.
    SourceArn,
    /// The account on whose behalf a service calls.
    SourceAccount,
    /// The organisation on whose behalf a service calls.
    SourceOrganization,
    /// Principals of named organisations.
    PrincipalOrganization,
    /// Principals of named accounts.
    PrincipalAccount,
    /// Named principals, by ARN, id or name.
    Principal,
    /// Callers of named accounts, as the service itself names them: `kms:CallerAccount`.
    CallerAccount,
    /// Requests through named VPC endpoints.
    VpcEndpoint,
    /// Requests from named VPCs.
    Vpc,
    /// Requests from address ranges that are not wide.
    SourceIp,
    /// Requests that a service of the platform makes itself.
    ViaService,
    /// Holders of an identity provider's token for a named audience or subject.
    Token,
    /// Whoever knows a secret token, such as an Alexa skill's id.
    SharedToken,
}

/// Keys that tell who or where the caller is, in lower case.
const KEYS: [(&str, Narrowing); 25] = [
    ("aws:sourcearn", Narrowing::SourceArn),
    ("aws:sourceaccount", Narrowing::SourceAccount),
    ("aws:sourceowner", Narrowing::SourceAccount),
    ("aws:sourceorgid", Narrowing::SourceOrganization),
    ("aws:sourceorgpaths", Narrowing::SourceOrganization),
    ("aws:principalorgid", Narrowing::PrincipalOrganization),
    ("aws:principalorgpaths", Narrowing::PrincipalOrganization),
    ("aws:principalaccount", Narrowing::PrincipalAccount),
    ("aws:principalarn", Narrowing::Principal),
    ("aws:userid", Narrowing::Principal),
    ("aws:username", Narrowing::Principal),
    ("aws:principalservicename", Narrowing::ViaService),
    ("aws:principalservicenameslist", Narrowing::ViaService),
    ("aws:principalisawsservice", Narrowing::ViaService),
    ("aws:viaawsservice", Narrowing::ViaService),
    ("kms:calleraccount", Narrowing::CallerAccount),
    ("s3:dataaccesspointaccount", Narrowing::CallerAccount),
    ("s3:dataaccesspointarn", Narrowing::SourceArn),
    ("aws:sourcevpce", Narrowing::VpcEndpoint),
    ("aws:vpceaccount", Narrowing::VpcEndpoint),
    ("aws:vpceorgid", Narrowing::VpcEndpoint),
    ("aws:sourcevpc", Narrowing::Vpc),
    ("aws:sourcevpcarn", Narrowing::Vpc),
    ("aws:sourceip", Narrowing::SourceIp),
    ("lambda:eventsourcetoken", Narrowing::SharedToken),
];

/// Ends of the keys that identity providers set: `token.actions.githubusercontent.com:sub`.
const TOKEN_CLAIMS: [&str; 6] = [":aud", ":sub", ":amr", ":oaud", ":app_id", ":azp"];

impl Condition {
    /// To what this condition of an Allow narrows "anyone"; `None` when strangers pass it.
    pub fn narrowing(&self) -> Option<Narrowing> {
        let kind = kind_of_key(&self.key.value)?;
        let operator = self.meaning?;
        let passes_without_key = operator.if_exists || operator.quantifier == Some(Quantifier::ForAllValues);
        // Every request over the network has a source address, so absence does not help a stranger there.
        if operator.negated || (passes_without_key && kind != Narrowing::SourceIp) {
            return None;
        }
        self.names_somebody(operator, kind).then_some(kind)
    }

    /// To what a Deny with this condition alone narrows "anyone": it shuts out all who do not satisfy the opposite.
    pub fn narrowing_when_denied(&self) -> Option<Narrowing> {
        let kind = kind_of_key(&self.key.value)?;
        let operator = self.meaning?;
        let shuts_out = match operator.comparison {
            Comparison::Bool => !operator.if_exists && operator.quantifier.is_none() && self.all_values("false"),
            Comparison::Null => return (kind != Narrowing::SourceIp && self.all_values("true")).then_some(kind),
            _ => operator.negated && operator.holds_when_missing(),
        };
        if operator.comparison == Comparison::Bool {
            return shuts_out.then_some(kind);
        }
        let opposite = Operator { negated: false, if_exists: false, ..operator };
        (shuts_out && self.names_somebody(opposite, kind)).then_some(kind)
    }

    fn all_values(&self, expected: &str) -> bool {
        !self.values.is_empty() && self.values.iter().all(|value| value.value.eq_ignore_ascii_case(expected))
    }

    /// Whether no value lets everybody in.
    fn names_somebody(&self, operator: Operator, kind: Narrowing) -> bool {
        match operator.comparison {
            Comparison::StringEquals | Comparison::StringEqualsIgnoreCase | Comparison::BinaryEquals => true,
            Comparison::StringLike | Comparison::ArnLike => {
                self.values.iter().all(|value| is_specific(&value.value, kind))
            }
            Comparison::IpAddress => self.values.iter().all(|value| !is_wide_range(&value.value)),
            Comparison::Bool => self.all_values("true"),
            Comparison::Numeric(_) | Comparison::Date(_) | Comparison::Null => false,
        }
    }
}

fn kind_of_key(key: &str) -> Option<Narrowing> {
    let key = key.to_ascii_lowercase();
    let known = KEYS.iter().find(|(name, _)| *name == key).map(|(_, kind)| *kind);
    let is_claim = || !key.starts_with("aws:") && TOKEN_CLAIMS.iter().any(|claim| key.ends_with(claim));
    known.or_else(|| is_claim().then_some(Narrowing::Token))
}

/// Whether a pattern names somebody: an ARN must name the account, or the resource where ARNs have no account.
fn is_specific(pattern: &str, kind: Narrowing) -> bool {
    let is_wild = |text: &str| text.chars().all(|c| matches!(c, '*' | '?'));
    match Arn::parse(pattern) {
        Some(arn) if arn.account.is_empty() => !is_wild(arn.name()),
        Some(arn) => !is_wild(arn.account),
        // Without six parts the account cannot be named: `arn:aws:*`.
        None if matches!(kind, Narrowing::SourceArn | Narrowing::Principal) && pattern.starts_with("arn:") => false,
        // `repo:*` and the like name a kind only.
        None => !is_wild(pattern.rsplit(':').next().unwrap_or(pattern)) || (pattern.contains('/') && !is_wild(pattern)),
    }
}

/// Ranges wider than /8 (IPv4) or /32 (IPv6) count as the whole world, as S3 counts them. A range that cannot be read,
/// such as a hole, names somebody.
fn is_wide_range(text: &str) -> bool {
    match IpRange::parse(text) {
        Some(range) if range.is_private() => false,
        Some(range) => range.prefix() < if range.is_v4() { 8 } else { 32 },
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::condition;

    #[test]
    fn conditions_of_an_allow() {
        for (operator, key, values, expected) in [
            ("StringEquals", "aws:SourceAccount", "123456789012", Some(Narrowing::SourceAccount)),
            ("stringequals", "AWS:sourceaccount", "123456789012", Some(Narrowing::SourceAccount)),
            ("StringEqualsIfExists", "aws:SourceAccount", "123456789012", None),
            ("StringNotEquals", "aws:SourceAccount", "123456789012", None),
            ("ForAllValues:StringEquals", "aws:SourceAccount", "123456789012", None),
            ("ForAnyValue:StringEquals", "aws:PrincipalOrgPaths", "o-1/r/", Some(Narrowing::PrincipalOrganization)),
            ("StringLike", "aws:PrincipalOrgID", "*", None),
            ("StringLike", "aws:PrincipalOrgID", "o-1*", Some(Narrowing::PrincipalOrganization)),
            ("ArnLike", "aws:SourceArn", "arn:aws:s3:::photos", Some(Narrowing::SourceArn)),
            ("ArnLike", "aws:SourceArn", "arn:aws:s3:::*", None),
            ("ArnLike", "aws:SourceArn", "arn:aws:sns:*:*:*", None),
            ("ArnLike", "aws:SourceArn", "arn:aws:sns:*:123456789012:*", Some(Narrowing::SourceArn)),
            ("ArnLike", "aws:SourceArn", "arn:*", None),
            ("ArnLike", "aws:PrincipalArn", "arn:aws:iam::123456789012:role/*", Some(Narrowing::Principal)),
            ("ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:role/deploy", None),
            ("IpAddress", "aws:SourceIp", "0.0.0.0/0", None),
            ("IpAddress", "aws:SourceIp", "::/0", None),
            ("IpAddress", "aws:SourceIp", "128.0.0.0/1", None),
            ("IpAddress", "aws:SourceIp", "203.0.113.0/24", Some(Narrowing::SourceIp)),
            ("IpAddressIfExists", "aws:SourceIp", "203.0.113.0/24", Some(Narrowing::SourceIp)),
            ("NotIpAddress", "aws:SourceIp", "203.0.113.0/24", None),
            ("Bool", "aws:SecureTransport", "true", None),
            ("Bool", "aws:PrincipalIsAWSService", "true", Some(Narrowing::ViaService)),
            ("StringEquals", "aws:Referer", "https://x", None),
            ("StringEquals", "aws:UserAgent", "secret", None),
            ("Null", "aws:SourceArn", "false", None),
            ("StringMatches", "aws:SourceAccount", "1", None),
            ("StringLike", "token.actions.githubusercontent.com:sub", "repo:me/it:*", Some(Narrowing::Token)),
            ("StringLike", "token.actions.githubusercontent.com:sub", "repo:*", None),
        ] {
            assert_eq!(condition(operator, key, &[values]).narrowing(), expected, "{operator} {key} {values}");
        }
    }

    #[test]
    fn one_wide_value_opens_a_list() {
        let mixed = condition("IpAddress", "aws:SourceIp", &["203.0.113.0/24", "0.0.0.0/0"]);
        assert_eq!(mixed.narrowing(), None);
    }

    #[test]
    fn conditions_of_a_deny() {
        for (operator, key, value, expected) in [
            ("StringNotEquals", "aws:SourceVpce", "vpce-1", Some(Narrowing::VpcEndpoint)),
            ("StringNotEqualsIfExists", "aws:PrincipalOrgID", "o-1", Some(Narrowing::PrincipalOrganization)),
            ("StringNotLike", "aws:PrincipalOrgID", "*", None),
            ("StringEquals", "aws:SourceVpce", "vpce-1", None),
            ("ForAnyValue:StringNotEquals", "aws:PrincipalOrgID", "o-1", None),
            ("NotIpAddress", "aws:SourceIp", "203.0.113.0/24", Some(Narrowing::SourceIp)),
            ("NotIpAddress", "aws:SourceIp", "0.0.0.0/0", None),
            ("Bool", "aws:SecureTransport", "false", None),
            ("Bool", "aws:PrincipalIsAWSService", "false", Some(Narrowing::ViaService)),
            ("Null", "aws:SourceVpce", "true", Some(Narrowing::VpcEndpoint)),
        ] {
            let found = condition(operator, key, &[value]).narrowing_when_denied();
            assert_eq!(found, expected, "{operator} {key} {value}");
        }
    }
}
