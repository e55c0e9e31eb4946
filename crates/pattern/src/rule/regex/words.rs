//! What must stand in a text for an expression to match it.

use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Class, Hir, HirKind};

/// Shorter words stand nearly everywhere.
const SHORTEST: usize = 3;
/// More words tell too little.
const MOST: usize = 64;
/// Parts inside of each other that are looked at.
const DEPTH: usize = 64;

/// Words, in small letters, of which one must stand in a text in any case for the expression to match there; none if nothing
/// can be told.
pub(super) fn words(expression: &str) -> Option<Vec<String>> {
    let mut parser = ParserBuilder::new().multi_line(true).utf8(false).build();
    let whole = parser.parse(expression).or_else(|_| parser.parse(&without_assertions(expression)?).map_err(drop));
    of(&whole.ok()?, DEPTH)
}

/// The words of a part, of which one must stand there.
fn of(part: &Hir, depth: usize) -> Option<Vec<String>> {
    let depth = depth.checked_sub(1)?;
    match part.kind() {
        HirKind::Literal(_) | HirKind::Class(_) => row(std::slice::from_ref(part), depth),
        HirKind::Concat(parts) => row(parts, depth),
        HirKind::Capture(capture) => of(&capture.sub, depth),
        HirKind::Repetition(repetition) => (repetition.min > 0).then(|| of(&repetition.sub, depth)).flatten(),
        HirKind::Alternation(parts) => {
            let each = parts.iter().map(|part| of(part, depth)).collect::<Option<Vec<_>>>()?;
            let mut words: Vec<String> = each.into_iter().flatten().collect();
            words.sort_unstable();
            words.dedup();
            (words.len() <= MOST).then_some(words)
        }
        HirKind::Empty | HirKind::Look(_) => None,
    }
}

/// The most telling words of parts that follow one another.
fn row(parts: &[Hir], depth: usize) -> Option<Vec<String>> {
    let mut best: Option<Vec<String>> = None;
    let mut run = String::new();
    for part in parts {
        match part.kind() {
            HirKind::Literal(literal) => match std::str::from_utf8(&literal.0) {
                Ok(text) => run.push_str(&text.to_ascii_lowercase()),
                Err(_) => end(&mut run, &mut best),
            },
            HirKind::Class(class) => match letter(class) {
                Some(letter) => run.push(letter),
                None => end(&mut run, &mut best),
            },
            HirKind::Look(_) | HirKind::Empty => {}
            _ => {
                end(&mut run, &mut best);
                better(of(part, depth), &mut best);
            }
        }
    }
    end(&mut run, &mut best);
    best
}

/// Ends a run of characters.
fn end(run: &mut String, best: &mut Option<Vec<String>>) {
    let word = std::mem::take(run);
    better((word.len() >= SHORTEST).then(|| vec![word]), best);
}

/// Keeps those words that tell more: long ones, and few.
fn better(words: Option<Vec<String>>, best: &mut Option<Vec<String>>) {
    let tells =
        |words: &Vec<String>| (words.iter().map(String::len).min().unwrap_or_default(), std::cmp::Reverse(words.len()));
    if words.as_ref().map(tells) > best.as_ref().map(tells) {
        *best = words;
    }
}

/// The small letter of a class that is one letter in any case.
fn letter(class: &Class) -> Option<char> {
    let Class::Unicode(class) = class else { return None };
    let mut letters = class.iter().take(3).flat_map(|range| range.start()..=range.end()).take(8).map(small);
    let first = letters.next()?;
    letters.all(|letter| letter == first).then_some(first)
}

/// A letter in ASCII as its small one; two others in Unicode are equal to one if case does not matter.
const fn small(c: char) -> char {
    match c {
        '\u{212a}' => 'k',
        '\u{17f}' => 's',
        c => c.to_ascii_lowercase(),
    }
}

/// Whether case may make a character of the text equal to a letter in ASCII that does not look like it.
pub(crate) fn has_odd_letters(text: &str) -> bool {
    text.contains(['\u{212a}', '\u{17f}'])
}

