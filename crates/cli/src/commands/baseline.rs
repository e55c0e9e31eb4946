//! `maremma baseline`.

use finding::{Finding, Severity};
use report::{Problem, plain};
use scan::{Baseline, ExitCode, Report};

use crate::args::{BaselineCommand, Target};
use crate::output::{Terminal, write_file, write_out};
use crate::session;
use crate::settings::Settings;

/// Creates, prunes or compares the baseline.
pub fn run(command: &BaselineCommand, terminal: &Terminal) -> Result<ExitCode, Problem> {
    match command {
        BaselineCommand::Create { target, force } => create(target, *force, terminal),
        BaselineCommand::Prune { target } => prune(target, terminal),
        BaselineCommand::Diff { target, fail_on } => diff(target, *fail_on, terminal),
    }
}

fn create(target: &Target, force: bool, terminal: &Terminal) -> Result<ExitCode, Problem> {
    let settings = Settings::load(target)?;
    if settings.baseline.exists() && !force {
        let message = format!("baseline `{}` is already there", settings.baseline.display());
        return Err(Problem::new(message).with_help("`baseline prune` brings it up to date; --force starts anew"));
    }
    let report = session::run(&settings, target, terminal)?;
    if report.coverage.is_nothing() {
        return Err(Problem::new("nothing to scan, so that no baseline is written"));
    }
    let baseline = Baseline::of(&report.findings, &report.sources);
    write(&settings, &baseline)?;
    terminal.say(&format!("{} findings in `{}`", baseline.findings.len(), settings.baseline.display()));
    Ok(ExitCode::Clean)
}

fn prune(target: &Target, terminal: &Terminal) -> Result<ExitCode, Problem> {
    let (settings, before, report) = compared(target, terminal)?;
    let after = before.pruned(&report.findings, &report.sources, &settings.config);
    write(&settings, &after)?;
    let forgotten = before.findings.len() - after.findings.len();
    terminal.say(&format!("{} findings stay, {forgotten} are fixed and forgotten", after.findings.len()));
    Ok(ExitCode::Clean)
}

/// One line per finding that is new (`+`) or fixed (`-`).
fn diff(target: &Target, fail_on: Option<Severity>, terminal: &Terminal) -> Result<ExitCode, Problem> {
    let (settings, baseline, report) = compared(target, terminal)?;
    let fixed = baseline.fixed(&report.findings, &settings.config);
    write_out(|out| {
        for known in &fixed {
            let (path, resource) = (plain(&known.path), plain(&known.resource));
            writeln!(out, "- {} {} {path} {resource}", known.severity, known.rule)?;
        }
        for finding in report.findings.iter().filter(|finding| finding.is_active()) {
            let (place, message) = (place(&report, finding), plain(&finding.message));
            writeln!(out, "+ {} {} {place}: {message}", finding.severity, finding.rule)?;
        }
        Ok(())
    })?;
    let summary = report.baseline.clone().unwrap_or_default();
    terminal.say(&format!("{} new, {} known, {} fixed", summary.new, summary.known, summary.fixed));
    Ok(ExitCode::of(&report, fail_on.or(settings.file.fail_on).unwrap_or(Severity::Medium), false))
}

fn place(report: &Report, finding: &Finding) -> String {
    let span = finding.location.span;
    let line = report.sources.start(span).map_or(1, |place| place.line);
    format!("{}:{line}", plain(report.sources.path(span.file)))
}

/// The settings, the baseline and the report that was compared with it.
fn compared(target: &Target, terminal: &Terminal) -> Result<(Settings, Baseline, Report), Problem> {
    let mut settings = Settings::load(target)?;
    let baseline = settings.read_baseline()?.ok_or_else(|| {
        let message = format!("there is no baseline `{}`", settings.baseline.display());
        Problem::new(message).with_help("`maremma baseline create` writes one")
    })?;
    settings.config.baseline = Some(baseline.clone());
    let report = session::run(&settings, target, terminal)?;
    Ok((settings, baseline, report))
}

fn write(settings: &Settings, baseline: &Baseline) -> Result<(), Problem> {
    write_file(&settings.baseline, |out| out.write_all(baseline.to_text().as_bytes()))
}
