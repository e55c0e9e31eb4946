//! What the ignores of a scan do to its findings, and what becomes of the ignores.

use std::collections::BTreeMap;

use finding::{Finding, Suppression, SuppressionKind};
use source::FileId;

use super::{Mark, Says, Scope};
use crate::Date;

/// An ignore after the scan.
#[derive(Debug)]
pub(crate) struct Judged {
    /// The ignore.
    pub mark: Mark,
    /// What became of it.
    pub fate: Fate,
}

/// What became of an ignore.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It suppresses findings, or is another tool's.
    Used,
    /// These of its rules suppress nothing.
    Unused(Vec<String>),
    /// Its last day is over, so it suppresses nothing.
    Expired(Date),
    /// It is no valid ignore; the text says why.
    Invalid(String),
}

/// What ignores are judged by.
pub(crate) struct Court<'s> {
    /// The day of the scan.
    pub as_of: &'s Date,
    /// Why a rule id is not known; `None` when it is.
    pub unknown: &'s dyn Fn(&str) -> Option<String>,
    /// Whether the rule's analyzer ran, so that its silence means something.
    pub ran: &'s dyn Fn(&str) -> bool,
    /// The line a finding starts on.
    pub line: &'s dyn Fn(&Finding) -> u32,
}

/// Suppresses what the marks ignore; the marks come back with what became of them, in their order.
pub(crate) fn apply(marks: Vec<Mark>, findings: &mut [Finding], court: &Court<'_>) -> Vec<Judged> {
    let mut by_file: BTreeMap<FileId, Vec<usize>> = BTreeMap::new();
    for (index, finding) in findings.iter().enumerate() {
        by_file.entry(finding.location.span.file).or_default().push(index);
    }
    let mut judge = |mark: Mark| {
        let near = by_file.get(&mark.span.file).map_or(&[][..], Vec::as_slice);
        let fate = fate(&mark, near, findings, court);
        Judged { mark, fate }
    };
    marks.into_iter().map(&mut judge).collect()
}

fn fate(mark: &Mark, near: &[usize], findings: &mut [Finding], court: &Court<'_>) -> Fate {
    match &mark.says {
        Says::Nothing(why) => Fate::Invalid(why.clone()),
        Says::Foreign { tool, analyzer, rules } => {
            let meant = |finding: &Finding| {
                let last = finding.rule.as_str().rsplit(['/', '.']).next().unwrap_or_default();
                finding.rule.analyzer() == *analyzer && (rules.is_empty() || rules.iter().any(|rule| rule == last))
            };
            suppress(mark, near, findings, court, &format!("`{tool}`"), meant);
            Fate::Used
        }
        Says::Ours { rules, reason, until } => {
            if let Some(why) = rules.iter().find_map(|rule| (court.unknown)(rule)) {
                return Fate::Invalid(why);
            }
            if let Some(until) = until.as_ref().filter(|until| *until < court.as_of) {
                return Fate::Expired(until.clone());
            }
            let unused = rules.iter().filter(|rule| {
                let hits = suppress(mark, near, findings, court, reason, |f| f.rule.as_str() == rule.as_str());
                hits == 0 && (court.ran)(rule)
            });
            let unused: Vec<String> = unused.cloned().collect();
            if unused.is_empty() { Fate::Used } else { Fate::Unused(unused) }
        }
    }
}

/// Suppresses the findings that the mark speaks for and `meant` selects; says how many those are.
fn suppress(
    mark: &Mark,
    near: &[usize],
    findings: &mut [Finding],
    court: &Court<'_>,
    reason: &str,
    meant: impl Fn(&Finding) -> bool,
) -> usize {
    let mut hits = 0;
    for index in near {
        let Some(finding) = findings.get_mut(*index) else { continue };
        if meant(finding) && speaks_for(&mark.scope, finding, court) {
            let suppression = || Suppression { kind: SuppressionKind::InSource, reason: reason.to_owned() };
            finding.suppression.get_or_insert_with(suppression);
            hits += 1;
        }
    }
    hits
}

fn speaks_for(scope: &Scope, finding: &Finding, court: &Court<'_>) -> bool {
    match scope {
        Scope::File => true,
        Scope::Line(line) => (court.line)(finding) == *line,
        Scope::Resource(id) => finding.location.resource.rsplit('/').next() == Some(id.as_ref()),
    }
}

#[cfg(test)]
mod tests {
    use finding::{Confidence, Location, RuleId, Severity};
    use source::Span;

    use super::*;

    /// The rules, of those that find something on line 1, that a mark of another tool suppresses.
    fn suppressed(analyzer: &'static str, rules: &[&str]) -> Vec<String> {
        let finding = |rule: &str| {
            let location = Location { span: Span::new(FileId(0), 0, 0), resource: String::new() };
            Finding::new(RuleId::new(rule), Severity::Low, Confidence::Low, location, "m")
        };
        let mut findings = ["code/python/eval", "code/python/exec", "secrets/key", "posture/x"].map(finding);
        let rules = rules.iter().map(|&rule| rule.to_owned()).collect();
        let says = Says::Foreign { tool: "tool", analyzer, rules };
        let mark = Mark { span: Span::new(FileId(0), 0, 0), scope: Scope::Line(1), says };
        let court = Court { as_of: &Date::default(), unknown: &|_| None, ran: &|_| true, line: &|_| 1 };
        let judged = apply(vec![mark], &mut findings, &court);
        assert_eq!(judged[0].fate, Fate::Used);
        findings.iter().filter(|finding| !finding.is_active()).map(|finding| finding.rule.to_string()).collect()
    }

    #[test]
    fn other_tools_speak_for_their_own_field_only() {
        assert_eq!(suppressed("code", &[]), ["code/python/eval", "code/python/exec"]);
        assert_eq!(suppressed("code", &["eval"]), ["code/python/eval"]);
        assert_eq!(suppressed("code", &["val"]), [""; 0]);
        assert_eq!(suppressed("secrets", &[]), ["secrets/key"]);
    }
}
