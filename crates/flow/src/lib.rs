//! Data flow: taint from sources to sinks, what of an application's events is a source, and what its code imports.

mod events;
pub mod imports;
mod taint;

pub use events::{Delivery, Events, Handler, events};
pub use taint::{Reached, taint};
