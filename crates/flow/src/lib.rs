//! Data flow: taint from sources to sinks, and what of an application's events is a source.

mod events;
mod taint;

pub use events::{Delivery, Events, Handler, events};
pub use taint::{Reached, taint};