/// The expression without what looks ahead or back, which only makes it match more; none if it has parts that cannot be told.
fn without_assertions(expression: &str) -> Result<String, ()> {
    let mut result = String::with_capacity(expression.len());
    let mut rest = expression;
    while let Some(first) = rest.chars().next() {
        let (text, length) = match first {
            '\\' => escape(rest)?,
            '[' => same(rest, class_length(rest)?),
            '(' if ["(?=", "(?!", "(?<=", "(?<!"].iter().any(|open| rest.starts_with(open)) => {
                ("(?:)", group_length(rest)?)
            }
            '(' if rest.starts_with("(?>") => ("(?:", 3),
            '(' if rest.starts_with("(?(") || is_verbose(rest) => return Err(()),
            other => same(rest, other.len_utf8()),
        };
        result.push_str(text);
        rest = rest.get(length..).unwrap_or_default();
    }
    Ok(result)
}

fn same(rest: &str, length: usize) -> (&str, usize) {
    (rest.get(..length).unwrap_or_default(), length)
}

/// Whether a group lets blanks and comments stand in it.
fn is_verbose(rest: &str) -> bool {
    let flags = rest.strip_prefix("(?").unwrap_or_default();
    flags.chars().take_while(|c| c.is_ascii_alphabetic() || *c == '-').any(|c| c == 'x')
}

/// An escape; one that refers to a group may be any text.
fn escape(rest: &str) -> Result<(&str, usize), ()> {
    let second = rest.chars().nth(1).ok_or(())?;
    match second {
        '1'..='9' => {
            let digits = rest.bytes().skip(1).take_while(u8::is_ascii_digit).count();
            Ok(("(?s:.*)", 1 + digits))
        }
        'k' | 'g' | 'Q' | 'E' => Err(()),
        other => Ok(same(rest, 1 + other.len_utf8())),
    }
}

/// The length of a class in brackets.
fn class_length(rest: &str) -> Result<usize, ()> {
    let mut depth = 0_usize;
    // A bracket that comes first closes nothing.
    let first = ["[^]", "[]"].iter().find(|open| rest.starts_with(**open)).map(|open| open.len() - 1);
    let mut characters = rest.char_indices().filter(|(at, _)| Some(*at) != first);
    while let Some((at, c)) = characters.next() {
        match c {
            '\\' => drop(characters.next()),
            '[' => depth += 1,
            ']' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Ok(at + 1);
        }
    }
    Err(())
}

/// The length of a group.
fn group_length(rest: &str) -> Result<usize, ()> {
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(c) = rest.get(at..).and_then(|rest| rest.chars().next()) {
        match c {
            '\\' => at += 1 + rest.get(at + 1..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8),
            '[' => at += class_length(rest.get(at..).unwrap_or_default())?,
            c => {
                depth = if c == '(' { depth + 1 } else { depth - usize::from(c == ')') };
                at += c.len_utf8();
            }
        }
        if depth == 0 {
            return Ok(at);
        }
    }
    Err(())
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn words_are_told_where_they_must_stand() {
        for (expression, expected) in [
            ("(?i)key[=:]+", Some(vec!["key"])),
            (r"\bAKIA[0-9A-Z]{16}\b", Some(vec!["akia"])),
            ("(abc|defg)+x", Some(vec!["abc", "defg"])),
            ("^(AIza[0-9]{35}(?!\\S))$", Some(vec!["aiza"])),
            (r"(?<!a(b)[)])<%-((?!include).)*?%>", Some(vec!["<%-"])),
            (r"(\w)\1{5}abc\1d", Some(vec!["abc"])),
            ("[]a(?=b)]abc(?=[^])]d)", Some(vec!["abc"])),
            ("(abc)?x", None),
            ("abc|d", None),
            ("a[bc]d", None),
            ("(?x)(?=a # )\n)", None),
        ] {
            let found = words(expression);
            let expected = expected.map(|words| words.into_iter().map(str::to_owned).collect::<Vec<_>>());
            assert_eq!(found, expected, "{expression}");
        }
    }
}
