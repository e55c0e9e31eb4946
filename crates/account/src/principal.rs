//! Who is in an account, and which policies they hold.

use std::collections::BTreeMap;
use std::sync::Arc;

use policy::PolicyDocument;
use source::Origin;

/// The users and roles of one account.
#[derive(Debug, Clone, Default)]
pub struct Account {
    /// The account's number; empty when no principal tells it.
    pub id: Arc<str>,
    /// Users and roles, in the order of the document.
    pub principals: Vec<Principal>,
}

/// One user or role.
#[derive(Debug, Clone)]
pub struct Principal {
    /// Which of both.
    pub kind: PrincipalKind,
    /// Its name.
    pub name: Arc<str>,
    /// Its ARN.
    pub arn: Arc<str>,
    /// Its path, such as `/` or `/service-role/`.
    pub path: Arc<str>,
    /// The id that AWS gave it and never gives again.
    pub unique_id: Option<Arc<str>>,
    /// Its tags.
    pub tags: BTreeMap<Arc<str>, Arc<str>>,
    /// The groups it belongs to; users only.
    pub groups: Vec<Arc<str>>,
    /// The policies that say what it may do: its own, those attached to it, and those of its groups.
    pub policies: Vec<Held>,
    /// The limit of what it may do, if one is set.
    pub boundary: Option<Held>,
    /// Who may take it on; roles only.
    pub trust: Option<Held>,
    /// Where it is.
    pub origin: Origin,
}

/// The kinds of principals that hold policies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PrincipalKind {
    /// A user.
    User,
    /// A role.
    Role,
}

/// A policy that somebody holds.
#[derive(Debug, Clone)]
pub struct Held {
    /// Its name.
    pub name: Arc<str>,
    /// Its ARN, if it is one of those that have an ARN.
    pub arn: Option<Arc<str>>,
    /// How it came to the principal.
    pub via: Via,
    /// What it says; `None` when that is not known.
    pub document: Option<Arc<PolicyDocument>>,
    /// Where it is, or where it is attached.
    pub origin: Origin,
}

/// How a policy came to a principal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Via {
    /// It stands in the principal itself.
    Inline,
    /// It is attached to it.
    Attached,
    /// It comes from this group.
    Group(Arc<str>),
}

impl Account {
    /// The principal of an ARN or, where only one has it, of a name.
    pub fn find(&self, wanted: &str) -> crate::Lookup<'_> {
        crate::lookup::find(&self.principals, wanted)
    }
}

impl Principal {
    /// The documents of its policies, as far as they are known.
    pub fn documents(&self) -> Vec<&PolicyDocument> {
        self.policies.iter().filter_map(|held| held.document.as_deref()).collect()
    }

    /// The policies whose documents are not known, the boundary included.
    pub fn unknown(&self) -> impl Iterator<Item = &Held> {
        self.policies.iter().chain(&self.boundary).filter(|held| held.document.is_none())
    }
}

impl PrincipalKind {
    /// The kind in reports and in ARNs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Role => "role",
        }
    }
}
