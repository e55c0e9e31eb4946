//! Values as the reference prints them in its messages.

use std::fmt::Write as _;

use syntax::{Node, Value};

/// A value as Python 3 prints it inside a message: `'text'`, `True`, `None`, `['a', 1]`, `{'k': 'v'}`.
pub fn repr(node: &Node) -> String {
    let mut out = String::new();
    write_repr(&mut out, node);
    out
}

/// As [`repr`], but a text without its quotes.
pub fn display(node: &Node) -> String {
    node.as_str().map_or_else(|| repr(node), str::to_owned)
}

/// The name of a value's type.
pub fn type_name(node: &Node) -> &'static str {
    match &node.value {
        Value::Null => "NoneType",
        Value::Bool(_) => "bool",
        Value::Int(_) => "int",
        Value::Float(_) => "float",
        Value::Text(_) => "str",
        Value::List(_) => "list",
        Value::Map(_) => "dict",
    }
}

fn write_repr(out: &mut String, node: &Node) {
    match &node.value {
        Value::Null => out.push_str("None"),
        Value::Bool(value) => out.push_str(if *value { "True" } else { "False" }),
        Value::Int(value) => {
            let _ = write!(out, "{value}");
        }
        Value::Float(value) => out.push_str(&crate::hash::float_text(*value)),
        Value::Text(text) => write_text(out, text),
        Value::List(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                out.push_str(if index > 0 { ", " } else { "" });
                write_repr(out, item);
            }
            out.push(']');
        }
        Value::Map(map) => {
            out.push('{');
            for (index, (key, value)) in map.iter().enumerate() {
                out.push_str(if index > 0 { ", " } else { "" });
                write_text(out, key);
                out.push_str(": ");
                write_repr(out, value);
            }
            out.push('}');
        }
    }
}

fn write_text(out: &mut String, text: &str) {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    out.push(quote);
    for character in text.chars() {
        match character {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ if character == quote => {
                out.push('\\');
                out.push(character);
            }
            _ => out.push(character),
        }
    }
    out.push(quote);
}
