//! Fixes of a small rule: no `bad` in any file.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use finding::{Confidence, Edit, Finding, Fix, FixSafety, Location, RuleId, Severity};
use fix::{Left, Mended, mend};
use source::{FileId, Files, MemoryFiles, Span};

/// Finds every `bad`, and would put `cure` in its place.
fn findings(files: &dyn Files, cure: &str) -> Vec<Finding> {
    let every = (0..files.paths().len() as u32).map(FileId);
    let texts = every.map(|file| (file, String::from_utf8_lossy(&files.read(file).unwrap()).into_owned()));
    let found = texts.flat_map(|(file, text)| {
        text.match_indices("bad").map(|(at, _)| Span::new(file, at, at + 3)).collect::<Vec<_>>()
    });
    let finding = |span: Span| {
        let location = Location { span, resource: String::new() };
        let mut finding = Finding::new(RuleId::new("code/x"), Severity::High, Confidence::High, location, "bad");
        let edits = vec![Edit { span, replacement: cure.to_owned() }];
        finding.fixes.push(Fix { title: "make it good".to_owned(), safety: FixSafety::Safe, edits });
        finding
    };
    found.map(finding).collect()
}

fn mended(files: &[(&str, &[u8])], cure: &str) -> Mended {
    let files = MemoryFiles::new(files.iter().map(|(path, content)| (*path, content.to_vec())));
    mend(&files, &|finding| finding.fixes.first(), &mut |files| findings(files, cure))
}

fn after(mended: &Mended) -> Vec<String> {
    mended.files.values().map(|change| String::from_utf8_lossy(&change.after).into_owned()).collect()
}

#[test]
fn all_fixes_are_made() {
    let mended = mended(&[("a", b"bad, bad\nbad"), ("b", b"fine")], "good");
    assert_eq!(after(&mended), ["good, good\ngood"]);
    assert_eq!(mended.made.iter().map(|made| made.line).collect::<Vec<_>>(), [1, 1, 2]);
    assert!(mended.left.is_empty());
}

#[test]
fn a_fix_that_does_not_help_is_taken_back() {
    let mended = mended(&[("a", b"bad")], "still bad");
    assert!(mended.files.is_empty() && mended.made.is_empty());
    assert_eq!(mended.left.iter().map(|(_, why)| *why).collect::<Vec<_>>(), [Left::StillFound]);
}

#[test]
fn what_only_shows_after_a_fix_is_mended_too() {
    assert_eq!(after(&mended(&[("a", b"babadd bad")], "")), [" "]);
}

#[test]
fn a_file_that_is_no_text_is_left_alone() {
    let mended = mended(&[("a", b"\xff bad"), ("b", b"bad")], "good");
    assert_eq!(after(&mended), ["good"]);
    assert_eq!(mended.left.iter().map(|(_, why)| *why).collect::<Vec<_>>(), [Left::NotApplicable]);
}
