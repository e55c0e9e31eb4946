//! `maremma completions`.

use clap::CommandFactory as _;
use report::Problem;
use scan::ExitCode;

use crate::args::Cli;
use crate::output::write_out;

/// Writes the completions of a shell.
pub fn run(shell: clap_complete::Shell) -> Result<ExitCode, Problem> {
    // Written to memory first: the generator panics when its output goes away.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "maremma", &mut script);
    write_out(|out| out.write_all(&script))?;
    Ok(ExitCode::Clean)
}
