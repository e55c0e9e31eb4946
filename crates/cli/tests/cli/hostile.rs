//! Input that means no good: it is reported, and the scan of the rest goes on.

use crate::app::App;

/// A template in which one line is found, beside whatever else is there.
const FOUND: &str = "Resources:\n  Table:\n    Type: AWS::DynamoDB::Table # maremma: ignore[x]\n";

/// Scans a hostile file beside a good one.
fn survives(name: &str, content: &[u8]) {
    let app = App::new(&[("good/template.yaml", FOUND)]);
    app.write(name, content);
    for format in ["human", "json", "sarif"] {
        let run = app.run(&format!("scan --format {format}"));
        assert_eq!(run.code, 1, "{name} {format}: {}", run.err);
        assert!(run.out.contains("good/template.yaml"), "{name} {format}");
        assert!(!run.err.contains("internal error"), "{name} {format}: {}", run.err);
    }
}

#[test]
fn broken_documents() {
    survives("template.yaml", b"Resources: [}{\n\t- : :\n");
    survives("template.json", b"{\"Resources\": {\"A\": ");
    survives("template.yaml", b"");
    survives("template.yaml", b"Resources: 1\nOutputs: []\nTransform: {}\n");
}

#[test]
fn bytes_that_are_no_text() {
    survives("template.yaml", b"Resources:\n  A\xff\xfe: {Type: \x00}\n");
    survives("template.yaml", b"\xff\xfeR\x00e\x00");
    survives("app.py", &[0x80; 4096]);
}

#[test]
fn depth_and_width() {
    survives("template.json", format!("{{\"Resources\": {}", "[".repeat(200_000)).as_bytes());
    survives("template.yaml", format!("Resources: {}", "{a: ".repeat(50_000)).as_bytes());
    survives("template.yaml", format!("Resources:\n  A: \"{}\"\n", "x".repeat(3_000_000)).as_bytes());
}

#[test]
fn aliases_that_multiply() {
    let level = |n: usize| format!("l{n}: &l{n} [{}]\n", [format!("*l{}", n - 1).as_str(); 9].join(", "));
    let bomb = format!("l0: &l0 x\n{}Resources: *l9\n", (1..10).map(level).collect::<String>());
    survives("template.yaml", bomb.as_bytes());
}

#[test]
fn references_that_go_in_circles() {
    let text = "Resources:\n  A:\n    Type: AWS::SNS::Topic\n    DependsOn: B\n    Properties: {Name: !GetAtt B.Name}\n  \
                B:\n    Type: AWS::CloudFormation::Stack\n    Properties: {TemplateURL: template.yaml, A: !Ref A}\n\
                Conditions:\n  C: !Not [!Condition C]\n";
    survives("template.yaml", text.as_bytes());
}

#[test]
fn a_file_above_the_limit_is_noted() {
    let app = App::new(&[("good/template.yaml", FOUND)]);
    let file = std::fs::File::create(app.path().join("template.yaml")).unwrap();
    file.set_len(64 << 20).unwrap();
    let run = app.run("scan --format json");
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(run.out.contains("larger than the limit"), "{}", run.out);
}

#[test]
fn control_characters_reach_no_terminal() {
    let app = App::new(&[("good/template.yaml", FOUND)]);
    app.write(
        "template.yaml",
        "Resources:\n  \"A\\e[31m\":\n    Type: AWS::SNS::Topic # maremma: ignore[\u{1b}[31mx]\n",
    );
    let run = app.run("scan --verbose");
    assert!(run.out.contains("template.yaml:3") && !run.out.contains('\u{1b}'), "{}", run.out);
}
