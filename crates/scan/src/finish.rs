//! From what the analyzers said to the report: overrides, ignores, order, snippets, keys, baseline.

use std::collections::{BTreeMap, BTreeSet};

use finding::{Finding, Notice, Rule, Suppression, SuppressionKind};
use paths::{AttackPath, ChokePoint};
use source::{FileId, Files, LineIndex, Span};

use crate::config::nearest;
use crate::ignore::{self, Court, Mark};
use crate::{Advised, Config, Coverage, EntrySummary, RULES, Report, fingerprints, masking, registry};

/// What the analyzers said, in any order.
#[derive(Debug, Default)]
pub struct Draft {
    /// Attack paths, worst first.
    pub paths: Vec<AttackPath>,
    /// The changes that close most paths, best first.
    pub choke_points: Vec<ChokePoint>,
    /// Every way into the application.
    pub entries: Vec<EntrySummary>,
    /// Findings without fingerprints and suppressions.
    pub findings: Vec<Finding>,
    /// Notices.
    pub notices: Vec<Notice>,
    /// Rules that ran beside those that there always are.
    pub rules: Vec<Rule>,
    /// The files that were analysed; ignores are looked for in them.
    pub analysed: BTreeSet<FileId>,
    /// Every place at which a secret of any confidence stands.
    pub secrets: Vec<Span>,
    /// What was looked at.
    pub coverage: Coverage,
    /// The advisories that packages were held against.
    pub advisories: Vec<Advised>,
}

/// Makes the report of a draft.
pub fn finish(files: &dyn Files, config: &Config, mut draft: Draft) -> Report {
    let mut rules = registry::rules();
    rules.append(&mut draft.rules);
    rules.sort_by(|a, b| a.id.cmp(&b.id));
    rules.dedup_by(|next, last| next.id == last.id);
    draft.analysed.extend(draft.findings.iter().map(|finding| finding.location.span.file));
    obey_ignores(files, config, &rules, &mut draft);
    override_rules(config, &mut draft.findings);
    sort(&mut draft.findings);
    draft.notices.sort();
    draft.notices.dedup();

    let wanted = masking::wanted(&draft.entries, &draft.findings, &draft.paths, &draft.choke_points, &draft.notices);
    let sources = masking::cut(files, &wanted, &draft.secrets);
    fingerprints::assign(&mut draft.findings, &sources);
    let baseline = config.baseline.as_ref().map(|baseline| baseline.apply(&mut draft.findings, config));
    Report {
        paths: draft.paths,
        choke_points: draft.choke_points,
        findings: draft.findings,
        entries: draft.entries,
        notices: draft.notices,
        rules,
        sources,
        coverage: draft.coverage,
        advisories: draft.advisories,
        baseline,
        as_of: config.as_of.to_string(),
    }
}

/// Suppresses what the source ignores, and reports ignores that do not.
fn obey_ignores(files: &dyn Files, config: &Config, rules: &[Rule], draft: &mut Draft) {
    let (marks, lines) = read_marks(files, config, &draft.analysed);
    let known: Vec<&str> = rules.iter().map(|rule| rule.id.as_ref()).collect();
    let unknown = |rule: &str| {
        let near = || {
            nearest(rule, known.iter().copied()).map_or_else(String::new, |near| format!(", did you mean `{near}`?"))
        };
        (!known.contains(&rule)).then(|| format!("there is no rule `{rule}`{}", near()))
    };
    let court = Court {
        as_of: &config.as_of,
        unknown: &unknown,
        ran: &|rule| config.runs(rule.split('/').next().unwrap_or_default()),
        line: &|finding| {
            let span = finding.location.span;
            lines.get(&span.file).map_or(0, |index| index.line(span.start))
        },
    };
    let judged = ignore::apply(marks, &mut draft.findings, &court);
    let about_marks = RULES.iter().flat_map(|entry| judged.iter().filter_map(entry.check));
    draft.findings.extend(about_marks);
}

/// The ignores of all analysed files, and the lines of those that have any.
fn read_marks(
    files: &dyn Files,
    config: &Config,
    analysed: &BTreeSet<FileId>,
) -> (Vec<Mark>, BTreeMap<FileId, LineIndex>) {
    let (mut all, mut lines) = (Vec::new(), BTreeMap::new());
    for file in analysed {
        let Ok(bytes) = files.read(*file) else { continue };
        let (text, _) = syntax::decode(*file, bytes);
        let marks = ignore::marks(*file, files.path(*file), &text, &config.limits);
        if !marks.is_empty() {
            lines.insert(*file, LineIndex::new(&text));
            all.extend(marks);
        }
    }
    (all, lines)
}

