//! What identities may really do, in the same words for every cloud. Computed once by the crate `iam`, read by everyone.

use std::sync::Arc;

use source::Origin;

use crate::{FunctionId, Guard, IdentityId, Project, StoreId, StoreKind};

/// What a permission lets its holder do, rising in what it gives away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verb {
    /// Start a function, a workflow or a model.
    Invoke,
    /// Put in messages, events or mail.
    Publish,
    /// Read data.
    Read,
    /// Change or add data.
    Write,
    /// Remove data or the store itself.
    Delete,
    /// Read secrets or use keys to decrypt.
    Decrypt,
    /// Become or create a more powerful identity.
    Escalate,
    /// Everything.
    Administer,
}

/// What a permission is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AccessTarget {
    /// A store of the project.
    Store(StoreId),
    /// A function of the project.
    Function(FunctionId),
    /// Something that is not in the project; the text is its name.
    Named(Arc<str>),
    /// Every store of a kind in the account.
    Every(StoreKind),
    /// Every function in the account.
    EveryFunction,
    /// Everything a service has; the text is its name.
    Service(Arc<str>),
    /// Everything in the account.
    Account,
}

/// One thing an identity may do.
#[derive(Debug, Clone, PartialEq)]
pub struct Access {
    /// What.
    pub verb: Verb,
    /// To what.
    pub target: AccessTarget,
    /// The strongest actions that give it, at most a few.
    pub actions: Vec<Arc<str>>,
    /// Where the permission was written.
    pub origin: Origin,
    /// When it holds.
    pub guard: Guard,
    /// Whether conditions of the policy narrow it further.
    pub conditional: bool,
}

/// What every identity may do.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AccessMap {
    /// By the index of the identity; strongest first.
    pub of: Vec<Vec<Access>>,
}

impl Verb {
    /// The verb in words: `read`, `become`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Invoke => "invoke",
            Self::Publish => "publish to",
            Self::Read => "read",
            Self::Write => "write to",
            Self::Delete => "delete from",
            Self::Decrypt => "decrypt",
            Self::Escalate => "escalate privileges through",
            Self::Administer => "administer",
        }
    }
}

impl Access {
    /// What it lets its holder do, in words: `write to table Orders`, `delete every function of the account`.
    pub fn words(&self, project: &Project) -> String {
        let verb = match (self.verb, &self.target) {
            (Verb::Write, AccessTarget::Function(_) | AccessTarget::EveryFunction) => "change",
            (Verb::Delete, AccessTarget::Function(_) | AccessTarget::EveryFunction) => "delete",
            (Verb::Escalate, AccessTarget::Account) => "escalate to",
            (Verb::Decrypt, AccessTarget::Store(_) | AccessTarget::Every(StoreKind::Secret)) => "read",
            (verb, _) => verb.name(),
        };
        format!("{verb} {}", self.target_words(project))
    }

    /// What it is about, in words: `table Orders`, `every bucket of the account`.
    pub fn target_words(&self, project: &Project) -> String {
        match &self.target {
            AccessTarget::Store(id) => project.store(*id).map_or_else(
                || "a store".to_owned(),
                |store| format!("{} {}", store.kind.name(), project.full_name(&store.resource)),
            ),
            AccessTarget::Function(id) => project.function(*id).map_or_else(
                || "a function".to_owned(),
                |function| format!("function {}", project.full_name(&function.resource)),
            ),
            AccessTarget::Named(name) => name.to_string(),
            AccessTarget::Every(kind) => format!("every {} of the account", kind.name()),
            AccessTarget::EveryFunction => "every function of the account".to_owned(),
            AccessTarget::Service(name) => format!("everything of {name}"),
            AccessTarget::Account => "the whole account".to_owned(),
        }
    }

    /// Whether it is worth having for an attacker by itself: data, secrets or more. To take messages off queues and
    /// streams is what workers are made for and counts for nothing.
    pub fn is_worth_having(&self, project: &Project) -> bool {
        let kind = match &self.target {
            AccessTarget::Store(id) => project.store(*id).map(|store| store.kind),
            AccessTarget::Every(kind) => Some(*kind),
            _ => None,
        };
        let consumes = matches!(kind, Some(StoreKind::Queue | StoreKind::Stream))
            && matches!(self.verb, Verb::Read | Verb::Delete);
        self.verb >= Verb::Read && !consumes
    }
}

impl AccessMap {
    /// What an identity may do.
    pub fn of_identity(&self, identity: IdentityId) -> &[Access] {
        self.of.get(identity.index()).map_or(&[], Vec::as_slice)
    }

    /// What a function may do.
    pub fn of_function(&self, project: &Project, function: FunctionId) -> &[Access] {
        let identity = project.function(function).and_then(|function| function.identity);
        identity.map_or(&[], |identity| self.of_identity(identity))
    }
}
