//! Readers of lockfiles, one module a tool.

pub(crate) mod bun;
pub(crate) mod bundler;
pub(crate) mod cargo;
pub(crate) mod composer;
pub(crate) mod go_mod;
pub(crate) mod gradle;
mod needs;
pub(crate) mod nuget;
pub(crate) mod package_lock;
pub(crate) mod pipenv;
pub(crate) mod pnpm;
pub(crate) mod python;
pub(crate) mod uv;
pub(crate) mod yarn;
