//! What of a handler's event a caller controls.

#![expect(clippy::panic, reason = "a test may fail")]

use std::cell::Cell;

use flow::Delivery::{self, Bucket, Http, Queue, Schedule};
use flow::{Handler, events, taint};
use pattern::{Code, Mode, Run, compile, load};
use source::{FileId, Limits};
use tree::{Language, names, parse};

const RULE: &str = "
rules:
  - id: flow
    mode: taint
    languages: [python, javascript, typescript, java, go, csharp, ruby]
    severity: ERROR
    message: found
    metadata: {maremma: {sources: [event]}}
    pattern-sources:
      - pattern: source(...)
      - patterns: [{pattern: $EVENT}, {pattern-inside: 'GUESS'}, {focus-metavariable: $EVENT}]
    pattern-sinks:
      - pattern: sink(...)
";

/// The lines at which the rule finds something; its guess at handlers is a pattern of the language.
fn found(language: Language, guess: &str, handlers: &[Handler], code: &str) -> Vec<usize> {
    let rule = RULE.replace("GUESS", guess).replace(
        "[python, javascript, typescript, java, go, csharp, ruby]",
        &format!("[{}]", language.name().to_lowercase().replace('#', "sharp")),
    );
    let (rules, notices) = load(FileId(0), &rule, &Limits::default());
    assert!(notices.is_empty(), "{notices:?}");
    let (program, notices) = compile(&rules, language);
    assert!(notices.is_empty(), "{notices:?}");
    let (tree, _) = parse(FileId(1), code, language, &program.symbols, &Limits::default());
    let names = names(&tree);
    let code_of = Code { text: code, tree: &tree, names: &names };
    let (steps, (present, _)) = (Cell::new(1_000_000), program.candidates(code, true));
    let run = Run::new(&program, code_of, &present, &steps);
    let events = events(code_of, handlers);
    let [rule] = rules.as_slice() else { panic!("one rule") };
    let Mode::Taint(own) = &rule.mode else { panic!("a rule of another kind") };
    let line = |offset: u32| code.get(..offset as usize).unwrap_or_default().matches('\n').count() + 1;
    taint(&run, rule, own, Some(&events)).iter().map(|one| line(one.found.range.start)).collect()
}

fn handler(class: Option<&str>, function: Option<&str>, deliveries: &[Delivery]) -> Handler {
    Handler { class: class.map(str::to_owned), function: function.map(str::to_owned), deliveries: deliveries.to_vec() }
}

fn python(deliveries: &[Delivery], code: &str) -> Vec<usize> {
    found(Language::Python, "def $H($EVENT, context): ...", &[handler(None, Some("serve"), deliveries)], code)
}

fn javascript(function: &str, code: &str) -> Vec<usize> {
    found(Language::JavaScript, "guess($EVENT)", &[handler(None, Some(function), &[Http])], code)
}

#[test]
fn the_model_says_what_is_an_event_whatever_it_is_called() {
    let code = "def serve(e, c=None):\n    sink(e['body'])\n    sink(e['requestContext']['requestId'])\n    sink(e['requestContext']['http']['path'])\n";
    assert_eq!(python(&[Http], code), [2, 4]);
    assert_eq!(python(&[], code), [2, 3, 4], "who calls is not known, so all of it may be a caller's");
    assert_eq!(python(&[Schedule], code), [0; 0]);
}

#[test]
fn a_guess_gives_way_to_what_is_known() {
    let code = "def serve(event, context):\n    sink(event)\ndef other(event, context):\n    sink(event)\n";
    assert_eq!(python(&[Schedule], code), [4]);
    assert_eq!(python(&[Http], code), [2, 4]);
}

#[test]
fn records_are_followed_into_loops() {
    let code = "def serve(event, context):
    for record in event['Records']:
        sink(record['eventSourceARN'])
        sink(record.get('body'))
        bucket = record['s3']['bucket']['name']
        sink(bucket)
        sink(record['s3']['object']['key'])
";
    assert_eq!(python(&[Queue], code), [4, 6, 7]);
    assert_eq!(python(&[Bucket], code), [4, 7]);
}

#[test]
fn exports_of_scripts_are_found_in_all_their_forms() {
    for (function, code) in [
        ("handler", "exports.handler = async (e) => { sink(e.body) }"),
        ("handler", "module.exports.handler = function (e, c, done) { sink(e.body) }"),
        ("run", "module.exports = { run: async (e) => { sink(e.body) } }"),
        ("run", "async function f(e) { sink(e.body) }\nmodule.exports = { run: f }"),
        ("handler", "export const handler = async (e) => { sink(e.body) }"),
        ("handler", "export async function handler(e) { sink(e.body) }"),
        ("handler", "const f = async (e) => { sink(e.body) }\nexport const handler = middy(f).use(x())"),
        ("handler", "const f = async (e) => { sink(e.body) }\nexport { f as handler }"),
        ("handler", "exports.handler = async ({ body, requestContext }) => { sink(body) }"),
        ("handler", "exports.handler = (e) => { const { httpMethod, queryStringParameters: q } = e; sink(q.x) }"),
    ] {
        assert_eq!(javascript(function, code).len(), 1, "{code}");
    }
    for code in [
        "exports.other = async (e) => { sink(e.body) }",
        "exports.handler = async ({ body, requestContext }) => { sink(requestContext.requestId) }",
        "exports.handler = async (e) => { e.Records.forEach(r => sink(r.awsRegion)) }",
        "exports.handler = async (e) => { sink(e?.requestContext?.accountId) }",
        "function g() { const handler = (e) => { sink(e) } }",
    ] {
        assert!(javascript("handler", code).is_empty(), "{code}");
    }
}

#[test]
fn typed_events_are_found_by_class_and_method() {
    let java = "class App implements RequestHandler<APIGatewayProxyRequestEvent, String> {
  public String handleRequest(APIGatewayProxyRequestEvent in, Context ctx) {
    sink(in.getBody());
    sink(in.getRequestContext().getRequestId());
    return null;
  }
}
class Other { String handleRequest(String in, Context ctx) { sink(in); return in; } }
";
    let own = handler(Some("App"), Some("handleRequest"), &[Http]);
    assert_eq!(found(Language::Java, "guess($EVENT);", &[own], java), [3]);
    let csharp = "public class Function {
  public string Get(APIGatewayProxyRequest req, ILambdaContext context) {
    sink(req.Body);
    sink(req.RequestContext.RequestId);
    return null;
  }
}
";
    let own = handler(Some("Function"), Some("Get"), &[Http]);
    assert_eq!(found(Language::CSharp, "guess($EVENT);", &[own], csharp), [3]);
}

#[test]
fn go_says_itself_what_it_starts() {
    let code = "package main
func serve(ctx context.Context, r events.APIGatewayProxyRequest) error {
\tsink(r.Body)
\tsink(r.RequestContext.RequestID)
\treturn nil
}
func main() { lambda.Start(serve) }
";
    assert_eq!(found(Language::Go, "guess($EVENT)", &[handler(None, None, &[Http])], code), [3]);
}

#[test]
fn ruby_names_the_event_by_keyword() {
    let code = "def serve(event:, context:)\n  sink(event['body'])\n  sink(event['requestContext']['stage'])\nend\n";
    assert_eq!(found(Language::Ruby, "guess($EVENT)", &[handler(None, Some("serve"), &[Http])], code), [2]);
}
