//! One rule, as typed values.

mod fix;
mod formula;
mod join;
mod label;
mod language;
mod metadata;
mod options;
mod paths;
mod regex;
mod severity;
mod taint;
mod version;

use source::{FileId, Span};

pub use fix::FixRegex;
pub use formula::{All, Analyzer, Condition, EntropyMode, Focus, Formula, NameKind};
pub use join::{Dependency, Extract, Join, JoinReference, Reduce, Transform};
pub use label::{Label, Requires};
pub use language::Language;
pub use metadata::{Callable, Metadata, SourceModel};
pub use options::{GenericComments, GenericEngine, Options};
pub use paths::{Glob, Paths};
pub(crate) use regex::has_odd_letters;
pub use regex::{Anchor, Matches, Regex, RegexError, RegexMatch};
pub use severity::Severity;
pub use taint::{Propagator, Sanitizer, SideEffect, Sink, SinkRequires, Source, Taint};
pub use version::Version;

use crate::Text;

/// A rule of a rule file.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Its id as written. Ids repeat across files; [`Rule::path_id`] tells rules apart.
    pub id: Text,
    /// The file it stands in.
    pub file: FileId,
    /// The whole rule.
    pub span: Span,
    /// The languages it looks at, at least one, without repetition.
    pub languages: Vec<Language>,
    /// How bad a finding is, in the rule's words.
    pub severity: Severity,
    /// What is told of a finding; may name metavariables.
    pub message: Text,
    /// What it looks for.
    pub mode: Mode,
    /// What it says of itself.
    pub metadata: Metadata,
    /// The files it looks at.
    pub paths: Paths,
    /// How it matches.
    pub options: Options,
    /// What to put in place of a finding; may name metavariables. Blanks around it are cut off.
    pub fix: Option<Text>,
    /// What to replace in a finding.
    pub fix_regex: Option<FixRegex>,
    /// The first version of Semgrep it is for.
    pub min_version: Option<Version>,
    /// The last version of Semgrep it is for.
    pub max_version: Option<Version>,
}

/// How a rule looks for what it reports.
#[derive(Debug, Clone)]
pub enum Mode {
    /// Code that matches a formula.
    Search(Formula),
    /// Values that flow from sources to sinks.
    Taint(Taint),
    /// Findings of several rules, joined by their metavariables.
    Join(Join),
    /// Code in another language inside of a file; no findings of its own.
    Extract(Extract),
    /// Packages that a lock file holds, without a look at code.
    Dependencies(Vec<Dependency>),
}

impl Mode {
    /// Its formulas.
    pub(crate) fn formulas(&self) -> Vec<&Formula> {
        match self {
            Self::Search(formula) => vec![formula],
            Self::Taint(taint) => taint.formulas().collect(),
            Self::Join(_) | Self::Extract(_) | Self::Dependencies(_) => Vec::new(),
        }
    }
}

impl Rule {
    /// The id as Semgrep reports it: the folders of its file, whose path below the rules is given, then the id, with dots
    /// between.
    pub fn path_id(&self, path: &str) -> String {
        let folder = source::parent_path(path);
        let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
        parts.push(self.id.as_str());
        parts.join(".")
    }

    /// Whether it names a language that is analysed and a mode that is.
    pub fn is_analysed(&self) -> bool {
        let language = self.languages.iter().any(|language| language.is_analysed());
        language && matches!(self.mode, Mode::Search(_) | Mode::Taint(_))
    }
}
