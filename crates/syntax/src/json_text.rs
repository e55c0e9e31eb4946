//! Trees to JSON text.

use std::fmt::Write as _;

use crate::{Map, Node, Value};

impl Node {
    /// Compact JSON with the keys in order. Numbers that JSON cannot write appear as `NaN` and `Infinity`.
    pub fn to_json(&self) -> String {
        let mut out = String::new();
        Writer { out: &mut out, sorted: false, ascii: false, indent: None }.node(self);
        out
    }

    /// JSON as people read it: a line for each item and key, two blanks for each level, and no line break at the end.
    pub fn to_json_pretty(&self) -> String {
        let mut out = String::new();
        Writer { out: &mut out, sorted: false, ascii: false, indent: Some(0) }.node(self);
        out
    }

    /// The text that Python's `json.dumps(value, sort_keys=True, separators=(",", ":"))` writes: keys in the order of
    /// their characters, everything outside ASCII escaped, floats in their shortest form.
    pub fn to_json_sorted_ascii(&self) -> String {
        let mut out = String::new();
        Writer { out: &mut out, sorted: true, ascii: true, indent: None }.node(self);
        out
    }
}

struct Writer<'o> {
    out: &'o mut String,
    sorted: bool,
    ascii: bool,
    /// The level reached, where lines are broken.
    indent: Option<usize>,
}

impl Writer<'_> {
    /// The recursion is as deep as the tree, whose depth its maker bounds.
    fn node(&mut self, node: &Node) {
        match &node.value {
            Value::Null => self.out.push_str("null"),
            Value::Bool(value) => self.out.push_str(if *value { "true" } else { "false" }),
            // Writing to a String cannot fail.
            Value::Int(value) => _ = write!(self.out, "{value}"),
            Value::Float(value) => self.out.push_str(&float_text(*value)),
            Value::Text(text) => self.text(text),
            Value::List(items) => self.list(items),
            Value::Map(map) => self.map(map),
        }
    }

    fn list(&mut self, items: &[Node]) {
        self.open('[');
        for (index, item) in items.iter().enumerate() {
            self.separate(index);
            self.node(item);
        }
        self.close(']', items.is_empty());
    }

    fn map(&mut self, map: &Map) {
        let mut entries: Vec<(&str, &Node)> = map.iter().map(|(key, node)| (key.as_ref(), node)).collect();
        if self.sorted {
            // The order of UTF-8 bytes is the order of characters.
            entries.sort_by_key(|(key, _)| *key);
        }
        self.open('{');
        for (index, (key, node)) in entries.iter().enumerate() {
            self.separate(index);
            self.text(key);
            self.out.push_str(if self.indent.is_some() { ": " } else { ":" });
            self.node(node);
        }
        self.close('}', entries.is_empty());
    }

    fn open(&mut self, bracket: char) {
        self.out.push(bracket);
        self.indent = self.indent.map(|level| level + 1);
    }

    fn close(&mut self, bracket: char, is_empty: bool) {
        self.indent = self.indent.map(|level| level.saturating_sub(1));
        if !is_empty {
            self.line();
        }
        self.out.push(bracket);
    }

    /// Goes to where the next item begins.
    fn separate(&mut self, index: usize) {
        if index > 0 {
            self.out.push(',');
        }
        self.line();
    }

    fn line(&mut self) {
        if let Some(level) = self.indent {
            self.out.push('\n');
            self.out.extend(std::iter::repeat_n("  ", level));
        }
    }

    fn text(&mut self, text: &str) {
        self.out.push('"');
        for character in text.chars() {
            match character {
                '"' => self.out.push_str("\\\""),
                '\\' => self.out.push_str("\\\\"),
                '\n' => self.out.push_str("\\n"),
                '\r' => self.out.push_str("\\r"),
                '\t' => self.out.push_str("\\t"),
                '\u{8}' => self.out.push_str("\\b"),
                '\u{c}' => self.out.push_str("\\f"),
                '\0'..='\u{1f}' => self.escape(character),
                // Python escapes DEL as little as JSON asks: it is ASCII.
                _ if self.ascii && !character.is_ascii() => self.escape(character),
                _ => self.out.push(character),
            }
        }
        self.out.push('"');
    }

    /// `\uXXXX`, twice for a character beyond the first plane.
    fn escape(&mut self, character: char) {
        for unit in character.encode_utf16(&mut [0; 2]) {
            _ = write!(self.out, "\\u{unit:04x}");
        }
    }
}

