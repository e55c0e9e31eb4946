//! Logical ids that change when what they stand for changes.

use std::fmt::Write as _;

use sha1::{Digest, Sha1};
use syntax::{Node, Value};

use crate::values;

/// How many digits of a hash end a logical id.
const ID_DIGITS: usize = 10;

/// `prefix` followed by the hash of the data; just the prefix for empty data. Text is hashed as it is, anything else as
/// [`compact_json`].
pub fn logical_id(prefix: &str, data: &Node) -> String {
    if !values::truthy(data) {
        return prefix.to_owned();
    }
    match &data.value {
        Value::Text(text) => logical_id_of_text(prefix, text),
        _ => logical_id_of_text(prefix, &compact_json(data)),
    }
}

/// `prefix` followed by the hash of the text; just the prefix for an empty text.
pub fn logical_id_of_text(prefix: &str, text: &str) -> String {
    if text.is_empty() {
        return prefix.to_owned();
    }
    let mut id = prefix.to_owned();
    id.push_str(digits(&sha1_hex(text), ID_DIGITS));
    id
}

/// The first `count` characters of a hash, or all of it.
pub fn digits(hash: &str, count: usize) -> &str {
    hash.char_indices().nth(count).map_or(hash, |(end, _)| hash.get(..end).unwrap_or(hash))
}

/// The SHA-1 of a text as 40 hexadecimal digits.
pub fn sha1_hex(text: &str) -> String {
    let mut hex = String::with_capacity(40);
    for byte in Sha1::digest(text.as_bytes()) {
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

/// JSON without blanks, keys sorted by code point, everything beyond ASCII escaped.
pub fn compact_json(node: &Node) -> String {
    let mut out = String::new();
    write_json(&mut out, node, &JsonStyle { item: ",", key: ":", sorted: true });
    out
}

/// JSON with `, ` and `: `, keys in their order, everything beyond ASCII escaped.
pub fn spaced_json(node: &Node) -> String {
    let mut out = String::new();
    write_json(&mut out, node, &JsonStyle { item: ", ", key: ": ", sorted: false });
    out
}

struct JsonStyle {
    item: &'static str,
    key: &'static str,
    sorted: bool,
}

fn write_json(out: &mut String, node: &Node, style: &JsonStyle) {
    match &node.value {
        Value::Null => out.push_str("null"),
        Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Value::Int(value) => {
            let _ = write!(out, "{value}");
        }
        Value::Float(value) => out.push_str(&float_text(*value)),
        Value::Text(text) => write_json_text(out, text),
        Value::List(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                out.push_str(if index > 0 { style.item } else { "" });
                write_json(out, item, style);
            }
            out.push(']');
        }
        Value::Map(map) => {
            let mut entries: Vec<_> = map.iter().collect();
            if style.sorted {
                entries.sort_by_key(|(key, _)| *key);
            }
            out.push('{');
            for (index, (key, value)) in entries.into_iter().enumerate() {
                out.push_str(if index > 0 { style.item } else { "" });
                write_json_text(out, key);
                out.push_str(style.key);
                write_json(out, value, style);
            }
            out.push('}');
        }
    }
}

fn write_json_text(out: &mut String, text: &str) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            ' '..='~' => out.push(character),
            _ => {
                for unit in character.encode_utf16(&mut [0; 2]) {
                    let _ = write!(out, "\\u{unit:04x}");
                }
            }
        }
    }
    out.push('"');
}

/// A float in the shortest text that reads back the same, with at least one decimal, as Python prints it.
pub fn float_text(value: f64) -> String {
    if value.is_nan() {
        return "NaN".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "Infinity" } else { "-Infinity" }.to_owned();
    }
    let magnitude = value.abs();
    if magnitude != 0.0 && !(1e-4..1e16).contains(&magnitude) {
        let text = format!("{value:e}");
        let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        let (sign, digits) = exponent.strip_prefix('-').map_or(("+", exponent), |digits| ("-", digits));
        return format!("{mantissa}e{sign}{digits:0>2}");
    }
    format!("{value:?}")
}

#[cfg(test)]
mod tests {
    use source::Origin;
    use syntax::node;

    use super::*;

    #[test]
    fn json_is_compact_sorted_and_ascii() {
        let here = Origin::Default("test");
        let data = node!(&here; { "b": [1, true, null], "a": "ä\u{1F600}\n" });
        assert_eq!(compact_json(&data), r#"{"a":"\u00e4\ud83d\ude00\n","b":[1,true,null]}"#);
        assert_eq!(spaced_json(&data), r#"{"b": [1, true, null], "a": "\u00e4\ud83d\ude00\n"}"#);
    }

    #[test]
    fn ids_end_in_ten_digits_or_nothing() {
        let here = Origin::Default("test");
        assert_eq!(logical_id("Layer", &node!(&here; "abc")), "Layera9993e3647");
        assert_eq!(logical_id("Layer", &node!(&here; {})), "Layer");
    }

    #[test]
    fn floats_print_like_python() {
        let printed = [1.0, 0.1, 1e16, 1e-5, 1.5e300].map(float_text);
        assert_eq!(printed, ["1.0", "0.1", "1e+16", "1e-05", "1.5e+300"]);
    }
}
