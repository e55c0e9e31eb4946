//! A change of a file as a patch.

use similar::{Algorithm, ChangeTag, TextDiff};

use crate::Style;
use crate::style::{Tone, plain};

/// Lines around a change.
const CONTEXT: usize = 3;

/// The change of a file as a unified diff, which `git apply` and `patch -p1` take. With colours it is for eyes only:
/// characters that would steer a terminal are shown, not sent.
pub fn diff(path: &str, before: &str, after: &str, style: &Style) -> String {
    let lines = TextDiff::configure().algorithm(Algorithm::Patience).diff_lines(before, after);
    let mut unified = lines.unified_diff();
    let unified = unified.context_radius(CONTEXT);
    let head = format!("--- a/{path}\n+++ b/{path}\n");
    if !style.colour {
        return format!("{head}{unified}");
    }
    let mut text: String = head.lines().map(|line| style.paint(Tone::Strong, &plain(line)) + "\n").collect();
    for hunk in unified.iter_hunks() {
        text.push_str(&style.paint(Tone::Faint, &hunk.header().to_string()));
        text.push('\n');
        for change in hunk.iter_changes() {
            let line = plain(change.value().trim_end_matches(['\r', '\n']));
            text.push_str(&match change.tag() {
                ChangeTag::Delete => style.paint(Tone::Bad, &format!("-{line}")),
                ChangeTag::Insert => style.paint(Tone::Good, &format!("+{line}")),
                ChangeTag::Equal => format!(" {line}"),
            });
            text.push('\n');
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_a_patch() {
        let patch = diff("src/a.py", "one\ntwo\nthree", "one\n2\nthree", &Style::default());
        let expected =
            "--- a/src/a.py\n+++ b/src/a.py\n@@ -1,3 +1,3 @@\n one\n-two\n+2\n three\n\\ No newline at end of file\n";
        assert_eq!(patch, expected);
    }

    #[test]
    fn colours_send_nothing_that_steers_a_terminal() {
        let style = Style { colour: true, ..Style::default() };
        let patch = diff("a", "x\n", "\u{1b}]0;title\u{7}\n", &style);
        assert!(!patch.contains("\u{1b}]") && !patch.contains('\u{7}'), "{patch:?}");
    }
}
