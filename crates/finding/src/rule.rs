//! What a rule says of itself. How it checks is the business of the crate that owns it.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::{Confidence, Severity};

/// The id of a rule: its path, such as `posture/open-http-route`. It never changes once published.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(Arc<str>);

impl RuleId {
    /// An id from its text.
    pub fn new(text: &str) -> Self {
        Self(Arc::from(text))
    }

    /// The id's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The analyzer that owns the rule: the first part of the path.
    pub fn analyzer(&self) -> &str {
        self.0.split('/').next().unwrap_or_default()
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl Serialize for RuleId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// The part of an application a rule looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LooksAt {
    /// Functions and their configuration.
    Functions,
    /// Entry points: routes, URLs, triggers.
    Entries,
    /// Gateways and their authorizers.
    Gateways,
    /// Identities and their permissions.
    Identities,
    /// Stores of data, messages and secrets.
    Stores,
    /// Function code.
    Code,
    /// Shipped packages.
    Packages,
    /// The files themselves.
    Files,
}

/// Whether Maremma can mend what the rule finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FixLevel {
    /// No edit is offered; the page says what to do.
    None,
    /// An edit is offered, but a person must judge it.
    Suggested,
    /// The edit keeps behaviour for every legitimate caller.
    Safe,
}

/// The metadata of one rule.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Its id, which is its path.
    pub id: Cow<'static, str>,
    /// The bad thing, in a few words.
    pub title: Cow<'static, str>,
    /// The highest severity it can reach; the actual one is earned by each finding.
    pub highest: Severity,
    /// How sure a finding usually is.
    pub confidence: Confidence,
    /// CWE numbers.
    pub cwe: Cow<'static, [u32]>,
    /// OWASP references, such as `API2:2023` or `SAS-02`.
    pub owasp: Cow<'static, [&'static str]>,
    /// MITRE ATT&CK techniques, such as `T1190`.
    pub attack: &'static [&'static str],
    /// Controls of compliance frameworks, such as `PCI-DSS-4.0:7.2.5`.
    pub compliance: &'static [&'static str],
    /// What it looks at.
    pub looks_at: LooksAt,
    /// Whether a fix is offered.
    pub fix: FixLevel,
    /// The page beside the rule: documentation, help text and cases in one.
    pub page: Cow<'static, str>,
}

impl Rule {
    /// The id as a value.
    pub fn id(&self) -> RuleId {
        RuleId::new(&self.id)
    }
}
