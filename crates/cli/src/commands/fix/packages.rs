//! Other versions of packages, as the changes of files.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use ::advisory::OnlineRegistry;
use deps::{Indexes, Judgement};
use finding::Finding;
use fix::{Change, Overlay};
use model::Application;
use packages::Format;
use report::Problem;
use scan::Config;
use source::{FileId, Files};
use upgrade::{Document, Layered, Offline, Options, Plan, Registry, read_universe};

use crate::disk::reason;

/// So often are all projects planned anew, as one may change a file of another.
const MOST_ROUNDS: usize = 8;

/// What came of the packages.
#[derive(Debug, Default)]
pub struct Upgraded {
    /// The files that changed.
    pub files: BTreeMap<FileId, Change>,
    /// What was made, in the order of making.
    pub made: Vec<Plan>,
    /// What is left of each project, after all that was made.
    pub left: Vec<Plan>,
    /// Projects whose changes were taken back, as the scan of them found as much as before or something new.
    pub refused: Vec<FileId>,
}

/// Makes the changes of versions that mend packages, each proved by judging all packages again.
pub fn upgrade(
    files: &dyn Files,
    earlier: &BTreeMap<FileId, Change>,
    config: &Config,
    (snapshots, online): (&[PathBuf], Option<&OnlineRegistry>),
    findings: &[Finding],
) -> Result<Upgraded, Problem> {
    let indexes = scan::advisories(config).map_err(|error| Problem::new(error.to_string()))?;
    let mut overlay = Overlay::new(files);
    earlier.iter().for_each(|(file, change)| overlay.set(*file, change.after.clone()));
    let (app, _) = scan::application(&overlay, config);
    let mut upgraded = Upgraded::default();
    let silenced = silenced(findings);
    let mut known = faults(&judged(&overlay, &app, config));
    for _ in 0..MOST_ROUNDS {
        let documents = documents(&overlay);
        let registry = registry(&indexes, &documents, snapshots, online)?;
        let mut plans = upgrade::plan(&documents, &indexes, registry.as_ref(), &Options::default());
        plans.retain(|plan| !silenced.contains(&plan.file));
        upgraded.left.clone_from(&plans);
        let open = plans.into_iter().find(|plan| !plan.edits.is_empty() && !upgraded.refused.contains(&plan.file));
        let Some(plan) = open else { break };
        let Some(next) = applied(&overlay, &plan) else {
            upgraded.refused.push(plan.file);
            continue;
        };
        let after = faults(&judged(&next, &app, config));
        // What only the registry tells of is not seen by the scan, which then finds as much as before.
        if after.is_subset(&known) {
            (overlay, known) = (next, after);
            upgraded.made.push(plan);
        } else {
            upgraded.refused.push(plan.file);
        }
    }
    for file in (0..files.paths().len() as u32).map(FileId) {
        if let (Ok(before), Ok(after)) = (files.read(file), overlay.read(file))
            && before != after
        {
            upgraded.files.insert(file, Change { before, after });
        }
    }
    Ok(upgraded)
}

/// The registries to ask: the snapshots, those on the network if they are wanted, and then what is certain without any.
fn registry<'i>(
    indexes: &'i Indexes<'i>,
    documents: &[Document],
    snapshots: &[PathBuf],
    online: Option<&'i OnlineRegistry>,
) -> Result<Box<dyn Registry + 'i>, Problem> {
    let mut layers: Vec<Box<dyn Registry + 'i>> = Vec::new();
    for path in snapshots {
        let problem = |what: String| Problem::new(format!("cannot read `{}`: {what}", path.display()));
        let text = fs::read_to_string(path).map_err(|error| problem(reason(&error)))?;
        layers.push(Box::new(read_universe(&text).map_err(|error| problem(error.to_string()))?));
    }
    if let Some(online) = online {
        layers.push(Box::new(online));
    }
    layers.push(Box::new(Offline::new(indexes, documents)));
    Ok(Box::new(Layered::new(layers)))
}

/// The lists of packages among the files.
fn documents(files: &dyn Files) -> Vec<Document> {
    let document = |(number, path): (usize, &std::sync::Arc<str>)| {
        let (file, format) = (FileId(u32::try_from(number).ok()?), Format::of_path(path)?);
        let text = String::from_utf8(files.read(file).ok()?).ok()?;
        Some(Document { file, path: path.as_ref().to_owned(), format, text })
    };
    files.paths().iter().enumerate().filter_map(document).collect()
}

/// The files with the edits of a plan; none where they cannot be made.
fn applied<'f>(files: &Overlay<'f>, plan: &Plan) -> Option<Overlay<'f>> {
    let mut next = files.clone();
    let touched: BTreeSet<FileId> = plan.edits.iter().map(|edit| edit.span.file).collect();
    for file in touched {
        let own: Vec<_> = plan.edits.iter().filter(|edit| edit.span.file == file).cloned().collect();
        let text = String::from_utf8(files.read(file).ok()?).ok()?;
        next.set(file, fix::apply(&text, &own)?.into_bytes());
    }
    Some(next)
}

fn judged(files: &dyn Files, app: &Application, config: &Config) -> Judgement {
    scan::packages(files, app, config).judgement
}

/// The vulnerabilities of files: of packages, and of what ranges let pass.
fn faults(judgement: &Judgement) -> BTreeSet<(FileId, String, String)> {
    let of_packages = judgement.packages.iter().flat_map(|judged| {
        let package = &judged.package;
        judged.vulnerabilities.iter().map(|own| (package.span.file, package.name.clone(), own.name().to_owned()))
    });
    let of_ranges = judgement.ranges.iter().flat_map(|judged| {
        let asked = &judged.requirement;
        judged.allowed.iter().map(|own| (asked.span.file, asked.name.clone(), own.vulnerability.name().to_owned()))
    });
    of_packages.chain(of_ranges).collect()
}

/// The files of which all that is found about packages is suppressed.
fn silenced(findings: &[Finding]) -> BTreeSet<FileId> {
    let of_packages = || findings.iter().filter(|finding| finding.rule.as_str().starts_with("deps/"));
    let files = |is_active: bool| {
        let own = of_packages().filter(move |finding| finding.is_active() == is_active);
        own.map(|finding| finding.location.span.file).collect::<BTreeSet<_>>()
    };
    files(false).difference(&files(true)).copied().collect()
}
