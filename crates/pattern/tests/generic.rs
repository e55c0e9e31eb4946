//! What rules for the text of any file match.

#![expect(clippy::panic, reason = "a test may fail")]

use std::cell::Cell;

use pattern::rule::{Language, Mode, Options};
use pattern::{Code, Match, Run, TextPattern, compile, compile_for_text, load};
use proptest::prelude::*;
use source::{FileId, Limits};
use tree::{Names, Tree};

/// The matches of a rule whose keys below `languages` are given, with the texts of their metavariables.
fn matches(rest: &str, text: &str) -> Vec<(String, Vec<String>)> {
    let rule = format!("rules:\n- id: r\n  message: m\n  severity: LOW\n  {}\n", rest.replace('\n', "\n  "));
    let (rules, notices) = load(FileId(0), &rule, &Limits::default());
    let [rule] = &rules[..] else { panic!("{rule}: {notices:?}") };
    let (program, notices) = compile_for_text(&rules);
    assert_eq!(notices, [], "{rule:?}");
    let (present, candidates) = program.candidates(text, false);
    if candidates.is_empty() {
        return Vec::new();
    }
    let (tree, names) = (Tree::of_text(&program.symbols), Names::default());
    let code = Code { text, tree: &tree, names: &names };
    let steps = Cell::new(10_000_000);
    let run = Run::new(&program, code, &present, &steps);
    let Mode::Search(formula) = &rule.mode else { panic!("{rule:?}") };
    let shown = |one: &Match| {
        let range = one.range.start as usize..one.range.end as usize;
        let bound = one.environment.iter().map(|(name, bound)| format!("{}={}", run.name(name), code.text_of(bound)));
        (text.get(range).unwrap_or_default().to_owned(), bound.collect())
    };
    run.matches(rule, formula).iter().map(shown).collect()
}

/// What a rule finds.
fn found(rest: &str, text: &str) -> Vec<String> {
    matches(rest, text).into_iter().map(|(text, _)| text).collect()
}

/// What a generic pattern finds.
fn generic(pattern: &str, text: &str) -> Vec<String> {
    found(&format!("languages: [generic]\npattern: {pattern:?}"), text)
}

/// What a pattern over a row of words finds, with more options.
fn flat(options: &str, pattern: &str, text: &str) -> Vec<String> {
    let options = format!("options: {{generic_engine: aliengrep, {options}}}");
    found(&format!("languages: [generic]\n{options}\npattern: {pattern:?}"), text)
}

#[test]
fn words_and_marks_with_any_blanks_between_them() {
    assert_eq!(generic("f(x)", "f(x) of (x)\nf ( x\n)"), ["f(x)", "f ( x\n)"]);
    assert_eq!(generic("key", "keys key2 a-key"), ["key"]);
    assert_eq!(generic("ß", "ßß"), ["ß", "ß"]);
}

#[test]
fn an_ellipsis_reaches_ten_lines() {
    let text = |lines: usize| format!("open{}\nclose", "\nx".repeat(lines));
    assert_eq!(generic("open ... close", &text(9)), [text(9)]);
    assert!(generic("open ... close", &text(10)).is_empty());
    let near =
        |span: u32| format!("languages: [generic]\noptions: {{generic_ellipsis_max_span: {span}}}\npattern: a ...");
    assert_eq!(found(&near(0), "a b\nc\nd"), ["a b"]);
    assert_eq!(found(&near(1), "a b\nc\nd"), ["a b\nc"]);
}

#[test]
fn of_matches_that_end_alike_the_shortest_is_meant() {
    assert_eq!(generic("a ... b", "a a b"), ["a b"]);
    assert_eq!(generic("a ...", "a a b"), ["a a b"]);
    assert_eq!(generic("... b", "x\n  y b\n  b"), ["y b"]);
}

#[test]
fn indented_lines_fill_a_block() {
    let pattern = "server\n  listen\n";
    assert_eq!(generic(pattern, "server\n    listen\nend"), ["server\n    listen"]);
    assert!(generic(pattern, "server listen").is_empty());
    assert!(generic(pattern, "server\n  listen\n  root").is_empty());
    assert_eq!(generic("server\n  ...\n  listen\n  ...\n", "server\n  a\n  listen\n  b\nc").len(), 1);
    // A pattern on one line sees blocks and brackets as they come, but does not leave the one that it begins in.
    assert_eq!(generic("a b c", "a\n  b\n    c"), ["a\n  b\n    c"]);
    assert!(generic("b c", "a (b) c").is_empty());
}

