//! The files that a rule looks at.

use super::{Anchor, Regex};
use crate::Text;

/// Globs of files to look at and to leave out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Paths {
    /// One of them must match, if there are any.
    pub include: Vec<Glob>,
    /// None of them may match.
    pub exclude: Vec<Glob>,
}

impl Paths {
    /// Whether a rule looks at the file at `path`, relative to the scanned folder, with `/` between names.
    pub fn contains(&self, path: &str) -> bool {
        let included = self.include.is_empty() || self.include.iter().any(|glob| glob.matches(path));
        included && !self.exclude.iter().any(|glob| glob.matches(path))
    }
}

/// A glob over paths: with a `/` at its start it begins at the scanned folder, without one it matches at any depth, as
/// Semgrep does; it also matches all files of a folder that it matches.
#[derive(Debug, Clone, PartialEq)]
pub struct Glob {
    /// As written.
    pub text: Text,
    regex: Regex,
}

impl Glob {
    /// Reads a glob.
    ///
    /// # Errors
    /// When it is none: what is wrong with it.
    pub fn new(text: Text) -> Result<Self, String> {
        let translated = Text::new(expression(text.as_str())?, text.span);
        let regex = Regex::new(translated, Anchor::Start).map_err(|error| error.to_string())?;
        Ok(Self { text, regex })
    }

    /// Whether it matches the path or one of its folders.
    pub fn matches(&self, path: &str) -> bool {
        self.regex.is_match(path.trim_start_matches("./").trim_start_matches('/')).unwrap_or(false)
    }
}

/// The expression of a glob, over a path without a `/` at its start.
fn expression(glob: &str) -> Result<String, String> {
    let body = glob.trim_end_matches('/');
    if body.is_empty() {
        return Err("it matches nothing".to_owned());
    }
    let anchored = body.starts_with('/');
    let mut rest = body.trim_start_matches('/');
    let mut expression = String::from(if anchored { "" } else { "(?:.*/)?" });
    while let Some(next) = rest.chars().next() {
        let at_start = rest.len() == body.trim_start_matches('/').len() || expression.ends_with('/');
        if at_start && let Some(after) = rest.strip_prefix("**/") {
            expression.push_str("(?:.*/)?");
            rest = after;
            continue;
        }
        if at_start && rest == "**" {
            expression.push_str(".*");
            break;
        }
        let length = match next {
            '*' => {
                expression.push_str("[^/]*");
                rest.len() - rest.trim_start_matches('*').len()
            }
            '?' => {
                expression.push_str("[^/]");
                1
            }
            '[' => class(rest, &mut expression)?,
            '\\' => {
                let escaped = rest.chars().nth(1).ok_or("it ends with a `\\`")?;
                literal(escaped, &mut expression);
                1 + escaped.len_utf8()
            }
            other => {
                literal(other, &mut expression);
                other.len_utf8()
            }
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    // What ends with a slash is a folder; anything else may be one.
    expression.push_str(if body.len() < glob.len() { r"/.*\z" } else { r"(?:/.*)?\z" });
    Ok(format!("(?s){expression}"))
}

fn literal(character: char, expression: &mut String) {
    if !character.is_alphanumeric() && character.is_ascii_punctuation() && character != '/' {
        expression.push('\\');
    }
    expression.push(character);
}

/// A class in brackets; its length in the glob.
fn class(rest: &str, expression: &mut String) -> Result<usize, String> {
    let skipped = if rest.starts_with("[!") || rest.starts_with("[^") { 2 } else { 1 };
    let inner = rest.get(skipped..).unwrap_or_default();
    let end = inner.char_indices().skip(1).find(|(_, c)| *c == ']').map(|(at, _)| at);
    let end = end.ok_or("it has a `[` without its `]`")?;
    let set = inner.get(..end).unwrap_or_default().replace('\\', r"\\").replace('^', r"\^");
    expression.push_str(if skipped == 2 { "[^/" } else { "[" });
    expression.push_str(&set);
    expression.push(']');
    Ok(skipped + end + 1)
}

#[cfg(test)]
mod tests {
    use source::{FileId, Span};

    use super::*;

    fn matches(glob: &str, path: &str) -> bool {
        Glob::new(Text::new(glob, Span::new(FileId(0), 0, 0))).unwrap().matches(path)
    }

    #[test]
    fn globs_match_as_in_gitignore() {
        for (glob, path) in [
            ("*.py", "a/b/c.py"),
            ("tests", "a/tests/x.py"),
            ("tests/", "a/tests/x.py"),
            ("a/b", "a/b/c.py"),
            ("a/b", "x/a/b"),
            ("/a/*.py", "a/x.py"),
            ("**/models/*.py", "models/x.py"),
            ("**/models/*.py", "a/b/models/x.py"),
            ("a/**/z.py", "a/z.py"),
            ("a/**/z.py", "a/b/c/z.py"),
            ("a/**", "a/b/c"),
            ("*test*", "src/my_test.go"),
            ("file[0-9!].js", "file1.js"),
            ("[!a]b", "cb"),
            ("a?c", "abc"),
            ("Dockerfile*", "x/Dockerfile.prod"),
            ("(x).[jt]s", "(x).ts"),
            ("ab**", "abc"),
        ] {
            assert!(matches(glob, path), "{glob} {path}");
        }
        for (glob, path) in [
            ("*.py", "a.pyc"),
            ("tests/", "tests"),
            ("/a/b", "x/a/b"),
            ("a/b", "xa/b"),
            ("/a/*.py", "a/b/x.py"),
            ("*", ""),
            ("a?c", "a/c"),
            ("[!a]b", "ab"),
            ("test", "tests/a"),
        ] {
            assert!(!matches(glob, path) || path.is_empty(), "{glob} {path}");
        }
    }

    #[test]
    fn what_is_no_glob_says_why() {
        let error = |glob| Glob::new(Text::new(glob, Span::new(FileId(0), 0, 0))).unwrap_err();
        assert_eq!(error("/"), "it matches nothing");
        assert_eq!(error("a["), "it has a `[` without its `]`");
        assert_eq!(error("a\\"), "it ends with a `\\`");
    }
}