/// Applies what the config says about single rules.
fn override_rules(config: &Config, findings: &mut [Finding]) {
    for finding in findings {
        let Some(rule) = config.rules.get(finding.rule.as_str()) else { continue };
        match rule.severity {
            Some(severity) => finding.severity = severity,
            None => {
                let suppression = || Suppression { kind: SuppressionKind::Config, reason: rule.reason.clone() };
                finding.suppression.get_or_insert_with(suppression);
            }
        }
    }
}

/// By file, place and rule; what else differs decides, so that the order never depends on threads.
fn sort(findings: &mut [Finding]) {
    findings.sort_by(|a, b| {
        let key = |f: &Finding| (f.location.span, f.rule.clone(), f.location.resource.clone());
        key(a).cmp(&key(b)).then_with(|| (&a.message, &a.only_if).cmp(&(&b.message, &b.only_if)))
    });
}

#[cfg(test)]
mod tests {
    use finding::{Confidence, Location, RuleId, Severity};
    use source::MemoryFiles;

    use super::*;
    use crate::{Baseline, RuleOverride};

    /// The report of one template in which a rule, one of this crate so that it is known, finds every `NONE`.
    fn report_of(path: &str, text: &str, resource: &str, config: &Config) -> Report {
        let files = MemoryFiles::new([(path, text)]);
        let finding = |(at, found): (usize, &str)| {
            let span = Span::new(FileId(0), at, at + found.len());
            let location = Location { span, resource: resource.to_owned() };
            Finding::new(RuleId::new("scan/unused-ignore"), Severity::High, Confidence::High, location, "open")
        };
        let findings = text.match_indices("NONE").map(finding).collect();
        let draft = Draft { findings, analysed: BTreeSet::from([FileId(0)]), ..Draft::default() };
        finish(&files, config, draft)
    }

    fn on(day: &str) -> Config {
        Config { as_of: day.parse().unwrap(), ..Config::default() }
    }

    /// `rule severity suppressed-for`, per finding.
    fn lines(report: &Report) -> Vec<String> {
        let line = |finding: &Finding| {
            let reason = finding.suppression.as_ref().map_or("-", |suppression| &suppression.reason);
            format!("{} {} {reason}", finding.rule, finding.severity)
        };
        report.findings.iter().map(line).collect()
    }

