//! What an attack path is.

use finding::{Confidence, Severity};
use source::Span;

/// What a hop of an attack path stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HopKind {
    /// The door: a route, a function URL, a queue anybody may write to.
    Entry,
    /// The function behind the door.
    Function,
    /// A fault in the function's code by which the caller steers it.
    Weakness,
    /// A permission of the identity the function runs as.
    Permission,
    /// What is gained: data, another identity, the account.
    Goal,
}

/// One hop, with its evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hop {
    /// What it stands on.
    pub kind: HopKind,
    /// What it is, short: `POST /orders`, `OrdersFunction`, `dynamodb:*`.
    pub label: String,
    /// What happens here, in words.
    pub message: String,
    /// The evidence in the files; `None` when it is a platform default.
    pub span: Option<Span>,
}

/// One way from an attacker to something worth having.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttackPath {
    /// How bad: what the entry asks for times what the goal gives.
    pub severity: Severity,
    /// How sure.
    pub confidence: Confidence,
    /// One line: who gets what.
    pub title: String,
    /// The hops, entry first, goal last.
    pub hops: Vec<Hop>,
    /// The condition under which it holds; `None` when it always holds.
    pub only_if: Option<String>,
}

/// One change and how many paths it closes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChokePoint {
    /// What to do, as an order.
    pub action: String,
    /// Where to do it.
    pub span: Option<Span>,
    /// Indices into the report's paths, rising, that it closes.
    pub closes: Vec<usize>,
}
