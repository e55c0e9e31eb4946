//! Templates written to break a loader: each is loaded in bounded time, and what is cut is said.

use std::time::{Duration, Instant};

use finding::NoticeKind;
use load::{Loaded, Options, load};
use source::MemoryFiles;

/// Far above what any of these take on the busiest machine; an unbounded one would take years.
const PATIENCE: Duration = Duration::from_secs(300);

fn loaded(template: &str) -> Loaded {
    let start = Instant::now();
    let loaded = load(&MemoryFiles::new([("t.yaml", template)]), &Options::default());
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
    loaded
}

fn says(loaded: &Loaded, kind: NoticeKind) -> bool {
    loaded.notices.iter().any(|notice| notice.kind == kind)
}

/// `count` lines made by `line`.
fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(|index| line(index) + "\n").collect()
}

#[test]
fn names_in_circles_and_long_rows_end() {
    let circles = [
        "Q: { Type: AWS::SQS::Queue, Properties: { QueueName: !GetAtt Q.QueueName } }",
        "A: { Type: AWS::Lambda::Alias, Properties: { FunctionName: !Ref A } }",
        "Q: { Type: AWS::SQS::Queue, Properties: { QueueName: !Sub '${R}' } }\n  R: { Type: AWS::SQS::Queue, Properties: { QueueName: !Sub '${Q}' } }",
    ];
    for circle in circles {
        loaded(&format!("Resources:\n  {circle}\n"));
    }
    for kind in ["AWS::Lambda::Alias, Properties: { FunctionName", "AWS::SQS::Queue, Properties: { QueueName"] {
        let row =
            lines(5_000, |index| format!("  Q{index}: {{ Type: {kind}: !Sub '${{Q{0}}}${{Q{0}}}' }} }}", index + 1));
        loaded(&format!("Resources:\n{row}"));
    }
}

#[test]
fn conditions_in_circles_rows_and_doublings_end() {
    let resources = "Resources: { Q: { Type: AWS::SQS::Queue, Condition: C0 } }\n";
    let circle = loaded(&format!("Conditions: {{ C0: !Not [!Condition C1], C1: !Not [!Condition C0] }}\n{resources}"));
    assert!(says(&circle, NoticeKind::Invalid), "{:?}", circle.notices);
    assert_eq!(circle.project.stores.len(), 1);
    let row = lines(2_000, |index| format!("  C{index}: !And [!Condition C{0}, !Condition C{0}]", index + 1));
    let row =
        format!("Parameters: {{ P: {{ Type: String }} }}\nConditions:\n{row}  C2000: !Equals [!Ref P, x]\n{resources}");
    let row = loaded(&row);
    assert!(row.notices.is_empty(), "{:?}", row.notices);
    let queue = row.project.stores.first().map(|store| row.project.only_if(&store.guard));
    assert_eq!(queue.flatten().as_deref(), Some("P = x"));
}

#[test]
fn a_condition_over_too_many_choices_is_one_of_its_own() {
    let parameters = lines(10, |index| format!("  P{index}: {{ Type: String }}"));
    let parts: Vec<String> = (0..10).map(|index| format!("!Equals [!Ref P{index}, x]")).collect();
    let loaded = loaded(&format!(
        "Parameters:\n{parameters}Conditions: {{ Many: !Or [{}] }}\nResources: {{ Q: {{ Type: AWS::SQS::Queue, Condition: Many }} }}\n",
        parts.join(", ")
    ));
    assert!(says(&loaded, NoticeKind::Limit));
    let guards = loaded.project.stores.iter().map(|store| loaded.project.only_if(&store.guard));
    assert_eq!(guards.collect::<Vec<_>>(), [Some("Many = true".to_owned())]);
}

#[test]
fn products_of_loops_are_cut() {
    let items: Vec<String> = (0..200).map(|index| index.to_string()).collect();
    let items = items.join(", ");
    let innermost = "'Q${A}x${B}x${C}': { Type: AWS::SQS::Queue }";
    let nested = ["C", "B", "A"]
        .iter()
        .fold(innermost.to_owned(), |body, name| format!("'Fn::ForEach::L{name}': [{name}, [{items}], {{ {body} }}]"));
    let options = Options { limits: source::Limits { nodes: 20_000, ..Default::default() }, ..Options::default() };
    let template = format!("Transform: AWS::LanguageExtensions\nResources: {{ {nested} }}\n");
    let loaded = load(&MemoryFiles::new([("t.yaml", template.as_str())]), &options);
    assert!(says(&loaded, NoticeKind::Limit), "{:?}", loaded.notices);
    assert!(loaded.project.stores.len() < 20_000);
}

#[test]
fn texts_that_double_are_cut() {
    let doubled = (0..60).fold("x".to_owned(), |inner, _| format!("!Sub [\"${{X}}${{X}}\", {{ X: {inner} }}]"));
    let loaded = loaded(&format!(
        "Resources:\n  F: {{ Type: AWS::Lambda::Function, Properties: {{ Code: ./s, Runtime: {doubled} }} }}\n"
    ));
    assert!(says(&loaded, NoticeKind::Limit), "{:?}", loaded.notices);
}

