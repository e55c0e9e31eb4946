//! Questions that people ask of policies, and their answers.
//!
//! [`can::can`] says whether somebody may do something, and why; [`diff::diff`] what a new policy allows beyond an old one;
//! [`check::check`] what is wrong with a policy; [`explain::explain`] what it says. A question is asked of a [`Subject`]: a user or role of an
//! account document, or an identity of an application's templates. Nothing here reads files or renders anything.

pub mod can;
pub mod check;
mod deployment;
pub mod diff;
pub mod explain;
mod kind;
mod real;
mod subject;
mod template;
pub mod words;

pub use deployment::Deployment;
pub use kind::{kind_name, kind_of};
pub use real::{UnknownAction, at_home, oddity, unknown_action};
pub use subject::{Caller, Subject};
pub use template::{Named, named, resource_of, resource_policy, subjects};
