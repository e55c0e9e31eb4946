//! Ignores in the source, from the outside.

use crate::app::App;

fn findings(comment: &str) -> Vec<String> {
    let template = format!("Resources:\n  Table:\n    {comment}\n    Type: AWS::DynamoDB::Table\n");
    App::new(&[("template.yaml", &template)]).findings("--as-of 2026-11-25")
}

#[test]
fn ignores_are_judged() {
    let ignore = |rest: &str| findings(&format!("# maremma: ignore[scan/expired-ignore]{rest}"));
    assert_eq!(ignore(" reason=\"x\""), ["scan/unused-ignore template.yaml:3"]);
    assert_eq!(ignore(" reason=\"x\" until=2026-11-25"), ["scan/unused-ignore template.yaml:3"]);
    assert_eq!(ignore(" reason=\"x\" until=2026-11-24"), ["scan/expired-ignore template.yaml:3"]);
    assert_eq!(ignore(""), ["scan/invalid-ignore template.yaml:3"]);
    assert_eq!(findings("# maremma: ignore[scan/nothing] reason=\"x\""), ["scan/invalid-ignore template.yaml:3"]);
    assert!(findings("# nosemgrep, gitleaks:allow").is_empty());
}