    #[test]
    fn ignores_suppress_expire_and_are_reported() {
        let ignore = |rest: &str| format!("Auth: NONE # maremma: ignore[scan/unused-ignore] {rest}\n");
        let cases = [
            (ignore("reason=\"public\""), vec!["scan/unused-ignore high public"]),
            (ignore("reason=\"public\" until=2026-11-25"), vec!["scan/unused-ignore high public"]),
            (
                ignore("reason=\"public\" until=2026-11-24"),
                vec!["scan/unused-ignore high -", "scan/expired-ignore low -"],
            ),
            (ignore(""), vec!["scan/unused-ignore high -", "scan/invalid-ignore medium -"]),
            (ignore("reason=\"x\"").replace("NONE", "IAM"), vec!["scan/unused-ignore low -"]),
            (
                ignore("reason=\"x\"").replace("unused-ignore", "unsued-ignore"),
                vec!["scan/unused-ignore high -", "scan/invalid-ignore medium -"],
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(lines(&report_of("t.yaml", &text, "", &on("2026-11-25"))), expected, "{text}");
        }
    }

    #[test]
    fn an_ignore_of_an_analyzer_that_did_not_run_is_not_unused() {
        let text = "# maremma: ignore[scan/unused-ignore] reason=\"x\"\n";
        let config = Config { only: vec!["posture".to_owned()], ..Config::default() };
        assert!(lines(&report_of("t.yaml", text, "", &config)).is_empty());
    }

    #[test]
    fn metadata_speaks_for_its_resource_or_its_file() {
        let ignore = r#"{"maremma": {"ignore": [{"rule": "scan/unused-ignore", "reason": "public"}]}}"#;
        let of_resource = format!(r#"{{"Resources": {{"F": {{"Auth": "NONE", "Metadata": {ignore}}}}}}}"#);
        let of_file = format!(r#"{{"Metadata": {ignore}, "Resources": {{"F": {{"Auth": "NONE"}}}}}}"#);
        for text in [&of_resource, &of_file] {
            assert_eq!(
                lines(&report_of("t.json", text, "Child/F", &Config::default())),
                ["scan/unused-ignore high public"]
            );
        }
        let other = lines(&report_of("t.json", &of_resource, "G", &Config::default()));
        assert_eq!(other, ["scan/unused-ignore high -", "scan/unused-ignore low -"]);
    }

    #[test]
    fn the_config_outranks_a_rule() {
        let decided = |severity| RuleOverride { severity, reason: "ours".to_owned() };
        for (severity, expected) in [(Some(Severity::Info), "info -"), (None, "high ours")] {
            let rules = BTreeMap::from([("scan/unused-ignore".to_owned(), decided(severity))]);
            let report = report_of("t.yaml", "Auth: NONE", "", &Config { rules, ..Config::default() });
            assert_eq!(lines(&report), [format!("scan/unused-ignore {expected}")]);
        }
    }

    /// New, known and fixed findings of `after` against a baseline of `before`; each is path, text and resource.
    fn changes(before: [&str; 3], after: [&str; 3]) -> (usize, usize, usize) {
        let first = report_of(before[0], before[1], before[2], &Config::default());
        let baseline = Baseline::parse(&Baseline::of(&first.findings, &first.sources).to_text()).unwrap();
        let config = Config { baseline: Some(baseline), ..Config::default() };
        let summary = report_of(after[0], after[1], after[2], &config).baseline.unwrap();
        (summary.new, summary.known, summary.fixed)
    }

    #[test]
    fn a_baseline_knows_what_moved() {
        let before = ["t.yaml", "Auth: NONE", "F"];
        assert_eq!(changes(before, before), (0, 1, 0));
        assert_eq!(changes(before, ["new/t.yaml", "# a\n\n  Auth:   NONE", "F"]), (0, 1, 0));
        assert_eq!(changes(before, ["t.yaml", "Auth: NONE", "Renamed"]), (0, 1, 0));
        assert_eq!(changes(before, ["t.yaml", "NONE NONE", "F"]), (1, 1, 0));
        assert_eq!(changes(before, ["t.yaml", "NONE NONE", "Renamed"]), (1, 1, 0));
        assert_eq!(changes(["t.yaml", "NONE NONE", "F"], before), (0, 1, 1));
        assert_eq!(changes(before, ["t.yaml", "Auth: IAM", "F"]), (0, 0, 1));
    }

    #[test]
    fn a_pruned_baseline_keeps_reasons_and_forgets_what_is_fixed() {
        let first = report_of("t.yaml", "NONE NONE", "F", &Config::default());
        let mut baseline = Baseline::of(&first.findings, &first.sources);
        baseline.findings.iter_mut().for_each(|known| known.reason = Some("later".to_owned()));
        let second = report_of("u.yaml", "NONE", "G", &Config::default());
        let pruned = baseline.pruned(&second.findings, &second.sources, &Config::default());
        assert_eq!(baseline.fixed(&second.findings, &Config::default()).len(), 1);
        let [known] = &pruned.findings[..] else { panic!("{pruned:?}") };
        assert_eq!(
            (known.path.as_str(), known.resource.as_str(), known.reason.as_deref()),
            ("u.yaml", "G", Some("later"))
        );
    }

    #[test]
    fn a_baseline_holds_no_snippet_and_unknown_ones_are_refused() {
        let report = report_of("t.yaml", "Auth: NONE # hunter2", "F", &Config::default());
        let text = Baseline::of(&report.findings, &report.sources).to_text();
        assert!(!text.contains("NONE") && !text.contains("hunter2"), "{text}");
        assert!(Baseline::parse(&text.replace("\"version\": 1", "\"version\": 2")).is_err());
        assert!(Baseline::parse("{}").is_err());
    }

    #[test]
    fn secrets_enter_neither_snippets_nor_keys() {
        let report = |text: &str| {
            let files = MemoryFiles::new([("t", text)]);
            let secret = Span::new(FileId(0), 5, 12);
            let location = Location { span: Span::new(FileId(0), 0, 12), resource: "F".to_owned() };
            let finding = Finding::new(RuleId::new("secrets/x"), Severity::High, Confidence::Low, location, "m");
            finish(
                &files,
                &Config::default(),
                Draft { findings: vec![finding], secrets: vec![secret], ..Draft::default() },
            )
        };
        let (one, two) = (report("key: hunter2"), report("key: letmein"));
        assert_eq!(one.sources.snippet(one.findings[0].location.span), Some("key: *******"));
        assert_eq!(one.findings[0].fingerprint, two.findings[0].fingerprint);
    }
}
