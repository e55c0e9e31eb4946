//! What is wrong, risky or needless in one IAM policy, said without asking AWS.
//!
//! The checks are those of IAM Access Analyzer's `validate-policy`, by the same ids, and some of our own that rest on
//! proofs or on what AWS publishes of its actions and condition keys. Each is a row in the module of its subject; [`checks`] lists them. A policy is looked at by itself: what other
//! policies add or take away is not a question here.

mod actions;
mod addresses;
mod arns;
mod breadth;
mod check;
mod deputy;
mod elements;
mod empty;
mod found;
mod items;
mod key_use;
mod keys;
mod mfa;
mod nearest;
mod operators;
mod options;
mod organizations;
mod principals;
mod proof;
mod reach;
mod redundancy;
mod regions;
mod roles;
mod shape;
mod shapes;
mod sids;
mod size;
mod tokens;
mod trust;
mod values;
mod variables;
mod view;

use finding::{Notice, NoticeKind};
use policy::PolicyDocument;
use source::{FileId, Limits, Origin, Span};
use syntax::Node;

pub use check::{Category, Check};
pub use found::LintFinding;
pub use options::{Options, PolicyType};

use found::Found;
use view::Policy;

/// The checks with the subjects that they are about.
static SUBJECTS: &[(&str, &[&Check])] = &[
    ("The document", shape::CHECKS),
    ("Elements of a statement", elements::CHECKS),
    ("Statement ids", sids::CHECKS),
    ("Empty elements", empty::CHECKS),
    ("Size", size::CHECKS),
    ("Principals", principals::CHECKS),
    ("Services as principals", deputy::CHECKS),
    ("Trust policies", trust::CHECKS),
    ("Tokens of identity providers", tokens::CHECKS),
    ("Policies of an organisation", organizations::CHECKS),
    ("Roles handed to services", roles::CHECKS),
    ("Condition operators", operators::CHECKS),
    ("Values of conditions", values::CHECKS),
    ("Addresses", addresses::CHECKS),
    ("Multi-factor authentication", mfa::CHECKS),
    ("Policy variables", variables::CHECKS),
    ("Ids left open", breadth::CHECKS),
    ("Items and prefixes", items::CHECKS),
    ("Actions", actions::CHECKS),
    ("Resources", arns::CHECKS),
    ("Condition keys", keys::CHECKS),
    ("Condition keys and actions", key_use::CHECKS),
    ("Repetition", redundancy::CHECKS),
    ("Actions and resources", reach::CHECKS),
    ("Proofs", proof::CHECKS),
];

/// Every check, by subject.
pub fn checks() -> impl Iterator<Item = &'static Check> {
    subjects().flat_map(|(_, checks)| checks.iter().copied())
}

/// The subjects, each with its checks.
pub fn subjects() -> impl Iterator<Item = (&'static str, &'static [&'static Check])> {
    SUBJECTS.iter().copied()
}

/// The findings of a policy, in the order of its statements, and what could not be looked at.
pub fn lint(node: &Node, options: &Options) -> (Vec<LintFinding>, Vec<Notice>) {
    let (document, notices) = PolicyDocument::parse(node);
    let mut found = Found::default();
    // What the parser refuses is a finding here; what it could not resolve or left out is still a notice.
    for notice in notices.into_iter().filter(|notice| !matches!(notice.kind, NoticeKind::Invalid)) {
        found.pass_on(notice);
    }
    run(&Policy::new(node, &document, options), &mut found);
    found.finish()
}

/// The findings of a policy's text, of which mistakes in the JSON come first.
pub fn lint_text(file: FileId, text: &str, limits: &Limits, options: &Options) -> (Vec<LintFinding>, Vec<Notice>) {
    let document = syntax::parse_json(file, text, limits);
    let mut found = Found::default();
    shape::json(file, text, document.notices, &mut found);
    let (mut findings, mut notices) = found.finish();
    let whole = Origin::Written(Span::new(file, 0, text.len()));
    let root = document.root.unwrap_or_else(|| Node::null(whole));
    if !root.is_null() {
        let (more, further) = lint(&root, options);
        findings.extend(more);
        notices.extend(further);
    }
    (findings, notices)
}

/// What of a text, which may hold several documents, is no strict JSON although it can be read.
pub fn syntax(file: FileId, text: &str) -> Vec<LintFinding> {
    let mut found = Found::default();
    shape::strict(file, text, &mut found);
    found.finish().0
}

fn run(policy: &Policy<'_>, found: &mut Found) {
    shape::check(policy, found);
    sids::check(policy, found);
    size::check(policy, found);
    redundancy::statements(policy, found);
    for view in &policy.statements {
        found.statement = Some(view.index);
        elements::check(policy, view, found);
        empty::check(view, found);
        principals::check(policy, view, found);
        principals::check_conditions(view, found);
        deputy::check(policy, view, found);
        trust::check(policy, view, found);
        tokens::check(policy, view, found);
        organizations::check(policy, view, found);
        roles::check(policy, view, found);
        operators::check(view, found);
        values::check(view, found);
        addresses::check(view, found);
        variables::check(policy, view, found);
        breadth::check(view, found);
        items::check(view, found);
        actions::check(policy, view, found);
        arns::check(policy, view, found);
        keys::check(policy, view, found);
        key_use::check(policy, view, found);
        redundancy::check(view, found);
        reach::check(view, found);
    }
    found.statement = None;
    mfa::check(policy, found);
    proof::check(policy, found);
}
