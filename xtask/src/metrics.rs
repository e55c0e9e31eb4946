//! Size and density of the code, beside the anchors' figures, so that drift shows. Prints; never fails.
//!
//! Lines are counted in `src/` of every crate, tests included. A function runs from its `fn` to its closing brace.
//! Doc is the share of lines that are doc comments. Unwraps are counted outside tests.

use std::process::ExitCode;

use anyhow::Result;

use crate::house::{House, read};
use crate::rust_text::{bracketed, code_only, line_at};

/// Lines above which a file usually hides two ideas, and a function lacks a name.
const LONG_FILE: usize = 600;
const LONG_FUNCTION: usize = 70;

/// The anchors as STYLE.md measured them.
const ANCHORS: &str = "\
| ast-grep        | 158/419/769   | 7/22/50/182    |  5 |  19 | 1.3    |
| linkerd2-proxy  | 121/342/1085  | 6/26/89/542    |  6 |  27 | 1.0    |
| ripgrep         | 173/1034/5723 | 4/22/67/220    | 28 |  96 | 3.6    |
| zizmor          | 210/616/1474  | 8/44/127/364   | 13 |  91 | 4.6    |
| oxc             | 152/599/6826  | 8/42/139/903   | 20 |  53 | 2.9    |
| cedar           | 190/786/5613  | 7/29/103/804   | 18 |  89 | 2.0    |
| nextest         | 220/1000/3188 | 9/41/173/984   | 16 |  96 | 0.6    |
| rustsec         | 89/260/3972   | 7/26/127/301   | 22 | 100 | 9.3    |";

/// Prints the figures, one row per crate and one for the house.
pub fn run() -> Result<ExitCode> {
    let house = House::open()?;
    println!("| crate           | file lines    | fn lines       | doc | pub | unwrap |");
    println!("|                 | med/p90/max   | med/90/99/max  |  %  |  %  | /kLOC  |");
    println!("|-----------------|---------------|----------------|-----|-----|--------|");
    let mut total = Figures::default();
    for member in &house.crates {
        let mut figures = Figures::default();
        for path in member.sources()? {
            figures.add_file(&house.name(&path), &read(&path)?);
        }
        println!("{}", figures.row(&member.name));
        total.merge(figures);
    }
    println!("{}\n{ANCHORS}", total.row("the house"));
    total.long.iter().for_each(|place| println!("{place}"));
    println!("{} files, {} lines, {} functions", total.files.len(), total.lines(), total.functions.len());
    Ok(ExitCode::SUCCESS)
}

#[derive(Debug, Default)]
struct Figures {
    files: Vec<usize>,
    functions: Vec<usize>,
    doc_lines: usize,
    public: usize,
    public_documented: usize,
    unwraps: usize,
    /// Places of long files and functions, in words.
    long: Vec<String>,
}

impl Figures {
    fn add_file(&mut self, name: &str, text: &str) {
        let code = code_only(text);
        let lines = text.lines().count();
        self.files.push(lines);
        self.long.extend((lines > LONG_FILE).then(|| format!("{name}: {lines} lines")));
        for (line, lines) in functions(&code) {
            self.functions.push(lines);
            self.long.extend((lines > LONG_FUNCTION).then(|| format!("{name}:{line}: a function of {lines} lines")));
        }
        self.doc_lines += text.lines().filter(|line| is_doc(line)).count();
        let (public, documented) = public_items(text);
        self.public += public;
        self.public_documented += documented;
        let outside_tests = if name.ends_with("tests.rs") { "" } else { before_tests(&code) };
        self.unwraps += outside_tests.matches(".unwrap()").count();
    }

    fn merge(&mut self, other: Self) {
        self.files.extend(other.files);
        self.functions.extend(other.functions);
        self.doc_lines += other.doc_lines;
        self.public += other.public;
        self.public_documented += other.public_documented;
        self.unwraps += other.unwraps;
        self.long.extend(other.long);
    }

    fn lines(&self) -> usize {
        self.files.iter().sum()
    }

