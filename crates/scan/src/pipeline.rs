//! The one way from files to a report.

use finding::Notice;
use load::Loaded;
use model::{Application, Reach};
use rayon::prelude::*;
use source::{Files, Span};

use crate::{Config, Coverage, Draft, Report, Sources, entries, finish, masking, packages, registry};

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
    if config.templates.is_empty() {
        loaded.notices.extend(load::unread(files));
    }
    loaded
}

/// The application of the files with everything that rules read, and what was not understood; for commands that ask
/// questions of it. Their snippets come from [`texts`].
pub fn application(files: &dyn Files, config: &Config) -> (Application, Vec<Notice>) {
    derive(config, load(files, config))
}

/// The texts of the files that spans point to, without secrets.
pub fn texts(files: &dyn Files, app: &Application, spans: impl IntoIterator<Item = Span>) -> Sources {
    let wanted = spans.into_iter().map(|span| span.file).collect();
    masking::cut(files, &wanted, &secrets::spans(app))
}

fn derive(config: &Config, loaded: Loaded) -> (Application, Vec<Notice>) {
    let (exposure, undecided) = exposure::exposure(&loaded.project);
    let (access, unknown) = iam::access(&loaded.project);
    let app = Application { project: loaded.project, exposure, access, as_of: config.as_of.to_string() };
    (app, loaded.notices.into_iter().chain(undecided).chain(unknown).collect())
}

/// Everything from a loaded application on: exposure, access, rules, paths, report. Loaders of other formats, and tests,
/// hand in a project of their own; its spans point into `files`.
pub fn analyse(files: &dyn Files, config: &Config, loaded: Loaded) -> Report {
    let templates = loaded.templates;
    let (app, notices) = derive(config, loaded);
    let mut draft = Draft {
        notices,
        analysed: app.project.stacks.iter().map(|stack| stack.file).collect(),
        secrets: secrets::spans(&app),
        entries: entries::summaries(&app),
        coverage: coverage(files, &app, templates),
        ..Draft::default()
    };
    for entry in registry::entries().filter(|entry| config.runs(entry.analyzer())) {
        (entry.check)(&app, &mut draft.findings);
    }
    if config.runs("paths") {
        (draft.paths, draft.choke_points) = paths::attack_paths(&app);
    }
    if config.runs("code") && !config.code.is_empty() {
        let found = config.code.run(files, &app.project, &config.limits, config.cache.as_deref());
        draft.coverage.code = found.files;
        draft.findings.extend(found.findings);
        draft.notices.extend(found.notices);
        draft.rules.extend(found.rules);
        draft.analysed.extend(found.code);
        draft.secrets.extend(found.secrets);
    }
    if config.runs("deps") {
        let mut found = packages(files, &app.project, config);
        draft.coverage.lists = found.listings.len();
        draft.coverage.packages = found.checked();
        draft.analysed.extend(found.files());
        draft.findings.extend(found.findings());
        draft.notices.append(&mut found.notices);
        draft.advisories = found.advisories;
    }
    finish(files, config, draft)
}

fn coverage(files: &dyn Files, app: &Application, templates: usize) -> Coverage {
    let served = app.project.entry_ids().filter(|(_, entry)| entries::counts(entry));
    let served: Vec<_> = served.map(|(id, _)| app.exposure.reach(id)).collect();
    Coverage {
        files: files.paths().len(),
        templates,
        policies: 0,
        code: 0,
        lists: 0,
        packages: 0,
        functions: app.project.functions.len(),
        entries: served.len(),
        open_entries: served.iter().filter(|reach| **reach == Reach::Public).count(),
    }
}
