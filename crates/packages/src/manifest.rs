//! Readers of manifests: what a project asks for.

pub(crate) mod composer;
pub(crate) mod requirements;
