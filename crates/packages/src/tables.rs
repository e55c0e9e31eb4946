//! TOML as the tree that JSON and YAML have, so that one way of reading serves them all.

use finding::{Notice, NoticeKind};
use source::{FileId, Origin, Span};
use syntax::{Map, Node, Value};
use toml::de::{DeTable, DeValue};

use crate::{Input, Inventory};

/// Parses TOML; what is no TOML is a notice and the rest is kept. The parser bounds the nesting itself.
pub(crate) fn read_toml(input: Input<'_>) -> (Inventory, Node) {
    let Input { file, text, .. } = input;
    // A byte order mark is blanked out by as many blanks, so that offsets stay.
    let blanked = text.strip_prefix('\u{feff}').map(|rest| format!("   {rest}"));
    let (table, errors) = DeTable::parse_recoverable(blanked.as_deref().unwrap_or(text));
    let notices = errors.iter().take(100).map(|error| {
        let span = error.span().unwrap_or_default();
        Notice::at(Span::new(file, span.start, span.end), NoticeKind::Malformed, error.message())
    });
    let span = table.span();
    let origin = Origin::Written(Span::new(file, span.start, span.end));
    let found = Inventory { notices: notices.collect(), ..Inventory::default() };
    (found, Node::from_map(map(file, table.get_ref()), origin))
}

fn map(file: FileId, table: &DeTable<'_>) -> Map {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    let mut map = Map::new();
    for (key, value) in entries {
        let at = key.span();
        let origin = Origin::Written(Span::new(file, at.start, at.end));
        map.insert_at(key.get_ref().as_ref(), origin, node(file, value));
    }
    map
}

fn node(file: FileId, value: &toml::Spanned<DeValue<'_>>) -> Node {
    let at = value.span();
    let origin = Origin::Written(Span::new(file, at.start, at.end));
    let (value, raw) = match value.get_ref() {
        DeValue::String(text) => (Value::Text(text.as_ref().into()), None),
        DeValue::Boolean(value) => (Value::Bool(*value), None),
        DeValue::Integer(number) => {
            let value = i128::from_str_radix(number.as_str(), number.radix());
            (value.map_or_else(|_| Value::Text(number.as_str().into()), Value::Int), Some(number.as_str().into()))
        }
        DeValue::Float(number) => {
            (Value::Float(number.as_str().parse().unwrap_or_default()), Some(number.as_str().into()))
        }
        DeValue::Datetime(date) => (Value::Text(date.to_string().into()), None),
        DeValue::Array(items) => (Value::List(items.iter().map(|item| node(file, item)).collect()), None),
        DeValue::Table(table) => (Value::Map(map(file, table)), None),
    };
    Node { value, origin, raw }
}