#[test]
fn metavariables_stand_for_words_and_for_rows_of_them() {
    let rule = |pattern: &str| format!("languages: [generic]\npattern: {pattern:?}");
    assert_eq!(matches(&rule("$K: $V"), "port: 80"), [("port: 80".to_owned(), vec!["$K=port".into(), "$V=80".into()])]);
    assert_eq!(generic("$A = $A", "x = y\nz = z"), ["z = z"]);
    let bound = matches(&rule("f($...ARGS)"), "f(a, b)");
    assert_eq!(bound, [("f(a, b)".to_owned(), vec!["$...ARGS=a, b".to_owned()])]);
}

#[test]
fn comments_are_passed_over_if_a_rule_says_of_which_kind() {
    let rule = |style: &str| format!("languages: [generic]\noptions: {{generic_comment_style: {style}}}\npattern: a b");
    assert_eq!(found(&rule("shell"), "a # b\nb"), ["a # b\nb"]);
    assert_eq!(found(&rule("cpp"), "a // c\n/* d */ b").len(), 1);
    assert!(found(&rule("c"), "a // c\n b").is_empty());
}

#[test]
fn texts_that_nobody_wrote_are_left_to_expressions() {
    let packed = format!("key = 1;{}", "x".repeat(5000));
    assert!(generic("key = $X", &packed).is_empty());
    assert_eq!(found("languages: [regex]\npattern-regex: key = \\d", &packed), ["key = 1"]);
    assert_eq!(flat("", "key = $X", &packed), ["key = 1"]);
}

#[test]
fn a_row_of_words_has_brackets_but_no_lines() {
    assert_eq!(flat("", "f(...)", "f((x), [)], y) f(]) f(("), ["f((x), [)], y)", "f(])"]);
    assert_eq!(flat("", "a ... b", &format!("a{} b", "\nx".repeat(50))).len(), 1);
    assert_eq!(flat("generic_multiline: false", "a ... b", "a\nb a x b"), ["a x b"]);
    assert_eq!(flat("generic_multiline: false", "a .... b", "a\nb"), ["a\nb"]);
    assert_eq!(flat("generic_multiline: false", "... = $X", "key a =\nb = c"), ["b = c"]);
    assert_eq!(flat("generic_caseless: true", "Select", "SELECT select selects"), ["SELECT", "select"]);
    assert_eq!(flat("generic_extra_word_characters: ['-']", "$X", "a-b c"), ["a-b", "c"]);
    assert_eq!(flat("generic_extra_braces: [['<', '>']]", "<...>", "<a <b>>"), ["<a <b>>"]);
    assert_eq!(flat("", "$A ... $A", "ab abc, x, ab"), ["ab abc, x, ab"]);
}

#[test]
fn formulas_join_patterns_and_expressions() {
    let rule = "languages: [generic]\npatterns:
- pattern-inside: <script ...>
- pattern: src = \"$URL\"
- pattern-not: src = \"/$URL\"
- pattern-not-regex: integrity
- metavariable-regex: {metavariable: $URL, regex: '[a-z]+'}
- focus-metavariable: $URL";
    let text = "<script src = \"cdn\">\n<script src=\"1\">\n<img src=\"cdn\">\n<script src=\"a\" />";
    assert_eq!(found(rule, text), ["cdn", "a"]);
}

#[test]
fn expressions_are_patterns_in_the_language_regex() {
    let rule = "languages: [none]\npatterns: [{pattern: 'id=(?<ID>\\d+)'}, {metavariable-comparison: {comparison: int($ID) > 5}}]";
    assert_eq!(matches(rule, "id=3 id=7"), [("id=7".to_owned(), vec!["$1=7".into(), "$ID=7".into()])]);
}

#[test]
fn a_number_is_compared_as_one() {
    let rule =
        "languages: [generic]\npatterns: [{pattern: port $P}, {metavariable-comparison: {comparison: $P < 1024}}]";
    assert_eq!(found(rule, "port 80\nport 8080\nport http"), ["port 80"]);
}

#[test]
fn what_a_metavariable_stands_for_is_a_text_of_its_own() {
    let rule = "languages: [generic]\npatterns:
- pattern: url($...U)
- metavariable-pattern: {metavariable: $...U, patterns: [{pattern: 'http : // $HOST'}, {pattern-not: 'http : // localhost'}]}
- focus-metavariable: $HOST";
    assert_eq!(found(rule, "url(http://a)\nurl(https://b)\nurl(http://localhost)"), ["a"]);
}

