//! One case of a rule's page: a small project, and what must be reported in it.

use std::collections::BTreeMap;

use finding::Severity;

/// What a case shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CaseKind {
    /// The rule reports it, at every mark and nowhere else.
    Bad,
    /// It looks bad and is not: the rule says at most that it is worth knowing.
    NearMiss,
    /// It is right: the rule stays silent.
    Good,
}

/// A small project on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// What it shows.
    pub kind: CaseKind,
    /// Its heading, or its number in the section.
    pub name: String,
    /// Text by path, with the marks taken off.
    pub files: BTreeMap<String, String>,
    /// What must be reported, in the order of the page.
    pub marks: Vec<Mark>,
}

/// A place at which the rule must report once.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The severity, where the mark says one.
    pub severity: Option<Severity>,
    /// The resource, where the mark says one.
    pub resource: Option<String>,
}

impl Mark {
    /// Splits a line into its text and the mark in the comment at its end: `# finding: high OrdersFunction`.
    ///
    /// Severity and resource may be left out.
    pub(crate) fn cut<'a>(file: &str, number: u32, line: &'a str) -> (&'a str, Option<Self>) {
        let cut = ["# finding:", "// finding:"].iter().find_map(|opening| line.split_once(opening));
        let Some((text, said)) = cut else { return (line, None) };
        let mut mark = Self { file: file.to_owned(), line: number, severity: None, resource: None };
        for word in said.split_whitespace() {
            match word.parse() {
                Ok(severity) => mark.severity = Some(severity),
                Err(_) => mark.resource = Some(word.to_owned()),
            }
        }
        (text.trim_end(), Some(mark))
    }
}

impl std::fmt::Display for Mark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.file, self.line)?;
        self.severity.iter().try_for_each(|severity| write!(f, " {severity}"))?;
        self.resource.iter().try_for_each(|resource| write!(f, " {resource}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_cut_off_its_line() {
        let check = |line, text, severity: Option<Severity>, resource: Option<&str>| {
            let (rest, mark) = Mark::cut("a", 3, line);
            let mark = mark.unwrap();
            assert_eq!((rest, mark.line, mark.severity, mark.resource.as_deref()), (text, 3, severity, resource));
        };
        check("  E: {Type: Api}  # finding:", "  E: {Type: Api}", None, None);
        check("{ // finding: high F", "{", Some(Severity::High), Some("F"));
        check("a: b # finding: Child/F critical", "a: b", Some(Severity::Critical), Some("Child/F"));
        assert_eq!(Mark::cut("a", 1, "a: b # no finding"), ("a: b # no finding", None));
    }
}
