//! YAML: the events of the parser become trees, in the dialects and with the leniency that real files need.

mod islands;
mod loader;
mod offsets;
mod place;
mod recover;
mod tags;

pub use recover::parse_yaml;
