//! Python's text of a value, as version 2.7 would print it.

use std::fmt::Write;

use syntax::Value;

use super::{Dict, Doc, Key};
use crate::hash::float_text;

/// The largest number that is not a `long`.
const LARGEST_INT: i128 = 9_223_372_036_854_775_807;

/// `str(value)`: a text as it is, everything else as [`repr`].
pub(crate) fn str_of(doc: &Doc) -> String {
    doc.as_str().map_or_else(|| repr(doc), str::to_owned)
}

/// `repr(value)`.
fn repr(doc: &Doc) -> String {
    let mut out = String::new();
    write_repr(&mut out, doc);
    out
}

fn write_repr(out: &mut String, doc: &Doc) {
    match doc {
        Doc::Leaf { node, unicode } => write_scalar(out, &node.value, *unicode),
        Doc::List { items, .. } => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                out.push_str(if index > 0 { ", " } else { "" });
                write_repr(out, item);
            }
            out.push(']');
        }
        Doc::Dict(dict) => write_dict(out, dict),
    }
}

fn write_dict(out: &mut String, dict: &Dict) {
    out.push('{');
    for (index, (Key { text, unicode }, value)) in dict.iter().enumerate() {
        out.push_str(if index > 0 { ", " } else { "" });
        write_text(out, text, *unicode);
        out.push_str(": ");
        write_repr(out, value);
    }
    out.push('}');
}

fn write_scalar(out: &mut String, value: &Value, unicode: bool) {
    match value {
        Value::Bool(true) => out.push_str("True"),
        Value::Bool(false) => out.push_str("False"),
        Value::Int(number) => {
            let suffix = if *number > LARGEST_INT { "L" } else { "" };
            let _ = write!(out, "{number}{suffix}");
        }
        Value::Float(number) => out.push_str(&float_text(*number)),
        Value::Text(text) => write_text(out, text, unicode),
        Value::Null | Value::List(_) | Value::Map(_) => out.push_str("None"),
    }
}

fn write_text(out: &mut String, text: &str, unicode: bool) {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    if unicode {
        out.push('u');
    }
    out.push(quote);
    for character in text.chars() {
        match character {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\\' => out.push_str("\\\\"),
            _ if character == quote => {
                out.push('\\');
                out.push(quote);
            }
            ' '..='~' => out.push(character),
            // Python 3 prints what it calls printable in native texts; unicode ones are escaped throughout.
            _ if !unicode && is_printable(character) => out.push(character),
            _ => write_escape(out, character),
        }
    }
    out.push(quote);
}

fn write_escape(out: &mut String, character: char) {
    let code = u32::from(character);
    let _ = match code {
        0..=0xff => write!(out, "\\x{code:02x}"),
        0x100..=0xffff => write!(out, "\\u{code:04x}"),
        _ => write!(out, "\\U{code:08x}"),
    };
}

fn is_printable(character: char) -> bool {
    !character.is_control() && !character.is_whitespace()
}
