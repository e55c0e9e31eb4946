//! Gateways: what serves requests and decides who may make them.

use std::sync::Arc;

use source::Origin;

use crate::{Guard, Property, ResourceId};

/// How a gateway speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ApiStyle {
    /// Resources and methods with the full set of gateway features.
    Rest,
    /// Plain HTTP routes.
    Http,
    /// Messages over a WebSocket; only the connect route can ask for credentials.
    WebSocket,
    /// A GraphQL endpoint.
    GraphQl,
    /// The platform's own front end of functions: function URLs, an Azure function app, a Cloud Run service.
    Platform,
}

impl ApiStyle {
    /// The style's name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rest => "rest",
            Self::Http => "http",
            Self::WebSocket => "websocket",
            Self::GraphQl => "graphql",
            Self::Platform => "platform",
        }
    }
}

/// From where a gateway can be reached at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Network {
    /// From inside a private network only.
    Private,
    /// From the internet.
    Internet,
}

/// One gateway.
#[derive(Debug, Clone, PartialEq)]
pub struct Api {
    /// What it is called.
    pub resource: ResourceId,
    /// Where it was declared, or the first thing that made it come into being.
    pub origin: Origin,
    /// When it is deployed at all.
    pub guard: Guard,
    /// How it speaks.
    pub style: ApiStyle,
    /// From where it can be reached. Not set: the internet.
    pub network: Property<Network>,
    /// Whether every request must be authenticated before any route is looked at (Azure EasyAuth, an identity-aware proxy).
    pub front_auth: Property<bool>,
    /// Its authorizers.
    pub authorizers: Vec<Authorizer>,
    /// Its CORS settings.
    pub cors: Vec<Cors>,
    /// Whether callers must show a client certificate.
    pub client_certificate: Property<bool>,
    /// Whether the address the platform gives it is switched off, so that only custom domains lead to it.
    pub default_endpoint_disabled: Property<bool>,
    /// Custom domains that lead to it.
    pub domains: Vec<Arc<str>>,
}

/// What an authorizer checks.
#[derive(Debug, Clone, PartialEq)]
pub enum AuthorizerKind {
    /// A JSON Web Token, by issuer and audience.
    Jwt {
        /// Who must have issued it.
        issuer: Property<Arc<str>>,
        /// For whom it must have been issued; each alternative is the list's joined text, empty for an empty list.
        audience: Property<Vec<Arc<str>>>,
    },
    /// A user pool of the cloud.
    UserPool,
    /// A function decides.
    Function,
    /// The cloud's own identities and permissions.
    Iam,
    /// A key that is no identity.
    ApiKey,
    /// Not understood.
    Unknown,
}

/// One authorizer.
#[derive(Debug, Clone, PartialEq)]
pub struct Authorizer {
    /// Its name within the gateway.
    pub name: Arc<str>,
    /// What it checks.
    pub kind: AuthorizerKind,
    /// Where it was declared.
    pub origin: Origin,
    /// When it exists.
    pub guard: Guard,
}

/// Which foreign web pages may call a gateway.
#[derive(Debug, Clone, PartialEq)]
pub struct Cors {
    /// Where it was set.
    pub origin: Origin,
    /// When it holds.
    pub guard: Guard,
    /// The origins allowed.
    pub allowed_origins: Vec<Arc<str>>,
    /// Whether the browser may send credentials along.
    pub credentials: bool,
    /// Where the origins were written.
    pub origins_origin: Origin,
}
