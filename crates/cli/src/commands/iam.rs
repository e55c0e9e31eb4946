//! `maremma iam`: questions about policies.

mod asked;
mod can;
mod check;
mod diff;
mod explain;
mod subjects;
mod who;

use report::Problem;
use scan::ExitCode;

use crate::args::iam::IamCommand;
use crate::output::Terminal;

/// Answers a question about policies.
pub fn run(command: &IamCommand, terminal: &Terminal) -> Result<ExitCode, Problem> {
    match command {
        IamCommand::Check(args) => check::run(args, terminal),
        IamCommand::Diff(args) => diff::run(args, terminal),
        IamCommand::Can(args) => can::run(args, terminal),
        IamCommand::Who(args) => who::run(args, terminal),
        IamCommand::Explain(args) => explain::run(args, terminal),
    }
}
