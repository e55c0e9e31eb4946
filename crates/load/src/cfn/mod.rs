//! CloudFormation and SAM.
//!
//! A template is *prepared* on its own (parse, language extensions, includes, the SAM transform) and then *assembled*
//! into the project: nested stacks are followed, values are resolved under the choices a deployment has, and resources
//! become the model's nouns.

mod code;
mod conditions;
mod defaults;
mod environment;
mod evaluate;
mod extensions;
mod include;
mod local;
mod names;
mod nouns;
mod parameters;
mod prepare;
mod stacks;
mod symbols;

pub use prepare::Prepared;
pub(crate) use prepare::prepare;
pub(crate) use stacks::assemble;
