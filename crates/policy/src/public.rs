//! Who may do what by a resource policy: public access, other accounts, services.

use std::collections::BTreeSet;

use source::Origin;

use crate::document::{Element, PolicyDocument, Statement};
use crate::narrowing::Narrowing;
use crate::principal_pattern::{OWN_ACCOUNT, PrincipalKind, PrincipalPattern};

/// One grant of a resource policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicGrant {
    /// The actions as written.
    pub actions: Vec<String>,
    /// Whether `actions` are those that are *not* granted.
    pub actions_negated: bool,
    /// Who may do it.
    pub principal: PrincipalReach,
    /// What the conditions, and the denies beside them, narrow it to; sorted, each once.
    pub narrowing: Vec<Narrowing>,
    /// Index of the statement in the document.
    pub index: usize,
    /// Where the statement is.
    pub statement: Origin,
    /// Where the principal entry is.
    pub principal_origin: Origin,
}

/// Who may come by a grant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PrincipalReach {
    /// Everyone, without credentials where the service takes such requests.
    Anyone,
    /// Everyone who satisfies conditions that strangers cannot.
    AnyoneIf(Vec<Narrowing>),
    /// Another account, or a principal of it; the account's number, or the principal as written when it has none.
    Account(String),
    /// A service of the platform.
    Service {
        /// Its name, such as `s3.amazonaws.com`.
        name: String,
        /// Whether a condition says on whose behalf it may call; without one, anybody's resource may make it call.
        pinned: bool,
    },
    /// Holders of an identity provider's tokens.
    Federated {
        /// The provider's ARN or name.
        provider: String,
        /// Whether a condition names the audience or subject.
        pinned: bool,
    },
    /// The account that the template is deployed to.
    Internal,
}

/// The grants of a resource policy, statement by statement and principal by principal. A statement that an
/// unconditional Deny for everyone takes away wholly is left out.
pub fn public_access(document: &PolicyDocument) -> Vec<PublicGrant> {
    let mut grants = Vec::new();
    for (index, statement) in document.statements.iter().enumerate() {
        let Some(principal) = &statement.principal else { continue };
        if !statement.is(crate::Effect::Allow) || statement.conditions.iter().any(|c| c.meaning.is_none()) {
            continue;
        }
        let Some(shut_out) = narrowed_by_denies(document, statement) else { continue };
        let own = statement.conditions.iter().filter_map(crate::Condition::narrowing);
        let narrowing: Vec<Narrowing> = own.chain(shut_out).collect::<BTreeSet<_>>().into_iter().collect();
        for (reach, origin) in reaches(principal, &narrowing) {
            grants.push(PublicGrant {
                actions: action_texts(statement),
                actions_negated: statement.action.as_ref().is_some_and(|element| element.negated),
                principal: reach,
                narrowing: narrowing.clone(),
                index,
                statement: statement.origin.clone(),
                principal_origin: origin,
            });
        }
    }
    grants
}

fn action_texts(statement: &Statement) -> Vec<String> {
    let patterns = statement.action.iter().flat_map(|element| &element.patterns);
    patterns.map(|pattern| pattern.value.text().to_owned()).collect()
}

/// Who is meant, each once.
fn reaches(element: &Element<PrincipalPattern>, narrowing: &[Narrowing]) -> Vec<(PrincipalReach, Origin)> {
    if element.negated {
        // Allow with NotPrincipal grants to everyone else, strangers included.
        return vec![(anyone(narrowing), element.origin.clone())];
    }
    let mut found: Vec<(PrincipalReach, Origin)> = Vec::new();
    for entry in &element.patterns {
        if let Some(reach) = reach(&entry.value, narrowing)
            && !found.iter().any(|(known, _)| *known == reach)
        {
            found.push((reach, entry.origin.clone()));
        }
    }
    found
}

fn anyone(narrowing: &[Narrowing]) -> PrincipalReach {
    if narrowing.is_empty() { PrincipalReach::Anyone } else { PrincipalReach::AnyoneIf(narrowing.to_vec()) }
}

fn reach(entry: &PrincipalPattern, narrowing: &[Narrowing]) -> Option<PrincipalReach> {
    if entry.is_everyone() {
        return Some(anyone(narrowing));
    }
    Some(match entry.kind {
        PrincipalKind::Service => {
            PrincipalReach::Service { name: entry.text.to_string(), pinned: narrowing.iter().any(|n| pins_service(*n)) }
        }
        PrincipalKind::Federated => PrincipalReach::Federated {
            provider: entry.text.to_string(),
            pinned: narrowing.contains(&Narrowing::Token),
        },
        PrincipalKind::Unknown | PrincipalKind::Everyone => return None,
        PrincipalKind::Aws | PrincipalKind::CanonicalUser => match entry.account() {
            Some(OWN_ACCOUNT) => PrincipalReach::Internal,
            Some(account) => PrincipalReach::Account(account.to_owned()),
            None => PrincipalReach::Account(entry.text.to_string()),
        },
    })
}

/// Whether a narrowing says on whose behalf a service may call.
fn pins_service(narrowing: Narrowing) -> bool {
    matches!(
        narrowing,
        Narrowing::SourceArn
            | Narrowing::SourceAccount
            | Narrowing::SourceOrganization
            | Narrowing::PrincipalOrganization
            | Narrowing::CallerAccount
            | Narrowing::SharedToken
    )
}

