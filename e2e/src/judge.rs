//! Whether a rule does what its page says.

use std::collections::BTreeMap;

use finding::{Edit, Finding, FixLevel, NoticeKind, Rule, RuleId, Severity};
use scan::Report;
use source::MemoryFiles;

use crate::case::{Case, CaseKind, Mark};
use crate::page::parse_page;

/// The day on which the cases of all pages are scanned.
pub const PAGE_DAY: &str = "2026-11-23";

type Files = BTreeMap<String, String>;

/// Everything in which `rule` differs from its page; `scan` scans a project on [`PAGE_DAY`].
///
/// Only findings of the rule itself count. A rule that claims a fix must offer one in every bad case; applied, the
/// finding is gone and nothing else of the rule has come up.
pub fn judge(rule: &Rule, scan: &dyn Fn(&MemoryFiles) -> Report) -> Vec<String> {
    let (page, mut faults) = parse_page(&rule.page);
    let judge = Judge { rule, id: rule.id(), scan };
    for case in &page.cases {
        faults.extend(judge.case(case).into_iter().map(|fault| format!("{}: {fault}", case.name)));
    }
    faults
}

struct Judge<'a> {
    rule: &'a Rule,
    id: RuleId,
    scan: &'a dyn Fn(&MemoryFiles) -> Report,
}

/// A finding as the marks see it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Seen {
    file: String,
    line: u32,
    severity: Severity,
    resource: String,
}

impl Judge<'_> {
    fn case(&self, case: &Case) -> Vec<String> {
        let report = self.scan(&case.files);
        let mut faults = compare(&case.marks, &self.seen(&report));
        faults.extend(self.findings(&report).filter_map(|finding| self.too_severe(finding)));
        if faults.is_empty() && self.rule.fix != FixLevel::None && case.kind == CaseKind::Bad {
            faults.extend(self.fix(case, &report));
        }
        faults
    }

    fn scan(&self, files: &Files) -> Report {
        (self.scan)(&MemoryFiles::new(files.iter().map(|(path, text)| (path.as_str(), text.as_str()))))
    }

    fn findings<'r>(&'r self, report: &'r Report) -> impl Iterator<Item = &'r Finding> {
        report.findings.iter().filter(|finding| finding.rule == self.id && finding.is_active())
    }

    fn seen(&self, report: &Report) -> Vec<Seen> {
        let seen = |finding: &Finding| Seen {
            file: report.sources.path(finding.location.span.file).to_owned(),
            line: report.sources.start(finding.location.span).map_or(0, |place| place.line),
            severity: finding.severity,
            resource: finding.location.resource.clone(),
        };
        self.findings(report).map(seen).collect()
    }

    fn too_severe(&self, finding: &Finding) -> Option<String> {
        let highest = self.rule.highest;
        (finding.severity > highest)
            .then(|| format!("a finding is {}, the rule's highest is {highest}", finding.severity))
    }

    /// Applies the best fix of every finding at once and scans again.
    fn fix(&self, case: &Case, report: &Report) -> Vec<String> {
        let mut edits: Vec<(String, &Edit)> = Vec::new();
        for finding in self.findings(report) {
            let Some(fix) = finding.fixes.first() else {
                return vec!["the rule claims a fix and offers none".to_owned()];
            };
            edits.extend(fix.edits.iter().map(|edit| (report.sources.path(edit.span.file).to_owned(), edit)));
        }
        let fixed = match apply(&case.files, edits) {
            Ok(fixed) => self.scan(&fixed),
            Err(fault) => return vec![fault],
        };
        let mut faults: Vec<String> =
            self.seen(&fixed).iter().map(|seen| format!("after the fix, still reported: {seen}")).collect();
        if broken(&fixed) > broken(report) {
            faults.push("the fix leaves a file that is not valid".to_owned());
        }
        faults
    }
}

/// How many notices say that a file is broken.
fn broken(report: &Report) -> usize {
    let is_broken = |kind| matches!(kind, NoticeKind::Malformed | NoticeKind::Invalid | NoticeKind::Unreadable);
    report.notices.iter().filter(|notice| is_broken(notice.kind)).count()
}

/// Pairs marks and findings; what is left over on either side is a fault.
fn compare(marks: &[Mark], seen: &[Seen]) -> Vec<String> {
    let mut left: Vec<&Seen> = seen.iter().collect();
    let mut faults = Vec::new();
    for mark in marks {
        match left.iter().position(|seen| seen.is_at(mark)) {
            Some(index) => drop(left.remove(index)),
            None => faults.push(format!("not reported: {mark}")),
        }
    }
    faults.extend(left.iter().map(|seen| format!("reported without a mark: {seen}")));
    faults
}

