//! How values of a template are resolved: under which deployment choices, to what, and what stays unknown.

use load::{Loaded, Options, load};
use model::{Property, UnknownReason};
use source::MemoryFiles;

fn loaded(files: &[(&str, &str)]) -> Loaded {
    load(&MemoryFiles::new(files.iter().copied()), &Options::default())
}

/// Each alternative of a property as `value if guard`, or why it is unknown.
fn shown<T: std::fmt::Display>(loaded: &Loaded, property: &Property<T>) -> Vec<String> {
    let alternative = |alternative: &model::Alternative<T>| {
        let value = match &alternative.value {
            Ok(value) => value.to_string(),
            Err(unknown) => format!("{:?}", unknown.reason),
        };
        match loaded.project.only_if(&alternative.guard) {
            Some(guard) => format!("{value} if {guard}"),
            None => value,
        }
    };
    property.alternatives.iter().map(alternative).collect()
}

/// The runtime of function `F` in a template with these sections before its resources.
fn runtime(sections: &str, runtime: &str) -> Vec<String> {
    let template = format!(
        "{sections}\nResources:\n  F:\n    Type: AWS::Lambda::Function\n    Properties: {{ Handler: a.b, Runtime: {runtime}, Code: ./src }}\n"
    );
    let loaded = loaded(&[("template.yaml", template.as_str())]);
    loaded.project.functions.iter().flat_map(|function| shown(&loaded, &function.runtime)).collect()
}

const STAGES: &str =
    "Parameters: { Stage: { Type: String, Default: dev } }\nConditions: { IsProd: !Equals [!Ref Stage, prod] }";

#[test]
fn both_sides_of_a_condition_are_seen() {
    assert_eq!(
        runtime(STAGES, "!If [IsProd, nodejs22.x, nodejs18.x]"),
        ["nodejs22.x if Stage = prod", "nodejs18.x if Stage is not prod"]
    );
}

#[test]
fn sides_that_say_the_same_are_one() {
    assert_eq!(runtime(STAGES, "!Sub [\"${R}\", { R: !If [IsProd, nodejs22.x, nodejs22.x] }]"), ["nodejs22.x"]);
}

#[test]
fn a_parameter_under_a_condition_about_itself_is_not_its_default() {
    let sections = "Parameters: { B: { Type: String, Default: '' } }\nConditions: { Has: !Not [!Equals [!Ref B, '']] }";
    assert_eq!(
        runtime(sections, "!If [Has, !Ref B, python3.13]"),
        ["Parameter if B is not ''", "python3.13 if B = ''"]
    );
}

#[test]
fn no_value_is_not_set() {
    assert_eq!(runtime(STAGES, "!If [IsProd, !Ref AWS::NoValue, nodejs18.x]"), ["nodejs18.x if Stage is not prod"]);
}

#[test]
fn allowed_values_are_deployment_choices() {
    let sections = "Parameters: { R: { Type: String, Default: python3.13, AllowedValues: [python3.13, python3.8] } }";
    assert_eq!(runtime(sections, "!Ref R"), ["python3.13 if R = python3.13", "python3.8 if R = python3.8"]);
}

#[test]
fn a_default_stands_for_an_open_parameter_and_nothing_for_one_without() {
    assert_eq!(runtime("Parameters: { R: { Type: String, Default: python3.13 } }", "!Ref R"), ["python3.13"]);
    assert_eq!(runtime("Parameters: { R: { Type: String } }", "!Ref R"), ["Parameter"]);
}

#[test]
fn functions_are_computed() {
    let cases = [
        ("!Sub \"python${V}\"", "python3.13"),
        ("!Sub [\"python${X}\", { X: !Ref V }]", "python3.13"),
        ("!Join [\"\", [python, !Ref V]]", "python3.13"),
        ("!Select [1, [a, python3.13]]", "python3.13"),
        ("!Select [0, !Split [\",\", \"python3.13,b\"]]", "python3.13"),
        ("!FindInMap [M, !Ref AWS::Partition, Runtime]", "python3.13"),
        ("{ \"Fn::FindInMap\": [M, gone, Runtime, { DefaultValue: python3.12 }] }", "python3.12"),
        ("!Sub \"${!V}\"", "${V}"),
    ];
    let sections =
        "Parameters: { V: { Type: String, Default: \"3.13\" } }\nMappings: { M: { aws: { Runtime: python3.13 } } }";
    for (written, expected) in cases {
        assert_eq!(runtime(sections, written), [expected], "{written}");
    }
}

#[test]
fn what_cannot_be_known_says_why() {
    let reasons = [
        ("!ImportValue shared", UnknownReason::Import),
        ("!FindInMap [M, x, y]", UnknownReason::NotUnderstood),
        ("!Ref Nobody", UnknownReason::NotUnderstood),
        ("{ \"Fn::Unheard\": [1] }", UnknownReason::NotUnderstood),
    ];
    for (written, reason) in reasons {
        assert_eq!(runtime("", written), [format!("{reason:?}")], "{written}");
    }
}

#[test]
fn a_condition_that_parameters_do_not_decide_is_a_choice_of_its_own() {
    let sections = "Conditions: { Has: !Equals [!ImportValue flag, \"1\"] }";
    assert_eq!(runtime(sections, "!If [Has, a, b]"), ["a if Has = true", "b if Has = false"]);
}

