//! Environment markers of Python (PEP 508): whether a requirement is needed on the machine that a function runs on.

use versions::{Range, Scheme, Version};

/// Nesting of parentheses.
const MOST_DEPTH: usize = 32;

/// Whether a marker holds for Linux on a Python of a version. What is not understood holds: a requirement too many is safer
/// than one too few.
pub(crate) fn holds(marker: &str, python: &Version) -> bool {
    let Some(words) = words(marker) else { return true };
    evaluated(&words, python).unwrap_or(true)
}

/// A word of a marker.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Word {
    Open,
    Close,
    And,
    Or,
    /// `==`, `in`, `not in` and so on.
    Operator(String),
    Variable(String),
    Text(String),
}

fn words(marker: &str) -> Option<Vec<Word>> {
    let mut words = Vec::new();
    let mut rest = marker.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '(' | ')' => 1,
            '"' | '\'' => rest.get(1..)?.find(first)? + 2,
            '=' | '!' | '<' | '>' | '~' => rest.find(|c: char| !"=!<>~".contains(c)).unwrap_or(rest.len()),
            _ => rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '.').unwrap_or(rest.len()),
        };
        let (word, after) = rest.split_at_checked(length).filter(|(word, _)| !word.is_empty())?;
        let is_negated = word == "in" && words.last() == Some(&Word::Operator("not".to_owned()));
        if is_negated {
            words.pop();
        }
        words.push(match word {
            "(" => Word::Open,
            ")" => Word::Close,
            "and" => Word::And,
            "or" => Word::Or,
            "in" if is_negated => Word::Operator("not in".to_owned()),
            "in" | "not" => Word::Operator(word.to_owned()),
            _ if first == '"' || first == '\'' => Word::Text(word.get(1..length - 1)?.to_owned()),
            _ if "=!<>~".contains(first) => Word::Operator(word.to_owned()),
            _ => Word::Variable(word.to_owned()),
        });
        rest = after.trim_start();
    }
    Some(words)
}

/// One level of parentheses: what was true of it by `or`, and what is by `and`.
#[derive(Clone, Copy)]
struct Level {
    any: bool,
    all: bool,
}

const OPENED: Level = Level { any: false, all: true };

fn evaluated(words: &[Word], python: &Version) -> Option<bool> {
    let mut levels = vec![OPENED];
    let mut rest = words;
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        match first {
            Word::Open if levels.len() < MOST_DEPTH => levels.push(OPENED),
            Word::Close if levels.len() > 1 => {
                let value = levels.pop().map(|level| level.any || level.all)?;
                levels.last_mut()?.all &= value;
            }
            Word::And => {}
            Word::Or => {
                let level = levels.last_mut()?;
                *level = Level { any: level.any || level.all, all: true };
            }
            one => {
                let [Word::Operator(operator), other, ..] = after else { return None };
                levels.last_mut()?.all &= compared(one, operator, other, python)?;
                rest = after.get(2..)?;
            }
        }
    }
    match levels.as_slice() {
        [level] => Some(level.any || level.all),
        _ => None,
    }
}

fn compared(one: &Word, operator: &str, other: &Word, python: &Version) -> Option<bool> {
    let value = |word: &Word| match word {
        Word::Text(text) => Some(text.clone()),
        Word::Variable(name) => variable(name, python),
        _ => None,
    };
    let (left, right) = (value(one)?, value(other)?);
    let is_version = [one, other].iter().any(|word| matches!(word, Word::Variable(name) if name.contains("version")));
    if is_version && !operator.contains("in") {
        // A version on the left is compared the other way round.
        let is_turned = matches!(one, Word::Text(_));
        let turned = match operator {
            "<" => ">",
            ">" => "<",
            "<=" => ">=",
            ">=" => "<=",
            same => same,
        };
        let (version, range) =
            if is_turned { (&right, format!("{turned}{left}")) } else { (&left, format!("{operator}{right}")) };
        return Some(Range::parse(Scheme::Pypi, &range).ok()?.contains(&Version::parse(Scheme::Pypi, version)));
    }
    Some(match operator {
        "==" | "===" => left == right,
        "!=" => left != right,
        "in" => right.contains(&left),
        "not in" => !right.contains(&left),
        "<" => left < right,
        ">" => left > right,
        "<=" => left <= right,
        ">=" => left >= right,
        _ => return None,
    })
}

/// What the machine of a function has; no extra is asked for.
fn variable(name: &str, python: &Version) -> Option<String> {
    let short = || python.as_str().split('.').take(2).collect::<Vec<_>>().join(".");
    Some(match name {
        "python_version" => short(),
        "python_full_version" | "implementation_version" => python.as_str().to_owned(),
        "sys_platform" => "linux".to_owned(),
        "platform_system" => "Linux".to_owned(),
        "os_name" => "posix".to_owned(),
        "platform_machine" => "x86_64".to_owned(),
        "implementation_name" => "cpython".to_owned(),
        "platform_python_implementation" => "CPython".to_owned(),
        "extra" | "platform_release" | "platform_version" => String::new(),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_hold_for_linux_and_the_version() {
        let python = Version::parse(Scheme::Pypi, "3.9.0");
        for (marker, expected) in [
            ("", true),
            ("python_version < '3.8'", false),
            ("python_version >= \"3.8\" and sys_platform == 'linux'", true),
            ("sys_platform == 'win32' or python_version<'3.10'", true),
            ("(sys_platform == 'win32' or os_name == 'nt') and python_version > '3'", false),
            ("extra == 'test'", false),
            ("'3.8' <= python_version", true),
            ("platform_system not in 'Windows Darwin'", true),
            ("what is this", true),
        ] {
            assert_eq!(holds(marker, &python), expected, "{marker}");
        }
    }
}
