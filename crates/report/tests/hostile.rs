//! Any text and any spans can be drawn.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use std::sync::Arc;

use finding::{Confidence, Edit, Finding, Fix, FixSafety, Location, Notice, NoticeKind, RuleId, Severity, Step};
use paths::{AttackPath, ChokePoint, Hop, HopKind};
use proptest::prelude::*;
use report::{Problem, Style};
use scan::Report;
use source::{FileId, Span};

/// Text of what makes drawing hard: wide, combining, control and multi-byte characters, tabs and all line ends.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[ -~]{0,12}",
        Just("\n".to_owned()),
        Just("\r\n".to_owned()),
        Just("\r".to_owned()),
        Just("\t".to_owned()),
        Just("ß漢字🦀e\u{301}\u{200d}".to_owned()),
        Just("\u{1b}[31m\u{0}\u{7f}\u{202e}\u{9b}31m".to_owned()),
        Just("x".repeat(500)),
        Just("\n".repeat(500)),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

fn span() -> impl Strategy<Value = Span> {
    (0..3_u32, 0..1500_usize, 0..200_usize)
        .prop_map(|(file, start, length)| Span::new(FileId(file), start, start + length))
}

fn report_of(texts: &[String], spans: &[Span], words: &str) -> Report {
    let mut report = Report::default();
    for (index, text) in texts.iter().enumerate() {
        report.sources.insert(FileId(u32::try_from(index).unwrap()), Arc::from("f"), Arc::from(text.as_str()));
    }
    let steps = || spans.iter().map(|span| Step { span: Some(*span), message: words.to_owned() }).collect::<Vec<_>>();
    for span in spans {
        let location = Location { span: *span, resource: words.to_owned() };
        let mut finding = Finding::new(RuleId::new("a/b"), Severity::High, Confidence::Low, location, words);
        (finding.flow, finding.related) = (steps(), steps());
        let edits = vec![Edit { span: *span, replacement: words.to_owned() }];
        finding.fixes.push(Fix { title: words.to_owned(), safety: FixSafety::Safe, edits });
        report.findings.push(finding);
        report.notices.push(Notice::at(*span, NoticeKind::Limit, words));
    }
    let hop = |span: &Span| Hop { kind: HopKind::Goal, label: words.into(), message: words.into(), span: Some(*span) };
    report.paths.push(AttackPath {
        severity: Severity::Info,
        confidence: Confidence::Low,
        title: words.to_owned(),
        hops: spans.iter().map(hop).collect(),
        only_if: Some(words.to_owned()),
    });
    report.choke_points.push(ChokePoint { action: words.to_owned(), span: spans.first().copied(), closes: vec![0] });
    report
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_report_can_be_written(
        texts in prop::collection::vec(text(), 0..3),
        spans in prop::collection::vec(span(), 0..5),
        words in text(),
        width in 0..200_usize,
    ) {
        let report = report_of(&texts, &spans, &words);
        let mut out = Vec::new();
        report::human(&report, &Style { colour: false, width, verbose: true }, &mut out).unwrap();
        let drawn = String::from_utf8(out).unwrap();
        prop_assert!(!drawn.contains(|c: char| c.is_control() && c != '\n'), "a control character reaches the terminal");
        let mut out = Vec::new();
        report::human(&report, &Style { colour: true, width, verbose: false }, &mut out).unwrap();
        report::json(&report, &mut out).unwrap();
        report::sarif(&report, &mut out).unwrap();
    }

    #[test]
    fn any_problem_can_be_drawn(text in text(), start in 0..600_usize, length in 0..100_usize, words in text()) {
        let at = Some(("f".to_owned(), text, start..start + length));
        let drawn = Problem { message: words.clone(), at, help: Some(words) }.draw(&Style::default());
        prop_assert!(!drawn.contains(|c: char| c.is_control() && c != '\n'));
    }
}