    fn row(&self, name: &str) -> String {
        format!(
            "| {name:15} | {:13} | {:14} | {:3} | {:3} | {:6} |",
            shares(&self.files, &[50, 90, 100]),
            shares(&self.functions, &[50, 90, 99, 100]),
            per(self.doc_lines * 100, self.lines()),
            per(self.public_documented * 100, self.public),
            tenths(self.unwraps * 10_000, self.lines()),
        )
    }
}

fn per(part: usize, whole: usize) -> String {
    part.checked_div(whole).map_or_else(|| "-".to_owned(), |share| share.to_string())
}

fn tenths(part: usize, whole: usize) -> String {
    part.checked_div(whole).map_or_else(|| "-".to_owned(), |tenths| format!("{}.{}", tenths / 10, tenths % 10))
}

/// The values below which the given shares (in percent) of `values` lie, joined by `/`.
fn shares(values: &[usize], percents: &[usize]) -> String {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    let at = |percent: &usize| sorted.get((sorted.len() * percent / 100).min(sorted.len().saturating_sub(1)));
    percents
        .iter()
        .map(|percent| at(percent).map_or_else(|| "-".to_owned(), usize::to_string))
        .collect::<Vec<_>>()
        .join("/")
}

fn is_doc(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("///") || line.starts_with("//!")
}

/// Every function that has a body: the line it starts on, and how many it has.
fn functions(code: &str) -> Vec<(usize, usize)> {
    let in_name = |c: char| c.is_alphanumeric() || c == '_';
    let starts = code.match_indices("fn ").map(|(offset, _)| offset);
    let starts = starts.filter(|offset| !code.get(..*offset).unwrap_or_default().ends_with(in_name));
    let measured = |start| {
        let text = code.get(start..body_end(code, start)?)?;
        Some((line_at(code, start), text.lines().count()))
    };
    starts.filter_map(measured).collect()
}

/// Where the function that starts at `start` ends; `None` when it has no body, or is a type such as `fn (u8)`.
fn body_end(code: &str, start: usize) -> Option<usize> {
    let rest = code.get(start..)?;
    let stop = rest.find(['{', ';'])?;
    let is_named = rest.get(3..)?.starts_with(|c: char| c.is_alphabetic() || c == '_');
    let body = start + stop;
    (is_named && rest.get(stop..)?.starts_with('{')).then(|| body + bracketed(code, body).len())
}

fn before_tests(code: &str) -> &str {
    code.split("#[cfg(test)]").next().unwrap_or(code)
}

/// How many items are public, and how many of them have a doc comment right above them or their attributes.
fn public_items(text: &str) -> (usize, usize) {
    let mut documented = false;
    let mut counts = (0, 0);
    for line in text.lines().map(str::trim_start) {
        if is_public_item(line) {
            counts.0 += 1;
            counts.1 += usize::from(documented);
        }
        let continues = is_doc(line) || line.starts_with("#[") || line.starts_with(')') || line.is_empty();
        documented = is_doc(line) || (documented && continues);
    }
    counts
}

fn is_public_item(line: &str) -> bool {
    let item = line.strip_prefix("pub ").unwrap_or_default();
    ["fn ", "const ", "static ", "struct ", "enum ", "trait ", "type ", "unsafe ", "async "]
        .iter()
        .any(|keyword| item.starts_with(keyword))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_measured_to_their_closing_brace() {
        let code =
            "fn a() {}\npub fn b(\n    x: u8,\n) -> u8 {\n    x\n}\ntrait T { fn c(&self); }\ntype F = fn (u8);\n";
        assert_eq!(functions(code), [(1, 1), (2, 5)]);
    }

    #[test]
    fn shares_are_values_that_occur() {
        assert_eq!(shares(&[4, 1, 3, 2], &[50, 90, 100]), "3/4/4");
        assert_eq!(shares(&[], &[50]), "-");
    }

    #[test]
    fn a_doc_comment_counts_through_attributes() {
        let text = "/// Yes.\n#[must_use]\npub fn a() {}\npub fn b() {}\npub use c;\n/// Yes.\npub struct D;";
        assert_eq!(public_items(text), (3, 2));
    }
}
