//! Principals: whom an entry of `Principal` means.

use policy::Principal;
use serde_json::Value;

use crate::condition::texts;
use crate::evaluator::Selection;

/// One entry of `Principal`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Who {
    /// `*`, alone or under `AWS`.
    Everyone,
    /// An account, by number or root ARN.
    Account(String),
    /// A user, role or session, by ARN.
    Arn(String),
    /// Under `Service`.
    Service(String),
    /// Under `Federated`.
    Federated(String),
    /// Under `CanonicalUser`.
    Canonical(String),
    /// Under a name that does not exist.
    Nobody,
}

impl Who {
    /// The element of a statement, when it has one.
    pub(crate) fn element(statement: &Value) -> Option<Selection<Self>> {
        let entries = |value: &Value| match value {
            Value::Object(kinds) => kinds.iter().flat_map(|(kind, values)| Self::entries(kind, values)).collect(),
            other => Self::entries("AWS", other),
        };
        let plain = statement.get("Principal").map(|value| Selection { listed: entries(value), complement: false });
        plain.or_else(|| {
            statement.get("NotPrincipal").map(|value| Selection { listed: entries(value), complement: true })
        })
    }

    fn entries(kind: &str, values: &Value) -> Vec<Self> {
        let entry = |text: String| match kind {
            "AWS" if text == "*" => Self::Everyone,
            "AWS" => Self::aws(text),
            "Service" => Self::Service(text),
            "Federated" => Self::Federated(text),
            "CanonicalUser" => Self::Canonical(text),
            _ => Self::Nobody,
        };
        texts(values).into_iter().map(entry).collect()
    }

    fn aws(text: String) -> Self {
        if text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Self::Account(text);
        }
        match text.split(':').collect::<Vec<_>>().as_slice() {
            ["arn", _, _, _, account, "root"] => Self::Account((*account).to_owned()),
            _ => Self::Arn(text),
        }
    }

    /// Whether the entry means the principal. An account means all that lies in it; a role means its sessions, too, and
    /// a user the federated sessions it made.
    fn means(&self, principal: &Principal) -> bool {
        match (self, principal) {
            (Self::Everyone, _) => true,
            (Self::Account(account), Principal::Aws(arn)) => arn.split(':').nth(4) == Some(account) || arn == account,
            (Self::Arn(named), Principal::Aws(arn)) => named == arn || behind(arn).is_some_and(|by| by.is(named)),
            (Self::Service(named), Principal::Service(name)) => named == name,
            (Self::Federated(named), Principal::Federated(name)) => named == name,
            (Self::Canonical(named), Principal::CanonicalUser(id)) => named == id,
            _ => false,
        }
    }
}

/// The role or user that a session was made from.
struct Behind<'a> {
    home: String,
    kind: &'static str,
    name: &'a str,
}

impl Behind<'_> {
    fn is(&self, named: &str) -> bool {
        let path = named.strip_prefix(&self.home).and_then(|rest| rest.strip_prefix(self.kind));
        path.is_some_and(|path| path.rsplit('/').next() == Some(self.name))
    }
}

fn behind(arn: &str) -> Option<Behind<'_>> {
    let parts: Vec<&str> = arn.split(':').collect();
    let [scheme, partition, "sts", _, account, session] = parts.as_slice() else { return None };
    let (kind, names) = session.split_once('/')?;
    let kind = match kind {
        "assumed-role" => "role/",
        "federated-user" => "user/",
        _ => return None,
    };
    Some(Behind { home: format!("{scheme}:{partition}:iam::{account}:"), kind, name: names.split('/').next()? })
}

/// Whether one of the entries means the principal.
pub(crate) fn meets_any(entries: &[Who], principal: &Principal) -> bool {
    entries.iter().any(|entry| entry.means(principal))
}

/// Whether the entries of a `NotPrincipal` leave the principal out. Beside somebody of its own an account leaves out only
/// its root user and those named.
pub(crate) fn leave_out(entries: &[Who], principal: &Principal) -> bool {
    let home = |arn: &str| arn.split(':').nth(4).map(str::to_owned);
    entries.iter().filter(|entry| entry.means(principal)).any(|entry| match (entry, principal) {
        (Who::Account(account), Principal::Aws(arn)) => {
            let has_own =
                entries.iter().any(|other| matches!(other, Who::Arn(own) if home(own).as_ref() == Some(account)));
            !has_own || arn.ends_with(":root") || arn == account
        }
        _ => true,
    })
}
