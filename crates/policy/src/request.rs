//! A request, as a policy sees it.

use crate::arn::Arn;
use crate::context::Context;

/// One request to be decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Who asks.
    pub principal: Principal,
    /// The action, such as `s3:GetObject`.
    pub action: String,
    /// The resource's ARN; `*` for an action that knows no resources.
    pub resource: String,
    /// The account the resource lies in, where its ARN does not say it; `None` takes the ARN's, else the principal's.
    pub resource_account: Option<String>,
    /// The condition context.
    pub context: Context,
}

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Principal {
    /// A stranger without credentials.
    Anonymous,
    /// An account, user, role or session, by ARN.
    Aws(String),
    /// A service of the platform.
    Service(String),
    /// The holder of an identity provider's token.
    Federated(String),
    /// An account, by its S3 id.
    CanonicalUser(String),
}

/// The kinds of principals that evaluation treats differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ArnKind {
    User,
    Role,
    Session,
    FederatedUser,
    Other,
}

impl Request {
    /// The account the resource lies in, as far as it is known.
    pub fn resource_account(&self) -> Option<&str> {
        let stated = self.resource_account.as_deref();
        stated.or_else(|| Arn::parse(&self.resource).map(|arn| arn.account).filter(|account| !account.is_empty()))
    }

    /// Whether principal and resource lie in one account; a resource of unknown account lies in the principal's.
    pub fn is_same_account(&self) -> bool {
        match (self.principal.account(), self.resource_account()) {
            (Some(own), Some(other)) => own == other,
            (Some(_), None) => true,
            (None, _) => false,
        }
    }

    /// The prefix of the action's service.
    pub fn service(&self) -> &str {
        self.action.split_once(':').map_or("", |(service, _)| service)
    }
}

impl Principal {
    /// The account of an AWS principal.
    pub fn account(&self) -> Option<&str> {
        match self {
            Self::Aws(arn) => Arn::parse(arn).map(|arn| arn.account),
            _ => None,
        }
    }

    /// Whether it is the root user of an account.
    pub(crate) fn is_root(&self) -> bool {
        matches!(self, Self::Aws(text) if Arn::parse(text).is_some_and(|arn| arn.service == "iam" && arn.resource == "root"))
    }

    pub(crate) fn arn_kind(&self) -> ArnKind {
        let Self::Aws(text) = self else { return ArnKind::Other };
        let Some(arn) = Arn::parse(text) else { return ArnKind::Other };
        let kind = arn.resource.split('/').next().unwrap_or_default();
        match (arn.service, kind) {
            ("iam", "user") => ArnKind::User,
            ("iam", "role") => ArnKind::Role,
            ("sts", "assumed-role") => ArnKind::Session,
            ("sts", "federated-user") => ArnKind::FederatedUser,
            _ => ArnKind::Other,
        }
    }
}
