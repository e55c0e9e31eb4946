//! The last line.

use finding::Severity;
use scan::Report;

use crate::Style;
use crate::style::{Tone, count};

/// What was found and what was looked at, in one line without line end.
pub fn summary(report: &Report, style: &Style) -> String {
    let found = Severity::ALL.into_iter().rev().filter_map(|severity| {
        let number = report.findings.iter().filter(|f| f.is_active() && f.severity == severity).count();
        (number > 0).then(|| style.paint(tone(severity), &format!("{number} {severity}")))
    });
    let found: Vec<String> = found.collect();
    let none = if report.baseline.is_some() { "no new findings" } else { "no findings" };
    let found = if found.is_empty() { style.paint(Tone::Good, none) } else { found.join(", ") };
    let coverage = &report.coverage;
    let looked_at = match coverage.policies {
        0 if coverage.functions + coverage.templates == 0 && coverage.code + coverage.packages > 0 => String::new(),
        0 => format!(
            "{}, {} ({} open), {}",
            count(coverage.functions, "function"),
            if coverage.entries == 1 { "1 entry".to_owned() } else { format!("{} entries", coverage.entries) },
            coverage.open_entries,
            count(coverage.templates, "template"),
        ),
        1 => "1 policy".to_owned(),
        many => format!("{many} policies"),
    };
    let code = (coverage.code > 0).then(|| format!("{} of code", count(coverage.code, "file")));
    let packages = (coverage.packages > 0).then(|| count(coverage.packages, "package"));
    let given = [looked_at].into_iter().filter(|text| !text.is_empty());
    let looked_at: Vec<String> = given.chain(code).chain(packages).collect();
    let mut parts = vec![format!("{found} in {}", looked_at.join(", "))];
    let suppressed = report.findings.iter().filter(|finding| !finding.is_active()).count();
    if suppressed > 0 {
        parts.push(format!("{suppressed} suppressed"));
    }
    if !report.notices.is_empty() {
        parts.push(count(report.notices.len(), "notice"));
    }
    parts.join(" · ")
}

/// The colour of a severity.
pub(crate) const fn tone(severity: Severity) -> Tone {
    match severity {
        Severity::Critical | Severity::High => Tone::Bad,
        Severity::Medium => Tone::Warn,
        Severity::Low | Severity::Info => Tone::Note,
    }
}
