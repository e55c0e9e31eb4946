//! Places of code in S3: `s3://bucket/key?versionId=…` or a mapping of `Bucket`, `Key` and `Version`.

use source::Origin;
use syntax::{Map, Node, Value};

use crate::error::Cause;
use crate::values;

/// The place as CloudFormation has it: `S3Bucket`, `S3Key` and `S3ObjectVersion`.
///
/// # Errors
/// When the value of the property is not such a place.
pub fn code(location: &Node, logical_id: &str, property: &str) -> Result<Node, Cause> {
    let error = |message: String| Cause::resource(logical_id, message).at(&location.origin);
    match &location.value {
        Value::Map(map) => code_of_map(map, &location.origin)
            .ok_or_else(|| error(format!("'{property}' requires Bucket and Key properties to be specified."))),
        Value::Text(uri) if is_dynamic_reference(uri) => Err(error(format!(
            "Unsupported dynamic reference detected in '{property}'. Please consider using alternative 'FunctionCode' \
             object format."
        ))),
        Value::Text(uri) => S3Uri::parse(uri).map(|uri| uri.code(&location.origin)).ok_or_else(|| {
            error(format!(
                "'{property}' is not a valid S3 Uri of the form 's3://bucket/key' with optional versionId query \
                 parameter."
            ))
        }),
        _ => Err(error(format!("'{property}' must be of type dict or string."))),
    }
}

fn code_of_map(map: &Map, origin: &Origin) -> Option<Node> {
    values::set(map.get("Bucket"))?;
    values::set(map.get("Key"))?;
    let mut code = Map::new();
    for (from, to) in [("Bucket", "S3Bucket"), ("Key", "S3Key"), ("Version", "S3ObjectVersion")] {
        if let Some(entry) = map.entry(from) {
            code.insert_at(to, entry.key.clone(), entry.node.clone());
        }
    }
    Some(Node::from_map(code, origin.clone()))
}

/// Whether a text holds a dynamic reference with a `/` in it, which the transform cannot take apart.
fn is_dynamic_reference(text: &str) -> bool {
    let services = ["{{resolve:ssm:", "{{resolve:ssm-secure:", "{{resolve:secretsmanager:"];
    services.iter().any(|start| {
        let name = text.find(start).and_then(|at| text.get(at + start.len()..)).and_then(|rest| rest.split_once("}}"));
        name.is_some_and(|(name, _)| {
            let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_.-/:".contains(&byte);
            name.contains('/') && name.bytes().all(plain)
        })
    })
}

/// An address in S3.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct S3Uri {
    /// The bucket.
    pub bucket: String,
    /// The key, without leading `/`.
    pub key: String,
    /// `versionId`, if it is given once.
    pub version: Option<String>,
}

impl S3Uri {
    /// Takes an `s3://` address apart; `None` for anything else.
    pub fn parse(uri: &str) -> Option<Self> {
        let (scheme, rest) = uri.split_once(':')?;
        let rest = rest.strip_prefix("//").filter(|_| scheme.eq_ignore_ascii_case("s3"))?;
        let rest = rest.split_once('#').map_or(rest, |(before, _)| before);
        let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (bucket, path) = place.split_at_checked(place.find('/')?)?;
        if bucket.is_empty() || bucket.contains(['[', ']']) {
            return None;
        }
        let versions: Vec<String> = query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .filter(|(name, value)| *name == "versionId" && !value.is_empty())
            .map(|(_, value)| percent_decoded(value))
            .collect();
        let version = if versions.len() == 1 { versions.into_iter().next() } else { None };
        Some(Self { bucket: bucket.to_owned(), key: path.trim_start_matches('/').to_owned(), version })
    }

    fn code(self, origin: &Origin) -> Node {
        let origin = origin.derived("S3 location");
        let mut code = Map::new();
        code.insert("S3Bucket", Node::from_text(self.bucket, origin.clone()));
        code.insert("S3Key", Node::from_text(self.key, origin.clone()));
        if let Some(version) = self.version {
            code.insert("S3ObjectVersion", Node::from_text(version, origin.clone()));
        }
        Node::from_map(code, origin)
    }
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [byte, after @ ..] = rest {
        rest = after;
        let digits = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match (byte, digits.and_then(|digits| u8::from_str_radix(digits, 16).ok())) {
            (b'%', Some(decoded)) => {
                bytes.push(decoded);
                rest = after.get(2..).unwrap_or_default();
            }
            (b'+', _) => bytes.push(b' '),
            _ => bytes.push(*byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_taken_apart() {
        let uri = S3Uri::parse("s3://bucket/a/b.zip?versionId=x%2By").unwrap();
        assert_eq!((uri.bucket.as_str(), uri.key.as_str(), uri.version.as_deref()), ("bucket", "a/b.zip", Some("x+y")));
        assert_eq!(S3Uri::parse("s3://bucket/k?versionId=1&versionId=2").unwrap().version, None);
        for wrong in ["s3://bucket", "bucket/key", "https://bucket/key", "s3:///key", "."] {
            assert_eq!(S3Uri::parse(wrong), None, "{wrong}");
        }
    }
}
