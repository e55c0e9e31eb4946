//! The one way from files to a report.

use load::Loaded;
use model::{Application, Reach};
use rayon::prelude::*;
use source::Files;

use crate::{Config, Coverage, Draft, Report, entries, finish, registry};

/// Scans the files as the config asks.
pub fn scan(files: &dyn Files, config: &Config) -> Report {
    analyse(files, config, load(files, config))
}

/// The templates of the files as one project. Templates are prepared on all threads; the order of the files decides the
/// order of everything.
fn load(files: &dyn Files, config: &Config) -> Loaded {
    let options = load::Options {
        templates: config.templates.clone(),
        parameters: config.parameters.clone(),
        limits: config.limits.clone(),
    };
    let candidates = load::candidates(files, &options);
    let read: Vec<_> = candidates.par_iter().map(|file| load::prepare(files, *file, &options)).collect();
    let (templates, notices): (Vec<_>, Vec<_>) = read.into_iter().unzip();
    let mut loaded = load::assemble(files, templates.into_iter().flatten().collect(), &options);
    loaded.notices.extend(notices.into_iter().flatten());
    loaded
}

/// Everything from a loaded application on: exposure, access, rules, paths, report. Loaders of other formats, and tests,
/// hand in a project of their own; its spans point into `files`.
pub fn analyse(files: &dyn Files, config: &Config, loaded: Loaded) -> Report {
    let exposure = exposure::exposure(&loaded.project);
    let (access, unknown) = iam::access(&loaded.project);
    let app = Application { project: loaded.project, exposure, access, as_of: config.as_of.to_string() };
    let mut draft = Draft {
        notices: loaded.notices.into_iter().chain(unknown).collect(),
        analysed: app.project.stacks.iter().map(|stack| stack.file).collect(),
        secrets: secrets::spans(&app),
        entries: entries::summaries(&app),
        coverage: coverage(files, &app, loaded.templates),
        ..Draft::default()
    };
    for entry in registry::entries().filter(|entry| config.runs(entry.analyzer())) {
        (entry.check)(&app, &mut draft.findings);
    }
    if config.runs("paths") {
        (draft.paths, draft.choke_points) = paths::attack_paths(&app);
    }
    finish(files, config, draft)
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
