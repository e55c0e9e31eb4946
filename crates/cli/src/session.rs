//! One scan, from the command line to the report.

use report::Problem;
use scan::Report;

use crate::args::Target;
use crate::disk::DiskFiles;
use crate::output::Terminal;
use crate::progress::Progress;
use crate::settings::Settings;
use crate::walk;

/// Scans as the settings ask.
pub fn run(settings: &Settings, target: &Target, terminal: &Terminal) -> Result<Report, Problem> {
    if let Some(threads) = target.threads {
        // Fails only if the pool is there already; then it is as good as any.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(usize::from(threads)).build_global();
    }
    let config = &settings.config;
    let listing = {
        let _shown = Progress::show(terminal.watched, "listing files");
        walk::list(&settings.root, &settings.file.exclude, &config.limits)?
    };
    let _shown = Progress::show(terminal.watched, &format!("scanning {} files", listing.paths.len()));
    let files = DiskFiles::new(settings.root.clone(), listing.paths, config.limits.file_bytes);
    let mut report = scan::scan(&files, config);
    report.add_notices(listing.notices);
    Ok(report)
}
