//! What is wrong with a policy: what AWS refuses or warns of, whom from outside it lets in, and what it gives that leads
//! to more.

mod outside;
mod risk;

use std::borrow::Cow;

use finding::{Confidence, Finding, FixLevel, Location, LooksAt, Notice, Rule, RuleId, Severity};
use policy::PolicyDocument;
use policy_lint::{Category, Check, LintFinding, Options, PolicyType};
use source::{FileId, Span};
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
        PolicyType::Resource { .. } | PolicyType::Trust => {
            // What grants nothing lets nobody in.
            let is_dead = |index: usize| {
                linted
                    .iter()
                    .any(|found| found.check.id == "STATEMENT_GRANTS_NOTHING" && found.statement == Some(index))
            };
            findings.extend(outside::findings(&document, fallback, is_dead));
        }
        PolicyType::Identity => findings.extend(risk::findings(&document, fallback)),
        PolicyType::ServiceControl | PolicyType::ResourceControl => {}
    }
    Checked { findings, notices }
}

/// What of a text, which may hold several policies, AWS would not take as JSON although it can be read: comments, commas
/// too many.
pub fn syntax(file: FileId, text: &str) -> Vec<Finding> {
    policy_lint::syntax(file, text).iter().map(|found| told(found, Span::new(file, 0, 0))).collect()
}

/// The rules that [`check`] may report, in no order.
pub fn rules() -> Vec<Rule> {
    policy_lint::checks().map(|check| rule(&id(check), check)).chain([external_access()]).collect()
}

/// The rule that names whom a policy on a resource lets in on purpose.
fn external_access() -> Rule {
    let title = "The policy lets in somebody from another account";
    let page = format!(
        "# {title}\n\n## What\n\nAnother account, an organisation, a service or the users of an identity provider are \
         named as those who may. It is meant, or it is a leftover: whoever reads the policy should know.\n\n## Fix\n\n\
         Remove those who no longer need it.\n"
    );
    Rule {
        id: Cow::Borrowed(outside::EXTERNAL_ACCESS),
        title: Cow::Borrowed(title),
        highest: Severity::Info,
        confidence: Confidence::High,
        cwe: Cow::Borrowed(&[]),
        owasp: Cow::Borrowed(&[]),
        attack: &[],
        compliance: &[],
        looks_at: LooksAt::Identities,
        fix: FixLevel::None,
        page: Cow::Owned(page),
    }
}

/// The id of a check as a rule: `policy/invalid-action`.
fn id(check: &Check) -> String {
    format!("policy/{}", check.id.to_ascii_lowercase().replace('_', "-"))
}

fn rule(id: &str, check: &Check) -> Rule {
    let title = sentence(check.title);
    let page = format!("# {title}\n\n## What\n\n{title}.\n\n## Fix\n\n{}\n", check.help);
    Rule {
        id: Cow::Owned(id.to_owned()),
        title: Cow::Borrowed(check.title),
        highest: severity(check.category),
        confidence: Confidence::High,
        cwe: Cow::Borrowed(&[]),
        owasp: Cow::Borrowed(&[]),
        attack: &[],
        compliance: &[],
        looks_at: LooksAt::Identities,
        fix: FixLevel::None,
        page: Cow::Owned(page),
    }
}

/// A phrase with a capital at its head.
fn sentence(phrase: &str) -> String {
    let mut letters = phrase.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
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
