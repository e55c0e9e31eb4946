//! Projects and small registries: which versions are chosen, and what is written.

mod lockfiles;
mod maven;
mod npm;
mod pypi;
mod world;