/// What the denies of the document narrow `statement` to; `None` when one takes it away wholly.
fn narrowed_by_denies(document: &PolicyDocument, statement: &Statement) -> Option<Vec<Narrowing>> {
    let mut narrowing = Vec::new();
    for deny in document.denies().filter(|deny| denies_all_of(deny, statement)) {
        if deny.conditions.is_empty() {
            return None;
        }
        // Who escapes one of the conditions escapes the Deny: all of them must shut strangers out.
        let each: Option<Vec<Narrowing>> =
            deny.conditions.iter().map(crate::Condition::narrowing_when_denied).collect();
        narrowing.extend(each.unwrap_or_default());
    }
    Some(narrowing)
}

/// Whether a Deny means everyone and every action and resource of `statement`.
fn denies_all_of(deny: &Statement, statement: &Statement) -> bool {
    let for_everyone = deny
        .principal
        .as_ref()
        .is_some_and(|element| !element.negated && element.patterns.iter().any(|entry| entry.value.is_everyone()));
    for_everyone && covers_actions(deny, statement) && covers_resources(deny, statement)
}

fn covers_actions(deny: &Statement, statement: &Statement) -> bool {
    match (&deny.action, &statement.action) {
        (Some(outer), _) if !outer.negated && outer.patterns.iter().any(|pattern| pattern.value.is_any()) => true,
        (Some(outer), Some(inner)) if !outer.negated && !inner.negated => {
            inner.patterns.iter().all(|one| outer.patterns.iter().any(|other| other.value.covers(&one.value)))
        }
        _ => false,
    }
}

fn covers_resources(deny: &Statement, statement: &Statement) -> bool {
    match (&deny.resource, &statement.resource) {
        (None, None) => true,
        (Some(outer), _) if !outer.negated && outer.patterns.iter().any(|pattern| pattern.value.is_any()) => true,
        (Some(outer), Some(inner)) if !outer.negated && !inner.negated => {
            inner.patterns.iter().all(|one| outer.patterns.iter().any(|other| other.value.covers(&one.value)))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::statements;

    fn who(json: &str) -> Vec<PrincipalReach> {
        public_access(&statements(json)).into_iter().map(|grant| grant.principal).collect()
    }

    fn allow(principal: &str, condition: &str) -> String {
        format!(r#"{{"Effect": "Allow", {principal}, "Action": "s3:*", "Resource": "*", "Condition": {condition}}}"#)
    }

    #[test]
    fn principals() {
        let service = |pinned| PrincipalReach::Service { name: "s3.amazonaws.com".to_owned(), pinned };
        for (principal, condition, expected) in [
            (r#""Principal": "*""#, "{}", vec![PrincipalReach::Anyone]),
            (r#""Principal": "*""#, r#"{"StringEquals": {}}"#, vec![PrincipalReach::Anyone]),
            (r#""Principal": {"AWS": "*"}"#, "{}", vec![PrincipalReach::Anyone]),
            (
                r#""Principal": {"AWS": ["*", "123456789012"]}"#,
                "{}",
                vec![PrincipalReach::Anyone, PrincipalReach::Account("123456789012".to_owned())],
            ),
            (r#""NotPrincipal": {"AWS": "123456789012"}"#, "{}", vec![PrincipalReach::Anyone]),
            (r#""Principal": {"AWS": "arn:aws:iam::‹account›:root"}"#, "{}", vec![PrincipalReach::Internal]),
            (r#""Principal": {"Service": "s3.amazonaws.com"}"#, "{}", vec![service(false)]),
            (
                r#""Principal": {"Service": "s3.amazonaws.com"}"#,
                r#"{"StringEquals": {"AWS:SourceAccount": "123456789012"}}"#,
                vec![service(true)],
            ),
            (
                r#""Principal": {"Service": "s3.amazonaws.com"}"#,
                r#"{"ArnLike": {"aws:SourceArn": "arn:aws:s3:::*"}}"#,
                vec![service(false)],
            ),
            (
                r#""Principal": "*""#,
                r#"{"StringEquals": {"aws:PrincipalOrgID": "o-1"}}"#,
                vec![PrincipalReach::AnyoneIf(vec![Narrowing::PrincipalOrganization])],
            ),
            (
                r#""Principal": "*""#,
                r#"{"StringEqualsIfExists": {"aws:SourceVpce": "vpce-1"}}"#,
                vec![PrincipalReach::Anyone],
            ),
            (r#""Principal": "*""#, r#"{"IpAddress": {"aws:SourceIp": "0.0.0.0/0"}}"#, vec![PrincipalReach::Anyone]),
        ] {
            assert_eq!(who(&allow(principal, condition)), expected, "{principal} {condition}");
        }
    }

    #[test]
    fn denies_narrow_and_close() {
        let beside = |deny: &str| who(&format!("[{}, {deny}]", allow(r#""Principal": "*""#, "{}")));
        assert_eq!(beside(r#"{"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"}"#), vec![]);
        let endpoint = r#"{"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*",
            "Condition": {"StringNotEquals": {"aws:SourceVpce": "vpce-1"}}}"#;
        assert_eq!(beside(endpoint), vec![PrincipalReach::AnyoneIf(vec![Narrowing::VpcEndpoint])]);
        let transport = r#"{"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*",
            "Condition": {"Bool": {"aws:SecureTransport": "false"}}}"#;
        assert_eq!(beside(transport), vec![PrincipalReach::Anyone]);
        let both = r#"{"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*", "Condition":
            {"StringNotEquals": {"aws:SourceVpce": "vpce-1"}, "Bool": {"aws:SecureTransport": "false"}}}"#;
        assert_eq!(beside(both), vec![PrincipalReach::Anyone], "a stranger over TLS escapes the Deny");
        let other_action = r#"{"Effect": "Deny", "Principal": "*", "Action": "s3:Get*", "Resource": "*"}"#;
        assert_eq!(beside(other_action), vec![PrincipalReach::Anyone]);
    }
}
