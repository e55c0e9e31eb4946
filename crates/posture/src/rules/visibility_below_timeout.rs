//! A queue that hands out a message again while it is still being worked on.

use std::borrow::Cow;

use finding::{Confidence, Edit, Finding, Fix, FixLevel, FixSafety, LooksAt, Rule, Severity};
use model::{Application, EntryKind, Function, Guard, Store, Target};
use source::Origin;

use crate::evidence;

/// What the rule says of itself.
pub const RULE: Rule = Rule {
    id: Cow::Borrowed("posture/visibility-below-timeout"),
    title: Cow::Borrowed("Queue delivers again while the function still works"),
    highest: Severity::Medium,
    confidence: Confidence::High,
    cwe: Cow::Borrowed(&[400]),
    owasp: Cow::Borrowed(&["SAS-08"]),
    attack: &["T1499.003"],
    compliance: &[],
    looks_at: LooksAt::Stores,
    fix: FixLevel::None,
    page: Cow::Borrowed(include_str!("visibility_below_timeout.md")),
};

/// How many times a function's time-out the platform asks a queue to hide a message; source: its guide to queues as event
/// sources.
const FACTOR: i64 = 6;

/// Reports queues whose visibility time-out, written or default, is shorter than the time-out of a function they feed;
/// and, as advice, those below the platform's factor.
pub fn check(app: &Application, out: &mut Vec<Finding>) {
    for entry in &app.project.entries {
        let EntryKind::Arrival { store: Some(store), .. } = entry.kind else { continue };
        let (Some(store), Target::Function(id)) = (app.project.store(store), &entry.target) else { continue };
        let Some(function) = app.project.function(*id) else { continue };
        let before = out.len();
        compare(app, store, function, &entry.guard, out);
        out.iter_mut().skip(before).for_each(|finding| evidence::concerns(app, finding, *id));
    }
}

fn compare(app: &Application, store: &Store, function: &Function, when: &Guard, out: &mut Vec<Finding>) {
    for (visible_when, hidden, origin) in store.visibility_timeout_s.known() {
        for (runs_when, runs, runs_origin) in function.timeout_s.known() {
            let Some(guard) = visible_when.and(runs_when).and_then(|both| both.and(when)) else { continue };
            if *hidden >= runs.saturating_mul(FACTOR) {
                continue;
            }
            let too_short = hidden < runs;
            let severity = if too_short { Severity::Medium } else { Severity::Info };
            let is_default = if matches!(origin, Origin::Default(_)) { " (the default)" } else { "" };
            let message = format!(
                "a message is hidden for {hidden} s{is_default}, but `{}` may work on it for {runs} s: {}",
                function.name(),
                if too_short { "it runs again and again" } else { "with retries inside a batch it may run twice" },
            );
            let places = (origin, &store.origin);
            let mut finding = evidence::finding(app, &RULE, severity, &store.resource, places, &guard, message);
            let works = format!("`{}` may run for {runs} s", function.name());
            finding.related.push(finding::Step { span: runs_origin.written(), message: works });
            finding.fixes.extend(lengthen(origin, runs.saturating_mul(FACTOR)));
            out.push(finding);
        }
    }
}

fn lengthen(origin: &Origin, seconds: i64) -> Option<Fix> {
    let Origin::Written(span) = origin else { return None };
    Some(Fix {
        title: format!("hide messages for {seconds} s, {FACTOR} times the function's time-out"),
        safety: FixSafety::Suggested,
        edits: vec![Edit { span: *span, replacement: seconds.to_string() }],
    })
}
