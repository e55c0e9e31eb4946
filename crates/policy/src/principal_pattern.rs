//! Whom a statement of a resource policy means.

use std::sync::Arc;

use crate::arn::Arn;

/// The hole for the account that a template is deployed to.
pub const OWN_ACCOUNT: &str = "‹account›";

/// One entry of `Principal` or `NotPrincipal`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PrincipalPattern {
    /// The key it stands under.
    pub kind: PrincipalKind,
    /// As written.
    pub text: Arc<str>,
}

/// The key under which a principal is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PrincipalKind {
    /// No key: `"Principal": "*"`.
    Everyone,
    /// `AWS`: accounts, users, roles, sessions.
    Aws,
    /// `Service`: a service of the platform.
    Service,
    /// `Federated`: an identity provider.
    Federated,
    /// `CanonicalUser`: an account, by its S3 id.
    CanonicalUser,
    /// A key AWS does not know; it means nobody.
    Unknown,
}

impl PrincipalKind {
    /// The key it is written under; `None` for what stands without one or under a key AWS does not know.
    pub fn name(self) -> Option<&'static str> {
        Some(match self {
            Self::Aws => "AWS",
            Self::Service => "Service",
            Self::Federated => "Federated",
            Self::CanonicalUser => "CanonicalUser",
            Self::Everyone | Self::Unknown => return None,
        })
    }
}

impl PrincipalPattern {
    /// An entry under `kind`.
    pub fn new(kind: PrincipalKind, text: impl Into<Arc<str>>) -> Self {
        Self { kind, text: text.into() }
    }

    /// Whether everyone is meant: `"*"` or `{"AWS": "*"}`.
    pub fn is_everyone(&self) -> bool {
        matches!(self.kind, PrincipalKind::Everyone | PrincipalKind::Aws) && &*self.text == "*"
    }

    /// The account that an `AWS` entry names or lies in.
    pub fn account(&self) -> Option<&str> {
        if self.kind != PrincipalKind::Aws {
            return None;
        }
        match Arn::parse(&self.text) {
            Some(arn) => Some(arn.account).filter(|account| !account.is_empty()),
            None => is_account(&self.text).then_some(&*self.text),
        }
    }

    /// Whether the entry names an account as a whole: its number or its `root` ARN.
    pub fn is_whole_account(&self) -> bool {
        self.kind == PrincipalKind::Aws
            && Arn::parse(&self.text).map_or_else(|| is_account(&self.text), |arn| arn.resource == "root")
    }
}

/// Twelve digits, or the hole that stands for the account a template is deployed to.
fn is_account(text: &str) -> bool {
    let is_number = text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number || text == OWN_ACCOUNT
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whom_an_entry_means() {
        let aws = |text| PrincipalPattern::new(PrincipalKind::Aws, text);
        assert!(aws("*").is_everyone());
        assert!(!PrincipalPattern::new(PrincipalKind::Service, "*").is_everyone());
        assert_eq!(aws("123456789012").account(), Some("123456789012"));
        assert_eq!(aws("arn:aws:iam::123456789012:role/r").account(), Some("123456789012"));
        assert_eq!(aws("‹account›").account(), Some("‹account›"));
        assert_eq!(aws("AIDAEXAMPLE").account(), None);
        assert_eq!(aws("‹Role.Arn›").account(), None);
        assert!(aws("arn:aws:iam::123456789012:root").is_whole_account());
        assert!(!aws("arn:aws:iam::123456789012:role/r").is_whole_account());
    }
}
