//! Whom functions run as, and what they may do.

use std::sync::Arc;

use policy::PolicyDocument;
use source::Origin;

use crate::{Guard, ResourceId};

/// A role, service account or managed identity.
#[derive(Debug, Clone, PartialEq)]
pub struct Identity {
    /// What it is called; an identity made for a function has that function's name.
    pub resource: ResourceId,
    /// The cloud's full name of it, as policies use it; unknown parts stand as `‹name›`.
    pub cloud_name: Arc<str>,
    /// Where it was declared.
    pub origin: Origin,
    /// When it exists.
    pub guard: Guard,
    /// Who may take it on; `None` where the platform alone decides.
    pub trust: Option<PolicyDocument>,
    /// What it may do.
    pub policies: Vec<AttachedPolicy>,
    /// The limit of what it may do, if one is set.
    pub boundary: Option<AttachedPolicy>,
}

/// Who wrote a policy, as far as its reader is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PolicySource {
    /// The author of the template.
    Author,
    /// A template of the framework that the author filled in.
    Template,
    /// The framework by itself.
    Framework,
}

/// A policy of an identity.
#[derive(Debug, Clone, PartialEq)]
pub struct AttachedPolicy {
    /// Where it was attached.
    pub origin: Origin,
    /// When it holds.
    pub guard: Guard,
    /// Who wrote it.
    pub source: PolicySource,
    /// What it says.
    pub body: PolicyBody,
}

/// What a policy says.
#[derive(Debug, Clone, PartialEq)]
pub enum PolicyBody {
    /// A document in the IAM language.
    Document(PolicyDocument),
    /// A policy of the cloud or of someone else, by name.
    Named(Arc<str>),
    /// A role of the cloud on a scope: `roles/storage.admin` on a bucket, `Contributor` on a resource group.
    Role {
        /// The role's name in the cloud's own word.
        role: Arc<str>,
        /// What it applies to: a store's name, or the cloud's name of a wider scope.
        scope: Arc<str>,
    },
}
