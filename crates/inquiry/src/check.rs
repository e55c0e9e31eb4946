//! What is wrong with a policy: what AWS refuses or warns of, whom from outside it lets in, and what it gives that leads
//! to more.

mod outside;
mod risk;

use std::borrow::Cow;

use finding::{Confidence, Finding, FixLevel, Location, LooksAt, Notice, Rule, RuleId, Severity};
use policy::PolicyDocument;
use policy_lint::{Category, Check, LintFinding, Options, PolicyType};
use source::{FileId, Limits, Span};
use syntax::Node;

pub use risk::{Risk, risks};

/// What is found in one policy.
#[derive(Debug, Clone, Default)]
pub struct Checked {
    /// What is wrong, in the order of the statements.
    pub findings: Vec<Finding>,
    /// What could not be looked at.
    pub notices: Vec<Notice>,
}

/// Checks the policy that a tree says; `day` is the one that dates are compared with.
pub fn check(tree: &Node, kind: &PolicyType, day: &str) -> Checked {
    let options = Options { now: Some(day.to_owned()), ..Options::new(kind.clone()) };
    let (linted, notices) = policy_lint::lint(tree, &options);
    let (document, _) = PolicyDocument::parse(tree);
    let fallback = tree.span().unwrap_or(Span::new(FileId(0), 0, 0));
    let mut findings: Vec<Finding> = linted.iter().map(|found| told(found, fallback)).collect();
    match kind {
        PolicyType::Resource { .. } | PolicyType::Trust => findings.extend(outside::findings(&document, fallback)),
        PolicyType::Identity => findings.extend(risk::findings(&document, fallback)),
        PolicyType::ServiceControl | PolicyType::ResourceControl => {}
    }
    Checked { findings, notices }
}

/// Checks a text that is no JSON as far as it is understood; the mistakes come first.
pub fn check_text(file: FileId, text: &str, kind: &PolicyType, day: &str) -> Checked {
    let options = Options { now: Some(day.to_owned()), ..Options::new(kind.clone()) };
    let (linted, notices) = policy_lint::lint_text(file, text, &Limits::default(), &options);
    let fallback = Span::new(file, 0, 0);
    Checked { findings: linted.iter().map(|found| told(found, fallback)).collect(), notices }
}

/// The rules that [`check`] may report, in no order.
pub fn rules() -> Vec<Rule> {
    policy_lint::checks().map(|check| rule(&id(check), check)).collect()
}

/// The id of a check as a rule: `policy/invalid-action`.
fn id(check: &Check) -> String {
    format!("policy/{}", check.id.to_ascii_lowercase().replace('_', "-"))
}

fn rule(id: &str, check: &Check) -> Rule {
    let page = format!("# {}\n\n## What\n\n{}.\n\n## Why\n\n{}\n", check.title, check.title, check.help);
    Rule {
        id: Cow::Owned(id.to_owned()),
        title: Cow::Borrowed(check.title),
        highest: severity(check.category),
        confidence: Confidence::High,
        cwe: &[],
        owasp: &[],
        attack: &[],
        compliance: &[],
        looks_at: LooksAt::Identities,
        fix: FixLevel::None,
        page: Cow::Owned(page),
    }
}

/// An error is as bad as a grant that nobody wanted: what it was meant to deny is not denied.
const fn severity(category: Category) -> Severity {
    match category {
        Category::Error => Severity::High,
        Category::SecurityWarning => Severity::Medium,
        Category::Warning => Severity::Low,
        Category::Suggestion => Severity::Info,
    }
}

fn told(found: &LintFinding, fallback: Span) -> Finding {
    let location = Location { span: found.origin.written().unwrap_or(fallback), resource: String::new() };
    let id = RuleId::new(&id(found.check));
    let message = match &found.suggestion {
        Some(instead) => format!("{}; write `{instead}`", found.message),
        None => found.message.clone(),
    };
    Finding::new(id, severity(found.check.category), Confidence::High, location, message)
}
