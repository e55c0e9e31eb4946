//! `maremma deps`.

use std::path::Path;

use report::Problem;
use scan::{ExitCode, Packages};

use crate::args::{DepsArgs, ListFormat, Target};
use crate::disk::DiskFiles;
use crate::output::{Terminal, write_out};
use crate::session;
use crate::settings::Settings;

/// Lists what is shipped of others.
pub fn run(args: &DepsArgs, terminal: &Terminal) -> Result<ExitCode, Problem> {
    let (files, found) = packages(&args.path, terminal)?;
    if found.listings.is_empty() {
        terminal.say("no list of packages was found");
        return Ok(ExitCode::NothingToScan);
    }
    write_out(|out| match args.format {
        ListFormat::Human => report::packages(&found, &files, &terminal.out, out),
        ListFormat::Json => report::packages_json(&found, &files, out),
    })?;
    let is_clean = found.judgement.packages.is_empty() && found.judgement.ranges.is_empty();
    Ok(match is_clean {
        false => ExitCode::Findings,
        true if found.is_incomplete() => ExitCode::Incomplete,
        true => ExitCode::Clean,
    })
}

/// What the files say of packages; what was not understood is said beside the result.
pub fn packages(path: &Path, terminal: &Terminal) -> Result<(DiskFiles, Packages), Problem> {
    let target = Target::of(path);
    let settings = Settings::load(&target)?;
    let (files, left_out) = session::files(&settings, &target, terminal)?;
    let config = &settings.config;
    let (app, _) = scan::application(&files, config);
    let found = scan::packages(&files, &app.project, config);
    let notices: Vec<_> = left_out.into_iter().chain(found.notices.iter().cloned()).collect();
    super::code::say(&notices, &files, terminal);
    Ok((files, found))
}
