//! A rule's page, read as cases.
//!
//! A page has one title and six sections: What, Why, Bad, Near miss, Good, Fix. Under Bad, Near miss and Good, a fenced
//! block whose opening names a language and a path, such as `yaml template.yaml`, is a file of a small project. A `###`
//! heading starts the next case, and so does a path that the case already has. Other fenced blocks are prose.

use finding::Severity;

use crate::case::{Case, CaseKind, Mark};

/// The sections every page has, in this order.
const SECTIONS: [&str; 6] = ["What", "Why", "Bad", "Near miss", "Good", "Fix"];

/// How many cases of each kind a page needs at least.
const NEEDED: [(CaseKind, usize, &str); 3] = [
    (CaseKind::Bad, 2, "two bad cases"),
    (CaseKind::Good, 2, "two good cases"),
    (CaseKind::NearMiss, 1, "a near miss"),
];

/// What a page shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// Its title.
    pub title: String,
    /// Its cases, in the order of the page.
    pub cases: Vec<Case>,
}

/// Reads a page; the second list says everything it lacks.
pub fn parse_page(text: &str) -> (Page, Vec<String>) {
    let mut reader = Reader::default();
    let mut fence: Option<Fence> = None;
    for line in text.lines() {
        match (&mut fence, line.strip_prefix("```")) {
            (Some(open), Some("")) => {
                reader.close(open);
                fence = None;
            }
            (Some(open), _) => open.lines.push(line),
            (None, Some(info)) => fence = Some(Fence { info, lines: Vec::new() }),
            (None, None) => reader.prose(line),
        }
    }
    if fence.is_some() {
        reader.faults.push("a fenced block is not closed".to_owned());
    }
    reader.finish()
}

/// A fenced block that is being read.
struct Fence<'a> {
    info: &'a str,
    lines: Vec<&'a str>,
}

#[derive(Default)]
struct Reader {
    page: Page,
    sections: Vec<String>,
    starts_case: bool,
    heading: Option<String>,
    faults: Vec<String>,
}

impl Reader {
    fn prose(&mut self, line: &str) {
        if let Some(name) = line.strip_prefix("### ") {
            self.heading = Some(name.trim().to_owned());
            self.starts_case = true;
        } else if let Some(name) = line.strip_prefix("## ") {
            self.sections.push(name.trim().to_owned());
            self.heading = None;
            self.starts_case = true;
        } else if let Some(title) = line.strip_prefix("# ") {
            self.page.title = title.trim().to_owned();
        }
    }

    fn kind(&self) -> Option<CaseKind> {
        match self.sections.last()?.as_str() {
            "Bad" => Some(CaseKind::Bad),
            "Near miss" => Some(CaseKind::NearMiss),
            "Good" => Some(CaseKind::Good),
            _ => None,
        }
    }

    /// Takes in a fenced block: a file of the current case, or of the next one.
    fn close(&mut self, fence: &Fence<'_>) {
        let path = fence.info.split_whitespace().nth(1);
        let (Some(kind), Some(path)) = (self.kind(), path) else { return };
        let repeats = self.page.cases.last().is_none_or(|case| case.files.contains_key(path));
        if self.starts_case || repeats {
            let name = self.heading.clone().unwrap_or_else(|| self.number_in_section(kind));
            self.page.cases.push(Case { kind, name, files: Default::default(), marks: Vec::new() });
            self.starts_case = false;
        }
        if let Some(case) = self.page.cases.last_mut() {
            add_file(case, path, &fence.lines);
        }
    }

    fn number_in_section(&self, kind: CaseKind) -> String {
        let before = self.page.cases.iter().filter(|case| case.kind == kind).count();
        format!("{} {}", self.sections.last().map_or("", String::as_str), before + 1)
    }

    fn finish(mut self) -> (Page, Vec<String>) {
        if self.page.title.is_empty() {
            self.faults.push("the page has no title".to_owned());
        }
        if self.sections != SECTIONS {
            self.faults.push(format!("its sections are {}, not {}", self.sections.join(", "), SECTIONS.join(", ")));
        }
        for (kind, least, words) in NEEDED {
            if self.page.cases.iter().filter(|case| case.kind == kind).count() < least {
                self.faults.push(format!("it needs {words}"));
            }
        }
        for case in &self.page.cases {
            self.faults.extend(misplaced_marks(case).map(|fault| format!("{}: {fault}", case.name)));
        }
        (self.page, self.faults)
    }
}

/// A bad case has marks, a good one has none, and a near miss is at most worth knowing.
fn misplaced_marks(case: &Case) -> Option<&'static str> {
    let is_info = |mark: &Mark| mark.severity == Some(Severity::Info);
    match case.kind {
        CaseKind::Bad if case.marks.is_empty() => Some("a bad case needs a `finding:` mark"),
        CaseKind::Good if !case.marks.is_empty() => Some("a good case has no `finding:` marks"),
        CaseKind::NearMiss if !case.marks.iter().all(is_info) => Some("a near miss has no `finding:` marks but `info`"),
        _ => None,
    }
}

fn add_file(case: &mut Case, path: &str, lines: &[&str]) {
    let mut text = String::new();
    for (number, line) in (1..).zip(lines) {
        let (line, mark) = Mark::cut(path, number, line);
        case.marks.extend(mark);
        text.push_str(line);
        text.push('\n');
    }
    case.files.insert(path.to_owned(), text);
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "# Open door\n\n## What\nIt is.\n```text\nnot a file\n```\n## Why\nSo.\n\n## Bad\n\
        ```yaml a.yaml\nx: 1\ny: 2  # finding: high F\n```\nand beside it\n```python app.py\npass\n```\n\
        ```yaml a.yaml\nz: 1 # finding:\n```\n\
        ## Near miss\n### A wall\n```yaml a.yaml\nx: 2\n```\n## Good\n```yaml a.yaml\n```\n```yaml a.yaml\n```\n## Fix\nClose it.\n";

    #[test]
    fn a_page_is_its_cases() {
        let (page, faults) = parse_page(PAGE);
        assert_eq!(faults, Vec::<String>::new());
        assert_eq!(page.title, "Open door");
        let names: Vec<_> = page.cases.iter().map(|case| (case.name.as_str(), case.files.len())).collect();
        assert_eq!(names, [("Bad 1", 2), ("Bad 2", 1), ("A wall", 1), ("Good 1", 1), ("Good 2", 1)]);
        let first = page.cases.first().unwrap();
        assert_eq!(first.files.get("a.yaml").unwrap(), "x: 1\ny: 2\n");
        assert_eq!(first.marks.iter().map(Mark::to_string).collect::<Vec<_>>(), ["a.yaml:2 high F"]);
    }

    #[test]
    fn what_a_page_lacks_is_said() {
        let check = |from: &str, to: &str, fault: &str| {
            let (_, faults) = parse_page(&PAGE.replacen(from, to, 1));
            assert!(faults.iter().any(|said| said.contains(fault)), "{from:?}: {faults:?}");
        };
        check("# Open door\n", "", "no title");
        check("## Why\n", "", "its sections are");
        check("```yaml a.yaml\nz: 1 # finding:\n```\n", "", "two bad cases");
        check("x: 2", "x: 2 # finding: low", "A wall: a near miss has no");
        check("  # finding: high F", "", "needs a `finding:` mark");
        check("### A wall\n```yaml a.yaml\nx: 2\n```\n", "", "a near miss");
        check("Close it.", "```text", "not closed");
    }
}
