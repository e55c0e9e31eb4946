//! The way from whoever sends an event to a package, in one function.

use finding::Step;

use crate::{Evidence, Tier};

/// What is known of that way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// The function, by its full name.
    pub function: String,
    /// How far it is known.
    pub evidence: Evidence,
    /// What starts the function, and who may do that: `POST /orders, which anybody reaches`.
    pub trigger: Option<Step>,
    /// Whether anybody may start it.
    pub is_open: bool,
    /// The imports from the handler to the package.
    pub imports: Vec<Step>,
    /// Where what is vulnerable in it is called, with which vulnerability that is; those first that an event gets to.
    pub calls: Vec<Call>,
    /// Why it cannot be told whether the package is imported, or what a no stands on.
    pub because: Option<Step>,
    /// Whether all code that the handler loads is known and none of it loads the package.
    pub is_ruled_out: bool,
}

/// A call of what is vulnerable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// Where, and what is called.
    pub at: Step,
    /// Where in the event that comes from which arrives there, if it does.
    pub source: Option<Step>,
    /// The vulnerabilities that lie in it, each by the name to call it by; sorted.
    pub vulnerabilities: Vec<String>,
}

impl Way {
    /// A way of which nothing is known but how near the package is.
    pub fn new(function: String, evidence: Evidence) -> Self {
        Self {
            function,
            evidence,
            trigger: None,
            is_open: false,
            imports: Vec::new(),
            calls: Vec::new(),
            because: None,
            is_ruled_out: false,
        }
    }

    /// The way in the order in which an attacker goes it.
    pub fn steps(&self) -> Vec<Step> {
        let calls = self.calls.iter().flat_map(|call| call.source.iter().chain([&call.at]));
        self.trigger.iter().chain(&self.imports).chain(calls).cloned().collect()
    }

    /// How near it is, in words that follow the name of a package: `` imported by `Orders` ``.
    pub fn words(&self) -> Option<String> {
        let function = &self.function;
        Some(match self.evidence.tier {
            Tier::Fed => format!("what a caller sends to `{function}` gets to what is vulnerable in it"),
            Tier::Called => format!("`{function}` calls what is vulnerable in it"),
            Tier::Reachable if self.is_open => format!("`{function}`, which anybody can start, imports it"),
            Tier::Reachable | Tier::Imported => format!("`{function}` imports it"),
            Tier::Listed | Tier::Shipped if self.is_ruled_out => format!("nothing that `{function}` loads imports it"),
            Tier::Listed | Tier::Shipped => return None,
        })
    }
}
