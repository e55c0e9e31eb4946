//! Rules as reports describe them.

use std::borrow::Cow;

use finding::{Confidence, FixLevel, LooksAt};

use super::CodeRules;
use crate::code::hit::one_line;
use crate::code::owasp;

impl CodeRules {
    /// A rule as reports describe it.
    pub(super) fn described(&self, number: usize) -> Option<finding::Rule> {
        let (rule, id) = (self.rules.get(number)?, self.ids.get(number)?);
        let message = one_line(rule.message.as_str());
        let mut page = format!("# {id}\n\n## What\n\n{message}\n");
        let references: Vec<String> =
            rule.metadata.references.iter().map(|reference| format!("- <{reference}>\n")).collect();
        if !references.is_empty() {
            page.push_str(&format!("\n## References\n\n{}", references.concat()));
        }
        let mut owasp: Vec<&str> = rule.metadata.owasp.iter().filter_map(|written| owasp::category(written)).collect();
        owasp.dedup();
        let has_fix = rule.fix.is_some() || rule.fix_regex.is_some();
        Some(finding::Rule {
            id: Cow::Owned(id.to_string()),
            title: Cow::Owned(first_sentence(&message).to_owned()),
            highest: rule.severity.level(),
            confidence: rule.metadata.confidence.unwrap_or(Confidence::Medium),
            cwe: Cow::Owned(rule.metadata.cwe.clone()),
            owasp: Cow::Owned(owasp),
            attack: &[],
            compliance: &[],
            looks_at: LooksAt::Code,
            fix: if has_fix { FixLevel::Safe } else { FixLevel::None },
            page: Cow::Owned(page),
        })
    }
}

fn first_sentence(text: &str) -> &str {
    text.split_once(". ").map_or(text, |(first, _)| first).trim_end_matches('.')
}
