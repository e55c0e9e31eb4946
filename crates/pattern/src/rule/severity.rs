//! How bad a rule says its findings are.

use std::str::FromStr;

/// The severities of rules, older words and newer ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Severity {
    /// `CRITICAL`.
    Critical,
    /// `HIGH`.
    High,
    /// `MEDIUM`.
    Medium,
    /// `LOW`.
    Low,
    /// `ERROR`, an older word for high.
    Error,
    /// `WARNING`, an older word for medium.
    Warning,
    /// `INFO`, an older word for low.
    Info,
    /// `INVENTORY`: a list of what is there, no fault.
    Inventory,
    /// `EXPERIMENT`: a rule on trial.
    Experiment,
}

impl Severity {
    /// All of them with their names.
    pub const ALL: [(&'static str, Self); 9] = [
        ("CRITICAL", Self::Critical),
        ("HIGH", Self::High),
        ("MEDIUM", Self::Medium),
        ("LOW", Self::Low),
        ("ERROR", Self::Error),
        ("WARNING", Self::Warning),
        ("INFO", Self::Info),
        ("INVENTORY", Self::Inventory),
        ("EXPERIMENT", Self::Experiment),
    ];

    /// The word in a rule file.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, severity)| *severity == self).map_or("", |(name, _)| name)
    }

    /// The same in the house's levels, as Semgrep equates older and newer words.
    pub const fn level(self) -> finding::Severity {
        match self {
            Self::Critical => finding::Severity::Critical,
            Self::High | Self::Error => finding::Severity::High,
            Self::Medium | Self::Warning => finding::Severity::Medium,
            Self::Low | Self::Info => finding::Severity::Low,
            Self::Inventory | Self::Experiment => finding::Severity::Info,
        }
    }
}

impl FromStr for Severity {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.iter().find(|(name, _)| *name == text).map(|(_, severity)| *severity).ok_or(())
    }
}
