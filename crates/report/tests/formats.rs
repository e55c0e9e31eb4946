//! The three formats of one report, in full.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

mod sample;

use report::Style;

fn text(render: impl FnOnce(&mut dyn std::io::Write) -> std::io::Result<()>) -> String {
    let mut bytes = Vec::new();
    render(&mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn human() {
    let style = Style { width: 100, ..Style::default() };
    insta::assert_snapshot!(text(|out| report::human(&sample::report(), &style, out)));
}

#[test]
fn json() {
    insta::assert_snapshot!(text(|out| report::json(&sample::report(), out)));
}

#[test]
fn sarif() {
    insta::assert_snapshot!(text(|out| report::sarif(&sample::report(), out)));
}
