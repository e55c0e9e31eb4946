//! The application: everything that was loaded, joined by ids.

use std::sync::Arc;

use finding::Location;
use source::{FileId, Origin, Span};

use crate::{Api, Entry, Function, Guard, Identity, Layer, ResourcePolicy, Store, Symbols};

/// A cloud.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cloud {
    /// Amazon Web Services.
    Aws,
    /// Microsoft Azure.
    Azure,
    /// Google Cloud.
    Gcp,
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => { $(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// The id of the item at `index`.
            pub fn of(index: usize) -> Self {
                Self(u32::try_from(index).unwrap_or(u32::MAX))
            }

            /// The index of the item.
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }
    )* };
}

ids! {
    /// An index into [`Project::stacks`].
    StackId,
    /// An index into [`Project::functions`].
    FunctionId,
    /// An index into [`Project::entries`].
    EntryId,
    /// An index into [`Project::apis`].
    ApiId,
    /// An index into [`Project::identities`].
    IdentityId,
    /// An index into [`Project::stores`].
    StoreId,
}

/// A thing of a stack as its template names it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ResourceId {
    /// The stack it belongs to.
    pub stack: StackId,
    /// Its name in the template; generated things have the name of what they were generated for.
    pub name: Arc<str>,
}

/// A unit of deployment: one template with its parameters.
#[derive(Debug, Clone, PartialEq)]
pub struct Stack {
    /// The cloud it deploys to.
    pub cloud: Cloud,
    /// Names from the outermost stack down, joined by `/`; empty for a stack nobody nests.
    pub path: Arc<str>,
    /// Its template.
    pub file: FileId,
    /// The stack that nests it.
    pub parent: Option<StackId>,
}

/// The whole application as loaded.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Project {
    /// Deployment choices that guards speak of.
    pub symbols: Symbols,
    /// Stacks; a parent stands before its children.
    pub stacks: Vec<Stack>,
    /// Functions.
    pub functions: Vec<Function>,
    /// Layers that stacks make.
    pub layers: Vec<Layer>,
    /// Gateways and everything else that serves requests.
    pub apis: Vec<Api>,
    /// Every way into a function or a service behind a gateway.
    pub entries: Vec<Entry>,
    /// Roles, service accounts, managed identities.
    pub identities: Vec<Identity>,
    /// Buckets, tables, queues, topics, buses, secrets.
    pub stores: Vec<Store>,
    /// Who else may use a function or a store.
    pub resource_policies: Vec<ResourcePolicy>,
    /// Identity providers that may let guests in.
    pub guest_access: Vec<crate::GuestAccess>,
}

impl Project {
    /// The function of an id.
    pub fn function(&self, id: FunctionId) -> Option<&Function> {
        self.functions.get(id.index())
    }

    /// The gateway of an id.
    pub fn api(&self, id: ApiId) -> Option<&Api> {
        self.apis.get(id.index())
    }

    /// The entry of an id.
    pub fn entry(&self, id: EntryId) -> Option<&Entry> {
        self.entries.get(id.index())
    }

    /// The identity of an id.
    pub fn identity(&self, id: IdentityId) -> Option<&Identity> {
        self.identities.get(id.index())
    }

    /// The store of an id.
    pub fn store(&self, id: StoreId) -> Option<&Store> {
        self.stores.get(id.index())
    }

    /// All functions with their ids.
    pub fn function_ids(&self) -> impl Iterator<Item = (FunctionId, &Function)> {
        self.functions.iter().enumerate().map(|(index, function)| (FunctionId::of(index), function))
    }

    /// All entries with their ids.
    pub fn entry_ids(&self) -> impl Iterator<Item = (EntryId, &Entry)> {
        self.entries.iter().enumerate().map(|(index, entry)| (EntryId::of(index), entry))
    }

    /// The entries that lead to a function.
    pub fn entries_of(&self, function: FunctionId) -> impl Iterator<Item = (EntryId, &Entry)> {
        self.entry_ids().filter(move |(_, entry)| entry.target == crate::Target::Function(function))
    }

    /// The outermost stack that a stack is nested in; itself when nobody nests it.
    pub fn root(&self, stack: StackId) -> StackId {
        // A parent stands before its children, so this ends.
        let parent = self.stacks.get(stack.index()).and_then(|own| own.parent).filter(|parent| *parent < stack);
        parent.map_or(stack, |parent| self.root(parent))
    }

    /// Whether two resources are deployed together. Names of others may be equal by chance and mean nothing.
    pub fn are_together(&self, one: &ResourceId, other: &ResourceId) -> bool {
        one.stack == other.stack || self.root(one.stack) == self.root(other.stack)
    }

    /// A resource's full name: stack path and logical id.
    pub fn full_name(&self, resource: &ResourceId) -> String {
        let path = self.stacks.get(resource.stack.index()).map_or("", |stack| &stack.path);
        if path.is_empty() { resource.name.to_string() } else { format!("{path}/{}", resource.name) }
    }

    /// The template of a resource.
    pub fn file(&self, resource: &ResourceId) -> FileId {
        self.stacks.get(resource.stack.index()).map_or(FileId(0), |stack| stack.file)
    }

    /// Where a reader should look for a value: its nearest written place, else that of `fallback`, else the start of the
    /// resource's template.
    pub fn location(&self, resource: &ResourceId, origin: &Origin, fallback: &Origin) -> Location {
        let start = || Span::new(self.file(resource), 0, 0);
        let span = origin.written().or_else(|| fallback.written()).unwrap_or_else(start);
        Location { span, resource: self.full_name(resource) }
    }

    /// The guard in words; `None` when it always holds.
    pub fn only_if(&self, guard: &Guard) -> Option<String> {
        self.symbols.describe(guard)
    }
}