#[test]
fn a_condition_that_never_holds_takes_its_resource_away() {
    let template = "\
Conditions: { Never: !Equals [a, b], Always: !Not [!Condition Never] }
Resources:
  Gone: { Type: AWS::SQS::Queue, Condition: Never }
  There: { Type: AWS::SQS::Queue, Condition: Always }
";
    let loaded = loaded(&[("t.yaml", template)]);
    let names: Vec<&str> = loaded.project.stores.iter().map(|store| &*store.resource.name).collect();
    assert_eq!(names, ["There"]);
}

#[test]
fn more_than_64_combinations_are_said() {
    let names: Vec<String> = (0..7).map(|number| format!("P{number}")).collect();
    let parameters: Vec<String> =
        names.iter().map(|name| format!("{name}: {{ Type: String, AllowedValues: [a, b], Default: a }}")).collect();
    let joined: Vec<String> = names.iter().map(|name| format!("!Ref {name}")).collect();
    let template = format!(
        "Parameters: {{ {} }}\nResources:\n  F:\n    Type: AWS::Lambda::Function\n    Properties: {{ Code: ./s, Runtime: !Join [\"\", [{}]] }}\n",
        parameters.join(", "),
        joined.join(", ")
    );
    let loaded = loaded(&[("t.yaml", template.as_str())]);
    let messages: Vec<&str> = loaded.notices.iter().map(|notice| notice.message.as_str()).collect();
    assert!(messages.iter().any(|message| message.contains("more than 64 combinations")), "{messages:?}");
    assert_eq!(loaded.project.functions.first().map(|function| function.runtime.alternatives.len()), Some(64));
}

#[test]
fn values_given_by_a_deployment_replace_defaults() {
    let template = "\
Parameters: { Runtime: { Type: String, Default: python3.8 } }
Resources:
  F: { Type: AWS::Lambda::Function, Properties: { Code: ./src, Runtime: !Ref Runtime } }
";
    let config = "[default.deploy.parameters]\nparameter_overrides = \"Runtime=python3.13\"\n";
    let two = "[dev.deploy.parameters]\nparameter_overrides = [\"Runtime=python3.12\"]\n[prod.deploy.parameters]\nparameter_overrides = \"ParameterKey=Runtime,ParameterValue=python3.13\"\n";
    let with = |config: &str| {
        let loaded = loaded(&[("app/template.yaml", template), ("app/samconfig.toml", config)]);
        loaded.project.functions.iter().flat_map(|function| shown(&loaded, &function.runtime)).collect::<Vec<_>>()
    };
    assert_eq!(with(config), ["python3.13"]);
    assert_eq!(with(two), ["python3.12 if Runtime = python3.12", "python3.13 if Runtime = python3.13"]);
    let options =
        Options { parameters: [("Runtime".to_owned(), "python3.14".to_owned())].into(), ..Options::default() };
    let given = load(&MemoryFiles::new([("template.yaml", template)]), &options);
    assert_eq!(
        given.project.functions.iter().flat_map(|f| shown(&given, &f.runtime)).collect::<Vec<_>>(),
        ["python3.14"]
    );
}

#[test]
fn a_value_for_a_parameter_that_no_template_has_is_said() {
    let options = Options { parameters: [("Rumtime".to_owned(), "x".to_owned())].into(), ..Options::default() };
    let given = load(&MemoryFiles::new([("template.yaml", "Resources: { Q: { Type: AWS::SQS::Queue } }")]), &options);
    assert!(given.notices.iter().any(|notice| notice.message.contains("`Rumtime`")), "{:?}", given.notices);
}

#[test]
fn a_default_holds_where_nothing_is_set() {
    let template = format!(
        "{STAGES}\nResources:\n  Q:\n    Type: AWS::SQS::Queue\n    Properties: {{ VisibilityTimeout: !If [IsProd, 900, !Ref AWS::NoValue] }}\n"
    );
    let loaded = loaded(&[("t.yaml", template.as_str())]);
    let shown: Vec<String> =
        loaded.project.stores.iter().flat_map(|q| shown(&loaded, &q.visibility_timeout_s)).collect();
    assert_eq!(shown, ["900 if Stage = prod", "30 if Stage is not prod"]);
}

#[test]
fn a_route_asks_for_nothing_where_nothing_is_stated() {
    let template = format!(
        "{STAGES}\nResources:\n  M:\n    Type: AWS::ApiGateway::Method\n    Properties: {{ HttpMethod: GET, ResourceId: r, RestApiId: a, AuthorizationType: !If [IsProd, AWS_IAM, !Ref AWS::NoValue] }}\n"
    );
    let loaded = loaded(&[("t.yaml", template.as_str())]);
    let entry = loaded.project.entries.first().map(|entry| {
        let stated = entry.auth.known().map(|(guard, auth, _)| (loaded.project.only_if(guard), auth.clone()));
        stated.collect::<Vec<_>>()
    });
    let when = |text: &str| Some(text.to_owned());
    let expected = vec![(when("Stage = prod"), model::Auth::Iam), (when("Stage is not prod"), model::Auth::None)];
    assert_eq!(entry, Some(expected));
}
