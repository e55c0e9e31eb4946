//! Values of template parameters, from a file in any of the shapes that deployment tools use.

use std::collections::BTreeMap;
use std::path::Path;

use report::Problem;
use serde_json::Value;

/// Reads a parameter file: `{"Name": "value"}`, the same under `Parameters`, or a list of
/// `{"ParameterKey": "Name", "ParameterValue": "value"}`.
pub fn read(path: &Path) -> Result<BTreeMap<String, String>, Problem> {
    let named = |what: String| Problem::new(format!("parameter file `{}`: {what}", path.display()));
    let text = std::fs::read_to_string(path).map_err(|error| named(crate::disk::reason(&error)))?;
    let value: Value = serde_json::from_str(&text).map_err(|error| named(format!("not JSON: {error}")))?;
    parse(&value).ok_or_else(|| {
        named("not a parameter file".to_owned())
            .with_help("it holds `{\"Name\": \"value\"}`, or a list of `ParameterKey` and `ParameterValue`")
    })
}

fn parse(value: &Value) -> Option<BTreeMap<String, String>> {
    match value {
        Value::Array(entries) => entries.iter().map(pair).collect(),
        Value::Object(map) => match map.get("Parameters") {
            Some(inner) => parse(inner),
            None => map.iter().map(|(name, value)| Some((name.clone(), scalar(value)?))).collect(),
        },
        _ => None,
    }
}

fn pair(entry: &Value) -> Option<(String, String)> {
    Some((entry.get("ParameterKey")?.as_str()?.to_owned(), scalar(entry.get("ParameterValue")?)?))
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shape_is_read() {
        let shapes = [
            r#"{"Stage": "prod", "Size": 512}"#,
            r#"{"Parameters": {"Stage": "prod", "Size": "512"}}"#,
            r#"[{"ParameterKey": "Stage", "ParameterValue": "prod"}, {"ParameterKey": "Size", "ParameterValue": "512"}]"#,
        ];
        for shape in shapes {
            let values = parse(&serde_json::from_str(shape).unwrap()).unwrap();
            assert_eq!(
                values.into_iter().map(|(k, v)| format!("{k}={v}")).collect::<Vec<_>>(),
                ["Size=512", "Stage=prod"]
            );
        }
        for other in ["1", "[1]", r#"{"A": [1]}"#, r#"[{"ParameterKey": "A"}]"#] {
            assert_eq!(parse(&serde_json::from_str(other).unwrap()), None, "{other}");
        }
    }
}