/// The focus of a rule for Python on code.
fn in_python(rest: &str, text: &str) -> Vec<String> {
    let rule = format!("rules:\n- id: r\n  message: m\n  severity: LOW\n  languages: [python]\n  patterns:\n{rest}");
    let (rules, notices) = load(FileId(0), &rule, &Limits::default());
    assert_eq!(notices, [], "{rule}");
    let (program, notices) = compile(&rules, tree::Language::Python);
    assert_eq!(notices, []);
    let (tree, _) = tree::parse(FileId(0), text, tree::Language::Python, &program.symbols, &Limits::default());
    let names = tree::names(&tree);
    let code = Code { text, tree: &tree, names: &names };
    let (present, steps) = (program.candidates(text, false).0, Cell::new(100_000));
    let run = Run::new(&program, code, &present, &steps);
    let [rule] = &rules[..] else { panic!("{rules:?}") };
    let Mode::Search(formula) = &rule.mode else { panic!("{rule:?}") };
    let text = |one: &Match| text.get(one.range.start as usize..one.range.end as usize).unwrap_or_default().to_owned();
    run.matches(rule, formula).iter().map(text).collect()
}

#[test]
fn texts_in_code_are_read_by_the_same_patterns() {
    let rule = "  - pattern: f($X)
  - metavariable-pattern: {metavariable: $X, language: generic, pattern: <$TAG ...}
  - focus-metavariable: $TAG
";
    assert_eq!(in_python(rule, "f('<a href=%s>')\nf('a > b')\nf(x)\nf('see <b>')"), ["a", "b"]);
    let rule = "  - pattern: f($X)
  - metavariable-pattern: {metavariable: $X, language: regex, pattern-regex: '^a+$'}
";
    assert_eq!(in_python(rule, "f('aa')\nf('ab')"), ["f('aa')"]);
}

#[test]
fn patterns_that_are_none_say_why() {
    let read = |pattern: &str, options: &Options| TextPattern::read(pattern, Language::Generic, options).err();
    let spaced = Options::default();
    assert!(read("a ... $...X", &spaced).is_some_and(|error| error.contains("$...X")));
    assert!(read(&"a".repeat(1 << 17), &spaced).is_some_and(|error| error.contains("too long")));
    let flat = Options { generic_engine: pattern::rule::GenericEngine::Aliengrep, ..Options::default() };
    assert!(read("$X $...X", &flat).is_some_and(|error| error.contains("one word and for several")));
    let clash = Options { generic_extra_word_characters: vec!["(".into()], ..flat.clone() };
    assert!(read("a", &clash).is_some_and(|error| error.contains("both brackets")));
    let long = Options { generic_extra_word_characters: vec!["ab".into()], ..flat };
    assert!(read("a", &long).is_some_and(|error| error.contains("one character")));
}

#[test]
fn hostile_texts_and_patterns_end() {
    let texts = [
        "(".repeat(100_000),
        "([{".repeat(40_000),
        format!("{}{}", "(".repeat(100_000), ")".repeat(100_000)),
        "a ".repeat(100_000),
        (0..2000).map(|depth| " ".repeat(depth) + "a\n").collect(),
        "\u{1}\u{2}é\r\n\t".repeat(1000),
    ];
    let patterns = [
        "(...)",
        "a ... b ... c ... d ... e",
        "... $A ... $A ... $B ... $B ... x",
        "$...A $B $...A $B zz",
        "(".repeat(5000).leak(),
        "a\n b\n  c\n   ...\n",
    ];
    for engine in [pattern::rule::GenericEngine::Spacegrep, pattern::rule::GenericEngine::Aliengrep] {
        let options = Options { generic_engine: engine, ..Options::default() };
        for pattern in patterns {
            let Ok(pattern) = TextPattern::read(pattern, Language::Generic, &options) else { continue };
            for text in &texts {
                pattern.find(text, &Cell::new(300_000));
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_pattern_finds_only_places_of_any_text(
        pattern in r"([ab()\[\]{}<>'\n. $XY-]|\.\.\.|\$X|\$\.\.\.Y|\n  |é){0,12}",
        text in r"([ab()\[\]{}<>'\n .$-]|\n  |\t|é|\r\n){0,40}",
        flat: bool,
        generic_multiline: bool,
        generic_caseless: bool,
    ) {
        use pattern::rule::GenericEngine;
        let generic_engine = if flat { GenericEngine::Aliengrep } else { GenericEngine::Spacegrep };
        let generic_extra_word_characters = vec!["-".into()];
        let generic_extra_braces = vec![("<".into(), ">".into()), ("'".into(), "'".into())];
        let options = Options {
            generic_engine, generic_multiline, generic_caseless, generic_extra_word_characters, generic_extra_braces,
            ..Options::default()
        };
        if let Ok(pattern) = TextPattern::read(&pattern, Language::Generic, &options) {
            for range in pattern.find(&text, &Cell::new(20_000)) {
                prop_assert!(text.get(range.start as usize..range.end as usize).is_some(), "{range:?}");
            }
        }
    }
}
