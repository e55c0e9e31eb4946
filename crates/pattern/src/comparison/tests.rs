use source::{FileId, Span};

use super::*;
use crate::Text;
use crate::rule::Anchor;

fn parse(text: &str) -> Result<Expression, ComparisonError> {
    Expression::parse(text, |pattern| {
        Regex::new(Text::new(pattern, Span::new(FileId(0), 0, 0)), Anchor::Start).map_err(|error| error.to_string())
    })
}

fn bound(name: &str) -> Option<Value> {
    match name {
        "$N" => Some(Value::Int(2048)),
        "$F" => Some(Value::Float(0.5)),
        "$S" => Some(Value::Text("0o777".into())),
        "$MODE" => Some(Value::Text("AES-CBC".into())),
        "$B" => Some(Value::Bool(false)),
        "$C" | "$...ARGS" => Some(Value::Code("os.environ".into())),
        _ => None,
    }
}

fn holds(text: &str) -> bool {
    parse(text).unwrap().holds(&Context { lookup: &bound, today: 1_795_651_200.0 })
}

#[test]
fn comparisons_hold_as_in_python() {
    for text in [
        "$N >= 2048",
        "$N < 4096 and not $N == 1",
        "$N / 2 == 1024 or $N > 9999",
        "1 < $N < 3000 != 4",
        "not 1 < $N < 2",
        "$F * 2 == 1",
        "$N % 1000 == 48",
        "-$N < 0 and ~0 == -1 and 2 ** 3 == 8 and (6 & 3 | 8) == 10 and 5 ^ 1 == 4",
        "int($S) == 0o777",
        "$MODE in [\"AES-CBC\", 'DES']",
        "'CBC' in $MODE and 'x' not in $MODE",
        "$B == False",
        "str($C) == \"os.environ\"",
        "not str($...ARGS) in [\"health\", \"*\"]",
        "re.match(\".*-CBC\", $MODE)",
        r"re.match(r'[A-Z]+\-', $MODE) and $N == 2_048",
        "strptime(\"2026-11-26\") == today()",
        "strptime('1970-01-02') == 86400 and strptime('2024-02-29') > 0",
        "parse_promql_duration('1h30m5ms') == 5400005",
        "0x10 == 16 and 0b11 == 3 and 1e3 == 1000 and .5 == $F",
    ] {
        assert!(holds(text), "{text}");
    }
}

#[test]
fn what_has_no_value_is_false_and_so_is_its_opposite() {
    for text in ["$UNBOUND == 1", "$C == $C", "$MODE > 3", "int($MODE) > 0", "1 / 0 == 0", "strptime('2026-02-30') > 0"]
    {
        assert!(!holds(text), "{text}");
        assert!(!holds(&format!("not ({text})")), "not ({text})");
        assert!(!holds(&format!("1 == 1 or {text}")), "1 == 1 or {text}");
    }
    assert!(!holds("$N"), "a number is no truth value");
    assert!(!holds("hash($N) == 1"), "an unknown function");
}

#[test]
fn strip_takes_each_metavariable_as_a_number() {
    let expression = parse("$S > 0o600").unwrap();
    let context = Context { lookup: &bound, today: 0.0 };
    assert!(!expression.holds(&context));
    assert!(expression.stripped().holds(&context));
}

#[test]
fn mistakes_say_where() {
    for (text, expected) in [
        ("$N >", "a value was expected, not the end at byte 4"),
        ("$N = 1", "`=` has no meaning in a comparison at byte 3"),
        ("N > 1", "`N` is no value; metavariables begin with `$`, texts have quotes at byte 0"),
        ("($N > 1", "`,` was expected at byte 7"),
        ("$N > 1 2", "an operator or the end was expected at byte 7"),
        ("'abc", "a text without its closing quote at byte 0"),
        ("$N > 12ab", "`12ab` is not a number at byte 5"),
        ("re.match($N, $N)", "`re.match` takes a regular expression in quotes and a value at byte 0"),
        ("", "a value was expected, not the end at byte 0"),
    ] {
        assert_eq!(parse(text).unwrap_err().to_string(), expected, "{text}");
    }
    let deep = "(".repeat(5000) + "1";
    assert_eq!(parse(&deep).unwrap_err().message, "the comparison is too long");
    let deep = "(".repeat(100) + "1";
    assert_eq!(parse(&deep).unwrap_err().message, "the comparison is nested too deeply");
}

#[test]
fn long_chains_do_not_overflow() {
    let long = vec!["$N == 1"; 250].join(" or ");
    assert!(!holds(&long));
}
