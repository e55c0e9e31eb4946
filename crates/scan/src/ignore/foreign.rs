//! Ignores of other tools, which projects already have. They need no reason and are never reported as unused.

use source::{FileId, LineIndex, Span};

use super::{Mark, Says, Scope};

/// The sign of a tool's ignore, and the analyzer whose findings it speaks for.
const TOOLS: [(&str, &str); 2] = [("nosemgrep", "code"), ("gitleaks:allow", "secrets")];

/// The ignores of other tools in a file.
pub(super) fn marks(file: FileId, text: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (sign, analyzer) in TOOLS {
        let mut found = text.match_indices(sign).peekable();
        if found.peek().is_none() {
            continue;
        }
        let lines = LineIndex::new(text);
        for (at, _) in found {
            let span = Span::new(file, at, at + sign.len());
            let line = lines.line(span.start);
            let rules = text.get(at + sign.len()..).map(named_rules).unwrap_or_default();
            let says = Says::Foreign { tool: sign, analyzer, rules };
            let start = lines.line_start(line) as usize;
            let alone = text.get(start..at).is_some_and(|before| !before.contains(char::is_alphanumeric));
            // Semgrep also obeys a comment that stands alone on the line above.
            let spoken_for = if alone && analyzer == "code" { line + 1 } else { line };
            marks.push(Mark { span, scope: Scope::Line(spoken_for), says });
        }
    }
    marks
}

/// The rules named after a sign: `: one, two`; empty for all.
fn named_rules(after: &str) -> Vec<String> {
    let line = after.split(['\n', '\r']).next().unwrap_or_default();
    let Some(names) = line.strip_prefix(':') else { return Vec::new() };
    let names = names.split(',').filter_map(|name| name.split_whitespace().next());
    names.map(|name| name.rsplit(['.', '/']).next().unwrap_or(name).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_other_tools_are_read() {
        let text = "a() # nosemgrep: python.lang.eval, other\n# nosemgrep\nb()\nk = 1 # gitleaks:allow\n";
        let marks = marks(FileId(0), text);
        let read: Vec<_> = marks.iter().map(|mark| (mark.scope.clone(), mark.says.clone())).collect();
        let says = |tool, analyzer, rules: &[&str]| Says::Foreign {
            tool,
            analyzer,
            rules: rules.iter().map(|&rule| rule.to_owned()).collect(),
        };
        let expected = [
            (Scope::Line(1), says("nosemgrep", "code", &["eval", "other"])),
            (Scope::Line(3), says("nosemgrep", "code", &[])),
            (Scope::Line(4), says("gitleaks:allow", "secrets", &[])),
        ];
        assert_eq!(read, expected);
    }
}