/// The files with all edits made, the last place first; edits may not overlap, but two findings may share one.
fn apply(files: &Files, mut edits: Vec<(String, &Edit)>) -> Result<Files, String> {
    edits.sort_by(|(file_a, a), (file_b, b)| (file_b, b.span.start).cmp(&(file_a, a.span.start)));
    edits.dedup();
    let mut fixed = files.clone();
    let mut limit: Option<(String, u32)> = None;
    for (file, edit) in edits {
        let text =
            fixed.get_mut(&file).ok_or_else(|| format!("the fix edits `{file}`, which the case does not have"))?;
        let overlaps = limit.as_ref().is_some_and(|(last, start)| *last == file && edit.span.end > *start);
        let range = edit.span.start as usize..edit.span.end as usize;
        if overlaps || text.get(range.clone()).is_none() {
            return Err(format!("the fix cannot be applied at byte {} of {file}", edit.span.start));
        }
        text.replace_range(range, &edit.replacement);
        limit = Some((file, edit.span.start));
    }
    Ok(fixed)
}

impl Seen {
    fn is_at(&self, mark: &Mark) -> bool {
        self.file == mark.file
            && self.line == mark.line
            && mark.severity.is_none_or(|severity| severity == self.severity)
            && mark.resource.as_ref().is_none_or(|resource| *resource == self.resource)
    }
}

impl std::fmt::Display for Seen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{} {} {}", self.file, self.line, self.severity, self.resource)
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;
    use std::sync::Arc;

    use finding::{Confidence, Fix, FixSafety, Location, LooksAt};
    use source::{Files as _, Span};

    use super::*;

    const PAGE: &str = "# Door\n## What\n## Why\n## Bad\n```yaml a\ndoor: open # finding: high D\n```\n\
        ```yaml a\nx: 1\ndoor: open # finding:\n```\n## Near miss\n```yaml a\ndoor: ajar\n```\n\
        ## Good\n```yaml a\ndoor: shut\n```\n```yaml a\n```\n## Fix\n";

    fn rule(page: &str, highest: Severity, fix: FixLevel) -> Rule {
        Rule {
            id: Cow::Borrowed("posture/door"),
            title: Cow::Borrowed("a door is open"),
            highest,
            confidence: Confidence::High,
            cwe: Cow::Borrowed(&[]),
            owasp: Cow::Borrowed(&[]),
            attack: &[],
            compliance: &[],
            looks_at: LooksAt::Entries,
            fix,
            page: Cow::Owned(page.to_owned()),
        }
    }

    /// Reports every `open`, and offers to write `replacement` instead.
    fn scan_for_open(files: &MemoryFiles, replacement: &str) -> Report {
        let mut report = Report::default();
        for path in files.paths() {
            let file = files.find(path).unwrap();
            let text = String::from_utf8(files.read(file).unwrap()).unwrap();
            for (start, word) in text.match_indices("open") {
                let span = Span::new(file, start, start + word.len());
                let location = Location { span, resource: "D".to_owned() };
                let id = RuleId::new("posture/door");
                let mut finding = Finding::new(id, Severity::High, Confidence::High, location, "open");
                let edits = vec![Edit { span, replacement: replacement.to_owned() }];
                finding.fixes.push(Fix { title: "shut it".to_owned(), safety: FixSafety::Safe, edits });
                report.findings.push(finding);
            }
            report.sources.insert(file, Arc::clone(path), Arc::from(text));
        }
        report
    }

    fn check(page: &str, highest: Severity, replacement: &str, expected: &[&str]) {
        let faults = judge(&rule(page, highest, FixLevel::Safe), &|files| scan_for_open(files, replacement));
        assert_eq!(faults, expected);
    }

    #[test]
    fn a_rule_that_keeps_its_word_has_no_faults() {
        check(PAGE, Severity::High, "shut", &[]);
    }

    #[test]
    fn a_rule_that_differs_from_its_page_is_told() {
        check(
            &PAGE.replacen("high D", "low D", 1),
            Severity::High,
            "shut",
            &["Bad 1: not reported: a:1 low D", "Bad 1: reported without a mark: a:1 high D"],
        );
        check(
            &PAGE.replace("ajar", "open"),
            Severity::High,
            "shut",
            &["Near miss 1: reported without a mark: a:1 high D"],
        );
        let faults = [
            "Bad 1: a finding is high, the rule's highest is low",
            "Bad 2: a finding is high, the rule's highest is low",
        ];
        check(PAGE, Severity::Low, "shut", &faults);
    }

    #[test]
    fn a_fix_that_does_not_mend_is_told() {
        let faults =
            ["Bad 1: after the fix, still reported: a:1 high D", "Bad 2: after the fix, still reported: a:2 high D"];
        check(PAGE, Severity::High, "opened", &faults);
    }
}
