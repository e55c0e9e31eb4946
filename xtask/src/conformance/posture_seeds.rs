//! The suite `posture-seeds`: small projects with planted faults.
//!
//! A project passes when each fault is reported once, at its resource and its exact line, and nothing else is reported
//! at medium or above.

use std::path::Path;

use anyhow::{Context as _, Result};
use finding::Severity;
use scan::Config;
use serde::Deserialize;

use super::{Filters, Tally};
use crate::house::read;

/// The day the suite's date-driven faults hold on.
const AS_OF: &str = "2026-11-23";

/// Which rules say which fault. A fault without rules is one Maremma does not look for yet.
const RULES: &[(&str, &[&str])] = &[
    ("admin-role", &["iam/wildcard-permission"]),
    ("api-key-as-only-auth", &["posture/api-key-only"]),
    ("cors-any-origin", &[]),
    ("cors-any-origin-with-credentials", &["posture/cors-any-origin-with-credentials"]),
    ("deprecated-runtime", &["posture/deprecated-runtime"]),
    ("foreign-layer", &["posture/foreign-layer"]),
    ("ftp-allowed", &[]),
    ("https-not-enforced", &[]),
    ("identity-pool-guests", &["posture/guest-credentials"]),
    ("ingress-all", &[]),
    ("jwt-without-audience", &["posture/weak-jwt-authorizer"]),
    ("open-function-url", &["posture/open-function-url"]),
    ("open-route", &["posture/open-http-route"]),
    ("permission-any-principal", &["posture/public-invoke-permission"]),
    ("platform-auth-off", &[]),
    ("policy-template-any-resource", &["iam/wildcard-permission"]),
    ("public-bucket", &["posture/public-bucket"]),
    ("public-invoker", &[]),
    ("queue-visibility-below-timeout", &["posture/visibility-below-timeout"]),
    ("recursion", &["posture/self-triggering-function"]),
    ("secret-in-environment", &["secrets/secret-in-environment"]),
    ("service-permission-without-source", &["posture/unpinned-service-permission"]),
    ("weak-tls", &[]),
];

/// One project of the index.
#[derive(Debug, Deserialize)]
struct Seed {
    dir: String,
    id: String,
    kind: String,
    faults: Vec<Planted>,
    #[serde(default)]
    also_right: Vec<String>,
}

/// One planted fault.
#[derive(Debug, Deserialize)]
struct Planted {
    fault: String,
    resource: String,
    file: String,
    line: u32,
}

/// One finding, as far as the suite looks at it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Reported {
    rule: String,
    resource: String,
    file: String,
    line: u32,
    severity: Severity,
}

/// Runs the suite in `dir`.
pub fn run(dir: &Path, filters: &Filters) -> Result<Tally> {
    let index = dir.join("index.json");
    let seeds: Vec<Seed> =
        serde_json::from_str(&read(&index)?).with_context(|| format!("{} is no index of seeds", index.display()))?;
    let mut tally = Tally::default();
    for seed in seeds.iter().filter(|seed| filters.wants_kind(&seed.kind) && filters.wants_case(&seed.id)) {
        tally.count(&seed.dir, judge(seed, &scan_folder(&dir.join(&seed.dir))?));
    }
    Ok(tally)
}

fn scan_folder(folder: &Path) -> Result<Vec<Reported>> {
    let files = e2e::read_folder(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let config = Config { as_of: AS_OF.parse().map_err(|error| anyhow::anyhow!("{error}"))?, ..Config::default() };
    let report = scan::scan(&files, &config);
    let reported = report.findings.iter().filter(|finding| finding.is_active()).map(|finding| Reported {
        rule: finding.rule.to_string(),
        resource: finding.location.resource.clone(),
        file: report.sources.path(finding.location.span.file).to_owned(),
        line: report.sources.start(finding.location.span).map_or(0, |place| place.line),
        severity: finding.severity,
    });
    Ok(reported.collect())
}

/// Whether the findings are what was planted; the reason names everything that is not.
fn judge(seed: &Seed, reported: &[Reported]) -> Result<(), String> {
    let mut left: Vec<&Reported> = reported.iter().collect();
    let mut wrong = Vec::new();
    for planted in &seed.faults {
        match left.iter().position(|finding| planted.is(finding)) {
            Some(index) => drop(left.remove(index)),
            None => wrong.push(planted.nearest(reported)),
        }
    }
    let is_surplus = |finding: &&&Reported| finding.severity >= Severity::Medium && !seed.allows(&finding.rule);
    wrong.extend(left.iter().filter(is_surplus).map(|finding| format!("surplus {}", finding.place())));
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("; ")) }
}

