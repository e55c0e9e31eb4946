//! Rules, without their pages.

use finding::{Confidence, FixLevel, LooksAt, Rule, Severity};
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct RuleShape<'r> {
    id: &'r str,
    title: &'r str,
    highest: Severity,
    confidence: Confidence,
    cwe: &'r [u32],
    owasp: &'r [&'static str],
    attack: &'static [&'static str],
    compliance: &'static [&'static str],
    looks_at: &'static str,
    fix: &'static str,
}

impl<'r> RuleShape<'r> {
    pub(super) fn of(rule: &'r Rule) -> Self {
        Self {
            id: &rule.id,
            title: &rule.title,
            highest: rule.highest,
            confidence: rule.confidence,
            cwe: &rule.cwe,
            owasp: &rule.owasp,
            attack: rule.attack,
            compliance: rule.compliance,
            looks_at: looks_at(rule.looks_at),
            fix: fix(rule.fix),
        }
    }
}

const fn looks_at(part: LooksAt) -> &'static str {
    match part {
        LooksAt::Functions => "functions",
        LooksAt::Entries => "entries",
        LooksAt::Gateways => "gateways",
        LooksAt::Identities => "identities",
        LooksAt::Stores => "stores",
        LooksAt::Code => "code",
        LooksAt::Packages => "packages",
        LooksAt::Files => "files",
    }
}

const fn fix(level: FixLevel) -> &'static str {
    match level {
        FixLevel::None => "none",
        FixLevel::Suggested => "suggested",
        FixLevel::Safe => "safe",
    }
}
