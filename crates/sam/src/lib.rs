//! The SAM transform: a template document in, a CloudFormation document out.
//!
//! [`transform`] does what the platform does before it deploys: it merges Globals, makes implicit APIs, expands every
//! `AWS::Serverless::*` resource and resolves references to what came of them. Each value of the result knows the place
//! a person wrote that caused it. It reads no files, asks no service and keeps nothing between calls.
//!
//! # How a resource is expanded
//! 1. [`transform`](mod@transform) reads the template, runs the passes over the whole of it (`globals`, `implicit_api`,
//!    embedded connectors) and then calls `expand` for each SAM resource: functions, state machines, APIs, others,
//!    connectors.
//! 2. `expand` reads a [`SamResource`](resource::SamResource) with the module's table of allowed properties and calls
//!    the module's `expand(&mut SamResource, &mut Context) -> Result<Vec<Resource>, Cause>`.
//! 3. The generated [`Resource`](resource::Resource)s are checked (id, duplicate) and put into the output.
//!
//! # Conventions
//! - A user's value is cloned with its origin. A value the transform makes gets `cause.derived("step")`, where the
//!   cause is the origin of the nearest value a person wrote: the event for what an event makes
//!   ([`Event::origin`](events::Event)), the property for what a property makes
//!   ([`SamResource::origin_of`](resource::SamResource::origin_of)), the resource otherwise. `node!(&origin; …)` gives
//!   one origin to a whole literal and keeps those of nodes in parentheses.
//! - Null means absent: `get` does not return it. `set` returns only what is not empty ([`values::truthy`]).
//! - A message that the format defines is a [`Cause`](error::Cause); the error of one resource does not stop the others.
//! - What another resource must show (a path in an API, a notification of a bucket) is written into `Context::template`
//!   (resources not yet expanded) or returned as a resource with the same id (those that are not SAM's).
//!
//! # Modules
//! | Modules | Part |
//! |---|---|
//! | `transform`, `context`, `options`, `error`, `budget` | the transform's order, its state and its bounds |
//! | `resource`, `shape`, `schema`, `expect`, `values`, `python` | resources, and what their values may be |
//! | `intrinsics`, `hash`, `arn`, `tags`, `s3_location` | parameters, references, ids and names |
//! | `function`, `events`, `deployment` | functions and what calls them |
//! | `policies`, `policy_templates`, `iam` | roles |
//! | `implicit_api`, `api`, `openapi`, `py27` | APIs and their documents |
//! | `globals`, `application`, `connector`, `state_machine`, `graphql`, `simple_table`, `layer_version`, `capacity_provider` | one each |

pub mod api;
mod application;
pub mod arn;
mod budget;
mod bundled;
mod capacity_provider;
mod connector;
pub mod context;
pub mod deployment;
pub mod error;
pub mod events;
pub mod expect;
mod function;
mod globals;
mod graphql;
pub mod hash;
pub mod iam;
mod implicit_api;
pub mod intrinsics;
mod layer_version;
mod openapi;
pub mod options;
pub mod policies;
pub mod policy_templates;
mod py27;
pub mod python;
pub mod resource;
pub mod s3_location;
mod schema;
pub mod shape;
mod simple_table;
mod state_machine;
pub mod tags;
pub mod transform;
pub mod values;

pub use error::{Cause, CauseKind, TransformError};
pub use options::{ApplicationAnswer, ApplicationRequest, Options, partition_of};
pub use transform::{Transformed, is_sam, transform};
