//! A report made by hand in which every field is used.

use std::borrow::Cow;
use std::sync::Arc;

use finding::{
    Confidence, Edit, Finding, Fingerprint, Fix, FixLevel, FixSafety, Location, LooksAt, Notice, NoticeKind, Place,
    Rule, RuleId, Severity, Step, Suppression, SuppressionKind,
};
use packages::Ecosystem;
use paths::{AttackPath, ChokePoint, Hop, HopKind};
use scan::{Advised, BaselineSummary, Coverage, EntrySummary, Report};
use source::{FileId, Span};

/// The scanned template.
const TEMPLATE: &str = "\
Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      Handler: app.handler
      Events:
        Create:
          Type: HttpApi
      Policies: [AmazonDynamoDBFullAccess]
      Environment:
        Variables: { PASSWORD: ****** }
  Straße Table:
    Type: AWS::DynamoDB::Table
";

/// The scanned code; its name needs encoding in a URI.
const CODE: &str = "def handler(event, context):\n    return eval(event['body'])\n";

/// The span of the first `text` in the template.
fn at(text: &str) -> Span {
    let start = TEMPLATE.find(text).unwrap();
    Span::new(FileId(1), start, start + text.len())
}

fn in_code(text: &str) -> Span {
    let start = CODE.find(text).unwrap();
    Span::new(FileId(0), start, start + text.len())
}

fn rule(id: &'static str, title: &'static str, highest: Severity) -> Rule {
    Rule {
        id: id.into(),
        title: title.into(),
        highest,
        confidence: Confidence::High,
        cwe: Cow::Borrowed(&[306]),
        owasp: Cow::Borrowed(&["API2:2023"]),
        attack: &["T1190"],
        compliance: &["PCI-DSS-4.0:7.2.5"],
        looks_at: LooksAt::Entries,
        fix: FixLevel::Suggested,
        page: format!("# {title}\n\n## What\nThe thing *itself*.\nMore of it.\n\n## Why\nBecause.\n").into(),
    }
}

fn finding(rule: &str, severity: Severity, span: Span, resource: &str, message: &str) -> Finding {
    let location = Location { span, resource: resource.to_owned() };
    let mut finding = Finding::new(RuleId::new(rule), severity, Confidence::High, location, message);
    finding.fingerprint = Some(Fingerprint::new(rule, resource, message, 0));
    finding
}

fn open_route() -> Finding {
    let message = "anybody on the internet may call `POST /orders`";
    let mut finding = finding("posture/open-http-route", Severity::Critical, at("Type: HttpApi"), "Orders", message);
    finding.functions = vec!["Orders".to_owned()];
    finding.only_if = Some("Stage = dev".to_owned());
    finding.related = vec![Step { span: None, message: "HttpApi has no default authorizer".to_owned() }];
    let edit = Edit { span: at("Type: HttpApi"), replacement: "Type: HttpApi\n          Auth: {}".to_owned() };
    let title = "require an authorizer on the route".to_owned();
    finding.fixes = vec![Fix { title, safety: FixSafety::Suggested, edits: vec![edit] }];
    finding
}

fn eval() -> Finding {
    let mut finding =
        finding("code/python/eval", Severity::High, in_code("eval(event['body'])"), "", "event data is run as code");
    finding.functions = vec!["Orders".to_owned()];
    finding.flow = vec![
        Step { span: None, message: "the caller chooses the body".to_owned() },
        Step { span: Some(in_code("event")), message: "the event comes in".to_owned() },
        Step { span: Some(in_code("eval(event['body'])")), message: "it is run".to_owned() },
    ];
    finding.related = vec![Step { span: Some(at("app.handler")), message: "the handler".to_owned() }];
    finding
}

fn secret() -> Finding {
    let mut finding = finding("secrets/plain", Severity::Medium, at("******"), "Orders", "a password in plain text");
    finding.functions = vec!["Orders".to_owned()];
    finding.suppression = Some(Suppression { kind: SuppressionKind::Baseline, reason: "known".to_owned() });
    finding
}

fn path() -> AttackPath {
    let hop = |kind, label: &str, message: &str, span| Hop {
        kind,
        label: label.to_owned(),
        message: message.to_owned(),
        span,
    };
    AttackPath {
        severity: Severity::Critical,
        confidence: Confidence::High,
        title: "anybody on the internet may read and delete all of Straße Table".to_owned(),
        hops: vec![
            hop(HopKind::Entry, "POST /orders", "open to everybody", Some(at("Type: HttpApi"))),
            hop(HopKind::Function, "Orders", "runs `app.handler`", Some(at("Orders"))),
            hop(HopKind::Permission, "dynamodb:*", "may do all on every table", Some(at("AmazonDynamoDBFullAccess"))),
            hop(HopKind::Goal, "Straße Table", "holds the data", Some(at("Straße Table"))),
        ],
        only_if: Some("Stage = dev".to_owned()),
    }
}

/// The report.
pub fn report() -> Report {
    let mut report = Report {
        paths: vec![path()],
        choke_points: vec![ChokePoint {
            action: "replace AmazonDynamoDBFullAccess by the two actions the code uses".to_owned(),
            span: Some(at("AmazonDynamoDBFullAccess")),
            closes: vec![0],
        }],
        findings: vec![
            eval(),
            open_route(),
            finding("posture/no-table-backup", Severity::Low, at("AWS::DynamoDB::Table"), "Straße Table", "no backup"),
            secret(),
        ],
        notices: vec![
            Notice { place: Place::Scan, kind: NoticeKind::Limit, message: "more than 2 files".to_owned() },
            Notice::path("private", NoticeKind::Unreadable, "permission denied"),
            Notice::file(FileId(0), NoticeKind::Unsupported, "python is not analysed"),
            Notice::at(at("Create"), NoticeKind::Unresolved, "`Create` depends on `\u{1b}[31mStage`"),
        ],
        rules: vec![
            rule("code/python/eval", "Event data is run as code", Severity::Critical),
            rule("posture/no-table-backup", "Table without backup", Severity::Low),
            rule("posture/open-http-route", "HTTP route without authentication", Severity::Critical),
            rule("secrets/plain", "Secret in plain text", Severity::High),
        ],
        entries: vec![EntrySummary {
            span: Some(at("Create")),
            template: FileId(1),
            kind: "rest",
            label: "POST /orders".to_owned(),
            api: Some("ServerlessRestApi".to_owned()),
            resource: "ServerlessRestApi".to_owned(),
            function: Some("Orders".to_owned()),
            reach: "public",
            because: vec!["it asks for no credentials".to_owned()],
            only_if: None,
        }],
        coverage: Coverage {
            files: 2,
            templates: 1,
            policies: 0,
            code: 0,
            lists: 1,
            packages: 2,
            functions: 1,
            entries: 1,
            open_entries: 1,
        },
        advisories: vec![Advised {
            ecosystem: Ecosystem::PyPi,
            as_of: "2026-11-01".to_owned(),
            records: 2674,
            malicious: 0,
        }],
        baseline: Some(BaselineSummary { new: 3, known: 1, fixed: 2 }),
        as_of: "2026-11-25".to_owned(),
        ..Report::default()
    };
    report.sources.insert(FileId(0), Arc::from("src/my app.py"), Arc::from(CODE));
    report.sources.insert(FileId(1), Arc::from("template.yaml"), Arc::from(TEMPLATE));
    report
}
