//! What a question is answered with.

use crate::request::Request;

/// The answer to a question about all requests of a space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It holds for every request.
    Yes,
    /// It does not: this request shows it.
    No(Box<Request>),
    /// The search reached this cap before it found a request or had seen that there is none.
    Unknown(Cap),
}

/// The caps that end a search without an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cap {
    /// Ways to choose statements that satisfy the expression.
    Cubes,
    /// Values that one part of a request may have to take.
    Values,
    /// Steps of the search in all.
    Steps,
    /// Patterns whose variables overlap each other.
    Variables,
    /// A key compared as text with wildcards and as number, date or address at once.
    MixedTypes,
}

impl Answer {
    /// Whether it was proved.
    pub fn is_yes(&self) -> bool {
        matches!(self, Self::Yes)
    }

    /// The request that shows the contrary.
    pub fn witness(&self) -> Option<&Request> {
        match self {
            Self::No(request) => Some(request),
            Self::Yes | Self::Unknown(_) => None,
        }
    }
}
