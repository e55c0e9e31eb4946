//! Documents are equal when they say the same, wherever they say it.

use source::{FileId, Limits};
use syntax::{Node, parse_json};

fn parse(text: &str) -> Option<Node> {
    parse_json(FileId(0), text, &Limits::default()).root
}

#[test]
fn places_and_order_of_keys_do_not_count() {
    assert_eq!(parse(r#"{"a": [1, {"b": null}], "c": 2}"#), parse("{ \"c\":2,\n\n\"a\":[1,{\"b\":null}] }"));
    assert_ne!(parse(r#"{"a": [1, 2]}"#), parse(r#"{"a": [2, 1]}"#));
    assert_ne!(parse(r#"{"a": 1}"#), parse(r#"{"a": "1"}"#));
    assert_ne!(parse(r#"{"a": 1}"#), parse(r#"{"b": 1}"#));
}
