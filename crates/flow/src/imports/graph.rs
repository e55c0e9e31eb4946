//! What a handler reaches.

use std::collections::BTreeMap;

use finding::Notice;
use packages::Ecosystem;
use source::{FileId, Span};

use super::written::When;

/// All that is reached from the files that hold a handler.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportGraph {
    /// The files that it begins with.
    pub entries: Vec<FileId>,
    /// The files that are reached, those of installed packages and the entries among them.
    pub files: BTreeMap<FileId, ReachedFile>,
    /// The packages that are reached, sorted by ecosystem and name.
    pub packages: Vec<ReachedPackage>,
    /// Imports that may lead anywhere, in the order in which they are met. None: the graph is complete.
    pub unknown: Vec<UnknownEdge>,
    /// What was not read, and the limits that were hit.
    pub notices: Vec<Notice>,
}

/// A file that is reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReachedFile {
    /// The import that leads to it on the shortest way; none for an entry.
    pub by: Option<Step>,
    /// Whether all imports on the way are carried out whenever the handler is loaded.
    pub is_certain: bool,
    /// The number of imports on the way.
    pub depth: u32,
}

/// One import on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Where it is written; its file is the one that imports.
    pub span: Span,
    /// What is asked for, as people write it.
    pub written: String,
    /// When it is carried out.
    pub when: When,
}

/// A package that is reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReachedPackage {
    /// Where it is known.
    pub ecosystem: Ecosystem,
    /// Its name as the ecosystem compares names. Several where the import alone does not tell which, the likeliest first.
    pub names: Vec<String>,
    /// Its version, where it is installed among the files.
    pub version: Option<String>,
    /// The folder it is installed in; none if its code is not among the files.
    pub folder: Option<String>,
    /// The shortest chain of imports from an entry to it; of those that are always carried out, if there is one.
    pub proof: Vec<Step>,
    /// The packages between the last import and this one, by the dependencies in a lockfile, or of what the runtime brings. Empty
    /// if an import itself names it. What a package may need it need not load, so this is the most there can be.
    pub through: Vec<String>,
    /// Whether all imports of the proof are carried out whenever the handler is loaded.
    pub is_certain: bool,
    /// Whether it is known what it loads in turn: by its code where that computes no names, a lockfile or the runtime that
    /// brings it.
    pub is_closed: bool,
    /// Whether only code of installed packages asks for it, which goes on without: it is neither among the files nor listed.
    pub is_absent: bool,
    /// Whether the name is known to be that of the package: it is installed, listed, or one that everybody knows.
    pub is_explained: bool,
}

impl ReachedPackage {
    /// The likeliest name.
    pub fn name(&self) -> &str {
        self.names.first().map_or("", String::as_str)
    }
}

/// An import that may lead anywhere.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct UnknownEdge {
    /// Where it is written; the start of the file where all of it is meant.
    pub span: Span,
    /// Why it is not known where it leads.
    pub why: Why,
    /// The package whose code it is in; none for the project's own.
    pub package: Option<String>,
}

/// Why it is not known what is loaded.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// The code computes the name.
    Computed,
    /// There is no file where one should be; the text is what is asked for.
    Missing(String),
    /// The file could not be read as a whole.
    Unread,
    /// Imports of this language do not tell which packages they are of.
    Language(&'static str),
    /// A limit was hit.
    Limit,
    /// There is no file to begin with.
    NoEntry,
}

impl Why {
    /// The reason in words; lower case, no full stop.
    pub fn text(&self) -> String {
        match self {
            Self::Computed => "the name of the module is computed".to_owned(),
            Self::Missing(name) => format!("`{name}` leads to no file"),
            Self::Unread => "the file could not be read as a whole".to_owned(),
            Self::Language(name) => format!("imports of {name} do not tell which packages they are of"),
            Self::Limit => "a limit was reached".to_owned(),
            Self::NoEntry => "the file of the handler is not known".to_owned(),
        }
    }
}

impl ImportGraph {
    /// Whether every import that is reached is known.
    pub fn is_complete(&self) -> bool {
        self.unknown.is_empty()
    }

    /// The shortest chain of imports from an entry to a file; empty for an entry and for a file that is not reached.
    pub fn proof(&self, file: FileId) -> Vec<Step> {
        let mut steps = Vec::new();
        let mut at = self.files.get(&file);
        while let Some(step) = at.and_then(|reached| reached.by.as_ref()) {
            // INVARIANT: each step lies one nearer to an entry.
            debug_assert!(steps.len() <= self.files.len(), "a proof has no cycle");
            at = self.files.get(&step.span.file);
            steps.push(step.clone());
        }
        steps.reverse();
        steps
    }
}
