//! What a scan is asked to do, as a value; and the one loader of `maremma.toml` for every front end.

mod licences;
mod load;
mod table;

use std::collections::BTreeMap;
use std::sync::Arc;

use finding::Severity;
use sbom::Statement;
use source::Limits;

pub use licences::{LicenceRule, LicenceRules};
pub use load::{AdvisorySource, ConfigError, ConfigFile};
pub use table::nearest;

use crate::code::{Cache, CodeRules};
use crate::{Baseline, Date};

/// Everything a scan depends on besides the files.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// Analyzers to run, such as `posture`; empty for all.
    pub only: Vec<String>,
    /// Analyzers not to run.
    pub skip: Vec<String>,
    /// Templates to load, as paths of the scan; empty for every template found.
    pub templates: Vec<String>,
    /// Files to read as bills of materials whatever they are called, as paths of the scan.
    pub boms: Vec<String>,
    /// Which licences of packages the project takes; `None` where it has decided nothing.
    pub licences: Option<LicenceRules>,
    /// What others, or the project itself, said of vulnerabilities.
    pub vex: Vec<Statement>,
    /// Values for template parameters, in place of their defaults.
    pub parameters: BTreeMap<String, String>,
    /// What the project decided about single rules, by rule id.
    pub rules: BTreeMap<String, RuleOverride>,
    /// Rules over code that run beside those that there are.
    pub code: CodeRules,
    /// Where what rules find in code is kept for the next scan; nowhere if there is none.
    pub cache: Option<Arc<dyn Cache>>,
    /// Indexes of advisories beside the one in the program; for each ecosystem the newest answers.
    pub advisories: Vec<Arc<[u8]>>,
    /// What was known before.
    pub baseline: Option<Baseline>,
    /// The day at which date-driven rules and `until=` are evaluated.
    pub as_of: Date,
    /// What hostile input may cost.
    pub limits: Limits,
}

/// What the project decided about a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleOverride {
    /// The severity of its findings; `None` when they do not count at all.
    pub severity: Option<Severity>,
    /// Why.
    pub reason: String,
}

impl Config {
    /// Whether an analyzer runs.
    pub fn runs(&self, analyzer: &str) -> bool {
        let named = |list: &[String]| list.iter().any(|name| name == analyzer);
        (self.only.is_empty() || named(&self.only)) && !named(&self.skip)
    }

    /// Whether a template, given by its path in the scan, is to be loaded.
    pub fn loads(&self, template: &str) -> bool {
        self.templates.is_empty() || self.templates.iter().any(|path| path == template)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn skip_outranks_only() {
        let config =
            Config { only: vec!["iam".into(), "posture".into()], skip: vec!["iam".into()], ..Config::default() };
        assert!(config.runs("posture"));
        assert!(!config.runs("iam"));
        assert!(!config.runs("secrets"));
        assert!(Config::default().runs("secrets"));
    }
}
