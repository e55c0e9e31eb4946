//! Templates to a [`Project`], one module per format.
//!
//! Loading never fails: what cannot be read, understood or resolved becomes a notice, and the rest of the application is
//! still there.

mod cfn;
mod detect;
mod unread;

use std::collections::BTreeMap;

use finding::Notice;
use model::Project;
use source::{FileId, Files, Limits};

pub use cfn::Prepared;
pub use detect::is_candidate;
pub use unread::unread;

/// What loading depends on besides the files.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Templates to load, as paths of the scan; empty for every template found.
    pub templates: Vec<String>,
    /// Values for template parameters, in place of their defaults.
    pub parameters: BTreeMap<String, String>,
    /// What hostile input may cost.
    pub limits: Limits,
}

/// A loaded application.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The application.
    pub project: Project,
    /// What was not read, understood or resolved.
    pub notices: Vec<Notice>,
    /// How many templates were loaded.
    pub templates: usize,
}

/// The files that may be templates, in order.
pub fn candidates(files: &dyn Files, options: &Options) -> Vec<FileId> {
    let ids = (0u32..).map(FileId).take(files.paths().len());
    let wanted = |path: &str| options.templates.is_empty() || options.templates.iter().any(|wanted| wanted == path);
    ids.filter(|id| is_candidate(files.path(*id)) && wanted(files.path(*id))).collect()
}

/// Reads one file and brings it to the state in which its resources can be understood; `None` when it is no template.
/// Files are independent of each other: a caller may prepare them on many threads.
pub fn prepare(files: &dyn Files, file: FileId, options: &Options) -> (Option<Prepared>, Vec<Notice>) {
    cfn::prepare(files, file, options)
}

/// Joins prepared templates, given in the order of their files, to one project.
pub fn assemble(files: &dyn Files, prepared: Vec<Prepared>, options: &Options) -> Loaded {
    cfn::assemble(files, prepared, options)
}

/// Loads all templates of a scan on this thread.
pub fn load(files: &dyn Files, options: &Options) -> Loaded {
    let mut notices = Vec::new();
    let mut prepared = Vec::new();
    for file in candidates(files, options) {
        let (template, noticed) = prepare(files, file, options);
        notices.extend(noticed);
        prepared.extend(template);
    }
    let mut loaded = assemble(files, prepared, options);
    loaded.notices.splice(0..0, notices);
    loaded
}
