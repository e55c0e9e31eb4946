//! `maremma iam`: questions about policies.

mod can;
mod subjects;

use report::Problem;
use scan::ExitCode;

use crate::args::iam::IamCommand;
use crate::output::Terminal;

/// Answers a question about policies.
pub fn run(command: &IamCommand, terminal: &Terminal) -> Result<ExitCode, Problem> {
    match command {
        IamCommand::Can(args) => can::run(args, terminal),
    }
}
