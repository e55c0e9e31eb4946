//! Fixes by regular expression.

use super::Regex;
use crate::Text;

/// What to replace in a finding.
#[derive(Debug, Clone)]
pub struct FixRegex {
    /// What is replaced, searched for in the finding's text.
    pub regex: Regex,
    /// What stands there then; `\1` or `\g<1>` stands for the first group.
    pub replacement: Text,
    /// How many matches are replaced at most, from the left; all if `None`.
    pub count: Option<usize>,
}

impl FixRegex {
    /// The text of a finding after the fix; `None` if a search takes too many steps.
    pub fn apply(&self, found: &str) -> Option<String> {
        let mut fixed = String::with_capacity(found.len());
        let mut copied = 0;
        for matched in self.regex.matches(found).take(self.count.filter(|count| *count > 0).unwrap_or(usize::MAX)) {
            let matched = matched.ok()?;
            fixed.push_str(found.get(copied..matched.range.start)?);
            let group = |number: usize| match number.checked_sub(1) {
                None => Some(matched.range.clone()),
                Some(index) => matched.groups.get(index).cloned().flatten(),
            };
            self.expand(&mut fixed, |number| group(number).and_then(|range| found.get(range)));
            copied = matched.range.end;
        }
        fixed.push_str(found.get(copied..)?);
        Some(fixed)
    }

    /// Writes the replacement with the groups in their places.
    fn expand<'t>(&self, fixed: &mut String, group: impl Fn(usize) -> Option<&'t str>) {
        let mut rest = self.replacement.as_str();
        while let Some((before, after)) = rest.split_once('\\') {
            fixed.push_str(before);
            let (number, length) = reference(after);
            match number {
                Some(number) => fixed.push_str(group(number).unwrap_or_default()),
                None => fixed.push_str(escaped(after)),
            }
            rest = after.get(length..).unwrap_or_default();
        }
        fixed.push_str(rest);
    }
}

/// The group that is meant after a `\`, and how long its name is; without one, the length of what is escaped.
fn reference(after: &str) -> (Option<usize>, usize) {
    if let Some((number, _)) = after.strip_prefix("g<").and_then(|rest| rest.split_once('>'))
        && let Ok(parsed) = number.parse()
    {
        return (Some(parsed), number.len() + 3);
    }
    let digits = after.bytes().take(2).take_while(u8::is_ascii_digit).count();
    match after.get(..digits).and_then(|number| number.parse().ok()) {
        Some(number) => (Some(number), digits),
        None => (None, after.chars().next().map_or(0, char::len_utf8)),
    }
}

fn escaped(after: &str) -> &str {
    match after.as_bytes().first() {
        Some(b'n') => "\n",
        Some(b't') => "\t",
        Some(b'r') => "\r",
        None => "\\",
        Some(_) => after.get(..after.chars().next().map_or(0, char::len_utf8)).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use source::{FileId, Span};

    use super::*;
    use crate::rule::Anchor;

    fn fixed(regex: &str, replacement: &str, count: Option<usize>, found: &str) -> String {
        let text = |text: &str| Text::new(text, Span::new(FileId(0), 0, 0));
        let regex = Regex::new(text(regex), Anchor::Anywhere).unwrap();
        FixRegex { regex, replacement: text(replacement), count }.apply(found).unwrap()
    }

    #[test]
    fn groups_stand_in_the_replacement() {
        assert_eq!(fixed(r"(.*)\)", r"\1, timeout=30)", None, "get(url)"), "get(url, timeout=30)");
        assert_eq!(fixed(r"(?P<a>x)(y)?", r"\g<1>-\2\n", None, "xx"), "x-\nx-\n");
        assert_eq!(fixed("a", "b", Some(1), "aaa"), "baa");
        assert_eq!(fixed("md5", "sha256", None, "md5(md5)"), "sha256(sha256)");
    }
}
