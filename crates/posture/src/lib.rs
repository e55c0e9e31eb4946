//! Rules about how functions, triggers and gateways are configured.

mod runtimes;

pub use runtimes::{Lifecycle, Stage, lifecycle};