/// A float as Python's `repr` writes it: the shortest digits that read back the same, with an exponent below 1e-4 and
/// from 1e16 on.
pub(crate) fn float_text(value: f64) -> String {
    if value.is_nan() {
        return "NaN".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "Infinity" } else { "-Infinity" }.to_owned();
    }
    let magnitude = value.abs();
    let text = shortest(value);
    if magnitude != 0.0 && !(1e-4..1e16).contains(&magnitude) {
        let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        return match exponent.strip_prefix('-') {
            Some(exponent) => format!("{digits}e-{exponent:0>2}"),
            None => format!("{digits}e+{exponent:0>2}"),
        };
    }
    positional(&text)
}

/// The shortest digits that read back the same, as `d.ddde-x`. Where two are equally near, Python takes the even one.
fn shortest(value: f64) -> String {
    let text = format!("{value:e}");
    let digits = text.bytes().take_while(|byte| *byte != b'e').filter(u8::is_ascii_digit).count();
    let even = format!("{value:.*e}", digits.saturating_sub(1));
    if even.parse() == Ok(value) { even } else { text }
}

/// `d.ddde-x` without an exponent.
fn positional(text: &str) -> String {
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let (sign, mantissa) = mantissa.strip_prefix('-').map_or(("", mantissa), |digits| ("-", digits));
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let Ok(whole) = usize::try_from(exponent + 1) else {
        return format!("{sign}0.{}{digits}", "0".repeat(exponent.unsigned_abs() as usize - 1));
    };
    match digits.split_at_checked(whole) {
        Some(("", fraction)) => format!("{sign}0.{fraction}"),
        Some((whole, "")) => format!("{sign}{whole}.0"),
        Some((whole, fraction)) => format!("{sign}{whole}.{fraction}"),
        None => format!("{sign}{digits:0<whole$}.0"),
    }
}

#[cfg(test)]
mod tests {
    use source::Origin;

    use super::*;
    use crate::node;

    #[test]
    fn floats_are_written_as_python_writes_them() {
        for (value, expected) in [
            (1.0, "1.0"),
            (-0.0, "-0.0"),
            (0.1, "0.1"),
            (1e15, "1000000000000000.0"),
            (1e16, "1e+16"),
            (1.5e16, "1.5e+16"),
            (1e22, "1e+22"),
            (123_456_789.125, "123456789.125"),
            (0.0001, "0.0001"),
            (0.00001, "1e-05"),
            (1.25e-7, "1.25e-07"),
            (1e100, "1e+100"),
            (5e-324, "5e-324"),
            (99.970_367_431_640_63, "99.97036743164062"),
            (0.5, "0.5"),
            (0.001_25, "0.00125"),
            (-1234.5, "-1234.5"),
            (100.0, "100.0"),
            (f64::INFINITY, "Infinity"),
            (f64::NEG_INFINITY, "-Infinity"),
            (f64::NAN, "NaN"),
        ] {
            assert_eq!(float_text(value), expected);
        }
    }

    #[test]
    fn pretty_text_has_a_line_for_each_part() {
        let here = Origin::Default("test");
        let tree = node!(&here; { "a": [1, { "b": true }], "c": [], "d": {} });
        let expected = "{\n  \"a\": [\n    1,\n    {\n      \"b\": true\n    }\n  ],\n  \"c\": [],\n  \"d\": {}\n}";
        assert_eq!(tree.to_json_pretty(), expected);
    }

    #[test]
    fn text_is_escaped_as_each_reader_expects() {
        let here = Origin::Default("test");
        let tree = node!(&here; { "z": "a\"\\\n\u{1}", "ß": ["𝄞", "\u{7f}"], "a": { "k": null, "b": true } });
        assert_eq!(
            tree.to_json(),
            "{\"z\":\"a\\\"\\\\\\n\\u0001\",\"ß\":[\"𝄞\",\"\u{7f}\"],\"a\":{\"k\":null,\"b\":true}}"
        );
        assert_eq!(
            tree.to_json_sorted_ascii(),
            "{\"a\":{\"b\":true,\"k\":null},\"z\":\"a\\\"\\\\\\n\\u0001\",\"\\u00df\":[\"\\ud834\\udd1e\",\"\u{7f}\"]}"
        );
    }
}
