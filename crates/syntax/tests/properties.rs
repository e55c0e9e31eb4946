//! What holds for every document.

use proptest::prelude::*;
use source::{FileId, Limits, Origin};
use syntax::{Dialect, Document, Map, Node, Value, decode, parse, parse_json, parse_yaml};

fn tree() -> impl Strategy<Value = Node> {
    let here = Origin::Default("test");
    let number = prop_oneof![any::<i64>().prop_map(i128::from), any::<i128>()];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        number.prop_map(Value::Int),
        any::<f64>().prop_filter("JSON has no other numbers", |value| value.is_finite()).prop_map(Value::Float),
        any::<String>().prop_map(|text| Value::Text(text.into())),
        "[a-z0-9:#~<>|!&*' .-]{0,8}".prop_map(|text| Value::Text(text.into())),
    ];
    let node = move |value| Node::new(value, here.clone());
    leaf.prop_map(node.clone()).prop_recursive(5, 60, 6, move |inner| {
        let node = node.clone();
        let list = prop::collection::vec(inner.clone(), 0..6).prop_map(Value::List);
        let pairs = prop::collection::vec((any::<String>(), inner), 0..6);
        let map = pairs.prop_map(|pairs| Value::Map(pairs.into_iter().collect::<Map>()));
        prop_oneof![list, map].prop_map(node)
    })
}

/// Something between YAML and noise.
fn scrawl() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "a",
        "b: ",
        "- ",
        "? ",
        ": ",
        "\n",
        "\n  ",
        "\n    ",
        "[",
        "]",
        "{",
        "}",
        ",",
        "'",
        "\"",
        "|",
        ">-",
        "!Ref ",
        "!GetAtt a.b",
        "&x ",
        "*x",
        "<<: ",
        "#",
        " # c",
        "\t",
        "---\n",
        "...\n",
        "é",
        "\r\n",
        "%",
        "\\",
        "1_0",
        "~",
        "\u{feff}",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn check_places(text: &str, node: &Node) -> Result<(), TestCaseError> {
    let span = node.span().map(|span| span.start as usize..span.end as usize);
    prop_assert!(span.clone().is_some_and(|range| text.get(range).is_some()), "{span:?} in {text:?}");
    match &node.value {
        Value::List(items) => items.iter().try_for_each(|item| check_places(text, item)),
        Value::Map(map) => map.values().try_for_each(|value| check_places(text, value)),
        _ => Ok(()),
    }
}

fn check_all(text: &str, documents: &[Document]) -> Result<(), TestCaseError> {
    documents.iter().filter_map(|document| document.root.as_ref()).try_for_each(|root| check_places(text, root))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read(bytes: Vec<u8>) {
        let (text, _) = decode(FileId(0), bytes);
        let limits = Limits::default();
        check_all(&text, &parse(FileId(0), "t.json", &text, Dialect::Plain, &limits))?;
        check_all(&text, &[parse_json(FileId(0), &text, &limits)])?;
    }

    #[test]
    fn any_scrawl_is_read(text in scrawl()) {
        let limits = Limits { depth: 10, nodes: 100, ..Limits::default() };
        for dialect in [Dialect::Plain, Dialect::CloudFormation] {
            check_all(&text, &parse_yaml(FileId(0), &text, dialect, &limits))?;
        }
        check_all(&text, &[parse_json(FileId(0), &text, &limits)])?;
    }

    #[test]
    fn what_is_written_is_read_again(node in tree()) {
        for text in [node.to_json(), node.to_json_sorted_ascii()] {
            let again = parse_json(FileId(0), &text, &Limits::default());
            prop_assert_eq!(&again.notices, &[]);
            prop_assert_eq!(again.root.as_ref(), Some(&node), "{}", text);
        }
    }

    #[test]
    fn json_is_yaml(node in tree()) {
        // Escaped, because YAML folds some line breaks and forbids some characters that JSON allows in strings.
        let text = node.to_json_sorted_ascii();
        let json = parse_json(FileId(0), &text, &Limits::default()).root;
        let mut yaml = parse_yaml(FileId(0), &text, Dialect::CloudFormation, &Limits::default());
        // An exponent without a dot before it is text in YAML, and a pair of surrogates is not one character.
        if ["e+", "e-", "\\ud"].iter().any(|difference| text.contains(difference)) {
            return Ok(());
        }
        prop_assert_eq!(yaml.remove(0).root, json, "{}", text);
    }
}
