//! What is written is what the schema says.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod sample;

use serde_json::Value;

/// The faults of `value` against `schema`, for the keywords that the schema of the report uses.
fn faults(root: &Value, schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
    for (keyword, rule) in schema.as_object().unwrap() {
        let holds = match keyword.as_str() {
            "$schema" | "title" | "description" | "$defs" => true,
            "$ref" => {
                let target = root.pointer(rule.as_str().unwrap().trim_start_matches('#')).unwrap();
                faults(root, target, value, at, found);
                true
            }
            "anyOf" => rule.as_array().unwrap().iter().any(|schema| {
                let mut inner = Vec::new();
                faults(root, schema, value, at, &mut inner);
                inner.is_empty()
            }),
            "const" => value == rule,
            "enum" => rule.as_array().unwrap().contains(value),
            "type" => match rule {
                Value::Array(kinds) => kinds.iter().any(|kind| is(value, kind)),
                kind => is(value, kind),
            },
            "minimum" => value.as_i64().is_none_or(|number| number >= rule.as_i64().unwrap()),
            "required" => rule.as_array().unwrap().iter().all(|key| value.get(key.as_str().unwrap()).is_some()),
            "items" => {
                for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                    faults(root, rule, item, &format!("{at}/{index}"), found);
                }
                true
            }
            "properties" => {
                let known = rule.as_object().unwrap();
                for (key, inner) in value.as_object().into_iter().flatten() {
                    match known.get(key) {
                        Some(schema) => faults(root, schema, inner, &format!("{at}/{key}"), found),
                        None => found.push(format!("{at}/{key} is not in the schema")),
                    }
                }
                true
            }
            other => panic!("the check does not know `{other}`"),
        };
        if !holds {
            found.push(format!("{at}: {keyword}"));
        }
    }
}

fn is(value: &Value, kind: &Value) -> bool {
    match kind.as_str().unwrap() {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_u64(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("the check does not know the type `{other}`"),
    }
}

fn faults_of(report: &scan::Report) -> Vec<String> {
    let schema: Value = serde_json::from_str(include_str!("../schema/report.schema.json")).unwrap();
    let mut bytes = Vec::new();
    report::json(report, &mut bytes).unwrap();
    let value = serde_json::from_slice(&bytes).unwrap();
    let mut found = Vec::new();
    faults(&schema, &schema, &value, "", &mut found);
    found
}

#[test]
fn a_full_and_an_empty_report_meet_the_schema() {
    assert_eq!(faults_of(&sample::report()), [""; 0]);
    assert_eq!(faults_of(&scan::Report::default()), [""; 0]);
}

#[test]
fn the_check_sees_faults() {
    let schema = serde_json::json!({
        "type": "object", "required": ["a"],
        "properties": { "a": { "type": "integer", "minimum": 1 }, "b": { "enum": ["x"] } },
    });
    let cases = [(r#"{"a": 1}"#, 0), (r#"{"a": 0}"#, 1), (r#"{"a": 1, "b": "y"}"#, 1), (r#"{"c": 1}"#, 2), ("[]", 2)];
    for (text, count) in cases {
        let mut found = Vec::new();
        faults(&schema, &schema, &serde_json::from_str(text).unwrap(), "", &mut found);
        assert_eq!(found.len(), count, "{text}: {found:?}");
    }
}
