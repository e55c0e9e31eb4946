//! One scan, from the command line to the report.

use finding::Notice;
use report::Problem;
use scan::Report;
use source::Files as _;

use crate::args::Target;
use crate::disk::DiskFiles;
use crate::output::Terminal;
use crate::progress::Progress;
use crate::settings::Settings;
use crate::{advisories, walk};

/// Scans as the settings ask.
pub fn run(settings: &Settings, target: &Target, terminal: &Terminal) -> Result<Report, Problem> {
    let (files, notices) = files(settings, target, terminal)?;
    let _shown = Progress::show(terminal.watched, &format!("scanning {} files", files.paths().len()));
    let mut report = scan::scan(&files, &settings.config);
    report.add_notices(notices);
    if !target.no_cache {
        advisories::remember(&report);
    }
    Ok(report)
}

/// The files to scan, and what was left out.
pub fn files(settings: &Settings, target: &Target, terminal: &Terminal) -> Result<(DiskFiles, Vec<Notice>), Problem> {
    if let Some(threads) = target.threads {
        // Fails only if the pool is there already; then it is as good as any.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(usize::from(threads)).build_global();
    }
    let limits = &settings.config.limits;
    if !settings.alone.is_empty() {
        return Ok((DiskFiles::new(settings.root.clone(), settings.alone.clone(), limits), settings.notices.clone()));
    }
    let _shown = Progress::show(terminal.watched, "listing files");
    let listing = walk::list(&settings.root, &settings.file.exclude, limits)?;
    let files = DiskFiles::new(settings.root.clone(), listing.paths, limits).with_installed(listing.installed);
    let notices = listing.notices.into_iter().chain(settings.notices.iter().cloned()).collect();
    Ok((files, notices))
}
