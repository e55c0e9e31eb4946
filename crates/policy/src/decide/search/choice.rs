//! The values that one part of a request may have, and which of the unwanted statements each keeps from matching.

use crate::context::ContextValue;
use crate::decide::search::bits::Bits;
use crate::request::Principal;

/// A part of a request.
#[derive(Debug, Clone)]
pub(in crate::decide) enum Part {
    Action(String),
    Resource(String),
    Principal(Principal),
    /// What stands under a key; `None` for a key that is absent.
    Key(usize, Option<ContextValue>),
    /// Parts that depend on each other.
    Together(Vec<Part>),
}

/// A value of a part that all wanted statements accept.
#[derive(Debug, Clone)]
pub(in crate::decide) struct Choice {
    pub part: Part,
    /// The unwanted statements that do not accept it.
    pub kills: Bits,
}

/// The choices for one part. One that kills no more than another is left out, the first of equal ones stays.
#[derive(Debug, Default)]
pub(in crate::decide) struct Choices {
    pub list: Vec<Choice>,
}

impl Choices {
    pub(in crate::decide) fn offer(&mut self, choice: Choice) {
        if self.list.iter().any(|known| choice.kills.is_subset(&known.kills)) {
            return;
        }
        self.list.retain(|known| !known.kills.is_subset(&choice.kills));
        self.list.push(choice);
    }

    /// The same for a part that is only made when it stays.
    pub(in crate::decide) fn offer_with(&mut self, kills: Bits, part: impl FnOnce() -> Part) {
        if !self.list.iter().any(|known| kills.is_subset(&known.kills)) {
            self.offer(Choice { part: part(), kills });
        }
    }
}
