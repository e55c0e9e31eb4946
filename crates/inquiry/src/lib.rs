//! Questions that people ask of policies, and their answers.
//!
//! [`can`] says whether somebody may do something, and why. A question is asked of a [`Subject`]: a user or role of an
//! account document, or an identity of an application's templates. Nothing here reads files or renders anything.

pub mod can;
mod deployment;
pub mod diff;
mod real;
mod subject;
mod template;
pub mod words;

pub use deployment::Deployment;
pub use subject::{Caller, Subject};
pub use template::{Named, named, resource_of, resource_policy, subjects};
