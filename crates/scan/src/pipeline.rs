//! The one way from files to a report.

use std::collections::BTreeSet;

use finding::Notice;
use model::{Application, Reach};
use rayon::prelude::*;
use source::{FileId, Files};

use crate::{Config, Coverage, Draft, Report, entries, finish, registry};

/// Scans the files as the config asks.
pub fn scan(files: &dyn Files, config: &Config) -> Report {
    let (app, loaded) = application(files, config);
    let secrets = secrets::spans(&app);
    let mut draft = Draft { notices: loaded.notices, analysed: loaded.files, secrets, ..Draft::default() };
    for entry in registry::entries().filter(|entry| config.runs(entry.analyzer())) {
        (entry.check)(&app, &mut draft.findings);
    }
    if config.runs("paths") {
        (draft.paths, draft.choke_points) = paths::attack_paths(&app);
    }
    draft.entries = entries::summaries(&app);
    draft.coverage = coverage(files, &app, loaded.templates);
    finish(files, config, draft)
}

/// What loading gave besides the application.
struct LoadedFrom {
    notices: Vec<Notice>,
    files: BTreeSet<FileId>,
    templates: usize,
}

/// Files to the one value that analyzers read.
fn application(files: &dyn Files, config: &Config) -> (Application, LoadedFrom) {
    let options = load::Options {
        templates: config.templates.clone(),
        parameters: config.parameters.clone(),
        limits: config.limits.clone(),
    };
    let candidates = load::candidates(files, &options);
    // In the order of the files, whatever the number of threads.
    let read: Vec<_> = candidates.par_iter().map(|file| load::prepare(files, *file, &options)).collect();
    let mut notices = Vec::new();
    let mut prepared = Vec::new();
    for (template, noticed) in read {
        notices.extend(noticed);
        prepared.extend(template);
    }
    let analysed = prepared.iter().map(|template| template.file).collect();
    let loaded = load::assemble(files, prepared, &options);
    notices.extend(loaded.notices);
    let exposure = exposure::exposure(&loaded.project);
    let (access, unknown) = iam::access(&loaded.project);
    notices.extend(unknown);
    let as_of = config.as_of.to_string();
    let app = Application { project: loaded.project, exposure, access, as_of };
    (app, LoadedFrom { notices, files: analysed, templates: loaded.templates })
}

fn coverage(files: &dyn Files, app: &Application, templates: usize) -> Coverage {
    let served = app.project.entry_ids().filter(|(_, entry)| entries::counts(entry));
    let served: Vec<_> = served.map(|(id, _)| app.exposure.reach(id)).collect();
    Coverage {
        files: files.paths().len(),
        templates,
        functions: app.project.functions.len(),
        entries: served.len(),
        open_entries: served.iter().filter(|reach| **reach == Reach::Public).count(),
    }
}
