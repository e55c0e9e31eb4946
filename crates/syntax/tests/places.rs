//! Every value and key knows its bytes: the slice of the text at a node's span is the node as it was written.

use source::{FileId, Limits, Origin};
use syntax::{Dialect, Node, parse};

const TEMPLATE: &str = "\u{feff}# größe
Resources: # all
  Fönction:
    Type: 'AWS::Serverless::Function'  # why
    Properties:
      Role: !GetAtt Role.Arn   # the role
      Quoted: !GetAtt \"Role.Arn\"
      Code: |
        print('ß')
          more

      # a comment
      Layers:
      - !Ref A

      -   B
      - - C
      Environment: { Variables: {T: !Ref 'T' , N: 1 } }  # end
      Sub: &sub !Sub
        - '${x}'
        - x: 1
          y:
      Again: *sub
      Keep: |+
        k

      Empty:
      List: [a, 'b', ]
    \"Condition\" : C
Outputs:
  O: {a: , b}
";

fn root(path: &str, text: &str) -> Node {
    let document = parse(FileId(0), path, text, Dialect::CloudFormation, &Limits::default()).remove(0);
    assert_eq!(document.notices, []);
    document.root.unwrap_or_else(|| Node::null(Origin::Default("nothing")))
}

/// Keys and indexes, separated by `/`.
#[expect(clippy::panic, clippy::indexing_slicing, reason = "a path that leads nowhere is a mistake in the test")]
fn find<'n>(node: &'n Node, path: &str) -> &'n Node {
    path.split('/').filter(|part| !part.is_empty()).fold(node, |node, part| match part.parse::<usize>() {
        Ok(index) => &node.as_list().unwrap_or_default()[index],
        Err(_) => node.get(part).unwrap_or_else(|| panic!("no {part} in {path}")),
    })
}

#[track_caller]
fn check(text: &str, node: &Node, path: &str, expected: &str) {
    let span = find(node, path).span().map(|span| span.start as usize..span.end as usize);
    assert_eq!(span.and_then(|range| text.get(range)), Some(expected), "{path}");
}

#[test]
fn scalars_are_their_text_with_quotes() {
    let root = root("t.yaml", TEMPLATE);
    let function = find(&root, "Resources/Fönction");
    check(TEMPLATE, function, "Type", "'AWS::Serverless::Function'");
    check(TEMPLATE, function, "Properties/Code", "|\n        print('ß')\n          more");
    check(TEMPLATE, function, "Properties/Keep", "|+\n        k\n\n");
    check(TEMPLATE, function, "Properties/Layers/1", "B");
    check(TEMPLATE, function, "Properties/Environment/Variables/N", "1");
    check(TEMPLATE, function, "Condition", "C");
}

#[test]
fn short_tags_begin_at_their_exclamation_mark() {
    let root = root("t.yaml", TEMPLATE);
    let properties = find(&root, "Resources/Fönction/Properties");
    check(TEMPLATE, properties, "Role", "!GetAtt Role.Arn");
    check(TEMPLATE, properties, "Role/Fn::GetAtt", "Role.Arn");
    check(TEMPLATE, properties, "Role/Fn::GetAtt/0", "Role");
    check(TEMPLATE, properties, "Role/Fn::GetAtt/1", "Arn");
    check(TEMPLATE, properties, "Quoted/Fn::GetAtt/1", "Arn");
    check(TEMPLATE, properties, "Environment/Variables/T", "!Ref 'T'");
    check(TEMPLATE, properties, "Environment/Variables/T/Ref", "'T'");
    check(TEMPLATE, properties, "Sub", "!Sub\n        - '${x}'\n        - x: 1\n          y:");
    // What an alias repeats stays where it was written.
    check(TEMPLATE, properties, "Again/Fn::Sub/0", "'${x}'");
}

#[test]
fn a_name_over_two_lines_has_the_place_of_the_whole() {
    // Folded it is as long as it would be between quotes, and it does not stand there letter by letter.
    let text = "!GetAtt a.b\t\r\né";
    let root = root("t.yaml", text);
    check(text, &root, "Fn::GetAtt/0", "a.b\t\r\né");
    check(text, &root, "Fn::GetAtt/1", "a.b\t\r\né");
}

#[test]
fn collections_end_with_their_last_value() {
    let root = root("t.yaml", TEMPLATE);
    let properties = find(&root, "Resources/Fönction/Properties");
    check(TEMPLATE, properties, "Layers", "- !Ref A\n\n      -   B\n      - - C");
    check(TEMPLATE, properties, "Layers/2", "- C");
    check(TEMPLATE, properties, "Environment", "{ Variables: {T: !Ref 'T' , N: 1 } }");
    check(TEMPLATE, properties, "Sub/Fn::Sub/1", "x: 1\n          y:");
    check(TEMPLATE, properties, "List", "[a, 'b', ]");
    check(TEMPLATE, &root, "Outputs", "O: {a: , b}");
    check(TEMPLATE, &root, "", TEMPLATE.trim_start_matches("\u{feff}# größe\n").trim_end());
}

#[test]
fn what_is_not_there_is_empty_and_behind_its_colon() {
    let root = root("t.yaml", TEMPLATE);
    for (path, before) in [
        ("Resources/Fönction/Properties/Empty", "Empty:"),
        ("Resources/Fönction/Properties/Sub/Fn::Sub/1/y", "          y:"),
        ("Outputs/O/a", "{a:"),
        ("Outputs/O/b", ", b"),
    ] {
        let span = find(&root, path).span().map(|span| (span.start as usize, span.end as usize));
        let at = TEMPLATE.find(before).map(|at| at + before.len());
        assert_eq!(span, at.map(|at| (at, at)), "{path}");
    }
}

#[test]
fn keys_have_places_of_their_own() {
    let root = root("t.yaml", TEMPLATE);
    let key = |path: &str, key: &str| {
        let entry = find(&root, path).as_map().and_then(|map| map.entry(key).cloned());
        let span = entry.and_then(|entry| entry.key.written()).map(|span| span.start as usize..span.end as usize);
        span.and_then(|range| TEMPLATE.get(range)).map(str::to_owned)
    };
    assert_eq!(key("Resources", "Fönction").as_deref(), Some("Fönction"));
    assert_eq!(key("Resources/Fönction", "Condition").as_deref(), Some("\"Condition\""));
    assert_eq!(key("Resources/Fönction/Properties/Role", "Fn::GetAtt").as_deref(), Some("!GetAtt"));
}

#[test]
fn json_has_places_too() {
    let text = "\u{feff}{ \"ä\" : [1.50, \"x\\u00e9\", {\"b\":null}] // end\n}\n";
    let root = root("t.json", text);
    check(text, &root, "", "{ \"ä\" : [1.50, \"x\\u00e9\", {\"b\":null}] // end\n}");
    check(text, &root, "ä", "[1.50, \"x\\u00e9\", {\"b\":null}]");
    check(text, &root, "ä/0", "1.50");
    check(text, &root, "ä/1", "\"x\\u00e9\"");
    check(text, &root, "ä/2/b", "null");
}

#[test]
fn windows_line_ends_move_nothing() {
    let text = TEMPLATE.replace('\n', "\r\n");
    let root = root("t.yaml", &text);
    check(&text, &root, "Resources/Fönction/Properties/Role/Fn::GetAtt/1", "Arn");
    check(&text, &root, "Resources/Fönction/Properties/Code", "|\r\n        print('ß')\r\n          more");
    check(&text, &root, "Resources/Fönction/Properties/Layers/2", "- C");
}
