//! Data flow: taint from sources to sinks.

mod taint;

pub use taint::taint;
