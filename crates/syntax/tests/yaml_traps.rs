//! What YAML makes of innocent text. Each case is a document and the JSON it means.

use source::{FileId, Limits};
use syntax::{Dialect, Node, parse_yaml};

#[track_caller]
fn check_dialect(dialect: Dialect, text: &str, expected: &str) {
    for text in [text.to_owned(), format!("{text}\n"), text.replace('\n', "\r\n")] {
        let documents = parse_yaml(FileId(0), &text, dialect, &Limits::default());
        let roots: Vec<String> =
            documents.iter().map(|document| document.root.as_ref().map_or_else(String::new, Node::to_json)).collect();
        assert_eq!(roots.join("\n"), expected, "{text}");
        let unclear: Vec<_> = documents.iter().flat_map(|document| &document.notices).collect();
        assert!(unclear.is_empty(), "{text}: {unclear:?}");
    }
}

#[track_caller]
fn check(text: &str, expected: &str) {
    check_dialect(Dialect::Plain, text, expected);
}

#[track_caller]
fn check_template(text: &str, expected: &str) {
    check_dialect(Dialect::CloudFormation, text, expected);
}

#[test]
fn words_that_are_truth_values() {
    check("[yes, No, ON, off, true, False]", "[true,false,true,false,true,false]");
    check("[y, n, yEs, 'yes', \"no\", on-demand]", r#"["y","n","yEs","yes","no","on-demand"]"#);
    check("on: push", r#"{"true":"push"}"#);
}

#[test]
fn nothing_has_several_names() {
    check("[~, null, NULL, '', \"~\", nil]", r#"[null,null,null,"","~","nil"]"#);
    check("a:\nb: # nothing\nc:", r#"{"a":null,"b":null,"c":null}"#);
    check("-\n- ", "[null,null]");
}

#[test]
fn whole_numbers_in_every_base() {
    check("[0123, 0x1F, 0b101, 1_000, -12, +7]", "[83,31,5,1000,-12,7]");
    check("[0o17, 09, 0x, 1_000_, 12a]", r#"["0o17","09","0x",1000,"12a"]"#);
    // An account id with a leading zero is text only because of its 8 or 9.
    check("[012345678901, 012345670123]", r#"["012345678901",1402433619]"#);
    check("170141183460469231731687303715884105727", "170141183460469231731687303715884105727");
    check("170141183460469231731687303715884105728", "1.7014118346046923e+38");
}

#[test]
fn a_clock_is_a_number_of_base_sixty() {
    check("[22:22, 190:20:30, 1:60, 08:00]", r#"[1342,685230,"1:60","08:00"]"#);
    check("- 3306:3306\n- 127.0.0.1:80\n- 80:8080\n- 25:25", r#"["3306:3306","127.0.0.1:80","80:8080",1525]"#);
    check("190:20:30.5", "685230.5");
}

#[test]
fn other_numbers_need_a_dot_and_a_sign() {
    check("[1.0, 1., .5, 1.5e+3, -.inf, 1e3, 1.5e3, -.5]", r#"[1.0,1.0,0.5,1500.0,-Infinity,"1e3","1.5e3","-.5"]"#);
    check("[1.10, 1.2.3, 12e03]", r#"[1.1,"1.2.3","12e03"]"#);
}

#[test]
fn dates_stay_text() {
    check("Version: 2012-10-17", r#"{"Version":"2012-10-17"}"#);
    check("2001-12-14 21:59:43.10 -5", r#""2001-12-14 21:59:43.10 -5""#);
}

#[test]
fn the_text_of_a_number_survives() {
    let document = parse_yaml(FileId(0), "[0123, 1.10, yes, ~, x, '1']", Dialect::Plain, &Limits::default());
    let items = document[0].root.as_ref().and_then(Node::as_list).map(<[Node]>::to_vec).unwrap_or_default();
    let raws: Vec<Option<&str>> = items.iter().map(|item| item.raw.as_deref()).collect();
    assert_eq!(raws, [Some("0123"), Some("1.10"), Some("yes"), Some("~"), None, None]);
    let texts: Vec<Option<String>> = items.iter().map(|item| item.text().map(|text| text.to_string())).collect();
    assert_eq!(texts, ["0123", "1.10", "yes", "", "x", "1"].map(|text| (!text.is_empty()).then(|| text.to_owned())));
}

#[test]
fn keys_are_text_even_if_they_are_not() {
    check("1: a\n~: b\n1.50: c\n0x10: d\n'1.50': e", r#"{"1":"a","null":"b","1.5":"c","16":"d","1.50":"e"}"#);
    check("? key\n: value\n? alone", r#"{"key":"value","alone":null}"#);
}

#[test]
fn colons_dashes_and_hashes_need_a_blank() {
    check("[a:b, ::c, http://x/#y]", r##"["a:b","::c","http://x/#y"]"##);
    check("a: b#c\nd: e #f\ng: -h", r#"{"a":"b#c","d":"e","g":"-h"}"#);
    check("{\"a\":1, b: , c}", r#"{"a":1,"b":null,"c":null}"#);
    check("{a:1}", r#"{"a:1":null}"#);
    check("[a: b, {c}]", r#"[{"a":"b"},{"c":null}]"#);
}

#[test]
fn lists_need_no_indentation() {
    check("a:\n- 1\n- b: 2\n  c:\n  - 3\nd: 4", r#"{"a":[1,{"b":2,"c":[3]}],"d":4}"#);
    check("- - 1\n  - 2\n- - 3", "[[1,2],[3]]");
}

#[test]
fn long_text_is_folded() {
    check("a: one\n  two\n\n  three", r#"{"a":"one two\nthree"}"#);
    check("'it''s\n  one'", r#""it's one""#);
    check("\"a \\\n   b\\tc\\x41\\u00df\\U0001F600\"", "\"a b\\tcAß😀\"");
    check("a: |-\n  x\n   y\nb: >-\n  x\n  y\n\n  z", r#"{"a":"x\n y","b":"x y\nz"}"#);
    check("a: |2-\n    x\n   y", r#"{"a":"  x\n y"}"#);
}

#[test]
fn the_end_of_the_text_ends_a_block_without_a_line_break() {
    let document = |text: &str| parse_yaml(FileId(0), text, Dialect::Plain, &Limits::default());
    for (text, expected) in [
        ("|\n a", "a"),
        ("|\n a\n", "a\n"),
        ("|\n a\n\n", "a\n"),
        ("|+\n a\n\n", "a\n\n"),
        ("|-\n a\n", "a"),
        ("k: |\n  a\n  ", "a\n"),
        (">\n a\n b", "a b"),
    ] {
        let root = document(text)[0].root.clone();
        let found = root.as_ref().map(|root| root.get("k").unwrap_or(root)).and_then(Node::as_str).map(str::to_owned);
        assert_eq!(found.as_deref(), Some(expected), "{text:?}");
    }
}

#[test]
fn brackets_and_quotes_may_lie_anywhere() {
    check("a: [\n1,\n2 # two\n]\nb: 3", r#"{"a":[1,2],"b":3}"#);
    check("a:\n  b: {\n  \"c\": \"}\"\n}\n  d: 4", r#"{"a":{"b":{"c":"}"},"d":4}}"#);
    check("a:\n  b: \"x\ny\"\n  c: 'z\n\n w'", r#"{"a":{"b":"x y","c":"z\nw"}}"#);
    check_template(
        "a:\n  b: !Sub \"x\ny\"\n  c: !Join [\n'', [!Ref d,\n e]]",
        r#"{"a":{"b":{"Fn::Sub":"x y"},"c":{"Fn::Join":["",[{"Ref":"d"},"e"]]}}}"#,
    );
}

#[test]
fn anchors_repeat_and_merges_fill_in() {
    check("a: &x {p: 1}\nb: *x\nc: [*x]", r#"{"a":{"p":1},"b":{"p":1},"c":[{"p":1}]}"#);
    check("base: &b {x: 1, y: 2}\nd:\n  z: 0\n  <<: *b\n  y: 3", r#"{"base":{"x":1,"y":2},"d":{"x":1,"y":3,"z":0}}"#);
    check("<<: [{a: 1, b: 1}, {b: 2, c: 2}]\nc: 3", r#"{"a":1,"b":1,"c":3}"#);
    check("'<<': {a: 1}", r#"{"<<":{"a":1}}"#);
    check("- &k key\n- *k : &v value\n  a: *v", r#"["key",{"key":"value","a":"value"}]"#);
}

#[test]
fn a_stream_holds_documents() {
    check("a: 1\n---\n- 2\n---\n...\n---\nx", "{\"a\":1}\n[2]\n\n\"x\"");
    check("%YAML 1.1\n---\na", "\"a\"");
    check("# nothing\n\n# at all", "");
    check("", "");
}

#[test]
fn type_tags_are_obeyed() {
    check(
        "[!!str 1, !!int '2', !!float 3, !!bool 'yes', !!null '', !!binary aGk=, !<tag:yaml.org,2002:str> 4]",
        r#"["1",2,3.0,true,null,"hi","4"]"#,
    );
    check("[!!int x, !!binary '?', !!map {a: 1}]", r#"["x","?",{"a":1}]"#);
}

#[test]
fn short_tags_are_functions_in_templates_only() {
    check_template("!Ref X", r#"{"Ref":"X"}"#);
    check_template(
        "[!Condition C, !GetAtt A.B.C, !GetAtt [A, B], !GetAtt A]",
        r#"[{"Condition":"C"},{"Fn::GetAtt":["A","B.C"]},{"Fn::GetAtt":["A","B"]},{"Fn::GetAtt":["A"]}]"#,
    );
    check_template("!Sub\n- '${a}'\n- a: !ImportValue 'x'", r#"{"Fn::Sub":["${a}",{"a":{"Fn::ImportValue":"x"}}]}"#);
    check_template("!If [c, !Ref 012, !GetAZs '']", r#"{"Fn::If":["c",{"Ref":"012"},{"Fn::GetAZs":""}]}"#);
    check_template("!Transform\n  Name: AWS::Include", r#"{"Fn::Transform":{"Name":"AWS::Include"}}"#);
    check_template("!Base64\n  Fn::Sub: |-\n    x", r#"{"Fn::Base64":{"Fn::Sub":"x"}}"#);
    check_template("a: &r !Ref X\nb: *r", r#"{"a":{"Ref":"X"},"b":{"Ref":"X"}}"#);
    check("[!Ref X, !vault 1, !a {b: 1}, !b '1']", r#"["X",1,{"b":1},"1"]"#);
}

#[test]
fn any_language_will_do() {
    check("größe: 'ü'\n日本: \"語\"\n😀: [é]", r#"{"größe":"ü","日本":"語","😀":["é"]}"#);
    check("\u{feff}a: 1", r#"{"a":1}"#);
}