/// The rules that say a fault.
fn rules_of(fault: &str) -> &'static [&'static str] {
    RULES.iter().find(|(name, _)| *name == fault).map_or(&[], |(_, rules)| rules)
}

impl Seed {
    /// Whether findings of this rule are right as well, and count neither way.
    fn allows(&self, rule: &str) -> bool {
        self.also_right.iter().any(|fault| rules_of(fault).contains(&rule))
    }
}

impl Planted {
    fn is(&self, finding: &Reported) -> bool {
        self.says(finding)
            && finding.line == self.line
            && finding.resource == self.resource
            && finding.file == self.file
    }

    fn says(&self, finding: &Reported) -> bool {
        rules_of(&self.fault).contains(&finding.rule.as_str())
    }

    /// Why the fault counts as missed: found elsewhere, not found, or not looked for.
    fn nearest(&self, reported: &[Reported]) -> String {
        let wanted = format!("{} at {} {}:{}", self.fault, self.resource, self.file, self.line);
        if rules_of(&self.fault).is_empty() {
            return format!("no rule for {wanted}");
        }
        match reported.iter().find(|finding| self.says(finding)) {
            Some(finding) => format!("{wanted}, reported as {}", finding.place()),
            None => format!("not reported: {wanted}"),
        }
    }
}

impl Reported {
    fn place(&self) -> String {
        format!("{} {} at {} {}:{}", self.severity, self.rule, self.resource, self.file, self.line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reported(rule: &str, resource: &str, line: u32, severity: Severity) -> Reported {
        let (rule, resource) = (rule.to_owned(), resource.to_owned());
        Reported { rule, resource, file: "template.yaml".to_owned(), line, severity }
    }

    fn check(findings: &[Reported], expected: Result<(), &str>) {
        let text = r#"{"dir": "sam/a", "id": "a", "kind": "sam", "also_right": ["secret-in-environment"],
            "faults": [{"fault": "open-route", "resource": "F", "file": "template.yaml", "line": 11}]}"#;
        let seed: Seed = serde_json::from_str(text).unwrap();
        assert_eq!(judge(&seed, findings), expected.map_err(str::to_owned));
    }

    #[test]
    fn the_fault_alone_passes_and_so_does_what_is_also_right() {
        let fault = reported("posture/open-http-route", "F", 11, Severity::High);
        check(std::slice::from_ref(&fault), Ok(()));
        check(&[fault.clone(), reported("secrets/secret-in-environment", "F", 8, Severity::High)], Ok(()));
        check(&[fault, reported("posture/other", "F", 1, Severity::Low)], Ok(()));
    }

    #[test]
    fn a_wrong_line_a_second_report_and_a_surplus_are_misses() {
        let at = |line| reported("posture/open-http-route", "F", line, Severity::High);
        check(&[], Err("not reported: open-route at F template.yaml:11"));
        check(
            &[at(12)],
            Err("open-route at F template.yaml:11, reported as high posture/open-http-route at F template.yaml:12; \
                 surplus high posture/open-http-route at F template.yaml:12"),
        );
        check(&[at(11), at(11)], Err("surplus high posture/open-http-route at F template.yaml:11"));
        check(
            &[at(11), reported("posture/other", "G", 1, Severity::Medium)],
            Err("surplus medium posture/other at G template.yaml:1"),
        );
    }
}
