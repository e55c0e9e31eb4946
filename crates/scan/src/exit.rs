//! The exit codes of every command that scans.

use finding::Severity;

use crate::Report;

/// How a run ended. The numbers are part of the public interface and never change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum ExitCode {
    /// Nothing at or above `--fail-on`.
    Clean = 0,
    /// At least one active finding at or above `--fail-on`.
    Findings = 1,
    /// The command line or the config cannot be understood.
    Usage = 2,
    /// No template and no function was found.
    NothingToScan = 3,
    /// Under `--strict`: something was not fully analysed, and nothing at or above `--fail-on` was found.
    Incomplete = 4,
    /// A bug in Maremma.
    Internal = 70,
}

impl ExitCode {
    /// The code a report earns. Findings outrank incompleteness: a build that fails should say the worst thing it knows.
    pub fn of(report: &Report, fail_on: Severity, strict: bool) -> Self {
        if report.findings.iter().any(|finding| finding.is_active() && finding.severity >= fail_on) {
            Self::Findings
        } else if report.coverage.is_nothing() {
            Self::NothingToScan
        } else if strict && report.notices.iter().any(|notice| notice.kind.is_incomplete()) {
            Self::Incomplete
        } else {
            Self::Clean
        }
    }

    /// The number a process ends with.
    pub const fn number(self) -> u8 {
        self as u8
    }
}

#[cfg(test)]
mod tests {
    use finding::{Confidence, Finding, Location, Notice, NoticeKind, RuleId, Suppression, SuppressionKind};
    use source::{FileId, Span};

    use super::*;

    fn report(severity: Severity) -> Report {
        let location = Location { span: Span::new(FileId(0), 0, 0), resource: String::new() };
        let finding = Finding::new(RuleId::new("posture/x"), severity, Confidence::High, location, "x");
        let mut report = Report { findings: vec![finding], ..Report::default() };
        report.coverage.templates = 1;
        report
    }

    #[test]
    fn the_worst_thing_known_decides() {
        let mut seen = report(Severity::Medium);
        assert_eq!(ExitCode::of(&seen, Severity::Medium, true), ExitCode::Findings);
        assert_eq!(ExitCode::of(&seen, Severity::High, true), ExitCode::Clean);

        seen.notices.push(Notice::path("a", NoticeKind::Skipped, "left out"));
        assert_eq!(ExitCode::of(&seen, Severity::High, true), ExitCode::Clean);
        seen.notices.push(Notice::path("a", NoticeKind::Unreadable, "no permission"));
        assert_eq!(ExitCode::of(&seen, Severity::High, false), ExitCode::Clean);
        assert_eq!(ExitCode::of(&seen, Severity::High, true), ExitCode::Incomplete);

        seen.coverage.templates = 0;
        assert_eq!(ExitCode::of(&seen, Severity::High, true), ExitCode::NothingToScan);
    }

    #[test]
    fn suppressed_findings_do_not_count() {
        let mut seen = report(Severity::Critical);
        for finding in &mut seen.findings {
            finding.suppression = Some(Suppression { kind: SuppressionKind::Baseline, reason: String::new() });
        }
        assert_eq!(ExitCode::of(&seen, Severity::Info, false), ExitCode::Clean);
    }
}
