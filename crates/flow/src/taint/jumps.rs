//! Where `break` and `continue` lead.

use tree::{Kind, Symbol};

use super::state::State;
use super::statement::Flow;

/// The loops and switches around a statement, the innermost last.
#[derive(Debug, Default)]
pub(super) struct Jumps {
    around: Vec<Around>,
    /// The label of the statement that comes next.
    label: Option<Symbol>,
}

/// A loop or switch, with what holds where a jump leaves its body.
#[derive(Debug)]
struct Around {
    label: Option<Symbol>,
    is_loop: bool,
    broken: Option<State>,
    continued: Option<State>,
}

impl Jumps {
    /// Enters a loop, out of whose body `Continue` leads too, or a switch.
    pub(super) fn enter(&mut self, most: Kind) {
        let label = self.label.take();
        self.around.push(Around { label, is_loop: most == Kind::Continue, broken: None, continued: None });
    }

    /// Gives the next statement a label.
    pub(super) fn name(&mut self, label: Option<Symbol>) {
        self.label = label;
    }

    /// Notes what holds at a jump.
    pub(super) fn leave(&mut self, kind: Kind, label: Option<Symbol>, state: &State) {
        let is_meant = |around: &&mut Around| match label {
            Some(_) => around.label == label,
            None => around.is_loop || kind == Kind::Break,
        };
        let Some(around) = self.around.iter_mut().rev().find(is_meant) else { return };
        let slot = if kind == Kind::Break { &mut around.broken } else { &mut around.continued };
        match slot {
            Some(before) => before.join(state),
            None => *slot = Some(state.clone()),
        }
    }

    /// Joins what holds where the innermost loop goes on early.
    pub(super) fn continued(&mut self, state: &mut State) {
        if let Some(continued) = self.around.last().and_then(|around| around.continued.as_ref()) {
            state.join(continued);
        }
    }

    /// Leaves a loop: after it also holds what held at each `break`.
    pub(super) fn exit(&mut self, state: &mut State) {
        if let Some(broken) = self.around.pop().and_then(|around| around.broken) {
            state.join(&broken);
        }
    }

    /// Leaves a switch whose cases end so; a `break` in one of them falls out of it.
    pub(super) fn exit_switch(&mut self, flow: Flow, state: &mut State) -> Flow {
        match self.around.pop().and_then(|around| around.broken) {
            Some(broken) if flow == Flow::Ends => *state = broken,
            Some(broken) => state.join(&broken),
            None => return flow,
        }
        Flow::Falls
    }
}
