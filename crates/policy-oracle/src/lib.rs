//! What judges the proofs of the `policy` crate. Test equipment: nothing of it ships.

mod choices;
mod condition;
mod draw;
mod evaluator;
mod judge;
mod near;
mod question;
mod request;
mod shrink;
mod template;
mod typed;
mod universe;
mod who;
mod wildcard;

pub use choices::{Bytes, Choices, Seeded};
pub use draw::draw;
pub use evaluator::{Judged, Says};
pub use judge::{Fault, Verdict, Wrong, compare_evaluators, judge, judge_answer, replay};
pub use near::Near;
pub use question::{Both, Case, Shape, read};
pub use request::Asked;
pub use shrink::shrink;
pub use universe::Universe;
