//! Readers of lockfiles, one module a tool.

pub(crate) mod bun;
pub(crate) mod cargo;
mod needs;
pub(crate) mod package_lock;
pub(crate) mod pipenv;
pub(crate) mod pnpm;
pub(crate) mod python;
pub(crate) mod uv;
pub(crate) mod yarn;
