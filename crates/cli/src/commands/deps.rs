//! `maremma deps`.

mod openvex;
mod watch;

use finding::{Notice, Place};
use report::{Problem, plain};
use scan::{ExitCode, Packages};

use crate::args::{DepsArgs, DepsCommand, DepsFormat, Target};
use crate::disk::DiskFiles;
use crate::output::{Terminal, write_out};
use crate::session;
use crate::settings::Settings;

/// Lists what is shipped of others.
pub fn run(args: &DepsArgs, terminal: &Terminal) -> Result<ExitCode, Problem> {
    if let Some(DepsCommand::Watch(args)) = &args.command {
        return watch::run(args, terminal);
    }
    let target = Target { vex: args.vex.clone(), ..Target::of_packages(&args.path) };
    let (files, found) = packages(&target, terminal)?;
    if found.listings.is_empty() {
        terminal.say("no list of packages was found");
        return Ok(ExitCode::NothingToScan);
    }
    let vex = (args.format == DepsFormat::Openvex).then(|| openvex::document(args, &found));
    write_out(|out| match (args.format, &vex) {
        (_, Some(vex)) => sbom::write_vex(vex, out),
        (DepsFormat::Json, _) if args.licences => report::licences_json(&found, out),
        (DepsFormat::Json, _) => report::packages_json(&found, &files, out),
        _ if args.licences => report::licences(&found, &terminal.out, out),
        _ => report::packages(&found, &files, &terminal.out, out),
    })?;
    let judgement = &found.judgement;
    let is_clean = match args.licences {
        true => judgement.licences.is_empty(),
        false => judgement.packages.is_empty() && judgement.ranges.is_empty(),
    };
    Ok(match is_clean {
        false => ExitCode::Findings,
        true if found.is_incomplete() => ExitCode::Incomplete,
        true => ExitCode::Clean,
    })
}

/// What the files say of packages; what was not understood is said beside the result.
pub fn packages(target: &Target, terminal: &Terminal) -> Result<(DiskFiles, Packages), Problem> {
    let settings = Settings::load(target)?;
    let (files, left_out) = session::files(&settings, target, terminal)?;
    let config = &settings.config;
    let (app, _) = scan::application(&files, config);
    let found = scan::packages(&files, &app, config);
    let notices: Vec<_> = left_out.into_iter().chain(found.notices.iter().cloned()).collect();
    super::code::say(&notices, &files, terminal);
    say_unused(&found.notices, terminal);
    Ok((files, found))
}

/// Says which statements of OpenVEX are about nothing that is there.
fn say_unused(notices: &[Notice], terminal: &Terminal) {
    for notice in notices {
        if let Place::Beside(path, line) = &notice.place {
            let line = line.map_or_else(String::new, |line| format!(":{line}"));
            terminal.say(&plain(&format!("{path}{line}: {}", notice.message)));
        }
    }
}