#[test]
fn choices_deep_inside_each_other_end() {
    let conditions = lines(60, |index| format!("  C{index}: !Equals [!Ref P{index}, x]"));
    let parameters = lines(60, |index| format!("  P{index}: {{ Type: String }}"));
    for balanced in [false, true] {
        let nested = (0..60).fold("a".to_owned(), |inner, index| {
            let other = if balanced && index < 8 { inner.clone() } else { format!("b{index}") };
            format!("!If [C{index}, {inner}, {other}]")
        });
        let loaded = loaded(&format!(
            "Parameters:\n{parameters}Conditions:\n{conditions}Resources:\n  F: {{ Type: AWS::Lambda::Function, Properties: !If [C0, {{ Code: ./s, Runtime: {nested} }}, {{ Code: ./t }}] }}\n"
        ));
        assert_eq!(loaded.project.functions.len(), 1);
        assert_eq!(balanced, says(&loaded, NoticeKind::Limit), "{:?}", loaded.notices);
    }
}

#[test]
fn wrong_shapes_are_no_matter() {
    let shapes =
        ["[]", "null", "text", "7", "{}", "[[[]]]", "{ Fn::If: 7 }", "!If [a]", "{ Ref: [] }", "{ Fn::Sub: {} }"];
    let kinds = [
        "AWS::Lambda::Function",
        "AWS::Lambda::Permission",
        "AWS::IAM::Role",
        "AWS::IAM::Policy",
        "AWS::SQS::Queue",
        "AWS::SQS::QueuePolicy",
        "AWS::S3::Bucket",
        "AWS::SNS::Topic",
        "AWS::Events::Rule",
        "AWS::ApiGateway::RestApi",
        "AWS::ApiGateway::Method",
        "AWS::ApiGatewayV2::Api",
        "AWS::ApiGatewayV2::Route",
        "AWS::Lambda::Url",
        "AWS::Cognito::UserPool",
        "AWS::StepFunctions::StateMachine",
        "AWS::Serverless::Function",
    ];
    for shape in shapes {
        for section in ["Conditions", "Mappings", "Parameters", "Outputs", "Transform", "Rules", "Globals", "Metadata"]
        {
            loaded(&format!("{section}: {shape}\nResources: {{ Q: {{ Type: AWS::SQS::Queue, Condition: C }} }}\n"));
            loaded(&format!(
                "{section}: {{ A: {shape}, B: {{ C: {shape} }} }}\nResources: {{ Q: {{ Type: AWS::SQS::Queue, Properties: {{ QueueName: !FindInMap [A, b, c] }} }} }}\n"
            ));
        }
        for kind in kinds {
            let keys = [
                "Policy",
                "Body",
                "Role",
                "Code",
                "Environment",
                "Policies",
                "Queues",
                "PolicyDocument",
                "Targets",
                "Principal",
                "Subscription",
                "Target",
                "LambdaConfig",
                "AssumeRolePolicyDocument",
                "Events",
            ];
            let properties: Vec<String> = keys.iter().map(|key| format!("{key}: {shape}")).collect();
            let transform = "Transform: AWS::Serverless-2016-10-31";
            loaded(&format!(
                "{transform}\nResources: {{ A: {shape}, B: {{ Type: {kind}, Properties: {shape} }}, C: {{ Type: {kind}, Properties: {{ {} }} }} }}\n",
                properties.join(", ")
            ));
        }
    }
}

#[test]
fn stacks_that_multiply_are_cut() {
    let nests = |child: &str| {
        "Resources:\n".to_owned()
            + &lines(20, |index| {
                format!("  S{index}: {{ Type: AWS::CloudFormation::Stack, Properties: {{ TemplateURL: {child} }} }}")
            })
    };
    let files: Vec<(String, String)> =
        (0..7).map(|index| (format!("{index}.yaml"), nests(&format!("{}.yaml", index + 1)))).collect();
    let leaf = ("7.yaml", "Resources: { Q: { Type: AWS::SQS::Queue } }");
    let files = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).chain([leaf]);
    let loaded = load(&MemoryFiles::new(files), &Options::default());
    assert!(says(&loaded, NoticeKind::Limit));
    assert!(loaded.project.stacks.len() < 1_000 && loaded.notices.len() < 100, "{}", loaded.notices.len());
}

#[test]
fn many_resources_and_conditions_are_no_matter() {
    let conditions = lines(2_000, |index| format!("  C{index}: !Equals [!Ref P, v{}]", index % 50));
    let resources = lines(10_000, |index| {
        format!(
            "  Q{index}: {{ Type: AWS::SQS::Queue, Condition: C{}, Properties: {{ QueueName: q{index} }} }}",
            index % 2_000
        )
    });
    let loaded =
        loaded(&format!("Parameters: {{ P: {{ Type: String }} }}\nConditions:\n{conditions}Resources:\n{resources}"));
    assert_eq!(loaded.project.stores.len(), 10_000);
    assert!(loaded.notices.is_empty(), "{:?}", loaded.notices.first());
}
