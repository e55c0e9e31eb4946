//! Where data, messages and secrets lie, and who else may use them.

use std::sync::Arc;

use policy::PolicyDocument;
use source::Origin;

use crate::{FunctionId, Guard, Property, ResourceId, StoreId};

/// What a store keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StoreKind {
    /// Objects in a bucket.
    Bucket,
    /// Items of a table or documents of a collection.
    Table,
    /// Messages of a queue.
    Queue,
    /// Messages of a topic.
    Topic,
    /// Records of a stream.
    Stream,
    /// Events of a bus.
    Bus,
    /// A secret value.
    Secret,
    /// An encryption key.
    Key,
    /// A workflow.
    Workflow,
    /// A relational or other database server.
    Database,
}

impl StoreKind {
    /// The kind's name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bucket => "bucket",
            Self::Table => "table",
            Self::Queue => "queue",
            Self::Topic => "topic",
            Self::Stream => "stream",
            Self::Bus => "event bus",
            Self::Secret => "secret",
            Self::Key => "key",
            Self::Workflow => "workflow",
            Self::Database => "database",
        }
    }
}

/// One store.
#[derive(Debug, Clone, PartialEq)]
pub struct Store {
    /// What it is called.
    pub resource: ResourceId,
    /// Where it was declared.
    pub origin: Origin,
    /// When it exists.
    pub guard: Guard,
    /// What it keeps.
    pub kind: StoreKind,
    /// The cloud's full name of it, as policies use it; unknown parts stand as `‹name›`.
    pub cloud_name: Arc<str>,
    /// How long a received message stays hidden, in seconds; for queues.
    pub visibility_timeout_s: Property<i64>,
    /// Whether the platform keeps everyone out whatever the policies say. Not set: the platform's default does not.
    pub public_access_blocked: Property<bool>,
    /// What a grant outside its policy gives everyone: `PublicRead`, `PublicReadWrite`. Not set: nothing.
    pub public_grant: Property<Arc<str>>,
}

/// A policy on a thing that says who may use it.
#[derive(Debug, Clone, PartialEq)]
pub struct ResourcePolicy {
    /// What declares it.
    pub resource: ResourceId,
    /// Where it was declared.
    pub origin: Origin,
    /// When it holds.
    pub guard: Guard,
    /// The thing it is on.
    pub on: PolicyTarget,
    /// What that thing is, in words: `queue`, `container repository`.
    pub noun: &'static str,
    /// What keeps strangers out whatever the policy says, in words: `it stands in a VPC`. Not set: nothing.
    pub barrier: Property<Arc<str>>,
    /// What it says.
    pub document: PolicyDocument,
}

impl ResourcePolicy {
    /// What keeps strangers out wherever the policy holds, in words.
    pub fn shield(&self) -> Option<&str> {
        let mut barriers = self.barrier.known();
        barriers.find(|(guard, _, _)| self.guard.implies(guard)).map(|(_, words, _)| words.as_ref())
    }
}

/// What a resource policy is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PolicyTarget {
    /// A function.
    Function(FunctionId),
    /// A store.
    Store(StoreId),
    /// A gateway.
    Api(crate::ApiId),
    /// An identity: the policy says who may take it on.
    Identity(crate::IdentityId),
    /// Something that is not in the project, or that the project knows no more of.
    Elsewhere,
}

/// An identity provider that may give credentials to anyone.
#[derive(Debug, Clone, PartialEq)]
pub struct GuestAccess {
    /// What it is called.
    pub resource: ResourceId,
    /// Where it was declared.
    pub origin: Origin,
    /// When it exists.
    pub guard: Guard,
    /// Whether guests are let in.
    pub allowed: Property<bool>,
    /// Whom guests become, if that is known.
    pub guest_identity: Option<crate::IdentityId>,
}
