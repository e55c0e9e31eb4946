//! `maremma scan`.

use std::io::{self, Write};
use std::path::Path;

use finding::Severity;
use report::{Problem, Style};
use scan::{ExitCode, Report};

use crate::args::{Format, ScanArgs};
use crate::output::{Terminal, write_file, write_out};
use crate::session;
use crate::settings::Settings;

/// Scans and reports.
pub fn run(args: &ScanArgs, terminal: &Terminal) -> Result<ExitCode, Problem> {
    let mut settings = Settings::load(&args.target)?;
    if !args.no_baseline {
        settings.config.baseline = settings.read_baseline()?;
    }
    let mut report = session::run(&settings, &args.target, terminal)?;
    if args.format == Format::Human && settings.root != Path::new(".") {
        // What people click on; scripts get paths that do not depend on where they stand.
        report.show_below(&settings.root.display().to_string());
    }
    match &args.output {
        Some(path) => write_file(path, |out| write(&report, args.format, &plain(terminal), out))?,
        None => write_out(|out| write(&report, args.format, &terminal.out, out))?,
    }
    let fail_on = args.fail_on.or(settings.file.fail_on).unwrap_or(Severity::Medium);
    let code = ExitCode::of(&report, fail_on, args.strict || settings.file.strict.unwrap_or_default());
    if args.output.is_some() || args.format != Format::Human {
        terminal.say(&report::summary(&report, &terminal.err));
    }
    match code {
        ExitCode::NothingToScan => {
            terminal.say("nothing to scan: no template, no function, no code and no list of packages was found")
        }
        ExitCode::Incomplete => terminal.say("not everything was analysed, and --strict asks for it"),
        _ => {}
    }
    Ok(code)
}

/// The look of a report in a file.
fn plain(terminal: &Terminal) -> Style {
    Style { colour: false, width: Style::default().width, ..terminal.out }
}

fn write(report: &Report, format: Format, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Human => report::human(report, style, out),
        Format::Json => report::json(report, out),
        Format::Sarif => report::sarif(report, out),
    }
}
