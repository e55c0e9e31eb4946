//! Ignores in comments.

use source::{FileId, LineIndex, Span};

use super::{Mark, Scope, words};

/// What follows the opener of a comment that is an ignore.
const SIGN: &str = "maremma:";

/// How a comment begins and, for one that may end before its line does, how it ends.
#[derive(Debug, Clone, Copy)]
struct Syntax {
    opener: &'static str,
    closer: Option<&'static str>,
}

const HASH: Syntax = Syntax { opener: "#", closer: None };
const SLASHES: Syntax = Syntax { opener: "//", closer: None };
const BLOCK: Syntax = Syntax { opener: "/*", closer: Some("*/") };
const MARKUP: Syntax = Syntax { opener: "<!--", closer: Some("-->") };

/// The comments of a file, by the extension of its name; plain JSON has none.
fn syntaxes(path: &str) -> &'static [Syntax] {
    match path.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "json" => &[],
        "yaml" | "yml" | "toml" | "py" | "rb" | "sh" | "properties" => &[HASH],
        "js" | "mjs" | "cjs" | "jsx" | "ts" | "mts" | "cts" | "tsx" | "java" | "kt" | "go" | "rs" | "cs" | "bicep"
        | "jsonc" => &[SLASHES, BLOCK],
        "html" | "xml" | "csproj" => &[MARKUP],
        _ => &[HASH, SLASHES, BLOCK],
    }
}

/// The ignores in the comments of a file.
pub(super) fn marks(file: FileId, path: &str, text: &str) -> Vec<Mark> {
    let syntaxes = syntaxes(path);
    let mut signs = text.match_indices(SIGN).peekable();
    if syntaxes.is_empty() || signs.peek().is_none() {
        return Vec::new();
    }
    let lines = LineIndex::new(text);
    signs.filter_map(|(at, _)| mark(file, text, &lines, syntaxes, at)).collect()
}

/// The ignore whose sign stands at `at`, if a comment begins right before it.
fn mark(file: FileId, text: &str, lines: &LineIndex, syntaxes: &[Syntax], at: usize) -> Option<Mark> {
    let line = lines.line(u32::try_from(at).ok()?);
    let line_start = lines.line_start(line) as usize;
    let before = text.get(line_start..at)?.trim_end();
    let syntax = syntaxes.iter().find(|syntax| before.ends_with(syntax.opener))?;
    let code = before.strip_suffix(syntax.opener)?;
    // In YAML and shells a `#` inside a word is no comment; nor is the `//` of a URL.
    if code.ends_with(|last: char| !last.is_whitespace() && (syntax.opener == "#" || last == ':')) {
        return None;
    }
    let body = text.get(at + SIGN.len()..)?.split('\n').next()?.trim_end();
    let body = syntax.closer.and_then(|closer| body.split_once(closer)).map_or(body, |(inside, _)| inside);
    let alone = code.trim().is_empty();
    let spoken_for = if alone { next_line(text, lines, line, syntax) } else { line };
    let span = Span::new(file, line_start + code.len(), at + SIGN.len() + body.trim_end().len());
    Some(Mark { span, scope: Scope::Line(spoken_for), says: words::read(body) })
}

/// The first line below that is not itself a comment, so that ignores stack.
fn next_line(text: &str, lines: &LineIndex, line: u32, syntax: &Syntax) -> u32 {
    let is_comment = |line: &u32| {
        let start = lines.line_start(*line) as usize;
        text.get(start..).is_some_and(|rest| rest.trim_start_matches([' ', '\t']).starts_with(syntax.opener))
    };
    (line + 1..lines.line_count()).find(|line| !is_comment(line)).unwrap_or(line + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ignore::Says;

    /// Lines that the ignores of a text speak for.
    fn lines_of(path: &str, text: &str) -> Vec<u32> {
        let marks = marks(FileId(0), path, text);
        let line = |mark: &Mark| match (&mark.scope, &mark.says) {
            (Scope::Line(line), Says::Ours { .. }) => *line,
            other => panic!("{other:?}"),
        };
        marks.iter().map(line).collect()
    }

    const WORDS: &str = "maremma: ignore[a/b] reason=\"x\"";

    #[test]
    fn a_comment_speaks_for_its_line_or_the_next() {
        assert_eq!(lines_of("t.yaml", &format!("a: 1 # {WORDS}\nb: 2\n")), [1]);
        assert_eq!(lines_of("t.yaml", &format!("a: 1\n  # {WORDS}\nb: 2\n")), [3]);
        assert_eq!(lines_of("t.yaml", &format!("#{WORDS}\n# because\n# {WORDS}\nb: 2\n")), [4, 4]);
        assert_eq!(lines_of("t.yaml", &format!("a: 1\r\n# {WORDS}\r\nb: 2\r\n")), [3]);
        assert_eq!(lines_of("t.yaml", &format!("# {WORDS}")), [2]);
    }

    #[test]
    fn every_syntax_has_its_own_comments() {
        assert_eq!(lines_of("a.ts", &format!("f(); // {WORDS}\n")), [1]);
        assert_eq!(lines_of("a.ts", &format!("/* {WORDS} */\nf();\n")), [2]);
        assert_eq!(lines_of("main.tf", &format!("a = 1 # {WORDS}\nb = 2 // {WORDS}\n")), [1, 2]);
        assert_eq!(lines_of("a.html", &format!("<p> <!-- {WORDS} -->\n")), [1]);
        assert!(lines_of("a.ts", &format!("x # {WORDS}\n")).is_empty());
        assert!(lines_of("a.json", &format!("{{}} // {WORDS}\n")).is_empty());
    }

    #[test]
    fn what_is_no_comment_is_no_ignore() {
        assert!(lines_of("t.yaml", &format!("a: x#{WORDS}\n")).is_empty());
        assert!(lines_of("t.yaml", &format!("a: {WORDS}\n")).is_empty());
        assert!(lines_of("a.ts", &format!("u = 'http://{WORDS}'\n")).is_empty());
    }

    #[test]
    fn the_span_is_the_comment() {
        let text = format!("a: 1 # {WORDS}  \n");
        let span = marks(FileId(0), "t.yaml", &text)[0].span;
        assert_eq!(&text[span.start as usize..span.end as usize], format!("# {WORDS}"));
    }
}
