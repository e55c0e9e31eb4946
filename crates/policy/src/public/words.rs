//! Grants in words: "anyone, from any address, may sqs:SendMessage".

use super::keys;
use super::{PrincipalReach, PublicGrant};
use crate::context::ContextValue;
use crate::narrowing::Narrowing;
use crate::request::{Principal, Request};

impl PublicGrant {
    /// Who may, in words that stand before "may".
    pub fn who(&self) -> String {
        match &self.principal {
            PrincipalReach::Anyone if self.needs_credentials() => "anyone with an account of the cloud".to_owned(),
            PrincipalReach::Anyone if self.has_address() => "anyone, from any address,".to_owned(),
            PrincipalReach::Anyone => "anyone".to_owned(),
            PrincipalReach::AnyoneIf(ways) => format!("anyone {}", joined(ways)),
            PrincipalReach::Account(account) => format!("account {account}"),
            PrincipalReach::Service { name, pinned } => {
                let service = if name == "*" { "every service of the platform" } else { name };
                if *pinned { service.to_owned() } else { format!("{service}, for anybody,") }
            }
            PrincipalReach::Federated { provider, pinned: false } => {
                format!("everyone with a token of {}", host(provider))
            }
            PrincipalReach::Federated { provider, pinned: true } => format!("holders of tokens of {}", host(provider)),
            PrincipalReach::Internal => "the account itself".to_owned(),
            PrincipalReach::Undecided(_) => "somebody outside, perhaps,".to_owned(),
        }
    }

    /// What may be done, in words: the actions as written.
    pub fn what(&self) -> String {
        let actions = self.actions.join(", ");
        match (self.actions_negated, actions.is_empty()) {
            (true, _) => format!("do everything but {actions}"),
            (false, true) => "use it".to_owned(),
            (false, false) => actions,
        }
    }

    /// The witness in words; `None` when there is none.
    pub fn shown_by(&self) -> Option<String> {
        self.witness.as_deref().map(Request::to_words)
    }

    fn needs_credentials(&self) -> bool {
        self.witness.as_ref().is_some_and(|request| matches!(request.principal, Principal::Aws(_)))
    }

    /// Whether nothing was said of the network it comes through.
    fn has_address(&self) -> bool {
        let keys = ["aws:SourceVpce", "aws:SourceVpc", "aws:SourceArn", "aws:SourceAccount", "aws:SourceOwner"];
        self.witness.as_ref().is_some_and(|request| keys.iter().all(|key| request.context.get(key).is_none()))
    }
}

impl Request {
    /// The request in words: who asks for what, and what it says of itself.
    pub fn to_words(&self) -> String {
        let who = match &self.principal {
            Principal::Anonymous => "somebody without credentials".to_owned(),
            Principal::Aws(arn) => arn.clone(),
            Principal::Service(name) => name.clone(),
            Principal::Federated(provider) => format!("a token of {}", host(provider)),
            Principal::CanonicalUser(id) => format!("the account {id}"),
        };
        let context = self.context.iter().map(|(key, value)| match value {
            ContextValue::Single(value) => format!("{} = {value}", keys::written(key)),
            ContextValue::Many(values) => format!("{} = [{}]", keys::written(key), values.join(", ")),
        });
        let context: Vec<String> = context.collect();
        let said = if context.is_empty() { String::new() } else { format!(", with {}", context.join(" and ")) };
        format!("{who} may {} on {}{said}", self.action, self.resource)
    }
}

/// The host of a provider.
fn host(provider: &str) -> &str {
    provider.split_once("-provider/").map_or(provider, |(_, host)| host)
}

fn joined(ways: &[Narrowing]) -> String {
    ways.iter().map(|way| way.words()).collect::<Vec<_>>().join(" and ")
}
