//! The `maremma` command: files, environment, clock and terminal around the pure cores.

mod advisories;
mod args;
mod cache;
mod clock;
mod commands;
mod disk;
mod inputs;
mod output;
mod panic;
mod parameters;
mod progress;
mod session;
mod settings;
mod walk;

use std::process::ExitCode;

use clap::Parser as _;

use crate::args::Cli;
use crate::output::Terminal;

/// A scan is many small trees: with this allocator it takes a tenth less time than with that of glibc.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    panic::install_hook();
    let outcome = std::panic::catch_unwind(|| {
        let cli = match Cli::try_parse() {
            Ok(cli) => cli,
            Err(error) => return usage(&error),
        };
        let terminal = Terminal::detect(cli.color, cli.verbose);
        commands::run(&cli.command, &terminal).unwrap_or_else(|problem| {
            terminal.problem(&problem);
            scan::ExitCode::Usage
        })
    });
    ExitCode::from(outcome.unwrap_or(scan::ExitCode::Internal).number())
}

/// Shows help, the version or a mistake; only a mistake is a failure.
fn usage(error: &clap::Error) -> scan::ExitCode {
    // A closed pipe is no news to anybody.
    let _ = error.print();
    if error.use_stderr() { scan::ExitCode::Usage } else { scan::ExitCode::Clean }
}
