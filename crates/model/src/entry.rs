//! Every way in.

use std::sync::Arc;

use source::Origin;

use crate::{ApiId, FunctionId, Guard, Project, Property, ResourceId, StoreId};

/// The kind of a way in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntryKind {
    /// A method and path of a gateway: `POST`, `/orders`. The method `ANY` stands for all.
    Route {
        /// The method, upper case.
        method: Arc<str>,
        /// The path as declared.
        path: Arc<str>,
    },
    /// A route key of a WebSocket gateway: `$connect`, `$default`, or an action.
    Message {
        /// The route key.
        key: Arc<str>,
    },
    /// The whole GraphQL endpoint.
    GraphQl,
    /// A URL of the function itself.
    Url,
    /// Something arrives in a store: a message, an object, a change.
    Arrival {
        /// The store, if it belongs to the project.
        store: Option<StoreId>,
        /// Object keys must start with this, if set.
        prefix: Option<Arc<str>>,
        /// Object keys must end with this, if set.
        suffix: Option<Arc<str>>,
    },
    /// The clock.
    Schedule,
    /// Another event of the platform; the text is its source.
    Event {
        /// The source, in the cloud's own word.
        source: Arc<str>,
    },
}

/// What a gateway asks of a caller at one route, as declared there (the route's own setting, else the gateway's default).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Auth {
    /// Nothing.
    None,
    /// A key that identifies no one.
    ApiKey,
    /// The named authorizer of the gateway.
    Authorizer(Arc<str>),
    /// The cloud's own identities; who may is decided by its permissions.
    Iam,
}

/// Where an entry leads.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// A function of the project.
    Function(FunctionId),
    /// A store of the project, into which the gateway delivers without a function between.
    Store(StoreId),
    /// A service behind the gateway, without a function between; the text is its name.
    Service(Arc<str>),
    /// The gateway itself answers.
    Mock,
    /// Not known; the text is what stands there.
    Unknown(Arc<str>),
}

/// One way in.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// What declares it.
    pub resource: ResourceId,
    /// Where it was declared.
    pub origin: Origin,
    /// When it exists.
    pub guard: Guard,
    /// Its kind.
    pub kind: EntryKind,
    /// The gateway it belongs to.
    pub api: Option<ApiId>,
    /// What it asks for. Not set: the platform alone delivers here.
    pub auth: Property<Auth>,
    /// Where it leads.
    pub target: Target,
}

impl Entry {
    /// A short name: `POST /orders`, `function URL`, `queue Orders`.
    pub fn label(&self, project: &Project) -> String {
        match &self.kind {
            EntryKind::Route { method, path } => format!("{method} {path}"),
            EntryKind::Message { key } => format!("WebSocket {key}"),
            EntryKind::GraphQl => "GraphQL endpoint".to_owned(),
            EntryKind::Url => "function URL".to_owned(),
            EntryKind::Arrival { store, .. } => match store.and_then(|id| project.store(id)) {
                Some(store) => format!("{} {}", store.kind.name(), project.full_name(&store.resource)),
                None => format!("event source {}", project.full_name(&self.resource)),
            },
            EntryKind::Schedule => "schedule".to_owned(),
            EntryKind::Event { source } => format!("event of {source}"),
        }
    }
}
