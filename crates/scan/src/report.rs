//! The result of a scan, as a value.

use std::collections::BTreeMap;
use std::sync::Arc;

use finding::{Finding, Notice, Place, Rule};
use paths::{AttackPath, ChokePoint};
use source::{FileId, LineColumn, LineIndex, Span};

use crate::Advised;

/// Everything a scan has to say, in its final order.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Attack paths, worst first.
    pub paths: Vec<AttackPath>,
    /// The changes that close most paths, best first.
    pub choke_points: Vec<ChokePoint>,
    /// Findings, suppressed ones included, ordered by file, place and rule.
    pub findings: Vec<Finding>,
    /// Every way into the application and who reaches it, ordered by place.
    pub entries: Vec<EntrySummary>,
    /// All that was not fully analysed, ordered by place.
    pub notices: Vec<Notice>,
    /// The metadata of every rule that could have reported, ordered by id.
    pub rules: Vec<Rule>,
    /// The texts that findings, paths and notices point to, masked.
    pub sources: Sources,
    /// What was looked at.
    pub coverage: Coverage,
    /// The advisories that packages were held against, for each ecosystem that there are packages of.
    pub advisories: Vec<Advised>,
    /// How this scan compares with the baseline, if one was given.
    pub baseline: Option<BaselineSummary>,
    /// The day that date-driven rules were evaluated at, `YYYY-MM-DD`.
    pub as_of: String,
}

impl Report {
    /// Adds what a front end could not give to the scan, such as unreadable folders.
    pub fn add_notices(&mut self, notices: Vec<Notice>) {
        self.notices.extend(notices);
        self.notices.sort();
        self.notices.dedup();
    }

    /// Puts `folder` before every path, for people who stand above the scanned folder.
    pub fn show_below(&mut self, folder: &str) {
        self.sources.show_below(folder);
        for notice in &mut self.notices {
            if let Place::Path(path) = &mut notice.place {
                *path = below(folder, path);
            }
        }
    }
}

fn below(folder: &str, path: &str) -> String {
    format!("{}/{path}", folder.trim_end_matches('/'))
}

/// How much was looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Files that were listed.
    pub files: usize,
    /// Templates that were loaded.
    pub templates: usize,
    /// Policies that were given by themselves.
    pub policies: usize,
    /// Files of code that rules were run on.
    pub code: usize,
    /// Files that list packages, archives among them.
    pub lists: usize,
    /// Packages and requirements that were held against advisories.
    pub packages: usize,
    /// Functions found.
    pub functions: usize,
    /// Entry points found.
    pub entries: usize,
    /// Entry points a caller without credentials reaches.
    pub open_entries: usize,
}

impl Coverage {
    /// Whether there was nothing to look at.
    pub const fn is_nothing(&self) -> bool {
        self.templates == 0 && self.functions == 0 && self.policies == 0 && self.code == 0 && self.lists == 0
    }
}

/// One way into the application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntrySummary {
    /// Where it was declared.
    pub span: Option<Span>,
    /// The template it belongs to.
    pub template: FileId,
    /// What kind of door it is: the style of its gateway, `url`, or `event`.
    pub kind: &'static str,
    /// Its short name: `POST /orders`.
    pub label: String,
    /// The gateway it belongs to, by its full name.
    pub api: Option<String>,
    /// What declares it, by its full name.
    pub resource: String,
    /// The function behind it, by its full name.
    pub function: Option<String>,
    /// Who reaches it, in the most open deployment: `public`, `key-only`, `authenticated`, `private`, `unknown`.
    pub reach: &'static str,
    /// Why.
    pub because: Vec<String>,
    /// The condition under which it is so; `None` when it always is.
    pub only_if: Option<String>,
}

/// What changed since the baseline.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BaselineSummary {
    /// Findings the baseline does not have.
    pub new: usize,
    /// Findings the baseline has.
    pub known: usize,
    /// Entries of the baseline that no finding matches any more.
    pub fixed: usize,
}

/// The masked texts of the files a report points to. The only place snippets are cut from.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: BTreeMap<FileId, SourceText>,
}

/// One file of a report.
#[derive(Debug, Clone)]
pub struct SourceText {
    /// Path relative to the scanned folder, separated by `/`.
    pub path: Arc<str>,
    /// The text, with every secret masked by as many bytes of `*`.
    pub text: Arc<str>,
    /// Its lines.
    pub lines: LineIndex,
}

impl Sources {
    /// Adds a file; `text` must be masked already.
    pub fn insert(&mut self, file: FileId, path: Arc<str>, text: Arc<str>) {
        let lines = LineIndex::new(&text);
        self.files.insert(file, SourceText { path, text, lines });
    }

    /// Puts `folder` before every path, for people who stand above the folder.
    pub fn show_below(&mut self, folder: &str) {
        for source in self.files.values_mut() {
            source.path = Arc::from(below(folder, &source.path));
        }
    }

    /// The file, if the report points to it.
    pub fn get(&self, file: FileId) -> Option<&SourceText> {
        self.files.get(&file)
    }

    /// The files, in the order of the scan.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceText)> {
        self.files.iter().map(|(file, source)| (*file, source))
    }

    /// The path of a file of the report.
    pub fn path(&self, file: FileId) -> &str {
        self.get(file).map_or("", |source| &source.path)
    }

    /// Where a span starts, as people count.
    pub fn start(&self, span: Span) -> Option<LineColumn> {
        self.get(span.file).map(|source| source.lines.place(&source.text, span.start))
    }

    /// Where a span ends, as people count; the column is the one after the last character.
    pub fn end(&self, span: Span) -> Option<LineColumn> {
        self.get(span.file).map(|source| source.lines.place(&source.text, span.end))
    }

    /// The text of a span.
    pub fn snippet(&self, span: Span) -> Option<&str> {
        self.get(span.file)?.text.get(span.start as usize..span.end as usize)
    }
}
