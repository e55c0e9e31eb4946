//! Readers of manifests: what a project asks for.

pub(crate) mod cargo;
pub(crate) mod package_json;
pub(crate) mod pep508;
pub(crate) mod pipfile;
pub(crate) mod pyproject;
pub(crate) mod requirements;
pub(crate) mod setup_cfg;
pub(crate) mod tabled;
