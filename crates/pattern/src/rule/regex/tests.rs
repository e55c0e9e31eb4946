use source::{FileId, Span};

use super::*;

fn regex(pattern: &str, anchor: Anchor) -> Regex {
    Regex::new(Text::new(pattern, Span::new(FileId(0), 0, 0)), anchor)
        .unwrap_or_else(|error| panic!("{pattern}: {error}"))
}

/// All matches, as `start..end` or as texts.
fn found<'t>(pattern: &str, subject: &'t str) -> Vec<&'t str> {
    let regex = regex(pattern, Anchor::Anywhere);
    regex.matches(subject).map(|found| &subject[found.unwrap().range]).collect()
}

#[test]
fn sets_are_of_ascii_and_lines_are_lines() {
    assert_eq!(found(r"\w+", "aé b"), ["a", "b"]);
    assert_eq!(found(r"^\d+$", "12\n3x\n45"), ["12", "45"]);
    assert_eq!(found(r"\h+x", "a \t\nx \tx"), [" \tx"]);
    assert_eq!(found(r"[^\W_]+", "a_b"), ["a", "b"]);
}

#[test]
fn classes_say_what_they_say_in_pcre() {
    assert_eq!(found(r"[\w-.]+", "a-b.c!"), ["a-b.c"]);
    assert_eq!(found(r"[]a[&&b]+", "]a[&b-"), ["]a[&b"]);
    assert_eq!(found("(?x)[ #a]+b # end", "# ab"), ["# ab"]);
    assert_eq!(found(r"[[:alpha:]]+", "ab1"), ["ab"]);
    assert_eq!(found(r"[a\-z]+", "a-zb"), ["a-z"]);
}

#[test]
fn braces_and_escapes_may_stand_for_themselves() {
    assert_eq!(found(r"\${[a-z]+}", "x ${ab}"), ["${ab}"]);
    assert_eq!(found(r"{{ x{2} }}", "{{ xx }}"), ["{{ xx }}"]);
    assert_eq!(found(r"\<a\>\/\_\:\é", "<a>/_:é"), ["<a>/_:é"]);
    assert_eq!(found(r"\x41\x{42}\103\e?", "ABC"), ["ABC"]);
    assert_eq!(found(r"\Qa.b\E.", "a.bc axbc"), ["a.bc"]);
}

#[test]
fn what_needs_memory_backtracks() {
    for (pattern, subject, expected) in [
        (r"(?<!x)a", "xa a", "a"),
        (r#"(['"])b\1"#, "'b\" \"b\"", "\"b\""),
        (r"a++b", "aab", "aab"),
        (r"(?>a|ab)c", "abc ac", "ac"),
        (r"(?P<q>b)(?P=q)", "b bb", "bb"),
        (r"(b)\g{1}", "b bb", "bb"),
        (r"a\Z", "a a\n", "a"),
    ] {
        assert_eq!(found(pattern, subject), [expected], "{pattern}");
        assert_eq!(regex(pattern, Anchor::Anywhere).linear(), None, "{pattern}");
    }
    assert_eq!(found(r"a++a", "aaa"), [""; 0]);
    assert_eq!(found(r"(?=a){2,3}.(?!(x)c)?b", "bb ab"), ["ab"]);
}

#[test]
fn anchored_expressions_start_with_the_text() {
    let check = |pattern: &str, subject: &str| regex(pattern, Anchor::Start).is_match(subject).unwrap();
    assert!(check("a|b", "bx") && !check("a|b", "xb"));
    assert!(check("(?i)AB$", "ab") && check("ab$", "ab\n") && !check("ab$", "ab\nc"));
    assert!(!check("^b", "a\nb"));
    assert!(check("(?=ab)a", "ab") && !check("(?=ab)a", "xab"));
}

#[test]
fn groups_have_places_and_names() {
    let regex = regex("(?P<A>a)|(b)", Anchor::Anywhere);
    assert_eq!(regex.group_names().unwrap(), [Some(Arc::from("A")), None]);
    let matches: Vec<_> = regex.matches("ba").map(Result::unwrap).collect();
    assert_eq!(matches[0], RegexMatch { range: 0..1, groups: vec![None, Some(0..1)] });
    assert_eq!(matches[1], RegexMatch { range: 1..2, groups: vec![Some(1..2), None] });
}

#[test]
fn empty_matches_move_on() {
    assert_eq!(found("x*", "éx"), ["", "x", ""]);
}

#[test]
fn a_bad_expression_says_why() {
    let error = |pattern: &str| {
        Regex::new(Text::new(pattern, Span::new(FileId(0), 0, 0)), Anchor::Anywhere).unwrap_err().to_string()
    };
    for pattern in ["(a", "a)", "[b", r"\y", "*a", "\\"] {
        assert!(error(pattern).starts_with("not a valid regular expression: "), "{pattern}: {}", error(pattern));
    }
}

#[test]
fn catastrophes_end_and_are_said() {
    let hostile = regex(r"(?!x)(a+)+$", Anchor::Anywhere);
    let subject = "a".repeat(5000) + "b";
    match hostile.is_match(&subject) {
        Ok(matched) => assert!(!matched),
        Err(error) => assert_eq!(error, RegexError::TooManySteps),
    }
    let reference = regex(r"(a*)*\1$", Anchor::Anywhere);
    assert_eq!(reference.is_match(&subject), Err(RegexError::TooManySteps));
    let large = regex(r"(?:[a-z]{1000}){1000}", Anchor::Anywhere);
    assert_eq!(large.is_match("a"), Err(RegexError::TooLarge));
}

#[test]
fn long_lines_are_searched_in_pieces_by_what_backtracks() {
    let regex = Regex::new(Text::new("<(?!b).*?x", Span::new(FileId(0), 0, 0)), Anchor::Anywhere).unwrap();
    let text = format!("<ax\n{}<ax\n<bx <ax\n{}", "<é ".repeat(10_000), "<a\n".repeat(100_000));
    let found: Vec<_> = regex.matches(&text).flatten().map(|found| found.range).collect();
    assert_eq!((found.len(), found.first()), (3, Some(&(0..3))));
    assert!(found.iter().all(|range| text.get(range.clone()).is_some_and(|found| found.ends_with("<ax"))));
    assert_eq!(regex.find_from(&text, 4).unwrap().map(|found| found.range), found.get(1).cloned());
}

#[test]
fn references_to_groups_that_cannot_be_are_refused() {
    for written in
        ["(a)\\7891489075726530787", "(a)\\g{99999999999}", "\\k<7891489075726530787>", "(?(7891489075726530787)a|b)"]
    {
        let text = Text::new(written, Span::new(FileId(0), 0, 0));
        assert!(Regex::new(text, Anchor::Anywhere).is_err(), "{written}");
    }
}
