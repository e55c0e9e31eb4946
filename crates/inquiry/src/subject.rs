//! Who is asked about: a principal with all that says what it may do.

use std::collections::BTreeMap;
use std::sync::Arc;

use account::{Held, PrincipalKind};
use policy::{Arn, Principal};

/// A principal and its policies, whatever they were read from.
#[derive(Debug, Clone)]
pub struct Subject {
    /// What people call it.
    pub name: String,
    /// Who it is to AWS.
    pub caller: Caller,
    /// The policies that say what it may do.
    pub policies: Vec<Held>,
    /// The limit of what it may do, if one is set.
    pub boundary: Option<Held>,
    /// Who may take it on; roles only.
    pub trust: Option<Held>,
    /// Whether its policies are not known and stand here as allowing everything: then nothing is sure to be allowed.
    pub is_assumed: bool,
    /// The deployment in which it is so, such as `Stage = prod`; `None` for every one.
    pub only_if: Option<String>,
}

/// Who asks, with what AWS knows of it without being told.
#[derive(Debug, Clone)]
pub struct Caller {
    /// As a policy sees it.
    pub principal: Principal,
    /// The id that AWS gave it and never gives again.
    pub unique_id: Option<Arc<str>>,
    /// Its tags.
    pub tags: BTreeMap<Arc<str>, Arc<str>>,
}

impl Subject {
    /// A user or role of an account. `asked` is what a person typed: the ARN of a session makes the session the caller.
    pub fn of_account(principal: &account::Principal, asked: &str) -> Self {
        let is_session = Arn::parse(asked).is_some_and(|arn| arn.service == "sts");
        let arn = if is_session { asked.to_owned() } else { principal.arn.to_string() };
        Self {
            name: principal.name.to_string(),
            caller: Caller {
                principal: Principal::Aws(arn),
                unique_id: principal.unique_id.clone(),
                tags: principal.tags.clone(),
            },
            policies: principal.policies.clone(),
            boundary: principal.boundary.clone(),
            trust: principal.trust.clone().filter(|_| principal.kind == PrincipalKind::Role),
            is_assumed: false,
            only_if: None,
        }
    }

    /// Somebody who holds no policies of their own: a stranger, a service, a principal of another account.
    pub fn outsider(principal: Principal) -> Self {
        let name = match &principal {
            Principal::Anonymous => "anyone".to_owned(),
            Principal::Aws(name)
            | Principal::Service(name)
            | Principal::Federated(name)
            | Principal::CanonicalUser(name) => name.clone(),
        };
        let caller = Caller { principal, unique_id: None, tags: BTreeMap::new() };
        Self { name, caller, policies: Vec::new(), boundary: None, trust: None, is_assumed: false, only_if: None }
    }

    /// The policies whose documents are not known, the boundary included.
    pub fn unknown(&self) -> impl Iterator<Item = &Held> {
        self.policies.iter().chain(&self.boundary).filter(|held| held.document.is_none())
    }
}

impl Caller {
    /// The account of an AWS principal.
    pub fn account(&self) -> Option<&str> {
        self.principal.account().filter(|account| !account.is_empty())
    }
}
